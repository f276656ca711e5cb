//! A set of small numbers as bits: which entries a gram stands in. A few thousand words, so that sets of 50,000 are
//! united and cut in microseconds.

use std::ops::Range;

const WORD: usize = u64::BITS as usize;

/// A set of numbers below a size that was given once.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(size: usize) -> Self {
        Self(vec![0; size.div_ceil(WORD)])
    }

    pub(super) fn all(size: usize) -> Self {
        Self(vec![u64::MAX; size.div_ceil(WORD)])
    }

    pub(super) fn insert(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / WORD) {
            *word |= 1 << (number as usize % WORD);
        }
    }

    pub(super) fn remove(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / WORD) {
            *word &= !(1 << (number as usize % WORD));
        }
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        self.0.get(number as usize / WORD).is_some_and(|word| word >> (number as usize % WORD) & 1 == 1)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine &= other);
    }

    pub(super) fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine |= other);
    }

    /// The numbers of a range that are in this set and in another one, ascending.
    pub(super) fn both<'a>(&'a self, other: &'a Self, range: Range<u32>) -> impl Iterator<Item = u32> + 'a {
        let words = (range.start as usize / WORD)..(range.end as usize).div_ceil(WORD).min(self.0.len());
        words
            .flat_map(move |at| {
                let mut word = self.0.get(at).copied().unwrap_or(0) & other.0.get(at).copied().unwrap_or(0);
                std::iter::from_fn(move || {
                    let bit = (word != 0).then(|| word.trailing_zeros())?;
                    word &= word - 1;
                    u32::try_from(at * WORD).ok().map(|base| base + bit)
                })
            })
            .filter(move |number| range.contains(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_what_two_sets_share() {
        let of = |numbers: &[u32]| {
            let mut bits = Bits::new(300);
            numbers.iter().for_each(|number| bits.insert(*number));
            bits
        };
        let (a, mut b) = (of(&[0, 63, 64, 128, 299, 999]), of(&[0, 64, 128, 200, 299]));
        assert_eq!(a.both(&b, 1..299).collect::<Vec<_>>(), [64, 128]);
        assert_eq!(a.both(&Bits::all(300), 0..300).count(), 5);
        b.remove(64);
        b.keep(&a);
        assert_eq!((b.len(), b.contains(64), b.contains(299)), (3, false, true));
    }
}
