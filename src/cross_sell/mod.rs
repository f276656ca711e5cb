//! What to offer with an item: relations learnt from the shop's own orders. Nothing here can fail; what is unknown
//! gives fewer offers.
//!
//! [`mine()`] reads [`Orders`](crate::shop::Orders) once and keeps for each item its [`Partners`], the items that are
//! bought with it; [`association`] tells what several items together speak for, [`relation`] what kind of relation two
//! items have, [`Sets`] what completes a set,
//! [`Titles`] what a title sells, [`Bought`] what a buyer has already.

pub mod association;
pub mod bought;
pub mod choice;
pub mod learnt;
pub mod matrix;
pub mod mine;
pub mod partners;
pub mod relation;
pub mod repeats;
mod rows;
pub mod sales;
pub mod sets;
pub mod timing;
pub mod title;

pub use bought::{Bought, Purchase};
pub use choice::{HandRule, Merit, OFFERS, Offer, Shop, Terms};
pub use learnt::{Learning, Learnt};
pub use matrix::{Matrix, Pair};
pub use mine::{Groups, Miner, mine};
pub use partners::{Partner, Partners};
pub use relation::{Judged, Relation, Relations};
pub use repeats::{Earlier, Repeats};
pub use rows::Rows;
pub use sales::{Sales, Seller};
pub use sets::Sets;
pub use title::{Titles, models};
