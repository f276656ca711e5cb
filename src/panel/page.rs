//! The panel's talk with the page: what it hears, and the one thing it asks for, an insertion. Part of
//! [`update`](super::update()).

use super::{
    breach,
    choose::choose,
    draft,
    effect::Effect,
    follow_ups, gaps, greeting, guide,
    link::{Link, Pending},
    notice::Notice,
    orders, pick, pictures, report, response,
    state::{MAX_PARKED, State},
    taken, teach, training,
    update::advise,
    work::Work,
};
use crate::{
    chat::{Conversation, ConversationId, RowId, Sender},
    text::sanitize,
    wire::{Composer, Outcome, PageCommand, PageEvent},
};

/// The page spoke.
pub(super) fn heard(state: &mut State, event: PageEvent) -> Vec<Effect> {
    match event {
        PageEvent::Ready => {
            return vec![
                teach::adapters(state),
                Effect::Send(PageCommand::Keys { active: true }),
                Effect::Send(pick::setting(state)),
            ];
        }
        event @ (PageEvent::Pointed { .. } | PageEvent::Taught { .. } | PageEvent::NotTaught { .. }) => {
            return teach::heard(state, event);
        }
        // The browser module brings the page side into it.
        PageEvent::Frame => {}
        PageEvent::NoChat { adapter } => {
            leave(state);
            state.link = Link::NoChat { adapter };
        }
        PageEvent::Conversation(snapshot) => {
            state.link = Link::Attached { adapter: snapshot.adapter.clone() };
            let (composer, draft, shortened) = (snapshot.composer, snapshot.draft, snapshot.shortened);
            let missing = snapshot.missing.clone();
            let mut conversation = snapshot.into_conversation();
            if state.settings.is_own(&conversation.buyer) {
                // The shop buys from itself or tries its chat out: nobody waits for an answer.
                let own = conversation.messages.iter_mut().filter(|message| message.sender == Sender::Buyer);
                own.for_each(|message| message.sender = Sender::System);
            }
            if conversation.id != state.conversation.id {
                leave(state);
                if let Some(at) = state.parked.iter().position(|(id, _)| *id == conversation.id) {
                    state.work = state.parked.remove(at).1;
                }
            }
            let before = std::mem::replace(&mut state.conversation, conversation);
            follow_ups::hear(state, &before);
            let effects = response::hear(state, &before);
            orders::see(state);
            if !state.settings.is_own(&state.conversation.buyer) {
                state.buyers.meet(&state.conversation.buyer);
            }
            (state.composer, state.draft, state.shortened, state.missing) = (composer, draft, shortened, missing);
            turn(state);
            advise(state);
            gaps::follow(state);
            guide::follow(state);
            report::heard(state, &before);
            return [effects, greeting::follow(state, &before)].concat();
        }
        PageEvent::Draft { id, text } => {
            // Typed for the buyer before, it is nobody's now.
            state.typed = if state.conversation.id.0 == id { sanitize(&text).text } else { String::new() };
            report::typed(state);
        }
        PageEvent::Key { slot, id, last_row } => {
            if state.answers_by_hand() {
                state.notice = Some(Notice::AnswersByHand);
                return Vec::new();
            }
            if state.conversation.id.0 == id && state.conversation.last_row() == Some(&RowId(last_row)) {
                // Place 0 is what the agent picked: no key's.
                return if slot == 0 { Vec::new() } else { choose(state, slot) };
            }
            // Pressed while the page was ahead of the panel.
            let meant = usize::from(slot).checked_sub(1).and_then(|at| state.shown().nth(at));
            if let Some(text) = meant.and_then(|suggestion| suggestion.filled.text()) {
                state.notice = Some(Notice::NotInserted { outcome: Outcome::ConversationChanged, text });
            }
        }
        PageEvent::PickQuery { request, id, last_row, trigger, query } => {
            let asked = (ConversationId(id), RowId(last_row));
            return pick::asked(state, request, &asked, &trigger, &query);
        }
        PageEvent::Pick { request, entry } => return pick::picked(state, request, entry),
        PageEvent::Inserted { request, outcome } => {
            let arrived = matches!(outcome, Outcome::Done | Outcome::LinesJoined);
            if pictures::ended(state, request, outcome).is_some() || greeting::ended(state, request, arrived) {
                return Vec::new();
            }
            if let Some(mut pending) = state.pending.take_if(|pending| pending.request == request) {
                guide::said(state, &pending.id, pending.step.filter(|_| arrived));
                report::arrived(state, &pending, arrived);
                if arrived && pending.offer.is_none() {
                    gaps::took(state, &pending.id);
                }
                let offer = pending.offer.take().filter(|_| arrived);
                let mut effects: Vec<_> = offer.map(|offer| taken::count(state, offer)).into_iter().collect();
                // Not for another buyer's or an unfinished box: pasted at once, it would land there.
                effects.extend((outcome == Outcome::NotNoticed).then(|| Effect::CopyRefused(pending.text.clone())));
                state.notice = Some(if arrived {
                    if pending.id == state.conversation.id {
                        state.work.edit = None;
                        state.work.picked.take_if(|_| pending.picked);
                    }
                    let whole = outcome == Outcome::Done;
                    let inserted = if whole { Notice::Inserted } else { Notice::LinesJoined };
                    state.forbidden(&pending.text).map_or(inserted, breach::notice)
                } else {
                    if outcome == Outcome::DraftChanged
                        && let Some(picked) = &mut state.work.picked
                    {
                        // Nothing is left to be replaced: it goes to the caret, as any other reply.
                        picked.replace.clear();
                    }
                    Notice::NotInserted { outcome, text: pending.text }
                });
                return effects;
            }
        }
    }
    Vec::new()
}

