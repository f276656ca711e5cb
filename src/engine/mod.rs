//! From a conversation to the three best replies. Nothing here can fail: odd input gives fewer suggestions.
//!
//! [`Engine::suggest`] asks, in this order: [`intent`] (what does the buyer want), [`stage`] (how far is the
//! sale), [`mood`], [`language`], [`matter`] (what is still open from before), [`retrieval`] (which phrases come into
//! question), [`ranking`] (which are best, and why), `choice` (which three).
//! An engine never changes; another library or other rules make another engine.

mod choice;
pub mod cue;
pub mod gaps;
pub mod intent;
pub mod language;
pub mod matter;
mod meaning;
pub mod mood;
mod postings;
pub mod ranking;
pub mod reason;
pub mod retrieval;
pub mod stage;
mod usable;
mod weighing;
mod why_not;

use crate::{
    chat::{Card, Conversation, Mood, Stage},
    library::{
        IntentId, Language, Phrase, PhraseId, PhrasePack,
        facts::Facts,
        nested,
        template::{Filled, Template},
        usage::Usage,
        validity::{Circumstances, is_limited},
        wording::{self, Talk},
    },
    rules::{self, Weights},
    sorting::sort_by_key,
    text::{
        self,
        embedding::{Meaning, Table},
    },
};
use intent::{IntentMatch, Intents};
use meaning::Meanings;
use mood::{MoodMatch, Moods};
use ranking::Ranked;
use reason::{Reason, Weighed};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};
use weighing::{Candidate, Reading, Weighing, said_by_seller};

pub use why_not::{Hindrance, WhyNot};

/// Suggestions shown: as many as can be read at a glance and inserted with Alt+1…3.
pub const SUGGESTIONS: usize = 3;
/// The best candidates, among which repeats of what was said are looked for: no talk has so many that three new ones
/// would not be among them.
const REPEATS_LOOKED_FOR: usize = 8 * SUGGESTIONS;

/// The shipped rules, compiled: the same for every engine.
static RULES: LazyLock<(Intents, Moods, Weights)> =
    LazyLock::new(|| (Intents::new(rules::intents()), Moods::new(&rules::moods()), rules::weights()));

/// Reads and compiles what ships before the first engine is made, while there is something else to wait for.
pub fn warm_up() {
    LazyLock::force(&RULES);
    let _ = rules::starter_packs();
}

/// Understands turns and proposes replies from a fixed library.
#[derive(Debug)]
pub struct Engine {
    intents: &'static Intents,
    moods: &'static Moods,
    phrases: Vec<Arc<Phrase>>,
    /// The language of each phrase.
    languages: Vec<Language>,
    /// The languages that some phrase is written in or translated to.
    spoken: HashSet<Language>,
    /// By place, whether a phrase may be refused: it, or one that was put into it, is limited to some time or place.
    limited: Vec<bool>,
    /// By place, the places of the phrases that were put into one.
    made_with: HashMap<usize, Vec<usize>>,
    by_intent: HashMap<IntentId, Vec<usize>>,
    places: HashMap<PhraseId, usize>,
    index: retrieval::Index,
    weights: Weights,
    /// What the phrases mean; `None` until a table is there.
    meanings: Option<Meanings>,
}

/// What the engine is told beside the conversation.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// What fills gaps.
    pub facts: &'a Facts,
    /// When and where the reply would be said.
    pub circumstances: &'a Circumstances,
    /// Phrases that the agent does not want for this turn.
    pub unwanted: &'a HashSet<PhraseId>,
    /// How phrases were used, and what was decided about them.
    pub usage: &'a Usage,
    /// The day, as [`usage::day`](crate::library::usage::day()) counts: what was decided fades.
    pub day: u32,
}

/// What is understood of a conversation, and what could be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Where the sale stands.
    pub stage: Stage,
    /// How the buyer feels.
    pub mood: MoodMatch,
    /// What the buyer's turn asks for, the surest first.
    pub intents: Vec<IntentMatch>,
    /// What the buyer wants first of all, also from an earlier turn: what habits are remembered by.
    pub wants: Option<IntentId>,
    /// At most [`SUGGESTIONS`], the best first; empty when the last word is ours.
    pub suggestions: Vec<Suggestion>,
}

/// A reply that can be inserted now, or once its gaps are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The phrase it was made from.
    pub phrase: PhraseId,
    /// What the agent knows it by.
    pub title: String,
    /// The wording that was chosen, with its gaps.
    pub body: String,
    /// The text with its gaps filled as far as the facts go.
    pub filled: Filled,
    /// How many pictures go with it.
    pub pictures: usize,
    /// Its rank; higher is better.
    pub score: i32,
    /// Why, the heaviest reason first.
    pub reasons: Vec<Weighed>,
}

