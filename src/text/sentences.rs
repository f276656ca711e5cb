//! Where a turn falls apart: sentences for what is asked, clauses for what belongs together, and the matter without
//! the courtesies before it. The engine compares phrasings and looks for cues within these, not across a whole turn.

use super::normalize;
use std::borrow::Cow;

/// Sentences of a turn that are looked at, the last ones: what was said last is what wants an answer, and a message of
/// nothing but question marks must not cost a search each.
const MAX_SENTENCES: usize = 16;

/// A sentence of at most so many characters is one thought; a longer one is looked at two clauses at a time, or a word
/// of its beginning is taken together with one of its end.
const ONE_THOUGHT: usize = 24;

/// What buyers say before the matter. Longer ones first where one begins with another.
const COURTESIES: &[&str] = &[
    "请问一下",
    "请问下",
    "请问",
    "你好啊",
    "你好呀",
    "你好",
    "您好啊",
    "您好呀",
    "您好",
    "亲爱的",
    "亲亲",
    "亲",
    "在吗",
    "在么",
    "在不在",
    "在嘛",
    "哈喽",
    "嗨",
    "老板",
    "客服",
    "hello there",
    "hello",
    "hi there",
    "hi",
    "hey",
    "excuse me",
];

/// What a courtesy can stand in by mistake: the words that go on with its characters.
const NO_COURTESY: &[&str] =
    &["亲戚", "亲子", "亲测", "亲自", "亲友", "客服怎", "客服不", "客服为", "客服电", "客服说", "老板说"];

/// The sentences of a turn, each normalised, none empty: buyers put several matters into one message.
#[must_use]
pub fn sentences(text: &str) -> Vec<String> {
    let stops = ['\n', '。', '?', '？', '!', '！', ';', '；'];
    let mut last: Vec<_> =
        text.rsplit(stops).map(normalize).filter(|sentence| !sentence.is_empty()).take(MAX_SENTENCES).collect();
    last.reverse();
    if last.is_empty() {
        // Nothing but stops: "??" is a turn too.
        last.extend(Some(normalize(text)).filter(|all| !all.is_empty()));
    }
    last
}

/// A turn as it is looked at for cues, given by its normalised sentences: each short sentence whole and every two
/// neighbouring clauses of a long one, because what happened and what is asked about it often stand in two. So do two
/// short rows: "钱扣了" and then "订单没付".
#[must_use]
pub fn thoughts(sentences: &[String]) -> Vec<Cow<'_, str>> {
    let mut thoughts: Vec<Cow<'_, str>> = Vec::new();
    for sentence in sentences {
        let bounds = bounds(sentence);
        if bounds.len() <= 3 {
            thoughts.push(sentence.into());
        } else {
            let pairs = bounds.windows(3).filter_map(|around| sentence.get(*around.first()?..*around.last()?));
            thoughts.extend(pairs.map(Cow::from));
        }
    }
    for pair in sentences.windows(2) {
        let joined = pair.join(",");
        if joined.chars().count() <= ONE_THOUGHT {
            thoughts.push(joined.into());
        }
    }
    thoughts
}

/// The clauses of a normalised sentence, for comparing each with a phrasing; a short sentence is one clause.
#[must_use]
pub fn clauses(sentence: &str) -> Vec<&str> {
    bounds(sentence).windows(2).filter_map(|around| sentence.get(*around.first()?..*around.last()?)).collect()
}

/// Where the clauses of a long sentence begin, and where the last one ends. In Chinese a space ends a clause as often
/// as a comma does.
fn bounds(sentence: &str) -> Vec<usize> {
    let mut bounds = vec![0];
    if sentence.chars().count() > ONE_THOUGHT {
        let mut before = ' ';
        for (at, c) in sentence.char_indices() {
            if matches!(c, ',' | '、' | '~' | '…') || (c == ' ' && !before.is_ascii()) {
                bounds.push(at + c.len_utf8());
            }
            before = c;
        }
    }
    bounds.push(sentence.len());
    bounds
}

/// A normalised sentence without the courtesies before its matter; the sentence itself when it is nothing else.
#[must_use]
pub fn matter(sentence: &str) -> &str {
    let mut rest = sentence;
    'next: loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if NO_COURTESY.iter().any(|word| rest.starts_with(word)) {
            break;
        }
        for word in COURTESIES {
            if let Some(after) = rest.strip_prefix(word) {
                let goes_on = word.is_ascii() && after.starts_with(|c: char| c.is_ascii_alphanumeric());
                if !goes_on {
                    rest = after;
                    continue 'next;
                }
            }
        }
        break;
    }
    // One character is no matter: "亲~在吗?呀".
    if rest.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some() { rest } else { sentence }
}

/// True for a normalised sentence that is nothing but such courtesies.
#[must_use]
pub fn is_courtesy(sentence: &str) -> bool {
    let mut rest = sentence;
    while let Some(word) = COURTESIES.iter().find(|word| rest.starts_with(**word)) {
        rest = rest.get(word.len()..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    !rest.chars().any(|c| c.is_alphanumeric() && !"啊呀呢哦哈".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_falls_into_sentences_and_only_the_last_are_kept() {
        assert_eq!(sentences("在吗\n有货？ 几天到！"), ["在吗", "有货", "几天到"]);
        assert_eq!(sentences(&"a?".repeat(100)).len(), MAX_SENTENCES);
        assert_eq!((sentences("??"), sentences(" \n").len()), (vec!["??".to_owned()], 0));
    }

    #[test]
    fn a_long_sentence_is_two_clauses_at_a_time() {
        let long = "我前天买了一个电饭煲,今天早上收到了,打开盒子看了看,盖子上有一道划痕".to_owned();
        assert_eq!((clauses(&long).len(), clauses("短的,一句").len()), (4, 1));
        let thoughts =
            |rows: &[&str]| super::thoughts(&rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>()).len();
        assert_eq!((thoughts(&["短的,一句"]), thoughts(&["钱扣了", "订单没付"]), thoughts(&[&long])), (1, 3, 3));
    }

    #[test]
    fn the_matter_stands_behind_the_courtesies() {
        for (said, meant) in [
            ("你好,在吗 这个有货吗", "这个有货吗"),
            ("亲,请问包邮吗", "包邮吗"),
            ("在吗", "在吗"),
            ("hello, when will it ship", "when will it ship"),
            ("hiking boots", "hiking boots"),
            ("亲子装有吗", "亲子装有吗"),
        ] {
            assert_eq!(matter(said), meant, "{said}");
        }
        assert!(
            is_courtesy("你好,在吗") && is_courtesy("hello") && !is_courtesy("在吗有货吗") && !is_courtesy("hiking")
        );
    }
}
