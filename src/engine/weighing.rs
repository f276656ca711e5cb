//! How phrases are weighed in one turn: everything about the turn is worked out once, then each phrase is looked at.
//! [`Engine`] asks this for what it proposes; [`ranking`] has the weights.

use super::{
    Engine, Situation,
    intent::IntentMatch,
    meaning::Asked,
    mood::MoodMatch,
    ranking::{self, Evidence, Ranked, Turn},
    retrieval::{Hit, Words},
};
use crate::{
    chat::{Card, Conversation, Message, Sender, Stage},
    library::{
        IntentId, Language, Phrase,
        template::Template,
        wording::{self, Talk, translation},
    },
    sorting::sort,
    text::{self, Bigrams, Script, normalize, script},
};
use std::collections::{HashMap, HashSet};

/// Phrases that are scored after retrieval, and phrases of the recognized intents: beyond, both are noise.
const CANDIDATES: usize = 100;
/// Bytes of a row that can still be a phrase that was sent: an answer of over 700 characters is too long for a chat.
const LONGEST_REPLY: usize = 4_000;
/// Rows of the seller, the last ones, that are not said again in nearly the same words.
const LAST_REPLIES: usize = 6;
/// Likeness in percent from which two replies are nearly the same.
const SAME_REPLY: usize = 85;
/// Parts of a turn that are compared with phrasings, the last ones: a turn has one or two, a complaint a dozen.
const MAX_PARTS: usize = 32;
/// Rows of the seller before the turn from which an answer goes on.
const ROWS_BEFORE: usize = 3;
/// Rows of a talk whose words a reply takes up.
const TALK_ROWS: usize = 9;

/// What is understood of a conversation.
#[derive(Debug)]
pub(super) struct Reading {
    /// The buyer's turn in sentences, normalised.
    pub(super) said: Vec<String>,
    /// What the turn asks for, the surest first.
    pub(super) intents: Vec<IntentMatch>,
    /// Of these, what wants an answer.
    pub(super) asked: Vec<IntentMatch>,
    /// What an earlier turn asked for and is still open.
    pub(super) open: Option<IntentMatch>,
    /// Where the sale stands.
    pub(super) stage: Stage,
    /// How the buyer feels.
    pub(super) mood: MoodMatch,
}

/// A phrase that comes into question, with the wording in which it would be said.
pub(super) struct Candidate<'a> {
    pub(super) ranked: Ranked,
    pub(super) body: &'a str,
    pub(super) template: Template,
}

/// One turn, ready for phrases to be weighed in it.
pub(super) struct Weighing<'a> {
    engine: &'a Engine,
    conversation: &'a Conversation,
    pub(super) reading: &'a Reading,
    pub(super) situation: &'a Situation<'a>,
    /// What the buyer wants, by which habits are remembered.
    wants: Option<&'a IntentId>,
    /// The language that the buyer is answered in, where that matters.
    pub(super) wanted: Option<Language>,
    hits: HashMap<usize, Hit>,
    asked: Option<Asked>,
    nearest: Vec<usize>,
    /// Phrases of what is asked for.
    meant: Vec<usize>,
    words: Words,
    /// The words of the item that is talked about.
    product: Words,
    /// What the seller wrote, normalised.
    own: HashSet<String>,
    /// The last of it, to be compared.
    own_last: Vec<Bigrams>,
}

