//! The picker's talk with the page, without a page.

use super::*;
use crate::{
    library::{
        kept_pack::{KeptPack, Owner},
        pack_file,
        stamp::Writer,
    },
    panel::{Action, Kept, update, update::rebuild},
    wire::{Composer, PageEvent, Row, RowSender, Snapshot},
};
use std::sync::Arc;

const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
    {"id":"ship","title":"发货时间","body":"付款后{发货时间?尽快}发出。"},
    {"id":"engrave","title":"刻字","body":"{刻字内容}记下了，{快递}发出。"},
    {"id":"thanks","title":"不客气","body":"不客气。","queries":["谢谢"],"intents":["thank"]}
]}"#;

fn row(id: &str, row: &str) -> Action {
    Action::Page(PageEvent::Conversation(Snapshot {
        adapter: "generic".into(),
        id: id.into(),
        buyer: "小鹿".into(),
        composer: Composer::Ready,
        draft: true,
        shortened: false,
        focused: false,
        missing: Vec::new(),
        messages: vec![Row { row: row.into(), sender: RowSender::Buyer, text: "谢谢".into(), card: None }],
    }))
}

fn state() -> State {
    let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
    let mut pack = pack_file::parse(PACK).unwrap().0;
    Arc::make_mut(&mut pack.phrases[0]).code = "fh".into();
    state.library.starters = vec![pack];
    rebuild(&mut state);
    update(&mut state, row("a", "1"));
    state
}

fn ask(state: &mut State, request: u32, row: &str, query: &str) -> Vec<PickEntry> {
    let (id, last_row, trigger, query) = ("a".into(), row.into(), "、".into(), query.into());
    let event = PageEvent::PickQuery { request, id, last_row, trigger, query };
    match update(state, Action::Page(event)).as_slice() {
        [] => Vec::new(),
        [Effect::Send(PageCommand::PickList { request: answered, entries, .. })] if *answered == request => {
            entries.clone()
        }
        other => panic!("{other:?}"),
    }
}

fn pick(state: &mut State, request: u32, entry: u8) -> Vec<Effect> {
    update(state, Action::Page(PageEvent::Pick { request, entry }))
}

fn shown(spans: &[Span]) -> String {
    spans.iter().map(|span| if span.marked { format!("[{}]", span.text) } else { span.text.clone() }).collect()
}

#[test]
fn a_query_is_answered_with_what_it_found_and_a_pick_replaces_it() {
    let mut state = state();
    let entries = ask(&mut state, 1, "1", "发");
    assert_eq!(shown(&entries[0].title), "[发]货时间");
    assert_eq!((shown(&entries[0].text), shown(&entries[0].code)), ("付款后尽快发出。".into(), "fh".into()));
    assert_eq!(entries[1].note, "2 处待填 → 面板");
    let effects = pick(&mut state, 1, 0);
    let [Effect::Send(PageCommand::Insert { id, last_row, text, replace, .. }), ..] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!([id, last_row, text, replace], ["a", "1", "付款后尽快发出。", "、发"]);
    assert_eq!(pick(&mut state, 1, 0), [], "a list is picked from once");
}

#[test]
fn while_nothing_is_asked_there_are_the_suggestions_or_else_the_library() {
    let mut state = state();
    let titles = |entries: Vec<PickEntry>| entries.iter().map(|entry| shown(&entry.title)).collect::<Vec<_>>();
    assert_eq!(titles(ask(&mut state, 1, "1", "")), ["不客气"]);
    update(&mut state, Action::Dismiss(1));
    assert_eq!(titles(ask(&mut state, 2, "1", "")), ["发货时间", "刻字", "不客气"]);
}

#[test]
fn gaps_are_filled_in_the_panel_and_then_it_replaces_what_was_typed() {
    let mut state = state();
    ask(&mut state, 1, "1", "刻字");
    assert_eq!(pick(&mut state, 1, 0), [Effect::Focus("gap-0-刻字内容".into())]);
    assert_eq!(update(&mut state, Action::Choose(0)), [Effect::Focus("gap-0-刻字内容".into())], "promise 5");
    let fill = |name: &str, value: &str| Action::Fill { name: name.into(), value: value.into() };
    assert_eq!(update(&mut state, fill("刻字内容", "小鹿")), [Effect::Focus("gap-0-快递".into())]);
    // A new row redraws the suggestions; what was picked stays, with a warning.
    update(&mut state, row("a", "2"));
    assert_eq!(update(&mut state, fill("快递", "顺丰")), [Effect::Focus("choose-0".into())]);
    assert!(state.work.picked.as_ref().is_some_and(|picked| picked.outdated));
    let effects = update(&mut state, Action::Choose(0));
    let [Effect::Send(PageCommand::Insert { request, last_row, text, replace, .. }), ..] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!([last_row, text, replace], ["2", "小鹿记下了，顺丰发出。", "、刻字"]);
    let inserted = |outcome| Action::Page(PageEvent::Inserted { request: *request, outcome });
    update(&mut state, inserted(Outcome::Done));
    assert_eq!(state.work.picked, None);
}

