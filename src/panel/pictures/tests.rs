//! What the panel does with pictures, action by action.

use super::*;
use crate::{
    library::{
        history::StepKind,
        picture::{DOT, DOT_NAME},
        stamp::Writer,
    },
    panel::{Action, Kept, update},
    wire::{PageCommand, PageEvent, Row, RowSender, Snapshot},
};

fn act(state: &mut State, action: impl Into<Action>) -> Vec<Effect> {
    state.now += 1;
    update(state, action.into())
}

fn library(action: LibraryAction) -> Action {
    Action::Library(action)
}

/// A state with a new phrase open in the editor.
fn editing() -> (State, PhraseId) {
    let mut state = State::new(Kept { own: "own".into(), ..Kept::default() }, Writer::new("test").unwrap());
    act(&mut state, Action::Show(Tab::Library));
    act(&mut state, library(LibraryAction::New));
    let Room::Editor(id) = state.desk.room.clone() else { panic!("{:?}", state.desk.room) };
    (state, id)
}

fn name(digit: usize) -> String {
    format!("{digit:x}").repeat(64)[..64].to_owned()
}

fn adds(phrase: &PhraseId, entries: &[String]) -> PictureAction {
    PictureAction::Add { phrase: phrase.clone(), entries: entries.to_vec(), refused: Vec::new() }
}

#[track_caller]
fn check(state: &State, id: &PhraseId, expected: &[&str]) {
    let images = &state.phrase(id).unwrap().phrase.images;
    let told: Vec<_> = images.iter().map(|entry| format!("{}{}", &entry[..1], picture::split(entry).1)).collect();
    assert_eq!(told, expected);
}

#[test]
fn pictures_are_added_described_put_in_order_taken_away_and_every_step_comes_back() {
    let (mut state, id) = editing();
    let entries = [picture::entry(&name(1), "尺码表"), picture::entry(&name(2), "")];
    let effects = act(&mut state, adds(&id, &entries));
    let shows = Effect::Picture(PictureEffect::Show(vec![name(1), name(2)]));
    assert!(matches!(&effects[..], [Effect::Keep(_), last] if *last == shows), "{effects:?}");
    check(&state, &id, &["1尺码表", "2"]);
    assert_eq!(act(&mut state, adds(&id, &entries[..1])), [], "the same picture is there once");
    act(&mut state, PictureAction::Place { from: 1, to: 0 });
    check(&state, &id, &["2", "1尺码表"]);
    assert_eq!(act(&mut state, PictureAction::Place { from: 1, to: 2 }), []);
    act(&mut state, PictureAction::Words { place: 0, text: " 实拍\n图 ".into() });
    check(&state, &id, &["2实拍 图", "1尺码表"]);
    act(&mut state, PictureAction::Remove(1));
    check(&state, &id, &["2实拍 图"]);
    assert_eq!(act(&mut state, PictureAction::Remove(1)), []);
    for expected in [&["2实拍 图", "1尺码表"][..], &["2", "1尺码表"], &["1尺码表", "2"], &[]] {
        act(&mut state, library(LibraryAction::Undo));
        check(&state, &id, expected);
    }
    act(&mut state, library(LibraryAction::Redo));
    check(&state, &id, &["1尺码表", "2"]);
    assert_eq!(state.history().last().unwrap().kind, StepKind::Edit);
}

#[test]
fn a_tenth_picture_is_refused_and_named() {
    let (mut state, id) = editing();
    let entries: Vec<_> = (1..=10).map(|digit| picture::entry(&name(digit), &format!("图{digit}"))).collect();
    act(&mut state, adds(&id, &entries));
    assert_eq!(state.phrase(&id).unwrap().phrase.images.len(), MAX_PICTURES);
    let refused = vec![("图10".to_owned(), Refusal::TooMany)];
    assert_eq!(state.notice, Some(Notice::Picture(PictureNotice::Refused(refused))));
}

