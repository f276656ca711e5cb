//! Ways of writing that mean the same in a shop's chat, brought to one of them before likeness is measured. It is no
//! dictionary: only words that can stand for each other in nearly every line are here. Cues of the rules list their
//! alternatives themselves and don't pass through this.

use crate::sorting::sort_by_key;
use std::sync::LazyLock;

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
    /// One bit per character that begins a word, by its last twelve bits.
    begins: [u64; 64],
    /// A word, and what it becomes; sorted by the first character, else in the order above.
    words: Vec<(Vec<char>, Vec<char>)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let groups = SAME.iter().flat_map(|(word, others)| others.iter().map(move |other| (*other, *word)));
    let mut words: Vec<(Vec<char>, Vec<char>)> =
        groups.map(|(other, word)| (other.chars().collect(), word.chars().collect())).collect();
    sort_by_key(&mut words, |(other, _)| other.first().copied());
    let mut begins = [0; 64];
    for first in words.iter().filter_map(|(other, _)| other.first()) {
        let (at, bit) = place(*first);
        begins[at] |= bit;
    }
    Table { begins, words }
});

/// Where a character's bit stands.
const fn place(c: char) -> (usize, u64) {
    let low = c as usize & 0xfff;
    (low >> 6, 1 << (low & 0x3f))
}

impl Table {
    /// The word that a text begins with, and what it becomes.
    fn at(&self, text: &[char], first: char) -> Option<(&[char], &[char])> {
        let (at, bit) = place(first);
        if self.begins[at] & bit == 0 {
            return None;
        }
        let from = self.words.partition_point(|(other, _)| other.first() < Some(&first));
        let words = self.words.iter().skip(from).take_while(|(other, _)| other.first() == Some(&first));
        let mut words = words.map(|(other, word)| (other.as_slice(), word.as_slice()));
        words.find(|(other, _)| text.starts_with(other))
    }
}

/// Appends a normalised text with each such word in the form that stands for its group.
pub(super) fn same_words(normalized: &[char], same: &mut Vec<char>) {
    let table = &*TABLE;
    let mut rest = normalized;
    while let Some((first, after)) = rest.split_first() {
        match table.at(rest, *first) {
            Some((other, word)) => {
                same.extend_from_slice(word);
                rest = rest.get(other.len()..).unwrap_or_default();
            }
            None => {
                same.push(*first);
                rest = after;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) -> String {
        let mut same = Vec::new();
        same_words(&text.chars().collect::<Vec<_>>(), &mut same);
        same.into_iter().collect()
    }

    #[test]
    fn one_word_stands_for_its_group() {
        assert_eq!(same("咋退钱啊"), "怎么退款啊");
        assert_eq!(same("什么时候能不能发走"), "何时能发货");
        assert_eq!(same("wifi 没货"), "wifi 没货");
    }

    #[test]
    fn every_word_is_found_and_none_is_shadowed() {
        for (word, others) in SAME {
            for other in *others {
                assert_eq!(same(other), *word, "{other}");
            }
        }
    }
}
