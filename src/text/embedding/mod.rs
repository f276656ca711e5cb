//! What a line means, as a vector: lines that mean the same point the same way, in whatever words. A [`Table`] holds a
//! vector for each feature of a line, by its hash; a line's [`Meaning`] is their sum, brought to one length. What answers
//! a line means something else than the line; a second, small matrix turns the one into the other.
//!
//! Everything is reckoned in whole numbers, so that native code and wasm give the same bits. `training/` makes the table.

mod features;
mod table;

pub use features::features;
pub use table::{Table, TableError};

/// Numbers in a vector.
pub const DIMENSIONS: usize = 128;
/// The length that a vector is brought to. Its numbers then have a standard deviation of 22 and next to none lies
/// beyond the 127 that a byte holds.
const LENGTH: i64 = 256;

/// Length of a sum below which it says nothing: a row of a feature that training has seen is about twice as long, and one of
/// a character that it hasn't is a few ones and zeros.
const LEAST_LENGTH: i64 = 32;

/// What a line means: the direction of its vector.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Meaning([i8; DIMENSIONS]);

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
        let scaled = |number: i32| {
            let doubled = 2 * LENGTH * i64::from(number);
            let rounded = (doubled + length * doubled.signum()) / (2 * length);
            i8::try_from(rounded.clamp(-127, 127)).unwrap_or_default()
        };
        (length >= LEAST_LENGTH).then(|| Self(sum.map(scaled)))
    }

    /// How alike two meanings are, in thousandths: 1000 for the same, about 0 for strangers, below for opposites.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> i32 {
        let product: i32 = self.0.iter().zip(&other.0).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        (i64::from(product) * 1000 / (LENGTH * LENGTH)).clamp(-1000, 1000) as i32
    }

    /// The signs of its numbers, a bit each: two meanings that are alike differ in few, which is quick to count.
    #[must_use]
    pub fn signs(&self) -> [u64; DIMENSIONS / 64] {
        let mut signs = [0; DIMENSIONS / 64];
        for (word, numbers) in signs.iter_mut().zip(self.0.chunks(64)) {
            *word = numbers.iter().rev().fold(0, |bits, number| bits << 1 | u64::from(*number > 0));
        }
        signs
    }
}

#[cfg(test)]
mod tests;
