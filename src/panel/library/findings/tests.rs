//! What a click on a finding does to the library, and what is not offered.

use super::*;
use crate::{
    day::Moment,
    library::{
        kept_pack::{KeptPack, Owner},
        lint::FindingKind,
        pack_file,
        stamp::Writer,
    },
    panel::{
        Action, Kept, LibraryAction, dom,
        update::{self, rebuild},
    },
};

const TEAM: &str = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"T","policy":{
    "forbidden":[{"word":"保证","instead":"尽量"}],"required":[{"group":"物流","placeholder":"发货时间"}]},"phrases":[
    {"id":"a","title":"几时到","body":"保证明天到","group":"物流/快递","queries":["几时到"]},
    {"id":"b","title":"正品","body":"保证是正品","queries":["正品吗"],"locked":true},
    {"id":"c","title":"满减","body":"满300减50元","queries":["有活动吗"],"code":"mj","until":"2026-11-11"},
    {"id":"d","title":"开票","body":"发票随货一起寄出","queries":["开票吗"]}]}"#;
const OWN: &str = r#"{"format":"qinyu-pack","version":1,"id":"own-me","title":"own-me","phrases":[
    {"id":"o1","title":"退换","body":"七天内可以退换，运费我们出","queries":["能退吗"],"code":"th"},
    {"id":"o2","title":"退","body":"七天内可以退换，运费我们出。","queries":["怎么退"],"tags":["售后"]},
    {"id":"o3","title":"问好","body":"在的，保证秒回","queries":["在吗"]}]}"#;

fn state(owner: Owner) -> State {
    let read = |json| pack_file::read(json).unwrap().0;
    let packs = vec![KeptPack::new(owner, read(TEAM)), KeptPack::new(Owner::Personal, read(OWN))];
    let mut state = State::new(Kept { packs, own: "own-me".into(), ..Kept::default() }, Writer::new("me").unwrap());
    state.library.starters.clear();
    state.moment = Moment::parse("2026-11-24 10:00");
    rebuild(&mut state);
    act(&mut state, LibraryAction::Go("findings"));
    state
}

fn act(state: &mut State, action: LibraryAction) -> Vec<Effect> {
    state.now += 1;
    update::update(state, Action::Library(action))
}

fn listed(state: &State) -> &[Finding] {
    match &state.desk.room {
        Room::Findings(found) => found,
        other => panic!("not the findings but {other:?}"),
    }
}

/// Phrase and topic of each finding, with a + where a click mends it.
#[track_caller]
fn check(state: &State, expected: &str) {
    let told = listed(state).iter().map(|finding| {
        let plus = if can_mend(&state.library, finding) { "+" } else { "" };
        format!("{}:{:?}{plus}", finding.phrase.0, finding.kind.topic())
    });
    assert_eq!(told.collect::<Vec<_>>().join(" "), expected);
}

/// Mends the first finding of a phrase.
fn mend(state: &mut State, id: &str) -> Vec<Effect> {
    let place = listed(state).iter().position(|finding| finding.phrase.0 == id).unwrap();
    act(state, LibraryAction::Mend(place))
}

fn body<'a>(state: &'a State, id: &str) -> Option<&'a str> {
    state.phrase(&PhraseId(id.into())).filter(|one| !one.is_hidden).map(|one| one.phrase.body.as_str())
}

fn kept(effects: &[Effect]) -> Vec<String> {
    let Some(Effect::Keep(changes)) = effects.first() else { panic!("nothing kept: {effects:?}") };
    changes.iter().map(|change| format!("{}/{}", change.pack, change.id)).collect()
}

const ALL: &str = "a:Words+ b:Words o3:Words+ a:Required c:Lapsed+ c:Codes+ o2:Twins+";

#[test]
fn a_click_mends_and_undo_takes_it_back() {
    let mut state = state(Owner::Team);
    check(&state, ALL);
    let effects = mend(&mut state, "a");
    assert_eq!(kept(&effects), ["own-me/a"], "the team's pack stays as it is");
    assert_eq!(effects.last(), Some(&Effect::Focus("finding-0".into())));
    assert_eq!(body(&state, "a"), Some("尽量明天到"));
    assert_eq!(state.library.pack("team").unwrap().entries["a"].phrase.body, "保证明天到");
    check(&state, ALL.strip_prefix("a:Words+ ").unwrap());
    act(&mut state, LibraryAction::Undo);
    assert_eq!(body(&state, "a"), Some("保证明天到"));
    check(&state, ALL);
    act(&mut state, LibraryAction::Redo);
    assert_eq!(body(&state, "a"), Some("尽量明天到"));
}