impl<'a> Weighing<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        conversation: &'a Conversation,
        reading: &'a Reading,
        situation: &'a Situation<'a>,
        admits: impl Fn(usize) -> bool,
    ) -> Self {
        let wanted = engine.answers_in(conversation, &reading.said.join(" "));
        let usable = |at: usize| engine.speaks(at, wanted) && admits(at);
        let matters = matters(&reading.said);
        let hits = engine.index.find_any(&matters, CANDIDATES, usable);
        let wants = reading.wants();
        let meant = reading.asked.iter().chain(&reading.open);
        let meant = meant.filter_map(|found| engine.by_intent.get(&found.intent)).flatten().copied();
        let taken = wants.into_iter().flat_map(|intent| situation.usage.decided(intent));
        let meant = taken.filter_map(|id| engine.places.get(id)).copied().chain(meant);
        // The table knows Chinese; of an emoji or an English line it would say something by chance.
        let is_chinese = reading.said.iter().any(|sentence| script(sentence) == Script::Han);
        let meanings = engine.meanings().filter(|_| is_chinese);
        let asked = meanings.map(|meanings| meanings.read(&matters, &said_before(conversation)));
        let nearest = engine.meanings().zip(asked.as_ref());
        let nearest = nearest.map(|(meanings, asked)| meanings.find(asked, CANDIDATES, usable));
        Self {
            engine,
            conversation,
            reading,
            situation,
            wants,
            wanted,
            hits: hits.into_iter().map(|hit| (hit.phrase, hit)).collect(),
            meant: meant.filter(|at| usable(*at)).take(CANDIDATES).collect(),
            product: engine.index.words(product(conversation)),
            words: asked.as_ref().map(|_| engine.index.words(&talk_words(conversation))).unwrap_or_default(),
            asked,
            nearest: nearest.unwrap_or_default(),
            own: said_by_seller(conversation),
            own_last: last_of_seller(conversation),
        }
    }

    /// The phrases that come into question, by position.
    pub(super) fn candidates(&self) -> Vec<usize> {
        let found = self.meant.iter().chain(self.hits.keys()).chain(&self.nearest);
        let mut candidates: Vec<usize> = found.copied().collect();
        sort(&mut candidates);
        candidates.dedup();
        candidates
    }

    /// A phrase in the wording in which it would be said, weighed.
    pub(super) fn candidate(&self, at: usize) -> Option<Candidate<'a>> {
        let phrase = self.engine.phrases.get(at)?;
        let Situation { facts, .. } = *self.situation;
        let (body, template) = match self.translation(at, phrase) {
            Some(body) => (body, Template::parse(body)),
            None => wording::choose(phrase, Talk { id: &self.conversation.id, said: &self.own, facts }),
        };
        let evidence = self.evidence(at, phrase, body);
        let ranked = ranking::rank(at, phrase, &self.turn(), &evidence, &template, facts);
        Some(Candidate { ranked, body, template })
    }

    /// A phrase that is worth showing, weighed. Most that come into question are not, and are left before their gaps are
    /// looked at.
    pub(super) fn worth_showing(&self, at: usize) -> Option<Candidate<'a>> {
        let phrase = self.engine.phrases.get(at)?;
        let is_plain = phrase.variants.is_empty() && self.translation(at, phrase).is_none();
        let candidate = if is_plain {
            let (turn, body) = (self.turn(), phrase.body.as_str());
            let evidence = self.evidence(at, phrase, body);
            if !ranking::may_be_shown(phrase, &turn, &evidence) {
                return None;
            }
            let template = Template::parse(body);
            let ranked = ranking::rank(at, phrase, &turn, &evidence, &template, self.situation.facts);
            Candidate { ranked, body, template }
        } else {
            self.candidate(at)?
        };
        candidate.ranked.is_worth_showing().then_some(candidate)
    }

    /// A phrase in the buyer's language, if it is written in another one.
    fn translation<'p>(&self, at: usize, phrase: &'p Phrase) -> Option<&'p str> {
        let wanted = self.wanted.filter(|wanted| self.engine.languages.get(at) != Some(wanted));
        wanted.and_then(|language| translation(phrase, language))
    }

    /// The turn as the ranking sees it.
    fn turn(&self) -> Turn<'_> {
        let Reading { asked, open, stage, mood, .. } = self.reading;
        Turn { intents: asked, open: open.as_ref(), stage: *stage, mood, weights: &self.engine.weights }
    }

    /// What is known of a phrase in the turn.
    fn evidence(&self, at: usize, phrase: &Phrase, body: &str) -> Evidence {
        let Situation { usage, day, .. } = *self.situation;
        let near = self.engine.meanings().zip(self.asked.as_ref());
        let [talk, product] = self.takes_up(at, phrase, body);
        let used = usage.of(&phrase.id);
        Evidence {
            characters: self.hits.get(&at).copied(),
            near: near.map(|(meanings, asked)| meanings.nearness(asked, at)),
            talk,
            product,
            leaning: self.wants.and_then(|intent| usage.leaning(intent, &phrase.id, day)),
            used: (used, used.days_before(day)),
        }
    }

    /// How like a wording is to the talk and to the item's title, in thousandths.
    fn takes_up(&self, at: usize, phrase: &Phrase, body: &str) -> [u32; 2] {
        let texts = [&self.words, &self.product];
        if texts.iter().all(|words| words.is_empty()) {
            return [0; 2];
        }
        let index = &self.engine.index;
        // A variant or a translation is taken apart each time.
        let other = (!std::ptr::eq(body, phrase.body.as_str())).then(|| index.words(body));
        let words = other.as_ref().or_else(|| index.body(at, body));
        words.map_or([0; 2], |words| texts.map(|text| words.likeness(text)))
    }

    /// True for what the seller has written in this conversation, or nearly so in the last rows.
    pub(super) fn was_said(&self, candidate: &Candidate<'_>) -> bool {
        let Some(text) = candidate.template.fill(self.situation.facts).text() else { return false };
        let text = normalize(&text);
        let words = Bigrams::of(&text);
        self.own.contains(&text) || self.own_last.iter().any(|own| own.likeness(&words) >= SAME_REPLY)
    }
}

