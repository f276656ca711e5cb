//! Which candidates are best, and why. Every number that ranks is a [`Reason`] that the agent can read.

use super::{intent::IntentMatch, mood::MoodMatch, retrieval::Hit};
use crate::{
    chat::{Mood, Stage},
    library::{IntentId, Phrase, facts::Facts, template::Template},
    sorting::sort_by_key,
};

/// Written for what the buyer asks. The unit that the others are measured by.
pub(super) const INTENT: i32 = 100;
/// A second intent of the same turn counts half at least: it was said, but not first of all. It counts for more as its
/// evidence comes near the first one's: then the turn asks two questions.
const SECOND_INTENT: i32 = INTENT / 2;
/// What was asked in an earlier turn and is still open counts as much as the turn's own courtesy words would.
const OPEN_MATTER: i32 = INTENT;
/// Written for the stage. Half an intent: the stage is inferred, the intent was said.
const STAGE: i32 = INTENT / 2;
/// Full likeness to a buyer phrasing is as good as an intent; it is scaled by the likeness.
const LIKENESS: i32 = INTENT;
/// Written for the mood: an upset buyer needs the soothing words first.
const MOOD: i32 = INTENT / 2;
/// Written for an upset buyer while this one is calm: it would sound wrong.
const OTHER_MOOD: i32 = -INTENT;
/// Each gap that the agent would have to fill by hand. An agent has ten seconds and several chats: three gaps take
/// longer than typing the answer. So a phrase that can be sent as it is wins against one for the same intent with three
/// gaps unless that one is 75 points likelier in its words, and against one with a single gap unless a quarter likelier.
const MISSING: i32 = -INTENT / 4;
/// Each thing that the buyer has told ("165 cm") and that the phrase takes up: it makes good for one gap, so that the
/// answer that still lacks one word beats the question for what was told.
const HEARD: i32 = -MISSING;
/// Said in this conversation already: buyers notice a repeated line.
const SAID: i32 = -2 * INTENT;
/// Score from which a phrase is worth an agent's look: half an intent.
const WORTH_SHOWING: i32 = INTENT / 2;
/// Likeness in percent from which a phrase is shown without an intent. Below, the turn and the phrasing share a few
/// common characters, and the stage alone would fill the panel with things that nobody asked about.
const LIKE_ENOUGH: u32 = 50;

/// Why a phrase is suggested, as data; the panel puts it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The buyer asks for this; with the buyer's own words.
    Intent {
        /// The intent.
        intent: IntentId,
        /// The words that gave it away.
        words: Vec<String>,
    },
    /// The phrase's author wrote down a phrasing like the buyer's.
    Like {
        /// That phrasing.
        query: String,
        /// Likeness in percent.
        percent: u32,
    },
    /// It belongs to where the sale stands.
    Stage(Stage),
    /// It was written for how the buyer feels.
    Mood(Mood),
    /// It takes up what the buyer has told: the facts' names.
    Heard(Vec<String>),
    /// So many gaps are to be filled by hand.
    Missing(usize),
    /// It was said in this conversation.
    Said,
}

/// A candidate's worth and the reasons that make it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Position of the phrase in the engine's list.
    pub phrase: usize,
    /// Sum of the named scores; higher is better.
    pub score: i32,
    /// The reasons, the heaviest first.
    pub reasons: Vec<Reason>,
}

impl Ranked {
    /// Takes into account that the conversation has it already.
    pub fn was_said(&mut self) {
        self.score += SAID;
        self.reasons.push(Reason::Said);
    }

    /// True when it answers something that was said, and well enough.
    #[must_use]
    pub fn is_worth_showing(&self) -> bool {
        let answers = self.reasons.iter().any(|reason| match reason {
            Reason::Intent { .. } => true,
            Reason::Like { percent, .. } => *percent >= LIKE_ENOUGH,
            Reason::Stage(_) | Reason::Mood(_) | Reason::Heard(_) | Reason::Missing(_) | Reason::Said => false,
        });
        answers && self.score >= WORTH_SHOWING
    }
}

/// What the turn looks like, seen by the ranking.
#[derive(Debug)]
pub struct Turn<'a> {
    /// What it asks for, the surest first.
    pub intents: &'a [IntentMatch],
    /// What an earlier turn asked for and is still open.
    pub open: Option<&'a IntentMatch>,
    /// Where the sale stands.
    pub stage: Stage,
    /// How the buyer feels.
    pub mood: &'a MoodMatch,
}

/// Scores one phrase. `hit` is its likeness to the turn, `template` its body, which `facts` fill.
#[must_use]
pub fn rank(
    at: usize,
    phrase: &Phrase,
    turn: &Turn<'_>,
    hit: Option<&Hit>,
    template: &Template,
    facts: &Facts,
) -> Ranked {
    let mut weighed: Vec<(i32, Reason)> = Vec::new();
    let surest = turn.intents.first().map_or(1, |first| first.score.max(1));
    let asked = turn.intents.iter().map(|found| {
        let percent = i32::try_from(100 * found.score.min(surest) / surest).unwrap_or(100);
        ((INTENT * percent / 100).max(SECOND_INTENT), found)
    });
    for (weight, found) in turn.open.map(|open| (OPEN_MATTER, open)).into_iter().chain(asked) {
        if phrase.intents.contains(&found.intent) {
            let first = phrase.intents.first() == Some(&found.intent);
            let weight = if first { weight } else { weight / 2 };
            weighed.push((weight, Reason::Intent { intent: found.intent.clone(), words: found.words.clone() }));
            break;
        }
    }
    if let Some(hit) = hit {
        let query = hit.query.and_then(|query| phrase.queries.get(query)).unwrap_or(&phrase.title).clone();
        let percent = i32::try_from(hit.likeness).unwrap_or(100);
        weighed.push((LIKENESS * percent / 100, Reason::Like { query, percent: hit.likeness }));
    }
    if phrase.stages.contains(&turn.stage) {
        weighed.push((STAGE, Reason::Stage(turn.stage)));
    }
    let calm = turn.mood.mood == Mood::Calm;
    if phrase.moods.contains(&turn.mood.mood) && !calm {
        weighed.push((MOOD, Reason::Mood(turn.mood.mood)));
    } else if !phrase.moods.is_empty() && !phrase.moods.contains(&turn.mood.mood) {
        weighed.push((OTHER_MOOD, Reason::Mood(turn.mood.mood)));
    }
    let heard: Vec<_> = template.heard(facts).into_iter().map(str::to_owned).collect();
    if !heard.is_empty() {
        let count = i32::try_from(heard.len()).unwrap_or(1);
        weighed.push((HEARD.saturating_mul(count), Reason::Heard(heard)));
    }
    let missing = template.missing(facts);
    if missing > 0 {
        let count = i32::try_from(missing).unwrap_or(i32::MAX / MISSING.abs());
        weighed.push((MISSING.saturating_mul(count), Reason::Missing(missing)));
    }
    let score = weighed.iter().map(|(weight, _)| weight).sum();
    sort_by_key(&mut weighed, |(weight, _)| std::cmp::Reverse(*weight));
    let told = weighed.into_iter().filter(|(weight, reason)| *weight > 0 || matches!(reason, Reason::Missing(_)));
    Ranked { phrase: at, score, reasons: told.map(|(_, reason)| reason).collect() }
}
