//! What was wrong in a file of the shop: by row, column and reason, never by what stands in a cell.

use super::{Field, ShopKind, cells::Bad};
use crate::ExchangeError;
use std::{collections::BTreeMap, fmt};

/// Why something in a row did not come in as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrong {
    /// Characters that the file's encoding doesn't have; the row was refused.
    Characters,
    /// A quote that nothing closes; the row was refused.
    OpenQuote,
    /// More cells than the header has, so that a text may have been cut at a comma; the row was refused.
    ExtraCells,
    /// What the row can't be without; it was refused.
    Missing,
    /// A number that a spreadsheet program has rounded, so that two orders would look alike; the row was refused.
    Rounded,
    /// Not of the kind that the column holds; the value was dropped, with it a row that needs it.
    Shape,
    /// Below zero; likewise.
    Negative,
    /// Beyond what can be meant; likewise.
    Absurd,
    /// A day that can be read in two ways; the value was dropped.
    TwoWays,
    /// A measure without a unit where more than one is used; the value was dropped.
    NoUnit,
    /// The same row again, or the same order or line by its number; counted once, as the last row tells it.
    RepeatedRow,
    /// The same item again, told otherwise; the first one counts.
    RepeatedItem,
    /// The same order number with another buyer; taken for an order of its own.
    RepeatedOrder,
    /// More different items than one buyer buys; kept, and not learned from.
    HugeBasket,
}

impl Wrong {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::OpenQuote => "open_quote",
            Self::ExtraCells => "extra_cells",
            Self::Missing => "missing",
            Self::Rounded => "rounded",
            Self::Shape => "shape",
            Self::Negative => "negative",
            Self::Absurd => "absurd",
            Self::TwoWays => "two_ways",
            Self::NoUnit => "no_unit",
            Self::RepeatedRow => "repeated_row",
            Self::RepeatedItem => "repeated_item",
            Self::RepeatedOrder => "repeated_order",
            Self::HugeBasket => "huge_basket",
        }
    }
}

impl From<Bad> for Wrong {
    fn from(bad: Bad) -> Self {
        match bad {
            Bad::Shape => Self::Shape,
            Bad::Negative => Self::Negative,
            Bad::Absurd => Self::Absurd,
            Bad::TwoWays => Self::TwoWays,
        }
    }
}

/// Something in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShopProblem {
    /// The row as a spreadsheet numbers it, or the line of a text file in which it begins; from 1.
    pub row: u32,
    /// The column, where it is one.
    pub field: Option<Field>,
    /// What is wrong.
    pub wrong: Wrong,
    /// Whether the whole row was refused.
    pub is_refused: bool,
}

/// Problems that are listed one by one: 1 % of a million rows, and nobody reads so many. Beyond, they are counted.
const LISTED: usize = 10_000;

/// All that was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// The first ones, by row.
    pub listed: Vec<ShopProblem>,
    /// All, counted by column and reason.
    pub counts: BTreeMap<(Option<Field>, Wrong), u32>,
    /// Rows that were refused.
    pub refused: u32,
}

impl Problems {
    /// Counts a problem.
    pub fn add(&mut self, problem: ShopProblem) {
        *self.counts.entry((problem.field, problem.wrong)).or_default() += 1;
        self.refused += u32::from(problem.is_refused);
        if self.listed.len() < LISTED {
            self.listed.push(problem);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.values().map(|count| *count as usize).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub(super) fn finish(mut self) -> Self {
        self.listed.sort_unstable();
        self
    }
}

/// Why nothing of a file is read. Every sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopError {
    /// As for any file.
    File(ExchangeError),
    /// Over the limit of bytes, unpacked.
    TooLarge,
    /// No row is a header.
    NoHeader,
    /// The header lacks what the kind needs; a mapping may name it.
    Columns {
        /// What the file seems to hold.
        kind: ShopKind,
        /// Its headers.
        seen: Vec<String>,
        /// What is missing: of each list, one column.
        missing: Vec<&'static [Field]>,
    },
}

impl From<ExchangeError> for ShopError {
    fn from(error: ExchangeError) -> Self {
        Self::File(error)
    }
}

impl fmt::Display for ShopError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::TooLarge => write!(f, "the file is larger than orders of several years are; split it by year"),
            Self::NoHeader => {
                write!(f, "no row names the columns; put their names above them, such as 商品ID, 标题 or 订单编号")
            }
            Self::Columns { kind, seen, missing } => {
                let one_of =
                    |fields: &&[Field]| fields.iter().map(|field| field.name()).collect::<Vec<_>>().join(" or ");
                let missing: Vec<String> = missing.iter().map(one_of).collect();
                write!(
                    f,
                    "a column is missing for {} ({}); found: {}; say which column it is",
                    kind.name(),
                    missing.join(", "),
                    seen.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for ShopError {}
