//! What a title says an item is, by how words stand in the titles of the whole catalogue: Chinese names a thing at the end
//! of a phrase, and the words before that name change from item to item. No dictionary of goods is kept.

use crate::text::normalize;
use std::collections::HashMap;

/// Words that titles of any goods have, which end a phrase and name no thing. The longest first.
const SAID_OF_ANYTHING: &[&str] = &[
    "旗舰店",
    "多功能",
    "新款",
    "包邮",
    "正品",
    "批发",
    "厂家",
    "家用",
    "定制",
    "定做",
    "专用",
    "促销",
    "特价",
    "热卖",
    "直销",
    "儿童",
    "宝宝",
    "婴儿",
    "春秋",
    "春季",
    "秋季",
    "夏季",
    "冬季",
    "全国",
    "免费",
    "官方",
    "旗舰",
    "专柜",
    "进口",
    "国产",
    "现货",
    "优惠",
    "满减",
    "送礼",
    "礼物",
    "男女",
    "男士",
    "女士",
    "通用",
    "创意",
    "个性",
    "时尚",
    "韩版",
    "欧美",
    "日系",
    "复古",
    "简约",
    "大码",
    "加厚",
    "透气",
    "防水",
    "防滑",
    "便携",
    "迷你",
    "大号",
    "小号",
    "中号",
    "黑色",
    "白色",
    "红色",
    "全新",
    "二手",
    "原装",
    "正版",
    "适用",
    "代购",
    "男",
    "女",
    "包",
    "邮",
    "满",
    "送",
    "元",
    "件",
    "装",
    "款",
    "色",
    "年",
    "月",
    "寸",
    "克",
    "斤",
    "米",
    "大",
    "小",
    "新",
    "的",
    "超",
    "不",
];
/// A set of several pieces, and what stands for it while words are taken out: a character of no script.
const SET: &str = "件套";
const APART: &str = "\u{e000}";
/// Characters of a name of a thing; nine in ten have two or three.
const NAMED_IN: std::ops::RangeInclusive<usize> = 2..=4;
/// What it counts for that a name's last character ends phrases elsewhere: as much as two doublings of the words before it.
const ENDS: f32 = 2.0;
/// What each time counts that the title says the last character: sellers name a thing in several ways, 帽子工作帽卫生帽.
const SAID: f32 = 1.0;
/// Characters of a model, at least: XL and A4 are sizes.
const MODEL: usize = 4;

/// How words stand in the titles of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Titles {
    /// By character, how often it ends a phrase, and how often it stands at all.
    characters: HashMap<char, (u32, u32)>,
    /// What may be a name, as a number, in ascending order, with how many characters stand before it; a phrase's beginning is
    /// one, too.
    before: Vec<(u64, u32)>,
}

impl Titles {
    /// Reads the titles of a catalogue.
    pub fn new<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        let (mut read, mut seen) = (Self::default(), Vec::new());
        for title in titles {
            for phrase in phrases(title) {
                phrase.iter().for_each(|c| read.characters.entry(*c).or_default().1 += 1);
                phrase.last().into_iter().for_each(|c| read.characters.entry(*c).or_default().0 += 1);
                for length in NAMED_IN {
                    for (at, name) in phrase.windows(length).enumerate() {
                        let before = at.checked_sub(1).and_then(|at| phrase.get(at)).copied();
                        seen.push((number(name), before.map_or(0, u32::from)));
                    }
                }
            }
        }
        // Sorted, for a map of half a million names takes seconds.
        seen.sort_unstable();
        seen.dedup();
        let count = |same: &[(u64, u32)]| Some((same.first()?.0, same.len() as u32));
        read.before = seen.chunk_by(|a, b| a.0 == b.0).filter_map(count).collect();
        read
    }

    /// The name of the thing that a title sells, as far as a phrase of Chinese characters in it may be one.
    #[must_use]
    pub fn product_type(&self, title: &str) -> Option<String> {
        let phrases = phrases(title);
        let all = || phrases.iter().flatten();
        let mut best: Option<(f32, &[char])> = None;
        for phrase in &phrases {
            for start in NAMED_IN.filter_map(|length| phrase.len().checked_sub(length)) {
                let (Some(name), Some(last)) = (phrase.get(start..), phrase.last()) else { continue };
                let (ending, seen) = self.characters.get(last).copied().unwrap_or_default();
                let ends = (ending + 1) as f32 / (seen + 3) as f32;
                let said = all().filter(|c| *c == last).count() as f32;
                let before = self.before.binary_search_by_key(&number(name), |(name, _)| *name);
                let before = before.ok().and_then(|at| self.before.get(at)).map_or(0, |(_, count)| *count);
                // The logarithm to the base 2, in whole steps.
                let varied = (before + 1).ilog2() as f32;
                let score = ENDS * ends + SAID * said + varied;
                if best.is_none_or(|(most, _)| score > most) {
                    best = Some((score, name));
                }
            }
        }
        best.map(|(_, name)| name.iter().collect())
    }
}

