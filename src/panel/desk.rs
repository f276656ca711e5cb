//! Where the agent is in the library tab: what is searched, listed and open. [`library`](super::library) changes it.

use super::{
    find::Found,
    gaps::Gaps,
    restore::Restore,
    share::{Shared, Writing},
    state::State,
};
use crate::library::{PhraseId, collection::Shown, exchanged::TeamKey, lint::Finding, plan::Plan};

/// Rows of one page of a list: 5,000 at once would take 300 ms of layout.
pub(super) const PAGE: usize = 100;
/// Days after which an unused phrase is listed as such.
pub(super) const UNUSED_DAYS: u64 = 90;

/// What the library tab shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Room {
    /// The phrases that match.
    #[default]
    List,
    /// A phrase, to be written.
    Editor(PhraseId),
    /// The packs: import, export, who looks after them.
    Packs,
    /// A pack's head and rules, to be written.
    Pack(String),
    /// What an import would do.
    Plan(Box<Plan>),
    /// What putting a file of everything back would do.
    Restore(Box<Restore>),
    /// Encodings that fit a file, each with a preview: which is it?
    Encoding(Vec<(String, String)>),
    /// What a format can't hold of a pack, before it is written.
    Writing(Writing),
    /// Where a pack is signed.
    Signing(String),
    /// Edits made apart, to be chosen from.
    Conflicts,
    /// What the check of the library found, by topic; as of when the room was opened, or of the last edit in it.
    Findings(Vec<Finding>),
    /// What no phrase answered since the panel opened.
    Gaps,
}

/// Which phrases are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All that are not put away.
    #[default]
    All,
    /// Those of a pack.
    Pack(String),
    /// Those not used for `UNUSED_DAYS`.
    Unused,
    /// Those that the agent put away.
    Hidden,
}

impl Scope {
    /// The name in the view.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Pack(id) => format!("pack:{id}"),
            Self::Unused => "unused".into(),
            Self::Hidden => "hidden".into(),
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "unused" => Self::Unused,
            "hidden" => Self::Hidden,
            _ => name.strip_prefix("pack:").map_or(Self::All, |id| Self::Pack(id.to_owned())),
        }
    }
}

/// Where the agent is in the library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desk {
    /// What shows.
    pub room: Room,
    /// The search box.
    pub query: String,
    /// Which phrases are listed.
    pub scope: Scope,
    /// The folder whose phrases are listed, with those below; empty for all.
    pub group: String,
    /// Rows listed so far.
    pub rows: usize,
    /// A field as it is being typed: for the preview, before it is kept.
    pub typed: Option<(String, String)>,
    /// The editor's parts that are unfolded.
    pub unfolded: Vec<String>,
    /// The room that the editor was opened from; empty for the list.
    pub opened_from: &'static str,
    /// What was asked and had no phrase. In memory only.
    pub gaps: Gaps,
    /// What is known by the second module.
    pub shared: Shared,
    /// The key to sign with, until the panel closes.
    pub key: Option<TeamKey>,
}

impl Desk {
    /// The room that the open one leads back to.
    #[must_use]
    pub fn back(&self) -> &'static str {
        match self.room {
            Room::Editor(_) if !self.opened_from.is_empty() => self.opened_from,
            Room::Pack(_) => "packs",
            _ => "list",
        }
    }
}

/// The element of a listed row, by its place.
#[must_use]
pub(super) fn row_id(place: usize) -> String {
    format!("row-{place}")
}

/// The first control of a finding, by its place.
#[must_use]
pub(super) fn finding_id(place: usize) -> String {
    format!("finding-{place}")
}

/// The first control of a question without a phrase, by its place.
#[must_use]
pub(super) fn question_id(place: usize) -> String {
    format!("question-{place}")
}

/// The phrases listed, best first.
#[must_use]
pub fn listed(state: &State) -> Vec<Found> {
    let desk = &state.desk;
    let inside = |one: &Shown| {
        let group = &one.phrase.group;
        desk.group.is_empty()
            || *group == desk.group
            || group.strip_prefix(&desk.group).is_some_and(|rest| rest.starts_with('/'))
    };
    let listed = |one: &Shown| match &desk.scope {
        Scope::All => !one.is_hidden,
        Scope::Pack(id) => !one.is_hidden && (one.pack == *id || one.is_overridden && state.is_personal(id)),
        Scope::Hidden => one.is_hidden,
        Scope::Unused => {
            let used = state.usage.of(&one.phrase.id);
            !one.is_hidden && used.days_ago(state.now).is_none_or(|days| days >= UNUSED_DAYS)
        }
    };
    let wanted = |found: &Found| state.shown_phrases.get(found.at).is_some_and(|one| listed(one) && inside(one));
    state.find(&desk.query, state.shown_phrases.len()).into_iter().filter(wanted).collect()
}
