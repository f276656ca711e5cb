//! What the shop sells and has sold: its [`CatalogItem`]s, [`Orders`] and [`Promotion`]s, as its own files tell them.
//!
//! The crate `exchange` reads the files; [`OrderBook`] is what is kept of orders, and [`Orders`] the baskets in it; of
//! the [`buyer`] a number stands there. Cross-selling learns from these which items go together, [`bundle`] works out what
//! they cost, and [`health`] tells what is wrong with the promotions.

pub mod bundle;
pub mod buyer;
pub mod catalog;
pub mod hand_made;
pub mod health;
pub mod item;
pub mod kept;
pub mod order_book;
pub mod orders;
pub mod price;
pub mod promotion;
pub mod relation;
pub mod size_chart;
pub mod steps;

pub use buyer::ShopKey;
pub use catalog::{Catalog, Cataloguing};
pub use hand_made::HandMadeSet;
pub use item::{COLOURS, CatalogItem, ItemId, Stock};
pub use order_book::{ItemName, OrderBook, OrderHead, Sold};
pub use orders::{Basket, Line, Orders};
pub use price::Price;
pub use promotion::{Issuer, Level, Promotion, PromotionId, PromotionKind, Scope};
pub use relation::Relation;
pub use size_chart::{ChartOf, Measure, Range, Size, SizeChart};
pub use steps::{Off, Pays, Reach, Step, Steps, Tier};