/// A name of at most four characters, which all lie below 2^16.
fn number(name: &[char]) -> u64 {
    name.iter().fold(0, |number, c| number << 16 | u64::from(u32::from(*c)))
}

/// Models in a title: words of Latin letters and digits, both of them, that are too long for a size; lower case.
#[must_use]
pub fn models(title: &str) -> Vec<String> {
    let title = normalize(title);
    let words = title.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.'));
    let is_model = |word: &&str| {
        let has = |kind: fn(&char) -> bool| word.chars().any(|c| kind(&c));
        word.len() >= MODEL && has(char::is_ascii_alphabetic) && has(char::is_ascii_digit)
    };
    words.map(|word| word.trim_matches(['-', '.'])).filter(is_model).map(str::to_owned).collect()
}

/// Phrases of Chinese characters, without what is said of anything.
fn phrases(title: &str) -> Vec<Vec<char>> {
    // 四件套 names a thing, though 件 counts them.
    let mut title = normalize(title).replace(SET, APART);
    for word in SAID_OF_ANYTHING {
        title = title.replace(word, " ");
    }
    title = title.replace(APART, SET);
    let words = title.split(|c| !matches!(c, '\u{4e00}'..='\u{9fff}'));
    words.map(|word| word.chars().collect::<Vec<char>>()).filter(|phrase| phrase.len() >= *NAMED_IN.start()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CATALOG: [&str; 6] = [
        "北鹿 不锈钢汤锅 24cm 家用",
        "老式铸铁汤锅 煲汤 新款",
        "陶瓷汤锅 电磁炉通用",
        "竹制砧板 加厚",
        "抗菌塑料砧板 大号",
        "榉木砧板 北鹿",
    ];

    #[test]
    fn a_thing_is_named_at_the_end_of_a_phrase_behind_words_that_change() {
        let titles = Titles::new(CATALOG.into_iter());
        assert_eq!(titles.product_type("北鹿 钛合金汤锅 30cm 包邮").as_deref(), Some("汤锅"));
        assert_eq!(titles.product_type("【新款】柚木砧板 北鹿 家用").as_deref(), Some("砧板"));
        assert_eq!(titles.product_type("iPhone 15"), None);
        let sets = Titles::new(["云朵全棉四件套 雾蓝", "简约磨毛四件套 墨绿", "全棉床笠 雾蓝"].into_iter());
        assert_eq!(sets.product_type("亚麻四件套 墨绿").as_deref(), Some("件套"));
    }

    #[test]
    fn models_have_letters_and_digits() {
        assert_eq!(models("天梭 PR100石英男表 T101.410.16 A4 XL"), ["pr100", "t101.410.16"]);
        assert!(models("纯棉T恤 2024 春").is_empty());
    }

    proptest! {
        #[test]
        fn a_name_stands_in_its_title(title in "[汤锅砧板新款包邮a1 ]{0,20}") {
            let titles = Titles::new(CATALOG.into_iter());
            let name = titles.product_type(&title).unwrap_or_default();
            prop_assert!(title.contains(&name));
        }
    }
}
