//! espanso's YAML: triggers become codes, forms and variables become gaps.

use super::{Intake, title_of};
use crate::{
    Encoding, ExchangeError, Format, Place, Reading,
    gaps::{Body, Exported, Syntax, between, export, is_name, walk},
    html,
    limits::{MAX_DEPTH, MAX_PHRASES},
};
use qinyu::library::{
    Phrase,
    template::{Piece, Template, escape},
};
use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use std::{collections::BTreeMap, fmt};

#[derive(Deserialize, Default)]
struct FileShape {
    #[serde(default, deserialize_with = "counted")]
    matches: Vec<MatchShape>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MatchShape {
    trigger: Option<String>,
    triggers: Vec<String>,
    regex: Option<String>,
    label: Option<String>,
    replace: Option<String>,
    markdown: Option<String>,
    html: Option<String>,
    image_path: Option<String>,
    form: Option<String>,
    form_fields: BTreeMap<String, FieldShape>,
    vars: Vec<VariableShape>,
    search_terms: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FieldShape {
    default: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct VariableShape {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    params: ParametersShape,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ParametersShape {
    echo: Option<String>,
}

/// Nodes of a file: a dozen for each phrase.
const MAX_NODES: usize = 12 * MAX_PHRASES;

/// Nodes that references may repeat.
const MAX_REPEATED: usize = 1_000;
/// What the list of matches says when there are too many, so that reading ends there.
const TOO_MANY: &str = "more matches than a file may have";

/// The list of matches, counted while it is read.
fn counted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<MatchShape>, D::Error> {
    struct Counting;
    impl<'de> Visitor<'de> for Counting {
        type Value = Vec<MatchShape>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of matches")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut matches = Vec::new();
            while let Some(shape) = list.next_element()? {
                if matches.len() == MAX_PHRASES {
                    return Err(A::Error::custom(TOO_MANY));
                }
                matches.push(shape);
            }
            Ok(matches)
        }
    }
    deserializer.deserialize_seq(Counting)
}

pub(super) fn read(text: &str, encoding: Encoding) -> Result<Reading, ExchangeError> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 2 * MAX_NODES,
        },
        // No library repeats itself by reference; a file that does is built to grow.
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAX_REPEATED,
            max_replay_stack_depth: 4,
            max_alias_expansions_per_anchor: MAX_REPEATED,
        },
    };
    let file: FileShape = serde_saphyr::from_str_with_options(text, options).map_err(|error| refusal(&error))?;
    let mut intake = Intake::new(Format::Espanso, Some(encoding));
    for (number, shape) in (1..).zip(file.matches) {
        take(shape, Place::Entry(number), &mut intake)?;
    }
    Ok(intake.finish())
}

fn refusal(error: &serde_saphyr::Error) -> ExchangeError {
    let line = error.location().map_or(0, |location| usize::try_from(location.line()).unwrap_or(0));
    match error.without_snippet() {
        serde_saphyr::Error::Budget { breach, .. } => match breach {
            serde_saphyr::budget::BudgetBreach::Depth { .. } => ExchangeError::TooDeep,
            _ => ExchangeError::TooManyPhrases,
        },
        error if error.to_string().contains(TOO_MANY) => ExchangeError::TooManyPhrases,
        _ => ExchangeError::Unreadable { line },
    }
}

fn take(shape: MatchShape, place: Place, intake: &mut Intake) -> Result<(), ExchangeError> {
    let mut triggers = shape.trigger.into_iter().chain(shape.triggers);
    let code = triggers.next().unwrap_or_default();
    if triggers.next().is_some() {
        intake.setting("triggers");
    }
    if shape.regex.is_some() {
        intake.setting("regex");
    }
    let body = match (&shape.form, shape.replace.or(shape.markdown).or(shape.html.as_deref().map(html::words))) {
        (Some(form), _) => form_body(form, &shape.form_fields),
        (None, Some(words)) => replace_body(&words, &shape.vars),
        (None, None) => Body::default(),
    };
    intake.gaps(place, &body);
    let phrase = Phrase {
        code,
        title: shape.label.unwrap_or_default(),
        body: body.text,
        tags: shape.search_terms,
        images: shape.image_path.into_iter().collect(),
        ..Phrase::default()
    };
    intake.foreign(place, phrase, None)
}

