//! What the shop itself says goes together. It wins over everything that was mined.

use super::ItemId;

/// How one item relates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// 替代: instead of it.
    Substitute,
    /// 延伸: the same need, the next thing or the refill.
    Extension,
    /// 互补: another kind, used together.
    Complement,
}

/// A set made by hand: to whoever wants all anchors, an item is offered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HandMadeSet {
    /// What the buyer wants; one or more, each once, by their ids.
    pub anchors: Vec<ItemId>,
    /// How the offered item relates to them.
    pub tie: Tie,
    /// What is offered.
    pub offered: ItemId,
}
