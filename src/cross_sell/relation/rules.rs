//! What holds for goods of any shop, before anyone has judged a pair.

use super::{Relation, likeness::LIKE};

/// Words of what is put into something else once that is empty or worn. As [`normalize`](crate::text::normalize()) leaves
/// them: without the marks that tell a voiced sound from its plain one.
const REFILLS: &[&str] = &[
    "补充",
    "替换",
    "替芯",
    "笔芯",
    "墨囊",
    "墨盒",
    "滤芯",
    "刀头",
    "刷头",
    "备用",
    "耗材",
    "refill",
    "cartridge",
    "replacement",
    "spare",
    "詰替",
    "詰め替",
    "付替",
    "付け替",
    "つめかえ",
    "つけかえ",
    "つめ替",
    "替芯",
    "替え芯",
    "替刃",
    "替え刃",
    "補充",
    "交換",
    "リフィル",
    "レフィル",
    "カートリッシ",
    "スヘア",
];

/// Words of what belongs to something else: its lid, its cover, what fits it.
const PARTS: &[&str] = &[
    "盖",
    "罩",
    "保护套",
    "收纳套",
    "替换套",
    "支架",
    "底座",
    "隔板",
    "配件",
    "专用",
    "适用",
    "适配",
    "空瓶",
    "cover",
    "holder",
    "stand for",
    "case for",
    "compatible",
    "accessor",
    "蓋",
    "フタ",
    "ふた",
    "カハー",
    "ケース",
    "ホルター",
    "スタント",
    "仕切",
    "専用",
    "対応",
    "空ホトル",
    "オフション",
];

/// What a normalised name says of the part that an item plays beside another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Role {
    /// It fills something up again.
    pub(super) is_refill: bool,
    /// It belongs to something.
    pub(super) is_part: bool,
}

impl Role {
    pub(super) fn read(name: &str) -> Self {
        let names = |words: &[&str]| words.iter().any(|word| name.contains(word));
        Self { is_refill: names(REFILLS), is_part: names(PARTS) }
    }
}

/// What the names of two items speak for: those that are alike are two of a kind, or one serves the other.
pub(super) fn relation(first: Role, second: Role, likeness: f32) -> Option<Relation> {
    let kind = if first == second { Relation::Substitute } else { Relation::Extension };
    (likeness >= LIKE).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize;

    #[test]
    fn words_stand_as_normalising_leaves_them() {
        for word in REFILLS.iter().chain(PARTS) {
            assert_eq!(normalize(word), *word);
        }
    }

    #[test]
    fn refills_and_parts_are_told_by_their_words() {
        let role = |name: &str| Role::read(&normalize(name));
        assert!(role("泡沫洗手液 补充装").is_refill && role("ボールペンのリフィル").is_refill);
        assert!(role("汤锅盖 24cm").is_part && role("北鹿タブレット用カバー").is_part);
        assert_eq!(role("不锈钢汤锅 24cm"), Role::default());
    }
}
