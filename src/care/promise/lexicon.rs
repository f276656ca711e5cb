//! The words of the rules, found in a line in one pass, and the small language in which a promise's signs are written.
//! [`recognize`](super::recognize) reads lines with it.
//!
//! A sign is parts separated by one space; all must occur within a clause, in any order. A part is alternatives joined by
//! `|`: a word, `@` for a time that is named, or `+` before a word that follows upon a time, but for what
//! says nothing between them ("明天 就给您 发"). English words match whole; `*` at their end allows an ending, `_`
//! stands for a space. The first part that names a word says where the promise stands, and so which time is its own.

use super::line::{Line, is_letter};
use std::{collections::HashMap, ops::Range};

/// Every word of the rules, once.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    known: HashMap<String, usize>,
    /// The words by their first character.
    begin: HashMap<char, Vec<usize>>,
}

#[derive(Debug)]
struct Word {
    chars: Vec<char>,
    is_open: bool,
}

/// Where the words of a lexicon stand in a line: by word, in the line's order.
#[derive(Debug)]
pub(super) struct Found(Vec<Vec<Range<usize>>>);

/// Words that mean the same, and longer ones in which they mean nothing: 发 in 发票.
#[derive(Debug, Default)]
pub(super) struct Group {
    words: Vec<usize>,
    innocent: Vec<usize>,
}

/// How far the innocent words reach that begin at each character or before it.
#[derive(Debug)]
pub(super) struct Reach(Vec<usize>);

/// What fulfils a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alternative {
    /// A word.
    Word(usize),
    /// A word that follows upon a time.
    Behind(usize),
    /// A time.
    Time,
}

/// What shows that something is promised.
#[derive(Debug)]
pub(super) struct Sign(pub(super) Vec<Vec<Alternative>>);

impl Lexicon {
    /// The words of lists in which `|` stands between them.
    pub(super) fn words(&mut self, lists: &[String]) -> Vec<usize> {
        lists
            .iter()
            .flat_map(|list| list.split('|'))
            .filter(|word| !word.is_empty())
            .map(|word| self.word(word))
            .collect()
    }

    /// Words and the longer ones in which they are innocent.
    pub(super) fn group(&mut self, words: &[String], innocent: &[String]) -> Group {
        Group { words: self.words(words), innocent: self.words(innocent) }
    }

    /// A sign as it is written.
    pub(super) fn sign(&mut self, written: &str) -> Sign {
        let parts = written.split(' ').filter(|part| !part.is_empty());
        Sign(
            parts
                .map(|part| {
                    part.split('|').filter(|word| !word.is_empty()).map(|word| self.alternative(word)).collect()
                })
                .collect(),
        )
    }

    fn alternative(&mut self, word: &str) -> Alternative {
        match word.strip_prefix('+') {
            _ if word == "@" => Alternative::Time,
            Some(word) => Alternative::Behind(self.word(word)),
            None => Alternative::Word(self.word(word)),
        }
    }

    fn word(&mut self, written: &str) -> usize {
        if let Some(known) = self.known.get(written) {
            return *known;
        }
        let id = self.words.len();
        let text = written.trim_end_matches('*').replace('_', " ");
        if let Some(first) = text.chars().next() {
            self.begin.entry(first).or_default().push(id);
        }
        self.words.push(Word { chars: text.chars().collect(), is_open: written.ends_with('*') });
        self.known.insert(written.to_owned(), id);
        id
    }

    /// Where the words stand in a line.
    pub(super) fn find(&self, line: &Line) -> Found {
        let mut found = vec![Vec::new(); self.words.len()];
        for at in 0..line.len() {
            let begun = line.at(at).and_then(|first| self.begin.get(&first)).into_iter().flatten();
            for id in begun {
                let end = self.words.get(*id).and_then(|word| word.end(line, at));
                if let (Some(end), Some(places)) = (end, found.get_mut(*id)) {
                    places.push(at..end);
                }
            }
        }
        Found(found)
    }
}

impl Word {
    /// Its end, if it stands here.
    fn end(&self, line: &Line, at: usize) -> Option<usize> {
        let end = at + self.chars.len();
        let is_here = self.chars.iter().enumerate().all(|(after, c)| line.at(at + after) == Some(*c));
        let letter = |c: Option<char>| c.is_some_and(is_letter);
        let goes_on = !self.is_open && letter(line.before(end)) && letter(line.at(end));
        (is_here && !goes_on && !(letter(line.at(at)) && letter(line.before(at)))).then_some(end)
    }
}

impl Found {
    /// Where a word stands within a range, in order.
    pub(super) fn within(&self, id: usize, range: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let places = self.0.get(id).map_or(&[][..], Vec::as_slice);
        let first = places.partition_point(|place| place.start < range.start);
        let (from, end) = (places.get(first..).unwrap_or_default(), range.end);
        from.iter().take_while(move |place| place.start < end).filter(move |place| place.end <= end)
    }

    /// The first place of a group's words within a range.
    pub(super) fn first(&self, group: &Group, reach: &Reach, range: &Range<usize>) -> Option<&Range<usize>> {
        let places = group.words.iter().filter_map(|id| self.within(*id, range).find(|place| !reach.covers(place)));
        places.min_by_key(|place| place.start)
    }

    /// All places of some words.
    pub(super) fn all<'a>(&'a self, ids: &'a [usize]) -> impl Iterator<Item = &'a Range<usize>> {
        ids.iter().filter_map(|id| self.0.get(*id)).flatten()
    }

    /// How far a group's innocent words reach in a line of so many characters.
    pub(super) fn reach(&self, group: &Group, chars: usize) -> Reach {
        let mut reach = vec![0; chars];
        for place in self.all(&group.innocent) {
            if let Some(end) = reach.get_mut(place.start) {
                *end = place.end.max(*end);
            }
        }
        let mut furthest = 0;
        for end in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Reach(reach)
    }
}

impl Group {
    /// The words.
    pub(super) fn words(&self) -> &[usize] {
        &self.words
    }
}

impl Reach {
    /// True for what stands within an innocent word.
    pub(super) fn covers(&self, place: &Range<usize>) -> bool {
        self.0.get(place.start).is_some_and(|end| *end >= place.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, innocent: &str, text: &str, expected: Option<Range<usize>>) {
        let mut lexicon = Lexicon::default();
        let group = lexicon.group(&[words.to_owned()], &[innocent.to_owned()]);
        let line = Line::of(text);
        let found = lexicon.find(&line);
        let reach = found.reach(&group, line.len());
        assert_eq!(found.first(&group, &reach, &(0..line.len())).cloned(), expected, "{words} in {text}");
    }

    #[test]
    fn a_word_means_nothing_within_a_longer_one() {
        check("发|寄", "发票", "发票今天寄", Some(4..5));
        check("发", "发票", "今天发票", None);
        check("不会", "不会忘", "不会忘的,不会发", Some(5..7));
    }

    #[test]
    fn english_words_match_whole() {
        check("ship", "", "a shipyard", None);
        check("ship*", "", "it was shipped", Some(7..11));
        check("can", "", "we can't", None);
        check("let_you_know", "", "I'll let you  know", Some(5..17));
    }

    #[test]
    fn a_sign_is_parts_of_alternatives() {
        let sign = Lexicon::default().sign("@ +发|寄");
        assert_eq!(sign.0, [vec![Alternative::Time], vec![Alternative::Behind(0), Alternative::Word(1)]]);
    }
}
