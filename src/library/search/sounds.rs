//! How characters sound, as numbers: one sound for each syllable, letter and digit, and one for all else. They are in
//! alphabetical order, so that all that begins with the same letters is one range; the lists of
//! [`grams`](super::grams) are laid out by it.

use crate::{
    sorting::{distinct, sort},
    text::pinyin,
};
use std::{ops::Range, sync::LazyLock};

/// A sound's number; below 512.
pub(super) type Sound = u16;

/// Classes of sounds: by first letter, each digit, all else.
pub(super) const CLASSES: usize = LETTERS + 10 + 1;
const LETTERS: usize = 26;

/// Pairs that are mixed up, by how a syllable begins and how it ends.
const ALIKE_BEGINNINGS: &[(&str, &str)] = &[("z", "zh"), ("c", "ch"), ("s", "sh"), ("n", "l")];
const ALIKE_ENDS: &[(&str, &str)] = &[("an", "ang"), ("en", "eng"), ("in", "ing")];
/// Spellings beside the usual one: `v` is only typed where `u` means another sound.
const ALSO_SPELLED: &[(&str, &str)] =
    &[("lue", "lve"), ("nue", "nve"), ("jv", "ju"), ("qv", "qu"), ("xv", "xu"), ("yv", "yu")];

/// The tables of all sounds.
#[derive(Debug)]
pub(super) struct Sounds {
    /// By class, its first sound; one more at the end.
    starts: Vec<Sound>,
    /// By sound, its class.
    classes: Vec<u8>,
    /// By place in [`pinyin::syllables`], its sound.
    of_syllable: Vec<Sound>,
    /// Spellings with their sounds, sorted; and the same with those that are mixed up.
    spelled: Vec<(String, Sound)>,
    alike: Vec<(String, Sound)>,
}

/// The sounds.
pub(super) static SOUNDS: LazyLock<Sounds> = LazyLock::new(Sounds::new);

impl Sounds {
    fn new() -> Self {
        let mut named: Vec<(&str, usize)> = pinyin::syllables().iter().zip(0..).map(|(name, at)| (*name, at)).collect();
        sort(&mut named);
        let (mut starts, mut classes) = (Vec::new(), Vec::new());
        let mut of_syllable = vec![0; named.len()];
        let mut spelled = Vec::new();
        let mut next = named.iter().peekable();
        for class in 0..CLASSES {
            starts.push(Sound::try_from(classes.len()).unwrap_or(Sound::MAX));
            // The letter, digit or other sign itself comes first.
            classes.push(u8::try_from(class).unwrap_or(u8::MAX));
            while let Some((name, at)) = next.next_if(|(name, _)| letter_class(name) == Some(class)) {
                let sound = Sound::try_from(classes.len()).unwrap_or(Sound::MAX);
                classes.push(u8::try_from(class).unwrap_or(u8::MAX));
                of_syllable.iter_mut().skip(*at).take(1).for_each(|of| *of = sound);
                spelled.push(((*name).to_owned(), sound));
            }
        }
        starts.push(Sound::try_from(classes.len()).unwrap_or(Sound::MAX));
        let other = |spelling: &str| ALSO_SPELLED.iter().find(|(_, usual)| *usual == spelling).map(|(other, _)| *other);
        let also: Vec<_> = spelled.iter().filter_map(|(name, sound)| Some((other(name)?.to_owned(), *sound))).collect();
        spelled.extend(also);
        let mut alike = spelled.clone();
        alike.extend(spelled.iter().flat_map(|(name, sound)| variants(name).into_iter().map(|name| (name, *sound))));
        for list in [&mut spelled, &mut alike] {
            sort(list);
            list.dedup();
        }
        Self { starts, classes, of_syllable, spelled, alike }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.classes.len()
    }

    /// The sounds of a folded character, the commonest first; never none.
    pub(super) fn of(&self, c: char) -> Vec<Sound> {
        let class = match c {
            'a'..='z' => usize::from(c as u8 - b'a'),
            '0'..='9' => LETTERS + usize::from(c as u8 - b'0'),
            _ => CLASSES - 1,
        };
        let mut sounds: Vec<Sound> = Vec::new();
        if class == CLASSES - 1 {
            sounds.extend(pinyin::readings(c).filter_map(|at| self.of_syllable.get(at)));
        }
        if sounds.is_empty() { vec![self.class(class).start] } else { sounds }
    }

    /// The class of a sound.
    pub(super) fn class_of(&self, sound: Sound) -> u8 {
        self.classes.get(usize::from(sound)).copied().unwrap_or_default()
    }

    /// All sounds that begin with a letter, itself the first.
    pub(super) fn letter(&self, letter: u8) -> Range<Sound> {
        self.class(usize::from(letter.wrapping_sub(b'a')))
    }

