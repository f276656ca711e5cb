//! Which script a text is written in, which is all that tells Chinese from English turns. The engine answers in it.

/// The script that a text shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// At least one Chinese character: buyers mix "ok" and "wifi" into Chinese, not the other way round.
    Han,
    /// Latin words and no Chinese character; how many words.
    Latin(usize),
    /// Neither: digits, emoji, nothing.
    Neither,
}

/// The script of a text.
#[must_use]
pub fn script(text: &str) -> Script {
    if text.chars().any(|c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'))
    {
        return Script::Han;
    }
    let words = text.split(|c: char| !c.is_ascii_alphabetic() && c != '\'').filter(|word| !word.is_empty()).count();
    if words == 0 { Script::Neither } else { Script::Latin(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chinese_character_makes_it_chinese() {
        assert_eq!(script("wifi能用吗"), Script::Han);
        assert_eq!(script("it's ok"), Script::Latin(2));
        assert_eq!(script("12345 👌"), Script::Neither);
    }
}
