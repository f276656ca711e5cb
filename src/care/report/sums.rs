//! What the sheets of some time come to, over all of their writers: what a report shows.

use super::{What, sheet::Sheet};
use crate::sorting::sort_by_key;
use std::{cmp::Reverse, collections::BTreeMap};

/// Numbers added up over writers, by what and name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums(BTreeMap<(String, String), u64>);

impl Sums {
    pub(super) fn add(&mut self, sheet: &Sheet) {
        for (key, count) in sheet.rows() {
            let sum = self.0.entry(key.clone()).or_default();
            *sum = sum.saturating_add(u64::from(count));
        }
    }

    /// True where nothing was counted but who was there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.keys().all(|(what, _)| what == What::Agent.name())
    }

    /// How many there were under all names.
    #[must_use]
    pub fn total(&self, what: What) -> u64 {
        self.of(what).into_iter().fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// How many there were under this name.
    #[must_use]
    pub fn get(&self, what: What, name: &str) -> u64 {
        self.0.get(&(what.name().to_owned(), name.to_owned())).copied().unwrap_or_default()
    }

    /// The names and their numbers, the highest first.
    #[must_use]
    pub fn of(&self, what: What) -> Vec<(String, u64)> {
        let named = self.0.iter().filter(|((known, _), _)| known == what.name());
        let mut named: Vec<(String, u64)> = named.map(|((_, name), count)| (name.clone(), *count)).collect();
        sort_by_key(&mut named, |(name, count)| (Reverse(*count), name.clone()));
        named
    }

    /// Turns in which something suggested was taken.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.total(What::Taken).saturating_add(self.total(What::Edited))
    }

    /// Percent of the characters sent that nobody had to type, as `cargo xtask eval replay` reckons them: those of replies that
    /// were taken among those of all replies. `None` while nothing was sent.
    #[must_use]
    pub fn saved(&self) -> Option<u64> {
        let inserted = self.total(What::Inserted);
        percent(inserted, inserted.saturating_add(self.total(What::Typed)))
    }
}

/// A part of a whole in percent, cut off; `None` of nothing.
#[must_use]
pub fn percent(part: u64, whole: u64) -> Option<u64> {
    part.saturating_mul(100).checked_div(whole)
}
