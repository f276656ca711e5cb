//! What became of offers that were taken: each is counted when its text stands in the page or on the clipboard, and waits
//! for an order of the buyer's. The buyer is a number of [`ShopKey`](crate::shop::ShopKey); no name is kept.

use super::{effect::Effect, notice::Notice, report, settings::Settings, state::State};
use crate::{
    care::report::What,
    cross_sell::{Learnt, Offer, Relation},
    day::Day,
    shop::{Catalog, ItemId},
    sorting::sort_by_key,
};

/// Days within which an order counts as that of the offer: who had to think or waited for a payday has decided by then, and
/// what comes later has other reasons.
const WITHIN: i32 = 14;
/// Days for which an offer waits: shops export orders by the month, and the last of them is two weeks behind.
const WAITS: i32 = 60;
/// Offers that wait: some twenty taken in a day and an export each month. The oldest go first.
const MOST: usize = 500;

/// An offer that was taken and waits, beside the buyer's number and the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// As what it was offered.
    pub relation: Relation,
    /// When it was taken.
    pub day: Day,
}

/// An offer whose text is on its way into the page or onto the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    relation: Relation,
    item: ItemId,
    /// The number of the buyer to whom it goes; it is captured here, for another conversation may be open when the page
    /// answers.
    buyer: Option<u32>,
}

impl Taking {
    pub(super) fn new(state: &State, offer: &Offer) -> Option<Self> {
        let item = state.selling.shop.catalog.get(offer.item)?.id.clone();
        Some(Self { relation: offer.relation, item, buyer: buyer(state) })
    }
}

/// The number of the buyer who is answered; none while a line by hand is, or the shop's key or the name is not known.
pub(super) fn buyer(state: &State) -> Option<u32> {
    state.selling.key.as_ref()?.buyer_shown(&state.answered().buyer)
}

/// Says whether text came onto the clipboard; an offer's counts then.
pub(super) fn copied(state: &mut State, is_done: bool) -> Vec<Effect> {
    state.notice = Some(if is_done { Notice::Copied } else { Notice::NotCopied });
    let offer = state.selling.copying.take().filter(|_| is_done);
    offer.map(|offer| count(state, offer)).into_iter().collect()
}

/// Counts an offer that stands where it was to be put, and lets it wait for an order.
pub(super) fn count(state: &mut State, taking: Taking) -> Effect {
    let Taking { relation, item, buyer } = taking;
    report::count(state, What::OfferTaken, relation.name());
    let Settings { counts, taken, .. } = &mut state.settings;
    let taken_so_far = &mut counts.entry(relation).or_default().taken;
    *taken_so_far = taken_so_far.saturating_add(1);
    if let (Some(buyer), Some(moment)) = (buyer, state.moment) {
        taken.insert((buyer, item), Taken { relation, day: moment.day });
    }
    if taken.len() > MOST {
        let mut oldest: Vec<_> = taken.iter().map(|(key, taken)| (taken.day, key.clone())).collect();
        sort_by_key(&mut oldest, |(day, _)| *day);
        oldest.truncate(taken.len() - MOST);
        for (_, key) in &oldest {
            taken.remove(key);
        }
    }
    Effect::Save(state.settings.clone().into())
}