/// A conversation with one phrase of the agent's own chosen for it, that has a picture.
fn chosen() -> State {
    let (mut state, id) = editing();
    act(&mut state, adds(&id, &[picture::entry(&name(1), "尺码 表/2")]));
    let messages = vec![Row { row: "1".into(), sender: RowSender::Buyer, text: "什么尺码".into(), card: None }];
    act(
        &mut state,
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: "a".into(),
            buyer: "小鹿".into(),
            composer: Composer::Ready,
            draft: false,
            shortened: false,
            focused: false,
            missing: Vec::new(),
            messages,
        })),
    );
    let effects = act(&mut state, library(LibraryAction::Use(id)));
    let commands = effects.iter().filter(|effect| matches!(effect, Effect::Send(PageCommand::Insert { .. })));
    assert_eq!(commands.count(), 1);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Picture(PictureEffect::Send { .. }))));
    state
}

#[test]
fn a_picture_goes_into_the_page_by_a_click_of_its_own() {
    let mut state = chosen();
    assert_eq!(state.work.offered.as_ref().unwrap().entries.len(), 1);
    let [Effect::Picture(PictureEffect::Send { request, id, last_row, file, .. })] =
        &act(&mut state, PictureAction::Insert(name(1)))[..]
    else {
        panic!("no picture was sent")
    };
    assert_eq!((id.as_str(), last_row.as_str(), file.as_str()), ("a", "1", "尺码-表-2"));
    let (request, outcome) = (*request, Outcome::NotNoticed);
    act(&mut state, Action::Page(PageEvent::Inserted { request, outcome }));
    let not_taken = PictureNotice::NotTaken { outcome, name: name(1) };
    assert_eq!(state.notice, Some(Notice::Picture(not_taken)));
    act(&mut state, Action::Page(PageEvent::Inserted { request, outcome: Outcome::Done }));
    assert_ne!(state.notice, Some(Notice::Picture(PictureNotice::Inserted)), "an answer counts once");
    act(&mut state, Action::Page(PageEvent::NoChat { adapter: String::new() }));
    assert_eq!(state.work.offered, None, "nothing of one buyer reaches the next");
    assert_eq!(act(&mut state, PictureAction::Insert(name(1))), []);
}

#[test]
fn a_picture_that_is_not_here_is_told_once_it_is_known() {
    let mut state = chosen();
    assert!(state.pictures.may_have(&name(1)) && !state.pictures.has(&name(1)));
    assert_eq!(state.pictures.address(&name(1)), Some(&Address::Asked));
    act(&mut state, PictureAction::Listed(Vec::new()));
    assert!(!state.pictures.may_have(&name(1)));
    act(&mut state, PictureAction::Shown(vec![(name(1), None)]));
    assert_eq!(state.pictures.address(&name(1)), Some(&Address::Missing));
    act(&mut state, library(LibraryAction::Go("findings")));
    let Room::Findings(found) = &state.desk.room else { panic!() };
    assert!(found.iter().any(|finding| finding.kind == crate::library::lint::FindingKind::PicturesMissing(1)));
}

#[test]
fn a_teams_folder_brings_pictures_that_are_not_here_yet() {
    use crate::{library::folder::Listed, panel::FolderAction};
    let (mut state, _) = editing();
    let text = format!(
        r#"{{"format":"qinyu-pack","version":2,"id":"team","phrases":[{{"id":"t","body":"看图","images":["{DOT_NAME}"]}}],"images":{{"{DOT_NAME}":"{DOT}"}}}}"#
    );
    let mut read = |modified| {
        let listed = Listed { name: "team.qinyu.json".into(), size: text.len() as u64, modified };
        let effects = act(&mut state, FolderAction::Read(vec![(listed, text.clone())]));
        let kept = effects.iter().filter(|effect| {
            matches!(effect, Effect::Picture(PictureEffect::Keep { images, bringer: Bringer::Folder }) if images.len() == 1)
        });
        let count = kept.count();
        act(&mut state, PictureAction::Listed(vec![DOT_NAME.into()]));
        count
    };
    assert_eq!((read(1), read(2)), (1, 0));
}

