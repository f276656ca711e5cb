//! Putting back what an exported file of everything holds: what it would do is shown first, packs merge, settings are
//! chosen, and one undo takes all of it back. `storage` reads the file into a [`Backup`]; the view shows a [`Restore`].

use super::{
    desk::Room,
    effect::Effect,
    library,
    library_action::{LibraryAction, LibraryNotice},
    picture_action::{Bringer, PictureEffect},
    share,
    state::{State, Tab},
    update::Action,
};
use crate::library::{
    history::{Step, StepKind},
    kept_pack::Owner,
    pack::Pack,
    pack_file::PackError,
    plan::{Older, Plan, older, plan},
};
use std::{collections::BTreeMap, rc::Rc};

/// The value of `format` in the file of everything.
pub const FORMAT: &str = "qinyu-kept";
/// Largest file of everything that is read, in bytes: three packs of the largest size there is, 20 MB each, and a hundred
/// pictures as large. In memory it takes three times as much for a moment, a seventh of what wasm can have.
pub const MAX_BYTES: usize = 200_000_000;

/// What a file of everything holds, beside what is here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backup {
    /// When it was written, in milliseconds since 1970; 0 if it does not say.
    pub exported: u64,
    /// Its packs. The one of the agent's own bears the name of the one here.
    pub packs: Vec<(Owner, Pack)>,
    /// Settings that are others here, to be chosen from.
    pub settings: Vec<Choice>,
    /// Texts that come without a question: what is not here yet, the higher count of two.
    pub texts: Vec<TextChange>,
    /// Pictures of phrases that are not here, by name, as data URLs.
    pub pictures: BTreeMap<String, Rc<str>>,
    /// Records of follow-ups, notes and numbers that come or become others, by document.
    pub care: BTreeMap<&'static str, usize>,
    /// Documents that this version does not know, each with the records that come back.
    pub unknown: Vec<(String, usize)>,
    /// Records of such documents that are others here; those here stay.
    pub unknown_kept: usize,
    /// Phrases whose use was counted.
    pub used: usize,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Its sum or its counts are not those with which it was written.
    pub is_changed: bool,
}

/// A setting that is another one here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What becomes of it if the file's is taken.
    pub change: TextChange,
    /// Its text here, if only by default.
    pub here: Option<String>,
    /// The file's is taken.
    pub is_taken: bool,
}

/// A record of a document that becomes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// The document.
    pub document: String,
    /// The record.
    pub record: String,
    /// Its text before; if it is another by then, nothing happens.
    pub before: Option<String>,
    /// Its text after; `None` when it goes.
    pub after: Option<String>,
}

/// A record of the file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The document.
    pub document: String,
    /// The record; empty for all of the document, or for the head of a pack.
    pub record: String,
    /// Why.
    pub reason: UnreadReason,
}

/// Why a record could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadReason {
    /// It is no text.
    NoText,
    /// It is not what its document holds.
    OtherShape,
    /// A text in it is over [`MAX_FIELD_CHARS`](crate::library::pack_file::MAX_FIELD_CHARS).
    TooLong,
    /// The file says that the document has another number of records.
    OtherCount {
        /// What the file says.
        said: usize,
        /// What there is.
        found: usize,
    },
}

/// Why a file of everything was not read. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupError {
    /// As of a pack's file: damaged, too large, of something else, too new.
    File(PackError),
    /// It holds nothing.
    Empty,
}

/// What a restore would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Restore {
    /// The file, without its packs.
    pub backup: Backup,
    /// What becomes of each pack.
    pub plans: Vec<Plan>,
    /// Phrases that were changed or deleted here since.
    pub older: Vec<Older>,
    /// They are to be as in the file again.
    pub takes_back: bool,
}

impl Restore {
    /// True if there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plans.iter().all(Plan::is_empty)
            && self.backup.texts.is_empty()
            && self.backup.pictures.is_empty()
            && (!self.takes_back || self.older.is_empty())
            && self.backup.settings.iter().all(|choice| !choice.is_taken)
    }
}

/// Something happened with a file of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreAction {
    /// It was read, or not.
    Read(Result<Box<Backup>, BackupError>),
    /// Take the setting of this record from the file, or leave it.
    Setting(String),
    /// Take back what was changed here since, or leave it.
    TakeBack,
    /// Do what the plan says.
    Go,
}

impl From<RestoreAction> for Action {
    fn from(action: RestoreAction) -> Self {
        Self::Library(LibraryAction::Restore(action))
    }
}

