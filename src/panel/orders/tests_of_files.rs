//! Orders of a file: which are listed and urged, and what is said of those that are paid. Part of [`orders`](super).

use super::{
    of_file::read_file,
    tests::{act, at, ids, inserted, shows, start},
    *,
};
use crate::{library::Language, panel::shop_files::answer::FileLine};

fn reads(state: &mut State, orders: &[(&str, Option<OrderState>, &str, &str)]) -> usize {
    let order = |(number, state, placed, buyer): &(&str, Option<OrderState>, &str, &str)| FileOrder {
        number: (*number).into(),
        state: *state,
        placed: at(placed),
        buyer: (*buyer).into(),
        ..FileOrder::default()
    };
    read_file(state, orders.iter().map(order).collect())
}

#[test]
fn unpaid_orders_of_a_file_are_listed_by_their_own_clock() {
    let mut state = start();
    let unpaid = Some(OrderState::Unpaid);
    let file = [
        ("4", unpaid, "2026-11-29 09:55", "买家a"),
        ("3", unpaid, "2026-11-29 08:00", ""),
        ("2", Some(OrderState::Paid), "2026-11-29 07:00", ""),
        ("1", unpaid, "2026-11-28 09:59", "买家c"),
        ("0", unpaid, "", "买家d"),
    ];
    assert_eq!(reads(&mut state, &file), 2, "too old, or without a time");
    assert_eq!(reads(&mut state, &file), 2);
    let listed = |state: &State| {
        let one = |(one, when): &(&Unpaid, When)| (one.order.clone(), *when == When::Now);
        state.unpaid().iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(listed(&state), [("3".into(), true), ("4".into(), false)], "once each");
    let nothing = Vec::new();
    assert_eq!((read_file(&mut state, nothing), listed(&state).len()), (0, 2), "another kind of file");
    assert_eq!(reads(&mut state, &[("3", None, "2026-11-29 08:00", "")]), 0);
    assert_eq!(listed(&state), [("4".into(), false)], "what is closed by now goes");
    state.buyers.orders.forget("买家a");
    assert_eq!(listed(&state), []);
}

#[test]
fn a_paid_order_is_checked_by_what_the_file_says_is_in_it() {
    let mut state = start();
    let line =
        |title: &str, options: &str, quantity| FileLine { title: title.into(), options: options.into(), quantity };
    let mut order = FileOrder { number: "a0001".into(), state: Some(OrderState::Paid), ..FileOrder::default() };
    order.lines = vec![line("亚麻衬衫", "颜色分类:白色;尺码:L", Some(1)), line("毛巾{a}", "", Some(2))];
    read_file(&mut state, vec![order.clone()]);
    shows(&mut state, "a", &["付好了", "#待发货"]);
    let step = state.order_step().unwrap();
    let text = step.suggestion.filled.text_with_gaps("{", "}");
    assert!(step.text.id == "ordered" && text.contains("您拍的是：亚麻衬衫（白色，L）×1、毛巾a×2。"), "{text}");
    shows(&mut state, "b", &["付好了", "#待发货"]);
    assert_eq!(state.order_step().unwrap().text.id, "check", "another order");
    for lines in [vec![line("毛巾", "", None)], vec![line("加厚纯棉毛巾", "", Some(1)); 10], Vec::new()] {
        order.lines = lines;
        read_file(&mut state, vec![order.clone()]);
        shows(&mut state, "a", &["付好了", "#待发货"]);
        assert_eq!(state.order_step().unwrap().text.id, "check", "not known, or more than a reply takes up");
    }
}

#[test]
fn an_order_of_a_file_is_urged_in_the_language_of_its_title() {
    let mut state = start();
    state.settings.language = Language::English;
    let urged = |state: &mut State, title: &str| {
        let lines = vec![FileLine { title: title.into(), ..FileLine::default() }];
        let (state_of, placed) = (Some(OrderState::Unpaid), at("2026-11-29 09:00"));
        let order = FileOrder { number: title.into(), state: state_of, placed, lines, ..FileOrder::default() };
        read_file(state, vec![order]);
        let (one, _) = *state.unpaid().last().unwrap();
        state.urging(one).unwrap().1.filled.text_with_gaps("{", "}")
    };
    assert!(urged(&mut state, "亚麻衬衫").contains("还没付款"));
    assert!(urged(&mut state, "Linen shirt").contains("unpaid"));
}

#[test]
fn the_newest_orders_of_a_file_stay_beside_those_of_talks() {
    let mut state = start();
    shows(&mut state, "a", &["#待付款"]);
    let order = |place: usize| FileOrder {
        number: place.to_string(),
        state: Some(OrderState::Unpaid),
        placed: at("2026-11-29 09:00"),
        ..FileOrder::default()
    };
    assert_eq!(read_file(&mut state, (0..150).map(order).collect()), MOST);
    assert_eq!(read_file(&mut state, (200..205).map(order).collect()), 5);
    let has = |number: &str| state.unpaid().iter().any(|(one, _)| one.order == number);
    assert_eq!((ids(&state).len(), has("a0001"), has("200"), has("0"), has("99")), (MOST + 1, true, true, true, false));
}

#[test]
fn an_order_of_a_file_is_urged_in_the_talk_of_just_its_buyer() {
    let mut state = start();
    let file = [("a0001", Some(OrderState::Unpaid), "2026-11-29 09:00", "买家a")];
    reads(&mut state, &file);
    shows(&mut state, "b", &["在吗"]);
    let urge = |state: &mut State| act(state, OrderAction::Urge(1));
    assert!(matches!(urge(&mut state).as_slice(), [Effect::Copy(_), ..]));
    act(&mut state, OrderAction::Back(1));
    shows(&mut state, "a", &["在吗"]);
    assert!(inserted(&urge(&mut state)).contains("还没付款"));
    act(&mut state, OrderAction::Back(1));
    shows(&mut state, "a", &["在吗", "#待付款"]);
    assert_eq!((ids(&state), state.unpaid()[0].0.conversation.0.as_str()), (vec![1], "a"), "its talk is known now");
    shows(&mut state, "a", &["在吗", "#待付款", "#待发货"]);
    assert_eq!(ids(&state), [0_u32; 0]);
    reads(&mut state, &[("a0001", Some(OrderState::Paid), "2026-11-29 09:00", "")]);
    shows(&mut state, "a", &["在吗", "#待付款"]);
    assert_eq!((ids(&state), state.order_step().is_none()), (vec![], true), "the file knows better than an old card");
}
