//! What can happen with pictures of phrases, what the browser is asked to do with them, and what there is to say.
//! [`pictures`](super::pictures) acts on it.

use super::update::Action;
use crate::{
    library::{PhraseId, picture::Refusal},
    wire::Outcome,
};
use std::{collections::BTreeMap, rc::Rc};

/// What pictures come with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bringer {
    /// A plan, which waits for them.
    Plan,
    /// A file of everything.
    Backup,
    /// The team's folder.
    Folder,
}

/// Something happened with pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureAction {
    /// The names of all that are kept.
    Listed(Vec<String>),
    /// Where the browser shows pictures, by name; `None` for one that is not here.
    Shown(Vec<(String, Option<String>)>),
    /// Files that were chosen for a phrase.
    Add {
        /// The phrase.
        phrase: PhraseId,
        /// Those that are kept now, as [`crate::library::picture::entry`] writes them.
        entries: Vec<String>,
        /// Those that are not, by the file's name.
        refused: Vec<(String, Refusal)>,
    },
    /// Take the picture in this place out of the open phrase.
    Remove(usize),
    /// Put the picture in one place of the open phrase into another.
    Place {
        /// From there.
        from: usize,
        /// To there.
        to: usize,
    },
    /// The words that go with a picture of the open phrase.
    Words {
        /// Its place.
        place: usize,
        /// The words.
        text: String,
    },
    /// Offer the pictures of a phrase.
    Offer(PhraseId),
    /// Offer none any longer.
    Close,
    /// Paste one into the page.
    Insert(String),
    /// Put one on the clipboard.
    Copy(String),
    /// It is on the clipboard, or the browser refused.
    Copied(bool),
    /// One that was to be used is not here.
    Gone(String),
    /// Pictures that came with packs are kept now, or not.
    Kept {
        /// The names of those that are.
        names: Vec<String>,
        /// What they came with.
        bringer: Bringer,
        /// All of them are.
        is_whole: bool,
    },
}

/// Something for the browser to do with pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureEffect {
    /// Tell where these are shown.
    Show(Vec<String>),
    /// Send one to the page, if conversation and last row are still these.
    Send {
        /// Echoed in the page's answer.
        request: u32,
        /// The conversation.
        id: String,
        /// Its last row.
        last_row: String,
        /// The picture.
        name: String,
        /// What its file is called, without an ending.
        file: String,
    },
    /// Put one on the clipboard.
    Copy(String),
    /// Keep those that came with a pack, by name, as data URLs.
    Keep {
        /// The pictures.
        images: BTreeMap<String, Rc<str>>,
        /// What they came with.
        bringer: Bringer,
    },
    /// Write a pack to the downloads with its pictures; what one file does not hold goes into further ones.
    Pack {
        /// The first file's name without its end.
        name: String,
        /// The pack.
        text: String,
        /// The pack without phrases: what the pictures in a further file stand in.
        rest: String,
        /// Its pictures.
        pictures: Vec<String>,
    },
}

/// What the panel has to say of pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureNotice {
    /// Files that became no pictures, by name.
    Refused(Vec<(String, Refusal)>),
    /// The page shows it.
    Inserted,
    /// The page did not take the picture of this name.
    NotTaken {
        /// Why.
        outcome: Outcome,
        /// The picture.
        name: String,
    },
    /// It is on the clipboard.
    Copied,
    /// The browser refused the clipboard.
    NotCopied,
    /// It is not on this computer.
    Missing,
    /// Not all pictures that came with this could be kept; a plan that waited for them stays one.
    NotKept(Bringer),
}

impl From<PictureAction> for Action {
    fn from(action: PictureAction) -> Self {
        Self::Picture(action)
    }
}
