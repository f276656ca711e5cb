//! One set of phrases with its vocabulary and lists. The index has two: what was there at the start, and what was edited
//! since.

use super::{
    Field,
    bits::Bits,
    candidates::Candidates,
    glyphs::{Glyph, Glyphs},
    grams::Grams,
    texts::{Entry, Texts},
};
use crate::library::Phrase;
use std::ops::Range;

/// An immutable set of phrases.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) glyphs: Glyphs,
    texts: Texts,
    grams: Grams,
    /// By phrase of this part, its number in the index.
    numbers: Vec<u32>,
    /// Entries of phrases that are in use, which may be worth more than their place in the order says.
    pub(super) used: Bits,
}

impl Part {
    /// Numbers ascending.
    pub(super) fn new<'a>(phrases: impl Iterator<Item = (u32, &'a Phrase)>) -> Self {
        let mut glyphs = Glyphs::new();
        let mut numbers = Vec::new();
        let phrases = phrases.map(|(number, phrase)| {
            numbers.push(number);
            phrase
        });
        let texts = Texts::read(phrases, &mut glyphs);
        glyphs.finish();
        let grams = Grams::new(&texts, &glyphs);
        let used = Bits::new(texts.entries().len());
        Self { glyphs, texts, grams, numbers, used }
    }

    pub(super) fn candidates(&self) -> Candidates<'_> {
        Candidates { grams: &self.grams, glyphs: &self.glyphs, entries: self.texts.entries().len() }
    }

    pub(super) fn entry(&self, number: u32) -> Option<(&Entry, &[Glyph])> {
        self.texts.entry(number).map(|entry| (entry, self.texts.glyphs(entry)))
    }

    /// Entries whose fields are worth the same, the best first, with one of these fields.
    pub(super) fn ranks(&self) -> impl Iterator<Item = (Range<u32>, Field)> + '_ {
        self.texts.ranks().iter().filter_map(|range| Some((range.clone(), self.texts.entry(range.start)?.field)))
    }

    /// The number in the index of a phrase of this part.
    pub(super) fn number(&self, phrase: u32) -> u32 {
        self.numbers.get(phrase as usize).copied().unwrap_or(u32::MAX)
    }

    pub(super) fn phrase_count(&self) -> usize {
        self.numbers.len()
    }

    /// The entries of a phrase, by its number in this part.
    pub(super) fn entries_of(&self, phrase: u32) -> &[u32] {
        self.texts.of_phrase(phrase)
    }

    /// Notes whether the phrase with a number in the index is in use.
    pub(super) fn set_used(&mut self, number: u32, used: bool) {
        let Ok(phrase) = self.numbers.binary_search(&number) else { return };
        for entry in self.texts.of_phrase(u32::try_from(phrase).unwrap_or(u32::MAX)) {
            if used { self.used.insert(*entry) } else { self.used.remove(*entry) }
        }
    }
}
