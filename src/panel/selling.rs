//! What is offered beside the replies: the shop as it was learnt, the item at hand, at most two offers. Part of
//! [`update`](super::update()); [`cross_sell`](crate::cross_sell) decides what and when, this says it.

use super::{
    effect::Effect,
    offer_words, page, report,
    state::{State, Tab},
    taken::{self, Taking},
};
use crate::{
    care::report::What,
    chat::Conversation,
    cross_sell::{
        Merit, Offer, Shop,
        choice::{Asked, choose},
        timing::{Silence, Topic, want},
    },
    engine::language,
    library::{
        Language,
        facts::{self, Facts, yuan},
    },
    shop::{ItemId, ShopKey, Stock},
};
use std::{mem, rc::Rc};

/// What the panel knows of selling.
#[derive(Debug, Clone, Default)]
pub struct Selling {
    /// The shop.
    pub shop: Rc<Shop>,
    /// Under which its buyers are numbers.
    pub key: Option<ShopKey>,
    /// What the talk is about.
    pub topic: Topic,
    /// What is offered, the best first.
    pub offers: Vec<Offer>,
    /// Why nothing is, where the shop is known.
    pub silence: Option<Silence>,
    /// An offer that the browser has not put onto the clipboard yet.
    pub copying: Option<Taking>,
}

/// Something happened with offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SellingAction {
    /// The shop as it is kept, or as it is now.
    Shop(Rc<Shop>),
    /// The key of the shop's buyers.
    Key(ShopKey),
    /// Insert the sentence for the offer in this place, from 1.
    Take(u8),
    /// Not now: not in this conversation.
    NotNow(u8),
    /// Never for this item.
    Never(u8),
    /// Offer this item by hand.
    ByHand(ItemId),
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: SellingAction) -> Vec<Effect> {
    match action {
        SellingAction::Shop(shop) => {
            let before = mem::replace(&mut state.selling.shop, shop);
            state.shop_desk.forget(Rc::ptr_eq(&before.catalog, &state.selling.shop.catalog));
            let shop = &state.selling.shop;
            let today = state.moment.map(|moment| moment.day);
            let is_settled = taken::settle(&mut state.settings, &shop.catalog, &shop.learnt, today);
            advise(state);
            return is_settled.then(|| Effect::Save(state.settings.clone().into())).into_iter().collect();
        }
        SellingAction::Key(key) => {
            state.selling.key = Some(key);
            advise(state);
        }
        SellingAction::Take(slot) => return take(state, slot),
        SellingAction::NotNow(slot) => {
            if let Some(id) = item_at(state, slot) {
                state.work.put_away.insert(id);
                state.work.chosen = None;
                advise(state);
            }
        }
        SellingAction::Never(slot) => {
            let at_hand = state.selling.topic.item().and_then(|item| state.selling.shop.catalog.get(item));
            if let (Some(at_hand), Some(never)) = (at_hand.map(|item| item.id.clone()), item_at(state, slot)) {
                state.settings.never.insert((at_hand, never));
                state.work.chosen = None;
                advise(state);
                return vec![Effect::Save(state.settings.clone().into())];
            }
        }
        SellingAction::ByHand(id) => {
            state.work.put_away.remove(&id);
            state.work.chosen = Some(id);
            state.tab = Tab::Chat;
            advise(state);
            return vec![Effect::Focus("offer-1".into())];
        }
    }
    Vec::new()
}

