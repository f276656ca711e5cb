//! Phrase libraries of other programs, in and out, beside the panel: the extension loads this as a second module on
//! first use, and `cargo xtask pack` runs the same code natively.
//!
//! [`read`] goes from bytes to phrases: [`limits`] → [`encoding`] or [`archive`] → [`table`] or a tree → a reader in
//! [`formats`] → [`gaps`], which gives foreign placeholders our syntax. [`write()`] goes the other way, and [`losses()`]
//! says before it what a format can't hold. [`sign`] stands apart: keys and signatures over bytes that someone else
//! has put in order; [`signed`] puts them on packs. [`shop`] reads what a shop sells and has sold. Nothing here reads a clock, draws a number or asks a host.

pub mod archive;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod cell;
pub mod columns;
pub mod encoding;
pub mod error;
pub mod formats;
pub mod gaps;
pub mod html;
pub mod identity;
pub mod limits;
pub mod losses;
pub mod shape;
pub mod shop;
#[cfg(target_arch = "wasm32")]
pub mod shop_session;
pub mod sign;
pub mod signed;
pub mod table;
pub mod workbook;
pub mod xls;

pub use encoding::Encoding;
pub use error::ExchangeError;
pub use formats::{Format, read, write};
pub use losses::losses;

use qinyu::library::Phrase;

/// What the person who gives the file knows about it; what is absent is found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// How a text file's characters are written.
    pub encoding: Option<Encoding>,
}

/// A file, read. Nothing of it is in the library yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What the file was found to be.
    pub format: Format,
    /// How its characters were written; `None` for workbooks, which say so themselves.
    pub encoding: Option<Encoding>,
    /// The phrases, in the file's order, each with an id that the same file gives again.
    pub phrases: Vec<Phrase>,
    /// Rows and entries that were refused, or parts of them.
    pub problems: Vec<Problem>,
    /// What was guessed or passed over for the whole file.
    pub notes: Vec<Note>,
}

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A row of a sheet as a spreadsheet numbers it, or the line of a text file in which it begins; both from 1.
    Row {
        /// The sheet; 1 in a text file.
        sheet: usize,
        /// The row or line.
        row: usize,
    },
    /// An entry of a list, from 1.
    Entry(usize),
}

/// Something in one place that did not come in as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong in a place. Never the buyer's or the phrase's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing to send; refused.
    EmptyBody,
    /// Longer than [`limits::MAX_PHRASE_CHARS`]; refused.
    TooLong {
        /// Its characters.
        chars: usize,
    },
    /// More cells than the header has, so that a text may have been cut at a comma; refused.
    ExtraCells {
        /// How many more.
        extra: usize,
    },
    /// A value that the column can't mean, such as a date that is none; that value was dropped.
    BadValue {
        /// The column.
        column: &'static str,
    },
    /// An id that was used before; kept under a new one.
    DuplicateId,
    /// Not of the shape that the format has; refused.
    BadShape,
    /// A command of the other program that runs or computes something; a gap stands in its place.
    Command,
}

/// What was guessed or passed over for a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The encoding was found out, not said by the file.
    EncodingGuessed,
    /// Columns that say nothing that a phrase holds, by their headers.
    ColumnsPassedOver(Vec<String>),
    /// Foreign placeholders that became gaps.
    GapsTaken(usize),
    /// Phrases without a title got the beginning of their body.
    TitlesFromBody(usize),
    /// Settings of the other program that have no meaning here, such as matching modes, by name with a count.
    SettingDropped {
        /// The setting's name in the file.
        name: &'static str,
        /// Entries that had it set.
        count: usize,
    },
    /// Sheets beside the first one with phrases; not read.
    SheetsPassedOver(usize),
}

/// A file to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its content.
    pub bytes: Vec<u8>,
    /// The end of its name, with the dot.
    pub ending: &'static str,
    /// What the format could not hold; the same as [`losses()`] said.
    pub lost: Vec<Loss>,
}

/// Something that a format can't hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// What.
    pub field: Field,
    /// In how many phrases.
    pub phrases: usize,
}

/// What a phrase can have and a format may be unable to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its stable name.
    Id,
    /// What the agent types.
    Code,
    /// Its folder.
    Group,
    /// What the agent knows it by.
    Title,
    /// Other wordings.
    Variants,
    /// Other languages.
    Translations,
    /// How buyers ask.
    Queries,
    /// Intents.
    Intents,
    /// Stages.
    Stages,
    /// Moods.
    Moods,
    /// Labels.
    Tags,
    /// Trades.
    Trades,
    /// Shops.
    Shops,
    /// Platforms.
    Platforms,
    /// Days, hours, campaign.
    Validity,
    /// Pictures.
    Images,
    /// Words for colleagues.
    Note,
    /// What took its place.
    Successor,
    /// That colleagues can't change it.
    Locked,
    /// Gaps: the name is written as text, or the fallback in its place.
    Gaps,
    /// Braces or marks that would be read as a placeholder when the file comes back.
    Marks,
    /// A text over the format's own limit.
    Length,
}

impl Field {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Code => "code",
            Self::Group => "group",
            Self::Title => "title",
            Self::Variants => "variants",
            Self::Translations => "translations",
            Self::Queries => "queries",
            Self::Intents => "intents",
            Self::Stages => "stages",
            Self::Moods => "moods",
            Self::Tags => "tags",
            Self::Trades => "trades",
            Self::Shops => "shops",
            Self::Platforms => "platforms",
            Self::Validity => "validity",
            Self::Images => "images",
            Self::Note => "note",
            Self::Successor => "successor",
            Self::Locked => "locked",
            Self::Gaps => "gaps",
            Self::Marks => "marks",
            Self::Length => "length",
        }
    }
}
