//! The door through which packs come in: a file to a [`Pack`]. The good phrases are kept, and each bad one becomes a
//! [`PackProblem`] that names its place; only a file that is no pack at all is an error. `docs/pack-format.md` describes
//! the format.

use super::{
    PhrasePack, order,
    pack::{Pack, Signature},
    phrase_fields::{self, FieldProblem},
    picture::{self, IMAGES},
    record::Record,
    strict_json::{self, JsonErrorKind},
    template::Template,
};
use serde_json::{Map, Value};
use std::fmt;

/// The value of `format` in every pack file.
pub const FORMAT: &str = "qinyu-pack";
/// The newest `version` that is understood, and the one that is written. 1 had no edits.
pub const VERSION: u32 = 2;
/// Largest file that is read, in bytes: 50,000 phrases of 400 bytes, five times the largest team's library.
pub const MAX_BYTES: usize = 20_000_000;
/// Most phrases of one pack.
pub const MAX_PHRASES: usize = 100_000;
/// Longest text of one field, in characters: fourteen times what suits a chat.
pub const MAX_FIELD_CHARS: usize = 10_000;

/// Digits of a picture's name that tell it from others of its file.
const SHORT_NAME: usize = 8;

/// Why a file is no pack that this version can read. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// Not JSON of the right shape.
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Why.
        kind: JsonErrorKind,
    },
    /// JSON, but of something else.
    OtherFormat,
    /// Written by a newer version of Qinyu.
    NewerVersion {
        /// The file's version.
        found: u64,
    },
    /// Over [`MAX_BYTES`].
    TooLarge,
    /// Over [`MAX_PHRASES`].
    TooManyPhrases {
        /// The file's phrases.
        found: usize,
    },
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, column, kind } => {
                let why = match kind {
                    JsonErrorKind::Syntax => "not readable; export the pack again or mend that place",
                    JsonErrorKind::DuplicateName => "a name stands twice in one object; remove one",
                    JsonErrorKind::TooDeep => "nested too deeply for a pack; it was not made by Qinyu",
                    JsonErrorKind::TooLarge => "too many values for a pack; split it",
                };
                write!(f, "line {line}, column {column}: {why}")
            }
            Self::OtherFormat => {
                write!(f, "not a pack: \"format\" is not \"{FORMAT}\"; choose a file exported by Qinyu")
            }
            Self::NewerVersion { found } => {
                write!(f, "written by a newer Qinyu (version {found}, this one reads {VERSION}); update Qinyu first")
            }
            Self::TooLarge => write!(f, "larger than {} MB; split the pack", MAX_BYTES / 1_000_000),
            Self::TooManyPhrases { found } => write!(f, "{found} phrases, of at most {MAX_PHRASES}; split the pack"),
        }
    }
}

impl std::error::Error for PackError {}

/// A phrase that was left out, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackProblem {
    /// The phrase's position in the file, from 1; 0 for the head.
    pub position: usize,
    /// Its id, as far as it has one.
    pub id: String,
    /// What is wrong.
    pub kind: PackProblemKind,
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackProblemKind {
    /// Not an object; left out.
    NoObject,
    /// No id; left out.
    NoId,
    /// The id was used before; left out.
    DuplicateId,
    /// Nothing to send; left out.
    EmptyBody,
    /// A field is over [`MAX_FIELD_CHARS`]; left out.
    TooLong,
    /// A gap in the body is not closed or has no name; kept, shown as text.
    BrokenTemplate,
    /// A stage, mood or language that is not known; that label was dropped.
    UnknownLabel(String),
    /// A field is not of the shape that the format describes; it was passed over.
    WrongShape(String),
    /// The file is not as it was written: edited by hand, or written in part.
    OtherSum,
    /// The picture of this name is not what its name says, too large, or of a kind that is not taken; left out.
    WrongPicture(String),
}

impl PackProblemKind {
    /// True if the phrase, or picture, was left out for it.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        use PackProblemKind as Kind;
        matches!(
            self,
            Kind::NoObject | Kind::NoId | Kind::DuplicateId | Kind::EmptyBody | Kind::TooLong | Kind::WrongPicture(_)
        )
    }
}

/// Reads a pack file to the phrases that the engine uses.
///
/// # Errors
/// When the text is not a pack that this version understands.
pub fn parse(json: &str) -> Result<(PhrasePack, Vec<PackProblem>), PackError> {
    read(json).map(|(pack, problems)| (pack.phrase_pack(), problems))
}

