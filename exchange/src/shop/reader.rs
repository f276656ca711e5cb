//! The way of a file through its readers, in steps: bytes go in as they come, and each step does a little.

use super::{
    Field, Mapping, Problems, ShopError, ShopFile, ShopKey, ShopOptions, ShopProblem, ShopRows, Wrong,
    catalogue::Catalogue,
    characters::{Characters, GZIP},
    columns::{self, Columns},
    orders::Orders,
    promotions::Promotions,
    rows::{Next, Row, Rows},
    sets::Sets,
    size_chart::SizeCharts,
};
use super::{ShopKind, cells};
use crate::{Encoding, ExchangeError, archive, formats::BINARY, limits, table::HEAD_ROWS, workbook, xls};

pub(super) use super::row_cells::Cells;

/// Bytes that a step takes: some milliseconds in a browser.
const STEP_BYTES: usize = 256 * 1024;
/// Bytes by which a file's kind is told.
const BEGINNING: usize = 8;
/// Bytes of a cell that is read: a list of addresses of pictures has some hundred.
const MAX_TEXT: usize = 4_000;
/// Of so many rows with characters that the encoding doesn't have, in percent, the encoding is another one.
const FOREIGN_ROWS: u32 = 20;

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

/// Where rows arrive: the header first, then values.
#[derive(Debug)]
struct Intake {
    mapping: Mapping,
    key: ShopKey,
    /// A header row that lacked something, kept for the error.
    lacking: Option<Columns>,
    columns: Option<Columns>,
    /// By field, the place of its column: every cell is asked for by its field.
    places: Vec<Option<usize>>,
    values: Option<Values>,
    heads: usize,
    rows: u32,
    foreign: u32,
    problems: Problems,
}

#[derive(Debug)]
enum Values {
    Catalogue(Catalogue),
    Orders(Box<Orders>),
    SizeCharts(SizeCharts),
    Sets(Sets),
    Promotions(Promotions),
}

impl Intake {
    fn new(mapping: Mapping, key: ShopKey) -> Self {
        Self {
            mapping,
            key,
            lacking: None,
            columns: None,
            places: Vec::new(),
            values: None,
            heads: 0,
            rows: 0,
            foreign: 0,
            problems: Problems::default(),
        }
    }

    /// Cells of the header, once it is known.
    fn width(&self) -> Option<usize> {
        self.columns.as_ref().map(|columns| columns.headers.len())
    }

    fn refuse(&mut self, row: u32, wrong: Wrong) {
        self.rows += 1;
        self.problems.add(ShopProblem { row, field: None, wrong, is_refused: true });
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), ShopError> {
        let (Some(columns), Some(values)) = (&self.columns, &mut self.values) else { return self.head(row) };
        if row.has_bad_characters() {
            self.foreign += 1;
            self.refuse(row.number, Wrong::Characters);
            return Ok(());
        }
        if row.goes_beyond(columns.headers.len()) {
            self.refuse(row.number, Wrong::ExtraCells);
            return Ok(());
        }
        let is_long = |place: &Option<usize>| place.is_some_and(|place| row.cell(place).len() > MAX_TEXT);
        if let Some((field, _)) = Field::ALL.iter().zip(&self.places).find(|(_, place)| is_long(place)) {
            let problem = ShopProblem { row: row.number, field: Some(*field), wrong: Wrong::Absurd, is_refused: true };
            self.rows += 1;
            self.problems.add(problem);
            return Ok(());
        }
        self.rows += 1;
        let mut cells = Cells { row: *row, places: &self.places, problems: &mut self.problems };
        match values {
            Values::Catalogue(catalogue) => catalogue.row(&mut cells),
            Values::Orders(orders) => orders.row(&mut cells),
            Values::SizeCharts(charts) => charts.row(&mut cells),
            Values::Sets(sets) => sets.row(&mut cells),
            Values::Promotions(promotions) => promotions.row(&mut cells),
        }
        Ok(())
    }

    /// Takes a row that may be the header; help may stand above it.
    fn head(&mut self, row: &Row<'_>) -> Result<(), ShopError> {
        self.heads += 1;
        let headers: Vec<String> = (0..row.len()).map(|place| cells::clean(row.cell(place)).to_owned()).collect();
        let found = columns::understand(&headers, &self.mapping);
        if let Some(columns) = found {
            if columns.missing().is_empty() {
                self.values = Some(Values::of(columns.kind, &columns, &self.key));
                self.places = Field::ALL.iter().map(|field| columns.place(*field)).collect();
                self.columns = Some(columns);
                return Ok(());
            }
            self.lacking.get_or_insert(columns);
        }
        if self.heads >= HEAD_ROWS { Err(self.no_header()) } else { Ok(()) }
    }

    fn no_header(&mut self) -> ShopError {
        self.lacking.take().map_or(ShopError::NoHeader, |columns| ShopError::Columns {
            kind: columns.kind,
            missing: columns.missing(),
            seen: columns.headers,
        })
    }

    /// Reads the first sheet that has a header; the rows of the others are no rows of it.
    fn book(&mut self, bytes: &[u8]) -> Result<(), ShopError> {
        let sheets = if bytes.starts_with(xls::COMPOUND) { xls::read(bytes)? } else { workbook::read(bytes)? };
        for sheet in sheets {
            self.heads = 0;
            for row in sheet {
                let mut ends = Vec::with_capacity(row.cells.len());
                let mut text = String::new();
                for cell in &row.cells {
                    text.push_str(cell);
                    ends.push(text.len());
                }
                let number = u32::try_from(row.number).unwrap_or(u32::MAX);
                // A sheet without a header is passed over while another may have one.
                if self.row(&Row::new(number, &text, &ends)).is_err() {
                    break;
                }
            }
            if self.columns.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn finish(mut self, encoding: Option<Encoding>) -> Result<ShopFile, ShopError> {
        let (Some(columns), Some(values)) = (self.columns.take(), self.values.take()) else {
            return Err(self.no_header());
        };
        if let Some(encoding) = encoding
            && u64::from(self.foreign) * 100 > u64::from(self.rows) * u64::from(FOREIGN_ROWS)
        {
            return Err(ShopError::File(ExchangeError::OtherEncoding { encoding }));
        }
        let rows = match values {
            Values::Catalogue(catalogue) => ShopRows::Catalogue(catalogue.finish()),
            Values::Orders(orders) => ShopRows::Orders(orders.finish(&mut self.problems)),
            Values::SizeCharts(charts) => ShopRows::SizeCharts(charts.finish()),
            Values::Sets(sets) => ShopRows::Sets(sets.finish()),
            Values::Promotions(promotions) => ShopRows::Promotions(promotions.finish()),
        };
        Ok(ShopFile {
            kind: columns.kind,
            rows,
            fields: columns.fields.iter().flatten().copied().collect(),
            passed_over: columns.passed_over().map(str::to_owned).collect(),
            encoding,
            row_count: self.rows,
            problems: self.problems.finish(),
        })
    }
}

impl Values {
    fn of(kind: ShopKind, columns: &Columns, key: &ShopKey) -> Self {
        match kind {
            ShopKind::Catalogue => Self::Catalogue(Catalogue::default()),
            ShopKind::Lines | ShopKind::Orders => Self::Orders(Box::new(Orders::new(columns, key.clone()))),
            ShopKind::SizeChart => Self::SizeCharts(SizeCharts::new(columns)),
            ShopKind::Sets => Self::Sets(Sets::default()),
            ShopKind::Promotions => Self::Promotions(Promotions::default()),
        }
    }
}
