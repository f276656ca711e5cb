//! From a conversation to the three best replies. Nothing here can fail: odd input gives fewer suggestions.
//!
//! [`Engine::suggest`] asks, in this order: [`intent`] (what does the buyer want), [`stage`] (how far is the
//! sale), [`mood`], [`retrieval`] (which phrases come into question), [`ranking`] (which are best, and why).
//! An engine never changes; another library or other rules make another engine.

pub mod cue;
pub mod intent;
pub mod mood;
pub mod ranking;
pub mod retrieval;
pub mod stage;

use crate::{
    chat::{Conversation, Sender, Stage},
    library::{
        IntentId, Phrase, PhraseId, PhrasePack,
        facts::Facts,
        template::{Filled, Template},
    },
    rules,
    text::{Bigrams, normalize, sentences},
};
use intent::{IntentMatch, Intents};
use mood::{MoodMatch, Moods};
use ranking::{Ranked, Reason, Turn};
use std::collections::{HashMap, HashSet};

/// Suggestions shown: as many as can be read at a glance and inserted with Alt+1…3.
pub const SUGGESTIONS: usize = 3;
/// Phrases that are scored after retrieval; beyond, likeness is noise.
const CANDIDATES: usize = 100;
/// Two suggestions more alike than this, in percent, say the same thing.
const SAME_THING: usize = 55;
/// Score from which a phrase is worth an agent's look: half an intent.
const WORTH_SHOWING: i32 = 50;

/// Understands turns and proposes replies from a fixed library.
#[derive(Debug)]
pub struct Engine {
    intents: Intents,
    moods: Moods,
    phrases: Vec<Phrase>,
    by_intent: HashMap<IntentId, Vec<usize>>,
    index: retrieval::Index,
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
    /// The phrase's body, with its gaps.
    pub body: String,
    /// The text with its gaps filled as far as the facts go.
    pub filled: Filled,
    /// Its rank; higher is better.
    pub score: i32,
    /// Why, the heaviest reason first.
    pub reasons: Vec<Reason>,
}

impl Suggestion {
    /// Fills the gaps anew, in place: what the agent types must not reorder the suggestions.
    pub fn refill(&mut self, facts: &Facts) {
        self.filled = Template::parse(&self.body).fill(facts);
        self.reasons.retain(|reason| !matches!(reason, Reason::Missing(_)));
        if !self.filled.missing.is_empty() {
            self.reasons.push(Reason::Missing(self.filled.missing.len()));
        }
    }
}

impl Engine {
    /// Makes an engine of the shipped rules and these packs.
    #[must_use]
    pub fn new(packs: Vec<PhrasePack>) -> Self {
        let phrases: Vec<_> = packs.into_iter().flat_map(|pack| pack.phrases).collect();
        let mut by_intent: HashMap<IntentId, Vec<usize>> = HashMap::new();
        for (at, phrase) in phrases.iter().enumerate() {
            for intent in &phrase.intents {
                by_intent.entry(intent.clone()).or_default().push(at);
            }
        }
        let index = retrieval::Index::new(&phrases);
        Self { intents: Intents::new(rules::intents()), moods: Moods::new(&rules::moods()), phrases, by_intent, index }
    }

    /// Understands a conversation and proposes replies to the buyer's turn.
    #[must_use]
    pub fn suggest(&self, conversation: &Conversation, facts: &Facts) -> Advice {
        self.suggest_without(conversation, facts, &HashSet::new())
    }

    /// As [`Self::suggest`], but without phrases that the agent does not want for this turn.
    #[must_use]
    pub fn suggest_without(&self, conversation: &Conversation, facts: &Facts, unwanted: &HashSet<PhraseId>) -> Advice {
        let said: Vec<_> = conversation.buyer_turn().iter().map(|message| message.text.as_str()).collect();
        let said = said.join("\n");
        let turn = normalize(&said);
        let intents = self.intents.recognize(&turn);
        let mood = self.moods.infer(&turn);
        let stage = stage::infer(conversation, &self.intents);
        let suggestions = if turn.is_empty() {
            Vec::new()
        } else {
            self.propose(&said, &Turn { intents: &intents, stage, mood: &mood }, conversation, facts, unwanted)
        };
        Advice { stage, mood, intents, suggestions }
    }

    /// The rules about intents: their titles and stages.
    #[must_use]
    pub fn intents(&self) -> &Intents {
        &self.intents
    }

    fn propose(
        &self,
        text: &str,
        turn: &Turn<'_>,
        conversation: &Conversation,
        facts: &Facts,
        unwanted: &HashSet<PhraseId>,
    ) -> Vec<Suggestion> {
        let mut hits: HashMap<usize, retrieval::Hit> = HashMap::new();
        for hit in sentences(text).flat_map(|sentence| self.index.find(&sentence, CANDIDATES)) {
            let known = hits.entry(hit.phrase).or_insert(hit);
            if hit.likeness > known.likeness {
                *known = hit;
            }
        }
        let meant =
            turn.intents.iter().filter_map(|found| self.by_intent.get(&found.intent)).flatten().take(CANDIDATES);
        let mut candidates: Vec<usize> = meant.copied().chain(hits.keys().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let own = conversation.messages.iter().filter(|message| message.sender == Sender::Seller);
        let own: HashSet<String> = own.map(|message| normalize(&message.text)).collect();
        let mut ranked: Vec<(Ranked, Filled)> = Vec::new();
        for at in candidates {
            let Some(phrase) = self.phrases.get(at).filter(|phrase| !unwanted.contains(&phrase.id)) else { continue };
            let filled = Template::parse(&phrase.body).fill(facts);
            let said = filled.text().is_some_and(|text| own.contains(&normalize(&text)));
            let candidate = ranking::rank(at, phrase, turn, hits.get(&at), filled.missing.len(), said);
            if candidate.score >= WORTH_SHOWING {
                ranked.push((candidate, filled));
            }
        }
        ranked.sort_by_key(|(candidate, _)| (std::cmp::Reverse(candidate.score), candidate.phrase));
        self.diverse(ranked)
    }

    /// The best, each saying something that the better ones don't.
    fn diverse(&self, ranked: Vec<(Ranked, Filled)>) -> Vec<Suggestion> {
        let mut chosen: Vec<Suggestion> = Vec::new();
        let mut shown: Vec<Bigrams> = Vec::new();
        for (candidate, filled) in ranked {
            let Some(phrase) = self.phrases.get(candidate.phrase) else { continue };
            let words = Bigrams::of(&normalize(&phrase.body));
            if shown.iter().any(|other| other.likeness(&words) > SAME_THING) {
                continue;
            }
            shown.push(words);
            chosen.push(Suggestion {
                phrase: phrase.id.clone(),
                title: phrase.title.clone(),
                body: phrase.body.clone(),
                filled,
                score: candidate.score,
                reasons: candidate.reasons,
            });
            if chosen.len() == SUGGESTIONS {
                break;
            }
        }
        chosen
    }
}
