//! What the library tab does, action by action.

use super::*;
use crate::{
    library::{kept_pack::KeptPack, stamp::Writer},
    panel::{Action, Kept, share::Answer, update},
};

const TEAM: &str = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"T","phrases":[
    {"id":"a","body":"在的","group":"常用/问候"},{"id":"b","body":"好的","group":"常用"},{"id":"c","body":"嗯嗯"}]}"#;

fn state(owner: Owner) -> State {
    let packs = vec![KeptPack::new(owner, pack_file::read(TEAM).unwrap().0)];
    let mut state = State::new(Kept { packs, own: "own-me".into(), ..Kept::default() }, Writer::new("me").unwrap());
    state.library.starters.clear();
    rebuild(&mut state);
    state
}

fn act(state: &mut State, action: LibraryAction) -> Vec<Effect> {
    state.now += 1;
    update(state, Action::Library(action))
}

fn id(name: &str) -> PhraseId {
    PhraseId(name.into())
}

#[track_caller]
fn check(state: &State, expected: &str) {
    let bodies = listed(state).into_iter().map(|found| state.shown_phrases[found.at].phrase.body.clone());
    assert_eq!(bodies.collect::<Vec<_>>().join(" "), expected);
}

fn kept(effects: &[Effect]) -> Vec<(String, String)> {
    let changes = effects.iter().filter_map(|effect| match effect {
        Effect::Keep(changes) => Some(changes),
        _ => None,
    });
    changes.flatten().map(|change| (change.pack.clone(), change.id.clone())).collect()
}

#[test]
fn what_is_written_is_kept_and_undone() {
    let mut state = state(Owner::Team);
    act(&mut state, LibraryAction::Open(id("a")));
    let effects = act(&mut state, LibraryAction::Set { field: "body".into(), text: "在的呢".into() });
    assert_eq!(kept(&effects), [("own-me".into(), "a".into())]);
    assert!(act(&mut state, LibraryAction::Set { field: "body".into(), text: "在的呢".into() }).is_empty());
    act(&mut state, LibraryAction::Toggle { field: "stages".into(), label: "shipping".into() });
    check(&state, "在的呢 好的 嗯嗯");
    assert_eq!(state.phrase(&id("a")).unwrap().phrase.stages.len(), 1);
    act(&mut state, LibraryAction::Undo);
    assert_eq!(kept(&act(&mut state, LibraryAction::Undo)), [("own-me".into(), "a".into())]);
    check(&state, "在的 好的 嗯嗯");
    act(&mut state, LibraryAction::Redo);
    check(&state, "在的呢 好的 嗯嗯");
}

#[test]
fn a_new_phrase_lies_where_the_agent_is() {
    let mut state = state(Owner::Team);
    act(&mut state, LibraryAction::Group("常用".into()));
    check(&state, "在的 好的");
    let effects = act(&mut state, LibraryAction::New);
    assert_eq!(effects.last(), Some(&Effect::Select("field-body".into())));
    check(&state, "在的 好的 新话术");
    act(&mut state, LibraryAction::Scope(Scope::Pack("own-me".into())));
    check(&state, "新话术");
    let Room::Editor(new) = state.desk.room.clone() else { panic!("no editor") };
    act(&mut state, LibraryAction::Remove(new));
    check(&state, "");
    assert_eq!(state.desk.room, Room::List);
}

#[test]
fn phrases_move_by_key_and_by_drag() {
    let mut state = state(Owner::Maintained);
    act(&mut state, LibraryAction::Down(id("a")));
    check(&state, "好的 在的 嗯嗯");
    act(&mut state, LibraryAction::Up(id("c")));
    act(&mut state, LibraryAction::Up(id("c")));
    assert!(act(&mut state, LibraryAction::Up(id("c"))).is_empty());
    check(&state, "嗯嗯 好的 在的");
    act(&mut state, LibraryAction::Place { id: id("c"), before: None });
    check(&state, "好的 在的 嗯嗯");
    assert!(act(&mut state, LibraryAction::Down(id("c"))).is_empty());
}

#[test]
fn case_20_an_import_is_planned_done_and_taken_back() {
    let mut state = state(Owner::Team);
    let file = TEAM.replace("在的", "在哦").replace(r#""id":"c""#, r#""id":"d""#);
    act(&mut state, LibraryAction::Read(file));
    check(&state, "在的 好的 嗯嗯");
    let Room::Plan(plan) = &state.desk.room else { panic!("no plan") };
    assert_eq!((plan.added.len(), plan.changed.len(), plan.only_here), (1, 1, 1));
    let effects = act(&mut state, LibraryAction::Import);
    assert_eq!(kept(&effects), [("team".into(), "a".into()), ("team".into(), "d".into())]);
    act(&mut state, LibraryAction::Undo);
    check(&state, "在的 好的 嗯嗯");
    act(&mut state, LibraryAction::Read("[".into()));
    assert!(matches!(state.notice, Some(crate::panel::Notice::Library(LibraryNotice::NoPack(_)))));
}

#[test]
fn a_pack_that_was_taken_out_comes_back() {
    let mut state = state(Owner::Maintained);
    let before = state.library.packs[0].pack();
    assert_eq!(kept(&act(&mut state, LibraryAction::Drop("team".into()))).len(), 4);
    check(&state, "");
    assert!(act(&mut state, LibraryAction::Drop("own-me".into())).is_empty(), "the own pack stays");
    act(&mut state, LibraryAction::Undo);
    let back = state.library.pack("team").unwrap();
    assert_eq!((back.pack(), back.owner), (before, Owner::Maintained));
    act(&mut state, LibraryAction::Redo);
    check(&state, "");
    assert!(state.library.pack("team").is_none());
}

#[test]
fn what_nobody_uses_is_listed() {
    let mut state = state(Owner::Team);
    state.now = 100 * 24 * 60 * 60 * 1_000;
    state.usage.note(&id("a"), state.now);
    state.usage.note(&id("b"), 1);
    act(&mut state, LibraryAction::Scope(Scope::Unused));
    check(&state, "好的 嗯嗯");
    act(&mut state, LibraryAction::Remove(id("b")));
    check(&state, "嗯嗯");
    act(&mut state, LibraryAction::Scope(Scope::Hidden));
    check(&state, "好的");
}

#[test]
fn a_pack_goes_to_other_programs_after_its_losses_were_shown() {
    let mut state = state(Owner::Team);
    let ask = |pack: &str, format: &str| LibraryAction::ExportAs { pack: pack.into(), format: format.into() };
    assert_eq!((act(&mut state, ask("team", "")), act(&mut state, ask("none", "csv"))), (Vec::new(), Vec::new()));
    let asked = act(&mut state, ask("team", "csv"));
    let [Effect::Ask(Question::Losses { phrases, .. })] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(phrases.contains("嗯嗯"));
    assert_eq!(act(&mut state, LibraryAction::WriteAs), [], "not before the losses are shown");
    let losses = Answer::Losses { pack: "team".into(), format: "csv".into(), json: "[]".into() };
    act(&mut state, LibraryAction::Answer(losses));
    let written = act(&mut state, LibraryAction::WriteAs);
    assert!(matches!(written.as_slice(), [Effect::Ask(Question::Write { name, .. })] if name == "T"), "{written:?}");
    assert_eq!(state.desk.room, Room::Packs);
}
