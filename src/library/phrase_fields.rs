//! The door between a [`Phrase`] and its JSON fields, as in pack files and in what is stored. Reading is lenient: a field
//! of another shape than expected counts as absent and is named, for the rest of the phrase can still be used.

use super::{IntentId, Language, Phrase, PhraseId, PhrasePack, Scope, Validity, order};
use crate::{
    chat::{Mood, Stage},
    day::{Day, parse_hours, print_hours},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Map, Value};
use std::sync::Arc;

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    /// Not of the shape that the format describes; it counts as absent.
    WrongShape(&'static str),
    /// A stage, mood or language that is not known; that label was dropped.
    UnknownLabel {
        /// The field.
        field: &'static str,
        /// The label.
        label: String,
    },
}

/// Reads a phrase from its fields.
#[must_use]
pub fn read(fields: &Map<String, Value>) -> (Phrase, Vec<FieldProblem>) {
    let mut from = Fields { fields, problems: Vec::new() };
    let phrase = Phrase {
        id: PhraseId(from.text("id")),
        order: from.text("order"),
        code: from.text("code"),
        group: from.text("group"),
        title: from.text("title"),
        body: from.text("body"),
        variants: from.list("variants"),
        translations: from.translations(),
        queries: from.list("queries"),
        intents: from.list("intents").into_iter().map(IntentId).collect(),
        stages: from.labels("stages", Stage::from_name),
        moods: from.labels("moods", Mood::from_name),
        tags: from.list("tags"),
        scope: Scope { trades: from.list("trades"), shops: from.list("shops"), platforms: from.list("platforms") },
        validity: Validity {
            from: from.parsed("from", Day::parse),
            until: from.parsed("until", Day::parse),
            hours: from.parsed("hours", parse_hours),
            campaign: from.text("campaign"),
        },
        images: from.list("images"),
        note: from.text("note"),
        successor: Some(from.text("successor")).filter(|id| !id.is_empty()).map(PhraseId),
        locked: from.flag("locked"),
    };
    (phrase, from.problems)
}

/// Reads a phrase of the common shape in one pass, a third of the time of [`read`]: a library of 10,000 is read at each
/// start. `None` for a record that holds anything else than plain fields and settled edits.
#[must_use]
pub fn read_common(json: &str) -> Option<Phrase> {
    serde_json::from_str::<Common<'_>>(json).ok()?.phrase()
}

/// Reads a pack that ships, in one pass, a third of the time of [`pack_file`](super::pack_file): all are read at each start,
/// and a test holds them against the format. `None` for another.
#[must_use]
pub fn read_shipped(json: &str) -> Option<PhrasePack> {
    let Shipped { id, title, language, trade, phrases } = serde_json::from_str(json).ok()?;
    let mut read = Vec::with_capacity(phrases.len());
    for (at, common) in phrases.into_iter().enumerate() {
        read.push(Arc::new(Phrase { order: order::nth(at), ..common.phrase()? }));
    }
    let trade = trade.filter(|trade| !trade.is_empty());
    Some(PhrasePack { id, title, language: Language::from_tag(language)?, trade, phrases: read })
}

#[derive(Deserialize)]
struct Shipped<'a> {
    id: String,
    title: String,
    language: &'a str,
    trade: Option<String>,
    #[serde(borrow)]
    phrases: Vec<Common<'a>>,
}

/// The fields that nearly every record holds; another makes the reading fail, and [`read`] takes over.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Common<'a> {
    id: String,
    order: String,
    code: String,
    group: String,
    title: String,
    body: String,
    queries: Vec<String>,
    intents: Vec<String>,
    #[serde(borrow)]
    stages: Vec<&'a str>,
    #[serde(borrow)]
    moods: Vec<&'a str>,
    tags: Vec<String>,
    note: String,
    hours: &'a str,
    edits: Option<CommonEdits>,
}