/// The browser put the text that the page did not take on the clipboard; if it refused, a button still does.
pub(super) fn on_clipboard(state: &mut State, is_done: bool) {
    report::copies_refused(state);
    report::copied(state, is_done);
    let refused = |notice: &Notice| matches!(notice, Notice::NotInserted { outcome: Outcome::NotNoticed, .. });
    if is_done && state.notice.as_ref().is_some_and(refused) {
        state.notice = Some(Notice::OnClipboard);
    }
}

/// Notes that the talk went on: what was dismissed is offered again, what is being edited may be outdated.
pub(super) fn turn(state: &mut State) {
    let row = state.conversation.last_row();
    if state.work.row.as_ref() != row {
        state.work.dismissed.clear();
        state.work.decided = None;
        let seen = state.work.row.is_some();
        if let Some(edit) = state.work.edit.as_mut().filter(|_| seen) {
            edit.outdated = true;
        }
        if let Some(picked) = state.work.picked.as_mut().filter(|_| seen) {
            picked.outdated = true;
        }
        state.work.row = row.cloned();
        // What was put into the box has been sent, or answers an older row by now.
        let is_past =
            |notice: &mut Notice| matches!(notice, Notice::Inserted | Notice::LinesJoined | Notice::Forbidden { .. });
        state.notice.take_if(is_past);
    }
}

/// Leaves the conversation: nothing of one buyer may reach the next. Unfinished work waits for its return.
pub(super) fn leave(state: &mut State) {
    let work = std::mem::take(&mut state.work);
    let id = std::mem::take(&mut state.conversation).id;
    // Without a name it could not be told from another conversation.
    if !id.0.is_empty() && work != (Work { row: work.row.clone(), ..Work::default() }) {
        if state.parked.len() == MAX_PARKED {
            state.parked.remove(0);
        }
        state.parked.push((id, work));
    }
    state.conversation = Conversation::default();
    state.composer = Composer::Missing;
    state.draft = false;
    state.typed.clear();
    state.missing.clear();
    // What the page refused because the conversation changed is told after the change, and stays to be copied.
    state.notice.take_if(|notice| !matches!(notice, Notice::NotInserted { .. }));
    advise(state);
}

/// The number of the next command.
pub(super) fn next_request(state: &mut State) -> u32 {
    let request = state.next_request;
    state.next_request = request.wrapping_add(1);
    request
}

/// Asks the page to insert a text that was made for the open conversation and its last row.
pub(super) fn insert(state: &mut State, text: String, replace: String) -> Vec<Effect> {
    if breach::is_kept_out(state, &text) || draft::is_held_back(state, &text) {
        return Vec::new();
    }
    if let Some(effects) = training::write(state, &text) {
        return effects;
    }
    if state.conversation.id.0.is_empty() {
        state.notice = Some(Notice::NotInserted { outcome: Outcome::Unnamed, text });
        return Vec::new();
    }
    if state.composer != Composer::Ready {
        state.notice = Some(Notice::NotInserted { outcome: Outcome::NoComposer, text });
        return Vec::new();
    }
    let request = next_request(state);
    let id = state.conversation.id.clone();
    state.pending = Some(Pending { request, id, text: text.clone(), picked: false, offer: None, step: None });
    state.notice = None;
    let last_row = state.conversation.last_row().cloned().unwrap_or_default().0;
    vec![Effect::Send(PageCommand::Insert {
        request,
        id: state.conversation.id.0.clone(),
        last_row,
        text,
        replace,
        caret: None,
    })]
}

#[cfg(test)]
mod tests;
