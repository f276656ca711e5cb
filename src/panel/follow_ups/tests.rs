//! Promises from the row to the table, without a page.

use super::*;
use crate::{
    chat::{ConversationId, Message},
    library::stamp::Writer,
    panel::{Kept, Link, update},
    wire::{Composer, PageEvent, Row, RowSender, Snapshot},
};

fn at(text: &str) -> Option<Moment> {
    Moment::parse(text)
}

fn start() -> State {
    let mut state = State::new(Kept { installation: "here".into(), ..Kept::default() }, Writer::new("test").unwrap());
    (state.moment, state.now) = (at("2026-11-29 10:00"), 1_000);
    state
}

/// The page shows these rows of this talk, ours after a `>`.
fn shows(state: &mut State, id: &str, rows: &[&str]) {
    let row = |(at, text): (usize, &&str)| Row {
        row: at.to_string(),
        sender: if text.starts_with('>') { RowSender::Seller } else { RowSender::Buyer },
        text: text.trim_start_matches('>').into(),
        card: None,
    };
    let snapshot = Snapshot {
        adapter: "generic".into(),
        id: id.into(),
        buyer: "小鹿".into(),
        composer: Composer::Ready,
        focused: false,
        draft: false,
        shortened: false,
        missing: Vec::new(),
        messages: rows.iter().enumerate().map(row).collect(),
    };
    update(state, Action::Page(PageEvent::Conversation(snapshot)));
}

fn act(state: &mut State, action: FollowUpAction) -> Option<Ledger> {
    match update(state, action.into()).pop() {
        Some(Effect::KeepFollowUps(ledger)) => Some(ledger),
        _ => None,
    }
}

#[test]
fn what_is_sent_while_the_panel_looks_on_is_offered_and_kept_by_a_click() {
    let mut state = start();
    shows(&mut state, "a", &["几点发", ">今天16点前给您发出"]);
    assert_eq!(state.work.promised, [], "nobody knows when that was said");
    shows(&mut state, "a", &["几点发", ">今天16点前给您发出", "好", ">今天18点前给您发出哦"]);
    let [promised] = state.work.promised.as_slice() else { panic!("{:?}", state.work.promised) };
    assert_eq!((promised.kind, promised.due), (Kind::Dispatch, at("2026-11-29 18:00")));
    let kept = act(&mut state, FollowUpAction::Keep(0)).unwrap();
    assert_eq!((kept.follow_ups().len(), state.work.promised.len()), (1, 0));
    assert_eq!((kept.follow_ups()[0].buyer.as_str(), state.notice.clone()), ("小鹿", Some(Notice::FollowUpKept)));
    shows(&mut state, "a", &["几点发", ">今天16点前给您发出", "好", ">今天18点前给您发出哦", "嗯"]);
    assert_eq!(state.work.promised, [], "a row is heard once");
}

#[test]
fn a_promise_waits_with_its_talk() {
    let mut state = start();
    shows(&mut state, "a", &["几点发"]);
    shows(&mut state, "a", &["几点发", ">明天给您发出"]);
    shows(&mut state, "b", &["在吗"]);
    assert_eq!(state.work.promised, []);
    shows(&mut state, "a", &["几点发", ">明天给您发出"]);
    assert_eq!(state.work.promised.len(), 1);
    act(&mut state, FollowUpAction::Skip(0));
    assert_eq!(state.work.promised, []);
}

#[test]
fn what_comes_due_is_overdue_until_it_is_closed() {
    let mut state = start();
    shows(&mut state, "a", &["几点发"]);
    shows(&mut state, "a", &["几点发", ">今天16点前给您发出"]);
    act(&mut state, FollowUpAction::Keep(0));
    let id = state.ledger.follow_ups()[0].id.clone();
    assert_eq!(state.overdue(), 0);
    state.moment = at("2026-11-30 09:00");
    assert_eq!((state.overdue(), state.follow_ups()[0].1), (1, Standing::Overdue));
    act(&mut state, FollowUpAction::Due(id.clone(), "2026-11-30T12:00".into())).unwrap();
    assert_eq!(state.overdue(), 0);
    assert_eq!(act(&mut state, FollowUpAction::Due(id.clone(), "soon".into())), None);
    act(&mut state, FollowUpAction::Close(id.clone(), "已发".into())).unwrap();
    assert_eq!(state.follow_ups().len(), 0);
    act(&mut state, FollowUpAction::Reopen(id.clone())).unwrap();
    act(&mut state, FollowUpAction::Remove(id)).unwrap();
    assert_eq!(state.ledger.follow_ups().len(), 0);
    act(&mut state, FollowUpAction::PutBack).unwrap();
    assert_eq!(state.follow_ups().len(), 1, "undone");
    assert_eq!(act(&mut state, FollowUpAction::PutBack), None);
}

#[test]
fn the_table_has_a_line_for_each() {
    let mut state = start();
    shows(&mut state, "a", &["几点发"]);
    shows(&mut state, "a", &["几点发", ">今天16点前给您发出"]);
    act(&mut state, FollowUpAction::Keep(0));
    let Some(Effect::Download { name, text }) = update(&mut state, FollowUpAction::Export.into()).pop() else {
        panic!()
    };
    assert_eq!((name.as_str(), text.lines().count()), ("qinyu-follow-ups-2026-11-29.csv", 2));
    assert!(text.starts_with("\u{feff}到期,") && text.contains("2026-11-29 16:00"));
}

#[test]
fn nothing_is_heard_without_a_time_or_a_talk() {
    let mut state = start();
    state.moment = None;
    shows(&mut state, "a", &["几点发"]);
    shows(&mut state, "a", &["几点发", ">明天给您发出"]);
    assert_eq!((state.work.promised.len(), act(&mut state, FollowUpAction::Keep(0))), (0, None));
    let message = Message { row: RowId::default(), sender: Sender::Seller, text: String::new(), card: None };
    hear(
        &mut state,
        &Conversation { id: ConversationId("a".into()), messages: vec![message], ..Conversation::default() },
    );
    assert_eq!(state.link, Link::Attached { adapter: "generic".into() });
}
