//! The table of vectors, as `training/` writes it and the panel fetches it: 8 bytes of name, the number of rows (32 bits,
//! little-endian), a hash of all that follows ([`hash`](crate::text::hash()), 64 bits), the matrix from a line to its
//! answer ([`DIMENSIONS`] rows, a number of the line each, and one that is added), and the rows. A number is a byte, 128
//! more than it stands for.

use super::{
    DIMENSIONS, LENGTH, Meaning, features,
    vector::{BIAS, Rows, Sum, Vector},
};

const NAME: &[u8; 8] = b"qinyu-m1";
const ROWS: std::ops::Range<usize> = 8..12;
const HASH: std::ops::Range<usize> = 12..20;
/// Rows of the matrix.
const MATRIX: usize = DIMENSIONS + 1;

/// Vectors for the features of lines.
pub struct Table {
    rows: Rows,
    /// The matrix by the numbers of the answer: what each number of the line counts, and what is added.
    answer: Vec<(Vector, i32)>,
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
        write!(f, "Table of {} rows", self.rows.len())
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
        let (matrix, rows) = body.split_at(MATRIX * DIMENSIONS);
        let weight = |at: usize| i32::from(matrix.get(at).copied().unwrap_or_default()) - BIAS;
        let answer = |at: usize| {
            let weights = std::array::from_fn(|number| weight(number * DIMENSIONS + at) as i8);
            (Vector::of(weights), weight(DIMENSIONS * DIMENSIONS + at) * LENGTH as i32)
        };
        Ok(Self { rows: Rows::of(rows), answer: (0..DIMENSIONS).map(answer).collect() })
    }

    /// What a line means; `None` for one without a character that is read.
    #[must_use]
    pub fn meaning(&self, line: &str) -> Option<Meaning> {
        let mut sum = Sum::of(&self.rows);
        features(line, |feature| sum.add(feature));
        Meaning::of(&sum.numbers())
    }

    /// What an answer to such a line means.
    #[must_use]
    pub fn answer(&self, line: &Meaning) -> Option<Meaning> {
        let mut sum = [0; DIMENSIONS];
        for (sum, (weights, added)) in sum.iter_mut().zip(&self.answer) {
            *sum = weights.product(&line.0) + added;
        }
        Meaning::of(&sum)
    }
}