/// Chooses anew what is offered.
pub(super) fn advise(state: &mut State) {
    let shop = Rc::clone(&state.selling.shop);
    let topic = Topic::of(&state.answered(), &shop.catalog);
    let intents: Vec<&str> = state.advice.intents.iter().map(|found| found.intent.0.as_str()).collect();
    let want = want(&topic, &shop.catalog, state.advice.stage, state.advice.mood.mood, &intents);
    let today = state.moment.map(|moment| moment.day.count());
    let bought = taken::buyer(state).map(|buyer| shop.learnt.bought.lately(buyer, today)).unwrap_or_default();
    let days_ago = |item: u32| bought.iter().find(|(bought, _)| bought.item == item).map(|(_, days)| *days);
    let is_unwanted = |place: u32| {
        let (Some(item), at_hand) = (shop.catalog.get(place), topic.item().and_then(|item| shop.catalog.get(item)))
        else {
            return true;
        };
        let is_never = |at_hand: ItemId| state.settings.never.contains(&(at_hand, item.id.clone()));
        days_ago(place).is_some()
            || state.work.put_away.contains(&item.id)
            || at_hand.is_some_and(|at_hand| is_never(at_hand.id.clone()))
    };
    let judged = |of: u32, item: u32| {
        let id = |item: u32| shop.catalog.get(item).map(|item| item.id.clone());
        state.settings.judged.get(&(id(of)?, id(item)?)).copied()
    };
    let mut offers = want.map_or_else(
        |_| Vec::new(),
        |want| {
            let (stage, moment) = (state.advice.stage, state.moment);
            let (terms, rules, unwanted) = (&state.settings.terms, &state.settings.rules, &is_unwanted);
            choose(&shop, &Asked { topic: &topic, want, stage, moment, terms, rules, judged: &judged, unwanted })
        },
    );
    let by_hand = state.work.chosen.as_ref().and_then(|id| shop.catalog.place(id));
    if let Some(mut offer) = by_hand.and_then(|item| shop.by_hand(&topic, item, state.moment)) {
        offer.merit = days_ago(offer.item).map_or(offer.merit, Merit::Bought);
        offers.retain(|other| other.item != offer.item);
        offers.insert(0, offer);
        offers.truncate(crate::cross_sell::OFFERS);
    }
    let is_counted = !state.rehearses();
    let shown: Vec<_> =
        offers.iter().filter(|offer| is_counted && !state.selling.offers.contains(offer)).cloned().collect();
    for offer in shown {
        report::count(state, What::Offer, offer.relation.name());
        let so_far = &mut state.settings.counts.entry(offer.relation).or_default().offered;
        *so_far = so_far.saturating_add(1);
    }
    state.selling.silence = want.err().filter(|_| offers.is_empty());
    (state.selling.topic, state.selling.offers) = (topic, offers);
}

/// What the catalogue says of the item that a conversation is about: its price and stock, and attributes that a gap
/// is named for. What is sold out has no stock to be told.
pub(super) fn item_facts(shop: &Shop, conversation: &Conversation) -> Facts {
    let mut facts = Facts::default();
    let Some(item) = Topic::of(conversation, &shop.catalog).item().and_then(|item| shop.catalog.get(item)) else {
        return facts;
    };
    if let Some(price) = item.price {
        facts.set("price", &yuan(price.fen()));
    }
    if let Stock::Pieces(pieces @ 1..) = item.stock {
        facts.set("stock", &pieces.to_string());
    }
    item.attributes
        .iter()
        .filter(|(name, _)| facts::known(name).is_some())
        .for_each(|(name, value)| facts.set(name, value));
    facts
}

fn at(state: &State, slot: u8) -> Option<&Offer> {
    state.selling.offers.get(usize::from(slot).checked_sub(1)?)
}

fn item_at(state: &State, slot: u8) -> Option<ItemId> {
    Some(state.selling.shop.catalog.get(at(state, slot)?.item)?.id.clone())
}

/// Puts the sentence for an offer into the page, or onto the clipboard where the buyer stands in no page. It counts as taken
/// once it is there.
fn take(state: &mut State, slot: u8) -> Vec<Effect> {
    let Some(offer) = at(state, slot).cloned() else { return Vec::new() };
    let Some(text) = sentence(state, &offer) else { return Vec::new() };
    let taking = Taking::new(state, &offer);
    if state.copies() {
        state.selling.copying = taking;
        return vec![Effect::Copy(text)];
    }
    let effects = page::insert(state, text, String::new());
    if let Some(pending) = state.pending.as_mut().filter(|_| !effects.is_empty()) {
        pending.offer = taking;
    }
    effects
}

