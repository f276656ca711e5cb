//! The team's folder in the panel: whether there is one, what its files bring, what is to be written.
//! [`crate::library::folder`] decides; the browser lists, reads and writes.

use super::{
    desk::Room,
    effect::Effect,
    library::changed,
    library_action::{LibraryAction, LibraryNotice},
    picture_action::{Bringer, PictureEffect},
    share, sign,
    state::State,
    update::Action,
};
use crate::day::Moment;
use crate::library::{
    folder::{Folder, Listed},
    history::StepKind,
    kept_pack::Owner,
};

/// How we stand with the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FolderLink {
    /// None was chosen.
    #[default]
    None,
    /// This browser gives no folders to pages.
    Unsupported,
    /// The browser wants to hear from the agent once more before it lets us read the folder of this name.
    Asleep(String),
    /// The folder of this name is read.
    Open(String),
    /// The folder of this name is not where it was.
    Gone(String),
}

/// The folder and what is known of it.
#[derive(Debug, Clone, Default)]
pub struct TeamFolder {
    /// How we stand with it.
    pub link: FolderLink,
    /// What is known of its files.
    pub files: Folder,
    /// When a file was read last.
    pub read: Option<Moment>,
    /// The latest edits could not be written into it yet.
    pub not_written: bool,
    /// Pictures for which our file has no room: colleagues see their phrases without them.
    pub pictures_left: usize,
}

/// Something happened with the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderAction {
    /// Choose a folder.
    Choose,
    /// Ask the browser for the folder again.
    Reconnect,
    /// Use it no more; what it brought stays.
    Leave,
    /// The browser tells how we stand with it.
    Link(FolderLink),
    /// The files that [`State::unread_files`] asked for, each with its text.
    Read(Vec<(Listed, String)>),
    /// Our files were written, or not.
    Written {
        /// All of them.
        is_written: bool,
        /// How many pictures they had no room for.
        pictures_left: usize,
    },
    /// The signed pack was written, or not.
    Published(bool),
}

/// Something for the browser to do with the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderEffect {
    /// Let the agent choose one.
    Choose,
    /// Ask for the right to read and write the one that is kept.
    Reconnect,
    /// Forget it.
    Leave,
    /// Write these files, by name.
    Write(Vec<(String, String)>),
    /// Write the signed pack, and say whether that went well.
    Publish {
        /// The file's name.
        name: String,
        /// Its text.
        text: String,
    },
}

impl State {
    /// The files of the folder that have to be read, and whether anything is to be done at all.
    #[must_use]
    pub fn unread_files(&mut self, listing: &[Listed]) -> (Vec<Listed>, bool) {
        let before = self.folder.files.problems().count();
        let unread = self.folder.files.unread(listing);
        let is_news = before != self.folder.files.problems().count() || self.folder.read.is_none();
        let is_due = is_news || !unread.is_empty() || !self.folder.files.unwritten(&self.library).is_empty();
        (unread, is_due)
    }
}

impl From<FolderAction> for Action {
    fn from(action: FolderAction) -> Self {
        Self::Library(LibraryAction::Folder(action))
    }
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: FolderAction) -> Vec<Effect> {
    let effect = match action {
        FolderAction::Choose => FolderEffect::Choose,
        FolderAction::Reconnect => FolderEffect::Reconnect,
        FolderAction::Leave => {
            forget(state, FolderLink::None);
            FolderEffect::Leave
        }
        FolderAction::Link(link) => {
            forget(state, link);
            return Vec::new();
        }
        FolderAction::Read(read) => return take(state, read),
        FolderAction::Written { is_written, pictures_left } => {
            (state.folder.not_written, state.folder.pictures_left) = (!is_written, pictures_left);
            return Vec::new();
        }
        FolderAction::Published(is_written) => {
            state.say(LibraryNotice::Published(is_written));
            return Vec::new();
        }
    };
    vec![Effect::Folder(effect)]
}

/// Another folder, or the same after a while: everything in it is read anew.
fn forget(state: &mut State, link: FolderLink) {
    state.folder = TeamFolder { link, files: state.folder.files.anew(), ..TeamFolder::default() };
}

