//! The replies that a shop keeps: [`Phrase`]s in exchangeable [`PhrasePack`]s. The engine searches them,
//! [`template`] fills their gaps with [`facts`], some of them [`heard`] in the chat, [`pack_file`] reads and writes them.

pub mod facts;
pub mod heard;
pub mod pack_file;
pub mod template;

use crate::chat::{Mood, Stage};

/// A phrase's name, unique over all packs of a library.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// A reply that the shop keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its name.
    pub id: PhraseId,
    /// The folder it lies in; `/` between levels; empty for the top.
    pub group: String,
    /// What the agent knows it by.
    pub title: String,
    /// What is sent, with gaps ([`template::Template`]).
    pub body: String,
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
    /// The phrases, in the order of their author.
    pub phrases: Vec<Phrase>,
}
