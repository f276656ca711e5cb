//! The small pattern language of [`care`](super::super)'s rules, and one index over all of them. It differs from the engine's
//! [cues](crate::engine::cue): a draft is marked where it says something, so parts have an order and lie near each other.
//!
//! A pattern is parts separated by one space, found in this order within a clause, at most [`NEAR`] characters apart; within a
//! sentence where `,` stands between them. A part is alternatives joined by `|`; `#` is a number; `!` before it, as first or last part: none may stand near, before or
//! behind; `!!`: none may stand in the sentence; `=`: the draft is one of them and nothing else. Alternatives in Latin letters
//! are whole words, `*` at their end allows an ending, `_` stands for a space.

use crate::text::{MAX_MESSAGE_CHARS, folded, is_invisible};
use std::{collections::HashMap, ops::Range};

/// Characters between two parts: a clause, in which they still speak of each other.
const NEAR: usize = 8;
/// In English, whose words are three times as long.
const NEAR_IN_LATIN: usize = 3 * NEAR;
/// Behind a number, what it counts: "3 天", "3 来天".
const NEAR_A_NUMBER: usize = 1;
/// What ends a sentence.
const ENDS: [char; 7] = ['。', '!', '?', ';', '\n', '~', '…'];
/// Numbers in words.
const NUMERALS: &str = "一二两三四五六七八九十百千万半几零";

/// A draft as it is looked through: one folded character for each that can be seen.
pub(in crate::care) struct Line {
    chars: Vec<char>,
    /// Where each stands in the draft, in bytes, and where the last ends.
    bytes: Vec<usize>,
}

impl Line {
    pub(in crate::care) fn of(text: &str) -> Self {
        let (mut chars, mut bytes) = (Vec::new(), Vec::new());
        let seen = text.char_indices().filter(|(_, c)| *c != '\u{200d}' && !is_invisible(*c));
        for (at, c) in seen.take(MAX_MESSAGE_CHARS) {
            chars.push(if c == '\n' { c } else { folded(c) });
            bytes.push(at);
        }
        bytes.push(text.len());
        Self { chars, bytes }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(super) fn chars(&self, place: Range<usize>) -> &[char] {
        self.chars.get(place).unwrap_or_default()
    }

    /// The bytes of the draft that these characters are.
    pub(in crate::care) fn bytes(&self, place: &Range<usize>) -> Range<usize> {
        let at = |at: usize| self.bytes.get(at).or(self.bytes.last()).copied().unwrap_or_default();
        at(place.start)..at(place.end).max(at(place.start))
    }

    /// The sentence in which a place lies, without what ends it.
    pub(super) fn sentence(&self, place: &Range<usize>) -> Range<usize> {
        let is_end = |c: &&char| ENDS.contains(c);
        let before = self.chars(0..place.start.min(self.len())).iter().rev().take_while(|c| !is_end(c)).count();
        let behind = self.chars(place.end.min(self.len())..self.len()).iter().take_while(|c| !is_end(c)).count();
        place.start - before..place.end + behind
    }

    /// Where a word that begins here ends.
    fn word(&self, at: usize, word: &Word) -> Option<usize> {
        let end = at + word.chars.len();
        if self.chars(at..end) != word.chars {
            return None;
        }
        let letter = |at: Option<usize>| at.and_then(|at| self.at(at)).is_some_and(|c| c.is_ascii_alphanumeric());
        let begins_within = word.chars.first().is_some_and(char::is_ascii_alphanumeric) && letter(at.checked_sub(1));
        let ends_within = word.chars.last().is_some_and(char::is_ascii_alphanumeric) && letter(Some(end));
        (!begins_within && (word.is_open || !ends_within)).then_some(end)
    }

    /// The end of the longest of these words that begins here.
    fn longest(&self, at: usize, words: &[Word]) -> Option<usize> {
        words.iter().filter_map(|word| self.word(at, word)).max()
    }

    fn has(&self, within: Range<usize>, words: &[Word]) -> bool {
        within.clone().any(|at| words.iter().any(|word| self.word(at, word).is_some_and(|end| end <= within.end)))
    }

    /// Where a number that begins here ends.
    pub(super) fn number(&self, at: usize) -> Option<usize> {
        let is_digit = |c: char| c.is_ascii_digit() || NUMERALS.contains(c);
        let is_inside = at.checked_sub(1).and_then(|before| self.at(before)).is_some_and(is_digit);
        let count = self.chars.iter().skip(at).take_while(|c| is_digit(**c) || **c == '.').count();
        (!is_inside && self.at(at).is_some_and(is_digit)).then_some(at + count)
    }
}

#[derive(Debug)]
struct Word {
    chars: Vec<char>,
    is_open: bool,
}

impl Word {
    fn of(written: &str) -> Self {
        let chars = written.trim_end_matches('*').replace('_', " ").chars().map(folded).collect();
        Self { chars, is_open: written.ends_with('*') }
    }
}

fn words(part: &str) -> Vec<Word> {
    part.split('|').filter(|word| !word.is_empty()).map(Word::of).collect()
}

#[derive(Debug)]
enum Part {
    Words(Vec<Word>),
    Number,
    /// What comes next may stand in another clause.
    Comma,
}

impl Part {
    fn end(&self, line: &Line, at: usize) -> Option<usize> {
        match self {
            Self::Words(words) => line.longest(at, words),
            Self::Number => line.number(at),
            Self::Comma => None,
        }
    }
}

#[derive(Debug, Default)]
struct Pattern {
    owner: usize,
    parts: Vec<Part>,
    before: Vec<Word>,
    behind: Vec<Word>,
    sentence: Vec<Word>,
}

/// The patterns of all rules.
#[derive(Debug, Default)]
pub(in crate::care) struct Patterns {
    patterns: Vec<Pattern>,
    /// By a character with which their first part begins.
    begin: HashMap<char, Vec<usize>>,
    /// Those that begin with a number.
    numbers: Vec<usize>,
    /// By what the whole draft is.
    whole: HashMap<String, usize>,
    /// By rule, longer words that hold what is found and are innocent.
    except: Vec<Vec<Word>>,
}

/// Something that a pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::care) struct Found {
    /// Whose pattern it is.
    pub(in crate::care) owner: usize,
    /// In characters of the [`Line`].
    pub(in crate::care) place: Range<usize>,
}

