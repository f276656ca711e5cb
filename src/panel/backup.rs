//! The reminder to write a file of everything, and when the last one was written. Quiet: it waits while something is
//! being written or has to be said, and a click puts it off.

use super::{desk::Room, effect::Effect, library_action::LibraryNotice, notice::Notice, state::State};
use crate::library::kept_pack::Owner;

/// Days after which the agent is reminded: a browser repaired, a profile or a computer lost costs at most a month's writing.
pub const REMIND_AFTER_DAYS: u64 = 30;
/// Edited phrases from which on it is worth a word: what can't be written again in a few minutes.
pub const REMIND_FROM_EDITS: usize = 20;
/// Days for which "later" puts it off: the same day of the next week has as much or as little time.
pub const PUT_OFF_DAYS: u64 = 7;
/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// When files of everything were written; kept with the settings. Milliseconds since 1970, 0 for never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackupTimes {
    /// The last one.
    pub exported: u64,
    /// The agent said "later".
    pub put_off: u64,
}

impl BackupTimes {
    /// Whole days since the last file; `None` if there was none.
    #[must_use]
    pub fn days_ago(self, now: u64) -> Option<u64> {
        (self.exported > 0).then(|| now.saturating_sub(self.exported) / DAY)
    }
}

/// Something happened with the reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupAction {
    /// Time to look whether one is due.
    Look,
    /// Not now.
    Later,
    /// Files of everything lie in the downloads.
    Written {
        /// How many: what one has no room for stands in further ones. None if it could not be read back.
        files: usize,
        /// The pictures are in them.
        has_pictures: bool,
        /// When the one before was written.
        last: u64,
    },
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: BackupAction) -> Vec<Effect> {
    match action {
        BackupAction::Look => {
            if is_calm(state) && is_due(state) {
                state.say(LibraryNotice::BackupDue { days: state.settings.backup.days_ago(state.now) });
            }
            Vec::new()
        }
        BackupAction::Later => {
            state.notice = None;
            state.settings.backup.put_off = state.now;
            vec![Effect::Save(state.settings.clone().into())]
        }
        BackupAction::Written { files, has_pictures, last } => {
            let told = match files {
                0 => LibraryNotice::NotExported { is_pack: false },
                _ if !has_pictures => LibraryNotice::ExportedBare,
                1 => LibraryNotice::Exported,
                _ => LibraryNotice::ExportedIn(files),
            };
            // What could not be saved, or may not be, still has to be said.
            if files == 0 || !matches!(state.notice, Some(Notice::NotSaved | Notice::ReadOnly)) {
                state.say(told);
            }
            if files > 0 {
                return Vec::new();
            }
            state.settings.backup.exported = last;
            vec![Effect::Save(state.settings.clone().into())]
        }
    }
}

/// Writes a file of everything, which holds already that it was written.
pub(super) fn export(state: &mut State) -> Vec<Effect> {
    let last = std::mem::replace(&mut state.settings.backup.exported, state.now);
    vec![Effect::Save(state.settings.clone().into()), Effect::Export { last }]
}

/// Nothing is open that a word could disturb.
fn is_calm(state: &State) -> bool {
    let writes = matches!(state.desk.room, Room::Editor(_) | Room::Plan(_) | Room::Restore(_));
    state.notice.is_none() && state.work.edit.is_none() && state.by_hand.is_empty() && !writes
}

