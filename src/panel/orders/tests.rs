//! Orders from the card in the talk to the input box, without a page.

use super::*;
use crate::{
    library::stamp::Writer,
    panel::{Kept, update, view::tests::shop_states::selling},
    wire::{Composer, PageCommand, PageEvent, Row, RowCard, RowSender, Snapshot},
};

pub(super) fn at(text: &str) -> Option<Moment> {
    Moment::parse(text)
}

pub(super) fn start() -> State {
    let mut state = State::new(Kept { installation: "here".into(), ..Kept::default() }, Writer::new("test").unwrap());
    state.moment = at("2026-11-29 10:00");
    state
}

/// The page shows these rows of this talk: ours after a `>`, an order's state after a `#`.
pub(super) fn shows(state: &mut State, id: &str, rows: &[&str]) -> Vec<Effect> {
    let row = |(place, text): (usize, &&str)| Row {
        row: place.to_string(),
        sender: if text.starts_with('>') { RowSender::Seller } else { RowSender::Buyer },
        text: if text.starts_with('#') { String::new() } else { text.trim_start_matches('>').into() },
        card: text.strip_prefix('#').map(|words| RowCard::Order {
            number: format!("{id}0001"),
            state: Some(words.into()),
            amount: Some(15_900),
        }),
    };
    let snapshot = Snapshot {
        adapter: "generic".into(),
        id: id.into(),
        buyer: format!("买家{id}"),
        composer: Composer::Ready,
        focused: false,
        draft: false,
        shortened: false,
        missing: Vec::new(),
        messages: rows.iter().enumerate().map(row).collect(),
    };
    update(state, Action::Page(PageEvent::Conversation(snapshot)))
}

pub(super) fn act(state: &mut State, action: OrderAction) -> Vec<Effect> {
    update(state, action.into())
}

pub(super) fn inserted(effects: &[Effect]) -> &str {
    match effects.first() {
        Some(Effect::Send(PageCommand::Insert { text, .. })) => text,
        _ => panic!("{effects:?}"),
    }
}

pub(super) fn ids(state: &State) -> Vec<u32> {
    state.unpaid().iter().map(|(one, _)| one.id).collect()
}

