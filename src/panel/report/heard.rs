//! When something counts: a turn once something was suggested for it, a phrase once it stands in the page or on the
//! clipboard, characters once the shop's row is there, a finding once it shows. What is needed to tell stays in memory and
//! goes when the panel closes. Part of [`report`](super).

use super::{add, count};
use crate::{
    care::{check::Kind, ledger::FollowUpId, report::What},
    chat::{Conversation, ConversationId, RowId, Sender},
    day::Moment,
    library::{PhraseId, usage::Decision},
    panel::{
        effect::Effect,
        link::Pending,
        own_text,
        state::{State, Tab},
    },
    wire::PageCommand,
};

/// Conversations whose last turn is remembered, and texts that wait in boxes: twice as many as an agent has open at once.
const MOST: usize = 100;

/// What is remembered of what happens.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// The turns for which something was suggested, the last of each conversation.
    turns: Vec<Turn>,
    /// The same of the line typed by hand.
    by_hand: Option<Turn>,
    /// What is on its way into the page.
    asked: Option<(u32, Put)>,
    /// What is on its way onto the clipboard.
    copying: Option<Put>,
    /// What the page refused; it can still be copied.
    refused: Option<Put>,
    /// What was put into which box, with the characters of it that were typed, until a row of the shop's tells what became of it.
    boxes: Vec<(ConversationId, String, usize)>,
    /// The kinds of findings that show.
    shown: Vec<Kind>,
    /// Follow-ups that were closed: one that is opened again and closed is the same.
    closed: Vec<FollowUpId>,
}

/// A turn of a buyer's.
#[derive(Debug, Clone, Default)]
struct Turn {
    conversation: ConversationId,
    /// Its first row: it is the same turn while the buyer writes on.
    row: RowId,
    is_taken: bool,
}

/// A text that is to be put where the agent can send it.
#[derive(Debug, Clone)]
struct Put {
    /// Whose box; `None` for a line by hand, whose page is another one.
    conversation: Option<ConversationId>,
    text: String,
    /// Characters of it that the agent typed.
    typed: usize,
    taking: Taking,
}

#[derive(Debug, Clone)]
enum Taking {
    Phrase(PhraseId, What),
    Mend(Kind),
}

/// The page showed the conversation: rows that came since `before` tell what was sent, and a new turn was suggested for.
pub(in crate::panel) fn heard(state: &mut State, before: &Conversation) {
    let id = state.conversation.id.clone();
    if before.id != id {
        state.report.memory.shown.clear();
    } else if !before.messages.is_empty() && !state.settings.is_own(&state.conversation.buyer) {
        let rows = state.conversation.messages.iter().rev();
        let fresh = rows.take_while(|message| !before.messages.iter().any(|known| known.row == message.row));
        let sent = fresh.filter(|message| message.sender == Sender::Seller && message.is_said());
        let sent: Vec<String> = sent.map(|message| message.text.clone()).collect();
        sent.iter().rev().for_each(|text| was_sent(state, &id, text));
    }
    let Some(row) = state.conversation.buyer_turn().first().map(|message| message.row.clone()) else { return };
    let is_known = state.report.memory.turns.iter().any(|turn| turn.conversation == id && turn.row == row);
    if !is_known && !state.answers_by_hand() && state.shown().next().is_some() {
        let turns = &mut state.report.memory.turns;
        turns.retain(|turn| turn.conversation != id);
        let over = (turns.len() + 1).saturating_sub(MOST);
        turns.drain(..over);
        turns.push(Turn { conversation: id, row, is_taken: false });
        count(state, What::Offered, "");
    }
}

/// The line by hand is another one: it is a turn from the first suggestion until it is empty again.
pub(in crate::panel) fn by_hand(state: &mut State) {
    if !state.answers_by_hand() {
        state.report.memory.by_hand = None;
    } else if state.report.memory.by_hand.is_none() && state.shown().next().is_some() {
        state.report.memory.by_hand = Some(Turn::default());
        count(state, What::Offered, "");
    }
}

/// The agent chose a phrase; these effects bring it where it can be sent.
pub(in crate::panel) fn takes(state: &mut State, id: &PhraseId, decision: Decision, effects: &[Effect]) {
    let text = effects.iter().find_map(|effect| match effect {
        Effect::Send(PageCommand::Insert { request, text, .. }) => Some((Some(*request), text)),
        Effect::Copy(text) => Some((None, text)),
        _ => None,
    });
    // What is no phrase is a text in a box, and nothing else.
    let Some((request, text)) = text.filter(|_| !own_text::is_own(id)) else { return };
    let suggested = state.shown().find(|one| one.phrase == *id);
    let what = match (suggested, decision) {
        (Some(_), Decision::Edited) => What::Edited,
        (Some(_), _) => What::Taken,
        (None, _) => What::Found,
    };
    let picked = state.work.picked.as_ref().map(|picked| &picked.suggestion).filter(|one| one.phrase == *id);
    let typed = match suggested.or(picked).filter(|_| decision == Decision::Edited) {
        Some(one) => {
            let (text, was) = (squeezed(text), squeezed(&one.filled.text_with_gaps("", "")));
            text.len().saturating_sub(alike(&text, &was))
        }
        None => 0,
    };
    let named = Some(&state.conversation.id).filter(|id| !state.answers_by_hand() && !id.0.is_empty());
    let put = Put { conversation: named.cloned(), text: text.clone(), typed, taking: Taking::Phrase(id.clone(), what) };
    match request {
        Some(request) => state.report.memory.asked = Some((request, put)),
        None => state.report.memory.copying = Some(put),
    }
}

