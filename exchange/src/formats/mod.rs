//! The formats: which one a file is, and the way through its reader or writer. A reader hands each entry to the
//! intake, which is the one place that refuses, names and titles phrases.

mod espanso;
mod expanders;
mod intake;
pub(crate) mod json;
mod macros;
mod tables;
mod written;

pub(crate) use espanso::exported as espanso_body;
pub(crate) use intake::{Intake, title_of};
pub use json::handed_over;
pub(crate) use written::{has_long_cell, is_over, reply};

use crate::{
    Encoding, ExchangeError, Note, Options, Reading, Written, archive, encoding, limits, table, workbook, xls,
};
use qinyu::library::Phrase;

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A table with every field of a phrase, for people who edit in a spreadsheet; also any table whose headers say enough.
    Csv,
    /// The same as a workbook.
    Xlsx,
    /// `qinyu-pack`, or a bare JSON list of phrases.
    Pack,
    /// 千牛 quick phrases, as its importers write them.
    Qianniu,
    /// The 飞牛 client's workbook.
    Feiniu,
    /// A shop's own workbook with dates and a column for sharing.
    ShopWorkbook,
    /// Product, question, answer, wording.
    Questions,
    /// `ChatGPT-On-CS`.
    ChatgptOnCs,
    /// `speech-repo`.
    SpeechRepo,
    /// espanso.
    Espanso,
    /// Beeftext.
    Beeftext,
    /// Text Blaze.
    TextBlaze,
    /// Chatwoot and Tars.
    Chatwoot,
    /// Gorgias.
    Gorgias,
    /// Zendesk.
    Zendesk,
    /// Intercom.
    Intercom,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 16] = [
        Self::Csv,
        Self::Xlsx,
        Self::Pack,
        Self::Qianniu,
        Self::Feiniu,
        Self::ShopWorkbook,
        Self::Questions,
        Self::ChatgptOnCs,
        Self::SpeechRepo,
        Self::Espanso,
        Self::Beeftext,
        Self::TextBlaze,
        Self::Chatwoot,
        Self::Gorgias,
        Self::Zendesk,
        Self::Intercom,
    ];

    /// The name that commands, ids and JSON use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pack => "pack",
            Self::Qianniu => "qianniu",
            Self::Feiniu => "feiniu",
            Self::ShopWorkbook => "shop-workbook",
            Self::Questions => "questions",
            Self::ChatgptOnCs => "chatgpt-on-cs",
            Self::SpeechRepo => "speech-repo",
            Self::Espanso => "espanso",
            Self::Beeftext => "beeftext",
            Self::TextBlaze => "text-blaze",
            Self::Chatwoot => "chatwoot",
            Self::Gorgias => "gorgias",
            Self::Zendesk => "zendesk",
            Self::Intercom => "intercom",
        }
    }

    /// The opposite of [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// False for what is only read: programs that take no such file back, and the workbooks of single shops.
    #[must_use]
    pub const fn is_written(self) -> bool {
        !matches!(self, Self::ShopWorkbook | Self::Questions | Self::Gorgias | Self::Zendesk | Self::Intercom)
    }
}

/// Reads a file of any format.
///
/// # Errors
/// When the file as a whole can't be read; nothing of it is given then. The error says what to do.
pub fn read(bytes: &[u8], file_name: &str, options: Options) -> Result<Reading, ExchangeError> {
    limits::check_size(bytes.len())?;
    if bytes.starts_with(archive::ZIP) {
        return tables::read(&workbook::read(bytes)?, Format::Xlsx, None);
    }
    if bytes.starts_with(xls::COMPOUND) {
        return tables::read(&xls::read(bytes)?, Format::Xlsx, None);
    }
    if BINARY.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Err(ExchangeError::UnknownFormat);
    }
    let file_name = file_name.to_lowercase();
    let by_rule = [".json", ".yml", ".yaml"].iter().any(|ending| file_name.ends_with(ending));
    let (text, encoding, guessed) = encoding::decode(bytes, options.encoding, by_rule)?;
    let mut reading = read_text(&text, &file_name, encoding)?;
    if guessed {
        reading.notes.insert(0, Note::EncodingGuessed);
    }
    Ok(reading)
}

/// Beginnings of files that are no text: PDF, PNG, JPEG, GIF, RAR, 7z, gzip, an empty zip archive.
pub(crate) const BINARY: &[&[u8]] =
    &[b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"PK\x05\x06"];

fn read_text(text: &str, file_name: &str, encoding: Encoding) -> Result<Reading, ExchangeError> {
    let beginning = text.trim_start();
    let named = |endings: &[&str]| endings.iter().any(|ending| file_name.ends_with(ending));
    if named(&[".json"]) || beginning.starts_with('{') || (beginning.starts_with('[') && !named(&[".csv", ".txt"])) {
        return json::read(text, encoding);
    }
    let is_yaml = text.lines().any(|line| line.trim_end() == "matches:" || line.starts_with("matches: "));
    if named(&[".yml", ".yaml"]) || (is_yaml && !named(&[".csv"])) {
        return espanso::read(text, encoding);
    }
    tables::read(&[table::read(text)?], Format::Csv, Some(encoding))
}

/// Writes phrases as a file; what the format can't hold is left out and listed, as [`crate::losses()`] lists it before.
///
/// # Errors
/// When the format is only read, or the file would be over the limits for reading it again.
pub fn write(phrases: &[Phrase], format: Format) -> Result<Written, ExchangeError> {
    limits::check_count(phrases.len())?;
    let written = written::write(phrases, format)?;
    // A file that could not be read again is no export.
    limits::check_size(written.bytes.len())?;
    Ok(written)
}
