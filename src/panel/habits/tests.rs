//! What the agent decides is counted, given away and forgotten.

use super::*;
use crate::{
    library::stamp::Writer,
    panel::{Action, Kept, update as act},
    wire::{Composer, PageEvent, Row, RowSender, Snapshot},
};

fn snapshot(row: &str, text: &str) -> Action {
    Action::Page(PageEvent::Conversation(Snapshot {
        adapter: "generic".into(),
        id: "a".into(),
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
    let kept = Kept { installation: "ann".into(), ..Kept::default() };
    let mut state = State::new(kept, Writer::new("ann0").unwrap());
    act(&mut state, snapshot("1", "谢谢"));
    assert_eq!((state.shown().count(), state.advice.wants.is_some()), (3, true));
    state
}

fn shown(state: &State, place: usize) -> PhraseId {
    state.shown().nth(place).unwrap().phrase.clone()
}

fn percent(state: &State, id: &PhraseId) -> i32 {
    let leaning = state.usage.leaning(state.advice.wants.as_ref().unwrap(), id, 0);
    leaning.unwrap_or_default().percent
}

#[test]
fn what_is_chosen_counts_for_it_and_against_those_above() {
    let mut state = state();
    let [first, second, third] = [0, 1, 2].map(|place| shown(&state, place));
    let effects = act(&mut state, Action::Choose(2));
    let kept: Vec<_> = effects.iter().filter(|effect| matches!(effect, Effect::KeepUsage { .. })).collect();
    assert_eq!(kept.len(), 2, "a record of each that something was decided about");
    assert_eq!([&first, &second, &third].map(|id| percent(&state, id)), [-5, 11, 0]);
    act(&mut state, Action::Choose(1));
    assert_eq!([&first, &second].map(|id| percent(&state, id).signum()), [1, 0], "the second choice is meant");
    act(&mut state, snapshot("2", "谢谢啦"));
    act(&mut state, Action::Choose(1));
    assert!(percent(&state, &first) > 12, "another turn counts again");
}

#[test]
fn an_edit_counts_half_and_what_was_put_away_against_it_until_it_is_brought_back() {
    let mut state = state();
    let first = shown(&state, 0);
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::ChooseEdit);
    assert_eq!(percent(&state, &first), 11, "nothing was changed");
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("不客气呀".into()));
    act(&mut state, Action::ChooseEdit);
    assert_eq!(percent(&state, &first), 5);
    act(&mut state, snapshot("2", "谢谢啦"));
    let second = shown(&state, 1);
    act(&mut state, Action::Dismiss(2));
    assert_eq!(percent(&state, &second), -11);
    act(&mut state, Action::Restore);
    assert_eq!(percent(&state, &second), 0);
}

#[test]
fn a_phrase_chosen_from_the_library_passes_over_all_that_was_shown() {
    let mut state = state();
    let ids = [0, 1, 2].map(|place| shown(&state, place));
    let other = state.shown_phrases.iter().map(|one| one.phrase.id.clone()).find(|id| !ids.contains(id)).unwrap();
    act(&mut state, Action::Library(crate::panel::LibraryAction::Use(other.clone())));
    if state.work.picked.is_some() {
        act(&mut state, Action::Edit(0));
        act(&mut state, Action::EditText("在的".into()));
        act(&mut state, Action::ChooseEdit);
    }
    assert!(percent(&state, &other) > 0 && ids.iter().all(|id| percent(&state, id) < 0));
}

#[test]
fn nothing_is_noted_where_nothing_was_asked() {
    let mut state = State::new(Kept::default(), Writer::new("ann0").unwrap());
    let any = state.shown_phrases[0].phrase.id.clone();
    assert_eq!(chose(&mut state, &any, Decision::Accepted), []);
    act(&mut state, snapshot("1", "~~~"));
    assert_eq!(chose(&mut state, &any, Decision::Accepted), [], "what buyers want is not known");
}

#[test]
fn habits_go_to_a_colleague_and_come_back_after_being_forgotten() {
    let mut state = state();
    let first = shown(&state, 0);
    act(&mut state, Action::Choose(1));
    let effects = act(&mut state, Action::Habits(HabitAction::Export));
    let [Effect::Download { name, text }] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(name == FILE && !text.contains("谢谢"), "{text}");
    let mut colleague =
        State::new(Kept { installation: "bob".into(), ..Kept::default() }, Writer::new("bob0").unwrap());
    act(&mut colleague, snapshot("1", "谢谢"));
    let read = |state: &mut State, text: &str| {
        let effects = act(state, Action::Habits(HabitAction::Read(text.into())));
        let Some(Notice::Habits(notice)) = state.notice.clone() else { panic!() };
        (effects.len(), notice)
    };
    assert_eq!(read(&mut colleague, text), (1, HabitNotice::Merged(1)));
    assert_eq!(read(&mut colleague, text), (0, HabitNotice::Merged(0)));
    assert!((1..percent(&state, &first)).contains(&percent(&colleague, &first)), "a colleague's count less");
    for (odd, notice) in [
        ("", HabitNotice::NotMerged(HabitError::OtherFile)),
        (r#"{"format":"qinyu-pack","version":1}"#, HabitNotice::NotMerged(HabitError::OtherFile)),
        (r#"{"format":"qinyu-habits","version":2,"habits":{}}"#, HabitNotice::NotMerged(HabitError::NewerVersion)),
        (r#"{"format":"qinyu-habits","version":1,"habits":[]}"#, HabitNotice::NotMerged(HabitError::OtherFile)),
    ] {
        assert_eq!(read(&mut colleague, odd), (0, notice), "{odd}");
    }
    assert_eq!(act(&mut state, Action::Habits(HabitAction::Forget)).len(), 1);
    assert_eq!((percent(&state, &first), state.usage.of(&first).count), (0, 1));
    assert_eq!(act(&mut state, Action::Habits(HabitAction::Remember)).len(), 1);
    assert_eq!(percent(&state, &first), 11);
    assert_eq!(act(&mut state, Action::Habits(HabitAction::Remember)), [], "once");
}
