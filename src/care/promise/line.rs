//! A sent line as it is looked through: one folded character for each of its own that can be seen, with the place where
//! it stands, so that what was found can be shown in the words that were sent. The beginning of
//! [`recognize`](super::recognize).

use crate::text::{MAX_MESSAGE_CHARS, folded, is_invisible};
use std::ops::Range;

/// Characters between quotation marks from which on they are someone's words. Fewer are stressed, not quoted: “今天”.
const QUOTED: usize = 5;
/// Stands for a quoted character; no word has it.
const UNHEARD: char = '\0';
/// Behind these a space ends a clause as a comma does; elsewhere in Chinese it is an accident of typing.
const PARTICLES: &str = "吗呢哦哈啊呀吧啦嘛哒喔";

/// The characters of a line.
#[derive(Debug)]
pub(super) struct Line {
    chars: Vec<char>,
    /// Where each stands in the line as it was sent, in bytes.
    places: Vec<Range<usize>>,
}

impl Line {
    /// The characters that are read: as many as of any message, see [`MAX_MESSAGE_CHARS`].
    pub(super) fn of(text: &str) -> Self {
        let mut line = Self { chars: Vec::new(), places: Vec::new() };
        let mut space: Option<Range<usize>> = None;
        for (at, written) in text.char_indices().take(MAX_MESSAGE_CHARS) {
            let place = at..at + written.len_utf8();
            if written != '\n' && written.is_whitespace() {
                space = space.or(Some(place));
            } else if !is_invisible(written) {
                let c = fold(written);
                if let Some(space) = space.take() {
                    line.space(c, space);
                }
                line.push(c, place);
            }
        }
        line.quote();
        line
    }

    fn push(&mut self, c: char, place: Range<usize>) {
        self.chars.push(c);
        self.places.push(place);
    }

    /// A space stays between two words of Latin letters, ends a sentence behind a full stop, and goes elsewhere.
    fn space(&mut self, next: char, place: Range<usize>) {
        let before = |back: usize| self.chars.len().checked_sub(back).and_then(|at| self.at(at));
        let Some(last) = before(1) else { return };
        if last == '.' && before(3) != Some('.') {
            // "4 p.m. today" goes on.
            self.chars.last_mut().into_iter().for_each(|c| *c = '。');
        } else if is_letter(last) && is_letter(next) {
            self.push(' ', place);
        } else if PARTICLES.contains(last) && !next.is_ascii() {
            self.push(',', place);
        }
    }

    /// Takes out what stands between quotation marks and behind a `>`: someone else said it.
    fn quote(&mut self) {
        let mut from: Option<(usize, char)> = None;
        let mut quoted = Vec::new();
        for (at, c) in self.chars.iter().copied().enumerate() {
            match (from, closing(c)) {
                (Some((begin, end)), _) if c == end => {
                    let is_line = end == '\n';
                    quoted.extend(Some(begin..at).filter(|words| is_line || words.len() >= QUOTED));
                    from = None;
                }
                (None, Some(end)) if end != '\n' || at == 0 || self.at(at - 1) == Some('\n') => {
                    from = Some((at + 1, end));
                }
                _ => {}
            }
        }
        // A mark that is never closed is no quotation; a quoted line ends with the text.
        quoted.extend(from.filter(|(_, end)| *end == '\n').map(|(begin, _)| begin..self.chars.len()));
        for words in quoted {
            self.chars.get_mut(words).into_iter().flatten().for_each(|c| *c = UNHEARD);
        }
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// A character.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before one.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.at(at.checked_sub(1)?)
    }

    /// Where characters stand in the line as it was sent, in bytes.
    pub(super) fn span(&self, chars: &Range<usize>) -> Range<usize> {
        let first = self.places.get(chars.start).map_or(0, |place| place.start);
        let last = chars.end.checked_sub(1).and_then(|last| self.places.get(last));
        first..last.map_or(first, |place| place.end.max(first))
    }

    /// The end of the run of such characters that begins here.
    pub(super) fn run(&self, at: usize, is: impl Fn(char) -> bool) -> usize {
        (at..).find(|at| !self.at(*at).is_some_and(&is)).unwrap_or(at)
    }

    /// The end of a word that stands here, be it in the midst of letters; a Latin word ends where its letters do.
    pub(super) fn starts(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if self.at(end)? != c {
                return None;
            }
            end += 1;
        }
        let goes_on = self.before(end).is_some_and(is_letter) && self.at(end).is_some_and(is_letter);
        (!goes_on || end == at).then_some(end)
    }

    /// The end of a word that stands here by itself.
    pub(super) fn word(&self, at: usize, word: &str) -> Option<usize> {
        let is_inside = self.at(at).is_some_and(is_letter) && self.before(at).is_some_and(is_letter);
        if is_inside { None } else { self.starts(at, word) }
    }

    /// What the first word of a table that stands here means, and its end.
    pub(super) fn first<T: Copy>(&self, at: usize, table: &[(&str, T)]) -> Option<(T, usize)> {
        table.iter().find_map(|(word, meaning)| Some((*meaning, self.word(at, word)?)))
    }

    /// The end of any of these words.
    pub(super) fn any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.starts(at, word))
    }
}

/// A character as words are compared: also the apostrophes and dashes that input methods put in.
fn fold(c: char) -> char {
    match c {
        '’' | '‘' | '`' => '\'',
        '–' | '—' | '−' => '-',
        '～' | '〜' => '~',
        c => folded(c),
    }
}

/// What ends the quotation that a mark begins.
const fn closing(c: char) -> Option<char> {
    match c {
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        '"' => Some('"'),
        '>' => Some('\n'),
        _ => None,
    }
}

/// What Latin words and numbers are made of.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '\''
}

/// What ends a sentence.
pub(super) const fn is_stop(c: char) -> bool {
    matches!(c, '\n' | '。' | '!' | '?' | ';' | '…')
}

/// What ends a clause within a sentence.
pub(super) const fn is_pause(c: char) -> bool {
    matches!(c, ',' | '~' | '(' | ')' | '【' | '】' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, folds: &str) {
        let line = Line::of(text);
        assert_eq!(line.chars.iter().collect::<String>(), folds, "{text}");
    }

    #[test]
    fn width_form_and_accidental_spaces_are_folded() {
        check("今天 １６ 點前 發貨", "今天16点前发货");
        check("We’ll ship  it today. Thanks", "we'll ship it today。thanks");
        check("by 4 p.m. today", "by 4 p.m.today");
        check("问发货吗 今天发的", "问发货吗,今天发的");
    }

    #[test]
    fn quoted_words_are_not_heard() {
        check("您说“今天一定发货”是吧", "您说“\0\0\0\0\0\0”是吧");
        check("“今天”发", "“今天”发");
        check("> 今天发\n明天发", ">\0\0\0\n明天发");
        check("5\" 屏", "5\"屏");
    }

    #[test]
    fn what_is_found_is_told_as_it_was_sent() {
        let text = "亲\u{200b}，今天 發 貨哦";
        let line = Line::of(text);
        assert_eq!(text.get(line.span(&(2..6))), Some("今天 發 貨"));
        assert_eq!((line.span(&(0..0)), line.span(&(90..99))), (0..0, 0..0));
    }
}
