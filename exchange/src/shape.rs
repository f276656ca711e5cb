//! Phrases as JSON: the door between this module and the panel, and a pack of them as a file. Field names are those of
//! `qinyu-pack`.

use crate::{
    ExchangeError, Loss, Note, Place, Problem, ProblemKind, Reading,
    columns::{day, day_text},
    formats::json::entry_of,
};
use qinyu::{
    chat::{Mood, Stage},
    library::{IntentId, Language, Phrase, PhraseId, Scope, Validity},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json, value::RawValue};

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct PhraseShape {
    id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    group: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    body: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variants: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translations: Vec<TranslationShape>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    queries: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    intents: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stages: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    moods: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "ScopeShape::is_empty")]
    scope: ScopeShape,
    #[serde(skip_serializing_if = "ValidityShape::is_empty")]
    validity: ValidityShape,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    images: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
}

#[derive(Serialize, Deserialize)]
struct TranslationShape {
    language: String,
    body: String,
}

#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(default)]
struct ScopeShape {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trades: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shops: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    platforms: Vec<String>,
}

impl ScopeShape {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(default)]
struct ValidityShape {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<(u16, u16)>,
    #[serde(skip_serializing_if = "String::is_empty")]
    campaign: String,
}

impl ValidityShape {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn language_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

impl From<&Phrase> for PhraseShape {
    fn from(phrase: &Phrase) -> Self {
        let Scope { trades, shops, platforms } = phrase.scope.clone();
        let Validity { from, until, hours, campaign } = phrase.validity.clone();
        Self {
            id: phrase.id.0.clone(),
            code: phrase.code.clone(),
            group: phrase.group.clone(),
            title: phrase.title.clone(),
            body: phrase.body.clone(),
            variants: phrase.variants.clone(),
            translations: phrase
                .translations
                .iter()
                .map(|(language, body)| TranslationShape {
                    language: language_name(*language).to_owned(),
                    body: body.clone(),
                })
                .collect(),
            queries: phrase.queries.clone(),
            intents: phrase.intents.iter().map(|intent| intent.0.clone()).collect(),
            stages: phrase.stages.iter().map(|stage| stage.name().to_owned()).collect(),
            moods: phrase.moods.iter().map(|mood| mood.name().to_owned()).collect(),
            tags: phrase.tags.clone(),
            scope: ScopeShape { trades, shops, platforms },
            validity: ValidityShape { from: from.map(day_text), until: until.map(day_text), hours, campaign },
            images: phrase.images.clone(),
            note: phrase.note.clone(),
            successor: phrase.successor.as_ref().map(|id| id.0.clone()),
            locked: phrase.locked,
        }
    }
}

impl PhraseShape {
    /// The phrase, and the columns of which a value was dropped.
    fn phrase(self) -> (Phrase, Vec<&'static str>) {
        let mut dropped = Vec::new();
        let mut date = |text: Option<String>, name| {
            let found = text.as_deref().and_then(day);
            if text.is_some() && found.is_none() {
                dropped.push(name);
            }
            found
        };
        let (from, until) = (date(self.validity.from, "from"), date(self.validity.until, "until"));
        let stages: Vec<_> = self.stages.iter().filter_map(|name| Stage::from_name(name)).collect();
        let moods: Vec<_> = self.moods.iter().filter_map(|name| Mood::from_name(name)).collect();
        dropped.extend((stages.len() < self.stages.len()).then_some("stages"));
        dropped.extend((moods.len() < self.moods.len()).then_some("moods"));
        let phrase = Phrase {
            id: PhraseId(self.id),
            code: self.code,
            group: self.group,
            title: self.title,
            body: self.body,
            variants: self.variants,
            translations: self
                .translations
                .into_iter()
                .map(|shape| (if shape.language == "en" { Language::English } else { Language::Chinese }, shape.body))
                .collect(),
            queries: self.queries,
            intents: self.intents.into_iter().map(IntentId).collect(),
            stages,
            moods,
            tags: self.tags,
            scope: Scope { trades: self.scope.trades, shops: self.scope.shops, platforms: self.scope.platforms },
            validity: Validity { from, until, hours: self.validity.hours, campaign: self.validity.campaign },
            images: self.images,
            note: self.note,
            successor: self.successor.map(PhraseId),
            locked: self.locked,
        };
        (phrase, dropped)
    }
}

/// Phrases among the entries of a list; an entry of another shape is a problem.
pub(crate) fn read_phrases(entries: &[&RawValue]) -> (Vec<(Place, Phrase)>, Vec<Problem>) {
    let (mut phrases, mut problems) = (Vec::new(), Vec::new());
    for (number, entry) in (1..).zip(entries) {
        let place = Place::Entry(number);
        match entry_of::<PhraseShape>(entry) {
            Ok(shape) => {
                let (phrase, dropped) = shape.phrase();
                let dropped = dropped.into_iter().map(|column| ProblemKind::BadValue { column });
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
    let shapes: Vec<PhraseShape> = phrases.iter().map(PhraseShape::from).collect();
    // Of strings and numbers, which can't fail to be written.
    serde_json::to_string(&shapes).unwrap_or_default()
}

/// Phrases as a pack file, a line for each, so that two versions can be compared by lines.
#[must_use]
pub fn pack_text(phrases: &[Phrase]) -> String {
    let lines: Vec<String> =
        phrases.iter().map(|phrase| serde_json::to_string(&PhraseShape::from(phrase)).unwrap_or_default()).collect();
    let head = r#"{"format":"qinyu-pack","version":1,"id":"exchange","title":"","language":"zh-CN","phrases":["#;
    format!("{head}\n{}\n]}}\n", lines.join(",\n"))
}

/// A reading, or why there is none, as the panel takes it.
#[must_use]
pub fn reading_text(reading: &Result<Reading, ExchangeError>) -> String {
    match reading {
        Ok(reading) => json!({
            "format": reading.format.name(),
            "encoding": reading.encoding.map(crate::Encoding::name),
            "phrases": reading.phrases.iter().map(PhraseShape::from).collect::<Vec<_>>(),
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
