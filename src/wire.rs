//! The page protocol: [`PageEvent`] comes from the page side, [`PageCommand`] goes to it, both as JSON over one
//! port. What arrives is hostile: it is capped and cleaned here, on its way to [`chat`](crate::chat).

use crate::{
    chat::{Card, Conversation, ConversationId, MAX_MESSAGES, Message, OrderState, RowId, Sender},
    text::{one_line, sanitize},
};

mod json;

/// Characters of a buyer's name, an item's title or an order's number that are read: they may come to stand in a reply.
const MAX_NAME_CHARS: usize = 80;

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
    /// The open conversation as it stands.
    Conversation(Snapshot),
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

/// The open conversation as the page side read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The adapter that read it.
    pub adapter: String,
    /// The conversation's name on the page.
    pub id: String,
    /// The buyer's name; empty when unreadable.
    pub buyer: String,
    /// The input box.
    pub composer: Composer,
    /// The input box has the focus.
    pub focused: bool,
    /// The input box holds the agent's own words.
    pub draft: bool,
    /// Rows or characters were left out.
    pub shortened: bool,
    /// What could not be read.
    pub missing: Vec<Missing>,
    /// The rows, oldest first.
    pub messages: Vec<Row>,
}

/// What an adapter should have found on its page and did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The list of messages: another adapter than the site's own read it.
    Log,
    /// Who wrote the rows.
    Sender,
    /// What the rows say.
    Text,
    /// Who the buyer is.
    Name,
    /// Which of two contacts of the same name the buyer is.
    Twin,
}

/// The state of the input box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Composer {
    /// It can be written to.
    Ready,
    /// There is none.
    Missing,
    /// It is read-only.
    ReadOnly,
}

/// A row as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name within the conversation.
    pub row: String,
    /// Who wrote it.
    pub sender: RowSender,
    /// What it says.
    pub text: String,
    /// What it shows.
    pub card: Option<RowCard>,
}

/// Who wrote a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSender {
    /// The customer.
    Buyer,
    /// Our side.
    Seller,
    /// Our side's robot; where a page doesn't mark it, it its words may say so.
    Robot,
    /// The platform.
    System,
}

/// What robots put before what they say, in brackets or before a colon.
const ROBOT: [&str; 6] = ["自动回复", "智能回复", "智能客服", "智能助手", "机器人", "auto reply"];

/// A card as read; amounts in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowCard {
    /// An item.
    Product {
        /// Its title.
        title: String,
        /// Its price in fen.
        price: Option<u64>,
    },
    /// An order.
    Order {
        /// Its number.
        number: String,
        /// Its state in the page's words.
        state: Option<String>,
        /// What is to be paid, in fen.
        amount: Option<u64>,
    },
    /// A coupon.
    Coupon,
    /// A picture.
    Image,
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

/// True for a text that says of itself that a robot wrote it: 【自动回复】您好.
fn is_robots(text: &str) -> bool {
    let opens = |c: char| c.is_whitespace() || "[【（(".contains(c);
    let closes = |rest: &str| rest.trim_start().starts_with(['】', ']', '）', ')', ':', '：']);
    let text = text.trim_start_matches(opens);
    let label = |label: &&str| text.get(..label.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(label));
    ROBOT.iter().find(|one| label(one)).is_some_and(|label| text.get(label.len()..).is_some_and(closes))
}

impl PageCommand {
    /// True for what every frame of the page is told, not only the one with the chat.
    #[must_use]
    pub const fn is_for_all(&self) -> bool {
        matches!(self, Self::Adapters { .. } | Self::Keys { .. } | Self::Picker { .. })
    }
}

impl Snapshot {
    /// The conversation, cleaned and capped.
    #[must_use]
    pub fn into_conversation(self) -> Conversation {
        let name = |text: &str| one_line(text, MAX_NAME_CHARS);
        let from = self.messages.len().saturating_sub(MAX_MESSAGES);
        let messages = self.messages.into_iter().skip(from).map(|row| Message {
            row: RowId(row.row),
            sender: match row.sender {
                RowSender::Buyer => Sender::Buyer,
                RowSender::Seller if is_robots(&row.text) => Sender::Robot,
                RowSender::Seller => Sender::Seller,
                RowSender::Robot => Sender::Robot,
                RowSender::System => Sender::System,
            },
            text: sanitize(&row.text).text,
            card: row.card.map(|card| match card {
                RowCard::Product { title, price } => Card::Product { title: name(&title), price },
                RowCard::Order { number, state, amount } => {
                    Card::Order { number: name(&number), state: state.as_deref().and_then(OrderState::read), amount }
                }
                RowCard::Coupon => Card::Coupon,
                RowCard::Image => Card::Image,
            }),
        });
        Conversation { id: ConversationId(self.id), buyer: name(&self.buyer), messages: messages.collect() }
    }
}
