//! From a conversation to the three best replies. Nothing here can fail: odd input gives fewer suggestions.
//!
//! [`Engine::suggest`] asks, in this order: [`intent`] (what does the buyer want), [`stage`] (how far is the
//! sale), [`mood`], [`language`], [`matter`] (what is still open from before), [`retrieval`] (which phrases come into
//! question), [`ranking`] (which are best, and why), `choice` (which three).
//! An engine never changes; another library or other rules make another engine.

mod choice;
pub mod cue;
pub mod intent;
pub mod language;
pub mod matter;
pub mod mood;
mod postings;
pub mod ranking;
pub mod retrieval;
pub mod stage;
mod usable;

use crate::{
    chat::{Card, Conversation, Message, Mood, Sender, Stage},
    library::{
        IntentId, Language, Phrase, PhraseId, PhrasePack,
        facts::Facts,
        nested,
        template::{Filled, Template},
        validity::{Circumstances, is_limited},
        wording::{self, Talk, translation},
    },
    rules,
    sorting::{sort, sort_by_key},
    text::{self, normalize},
};
use intent::{IntentMatch, Intents};
use mood::{MoodMatch, Moods};
use ranking::{Ranked, Reason, Turn};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};

/// Suggestions shown: as many as can be read at a glance and inserted with Alt+1…3.
pub const SUGGESTIONS: usize = 3;
/// Phrases that are scored after retrieval, and phrases of the recognized intents: beyond, both are noise.
const CANDIDATES: usize = 100;

/// The best candidates, among which repeats of what was said are looked for: no talk has so many that three new ones
/// would not be among them.
const REPEATS_LOOKED_FOR: usize = 8 * SUGGESTIONS;
/// Bytes of a row that can still be a phrase that was sent: an answer of over 700 characters is too long for a chat.
const LONGEST_REPLY: usize = 4_000;
/// Parts of a turn that are compared with phrasings, the last ones: a turn has one or two, a complaint a dozen.
const MAX_PARTS: usize = 32;

/// The shipped rules, compiled: the same for every engine.
static RULES: LazyLock<(Intents, Moods)> =
    LazyLock::new(|| (Intents::new(rules::intents()), Moods::new(&rules::moods())));

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
    index: retrieval::Index,
}

