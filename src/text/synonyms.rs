//! Ways of writing that mean the same in a shop's chat, brought to one of them before likeness is measured. It is no
//! dictionary: only words that can stand for each other in nearly every line are here. Cues of the rules list their
//! alternatives themselves and don't pass through this.

use crate::sorting::sort_by_key;
use std::{borrow::Cow, sync::LazyLock};

/// Each group by its first word: the others become it. Of two with a
/// common beginning the longer one stands first.
const SAME: &[(&str, &[&str])] = &[
    ("怎么", &["咋个", "咋", "如何", "怎样"]),
    ("为何", &["为什么", "为啥"]),
    ("何时", &["什么时候", "什么时间", "多长时间", "啥时候", "几时", "多久", "多会儿"]),
    ("能", &["能不能", "可不可以", "可以"]),
    ("有", &["有没有", "有木有"]),
    ("是", &["是不是"]),
    ("没有", &["木有"]),
    ("无法", &["不能", "没法"]),
    ("吗", &["嘛"]),
    ("你", &["你们", "您"]),
    ("快递", &["物流", "包裹"]),
    ("配送", &["派送", "派件", "送货"]),
    ("发货", &["发出", "寄出", "出货", "发走"]),
    ("运费", &["邮费", "快递费"]),
    ("付款", &["支付", "付钱", "付费"]),
    ("退款", &["退钱", "退费"]),
    ("到账", &["到帐"]),
    ("改", &["修改", "更改", "变更"]),
    ("价保", &["价格保护", "保价"]),
    ("优惠券", &["优惠卷", "优惠劵"]),
    ("质保", &["保修"]),
    ("没货", &["缺货", "无货", "断货"]),
    ("开发票", &["开票"]),
    ("多少钱", &["多钱", "什么价", "啥价"]),
    ("什么", &["啥"]),
];

/// The words to be replaced, for a quick look: most characters of a text begin none.
struct Table {
    /// One bit per character that begins a word, by its last eight bits.
    begins: [u64; 4],
    /// First character, word, what it becomes; sorted by the first character, else in the order above.
    words: Vec<(char, &'static str, &'static str)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let groups = SAME.iter().flat_map(|(word, others)| others.iter().map(move |other| (*other, *word)));
    let mut words: Vec<_> = groups.filter_map(|(other, word)| Some((other.chars().next()?, other, word))).collect();
    sort_by_key(&mut words, |(first, _, _)| *first);
    let mut begins = [0; 4];
    for (first, _, _) in &words {
        let bit = u32::from(*first) & 0xff;
        begins[(bit >> 6) as usize] |= 1 << (bit & 0x3f);
    }
    Table { begins, words }
});

impl Table {
    /// The word that a text begins with, and what it becomes.
    fn at(&self, text: &str, first: char) -> Option<(&'static str, &'static str)> {
        let bit = u32::from(first) & 0xff;
        if self.begins[(bit >> 6) as usize] >> (bit & 0x3f) & 1 == 0 {
            return None;
        }
        let from = self.words.partition_point(|(c, _, _)| *c < first);
        let words = self.words.iter().skip(from).take_while(|(c, _, _)| *c == first);
        words.map(|(_, other, word)| (*other, *word)).find(|(other, _)| text.starts_with(other))
    }
}

/// A normalised text with each such word in the form that stands for its group.
#[must_use]
pub fn same_words(normalized: &str) -> Cow<'_, str> {
    let table = &*TABLE;
    let mut folded = String::new();
    let mut copied = 0;
    for (at, c) in normalized.char_indices() {
        if at < copied {
            continue;
        }
        if let Some((other, word)) = normalized.get(at..).and_then(|rest| table.at(rest, c)) {
            folded.push_str(normalized.get(copied..at).unwrap_or_default());
            folded.push_str(word);
            copied = at + other.len();
        }
    }
    if copied == 0 {
        return normalized.into();
    }
    folded.push_str(normalized.get(copied..).unwrap_or_default());
    folded.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_stands_for_its_group() {
        assert_eq!(same_words("咋退钱啊"), "怎么退款啊");
        assert_eq!(same_words("什么时候能不能发走"), "何时能发货");
        assert_eq!(same_words("wifi 没货"), "wifi 没货");
    }

    #[test]
    fn every_word_is_found_and_none_is_shadowed() {
        for (word, others) in SAME {
            for other in *others {
                assert_eq!(same_words(other), *word, "{other}");
            }
        }
    }
}
