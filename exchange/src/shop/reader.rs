//! The way of a file through its readers, in steps: bytes go in as they come, and each step does a little.

use super::{
    ShopError, ShopFile, ShopOptions, Wrong,
    characters::{Characters, GZIP},
    intake::Intake,
    rows::{Next, Rows},
};
use crate::{Encoding, ExchangeError, archive, formats::BINARY, limits, xls};

/// Bytes that a step takes: some milliseconds in a browser.
const STEP_BYTES: usize = 256 * 1024;
/// Bytes by which a file's kind is told.
const BEGINNING: usize = 8;

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes of the file that were worked through.
    pub bytes: u64,
    /// Rows below the header that were read.
    pub rows: u32,
    /// Problems found.
    pub problems: u32,
    /// Whether all that was pushed is worked through.
    pub is_hungry: bool,
}

/// Reads a file of the shop. Push bytes, call [`Self::step`] until it is hungry, and again; then finish. To cancel, drop it.
#[derive(Debug)]
pub struct ShopReader {
    options: ShopOptions,
    waiting: Vec<u8>,
    /// Bytes of `waiting` that were worked through.
    at: usize,
    done: u64,
    source: Source,
    rows: Rows,
    intake: Intake,
}

#[derive(Debug)]
enum Source {
    /// Not told yet.
    Unknown,
    Text(Box<Characters>),
    /// A workbook, which is read as a whole.
    Book(Vec<u8>),
}

impl ShopReader {
    /// For one file.
    #[must_use]
    pub fn new(options: ShopOptions) -> Self {
        let intake = Intake::new(options.mapping.clone(), options.key.clone());
        Self { options, waiting: Vec::new(), at: 0, done: 0, source: Source::Unknown, rows: Rows::default(), intake }
    }

    /// Takes the file's next bytes.
    ///
    /// # Errors
    /// When the file is a workbook over the limit.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ShopError> {
        self.waiting.drain(..self.at);
        self.at = 0;
        self.waiting.extend_from_slice(bytes);
        if let Source::Book(book) = &self.source {
            limits::check_size(book.len() + self.waiting.len())?;
        }
        Ok(())
    }

    /// Works for some milliseconds.
    ///
    /// # Errors
    /// When nothing of the file can be read.
    pub fn step(&mut self) -> Result<Progress, ShopError> {
        if !self.is_hungry() {
            self.work()?;
        }
        Ok(self.progress())
    }

    /// Works through what is left.
    ///
    /// # Errors
    /// When nothing of the file can be read.
    pub fn finish(mut self) -> Result<ShopFile, ShopError> {
        while self.left() > 0 {
            self.work()?;
        }
        let mut encoding = None;
        match std::mem::replace(&mut self.source, Source::Unknown) {
            Source::Unknown => {}
            Source::Text(mut characters) => {
                characters.finish(self.rows.text())?;
                self.cut(true)?;
                encoding = Some(characters.encoding());
            }
            Source::Book(bytes) => self.intake.book(&bytes)?,
        }
        self.intake.finish(encoding)
    }

    fn progress(&self) -> Progress {
        Progress {
            bytes: self.done,
            rows: self.intake.rows,
            problems: u32::try_from(self.intake.problems.len()).unwrap_or(u32::MAX),
            is_hungry: self.is_hungry(),
        }
    }

    /// Bytes that wait.
    fn left(&self) -> usize {
        self.waiting.len() - self.at
    }

    fn is_hungry(&self) -> bool {
        self.left() == 0 || (self.left() < BEGINNING && matches!(self.source, Source::Unknown))
    }

    fn work(&mut self) -> Result<(), ShopError> {
        let from = self.at;
        self.at += self.left().min(STEP_BYTES);
        let bytes = self.waiting.get(from..self.at).unwrap_or_default();
        self.done += bytes.len() as u64;
        if matches!(self.source, Source::Unknown) {
            self.source = source(bytes, self.options.encoding)?;
        }
        match &mut self.source {
            Source::Unknown => {}
            Source::Text(characters) => {
                characters.feed(bytes, self.rows.text())?;
                self.cut(false)?;
            }
            Source::Book(book) => {
                book.extend_from_slice(bytes);
                limits::check_size(book.len())?;
            }
        }
        Ok(())
    }

    fn cut(&mut self, is_last: bool) -> Result<(), ShopError> {
        loop {
            match self.rows.next(self.intake.width(), is_last) {
                Next::Row(row) => self.intake.row(&row)?,
                Next::Open(line) => self.intake.refuse(line, Wrong::OpenQuote),
                Next::Hungry => return Ok(()),
            }
        }
    }
}

fn source(bytes: &[u8], encoding: Option<Encoding>) -> Result<Source, ShopError> {
    if bytes.starts_with(archive::ZIP) || bytes.starts_with(xls::COMPOUND) {
        return Ok(Source::Book(Vec::new()));
    }
    let is_packed = bytes.starts_with(GZIP);
    if !is_packed && BINARY.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Err(ShopError::File(ExchangeError::UnknownFormat));
    }
    Ok(Source::Text(Box::new(Characters::new(is_packed, encoding))))
}
