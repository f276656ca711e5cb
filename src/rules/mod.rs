//! What ships as data: intents, moods and starter packs, each with its own examples. The data is compiled in;
//! [`intents`] and [`moods`] read it once, when an [`Engine`](crate::engine::Engine) is made.

use crate::{
    chat::{Mood, Stage},
    library::{IntentId, PhrasePack, pack_file},
};
use serde::Deserialize;

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

/// The starter packs, read.
#[must_use]
pub fn starter_packs() -> Vec<PhrasePack> {
    STARTER_PACKS.iter().filter_map(|(_, json)| pack_file::parse(json).ok()).map(|(pack, _)| pack).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::template::{Piece, Template};
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_read() {
        let written: usize = INTENTS.iter().map(|json| json.matches("\"counter_examples\"").count()).sum();
        assert_eq!(intents().len(), written);
        assert!(written >= 45);
        assert_eq!(moods().len(), Mood::ALL.len() - 1, "calm is what is left");
    }

    #[test]
    fn every_starter_pack_is_read_without_a_problem() {
        let intents: HashSet<_> = intents().into_iter().map(|rule| rule.id).collect();
        let mut ids = HashSet::new();
        for (file, json) in STARTER_PACKS {
            let (pack, problems) = pack_file::parse(json).unwrap();
            assert_eq!(problems, [], "{file}");
            for phrase in pack.phrases {
                assert!(ids.insert(phrase.id.clone()), "{file}: {:?} stands in two packs", phrase.id);
                assert!(phrase.queries.len() > 1, "{file}: {:?} needs more queries", phrase.id);
                for intent in &phrase.intents {
                    assert!(intents.contains(intent), "{file}: {:?} names {intent:?}", phrase.id);
                }
                for piece in Template::parse(&phrase.body).pieces {
                    if let Piece::Gap(gap) = piece {
                        let known = crate::library::facts::known(&gap.name);
                        assert!(known.is_some(), "{file}: {:?} names the unknown fact {}", phrase.id, gap.name);
                    }
                }
            }
        }
    }

    #[test]
    fn every_trade_has_a_starter_pack() {
        let trades: HashSet<_> = starter_packs().into_iter().filter_map(|pack| pack.trade).collect();
        assert_eq!(trades, TRADES.into_iter().map(str::to_owned).collect());
    }

    #[test]
    fn the_starter_packs_promise_nothing_absolute() {
        const FORBIDDEN: &[&str] = &[
            "最",
            "第一",
            "100%",
            "绝对",
            "保证",
            "永久",
            "国家级",
            "顶级",
            "微信",
            "qq",
            "返现",
            "仅剩",
            "最后一天",
            "guarantee",
            "whatsapp",
        ];
        for (file, json) in STARTER_PACKS {
            for phrase in pack_file::parse(json).unwrap().0.phrases {
                let body = crate::text::normalize(&phrase.body);
                for word in FORBIDDEN {
                    assert!(!body.contains(word), "{file}: {:?} says {word}", phrase.id);
                }
            }
        }
    }
}
