//! The replies that a shop keeps: [`Phrase`]s in exchangeable [`PhrasePack`]s. The engine searches them,
//! [`template`] fills their gaps with [`facts`], some of them [`heard`] in the chat, [`pack_file`] reads and writes them.

pub mod collection;
pub mod edit;
pub mod exchanged;
pub mod facts;
pub mod field_edit;
pub mod folder;
mod habit;
pub mod head;
pub mod heard;
pub mod history;
pub mod kept_pack;
pub mod lint;
pub mod nested;
pub mod order;
pub mod pack;
pub mod pack_file;
pub mod phrase_fields;
pub mod picture;
pub mod plan;
pub mod policy;
pub mod record;
pub mod seal;
pub mod search;
pub mod stamp;
pub mod strict_json;
pub mod taught;
pub mod template;
pub mod usage;
pub mod validity;
pub mod wording;

use crate::chat::{Mood, Stage};
use crate::day::Day;
use std::sync::Arc;

/// A phrase's name, unique over all packs of a library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PhraseId(pub String);

/// The name of an intent in the rules, such as `ask_dispatch`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntentId(pub String);

/// The language that a phrase is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Its BCP 47 tag in files.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// Reads a [`Self::tag`].
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::Chinese, Self::English].into_iter().find(|language| language.tag() == tag)
    }
}

/// A reply that the shop keeps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// Its name.
    pub id: PhraseId,
    /// Its place among the others: they stand as these texts sort ([`order`]).
    pub order: String,
    /// What the agent types to get exactly this one; empty for none.
    pub code: String,
    /// The folder it lies in; `/` between levels; empty for the top.
    pub group: String,
    /// What the agent knows it by.
    pub title: String,
    /// What is sent, with gaps ([`template::Template`]).
    pub body: String,
    /// Other wordings of the body, used in turn so that a buyer does not read the same line twice.
    pub variants: Vec<String>,
    /// The body in other languages than its pack's.
    pub translations: Vec<(Language, String)>,
    /// How buyers ask for it.
    pub queries: Vec<String>,
    /// The intents it answers.
    pub intents: Vec<IntentId>,
    /// The stages it was written for.
    pub stages: Vec<Stage>,
    /// The moods it was written for; empty for any.
    pub moods: Vec<Mood>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Where it may be used.
    pub scope: Scope,
    /// When it may be used.
    pub validity: Validity,
    /// Pictures that go with it, each as [`picture::entry`] writes it.
    pub images: Vec<String>,
    /// For colleagues; never sent.
    pub note: String,
    /// The phrase that took its place: this one is no longer offered.
    pub successor: Option<PhraseId>,
    /// Set by a team pack: colleagues use it as it stands and can't change it for themselves.
    pub locked: bool,
}

impl Phrase {
    /// What the agent knows it by: its title, or its body where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.title.trim().is_empty() { &self.body } else { &self.title }
    }
}

/// Where a phrase may be used; an empty list is no limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Trades, such as `clothing`.
    pub trades: Vec<String>,
    /// Shops, by the name that the settings give the shop.
    pub shops: Vec<String>,
    /// Chat platforms, by their adapter's name.
    pub platforms: Vec<String>,
}

/// When a phrase may be used, in the agent's local time; what is absent is no limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validity {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// Minutes of the day from midnight, first and first after; the second may lie before the first: over midnight.
    pub hours: Option<(u16, u16)>,
    /// Only while the shop's settings name this campaign.
    pub campaign: String,
}

/// An exchangeable set of phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhrasePack {
    /// Its name, stable over versions.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The language of its phrases.
    pub language: Language,
    /// The trade it was written for, such as `clothing`; `None` for any.
    pub trade: Option<String>,
    /// The phrases, in the order of their author; shared by all that look at them, for 10,000 are 5 MB.
    pub phrases: Vec<Arc<Phrase>>,
}