/// Reads a pack file with everything that merging needs.
///
/// # Errors
/// When the text is not a pack that this version understands.
pub fn read(json: &str) -> Result<(Pack, Vec<PackProblem>), PackError> {
    if json.len() > MAX_BYTES {
        return Err(PackError::TooLarge);
    }
    let value = strict_json::read(json.trim_start_matches('\u{feff}')).map_err(|error| PackError::Unreadable {
        line: error.line,
        column: error.column,
        kind: error.kind,
    })?;
    let Value::Object(mut head) = value else { return Err(PackError::OtherFormat) };
    if head.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
        return Err(PackError::OtherFormat);
    }
    let version = match head.remove("version").as_ref().and_then(Value::as_u64) {
        None => return Err(PackError::OtherFormat),
        Some(found) if found > u64::from(VERSION) => return Err(PackError::NewerVersion { found }),
        Some(version) => version,
    };
    let mut problems = Vec::new();
    let phrases = list(&mut head, "phrases", &mut problems);
    if phrases.len() > MAX_PHRASES {
        return Err(PackError::TooManyPhrases { found: phrases.len() });
    }
    let signatures = list(&mut head, "signatures", &mut problems);
    let images = head.remove(IMAGES);
    let sum = head.remove("sha256");
    // As it stands there: parts of the policy that were edited apart were once written otherwise.
    let mut written = head.clone();
    written.insert("format".into(), FORMAT.into());
    written.insert("version".into(), version.into());
    let (id, head, broken) = Record::read(head);
    problems.extend(broken.into_iter().map(|place| head_problem(&place)));
    let mut pack = Pack { id, head, ..Pack::default() };
    for signature in signatures {
        match read_signature(&signature) {
            Some((key, signature)) => drop(pack.signatures.insert(key, signature)),
            None => problems.push(head_problem("signatures")),
        }
    }
    take_images(&mut pack, images, &mut problems);
    for (index, phrase) in phrases.into_iter().enumerate() {
        let (id, record, kinds) = read_phrase(phrase, index, &pack);
        problems.extend(kinds.into_iter().map(|kind| PackProblem { position: index + 1, id: id.clone(), kind }));
        if let Some(record) = record {
            pack.phrases.insert(id, record);
        }
    }
    if sum.is_some_and(|sum| sum != pack.sha256().as_str() && sum != pack.sum_under(written).as_str()) {
        problems.push(PackProblem { position: 0, id: String::new(), kind: PackProblemKind::OtherSum });
    }
    Ok((pack, problems))
}

fn head_problem(place: &str) -> PackProblem {
    PackProblem { position: 0, id: String::new(), kind: PackProblemKind::WrongShape(place.into()) }
}

fn list(head: &mut Map<String, Value>, name: &str, problems: &mut Vec<PackProblem>) -> Vec<Value> {
    match head.remove(name) {
        Some(Value::Array(list)) => list,
        None => Vec::new(),
        Some(_) => {
            problems.push(head_problem(name));
            Vec::new()
        }
    }
}

fn read_signature(value: &Value) -> Option<(String, Signature)> {
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let at = value.get("at")?.as_u64()?;
    Some((text("key")?, Signature { at, by: text("by")?, sha256: text("sha256")?, value: text("value")? }))
}

/// Takes the pictures that are what their names say.
fn take_images(pack: &mut Pack, images: Option<Value>, problems: &mut Vec<PackProblem>) {
    let images = match images {
        Some(Value::Object(images)) => images,
        None => return,
        Some(_) => return problems.push(head_problem(IMAGES)),
    };
    for (name, url) in images {
        match url {
            Value::String(url) if picture::is_whole(&name, &url) => drop(pack.images.insert(name, url.into())),
            _ => {
                let kind = PackProblemKind::WrongPicture(name.chars().take(SHORT_NAME).collect());
                problems.push(PackProblem { position: 0, id: String::new(), kind });
            }
        }
    }
}