/// What is said to offer an item, in the buyer's language.
pub(super) fn sentence(state: &State, offer: &Offer) -> Option<String> {
    let item = state.selling.shop.catalog.get(offer.item)?;
    let conversation = state.answered();
    let turn = conversation.buyer_turn().iter().map(|message| message.text.as_str()).collect::<Vec<_>>().join("\n");
    let language: Language = language::infer(&conversation, &turn).unwrap_or(state.settings.language);
    Some(offer_words::sentence(language, offer, item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cross_sell::Relation,
        panel::{Action, update, view::tests::shop_states::selling},
        wire::PageCommand,
    };

    fn act(state: &mut State, action: SellingAction) -> Vec<Effect> {
        update(state, Action::Selling(action))
    }

    fn offered(state: &State) -> Vec<(u32, Relation)> {
        state.selling.offers.iter().map(|offer| (offer.item, offer.relation)).collect()
    }

    #[test]
    fn nothing_is_offered_before_the_buyer_has_decided() {
        let state = selling("这套是什么材质的");
        assert_eq!((offered(&state).len(), state.selling.silence), (0, Some(Silence::NotNow)));
        let state = selling("你们的态度太差了，我要投诉，怎么下单的钱没退");
        assert_eq!(offered(&state), []);
    }

    #[test]
    fn the_catalogue_fills_gaps() {
        let mut state = selling("这套还有货吗");
        assert_eq!((state.facts().get("stock"), state.facts().get("material")), (Some("20"), None));
        let mut shop = (*state.selling.shop).clone();
        let mut items = shop.catalog.items().to_vec();
        items[0].attributes = vec![("材质".into(), "全棉".into()), ("备注".into(), "x".into())];
        items[0].stock = Stock::Pieces(0);
        shop.catalog = Rc::new(crate::shop::Catalog::new(items));
        act(&mut state, SellingAction::Shop(Rc::new(shop)));
        assert_eq!((state.facts().get("stock"), state.facts().get("material")), (None, Some("全棉")));
        assert_eq!(state.facts().get("备注"), None, "only what a gap is named for");
    }

    #[test]
    fn an_offer_is_inserted_with_its_price() {
        let mut state = selling("好的，我要这套，怎么下单");
        assert_eq!(offered(&state).first(), Some(&(2, Relation::Complement)));
        let effects = act(&mut state, SellingAction::Take(1));
        let [Effect::Send(PageCommand::Insert { id, text, .. })] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(id, "a");
        assert_eq!(
            text,
            "亲，这一款和您选的搭在一起用正合适，可以看看哦：记忆棉枕头，89元，和您选的一起拍能省17.8元，两件共370.2元"
        );
        assert_eq!(act(&mut state, SellingAction::Take(9)), []);
    }

    #[test]
    fn not_now_holds_for_this_buyer_and_never_for_all() {
        let mut state = selling("好的，我要这套，怎么下单");
        act(&mut state, SellingAction::NotNow(1));
        assert!(offered(&state).iter().all(|(item, _)| *item != 2));
        state.work = crate::panel::Work::default();
        advise(&mut state);
        assert_eq!(offered(&state).first(), Some(&(2, Relation::Complement)));
        assert!(matches!(act(&mut state, SellingAction::Never(1)).as_slice(), [Effect::Save(_)]));
        state.work = crate::panel::Work::default();
        advise(&mut state);
        assert!(offered(&state).iter().all(|(item, _)| *item != 2));
    }

    #[test]
    fn an_item_chosen_by_hand_stands_first_at_any_time() {
        let mut state = selling("这套是什么材质的");
        let effects = act(&mut state, SellingAction::ByHand(ItemId("700007".into())));
        assert_eq!(effects, [Effect::Focus("offer-1".into())]);
        assert_eq!(offered(&state), [(7, Relation::Complement)]);
        page::leave(&mut state);
        assert_eq!(state.work.chosen, None, "it was for this buyer");
    }
}