impl Suggestion {
    /// Fills the gaps anew, in place: what the agent types must not reorder the suggestions.
    pub fn refill(&mut self, facts: &Facts) {
        self.filled = Template::parse(&self.body).fill(facts);
        self.reasons.retain(|weighed| !matches!(weighed.reason, Reason::Missing(_)));
        self.reasons.extend(ranking::missing(self.filled.missing.len()));
    }
}

impl Engine {
    /// Makes an engine of the shipped rules and these packs.
    #[must_use]
    pub fn new(packs: Vec<PhrasePack>) -> Self {
        let mut phrases = Vec::new();
        let mut languages = Vec::new();
        let mut spoken = HashSet::new();
        for pack in packs {
            spoken.extend((!pack.phrases.is_empty()).then_some(pack.language));
            languages.extend(std::iter::repeat_n(pack.language, pack.phrases.len()));
            phrases.extend(pack.phrases);
        }
        let made_with = nested::put_in_all(&mut phrases);
        let made_with = usable::places(made_with, &phrases);
        let mut limited: Vec<bool> = phrases.iter().map(|phrase| is_limited(phrase)).collect();
        for (at, with) in &made_with {
            let by_others = with.iter().any(|other| phrases.get(*other).is_some_and(|other| is_limited(other)));
            if let Some(limited) = limited.get_mut(*at) {
                *limited |= by_others;
            }
        }
        let mut by_intent: HashMap<IntentId, Vec<usize>> = HashMap::new();
        for (at, phrase) in phrases.iter().enumerate() {
            spoken.extend(phrase.translations.iter().map(|(language, _)| *language));
            for intent in &phrase.intents {
                match by_intent.get_mut(intent) {
                    Some(places) => places.push(at),
                    None => drop(by_intent.insert(intent.clone(), vec![at])),
                }
            }
        }
        let places = phrases.iter().enumerate().map(|(at, phrase)| (phrase.id.clone(), at)).collect();
        let index = retrieval::Index::new(&phrases);
        let (intents, moods) = (&RULES.0, &RULES.1);
        let (weights, meanings) = (RULES.2, None);
        Self {
            intents,
            moods,
            phrases,
            languages,
            spoken,
            limited,
            made_with,
            by_intent,
            places,
            index,
            weights,
            meanings,
        }
    }

    /// Takes a table, by which it will know what phrases mean once [`Self::read_on`] has read them.
    pub fn bring(&mut self, table: Arc<Table>) {
        self.meanings = Some(Meanings::new(table));
    }

    /// Reads what the next phrases mean, so many at most: 10,000 take longer than a browser may stand still. False when
    /// there is nothing left to read.
    pub fn read_on(&mut self, count: usize) -> bool {
        let Some(meanings) = &mut self.meanings else { return false };
        meanings.read_on(&self.phrases, count, None);
        meanings.phrases() < self.phrases.len()
    }

    /// Knows what phrases mean as an engine before it did, and reads what is new.
    pub fn take_over(&mut self, before: &Self) {
        self.meanings = before.meanings.as_ref().map(|known| {
            let mut meanings = Meanings::new(Arc::clone(known.table()));
            meanings.read_on(&self.phrases, self.phrases.len(), Some(known));
            meanings
        });
    }

    /// What a line means; `None` without a table, and for a line without words.
    #[must_use]
    pub fn meaning(&self, line: &str) -> Option<Meaning> {
        self.meanings.as_ref()?.table().meaning(line)
    }

    /// What the phrases mean, once all are read.
    fn meanings(&self) -> Option<&Meanings> {
        self.meanings.as_ref().filter(|meanings| meanings.phrases() == self.phrases.len())
    }

    /// Understands a conversation and proposes replies to the buyer's turn.
    #[must_use]
    pub fn suggest(&self, conversation: &Conversation, facts: &Facts, circumstances: &Circumstances) -> Advice {
        let (unwanted, usage) = (HashSet::new(), Usage::default());
        self.advise(conversation, &Situation { facts, circumstances, unwanted: &unwanted, usage: &usage, day: 0 })
    }

    /// As [`Self::suggest`], for an agent who is known.
    #[must_use]
    pub fn advise(&self, conversation: &Conversation, situation: &Situation<'_>) -> Advice {
        let reading = self.read(conversation);
        let suggestions = if conversation.buyer_turn().is_empty() {
            Vec::new()
        } else {
            let admits = |at: usize| self.admits(at, situation.circumstances);
            self.propose(&Weighing::new(self, conversation, &reading, situation, admits))
        };
        let wants = reading.wants().cloned();
        Advice { stage: reading.stage, mood: reading.mood, intents: reading.intents, wants, suggestions }
    }

