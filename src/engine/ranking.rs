//! Which candidates are best, and why. Every number that ranks is a [`Reason`] that the agent can read.

use super::{intent::IntentMatch, meaning::Nearness, mood::MoodMatch, retrieval::Hit};
use crate::{
    chat::{Mood, Stage},
    library::{IntentId, Phrase, facts::Facts, template::Template},
    rules::Weights,
    sorting::sort_by_key,
};

/// Written for what the buyer asks. The unit that the others are measured by.
pub(super) const INTENT: i32 = 100;
/// A second intent of the same turn counts half at least: it was said, but not first of all. It counts for more as its
/// evidence comes near the first one's: then the turn asks two questions.
const SECOND_INTENT: i32 = INTENT / 2;
/// What was asked in an earlier turn and is still open counts more than the turn's own "yes", which is about it.
const OPEN_MATTER: i32 = INTENT + INTENT / 4;
/// Written for the stage. Half an intent: the stage is inferred, the intent was said.
const STAGE: i32 = INTENT / 2;
/// Full likeness of characters to a buyer phrasing is as good as an intent; it is scaled by the likeness. It is the
/// measure while no [`Table`](crate::text::embedding::Table) is there.
const LIKENESS: i32 = INTENT;
/// A phrasing that means the same in other words is as good as an intent, scaled by the likeness. It is not learned: talks
/// have no phrasings.
const MEANS: i32 = INTENT;
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
/// What its words as an answer have to be worth for a phrase to be shown without anything else that speaks for it. The
/// weights are learned such that of those it shows two in three were the reply; half of what else is worth showing, so that
/// what a phrase was written for counts more than how it sounds.
const FITS: i32 = WORTH_SHOWING / 2;
/// Likeness in percent from which a phrase is shown without an intent. Below, the turn and the phrasing share a few
/// common characters, and the stage alone would fill the panel with things that nobody asked about.
const LIKE_ENOUGH: u32 = 50;
/// Likeness of what is meant, in percent, from which it is. Of two thousand lines of JDDC that training left aside, the
/// nearest one of at least so much has the same intent in 86 of 100 cases.
const MEANS_ENOUGH: u32 = 60;

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
    /// A phrasing of the phrase means what the buyer said, in other words.
    Means {
        /// That phrasing.
        query: String,
        /// Likeness of what they mean, in percent.
        percent: u32,
    },
    /// Its words are an answer to what the buyer said.
    Answers {
        /// Likeness to what an answer would mean, in percent.
        percent: u32,
    },
    /// It takes up words of the talk.
    Talk {
        /// Likeness of its words to those of the talk, in percent.
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
    /// What of it says that the words are an answer to what was said.
    fits: i32,
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
            Reason::Means { percent, .. } => *percent >= MEANS_ENOUGH,
            Reason::Answers { .. }
            | Reason::Talk { .. }
            | Reason::Stage(_)
            | Reason::Mood(_)
            | Reason::Heard(_)
            | Reason::Missing(_)
            | Reason::Said => false,
        });
        (answers && self.score >= WORTH_SHOWING) || (self.fits >= FITS && self.score >= FITS)
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
    /// What each way of being alike counts.
    pub weights: &'a Weights,
}

/// How like a phrase is to the turn, in each way that is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Likeness {
    /// In the characters of its phrasings.
    pub characters: Option<Hit>,
    /// In what it means, once a table of meanings is there.
    pub near: Option<Nearness>,
    /// In the words of the whole talk, in percent.
    pub talk: u32,
}

/// Scores one phrase. `template` is its body, which `facts` fill.
#[must_use]
pub fn rank(
    at: usize,
    phrase: &Phrase,
    turn: &Turn<'_>,
    like: &Likeness,
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
    let weights = turn.weights;
    let scaled = |points: i32, percent: u32| points * i32::try_from(percent.min(100)).unwrap_or(100) / 100;
    let phrasing =
        |query: Option<usize>| query.and_then(|query| phrase.queries.get(query)).unwrap_or(&phrase.title).clone();
    let mut fits = 0;
    if let Some(hit) = like.characters {
        let points = if like.near.is_some() { weights.characters } else { LIKENESS };
        let reason = Reason::Like { query: phrasing(hit.query), percent: hit.likeness };
        weighed.push((scaled(points, hit.likeness), reason));
    }
    if let Some(near) = like.near {
        let means = Reason::Means { query: phrasing(near.query), percent: near.same };
        weighed.push((scaled(MEANS, near.same), means));
        let answers = scaled(weights.answers, near.answer);
        let talk = scaled(weights.talk, like.talk);
        fits = answers + talk;
        weighed.push((answers, Reason::Answers { percent: near.answer }));
        weighed.push((talk, Reason::Talk { percent: like.talk }));
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
    Ranked { phrase: at, score, fits, reasons: told.map(|(_, reason)| reason).collect() }
}