#[test]
fn case_6_words_that_changed_meanwhile_are_not_replaced_and_the_next_try_goes_to_the_caret() {
    let mut state = state();
    ask(&mut state, 1, "1", "刻字");
    pick(&mut state, 1, 0);
    update(&mut state, Action::Edit(0));
    update(&mut state, Action::EditText("记下了。".into()));
    let [Effect::Send(PageCommand::Insert { request, .. }), ..] = update(&mut state, Action::ChooseEdit)[..] else {
        panic!("not inserted")
    };
    update(&mut state, Action::Page(PageEvent::Inserted { request, outcome: Outcome::DraftChanged }));
    assert!(matches!(state.notice, Some(Notice::NotInserted { outcome: Outcome::DraftChanged, .. })));
    let effects = update(&mut state, Action::ChooseEdit);
    assert!(matches!(&effects[..], [Effect::Send(PageCommand::Insert { replace, .. }), ..] if replace.is_empty()));
}

#[test]
fn case_9_what_is_picked_for_one_buyer_never_reaches_another() {
    let mut state = state();
    ask(&mut state, 1, "1", "发");
    update(&mut state, row("b", "1"));
    assert_eq!(pick(&mut state, 1, 0), []);
    assert!(matches!(state.notice, Some(Notice::NotInserted { outcome: Outcome::ConversationChanged, .. })));
    update(&mut state, row("a", "1"));
    ask(&mut state, 2, "1", "刻字");
    pick(&mut state, 2, 0);
    update(&mut state, row("b", "1"));
    assert_eq!(state.work.picked, None);
    update(&mut state, row("a", "1"));
    assert!(state.work.picked.is_some(), "it waits for the return");
}

#[test]
fn odd_questions_get_no_answer() {
    let mut state = state();
    assert_eq!(ask(&mut state, 1, "0", "发"), [], "an older row");
    assert_eq!(ask(&mut state, 1, "1", &"发".repeat(41)), []);
    assert_eq!(pick(&mut state, 1, 0), [], "no list was told");
    ask(&mut state, 2, "1", "发");
    assert_eq!(pick(&mut state, 1, 0), [], "another list");
    assert_eq!(pick(&mut state, 2, 9), [], "no such entry");
    update(&mut state, Action::Trigger(String::new()));
    assert_eq!(ask(&mut state, 3, "1", "发"), [], "switched off");
    let key = PageEvent::Key { slot: 0, id: "a".into(), last_row: "1".into() };
    assert_eq!(update(&mut state, Action::Page(key)), []);
}

#[test]
fn the_page_hears_of_the_setting_when_it_changes() {
    let mut state = state();
    let ready = update(&mut state, Action::Page(PageEvent::Ready));
    assert_eq!(ready[2], Effect::Send(setting(&state)));
    let changed = update(&mut state, Action::Trigger("；；".into()));
    let [Effect::Save(_), Effect::Send(PageCommand::Picker { triggers, .. })] = changed.as_slice() else {
        panic!("{changed:?}")
    };
    assert_eq!(triggers, &[";;", "；；"]);
    assert_eq!(update(&mut state, Action::Trigger("abc".into())), []);
    assert_eq!((state.notice, state.settings.trigger.text()), (Some(Notice::BadTrigger), ";;"));
}

#[test]
fn a_long_body_is_shown_around_what_was_found() {
    let text = format!("{}要找的{}", "前".repeat(80), "后".repeat(80));
    let start = text.find("要找的").unwrap();
    let shown = shown(&spans(&text, Some(start..start + 9), 20));
    assert_eq!(shown, format!("…{}[要找的]{}…", "前".repeat(6), "后".repeat(11)));
    assert_eq!(super::spans("a b\n c", Some(0..1), 20).len(), 2);
    assert_eq!(spans("两行\n文字", None, 20), [Span { text: "两行 文字".into(), marked: false }]);
}

#[test]
fn what_took_its_place_is_listed_once_for_the_words_of_a_phrase_that_was_replaced() {
    let mut state = state();
    let pack = &mut state.library.starters[0];
    Arc::make_mut(&mut pack.phrases[0]).successor = Some(PhraseId("thanks".into()));
    rebuild(&mut state);
    let titles = |entries: &[PickEntry]| entries.iter().map(|entry| shown(&entry.title)).collect::<Vec<_>>();
    assert_eq!(titles(&ask(&mut state, 1, "1", "fh")), ["不客气"], "found by the code of the old one");
    assert!(matches!(pick(&mut state, 1, 0)[..], [Effect::Send(_), ..]), "and it is what goes in");
}

#[test]
fn a_forbidden_word_stands_beside_the_entry_that_says_it_and_one_that_blocks_is_not_put_in() {
    let mut state = state();
    let forbid = |blocks: bool| {
        let json = format!(
            r#"{{"format":"qinyu-pack","version":1,"id":"t","policy":{{"forbidden":[{{"word":"客气","blocks":{blocks}}}]}}}}"#
        );
        KeptPack::new(Owner::Team, pack_file::read(&json).unwrap().0)
    };
    state.library.packs.insert(0, forbid(false));
    rebuild(&mut state);
    assert_eq!(ask(&mut state, 1, "1", "不客气")[0].note, "有禁用词“客气”");
    assert!(matches!(pick(&mut state, 1, 0)[..], [Effect::Send(_), ..]), "the agent decides");
    state.library.packs[0] = forbid(true);
    rebuild(&mut state);
    ask(&mut state, 2, "1", "不客气");
    assert_eq!(pick(&mut state, 2, 0), []);
    assert!(matches!(&state.notice, Some(Notice::Forbidden { blocks: true, .. })));
}
