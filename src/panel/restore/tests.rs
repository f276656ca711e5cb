//! A file of everything, from its plan to its undo, as the panel goes through it.

use super::*;
use crate::{
    library::{PhraseId, pack_file, stamp::Writer},
    panel::{Action, Kept, Notice, update},
};

fn pack(id: &str, phrases: &str) -> Pack {
    let json = format!(r#"{{"format":"qinyu-pack","version":1,"id":"{id}","title":"T","phrases":[{phrases}]}}"#);
    pack_file::read(&json).unwrap().0
}

fn text(record: &str, before: Option<&str>, after: &str) -> TextChange {
    let (before, after) = (before.map(str::to_owned), Some(after.to_owned()));
    TextChange { document: "settings".into(), record: record.into(), before, after }
}

fn backup() -> Backup {
    Backup {
        packs: vec![
            (Owner::Maintained, pack("team", r#"{"id":"a","body":"在的"}"#)),
            (Owner::Personal, pack("own", r#"{"id":"o","body":"我的"}"#)),
        ],
        settings: vec![
            Choice { change: text("shop/courier", Some("\"中通\""), "\"顺丰\""), here: None, is_taken: false },
            Choice { change: text("appearance", None, "\"dark\""), here: None, is_taken: true },
        ],
        texts: vec![text("backup/exported", None, "5")],
        ..Backup::default()
    }
}

fn state() -> State {
    let kept = Kept { own: "own".into(), installation: "ann".into(), ..Kept::default() };
    State::new(kept, Writer::new("ann0").unwrap())
}

fn act(state: &mut State, action: impl Into<Action>) -> Vec<Effect> {
    state.now += 1;
    update(state, action.into())
}

fn bodies(state: &State) -> Vec<&str> {
    let mine = state.shown_phrases.iter().filter(|one| one.owner != Owner::Starter);
    mine.map(|one| one.phrase.body.as_str()).collect()
}

fn texts(effects: &[Effect]) -> Vec<(&str, Option<&str>)> {
    let texts = effects.iter().find_map(|effect| match effect {
        Effect::KeepTexts(texts) => Some(texts),
        _ => None,
    });
    texts.unwrap().iter().map(|text| (text.record.as_str(), text.after.as_deref())).collect()
}

#[test]
fn nothing_comes_before_the_plan_was_seen_and_one_undo_takes_all_of_it_back() {
    let mut state = state();
    act(&mut state, RestoreAction::Read(Ok(Box::new(backup()))));
    assert_eq!((bodies(&state).len(), state.tab), (0, Tab::Library));
    let Room::Restore(plan) = &state.desk.room else { panic!() };
    assert_eq!(
        plan.plans.iter().map(|plan| (plan.is_new, plan.added.len())).collect::<Vec<_>>(),
        [(true, 1), (false, 1)]
    );
    act(&mut state, RestoreAction::Setting("shop/courier".into()));
    act(&mut state, RestoreAction::Setting("appearance".into()));
    let effects = act(&mut state, RestoreAction::Go);
    assert_eq!(texts(&effects), [("backup/exported", Some("5")), ("shop/courier", Some("\"顺丰\""))]);
    let owner = Effect::KeepOwner { pack: "team".into(), owner: Owner::Maintained };
    assert!(effects.contains(&owner));
    assert_eq!(bodies(&state), ["在的", "我的"]);
    assert!(
        matches!(state.notice, Some(Notice::Library(LibraryNotice::Restored { changed: 6 }))),
        "{:?}",
        state.notice
    );

    let undone = act(&mut state, Action::Library(LibraryAction::Undo));
    assert_eq!(texts(&undone), [("backup/exported", None), ("shop/courier", Some("\"中通\""))]);
    assert!(bodies(&state).is_empty() && state.library.pack("team").is_none());
    let redone = act(&mut state, Action::Library(LibraryAction::Redo));
    assert!(redone.contains(&owner) && texts(&redone).len() == 2);
    assert_eq!(bodies(&state), ["在的", "我的"]);
    assert_eq!(state.library.pack("team").unwrap().owner, Owner::Maintained);
}

#[test]
fn what_was_changed_or_deleted_since_stays_unless_it_is_taken_back() {
    let mut state = state();
    act(&mut state, RestoreAction::Read(Ok(Box::new(backup()))));
    act(&mut state, RestoreAction::Go);
    let own = state.library.packs.iter().map(|pack| (pack.owner, pack.pack())).collect();
    let later = Backup { packs: own, ..Backup::default() };
    act(&mut state, Action::Library(LibraryAction::Open(PhraseId("a".into()))));
    act(&mut state, Action::Library(LibraryAction::Set { field: "body".into(), text: "在的呢".into() }));
    act(&mut state, Action::Library(LibraryAction::Remove(PhraseId("o".into()))));
    assert_eq!(bodies(&state), ["在的呢"]);

    act(&mut state, RestoreAction::Read(Ok(Box::new(later.clone()))));
    let Room::Restore(plan) = &state.desk.room else { panic!() };
    let told: Vec<_> = plan.older.iter().map(|one| (one.line.title.as_str(), one.line.fields.join(" "))).collect();
    assert_eq!(told, [("我的", String::new()), ("在的", "body".to_owned())]);
    assert!(plan.is_empty(), "merging alone changes nothing");
    act(&mut state, RestoreAction::TakeBack);
    act(&mut state, RestoreAction::Go);
    assert_eq!(bodies(&state), ["在的", "我的"]);
    act(&mut state, Action::Library(LibraryAction::Undo));
    assert_eq!(bodies(&state), ["在的呢"], "one click");
}

#[test]
fn a_file_that_was_not_read_changes_nothing() {
    let mut state = state();
    let error = BackupError::File(PackError::TooLarge);
    assert_eq!(act(&mut state, RestoreAction::Read(Err(error.clone()))), []);
    assert_eq!(state.notice, Some(Notice::Library(LibraryNotice::NoBackup(error))));
    assert_eq!(act(&mut state, RestoreAction::Go), [], "no plan, no restore");
}
