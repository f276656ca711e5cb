//! One phrase, or the head of a pack, as a set of fields that merge: a causal map of multi-value registers.
//! [`pack`](super::pack) holds records, [`pack_file`](super::pack_file) reads and writes them.
//!
//! Every field holds the edits that no other edit has seen: one, or several when colleagues edited it apart. A record
//! knows every edit that it has ever seen, so that merging is commutative, associative and idempotent, and an edit is
//! dropped only for one that was made in its knowledge. What stood in a file before anyone edited it with Qinyu has no
//! stamp and is known by its fingerprint. Source: Almeida et al., "Delta State Replicated Data Types", 2018 (causal
//! δ-CRDTs, the map of dots).
//!
//! The parts of the team's policy are fields of their own (`parts`).
//!
//! Values are JSON, so that a field of a newer version is kept, merged and written like any other.

mod canonical;
mod json;
mod parts;

pub use parts::{PART, WHOLE};

use super::stamp::{Stamp, Time, Writer};
use crate::{sorting::sort_by_key, text::hex};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

pub use canonical::canonical;

/// The field that marks a deleted record; its value is what was known when it was deleted.
pub const DELETED: &str = "deleted";
/// The field that places a phrase among its neighbours; of two orders the later holds, which is no conflict.
pub const ORDER: &str = "order";
/// Where a record's edits stand in JSON.
pub const EDITS: &str = "edits";
/// A record's name in JSON.
pub const ID: &str = "id";
/// Bytes of a SHA-256 that tell the first values of one field apart.
const FINGERPRINT: usize = 8;

/// A value of a field, and the edit that made it; without a stamp it stood there before any edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The edit.
    pub stamp: Option<Stamp>,
    /// The value; null is an emptied field.
    pub value: Value,
}

impl Version {
    fn key(&self) -> (Option<&Stamp>, String) {
        (self.stamp.as_ref(), self.value.to_string())
    }
}

/// The edits that a record has seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The latest edit of every writer.
    times: BTreeMap<Writer, Time>,
    /// Fingerprints of first values that were edited.
    firsts: BTreeSet<String>,
}

impl Seen {
    fn covers(&self, field: &str, version: &Version) -> bool {
        match &version.stamp {
            Some(stamp) => self.times.get(&stamp.writer).is_some_and(|time| *time >= stamp.time),
            None => !self.firsts.is_empty() && self.firsts.contains(&fingerprint(field, &version.value)),
        }
    }

    fn add(&mut self, stamp: &Stamp) {
        let time = self.times.entry(stamp.writer.clone()).or_default();
        *time = (*time).max(stamp.time);
    }

    fn join(&mut self, other: &Self) {
        for (writer, time) in &other.times {
            self.add(&Stamp { writer: writer.clone(), time: *time });
        }
        self.firsts.extend(other.firsts.iter().cloned());
    }

    fn json(&self) -> Map<String, Value> {
        let mut map = Map::new();
        if !self.times.is_empty() {
            let mut times = Map::new();
            times.extend(self.times.iter().map(|(writer, time)| (writer.name().to_owned(), time.to_string().into())));
            map.insert("seen".into(), times.into());
        }
        if !self.firsts.is_empty() {
            map.insert("first".into(), self.firsts.iter().cloned().collect());
        }
        map
    }

    /// Reads what [`Self::json`] wrote; what is no stamp is passed over and named.
    fn read(map: &Map<String, Value>, problems: &mut Vec<String>) -> Self {
        let mut seen = Self::default();
        for (writer, time) in map.get("seen").and_then(Value::as_object).into_iter().flatten() {
            match (Writer::new(writer), time.as_str().and_then(|time| time.parse().ok())) {
                (Some(writer), Some(time)) => drop(seen.times.insert(writer, time)),
                _ => problems.push(format!("edits.seen.{writer}")),
            }
        }
        let firsts = map.get("first").and_then(Value::as_array).into_iter().flatten();
        seen.firsts.extend(firsts.filter_map(Value::as_str).map(str::to_owned));
        seen
    }
}

/// Brings versions into their one order: by their stamps, then by their values.
fn by_age(versions: &mut [Version]) {
    sort_by_key(versions, |version| {
        let (stamp, value) = version.key();
        (stamp.cloned(), value)
    });
}

fn fingerprint(field: &str, value: &Value) -> String {
    let hash = Sha256::new().chain_update(field).chain_update([0]).chain_update(canonical(value)).finalize();
    hex(hash.get(..FINGERPRINT).unwrap_or(&hash))
}

/// Fields that merge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// No entry is empty; versions in the order of their stamps, then of their values.
    fields: BTreeMap<String, Vec<Version>>,
    seen: Seen,
}