/// The agent has a finding mended; these effects ask the page for it.
pub(in crate::panel) fn mends(state: &mut State, kind: Kind, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Send(PageCommand::Insert { request, text, .. } | PageCommand::Mend { request, text, .. }) =
            effect
        {
            let conversation = Some(state.conversation.id.clone());
            let put = Put { conversation, text: text.clone(), typed: 0, taking: Taking::Mend(kind) };
            state.report.memory.asked = Some((*request, put));
        }
    }
}

/// The page answered an insertion.
pub(in crate::panel) fn arrived(state: &mut State, pending: &Pending, has_arrived: bool) {
    let asked = state.report.memory.asked.take_if(|(request, _)| *request == pending.request).map(|(_, put)| put);
    match (asked, has_arrived) {
        (Some(put), true) => stands(state, put),
        (None, true) => boxed(state, &pending.id, &pending.text, 0),
        (put, false) => state.report.memory.refused = put,
    }
}

/// The agent copies what the page refused, or the panel has done it for them.
pub(in crate::panel) fn copies_refused(state: &mut State) {
    state.report.memory.copying = state.report.memory.refused.take();
}

/// The browser put text on the clipboard, or not.
pub(in crate::panel) fn copied(state: &mut State, is_done: bool) {
    if let Some(put) = state.report.memory.copying.take().filter(|_| is_done) {
        stands(state, put);
    }
}

/// A text stands where the agent can send it.
fn stands(state: &mut State, put: Put) {
    match put.taking {
        Taking::Phrase(id, what) => {
            count(state, What::Phrase, &id.0);
            let memory = &mut state.report.memory;
            let turn = match &put.conversation {
                Some(id) => memory.turns.iter_mut().find(|turn| turn.conversation == *id),
                None => memory.by_hand.as_mut(),
            };
            let is_first = what != What::Found && turn.is_some_and(|turn| !std::mem::replace(&mut turn.is_taken, true));
            count(state, if is_first { what } else { What::Found }, "");
        }
        Taking::Mend(kind) => count(state, What::Mended, kind.name()),
    }
    match put.conversation {
        Some(id) => boxed(state, &id, &put.text, put.typed),
        // Nobody sees what becomes of it.
        None => {
            let characters = squeezed(&put.text).len();
            add(state, What::Inserted, "", small(characters.saturating_sub(put.typed)));
            add(state, What::Typed, "", small(put.typed));
        }
    }
}

fn boxed(state: &mut State, id: &ConversationId, text: &str, typed: usize) {
    let boxes = &mut state.report.memory.boxes;
    let over = (boxes.len() + 1).saturating_sub(MOST);
    boxes.drain(..over);
    boxes.push((id.clone(), text.to_owned(), typed));
}

/// Counts the characters of what the shop sent: those that came from the panel, and those beyond. Spaces are left aside,
/// for editors change them.
fn was_sent(state: &mut State, id: &ConversationId, text: &str) {
    let mut left = squeezed(text);
    let characters = left.len();
    let boxes = std::mem::take(&mut state.report.memory.boxes);
    let (here, elsewhere): (Vec<_>, Vec<_>) = boxes.into_iter().partition(|(known, ..)| known == id);
    state.report.memory.boxes = elsewhere;
    let mut inserted = 0;
    for (_, text, typed) in here {
        let put = squeezed(&text);
        // As it was put there, or with something changed in its middle.
        let whole = left.windows(put.len().max(1)).position(|window| window == put);
        let kept = match whole {
            Some(at) => {
                left.drain(at..at + put.len());
                put.len()
            }
            None => Some(alike(&left, &put)).filter(|alike| alike * 2 >= put.len()).unwrap_or_default(),
        };
        inserted += kept.saturating_sub(typed);
    }
    let inserted = inserted.min(characters);
    add(state, What::Inserted, "", small(inserted));
    add(state, What::Typed, "", small(characters - inserted));
}

/// A text's characters without its spaces.
fn squeezed(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Characters at the beginning and at the end that two texts share.
fn alike(one: &[char], other: &[char]) -> usize {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - head;
    head + one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count()
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The agent typed: a finding counts when its kind begins to show.
pub(in crate::panel) fn typed(state: &mut State) {
    let is_shown = state.tab == Tab::Chat && !state.answers_by_hand() && !state.typed.is_empty();
    let found = if is_shown { state.checking().check(&state.typed) } else { Vec::new() };
    let mut kinds: Vec<Kind> = Vec::new();
    for finding in found {
        if !kinds.contains(&finding.kind) {
            kinds.push(finding.kind);
        }
    }
    let before = std::mem::replace(&mut state.report.memory.shown, kinds.clone());
    for kind in kinds.into_iter().filter(|kind| !before.contains(kind)) {
        count(state, What::Finding, kind.name());
    }
}

/// A follow-up was closed now.
pub(in crate::panel) fn close(state: &mut State, id: &FollowUpId, now: Moment) {
    let Some((kind, due)) = state.ledger.get(id).map(|one| (one.kind, one.due)) else { return };
    let closed = &mut state.report.memory.closed;
    if closed.contains(id) {
        return;
    }
    closed.push(id.clone());
    let is_late = due.is_some_and(|due| due < now);
    count(state, if is_late { What::Late } else { What::InTime }, kind.name());
}
