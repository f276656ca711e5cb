//! The file of everything that is kept, `qinyu-kept.json`: printed for the agent to put away, a record a line, and read
//! back strictly into the [`Backup`] that the panel compares with what is here.
//!
//! It says how many records each document has and begins with their SHA-256, so that what was changed or lost on the way
//! is told. A file that a panel wrote of a newer version's library holds all that lay in the store, too: the version that
//! understands it reads that.

use super::{
    Access, BUYERS, CAMPAIGNS, Dump, FIGURES, FOLLOW_UPS, SCHEMA,
    counters::COUNTERS,
    documents::{Change, Documents},
    gather,
    library::{PACK, PACKS, SIGNED, USAGE, merge, read_library},
    open,
    settings::{BACKUP, EXPORTED, SETTINGS, TAKEN, print_settings, read_settings},
};
use crate::{
    library::{
        kept_pack::Owner,
        pack::Pack,
        pack_file::{PackError, is_too_long},
        picture, strict_json, usage,
    },
    panel::{
        Kept, Settings,
        restore::{Backup, BackupError, Choice, FORMAT, MAX_BYTES, TextChange, Unread, UnreadReason},
    },
    text::hex,
};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The file's field of pictures, which stand in no document; each proves itself by its name.
pub const PICTURES: &str = "pictures";
/// The documents that only this installation has a use for: its name must not come twice.
const OWN: &str = "writer";

/// Documents by name, their records by id.
pub(super) type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// Documents as one file, beside all that lies in a store if they are not all that there is. `None` if it would be over
/// what [`read_backup`] reads: what can't be read back is no backup.
#[must_use]
pub fn export(documents: &Texts, stored: &Dump) -> Option<String> {
    let file = print(documents, stored);
    // As many again are left for pictures.
    let values = documents.values().map(BTreeMap::len).sum::<usize>() + 2 * documents.len() + stored.len();
    (file.len() <= MAX_BYTES && values < strict_json::MAX_VALUES / 2).then_some(file)
}

/// A file of no documents, for pictures that another one has no room for.
#[must_use]
pub fn no_documents() -> String {
    print(&Texts::new(), &Dump::new())
}

fn print(documents: &Texts, stored: &Dump) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let lines = |records: &BTreeMap<String, String>| {
        let lines: Vec<String> = records.iter().map(|(id, text)| [&quoted(id), ":", &quoted(text)].concat()).collect();
        lines.join(",\n")
    };
    let counts: Vec<_> =
        documents.iter().map(|(name, records)| format!("{}:{}", quoted(name), records.len())).collect();
    let parts: Vec<_> =
        documents.iter().map(|(name, records)| format!("{}:{{\n{}\n}}", quoted(name), lines(records))).collect();
    let mut file = format!(
        "{{\"format\":\"{FORMAT}\",\"schema\":{SCHEMA},\"sha256\":\"{}\",\n\"counts\":{{{}}},\n\"documents\":{{\n{}\n}}",
        sum(documents),
        counts.join(","),
        parts.join(",\n")
    );
    if !stored.is_empty() {
        file += &format!(",\n\"stored\":{{\n{}\n}}", lines(stored));
    }
    file + "}\n"
}

/// SHA-256 of every document, record and text with its length, in order.
fn sum(documents: &Texts) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        // As wide in wasm as natively.
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    };
    for (name, records) in documents {
        add(name);
        records.iter().for_each(|(id, text)| [id, text].into_iter().for_each(|text| add(text)));
    }
    hex(&hash.finalize())
}