impl Patterns {
    /// Takes in the patterns of the next rule.
    pub(in crate::care) fn add<'a>(&mut self, patterns: impl Iterator<Item = &'a str>, except: &[String]) {
        let owner = self.except.len();
        self.except.push(except.iter().map(|word| Word::of(word)).collect());
        for written in patterns {
            let mut pattern = Pattern { owner, ..Pattern::default() };
            for part in written.split(' ').filter(|part| !part.is_empty()) {
                if let Some(rest) = part.strip_prefix("!!") {
                    pattern.sentence.extend(words(rest));
                } else if let Some(rest) = part.strip_prefix('!') {
                    let side = if pattern.parts.is_empty() { &mut pattern.before } else { &mut pattern.behind };
                    side.extend(words(rest));
                } else if let Some(rest) = part.strip_prefix('=') {
                    self.whole.extend(rest.split('|').map(|word| (word.to_owned(), owner)));
                } else if part == "," {
                    pattern.parts.push(Part::Comma);
                } else if part == "#" {
                    pattern.parts.push(Part::Number);
                } else {
                    pattern.parts.push(Part::Words(words(part)));
                }
            }
            let at = self.patterns.len();
            match pattern.parts.first() {
                None | Some(Part::Comma) => continue,
                Some(Part::Number) => self.numbers.push(at),
                Some(Part::Words(words)) => {
                    for word in words {
                        let Some(first) = word.chars.first() else { continue };
                        let begun = self.begin.entry(*first).or_default();
                        if begun.last() != Some(&at) {
                            begun.push(at);
                        }
                    }
                }
            }
            self.patterns.push(pattern);
        }
    }

    /// What is found in a draft, in its order; of one rule nothing twice in the same words.
    pub(in crate::care) fn find(&self, line: &Line) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let is_said = |c: &char| !c.is_whitespace() && !c.is_ascii_punctuation() && !"。，、…".contains(*c);
        let said: String = line.chars(0..line.len()).iter().filter(|c| is_said(c)).collect();
        found.extend(self.whole.get(&said).map(|owner| Found { owner: *owner, place: 0..line.len() }));
        for (at, c) in line.chars(0..line.len()).iter().enumerate() {
            let begun = self.begin.get(c).into_iter().flatten();
            for id in begun.chain(&self.numbers) {
                let Some(pattern) = self.patterns.get(*id) else { continue };
                let is_known = |one: &Found| one.owner == pattern.owner && one.place.end > at;
                if found.iter().rev().any(is_known) {
                    continue;
                }
                if let Some(place) = self.fits(line, at, pattern) {
                    found.push(Found { owner: pattern.owner, place });
                }
            }
        }
        found
    }

    fn fits(&self, line: &Line, start: usize, pattern: &Pattern) -> Option<Range<usize>> {
        let (first, rest) = pattern.parts.split_first()?;
        let mut part = start..first.end(line, start)?;
        let except = self.except.get(pattern.owner)?;
        if is_within(line, &part, except) {
            return None;
        }
        let sentence = line.sentence(&part);
        let is_latin = part.clone().all(|at| line.at(at).is_some_and(|c| c.is_ascii()));
        let near_enough = if is_latin && matches!(first, Part::Words(_)) { NEAR_IN_LATIN } else { NEAR };
        let mut is_number = matches!(first, Part::Number);
        let mut crosses = false;
        for next in rest {
            if matches!(next, Part::Comma) {
                crosses = true;
                continue;
            }
            let near_enough = if is_number { NEAR_A_NUMBER } else { near_enough };
            is_number = matches!(next, Part::Number);
            let is_pause = |at: usize| matches!(line.at(at), Some(',' | '、'));
            let goes_on = |at: &usize| *at < sentence.end && (crosses || !is_pause(*at));
            let near = (part.end..=part.end + near_enough).take_while(goes_on);
            part = near.filter_map(|at| Some(at..next.end(line, at)?)).next()?;
            crosses = false;
            if is_within(line, &part, except) {
                return None;
            }
        }
        let place = start..part.end;
        let before = sentence.start.max(start.saturating_sub(NEAR))..start;
        // With what ends the sentence: a question promises nothing.
        let sentence = sentence.start..sentence.end + 1;
        let behind = place.end..sentence.end.min(place.end + NEAR);
        let is_innocent = line.has(before, &pattern.before)
            || line.has(behind, &pattern.behind)
            || line.has(sentence, &pattern.sentence);
        (!is_innocent).then_some(place)
    }
}

