//! A text file as rows of cells. Numbers and sizes are counted before a cell is kept.

use crate::{
    ExchangeError,
    error::Danger,
    limits::{MAX_COLUMNS, MAX_PHRASES},
};

/// Rows before the first phrase: a header, and lines of help above it.
pub const HEAD_ROWS: usize = 5;

/// A row with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it, or the line it begins in, from 1.
    pub number: usize,
    /// Its cells; missing ones are simply absent.
    pub cells: Vec<String>,
}

/// Reads text with cells between commas, semicolons or tabs.
///
/// # Errors
/// When it has too many rows or columns.
pub fn read(text: &str) -> Result<Vec<Row>, ExchangeError> {
    // Excel's own line that names the separator.
    let named = text.strip_prefix("sep=").and_then(|rest| Some((rest.as_bytes().first().copied()?, rest.get(1..)?)));
    let (separator, body) = match named {
        Some((separator, rest)) if rest.starts_with(['\r', '\n']) => (separator, rest),
        _ => (separator(text), text),
    };
    count(body.as_bytes(), separator)?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut lines = Lines { bytes: text.as_bytes(), at: text.len() - body.len(), line: 1 };
    let before = lines.at;
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // Of valid UTF-8 and with rows of any length, nothing is left that could fail.
    while reader.read_record(&mut record).map_err(|_| ExchangeError::Unreadable { line: lines.line })? {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let number = lines.advance(before + start);
        if record.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    Ok(rows)
}

/// Counts lines up to a place; the csv crate's own count is behind where lines end as on Windows or are empty.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first character that ends no line, at or after the place.
    fn advance(&mut self, place: usize) -> usize {
        while let Some(&byte) = self.bytes.get(self.at) {
            if self.at >= place && byte != b'\r' && byte != b'\n' {
                break;
            }
            let ends = byte == b'\n' || (byte == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n'));
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}

/// Writes rows as text for spreadsheet programs: UTF-8 with the mark that Excel needs, lines ended as on Windows.
#[must_use]
pub fn write(rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(&mut bytes);
    for row in rows {
        // Into memory, where writing can't fail.
        let _ = writer.write_record(row);
    }
    let _ = writer.flush();
    drop(writer);
    bytes
}

/// The separator that stands most often in the header, outside quotes; the words below it hold all of them.
pub(crate) fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The first of the most frequent: a comma before the others.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

/// Counts rows and cells as the reader will find them, so that a file over the limits is refused before it is read.
fn count(bytes: &[u8], separator: u8) -> Result<(), ExchangeError> {
    let (mut rows, mut cells, mut quoted, mut fresh) = (0_usize, 1_usize, false, true);
    let mut ended = false;
    for &byte in bytes {
        if quoted {
            // A doubled quote closes and opens again, which counts the same.
            quoted = byte != b'"';
            continue;
        }
        match byte {
            b'"' if fresh || ended => {
                quoted = true;
                ended = true;
                fresh = false;
                continue;
            }
            b'\n' | b'\r' => {
                rows += usize::from(!fresh || cells > 1);
                (cells, fresh) = (1, true);
            }
            byte if byte == separator => {
                cells += 1;
                fresh = true;
            }
            _ => fresh = false,
        }
        ended = false;
        if cells > MAX_COLUMNS {
            return Err(ExchangeError::Archive(Danger::Cells));
        }
        if rows > MAX_PHRASES + HEAD_ROWS {
            return Err(ExchangeError::TooManyPhrases);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        read(text).unwrap().into_iter().map(|row| (row.number, row.cells)).collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn case_17_quotes_ragged_rows_and_lines_keep_their_place() {
        let text = "编码,短语\r\n1,\"亲，\"\"在\"\"\r\n的\"\r\n\r\n2\r\n3,a,b\r\n";
        assert_eq!(
            cells(text),
            [row(1, &["编码", "短语"]), row(2, &["1", "亲，\"在\"\r\n的"]), row(5, &["2"]), row(6, &["3", "a", "b"])]
        );
    }

    #[test]
    fn the_separator_is_found_or_named() {
        assert_eq!(cells("a;b\n1;2,5\n"), [row(1, &["a", "b"]), row(2, &["1", "2,5"])]);
        assert_eq!(cells("a\tb\n1\t2\n"), [row(1, &["a", "b"]), row(2, &["1", "2"])]);
        assert_eq!(cells("sep=;\r\na;b\r\n"), [row(2, &["a", "b"])]);
        assert_eq!(cells("\"a,b\";c\n"), [row(1, &["a,b", "c"])]);
    }

    #[test]
    fn case_17_two_hundred_thousand_rows_are_refused_by_count() {
        let text = "1,亲\r\n".repeat(200_000);
        assert_eq!(read(&text), Err(ExchangeError::TooManyPhrases));
        assert_eq!(read(&",".repeat(1_000_000)), Err(ExchangeError::Archive(Danger::Cells)));
        let quoted = format!("\"{}\"", ",\n".repeat(200_000));
        assert_eq!(read(&quoted).unwrap().len(), 1, "what stands in quotes is one cell");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let rows = vec![vec!["a".to_owned(), "b\r\n\",".to_owned()], vec!["'=1".to_owned(), " x ".to_owned()]];
        let text = String::from_utf8(write(&rows)).unwrap();
        let read: Vec<_> =
            read(text.trim_start_matches('\u{FEFF}')).unwrap().into_iter().map(|row| row.cells).collect();
        assert_eq!(read, rows);
    }
}
