//! What was promised in the talk and what is to be followed up: heard in the rows that the shop sends while the panel looks
//! on, kept by a click, reminded of, closed with a note. Part of [`update`](super::update()); [`care`](crate::care) hears and
//! keeps the order, this says what a click does.

use super::{
    badge::{self, Badge, BadgeEffect},
    dom::Control,
    effect::Effect,
    notice::Notice,
    report,
    state::State,
    update::Action,
};
use crate::{
    care::{
        ledger::{Addition, COLUMNS, FollowUp, FollowUpId, Ledger, Standing, note},
        promise::{Kind, Promises, recognize},
        report::What,
    },
    chat::{Conversation, RowId, Sender},
    day::Moment,
    library::Language,
};
use std::collections::HashSet;

/// Promises of one talk that are offered at once; who has not looked at four will not look at the fifth.
const MOST_OFFERED: usize = 4;

/// A promise that the shop made in the open talk and that nobody has kept or put away yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The row.
    pub row: RowId,
    /// What is promised.
    pub kind: Kind,
    /// What would be kept of it.
    pub note: String,
    /// When it is due.
    pub due: Option<Moment>,
}

/// Something happened with follow-ups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUpAction {
    /// Keep the promise in this place, from 0.
    Keep(u8),
    /// It is none, or needs no reminder.
    Skip(u8),
    /// It is done; what is to be noted of it.
    Close(FollowUpId, String),
    /// It isn't done after all.
    Reopen(FollowUpId),
    /// Come back at this moment, as a field writes it: `2026-11-24T16:00`; empty for no moment.
    Due(FollowUpId, String),
    /// Remove it.
    Remove(FollowUpId),
    /// Put back what was removed last.
    PutBack,
    /// Give out all of them as a table.
    Export,
    /// As they are kept, with what another panel did.
    Read(Ledger),
    /// The icon is to say how many are overdue, or no more.
    Badge,
    /// Whether it does, as the browser says.
    BadgeIs(Badge),
    /// Time went by.
    Look,
}

/// Hears what the shop promised in rows that came since `before`. Rows that stood there when the talk was opened were said
/// nobody knows when, and "today" means nothing in them.
pub(super) fn hear(state: &mut State, before: &Conversation) {
    let Some(now) = state.moment.filter(|_| before.id == state.conversation.id && !before.messages.is_empty()) else {
        return;
    };
    let known: HashSet<&RowId> = before.messages.iter().map(|message| &message.row).collect();
    let fresh = state.conversation.messages.iter().rev().take_while(|message| !known.contains(&message.row));
    let mut heard = Vec::new();
    for message in fresh.filter(|message| message.sender == Sender::Seller) {
        for promise in recognize(&message.text, now, Promises::shipped()) {
            let note = note(promise.words(&message.text), &[&state.conversation.buyer]);
            heard.push(Promised { row: message.row.clone(), kind: promise.kind, note, due: promise.due });
        }
    }
    let promised = &mut state.work.promised;
    heard.retain(|one| !promised.iter().any(|other| (other.kind, &other.note) == (one.kind, &one.note)));
    promised.extend(heard);
    let over = promised.len().saturating_sub(MOST_OFFERED);
    promised.drain(..over);
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: FollowUpAction) -> Vec<Effect> {
    let at = state.moment;
    let is_changed = match (action, at) {
        (FollowUpAction::Keep(place), Some(now)) => return keep(state, usize::from(place), now),
        (FollowUpAction::Skip(place), _) => {
            let place = usize::from(place);
            if place < state.work.promised.len() {
                state.work.promised.remove(place);
            }
            false
        }
        (FollowUpAction::Close(id, note), Some(now)) => {
            let is_closed = state.ledger.close(&id, now, &note);
            if is_closed {
                report::close(state, &id, now);
            }
            is_closed
        }
        (FollowUpAction::Reopen(id), _) => state.ledger.reopen(&id),
        (FollowUpAction::Due(id, text), _) => {
            let due = Moment::parse(&text.replace('T', " "));
            (due.is_some() || text.is_empty()) && state.ledger.set_due(&id, due)
        }
        (FollowUpAction::Remove(id), Some(now)) => {
            let removed = state.ledger.get(&id).cloned();
            let is_removed = state.ledger.remove(&id, now);
            if let Some(follow_up) = removed {
                state.notice = Some(Notice::FollowUpRemoved(Box::new(follow_up)));
            }
            is_removed
        }
        (FollowUpAction::PutBack, _) => {
            let Some(Notice::FollowUpRemoved(follow_up)) = state.notice.take() else { return Vec::new() };
            // Under a name of its own: the one that was removed stays so in every panel.
            let id = name(state);
            state.ledger.add(FollowUp { id, ..*follow_up }) == Addition::Kept
        }
        (FollowUpAction::Export, Some(now)) => return export(state, now),
        (FollowUpAction::Read(ledger), _) => {
            state.ledger = ledger;
            return badge::leave(state).into_iter().collect();
        }
        (FollowUpAction::Badge, _) => {
            let can_be_asked = state.badge != Badge::Absent;
            let ask = Effect::Badge(BadgeEffect::Allow(state.badge == Badge::Off));
            return can_be_asked.then_some(ask).into_iter().collect();
        }
        (FollowUpAction::BadgeIs(badge), _) => {
            state.badge = badge;
            return badge::leave(state).into_iter().collect();
        }
        (FollowUpAction::Look, _) | (_, None) => false,
    };
    if is_changed { vec![Effect::KeepFollowUps(state.ledger.clone())] } else { Vec::new() }
}

