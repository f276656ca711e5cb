//! What the panel has to say, as data: the view puts it into words.

use super::{
    buyers::BuyerNotice, habits::HabitNotice, library_action::LibraryNotice, picture_action::PictureNotice,
    report::ReportNotice,
};
use crate::{
    care::{check::Why, ledger::FollowUp},
    library::PhraseId,
    wire::Outcome,
};

/// What the panel has to say, as data; the view puts it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The text stands in the composer; the agent sends it.
    Inserted,
    /// It stands there with its lines in one.
    LinesJoined,
    /// The page did not take the text, which can be copied instead.
    NotInserted {
        /// Why.
        outcome: Outcome,
        /// The text.
        text: String,
    },
    /// The page did not take the text, which is on the clipboard.
    OnClipboard,
    /// The text is on the clipboard.
    Copied,
    /// The browser refused the clipboard.
    NotCopied,
    /// Something about what was learned.
    Habits(HabitNotice),
    /// A value given in place is a standing fact of the shop: it could be kept for every chat.
    Keep {
        /// The fact.
        name: String,
        /// Its value.
        value: String,
    },
    /// These gaps need a value first.
    Missing(Vec<String>),
    /// The suggestion that was chosen may no longer be said, and was taken away.
    Lapsed,
    /// A word stands in what was inserted, or was to be, that the team does not want to be said.
    Forbidden {
        /// The word.
        word: String,
        /// What is said instead; may be empty.
        instead: String,
        /// For it, the text was not inserted.
        blocks: bool,
    },
    /// A text was held back: choosing it again puts it in.
    Held {
        /// Why.
        why: Why,
        /// The words.
        words: String,
    },
    /// A greeting is about to be put into the empty input box.
    Greeting,
    /// A promise is kept as a follow-up.
    FollowUpKept,
    /// There are as many follow-ups as there can be, all of them open.
    FollowUpsFull,
    /// A follow-up was removed; it can be put back.
    FollowUpRemoved(Box<FollowUp>),
    /// Something about notes on buyers.
    Buyers(BuyerNotice),
    /// What the report tab has to say.
    Report(ReportNotice),
    /// A phrase was chosen that this one replaced.
    Replaced {
        /// What stands for it.
        by: PhraseId,
    },
    /// A key was pressed in the page while the suggestions answer a line typed by hand.
    AnswersByHand,
    /// What was changed could not be kept yet: it stays on the screen and is tried again.
    NotSaved,
    /// It was kept, but the second copy could not be written.
    MirrorFailed,
    /// What is kept was damaged.
    Found(Found),
    /// A newer version wrote what is kept: this one shows what it can read and changes nothing.
    ReadOnly,
    /// What was kept can't be read; the defaults are used and the unreadable is kept aside.
    Unreadable,
    /// This is no address of a site.
    BadAddress,
    /// The site was not allowed.
    SiteRefused,
    /// What the library tab has to say.
    Library(LibraryNotice),
    /// What there is to say of pictures.
    Picture(PictureNotice),
    /// That is nothing that could open the picker.
    BadTrigger,
    /// A file was too large to be read.
    PackTooLarge,
}

/// What was found damaged in what is kept, and what became of it; all empty is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Entries that are back from the second copy.
    pub recovered: usize,
    /// Entries that the second copy lacked and has again.
    pub copied: usize,
    /// Entries of which only an earlier version was left.
    pub older: Vec<String>,
    /// What entries are lost of, and how many.
    pub lost: Vec<(String, usize)>,
    /// The latest changes may be missing.
    pub behind: bool,
    /// Something was kept once, and nothing of it is left.
    pub nothing: bool,
}

impl Found {
    /// Everything is back as it was.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.older.is_empty() && self.lost.is_empty() && !self.behind && !self.nothing
    }
}
