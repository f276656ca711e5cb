//! The door through which packs come in: JSON to [`PhrasePack`]. The good phrases are kept, and each bad one
//! becomes a [`PackProblem`] that names its place; only a file that is no pack at all is an error.

use super::{IntentId, Language, Phrase, PhraseId, PhrasePack, template::Template};
use crate::chat::{Mood, Stage};
use serde::Deserialize;
use std::{collections::HashSet, fmt};

/// The value of `format` in every pack file.
pub const FORMAT: &str = "qinyu-pack";

/// The newest `version` that is understood.
pub const VERSION: u32 = 1;

/// Why a file is no pack that this version can read. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// Not JSON of the right shape.
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but of something else.
    OtherFormat,
    /// Written by a newer version of Qinyu.
    NewerVersion {
        /// The file's version.
        found: u32,
    },
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, column } => {
                write!(f, "not a readable pack: see line {line}, column {column}; export it again or mend that place")
            }
            Self::OtherFormat => {
                write!(f, "not a pack: \"format\" is not \"{FORMAT}\"; choose a file exported by Qinyu")
            }
            Self::NewerVersion { found } => {
                write!(f, "written by a newer Qinyu (version {found}, this one reads {VERSION}); update Qinyu first")
            }
        }
    }
}

impl std::error::Error for PackError {}

/// A phrase that was left out, or a part of one.
#[derive(Debug, PartialEq, Eq)]
pub struct PackProblem {
    /// The phrase's position in the file, from 1.
    pub position: usize,
    /// Its id, as far as it has one.
    pub id: String,
    /// What is wrong.
    pub kind: PackProblemKind,
}

/// What is wrong with a phrase.
#[derive(Debug, PartialEq, Eq)]
pub enum PackProblemKind {
    /// No id; left out.
    NoId,
    /// The id was used before; left out.
    DuplicateId,
    /// Nothing to send; left out.
    EmptyBody,
    /// A gap in the body is not closed or has no name; kept, shown as text.
    BrokenTemplate,
    /// A stage or mood that is not known; that label was dropped.
    UnknownLabel(String),
}

#[derive(Deserialize)]
struct PackShape {
    format: String,
    version: u32,
    #[serde(default)]
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    trade: Option<String>,
    #[serde(default)]
    phrases: Vec<PhraseShape>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct PhraseShape {
    id: String,
    group: String,
    title: String,
    body: String,
    queries: Vec<String>,
    intents: Vec<String>,
    stages: Vec<String>,
    moods: Vec<String>,
    tags: Vec<String>,
}

/// Reads a pack file.
///
/// # Errors
/// When the text is not a pack that this version understands.
pub fn parse(json: &str) -> Result<(PhrasePack, Vec<PackProblem>), PackError> {
    let shape: PackShape = serde_json::from_str(json)
        .map_err(|error| PackError::Unreadable { line: error.line(), column: error.column() })?;
    if shape.format != FORMAT {
        return Err(PackError::OtherFormat);
    }
    if shape.version > VERSION {
        return Err(PackError::NewerVersion { found: shape.version });
    }
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    let mut phrases = Vec::with_capacity(shape.phrases.len());
    for (index, phrase) in shape.phrases.into_iter().enumerate() {
        let id = phrase.id.clone();
        let mut problem = |kind| problems.push(PackProblem { position: index + 1, id: id.clone(), kind });
        if phrase.id.is_empty() {
            problem(PackProblemKind::NoId);
            continue;
        }
        if !seen.insert(phrase.id.clone()) {
            problem(PackProblemKind::DuplicateId);
            continue;
        }
        if phrase.body.trim().is_empty() {
            problem(PackProblemKind::EmptyBody);
            continue;
        }
        if !Template::parse(&phrase.body).is_sound() {
            problem(PackProblemKind::BrokenTemplate);
        }
        let mut stages = Vec::new();
        for name in phrase.stages {
            match Stage::from_name(&name) {
                Some(stage) => stages.push(stage),
                None => problem(PackProblemKind::UnknownLabel(name)),
            }
        }
        let mut moods = Vec::new();
        for name in phrase.moods {
            match Mood::from_name(&name) {
                Some(mood) => moods.push(mood),
                None => problem(PackProblemKind::UnknownLabel(name)),
            }
        }
        phrases.push(Phrase {
            id: PhraseId(phrase.id),
            group: phrase.group,
            title: phrase.title,
            body: phrase.body,
            queries: phrase.queries,
            intents: phrase.intents.into_iter().map(IntentId).collect(),
            stages,
            moods,
            tags: phrase.tags,
            ..Phrase::default()
        });
    }
    let language = if shape.language == "en" { Language::English } else { Language::Chinese };
    Ok((PhrasePack { id: shape.id, title: shape.title, language, trade: shape.trade, phrases }, problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(phrases: &str) -> String {
        format!(r#"{{"format":"qinyu-pack","version":1,"phrases":[{phrases}]}}"#)
    }

    #[test]
    fn keeps_the_good_and_names_the_bad() {
        let (read, problems) = parse(&pack(
            r#"{"id":"a","body":"好的","stages":["shipping","nowhere"]},{"id":"a","body":"again"},{"body":"x"},{"id":"b","body":" "}"#,
        ))
        .unwrap();
        assert_eq!(read.phrases.len(), 1);
        let kinds: Vec<_> = problems.into_iter().map(|problem| (problem.position, problem.kind)).collect();
        assert_eq!(
            kinds,
            [
                (1, PackProblemKind::UnknownLabel("nowhere".into())),
                (2, PackProblemKind::DuplicateId),
                (3, PackProblemKind::NoId),
                (4, PackProblemKind::EmptyBody),
            ]
        );
    }

    #[test]
    fn refuses_what_is_no_pack() {
        assert_eq!(parse("{"), Err(PackError::Unreadable { line: 1, column: 1 }));
        assert_eq!(parse(r#"{"format":"other","version":1}"#), Err(PackError::OtherFormat));
        assert_eq!(parse(r#"{"format":"qinyu-pack","version":9}"#), Err(PackError::NewerVersion { found: 9 }));
    }
}