#[test]
fn an_unpaid_order_is_urged_once_where_its_talk_is_open_and_by_copy_where_not() {
    let mut state = start();
    shows(&mut state, "a", &["我拍了", "#等待买家付款"]);
    shows(&mut state, "b", &["在吗", "#待付款"]);
    assert_eq!(ids(&state), [1, 2]);
    assert_eq!(act(&mut state, OrderAction::Urge(2)), [], "just ordered");
    assert_eq!(act(&mut state, OrderAction::Say), []);
    state.moment = at("2026-11-29 10:10");
    let effects = act(&mut state, OrderAction::Urge(1));
    let [Effect::Copy(text), Effect::Focus(next)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((text.as_str(), next.as_str()), ("亲，您拍的宝贝还没付款，是有什么不清楚的吗？", "unpaid-0"));
    let effects = act(&mut state, OrderAction::Urge(2));
    assert!(inserted(&effects).contains("还没付款"));
    assert_eq!((ids(&state).len(), state.orders_done().count()), (0, 2));
    assert!(state.order_step().unwrap().is_done);
    assert_eq!((act(&mut state, OrderAction::Urge(2)), act(&mut state, OrderAction::Say)), (vec![], vec![]));
    act(&mut state, OrderAction::Back(1));
    assert_eq!(ids(&state), [1]);
    shows(&mut state, "a", &["我拍了", "#等待买家付款", ">还没付款哦"]);
    assert_eq!(ids(&state), [1], "the agent knows better than the talk");
}

#[test]
fn what_is_paid_closed_or_urged_by_hand_is_not_urged() {
    let mut state = start();
    shows(&mut state, "a", &["#待付款"]);
    shows(&mut state, "a", &["#待付款", ">您这单付款后今天发出"]);
    assert_eq!((ids(&state).len(), state.orders_done().count()), (0, 1), "the agent did it");
    shows(&mut state, "a", &["#待付款", ">您这单付款后今天发出", "#待发货"]);
    assert_eq!(state.orders_done().count(), 0);
    for words in ["交易关闭", "待发货", "蓝色 M"] {
        shows(&mut state, "b", &[&format!("#{words}")]);
        assert_eq!(ids(&state), [0_u32; 0], "{words}");
    }
    state.settings.own_accounts = "买家c".into();
    shows(&mut state, "c", &["#待付款"]);
    assert_eq!((ids(&state), state.order_step().is_none()), (vec![], true), "the shop's own");
}

#[test]
fn nobody_is_urged_at_night_or_after_a_day() {
    let mut state = start();
    state.moment = at("2026-11-29 21:30");
    shows(&mut state, "a", &["#待付款"]);
    state.moment = at("2026-11-29 22:00");
    assert_eq!(state.unpaid()[0].1, When::From(at("2026-11-30 08:00").unwrap()));
    assert_eq!((act(&mut state, OrderAction::Urge(1)), act(&mut state, OrderAction::Say)), (vec![], vec![]));
    state.moment = at("2026-11-30 21:31");
    assert_eq!((ids(&state), state.order_step().unwrap().when), (vec![], When::Over));
}

#[test]
fn an_order_is_kept_by_a_click_alone() {
    let mut state = start();
    assert_eq!(
        shows(&mut state, "a", &["#待付款"]).iter().filter(|e| matches!(e, Effect::KeepFollowUps(_))).count(),
        0
    );
    let Some(Effect::KeepFollowUps(ledger)) = act(&mut state, OrderAction::Keep(1)).pop() else { panic!() };
    let one = &ledger.follow_ups()[0];
    assert_eq!((one.buyer.as_str(), one.due), ("买家a", at("2026-11-29 10:10")));
    assert_eq!(one.note, "拍下还没付款，159 元，提醒一次");
    assert_eq!(
        (ids(&state), state.order_step().unwrap().is_done),
        (vec![], false),
        "it can be urged when it comes due"
    );
    shows(&mut state, "a", &["#待付款", ">还没付款哦"]);
    assert!(state.order_step().unwrap().is_done);
    shows(&mut state, "b", &["#待付款"]);
    act(&mut state, OrderAction::Drop(2));
    shows(&mut state, "b", &["#待付款", "在吗"]);
    assert_eq!(ids(&state), [0_u32; 0], "it stays left out");
}

#[test]
fn each_state_has_its_own_words() {
    let mut state = start();
    state.settings.shop.set("courier", "中通");
    state.settings.shop.set("return_address", "杭州市一号仓");
    let mut said = |words: &str| {
        shows(&mut state, "a", &["你好", &format!("#{words}")]);
        let step = state.order_step()?;
        Some((step.rule.id.as_str(), step.suggestion.filled.text_with_gaps("{", "}")))
    };
    let (id, text) = said("待发货").unwrap();
    assert!(id == "confirm" && text.starts_with("付款收到啦") && text.contains("地址"), "{text}");
    assert_eq!(said("已发货").unwrap(), ("notice", "亲，您的包裹已发出，中通单号{运单号}，记得留意物流哦📦".into()));
    assert_eq!(said("退款中").unwrap(), ("return", "先在订单里申请，通过后寄到：杭州市一号仓，请别寄到付哦。".into()));
    assert_eq!((said("交易成功"), said("交易关闭")), (None, None));
}

#[test]
fn words_with_an_open_gap_are_asked_for_and_never_counted_as_a_phrase() {
    let mut state = start();
    shows(&mut state, "a", &["付好了", "#待发货"]);
    act(&mut state, OrderAction::Text("late".into()));
    assert_eq!(state.order_step().unwrap().text.id, "late");
    let effects = act(&mut state, OrderAction::Say);
    let [Effect::Focus(field)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(field, "gap-0-这单发货时间");
    let picked = state.work.picked.clone().unwrap();
    assert!(own_text::is_own(&picked.suggestion.phrase));
    update(&mut state, Action::Fill { name: "这单发货时间".into(), value: "周三".into() });
    let effects = update(&mut state, Action::Choose(0));
    assert!(inserted(&effects).contains("预计周三发出"), "{effects:?}");
    assert_eq!(effects.len(), 1, "its use is not counted: {effects:?}");
    assert!(state.order_step().unwrap().is_away);
    act(&mut state, OrderAction::Away(false));
    assert!(!state.order_step().unwrap().is_away);
    act(&mut state, OrderAction::Away(true));
    shows(&mut state, "a", &["付好了", "#待发货", "#已发货"]);
    let step = state.order_step().unwrap();
    assert_eq!((step.text.id.as_str(), step.is_away), ("sent", false), "another state begins anew");
}

#[test]
fn a_text_is_chosen_by_its_name() {
    let mut state = start();
    shows(&mut state, "a", &["付好了", "#待发货"]);
    let ids = |state: &State| state.order_step().unwrap().ways.iter().map(|way| way.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&state), ["check", "late"]);
    assert_eq!(state.order_step().unwrap().text.id, "check");
    act(&mut state, OrderAction::Text("late".into()));
    assert_eq!(state.order_step().unwrap().text.id, "late");
    act(&mut state, OrderAction::Text("spec".into()));
    assert_eq!(state.order_step().unwrap().text.id, "check", "what can't be said gives way to the best");
    act(&mut state, OrderAction::Text("late".into()));
    shows(&mut state, "a", &["付好了", "#待发货", "#已发货"]);
    assert_eq!(state.order_step().unwrap().text.id, "sent", "another state begins anew");
}

#[test]
fn words_that_are_edited_go_as_replies_do() {
    let mut state = start();
    shows(&mut state, "a", &["付好了", "#待发货"]);
    act(&mut state, OrderAction::Text("late".into()));
    act(&mut state, OrderAction::Say);
    update(&mut state, Action::Edit(0));
    assert_eq!(update(&mut state, Action::ChooseEdit), [Effect::Focus("edit".into())], "a gap stands in it");
    update(&mut state, Action::EditText("周三发出哦".into()));
    let effects = update(&mut state, Action::ChooseEdit);
    assert_eq!((inserted(&effects), effects.len()), ("周三发出哦", 1));
}

#[test]
fn an_address_that_was_told_is_not_written_out() {
    let mut state = start();
    for (name, value) in [("收货地址", "杭州市西湖区文三路478号"), ("联系电话", "13812345678")] {
        state.work.given.set(name, value);
        state.settings.shop.set(name, value);
    }
    for words in ["待发货", "已发货", "退款中", "待付款"] {
        shows(&mut state, "a", &["你好", &format!("#{words}")]);
        for _ in 0..5 {
            let text = state.order_step().unwrap().suggestion.filled.text_with_gaps("{", "}");
            assert!(!text.contains("478") && !text.contains("138"), "{text}");
            act(&mut state, OrderAction::Text("late".into()));
        }
    }
}

#[test]
fn a_promotions_end_is_a_reason_only_if_the_shop_has_it() {
    let mut state = selling("拍了");
    state.settings.shop.set("discount", "全场5折");
    state.settings.shop.set("campaign_end", "今晚");
    let rows = state.conversation.messages.clone();
    let urge = |title: &str, state: &mut State| {
        let card = crate::chat::Card::Product { title: title.into(), price: None };
        let mut messages = rows.clone();
        messages[0].card = Some(card);
        let order = crate::chat::Card::Order { number: "1".into(), state: Some(OrderState::Unpaid), amount: None };
        messages[1].card = Some(order);
        state.conversation.messages = messages;
        see(state);
        let step = state.order_step().unwrap();
        (step.text.id.as_str(), step.suggestion.filled.text_with_gaps("{", "}"))
    };
    let pillow = state.selling.shop.catalog.items().iter().find(|item| item.category.contains("枕头")).unwrap();
    let title = pillow.title.clone();
    state.library.starters = crate::panel::state::starters(&state.settings);
    crate::panel::update::rebuild(&mut state);
    let (id, text) = urge(&title, &mut state);
    assert_eq!((id, text.as_str()), ("ends", "亲，您拍的那单能享枕头<b>8 折，11月25日24点结束，还需要的话别错过哦。"));
    let (id, text) = urge("云朵 全棉四件套 雾蓝", &mut state);
    assert!(id == "help" && !text.contains("5折") && !text.contains("今晚"), "{text}");
}