fn read_phrase(phrase: Value, index: usize, pack: &Pack) -> (String, Option<Record>, Vec<PackProblemKind>) {
    let Value::Object(map) = phrase else { return (String::new(), None, vec![PackProblemKind::NoObject]) };
    let too_long = map.values().any(is_too_long);
    let (typed, problems) = phrase_fields::read(&map);
    let (id, mut record, broken) = Record::read(map);
    let refusal = if id.is_empty() {
        Some(PackProblemKind::NoId)
    } else if pack.phrases.contains_key(&id) {
        Some(PackProblemKind::DuplicateId)
    } else if too_long {
        Some(PackProblemKind::TooLong)
    } else {
        // An edited record may hold nothing but a changed title: the rest is the team's.
        (typed.body.trim().is_empty() && !record.is_edited()).then_some(PackProblemKind::EmptyBody)
    };
    if let Some(refusal) = refusal {
        return (id, None, vec![refusal]);
    }
    let mut kinds: Vec<_> = problems
        .into_iter()
        .map(|problem| match problem {
            FieldProblem::UnknownLabel { label, .. } => PackProblemKind::UnknownLabel(label),
            FieldProblem::WrongShape(field) => PackProblemKind::WrongShape(field.into()),
        })
        .collect();
    kinds.extend(broken.into_iter().map(PackProblemKind::WrongShape));
    if !Template::parse(&typed.body).is_sound() {
        kinds.push(PackProblemKind::BrokenTemplate);
    }
    if record.versions("order").is_empty() && !record.is_edited() {
        record.first("order", order::nth(index).into());
    }
    (id, Some(record), kinds)
}

/// True for a value that holds a text over [`MAX_FIELD_CHARS`].
#[must_use]
pub fn is_too_long(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() > MAX_FIELD_CHARS && text.chars().count() > MAX_FIELD_CHARS,
        Value::Array(list) => list.iter().any(is_too_long),
        Value::Object(map) => map.values().any(is_too_long),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(phrases: &str) -> String {
        format!(r#"{{"format":"qinyu-pack","version":1,"phrases":[{phrases}]}}"#)
    }

    #[test]
    fn keeps_the_good_and_names_the_bad() {
        let long = "长".repeat(MAX_FIELD_CHARS + 1);
        let (read, problems) = parse(&pack(&format!(
            r#"{{"id":"a","body":"好的","stages":["shipping","nowhere"]}},{{"id":"a","body":"again"}},{{"body":"x"}},
            {{"id":"b","body":" "}},7,{{"id":"c","body":"好的","queries":["{long}"]}},{{"id":"d","body":"{{好","tags":1}}"#,
        )))
        .unwrap();
        assert_eq!(read.phrases.len(), 2);
        let kinds: Vec<_> = problems.into_iter().map(|problem| (problem.position, problem.kind)).collect();
        assert_eq!(
            kinds,
            [
                (1, PackProblemKind::UnknownLabel("nowhere".into())),
                (2, PackProblemKind::DuplicateId),
                (3, PackProblemKind::NoId),
                (4, PackProblemKind::EmptyBody),
                (5, PackProblemKind::NoObject),
                (6, PackProblemKind::TooLong),
                (7, PackProblemKind::WrongShape("tags".into())),
                (7, PackProblemKind::BrokenTemplate),
            ]
        );
    }

    #[test]
    fn case_15_refuses_what_is_no_pack() {
        let unreadable = |line, column, kind| Err(PackError::Unreadable { line, column, kind });
        assert_eq!(parse("{"), unreadable(1, 1, JsonErrorKind::Syntax));
        assert_eq!(parse(&pack("{\"id\":\n\"a\",\"id\":1}")), unreadable(2, 8, JsonErrorKind::DuplicateName));
        for other in [r#"{"format":"other","version":1}"#, "[]", r#"{"format":"qinyu-pack"}"#] {
            assert_eq!(parse(other), Err(PackError::OtherFormat));
        }
        assert_eq!(parse(r#"{"format":"qinyu-pack","version":9}"#), Err(PackError::NewerVersion { found: 9 }));
        let many = pack(&"0,".repeat(MAX_PHRASES + 1)).replace(",]", "]");
        assert_eq!(parse(&many), Err(PackError::TooManyPhrases { found: MAX_PHRASES + 1 }));
        assert_eq!(parse(&" ".repeat(MAX_BYTES + 1)), Err(PackError::TooLarge));
    }

    #[test]
    fn case_15_names_from_a_prototype_are_names_like_any_other() {
        let (read, problems) = read(&pack(r#"{"id":"__proto__","body":"好的","constructor":{"x":1}}"#)).unwrap();
        assert!(problems.is_empty() && read.phrases.contains_key("__proto__"));
    }
}
