//! What ships as data: intents, moods and starter packs, each with its own examples. The data is compiled in;
//! [`intents`] and [`moods`] read it once, when an [`Engine`](crate::engine::Engine) is made.

use crate::{
    chat::{Mood, Stage},
    library::{IntentId, PhrasePack, pack_file},
};
use serde::Deserialize;
use std::sync::LazyLock;

const INTENTS: [&str; 2] = [include_str!("intents/pre_sale.json"), include_str!("intents/after_order.json")];
const MOODS: &str = include_str!("moods.json");

/// The starter packs, by file name.
pub const STARTER_PACKS: &[(&str, &str)] = &[
    ("en_general.json", include_str!("packs/en_general.json")),
    ("zh_clothing.json", include_str!("packs/zh_clothing.json")),
    ("zh_cosmetics.json", include_str!("packs/zh_cosmetics.json")),
    ("zh_electronics.json", include_str!("packs/zh_electronics.json")),
    ("zh_food.json", include_str!("packs/zh_food.json")),
    ("zh_general.json", include_str!("packs/zh_general.json")),
    ("zh_mother_baby.json", include_str!("packs/zh_mother_baby.json")),
];

/// The trades that starter packs are written for, in the order in which they are offered.
pub const TRADES: [&str; 5] = ["clothing", "cosmetics", "food", "mother_baby", "electronics"];

/// What a buyer's turn can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentRule {
    /// Its name.
    pub id: IntentId,
    /// What the agent reads, in Chinese and in English.
    pub title: Title,
    /// The stages that it speaks for, most likely first.
    pub stages: Vec<Stage>,
    /// Said out of courtesy around what the buyer wants: a greeting, thanks, a yes, a goodbye.
    pub courtesy: bool,
    /// Cues ([`crate::engine::cue`]), Chinese and English.
    pub cues: Vec<String>,
    /// Turns that ask for it.
    pub examples: Vec<String>,
    /// Turns that look like it and are not.
    pub counter_examples: Vec<String>,
}

/// How a mood shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoodRule {
    /// The mood.
    pub mood: Mood,
    /// What the agent reads.
    pub title: Title,
    /// Cues, Chinese and English.
    pub cues: Vec<String>,
    /// Turns in that mood.
    pub examples: Vec<String>,
    /// Turns that only look like it.
    pub counter_examples: Vec<String>,
}

/// A label in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Title {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

#[derive(Deserialize)]
struct RuleShape {
    id: String,
    title: Title,
    #[serde(default)]
    stages: Vec<String>,
    #[serde(default)]
    courtesy: bool,
    cues: Vec<String>,
    #[serde(default)]
    cues_en: Vec<String>,
    examples: Vec<String>,
    counter_examples: Vec<String>,
}

#[derive(Deserialize)]
struct IntentFile {
    intents: Vec<RuleShape>,
}

#[derive(Deserialize)]
struct MoodFile {
    moods: Vec<RuleShape>,
}

/// The shipped intents, in the order of a talk.
#[must_use]
pub fn intents() -> Vec<IntentRule> {
    let files = INTENTS.iter().filter_map(|json| serde_json::from_str::<IntentFile>(json).ok());
    files
        .flat_map(|file| file.intents)
        .map(|rule| IntentRule {
            id: IntentId(rule.id),
            title: rule.title,
            stages: rule.stages.iter().filter_map(|name| Stage::from_name(name)).collect(),
            courtesy: rule.courtesy,
            cues: [rule.cues, rule.cues_en].concat(),
            examples: rule.examples,
            counter_examples: rule.counter_examples,
        })
        .collect()
}

/// The shipped moods, the heaviest first.
#[must_use]
pub fn moods() -> Vec<MoodRule> {
    let file = serde_json::from_str::<MoodFile>(MOODS).ok();
    let rules = file.into_iter().flat_map(|file| file.moods);
    rules
        .filter_map(|rule| {
            Some(MoodRule {
                mood: Mood::from_name(&rule.id)?,
                title: rule.title,
                cues: [rule.cues, rule.cues_en].concat(),
                examples: rule.examples,
                counter_examples: rule.counter_examples,
            })
        })
        .collect()
}

/// The starter packs, read once.
#[must_use]
pub fn starter_packs() -> &'static [PhrasePack] {
    static PACKS: LazyLock<Vec<PhrasePack>> = LazyLock::new(|| {
        STARTER_PACKS.iter().filter_map(|(_, json)| pack_file::parse(json).ok()).map(|(pack, _)| pack).collect()
    });
    &PACKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_read() {
        let written: usize = INTENTS.iter().map(|json| json.matches("\"counter_examples\"").count()).sum();
        assert_eq!(intents().len(), written);
        assert!(written >= 45);
        assert_eq!(moods().len(), Mood::ALL.len() - 1, "calm is what is left");
    }

    #[test]
    fn every_trade_has_a_starter_pack() {
        let trades: HashSet<_> = starter_packs().iter().filter_map(|pack| pack.trade.clone()).collect();
        assert_eq!(trades, TRADES.into_iter().map(str::to_owned).collect());
    }
}