/// Counts the offers that led to an order, which then wait no longer, nor do those that waited too long. True when there
/// was one.
pub(super) fn settle(settings: &mut Settings, catalog: &Catalog, learnt: &Learnt, today: Option<Day>) -> bool {
    let Settings { taken, counts, .. } = settings;
    let waiting = taken.len();
    taken.retain(|(buyer, item), Taken { relation, day }| {
        let day = day.count();
        let is_meant = |bought: i32| (0..=WITHIN).contains(&bought.saturating_sub(day));
        let place = catalog.place(item);
        let is_bought =
            learnt.bought.of(*buyer).iter().any(|bought| Some(bought.item) == place && is_meant(bought.day));
        if is_bought {
            let so_far = &mut counts.entry(*relation).or_default().bought;
            *so_far = so_far.saturating_add(1);
        }
        !is_bought && today.is_none_or(|today| today.count().saturating_sub(day) <= WAITS)
    });
    taken.len() < waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cross_sell::{Bought, Merit, Shop},
        panel::{Action, Counts, SellingAction, update, view::tests::shop_states::selling},
        shop::{Line, Orders, ShopKey},
        wire::{Outcome, PageEvent},
    };
    use std::rc::Rc;

    const KEY: ShopKey = ShopKey([7; 32]);

    fn day(day: u8) -> Day {
        Day { year: 2026, month: 11, day }
    }

    fn act(state: &mut State, action: SellingAction) -> Vec<Effect> {
        update(state, Action::Selling(action))
    }

    /// The shop is learnt anew, and the buyer of the chat bought items on these days of November.
    fn learn(state: &mut State, bought: &[(u32, u8)]) -> Vec<Effect> {
        let (mut shop, mut orders) = (Shop::clone(&state.selling.shop), Orders::default());
        for (item, on) in bought {
            orders.push(day(*on).count(), KEY.buyer("小鹿"), &mut vec![Line { item: *item, quantity: 1 }]);
        }
        shop.learnt.bought = Bought::count(&orders, shop.catalog.items().len(), day(30).count());
        act(state, SellingAction::Shop(Rc::new(shop)))
    }

    /// It is the 24th, and the pillow is offered first.
    fn offering() -> State {
        let mut state = selling("好的，我要这套，怎么下单");
        act(&mut state, SellingAction::Key(KEY));
        assert_eq!(offered(&state), Some(2));
        state
    }

    fn offered(state: &State) -> Option<u32> {
        state.selling.offers.first().map(|offer| offer.item)
    }

    fn answered(state: &mut State, outcome: Outcome) -> Vec<Effect> {
        let request = state.pending.as_ref().unwrap().request;
        update(state, Action::Page(PageEvent::Inserted { request, outcome }))
    }

    fn counts(state: &State) -> (u32, u32) {
        let Counts { taken, bought, .. } = state.settings.counts[&Relation::Complement];
        (taken, bought)
    }

    #[test]
    fn what_the_buyer_bought_lately_is_offered_by_hand_alone() {
        let mut state = offering();
        assert_eq!(learn(&mut state, &[(2, 1)]), []);
        assert!(state.selling.offers.iter().all(|offer| offer.item != 2), "{:?}", state.selling.offers);
        act(&mut state, SellingAction::ByHand(ItemId("700002".into())));
        assert_eq!(state.selling.offers.first().map(|offer| (offer.item, offer.merit)), Some((2, Merit::Bought(23))));
        state.work.chosen = None;
        for name in ["小*", "小马", ""] {
            state.conversation.buyer = name.into();
            super::super::selling::advise(&mut state);
            assert_eq!(offered(&state), Some(2), "{name} has not bought it");
        }
    }

    #[test]
    fn an_offer_counts_once_it_stands_there_and_again_when_it_was_bought() {
        let mut state = offering();
        act(&mut state, SellingAction::Take(1));
        answered(&mut state, Outcome::DraftChanged);
        assert_eq!((counts(&state), state.settings.taken.len()), ((0, 0), 0), "the page refused it");
        act(&mut state, SellingAction::Take(1));
        let taken = (KEY.buyer("小鹿"), ItemId("700002".into()));
        let effects = answered(&mut state, Outcome::Done);
        let [Effect::Save(settings)] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(settings.taken.keys().collect::<Vec<_>>(), [&taken]);
        assert_eq!(counts(&state), (1, 0));

        for (nothing, why) in [(vec![], "no order"), (vec![(2, 23)], "earlier"), (vec![(3, 24)], "something else")] {
            assert_eq!(learn(&mut state, &nothing), [], "{why}");
        }
        assert!(matches!(learn(&mut state, &[(2, 23), (2, 26)]).as_slice(), [Effect::Save(_)]));
        assert_eq!((counts(&state), state.settings.taken.len()), ((1, 1), 0));
        assert_eq!(learn(&mut state, &[(2, 23), (2, 26)]), [], "once");
    }

    #[test]
    fn an_order_that_comes_too_late_is_another_matter() {
        let mut state = offering();
        let mut settle = |on: u8, bought: u8, today: u8| {
            let mut settings = Settings::default();
            let taken = Taken { relation: Relation::Extension, day: day(on) };
            settings.taken.insert((KEY.buyer("小鹿"), ItemId("700002".into())), taken);
            learn(&mut state, &[(2, bought)]);
            let shop = &state.selling.shop;
            let today = Day { year: 2026, month: 12, day: today };
            let is_settled = self::settle(&mut settings, &shop.catalog, &shop.learnt, Some(today));
            (is_settled, settings.counts.contains_key(&Relation::Extension))
        };
        assert_eq!(settle(10, 24, 1), (true, true));
        assert_eq!(settle(10, 25, 1), (false, false), "after more than two weeks");
        assert_eq!(settle(1, 30, 31), (false, false), "after sixty days it still waits");
    }

    #[test]
    fn what_waits_is_capped_and_ends() {
        let mut state = offering();
        let Effect::Save(_) = count(&mut state, taking(0)) else { panic!() };
        state.moment.as_mut().unwrap().day = day(25);
        for buyer in 1..600 {
            count(&mut state, taking(buyer));
        }
        assert_eq!((state.settings.taken.len(), counts(&state).0), (MOST, 600));
        assert!(!state.settings.taken.contains_key(&(0, ItemId("700002".into()))), "the oldest went first");
        state.moment.as_mut().unwrap().day = Day { year: 2027, month: 1, day: 25 };
        assert!(matches!(learn(&mut state, &[]).as_slice(), [Effect::Save(_)]));
        assert_eq!((state.settings.taken.len(), counts(&state)), (0, (600, 0)));
    }

    fn taking(buyer: u32) -> Taking {
        Taking { relation: Relation::Complement, item: ItemId("700002".into()), buyer: Some(buyer) }
    }

    #[test]
    fn for_a_line_by_hand_it_counts_when_it_is_copied_and_nobody_is_remembered() {
        let mut state = offering();
        update(&mut state, Action::ByHand("怎么下单".into()));
        act(&mut state, SellingAction::ByHand(ItemId("700002".into())));
        for (done, taken) in [(false, 0), (true, 1)] {
            assert!(matches!(act(&mut state, SellingAction::Take(1)).as_slice(), [Effect::Copy(_)]));
            assert_eq!(update(&mut state, Action::Copied(done)).len(), taken as usize);
            assert_eq!((counts(&state).0, state.settings.taken.len()), (taken, 0));
        }
        assert_eq!(update(&mut state, Action::Copied(true)), [], "something else was copied");
    }
}
