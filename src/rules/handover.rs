//! What is for somebody else than the agent, and what is advertising, as [`care::hand_over`](crate::care::hand_over) reads it.

use super::{Title, files};
use serde::Deserialize;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct HandOverRules {
    /// To whom a talk can go.
    pub targets: Vec<TargetRule>,
    /// What goes to whom, the gravest first.
    pub hand_overs: Vec<HandOverRule>,
    /// What is advertising, the most harmful first.
    pub spam: Vec<SpamRule>,
}

/// Somebody to whom a talk can go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TargetRule {
    /// Its name.
    pub id: String,
    /// What the agent reads.
    pub title: Title,
    /// What the buyer is told.
    pub say: Title,
}

/// Something that is for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HandOverRule {
    /// Its name.
    pub id: String,
    /// For whom, by the name of a [`TargetRule`].
    pub to: String,
    /// What the agent reads.
    pub title: Title,
    /// Patterns (`care::check::pattern`), Chinese.
    pub patterns: Vec<String>,
    /// English ones.
    #[serde(default)]
    pub patterns_en: Vec<String>,
    /// Longer words that hold what is found and mean something else.
    #[serde(default)]
    pub except: Vec<String>,
    /// Lines in which it is found. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Lines that look like it and are for the agent.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// A kind of advertising.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SpamRule {
    /// Its name.
    pub id: String,
    /// What the agent reads.
    pub title: Title,
    /// A short, polite answer.
    pub say: Title,
    /// What to mind, and that it can be reported.
    pub note: Title,
    /// Patterns (`care::check::pattern`), Chinese.
    pub patterns: Vec<String>,
    /// English ones.
    #[serde(default)]
    pub patterns_en: Vec<String>,
    /// Longer words that hold what is found and mean something else.
    #[serde(default)]
    pub except: Vec<String>,
    /// Lines in which it is found. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Lines of buyers that look like it.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// What is for somebody else, and what is advertising.
#[must_use]
pub fn handover() -> HandOverRules {
    files("handover").find_map(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default()
}
