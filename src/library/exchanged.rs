//! The door between this module and the second one, crate `exchange`, which reads files of other programs and looks at
//! signatures: its answers come as JSON and become a [`Pack`] to plan with, and words to tell.

use super::{Phrase, collection::Library, kept_pack::Owner, order, pack::Pack, phrase_fields, record::Record};
use crate::sorting::gather;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A file of another program, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchanged {
    /// Its phrases, in the file's order.
    records: Vec<(String, Record)>,
    /// What was refused, guessed or passed over.
    pub remarks: Vec<Remark>,
}

/// Something that the second module has to say of a file; the view has the words for each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where: `3` is a row or an entry, `2:3` a row of the second sheet; empty for the whole file.
    pub place: String,
    /// What, by the name that the second module gives it.
    pub kind: String,
    /// The column, the headers or the count that it is about; may be empty.
    pub detail: String,
}

/// Why a file was not read, and nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why, by the name that the second module gives it.
    pub kind: String,
    /// The headers or the line that it is about; may be empty.
    pub detail: String,
    /// Encodings that fit, each with the beginning of the text as it reads then: the agent has to say which.
    pub candidates: Vec<(String, String)>,
}

/// Who signed a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The public key, in hexadecimal digits.
    pub key: String,
    /// What two people compare.
    pub fingerprint: String,
    /// What the signer calls themselves.
    pub by: String,
    /// When, in milliseconds since 1970, by the signer's word.
    pub at: u64,
    /// That key signed this pack's id, time and sum.
    pub is_genuine: bool,
    /// The sum that was signed is the pack's.
    pub is_unchanged: bool,
}

/// A key to sign with, without what is secret of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamKey {
    /// What people call it.
    pub name: String,
    /// The public key, in hexadecimal digits.
    pub key: String,
    /// What two people compare.
    pub fingerprint: String,
    /// It was drawn now, and its file is in the downloads.
    pub is_new: bool,
}

/// Why a file is no key to sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefused {
    /// It is the public one of the two.
    Public,
    /// It was changed or cut.
    Damaged,
    /// A newer version wrote it.
    Newer,
    /// It is no key file.
    NoKey,
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn first_of(value: &Value, names: &[&str]) -> String {
    names.iter().find_map(|name| value.get(*name)).map(text).unwrap_or_default()
}

fn remark(value: &Value) -> Remark {
    let place = value.get("place").unwrap_or(&Value::Null);
    let (sheet, at) = (first_of(place, &["sheet"]), first_of(place, &["row", "entry"]));
    Remark {
        place: if sheet.is_empty() || sheet == "1" { at } else { format!("{sheet}:{at}") },
        kind: first_of(value, &["kind"]),
        detail: first_of(value, &["detail", "headers", "name", "count"]),
    }
}

/// Reads the second module's answer to a file.
///
/// # Errors
/// When the file was not read.
pub fn read(json: &str) -> Result<Exchanged, Refused> {
    let answer: Value = serde_json::from_str(json).unwrap_or_default();
    let Some(phrases) = answer.get("phrases").and_then(Value::as_array) else {
        let error = answer.get("error").unwrap_or(&Value::Null);
        let candidate = |one: &Value| (first_of(one, &["encoding"]), first_of(one, &["preview"]));
        return Err(Refused {
            kind: first_of(error, &["kind"]),
            detail: first_of(error, &["found", "line"]),
            candidates: list(error, "candidates").map(candidate).collect(),
        });
    };
    let records = phrases.iter().filter_map(Value::as_object).enumerate().filter_map(|(at, fields)| {
        let (id, mut record, _) = Record::read(fields.clone());
        if record.get("order").is_none() {
            record.first("order", order::nth(at).into());
        }
        (!id.is_empty()).then_some((id, record))
    });
    let remarks = list(&answer, "problems").chain(list(&answer, "notes")).map(remark).collect();
    Ok(Exchanged { records: records.collect(), remarks })
}

impl Exchanged {
    /// The pack to plan with. A file that has most of its phrases in common with a kept pack is a copy of that pack,
    /// whatever its name is now; else its name makes the pack.
    #[must_use]
    pub fn into_pack(self, library: &Library, file_name: &str) -> Pack {
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).trim();
        let common = |pack: &&super::kept_pack::KeptPack| {
            self.records.iter().filter(|(id, _)| pack.entries.contains_key(id)).count()
        };
        let packs = library.packs.iter().filter(|pack| pack.owner != Owner::Starter);
        let home = packs.max_by_key(common).filter(|pack| common(pack) * 2 > self.records.len());
        let mut pack =
            Pack { id: home.map_or_else(|| stem.to_owned(), |pack| pack.about.id.clone()), ..Pack::default() };
        if home.is_none() && library.pack(stem).is_none() {
            pack.head.first("title", stem.into());
        }
        pack.phrases = gather(self.records);
        pack
    }
}

/// Phrases as the second module takes them.
#[must_use]
pub fn phrases_text(phrases: &[Arc<Phrase>]) -> String {
    phrases.iter().map(|phrase| phrase_fields::write(phrase)).collect::<Value>().to_string()
}

