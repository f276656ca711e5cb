//! What counts and what does not. What is given out and comes in is tested in `files`, what is kept when in
//! `keeping`.

mod files;
mod keeping;

use super::*;
use crate::{
    library::{pack_file, stamp::Writer},
    panel::{
        GapAction, Kept, SellingAction, follow_ups::FollowUpAction, update as act, update::rebuild,
        view::tests::shop_states::selling,
    },
    wire::{Composer, Outcome, PageEvent, Row, RowSender, Snapshot},
};

const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
    {"id":"ship","title":"发货时间","body":"今天拍下明天发出哦","queries":["什么时候发货"],"intents":["ask_dispatch"]},
    {"id":"care","title":"洗护","body":"冷水手洗，不要暴晒","queries":["没人这样问"]}]}"#;

fn named_state(writer: &str, name: &str) -> State {
    let mut state = State::new(Kept::default(), Writer::new(writer).unwrap());
    state.library.starters = vec![pack_file::parse(PACK).unwrap().0];
    state.settings.name = name.into();
    rebuild(&mut state);
    (state.moment, state.now) = (Moment::parse("2026-11-30 10:00"), 5_000);
    state
}

fn state() -> State {
    named_state("aaaaaaaa0", "")
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
        buyer: "小鹿爱吃糖".into(),
        composer: Composer::Ready,
        focused: false,
        draft: false,
        shortened: false,
        missing: Vec::new(),
        messages: rows.iter().enumerate().map(row).collect(),
    };
    act(state, Action::Page(PageEvent::Conversation(snapshot)));
}

fn answers(state: &mut State, outcome: Outcome) {
    let request = state.pending.as_ref().unwrap().request;
    act(state, Action::Page(PageEvent::Inserted { request, outcome }));
}

fn total(state: &State, what: What) -> u64 {
    state.report_sums().total(what)
}

fn turns(state: &State) -> [u64; 4] {
    [What::Offered, What::Taken, What::Edited, What::Found].map(|what| total(state, what))
}

fn characters(state: &State) -> [u64; 2] {
    [What::Inserted, What::Typed].map(|what| total(state, what))
}

const ASKED: &str = "什么时候发货";

#[test]
fn a_turn_counts_once_however_often_it_is_shown_and_goes_on() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    shows(&mut state, "a", &[ASKED]);
    shows(&mut state, "b", &["在哪看物流"]);
    shows(&mut state, "a", &[ASKED, "急，什么时候发货"]);
    assert_eq!(turns(&state)[0], 1, "one turn, and nothing was suggested in the other");
    shows(&mut state, "a", &[ASKED, "急，什么时候发货", ">明天", ASKED]);
    assert_eq!(turns(&state), [2, 0, 0, 0]);
}

#[test]
fn a_suggestion_counts_as_taken_once_it_stands_there_and_once_for_a_turn() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    act(&mut state, Action::Choose(1));
    assert_eq!(turns(&state), [1, 0, 0, 0], "the page has not answered");
    answers(&mut state, Outcome::DraftChanged);
    assert_eq!(turns(&state), [1, 0, 0, 0], "the page refused it");
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::Done);
    assert_eq!((turns(&state), state.report_sums().get(What::Phrase, "ship")), ([1, 1, 0, 0], 1));
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("今天拍下后天发出哦".into()));
    act(&mut state, Action::ChooseEdit);
    answers(&mut state, Outcome::Done);
    assert_eq!(
        (turns(&state), state.report_sums().get(What::Phrase, "ship")),
        ([1, 1, 0, 1], 2),
        "a second one for the turn"
    );
    shows(&mut state, "a", &[ASKED, ">今天拍下后天发出哦", ASKED]);
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("今天拍下后天发出哦".into()));
    act(&mut state, Action::ChooseEdit);
    answers(&mut state, Outcome::Done);
    assert_eq!(turns(&state), [2, 1, 1, 1]);
    act(&mut state, Action::Library(LibraryAction::Use(PhraseId("care".into()))));
    answers(&mut state, Outcome::LinesJoined);
    assert_eq!(turns(&state), [2, 1, 1, 2], "found by hand");
}

