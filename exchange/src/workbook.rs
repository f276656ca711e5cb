//! Workbooks as rows of cells: xlsx through calamine, cell by cell so that one cell far away costs nothing, and out
//! through `rust_xlsxwriter`.

use crate::{
    ExchangeError, archive,
    error::Danger,
    limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_PHRASES},
    table::{HEAD_ROWS, Row},
};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use qinyu::care::report::Cell;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError as WriteError};
use std::io::Cursor;

/// Characters that a cell can hold, by the format.
pub const MAX_CELL_CHARS: usize = 32_767;
/// Bytes of all texts of a workbook; a text may stand in many cells and be stored once.
const MAX_TEXT_BYTES: usize = 2 * MAX_FILE_BYTES;
/// Cells with something in them: the columns that we write for each phrase.
const MAX_CELLS: usize = 24 * MAX_PHRASES;

/// The sheets of an xlsx file, each as its rows.
///
/// # Errors
/// When it is damaged, has a password or is over the limits.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<Row>>, ExchangeError> {
    archive::check(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut sheets = Vec::new();
    let (mut cells, mut text) = (0_usize, 0_usize);
    for name in book.sheet_names() {
        // A sheet of charts has no cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut found: Vec<(u32, u32, String)> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|error| unreadable(&error))? {
            let words = words(cell.get_value());
            if words.is_empty() {
                continue;
            }
            let (row, column) = cell.get_position();
            cells += 1;
            text += words.len();
            check_place(row, column)?;
            if cells > MAX_CELLS || text > MAX_TEXT_BYTES {
                return Err(ExchangeError::Archive(Danger::Unpacked));
            }
            found.push((row, column, words));
        }
        sheets.push(rows(found));
    }
    Ok(sheets)
}

fn unreadable(error: &XlsxError) -> ExchangeError {
    match error {
        XlsxError::Password => ExchangeError::Locked,
        _ => ExchangeError::Unreadable { line: 0 },
    }
}

/// Refuses a cell beyond the limits; both numbers from 0.
pub(crate) fn check_place(row: u32, column: u32) -> Result<(), ExchangeError> {
    if row as usize >= MAX_PHRASES + HEAD_ROWS {
        return Err(ExchangeError::TooManyPhrases);
    }
    if column as usize >= MAX_COLUMNS {
        return Err(ExchangeError::Archive(Danger::Cells));
    }
    Ok(())
}

/// Cells in any order to rows in order; the first of two cells in one place counts.
pub(crate) fn rows(mut cells: Vec<(u32, u32, String)>) -> Vec<Row> {
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    let mut rows: Vec<Row> = Vec::new();
    for (row, column, words) in cells {
        let (number, column) = (row as usize + 1, column as usize);
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut()
            && last.cells.len() <= column
        {
            last.cells.resize(column, String::new());
            last.cells.push(words);
        }
    }
    rows
}

fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // A whole number shows no point: a code 12 is "12".
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Writes one sheet, every cell as text so that nothing is taken for a date, a number or a formula when it is edited.
///
/// # Errors
/// When there are more rows than a sheet can have.
pub fn write(sheet_name: &str, head_rows: u32, rows: &[Vec<String>]) -> Result<Vec<u8>, ExchangeError> {
    build(sheet_name, head_rows, rows).map_err(|_| ExchangeError::TooManyPhrases)
}

/// Writes a table with a head: words as text, numbers as numbers, so that a spreadsheet can go on with them.
///
/// # Errors
/// When there are more rows than a sheet can have.
pub fn write_table(rows: &[Vec<Cell>]) -> Result<Vec<u8>, ExchangeError> {
    build_table(rows).map_err(|_| ExchangeError::TooManyPhrases)
}

fn build_table(rows: &[Vec<Cell>]) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let (head, plain) = (Format::new().set_bold(), Format::new());
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    for (number, row) in (0..).zip(rows) {
        let format = if number == 0 { &head } else { &plain };
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => sheet.write_string_with_format(number, column, text, format)?,
                // Counts stay far below 2^53, up to which a spreadsheet's numbers are whole.
                Cell::Number(count) => sheet.write_number_with_format(number, column, *count as f64, format)?,
            };
        }
    }
    book.save_to_buffer()
}

/// A book without sheets, made on a fixed day: the same content gives the same bytes.
fn new_book() -> Result<Workbook, WriteError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    Ok(book)
}

fn build(sheet_name: &str, head_rows: u32, rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book()?;
    let head = Format::new().set_bold().set_num_format("@");
    let plain = Format::new().set_num_format("@").set_text_wrap();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name)?;
    sheet.set_freeze_panes(head_rows, 0)?;
    for (number, row) in (0..).zip(rows) {
        let format = if number < head_rows { &head } else { &plain };
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(number, column, cell, format)?;
        }
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let cells = ["标题", "a\r\nb\nc\t", "_x000D_", "\u{1}\0", "😀<&>\"'", " x ", "=1+1", "007", "2026-11-11"];
        let rows = vec![cells.map(str::to_owned).to_vec()];
        let bytes = write("phrases", 1, &rows).unwrap();
        let read = read(&bytes).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0][0].cells, rows[0]);
        assert_eq!(bytes, write("phrases", 1, &rows).unwrap(), "the same phrases give the same bytes");
    }

    #[test]
    fn a_table_has_words_and_numbers() {
        let table = vec![vec!["项目".into(), "数量".into()], vec!["=1+1".into(), Cell::Number(12)]];
        let bytes = write_table(&table).unwrap();
        let rows = read(&bytes).unwrap().remove(0);
        assert_eq!(rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(), [["项目", "数量"], ["=1+1", "12"]]);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get_value((1, 1)), Some(&calamine::Data::Float(12.0)));
    }

    #[test]
    fn case_16_a_cell_far_away_is_refused() {
        let mut rows = vec![vec!["a".to_owned()]];
        rows[0].resize(MAX_COLUMNS + 1, "b".to_owned());
        assert_eq!(read(&write("s", 0, &rows).unwrap()), Err(ExchangeError::Archive(Danger::Cells)));
        assert_eq!(check_place(1_048_575, 0), Err(ExchangeError::TooManyPhrases));
    }

    #[test]
    fn a_damaged_file_is_named_as_that() {
        assert_eq!(read(b"PK\x03\x04 and no more"), Err(ExchangeError::Unreadable { line: 0 }));
    }
}
