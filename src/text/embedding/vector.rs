//! 128 small whole numbers, and their sums and products, sixteen at a time: what the browser's processor does in one step
//! (SIMD, by `wide`). Whole numbers give the same bits everywhere. [`Table`](super::Table) and
//! [`Meaning`](super::Meaning) are made of these.

use super::DIMENSIONS;
use bytemuck::must_cast;
use wide::{i16x8, i32x4, u16x8};

/// Pairs of numbers that are reckoned at once, sixteen numbers, and how many such lots a vector has.
const PAIRS: usize = 8;
const LOTS: usize = DIMENSIONS / (2 * PAIRS);
/// Bits of a number.
const BITS: u32 = 8;
/// In each pair, the room of the first number, and what moves it into that of the second. Constants: made where they are
/// used, they are filled number by number in a build for size.
const FIRST: u16x8 = u16x8::splat(u8::MAX as u16);
const MOVED: i16x8 = i16x8::splat(1 << BITS);
/// What a byte of a row is above its number.
pub(super) const BIAS: i32 = 128;
/// Rows that sixteen bits can sum without overflow.
const SUMMED: usize = 256;

/// The first number of a pair is its lower half: so it is in wasm and on every processor that runs a browser.
const _: () = assert!(cfg!(target_endian = "little"));

/// Numbers from -128 to 127, two in sixteen bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Vector([i16x8; LOTS]);

impl Vector {
    pub(super) fn of(numbers: [i8; DIMENSIONS]) -> Self {
        Self(must_cast(numbers))
    }

    /// The sum of the products of the numbers of each.
    pub(super) fn product(&self, other: &Self) -> i32 {
        let mut sum = i32x4::ZERO;
        for (one, other) in self.0.iter().zip(&other.0) {
            sum += first(*one).dot(first(*other)) + (*one >> BITS).dot(*other >> BITS);
        }
        sum.reduce_add()
    }

    /// Which numbers are above zero, a bit each, in no useful order.
    pub(super) fn signs(&self) -> [u64; DIMENSIONS / 64] {
        let mut signs = [0; DIMENSIONS / 64];
        for (word, lots) in signs.iter_mut().zip(self.0.as_chunks::<{ 64 / (2 * PAIRS) }>().0) {
            for lot in lots {
                for numbers in [first(*lot), *lot >> BITS] {
                    *word = *word << PAIRS | u64::from(numbers.simd_gt(i16x8::ZERO).to_bitmask());
                }
            }
        }
        signs
    }
}

/// The first number of each pair.
fn first(pairs: i16x8) -> i16x8 {
    (pairs * MOVED) >> BITS
}

/// Rows of bytes, each [`BIAS`] above its number.
pub(super) struct Rows(Vec<Row>);

impl Rows {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(bytes.as_chunks::<DIMENSIONS>().0.iter().map(|row| must_cast(*row)).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// A row, two numbers a lane.
type Row = [u16x8; LOTS];
/// What adds nothing.
static NOTHING: Row = [u16x8::ZERO; LOTS];

/// A sum of rows, in sixteen bits; now and then it is moved to where there is more room. Rows lie far apart in a table that
/// no cache holds, so eight are added at once: the processor fetches them side by side.
pub(super) struct Sum<'a> {
    rows: &'a Rows,
    waiting: [&'a Row; 8],
    waits: usize,
    first: Row,
    second: Row,
    added: usize,
    moved: [i32; DIMENSIONS],
}

impl<'a> Sum<'a> {
    pub(super) fn of(rows: &'a Rows) -> Self {
        let waiting = [&NOTHING; 8];
        Self { rows, waiting, waits: 0, first: NOTHING, second: NOTHING, added: 0, moved: [0; DIMENSIONS] }
    }

    /// Adds the row to which a number leads.
    pub(super) fn add(&mut self, number: u32) {
        let row = self.rows.0.get(number as usize % self.rows.0.len().max(1));
        if let (Some(row), Some(waiting)) = (row, self.waiting.get_mut(self.waits)) {
            *waiting = row;
            self.waits += 1;
        }
        if self.waits == self.waiting.len() {
            self.add_waiting();
        }
    }

    fn add_waiting(&mut self) {
        let waits = std::mem::take(&mut self.waits);
        if self.added + waits > SUMMED {
            make_room(&mut self.moved, &mut self.first, &mut self.second, std::mem::take(&mut self.added));
        }
        self.added += waits;
        // Written out: a build for size would go round a loop for each.
        let [a, b, c, d, e, f, g, h] = std::mem::replace(&mut self.waiting, [&NOTHING; 8]);
        for (lot, (first, second)) in self.first.iter_mut().zip(&mut self.second).enumerate() {
            let (a, b, c, d) = (a[lot], b[lot], c[lot], d[lot]);
            let (e, f, g, h) = (e[lot], f[lot], g[lot], h[lot]);
            *first += ((a & FIRST) + (b & FIRST)) + ((c & FIRST) + (d & FIRST));
            *first += ((e & FIRST) + (f & FIRST)) + ((g & FIRST) + (h & FIRST));
            *second += ((a >> BITS) + (b >> BITS)) + ((c >> BITS) + (d >> BITS));
            *second += ((e >> BITS) + (f >> BITS)) + ((g >> BITS) + (h >> BITS));
        }
    }

    pub(super) fn numbers(mut self) -> [i32; DIMENSIONS] {
        self.add_waiting();
        make_room(&mut self.moved, &mut self.first, &mut self.second, self.added);
        self.moved
    }
}

fn make_room(moved: &mut [i32; DIMENSIONS], first: &mut Row, second: &mut Row, added: usize) {
    let bias = BIAS * i32::try_from(added).unwrap_or(0);
    let lots = moved.as_chunks_mut::<{ 2 * PAIRS }>().0;
    for ((numbers, first), second) in lots.iter_mut().zip(first).zip(second) {
        let pairs = numbers.as_chunks_mut::<2>().0;
        for ((pair, first), second) in pairs.iter_mut().zip(first.as_array()).zip(second.as_array()) {
            *pair = [pair[0] + i32::from(*first) - bias, pair[1] + i32::from(*second) - bias];
        }
        (*first, *second) = (u16x8::ZERO, u16x8::ZERO);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(seed: usize) -> [i8; DIMENSIONS] {
        std::array::from_fn(|at| (crate::text::hash((seed * DIMENSIONS + at).to_le_bytes()) >> 24) as i8)
    }

    #[test]
    fn a_product_is_the_sum_of_products() {
        for pair in [[drawn(1), drawn(2)], [[-128; DIMENSIONS]; 2], [[-128; DIMENSIONS], [127; DIMENSIONS]]] {
            let one_by_one = pair[0].iter().zip(&pair[1]).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>();
            assert_eq!(Vector::of(pair[0]).product(&Vector::of(pair[1])), one_by_one);
        }
    }

    #[test]
    fn every_sign_has_its_bit() {
        let signs = |numbers: &[i8; DIMENSIONS]| Vector::of(*numbers).signs();
        assert_eq!((signs(&[0; DIMENSIONS]), signs(&[1; DIMENSIONS])), ([0; 2], [u64::MAX; 2]));
        let mut seen = [0; 2];
        for at in 0..DIMENSIONS {
            let mut numbers = [-1; DIMENSIONS];
            numbers[at] = 7;
            let bits = signs(&numbers);
            assert_eq!(bits.iter().map(|word| word.count_ones()).sum::<u32>(), 1);
            seen = [seen[0] | bits[0], seen[1] | bits[1]];
        }
        assert_eq!(seen, [u64::MAX; 2]);
    }
}
