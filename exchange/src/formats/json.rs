//! JSON of any program: lists are counted and entries measured as text before one is built, then the fields decide whose
//! it is.

use super::{Intake, expanders, macros};
use crate::{
    Encoding, ExchangeError, Format, ProblemKind, Reading,
    limits::{MAX_PHRASE_CHARS, MAX_PHRASES, check_count, check_json_depth},
    shape,
};
use qinyu::library::Phrase;
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

/// Bytes of an entry's JSON: all lists of a phrase with a text of the greatest length, written with escapes.
const MAX_ENTRY_BYTES: usize = 40 * MAX_PHRASE_CHARS;

/// A list whose entries are still text; what is beyond the limit is counted and not kept.
#[derive(Debug, Default)]
pub(crate) struct Entries<'a> {
    pub(crate) kept: Vec<&'a RawValue>,
    count: usize,
}

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counting;
        impl<'de> Visitor<'de> for Counting {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Entries::default();
                while entries.count < MAX_PHRASES {
                    let Some(entry) = list.next_element()? else { return Ok(entries) };
                    entries.kept.push(entry);
                    entries.count += 1;
                }
                while list.next_element::<IgnoredAny>()?.is_some() {
                    entries.count += 1;
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_seq(Counting)
    }
}

impl Entries<'_> {
    pub(crate) fn check(&self) -> Result<(), ExchangeError> {
        check_count(self.count)
    }
}

/// An entry, built.
pub(crate) fn entry_of<'a, T: Deserialize<'a>>(entry: &'a RawValue) -> Result<T, ProblemKind> {
    let text = entry.get();
    if text.len() > MAX_ENTRY_BYTES {
        return Err(ProblemKind::TooLong { chars: text.chars().count() });
    }
    serde_json::from_str(text).map_err(|_| ProblemKind::BadShape)
}

/// The fields by which programs are told; of a field that is there, but of another shape, nothing is known.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Top<'a> {
    #[serde(borrow)]
    phrases: Option<Entries<'a>>,
    #[serde(borrow)]
    folders: Option<Entries<'a>>,
    #[serde(borrow)]
    combos: Option<Entries<'a>>,
    #[serde(borrow)]
    groups: Option<Entries<'a>>,
    #[serde(borrow)]
    macros: Option<Entries<'a>>,
    #[serde(borrow)]
    data: Option<Entries<'a>>,
    #[serde(borrow)]
    results: Option<Entries<'a>>,
}

/// Fields of the first entry of a bare list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Peek {
    body: Option<IgnoredAny>,
    id: Option<IgnoredAny>,
    snippet: Option<IgnoredAny>,
    snippets: Option<IgnoredAny>,
    #[serde(rename = "type")]
    kind: Option<IgnoredAny>,
}

pub(super) fn read(text: &str, encoding: Encoding) -> Result<Reading, ExchangeError> {
    check_json_depth(text)?;
    let unreadable = |error: serde_json::Error| match error.classify() {
        serde_json::error::Category::Data => ExchangeError::UnknownFormat,
        _ => ExchangeError::Unreadable { line: error.line() },
    };
    let top: Top<'_> = if text.trim_start().starts_with('[') {
        let list: Entries<'_> = serde_json::from_str(text).map_err(unreadable)?;
        let first = list.kept.first().and_then(|entry| entry_of::<Peek>(entry).ok()).unwrap_or_default();
        let mut top = Top::default();
        if list.kept.is_empty() || (first.body.is_some() && first.id.is_some() && first.kind.is_none()) {
            top.phrases = Some(list);
        } else if first.snippet.is_some() {
            top.combos = Some(list);
        } else if first.snippets.is_some() {
            top.folders = Some(list);
        } else {
            top.macros = Some(list);
        }
        top
    } else {
        serde_json::from_str(text).map_err(unreadable)?
    };
    if let Some(phrases) = top.phrases {
        phrases.check()?;
        return own(&phrases, encoding);
    }
    if let Some(folders) = top.folders {
        return expanders::text_blaze(&folders, encoding);
    }
    if let Some(combos) = top.combos {
        return expanders::beeftext(&combos, &top.groups.unwrap_or_default(), encoding);
    }
    let macros = top.macros.or(top.data).or(top.results).ok_or(ExchangeError::UnknownFormat)?;
    macros::read(&macros, encoding)
}

/// Phrases as the panel hands them over: a JSON list of its own, nothing of which may be left out.
///
/// # Errors
/// When it is no such list, or an entry of it is no phrase.
pub fn handed_over(text: &str) -> Result<Vec<Phrase>, ExchangeError> {
    check_json_depth(text)?;
    let list: Entries<'_> =
        serde_json::from_str(text).map_err(|error| ExchangeError::Unreadable { line: error.line() })?;
    list.check()?;
    let (phrases, problems) = shape::read_phrases(&list.kept);
    if problems.is_empty() {
        Ok(phrases.into_iter().map(|(_, phrase)| phrase).collect())
    } else {
        Err(ExchangeError::UnknownFormat)
    }
}

fn own(entries: &Entries<'_>, encoding: Encoding) -> Result<Reading, ExchangeError> {
    let mut intake = Intake::new(Format::Pack, Some(encoding));
    let (phrases, problems) = shape::read_phrases(&entries.kept);
    for problem in problems {
        intake.problem(problem.place, problem.kind);
    }
    for (place, phrase) in phrases {
        intake.own(place, phrase)?;
    }
    Ok(intake.finish())
}
