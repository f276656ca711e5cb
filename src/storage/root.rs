//! The root record: what one generation consists of. It lies in one of four places in turn, so that writing it never
//! touches the three before it, and begins with the SHA-256 of the rest, so that half of it is never taken for it all.

use super::{SCHEMA, chunk};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Generations whose roots and chunks are kept, with the present one.
pub(super) const GENERATIONS: u64 = 4;

/// Says that a library was kept here once: the layout and the generation that were written last. Every later layout
/// goes on writing this key, so that an older version knows not to touch what it does not understand. It is in order
/// behind the roots' keys: a store that writes key by key has the root before it is told of.
pub(super) const MARKER: &str = "schema";

const PREFIX: &str = "root.";

/// One generation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Root {
    pub(super) schema: u32,
    pub(super) generation: u64,
    /// The chunks of each document, in the order of their parts.
    pub(super) documents: BTreeMap<String, Vec<Part>>,
}

/// One chunk of a document: its hash, empty when it has no records, and how many it has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Part(pub(super) String, pub(super) usize);

/// What [`MARKER`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Marker {
    pub(super) schema: u32,
    #[serde(default)]
    pub(super) generation: u64,
}

impl Root {
    /// Reads a root; `None` when it is not as it was written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hash, json) = text.split_once('\n')?;
        if hash.len() != 64 || hash != chunk::hash(json) {
            return None;
        }
        let root: Self = serde_json::from_str(json).ok()?;
        // Parts are told apart by the lower bits of a hash.
        root.documents.values().all(|parts| parts.len().is_power_of_two()).then_some(root)
    }

    /// Counts commits, from 1.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn print(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        [&chunk::hash(&json), "\n", &json].concat()
    }

    pub(super) fn key(&self) -> String {
        slot(self.generation)
    }

    /// The chunks that hold records: document, place among its parts, part.
    pub(super) fn chunks(&self) -> impl Iterator<Item = (&str, usize, &Part)> {
        self.documents.iter().flat_map(|(document, parts)| {
            let filled = parts.iter().enumerate().filter(|(_, part)| !part.0.is_empty());
            filled.map(move |(at, part)| (document.as_str(), at, part))
        })
    }
}

/// Where the generation after this one lies. Whoever commits looks there first: if another panel has committed
/// meanwhile, however often, a newer generation than this lies there.
#[must_use]
pub fn slot_after(generation: u64) -> String {
    slot(generation + 1)
}

/// Where the roots lie, the newest in any of them.
#[must_use]
pub fn slots() -> Vec<String> {
    (0..GENERATIONS).map(slot).collect()
}

fn slot(generation: u64) -> String {
    format!("{PREFIX}{}", generation % GENERATIONS)
}

pub(super) fn is_slot(key: &str) -> bool {
    key.starts_with(PREFIX)
}

impl Marker {
    pub(super) const fn of(generation: u64) -> Self {
        Self { schema: SCHEMA, generation }
    }

    pub(super) fn print(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// Reads a marker; `None` when it can't be read.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_panel_asks_for_first_are_the_roots_and_their_chunks() {
        let script = include_str!("../../www/early.js");
        let keys: Vec<_> = slots().iter().map(String::as_str).chain([MARKER]).map(|key| format!("'{key}'")).collect();
        assert!(script.contains(&format!("const ROOTS = [{}];", keys.join(", "))), "{keys:?}");
        assert!(script.contains(&format!("`{}`", chunk::key("${hash}"))));
    }

    #[test]
    fn a_root_is_read_whole_or_not_at_all() {
        let documents = [("settings".to_owned(), vec![Part("ab".into(), 3)])].into_iter().collect();
        let root = Root { schema: SCHEMA, generation: 9, documents };
        let text = root.print();
        assert_eq!(Root::parse(&text), Some(root));
        for end in 0..text.len() {
            assert_eq!(Root::parse(&text[..end]), None, "cut after {end} bytes");
        }
        assert_eq!(Root::parse(&text.replace("9,", "8,")), None);
    }

    #[test]
    fn three_generations_stay_when_one_is_written() {
        let slots: std::collections::HashSet<_> = (10..14).map(slot).collect();
        assert_eq!(slots.len(), 4);
        assert_eq!(slot_after(13), slot(10));
    }

    #[test]
    fn a_newer_layouts_marker_is_told() {
        assert_eq!(Marker::parse(&Marker::of(7).print()), Some(Marker::of(7)));
        assert_eq!(Marker::parse(r#"{"schema":9,"more":true}"#), Some(Marker { schema: 9, generation: 0 }));
        assert_eq!(Marker::parse("9"), None);
    }
}
