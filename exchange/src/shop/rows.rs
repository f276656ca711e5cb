//! Rows of cells from a text that comes in pieces. A quote that nothing closes must not swallow the rest of the file: it
//! costs the line that it stands in.

use crate::table;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Lines that a cell may run over: remarks have some; beyond, a quote was left open.
const MAX_LINES: usize = 50;
/// Bytes of a row: a thousand times a usual one.
const MAX_ROW_BYTES: usize = 256 * 1024;
/// Bytes by which the end of lines is told: mostly a line feed, in files of old programs a carriage return.
const LOOK: usize = 64 * 1024;

/// A row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The line it begins in, or its number in a sheet; from 1.
    pub number: u32,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// A row of these cells: their texts behind one another, and where each ends.
    #[must_use]
    pub const fn new(number: u32, text: &'a str, ends: &'a [usize]) -> Self {
        Self { number, text, ends }
    }

    /// A cell; empty where there is none.
    #[must_use]
    pub fn cell(&self, place: usize) -> &'a str {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(place).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// How many cells there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nothing in any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether something stands beyond so many cells.
    #[must_use]
    pub fn goes_beyond(&self, width: usize) -> bool {
        (width..self.len()).any(|place| !self.cell(place).trim().is_empty())
    }

    /// Whether a character was not in the file's encoding.
    #[must_use]
    pub fn has_bad_characters(&self) -> bool {
        self.text.contains('\u{FFFD}')
    }
}

/// What comes next.
#[derive(Debug, Clone, Copy)]
pub enum Next<'a> {
    /// A row with something in it.
    Row(Row<'a>),
    /// A line with a quote that nothing closes.
    Open(u32),
    /// Nothing until more text comes, or the end.
    Hungry,
}

/// Cuts rows.
#[derive(Debug)]
pub struct Rows {
    waiting: String,
    /// Where in `waiting` the next row begins, and in which line.
    at: usize,
    line: u32,
    shape: Option<(u8, char)>,
    reader: Reader,
    cells: Vec<u8>,
    text: String,
    ends: Vec<usize>,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            waiting: String::new(),
            at: 0,
            line: 1,
            shape: None,
            reader: Reader::new(),
            cells: vec![0; 1024],
            text: String::new(),
            ends: vec![0; 128],
        }
    }
}

impl Rows {
    /// The text that waits to be cut, for adding to it.
    pub fn text(&mut self) -> &mut String {
        self.waiting.drain(..self.at);
        self.at = 0;
        &mut self.waiting
    }

    /// The next row. `width`: cells of the header, once it is known; a row of several lines that has another number of
    /// them is taken for an open quote.
    pub fn next(&mut self, width: Option<usize>, is_last: bool) -> Next<'_> {
        let Some((separator, mark)) = self.shape(is_last) else { return Next::Hungry };
        loop {
            let rest = self.waiting.get(self.at..).unwrap_or_default();
            let Some((length, lines)) = extent(rest, separator, mark, is_last) else { return Next::Hungry };
            if length == 0 {
                return Next::Hungry;
            }
            let first = self.line;
            let Some(row) = rest.get(..length).filter(|_| lines > 0) else {
                self.pass(length, 1);
                return Next::Open(first);
            };
            let row = row.trim_end_matches(['\r', '\n']);
            if row.is_empty() {
                self.pass(length, 1);
                continue;
            }
            let count = cut(&mut self.reader, row, &mut self.cells, &mut self.ends);
            // Lines of which one quote swallowed the other are told by the number of cells.
            if lines > 1 && width.is_some_and(|width| width != count) {
                let line = rest.find(mark).map_or(length, |at| at + mark.len_utf8());
                self.pass(line, 1);
                return Next::Open(first);
            }
            self.pass(length, lines);
            let end = self.ends.get(count.wrapping_sub(1)).copied().unwrap_or(0);
            // Cells of valid UTF-8 between ASCII marks are valid UTF-8.
            self.text.clear();
            self.text
                .push_str(self.cells.get(..end).and_then(|cells| std::str::from_utf8(cells).ok()).unwrap_or_default());
            if self.text.trim().is_empty() {
                continue;
            }
            let ends = self.ends.get(..count).unwrap_or_default();
            return Next::Row(Row { number: first, text: &self.text, ends });
        }
    }

    fn pass(&mut self, bytes: usize, lines: usize) {
        self.at += bytes;
        self.line += u32::try_from(lines).unwrap_or(u32::MAX);
    }

    /// The separator and what ends lines, once a line is there.
    fn shape(&mut self, is_last: bool) -> Option<(u8, char)> {
        if self.shape.is_none() {
            let text = self.waiting.trim_start_matches(['\r', '\n']);
            let within = |mark| text.find(mark).filter(|at| *at < LOOK);
            let mark = match (within('\n'), within('\r')) {
                (Some(_), _) => '\n',
                (None, Some(_)) if is_last || text.len() > LOOK => '\r',
                (None, _) if is_last || text.len() > LOOK => '\n',
                _ => return None,
            };
            let named = text.strip_prefix("sep=").and_then(|rest| rest.as_bytes().first().copied());
            let separator = named.filter(u8::is_ascii).unwrap_or_else(|| table::separator(text));
            if named.is_some() {
                let line = self.waiting.find(mark).map_or(self.waiting.len(), |at| at + 1);
                self.pass(line, 1);
            }
            self.reader = ReaderBuilder::new().delimiter(separator).build();
            self.shape = Some((separator, mark));
        }
        self.shape
    }
}

