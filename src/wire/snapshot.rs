//! The open conversation as an adapter read it, and what becomes of it: cleaned and capped, for [`chat`](crate::chat).

use crate::{
    chat::{Card, Conversation, ConversationId, MAX_MESSAGES, Message, OrderState, RowId, Sender},
    text::{one_line, sanitize},
};

/// Characters of a buyer's name, an item's title or an order's number that are read: they may come to stand in a reply.
const MAX_NAME_CHARS: usize = 80;

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

/// True for a text that says of itself that a robot wrote it: 【自动回复】您好.
fn is_robots(text: &str) -> bool {
    let opens = |c: char| c.is_whitespace() || "[【（(".contains(c);
    let closes = |rest: &str| rest.trim_start().starts_with(['】', ']', '）', ')', ':', '：']);
    let text = text.trim_start_matches(opens);
    let label = |label: &&str| text.get(..label.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(label));
    ROBOT.iter().find(|one| label(one)).is_some_and(|label| text.get(label.len()..).is_some_and(closes))
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
