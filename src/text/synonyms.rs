//! Ways of writing that mean the same in a shop's chat, brought to one of them before likeness is measured. It is no
//! dictionary: only words that can stand for each other in nearly every line are here. Cues of the rules list their
//! alternatives themselves and don't pass through this.

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

/// A normalised text with each such word in the form that stands for its group.
#[must_use]
pub fn same_words(normalized: &str) -> String {
    let mut folded = String::with_capacity(normalized.len());
    let mut rest = normalized;
    'next: while let Some(c) = rest.chars().next() {
        if FIRST.contains(&c) {
            for (word, others) in SAME {
                if let Some(after) = others.iter().find_map(|other| rest.strip_prefix(other)) {
                    folded.push_str(word);
                    rest = after;
                    continue 'next;
                }
            }
        }
        folded.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    folded
}

/// What the words to be replaced begin with: most characters are passed over at one look.
const FIRST: &[char] = &[
    '咋', '如', '怎', '为', '什', '多', '啥', '几', '能', '可', '有', '是', '木', '不', '没', '嘛', '你', '您', '物',
    '包', '派', '送', '发', '寄', '出', '邮', '快', '支', '付', '退', '到', '修', '更', '变', '价', '保', '优', '缺',
    '无', '断', '开',
];

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
                assert!(other.starts_with(FIRST), "{other} is missing in FIRST");
                assert_eq!(same_words(other), *word, "{other}");
            }
        }
    }
}
