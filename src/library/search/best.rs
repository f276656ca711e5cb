//! The best hits so far, at most as many as are wanted.

use super::score::Place;
use std::{
    cmp::{Ordering, Reverse},
    collections::{BinaryHeap, HashSet},
};

/// Where a term was found, for marking it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trace {
    pub(super) part: usize,
    /// The automaton's place in the list of those used.
    pub(super) automaton: usize,
    pub(super) entry: u32,
    pub(super) place: Place,
}

/// A hit that is not marked yet.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) score: i32,
    pub(super) phrase: u32,
    pub(super) traces: Vec<Trace>,
}

impl Found {
    fn rank(&self) -> (i32, Reverse<u32>) {
        (self.score, Reverse(self.phrase))
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.rank() == other.rank()
    }
}

impl Eq for Found {}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

/// Keeps the best.
#[derive(Debug)]
pub(super) struct Best {
    limit: usize,
    kept: BinaryHeap<Reverse<Found>>,
    /// Phrases that were found, also those that fell out again: each counts by its best match, which comes first.
    seen: HashSet<u32>,
}

impl Best {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: BinaryHeap::new(), seen: HashSet::new() }
    }

    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= self.limit
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// True if a hit of this score would be kept.
    pub(super) fn admits(&self, score: i32) -> bool {
        !self.is_full() || self.kept.peek().is_some_and(|Reverse(worst)| score > worst.score)
    }

    pub(super) fn has_seen(&self, phrase: u32) -> bool {
        self.seen.contains(&phrase)
    }

    pub(super) fn add(&mut self, found: Found) {
        self.seen.insert(found.phrase);
        if self.is_full() {
            self.kept.pop();
        }
        self.kept.push(Reverse(found));
    }

    /// The best first.
    pub(super) fn finish(self) -> Vec<Found> {
        self.kept.into_sorted_vec().into_iter().map(|Reverse(found)| found).collect()
    }
}
