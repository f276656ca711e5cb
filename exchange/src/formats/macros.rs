//! Macros of help desks: Gorgias, Zendesk and Intercom. One reader, because a file from an export script has fields of
//! one or another; which it is shows in how an entry keeps its words.

use super::{
    Intake,
    json::{Entries, entry_of},
};
use crate::{
    Encoding, ExchangeError, Format, Place, Reading,
    gaps::{Syntax, import},
    html,
};
use qinyu::library::Phrase;
use serde::Deserialize;

/// Between the levels of a Zendesk macro's title.
const LEVELS: &str = "::";

#[derive(Deserialize, Default)]
#[serde(default)]
struct MacroShape {
    id: Option<NumberOrText>,
    title: Option<String>,
    name: Option<String>,
    description: Option<String>,
    active: Option<bool>,
    actions: Vec<ActionShape>,
    body: Option<String>,
    body_text: Option<String>,
    shortcut: Option<String>,
    tags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum NumberOrText {
    Number(u64),
    Text(String),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ActionShape {
    field: Option<String>,
    value: Option<TextOrTexts>,
    arguments: Option<ArgumentsShape>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrTexts {
    Text(String),
    Texts(Vec<Option<String>>),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ArgumentsShape {
    body_text: Option<String>,
    body_html: Option<String>,
    tags: Option<String>,
}

/// The words of an entry and what it does beside.
#[derive(Default)]
struct Words {
    format: Option<Format>,
    body: String,
    tags: Vec<String>,
    other_actions: bool,
}

pub(super) fn read(entries: &Entries<'_>, encoding: Encoding) -> Result<Reading, ExchangeError> {
    entries.check()?;
    let shapes: Vec<_> = entries.kept.iter().map(|entry| entry_of::<MacroShape>(entry)).collect();
    // The first entry with words decides for the file.
    let format =
        shapes.iter().flatten().find_map(|shape| words_of(shape).format).ok_or(ExchangeError::UnknownFormat)?;
    let mut intake = Intake::new(format, Some(encoding));
    for (number, shape) in (1..).zip(shapes) {
        let place = Place::Entry(number);
        let shape = match shape {
            Ok(shape) => shape,
            Err(kind) => {
                intake.problem(place, kind);
                continue;
            }
        };
        let words = words_of(&shape);
        if words.other_actions {
            intake.setting("actions");
        }
        if shape.active == Some(false) {
            intake.setting("active");
        }
        let body = import(&words.body, Syntax::Liquid);
        intake.gaps(place, &body);
        let title = shape.title.or(shape.name).unwrap_or_default();
        let mut levels: Vec<_> = title.split(LEVELS).map(|level| level.trim().replace('/', "／")).collect();
        let title = levels.pop().unwrap_or_default();
        let phrase = Phrase {
            code: shape.shortcut.unwrap_or_default(),
            group: levels.join("/"),
            title,
            body: body.text,
            tags: shape.tags.into_iter().chain(words.tags).collect(),
            note: shape.description.unwrap_or_default(),
            ..Phrase::default()
        };
        let name = match shape.id {
            Some(NumberOrText::Number(number)) => Some(number.to_string()),
            Some(NumberOrText::Text(text)) => Some(text),
            None => None,
        };
        intake.foreign(place, phrase, name.as_deref())?;
    }
    Ok(intake.finish())
}

fn words_of(shape: &MacroShape) -> Words {
    let mut words = Words::default();
    for action in &shape.actions {
        let arguments = action.arguments.as_ref();
        let plain = arguments.and_then(|arguments| arguments.body_text.clone()).filter(|text| !text.trim().is_empty());
        let formed = || arguments.and_then(|arguments| arguments.body_html.as_deref()).map(html::words);
        if let Some(text) = plain.or_else(formed) {
            words.format = Some(Format::Gorgias);
            words.body = text;
            continue;
        }
        if let Some(tags) = arguments.and_then(|arguments| arguments.tags.as_deref()) {
            words.tags.extend(tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned));
            continue;
        }
        let field = action.field.as_deref().unwrap_or_default();
        let value = match &action.value {
            Some(TextOrTexts::Text(text)) => Some(text.as_str()),
            // A channel, then the words.
            Some(TextOrTexts::Texts(texts)) => texts.last().and_then(Option::as_deref),
            Some(TextOrTexts::Other(_)) | None => None,
        };
        match (field, value) {
            ("comment_value", Some(text)) => (words.format, words.body) = (Some(Format::Zendesk), text.to_owned()),
            ("comment_value_html", Some(text)) => {
                (words.format, words.body) = (Some(Format::Zendesk), html::words(text))
            }
            ("current_tags" | "set_tags", Some(tags)) => words.tags.extend(tags.split_whitespace().map(str::to_owned)),
            _ => words.other_actions = true,
        }
    }
    if words.format.is_none() {
        let plain = shape.body_text.clone().filter(|text| !text.trim().is_empty());
        let formed =
            || shape.body.as_deref().map(|body| if body.contains('<') { html::words(body) } else { body.to_owned() });
        if let Some(text) = plain.or_else(formed) {
            (words.format, words.body) = (Some(Format::Intercom), text);
        }
    }
    words
}