#[test]
fn what_the_team_locked_is_not_mended() {
    let mut state = state(Owner::Team);
    assert!(mend(&mut state, "b").is_empty());
    assert_eq!(body(&state, "b"), Some("保证是正品"));
    check(&state, ALL);
    let mut maintained = self::state(Owner::Maintained);
    assert_eq!(kept(&mend(&mut maintained, "b")), ["team/b"], "who looks after the pack may");
    assert_eq!(body(&maintained, "b"), Some("尽量是正品"));
}

#[test]
fn what_expired_is_put_away_for_the_agent_alone_and_comes_back() {
    let mut state = state(Owner::Team);
    assert_eq!(kept(&mend(&mut state, "c")), ["own-me/c"]);
    assert_eq!(body(&state, "c"), None);
    check(&state, "a:Words+ b:Words o3:Words+ a:Required o2:Twins+");
    act(&mut state, LibraryAction::Undo);
    assert_eq!(body(&state, "c"), Some("满300减50元"));
}

#[test]
fn a_code_of_the_teams_is_cleared_over_the_teams() {
    let mut state = state(Owner::Team);
    let place = listed(&state).iter().position(|finding| finding.kind == FindingKind::CodeDead).unwrap();
    act(&mut state, LibraryAction::Mend(place));
    assert_eq!(state.phrase(&PhraseId("c".into())).unwrap().phrase.code, "");
    check(&state, &ALL.replace("c:Codes+ ", ""));
}

#[test]
fn twins_become_one_in_one_step() {
    let mut state = state(Owner::Team);
    assert_eq!(kept(&mend(&mut state, "o2")), ["own-me/o1", "own-me/o2"]);
    assert_eq!(body(&state, "o2"), None);
    let merged = &state.phrase(&PhraseId("o1".into())).unwrap().phrase;
    assert_eq!((merged.queries.len(), merged.tags.as_slice()), (2, ["售后".to_owned()].as_slice()));
    act(&mut state, LibraryAction::Undo);
    assert!(body(&state, "o2").is_some());
    assert_eq!(state.phrase(&PhraseId("o1".into())).unwrap().phrase.queries, ["能退吗"]);
    check(&state, ALL);
}

#[test]
fn changes_of_a_phrase_that_was_locked_since_can_go() {
    let mut state = state(Owner::Team);
    act(&mut state, LibraryAction::Open(PhraseId("d".into())));
    act(&mut state, LibraryAction::Set { field: "body".into(), text: "我的说法在这里".into() });
    let locked = TEAM.replace(r#""queries":["开票吗"]"#, r#""queries":["开票吗"],"locked":true"#);
    act(&mut state, LibraryAction::Read(locked));
    act(&mut state, LibraryAction::Import);
    act(&mut state, LibraryAction::Go("findings"));
    assert!(listed(&state).iter().any(|finding| finding.kind == FindingKind::LockedOverride));
    assert_eq!(kept(&mend(&mut state, "d")), ["own-me/d"]);
    check(&state, ALL);
}

#[test]
fn the_editor_leads_back_to_the_findings() {
    let mut state = state(Owner::Team);
    act(&mut state, LibraryAction::Open(PhraseId("o3".into())));
    act(&mut state, LibraryAction::Set { field: "body".into(), text: "在的，马上回您".into() });
    let escape = dom::key(&state, dom::Key { code: "Escape", ..dom::Key::default() });
    assert_eq!(escape, None, "that is for the library tab");
    state.tab = crate::panel::Tab::Library;
    let escape = dom::key(&state, dom::Key { code: "Escape", ..dom::Key::default() }).unwrap();
    update::update(&mut state, escape);
    check(&state, &ALL.replace("o3:Words+ ", ""));
    act(&mut state, LibraryAction::Go("list"));
    act(&mut state, LibraryAction::Open(PhraseId("o3".into())));
    assert_eq!(state.desk.back(), "list");
    assert!(act(&mut state, LibraryAction::Mend(0)).is_empty(), "nothing is mended elsewhere");
}
