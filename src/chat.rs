//! What was said and shown in the open conversation. The adapter reads it, the engine is asked about it.

/// Rows of a conversation that are kept; older ones say little about the next reply.
pub const MAX_MESSAGES: usize = 200;

/// Names a conversation on its page: what the adapter found most stable (a buyer id, else the header's name).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ConversationId(pub String);

/// Names a row within its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RowId(pub String);

/// Where the sale stands, in the order of a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The first words.
    Greeting,
    /// Questions about an item.
    Inquiry,
    /// What to take.
    Recommendation,
    /// About the price.
    Bargaining,
    /// Placing the order.
    Ordering,
    /// Paying it.
    Payment,
    /// Checking what was ordered.
    Confirmation,
    /// Getting it there.
    Shipping,
    /// What is wrong with it.
    AfterSales,
    /// The last words.
    Farewell,
}

impl Stage {
    /// Every stage, in the order of a talk.
    pub const ALL: [Self; 10] = [
        Self::Greeting,
        Self::Inquiry,
        Self::Recommendation,
        Self::Bargaining,
        Self::Ordering,
        Self::Payment,
        Self::Confirmation,
        Self::Shipping,
        Self::AfterSales,
        Self::Farewell,
    ];

    /// The name in rules and packs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Inquiry => "inquiry",
            Self::Recommendation => "recommendation",
            Self::Bargaining => "bargaining",
            Self::Ordering => "ordering",
            Self::Payment => "payment",
            Self::Confirmation => "confirmation",
            Self::Shipping => "shipping",
            Self::AfterSales => "after_sales",
            Self::Farewell => "farewell",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// How the buyer feels, as far as the words show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Mood {
    /// Nothing shows.
    #[default]
    Calm,
    /// Content.
    Pleased,
    /// In a hurry or worried.
    Anxious,
    /// Losing patience.
    Annoyed,
    /// Threatening or insulting.
    Angry,
}

impl Mood {
    /// Every mood, the heaviest last.
    pub const ALL: [Self; 5] = [Self::Calm, Self::Pleased, Self::Anxious, Self::Annoyed, Self::Angry];

    /// The name in rules and packs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Pleased => "pleased",
            Self::Anxious => "anxious",
            Self::Annoyed => "annoyed",
            Self::Angry => "angry",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mood| mood.name() == name)
    }
}

/// Who wrote a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sender {
    /// The customer.
    Buyer,
    /// The agent or a colleague.
    Seller,
    /// The shop's robot: it speaks for the shop, but the buyer still waits for a person.
    Robot,
    /// The platform: notices, time lines, transfers.
    System,
}

/// What a card in the chat shows. Amounts are integer fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Card {
    /// An item, from the product page that the buyer came from or shared.
    Product {
        /// The item's title as shown.
        title: String,
        /// Price in fen, when readable.
        price: Option<u64>,
    },
    /// An order with its state.
    Order {
        /// The platform's order number.
        number: String,
        /// What the card calls the state, read by [`OrderState::read`].
        state: Option<OrderState>,
        /// What is to be paid, in fen.
        amount: Option<u64>,
    },
    /// A coupon.
    Coupon,
    /// A picture.
    Image,
}

/// Where an order stands, as far as the stage of the talk is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderState {
    /// Placed, not paid.
    Unpaid,
    /// Paid, not dispatched.
    Paid,
    /// On its way.
    Shipped,
    /// Received.
    Received,
    /// A return or refund is under way.
    Refunding,
    /// Cancelled or closed.
    Closed,
}

impl OrderState {
    /// Reads the state from the words that chat pages use on order cards; `None` for words not known.
    #[must_use]
    pub fn read(words: &str) -> Option<Self> {
        let words = crate::text::normalize(words);
        let any = |cues: &[&str]| cues.iter().any(|cue| words.contains(cue));
        if any(&["退款", "退货", "售后", "refund", "return"]) {
            Some(Self::Refunding)
        } else if any(&["待付款", "未付款", "等待买家付款", "unpaid", "to pay", "awaiting payment"]) {
            Some(Self::Unpaid)
        } else if any(&["关闭", "取消", "closed", "cancel"]) {
            Some(Self::Closed)
        } else if any(&["待发货", "已付款", "等待卖家发货", "paid", "to ship"]) {
            Some(Self::Paid)
        } else if any(&["签收", "交易成功", "已收货", "已完成", "received", "completed"]) {
            Some(Self::Received)
        } else if any(&["已发货", "待收货", "运输", "派送", "shipped"]) {
            Some(Self::Shipped)
        } else {
            None
        }
    }
}

/// One row of the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The row's name on the page.
    pub row: RowId,
    /// Who wrote it.
    pub sender: Sender,
    /// What it says, sanitised; empty for a bare card.
    pub text: String,
    /// What it shows beside text.
    pub card: Option<Card>,
}

impl Message {
    /// True for what a person said, not the platform or a robot.
    #[must_use]
    pub const fn is_said(&self) -> bool {
        matches!(self.sender, Sender::Buyer | Sender::Seller)
    }
}

/// The open conversation, oldest row first, at most [`MAX_MESSAGES`] rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conversation {
    /// Which conversation this is.
    pub id: ConversationId,
    /// The buyer's name as the page shows it; empty when unreadable.
    pub buyer: String,
    /// The rows.
    pub messages: Vec<Message>,
}

impl Conversation {
    /// The rows that the buyer wrote since the seller last answered, oldest first. Empty when the last word is ours.
    /// Rows of the system and of the robot are passed over.
    #[must_use]
    pub fn buyer_turn(&self) -> Vec<&Message> {
        let mut turn: Vec<_> = self
            .messages
            .iter()
            .rev()
            .filter(|message| message.is_said())
            .take_while(|message| message.sender == Sender::Buyer)
            .collect();
        turn.reverse();
        turn
    }

    /// The last row's name: what a suggestion was made for.
    #[must_use]
    pub fn last_row(&self) -> Option<&RowId> {
        self.messages.last().map(|message| &message.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_order_states_in_the_words_of_the_pages() {
        for (words, state) in [
            ("等待买家付款", OrderState::Unpaid),
            ("待发货", OrderState::Paid),
            ("卖家已发货", OrderState::Shipped),
            ("交易成功", OrderState::Received),
            ("退款中", OrderState::Refunding),
            ("交易关闭", OrderState::Closed),
        ] {
            assert_eq!(OrderState::read(words), Some(state), "{words}");
        }
        assert_eq!(OrderState::read("蓝色 M"), None);
    }
}