impl Common<'_> {
    fn phrase(self) -> Option<Phrase> {
        let settled = self.edits.is_none_or(|edits| edits.also.is_none());
        let stages: Vec<_> = self.stages.iter().filter_map(|name| Stage::from_name(name)).collect();
        let moods: Vec<_> = self.moods.iter().filter_map(|name| Mood::from_name(name)).collect();
        let hours = parse_hours(self.hours);
        let labels = stages.len() == self.stages.len() && moods.len() == self.moods.len();
        let known = labels && hours.is_some() != self.hours.is_empty();
        (settled && known).then(|| Phrase {
            id: PhraseId(self.id),
            order: self.order,
            code: self.code,
            group: self.group,
            title: self.title,
            body: self.body,
            queries: self.queries,
            intents: self.intents.into_iter().map(IntentId).collect(),
            stages,
            moods,
            tags: self.tags,
            note: self.note,
            validity: Validity { hours, ..Validity::default() },
            ..Phrase::default()
        })
    }
}

#[derive(Deserialize)]
struct CommonEdits {
    also: Option<IgnoredAny>,
}

/// The fields of a phrase that hold something; [`read`] gives the same phrase again.
#[must_use]
pub fn write(phrase: &Phrase) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        let empty = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(flag) => !flag,
            _ => true,
        };
        if !empty {
            fields.insert(name.to_owned(), value);
        }
    };
    let Validity { from, until, hours, campaign } = &phrase.validity;
    let day = |day: &Option<Day>| day.map(Day::print).unwrap_or_default().into();
    for (name, text) in [
        ("id", &phrase.id.0),
        ("order", &phrase.order),
        ("code", &phrase.code),
        ("group", &phrase.group),
        ("title", &phrase.title),
        ("body", &phrase.body),
        ("campaign", campaign),
        ("note", &phrase.note),
    ] {
        set(name, text.as_str().into());
    }
    for (name, list) in [
        ("variants", &phrase.variants),
        ("queries", &phrase.queries),
        ("tags", &phrase.tags),
        ("trades", &phrase.scope.trades),
        ("shops", &phrase.scope.shops),
        ("platforms", &phrase.scope.platforms),
        ("images", &phrase.images),
    ] {
        set(name, list.clone().into());
    }
    set("intents", phrase.intents.iter().map(|intent| intent.0.as_str()).collect());
    set("stages", phrase.stages.iter().map(|stage| stage.name()).collect());
    set("moods", phrase.moods.iter().map(|mood| mood.name()).collect());
    let mut translations = Map::new();
    translations
        .extend(phrase.translations.iter().map(|(language, body)| (language.tag().into(), body.clone().into())));
    set("translations", translations.into());
    set("from", day(from));
    set("until", day(until));
    set("hours", hours.map(print_hours).unwrap_or_default().into());
    set("successor", phrase.successor.as_ref().map(|id| id.0.as_str()).unwrap_or_default().into());
    set("locked", phrase.locked.into());
    fields
}

struct Fields<'a> {
    fields: &'a Map<String, Value>,
    problems: Vec<FieldProblem>,
}

