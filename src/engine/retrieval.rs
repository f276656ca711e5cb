//! Which phrases come into question: those whose buyer phrasings, title or body resemble the turn. Character
//! bigrams weighted by rarity, over an inverted index. [`ranking`](super::ranking) decides among them.

use crate::{
    library::Phrase,
    text::{Bigrams, bigrams, normalize},
};
use std::collections::HashMap;

/// Entries that one bigram may name; commoner ones say nothing about the matter and would cost time.
const MAX_POSTINGS: usize = 4_000;
/// Weight of likeness to a title, in percent of likeness to a buyer phrasing: a title is the agent's word.
const TITLE: u32 = 80;
/// Weight of likeness to a body: it speaks the seller's language, and of more than one thing.
const BODY: u32 = 60;

#[derive(Debug, Clone, Copy)]
struct Entry {
    phrase: u32,
    /// Index of the buyer phrasing within the phrase; `None` for title and body.
    query: Option<u16>,
    percent: u32,
    /// Sum of its bigrams' weights.
    weight: u32,
}

/// The phrases of a library, indexed.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    postings: HashMap<u64, Vec<u32>>,
}

/// A phrase that resembles the turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its position in the list that was indexed.
    pub phrase: usize,
    /// Likeness in percent, 0 to 100.
    pub likeness: u32,
    /// Which buyer phrasing was the nearest; `None` when it was the title or the body.
    pub query: Option<usize>,
}

impl Index {
    /// Indexes phrases; positions in hits are positions in this list.
    #[must_use]
    pub fn new(phrases: &[Phrase]) -> Self {
        let mut index = Self::default();
        for (at, phrase) in phrases.iter().enumerate() {
            let Ok(at) = u32::try_from(at) else { break };
            for (number, query) in phrase.queries.iter().enumerate() {
                index.add(at, u16::try_from(number).ok(), 100, query);
            }
            index.add(at, None, TITLE, &phrase.title);
            index.add(at, None, BODY, &phrase.body);
        }
        let weights: HashMap<u64, u32> =
            index.postings.iter().map(|(bigram, entries)| (*bigram, index.rarity(entries.len()))).collect();
        for (bigram, entries) in &index.postings {
            for entry in entries {
                if let (Some(entry), Some(weight)) = (index.entries.get_mut(*entry as usize), weights.get(bigram)) {
                    entry.weight += weight;
                }
            }
        }
        index.postings.retain(|_, entries| entries.len() <= MAX_POSTINGS);
        index
    }

    fn add(&mut self, phrase: u32, query: Option<u16>, percent: u32, text: &str) {
        let Ok(at) = u32::try_from(self.entries.len()) else { return };
        for bigram in Bigrams::of(&normalize(text)).iter() {
            self.postings.entry(bigram).or_default().push(at);
        }
        self.entries.push(Entry { phrase, query, percent, weight: 0 });
    }

    /// How much a bigram says that occurs in so many entries: doubling it costs one.
    fn rarity(&self, occurs: usize) -> u32 {
        (self.entries.len() / occurs.max(1)).max(1).ilog2() + 1
    }

    /// The phrases that resemble a normalised turn, the likest first, at most `limit`.
    #[must_use]
    pub fn find(&self, turn: &str, limit: usize) -> Vec<Hit> {
        let mut seen: Vec<u64> = bigrams(turn).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut asked = 0;
        let mut shared = vec![0_u32; self.entries.len()];
        let mut touched: Vec<u32> = Vec::new();
        for bigram in seen {
            let Some(entries) = self.postings.get(&bigram) else {
                asked += self.rarity(1);
                continue;
            };
            let weight = self.rarity(entries.len());
            asked += weight;
            for entry in entries {
                if let Some(sum) = shared.get_mut(*entry as usize) {
                    if *sum == 0 {
                        touched.push(*entry);
                    }
                    *sum += weight;
                }
            }
        }
        let mut best: HashMap<u32, Hit> = HashMap::new();
        for at in touched {
            let (Some(entry), Some(shared)) = (self.entries.get(at as usize), shared.get(at as usize)) else {
                continue;
            };
            let likeness = (200 * shared).checked_div(asked + entry.weight).unwrap_or(0).min(100) * entry.percent / 100;
            let hit = Hit { phrase: entry.phrase as usize, likeness, query: entry.query.map(usize::from) };
            let known = best.entry(entry.phrase).or_insert(hit);
            if hit.likeness > known.likeness {
                *known = hit;
            }
        }
        let mut hits: Vec<_> = best.into_values().filter(|hit| hit.likeness > 0).collect();
        hits.sort_unstable_by_key(|hit| (std::cmp::Reverse(hit.likeness), hit.phrase));
        hits.truncate(limit);
        hits
    }
}
