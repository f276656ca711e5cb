//! Words that are not to be said: those of the team, and the few that every platform punishes. Part of [`lint`](super).

use crate::{library::policy::Forbidden, text::normalize};

/// Asking a buyer to talk or pay outside the platform. No word that is also said innocently: 微信支付, a QQ number that is to
/// be topped up.
const OUTSIDE: &[&str] = &[
    "加微信",
    "加我微信",
    "加个微信",
    "加下微信",
    "加一下微信",
    "加v信",
    "加薇信",
    "加vx",
    "加我vx",
    "加qq",
    "加我qq",
    "私下转账",
    "add me on whatsapp",
    "whatsapp me",
    "add my wechat",
    "add me on wechat",
];
/// Behind a word of [`OUTSIDE`], what makes it another word: 新增加微信支付.
const HARMLESS_ENDS: &[&str] = &["支付", "付款", "零钱", "pay"];
/// In the same sentence, what makes it a warning: 请勿加微信, 让您加微信的都是骗子.
const WARNINGS: &[&str] = &[
    "不要", "不会", "不能", "不可", "请勿", "切勿", "别加", "谨防", "小心", "骗", "警惕", "never", "not ", "don't",
    "scam",
];
/// What ends a sentence, in normalised text.
const ENDS: [char; 7] = ['。', '!', '?', ';', '\n', '~', '…'];

/// The words of a text that lead a buyer away from the platform.
pub(super) fn outside(text: &str) -> Option<&'static str> {
    let text = normalize(text);
    let sentences = text.split(ENDS).filter(|sentence| !WARNINGS.iter().any(|word| sentence.contains(word)));
    let said = |sentence: &str, word: &str| {
        sentence.match_indices(word).any(|(at, _)| {
            let rest = sentence.get(at + word.len()..).unwrap_or_default();
            !HARMLESS_ENDS.iter().any(|end| rest.trim_start().starts_with(end))
        })
    };
    sentences.flat_map(|sentence| OUTSIDE.iter().filter(move |word| said(sentence, word))).next().copied()
}

/// A body with a forbidden word said otherwise; `None` where it does not stand as it is written in the rule.
pub(super) fn said_otherwise(body: &str, forbidden: &Forbidden) -> Option<String> {
    if forbidden.instead.is_empty() || !forbidden.except.is_empty() {
        return None;
    }
    let instead = body.replace(&forbidden.word, &forbidden.instead);
    (!forbidden.is_said_in(&instead)).then_some(instead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_outside_is_told_and_innocent_words_are_not() {
        for said in [
            "亲加我微信聊吧",
            "加V信领券～",
            "加ＱＱ群",
            "可以加 微信的朋友圈看，加微信就行",
            "Please add me on WhatsApp",
        ] {
            assert!(outside(said).is_some(), "{said}");
        }
        for innocent in [
            "支持微信支付",
            "我们新增加微信支付啦",
            "请勿加微信私下交易",
            "让您加微信的都是骗子，千万小心",
            "我们不会要求您加微信",
            "请告诉我要充值的QQ号",
            "We will never ask you to add me on WhatsApp",
            "附加微型电机",
        ] {
            assert_eq!(outside(innocent), None, "{innocent}");
        }
        assert!(outside("谨防骗子。有事加微信").is_some(), "the warning is about something else");
    }

    #[test]
    fn a_word_is_said_otherwise_where_that_mends_it() {
        let qq = Forbidden { word: "QQ".into(), ..Forbidden::default() };
        let sure = Forbidden { word: "保证".into(), instead: "尽量".into(), ..Forbidden::default() };
        assert_eq!(said_otherwise("保证明天到", &sure).as_deref(), Some("尽量明天到"));
        assert_eq!(said_otherwise("好", &qq), None);
        let endless = Forbidden { word: "最".into(), instead: "最好".into(), ..Forbidden::default() };
        assert_eq!(said_otherwise("最大", &endless), None, "what would still say it is no way to mend it");
    }
}