impl Fields<'_> {
    fn get<T>(&mut self, name: &'static str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let value = self.fields.get(name).filter(|value| !value.is_null())?;
        let read = read(value);
        if read.is_none() {
            self.problems.push(FieldProblem::WrongShape(name));
        }
        read
    }

    fn text(&mut self, name: &'static str) -> String {
        self.get(name, |value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    fn flag(&mut self, name: &'static str) -> bool {
        self.get(name, Value::as_bool).unwrap_or_default()
    }

    fn list(&mut self, name: &'static str) -> Vec<String> {
        let read = |value: &Value| value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect();
        self.get(name, read).unwrap_or_default()
    }

    fn labels<T>(&mut self, name: &'static str, known: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut labels = Vec::new();
        for label in self.list(name) {
            match known(&label) {
                Some(known) => labels.push(known),
                None => self.problems.push(FieldProblem::UnknownLabel { field: name, label }),
            }
        }
        labels
    }

    fn parsed<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.get(name, |value| match value.as_str()? {
            "" => Some(None),
            text => parse(text).map(Some),
        })
        .flatten()
    }

    fn translations(&mut self) -> Vec<(Language, String)> {
        let read = |value: &Value| {
            let bodies = value.as_object()?.iter();
            bodies.map(|(tag, body)| Some((tag.clone(), body.as_str()?.to_owned()))).collect::<Option<Vec<_>>>()
        };
        let mut translations = Vec::new();
        for (tag, body) in self.get("translations", read).unwrap_or_default() {
            match Language::from_tag(&tag) {
                Some(language) => translations.push((language, body)),
                None => self.problems.push(FieldProblem::UnknownLabel { field: "translations", label: tag }),
            }
        }
        translations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn full() -> Phrase {
        let list = |text: &str| vec![text.to_owned()];
        Phrase {
            id: PhraseId("a".into()),
            order: "0001i".into(),
            code: "fh".into(),
            group: "物流/发货".into(),
            title: "何时发货".into(),
            body: "{发货时间}发出哦".into(),
            variants: list("亲，{发货时间}就发"),
            translations: vec![(Language::English, "We ship {ship_time}.".into())],
            queries: list("什么时候发货"),
            intents: vec![IntentId("ask_dispatch".into())],
            stages: vec![Stage::Shipping],
            moods: vec![Mood::Anxious],
            tags: list("常用"),
            scope: Scope { trades: list("clothing"), shops: list("小鹿"), platforms: list("pdd") },
            validity: Validity {
                from: Day::parse("2026-11-01"),
                until: Day::parse("2028-02-29"),
                hours: Some((21 * 60, 9 * 60)),
                campaign: "双11".into(),
            },
            images: list("img-1"),
            note: "给夜班".into(),
            successor: Some(PhraseId("b".into())),
            locked: true,
        }
    }

    #[test]
    fn a_phrase_comes_back_from_its_fields() {
        let fields = write(&full());
        assert_eq!(read(&fields), (full(), Vec::new()));
        assert!(write(&Phrase::default()).is_empty());
    }

    #[test]
    fn a_field_of_another_shape_is_named_and_the_rest_is_used() {
        let Value::Object(fields) = json!({
            "id": "a", "body": "好的", "tags": "常用", "stages": ["shipping", "nowhere"], "until": "2026-02-30",
            "hours": "25:00-26:00", "note": null, "translations": { "tlh": "x" }, "from": "",
        }) else {
            unreachable!()
        };
        let (phrase, problems) = read(&fields);
        assert_eq!((phrase.body.as_str(), phrase.stages.as_slice()), ("好的", &[Stage::Shipping][..]));
        assert_eq!(
            problems,
            [
                FieldProblem::UnknownLabel { field: "translations", label: "tlh".into() },
                FieldProblem::UnknownLabel { field: "stages", label: "nowhere".into() },
                FieldProblem::WrongShape("tags"),
                FieldProblem::WrongShape("until"),
                FieldProblem::WrongShape("hours"),
            ]
        );
    }

    #[test]
    fn the_short_way_reads_what_the_long_way_does() {
        for json in [
            r#"{"id":"a","body":"好\n的","queries":["在吗"],"stages":["shipping"],"edits":{"at":{"body":"x"}}}"#,
            r#"{"id":"a","title":"t","intents":["x"],"moods":["angry"],"tags":["y"],"note":"n","order":"1","code":"c","group":"g"}"#,
        ] {
            assert_eq!(read_common(json).unwrap(), read(&serde_json::from_str(json).unwrap()).0);
        }
        for json in [
            "[",
            r#"{"later":1}"#,
            r#"{"edits":{"also":{}}}"#,
            r#"{"deleted":{}}"#,
            r#"{"stages":["nowhere"]}"#,
            r#"{"body":1}"#,
        ] {
            assert_eq!(read_common(json), None, "{json}");
        }
    }
}
