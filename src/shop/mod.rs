//! What the shop sells and has sold: its [`CatalogItem`]s, [`Orders`] and [`Promotion`]s, as its own files tell them.
//! Importers bring them in, cross-selling learns from the orders which items go together, [`bundle`] works out what they
//! cost, and [`health`] tells what is wrong with the promotions.

pub mod bundle;
pub mod health;
pub mod item;
pub mod orders;
pub mod price;
pub mod promotion;
pub mod steps;

pub use item::{CatalogItem, ItemId, Stock};
pub use orders::{Basket, Line, Orders};
pub use price::Price;
pub use promotion::{Issuer, Level, Promotion, PromotionId, PromotionKind, Scope};
pub use steps::{Off, Pays, Reach, Step, Steps, Tier};
