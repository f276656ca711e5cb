//! What is searched of the phrases: their fields as entries, each a row of glyphs. Entries are numbered in the order in
//! which hits in them are worth most: the better field first, in it the shorter text. So a search that goes through the
//! numbers upwards may stop as soon as it has enough.

use super::{
    Field,
    glyphs::{Glyph, Glyphs},
    score::field_rank,
};
use crate::{library::Phrase, sorting::sort_by_key};
use std::ops::Range;

/// One field of a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The phrase's number in this part.
    pub(super) phrase: u32,
    /// Which field.
    pub(super) field: Field,
    /// Its glyphs that are not passed over.
    pub(super) length: u32,
    start: u32,
    end: u32,
}

/// All entries of a part.
#[derive(Debug)]
pub(super) struct Texts {
    row: Vec<Glyph>,
    entries: Vec<Entry>,
    /// By phrase, where its entries begin in `of_phrase`; one more at the end.
    starts: Vec<u32>,
    of_phrase: Vec<u32>,
    /// The ranges of entries with fields of the same worth, the best first.
    ranks: Vec<Range<u32>>,
}

/// The fields of a phrase that have text.
pub(super) fn fields(phrase: &Phrase) -> impl Iterator<Item = (Field, &str)> {
    let one = [(Field::Code, &phrase.code), (Field::Title, &phrase.title), (Field::Group, &phrase.group)];
    one.map(|(field, text)| (field, text.as_str()))
        .into_iter()
        .chain([(Field::Body, phrase.body.as_str())])
        .chain(many(&phrase.queries, Field::Query))
        .chain(many(&phrase.tags, Field::Tag))
        .chain(many(&phrase.variants, Field::Variant))
        .filter(|(_, text)| !text.is_empty())
}

/// A phrase with more than 65,536 of one kind is none that a shop made; the rest is not searched.
fn many(texts: &[String], field: fn(u16) -> Field) -> impl Iterator<Item = (Field, &str)> {
    texts.iter().zip(0..=u16::MAX).map(move |(text, number)| (field(number), text.as_str()))
}

impl Texts {
    /// Reads the fields of phrases, adding their characters to a vocabulary.
    pub(super) fn read<'a>(phrases: impl Iterator<Item = &'a Phrase>, glyphs: &mut Glyphs) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (mut row, mut entries) = (Vec::new(), Vec::new());
        let mut count = 0;
        for (phrase, at) in phrases.zip(0..u32::MAX) {
            count = at as usize + 1;
            for (field, text) in fields(phrase) {
                let start = row.len();
                row.extend(text.chars().map(|c| glyphs.number_or_add(c)));
                let length = number(glyphs.heard(row.get(start..).unwrap_or_default()).count());
                entries.push(Entry { phrase: at, field, length, start: number(start), end: number(row.len()) });
            }
        }
        sort_by_key(&mut entries, |entry| (-field_rank(entry.field), entry.length));
        let mut starts = vec![0; count + 1];
        for entry in &entries {
            starts.iter_mut().skip(entry.phrase as usize + 1).take(1).for_each(|next| *next += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut of_phrase = vec![0; entries.len()];
        for (entry, at) in entries.iter().zip(0..) {
            if let Some(next) = next.get_mut(entry.phrase as usize) {
                of_phrase.iter_mut().skip(*next as usize).take(1).for_each(|place| *place = at);
                *next += 1;
            }
        }
        let mut ranks: Vec<Range<u32>> = Vec::new();
        let same = entries.chunk_by(|a, b| field_rank(a.field) == field_rank(b.field));
        for run in same {
            let from = ranks.last().map_or(0, |range| range.end);
            ranks.push(from..from + number(run.len()));
        }
        row.shrink_to_fit();
        Self { row, entries, starts, of_phrase, ranks }
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every entry's number and glyphs, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &[Glyph])> {
        (0..).zip(&self.entries).map(|(number, entry)| (number, self.glyphs(entry)))
    }

    pub(super) fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(number as usize)
    }

    pub(super) fn glyphs(&self, entry: &Entry) -> &[Glyph] {
        self.row.get(entry.start as usize..entry.end as usize).unwrap_or_default()
    }

    /// The numbers of a phrase's entries, ascending.
    pub(super) fn of_phrase(&self, phrase: u32) -> &[u32] {
        let bound = |at: u32| self.starts.get(at as usize).map_or(0, |start| *start as usize);
        self.of_phrase.get(bound(phrase)..bound(phrase.saturating_add(1))).unwrap_or_default()
    }

    /// Ranges of entry numbers whose fields are worth the same, the best first.
    pub(super) fn ranks(&self) -> &[Range<u32>] {
        &self.ranks
    }
}
