//! The rules that a draft is held against, as [`care::check`](crate::care::check) reads them.

use super::{Title, files};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One thing that should not be said, or not so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CheckRule {
    /// Its name.
    pub id: String,
    /// What kind of finding it makes.
    pub kind: String,
    /// How grave that is.
    pub severity: String,
    /// What the agent reads.
    pub why: Title,
    /// Patterns (`care::check::pattern`), Chinese.
    pub patterns: Vec<String>,
    /// English ones.
    #[serde(default)]
    pub patterns_en: Vec<String>,
    /// Longer words that hold what is found and are innocent.
    #[serde(default)]
    pub except: Vec<String>,
    /// What is said instead of what was found.
    #[serde(default)]
    pub instead: BTreeMap<String, String>,
    /// What is said instead of the whole sentence.
    pub softer: Option<Title>,
    /// Drafts in which it is found. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Drafts that look like it and are innocent.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

#[derive(Deserialize)]
struct CheckFile {
    checks: Vec<CheckRule>,
}

/// The rules, the gravest matters first.
#[must_use]
pub fn checks() -> Vec<CheckRule> {
    let files = files("checks").filter_map(|(_, json)| serde_json::from_str::<CheckFile>(json).ok());
    files.flat_map(|file| file.checks).collect()
}
