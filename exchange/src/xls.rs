//! Workbooks of the older kind (BIFF8 in a compound file) as rows of cells. The crates that read xls in full trust the
//! sizes that a file states and panic or fill the memory on a bad one, so the dozen records that hold words are read
//! here, over `cfb` for the container.

use crate::{
    ExchangeError,
    error::Danger,
    limits::{MAX_FILE_BYTES, MAX_PHRASES},
    table::Row,
    workbook::{check_place, rows},
};
use std::io::{Cursor, Read};

/// The beginning of a compound file.
pub const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Distinct texts, as for xlsx.
const MAX_TEXTS: usize = 10 * MAX_PHRASES;
/// Bytes of all cells' texts, as for xlsx.
const MAX_TEXT_BYTES: usize = 2 * MAX_FILE_BYTES;

/// Records by their numbers in [MS-XLS].
mod record {
    pub(super) const BEGIN: u16 = 0x0809;
    pub(super) const END: u16 = 0x000A;
    pub(super) const PASSWORD: u16 = 0x002F;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const TEXTS: u16 = 0x00FC;
    pub(super) const SHARED_TEXT: u16 = 0x00FD;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const RICH_TEXT: u16 = 0x00D6;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const SHORT_NUMBER: u16 = 0x027E;
    pub(super) const SHORT_NUMBERS: u16 = 0x00BD;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const FORMULA_TEXT: u16 = 0x0207;
}

/// The sheets of an xls file, each as its rows.
///
/// # Errors
/// When it is damaged, of an older kind yet, has a password or is over the limits.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<Row>>, ExchangeError> {
    let damaged = |_| ExchangeError::Unreadable { line: 0 };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let mut stream = Vec::new();
    file.open_stream("Workbook")
        .and_then(|found| found.take(MAX_FILE_BYTES as u64).read_to_end(&mut stream))
        .map_err(damaged)?;
    drop(file);
    sheets(&stream)
}

/// Where a cell stands and its words, as far as its record is whole.
type Cell = (Option<(u32, u32)>, Option<String>);

/// The sheets in a workbook's stream of records.
fn sheets(stream: &[u8]) -> Result<Vec<Vec<Row>>, ExchangeError> {
    let mut texts = Vec::new();
    let (mut sheets, mut cells) = (Vec::new(), Vec::new());
    // 1 in the workbook's own part or a sheet, more in a chart within a sheet.
    let (mut depth, mut parts, mut bytes) = (0_usize, 0_usize, 0_usize);
    let mut formula = None;
    let mut records = Records { stream }.peekable();
    while let Some((kind, content)) = records.next() {
        match kind {
            record::BEGIN => {
                depth += 1;
                parts += usize::from(depth == 1);
                continue;
            }
            record::END => {
                depth = depth.saturating_sub(1);
                if depth == 0 && parts > 1 {
                    sheets.push(rows(std::mem::take(&mut cells)));
                }
                continue;
            }
            record::PASSWORD => return Err(ExchangeError::Locked),
            record::TEXTS => {
                let mut segments = vec![content];
                while let Some((_, more)) = records.next_if(|(kind, _)| *kind == record::CONTINUE) {
                    segments.push(more);
                }
                texts = shared_texts(&segments)?;
                continue;
            }
            _ if depth != 1 => continue,
            _ => {}
        }
        let place = |at: usize| Some((u32::from(short(content, 0)?), u32::from(short(content, at)?)));
        let mut found: Vec<Cell> = Vec::new();
        match kind {
            record::SHARED_TEXT => {
                found.push((place(2), long(content, 6).and_then(|at| texts.get(at as usize).cloned())));
            }
            record::TEXT | record::RICH_TEXT => found.push((place(2), plain_text(content.get(6..)))),
            record::NUMBER => found.push((place(2), double(content, 6).map(|number| number.to_string()))),
            record::SHORT_NUMBER => found.push((place(2), long(content, 6).map(short_number))),
            record::SHORT_NUMBERS => {
                let first = u32::from(short(content, 2).unwrap_or(u16::MAX));
                let numbers = content.get(4..).unwrap_or_default().as_chunks::<6>().0;
                for (column, number) in (first..).zip(numbers) {
                    found.push((place(2).map(|(row, _)| (row, column)), long(number, 2).map(short_number)));
                }
            }
            // Its last result; FFFF at the end marks one that is no number, and a text comes in a record of its own.
            record::FORMULA if short(content, 12) == Some(0xFFFF) => formula = place(2),
            record::FORMULA => found.push((place(2), double(content, 6).map(|number| number.to_string()))),
            record::FORMULA_TEXT => found.push((formula.take(), plain_text(Some(content)))),
            _ => {}
        }
        for cell in found {
            let (Some((row, column)), Some(words)) = cell else { continue };
            if words.is_empty() {
                continue;
            }
            check_place(row, column)?;
            bytes += words.len();
            if bytes > MAX_TEXT_BYTES {
                return Err(ExchangeError::Archive(Danger::Unpacked));
            }
            cells.push((row, column, words));
        }
    }
    if parts == 0 { Err(ExchangeError::Unreadable { line: 0 }) } else { Ok(sheets) }
}

