//! One character as it is searched for. Character by character, so that what was found can be marked in the text as
//! it was written; [`normalize()`](super::normalize()) folds a whole text and may change its length.

use super::{forms::form, pinyin::simplified};

/// A character without case, width, accent and, of a Chinese one, traditional form. What stands for several
/// characters, such as `㎏`, stays what it is.
#[must_use]
pub fn folded(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        _ => {
            // What is one character without its accent, case and width; `㎏` is two.
            let mut parts = form(c).unwrap_or_default().chars();
            let base = parts.next().filter(|_| parts.next().is_none()).unwrap_or(c);
            let mut lower = base.to_lowercase();
            simplified(lower.next().filter(|_| lower.next().is_none()).unwrap_or(base))
        }
    }
}

/// True for what a search passes over on both sides: punctuation, spaces, emoji, marks, what can't be seen.
#[must_use]
pub fn is_passed_over(c: char) -> bool {
    !matches!(c, '\u{4e00}'..='\u{9fff}') && !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_folded_to_one_character() {
        let folds: String = "ＡbÉ發ǅ㎏ﬁ７龜א⼀".chars().map(folded).collect();
        assert_eq!(folds, "abe发ǆ㎏ﬁ7龟א一");
        assert!("，~ 🎉\u{301}\u{200b}".chars().all(is_passed_over) && !"发a7㐀ё".chars().any(is_passed_over));
    }
}
