//! What the panel suggests for notes on buyers, as [`care::buyers`](crate::care::buyers) reads it: names of campaigns and
//! levels, hints for care, what is said to old buyers.

use super::{Title, files};
use serde::Deserialize;
use std::sync::LazyLock;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct BuyerRules {
    /// Campaigns that a buyer may have come with.
    pub campaigns: Vec<Title>,
    /// Levels of members.
    pub levels: Vec<Title>,
    /// What to look at before a buyer is taken for one who lives on bad reviews.
    pub hints: Vec<HintRule>,
    /// Which nicks are odd.
    pub nicks: Vec<NickRule>,
    /// What is said to old buyers, in the order in which it is.
    pub messages: Vec<MessageRule>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HintRule {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub title: Title,
    /// Where to look, and what else it may come of.
    pub look: Title,
}

/// Which nicks are odd.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NickRule {
    /// Signs that it has at least.
    pub least: usize,
    /// How often letters and digits follow one another at least.
    pub changes: usize,
    /// How names begin that the platform makes up.
    pub system: Vec<String>,
    /// Odd ones. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Such as are not.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// What is said to an old buyer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MessageRule {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub title: Title,
    /// The text with its gaps.
    pub text: Title,
}

/// What ships for notes on buyers, read once.
#[must_use]
pub fn buyers() -> &'static BuyerRules {
    static RULES: LazyLock<BuyerRules> =
        LazyLock::new(|| files("buyers").find_map(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default());
    &RULES
}
