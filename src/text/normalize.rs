//! Text as matched and text as shown. Buyer text is hostile: bidi overrides, zero-width characters,
//! thousands of combining marks and megabytes of it must cost a bounded amount and mislead nobody.

use super::forms::{form, is_combining_mark};

/// Characters of one message that are read; the rest is cut and the cut is shown.
/// A chat answer over 700 characters is too long for a chat, a buyer's complaint may be five times that.
pub const MAX_MESSAGE_CHARS: usize = 4_000;

/// Combining marks kept after one base character. Vietnamese needs two, a pointed Hebrew letter three.
const MAX_MARKS: usize = 4;

/// Text that is safe to show, and whether something was cut from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanitized {
    /// What may be shown: at most [`MAX_MESSAGE_CHARS`] characters, no invisible controls.
    pub text: String,
    /// The message was longer than the cap.
    pub shortened: bool,
}

/// True for characters that change what is read without being seen: bidi controls, zero-width
/// characters, soft hyphens, variation tags and control characters other than line feed and tab.
/// The zero-width joiner and variation selector 16 stay: emoji are made with them.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// Cleans text from a page for showing: invisible characters go, runs of combining marks are capped,
/// and so is the length (in characters).
#[must_use]
pub fn sanitize(text: &str) -> Sanitized {
    let mut kept = String::with_capacity(text.len().min(4 * MAX_MESSAGE_CHARS));
    let mut count = 0;
    let mut marks = 0;
    for c in text.chars() {
        if is_invisible(c) {
            continue;
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MAX_MARKS {
            continue;
        }
        if count == MAX_MESSAGE_CHARS {
            return Sanitized { text: kept, shortened: true };
        }
        kept.push(c);
        count += 1;
    }
    Sanitized { text: kept, shortened: false }
}

/// A name or title as it may stand within a sentence: cleaned, on one line, at most `chars` characters.
#[must_use]
pub fn one_line(text: &str, chars: usize) -> String {
    let words = sanitize(text).text;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(chars).collect()
}

/// Folds text for matching: compatibility forms (full-width digits and letters become half-width), no accents,
/// lower case, no invisible characters, one space for any white space, none at the ends.
#[must_use]
pub fn normalize(text: &str) -> String {
    let mut simple = String::with_capacity(text.len());
    if fold_simple(text, |c| simple.push(c)) {
        return simple;
    }
    let mut folded = Folded { text: String::with_capacity(text.len()), space: false };
    let visible = sanitize(text).text;
    for c in visible.chars().filter(|c| !is_accent(*c)) {
        let lower = form(c).is_none().then(|| c.to_lowercase());
        let whole = form(c).unwrap_or_default().chars().chain(lower.into_iter().flatten());
        whole.filter(|c| !is_invisible(*c) && *c != '\u{200d}').for_each(|c| folded.push(c));
    }
    folded.text
}

/// Marks that accented letters and Japanese syllables are made with, where they are written apart from their letter.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// As [`normalize()`], the characters one by one, into room that is emptied first.
pub(super) fn fold(text: &str, folded: &mut Vec<char>) {
    folded.clear();
    if !fold_simple(text, |c| folded.push(c)) {
        folded.clear();
        folded.extend(normalize(text).chars());
    }
}

/// Folds a text that is made of [`simple`] characters alone; false, after some of it, for another.
fn fold_simple(text: &str, mut push: impl FnMut(char)) -> bool {
    let (mut begun, mut space) = (false, false);
    if text.len() > MAX_MESSAGE_CHARS {
        return false;
    }
    for c in text.chars() {
        match simple(c) {
            None => return false,
            Some(' ' | '\n' | '\t') => space = begun,
            Some(c) => {
                if space {
                    push(' ');
                }
                push(c);
                (begun, space) = (true, false);
            }
        }
    }
    true
}

/// The folded form of a character that never changes with its neighbours: nearly all that is written in a chat.
/// It spares the tables of Unicode normalisation; a library of 10,000 phrases is normalised at each start.
fn simple(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | ' '..='~' => Some(c.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}' | '、' | '。' | '“' | '”' | '‘' | '’' => Some(c),
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).map(|half| half.to_ascii_lowercase())
        }
        _ => None,
    }
}

struct Folded {
    text: String,
    space: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space = !self.text.is_empty();
            return;
        }
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
        self.text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn folds_width_case_and_space() {
        assert_eq!(normalize("  ＡＢＣ　１２３\n发货\u{200b}了吗？ "), "abc 123 发货了吗?");
    }

    #[test]
    fn the_short_way_folds_as_the_long_way_does() {
        let plain: String = ('\u{0}'..='\u{ffff}').filter(|c| simple(*c).is_some()).collect();
        let long: String = plain.nfkc().flat_map(char::to_lowercase).collect();
        let short: String = plain.chars().filter_map(simple).collect();
        assert_eq!(short, long);
        let mut folded = vec!['x'];
        for text in ["怎么退货", "Ａ", " a \t b\n", " 好", "", "好\u{301}a é"] {
            fold(text, &mut folded);
            assert_eq!(folded.iter().collect::<String>(), normalize(text), "{text}");
        }
        assert_eq!(normalize(" a \t b\n"), "a b");
    }

    #[test]
    fn an_accent_is_folded_however_it_is_written() {
        assert_eq!(normalize("Café №１ ﬁn ガ"), "cafe no1 fin カ");
        assert_eq!(normalize("Cafe\u{301} カ\u{3099}"), "cafe カ");
    }

    #[test]
    fn case_2_shows_no_bidi_override_and_no_mountain_of_marks() {
        let hostile = format!("a\u{202e}txt{}", "\u{301}".repeat(1_000));
        let shown = sanitize(&hostile).text;
        assert!(!shown.contains('\u{202e}'));
        assert_eq!(shown.chars().count(), 4 + MAX_MARKS);
    }

    #[test]
    fn case_3_cuts_at_the_cap_and_says_so() {
        let cut = sanitize(&"好".repeat(MAX_MESSAGE_CHARS + 1));
        assert_eq!((cut.text.chars().count(), cut.shortened), (MAX_MESSAGE_CHARS, true));
        assert!(!sanitize(&"好".repeat(MAX_MESSAGE_CHARS)).shortened);
    }

    #[test]
    fn a_name_stands_on_one_line() {
        assert_eq!(one_line(" 小\u{202e}鹿\n\n 今天 ", 4), "小鹿 今");
    }

    #[test]
    fn keeps_emoji_whole() {
        assert_eq!(sanitize("👩\u{200d}👧 ❤\u{fe0f}").text, "👩\u{200d}👧 ❤\u{fe0f}");
    }
}
