//! Which candidates are best, and why. Every number that ranks is a [`Reason`] that the agent can read.

use super::{
    intent::IntentMatch,
    meaning::Nearness,
    mood::MoodMatch,
    reason::{Reason, Weighed},
    retrieval::Hit,
};
use crate::{
    chat::{Mood, Stage},
    library::{
        Phrase, Validity,
        facts::Facts,
        template::Template,
        usage::{Leaning, Used},
    },
    rules::Weights,
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

/// A candidate's worth and the reasons that make it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Position of the phrase in the engine's list.
    pub phrase: usize,
    /// Sum of the named scores; higher is better.
    pub score: i32,
    /// Whether something says that the phrase was written for this, or is taken for it.
    answers: bool,
    /// What of it says that the words are an answer to what was said.
    fits: i32,
    /// The reasons, the heaviest first; the score is the sum of their points.
    pub reasons: Vec<Weighed>,
}

impl Ranked {
    /// Counts a reason that adds something, or takes something away; of equal ones the first stays first.
    fn add(&mut self, points: i32, reason: &dyn Fn() -> Reason) {
        if points != 0 {
            self.score += points;
            let place = self.reasons.partition_point(|other| other.points >= points);
            self.reasons.insert(place, Weighed { reason: reason(), points });
        }
    }

    /// Takes into account that the conversation has it already.
    pub fn was_said(&mut self) {
        self.score += SAID;
        self.reasons.push(Weighed { reason: Reason::Said, points: SAID });
    }

    /// True when it answers something that was said, and well enough.
    #[must_use]
    pub fn is_worth_showing(&self) -> bool {
        (self.answers && self.score >= WORTH_SHOWING) || (self.fits >= FITS && self.score >= FITS)
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

impl Evidence {
    /// True when something says that the phrase was written for this, or is taken for it.
    fn answers(&self, phrase: &Phrase, turn: &Turn<'_>) -> bool {
        let mut wanted = turn.open.into_iter().chain(turn.intents);
        wanted.any(|found| phrase.intents.contains(&found.intent))
            || self.characters.is_some_and(|hit| hit.likeness >= LIKE_ENOUGH)
            || self.near.is_some_and(|near| near.same / 10 >= MEANS_ENOUGH)
            || self.leaning.is_some_and(|leaning| leaning.percent >= HABIT_ENOUGH)
    }

    /// What says that the words are an answer to what was said, in points; 0 without a table.
    fn fits(&self, weights: &Weights) -> i32 {
        let characters = self.characters.map_or(0, |hit| 10 * hit.likeness);
        self.near.map_or(0, |near| {
            scaled(weights.characters, characters)
                + scaled(weights.answers, near.answer)
                + scaled(weights.talk, self.talk)
                + scaled(weights.before, near.before)
        })
    }
}

/// Points, of which so many thousandths count.
fn scaled(points: i32, thousandths: u32) -> i32 {
    points * i32::try_from(thousandths.min(1_000)).unwrap_or(0) / 1_000
}

/// False for a phrase that [`Ranked::is_worth_showing`] would refuse whatever its gaps are.
#[must_use]
pub fn may_be_shown(phrase: &Phrase, turn: &Turn<'_>, like: &Evidence) -> bool {
    like.answers(phrase, turn) || like.fits(turn.weights) >= FITS
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
    let (answers, fits) = (like.answers(phrase, turn), like.fits(turn.weights));
    let mut ranked = Ranked { phrase: at, score: 0, answers, fits, reasons: Vec::new() };
    let surest = turn.intents.first().map_or(1, |first| first.score.max(1));
    let asked = turn.intents.iter().map(|found| {
        let percent = i32::try_from(100 * found.score.min(surest) / surest).unwrap_or(100);
        ((INTENT * percent / 100).max(SECOND_INTENT), found)
    });
    let mut wanted = turn.open.map(|open| (OPEN_MATTER, open)).into_iter().chain(asked);
    if let Some((weight, found)) = wanted.find(|(_, found)| phrase.intents.contains(&found.intent)) {
        let first = phrase.intents.first() == Some(&found.intent);
        let reason = || Reason::Intent { intent: found.intent.clone(), words: found.words.clone() };
        ranked.add(if first { weight } else { weight / 2 }, &reason);
    }
    let weights = turn.weights;
    let phrasing =
        |query: Option<usize>| query.and_then(|query| phrase.queries.get(query)).unwrap_or(&phrase.title).clone();
    if let Some(hit) = like.characters {
        let points = if like.near.is_some() { weights.characters } else { LIKENESS };
        ranked.add(scaled(points, 10 * hit.likeness), &|| Reason::Like {
            query: phrasing(hit.query),
            percent: hit.likeness,
        });
    }
    if let Some(near) = like.near {
        ranked
            .add(scaled(MEANS, near.same), &|| Reason::Means { query: phrasing(near.query), percent: near.same / 10 });
        ranked.add(scaled(weights.answers, near.answer), &|| Reason::Answers { percent: near.answer / 10 });
        ranked.add(scaled(weights.before, near.before), &|| Reason::GoesOn { percent: near.before / 10 });
        ranked.add(scaled(weights.talk, like.talk), &|| Reason::Talk { percent: like.talk / 10 });
    }
    ranked.add(scaled(PRODUCT, like.product * 1_000 / PRODUCT_WHOLE), &|| Reason::Product);
    if let Some(Leaning { percent, taken }) = like.leaning {
        ranked.add(HABIT * percent / 100, &|| Reason::Habit { taken });
    }
    let (Used { count, .. }, days) = like.used;
    ranked.add(use_points(count, days), &|| Reason::Used { count });
    if phrase.validity != Validity::default() {
        ranked.add(SEASON, &|| Reason::Season);
    }
    if phrase.stages.contains(&turn.stage) {
        ranked.add(STAGE, &|| Reason::Stage(turn.stage));
    }
    let calm = turn.mood.mood == Mood::Calm;
    if phrase.moods.contains(&turn.mood.mood) && !calm {
        ranked.add(MOOD, &|| Reason::Mood(turn.mood.mood));
    } else if !phrase.moods.is_empty() && !phrase.moods.contains(&turn.mood.mood) {
        ranked.add(OTHER_MOOD, &|| Reason::Mood(turn.mood.mood));
    }
    let heard = template.heard(facts);
    let reason = || Reason::Heard(heard.iter().map(|fact| (*fact).to_owned()).collect());
    ranked.add(HEARD.saturating_mul(i32::try_from(heard.len()).unwrap_or(1)), &reason);
    if let Some(Weighed { reason, points }) = missing(template.missing(facts)) {
        ranked.add(points, &|| reason.clone());
    }
    ranked
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
