//! How it shows in a conversation that a question had no phrase: a buyer's turn was seen, rows of the seller follow it, and
//! what they say is neither what was suggested nor in the library. Part of [`gaps`](super).

use super::{Gap, Gaps, MOST, group};
use crate::{
    care::report::What,
    chat::{Conversation, ConversationId, RowId, Sender},
    engine::gaps::asked,
    library::IntentId,
    panel::{
        report,
        state::{MAX_PARKED, State},
    },
    text::{Bigrams, normalize, scrub},
};

/// Likeness in percent from which what was written is a phrase with a word changed.
const ONE_TEXT: usize = 75;
/// Share in percent of a phrase's characters that were written, for one that was written among other words.
const WRITTEN: usize = 90;
/// Units of an answer that can become a phrase: "好的" and "稍等" are none.
const SAYS_SOMETHING: usize = 10;
/// Characters of a question that are shown: longer ones tell a story.
const QUESTION: usize = 120;
/// Places of a text that are looked for in the library, before phrases that have one are compared with it.
const PROBES: usize = 8;
/// Characters at each of them.
const PROBE: usize = 3;

/// A buyer's turn as it was seen last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    conversation: ConversationId,
    /// Its last row.
    row: RowId,
    question: String,
    intent: Option<IntentId>,
    /// What was suggested; `None` if it is not known, for a line by hand was answered meanwhile.
    suggested: Option<Vec<String>>,
    was_taken: bool,
}

impl Turn {
    fn is_noted_as(&self, gap: &Gap) -> bool {
        gap.conversation == self.conversation && gap.row == self.row
    }
}

/// The page showed the conversation: was the last turn answered, and is there another one?
pub(in crate::panel) fn follow(state: &mut State) {
    if state.conversation.id.0.is_empty() {
        return;
    }
    let before = state.desk.gaps.gaps.len();
    let known = state.desk.gaps.turns.iter().position(|turn| turn.conversation == state.conversation.id);
    let turn = known.map(|at| state.desk.gaps.turns.remove(at));
    let mut is_changed = false;
    if let Some(turn) = &turn {
        is_changed = answered(state, turn);
    }
    if let Some(next) = asking(state, turn.as_ref()).or(turn) {
        if state.desk.gaps.turns.len() == MAX_PARKED {
            state.desk.gaps.turns.remove(0);
        }
        is_changed |= unanswered(&mut state.desk.gaps, &next, &state.conversation);
        state.desk.gaps.turns.push(next);
    }
    if is_changed || before != state.desk.gaps.gaps.len() {
        group(state);
    }
}

/// The agent put a phrase into the input box: what is sent now is that, however it is changed there.
pub(in crate::panel) fn took(state: &mut State, conversation: &ConversationId) {
    if let Some(turn) = state.desk.gaps.turns.iter_mut().find(|turn| turn.conversation == *conversation) {
        turn.was_taken = true;
    }
}

/// Notes what was written to a turn, if no phrase says it; true when something changed.
fn answered(state: &mut State, turn: &Turn) -> bool {
    let Some(written) = written_to(&state.conversation, &turn.row) else { return false };
    if state.desk.gaps.gaps.iter().any(|gap| turn.is_noted_as(gap) && gap.phrase.is_some()) {
        return false;
    }
    let had = state.desk.gaps.gaps.len();
    if turn.was_taken || says_a_phrase(state, turn, &written) {
        state.desk.gaps.forget(turn);
        return state.desk.gaps.gaps.len() != had;
    }
    let is_answer = Bigrams::of(&normalize(&written)).len() >= SAYS_SOMETHING;
    let answer = is_answer.then(|| scrub(&written, &[&state.conversation.buyer]).text);
    let had_none = turn.suggested.as_ref().is_some_and(Vec::is_empty);
    let is_changed = (answer.is_some() || had_none) && state.desk.gaps.note(turn, answer);
    if let Some(intent) = state.desk.gaps.begins_to_count(turn) {
        report::count(state, What::Gap, intent.as_ref().map_or("", |intent| &intent.0));
    }
    is_changed
}

/// The turn that waits for an answer, if it asks something; `None` when the last word is ours.
fn asking(state: &State, known: Option<&Turn>) -> Option<Turn> {
    let rows = state.conversation.buyer_turn();
    let row = rows.last()?.row.clone();
    let said: Vec<_> = rows.iter().map(|message| message.text.as_str()).collect();
    let question: String = asked(&said.join("\n")).chars().take(QUESTION).collect();
    let intents = &state.advice.intents;
    let by_hand = state.answers_by_hand();
    let is_courteous = !intents.is_empty() && intents.iter().all(|found| state.intents().is_courtesy(&found.intent));
    let asks = !question.is_empty() && (by_hand || !is_courteous);
    let texts = || state.shown().map(|suggestion| suggestion.filled.text_with_gaps("", "")).collect();
    Some(Turn {
        conversation: state.conversation.id.clone(),
        was_taken: known.is_some_and(|known| known.row == row && known.was_taken),
        row,
        question: if asks { scrub(&question, &[&state.conversation.buyer]).text } else { String::new() },
        intent: intents.first().filter(|_| !by_hand).map(|found| found.intent.clone()),
        suggested: (!by_hand).then(texts),
    })
}

