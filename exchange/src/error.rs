//! Why a file can't be read or written at all. Nothing was changed then, and every sentence says what to do.

use crate::{
    Encoding,
    limits::{MAX_DEPTH, MAX_FILE_BYTES, MAX_PHRASES},
};
use std::fmt;

/// Why a file as a whole is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExchangeError {
    /// Over the limit of bytes.
    FileTooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Over the limit of phrases or rows.
    TooManyPhrases,
    /// Lists within lists beyond the limit.
    TooDeep,
    /// A zip archive, or a workbook in one, that is built to fill the memory or to write outside its place.
    Archive(Danger),
    /// More than one encoding fits; the person has to say which.
    WhichEncoding {
        /// Each that fits, with the beginning of the text as it reads then.
        candidates: Vec<(Encoding, String)>,
    },
    /// The encoding that was named does not fit the bytes.
    OtherEncoding {
        /// The one that was named.
        encoding: Encoding,
    },
    /// None of the formats that are known.
    UnknownFormat,
    /// A table without a column for what is to be sent.
    NoBodyColumn {
        /// The headers that were found.
        found: Vec<String>,
    },
    /// Of a known format, but not well formed.
    Unreadable {
        /// Line, from 1; 0 where none is known.
        line: usize,
    },
    /// A workbook with a password.
    Locked,
    /// A format that is only read here.
    OnlyRead,
}

/// What is wrong with an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// More files than a workbook has.
    Entries,
    /// A part that grows more than a hundredfold.
    Ratio,
    /// All parts together, or one of them, are larger than a workbook of 100,000 phrases.
    Unpacked,
    /// A part whose true size is not the one that it declares.
    FalseSize,
    /// A name that leads out of the archive.
    Name,
    /// An archive within the archive.
    Nested,
    /// Cells beyond the limit of columns or rows.
    Cells,
}

impl ExchangeError {
    /// The name in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } => "file_too_large",
            Self::TooManyPhrases => "too_many_phrases",
            Self::TooDeep => "too_deep",
            Self::Archive(_) => "archive",
            Self::WhichEncoding { .. } => "which_encoding",
            Self::OtherEncoding { .. } => "other_encoding",
            Self::UnknownFormat => "unknown_format",
            Self::NoBodyColumn { .. } => "no_body_column",
            Self::Unreadable { .. } => "unreadable",
            Self::Locked => "locked",
            Self::OnlyRead => "only_read",
        }
    }
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileTooLarge { bytes } => write!(
                f,
                "the file has {} MB, the limit is {} MB; split it into smaller files",
                bytes.div_ceil(1024 * 1024),
                MAX_FILE_BYTES / (1024 * 1024)
            ),
            Self::TooManyPhrases => {
                write!(f, "the file has more than {MAX_PHRASES} rows; split it into smaller files")
            }
            Self::TooDeep => {
                write!(
                    f,
                    "lists stand in each other more than {MAX_DEPTH} deep; no phrase file has that, export it again"
                )
            }
            Self::Archive(danger) => {
                let what = match danger {
                    Danger::Entries => "holds more parts than a workbook has",
                    Danger::Ratio => "has a part that grows more than a hundredfold when unpacked",
                    Danger::Unpacked => "is larger unpacked than a workbook of phrases can be",
                    Danger::FalseSize => "states a false size for one of its parts",
                    Danger::Name => "has a part whose name leads out of it",
                    Danger::Nested => "holds another archive",
                    Danger::Cells => "has cells beyond row 100,001 or column 100",
                };
                write!(f, "the file {what} and was not opened; save it anew in the spreadsheet program, or as CSV")
            }
            Self::WhichEncoding { candidates } => {
                let names: Vec<_> = candidates.iter().map(|(encoding, _)| encoding.name()).collect();
                write!(
                    f,
                    "the encoding can't be told ({} fit); choose the one in which the preview reads right",
                    names.join(", ")
                )
            }
            Self::OtherEncoding { encoding } => {
                write!(
                    f,
                    "the file isn't written in {}; choose another encoding, or leave the choice to Qinyu",
                    encoding.name()
                )
            }
            Self::UnknownFormat => {
                write!(
                    f,
                    "not a format that Qinyu reads; export it as CSV or xlsx with a header row, or choose another file"
                )
            }
            Self::NoBodyColumn { found } => write!(
                f,
                "no column holds the reply (found: {}); name its header 内容, 快捷短语, content or body",
                found.join(", ")
            ),
            Self::Unreadable { line: 0 } => write!(f, "the file is damaged; export it again"),
            Self::Unreadable { line } => {
                write!(f, "the file is damaged at line {line}; mend that line or export it again")
            }
            Self::Locked => write!(f, "the workbook has a password; save it without one"),
            Self::OnlyRead => write!(f, "this format is read but not written; choose CSV or xlsx"),
        }
    }
}

impl std::error::Error for ExchangeError {}
