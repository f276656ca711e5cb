//! What can happen in the library tab, and what it has to say. [`desk`](super::desk) acts on it.

use super::{
    backup::BackupAction,
    desk::Scope,
    gaps::GapAction,
    pack_room::PackAction,
    restore::{BackupError, RestoreAction},
    share::Answer,
    sign::SignAction,
    team_folder::FolderAction,
};
use crate::library::{
    PhraseId,
    exchanged::{KeyRefused, Refused},
    pack_file::PackError,
};

/// Something happened in the library tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryAction {
    /// The search box says this.
    Search(String),
    /// List these.
    Scope(Scope),
    /// List this folder.
    Group(String),
    /// List more rows.
    More,
    /// Insert a phrase; with open gaps, ask for them first.
    Use(PhraseId),
    /// Open a phrase in the editor.
    Open(PhraseId),
    /// Begin a new phrase.
    New,
    /// Go to the list, to the packs, to the conflicts, to the findings, to the gaps.
    Go(&'static str),
    /// A field is being typed.
    Typed {
        /// The field.
        field: String,
        /// Its text so far.
        text: String,
    },
    /// A field has this text now.
    Set {
        /// The field.
        field: String,
        /// Its text.
        text: String,
    },
    /// A label of a list is chosen, or no longer.
    Toggle {
        /// The field.
        field: String,
        /// The label.
        label: String,
    },
    /// Unfold or fold a part of the editor.
    Fold(String),
    /// Place a phrase before another; at the end without one.
    Place {
        /// The phrase.
        id: PhraseId,
        /// The one that it shall stand before.
        before: Option<PhraseId>,
    },
    /// Move a phrase one place up.
    Up(PhraseId),
    /// Move a phrase one place down.
    Down(PhraseId),
    /// Delete a phrase, or put it away.
    Remove(PhraseId),
    /// Mend the finding at this place.
    Mend(usize),
    /// Drop the agent's own changes of a team's phrase.
    Reset(PhraseId),
    /// Go to the row before or after this one; from the search box to the first.
    Walk {
        /// The row; the search box without one.
        from: Option<PhraseId>,
        /// Towards the end.
        down: bool,
    },
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// A pack file, to be planned.
    Read(String),
    /// Read the file that was chosen last in this encoding.
    ReadAs(String),
    /// Show what a format of another program can't hold of a pack.
    ExportAs {
        /// The pack.
        pack: String,
        /// The format.
        format: String,
    },
    /// Write the pack whose losses are shown.
    WriteAs,
    /// The second module answers.
    Answer(Answer),
    /// Do what the plan says.
    Import,
    /// Look after a pack for the team, or stop.
    Maintain(String),
    /// Take a pack out of the library.
    Drop(String),
    /// Write a pack to a file.
    Export(String),
    /// Something happened with what no phrase answers.
    Gap(GapAction),
    /// Something happened with the team's folder.
    Folder(FolderAction),
    /// Something happened with a file of everything.
    Restore(RestoreAction),
    /// Something happened with a pack.
    Pack(PackAction),
    /// Something happened with the reminder to write one.
    Backup(BackupAction),
    /// Something happened about keys and signatures.
    Sign(SignAction),
    /// Choose between edits made apart.
    Choose {
        /// The pack.
        pack: String,
        /// The record.
        id: String,
        /// The field.
        field: String,
        /// Which version, from 0.
        version: usize,
    },
}

/// What the library tab has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryNotice {
    /// A pack was merged in.
    Imported {
        /// Records that changed.
        changed: usize,
    },
    /// A step was taken back; this many records stay because they changed since.
    Undone {
        /// Records that stay.
        left: usize,
    },
    /// The phrase is gone, or put away; undo brings it back.
    Removed,
    /// A finding was mended; undo takes it back.
    Mended,
    /// The team locked this phrase.
    Locked,
    /// A file was no pack.
    NoPack(PackError),
    /// A file of another program was not read.
    NoFile(Refused),
    /// A file of another program could not be written.
    NotWritten,
    /// A file was written to the downloads.
    Exported,
    /// So many phrases and pictures in the team's folder can't be read.
    LeftOut(usize),
    /// So many files of everything were.
    ExportedIn(usize),
    /// A file of everything was, without the pictures.
    ExportedBare,
    /// Nothing was written, for it would be too large to be read back.
    NotExported {
        /// A pack, not everything.
        is_pack: bool,
    },
    /// No phrase has this title, code or name.
    NoSuchPhrase(String),
    /// A file of everything was not read.
    NoBackup(BackupError),
    /// What a file of everything held is back.
    Restored {
        /// Records that changed.
        changed: usize,
    },
    /// Much was written since the last file of everything.
    BackupDue {
        /// Days since; `None` if there was none.
        days: Option<u64>,
    },
    /// A file was no key to sign with.
    NoKey(KeyRefused),
    /// A file was no public key of who signed the pack.
    NoPublicKey,
    /// The pack is signed.
    Signed,
    /// It is not: it was edited meanwhile, or the key is gone.
    NotSigned,
    /// The signed pack lies in the team's folder, or could not be written there.
    Published(bool),
}
