//! The layout before this one, schema 1: the settings as one JSON text under `settings`, the own packs as an array of
//! pack files under `packs`. It is copied into documents; the old texts go to the mirror before they leave the primary.

use super::{
    Batch, Change, Dump,
    settings::{FILES, SETTINGS, file_id},
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// The keys of schema 1. A store that holds other values than texts gives these as JSON.
pub const LEGACY_KEYS: [&str; 2] = ["settings", "packs"];

/// In the mirror, the old texts lie under their keys with this before them.
const ASIDE: &str = "schema-1.";

/// What could not be read is kept in this document as it was.
const UNREADABLE: &str = "unreadable";

#[derive(Deserialize)]
struct OldSettings {
    version: u32,
    #[serde(default)]
    language: String,
    #[serde(default)]
    appearance: String,
    #[serde(default)]
    trades: Vec<String>,
    #[serde(default)]
    shop: BTreeMap<String, String>,
}

/// The old texts of a primary, or those that were set aside in the mirror.
pub(super) fn texts<'a>(primary: &'a Dump, mirror: Option<&'a Dump>) -> Vec<(&'static str, &'a str)> {
    let found = LEGACY_KEYS.into_iter().filter_map(|key| {
        let aside = || mirror.and_then(|mirror| mirror.get(&[ASIDE, key].concat()));
        primary.get(key).or_else(aside).map(|text| (key, text.as_str()))
    });
    found.collect()
}

/// The documents that the old texts come to.
pub(super) fn migrate(texts: &[(&'static str, &str)]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, text) in texts {
        let read = if *key == "settings" { settings(text) } else { packs(text) };
        changes.extend(read.unwrap_or_else(|| vec![change(UNREADABLE, key, (*text).to_owned())]));
    }
    changes
}

fn settings(text: &str) -> Option<Vec<Change>> {
    let old: OldSettings = serde_json::from_str(text).ok().filter(|old: &OldSettings| old.version == 1)?;
    let quoted = |value: &str| serde_json::to_string(value).unwrap_or_default();
    let mut changes = Vec::new();
    for (record, value) in [("language", &old.language), ("appearance", &old.appearance)] {
        if !value.is_empty() {
            changes.push(change(SETTINGS, record, quoted(value)));
        }
    }
    changes.extend(old.trades.iter().map(|trade| change(SETTINGS, &["trade/", trade].concat(), "true".into())));
    changes.extend(old.shop.iter().map(|(fact, value)| change(SETTINGS, &["shop/", fact].concat(), quoted(value))));
    Some(changes)
}

fn packs(text: &str) -> Option<Vec<Change>> {
    let files: Vec<String> = serde_json::from_str(text).ok()?;
    let mut taken = HashSet::new();
    let changes = files.into_iter().map(|file| {
        let mut id = file_id(&file);
        while !taken.insert(id.clone()) {
            id.push('+'); // two files that call themselves the same are both kept
        }
        change(FILES, &id, file)
    });
    Some(changes.collect())
}

fn change(document: &str, record: &str, text: String) -> Change {
    Change { document: document.into(), record: record.into(), text: Some(text) }
}

/// Once the documents are whole in both stores: what sets the old texts aside in the mirror, and, when that was done by
/// an earlier start, what removes them from the primary, where they would be read at every start.
#[must_use]
pub(super) fn set_aside(primary: &Dump, mirror: &Dump) -> (Batch, Batch) {
    let (mut into_mirror, mut from_primary) = (Batch::new(), Batch::new());
    for key in LEGACY_KEYS {
        let (Some(text), aside) = (primary.get(key), [ASIDE, key].concat()) else { continue };
        match mirror.get(&aside) {
            Some(copy) if copy == text => from_primary.push((key.into(), None)),
            Some(_) => {} // another one: both stay where they are
            None => into_mirror.push((aside, Some(text.clone()))),
        }
    }
    (into_mirror, from_primary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_kept_as_it_was() {
        let newer = r#"{"version":9}"#;
        assert_eq!(
            migrate(&[("settings", newer), ("packs", "[1]")]),
            [change(UNREADABLE, "settings", newer.into()), change(UNREADABLE, "packs", "[1]".into())]
        );
    }

    #[test]
    fn two_files_of_one_name_are_both_kept() {
        let file = |body: &str| {
            format!(r#"{{"format":"qinyu-pack","version":1,"id":"own","phrases":[{{"id":"a","body":"{body}"}}]}}"#)
        };
        let text = serde_json::to_string(&[file("一"), file("二"), "{".into()]).unwrap();
        let ids: Vec<_> = packs(&text).unwrap().into_iter().map(|change| change.record).collect();
        assert_eq!(&ids[..2], ["own", "own+"]);
        assert_eq!(ids.len(), 3);
    }

    #[test]
    fn old_texts_leave_the_primary_only_when_the_mirror_has_them() {
        let mut primary = Dump::from([("packs".into(), "[]".into()), ("settings".into(), "{}".into())]);
        let mut mirror = Dump::new();
        let (aside, removed) = set_aside(&primary, &mirror);
        assert_eq!((aside.len(), removed.len()), (2, 0));
        super::super::kept::write(&mut mirror, &aside);
        primary.insert("settings".into(), "{ }".into());
        let (aside, removed) = set_aside(&primary, &mirror);
        assert_eq!((aside.len(), removed), (0, vec![("packs".to_owned(), None)]));
        assert_eq!(texts(&Dump::new(), Some(&mirror)), [("settings", "{}"), ("packs", "[]")]);
    }
}