/// A phrase that comes into question, with the wording in which it would be said.
struct Candidate<'a> {
    ranked: Ranked,
    body: &'a str,
    template: Template,
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
    /// The wording that was chosen, with its gaps.
    pub body: String,
    /// The text with its gaps filled as far as the facts go.
    pub filled: Filled,
    /// How many pictures go with it.
    pub pictures: usize,
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
        let index = retrieval::Index::new(&phrases);
        let (intents, moods) = (&RULES.0, &RULES.1);
        Self { intents, moods, phrases, languages, spoken, limited, made_with, by_intent, index }
    }

    /// Understands a conversation and proposes replies to the buyer's turn.
    #[must_use]
    pub fn suggest(&self, conversation: &Conversation, facts: &Facts, circumstances: &Circumstances) -> Advice {
        self.suggest_without(conversation, facts, circumstances, &HashSet::new())
    }

    /// As [`Self::suggest`], but without phrases that the agent does not want for this turn.
    #[must_use]
    pub fn suggest_without(
        &self,
        conversation: &Conversation,
        facts: &Facts,
        circumstances: &Circumstances,
        unwanted: &HashSet<PhraseId>,
    ) -> Advice {
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
        let suggestions = if rows.is_empty() {
            Vec::new()
        } else {
            let asked = self.matters_of(&intents);
            let turn = Turn { intents: &asked, open: open.as_ref(), stage, mood: &mood };
            let admits = |at: usize| self.admits(at, circumstances);
            self.propose(&said, &turn, conversation, facts, admits, unwanted)
        };
        Advice { stage, mood, intents, suggestions }
    }

    /// A phrase as it would be said in this conversation, for an agent who chose it by name; without a reason.
    #[must_use]
    pub fn suggestion(&self, id: &PhraseId, conversation: &Conversation, facts: &Facts) -> Option<Suggestion> {
        let phrase = self.phrases.iter().find(|phrase| phrase.id == *id)?;
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

    fn propose(
        &self,
        said: &[String],
        turn: &Turn<'_>,
        conversation: &Conversation,
        facts: &Facts,
        admits: impl Fn(usize) -> bool,
        unwanted: &HashSet<PhraseId>,
    ) -> Vec<Suggestion> {
        let wanted = self.answers_in(conversation, &said.join(" "));
        let usable = |at: &usize| self.speaks(*at, wanted) && admits(*at);
        let hits = self.index.find_any(&matters(said), CANDIDATES, |at| usable(&at));
        let hits: HashMap<usize, retrieval::Hit> = hits.into_iter().map(|hit| (hit.phrase, hit)).collect();
        let matter_waits =
            turn.open.is_some() || turn.intents.iter().any(|found| !self.intents.is_courtesy(&found.intent));
        let meant = turn.intents.iter().chain(turn.open);
        let meant = meant.filter_map(|found| self.by_intent.get(&found.intent)).flatten();
        let meant = meant.copied().filter(usable).take(CANDIDATES);
        let mut candidates: Vec<usize> = meant.chain(hits.keys().copied()).collect();
        sort(&mut candidates);
        candidates.dedup();
        let own = said_by_seller(conversation);
        let talk = Talk { id: &conversation.id, said: &own, facts };
        let mut ranked: Vec<Candidate<'_>> = Vec::new();
        for at in candidates {
            let Some(phrase) = self.phrases.get(at).filter(|phrase| !unwanted.contains(&phrase.id)) else { continue };
            if matter_waits && self.answers_courtesy_only(phrase) {
                continue;
            }
            let translated = wanted.filter(|wanted| self.languages.get(at) != Some(wanted));
            let (body, template) = match translated.and_then(|language| translation(phrase, language)) {
                Some(body) => (body, Template::parse(body)),
                None => wording::choose(phrase, talk),
            };
            let candidate = ranking::rank(at, phrase, turn, hits.get(&at), &template, facts);
            if candidate.is_worth_showing() {
                ranked.push(Candidate { ranked: candidate, body, template });
            }
        }
        let order = |candidate: &Candidate<'_>| (std::cmp::Reverse(candidate.ranked.score), candidate.ranked.phrase);
        sort_by_key(&mut ranked, order);
        let best = ranked.len().min(REPEATS_LOOKED_FOR);
        for candidate in ranked.iter_mut().take(best) {
            if candidate.template.fill(facts).text().is_some_and(|text| own.contains(&normalize(&text))) {
                candidate.ranked.was_said();
            }
        }
        ranked.retain(|candidate| candidate.ranked.is_worth_showing());
        sort_by_key(&mut ranked, order);
        choice::choose(ranked, &self.phrases, facts)
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

/// What the seller wrote in this conversation, normalised, as far as it can be a phrase.
fn said_by_seller(conversation: &Conversation) -> HashSet<String> {
    let can_be = |message: &&Message| message.sender == Sender::Seller && message.text.len() <= LONGEST_REPLY;
    let own = conversation.messages.iter().filter(can_be);
    own.map(|message| normalize(&message.text)).collect()
}

/// What a turn is about, to be compared with phrasings: its sentences and the clauses of the long ones, without courtesies
/// where there is more than those.
fn matters(said: &[String]) -> Vec<&str> {
    let parts = said.iter().rev().flat_map(|sentence| {
        let clauses = text::clauses(sentence);
        let whole = (clauses.len() > 1).then_some(sentence.as_str());
        whole.into_iter().chain(clauses.into_iter().rev())
    });
    let parts: Vec<&str> = parts.take(MAX_PARTS).map(text::matter).collect();
    let bare = |part: &&str| text::is_courtesy(part);
    if parts.iter().all(bare) { parts } else { parts.into_iter().filter(|part| !bare(part)).collect() }
}