impl Record {
    /// The value of a field: the latest edit, if there are several.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.versions(field).last().map(|version| &version.value).filter(|value| !value.is_null())
    }

    /// Every value of a field that no edit has replaced, the earliest first.
    #[must_use]
    pub fn versions(&self, field: &str) -> &[Version] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The fields that hold a value.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.keys().filter_map(|field| Some((field.as_str(), self.get(field)?)))
    }

    /// Fields that colleagues edited apart, to different values: one is to be chosen.
    pub fn conflicts(&self) -> impl Iterator<Item = (&str, &[Version])> {
        let differ = |versions: &[Version]| {
            versions.windows(2).any(|pair| matches!(pair, [one, other] if one.value != other.value))
        };
        let open = self.fields.iter().filter(|(field, _)| !matches!(field.as_str(), ORDER | DELETED));
        open.filter(move |(_, versions)| differ(versions))
            .map(|(field, versions)| (field.as_str(), versions.as_slice()))
    }

    /// The latest time that the record has seen; the next edit's stamp must be later.
    #[must_use]
    pub fn latest(&self) -> Time {
        self.seen.times.values().max().copied().unwrap_or_default()
    }

    /// True if anyone has edited the record since it was first written.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.seen != Seen::default()
    }

    /// The latest edit of every writer whose name begins so, as far as this record has seen it.
    pub fn edits_by<'a>(&'a self, installation: &'a str) -> impl Iterator<Item = (&'a Writer, Time)> {
        let times = self.seen.times.iter().filter(move |(writer, _)| writer.name().starts_with(installation));
        times.map(|(writer, time)| (writer, *time))
    }

    /// Gives a field the value that it had before anyone edited it.
    pub fn first(&mut self, field: &str, value: Value) {
        self.fields.insert(field.to_owned(), vec![Version { stamp: None, value }]);
    }

    /// Edits a field: its values, seen by the editor, give way. `time` is later than [`Self::latest`].
    pub fn edit(&mut self, field: &str, value: Value, stamp: Stamp) {
        let stamp =
            Stamp { time: if stamp.time > self.latest() { stamp.time } else { self.latest().next(0) }, ..stamp };
        for version in self.fields.remove(field).into_iter().flatten() {
            if version.stamp.is_none() {
                self.seen.firsts.insert(fingerprint(field, &version.value));
            }
        }
        self.seen.add(&stamp);
        self.fields.insert(field.to_owned(), vec![Version { stamp: Some(stamp), value }]);
    }

    /// Deletes the record as it is known here; an edit that was made elsewhere meanwhile brings it back.
    pub fn delete(&mut self, stamp: Stamp) {
        let mut known = self.seen.clone();
        for (field, version) in self.all() {
            if version.stamp.is_none() {
                known.firsts.insert(fingerprint(field, &version.value));
            }
        }
        let known = Value::Object(known.json());
        self.edit(DELETED, known, stamp);
    }

    /// True if it was deleted, and nothing in it was edited without knowing of that.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        let versions = self.versions(DELETED);
        if versions.is_empty() || versions.iter().any(|version| !version.value.is_object()) {
            return false;
        }
        let known: Vec<_> = versions.iter().filter_map(|version| version.value.as_object()).collect();
        let known: Vec<_> = known.into_iter().map(|map| Seen::read(map, &mut Vec::new())).collect();
        self.all()
            .filter(|(field, _)| *field != DELETED)
            .all(|(field, version)| known.iter().any(|seen| seen.covers(field, version)))
    }

    /// True if one deleted it while another edited it: it is kept, and whether it stays is to be chosen.
    #[must_use]
    pub fn is_deletion_open(&self) -> bool {
        self.versions(DELETED).iter().any(|version| version.value.is_object()) && !self.is_deleted()
    }

    fn all(&self) -> impl Iterator<Item = (&str, &Version)> {
        self.fields.iter().flat_map(|(field, versions)| versions.iter().map(move |version| (field.as_str(), version)))
    }

    /// Merges another copy of the record into this one. In any order, any number of times, the outcome is the same.
    pub fn merge(&mut self, other: &Self) {
        if self == other {
            return;
        }
        let mut names = BTreeSet::new();
        names.extend(self.fields.keys().chain(other.fields.keys()));
        let mut fields = BTreeMap::new();
        for field in names {
            let (ours, theirs) = (self.versions(field), other.versions(field));
            // Two values under one stamp are someone's mistake; neither may vanish for it.
            let stays = |version: &Version, there: &[Version], seen: &Seen| {
                there.iter().any(|other| other.stamp == version.stamp && (version.stamp.is_some() || other == version))
                    || !seen.covers(field, version)
            };
            let mut versions: Vec<Version> =
                ours.iter().filter(|version| stays(version, theirs, &other.seen)).cloned().collect();
            for version in theirs.iter().filter(|version| stays(version, ours, &self.seen)) {
                if !versions.contains(version) {
                    versions.push(version.clone());
                }
            }
            if !versions.is_empty() {
                by_age(&mut versions);
                fields.insert(field.clone(), versions);
            }
        }
        self.fields = fields;
        self.seen.join(&other.seen);
    }
}

#[cfg(test)]
mod tests;
