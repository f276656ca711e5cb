//! Text expanders whose files are JSON: Beeftext and Text Blaze. Their folders become groups.

use super::{
    Intake,
    json::{Entries, entry_of},
};
use crate::{
    Encoding, ExchangeError, Format, Place, Reading,
    gaps::{Syntax, export, import},
};
use qinyu::library::Phrase;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct ComboShape {
    uuid: String,
    name: String,
    keyword: String,
    snippet: String,
    description: String,
    matching_mode: Option<i64>,
    case_sensitivity: Option<i64>,
    enabled: Option<bool>,
    group: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct GroupShape {
    uuid: String,
    name: String,
}

pub(super) fn beeftext(
    combos: &Entries<'_>,
    groups: &Entries<'_>,
    encoding: Encoding,
) -> Result<Reading, ExchangeError> {
    combos.check()?;
    groups.check()?;
    let groups: BTreeMap<String, String> = groups
        .kept
        .iter()
        .filter_map(|entry| entry_of::<GroupShape>(entry).ok())
        .map(|shape| (shape.uuid, shape.name.replace('/', "／")))
        .collect();
    let mut intake = Intake::new(Format::Beeftext, Some(encoding));
    for (number, entry) in (1..).zip(&combos.kept) {
        let place = Place::Entry(number);
        let shape: ComboShape = match entry_of(entry) {
            Ok(shape) => shape,
            Err(kind) => {
                intake.problem(place, kind);
                continue;
            }
        };
        // 0 is the program's default in both.
        if shape.matching_mode.is_some_and(|mode| mode != 0) {
            intake.setting("matchingMode");
        }
        if shape.case_sensitivity.is_some_and(|mode| mode != 0) {
            intake.setting("caseSensitivity");
        }
        if shape.enabled == Some(false) {
            intake.setting("enabled");
        }
        let body = import(&shape.snippet, Syntax::Beeftext);
        intake.gaps(place, &body);
        let phrase = Phrase {
            code: shape.keyword,
            // An older file names the folder itself.
            group: groups.get(&shape.group).cloned().unwrap_or(if groups.is_empty() {
                shape.group
            } else {
                String::new()
            }),
            title: shape.name,
            body: body.text,
            note: shape.description,
            ..Phrase::default()
        };
        intake.foreign(place, phrase, Some(&shape.uuid))?;
    }
    Ok(intake.finish())
}

/// A Beeftext backup; a phrase's id stands as its uuid, which Beeftext keeps.
pub(super) fn write_beeftext(phrases: &[Phrase]) -> String {
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    for phrase in phrases {
        let next = groups.len() + 1;
        groups.entry(&phrase.group).or_insert_with(|| format!("{{00000000-0000-4000-8000-{next:012}}}"));
    }
    let combos: Vec<_> = phrases
        .iter()
        .map(|phrase| {
            json!({
                "uuid": phrase.id.0,
                "name": phrase.title,
                "keyword": phrase.code,
                "snippet": export(&phrase.body, Syntax::Beeftext).text,
                "description": phrase.note,
                "matchingMode": 0,
                "caseSensitivity": 0,
                "enabled": true,
                "group": groups.get(phrase.group.as_str()),
            })
        })
        .collect();
    let groups: Vec<_> =
        groups.iter().map(|(name, uuid)| json!({ "uuid": uuid, "name": name, "enabled": true })).collect();
    format!("{:#}\n", json!({ "fileFormatVersion": 7, "combos": combos, "groups": groups }))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FolderShape<'a> {
    name: String,
    #[serde(borrow)]
    snippets: Entries<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ShortcutShape {
    id: String,
    name: String,
    shortcut: String,
    text: String,
}

pub(super) fn text_blaze(folders: &Entries<'_>, encoding: Encoding) -> Result<Reading, ExchangeError> {
    folders.check()?;
    let mut intake = Intake::new(Format::TextBlaze, Some(encoding));
    let mut number = 0;
    for folder in &folders.kept {
        // A folder may be as large as the file: its own entries are measured one by one.
        let Ok(folder) = serde_json::from_str::<FolderShape<'_>>(folder.get()) else {
            number += 1;
            intake.problem(Place::Entry(number), crate::ProblemKind::BadShape);
            continue;
        };
        folder.snippets.check()?;
        for entry in &folder.snippets.kept {
            number += 1;
            let place = Place::Entry(number);
            let shape: ShortcutShape = match entry_of(entry) {
                Ok(shape) => shape,
                Err(kind) => {
                    intake.problem(place, kind);
                    continue;
                }
            };
            let body = import(&shape.text, Syntax::TextBlaze);
            intake.gaps(place, &body);
            let phrase = Phrase {
                code: shape.shortcut,
                group: folder.name.replace('/', "／"),
                title: shape.name,
                body: body.text,
                ..Phrase::default()
            };
            intake.foreign(place, phrase, Some(&shape.id))?;
        }
    }
    Ok(intake.finish())
}

/// A Text Blaze export, a folder for each group in the order of their first phrases.
pub(super) fn write_text_blaze(phrases: &[Phrase]) -> String {
    let mut folders: Vec<(&str, Vec<serde_json::Value>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for phrase in phrases {
        let place = *places.entry(&phrase.group).or_insert_with(|| {
            folders.push((&phrase.group, Vec::new()));
            folders.len() - 1
        });
        if let Some((_, list)) = folders.get_mut(place) {
            list.push(json!({
                "name": phrase.title,
                "shortcut": phrase.code,
                "text": export(&phrase.body, Syntax::TextBlaze).text,
            }));
        }
    }
    let folders: Vec<_> = folders.into_iter().map(|(name, list)| json!({ "name": name, "snippets": list })).collect();
    format!("{:#}\n", json!({ "version": 7, "folders": folders }))
}
