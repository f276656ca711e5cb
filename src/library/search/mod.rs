//! The phrase search: one box that understands Chinese, pinyin, initials, any mixture of them, codes, labels and
//! slips. It can't fail; odd input finds less.
//!
//! A query goes this way: `query` makes terms of it and nets of their readings, `candidates` looks a net up in the
//! `grams`, `find` goes through what it gives, best first, checks it with the `automaton` and stops when there is
//! enough. `texts` and `glyphs` are what the phrases became, `sounds` how they are read, `score` what a hit is
//! worth, and `mended` what may have been meant when nothing is found.

mod automaton;
mod best;
mod bits;
mod candidates;
mod find;
mod glyphs;
mod grams;
mod mended;
#[cfg(test)]
mod oracle;
mod part;
mod query;
mod score;
mod sounds;
#[cfg(test)]
mod tests;
mod texts;

use super::Phrase;
use part::Part;
use std::ops::Range;

/// A field of a phrase that is searched. Lists are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// [`Phrase::code`].
    Code,
    /// [`Phrase::title`].
    Title,
    /// One of [`Phrase::queries`].
    Query(u16),
    /// One of [`Phrase::tags`].
    Tag(u16),
    /// [`Phrase::group`].
    Group,
    /// [`Phrase::body`].
    Body,
    /// One of [`Phrase::variants`].
    Variant(u16),
}

impl Field {
    /// The field's text in a phrase.
    #[must_use]
    pub fn of(self, phrase: &Phrase) -> &str {
        match self {
            Self::Code => &phrase.code,
            Self::Title => &phrase.title,
            Self::Query(at) => phrase.queries.get(usize::from(at)).map_or("", String::as_str),
            Self::Tag(at) => phrase.tags.get(usize::from(at)).map_or("", String::as_str),
            Self::Group => &phrase.group,
            Self::Body => &phrase.body,
            Self::Variant(at) => phrase.variants.get(usize::from(at)).map_or("", String::as_str),
        }
    }
}

/// Characters that a query matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub field: Field,
    /// Which: counted in characters of the field's text, not in bytes.
    pub chars: Range<usize>,
}

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number: its place in the list that was indexed.
    pub phrase: usize,
    /// What it is worth; only for comparing with other hits of the same query.
    pub score: i32,
    /// What matched: ascending within a field.
    pub marks: Vec<Mark>,
}

impl Hit {
    /// Whether the query had to be mended for it: it is no hit beside one that was found as it stands.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        self.score < score::KIND_STEP
    }
}

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchOptions {
    /// Take sounds for each other that are often mixed up: z zh, c ch, s sh, n l, an ang, en eng, in ing.
    pub fuzzy_sounds: bool,
    /// Hits that are wanted at most. The search stops when it has the best of them.
    pub limit: usize,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { fuzzy_sounds: true, limit: 50 }
    }
}

/// How much a phrase is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Times inserted.
    pub count: u32,
    /// Days since the last time.
    pub days_ago: u32,
}

/// The index of a library's phrases, by their number.
///
/// ```
/// use qinyu::library::{Phrase, search::{SearchIndex, SearchOptions}};
/// let phrase = Phrase { title: "发货时间".into(), ..Phrase::default() };
/// let index = SearchIndex::new([&phrase]);
/// let hits = index.find("fahuo", &SearchOptions::default());
/// assert_eq!(hits[0].marks[0].chars, 0..2);
/// ```
#[derive(Debug)]
pub struct SearchIndex {
    /// What was there at the start, and what was edited since.
    parts: [Part; 2],
    /// The edited phrases in the order of their numbers: too few for a map, which is 2 KB of wasm.
    edited: Vec<(u32, Phrase)>,
    /// By number, points for use.
    use_points: Vec<u8>,
}

impl SearchIndex {
    /// Indexes phrases; a phrase's number is its place here. 50,000 take less than a second.
    #[must_use]
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a Phrase>) -> Self {
        let bulk = Part::new((0..).zip(phrases));
        let use_points = vec![0; bulk.phrase_count()];
        Self { parts: [bulk, Part::new(std::iter::empty())], edited: Vec::new(), use_points }
    }

    /// Puts a phrase under a number, in place of what was there; a number after the last one adds it. It is found at
    /// once, and only the phrases edited since [`SearchIndex::new`] are indexed again: after an import of thousands,
    /// make a new index.
    pub fn replace(&mut self, number: usize, phrase: Phrase) {
        let Ok(at) = u32::try_from(number) else { return };
        if number >= self.use_points.len() {
            self.use_points.resize(number + 1, 0);
        }
        match self.edit(at) {
            Ok(place) => self.edited[place].1 = phrase,
            Err(place) => self.edited.insert(place, (at, phrase)),
        }
        let kept = self.edited.iter().map(|(number, phrase)| (*number, phrase));
        let [_, edits] = &mut self.parts;
        *edits = Part::new(kept);
        for (number, points) in self.edited.iter().filter_map(|(at, _)| Some((*at, self.use_points.get(*at as usize)?)))
        {
            edits.set_used(number, *points > 0);
        }
    }

    /// Where an edited phrase stands, or would stand.
    fn edit(&self, number: u32) -> Result<usize, usize> {
        self.edited.binary_search_by_key(&number, |(number, _)| *number)
    }

    /// Notes how much a phrase is used.
    pub fn set_usage(&mut self, number: usize, usage: Usage) {
        let points = score::use_points(usage);
        if let (Some(place), Ok(at)) = (self.use_points.get_mut(number), u32::try_from(number)) {
            *place = points;
            self.parts.iter_mut().for_each(|part| part.set_used(at, points > 0));
        }
    }

    /// The phrases that a query means, the best first. Without a query, those in use come first, then the others in
    /// their order.
    #[must_use]
    pub fn find(&self, query: &str, options: &SearchOptions) -> Vec<Hit> {
        find::find(self, query, options)
    }
}
