//! All about one buyer: given out as a file, or erased with one click, the follow-ups with the record, and put back by
//! another. What lies in the shop's packed orders names nobody and stays.

use super::{BuyerNotice, keep};
use crate::{
    care::{
        buyers::{Buyer, BuyerKey, RecordId, export as file},
        ledger::{Addition, FollowUp, MAX_BUYER_CHARS},
    },
    panel::{effect::Effect, follow_ups, notice::Notice, state::State, taken::Taken},
    shop::ItemId,
    text::one_line,
};

/// An offer that was taken: of the buyer's number and the item, and how it was.
type Waiting = ((u32, ItemId), Taken);

/// What was erased of a buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// The record.
    pub buyer: Option<Buyer>,
    /// The follow-ups.
    pub follow_ups: Vec<FollowUp>,
    /// Offers that waited for an order of theirs.
    offers: Vec<Waiting>,
}

/// Whom a record is or would be about: one that is kept, or whoever is in the open talk.
fn key_of(state: &State, id: &RecordId) -> Option<BuyerKey> {
    let kept = state.buyers.records.get(id).map(|buyer| buyer.key.clone());
    kept.or_else(|| state.buyer_key().filter(|key| key.id() == *id))
}

/// What is kept about a buyer beside the record. Follow-ups name the buyer alone, so those of a namesake on another
/// platform are among them.
fn beside(state: &State, key: &BuyerKey) -> (Vec<FollowUp>, Vec<Waiting>) {
    let name = one_line(&key.name, MAX_BUYER_CHARS);
    let follow_ups = state.ledger.follow_ups().iter().filter(|one| one.buyer == name).cloned().collect();
    let number = state.selling.key.as_ref().and_then(|shop| shop.buyer_shown(&key.name));
    let offers = state.settings.taken.iter().filter(|((buyer, _), _)| Some(*buyer) == number);
    (follow_ups, offers.map(|(of, taken)| (of.clone(), *taken)).collect())
}

impl State {
    /// How many follow-ups name the buyer of the open talk.
    #[must_use]
    pub fn follow_ups_of(&self, key: &BuyerKey) -> usize {
        let name = one_line(&key.name, MAX_BUYER_CHARS);
        self.ledger.follow_ups().iter().filter(|one| one.buyer == name).count()
    }
}

pub(super) fn erase(state: &mut State, id: &RecordId) -> Vec<Effect> {
    let (Some(key), Some(now)) = (key_of(state, id), state.moment) else { return Vec::new() };
    let (follow_ups, offers) = beside(state, &key);
    let mut effects = Vec::new();
    let buyer = state.buyers.records.remove(id, now);
    effects.extend(buyer.is_some().then(|| keep(state)));
    if follow_ups.iter().filter(|one| state.ledger.remove(&one.id, now)).count() > 0 {
        effects.push(Effect::KeepFollowUps(state.ledger.clone()));
    }
    if !offers.is_empty() {
        state.settings.taken.retain(|of, _| !offers.iter().any(|(known, _)| known == of));
        effects.push(Effect::Save(Box::new(state.settings.clone())));
    }
    state.buyers.orders.forget(&key.name);
    state.buyers.names.retain(|name| *name != key.name);
    if state.buyer_key().is_some_and(|open| open == key) {
        state.work.buyer = super::BuyerWork::default();
    }
    state.notice = Some(Notice::Buyers(BuyerNotice::Erased(Box::new(Erased { buyer, follow_ups, offers }))));
    effects
}

pub(super) fn put_back(state: &mut State) -> Vec<Effect> {
    let Some(Notice::Buyers(BuyerNotice::Erased(erased))) = state.notice.take() else { return Vec::new() };
    let Erased { buyer, follow_ups, offers } = *erased;
    let mut effects = Vec::new();
    if buyer.is_some_and(|buyer| state.buyers.records.put_back(buyer)) {
        effects.push(keep(state));
    }
    let mut are_back = false;
    for follow_up in follow_ups {
        // Under names of their own: those that were removed stay so in every panel.
        let id = follow_ups::name(state);
        are_back |= state.ledger.add(FollowUp { id, ..follow_up }) == Addition::Kept;
    }
    if are_back {
        effects.push(Effect::KeepFollowUps(state.ledger.clone()));
    }
    if !offers.is_empty() {
        state.settings.taken.extend(offers);
        effects.push(Effect::Save(Box::new(state.settings.clone())));
    }
    effects
}

pub(super) fn export(state: &State, id: &RecordId) -> Vec<Effect> {
    let (Some(key), Some(now)) = (key_of(state, id), state.moment) else { return Vec::new() };
    let (follow_ups, offers) = beside(state, &key);
    let follow_ups: Vec<&FollowUp> = follow_ups.iter().collect();
    let offers: Vec<_> = offers
        .iter()
        .map(|((_, item), Taken { relation, day })| (item.0.clone(), relation.name(), day.print()))
        .collect();
    let text = file::export(&key, state.buyers.records.get(id), &follow_ups, &offers);
    // The name of the file names nobody: it lies among the downloads.
    vec![Effect::Download { name: format!("qinyu-buyer-{}.json", now.day.print()), text }]
}