/// Records one after another, until one is not whole.
struct Records<'a> {
    stream: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.stream, 0)?, usize::from(short(self.stream, 2)?));
        let content = self.stream.get(4..4 + length)?;
        self.stream = self.stream.get(4 + length..)?;
        Some((kind, content))
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number in four bytes: thirty bits of a whole number or of a double, two that say which and whether it is hundredths.
fn short_number(bits: u32) -> String {
    let number =
        if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 0 { number.to_string() } else { (number / 100.0).to_string() }
}

/// A text with its length and width before it.
fn plain_text(content: Option<&[u8]>) -> Option<String> {
    let content = content?;
    let mut cursor = Texts { segments: &[content], at: 0 };
    let length = cursor.short()?;
    let wide = cursor.byte()? & 1 == 1;
    cursor.characters(usize::from(length), wide)
}

/// The workbook's list of texts, which goes on over the ends of records.
fn shared_texts(segments: &[&[u8]]) -> Result<Vec<String>, ExchangeError> {
    let mut cursor = Texts { segments, at: 8 };
    let mut texts = Vec::new();
    while let Some(text) = cursor.text() {
        if texts.len() >= MAX_TEXTS {
            return Err(ExchangeError::TooManyPhrases);
        }
        texts.push(text);
    }
    Ok(texts)
}

/// A place in the list of texts.
struct Texts<'a> {
    segments: &'a [&'a [u8]],
    at: usize,
}

impl Texts<'_> {
    fn byte(&mut self) -> Option<u8> {
        while let Some((first, rest)) = self.segments.split_first() {
            if let Some(byte) = first.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.segments, self.at) = (rest, 0);
        }
        None
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        (0..bytes).try_for_each(|_| self.byte().map(|_| ()))
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.short()?) * 4 };
        let phonetic = if flags & 4 == 0 { 0 } else { self.long()? as usize };
        let text = self.characters(length, flags & 1 == 1)?;
        self.skip(runs)?;
        self.skip(phonetic)?;
        Some(text)
    }

    /// Characters of two bytes or one; where a record ends among them, the next one says anew which.
    fn characters(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::new();
        for _ in 0..length {
            if self.segments.first().is_some_and(|segment| self.at >= segment.len()) && self.segments.len() > 1 {
                wide = self.byte()? & 1 == 1;
            }
            units.push(if wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn book(sheet: &[Vec<u8>]) -> Vec<u8> {
        let texts = [&[2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 1][..], &wide("快捷")].concat();
        // The rest of the first text, then a text of one byte a character.
        let more = [&[1][..], &wide("短语"), &[2, 0, 0], b"ok"].concat();
        let mut stream = [
            record(record::BEGIN, &[0, 6, 5, 0]),
            record(record::TEXTS, &texts),
            record(record::CONTINUE, &more),
            record(record::END, &[]),
            record(record::BEGIN, &[0, 6, 16, 0]),
        ]
        .concat();
        stream.extend(sheet.concat());
        stream.extend(record(record::END, &[]));
        stream
    }

    #[test]
    fn every_kind_of_cell_is_read() {
        let chart = [record(record::BEGIN, &[]), record(record::NUMBER, &[0; 14]), record(record::END, &[])].concat();
        let sheet = [
            record(record::SHARED_TEXT, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            record(record::SHARED_TEXT, &[0, 0, 1, 0, 0, 0, 1, 0, 0, 0]),
            chart,
            record(record::TEXT, &[&[1, 0, 0, 0, 0, 0, 1, 0, 1][..], &wide("亲")].concat()),
            record(record::NUMBER, &[&[1, 0, 1, 0, 0, 0][..], &12.5_f64.to_le_bytes()].concat()),
            record(record::SHORT_NUMBER, &[2, 0, 0, 0, 0, 0, 7 << 2 | 2, 0, 0, 0]),
            record(record::FORMULA, &[2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
            record(record::FORMULA_TEXT, &[2, 0, 0, b'h', b'i']),
        ];
        let found = sheets(&book(&sheet)).unwrap();
        let cells: Vec<_> = found[0].iter().map(|row| row.cells.clone()).collect();
        assert_eq!(cells, [["快捷短语", "ok"], ["亲", "12.5"], ["7", "hi"]]);
    }

    #[test]
    fn case_16_cells_far_away_and_cut_records_do_no_harm() {
        let far = record(record::NUMBER, &[&[0, 0, 0xFF, 0xFF, 0, 0][..], &1_f64.to_le_bytes()].concat());
        assert_eq!(sheets(&book(&[far])), Err(ExchangeError::Archive(Danger::Cells)));
        let whole = book(&[record(record::SHORT_NUMBERS, &[0; 40])]);
        for end in 0..whole.len() {
            let _ = sheets(&whole[..end]);
        }
        assert_eq!(read(COMPOUND), Err(ExchangeError::Unreadable { line: 0 }));
    }
}
