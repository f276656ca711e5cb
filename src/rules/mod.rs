//! What ships as data: intents, moods, clocks and starter packs, each with its own examples. The data is compiled in, but for
//! the panel's module, which is told it by [`bring`]: the browser reads it while it compiles. [`intents`] and [`moods`]
//! read it once, when an [`Engine`](crate::engine::Engine) is made.

mod after_sales;
mod buyers;
mod campaigns;
mod checks;
mod clocks;
mod handover;
mod order_steps;
mod promises;
mod scenes;

pub use after_sales::{AfterSalesRules, CaseRule, CaseStepRule, HandOverWhen, Named, StepPhrases, after_sales};
pub use buyers::{BuyerRules, HintRule, MessageRule, NickRule, buyers};
pub use campaigns::{CheckItem, checklists};
pub use checks::{CheckRule, checks};
pub use clocks::{ClockRule, Hours, LastLine, Robots, Trust, Unit, clocks};
pub use handover::{HandOverRule, HandOverRules, SpamRule, TargetRule, handover};
pub use order_steps::{AskRule, OrderRules, StepRule, StepText, order_steps};
pub use promises::{PromiseExample, PromiseMark, PromiseRule, PromiseRules, promises};
pub use scenes::{AimRule, SceneRule, SceneRules, SceneStep, scenes};

use crate::{
    chat::{Mood, Stage},
    library::{IntentId, PhrasePack, phrase_fields},
};
use serde::Deserialize;
use std::sync::{LazyLock, OnceLock};

/// Stands before each file of [`SHIPPED`], with the file's name and a line's end, as in a JSON text sequence (RFC 7464).
pub const BEGINS: char = '\u{1e}';

#[cfg(feature = "rules")]
macro_rules! shipped {
    ($($name:literal),* $(,)?) => { concat!($("\u{1e}", $name, "\n", include_str!($name)),*) };
}

/// Everything that ships, as one text.
#[cfg(feature = "rules")]
pub const SHIPPED: &str = shipped![
    "after_sales.json",
    "buyers.json",
    "campaigns.json",
    "checks.json",
    "clocks.json",
    "handover.json",
    "intents/pre_sale.json",
    "intents/after_order.json",
    "moods.json",
    "order_steps.json",
    "packs/en_general.json",
    "packs/zh_clothing.json",
    "packs/zh_cosmetics.json",
    "packs/zh_electronics.json",
    "packs/zh_food.json",
    "packs/zh_general.json",
    "packs/zh_mother_baby.json",
    "promises.json",
    "ranking.json",
    "scenes.json",
    "sites/pinduoduo.json",
    "sites/douyin.json",
    "sites/jd.json",
    "sites/kuaishou.json",
    "sites/taobao.json",
    "sites/1688.json",
    "sites/chatui.json",
    "sites/generic.json",
];

/// What ships, where it is not compiled in.
static BROUGHT: OnceLock<String> = OnceLock::new();

/// Tells what ships, once and before anything else here; of no effect where it is compiled in.
pub fn bring(shipped: String) {
    BROUGHT.get_or_init(|| shipped);
}

/// The shipped files whose names begin like this, each with its name.
pub fn files(begin: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    #[cfg(feature = "rules")]
    let shipped = SHIPPED;
    #[cfg(not(feature = "rules"))]
    let shipped = BROUGHT.get().map_or("", String::as_str);
    let files = shipped.split(BEGINS).filter_map(|file| file.split_once('\n'));
    files.filter(move |(name, _)| name.starts_with(begin))
}

/// A file as [`bring`] reads it among others.
#[must_use]
pub fn file(name: &str, json: &str) -> String {
    format!("{BEGINS}{name}\n{json}")
}

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

/// What each way in which a phrase is like a talk counts, in points at 100 percent. `training/ranking.py` learns them, and
/// brings them to the scale of the other reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Weights {
    /// The characters of a phrasing.
    pub characters: i32,
    /// What the body says, as an answer to the turn.
    pub answers: i32,
    /// The words of the body that stand in the talk.
    pub talk: i32,
    /// What the body says, beside what the seller said before.
    pub before: i32,
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
    #[serde(default)]
    examples: Vec<String>,
    /// Left out of what the panel reads, as are a mood's examples.
    #[serde(default)]
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
    let files = files("intents/").filter_map(|(_, json)| serde_json::from_str::<IntentFile>(json).ok());
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
    let files = files("moods").filter_map(|(_, json)| serde_json::from_str::<MoodFile>(json).ok());
    let rules = files.flat_map(|file| file.moods);
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

/// What ways of being alike count.
#[must_use]
pub fn weights() -> Weights {
    files("ranking").find_map(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// What the panel says of a site that an adapter was written for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Site {
    /// The adapter's name.
    pub name: String,
    /// What the agent calls it.
    pub title: Title,
    /// How the addresses of its chat pages begin; none where the adapter reads pages of any site.
    #[serde(default)]
    pub sites: Vec<String>,
}

/// The sites that adapters ship for, read once.
#[must_use]
pub fn sites() -> &'static [Site] {
    static SITES: LazyLock<Vec<Site>> =
        LazyLock::new(|| files("sites/").filter_map(|(_, json)| serde_json::from_str(json).ok()).collect());
    &SITES
}

/// All shipped adapters as JSON, in the order in which they are tried: those that read any site come last.
#[must_use]
pub fn adapters() -> Vec<&'static str> {
    files("sites/").map(|(_, json)| json.trim()).collect()
}

/// The starter packs, read once.
#[must_use]
pub fn starter_packs() -> &'static [PhrasePack] {
    static PACKS: LazyLock<Vec<PhrasePack>> =
        LazyLock::new(|| files("packs/").filter_map(|(_, json)| phrase_fields::read_shipped(json)).collect());
    &PACKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::pack_file;
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_read() {
        let written: usize = files("intents/").map(|(_, json)| json.matches("\"counter_examples\"").count()).sum();
        assert_eq!(intents().len(), written);
        assert!(written >= 45);
        assert_eq!(moods().len(), Mood::ALL.len() - 1, "calm is what is left");
        assert!(!promises().promises.is_empty(), "promises.json is read as a whole or not at all");
        assert!(!scenes().scenes.is_empty(), "scenes.json is read as a whole or not at all");
    }

    #[test]
    fn every_file_ships() {
        let below = |folder: &str| {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules").join(folder);
            let names = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.filter(|name| name.ends_with(".json")).map(|name| [folder, &name].concat()).collect::<Vec<_>>()
        };
        let there: HashSet<_> = ["", "intents/", "packs/", "sites/"].into_iter().flat_map(below).collect();
        assert_eq!(files("").map(|(name, _)| name.to_owned()).collect::<HashSet<_>>(), there);
    }

    #[test]
    fn every_pack_is_read_as_a_pack_file_is() {
        let files = files("packs/").map(|(_, json)| pack_file::parse(json).unwrap());
        for ((pack, problems), shipped) in files.zip(starter_packs()) {
            assert_eq!((&pack, problems), (shipped, Vec::new()));
        }
    }

    #[test]
    fn every_trade_has_a_starter_pack() {
        let trades: HashSet<_> = starter_packs().iter().filter_map(|pack| pack.trade.clone()).collect();
        assert_eq!(trades, TRADES.into_iter().map(str::to_owned).collect());
    }
}
