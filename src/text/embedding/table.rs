//! The table of vectors, as `training/` writes it and the panel fetches it: 8 bytes of name, the number of rows (32 bits,
//! little-endian), a hash of all that follows ([`hash`](crate::text::hash()), 64 bits), the matrix from a line to its
//! answer ([`DIMENSIONS`] rows, a number of the line each, and one that is added), and the rows. A number is a byte, 128
//! more than it stands for.

use super::{DIMENSIONS, Meaning, features};

const NAME: &[u8; 8] = b"qinyu-m1";
const ROWS: std::ops::Range<usize> = 8..12;
const HASH: std::ops::Range<usize> = 12..20;
/// Words of eight numbers in a row.
const WORDS: usize = DIMENSIONS / 8;
/// Rows of the matrix.
const MATRIX: usize = DIMENSIONS + 1;
/// What a byte of the table is above its number.
const BIAS: i32 = 128;
/// Every second byte of a word: the others are their neighbours' room to be summed in.
const EVERY_SECOND: u64 = 0x00ff_00ff_00ff_00ff;
/// Bytes that sixteen bits can sum without overflow.
const SUMMED: usize = 256;

/// Vectors for the features of lines.
pub struct Table {
    /// The matrix and the rows, eight numbers a word: they are summed four at a time.
    words: Vec<u64>,
    rows: usize,
}

/// Why bytes are no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableError {
    /// They begin otherwise: another file, or a table of another version.
    OtherFile,
    /// Some are missing, too many or changed.
    Damaged,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherFile => "this is no table of meanings, or one of another version",
            Self::Damaged => "the table of meanings is damaged",
        })
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table of {} rows", self.rows)
    }
}

impl Table {
    /// Takes a table as it was read.
    ///
    /// # Errors
    /// When the bytes are none, or not as they were written.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        if !bytes.starts_with(NAME) {
            return Err(TableError::OtherFile);
        }
        let rows = bytes.get(ROWS).and_then(|rows| rows.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
        let hash = bytes.get(HASH).and_then(|hash| hash.try_into().ok()).map(u64::from_le_bytes);
        let body = bytes.get(HASH.end..).unwrap_or_default();
        let whole = rows > 0 && body.len() == (MATRIX + rows) * DIMENSIONS;
        if !whole || hash != Some(crate::text::hash(body.iter().copied())) {
            return Err(TableError::Damaged);
        }
        let (words, _) = body.as_chunks();
        Ok(Self { words: words.iter().map(|word| u64::from_le_bytes(*word)).collect(), rows })
    }

    /// What a line means; `None` for one without a character that is read.
    #[must_use]
    pub fn meaning(&self, line: &str) -> Option<Meaning> {
        let mut sum = Sum::default();
        features(line, |feature| sum.add(self.row(MATRIX + feature as usize % self.rows)));
        Meaning::of(&sum.numbers())
    }

    /// What an answer to such a line means.
    #[must_use]
    pub fn answer(&self, line: &Meaning) -> Option<Meaning> {
        let one = i32::try_from(super::LENGTH).unwrap_or(0);
        let mut sum = [0; DIMENSIONS];
        for (at, number) in line.0.iter().map(|number| i32::from(*number)).chain([one]).enumerate() {
            let weights = self.row(at).iter().flat_map(|word| word.to_le_bytes());
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += (i32::from(weight) - BIAS) * number;
            }
        }
        Meaning::of(&sum)
    }

    fn row(&self, at: usize) -> &[u64] {
        self.words.get(at * WORDS..(at + 1) * WORDS).unwrap_or_default()
    }
}

/// A sum of rows. Four numbers of a word are added at once, each in sixteen bits; now and then they are moved to where
/// there is more room.
struct Sum {
    even: [u64; WORDS],
    odd: [u64; WORDS],
    added: usize,
    moved: [i32; DIMENSIONS],
}

impl Default for Sum {
    fn default() -> Self {
        Self { even: [0; WORDS], odd: [0; WORDS], added: 0, moved: [0; DIMENSIONS] }
    }
}

impl Sum {
    fn add(&mut self, row: &[u64]) {
        if self.added == SUMMED {
            self.make_room();
        }
        self.added += 1;
        for ((word, even), odd) in row.iter().zip(&mut self.even).zip(&mut self.odd) {
            *even += word & EVERY_SECOND;
            *odd += (word >> 8) & EVERY_SECOND;
        }
    }

    fn make_room(&mut self) {
        let bias = BIAS * i32::try_from(self.added).unwrap_or(0);
        let (numbers, _) = self.moved.as_chunks_mut::<8>();
        for ((numbers, even), odd) in numbers.iter_mut().zip(&mut self.even).zip(&mut self.odd) {
            for (at, pair) in numbers.as_chunks_mut::<2>().0.iter_mut().enumerate() {
                let sum = |word: &u64| ((word >> (16 * at)) & 0xffff) as i32;
                *pair = [pair[0] + sum(even) - bias, pair[1] + sum(odd) - bias];
            }
            (*even, *odd) = (0, 0);
        }
        self.added = 0;
    }

    fn numbers(mut self) -> [i32; DIMENSIONS] {
        self.make_room();
        self.moved
    }
}
