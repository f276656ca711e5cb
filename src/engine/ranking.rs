//! Which candidates are best, and why. Every number that ranks is a [`Reason`] that the agent can read.

use super::{intent::IntentMatch, meaning::Nearness, mood::MoodMatch, retrieval::Hit};
use crate::{
    chat::{Mood, Stage},
    library::{
        IntentId, Phrase, Validity,
        facts::Facts,
        template::Template,
        usage::{Leaning, Used},
    },
    rules::Weights,
    sorting::sort_by_key,
};

/// Written for what the buyer asks. The unit that the others are measured by, in points fine enough that hardly two
/// phrases come to the same.
pub(super) const INTENT: i32 = 1_000;
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
/// gaps unless that one is three quarters likelier in its words, and against one with a single gap unless a quarter likelier.
const MISSING: i32 = -INTENT / 4;
/// Each thing that the buyer has told ("165 cm") and that the phrase takes up: it makes good for one gap, so that the
/// answer that still lacks one word beats the question for what was told.
const HEARD: i32 = -MISSING;
/// Always taken when buyers wanted this, scaled by how surely the agent leans: a ninth of it after one click, half after a
/// dozen, when it is worth as much as an intent; and it counts against what is always put away.
const HABIT: i32 = 2 * INTENT;
/// Leaning in percent from which a phrase answers what the buyer wants, whatever it was written for: three times taken.
const HABIT_ENOUGH: i32 = 25;
/// Inserted often, and lately: it decides between equals.
const USED: i32 = INTENT / 10;
/// Days by which a use counts half.
const USED_HALF: u64 = 30;
/// Uses that count in full, as a power of two: beyond, more say no more.
const USED_DOUBLINGS: u32 = 6;
/// Written for these days: an author who limits a phrase wants it said while it may be.
const SEASON: i32 = INTENT / 5;
/// It takes up the words of the item that is talked about; scaled by the likeness.
const PRODUCT: i32 = INTENT / 4;
/// A title is a list of a dozen words, of which a reply takes up one or two: so much likeness to it, in thousandths, is whole.
const PRODUCT_WHOLE: u32 = 250;
/// Said in this conversation already: buyers notice a repeated line.
const SAID: i32 = -2 * INTENT;
/// Score from which a phrase is worth an agent's look: half an intent.
pub(super) const WORTH_SHOWING: i32 = INTENT / 2;
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
    /// The agent, or colleagues, took it so often of late when buyers wanted this.
    Habit {
        /// How often.
        taken: u32,
    },
    /// It was inserted so often.
    Used {
        /// How often.
        count: u32,
    },
    /// It was written for these days.
    Season,
    /// It takes up words of the item that is talked about.
    Product,
    /// It goes on from what the seller said before.
    GoesOn {
        /// Likeness of what they mean, in percent.
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

impl std::fmt::Display for Reason {
    /// In short, for whoever works on the rules; the panel has words of its own.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Intent { intent, words } => write!(f, "{} ({})", intent.0, words.join(" ")),
            Self::Like { query, percent } => write!(f, "like \"{query}\" {percent}%"),
            Self::Means { query, percent } => write!(f, "means \"{query}\" {percent}%"),
            Self::Answers { percent } => write!(f, "answers {percent}%"),
            Self::Habit { taken } => write!(f, "taken {taken} times"),
            Self::Used { count } => write!(f, "used {count} times"),
            Self::Season => f.write_str("written for these days"),
            Self::Product => f.write_str("takes up the item"),
            Self::GoesOn { percent } => write!(f, "goes on {percent}%"),
            Self::Talk { percent } => write!(f, "talk {percent}%"),
            Self::Stage(stage) => write!(f, "stage {}", stage.name()),
            Self::Mood(mood) => write!(f, "mood {}", mood.name()),
            Self::Heard(facts) => write!(f, "takes up {}", facts.join(", ")),
            Self::Missing(count) => write!(f, "{count} to fill"),
            Self::Said => f.write_str("said before"),
        }
    }
}

/// A reason and what it adds to the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The reason.
    pub reason: Reason,
    /// Points; below zero for what speaks against it.
    pub points: i32,
}

impl Weighed {
    /// True for what a card tells: what speaks for a phrase, and what is left to do.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.points > 0 || matches!(self.reason, Reason::Missing(_) | Reason::Said)
    }
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
    /// The reasons, the heaviest first; the score is the sum of their points.
    pub reasons: Vec<Weighed>,
}

impl Ranked {
    /// Takes into account that the conversation has it already.
    pub fn was_said(&mut self) {
        self.score += SAID;
        self.reasons.push(Weighed { reason: Reason::Said, points: SAID });
    }

