//! Pairs of neighbouring characters, and the Chinese characters alone: the units of likeness. Chinese needs no word
//! segmentation this way; a character is often a word of its own (退, 换, 券), a letter never is.

/// One pair of characters, packed into 42 bits, or one Chinese character in 21.
pub(super) type Bigram = u64;

/// The distinct bigrams of a normalised text, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bigrams(Vec<Bigram>);

/// Splits a normalised text into its units; none spans punctuation or a space.
pub fn bigrams(normalized: &str) -> impl Iterator<Item = Bigram> + '_ {
    let mut before: Option<char> = None;
    normalized.chars().flat_map(move |c| {
        let here = c.is_alphanumeric().then_some(c);
        let pair = before.zip(here).map(|(a, b)| (u64::from(a) << 21) | u64::from(b));
        before = here;
        let alone = here.filter(|c| !c.is_ascii()).map(u64::from);
        pair.into_iter().chain(alone)
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
        assert_eq!((of("好").len(), of("好的").len(), of("ok").len(), of("m").len()), (1, 3, 1, 0));
        assert_eq!(of("好,的").shared(&of("好的")), 2, "the pair is missing");
    }
}
