//! When something may be offered, and what kind of thing: read from how far the sale is and from what the buyer asks. Nothing
//! while it isn't known which item is talked about; [`choose`](super::choice::choose) then says what.

use super::Relation;
use crate::{
    chat::{Card, Conversation, Mood, Sender, Stage},
    shop::{Catalog, Stock},
};

/// What a buyer asks for when the item at hand is not it, by intent.
const REFUSES: &[&str] = &["refuse_item"];
/// What a buyer says of an item that is not right for them.
const MISFIT: &[&str] = &["report_misfit"];
/// What a buyer who asks to be shown something says.
const ASKS: &[&str] = &["ask_recommendation"];
/// What a buyer says who has decided, whatever the stage is taken for.
const DECIDED: &[&str] = &["decide", "ask_how_to_order", "report_paid"];

/// What may be offered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Something instead of the item at hand.
    Instead(Why),
    /// Something along with it.
    Along,
    /// Whatever the shop sells best: the buyer asks for it and has nothing in mind.
    Anything,
}

/// Why the item at hand is not it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It can't be had.
    NotAvailable,
    /// It doesn't fit.
    Misfit,
    /// The buyer wants another one.
    Refused,
}

/// Why nothing is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// It isn't known which item is talked about.
    ItemUnknown,
    /// The buyer has not decided yet, or it is long done.
    NotNow,
    /// The buyer is upset: what is wrong comes first.
    Upset,
}

/// What the talk is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// The items that the buyer showed or named, the latest last, each once.
    pub items: Vec<u32>,
}

impl Topic {
    /// Reads the cards and addresses of a conversation. What the seller showed is no wish of the buyer's yet, but counts
    /// while the buyer has shown nothing.
    #[must_use]
    pub fn of(conversation: &Conversation, catalog: &Catalog) -> Self {
        let named = |by: Sender| {
            let mut items: Vec<u32> = Vec::new();
            for message in conversation.messages.iter().filter(|message| message.sender == by) {
                let card = match &message.card {
                    Some(Card::Product { title, .. }) => catalog.titled(title),
                    Some(Card::Order { .. } | Card::Coupon | Card::Image) | None => None,
                };
                for item in card.into_iter().chain(catalog.mentioned(&message.text)) {
                    items.retain(|known| *known != item);
                    items.push(item);
                }
            }
            items
        };
        // The page shows the item that a buyer comes from in a row of the platform's.
        let order = [Sender::Buyer, Sender::System, Sender::Seller];
        Self { items: order.into_iter().map(named).find(|items| !items.is_empty()).unwrap_or_default() }
    }

    /// The item that is talked about: the one shown last.
    #[must_use]
    pub fn item(&self) -> Option<u32> {
        self.items.last().copied()
    }
}

/// What may be offered, or why nothing.
///
/// # Errors
/// The reason for keeping silent.
pub fn want(topic: &Topic, catalog: &Catalog, stage: Stage, mood: Mood, intents: &[&str]) -> Result<Want, Silence> {
    let asks = |known: &[&str]| intents.iter().any(|intent| known.contains(intent));
    if mood >= Mood::Annoyed {
        return Err(Silence::Upset);
    }
    let Some(item) = topic.item().and_then(|item| catalog.get(item)) else {
        return if asks(ASKS) { Ok(Want::Anything) } else { Err(Silence::ItemUnknown) };
    };
    let before_order = stage <= Stage::Ordering;
    if asks(REFUSES) && before_order {
        return Ok(Want::Instead(Why::Refused));
    }
    if asks(MISFIT) {
        return Ok(Want::Instead(Why::Misfit));
    }
    if before_order && (!item.on_shelf || item.stock == Stock::Pieces(0)) {
        return Ok(Want::Instead(Why::NotAvailable));
    }
    match stage {
        Stage::Ordering | Stage::Payment | Stage::Confirmation => Ok(Want::Along),
        Stage::Shipping | Stage::AfterSales | Stage::Farewell => Err(Silence::NotNow),
        _ if asks(DECIDED) => Ok(Want::Along),
        Stage::Recommendation if asks(ASKS) => Ok(Want::Anything),
        _ => Err(Silence::NotNow),
    }
}

impl Want {
    /// Whether a relation answers it.
    #[must_use]
    pub fn takes(self, relation: Relation) -> bool {
        match self {
            Self::Instead(_) => relation == Relation::Substitute,
            Self::Along => matches!(relation, Relation::Extension | Relation::Complement),
            Self::Anything => matches!(relation, Relation::BestSeller | Relation::Potential),
        }
    }
}