    /// True when it answers something that was said, and well enough.
    #[must_use]
    pub fn is_worth_showing(&self) -> bool {
        let answers = self.reasons.iter().any(|weighed| match &weighed.reason {
            Reason::Intent { .. } => true,
            Reason::Like { percent, .. } => *percent >= LIKE_ENOUGH,
            Reason::Means { percent, .. } => *percent >= MEANS_ENOUGH,
            Reason::Habit { .. } => weighed.points >= HABIT * HABIT_ENOUGH / 100,
            Reason::Answers { .. }
            | Reason::Used { .. }
            | Reason::Season
            | Reason::GoesOn { .. }
            | Reason::Product
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

/// What is known of a phrase in the turn: how like it is, in each way that is looked at, and how it was used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// In the characters of its phrasings.
    pub characters: Option<Hit>,
    /// In what it means, once a table of meanings is there.
    pub near: Option<Nearness>,
    /// In the words of the whole talk, in thousandths.
    pub talk: u32,
    /// In the words of the item that is talked about, in thousandths.
    pub product: u32,
    /// Which way agents lean about it when buyers want this.
    pub leaning: Option<Leaning>,
    /// How often it was inserted, and how many days ago the last time.
    pub used: (Used, u64),
}

/// Scores one phrase. `template` is its body, which `facts` fill.
#[must_use]
pub fn rank(
    at: usize,
    phrase: &Phrase,
    turn: &Turn<'_>,
    like: &Evidence,
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
    let scaled = |points: i32, thousandths: u32| points * i32::try_from(thousandths.min(1_000)).unwrap_or(0) / 1_000;
    let phrasing =
        |query: Option<usize>| query.and_then(|query| phrase.queries.get(query)).unwrap_or(&phrase.title).clone();
    let mut fits = 0;
    if let Some(hit) = like.characters {
        let points = if like.near.is_some() { weights.characters } else { LIKENESS };
        let reason = Reason::Like { query: phrasing(hit.query), percent: hit.likeness };
        let points = scaled(points, 10 * hit.likeness);
        fits += if like.near.is_some() { points } else { 0 };
        weighed.push((points, reason));
    }
    if let Some(near) = like.near {
        let means = Reason::Means { query: phrasing(near.query), percent: near.same / 10 };
        weighed.push((scaled(MEANS, near.same), means));
        let answers = scaled(weights.answers, near.answer);
        let talk = scaled(weights.talk, like.talk);
        let before = scaled(weights.before, near.before);
        fits += answers + talk + before;
        weighed.push((answers, Reason::Answers { percent: near.answer / 10 }));
        weighed.push((before, Reason::GoesOn { percent: near.before / 10 }));
        weighed.push((talk, Reason::Talk { percent: like.talk / 10 }));
    }
    let product = scaled(PRODUCT, like.product * 1_000 / PRODUCT_WHOLE);
    weighed.push((product, Reason::Product));
    if let Some(Leaning { percent, taken }) = like.leaning {
        weighed.push((HABIT * percent / 100, Reason::Habit { taken }));
    }
    let (Used { count, .. }, days) = like.used;
    weighed.push((use_points(count, days), Reason::Used { count }));
    if phrase.validity != Validity::default() {
        weighed.push((SEASON, Reason::Season));
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
    weighed.extend(missing(template.missing(facts)).map(|Weighed { reason, points }| (points, reason)));
    let score = weighed.iter().map(|(weight, _)| weight).sum();
    sort_by_key(&mut weighed, |(weight, _)| std::cmp::Reverse(*weight));
    let told = weighed.into_iter().filter(|(points, _)| *points != 0);
    Ranked { phrase: at, score, fits, reasons: told.map(|(points, reason)| Weighed { reason, points }).collect() }
}

/// What it costs that so many gaps are to be filled by hand.
pub(super) fn missing(gaps: usize) -> Option<Weighed> {
    let count = i32::try_from(gaps).unwrap_or(i32::MAX / MISSING.abs());
    (gaps > 0).then(|| Weighed { reason: Reason::Missing(gaps), points: MISSING.saturating_mul(count) })
}

/// What it adds that a phrase was inserted so often, the last time so many days ago.
fn use_points(count: u32, days: u64) -> i32 {
    let doublings = count.saturating_add(1).ilog2().min(USED_DOUBLINGS);
    let points = USED * i32::try_from(doublings).unwrap_or(0) / i32::try_from(USED_DOUBLINGS).unwrap_or(1);
    points.checked_shr(u32::try_from(days / USED_HALF).unwrap_or(u32::MAX)).unwrap_or(0)
}