/// What a format can't hold: each field by name, with the number of phrases that have it. `None` when the second module
/// refused the phrases.
#[must_use]
pub fn read_losses(json: &str) -> Option<Vec<(String, usize)>> {
    let answer: Value = serde_json::from_str(json).ok()?;
    let loss = |one: &Value| {
        let count = one.get("phrases").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        (first_of(one, &["field"]), count.unwrap_or_default())
    };
    Some(answer.as_array()?.iter().map(loss).collect())
}

/// Reads the second module's answer to a key file.
///
/// # Errors
/// When the file is none.
pub fn read_key(json: &str, is_new: bool) -> Result<TeamKey, KeyRefused> {
    let answer: Value = serde_json::from_str(json).unwrap_or_default();
    let of = |name: &str| first_of(&answer, &[name]);
    match of("error").as_str() {
        "" if !of("key").is_empty() => {
            Ok(TeamKey { name: of("name"), key: of("key"), fingerprint: of("fingerprint"), is_new })
        }
        "other_kind" => Err(KeyRefused::Public),
        "damaged" => Err(KeyRefused::Damaged),
        "newer" => Err(KeyRefused::Newer),
        _ => Err(KeyRefused::NoKey),
    }
}

/// Who signed the pack of this sum.
#[must_use]
pub fn read_signatures(json: &str, sum: &str) -> Vec<Signed> {
    let all: Vec<Map<String, Value>> = serde_json::from_str(json).unwrap_or_default();
    let signed = |one: Map<String, Value>| {
        let text = |name: &str| one.get(name).map(text).unwrap_or_default();
        Signed {
            key: text("key"),
            fingerprint: text("fingerprint"),
            by: text("by"),
            at: one.get("at").and_then(Value::as_u64).unwrap_or_default(),
            is_genuine: one.get("is_genuine").and_then(Value::as_bool).unwrap_or_default(),
            is_unchanged: text("sha256") == sum,
        }
    };
    all.into_iter().map(signed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{kept_pack::KeptPack, pack_file};

    const ANSWER: &str = r#"{"format":"qianniu","encoding":"gb18030","phrases":[{"id":"b","body":"好的"},{"id":"a","body":"在的"}],
        "problems":[{"place":{"sheet":1,"row":6},"kind":"empty_body","detail":null},
                    {"place":{"sheet":2,"row":7},"kind":"extra_cells","detail":2}],
        "notes":[{"kind":"columns_passed_over","headers":["x","y"]}]}"#;

    #[test]
    fn a_file_becomes_a_pack_under_its_name_or_that_of_its_copy() {
        let pack = read(ANSWER).unwrap().into_pack(&Library::default(), "快捷短语.csv");
        assert_eq!((pack.id.as_str(), pack.phrases.len()), ("快捷短语", 2));
        let ids: Vec<_> = pack.phrase_pack().phrases.iter().map(|phrase| phrase.id.0.clone()).collect();
        assert_eq!((ids, pack.phrase_pack().title), (vec!["b".into(), "a".to_owned()], "快捷短语".into()));
        let kept = r#"{"format":"qinyu-pack","version":1,"id":"team","phrases":[{"id":"a","body":"x"},{"id":"b","body":"y"}]}"#;
        let kept = KeptPack::new(Owner::Team, pack_file::read(kept).unwrap().0);
        let library = Library { packs: vec![kept], ..Library::default() };
        assert_eq!(read(ANSWER).unwrap().into_pack(&library, "a (1).csv").id, "team");
        let strange = ANSWER.replace(r#""id":"b""#, r#""id":"c""#);
        assert_eq!(read(&strange).unwrap().into_pack(&library, "a.csv").id, "a", "half is not most");
    }

    #[test]
    fn remarks_refusals_losses_and_signatures_come_through() {
        let remarks = read(ANSWER).unwrap().remarks;
        let told: Vec<_> = remarks.iter().map(|one| format!("{}|{}|{}", one.place, one.kind, one.detail)).collect();
        assert_eq!(told, ["6|empty_body|", "2:7|extra_cells|2", "|columns_passed_over|x, y"]);
        let asked =
            r#"{"error":{"kind":"which_encoding","text":"","candidates":[{"encoding":"big5","preview":"測"}]}}"#;
        assert_eq!(read(asked).unwrap_err().candidates, [("big5".into(), "測".into())]);
        assert_eq!(read("").unwrap_err().kind, "");
        assert_eq!(read_losses(r#"[{"field":"group","phrases":3}]"#), Some(vec![("group".into(), 3)]));
        assert_eq!(read_losses(r#"{"error":{}}"#), None);
        let signed = r#"[{"fingerprint":"f","by":"b","is_genuine":true,"sha256":"s"}]"#;
        let of = |sum| {
            read_signatures(signed, sum).into_iter().map(|one| (one.is_genuine, one.is_unchanged)).collect::<Vec<_>>()
        };
        assert_eq!((of("s"), of("t")), (vec![(true, true)], vec![(true, false)]));
    }
}
