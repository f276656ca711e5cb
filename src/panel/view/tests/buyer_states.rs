//! What is noted of buyers and what their orders want said, as it looks.

use super::states::attached;
use crate::{
    care::buyers::{BuyerKey, RecordId, about::Field},
    chat::{Card, Message, OrderState, RowId, Sender},
    day::Moment,
    library::Language,
    panel::{
        Action, State, Tab,
        buyers::{BuyerAction, Reach},
        orders::{self, OrderAction},
        state::starters,
        update,
        update::rebuild,
    },
    wire::{Composer, PageEvent, Row, RowCard, RowSender, Snapshot},
};

/// These views by the names of their snapshots.
pub(super) fn views() -> Vec<(&'static str, State)> {
    let with = |actions: Vec<Action>, mut state: State| {
        actions.into_iter().for_each(|action| drop(update(&mut state, action)));
        state
    };
    vec![
        ("buyer_noted", noted()),
        ("buyer_open_english", with(vec![Action::Language(Language::English), BuyerAction::Fold.into()], noted())),
        (
            "buyer_form",
            with(
                vec![BuyerAction::Write.into(), BuyerAction::Hints.into(), BuyerAction::Tick("credit".into()).into()],
                noted(),
            ),
        ),
        (
            "buyer_form_english",
            with(
                vec![Action::Language(Language::English), BuyerAction::Write.into(), BuyerAction::Hints.into()],
                noted(),
            ),
        ),
        ("buyer_erased", with(vec![BuyerAction::Erase(id()).into()], noted())),
        ("old_buyers", old(Language::Chinese)),
        ("old_buyers_english", old(Language::English)),
        ("order_unpaid", order("等待买家付款", "2026-11-29 10:00")),
        ("order_waits", order("等待买家付款", "2026-11-29 22:30")),
        ("order_paid_english", with(vec![Action::Language(Language::English)], order("待发货", "2026-11-29 10:00"))),
        ("order_away", with(vec![OrderAction::Away(true).into()], order("退款中", "2026-11-29 10:00"))),
        ("unpaid", with(vec![Action::Show(Tab::FollowUps)], unpaid())),
        (
            "unpaid_english",
            with(
                vec![Action::Language(Language::English), OrderAction::Fold.into(), Action::Show(Tab::FollowUps)],
                unpaid(),
            ),
        ),
    ]
}

fn key() -> BuyerKey {
    BuyerKey::new("generic", "小鹿<b>").unwrap()
}

fn id() -> RecordId {
    key().id()
}

/// Something is noted of the buyer in the talk.
fn noted() -> State {
    let mut state = attached("在吗");
    state.moment = Moment::parse("2026-11-29 10:00");
    update(&mut state, BuyerAction::Write.into());
    for (field, text) in [
        (Field::Note, "喜欢素色<b>，别推印花"),
        (Field::Tags, "送礼 急单<i>"),
        (Field::Level, "VIP"),
        (Field::FirstBought, "2026-10-20"),
    ] {
        update(&mut state, BuyerAction::Type(id(), field, text.into()).into());
    }
    update(&mut state, BuyerAction::Save.into());
    state.notice = None;
    state
}

/// Two old buyers are due, one of them a second time; the list of all is open.
fn old(language: Language) -> State {
    let mut state = noted();
    state.settings.shop.set("shop", "小鹿<b>店");
    let mut other = BuyerKey::new("generic", "旧<b>客").unwrap();
    let about = state.buyers.records.get(&id()).unwrap().about.clone();
    state.buyers.records.keep(&other, about.clone(), Moment::parse("2026-11-01 10:00").unwrap());
    other.name = "小马".into();
    state.buyers.records.keep(&other, about, Moment::parse("2026-11-02 10:00").unwrap());
    state.moment = Moment::parse("2026-11-10 10:00");
    update(&mut state, BuyerAction::Reach(other.id(), Reach::Written).into());
    state.moment = Moment::parse("2026-11-29 10:00");
    for action in [Action::Language(language), BuyerAction::List.into(), Action::Show(Tab::FollowUps)] {
        update(&mut state, action);
    }
    state
}

/// The buyer's order stands like this.
fn order(words: &str, now: &str) -> State {
    let mut state = attached("好的");
    state.library.starters = starters(&state.settings);
    rebuild(&mut state);
    let card = Some(Card::Order { number: "1".into(), state: OrderState::read(words), amount: Some(15_900) });
    let row = RowId("3".into());
    state.conversation.messages.push(Message { row, sender: Sender::System, text: String::new(), card });
    state.moment = Moment::parse("2026-11-29 09:00");
    orders::see(&mut state);
    state.moment = Moment::parse(now);
    state
}

/// Three unpaid orders: one is due, one waits, one was urged.
fn unpaid() -> State {
    let mut state = order("在吗", "2026-11-29 09:00");
    for (place, (name, time)) in
        [("甲<b>", "2026-11-29 09:00"), ("乙", "2026-11-29 09:05"), ("", "2026-11-29 09:25")].into_iter().enumerate()
    {
        state.moment = Moment::parse(time);
        let card = RowCard::Order { number: place.to_string(), state: Some("待付款".into()), amount: Some(15_900) };
        let row = Row { row: "1".into(), sender: RowSender::System, text: String::new(), card: Some(card) };
        let snapshot = Snapshot {
            adapter: "generic".into(),
            id: format!("c{place}"),
            buyer: name.into(),
            composer: Composer::Ready,
            draft: false,
            shortened: false,
            focused: false,
            missing: Vec::new(),
            messages: vec![row],
        };
        update(&mut state, Action::Page(PageEvent::Conversation(snapshot)));
    }
    state.moment = Moment::parse("2026-11-29 09:30");
    update(&mut state, OrderAction::Drop(2).into());
    state
}