#[test]
fn characters_are_those_that_were_sent() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::Done);
    assert_eq!(characters(&state), [0, 0], "not sent yet");
    // Nine characters of ours, and four typed behind them; a space is none.
    shows(&mut state, "a", &[ASKED, ">今天拍下明天发出哦 放心的亲"]);
    assert_eq!(characters(&state), [9, 4]);
    shows(&mut state, "a", &[ASKED, ">今天拍下明天发出哦 放心的亲", ">好的"]);
    assert_eq!(characters(&state), [9, 6], "typed by hand");
    let rows = [ASKED, ">今天拍下明天发出哦 放心的亲", ">好的", ASKED];
    shows(&mut state, "a", &rows);
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::Done);
    let changed: Vec<&str> = rows.into_iter().chain([">今天拍下后天发出哦"]).collect();
    shows(&mut state, "a", &changed);
    assert_eq!(characters(&state), [17, 7], "one was changed in the box");
    shows(&mut state, "b", &["在吗"]);
    shows(&mut state, "b", &["在吗", ">今天拍下明天发出哦"]);
    assert_eq!(characters(&state), [17, 16], "typed to somebody else");
    assert_eq!(state.report_sums().saved(), Some(51));
}

#[test]
fn what_was_typed_into_an_edit_is_typed() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("今天拍下后天就发出哦".into()));
    act(&mut state, Action::ChooseEdit);
    answers(&mut state, Outcome::Done);
    shows(&mut state, "a", &[ASKED, ">今天拍下后天就发出哦"]);
    assert_eq!(characters(&state), [7, 3], "后天就 stands for 明天; 天 is not told from it");
}

#[test]
fn rows_that_nobody_saw_come_and_those_of_own_accounts_count_nothing() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED, ">明天发", "好", ">谢谢"]);
    assert_eq!((characters(&state), turns(&state)), ([0, 0], [0; 4]));
    state.settings.own_accounts = "小鹿爱吃糖".into();
    shows(&mut state, "b", &[ASKED]);
    shows(&mut state, "b", &[ASKED, ">明天发"]);
    assert_eq!((characters(&state), turns(&state)), ([0, 0], [0; 4]));
}

#[test]
fn a_line_by_hand_is_a_turn_and_counts_on_the_clipboard() {
    let mut state = state();
    for line in ["什么", ASKED, "什么时候发货啊"] {
        act(&mut state, Action::ByHand(line.into()));
    }
    assert_eq!(turns(&state), [1, 0, 0, 0]);
    act(&mut state, Action::Choose(1));
    act(&mut state, Action::Copied(false));
    assert_eq!(turns(&state), [1, 0, 0, 0]);
    act(&mut state, Action::Copy(1));
    act(&mut state, Action::Copied(true));
    act(&mut state, Action::Copied(true));
    assert_eq!((turns(&state), characters(&state)), ([1, 1, 0, 0], [9, 0]));
    act(&mut state, Action::ByHand(String::new()));
    act(&mut state, Action::ByHand(ASKED.into()));
    assert_eq!(turns(&state), [2, 1, 0, 0]);
}

#[test]
fn what_the_page_refused_counts_when_it_is_copied() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::NotNoticed);
    act(&mut state, Action::RefusedCopied(false));
    assert_eq!(turns(&state), [1, 0, 0, 0]);
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::DraftChanged);
    act(&mut state, Action::CopyRefused);
    act(&mut state, Action::Copied(true));
    assert_eq!(turns(&state), [1, 1, 0, 0]);
    shows(&mut state, "a", &[ASKED, ">今天拍下明天发出哦"]);
    assert_eq!(characters(&state), [9, 0], "it was pasted");
}