    /// Every phrase as it is weighed in this conversation, the best first, also those that are not worth showing.
    #[must_use]
    pub fn rank_all(&self, conversation: &Conversation, situation: &Situation<'_>) -> Vec<Ranked> {
        let reading = self.read(conversation);
        let weighing = Weighing::new(self, conversation, &reading, situation, |_| true);
        let weighed = (0..self.phrases.len()).filter_map(|at| weighing.candidate(at));
        let mut all: Vec<Ranked> = weighed.map(|candidate| candidate.ranked).collect();
        sort_by_key(&mut all, |ranked| (std::cmp::Reverse(ranked.score), ranked.phrase));
        all
    }

    /// What is understood of a conversation, before any phrase is looked at.
    fn read(&self, conversation: &Conversation) -> Reading {
        let rows = conversation.buyer_turn();
        let said: Vec<_> = rows.iter().map(|message| message.text.as_str()).collect();
        let said = text::sentences(&said.join("\n"));
        let mut intents = self.intents.recognize(&said);
        let shows_an_order = rows.iter().any(|message| matches!(message.card, Some(Card::Order { .. })));
        if said.is_empty() && shows_an_order {
            let intent = IntentId(intent::GIVES_DETAILS.into());
            intents.push(IntentMatch { intent, score: 0, words: Vec::new() });
        }
        let open = matter::open(conversation, self.intents, &intents);
        let mut mood = self.moods.infer(&said);
        let surest = intents.first().map_or(&[][..], |found| self.intents.stages(&found.intent));
        if mood.mood == Mood::Pleased && surest.first() == Some(&Stage::AfterSales) {
            // Praise within a complaint softens it; the buyer is not pleased.
            mood = MoodMatch::default();
        }
        let stage = stage::infer(conversation, self.intents);
        let asked = self.matters_of(&intents);
        Reading { said, intents, asked, open, stage, mood }
    }

    /// A phrase as it would be said in this conversation, for an agent who chose it by name; without a reason.
    #[must_use]
    pub fn suggestion(&self, id: &PhraseId, conversation: &Conversation, facts: &Facts) -> Option<Suggestion> {
        let phrase = self.phrases.get(*self.places.get(id)?)?;
        let own = said_by_seller(conversation);
        let (body, template) = wording::choose(phrase, Talk { id: &conversation.id, said: &own, facts });
        Some(Suggestion {
            phrase: id.clone(),
            title: phrase.title.clone(),
            body: body.to_owned(),
            filled: template.fill(facts),
            pictures: phrase.images.len(),
            score: 0,
            reasons: Vec::new(),
        })
    }

    /// The rules about intents: their titles and stages.
    #[must_use]
    pub fn intents(&self) -> &Intents {
        self.intents
    }

    fn propose(&self, weighing: &Weighing<'_>) -> Vec<Suggestion> {
        let Situation { unwanted, facts, .. } = *weighing.situation;
        let matter_waits = self.matter_waits(weighing.reading);
        let mut ranked: Vec<Candidate<'_>> = Vec::new();
        for at in weighing.candidates() {
            let Some(phrase) = self.phrases.get(at).filter(|phrase| !unwanted.contains(&phrase.id)) else { continue };
            if matter_waits && self.answers_courtesy_only(phrase) {
                continue;
            }
            ranked.extend(weighing.worth_showing(at));
        }
        let order = |candidate: &Candidate<'_>| (std::cmp::Reverse(candidate.ranked.score), candidate.ranked.phrase);
        sort_by_key(&mut ranked, order);
        let best = ranked.len().min(REPEATS_LOOKED_FOR);
        for candidate in ranked.iter_mut().take(best) {
            if weighing.was_said(candidate) {
                candidate.ranked.was_said();
            }
        }
        ranked.retain(|candidate| candidate.ranked.is_worth_showing());
        sort_by_key(&mut ranked, order);
        choice::choose(ranked, &self.phrases, facts)
    }

    /// True while something other than a courtesy waits for an answer.
    fn matter_waits(&self, reading: &Reading) -> bool {
        reading.open.is_some() || reading.asked.iter().any(|found| !self.intents.is_courtesy(&found.intent))
    }

    /// The intents that want an answer: without courtesies where there is a matter.
    fn matters_of(&self, intents: &[IntentMatch]) -> Vec<IntentMatch> {
        let matters: Vec<_> =
            intents.iter().filter(|found| !self.intents.is_courtesy(&found.intent)).cloned().collect();
        if matters.is_empty() { intents.to_vec() } else { matters }
    }

    /// True for a phrase that answers thanks, a yes or a greeting; it is no answer while a matter waits for one.
    fn answers_courtesy_only(&self, phrase: &Phrase) -> bool {
        !phrase.intents.is_empty() && phrase.intents.iter().all(|intent| self.intents.is_courtesy(intent))
    }
}