/// Reads a file of everything. `own` is the name of the agent's own pack here, `here` gives the text of a record as it
/// is here.
///
/// # Errors
/// When it is no such file, damaged, or written by a newer version.
pub fn read_backup(text: &str, own: &str, here: impl Fn(&str, &str) -> Option<String>) -> Result<Backup, BackupError> {
    let mut backup = Backup::default();
    let documents = documents(text, &mut backup)?;
    for name in documents.names() {
        for (record, text) in documents.records(name) {
            let take = |after: String| {
                let before = here(name, record);
                if before.as_ref() != Some(&after) {
                    let (document, record) = (name.to_owned(), record.to_owned());
                    return Some(TextChange { document, record, before, after: Some(after) });
                }
                None
            };
            if name == SETTINGS && record.starts_with(BACKUP) {
                // When the file was written is news only where no other was.
                if record == EXPORTED {
                    backup.exported = text.parse().unwrap_or_default();
                    backup.texts.extend(take(text.to_string()).filter(|change| change.before.is_none()));
                }
            } else if name == SETTINGS && record.starts_with(TAKEN) {
                // Nobody's choice, and of no use under another key.
            } else if name == SETTINGS {
                if read_settings([(record, text)]).1 > 0 {
                    backup.unread.push(unread(name, record, UnreadReason::OtherShape));
                } else if let Some(change) = take(text.to_string()) {
                    backup.settings.extend(choice(change));
                }
            } else if name == USAGE {
                backup.used += 1;
                let both = here(name, record).map_or_else(|| text.to_string(), |mine| usage::merge(&mine, text));
                backup.texts.extend(take(both));
            } else if let Some(of) = care(name) {
                let both = here(name, record).map_or_else(|| text.to_string(), |mine| merge(name, text, &mine));
                let change = take(both);
                *backup.care.entry(of).or_default() += usize::from(change.is_some());
                backup.texts.extend(change);
            } else if name != OWN && name != PACKS && !name.starts_with(PACK) && name != super::library::FILES {
                match take(text.to_string()) {
                    Some(change) if change.before.is_none() => {
                        // Whose word counts for a pack comes back with it, and is no news of its own.
                        match backup.unknown.iter_mut().find(|(known, _)| known == name) {
                            _ if name.starts_with(SIGNED) => {}
                            Some((_, count)) => *count += 1,
                            None => backup.unknown.push((name.to_owned(), 1)),
                        }
                        backup.texts.push(change);
                    }
                    other => backup.unknown_kept += usize::from(other.is_some()),
                }
            }
        }
    }
    packs(&documents, own, &mut backup);
    Ok(backup)
}

/// A setting to choose, unless it is the same by default; what nobody has set here comes from the file.
fn choice(change: TextChange) -> Option<Choice> {
    let defaults = print_settings(&BTreeMap::new(), &Settings::default());
    let default = defaults.into_iter().find(|default| default.record == change.record).and_then(|default| default.text);
    let here = change.before.clone().or_else(|| default.clone());
    (here != change.after).then(|| Choice { is_taken: here == default, here, change })
}

/// What is followed up, noted and counted: two copies of such a record merge, as those of two panels do.
fn care(document: &str) -> Option<&'static str> {
    let name = document.strip_prefix(COUNTERS).map_or(document, |_| "counters");
    ["counters", BUYERS, CAMPAIGNS, FIGURES, FOLLOW_UPS].into_iter().find(|known| *known == name)
}

fn unread(document: &str, record: &str, reason: UnreadReason) -> Unread {
    Unread { document: document.to_owned(), record: record.to_owned(), reason }
}

