//! An agent with habits answers hundreds of turns: what the agent always says comes to stand first, a change of habit is
//! followed, a slip changes nothing. The turns are the examples of the rules, the phrases those that ship.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use qinyu::{
    chat::{Conversation, ConversationId, Message, RowId, Sender},
    engine::{Engine, Situation},
    library::{
        IntentId, Language, PhraseId,
        facts::Facts,
        stamp::Writer,
        usage::{Decision, Usage},
        validity::Circumstances,
    },
    rules,
};
use std::collections::{BTreeMap, HashSet};

/// A turn of each of so many things that buyers want, for which the library has three answers or more.
const WISHES: usize = 10;

struct Agent {
    engine: Engine,
    usage: Usage,
    writer: Writer,
    decisions: u32,
    state: u64,
}

/// What buyers want, with turns that ask for it and the phrases that answer it, those that are suggested first leading.
struct Wish {
    intent: IntentId,
    turns: Vec<String>,
    answers: Vec<PhraseId>,
}

impl Agent {
    fn new() -> Self {
        let mut packs = rules::starter_packs().to_vec();
        packs.retain(|pack| pack.language == Language::Chinese && pack.trade.is_none());
        let mut usage = Usage::default();
        usage.set_own("ann");
        Self { engine: Engine::new(packs), usage, writer: Writer::new("ann0").unwrap(), decisions: 0, state: 11 }
    }

    /// The same draw each time: a linear congruential generator.
    fn drawn(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % below
    }

    fn suggested(&self, turn: &str) -> (Option<IntentId>, Vec<PhraseId>) {
        let message = Message { row: RowId("1".into()), sender: Sender::Buyer, text: turn.into(), card: None };
        let id = ConversationId("learning".into());
        let talk = Conversation { id, messages: vec![message], ..Conversation::default() };
        let (facts, circumstances, unwanted) = (Facts::default(), Circumstances::default(), HashSet::new());
        // A hundred decisions make a day.
        let day = self.decisions / 100;
        let situation =
            Situation { facts: &facts, circumstances: &circumstances, unwanted: &unwanted, usage: &self.usage, day };
        let advice = self.engine.advise(&talk, &situation);
        (advice.wants, advice.suggestions.into_iter().map(|suggestion| suggestion.phrase).collect())
    }

    /// Answers a turn with a phrase, as the panel notes it; true when it stood first.
    fn answer(&mut self, intent: &IntentId, shown: &[PhraseId], phrase: &PhraseId) -> bool {
        let passed = shown.iter().take_while(|other| *other != phrase);
        let mut decisions: Vec<_> = passed.map(|other| (other.clone(), Decision::Overridden)).collect();
        decisions.push((phrase.clone(), Decision::Accepted));
        let now = u64::from(self.decisions / 100) * 86_400_000;
        self.usage.decide(intent, &decisions, &self.writer, now, false);
        self.decisions += 1;
        shown.first() == Some(phrase)
    }

    /// Answers so many turns by a habit: for each wish, which of its answers is always given. One in twenty is a slip.
    /// Gives how many of the last `judged` had the right one first.
    fn answer_by_habit(&mut self, wishes: &[Wish], habit: usize, turns: usize, judged: usize) -> usize {
        let mut hits = 0;
        for turn in 0..turns {
            let wish = &wishes[self.drawn(wishes.len())];
            let asked = &wish.turns[self.drawn(wish.turns.len())];
            let (_, shown) = self.suggested(asked);
            let slips = self.drawn(20) == 0;
            let answer = if slips { self.drawn(wish.answers.len()) } else { habit };
            let is_right = shown.first() == Some(&wish.answers[habit]);
            self.answer(&wish.intent, &shown, &wish.answers[answer]);
            hits += usize::from(is_right && turn + judged >= turns);
        }
        hits
    }
}

/// Wishes whose third answer is not the one that is suggested first.
fn wishes(agent: &Agent) -> Vec<Wish> {
    let mut packs = rules::starter_packs().to_vec();
    packs.retain(|pack| pack.language == Language::Chinese && pack.trade.is_none());
    let phrases: Vec<_> = packs.iter().flat_map(|pack| &pack.phrases).collect();
    let mut found = BTreeMap::new();
    for rule in rules::intents().into_iter().filter(|rule| !rule.courtesy) {
        let is_asked = |turn: &&String| !turn.is_ascii() && agent.suggested(turn).0.as_ref() == Some(&rule.id);
        let turns: Vec<String> = rule.examples.iter().filter(is_asked).cloned().collect();
        let Some(first) = turns.first() else { continue };
        let mut answers = agent.suggested(first).1;
        let more = phrases.iter().filter(|phrase| phrase.intents.first() == Some(&rule.id)).map(|phrase| &phrase.id);
        let more: Vec<_> = more.filter(|id| !answers.contains(id)).cloned().collect();
        answers.extend(more);
        if answers.len() >= 3 && turns.len() >= 3 {
            found.insert(rule.id.0.clone(), Wish { intent: rule.id.clone(), turns, answers });
        }
    }
    found.into_values().take(WISHES).collect()
}

#[test]
fn habits_come_to_stand_first_and_a_change_is_followed() {
    let mut agent = Agent::new();
    let wishes = wishes(&agent);
    assert_eq!(wishes.len(), WISHES);
    let before = Agent::new().answer_by_habit(&wishes, 2, 20, 20);
    let learned = agent.answer_by_habit(&wishes, 2, 200, 40);
    let changed = agent.answer_by_habit(&wishes, 1, 40, 40);
    let recovered = agent.answer_by_habit(&wishes, 1, 200, 40);
    println!(
        "first {before} of 20 at the start, of 40 {learned} after 200, {changed} after a change, {recovered} 200 later"
    );
    assert!(before <= 10 && learned >= 34, "{before} {learned}");
    assert!(changed < learned && recovered >= 34, "{changed} {recovered}");
}

#[test]
fn a_slip_does_not_take_over() {
    let mut agent = Agent::new();
    for wish in wishes(&agent) {
        let turn = &wish.turns[0];
        let (_, shown) = agent.suggested(turn);
        // Before anything was learned, one click brings nothing to the top that stood at the bottom.
        let usage = agent.usage.clone();
        let last = shown.last().unwrap();
        agent.answer(&wish.intent, &shown, last);
        let after = agent.suggested(turn).1;
        assert!(after.contains(&shown[0]), "{turn}: {shown:?} became {after:?}");
        agent.usage = usage;
        for _ in 0..20 {
            let (_, shown) = agent.suggested(turn);
            agent.answer(&wish.intent, &shown, &wish.answers[2]);
        }
        let (_, shown) = agent.suggested(turn);
        assert_eq!(shown[0], wish.answers[2], "{turn}");
        let (_, shown) = agent.suggested(turn);
        agent.answer(&wish.intent, &shown, shown.last().unwrap());
        assert_eq!(agent.suggested(turn).1[0], wish.answers[2], "{turn}: a slip took over");
    }
}