/// How long the first row of a text is, its line's end with it, and of how many lines; 0 lines where a quote stays open.
/// `None` where the text ends before that is known.
fn extent(text: &str, separator: u8, mark: char, is_last: bool) -> Option<(usize, usize)> {
    let (mut end, mut is_open, mut lines, mut first) = (0, false, 0, 0);
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let line = match rest.find(mark) {
            Some(at) => at + mark.len_utf8(),
            None if is_last => rest.len(),
            None if text.len() > MAX_ROW_BYTES => rest.len(),
            None => return None,
        };
        let Some(words) = rest.get(..line).filter(|words| !words.is_empty()) else {
            // The file ends within quotes, or has ended.
            return Some((first, 0));
        };
        let is_odd;
        (is_open, is_odd) = quotes(words.as_bytes(), separator, is_open);
        (end, lines) = (end + line, lines + 1);
        if lines == 1 {
            first = line;
        }
        if lines > 1 && is_odd {
            return Some((first, 0));
        }
        if !is_open {
            return Some((end, lines));
        }
        if lines >= MAX_LINES || end > MAX_ROW_BYTES {
            return Some((first, 0));
        }
    }
}

/// Whether a quote is open behind a line, as csv reads quotes: one opens a cell at its beginning alone. With whether one
/// was closed within a cell, as happens where a quote was left open and the next one, which opens a cell, closes it.
fn quotes(line: &[u8], separator: u8, was_open: bool) -> (bool, bool) {
    let (mut is_open, mut is_fresh, mut is_odd, mut at) = (was_open, !was_open, false, 0);
    if !was_open && !line.contains(&b'"') {
        return (false, false);
    }
    while let Some(&byte) = line.get(at) {
        let next = line.get(at + 1).copied();
        if is_open && byte == b'"' {
            match next {
                Some(b'"') => at += 1,
                next => {
                    is_odd |= next.is_some_and(|next| next != separator && next != b'\r' && next != b'\n');
                    is_open = false;
                }
            }
        } else if !is_open {
            is_open = is_fresh && byte == b'"';
            is_fresh = byte == separator;
        }
        at += 1;
    }
    (is_open, is_odd)
}

/// Cuts one row into cells and says how many; the buffers grow as needed.
fn cut(reader: &mut Reader, row: &str, cells: &mut Vec<u8>, ends: &mut Vec<usize>) -> usize {
    // A cell takes no more than it stands in.
    if cells.len() < row.len() + 1 {
        cells.resize(row.len() + 1, 0);
    }
    let (mut read, mut written, mut count) = (0, 0, 0);
    reader.reset();
    loop {
        let input = row.as_bytes().get(read..).unwrap_or_default();
        let (Some(out), Some(places)) = (cells.get_mut(written..), ends.get_mut(count..)) else { return count };
        let (result, taken, put, ended) = reader.read_record(input, out, places);
        (read, written, count) = (read + taken, written + put, count + ended);
        match result {
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            ReadRecordResult::OutputFull => cells.resize(cells.len() * 2, 0),
            // An empty input is the end of the row.
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::Record | ReadRecordResult::End => return count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, piece: usize, width: Option<usize>) -> Vec<String> {
        let (mut rows, mut found) = (Rows::default(), Vec::new());
        let mut rest: Vec<char> = text.chars().rev().collect();
        loop {
            for _ in 0..piece {
                if let Some(c) = rest.pop() {
                    rows.text().push(c);
                }
            }
            loop {
                match rows.next(width, rest.is_empty()) {
                    Next::Row(row) => {
                        let cells: Vec<_> = (0..row.len()).map(|place| row.cell(place)).collect();
                        found.push(format!("{}:{}", row.number, cells.join("|")));
                    }
                    Next::Open(line) => found.push(format!("{line} is open")),
                    Next::Hungry => break,
                }
            }
            if rest.is_empty() {
                return found;
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        for piece in [1, 5, text.len().max(1)] {
            assert_eq!(all(text, piece, Some(3)), expected, "in pieces of {piece}");
        }
    }

    #[test]
    fn quotes_ragged_rows_and_lines_keep_their_place() {
        check("a,b,c\r\n1,\"x\r\ny\",z\r\n\r\n,,\r\n2\r\n3,a,b,c\n", &["1:a|b|c", "2:1|x\r\ny|z", "6:2", "7:3|a|b|c"]);
        check("a;b;c\n1;2,5;\"q\"\"q\"", &["1:a|b|c", "2:1|2,5|q\"q"]);
        check("sep=;\r\na;b;c\r\n", &["2:a|b|c"]);
        check("a,b,c\r1,2,3\r", &["1:a|b|c", "2:1|2|3"]);
        check("a,b,c\n1,5\"屏,2\n", &["1:a|b|c", "2:1|5\"屏|2"]);
    }

    #[test]
    fn an_open_quote_costs_its_line_alone() {
        check("a,b,c\n1,\"x,2\n3,4,5\n6,7,8\n", &["1:a|b|c", "2 is open", "3:3|4|5", "4:6|7|8"]);
        check("a,b,c\n1,\"x,2\n3,\"y\",5\n6,7,8\n", &["1:a|b|c", "2 is open", "3:3|y|5", "4:6|7|8"]);
        let long = format!("a,b,c\n1,\"x,2\n{}", "3,4,5\n".repeat(300));
        assert_eq!(all(&long, 4_000, Some(3)).len(), 302);
    }
}