/// The file's documents; what is no text is left out and told.
fn documents(text: &str, backup: &mut Backup) -> Result<Documents, BackupError> {
    let refused = |error| Err(BackupError::File(error));
    if text.len() > MAX_BYTES {
        return refused(PackError::TooLarge);
    }
    let read = strict_json::read(text.trim_start_matches('\u{feff}'));
    let mut file = match read {
        Ok(Value::Object(file)) if file.get("format").and_then(Value::as_str) == Some(FORMAT) => file,
        Ok(_) => return refused(PackError::OtherFormat),
        Err(error) => {
            let (line, column, kind) = (error.line, error.column, error.kind);
            return refused(PackError::Unreadable { line, column, kind });
        }
    };
    match file.get("schema").and_then(Value::as_u64) {
        None => return refused(PackError::OtherFormat),
        Some(found) if found > u64::from(SCHEMA) => return refused(PackError::NewerVersion { found }),
        Some(_) => {}
    }
    for (name, url) in texts(file.remove(PICTURES), PICTURES, backup) {
        match picture::is_whole(&name, &url) {
            true => drop(backup.pictures.insert(name, url.into())),
            false => backup.unread.push(unread(PICTURES, &name, UnreadReason::OtherShape)),
        }
    }
    let stored = texts(file.remove("stored"), "stored", backup);
    if !stored.is_empty() {
        // Of a newer version than the one that wrote the file; perhaps of this one.
        let opened = open(&stored, None);
        if opened.access == Access::ReadOnly {
            return refused(PackError::NewerVersion { found: u64::from(SCHEMA) + 1 });
        }
        return Ok(opened.kept.documents().clone());
    }
    let mut all = Texts::new();
    for (name, records) in object(file.remove("documents")) {
        all.insert(name.clone(), texts(Some(records), &name, backup));
    }
    if all.values().all(BTreeMap::is_empty) && backup.pictures.is_empty() {
        return Err(BackupError::Empty);
    }
    check(&file, &all, backup);
    let mut documents = Documents::default();
    for (document, records) in all {
        let change = |(record, text)| Change { document: document.clone(), record, text: Some(text) };
        documents.apply(&records.into_iter().map(change).collect::<Vec<_>>());
    }
    Ok(documents)
}

/// Holds the documents against the counts and the sum that the file carries; earlier ones carried none.
fn check(file: &Map<String, Value>, all: &Texts, backup: &mut Backup) {
    for (name, said) in file.get("counts").and_then(Value::as_object).into_iter().flatten() {
        let said = said.as_u64().and_then(|said| usize::try_from(said).ok()).unwrap_or_default();
        let found = all.get(name).map_or(0, BTreeMap::len);
        if said != found {
            backup.is_changed = true;
            backup.unread.push(unread(name, "", UnreadReason::OtherCount { said, found }));
        }
    }
    backup.is_changed |= file.get("sha256").is_some_and(|said| said.as_str() != Some(&sum(all)));
}

fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn texts(value: Option<Value>, document: &str, backup: &mut Backup) -> BTreeMap<String, String> {
    let mut texts = Vec::new();
    for (id, text) in object(value) {
        match text {
            Value::String(text) => texts.push((id, text)),
            _ => backup.unread.push(unread(document, &id, UnreadReason::NoText)),
        }
    }
    gather(texts)
}

/// The packs; the one of the agent's own becomes a copy of the one here, whatever installation it comes from.
fn packs(documents: &Documents, own: &str, backup: &mut Backup) {
    let mut kept = Kept { own: own.to_owned(), ..Kept::default() };
    let (_, broken) = read_library(documents, &mut kept);
    backup.unread.extend(broken.iter().map(|(name, record)| unread(name, record, UnreadReason::OtherShape)));
    for pack in kept.packs {
        let (owner, mut pack) = (pack.owner, pack.pack());
        let document = [PACK, &pack.id].concat();
        pack.phrases.retain(|id, record| {
            let fits = !is_too_long(&Value::Object(record.json(id)));
            if !fits {
                backup.unread.push(unread(&document, id, UnreadReason::TooLong));
            }
            fits
        });
        if owner == Owner::Personal && pack.id != own {
            pack = Pack { id: own.to_owned(), signatures: BTreeMap::new(), ..pack };
        }
        match backup.packs.iter_mut().find(|(_, known)| known.id == pack.id) {
            Some((_, known)) => known.merge(&pack),
            None => backup.packs.push((owner, pack)),
        }
    }
}

#[cfg(test)]
mod tests;
