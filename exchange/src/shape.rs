//! Phrases as JSON: the door between this module and the panel, and a pack of them as a file. Field names are those of
//! `qinyu-pack`.

use crate::{
    ExchangeError, Loss, Note, Place, Problem, ProblemKind, Reading,
    formats::json::entry_of,
    sign::{KeyError, PublicKey, hex},
};
use qinyu::library::{
    Phrase,
    phrase_fields::{self, FieldProblem},
};
use serde_json::{Map, Value, json, value::RawValue};

/// Phrases among the entries of a list; an entry of another shape is a problem.
pub(crate) fn read_phrases(entries: &[&RawValue]) -> (Vec<(Place, Phrase)>, Vec<Problem>) {
    let (mut phrases, mut problems) = (Vec::new(), Vec::new());
    for (number, entry) in (1..).zip(entries) {
        let place = Place::Entry(number);
        match entry_of::<Map<String, Value>>(entry) {
            Ok(fields) => {
                let (phrase, dropped) = phrase_fields::read(&fields);
                let dropped = dropped.into_iter().map(|problem| match problem {
                    FieldProblem::WrongShape(column) | FieldProblem::UnknownLabel { field: column, .. } => {
                        ProblemKind::BadValue { column }
                    }
                });
                problems.extend(dropped.map(|kind| Problem { place, kind }));
                phrases.push((place, phrase));
            }
            Err(kind) => problems.push(Problem { place, kind }),
        }
    }
    (phrases, problems)
}

/// Phrases as a JSON list.
#[must_use]
pub fn phrases_text(phrases: &[Phrase]) -> String {
    phrases.iter().map(phrase_fields::write).collect::<Value>().to_string()
}

/// Phrases as a pack file, a line for each, so that two versions can be compared by lines.
#[must_use]
pub fn pack_text(phrases: &[Phrase]) -> String {
    let lines: Vec<String> =
        phrases.iter().map(|phrase| Value::Object(phrase_fields::write(phrase)).to_string()).collect();
    let head = r#"{"format":"qinyu-pack","version":1,"id":"exchange","phrases":["#;
    format!("{head}\n{}\n]}}\n", lines.join(",\n"))
}

/// A reading, or why there is none, as the panel takes it.
#[must_use]
pub fn reading_text(reading: &Result<Reading, ExchangeError>) -> String {
    match reading {
        Ok(reading) => json!({
            "format": reading.format.name(),
            "encoding": reading.encoding.map(crate::Encoding::name),
            "phrases": reading.phrases.iter().map(phrase_fields::write).collect::<Vec<_>>(),
            "problems": reading.problems.iter().map(problem).collect::<Vec<_>>(),
            "notes": reading.notes.iter().map(note).collect::<Vec<_>>(),
        }),
        Err(error) => json!({ "error": failure(error) }),
    }
    .to_string()
}

/// An error as the panel takes it.
#[must_use]
pub fn failure(error: &ExchangeError) -> Value {
    let mut fields = json!({ "kind": error.name(), "text": error.to_string() });
    match error {
        ExchangeError::WhichEncoding { candidates } => {
            let list: Vec<_> = candidates
                .iter()
                .map(|(encoding, preview)| json!({ "encoding": encoding.name(), "preview": preview }))
                .collect();
            fields["candidates"] = json!(list);
        }
        ExchangeError::NoBodyColumn { found } => fields["found"] = json!(found),
        ExchangeError::Unreadable { line } => fields["line"] = json!(line),
        _ => {}
    }
    fields
}

/// Losses as the panel takes them.
#[must_use]
pub fn losses_text(losses: &[Loss]) -> String {
    let list: Vec<_> =
        losses.iter().map(|loss| json!({ "field": loss.field.name(), "phrases": loss.phrases })).collect();
    json!(list).to_string()
}

/// Signatures as the panel takes them.
#[must_use]
pub fn signatures_text(signatures: &[crate::signed::Signed]) -> String {
    let one = |signed: &crate::signed::Signed| {
        let crate::signed::Signed { key, fingerprint, by, at, is_genuine, sha256 } = signed;
        json!({ "key": key, "fingerprint": fingerprint, "by": by, "at": at, "is_genuine": is_genuine, "sha256": sha256 })
    };
    signatures.iter().map(one).collect::<Value>().to_string()
}

/// A key, or why a file is none.
#[must_use]
pub fn key_text(key: Result<PublicKey, KeyError>) -> String {
    match key {
        Ok(key) => json!({ "name": key.name, "key": hex(&key.bytes), "fingerprint": key.fingerprint() }),
        Err(error) => json!({ "error": match error {
            KeyError::NoKey => "no_key",
            KeyError::Newer => "newer",
            KeyError::OtherKind => "other_kind",
            KeyError::Damaged => "damaged",
        } }),
    }
    .to_string()
}

fn problem(problem: &Problem) -> Value {
    let place = match problem.place {
        Place::Row { sheet, row } => json!({ "sheet": sheet, "row": row }),
        Place::Entry(entry) => json!({ "entry": entry }),
    };
    let (kind, detail) = match &problem.kind {
        ProblemKind::EmptyBody => ("empty_body", Value::Null),
        ProblemKind::TooLong { chars } => ("too_long", json!(chars)),
        ProblemKind::ExtraCells { extra } => ("extra_cells", json!(extra)),
        ProblemKind::BadValue { column } => ("bad_value", json!(column)),
        ProblemKind::DuplicateId => ("duplicate_id", Value::Null),
        ProblemKind::BadShape => ("bad_shape", Value::Null),
        ProblemKind::Command => ("command", Value::Null),
    };
    json!({ "place": place, "kind": kind, "detail": detail })
}

fn note(note: &Note) -> Value {
    match note {
        Note::EncodingGuessed => json!({ "kind": "encoding_guessed" }),
        Note::ColumnsPassedOver(headers) => json!({ "kind": "columns_passed_over", "headers": headers }),
        Note::GapsTaken(count) => json!({ "kind": "gaps_taken", "count": count }),
        Note::TitlesFromBody(count) => json!({ "kind": "titles_from_body", "count": count }),
        Note::SettingDropped { name, count } => json!({ "kind": "setting_dropped", "name": name, "count": count }),
        Note::SheetsPassedOver(count) => json!({ "kind": "sheets_passed_over", "count": count }),
    }
}
