//! Scenes for practice: what a scripted buyer says and what a good reply does, as [`care::training`](crate::care::training)
//! plays and judges them.

use super::{Title, files};
use crate::library::{IntentId, Language};
use serde::Deserialize;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SceneRules {
    /// What a reply can aim at.
    pub aims: Vec<AimRule>,
    /// The scenes, in the order in which they are offered.
    pub scenes: Vec<SceneRule>,
}

/// Something that a good reply does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AimRule {
    /// Its name.
    pub id: String,
    /// What the agent reads.
    pub title: Title,
    /// Patterns (`care::check::pattern`), one of which shows it.
    pub patterns: Vec<String>,
    /// Longer words in which a pattern's words mean something else.
    pub except: Vec<String>,
    /// A phrase of the shop's that answers one of these does it too.
    pub intents: Vec<IntentId>,
    /// It counts only in the first sentence.
    pub is_first: bool,
    /// Replies that do it. Left out of what the panel reads, as are the next.
    pub examples: Vec<String>,
    /// Replies that look like it and don't.
    pub counter_examples: Vec<String>,
}

/// A talk with a scripted buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneRule {
    /// Its name.
    pub id: String,
    /// What the buyer speaks.
    pub language: Language,
    /// What the buyer is called.
    pub buyer: String,
    /// What the agent reads.
    pub title: Title,
    /// What it trains.
    pub trains: Title,
    /// The item that the buyer looks at: its title, and its price in fen.
    pub card: Option<(String, u64)>,
    /// What happens, in order; never empty.
    pub steps: Vec<SceneStep>,
    /// What the buyer says at the end.
    pub closing: Vec<String>,
    /// What a buyer says who leaves, for nothing came of two replies; empty for nothing.
    pub gone: String,
    /// A bad reply for each step. Left out of what the panel reads.
    pub counter_examples: Vec<String>,
}

/// One thing that the buyer wants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SceneStep {
    /// What happens that is not said.
    pub note: Option<Title>,
    /// What the buyer says; nothing where they wait or are away.
    pub says: Vec<String>,
    /// What a good reply does, by the aims' names.
    pub aims: Vec<String>,
    /// Seconds within which it is in time; 0 where no one waits.
    pub seconds: u32,
    /// What the buyer says to another reply; empty for nothing.
    pub missed: String,
    /// A reply that does it.
    pub model: String,
}

#[derive(Deserialize)]
struct AimShape {
    id: String,
    title: Title,
    patterns: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    intents: Vec<String>,
    #[serde(default)]
    first: bool,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
}

#[derive(Deserialize)]
struct CardShape {
    title: String,
    fen: u64,
}

#[derive(Deserialize)]
struct SceneShape {
    id: String,
    language: String,
    buyer: String,
    title: Title,
    trains: Title,
    card: Option<CardShape>,
    steps: Vec<SceneStep>,
    closing: Vec<String>,
    gone: String,
    #[serde(default)]
    counter_examples: Vec<String>,
}

#[derive(Deserialize)]
struct SceneFile {
    aims: Vec<AimShape>,
    scenes: Vec<SceneShape>,
}

/// The scenes and what their replies can aim at.
#[must_use]
pub fn scenes() -> SceneRules {
    let file = files("scenes").find_map(|(_, json)| serde_json::from_str::<SceneFile>(json).ok());
    let Some(SceneFile { aims, scenes }) = file else { return SceneRules::default() };
    let aims = aims.into_iter().map(|aim| AimRule {
        id: aim.id,
        title: aim.title,
        patterns: aim.patterns,
        except: aim.except,
        intents: aim.intents.into_iter().map(IntentId).collect(),
        is_first: aim.first,
        examples: aim.examples,
        counter_examples: aim.counter_examples,
    });
    let scenes = scenes.into_iter().filter(|scene| !scene.steps.is_empty()).map(|scene| SceneRule {
        id: scene.id,
        language: if scene.language == "en" { Language::English } else { Language::Chinese },
        buyer: scene.buyer,
        title: scene.title,
        trains: scene.trains,
        card: scene.card.map(|card| (card.title, card.fen)),
        steps: scene.steps,
        closing: scene.closing,
        gone: scene.gone,
        counter_examples: scene.counter_examples,
    });
    SceneRules { aims: aims.collect(), scenes: scenes.collect() }
}