/// Much was written since the last file. What colleagues wrote is theirs to keep.
fn is_due(state: &State) -> bool {
    let (times, now) = (state.settings.backup, state.now);
    let is_past = |since: u64, days: u64| now.saturating_sub(since) >= days * DAY;
    if !is_past(times.exported, REMIND_AFTER_DAYS) || !is_past(times.put_off, PUT_OFF_DAYS) {
        return false;
    }
    let mine = state.library.packs.iter().filter(|pack| pack.owner != Owner::Team);
    let edits: Vec<u64> = mine.flat_map(|pack| pack.edit_times()).filter(|time| *time > times.exported).collect();
    // Without a file, the month begins with the first edit.
    let is_old = times.exported > 0 || edits.iter().any(|time| is_past(*time, REMIND_AFTER_DAYS));
    edits.len() >= REMIND_FROM_EDITS && is_old
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        library::{PhraseId, stamp::Writer},
        panel::{Action, Kept, LibraryAction, update},
    };

    fn act(state: &mut State, day: u64, action: Action) -> Vec<Effect> {
        state.now = day * DAY;
        update(state, action)
    }

    fn look(state: &mut State, day: u64) -> bool {
        state.notice = None;
        act(state, day, Action::Library(LibraryAction::Backup(BackupAction::Look)));
        matches!(state.notice, Some(Notice::Library(LibraryNotice::BackupDue { .. })))
    }

    fn written(phrases: usize) -> State {
        let mut state = State::new(Kept { own: "own".into(), ..Kept::default() }, Writer::new("ann0").unwrap());
        for number in 0..phrases {
            act(&mut state, 100, Action::Library(LibraryAction::New));
            let Room::Editor(PhraseId(id)) = &state.desk.room else { panic!("{number}") };
            assert!(!id.is_empty());
        }
        state.desk.room = Room::List;
        state
    }

    #[test]
    fn a_month_and_twenty_phrases_are_worth_a_word() {
        let mut state = written(REMIND_FROM_EDITS);
        assert!(!look(&mut state, 129) && look(&mut state, 130), "counted from the first edit");
        assert!(!look(&mut written(REMIND_FROM_EDITS - 1), 500), "little was written");
        let effects = act(&mut state, 131, Action::Export);
        assert!(
            matches!(&effects[..], [Effect::Save(kept), Effect::Export { last: 0 }] if kept.backup.exported == 131 * DAY)
        );
        assert!(!look(&mut state, 400), "nothing was written since");
    }

    #[test]
    fn what_could_not_be_read_back_is_not_written_and_the_last_file_stays_the_last() {
        let mut state = written(REMIND_FROM_EDITS);
        let mut told = |day, files, has_pictures| {
            let effects = act(&mut state, day, Action::Export);
            let Some(&Effect::Export { last }) = effects.last() else { panic!("{effects:?}") };
            let answer = BackupAction::Written { files, has_pictures, last };
            let effects = act(&mut state, day, Action::Library(LibraryAction::Backup(answer)));
            let Some(Notice::Library(notice)) = state.notice.clone() else { panic!("{:?}", state.notice) };
            (notice, effects.len(), state.settings.backup.exported / DAY)
        };
        assert_eq!(told(131, 1, true), (LibraryNotice::Exported, 0, 131));
        assert_eq!(told(140, 0, true), (LibraryNotice::NotExported { is_pack: false }, 1, 131));
        assert_eq!(told(141, 3, true), (LibraryNotice::ExportedIn(3), 0, 141));
        assert_eq!(told(142, 1, false), (LibraryNotice::ExportedBare, 0, 142));
        state.notice = Some(Notice::NotSaved);
        let answer = BackupAction::Written { files: 1, has_pictures: true, last: 0 };
        act(&mut state, 143, Action::Library(LibraryAction::Backup(answer)));
        assert_eq!(state.notice, Some(Notice::NotSaved), "it still has to be said");
    }

    #[test]
    fn later_is_a_week_and_an_open_edit_is_left_alone() {
        let mut state = written(REMIND_FROM_EDITS);
        assert!(look(&mut state, 140));
        act(&mut state, 140, Action::Library(LibraryAction::Backup(BackupAction::Later)));
        assert_eq!(state.notice, None);
        assert!(!look(&mut state, 146) && look(&mut state, 147));
        let first = state.shown_phrases.iter().find(|one| one.owner == Owner::Personal).unwrap().phrase.id.clone();
        act(&mut state, 147, Action::Library(LibraryAction::Open(first)));
        assert!(!look(&mut state, 148));
        state.desk.room = Room::List;
        state.by_hand = "在吗".into();
        assert!(!look(&mut state, 148));
    }
}