/// What a restore did beside the library, for its way back.
#[derive(Debug, Clone, Default)]
pub(super) struct Restored {
    texts: Vec<TextChange>,
    owners: Vec<(String, Owner)>,
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: RestoreAction) -> Vec<Effect> {
    match action {
        RestoreAction::Read(Ok(backup)) => {
            let restore = planned(state, *backup);
            (state.tab, state.desk.room) = (Tab::Library, Room::Restore(Box::new(restore)));
            return vec![Effect::Focus("restore".into())];
        }
        RestoreAction::Read(Err(error)) => state.say(LibraryNotice::NoBackup(error)),
        RestoreAction::Setting(record) => {
            if let Room::Restore(restore) = &mut state.desk.room {
                let choices = restore.backup.settings.iter_mut();
                choices.filter(|choice| choice.change.record == record).for_each(|one| one.is_taken = !one.is_taken);
            }
        }
        RestoreAction::TakeBack => {
            if let Room::Restore(restore) = &mut state.desk.room {
                restore.takes_back = !restore.takes_back;
            }
        }
        RestoreAction::Go => return go(state),
    }
    Vec::new()
}

fn planned(state: &mut State, mut backup: Backup) -> Restore {
    let (mut plans, mut changed_since) = (Vec::new(), Vec::new());
    backup.pictures.retain(|name, _| !state.pictures.has(name));
    for (owner, pack) in std::mem::take(&mut backup.packs) {
        let records = pack.phrases.clone();
        let plan = plan(&state.library, owner, pack, Vec::new(), &mut state.clock, state.now);
        if matches!(plan.owner, Owner::Personal | Owner::Maintained) && !plan.is_new {
            changed_since.extend(older(&plan.pack, &records));
        }
        plans.push(plan);
    }
    Restore { backup, plans, older: changed_since, takes_back: false }
}

fn go(state: &mut State) -> Vec<Effect> {
    let Room::Restore(restore) = std::mem::take(&mut state.desk.room) else { return Vec::new() };
    let Restore { backup, plans, older, takes_back } = *restore;
    let mut restored = Restored { texts: backup.texts, owners: Vec::new() };
    restored.texts.extend(backup.settings.into_iter().filter(|choice| choice.is_taken).map(|choice| choice.change));
    let mut changes = Vec::new();
    for plan in &plans {
        if plan.is_new {
            restored.owners.push((plan.pack.id.clone(), plan.owner));
        }
        changes.extend(state.library.merge(plan.owner, &plan.pack));
    }
    for one in older.iter().filter(|_| takes_back) {
        changes.push(state.library.take_back(&one.pack, &one.line.id.0, &one.then, &mut state.clock, state.now));
    }
    let changed = changes.iter().filter(|change| change.before != change.after).count() + restored.texts.len();
    let mut effects = with_owners(&restored);
    if !backup.pictures.is_empty() {
        // An undo leaves them: what no phrase names is collected later.
        effects.push(Effect::Picture(PictureEffect::Keep { images: backup.pictures, bringer: Bringer::Backup }));
    }
    let kind = StepKind::Restore(state.restored.len());
    effects.extend(library::changed(state, kind, changes));
    effects.push(Effect::KeepTexts(restored.texts.clone()));
    state.restored.push(restored);
    state.desk.room = Room::Packs;
    state.say(LibraryNotice::Restored { changed });
    effects.extend(share::who_signed(state));
    effects
}

/// What undoing this step does beside the library.
pub(super) fn undone(state: &State, step: Option<&Step>) -> Vec<Effect> {
    let back = |one: &TextChange| TextChange { before: one.after.clone(), after: one.before.clone(), ..one.clone() };
    let texts = of(state, step).map(|restored| restored.texts.iter().map(back).collect());
    texts.map(Effect::KeepTexts).into_iter().collect()
}

/// What doing this step again does beside the library, which learns whose the packs are before they come.
pub(super) fn redone(state: &mut State, step: Option<&Step>) -> Vec<Effect> {
    let Some(restored) = of(state, step).cloned() else { return Vec::new() };
    for (pack, owner) in &restored.owners {
        state.library.found(pack, *owner);
    }
    let mut effects = with_owners(&restored);
    effects.push(Effect::KeepTexts(restored.texts));
    effects
}

fn of<'a>(state: &'a State, step: Option<&Step>) -> Option<&'a Restored> {
    match step?.kind {
        StepKind::Restore(number) => state.restored.get(number),
        StepKind::Edit | StepKind::Pack(_) => None,
    }
}

fn with_owners(restored: &Restored) -> Vec<Effect> {
    let keep = |(pack, owner): &(String, Owner)| Effect::KeepOwner { pack: pack.clone(), owner: *owner };
    restored.owners.iter().map(keep).collect()
}

#[cfg(test)]
mod tests;
