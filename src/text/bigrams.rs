//! The units of likeness. Of Chinese: pairs of neighbouring characters and the characters alone; it needs no word
//! segmentation this way, and a character is often a word of its own (退, 换, 券). Of words in letters and digits: the word
//! and how it begins, so that "shipped" is like "shipping" and "right" is not like "alright".

use super::{normalize::fold, synonyms::same_words};

/// One unit: two characters packed into 42 bits, one character in 21, or a word's hash with [`WORD`] set.
pub(super) type Bigram = u64;

/// Marks the hash of a word or of its beginning.
const WORD: u64 = 1 << 63;
/// Letters that the forms of an English word have in common.
const STEM: usize = 4;

/// The distinct bigrams of a normalised text, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bigrams(Vec<Bigram>);

/// Room in which texts are taken apart, one after another: a library of 10,000 phrases is taken apart at each start.
#[derive(Debug, Default)]
pub struct Units {
    folded: Vec<char>,
    same: Vec<char>,
    units: Vec<Bigram>,
}

impl Units {
    /// The units of a text in its order, repeated ones too; words that mean the same are one.
    pub fn of(&mut self, text: &str) -> &[Bigram] {
        fold(text, &mut self.folded);
        self.same.clear();
        same_words(&self.folded, &mut self.same);
        self.units.clear();
        take_apart(&self.same, &mut self.units);
        &self.units
    }

    /// The units of a text, each once, in ascending order.
    #[must_use]
    pub fn distinct(text: &str) -> Vec<Bigram> {
        let mut units = Self::default();
        units.of(text);
        sorted(units.units)
    }
}

fn sorted(mut units: Vec<Bigram>) -> Vec<Bigram> {
    units.sort_unstable();
    units.dedup();
    units
}

/// Appends the units of a normalised text, repeated ones too; none spans punctuation or a space.
fn take_apart(normalized: &[char], units: &mut Vec<Bigram>) {
    let mut before: Option<char> = None;
    let mut word = Word::default();
    for c in normalized.iter().copied() {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            before = None;
            continue;
        }
        word.end(units);
        let here = is_letter(c).then_some(c);
        if let Some(here) = here {
            if let Some(before) = before {
                units.push((u64::from(before) << 21) | u64::from(here));
            }
            units.push(u64::from(here));
        }
        before = here;
    }
    word.end(units);
}

/// A word as far as it is read: FNV-1a over its letters.
#[derive(Default)]
struct Word {
    letters: usize,
    hash: Bigram,
    /// The hash of its beginning.
    stem: Bigram,
}

impl Word {
    fn push(&mut self, letter: char) {
        if self.letters == 0 {
            self.hash = 0xcbf2_9ce4_8422_2325;
        }
        self.hash = (self.hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
        self.letters += 1;
        if self.letters == STEM {
            self.stem = self.hash;
        }
    }

    /// Appends the word and, of a long one, how it begins.
    fn end(&mut self, units: &mut Vec<Bigram>) {
        if self.letters > STEM {
            units.push(self.stem | WORD);
        }
        if self.letters > 0 {
            units.push(self.hash | WORD);
            self.letters = 0;
        }
    }
}

/// The common Chinese characters are known to be letters; the tables of Unicode are asked for the others.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || (!c.is_ascii() && c.is_alphanumeric())
}

impl Bigrams {
    /// The bigrams of an already normalised text.
    #[must_use]
    pub fn of(normalized: &str) -> Self {
        let (chars, mut units): (Vec<char>, _) = (normalized.chars().collect(), Vec::new());
        take_apart(&chars, &mut units);
        Self(sorted(units))
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
