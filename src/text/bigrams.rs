//! The units of likeness. Of Chinese: pairs of neighbouring characters and the characters alone; it needs no word
//! segmentation this way, and a character is often a word of its own (退, 换, 券). Of words in letters and digits: the word
//! and how it begins, so that "shipped" is like "shipping" and "right" is not like "alright".

/// One unit: two characters packed into 42 bits, one character in 21, or a word's hash with [`WORD`] set.
pub(super) type Bigram = u64;

/// Marks the hash of a word or of its beginning.
const WORD: u64 = 1 << 63;
/// Letters that the forms of an English word have in common.
const STEM: usize = 4;

/// The distinct bigrams of a normalised text, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bigrams(Vec<Bigram>);

/// Appends the units of a normalised text, repeated ones too; none spans punctuation or a space.
pub fn bigrams(normalized: &str, units: &mut Vec<Bigram>) {
    let mut before: Option<char> = None;
    let mut word: Option<usize> = None;
    for (at, c) in normalized.char_indices() {
        if c.is_ascii_alphanumeric() {
            word = word.or(Some(at));
            before = None;
            continue;
        }
        if let Some(word) = word.take() {
            add_word(normalized.get(word..at).unwrap_or_default(), units);
        }
        let here = is_letter(c).then_some(c);
        units.extend(before.zip(here).map(|(a, b)| (u64::from(a) << 21) | u64::from(b)));
        units.extend(here.map(u64::from));
        before = here;
    }
    add_word(word.and_then(|word| normalized.get(word..)).unwrap_or_default(), units);
}

/// A word and, of a long one, how it begins.
fn add_word(word: &str, units: &mut Vec<Bigram>) {
    if let Some(stem) = word.get(..STEM).filter(|stem| stem.len() < word.len()) {
        units.push(hash(stem));
    }
    if !word.is_empty() {
        units.push(hash(word));
    }
}

/// The common Chinese characters are known to be letters; the tables of Unicode are asked for the others.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || (!c.is_ascii() && c.is_alphanumeric())
}

/// FNV-1a over a word's letters.
fn hash(word: &str) -> Bigram {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash | WORD
}

impl Bigrams {
    /// The bigrams of an already normalised text.
    #[must_use]
    pub fn of(normalized: &str) -> Self {
        let mut sorted = Vec::with_capacity(normalized.len());
        bigrams(normalized, &mut sorted);
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
    #[must_use]
    pub fn as_slice(&self) -> &[Bigram] {
        &self.0
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
        assert_eq!((of("好").len(), of("好的").len(), of("ok").len(), of("m").len()), (1, 3, 1, 1));
        assert_eq!((of("shipped").shared(&of("shipping")), of("right").shared(&of("alright"))), (1, 0));
        assert_eq!(of("m码有货").shared(&of("m码")), 2);
        assert_eq!(of("好,的").shared(&of("好的")), 2, "the pair is missing");
    }
}
