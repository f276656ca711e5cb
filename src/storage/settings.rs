//! What the documents mean to the panel today: `settings` has a record for each thing that can be set, so that two
//! panels that set different things both keep theirs; `files` has a record for each pack file that the shop added.

use super::{Change, chunk};
use crate::{
    library::{Language, PhrasePack},
    panel::{Appearance, OwnPack, Settings},
};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The document of the settings.
pub const SETTINGS: &str = "settings";

/// The document of the shop's own pack files.
pub const FILES: &str = "files";

const LANGUAGE: &str = "language";
const APPEARANCE: &str = "appearance";
const TRADE: &str = "trade/";
const SHOP: &str = "shop/";

/// What turns the records of [`SETTINGS`] that are shown into these settings. Records that this version does not know
/// stay as they are.
#[must_use]
pub fn print_settings(shown: &BTreeMap<String, String>, settings: &Settings) -> Vec<Change> {
    let quoted = |value: &str| serde_json::to_string(value).unwrap_or_default();
    let language = match settings.language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    let mut records =
        vec![(LANGUAGE.to_owned(), quoted(language)), (APPEARANCE.to_owned(), quoted(settings.appearance.name()))];
    records.extend(settings.trades.iter().map(|trade| ([TRADE, trade].concat(), "true".to_owned())));
    records.extend(settings.shop.iter().map(|(fact, value)| ([SHOP, fact].concat(), quoted(value))));
    let known = |id: &str| [TRADE, SHOP].iter().any(|prefix| id.starts_with(prefix));
    let is_set = |id: &String| records.iter().any(|(set, _)| set == id);
    let gone = shown.keys().filter(|id| known(id) && !is_set(id)).map(|id| (id.clone(), None));
    let new = records.iter().filter(|(id, text)| shown.get(id) != Some(text));
    let new = new.map(|(id, text)| (id.clone(), Some(text.clone())));
    let change = |(record, text)| Change { document: SETTINGS.into(), record, text };
    new.chain(gone).map(change).collect()
}

/// Merges two texts of a record that two panels changed: settings and files can't be mixed, so the later word stands.
#[must_use]
pub fn merge(_document: &str, _theirs: &str, mine: &str) -> String {
    mine.into()
}

/// The settings, and how many records could not be read; those keep their defaults.
#[must_use]
pub fn read_settings<'a>(records: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Settings, usize) {
    let (mut settings, mut unread) = (Settings::default(), 0);
    for (id, text) in records {
        let read = if id == LANGUAGE {
            value(text).map(|name: String| {
                settings.language = if name == "en" { Language::English } else { Language::Chinese };
            })
        } else if id == APPEARANCE {
            value(text).map(|name: String| settings.appearance = Appearance::from_name(&name).unwrap_or_default())
        } else if let Some(trade) = id.strip_prefix(TRADE) {
            value(text).map(|used| {
                if used {
                    settings.trades.push(trade.into());
                }
            })
        } else if let Some(fact) = id.strip_prefix(SHOP) {
            value(text).map(|value: String| settings.shop.set(fact, &value))
        } else {
            Some(()) // of a newer version
        };
        unread += usize::from(read.is_none());
    }
    (settings, unread)
}

fn value<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// The own packs, and how many files can't be read; those stay where they are.
#[must_use]
pub fn read_files<'a>(records: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Vec<(OwnPack, PhrasePack)>, usize) {
    let (mut packs, mut unread) = (Vec::new(), 0);
    for (_, file) in records {
        match OwnPack::read(file.to_owned()) {
            Ok((own, pack, _)) => packs.push((own, pack)),
            Err(_) => unread += 1,
        }
    }
    (packs, unread)
}

/// What turns the records of [`FILES`] that are shown into these files. A file that this version can't read was never
/// on the screen, so it is not missed there.
#[must_use]
pub fn files_changes(shown: &BTreeMap<String, String>, files: &[String]) -> Vec<Change> {
    let change = |record: String, text| Change { document: FILES.into(), record, text };
    let new = files.iter().filter(|file| !shown.values().any(|text| text == *file));
    let new: Vec<_> = new.map(|file| change(file_id(file), Some(file.clone()))).collect();
    let gone = shown.iter().filter(|(_, text)| !files.contains(text) && OwnPack::read((*text).clone()).is_ok());
    let gone = gone.filter(|(id, _)| !new.iter().any(|change| change.record == **id));
    gone.map(|(id, _)| change(id.clone(), None)).chain(new.iter().cloned()).collect()
}

/// A file's record: what the pack calls itself, or what its text amounts to.
pub(super) fn file_id(file: &str) -> String {
    let named = OwnPack::read(file.to_owned()).ok().map(|(own, ..)| own.id).filter(|id| !id.is_empty());
    named.unwrap_or_else(|| chunk::hash(file))
}

#[cfg(test)]
mod tests {
    use super::{super::Documents, *};
    use crate::library::facts::Facts;

    fn shown(documents: &Documents, name: &str) -> BTreeMap<String, String> {
        documents.records(name).map(|(id, text)| (id.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let mut shop = Facts::default();
        shop.set("courier", "顺丰");
        let mut settings =
            Settings { language: Language::English, appearance: Appearance::Dark, trades: vec!["food".into()], shop };
        let mut documents = Documents::default();
        documents.apply(&print_settings(&BTreeMap::new(), &settings));
        assert_eq!(read_settings(documents.records(SETTINGS)), (settings.clone(), 0));

        settings.shop.clear("courier");
        settings.trades.clear();
        let changes = print_settings(&shown(&documents, SETTINGS), &settings);
        assert_eq!(changes.len(), 2, "more was written than was set: {changes:?}");
        documents.apply(&changes);
        assert_eq!(read_settings(documents.records(SETTINGS)), (settings, 0));
    }

    #[test]
    fn what_cannot_be_read_is_counted_and_what_is_newer_stays() {
        let mut documents = Documents::default();
        let record = |record: &str, text: &str| Change {
            document: SETTINGS.into(),
            record: record.into(),
            text: Some(text.into()),
        };
        documents.apply(&[record("appearance", "{"), record("keys", "[1]"), record("shop/courier", "\"顺丰\"")]);
        let (settings, unread) = read_settings(documents.records(SETTINGS));
        assert_eq!((settings.shop.get("courier"), unread), (Some("顺丰"), 1));
        documents.apply(&print_settings(&shown(&documents, SETTINGS), &settings));
        assert_eq!(documents.get(SETTINGS, "keys"), Some("[1]"));
    }

    #[test]
    fn files_that_cannot_be_read_are_counted_and_stay() {
        let file = |id: &str, body: &str| {
            format!(r#"{{"format":"qinyu-pack","version":1,"id":"{id}","phrases":[{{"id":"a","body":"{body}"}}]}}"#)
        };
        let mut documents = Documents::default();
        documents.apply(&files_changes(&BTreeMap::new(), &[file("own", "好的"), "{".into()]));
        let (packs, unread) = read_files(documents.records(FILES));
        assert_eq!((packs.len(), unread), (1, 1));
        assert_eq!(packs[0].0.json, file("own", "好的"));

        let changes = files_changes(&shown(&documents, FILES), &[file("own", "好"), file("", "嗯")]);
        documents.apply(&changes);
        assert_eq!((changes.len(), documents.count(FILES)), (2, 3));
        assert_eq!(documents.get(FILES, "own"), Some(file("own", "好").as_str()));
        documents.apply(&files_changes(&shown(&documents, FILES), &[]));
        assert_eq!(read_files(documents.records(FILES)), (vec![], 1));
    }
}
