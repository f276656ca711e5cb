//! What the shop sells and has sold: its [`CatalogItem`]s, [`Orders`] and promotions, as its own files tell them. Importers
//! bring them in, cross-selling learns from the orders which items go together.

pub mod bundle;
pub mod item;
pub mod orders;
pub mod price;
pub mod promotion;

pub use item::{CatalogItem, ItemId, Stock};
pub use orders::{Basket, Line, Orders};
pub use price::Price;
pub use promotion::{Issuer, Level, Off, Pays, Promotion, PromotionId, PromotionKind, Reach, Scope, Step, Steps, Tier};
