//! What a line means, as a vector: lines that mean the same point the same way, in whatever words. A [`Table`] holds a
//! vector for each feature of a line, by its hash; a line's [`Meaning`] is their sum, brought to one length. What answers
//! a line means something else than the line; a second, small matrix turns the one into the other.
//!
//! Everything is reckoned in whole numbers, so that native code and wasm give the same bits. `training/` makes the table.

mod features;
mod table;
mod vector;

pub use features::features;
pub use table::{Table, TableError};
use vector::Vector;

/// Numbers in a vector.
pub const DIMENSIONS: usize = 128;
/// The length that a vector is brought to. Its numbers then have a standard deviation of 22 and next to none lies
/// beyond the 127 that a byte holds.
const LENGTH: i64 = 256;
/// Bits behind the point while a vector is brought to that length.
const FRACTION: u32 = 40;

/// Length of a sum below which it says nothing: a row of a feature that training has seen is about twice as long, and one of
/// a character that it hasn't is a few ones and zeros.
const LEAST_LENGTH: i64 = 32;

/// What a line means: the direction of its vector.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Meaning(Vector);

impl std::fmt::Debug for Meaning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Meaning({:x})", self.signs()[0])
    }
}

impl Meaning {
    /// The direction of a sum; `None` where there is next to none.
    fn of(sum: &[i32; DIMENSIONS]) -> Option<Self> {
        let square: i64 = sum.iter().map(|number| i64::from(*number) * i64::from(*number)).sum();
        let length = i64::try_from(square.unsigned_abs().isqrt()).unwrap_or(i64::MAX);
        // One division for all numbers: a sum is less than 2^21 and no longer than its length, so nothing overflows.
        let factor = (LENGTH << FRACTION) / length.max(1);
        let scaled = |number: i32| {
            let rounded = (i64::from(number) * factor + (1 << (FRACTION - 1))) >> FRACTION;
            rounded.clamp(-127, 127) as i8
        };
        (length >= LEAST_LENGTH).then(|| Self(Vector::of(sum.map(scaled))))
    }

    /// How alike two meanings are, in thousandths: 1000 for the same, about 0 for strangers, below for opposites.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> i32 {
        let thousandths = i64::from(self.0.product(&other.0)) * 1000 / (LENGTH * LENGTH);
        thousandths.clamp(-1000, 1000) as i32
    }

    /// The signs of its numbers, a bit each: two meanings that are alike differ in few, which is quick to count.
    #[must_use]
    pub fn signs(&self) -> [u64; DIMENSIONS / 64] {
        self.0.signs()
    }
}

#[cfg(test)]
mod tests;