#[test]
fn a_full_disk_and_a_damaged_picture_in_the_folder_are_told_with_what_to_do() {
    use crate::{library::folder::Listed, panel::FolderAction};
    let (mut state, _) = editing();
    let text = format!(
        r#"{{"format":"qinyu-pack","version":2,"id":"team","phrases":[{{"id":"t","body":"看图","images":["{DOT_NAME}"]}},{{"id":"u"}}],"images":{{"{DOT_NAME}":"{DOT}","{}":"{DOT}"}}}}"#,
        name(1)
    );
    let mut told = |action: Action| {
        state.notice = None;
        act(&mut state, action);
        let room = crate::panel::view(&state).into_string();
        let notice = room.split("id=\"notice\"").nth(1).and_then(|rest| rest.split("<p>").nth(1));
        notice.and_then(|rest| rest.split('<').next()).map(str::to_owned).unwrap_or_default()
    };
    let listed = Listed { name: "team.qinyu.json".into(), size: text.len() as u64, modified: 1 };
    let read = told(FolderAction::Read(vec![(listed.clone(), text.clone())]).into());
    assert_eq!(read, "团队文件夹: 有 2 条话术或图片坏了，没有用上；请维护的同事再导出一次");
    assert_eq!(told(FolderAction::Read(vec![(listed, text)]).into()), "", "it is told once");
    for (bringer, next) in
        [(Bringer::Folder, "重新打开亲语"), (Bringer::Backup, "再恢复一次"), (Bringer::Plan, "再点一次“导入”")]
    {
        let full = told(PictureAction::Kept { names: vec![name(2)], bringer, is_whole: false }.into());
        assert!(full.contains("磁盘满了") && full.contains(next), "{full}");
    }
    act(&mut state, PictureAction::Listed(Vec::new()));
    act(&mut state, PictureAction::Kept { names: vec![name(2)], bringer: Bringer::Folder, is_whole: false });
    assert!(state.pictures.has(&name(2)), "those that are kept count");
    act(&mut state, library(LibraryAction::Go("packs")));
    state.settings.language = crate::library::Language::English;
    assert!(crate::panel::view(&state).into_string().contains("2 phrases or pictures are damaged and left out"));
    let (mut state, id) = editing();
    let refused = vec![("尺码.png".to_owned(), Refusal::NotKept)];
    act(&mut state, PictureAction::Add { phrase: id, entries: Vec::new(), refused });
    assert!(crate::panel::view(&state).into_string().contains("尺码.png：没存下来，磁盘可能满了"));
}

#[test]
fn an_import_waits_until_its_pictures_are_kept() {
    let (mut state, _) = editing();
    let pack = format!(
        r#"{{"format":"qinyu-pack","version":2,"id":"team","phrases":[{{"id":"t","body":"看图","images":["{DOT_NAME}"]}}],"images":{{"{DOT_NAME}":"{DOT}"}}}}"#
    );
    let kept = |is_whole: bool| {
        let names = if is_whole { vec![DOT_NAME.into()] } else { Vec::new() };
        PictureAction::Kept { names, bringer: Bringer::Plan, is_whole }
    };
    act(&mut state, library(LibraryAction::Read(pack.clone())));
    let effects = act(&mut state, library(LibraryAction::Import));
    assert!(
        matches!(&effects[..], [Effect::Picture(PictureEffect::Keep { images, bringer: Bringer::Plan })] if images.len() == 1)
    );
    assert_eq!(act(&mut state, kept(false)), []);
    assert_eq!(state.notice, Some(Notice::Picture(PictureNotice::NotKept(Bringer::Plan))));
    assert!(state.library.pack("team").is_none() && matches!(state.desk.room, Room::Plan(_)), "nothing changed");
    act(&mut state, library(LibraryAction::Import));
    assert!(act(&mut state, kept(true)).iter().any(|effect| matches!(effect, Effect::Keep(_))));
    let [Effect::Picture(PictureEffect::Pack { text, rest, pictures, .. })] =
        &act(&mut state, library(LibraryAction::Export("team".into())))[..]
    else {
        panic!("exported without its picture")
    };
    assert_eq!((pictures.contains(&DOT_NAME.to_owned()), rest.contains("看图")), (true, false));
    assert!(text.contains("看图"));
    // What is here already needs no keeping.
    act(&mut state, PictureAction::Listed(vec![DOT_NAME.into()]));
    act(&mut state, library(LibraryAction::Read(pack)));
    let Room::Plan(plan) = &state.desk.room else { panic!() };
    assert!(plan.is_empty(), "{plan:?}");
}