/// True for a place that lies within one of these words.
fn is_within(line: &Line, place: &Range<usize>, words: &[Word]) -> bool {
    words.iter().any(|word| {
        let earliest = place.end.saturating_sub(word.chars.len());
        (earliest..=place.start).any(|at| line.word(at, word).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, except: &[&str], draft: &str, expected: Option<&str>) {
        let mut patterns = Patterns::default();
        let except: Vec<String> = except.iter().map(|word| (*word).to_owned()).collect();
        patterns.add([pattern].into_iter(), &except);
        let line = Line::of(draft);
        let found = patterns.find(&line).into_iter().next().map(|found| &draft[line.bytes(&found.place)]);
        assert_eq!(found, expected, "{pattern} in {draft}");
    }

    #[test]
    fn parts_stand_in_order_and_near_each_other() {
        check("全网 最低|第一", &[], "亲，全网价格最低哦", Some("全网价格最低"));
        check("全网 最低|第一", &[], "最低的全网都有", None);
        check("全网 最低|第一", &[], "全网。最低", None);
        check("全网 最低|第一", &[], "全网那么多那么多的店里我们最低", None);
        check("第一", &["第一次", "第一时间"], "您第一次来，我第一时间回，第一！", Some("第一"));
        check("全网 最低", &[], "全网都有，我们最低", None);
        check("好评 , 返", &[], "好评截图发我，返3块", Some("好评截图发我，返"));
        check("# 天 见效", &[], "一般３天就见效", Some("３天就见效"));
    }

    #[test]
    fn what_stands_near_makes_it_innocent() {
        check("!不能|不敢 保证", &[], "这个不能跟您保证", None);
        check("!不能|不敢 保证", &[], "不能退。保证好用", Some("保证"));
        check("加微信 !支付", &[], "新加微信支付", None);
        check("加微信 !!骗|请勿", &[], "请勿相信任何让您在平台之外加微信的人", None);
        check("加微信 !!骗|请勿", &[], "请勿担心。加微信吧", Some("加微信"));
    }

    #[test]
    fn words_are_found_as_they_are_disguised() {
        check("加微信", &[], "加\u{200b}微\u{200d}信", Some("加\u{200b}微\u{200d}信"));
        check("加vx", &[], "加ＶＸ聊", Some("加ＶＸ"));
        check("guarantee* cure", &[], "We GUARANTEED a cure", Some("GUARANTEED a cure"));
        check("cure", &[], "secure", None);
        check("=没有|不知道", &[], "没有。", Some("没有。"));
        check("=没有|不知道", &[], "没有了", None);
    }
}
