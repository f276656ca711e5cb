//! What kind of relation two items have, read from their names.
//!
//! [`rules`] tell it for every shop: a refill and what it fills, two of a kind. A shop that corrects what they say teaches
//! [`Relations`] its own goods: a pair is then held against the pairs that were judged, each counting for as much as its
//! two names are like these two. [`likeness`] tells how much that is.

mod learner;
mod likeness;
mod rules;
#[cfg(test)]
mod tests;

pub use learner::{Known, Relations};

/// Why one item is offered with another, or by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// 替代: does the same; taken instead of the other.
    Substitute,
    /// 延伸: the same need, the next thing: a refill, a part, what makes the other more useful.
    Extension,
    /// 互补: does something else and is used together with it.
    Complement,
    /// 热卖: what the shop sells most; of one item alone.
    BestSeller,
    /// 潜力: what sells more from week to week; of one item alone.
    Potential,
}

/// A pair of which someone has said what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The names of both, in any order.
    pub names: [String; 2],
    /// What holds between them; `None` when nothing does.
    pub relation: Option<Relation>,
}

/// What was read of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// What holds between them; `None` when their names speak for nothing. Of items that are often bought together that
    /// says that they are of different kinds, which makes them complements.
    pub relation: Option<Relation>,
    /// By how much it was ahead of the next best reading: 1 is a judged pair's distance, 0 is a draw.
    pub lead: f32,
}