/// `{{name}}` by what the entry says of the name; `$|$`, where the caret would go, is dropped.
fn replace_body(words: &str, variables: &[VariableShape]) -> Body {
    let mut body = Body::default();
    walk(&words.replacen("$|$", "", 1), '{', &mut body, |rest, body| {
        let (inner, length) = between(rest, "{{", "}}")?;
        is_name(inner).then_some(())?;
        let name = inner.trim();
        // A form's field is named after the form.
        let (first, field) = name.split_once('.').map_or((name, None), |(first, field)| (first, Some(field)));
        let variable = variables.iter().find(|variable| variable.name == first);
        match variable.map(|variable| (variable.kind.as_str(), variable.params.echo.as_deref())) {
            Some(("echo", Some(words))) => body.words(words),
            Some(("shell" | "script" | "random" | "match", _)) => body.command(name),
            _ => body.gap(field.unwrap_or(name), None),
        }
        Some(length)
    });
    body
}

fn form_body(form: &str, fields: &BTreeMap<String, FieldShape>) -> Body {
    let mut body = Body::default();
    walk(form, '[', &mut body, |rest, body| {
        let (inner, length) = between(rest, "[[", "]]")?;
        is_name(inner).then_some(())?;
        let fallback = fields.get(inner.trim()).and_then(|field| field.default.as_deref());
        body.gap(inner, fallback);
        Some(length)
    });
    body
}

/// What a body is for espanso: a form if it has gaps, with their fallbacks apart.
pub(crate) fn exported(body: &str) -> Exported {
    let has_gaps = Template::parse(body).pieces.iter().any(|piece| matches!(piece, Piece::Gap(_)));
    let mut out = export(body, Syntax::Form);
    if !has_gaps {
        out.marks_lost = replace_body(&out.text, &[]).text != escape(&out.text);
    }
    out
}

/// A match file. Every text stands in double quotes, which YAML reads as JSON does.
pub(super) fn write(phrases: &[Phrase]) -> String {
    let mut out = String::from(if phrases.is_empty() { "matches: []\n" } else { "matches:\n" });
    for phrase in phrases {
        // espanso needs something to type; a phrase without a code is typed by its title.
        let title = if phrase.title.is_empty() { title_of(&phrase.body) } else { phrase.title.clone() };
        let typed = || format!(":{}", title.replace(char::is_whitespace, ""));
        let trigger = if phrase.code.is_empty() { typed() } else { phrase.code.clone() };
        out.push_str(&format!("  - trigger: {}\n", quoted(&trigger)));
        if !phrase.title.is_empty() {
            out.push_str(&format!("    label: {}\n", quoted(&phrase.title)));
        }
        let pieces = Template::parse(&phrase.body).pieces;
        let gaps = pieces.iter().filter_map(|piece| if let Piece::Gap(gap) = piece { Some(gap) } else { None });
        let kind = if gaps.clone().next().is_some() { "form" } else { "replace" };
        out.push_str(&format!("    {kind}: {}\n", quoted(&exported(&phrase.body).text)));
        let fields: BTreeMap<_, _> =
            gaps.filter_map(|gap| Some((gap.name.as_str(), gap.fallback.as_deref()?))).collect();
        if !fields.is_empty() {
            out.push_str("    form_fields:\n");
        }
        for (name, fallback) in fields {
            out.push_str(&format!("      {}:\n        default: {}\n", quoted(name), quoted(fallback)));
        }
        if !phrase.tags.is_empty() {
            let terms: Vec<String> = phrase.tags.iter().map(|tag| quoted(tag)).collect();
            out.push_str(&format!("    search_terms: [{}]\n", terms.join(", ")));
        }
    }
    out
}

/// A text in double quotes, everything that YAML does not print written as an escape.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {
                out.push_str(&format!("\\u{:04X}", c as u32))
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}
