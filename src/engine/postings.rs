//! An inverted index over bigrams in four flat arrays: from a bigram to the entries that contain it. It is filled once,
//! by counting and then placing, because a library of 10,000 phrases is indexed each time that the panel opens.
//! [`retrieval`](super::retrieval) searches it.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A text that can be found: a buyer phrasing, a title or a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Position of its phrase.
    pub(super) phrase: u32,
    /// Index of the buyer phrasing within the phrase; `None` for title and body.
    pub(super) query: Option<u16>,
    /// What likeness to it is worth.
    pub(super) percent: u32,
    /// Sum of its bigrams' rarities.
    pub(super) weight: u32,
}

impl Entry {
    pub(super) const fn new(phrase: u32, query: Option<u16>, percent: u32) -> Self {
        Self { phrase, query, percent, weight: 0 }
    }
}

/// The finished index.
#[derive(Debug, Default)]
pub(super) struct Postings {
    entries: Vec<Entry>,
    /// From a bigram to its number.
    numbers: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    /// Where a bigram's entries begin in `places`, by its number; one more at the end.
    begins: Vec<u32>,
    places: Vec<u32>,
}

/// An index to which entries are still added.
#[derive(Debug, Default)]
pub(super) struct Building {
    done: Postings,
    /// The bigrams' numbers, entry after entry.
    contained: Vec<u32>,
    /// How many of them each entry has.
    lengths: Vec<u32>,
    /// By bigram number, in how many entries it occurs, and in which it was seen last.
    occurs: Vec<u32>,
    last: Vec<u32>,
}

impl Postings {
    pub(super) fn building() -> Building {
        Building::default()
    }

    /// Every entry, in the order in which they were added.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries that contain a bigram, ascending.
    pub(super) fn of(&self, bigram: u64) -> &[u32] {
        let range = self.numbers.get(&bigram).and_then(|number| {
            let number = *number as usize;
            Some(*self.begins.get(number)? as usize..*self.begins.get(number + 1)? as usize)
        });
        range.and_then(|range| self.places.get(range)).unwrap_or_default()
    }

    /// How much a bigram says that occurs in so many entries: doubling it costs one.
    pub(super) fn rarity(&self, occurs: usize) -> u32 {
        (self.entries.len() / occurs.max(1)).max(1).ilog2() + 1
    }
}

impl Building {
    /// Adds a text by its bigrams; a repeated one counts once.
    pub(super) fn add(&mut self, entry: Entry, bigrams: impl Iterator<Item = u64>) {
        // Entry numbers begin with 1 in `last`, whose zeros mean "not yet".
        let Ok(mark) = u32::try_from(self.done.entries.len() + 1) else { return };
        let mut length = 0;
        for bigram in bigrams {
            let next = u32::try_from(self.occurs.len()).unwrap_or(u32::MAX);
            let number = *self.done.numbers.entry(bigram).or_insert(next);
            if number == next {
                self.occurs.push(0);
                self.last.push(0);
            }
            let at = number as usize;
            if let (Some(last), Some(occurs)) = (self.last.get_mut(at), self.occurs.get_mut(at))
                && *last != mark
            {
                *last = mark;
                *occurs += 1;
                length += 1;
                self.contained.push(number);
            }
        }
        self.lengths.push(length);
        self.done.entries.push(entry);
    }

    /// Lays the entries out by bigram.
    pub(super) fn finish(self) -> Postings {
        let Self { mut done, contained, lengths, occurs, last } = self;
        drop(last);
        let rarities: Vec<u32> = occurs.iter().map(|occurs| done.rarity(*occurs as usize)).collect();
        let mut next: Vec<u32> = Vec::with_capacity(occurs.len());
        let mut sum = 0;
        for occurs in &occurs {
            next.push(sum);
            sum += occurs;
        }
        done.begins = next.iter().copied().chain([sum]).collect();
        done.places = vec![0; contained.len()];
        let mut rest = contained.iter();
        for (at, (entry, length)) in (0_u32..).zip(done.entries.iter_mut().zip(&lengths)) {
            for number in rest.by_ref().take(*length as usize) {
                let number = *number as usize;
                entry.weight += rarities.get(number).copied().unwrap_or(0);
                if let Some(next) = next.get_mut(number) {
                    if let Some(place) = done.places.get_mut(*next as usize) {
                        *place = at;
                    }
                    *next += 1;
                }
            }
        }
        done
    }
}

/// Hashes a packed bigram by one multiplication. Keys come from the shop's own library, so nobody gains by collisions.
#[derive(Debug, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        // 2^64 divided by the golden ratio, odd: neighbouring keys fall far apart.
        self.0 = (self.0 ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_entries_of_a_bigram_each_once() {
        let mut building = Postings::building();
        building.add(Entry::new(0, None, 100), [7, 8, 7].into_iter());
        building.add(Entry::new(1, None, 100), [8].into_iter());
        building.add(Entry::new(2, None, 100), std::iter::empty());
        let postings = building.finish();
        assert_eq!((postings.of(7), postings.of(8), postings.of(9)), (&[0][..], &[0, 1][..], &[][..]));
        // In one of three entries: rarity 2; in two of three: 1.
        assert_eq!(postings.entries().iter().map(|entry| entry.weight).collect::<Vec<_>>(), [3, 1, 0]);
    }
}