/// Notes a turn that nothing was suggested for, also before it is answered; true when something changed.
fn unanswered(gaps: &mut Gaps, turn: &Turn, conversation: &Conversation) -> bool {
    let had = gaps.gaps.len();
    // What was noted of this turn when it was shorter, or when the phrases were not read yet.
    let waits = |gap: &Gap| gap.conversation == turn.conversation && gap.answer.is_none();
    let shows = |row: &RowId| conversation.messages.iter().any(|message| message.row == *row);
    let is_open = |gap: &Gap| shows(&gap.row) && written_to(conversation, &gap.row).is_none();
    gaps.gaps
        .retain(|gap| !waits(gap) || !is_open(gap) || gap.row == turn.row && turn.suggested.as_deref() == Some(&[]));
    let is_new = written_to(conversation, &turn.row).is_none() && turn.suggested.as_deref() == Some(&[]);
    is_new && gaps.note(turn, None) || gaps.gaps.len() != had
}

/// What the seller wrote behind a row, before the buyer wrote again.
fn written_to(conversation: &Conversation, row: &RowId) -> Option<String> {
    let after = conversation.messages.iter().skip_while(|message| message.row != *row).skip(1);
    let rows = after.take_while(|message| message.sender != Sender::Buyer);
    let texts: Vec<_> = rows.filter(|message| message.sender == Sender::Seller).map(|row| row.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// True for what was suggested, and for what stands in the library, as it would be said here.
fn says_a_phrase(state: &State, turn: &Turn, written: &str) -> bool {
    let units = Bigrams::of(&normalize(written));
    let is_one = |text: &str| {
        let phrase = Bigrams::of(&normalize(text));
        let is_within = phrase.shared(&units) * 100 >= phrase.len() * WRITTEN && phrase.len() * 2 >= units.len();
        !phrase.is_empty() && (is_within || phrase.likeness(&units) >= ONE_TEXT)
    };
    if turn.suggested.iter().flatten().any(|text| is_one(text)) {
        return true;
    }
    let (facts, probes) = (state.facts_of(&state.conversation), probes(written));
    state.shown_phrases.iter().any(|one| {
        let phrase = &one.phrase;
        let translations = phrase.translations.iter().map(|(_, body)| body);
        let mut bodies = std::iter::once(&phrase.body).chain(&phrase.variants).chain(translations);
        bodies.any(|body| {
            probes.iter().any(|probe| body.contains(probe.as_str()))
                && is_one(&state.whole(body, &phrase.id).fill(&facts).text_with_gaps("", ""))
        })
    })
}

/// A few stretches of a text, one of which a text that is very like it has: 10,000 phrases are compared at each answer.
fn probes(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let stretches: Vec<&[char]> =
        chars.windows(PROBE).filter(|stretch| stretch.iter().all(|c| c.is_alphanumeric())).collect();
    let step = stretches.len().div_ceil(PROBES).max(1);
    stretches.into_iter().step_by(step).map(|stretch| stretch.iter().collect()).collect()
}

impl Gaps {
    /// Notes a turn, or what was answered to it; true when something changed. A turn that asks nothing is no gap.
    fn note(&mut self, turn: &Turn, answer: Option<String>) -> bool {
        if turn.question.is_empty() {
            return false;
        }
        if let Some(known) = self.gaps.iter_mut().find(|gap| turn.is_noted_as(gap)) {
            let is_changed = known.answer != answer;
            known.answer = answer;
            return is_changed;
        }
        if self.gaps.len() == MOST {
            self.gaps.remove(0);
        }
        self.next += 1;
        self.gaps.push(Gap {
            number: self.next,
            conversation: turn.conversation.clone(),
            row: turn.row.clone(),
            question: turn.question.clone(),
            answer,
            intent: turn.intent.clone(),
            phrase: None,
            is_counted: false,
        });
        true
    }

    /// What a turn asked for, the first time that it was answered and no phrase says it.
    fn begins_to_count(&mut self, turn: &Turn) -> Option<Option<IntentId>> {
        let gap = self.gaps.iter_mut().find(|gap| turn.is_noted_as(gap) && !gap.is_counted)?;
        gap.is_counted = true;
        Some(gap.intent.clone())
    }

    fn forget(&mut self, turn: &Turn) {
        self.gaps.retain(|gap| !turn.is_noted_as(gap));
    }
}
