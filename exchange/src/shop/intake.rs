//! Where rows arrive: the header first, which says what stands where, then values. A row that can't be one is refused here.

use super::{
    Field, Mapping, Problems, ShopError, ShopFile, ShopKey, ShopKind, ShopProblem, ShopRows, Wrong,
    catalogue::Catalogue,
    cells,
    columns::{self, Columns},
    orders::Orders,
    promotions::Promotions,
    rows::Row,
    sets::Sets,
    size_chart::SizeCharts,
};
use crate::{Encoding, ExchangeError, table::HEAD_ROWS, workbook, xls};

/// Bytes of a cell that is read: a list of addresses of pictures has some hundred.
const MAX_TEXT: usize = 4_000;
/// Of so many rows with characters that the encoding doesn't have, in percent, the encoding is another one.
const FOREIGN_ROWS: u32 = 20;

/// What has arrived.
#[derive(Debug)]
pub(super) struct Intake {
    mapping: Mapping,
    key: ShopKey,
    /// A header row that lacked something, kept for the error.
    lacking: Option<Columns>,
    columns: Option<Columns>,
    /// By field, the place of its column: every cell is asked for by its field.
    places: Vec<Option<usize>>,
    values: Option<Values>,
    heads: usize,
    pub(super) rows: u32,
    foreign: u32,
    pub(super) problems: Problems,
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
    pub(super) fn new(mapping: Mapping, key: ShopKey) -> Self {
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
    pub(super) fn width(&self) -> Option<usize> {
        self.columns.as_ref().map(|columns| columns.headers.len())
    }

    pub(super) fn refuse(&mut self, row: u32, wrong: Wrong) {
        self.rows += 1;
        self.problems.add(ShopProblem { row, field: None, wrong, is_refused: true });
    }

    pub(super) fn row(&mut self, row: &Row<'_>) -> Result<(), ShopError> {
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
    pub(super) fn book(&mut self, bytes: &[u8]) -> Result<(), ShopError> {
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

    pub(super) fn finish(mut self, encoding: Option<Encoding>) -> Result<ShopFile, ShopError> {
        let (Some(columns), Some(values)) = (self.columns.take(), self.values.take()) else {
            return Err(self.no_header());
        };
        if let Some(encoding) = encoding
            && u64::from(self.foreign) * 100 > u64::from(self.rows) * u64::from(FOREIGN_ROWS)
        {
            return Err(ShopError::File(ExchangeError::OtherEncoding { encoding }));
        }
        let mut recent = Vec::new();
        let rows = match values {
            Values::Catalogue(catalogue) => ShopRows::Catalogue(catalogue.finish()),
            Values::Orders(mut orders) => {
                recent = orders.recent();
                ShopRows::Orders(orders.finish(&mut self.problems))
            }
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
            recent,
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

/// The cells of a row by what they hold, and where what is wrong in them is counted.
pub(super) struct Cells<'a> {
    row: Row<'a>,
    /// By field, the place of its column.
    places: &'a [Option<usize>],
    problems: &'a mut Problems,
}

impl<'a> Cells<'a> {
    /// The row's number.
    pub(super) const fn number(&self) -> u32 {
        self.row.number
    }

    /// The row as it stands.
    pub(super) const fn row(&self) -> &Row<'a> {
        &self.row
    }

    /// A cell without what programs put around it; empty where there is no such column.
    pub(super) fn get(&self, field: Field) -> &'a str {
        let place = self.places.get(field as usize).copied().flatten();
        place.map_or("", |place| cells::clean(self.row.cell(place)))
    }

    /// Counts something whose row comes in all the same.
    pub(super) fn note(&mut self, field: Field, wrong: Wrong) {
        self.problems.add(ShopProblem { row: self.row.number, field: Some(field), wrong, is_refused: false });
    }

    /// Counts what the row is refused for.
    pub(super) fn refuse(&mut self, field: Field, wrong: Wrong) {
        self.problems.add(ShopProblem { row: self.row.number, field: Some(field), wrong, is_refused: true });
    }

    /// A value of a cell; `None` where it is empty or, which is counted, means nothing.
    pub(super) fn value<T>(&mut self, field: Field, read: fn(&str) -> Result<T, cells::Bad>) -> Option<T> {
        let cell = Some(self.get(field)).filter(|cell| !cell.is_empty())?;
        read(cell).map_err(|bad| self.note(field, Wrong::from(bad))).ok()
    }
}
