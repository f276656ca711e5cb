//! What the shop itself says goes together. It wins over everything that was mined.

use super::{ItemId, Relation};

/// A set made by hand: to whoever wants all anchors, an item is offered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HandMadeSet {
    /// What the buyer wants; one or more, each once, by their ids.
    pub anchors: Vec<ItemId>,
    /// How the offered item relates to them.
    pub relation: Relation,
    /// What is offered.
    pub offered: ItemId,
}
