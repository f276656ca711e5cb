//! The shop's own files, read: catalogue, orders and their lines, promotions, size charts, hand-made
//! sets.
//!
//! [`ShopReader`] takes bytes as they come and works in small steps, so that a worker can show how far it is and stop:
//! [`characters`] unpacks and decodes → [`rows`] cuts rows → [`columns`] says what stands where → a reader for the kind
//! ([`catalogue`], [`orders`], [`promotions`], [`size_chart`], [`sets`]) puts [`cells`] into values, [`recent`] takes the newest orders aside. [`problem`] is what was wrong, row by
//! row, [`ShopKey`] makes numbers of who bought. [`plan`](mod@plan) says what a file would change before it does, and
//! [`session`] holds all of it in a worker.

pub mod catalogue;
pub mod cells;
pub mod characters;
pub mod columns;
mod intake;
mod names;
pub mod orders;
pub mod plan;
pub mod problem;
pub mod promotions;
mod reader;
pub mod recent;
pub mod rows;
pub mod session;
pub mod sets;
pub mod size_chart;

pub use columns::Field;
pub use plan::{Absent, ItemChange, Shop, ShopPlan, apply, plan};
pub use problem::{Problems, ShopError, ShopProblem, Wrong};
pub use reader::{Progress, ShopReader};
pub use recent::{RecentLine, RecentOrder};

use crate::Encoding;
pub use qinyu::shop::ShopKey;
use qinyu::shop::{CatalogItem, HandMadeSet, OrderBook, Promotion, SizeChart};

/// What a file of the shop holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShopKind {
    /// What the shop takes off.
    Promotions,
    /// What was bought in each order, a row for each item.
    Lines,
    /// Orders, a row for each, without what is in them.
    Orders,
    /// Items that go together by the shop's word.
    Sets,
    /// Which size fits.
    SizeChart,
    /// Items.
    Catalogue,
}

impl ShopKind {
    /// Every kind, in the order in which a header row is tried: those whose columns are rarest first.
    pub const ALL: [Self; 6] =
        [Self::Promotions, Self::Lines, Self::Orders, Self::Sets, Self::SizeChart, Self::Catalogue];

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Promotions => "promotions",
            Self::Lines => "lines",
            Self::Orders => "orders",
            Self::Sets => "sets",
            Self::SizeChart => "size_chart",
            Self::Catalogue => "catalogue",
        }
    }

    /// The opposite of [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Columns without which nothing can be read: of each list, one.
    #[must_use]
    pub const fn needs(self) -> &'static [&'static [Field]] {
        const MEASURES: &[Field] = &[
            Field::Height,
            Field::Weight,
            Field::Chest,
            Field::Waist,
            Field::Hip,
            Field::Shoulder,
            Field::Length,
            Field::Foot,
        ];
        match self {
            Self::Promotions => &[&[Field::PromotionId], &[Field::Kind], &[Field::Off]],
            Self::Lines => &[&[Field::OrderId], &[Field::ItemId, Field::Code, Field::Title]],
            Self::Orders => &[&[Field::OrderId], &[Field::Placed, Field::Paid, Field::Buyer, Field::Status]],
            Self::Sets => &[&[Field::Anchors], &[Field::Offered]],
            Self::SizeChart => &[&[Field::ItemId, Field::Category], &[Field::Size], MEASURES],
            Self::Catalogue => &[&[Field::ItemId, Field::Link], &[Field::Title]],
        }
    }
}

/// What a person said about a file's columns; the panel keeps it for the next file with the same headers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// What the file holds; `None`: its headers tell.
    pub kind: Option<ShopKind>,
    /// The header of a field's column; it goes before the names that are known.
    pub columns: Vec<(Field, String)>,
}

/// What the caller knows about a file; what is absent is found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopOptions {
    /// How a text file's characters are written.
    pub encoding: Option<Encoding>,
    /// What its columns mean.
    pub mapping: Mapping,
    /// Under which buyers and order numbers become numbers.
    pub key: ShopKey,
}

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopRows {
    /// Items, each id once.
    Catalogue(Vec<CatalogItem>),
    /// Orders or their lines.
    Orders(OrderBook),
    /// Sizes, each item and category once.
    SizeCharts(Vec<SizeChart>),
    /// Sets.
    Sets(Vec<HandMadeSet>),
    /// Promotions, each id once.
    Promotions(Vec<Promotion>),
}

/// A file of the shop, read. Nothing of it is kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopFile {
    /// What it holds.
    pub kind: ShopKind,
    /// What came in.
    pub rows: ShopRows,
    /// The fields that it has columns for; what it has none for stays as it was.
    pub fields: Vec<Field>,
    /// Headers of columns that nothing is read from.
    pub passed_over: Vec<String>,
    /// How its characters were written; `None` for workbooks.
    pub encoding: Option<Encoding>,
    /// Rows below the header.
    pub row_count: u32,
    /// What was wrong, by row.
    pub problems: Problems,
    /// The newest of its orders as they stand, where it tells; they are kept nowhere.
    pub recent: Vec<RecentOrder>,
}

/// Reads a file that is there as a whole.
///
/// # Errors
/// When nothing of it can be read; the error says what to do.
pub fn read(bytes: &[u8], options: ShopOptions) -> Result<ShopFile, ShopError> {
    let mut reader = ShopReader::new(options);
    reader.push(bytes)?;
    reader.finish()
}
