//! What kind of relation two items have, read from their names.
//!
//! `rules` tell it for every shop: a refill and what it fills, two of a kind. A shop that corrects what they say teaches
//! [`Relations`] its own goods: a pair is then held against the pairs that were judged, each counting for as much as its
//! two names are like these two. `likeness` tells how much that is.

mod learner;
mod likeness;
mod rules;
#[cfg(test)]
mod tests;

pub use crate::shop::Relation;
pub use learner::{Known, Relations};

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
