//! Pairs of neighbouring characters: the unit of likeness. Chinese needs no word segmentation this way.

/// One pair of characters, packed into 42 bits.
pub(super) type Bigram = u64;

/// The distinct bigrams of a normalised text, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bigrams(Vec<Bigram>);

/// Splits a normalised text into bigrams of letters and digits; a bigram never spans punctuation or a space.
/// A run of one character gives that character alone, so that "好" is not nothing.
pub fn bigrams(normalized: &str) -> impl Iterator<Item = Bigram> + '_ {
    normalized.split(|c: char| !c.is_alphanumeric()).flat_map(|run| {
        let alone = (run.chars().count() == 1).then(|| run.chars().next().map_or(0, u64::from));
        run.chars().zip(run.chars().skip(1)).map(|(a, b)| (u64::from(a) << 21) | u64::from(b)).chain(alone)
    })
}

impl Bigrams {
    /// The bigrams of an already normalised text.
    #[must_use]
    pub fn of(normalized: &str) -> Self {
        let mut sorted: Vec<_> = bigrams(normalized).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self(sorted)
    }

    /// How many distinct bigrams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True when the text had no letter or digit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bigrams in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = Bigram> + '_ {
        self.0.iter().copied()
    }

    /// How many bigrams two texts share.
    #[must_use]
    pub fn shared(&self, other: &Self) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            i += usize::from(a <= b);
            j += usize::from(b <= a);
            shared += usize::from(a == b);
        }
        shared
    }

    /// Dice likeness in percent: 100 for equal sets, 0 for disjoint or empty ones.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> usize {
        (200 * self.shared(other)).checked_div(self.len() + other.len()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_dice_in_percent() {
        let of = |text| Bigrams::of(text);
        assert_eq!(of("什么时候发货").likeness(&of("什么时候发货")), 100);
        assert_eq!(of("发货").likeness(&of("退款")), 0);
        assert_eq!(of("").likeness(&of("")), 0);
        assert_eq!(of("好").len(), 1);
        assert_eq!(of("好,的").shared(&of("好的")), 0);
    }
}
