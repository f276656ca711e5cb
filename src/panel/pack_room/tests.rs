//! Each part of a team's policy, written in the panel, at the moment of its use.

use super::*;
use crate::{
    chat::ConversationId,
    day::{Day, Moment},
    library::{kept_pack::KeptPack, pack_file, policy::Policy, stamp::Writer},
    panel::{Action, Kept, LibraryAction, Notice, Picked, Room, update, update::rebuild},
    wire::{Composer, Outcome, PageCommand, PageEvent},
};

const TEAM: &str = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"T","phrases":[
    {"id":"sure","title":"几时到","group":"物流","body":"保证明天到","queries":["几时到"]},
    {"id":"old","code":"jh","title":"旧话","body":"已停用","queries":["还用这句吗"],"successor":"new"},
    {"id":"new","title":"新话","body":"现在这么说"},
    {"id":"gone","title":"双11","body":"满300减50","until":"2026-11-11"},
    {"id":"lock","title":"锁","body":"团队说法","locked":true}]}"#;

fn state(owner: Owner) -> State {
    let kept = Kept { own: "own".into(), installation: "ann".into(), ..Kept::default() };
    let mut state = State::new(kept, Writer::new("ann0").unwrap());
    state.library.starters.clear();
    state.library.packs.insert(0, KeptPack::new(owner, pack_file::read(TEAM).unwrap().0));
    (state.composer, state.conversation.id) = (Composer::Ready, ConversationId("a".into()));
    state.moment = Some(Moment { day: Day { year: 2026, month: 11, day: 24 }, minute: 600 });
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

fn set(state: &mut State, field: &str, text: &str) -> Vec<Effect> {
    act(state, LibraryAction::Set { field: field.into(), text: text.into() })
}

/// What the page is asked to insert when a phrase of the list is used.
fn inserted(state: &mut State, phrase: &str) -> Option<String> {
    act(state, LibraryAction::Use(id(phrase))).into_iter().find_map(|effect| match effect {
        Effect::Send(PageCommand::Insert { text, .. }) => Some(text),
        _ => None,
    })
}

fn done(state: &mut State) {
    let request = state.pending.as_ref().unwrap().request;
    update(state, Action::Page(PageEvent::Inserted { request, outcome: Outcome::Done }));
}

/// The team's pack with these rules, as its lead wrote them in the panel, in a colleague's hands.
fn colleague(rules: &[(&str, &str)]) -> State {
    let mut lead = state(Owner::Maintained);
    act(&mut lead, LibraryAction::Pack(PackAction::Open("team".into())));
    for (field, text) in rules {
        assert!(matches!(&set(&mut lead, field, text)[..], [Effect::Keep(_)]), "{field}");
    }
    let file = lead.library.pack("team").unwrap().pack().print();
    let mut colleague = state(Owner::Team);
    act(&mut colleague, LibraryAction::Read(file));
    act(&mut colleague, LibraryAction::Import);
    colleague
}

#[test]
fn a_pack_is_titled_and_given_rules_and_each_step_is_undone() {
    let mut state = state(Owner::Maintained);
    act(&mut state, LibraryAction::Pack(PackAction::Open("team".into())));
    set(&mut state, "title", " 小鹿团队 ");
    set(&mut state, "trade", "clothing");
    set(&mut state, "forbidden:0:word", "保证");
    set(&mut state, "forbidden:0:instead", "尽量");
    assert_eq!(set(&mut state, "required:0:group", "物流"), [], "half of an entry");
    set(&mut state, "required:0:placeholder", "发货时间");
    act(&mut state, LibraryAction::Toggle { field: "forbidden".into(), label: "0:blocks".into() });
    let policy = |state: &State| state.library.policies().get("team").cloned().unwrap_or_default();
    let kept = state.library.pack("team").unwrap();
    assert_eq!((kept.title(), kept.trade()), ("小鹿团队", Some("clothing")));
    assert!(policy(&state).forbidden[0].blocks && policy(&state).required.len() == 1);
    for _ in 0..5 {
        act(&mut state, LibraryAction::Undo);
    }
    assert_eq!(policy(&state), Policy::default());
    act(&mut state, LibraryAction::Undo);
    assert_eq!(state.library.pack("team").unwrap().title(), "T");
}

#[test]
fn a_colleague_opens_no_pack_that_is_not_theirs() {
    let mut state = state(Owner::Team);
    act(&mut state, LibraryAction::Pack(PackAction::Open("team".into())));
    assert_eq!(state.desk.room, Room::List);
}

#[test]
fn a_word_that_the_team_forbids_is_named_when_it_is_inserted() {
    let rules = [("forbidden:0:word", "保证"), ("forbidden:0:instead", "尽量")];
    let mut state = colleague(&rules);
    assert_eq!(inserted(&mut state, "sure").as_deref(), Some("保证明天到"), "the agent decides");
    done(&mut state);
    let told = Notice::Forbidden { word: "保证".into(), instead: "尽量".into(), blocks: false };
    assert_eq!(state.notice, Some(told));
    // A phrase of the agent's own is said in the team's shop, too.
    act(&mut state, LibraryAction::New);
    let Room::Editor(own) = state.desk.room.clone() else { panic!() };
    set(&mut state, "body", "我保证");
    assert!(state.breach(state.phrase(&own).unwrap()).is_some());
}

#[test]
fn a_word_that_blocks_keeps_the_text_out_however_it_is_chosen() {
    let told = Notice::Forbidden { word: "保证".into(), instead: String::new(), blocks: true };
    let mut lead = state(Owner::Maintained);
    act(&mut lead, LibraryAction::Pack(PackAction::Open("team".into())));
    set(&mut lead, "forbidden:0:word", "保证");
    act(&mut lead, LibraryAction::Toggle { field: "forbidden".into(), label: "0:blocks".into() });
    assert_eq!(inserted(&mut lead, "sure"), None);
    assert_eq!((lead.notice.clone(), lead.usage.of(&id("sure")).count), (Some(told.clone()), 0), "and it was not used");
    // Typed by hand into an edit.
    lead.notice = None;
    let suggestion = crate::panel::pick::here(&lead, &id("new")).unwrap();
    lead.work.picked = Some(Picked { suggestion, replace: String::new(), outdated: false, step: None });
    update(&mut lead, Action::Edit(0));
    update(&mut lead, Action::EditText("保证发货".into()));
    assert_eq!(update(&mut lead, Action::ChooseEdit), []);
    assert_eq!(lead.notice, Some(told));
}

#[test]
fn a_placeholder_that_the_team_requires_is_missed_where_the_phrase_is_used() {
    let state = colleague(&[("required:0:placeholder", "发货时间"), ("required:0:group", "物流")]);
    let missed = state.breach(state.phrase(&id("sure")).unwrap());
    assert_eq!(missed, Some(crate::panel::Breach::Required("发货时间".into())));
    assert_eq!(state.breach(state.phrase(&id("new")).unwrap()), None, "of another group");
}

#[test]
fn what_is_past_its_day_is_not_inserted() {
    let mut state = state(Owner::Team);
    assert_eq!(inserted(&mut state, "gone"), None);
    assert_eq!(state.notice, Some(Notice::Lapsed));
}

#[test]
fn what_took_its_place_is_offered_for_a_phrase_that_was_replaced() {
    let mut state = state(Owner::Team);
    assert_eq!(inserted(&mut state, "old"), None);
    assert_eq!(state.notice, Some(Notice::Replaced { by: id("new") }));
    assert_eq!(inserted(&mut state, "new").as_deref(), Some("现在这么说"));
    update(&mut state, Action::ByHand("还用这句吗".into()));
    assert_eq!(state.shown().next().map(|shown| shown.phrase.clone()), Some(id("new")), "asked as for the old one");
}

#[test]
fn a_locked_phrase_is_changed_by_its_maintainer_alone() {
    let mut theirs = state(Owner::Team);
    act(&mut theirs, LibraryAction::Open(id("lock")));
    assert_eq!(set(&mut theirs, "body", "我改的"), []);
    act(&mut theirs, LibraryAction::Remove(id("lock")));
    assert_eq!(
        theirs.phrase(&id("lock")).map(|one| (one.phrase.body.as_str(), one.is_hidden)),
        Some(("团队说法", false))
    );
    let mut mine = state(Owner::Maintained);
    act(&mut mine, LibraryAction::Open(id("lock")));
    set(&mut mine, "body", "新的团队说法");
    act(&mut mine, LibraryAction::Toggle { field: "locked".into(), label: String::new() });
    set(&mut mine, "successor", "新话");
    let phrase = &mine.phrase(&id("lock")).unwrap().phrase;
    assert_eq!(
        (phrase.body.as_str(), phrase.locked, phrase.successor.clone()),
        ("新的团队说法", false, Some(id("new")))
    );
    set(&mut mine, "successor", "没有这一条");
    assert!(matches!(mine.notice, Some(Notice::Library(_))), "a name that no phrase has is told");
    set(&mut mine, "successor", "");
    assert_eq!(mine.phrase(&id("lock")).unwrap().phrase.successor, None);
}

#[test]
fn a_new_pack_takes_phrases_of_the_agents_own() {
    let mut state = state(Owner::Team);
    act(&mut state, LibraryAction::New);
    let Room::Editor(own) = state.desk.room.clone() else { panic!() };
    let effects = act(&mut state, LibraryAction::Pack(PackAction::New));
    assert!(matches!(
        &effects[..],
        [Effect::KeepOwner { owner: Owner::Maintained, .. }, Effect::Keep(_), Effect::Focus(_)]
    ));
    let Room::Pack(pack) = state.desk.room.clone() else { panic!() };
    act(&mut state, LibraryAction::Pack(PackAction::Copy { phrase: id("lock"), pack: pack.clone() }));
    act(&mut state, LibraryAction::Pack(PackAction::Move { phrase: own.clone(), pack: pack.clone() }));
    assert_eq!(state.phrase(&own).map(|one| (one.pack.clone(), one.owner)), Some((pack.clone(), Owner::Maintained)));
    assert_eq!(state.library.pack(&pack).unwrap().len(), 2);
}

#[test]
fn an_edit_tells_colleagues_who_made_it() {
    let mut state = state(Owner::Maintained);
    update(&mut state, Action::Name("小鹿".into()));
    act(&mut state, LibraryAction::Open(id("new")));
    set(&mut state, "body", "现在这样说");
    let pack = state.library.pack("team").unwrap();
    assert_eq!(pack.writer_name(&Writer::new("ann0").unwrap()), Some("小鹿"));
    act(&mut state, LibraryAction::Undo);
    assert_eq!(state.phrase(&id("new")).unwrap().phrase.body, "现在这么说");
}