fn keep(state: &mut State, place: usize, now: Moment) -> Vec<Effect> {
    if place >= state.work.promised.len() {
        return Vec::new();
    }
    let Promised { kind, note, due, .. } = state.work.promised.remove(place);
    let id = name(state);
    let follow_up = FollowUp::new(id, kind, &note, &state.conversation.buyer, due, now);
    match state.ledger.add(follow_up) {
        Addition::Kept => {
            state.notice = Some(Notice::FollowUpKept);
            report::count(state, What::Kept, kind.name());
            vec![Effect::KeepFollowUps(state.ledger.clone())]
        }
        Addition::Known => Vec::new(),
        Addition::Full => {
            state.notice = Some(Notice::FollowUpsFull);
            Vec::new()
        }
    }
}

/// A name that no panel of any installation gives twice.
pub(super) fn name(state: &State) -> FollowUpId {
    let ledger = &state.ledger;
    let id = |count: usize| FollowUpId(format!("{}-{:x}-{count}", state.installation, state.now));
    let is_free = |id: &FollowUpId| ledger.get(id).is_none() && !ledger.removed().iter().any(|(_, gone)| gone == id);
    // Only what was named in this millisecond can stand in the way.
    (0..).map(id).find(is_free).unwrap_or_else(|| id(usize::MAX))
}

fn export(state: &State, now: Moment) -> Vec<Effect> {
    let language = state.settings.language;
    let heads: [&str; COLUMNS] = match language {
        Language::Chinese => ["到期", "类型", "内容", "买家", "记下时间", "完成时间", "结果"],
        Language::English => ["due", "kind", "note", "buyer", "kept", "closed", "result"],
    };
    let csv = state.ledger.csv(now, heads, |kind| super::view::promise(kind, language));
    // A spreadsheet takes a file without this mark for one in the machine's own old encoding.
    vec![Effect::Download { name: format!("qinyu-follow-ups-{}.csv", now.day.print()), text: format!("\u{feff}{csv}") }]
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<FollowUpAction> {
    let Control { action, slot, name, value, .. } = control;
    let id = FollowUpId(name.into());
    Some(match action {
        "follow_keep" => FollowUpAction::Keep(slot),
        "follow_skip" => FollowUpAction::Skip(slot),
        "follow_close" => FollowUpAction::Close(id, value.into()),
        "follow_reopen" => FollowUpAction::Reopen(id),
        "follow_due" => FollowUpAction::Due(id, value.into()),
        "follow_remove" => FollowUpAction::Remove(id),
        "follow_put_back" => FollowUpAction::PutBack,
        "follow_export" => FollowUpAction::Export,
        "follow_badge" => FollowUpAction::Badge,
        _ => return None,
    })
}

impl From<FollowUpAction> for Action {
    fn from(action: FollowUpAction) -> Self {
        Self::FollowUps(action)
    }
}

impl State {
    /// What is open and where it stands, the most urgent first.
    #[must_use]
    pub fn follow_ups(&self) -> Vec<(&FollowUp, Standing)> {
        let Some(now) = self.moment else { return Vec::new() };
        self.ledger.open(now).into_iter().map(|one| (one, one.standing(now))).collect()
    }

    /// How many are overdue.
    #[must_use]
    pub fn overdue(&self) -> usize {
        self.moment.map_or(0, |now| self.ledger.overdue_count(now))
    }
}

#[cfg(test)]
mod tests;
