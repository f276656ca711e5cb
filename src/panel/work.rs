//! What the agent does in one conversation: kept in memory while another one is open, never stored.

use super::{
    buyers::BuyerWork, follow_ups::Promised, guide::Guided, habits::Decided, orders::StepWork, pick::Picked,
    pictures::Offered,
};
use crate::{
    chat::RowId,
    library::{PhraseId, facts::Facts},
    shop::ItemId,
};
use std::collections::HashSet;

/// What the agent does in one conversation, kept while another one is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// The last row when it was done; what was dismissed was dismissed for that turn.
    pub row: Option<RowId>,
    /// Values that the agent gave in place.
    pub given: Facts,
    /// Phrases not wanted for this turn.
    pub dismissed: HashSet<PhraseId>,
    /// What was chosen in this turn and what passed over.
    pub decided: Option<Decided>,
    /// What the shop promised in this talk and nobody has kept or put away.
    pub promised: Vec<Promised>,
    /// What is being written of the buyer.
    pub buyer: BuyerWork,
    /// What was done about the order's state.
    pub step: StepWork,
    /// What the talk was seen to be about, and how far its after-sales cases are.
    pub guide: Guided,
    /// A text that was held back once; choosing it again puts it in.
    pub held: Option<String>,
    /// The suggestion being edited.
    pub edit: Option<Edit>,
    /// A phrase picked in the page whose gaps are to be filled first; it stands in place 0, before the suggestions.
    pub picked: Option<Picked>,
    /// Pictures of the reply that was chosen last.
    pub offered: Option<Offered>,
    /// An item that the agent chose to offer; it stands before the others.
    pub chosen: Option<ItemId>,
    /// Items not to be offered in this conversation.
    pub put_away: HashSet<ItemId>,
}

/// A suggestion that the agent changes before it is inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which phrase it started from.
    pub phrase: PhraseId,
    /// The text as it stands.
    pub text: String,
    /// The buyer wrote on since: the agent is told so before inserting.
    pub outdated: bool,
}
