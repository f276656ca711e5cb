//! What the documents mean to the library: `pack/ID` holds a pack's records by their ids, its head under the empty one;
//! `signed/ID` the seal of a pack under the empty id and what is locked by it; `packs` says whose each pack is, `usage` how often phrases are used. Pack files of the layout before this one lie in
//! `files` until they are read.

use super::{
    Change, Documents,
    buyers::{BUYERS, merge_buyer},
    campaigns::{CAMPAIGNS, merge_campaign},
    counters::{COUNTERS, merge_sheet},
    figures::{FIGURES, merge_figure},
    follow_ups::{FOLLOW_UPS, merge_follow_up},
};
use crate::{
    library::{
        collection::Library,
        edit,
        kept_pack::{Entry, KeptPack, Owner},
        pack::Pack,
        pack_file,
        record::Record,
        seal::Seal,
        usage::{self, Usage},
    },
    panel::Kept,
    sorting::sort_by_key,
};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, rc::Rc};

/// The document of pack files as they came, before packs were kept by their records.
pub(super) const FILES: &str = "files";
/// The document that says whose a pack is.
pub(super) const PACKS: &str = "packs";
/// The document of how often phrases are used.
pub(super) const USAGE: &str = "usage";
/// What the document of a pack's records begins with.
pub(super) const PACK: &str = "pack/";

/// What the document of the key that is trusted for a pack begins with.
pub(super) const SIGNED: &str = "signed/";

const OWNERS: [(Owner, &str); 3] =
    [(Owner::Team, "team"), (Owner::Maintained, "maintained"), (Owner::Personal, "personal")];

/// Reads the library into `kept`, whose own pack has its name already. Gives the changes that bring an
/// earlier layout to this one, and the records that could not be read, by document; those stay where they are.
#[must_use]
pub fn read_library(documents: &Documents, kept: &mut Kept) -> (Vec<Change>, Vec<(String, String)>) {
    let (mut changes, mut unread) = (Vec::new(), Vec::new());
    for name in documents.names().filter(|name| name.starts_with(PACK)) {
        let id = name.strip_prefix(PACK).unwrap_or_default();
        let owner = documents.get(PACKS, id).and_then(read_owner).unwrap_or(Owner::Team);
        let mut pack = KeptPack::new(owner, Pack { id: id.to_owned(), ..Pack::default() });
        for (record, text) in documents.records(name) {
            if !take(&mut pack, record, text.clone()) {
                unread.push((name.to_owned(), record.to_owned()));
            }
        }
        if !pack.entries.is_empty() || documents.get(PACKS, id).is_some() {
            kept.packs.push(pack);
        }
    }
    for name in documents.names().filter(|name| name.starts_with(SIGNED)) {
        let Some(mut seal) = documents.get(name, "").and_then(Seal::read) else {
            unread.push((name.to_owned(), String::new()));
            continue;
        };
        let locked = documents.records(name).filter(|(record, _)| !record.is_empty());
        let broken = locked.filter(|(record, text)| !seal.take(record, Some(text)));
        unread.extend(broken.map(|(record, _)| (name.to_owned(), record.to_owned())));
        kept.seals.insert(name.strip_prefix(SIGNED).unwrap_or_default().to_owned(), seal);
    }
    for (file, text) in documents.records(FILES) {
        let Ok((mut pack, _)) = pack_file::read(text) else {
            unread.push((FILES.to_owned(), file.to_owned()));
            continue;
        };
        if pack.id.is_empty() {
            pack.id = format!("file-{file}");
        }
        let mut library = Library { packs: std::mem::take(&mut kept.packs), ..Library::default() };
        changes.extend(library_changes(&library.merge(Owner::Team, &pack)));
        changes.push(owner_change(&pack.id, Owner::Team));
        changes.push(Change { document: FILES.into(), record: file.to_owned(), text: None });
        kept.packs = library.packs;
    }
    if documents.get(PACKS, &kept.own).is_none() && !kept.packs.iter().any(|pack| pack.owner == Owner::Personal) {
        changes.push(owner_change(&kept.own, Owner::Personal));
    }
    // The team's packs before the agent's own, as the library wants them.
    sort_by_key(&mut kept.packs, |pack| (pack.owner == Owner::Personal, pack.about.id.clone()));
    kept.usage = Usage::default();
    documents.records(USAGE).for_each(|(phrase, text)| kept.usage.take(phrase, text));
    (changes, unread)
}

fn take(pack: &mut KeptPack, record: &str, text: Rc<str>) -> bool {
    if record.is_empty() {
        let head = Pack::read_head(&text);
        let read = head.is_some();
        pack.about = head.unwrap_or_else(|| pack.about.clone());
        return read;
    }
    let entry = Entry::read(text).filter(|entry| entry.phrase.id.0 == record);
    let read = entry.is_some();
    pack.entries.extend(entry.map(|entry| (record.to_owned(), entry)));
    read
}

