//! How promises are heard, as [`care::promise`](crate::care::promise) reads it: words and signs in the language that
//! `src/care/promise/lexicon.rs` explains.

use super::{Title, files};
use serde::Deserialize;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct PromiseRules {
    /// Words that say how a clause is meant: asked, denied, over, the buyer's to do.
    pub marks: Vec<PromiseMark>,
    /// What can be promised.
    pub promises: Vec<PromiseRule>,
}

/// Words that say how a clause is meant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PromiseMark {
    /// Its name.
    pub id: String,
    /// The words.
    pub words: Vec<String>,
    /// Longer words in which they mean nothing.
    #[serde(default)]
    pub innocent: Vec<String>,
}

/// What shows that something is promised.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PromiseRule {
    /// The kind's name.
    pub id: String,
    /// What the agent reads.
    pub title: Title,
    /// Signs, one of which must fit a clause.
    pub signs: Vec<String>,
    /// Longer words in which a sign's words mean something else.
    #[serde(default)]
    pub innocent: Vec<String>,
    /// Words beside which no sign counts.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The marks that don't undo it.
    #[serde(default)]
    pub despite: Vec<String>,
    /// Lines that promise it. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<PromiseExample>,
    /// Lines that look like it and promise nothing.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// A line that promises something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PromiseExample {
    /// When it is sent: `2026-11-24 10:00`.
    pub now: String,
    /// The line.
    pub line: String,
    /// When it is due; none if that isn't said.
    pub due: Option<String>,
    /// True if the buyer has to do something first.
    #[serde(default)]
    pub conditional: bool,
    /// The other kinds that it promises.
    #[serde(default)]
    pub also: Vec<String>,
}

/// How promises are heard.
#[must_use]
pub fn promises() -> PromiseRules {
    files("promises").find_map(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default()
}
