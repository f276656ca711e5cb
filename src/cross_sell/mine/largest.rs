//! The largest of many positive numbers, found without sorting them.

/// Numbers that begin with the same bits are counted together: the exponent and so many bits behind it.
const BEHIND: u32 = 3;
/// Numbers below two to the power of -20 are counted with zero, those above two to the power of 12 with that.
const LEAST: u32 = (127 - 20) << BEHIND;

/// How many numbers begin with which bits.
#[derive(Debug)]
pub(super) struct Counts([u32; 256]);

impl Counts {
    pub(super) fn new() -> Self {
        Self([0; 256])
    }

    /// Counts a number; a negative one as zero.
    #[inline]
    pub(super) fn add(&mut self, number: f32) {
        let beginning = number.max(0.0).to_bits() >> (f32::MANTISSA_DIGITS - 1 - BEHIND);
        let at = beginning.saturating_sub(LEAST).min(255) as u8;
        self.0.get_mut(usize::from(at)).into_iter().for_each(|count| *count += 1);
    }

    /// What the `count` largest reach, and of the others few: no more than an eighth above the least of them. Where too
    /// few are counted above zero it is below everything.
    pub(super) fn reached(&self, count: usize) -> f32 {
        let mut reached = 0;
        for (at, more) in (0..256_u32).zip(&self.0).skip(1).rev() {
            reached += *more as usize;
            if reached >= count {
                return f32::from_bits((at + LEAST) << (f32::MANTISSA_DIGITS - 1 - BEHIND));
            }
        }
        f32::NEG_INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn the_largest_reach_it_and_hardly_others(numbers in vec(-9.0_f32..4e3, 0..99), count in 1_usize..20) {
            let mut counts = Counts::new();
            numbers.iter().for_each(|number| counts.add(*number));
            let reached = counts.reached(count);
            let mut sorted = numbers;
            sorted.sort_by(|a, b| b.total_cmp(a));
            match sorted.get(count - 1).filter(|number| **number > 1e-5) {
                Some(number) => prop_assert!(reached <= *number && *number <= reached * 1.125),
                None => prop_assert!(reached <= 1e-5),
            }
        }

        #[test]
        fn no_number_is_too_odd(numbers in vec(any::<f32>(), 0..9)) {
            let mut counts = Counts::new();
            numbers.iter().for_each(|number| counts.add(*number));
            let largest = numbers.into_iter().fold(0.0, f32::max);
            prop_assert!(counts.reached(1) <= largest);
        }
    }
}