/// What other panels changed, taken into the library and the usage; false if it was nothing of theirs.
pub fn follow(changes: &[Change], library: &mut Library, usage: &mut Usage) -> bool {
    let mut followed = false;
    // A seal before what it locks.
    let seals = changes.iter().filter_map(|change| Some((change.document.strip_prefix(SIGNED)?, change)));
    for (id, change) in seals.clone().filter(|(_, change)| change.record.is_empty()) {
        match change.text.as_deref().and_then(Seal::read) {
            Some(seal) => library.seal_as(id, seal),
            None => drop(library.seals.remove(id)),
        }
        followed = true;
    }
    for (id, change) in seals.filter(|(_, change)| !change.record.is_empty()) {
        if let Some(seal) = library.seals.get_mut(id) {
            seal.take(&change.record, change.text.as_deref());
        }
    }
    for Change { document, record, text } in changes {
        if document == USAGE {
            usage.put(record, text.as_deref().unwrap_or_default());
        } else if document == PACKS {
            let owner = text.as_deref().and_then(read_owner);
            if let (Some(pack), Some(owner)) = (library.pack_mut(record), owner) {
                pack.owner = owner;
            }
        } else if let Some(id) = document.strip_prefix(PACK) {
            if library.pack(id).is_none() {
                library.packs.insert(0, KeptPack::new(Owner::Team, Pack { id: id.to_owned(), ..Pack::default() }));
            }
            let Some(pack) = library.pack_mut(id) else { continue };
            match text {
                Some(text) => drop(take(pack, record, text.as_str().into())),
                None => drop(pack.entries.remove(record)),
            }
        } else {
            continue;
        }
        followed = true;
    }
    followed
}

/// Changes of packs as they are stored.
#[must_use]
pub fn library_changes(changes: &[edit::Change]) -> Vec<Change> {
    let change = |change: &edit::Change| Change {
        document: [PACK, &change.pack].concat(),
        record: change.id.clone(),
        text: change.after.as_deref().map(str::to_owned),
    };
    changes.iter().map(change).collect()
}

/// Whose a pack is, as it is stored.
#[must_use]
pub fn owner_change(pack: &str, owner: Owner) -> Change {
    let name = OWNERS.iter().find(|(known, _)| *known == owner).map(|(_, name)| format!("\"{name}\""));
    Change { document: PACKS.into(), record: pack.to_owned(), text: name }
}

/// The document of the key that is trusted for a pack.
#[must_use]
pub fn seal_document(pack: &str) -> String {
    [SIGNED, pack].concat()
}

/// What turns the records of [`seal_document`] that are shown into this seal, or into none.
#[must_use]
pub fn seal_changes(pack: &str, shown: &BTreeMap<String, String>, seal: Option<&Seal>) -> Vec<Change> {
    let records = seal.map(Seal::records).unwrap_or_default();
    let gone = shown.keys().filter(|id| !records.contains_key(*id)).map(|id| (id.clone(), None));
    let new = records.iter().filter(|(id, text)| shown.get(*id) != Some(text));
    let new = new.map(|(id, text)| (id.clone(), Some(text.clone())));
    new.chain(gone).map(|(record, text)| Change { document: seal_document(pack), record, text }).collect()
}

/// A phrase's use, as it is stored.
#[must_use]
pub fn usage_change(phrase: &str, json: String) -> Change {
    Change { document: USAGE.into(), record: phrase.to_owned(), text: Some(json) }
}

fn read_owner(text: &str) -> Option<Owner> {
    let name: String = serde_json::from_str(text).ok()?;
    OWNERS.iter().find(|(_, known)| *known == name).map(|(owner, _)| *owner)
}

/// Merges two texts of one record that two panels changed. Records of packs merge field by field, usage by the higher
/// number; of the rest the later word stands.
#[must_use]
pub fn merge(document: &str, theirs: &str, mine: &str) -> String {
    if document == USAGE {
        return usage::merge(theirs, mine);
    }
    if document == FIGURES {
        return merge_figure(theirs, mine);
    }
    if document == FOLLOW_UPS {
        return merge_follow_up(theirs, mine);
    }
    if document == BUYERS {
        return merge_buyer(theirs, mine);
    }
    if document == CAMPAIGNS {
        return merge_campaign(theirs, mine);
    }
    if document.starts_with(COUNTERS) {
        return merge_sheet(theirs, mine);
    }
    if !document.starts_with(PACK) {
        return mine.to_owned();
    }
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).ok();
    let (Some(theirs), Some(mine)) = (read(theirs), read(mine)) else { return mine.to_owned() };
    if let (Some(mut theirs), Some(mine)) = (head(&theirs), head(&mine)) {
        theirs.merge_head(&mine);
        return theirs.head_json();
    }
    let (id, mut record, _) = Record::read(theirs);
    record.merge(&Record::read(mine).1);
    Value::Object(record.json(&id)).to_string()
}

