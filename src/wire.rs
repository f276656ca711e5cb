//! The page protocol: [`PageEvent`] comes from the page side, [`PageCommand`] goes to it, both as JSON over one
//! port. What arrives is hostile: it is capped and cleaned here, on its way to [`chat`](crate::chat).

mod json;
mod snapshot;

pub use snapshot::{Composer, Missing, Row, RowCard, RowSender, Snapshot};

/// What the page side tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageEvent {
    /// The page side of a frame runs and waits to be told how pages are read.
    Ready,
    /// No adapter finds a chat on this page.
    NoChat {
        /// The adapter that was written for this site and finds nothing; empty where none was.
        adapter: String,
    },
    /// A frame of the page was loaded, which has no page side yet.
    Frame,
    /// The agent pointed at this part of the page.
    Pointed {
        /// What was to be pointed at.
        part: Part,
        /// What stands there.
        text: String,
    },
    /// What was pointed at gives an adapter, proved on the page.
    Taught {
        /// The adapter as JSON.
        json: String,
    },
    /// It gives none.
    NotTaught {
        /// Why.
        why: Untaught,
    },
    /// The open conversation as it stands.
    Conversation(Snapshot),
    /// What stands in the composer now, for the panel alone to look at.
    Draft {
        /// The conversation at that moment.
        id: String,
        /// The text.
        text: String,
    },
    /// Alt+1…3 was pressed in the page.
    Key {
        /// Which suggestion, from 1.
        slot: u8,
        /// The conversation at that moment.
        id: String,
        /// Its last row at that moment.
        last_row: String,
    },
    /// The agent typed the picker's trigger into the composer, or typed on behind it.
    PickQuery {
        /// Echoed in [`PageCommand::PickList`].
        request: u32,
        /// The conversation at that moment.
        id: String,
        /// Its last row at that moment.
        last_row: String,
        /// The trigger as typed, `/` or what an input method makes of that key.
        trigger: String,
        /// What stands between it and the caret.
        query: String,
    },
    /// The agent picked an entry of the list.
    Pick {
        /// The list's number.
        request: u32,
        /// Which entry, from 0.
        entry: u8,
    },
    /// How an insertion ended.
    Inserted {
        /// The command's number.
        request: u32,
        /// The end.
        outcome: Outcome,
    },
}

/// What the agent points at to teach a page, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A line of the buyer's.
    BuyerLine,
    /// A line of the shop's.
    OwnLine,
    /// The input box.
    Composer,
    /// The buyer's name; may be left out.
    Name,
}

impl Part {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::BuyerLine, Self::OwnLine, Self::Composer, Self::Name];

    /// The name in the protocol and in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BuyerLine => "buyer_line",
            Self::OwnLine => "own_line",
            Self::Composer => "composer",
            Self::Name => "name",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// Why nothing was learnt from what was pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untaught {
    /// The two lines are no two rows of one list.
    Apart,
    /// Nothing tells the buyer's rows from one's own.
    Sides,
    /// It was no input box, or can't be found again.
    Composer,
    /// The name can't be found again, or stands in the list.
    Name,
    /// The agent pressed Escape.
    Cancelled,
}

/// How an insertion ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The text stands in the composer, read back.
    Done,
    /// The text stands in the composer, but its lines in one: the page keeps no line feeds.
    LinesJoined,
    /// Another conversation or another last row: refused.
    ConversationChanged,
    /// Nobody can tell who the buyer is: refused.
    Unnamed,
    /// An input-method composition is in progress: refused.
    Composing,
    /// No composer that can be written to.
    NoComposer,
    /// The words that the text was to replace no longer stand before the caret: refused.
    DraftChanged,
    /// The composer did not take the text; what arrived of it was taken out again.
    NotNoticed,
}

/// What the page side is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageCommand {
    /// Put text at the caret, if conversation and last row are still these.
    Insert {
        /// Echoed in [`PageEvent::Inserted`].
        request: u32,
        /// The conversation that the text was made for.
        id: String,
        /// The last row that it was made for.
        last_row: String,
        /// The text.
        text: String,
        /// What stands before the caret and is replaced, the picker's trigger and query; empty for nothing.
        replace: String,
        /// Where the caret goes, in UTF-16 units from the text's beginning; absent for its end.
        caret: Option<u32>,
    },
    /// Put text in the place of words that stand in the composer, if conversation and last row are still these.
    Mend {
        /// Echoed in [`PageEvent::Inserted`].
        request: u32,
        /// The conversation that the text was made for.
        id: String,
        /// The last row that it was made for.
        last_row: String,
        /// The text.
        text: String,
        /// The words.
        replace: String,
        /// How often the same words stand behind those that are meant.
        behind: u32,
    },
    /// Put a greeting into the composer in a while, if it is empty then and nobody pressed a key, and if conversation and last
    /// row are still these.
    Greet {
        /// Echoed in [`PageEvent::Inserted`].
        request: u32,
        /// The conversation that the text was made for.
        id: String,
        /// The last row that it was made for.
        last_row: String,
        /// The text.
        text: String,
    },
    /// Paste a picture into the composer, if conversation and last row are still these.
    Picture {
        /// Echoed in [`PageEvent::Inserted`].
        request: u32,
        /// The conversation that was open when the agent chose it.
        id: String,
        /// Its last row then.
        last_row: String,
        /// What its file is called.
        name: String,
        /// Its media type.
        media: String,
        /// Its bytes in base64, at most those of [`MAX_BYTES`](crate::library::picture::MAX_BYTES).
        data: String,
    },
    /// How pages are read.
    Adapters {
        /// A JSON list of adapters, the first that finds a chat holds (docs/adapters.md).
        json: String,
    },
    /// Let the agent point at a part of the page; `None` ends it.
    Teach(Option<Part>),
    /// Take Alt+1…3, or leave them to the page.
    Keys {
        /// Take them.
        active: bool,
    },
    /// How the inline picker is opened and looks.
    Picker {
        /// What opens it, in every way in which its key may arrive; none switches it off.
        triggers: Vec<String>,
        /// `light`, `dark` or `system`.
        appearance: String,
        /// The language of its words, as a BCP 47 tag.
        lang: String,
    },
    /// What answers a query, best first.
    PickList {
        /// The query's number.
        request: u32,
        /// What the list is and how much is in it, to be read out.
        label: String,
        /// The phrases.
        entries: Vec<PickEntry>,
    },
}

/// A phrase as the picker lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PickEntry {
    /// What the agent knows it by.
    pub title: Vec<Span>,
    /// The beginning of what would be inserted.
    pub text: Vec<Span>,
    /// What is typed to get exactly this one; empty for none.
    pub code: Vec<Span>,
    /// Why it isn't inserted at once; empty when it is.
    pub note: String,
}

/// A stretch of shown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// They are what the query found.
    pub marked: bool,
}

impl PageCommand {
    /// True for what every frame of the page is told, not only the one with the chat.
    #[must_use]
    pub const fn is_for_all(&self) -> bool {
        matches!(self, Self::Adapters { .. } | Self::Teach(_) | Self::Keys { .. } | Self::Picker { .. })
    }
}
