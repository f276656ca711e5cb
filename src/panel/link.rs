//! How the panel stands with the page, and what it has asked of it: part of [`State`](super::State).

use super::taken::Taking;
use crate::{care::guide::StepOf, chat::ConversationId};

/// How we stand with the page in the active tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Link {
    /// Nothing heard yet.
    #[default]
    Connecting,
    /// The browser does not let us read this page.
    NoAccess,
    /// No chat that an adapter finds.
    NoChat {
        /// The adapter that was written for this site; empty where none was.
        adapter: String,
    },
    /// The page's side of ours is gone: it must be loaded again.
    Reload,
    /// A chat, read by this adapter.
    Attached {
        /// The adapter's name.
        adapter: String,
    },
}

/// An insertion under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The command's number.
    pub request: u32,
    /// The conversation that it is for.
    pub id: ConversationId,
    /// What is being inserted; offered for copying when the page refuses.
    pub text: String,
    /// It is what [`Work::picked`](super::work::Work::picked) has become.
    pub picked: bool,
    /// It is the sentence for this offer.
    pub offer: Option<Taking>,
    /// It is said for this step of a case.
    pub step: Option<StepOf>,
}
