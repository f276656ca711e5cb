//! What the page tells, and what the panel makes of it.

use super::*;
use crate::{
    library::stamp::Writer,
    panel::{Action, Kept, update},
    wire::{Row, RowSender, Snapshot},
};

fn snapshot(id: &str, row: &str, text: &str) -> Action {
    Action::Page(PageEvent::Conversation(Snapshot {
        adapter: "generic".into(),
        id: id.into(),
        buyer: "小鹿".into(),
        composer: Composer::Ready,
        draft: false,
        shortened: false,
        focused: false,
        missing: Vec::new(),
        messages: vec![Row { row: row.into(), sender: RowSender::Buyer, text: text.into(), card: None }],
    }))
}

fn state() -> State {
    let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
    update(&mut state, snapshot("a", "1", "谢谢"));
    assert_eq!(state.shown().count(), 3);
    state
}

fn edited(state: &mut State, text: &str) -> Vec<Effect> {
    update(state, Action::Edit(1));
    update(state, Action::EditText(text.into()));
    update(state, Action::ChooseEdit)
}

#[test]
fn what_the_shops_own_account_writes_is_no_buyers() {
    let mut state = state();
    update(&mut state, Action::OwnAccounts("店长小号，小鹿".into()));
    update(&mut state, snapshot("a", "2", "几时发货"));
    assert_eq!((state.shown().count(), state.conversation.buyer_turn().len()), (0, 0));
    update(&mut state, Action::OwnAccounts("小鹿旗舰店".into()));
    update(&mut state, snapshot("a", "3", "几时发货"));
    assert_eq!(state.shown().count(), 3);
}

#[test]
fn case_4_inserts_for_the_conversation_and_row_that_it_was_made_for() {
    let mut state = state();
    let effects = edited(&mut state, "不客气");
    let [Effect::Send(PageCommand::Insert { id, last_row, .. }), ..] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((id.as_str(), last_row.as_str()), ("a", "1"));
}

#[test]
fn case_4_a_key_pressed_for_an_older_row_inserts_nothing() {
    let mut state = state();
    update(&mut state, snapshot("a", "2", "谢谢啦"));
    let stale = PageEvent::Key { slot: 1, id: "a".into(), last_row: "1".into() };
    assert_eq!(update(&mut state, Action::Page(stale)), []);
    assert!(matches!(
        state.notice,
        Some(Notice::NotInserted { outcome: Outcome::ConversationChanged, .. } | Notice::Missing(_))
    ));
}

#[test]
fn case_9_an_open_gap_blocks_the_insertion() {
    let mut state = state();
    assert_eq!(edited(&mut state, "今天{快递}发出"), [Effect::Focus("edit".into())]);
    assert_eq!(state.notice, Some(Notice::Missing(vec!["快递".into()])));
}

#[test]
fn case_9_work_on_one_buyer_waits_while_another_is_open() {
    let mut state = state();
    update(&mut state, Action::Fill { name: "尺码".into(), value: "M".into() });
    update(&mut state, Action::Edit(1));
    update(&mut state, snapshot("b", "1", "你好"));
    assert_eq!((state.facts().get("尺码"), &state.work.edit), (None, &None));
    update(&mut state, snapshot("a", "1", "谢谢"));
    assert_eq!(state.facts().get("尺码"), Some("M"));
    assert!(state.work.edit.as_ref().is_some_and(|edit| !edit.outdated));
    update(&mut state, snapshot("a", "2", "什么时候发货"));
    assert!(state.work.edit.is_some_and(|edit| edit.outdated));
}

#[test]
fn a_standing_fact_given_in_place_is_offered_to_be_kept() {
    let mut state = state();
    update(&mut state, Action::Fill { name: "发货时间".into(), value: "今天16点前".into() });
    assert_eq!(state.notice, None, "a deadline of today is not for tomorrow");
    update(&mut state, Action::Fill { name: "快递".into(), value: " 顺丰 ".into() });
    assert!(matches!(update(&mut state, Action::Keep).as_slice(), [Effect::Save(_)]));
    update(&mut state, snapshot("b", "1", "你好"));
    assert_eq!(state.facts().get("courier"), Some("顺丰"));
}

#[test]
fn not_this_one_brings_another() {
    let mut state = state();
    let first = state.shown().next().unwrap().phrase.clone();
    update(&mut state, Action::Dismiss(1));
    assert!(state.shown().all(|suggestion| suggestion.phrase != first));
    update(&mut state, Action::Restore);
    assert_eq!(state.shown().next().unwrap().phrase, first);
}

#[test]
fn case_4_a_refused_text_can_be_copied() {
    let mut state = state();
    edited(&mut state, "不客气");
    update(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::Composing }));
    assert!(state.work.edit.is_some(), "what was written stays");
    assert_eq!(update(&mut state, Action::CopyRefused), [Effect::Copy("不客气".into())]);
}

#[test]
fn case_8_what_the_page_did_not_take_goes_onto_the_clipboard() {
    for (outcome, copies) in [(Outcome::NotNoticed, true), (Outcome::Composing, false), (Outcome::Done, false)] {
        let mut state = state();
        edited(&mut state, "不客气");
        let effects = update(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome }));
        assert_eq!(effects.contains(&Effect::CopyRefused("不客气".into())), copies, "{outcome:?}");
    }
    let mut state = state();
    edited(&mut state, "不客气");
    let refused = Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::NotNoticed });
    update(&mut state, refused);
    update(&mut state, Action::RefusedCopied(false));
    assert!(matches!(state.notice, Some(Notice::NotInserted { .. })), "a button is left");
    update(&mut state, Action::RefusedCopied(true));
    assert_eq!(state.notice, Some(Notice::OnClipboard));
    update(&mut state, Action::CloseNotice);
    update(&mut state, Action::RefusedCopied(true));
    assert_eq!(state.notice, None, "what came late says nothing of something else");
}

#[test]
fn joined_lines_are_in_the_box_and_told() {
    let mut state = state();
    edited(&mut state, "一\n二");
    update(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::LinesJoined }));
    assert_eq!((&state.notice, &state.work.edit), (&Some(Notice::LinesJoined), &None));
}

#[test]
fn case_4_a_refusal_is_told_also_after_the_conversation_changed() {
    let refused = PageEvent::Inserted { request: 1, outcome: Outcome::ConversationChanged };
    for told_first in [true, false] {
        let mut state = state();
        edited(&mut state, "不客气");
        let events = [Action::Page(refused.clone()), snapshot("b", "1", "你好")];
        let order = if told_first { [0, 1] } else { [1, 0] };
        for at in order {
            update(&mut state, events[at].clone());
        }
        let Some(Notice::NotInserted { text, .. }) = &state.notice else { panic!("{:?}", state.notice) };
        assert_eq!(text, "不客气");
    }
}

#[test]
fn a_line_by_hand_is_answered_on_the_clipboard() {
    let mut state = state();
    update(&mut state, Action::ByHand("谢谢啦".into()));
    let ready = state.shown().position(|suggestion| suggestion.filled.text().is_some()).unwrap();
    let slot = u8::try_from(ready + 1).unwrap();
    assert!(matches!(
        update(&mut state, Action::Choose(slot)).as_slice(),
        [Effect::Copy(_), Effect::KeepUsage { .. }, ..]
    ));
    let key = PageEvent::Key { slot, id: "a".into(), last_row: "1".into() };
    assert_eq!(update(&mut state, Action::Page(key)), []);
    assert_eq!(state.notice, Some(Notice::AnswersByHand));
}
