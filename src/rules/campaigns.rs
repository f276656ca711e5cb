//! What is to be checked at the start of a shift and in each phase of a campaign, as [`care::campaign`](crate::care::campaign)
//! lists it.

use super::{Title, files};
use serde::Deserialize;

/// Something to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CheckItem {
    /// Its name; ticks are kept by it.
    pub id: String,
    /// When: `shift`, or the name of a phase.
    pub when: String,
    /// What of the shop's data answers it; `None` where only a person can.
    pub answer: Option<String>,
    /// What the agent reads.
    pub title: Title,
}

#[derive(Deserialize)]
struct CampaignFile {
    checks: Vec<CheckItem>,
}

/// What is to be checked, in the order in which it is listed.
#[must_use]
pub fn checklists() -> Vec<CheckItem> {
    let files = files("campaigns").filter_map(|(_, json)| serde_json::from_str::<CampaignFile>(json).ok());
    files.flat_map(|file| file.checks).collect()
}