impl Reading {
    /// What the buyer wants first of all.
    pub(super) fn wants(&self) -> Option<&IntentId> {
        self.open.as_ref().or(self.asked.first()).map(|found| &found.intent)
    }
}

/// What the seller wrote in this conversation, normalised, as far as it can be a phrase.
pub(super) fn said_by_seller(conversation: &Conversation) -> HashSet<String> {
    replies(conversation).map(|message| normalize(&message.text)).collect()
}

/// The rows of the seller that can be phrases.
fn replies(conversation: &Conversation) -> impl DoubleEndedIterator<Item = &Message> {
    let can_be = |message: &&Message| message.sender == Sender::Seller && message.text.len() <= LONGEST_REPLY;
    conversation.messages.iter().filter(can_be)
}

/// The words of the seller's last rows.
fn last_of_seller(conversation: &Conversation) -> Vec<Bigrams> {
    let last = replies(conversation).rev().take(LAST_REPLIES);
    last.map(|message| Bigrams::of(&normalize(&message.text))).collect()
}

/// What the seller said before the buyer's turn, the last row first.
fn said_before(conversation: &Conversation) -> Vec<&str> {
    let rows = conversation.messages.iter().rev().filter(|message| message.is_said());
    let own = rows.skip_while(|message| message.sender == Sender::Buyer);
    let own = own.take_while(|message| message.sender == Sender::Seller).take(ROWS_BEFORE);
    own.map(|message| message.text.as_str()).collect()
}

/// The title of the item that is talked about: the one that either side showed last.
fn product(conversation: &Conversation) -> &str {
    let shown = conversation.messages.iter().rev().find_map(|message| match &message.card {
        Some(Card::Product { title, .. }) => Some(title.as_str()),
        _ => None,
    });
    shown.unwrap_or_default()
}

/// The words of a talk that is not over: its last rows.
fn talk_words(conversation: &Conversation) -> String {
    let rows = conversation.messages.iter().rev().filter(|message| message.is_said());
    let mut rows: Vec<&str> = rows.take(TALK_ROWS).map(|message| message.text.as_str()).collect();
    rows.reverse();
    rows.join("\n")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chat::RowId,
        library::{facts::Facts, usage::Usage, validity::Circumstances},
        rules,
        text::embedding::Table,
    };
    use std::sync::Arc;

    #[test]
    fn what_is_left_early_would_not_have_been_shown() {
        let mut engine = Engine::new(rules::starter_packs().to_vec());
        let table = Arc::new(Table::read(&std::fs::read("www/meanings.bin").unwrap()).unwrap());
        let (facts, circumstances) = (Facts::default(), Circumstances::default());
        let (unwanted, usage) = (HashSet::new(), Usage::default());
        let situation =
            Situation { facts: &facts, circumstances: &circumstances, unwanted: &unwanted, usage: &usage, day: 0 };
        let mut shown = 0;
        for by_meaning in [false, true] {
            if by_meaning {
                engine.bring(Arc::clone(&table));
                while engine.read_on(1_000) {}
            }
            for turn in ["什么时候发货", "多买几件给个实惠价呗", "穿了一次就坏，什么垃圾", "杯底是磨砂的吗", "好的"]
            {
                let row = Message { row: RowId("1".into()), sender: Sender::Buyer, text: turn.into(), card: None };
                let conversation = Conversation { messages: vec![row], ..Conversation::default() };
                let reading = engine.read(&conversation);
                let weighing = Weighing::new(&engine, &conversation, &reading, &situation, |_| true);
                for at in 0..engine.phrases.len() {
                    let whole = weighing.candidate(at).map(|candidate| candidate.ranked);
                    let whole = whole.filter(ranking::Ranked::is_worth_showing);
                    shown += usize::from(whole.is_some());
                    assert_eq!(weighing.worth_showing(at).map(|candidate| candidate.ranked), whole, "{turn}: {at}");
                }
            }
        }
        assert!(shown > 50, "{shown}");
    }
}
