//! A pack as the [`collection`](super::collection) keeps it: every record as its JSON, with the phrase that it comes to.

use super::{
    Phrase,
    pack::Pack,
    phrase_fields,
    record::{EDITS, ID, Record},
};
use crate::sorting::gather;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, rc::Rc, sync::Arc};

/// Whose a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// It ships with Qinyu.
    Starter,
    /// Colleagues made it; the agent lays their own changes over it.
    Team,
    /// The agent looks after it for the team: their changes go into it.
    Maintained,
    /// The agent's own.
    Personal,
}

/// A record as it is kept: its JSON, and the phrase that it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record's JSON. Parsed anew where it is merged: as values it would take five times the memory.
    pub json: Rc<str>,
    /// Its fields.
    pub phrase: Arc<Phrase>,
    /// False for a deleted one.
    pub is_alive: bool,
    /// Colleagues edited it apart, and someone has to choose.
    pub has_conflict: bool,
}

impl Entry {
    /// The entry of a record.
    #[must_use]
    pub fn new(id: &str, record: &Record) -> Self {
        let fields = record.json(id);
        let (phrase, _) = phrase_fields::read(&fields);
        Self {
            json: Value::Object(fields).to_string().into(),
            phrase: Arc::new(phrase),
            is_alive: !record.is_deleted(),
            has_conflict: record.is_deletion_open() || record.conflicts().next().is_some(),
        }
    }

    /// The entry of a stored record's text; `None` if it is no JSON object.
    #[must_use]
    pub fn read(json: Rc<str>) -> Option<Self> {
        if let Some(phrase) = phrase_fields::read_common(&json) {
            return Some(Self { json, phrase: Arc::new(phrase), is_alive: true, has_conflict: false });
        }
        let (id, record, _) = Record::read(serde_json::from_str(&json).ok()?);
        Some(Self { json, ..Self::new(&id, &record) })
    }

    /// The fields that hold a value: what a record of the agent's own lays over the team's phrase. None are left once the
    /// agent dropped their changes.
    #[must_use]
    pub fn held(&self) -> Map<String, Value> {
        let mut fields: Map<String, Value> = serde_json::from_str(&self.json).unwrap_or_default();
        fields.retain(|field, value| field != ID && field != EDITS && !value.is_null());
        fields
    }

    /// The record.
    #[must_use]
    pub fn record(&self) -> Record {
        let fields = serde_json::from_str(&self.json).unwrap_or_default();
        Record::read(fields).1
    }
}

/// A pack in the library.
#[derive(Debug, Clone)]
pub struct KeptPack {
    /// Whose it is.
    pub owner: Owner,
    /// The pack without its phrases.
    pub about: Pack,
    /// Its records by id.
    pub entries: BTreeMap<String, Entry>,
}

impl KeptPack {
    /// A pack, kept.
    #[must_use]
    pub fn new(owner: Owner, mut pack: Pack) -> Self {
        let records = std::mem::take(&mut pack.phrases);
        let entries = gather(records.iter().map(|(id, record)| (id.clone(), Entry::new(id, record))));
        Self { owner, about: pack, entries }
    }

    /// What people call it; its id if it has no title.
    #[must_use]
    pub fn title(&self) -> &str {
        let title = self.about.head.get("title").and_then(Value::as_str).filter(|title| !title.trim().is_empty());
        title.unwrap_or(&self.about.id)
    }

    /// The trade that it was written for.
    #[must_use]
    pub fn trade(&self) -> Option<&str> {
        self.about.head.get("trade").and_then(Value::as_str).filter(|trade| !trade.is_empty())
    }

    /// The whole pack, for merging and export.
    #[must_use]
    pub fn pack(&self) -> Pack {
        let records = self.entries.iter().map(|(id, entry)| (id.clone(), entry.record()));
        Pack { phrases: gather(records), ..self.about.clone() }
    }

    /// When each record that anyone edited was edited last, in milliseconds since 1970. Only texts that tell of edits are
    /// parsed.
    pub fn edit_times(&self) -> impl Iterator<Item = u64> {
        let edited = self.entries.values().filter(|entry| entry.json.contains("\"edits\""));
        edited.map(|entry| entry.record().latest().millis).filter(|time| *time > 0)
    }

    /// How many phrases it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.values().filter(|entry| entry.is_alive).count()
    }

    /// True if it holds no phrase.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::pack_file;

    #[test]
    fn an_entry_comes_back_from_its_text() {
        let json = r#"{"format":"qinyu-pack","version":1,"id":"team","phrases":[{"id":"a","body":"好的","later":1}]}"#;
        let pack = KeptPack::new(Owner::Team, pack_file::read(json).unwrap().0);
        for entry in pack.entries.values() {
            assert_eq!(Entry::read(entry.json.clone()).as_ref(), Some(entry));
        }
        assert_eq!((pack.title(), pack.len(), Entry::read("[".into())), ("team", 1, None));
        assert_eq!(KeptPack::new(Owner::Team, pack.pack()).entries, pack.entries);
    }
}