#[test]
fn findings_count_when_they_begin_to_show_are_mended_and_hold_back() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    let types = |state: &mut State, text: &str| {
        act(state, Action::Page(PageEvent::Draft { id: "a".into(), text: text.into() }));
    };
    for text in ["全网最低", "全网最低价哦", "", "全网最低价"] {
        types(&mut state, text);
    }
    let of = |state: &State, what| state.report_sums().get(what, "absolute");
    assert_eq!(of(&state, What::Finding), 2, "typed twice");
    act(&mut state, Action::Show(Tab::Report));
    types(&mut state, "");
    types(&mut state, "全网最低价");
    assert_eq!(of(&state, What::Finding), 2, "nobody saw it");
    act(&mut state, Action::Show(Tab::Chat));
    let place = state.checking().check("全网最低价").iter().position(|finding| finding.mend.is_some());
    if let Some(place) = place {
        act(&mut state, Action::Mend(u8::try_from(place).unwrap()));
        answers(&mut state, Outcome::Done);
    }
    assert_eq!(total(&state, What::Mended), u64::from(place.is_some()));
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("加我微信 abc12345".into()));
    act(&mut state, Action::ChooseEdit);
    assert_eq!(state.report_sums().of(What::Held), [("contact".to_owned(), 1)]);
}

#[test]
fn promises_count_when_kept_and_when_closed() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    shows(&mut state, "a", &[ASKED, ">今天16点前给您发出"]);
    act(&mut state, FollowUpAction::Keep(0).into());
    let id = state.ledger.follow_ups()[0].id.clone();
    let counted =
        |state: &State| [What::Kept, What::InTime, What::Late].map(|what| state.report_sums().get(what, "dispatch"));
    assert_eq!(counted(&state), [1, 0, 0]);
    state.moment = Moment::parse("2026-11-30 16:01");
    for _ in 0..2 {
        act(&mut state, FollowUpAction::Close(id.clone(), String::new()).into());
        act(&mut state, FollowUpAction::Reopen(id.clone()).into());
    }
    assert_eq!(counted(&state), [1, 0, 1], "closed twice, it is one");
}

#[test]
fn a_question_counts_once_the_shop_answered_in_its_own_words() {
    let mut state = state();
    let question = "这个能放进洗碗机洗吗";
    shows(&mut state, "a", &[question]);
    assert_eq!(total(&state, What::Gap), 0);
    shows(&mut state, "a", &[question, ">可以放的，上层不超过七十度"]);
    shows(&mut state, "a", &[question, ">可以放的，上层不超过七十度", ">还有别的要问吗亲，随时都在"]);
    assert_eq!(total(&state, What::Gap), 1);
    let number = state.topics().next().unwrap().number;
    act(&mut state, Action::Library(LibraryAction::Gap(GapAction::Drop(number))));
    assert_eq!(total(&state, What::Gap), 1, "what was asked was asked");
}

#[test]
fn offers_count_by_their_relation() {
    let mut state = selling("好的，我要这套，怎么下单");
    let first = state.selling.offers[0].relation.name();
    let before = state.report_sums().get(What::Offer, first);
    assert!(before > 0);
    act(&mut state, Action::Selling(SellingAction::Take(1)));
    assert_eq!(total(&state, What::OfferTaken), 0);
    answers(&mut state, Outcome::Done);
    assert_eq!(state.report_sums().of(What::OfferTaken), [(first.to_owned(), 1)]);
    assert_eq!(state.report_sums().get(What::Offer, first), before, "it is still the same offer");
}

/// The sheets that an action gives out to be kept.
fn kept(effects: Vec<Effect>) -> Vec<KeptSheets> {
    let sheets = effects.into_iter().filter_map(|effect| match effect {
        Effect::KeepCounters(sheets) => Some(sheets),
        _ => None,
    });
    sheets.collect()
}
