//! After-sales matters and their steps, as [`care::guide`](crate::care::guide) reads them: what to do, what to say, what to
//! ask for, when it is for somebody else.

use super::{Title, files};
use serde::Deserialize;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct AfterSalesRules {
    /// What the steps are called, in their order.
    pub steps: Vec<Named>,
    /// What a buyer can be asked to show.
    pub evidence: Vec<Named>,
    /// The matters. Of two that one turn points at, the earlier is meant.
    pub cases: Vec<CaseRule>,
}

/// Something with a name of ours and one that the agent reads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Named {
    /// Its name.
    pub id: String,
    /// What the agent reads.
    pub title: Title,
}

/// A matter and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseRule {
    /// Its name.
    pub id: String,
    /// What the agent reads.
    pub title: Title,
    /// Intents of a buyer's turn that point at it.
    pub intents: Vec<String>,
    /// Patterns (`care::check::pattern`) one of which the turn must have; none where the intent is enough.
    #[serde(default)]
    pub signs: Vec<String>,
    /// Patterns none of which the turn may have: it asks what would be if.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Turns that point at it. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Turns that look like it and point elsewhere or nowhere.
    #[serde(default)]
    pub counter_examples: Vec<String>,
    /// One entry for each step.
    pub steps: Vec<CaseStepRule>,
}

/// What is done in a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseStepRule {
    /// The step's name.
    pub step: String,
    /// What to do.
    pub what: Title,
    /// Phrases of the starter packs for it.
    #[serde(default)]
    pub phrases: StepPhrases,
    /// Texts for it that no pack has; their gaps have words that stay true without a value.
    #[serde(default)]
    pub texts: Vec<Title>,
    /// What to ask the buyer to show.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// When it is for somebody else.
    pub hand_over: Option<HandOverWhen>,
}

/// Names of phrases, by language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct StepPhrases {
    /// Chinese ones.
    #[serde(default)]
    pub zh: Vec<String>,
    /// English ones.
    #[serde(default)]
    pub en: Vec<String>,
}

/// When a step is for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HandOverWhen {
    /// For whom, by the name of a [`TargetRule`](super::TargetRule).
    pub to: String,
    /// When.
    pub when: Title,
}

/// The matters and their steps.
#[must_use]
pub fn after_sales() -> AfterSalesRules {
    files("after_sales").find_map(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default()
}