fn take(state: &mut State, read: Vec<(Listed, String)>) -> Vec<Effect> {
    let mut changes = Vec::new();
    let left_out = |files: &Folder| files.left_out().map(|(_, count)| count).sum();
    let known: usize = left_out(&state.folder.files);
    let before: Vec<String> = state.library.packs.iter().map(|pack| pack.about.id.clone()).collect();
    for (listed, text) in read {
        changes.extend(state.folder.files.take(listed, &text, &mut state.library));
    }
    state.folder.read = state.moment;
    let count = left_out(&state.folder.files);
    if count > known && state.notice.is_none() {
        state.say(LibraryNotice::LeftOut(count));
    }
    let new = state.library.packs.iter().filter(|pack| !before.contains(&pack.about.id));
    let mut effects: Vec<_> =
        new.map(|pack| Effect::KeepOwner { pack: pack.about.id.clone(), owner: pack.owner }).collect();
    let mut images = state.folder.files.take_images();
    images.retain(|name, _| !state.pictures.has(name));
    if !images.is_empty() {
        effects.push(Effect::Picture(PictureEffect::Keep { images, bringer: Bringer::Folder }));
    }
    let is_news = !changes.is_empty();
    effects.extend(changed(state, StepKind::Pack(Owner::Team), changes));
    effects.extend(sign::ask_about_claims(state));
    if is_news && state.desk.room == Room::Packs {
        effects.extend(share::who_signed(state));
    }
    let unwritten = state.folder.files.unwritten(&state.library);
    if !unwritten.is_empty() {
        effects.push(Effect::Folder(FolderEffect::Write(unwritten)));
    }
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        library::{PhraseId, stamp::Writer},
        panel::{Kept, update},
    };

    const TEAM: &str = r#"{"format":"qinyu-pack","version":2,"id":"team","title":"T","phrases":[{"id":"a","body":"在的"},{"id":"b","body":"好的"}]}"#;

    fn act(state: &mut State, action: impl Into<Action>) -> Vec<Effect> {
        state.now += 1;
        update(state, action.into())
    }

    fn file(name: &str, text: &str, modified: u64) -> (Listed, String) {
        (Listed { name: name.into(), size: text.len() as u64, modified }, text.into())
    }

    fn body(state: &State) -> &str {
        &state.phrase(&PhraseId("a".into())).unwrap().phrase.body
    }

    #[test]
    fn a_folder_brings_packs_takes_edits_and_is_one_step_to_undo() {
        let kept = Kept { own: "own-ann".into(), installation: "ann".into(), ..Kept::default() };
        let mut state = State::new(kept, Writer::new("ann0").unwrap());
        assert_eq!(act(&mut state, FolderAction::Choose), [Effect::Folder(FolderEffect::Choose)]);
        assert_eq!(act(&mut state, FolderAction::Link(FolderLink::Open("客服".into()))), []);
        let base = file("team.qinyu.json", TEAM, 1);
        let (unread, is_due) = state.unread_files(std::slice::from_ref(&base.0));
        assert_eq!((unread.len(), is_due), (1, true));
        let effects = act(&mut state, FolderAction::Read(vec![base.clone()]));
        assert!(
            matches!(&effects[..], [Effect::KeepOwner { owner: Owner::Team, .. }, Effect::Keep(changes)] if changes.len() == 3)
        );
        assert_eq!(body(&state), "在的");
        act(&mut state, Action::Library(LibraryAction::Undo));
        assert!(state.phrase(&PhraseId("a".into())).is_none(), "one step");
        act(&mut state, Action::Library(LibraryAction::Redo));
        act(&mut state, Action::Library(LibraryAction::Maintain("team".into())));
        act(&mut state, Action::Library(LibraryAction::Open(PhraseId("a".into()))));
        act(&mut state, Action::Library(LibraryAction::Set { field: "body".into(), text: "在的呢".into() }));
        state.moment = Some(crate::day::Moment { day: crate::day::Day { year: 2026, month: 11, day: 24 }, minute: 5 });
        let written = act(&mut state, FolderAction::Read(Vec::new()));
        let [Effect::Folder(FolderEffect::Write(files))] = &written[..] else { panic!("{written:?}") };
        assert_eq!(files[0].0, "team.ann.qinyu.json");
        let own = file(&files[0].0, &files[0].1, 2);
        assert_eq!(act(&mut state, FolderAction::Read(vec![own.clone()])), []);
        assert_eq!(state.unread_files(&[base.0, own.0]), (Vec::new(), false));
        act(&mut state, FolderAction::Written { is_written: true, pictures_left: 2 });
        act(&mut state, Action::Show(crate::panel::Tab::Library));
        act(&mut state, Action::Library(LibraryAction::Go("packs")));
        assert!(crate::panel::view(&state).into_string().contains("有 2 张图放不进"), "what has no room is told");
        assert_eq!(act(&mut state, FolderAction::Leave), [Effect::Folder(FolderEffect::Leave)]);
        assert_eq!((body(&state), state.folder.files.whole_files()), ("在的呢", 0), "what it brought stays");
    }
}
