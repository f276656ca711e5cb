//! Old buyers who are due: what is said to them, put into the page where their talk is open and copied where it isn't, and
//! what became of it.

use super::{BuyerNotice, Reach, keep};
use crate::{
    care::{
        buyers::{
            Buyer, RecordId,
            due::{Due, Reached},
        },
        order_steps::Source,
    },
    chat::Conversation,
    day::Day,
    engine::{Suggestion, language},
    library::Language,
    panel::{effect::Effect, notice::Notice, own_text, state::State},
    rules,
};

/// An old buyer who is due.
#[derive(Debug, Clone)]
pub struct Old<'a> {
    /// What is noted.
    pub buyer: &'a Buyer,
    /// Why.
    pub due: Due,
    /// Their talk is open.
    pub is_here: bool,
    /// What is said to them.
    pub suggestion: Option<Suggestion>,
    /// When they bought since they were written to, as the shop's orders know.
    pub bought: Option<Day>,
}

impl State {
    /// Old buyers who are due.
    #[must_use]
    pub fn old_buyers(&self) -> Vec<Old<'_>> {
        let Some(now) = self.moment else { return Vec::new() };
        let here = self.buyer_key();
        let due = self.buyers.records.due(now.day).into_iter();
        due.map(|(buyer, due)| {
            let is_here = here.as_ref() == Some(&buyer.key);
            let since = buyer.reached.day().filter(|_| matches!(due, Due::Again(_)));
            let bought = since.and_then(|since| self.bought(&buyer.key).into_iter().find(|day| *day > since));
            Old { buyer, due, is_here, suggestion: self.old_message(due, is_here), bought }
        })
        .collect()
    }

    fn old_message(&self, due: Due, is_here: bool) -> Option<Suggestion> {
        let name = match due {
            Due::First(_) => "benefit",
            Due::Again(_) => "again",
        };
        let message = rules::buyers().messages.iter().find(|message| message.id == name)?;
        let nobody = Conversation::default();
        let (conversation, facts) =
            if is_here { (&self.conversation, self.facts()) } else { (&nobody, self.settings.shop.clone()) };
        let spoken = if is_here { language::infer(conversation, "") } else { None };
        let (title, words) = match spoken.unwrap_or(self.settings.language) {
            Language::Chinese => (&message.title.zh, &message.text.zh),
            Language::English => (&message.title.en, &message.text.en),
        };
        own_text::suggestion(self, (&message.id, title), Source::Words(words), conversation, &facts)
    }
}

/// The first control of an entry, by its place.
pub(in crate::panel) fn old_id(place: usize) -> String {
    format!("old-{place}")
}

pub(super) fn say(state: &mut State, id: &RecordId) -> Vec<Effect> {
    let old = state.old_buyers().into_iter().find(|old| old.buyer.key.id() == *id);
    let Some((is_here, suggestion)) = old.and_then(|old| Some((old.is_here, old.suggestion?))) else {
        return Vec::new();
    };
    if is_here { own_text::say(state, suggestion) } else { own_text::copy(state, &suggestion) }
}

/// Notes what became of one, and goes on to the next.
pub(super) fn reach(state: &mut State, id: &RecordId, reach: Reach) -> Vec<Effect> {
    let Some(now) = state.moment else { return Vec::new() };
    let place = state.old_buyers().iter().position(|old| old.buyer.key.id() == *id);
    let Some(before) = state.buyers.records.get(id).map(|buyer| buyer.reached) else { return Vec::new() };
    let reached = match reach {
        Reach::Written => before.written(now.day),
        Reach::Back => Reached::Back(now.day),
        Reach::Out => Reached::Out(now.day),
    };
    if !state.buyers.records.reach(id, reached, now) {
        return Vec::new();
    }
    state.notice = Some(Notice::Buyers(BuyerNotice::Reached(id.clone(), before)));
    let last = state.old_buyers().len().checked_sub(1);
    let next = place.zip(last).map(|(place, last)| Effect::Focus(old_id(place.min(last))));
    std::iter::once(keep(state)).chain(next).collect()
}

/// What was noted last did not happen.
pub(super) fn undo(state: &mut State) -> Vec<Effect> {
    let Some(Notice::Buyers(BuyerNotice::Reached(id, before))) = state.notice.take() else { return Vec::new() };
    let is_undone = state.moment.is_some_and(|now| state.buyers.records.reach(&id, before, now));
    is_undone.then(|| keep(state)).into_iter().collect()
}