fn head(map: &Map<String, Value>) -> Option<Pack> {
    map.get("format")?;
    Pack::read_head(&Value::Object(map.clone()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{PhraseId, edit::Clock, exchanged::read_signatures, pack::Signature, stamp::Writer};
    use serde_json::json;

    const TEAM: &str = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"T","phrases":[{"id":"a","body":"在的"},{"id":"b","body":"好的"}]}"#;

    fn kept(changes: &[Change]) -> (Kept, Vec<Change>, usize) {
        let mut documents = Documents::default();
        documents.apply(changes);
        let mut kept = Kept { own: "own".into(), ..Kept::default() };
        let (changes, unread) = read_library(&documents, &mut kept);
        (kept, changes, unread.len())
    }

    fn file(text: &str) -> Change {
        Change { document: FILES.into(), record: "1".into(), text: Some(text.into()) }
    }

    #[test]
    fn files_of_the_earlier_layout_become_packs() {
        let (first, changes, unread) = kept(&[file(TEAM)]);
        assert_eq!((first.packs[0].len(), unread), (2, 0));
        let (again, none, _) = kept(&changes);
        assert_eq!((again.packs[0].pack(), none.len()), (first.packs[0].pack(), 0));
        let (_, changes, unread) = kept(&[file("{")]);
        assert_eq!(
            (changes, unread),
            (vec![owner_change("own", Owner::Personal)], 1),
            "what can't be read stays where it is"
        );
    }

    #[test]
    fn case_22_two_panels_edits_of_one_phrase_are_both_kept() {
        let (mut one, ..) = kept(&[file(TEAM)]);
        let mut other = one.clone();
        let edit = |kept: &mut Kept, writer: &str, field: &str| {
            kept.packs[0].owner = Owner::Maintained;
            let mut library = Library { packs: kept.packs.clone(), ..Library::default() };
            let clock = &mut Clock::new(Writer::new(writer).unwrap());
            let changes = library.edit(&PhraseId("a".into()), &[(field, json!(writer))], clock, 5);
            library_changes(&changes).remove(0)
        };
        let (mine, theirs) = (edit(&mut one, "ann", "title"), edit(&mut other, "bob", "code"));
        let merged = merge(&mine.document, theirs.text.as_ref().unwrap(), mine.text.as_ref().unwrap());
        let phrase = Entry::read(merged.as_str().into()).unwrap().phrase;
        assert_eq!((phrase.title.as_str(), phrase.code.as_str()), ("ann", "bob"));
        let mut library = Library { packs: one.packs, ..Library::default() };
        follow(&[Change { text: Some(merged), ..mine }], &mut library, &mut Usage::default());
        assert_eq!(library.packs[0].entries["a"].phrase.code, "bob");
    }

    #[test]
    fn heads_merge_too() {
        let (kept, ..) = kept(&[file(TEAM)]);
        let mut theirs = kept.packs[0].about.clone();
        let clock = &mut Clock::new(Writer::new("bob").unwrap());
        theirs.head.edit("title", json!("B"), clock.stamp(theirs.head.latest(), 5));
        let merged = merge("pack/team", &theirs.head_json(), &kept.packs[0].about.head_json());
        assert_eq!(Pack::read_head(&merged), Some(theirs));
    }

    #[test]
    fn a_trusted_key_is_kept_with_what_it_locked_and_followed_by_other_panels() {
        let text = TEAM.replace(r#""id":"b""#, r#""locked":true,"id":"b""#);
        let mut pack = pack_file::read(&text).unwrap().0;
        let signature = Signature { at: 5, by: "x".into(), sha256: pack.sha256(), value: "00".into() };
        pack.signatures.insert("11".into(), signature);
        let json = format!(
            r#"[{{"key":"11","fingerprint":"f","by":"x","at":5,"is_genuine":true,"sha256":"{}"}}]"#,
            pack.sha256()
        );
        let seal = Seal::of(&pack, &read_signatures(&json, &pack.sha256())[0], false).unwrap();
        let changes = seal_changes("team", &BTreeMap::new(), Some(&seal));
        assert_eq!(changes.iter().map(|change| change.record.as_str()).collect::<Vec<_>>(), ["", "b"]);
        let (first, _, unread) = kept(&changes);
        assert_eq!((first.seals.get("team"), unread), (Some(&seal), 0));
        let damaged = Change { text: Some("{".into()), ..changes[0].clone() };
        assert_eq!(kept(&[damaged]).2, 1);

        let (mut library, usage) = (Library::default(), &mut Usage::default());
        let backwards: Vec<_> = changes.iter().rev().cloned().collect();
        assert!(follow(&backwards, &mut library, usage));
        assert_eq!(library.seals.get("team"), Some(&seal), "in any order");
        let shown: BTreeMap<_, _> =
            changes.into_iter().map(|change| (change.record, change.text.unwrap_or_default())).collect();
        assert_eq!(seal_changes("team", &shown, Some(&seal)), []);
        assert!(follow(&seal_changes("team", &shown, None), &mut library, usage) && library.seals.is_empty());
    }
}
