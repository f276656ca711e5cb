//! What holds for goods of any shop, before anyone has judged a pair.

use super::{
    Relation,
    likeness::{LIKE, Title},
};

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

/// True for the name of a refill, a normalised one.
pub(super) fn is_refill(name: &str) -> bool {
    REFILLS.iter().any(|word| name.contains(word))
}

/// What the names of two items speak for.
pub(super) fn relation(first: &Title, second: &Title, likeness: f32) -> Option<Relation> {
    match first.is_refill == second.is_refill {
        true if likeness >= LIKE => Some(Relation::Substitute),
        false if likeness >= LIKE => Some(Relation::Extension),
        _ => None,
    }
}