    /// True for all sounds of one class.
    pub(super) fn is_class(&self, range: &Range<Sound>) -> bool {
        *range == self.class(usize::from(self.class_of(range.start)))
    }

    /// True for how a Chinese character sounds; letters, digits and all else are what they are.
    pub(super) fn is_syllable(&self, sound: Sound) -> bool {
        self.class(usize::from(self.class_of(sound))).start != sound
    }

    fn class(&self, class: usize) -> Range<Sound> {
        self.starts.get(class).copied().unwrap_or(0)..self.starts.get(class + 1).copied().unwrap_or(0)
    }

    /// What is spelled like this: with `alike`, also what is often taken for it.
    pub(super) fn spelled(&self, letters: &str, alike: bool) -> Vec<Range<Sound>> {
        let list = if alike { &self.alike } else { &self.spelled };
        let from = list.partition_point(|(name, _)| name.as_str() < letters);
        ranges(list.iter().skip(from).take_while(|(name, _)| name == letters).map(|(_, sound)| *sound).collect())
    }

    /// True for a syllable in one of its spellings.
    pub(super) fn is_spelled(&self, letters: &str) -> bool {
        self.spelled.binary_search_by(|(name, _)| name.as_str().cmp(letters)).is_ok()
    }

    /// Every spelling of every syllable.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        self.spelled.iter().map(|(name, _)| name.as_str())
    }

    /// What begins like this and goes on.
    pub(super) fn beginning(&self, letters: &str, alike: bool) -> Vec<Range<Sound>> {
        let list = if alike { &self.alike } else { &self.spelled };
        let from = list.partition_point(|(name, _)| name.as_str() <= letters);
        ranges(
            list.iter().skip(from).take_while(|(name, _)| name.starts_with(letters)).map(|(_, sound)| *sound).collect(),
        )
    }
}

fn letter_class(name: &str) -> Option<usize> {
    name.bytes().next().map(|letter| usize::from(letter.wrapping_sub(b'a')))
}

/// Sounds as ranges, each within one class.
pub(super) fn ranges(mut sounds: Vec<Sound>) -> Vec<Range<Sound>> {
    distinct(&mut sounds);
    let mut ranges: Vec<Range<Sound>> = Vec::new();
    for sound in sounds {
        match ranges.last_mut() {
            Some(last) if last.end == sound && SOUNDS.class_of(last.start) == SOUNDS.class_of(sound) => last.end += 1,
            _ => ranges.push(sound..sound + 1),
        }
    }
    ranges
}

/// The spellings that are taken for one, itself among them.
fn variants(name: &str) -> Vec<String> {
    let mut beginnings = vec![name.to_owned()];
    for (short, long) in ALIKE_BEGINNINGS {
        if let Some(rest) = name.strip_prefix(long) {
            beginnings.push(format!("{short}{rest}"));
        } else if let Some(rest) = name.strip_prefix(short) {
            beginnings.push(format!("{long}{rest}"));
        }
    }
    let mut all = beginnings.clone();
    for name in beginnings {
        for (short, long) in ALIKE_ENDS {
            if let Some(rest) = name.strip_suffix(long) {
                all.push(format!("{rest}{short}"));
            } else if let Some(rest) = name.strip_suffix(short) {
                all.push(format!("{rest}{long}"));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(letters: &str, alike: bool) -> usize {
        SOUNDS.spelled(letters, alike).iter().map(ExactSizeIterator::len).sum()
    }

    #[test]
    fn sounds_are_few_and_in_order() {
        assert!(SOUNDS.count() < 512, "{} do not fit the keys of the grams", SOUNDS.count());
        assert_eq!(SOUNDS.of('发'), SOUNDS.spelled("fa", false)[0].clone().collect::<Vec<_>>());
        assert!(SOUNDS.letter(b'f').contains(&SOUNDS.of('发')[0]) && SOUNDS.letter(b'f').start == SOUNDS.of('f')[0]);
        assert_eq!((SOUNDS.of('7').len(), SOUNDS.of('Ж') == SOUNDS.of('🎉')), (1, true));
    }

    #[test]
    fn pairs_that_are_mixed_up_are_alike_and_only_then() {
        for (typed, meant) in [("sen", "shen"), ("zi", "zhi"), ("lan", "nang"), ("min", "ming"), ("chen", "ceng")] {
            let meant = SOUNDS.spelled(meant, false);
            let within = |alike| {
                SOUNDS
                    .spelled(typed, alike)
                    .iter()
                    .any(|range| meant[0].start >= range.start && meant[0].start < range.end)
            };
            assert!(within(true) && !within(false), "{typed}");
        }
        assert_eq!((spelled("fa", true), spelled("fx", true), spelled("lue", false)), (1, 0, 1));
        assert!(!SOUNDS.beginning("hua", false).is_empty() && SOUNDS.beginning("huang", false).is_empty());
    }
}
