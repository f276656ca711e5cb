//! What the shop sells and has sold: its [`CatalogItem`]s, [`Orders`] and promotions, as its own files tell them. Importers
//! bring them in, cross-selling learns from the orders which items go together.
//!
//! The crate `exchange` reads the files; [`OrderBook`] is what is kept of orders, and [`Orders`] the baskets in it.

pub mod hand_made;
pub mod item;
pub mod kept;
pub mod order_book;
pub mod orders;
pub mod price;
pub mod size_chart;

pub use hand_made::{HandMadeSet, Tie};
pub use item::{CatalogItem, ItemId, Stock};
pub use order_book::{ItemName, OrderBook, OrderHead, Sold};
pub use orders::{Basket, Line, Orders};
pub use price::Price;
pub use size_chart::{ChartOf, Measure, Range, Size, SizeChart};
