//! The characters that a library is written with, numbered. A text becomes a row of these numbers, one for each of its
//! characters, and what is known of a character is worked out once instead of at each of its millions of occurrences.

use super::sounds::{CLASSES, SOUNDS, Sound};
use crate::{
    sorting::sort,
    text::{folded, is_passed_over},
};
use std::{collections::HashMap, ops::Range};

/// A folded character's number in its vocabulary.
pub(super) type Glyph = u16;

/// Stands for all characters beyond the 65,535th: nothing finds it.
const BEYOND: Glyph = 0;

/// Numbers of the sets of sounds that characters have; [`PASSED_OVER`] for those that a search passes over.
pub(super) type Voice = u16;

/// The voice of punctuation and the like.
pub(super) const PASSED_OVER: Voice = 0;

/// Rows of numbers in one array.
#[derive(Debug, Default)]
struct Rows<T> {
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T> Rows<T> {
    fn push(&mut self, row: impl IntoIterator<Item = T>) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.all.extend(row);
        self.starts.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    fn row(&self, at: usize) -> &[T] {
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        self.all.get(bound(at)..bound(at + 1)).unwrap_or_default()
    }
}

/// The vocabulary of a part of the index.
#[derive(Debug)]
pub(super) struct Glyphs {
    /// By folded character.
    numbers: HashMap<char, Glyph>,
    /// While texts are added: by character of the basic plane as written, its glyph, or [`BEYOND`] if not yet asked.
    direct: Vec<Glyph>,
    /// By glyph.
    sounds: Rows<Sound>,
    classes: Rows<u8>,
    voices: Vec<Voice>,
    in_word: Vec<bool>,
    /// By voice, and back from each sound.
    sets: HashMap<Vec<Sound>, Voice>,
    of_sound: Vec<Vec<Voice>>,
    glyphs_of_sound: Vec<Vec<Glyph>>,
}

impl Glyphs {
    pub(super) fn new() -> Self {
        let mut glyphs = Self {
            numbers: HashMap::new(),
            direct: vec![BEYOND; 1 << 16],
            sounds: Rows::default(),
            classes: Rows::default(),
            voices: Vec::new(),
            in_word: Vec::new(),
            sets: HashMap::new(),
            of_sound: vec![Vec::new(); SOUNDS.count()],
            glyphs_of_sound: vec![Vec::new(); SOUNDS.count()],
        };
        glyphs.sets.insert(Vec::new(), PASSED_OVER);
        // An unassigned character, so that no text has it.
        glyphs.add('\u{e000}');
        glyphs
    }

    /// The glyph of a character as written; a new one becomes part of the vocabulary.
    pub(super) fn number_or_add(&mut self, written: char) -> Glyph {
        let plane = u16::try_from(u32::from(written)).ok();
        if let Some(known) = plane.and_then(|at| self.direct.get(usize::from(at))).filter(|known| **known != BEYOND) {
            return *known;
        }
        let c = folded(written);
        let glyph = self.numbers.get(&c).copied().unwrap_or_else(|| self.add(c));
        if let Some(place) = plane.and_then(|at| self.direct.get_mut(usize::from(at))) {
            *place = glyph;
        }
        glyph
    }

    fn add(&mut self, c: char) -> Glyph {
        let Ok(glyph) = Glyph::try_from(self.voices.len()) else { return BEYOND };
        let mut sounds = SOUNDS.of(c);
        let mut classes: Vec<u8> = sounds.iter().map(|sound| SOUNDS.class_of(*sound)).collect();
        sort(&mut classes);
        classes.dedup();
        self.numbers.insert(c, glyph);
        self.classes.push(classes);
        self.sounds.push(sounds.iter().copied());
        self.in_word.push(c.is_ascii_alphanumeric());
        if is_passed_over(c) {
            sounds.clear();
        }
        for sound in &sounds {
            self.glyphs_of_sound.get_mut(usize::from(*sound)).into_iter().for_each(|list| list.push(glyph));
        }
        sort(&mut sounds);
        // At most as many sets as glyphs.
        let next = Voice::try_from(self.sets.len()).unwrap_or(PASSED_OVER);
        let voice = self.sets.get(&sounds).copied().unwrap_or_else(|| {
            for sound in &sounds {
                self.of_sound.get_mut(usize::from(*sound)).into_iter().for_each(|voices| voices.push(next));
            }
            self.sets.insert(sounds, next);
            next
        });
        self.voices.push(voice);
        glyph
    }

    /// Gives back what is only needed while texts are added.
    pub(super) fn finish(&mut self) {
        self.direct = Vec::new();
    }

    /// How many glyphs there are.
    pub(super) fn count(&self) -> usize {
        self.voices.len()
    }

    /// How many voices there are.
    pub(super) fn voice_count(&self) -> usize {
        self.sets.len()
    }

    /// The glyph of a folded character, if any text has it.
    pub(super) fn number(&self, folded: char) -> Option<Glyph> {
        self.numbers.get(&folded).copied().filter(|glyph| *glyph != BEYOND)
    }

    pub(super) fn voice(&self, glyph: Glyph) -> Voice {
        self.voices.get(usize::from(glyph)).copied().unwrap_or(PASSED_OVER)
    }

    /// A row without what is passed over.
    pub(super) fn heard<'r>(&'r self, row: &'r [Glyph]) -> impl Iterator<Item = Glyph> + 'r {
        row.iter().copied().filter(|glyph| self.voice(*glyph) != PASSED_OVER)
    }

    /// True for letters and digits, which make words that one may begin in the middle of.
    pub(super) fn is_in_word(&self, glyph: Glyph) -> bool {
        self.in_word.get(usize::from(glyph)).copied().unwrap_or(false)
    }

    /// The sounds of a glyph, the commonest first.
    pub(super) fn sounds(&self, glyph: Glyph) -> &[Sound] {
        self.sounds.row(usize::from(glyph))
    }

    /// The classes of its sounds, each once.
    pub(super) fn classes(&self, glyph: Glyph) -> &[u8] {
        self.classes.row(usize::from(glyph))
    }

    /// The voices that have one of these sounds, some twice.
    pub(super) fn voices_of(&self, sounds: Range<Sound>) -> impl Iterator<Item = Voice> + '_ {
        let lists = self.of_sound.get(usize::from(sounds.start)..usize::from(sounds.end)).unwrap_or_default();
        lists.iter().flatten().copied()
    }

    /// The glyphs that have one of these sounds, some twice.
    pub(super) fn glyphs_of(&self, sounds: Range<Sound>) -> impl Iterator<Item = Glyph> + '_ {
        let lists = self.glyphs_of_sound.get(usize::from(sounds.start)..usize::from(sounds.end)).unwrap_or_default();
        lists.iter().flatten().copied()
    }
}

/// Three classes as one number below [`TRIPLES`].
pub(super) fn triple([a, b, c]: [u8; 3]) -> u32 {
    (u32::from(a) * CLASSES as u32 + u32::from(b)) * CLASSES as u32 + u32::from(c)
}

/// How many triples there are.
pub(super) const TRIPLES: usize = CLASSES * CLASSES * CLASSES;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_alike_is_one_glyph() {
        let mut glyphs = Glyphs::new();
        let numbers: Vec<_> = "發发Ａa，🎉".chars().map(|c| glyphs.number_or_add(c)).collect();
        assert!(numbers[0] == numbers[1] && numbers[2] == numbers[3] && !numbers.contains(&BEYOND));
        assert_eq!((glyphs.voice(numbers[4]), glyphs.voice(numbers[5])), (PASSED_OVER, PASSED_OVER));
        assert_eq!(glyphs.number('\u{e000}'), None);
        let fa = SOUNDS.spelled("fa", false)[0].clone();
        assert_eq!(glyphs.glyphs_of(fa.clone()).collect::<Vec<_>>(), [numbers[0]]);
        assert_eq!(glyphs.voices_of(fa).collect::<Vec<_>>(), [glyphs.voice(numbers[0])]);
    }

    #[test]
    fn characters_beyond_the_last_number_are_no_ones() {
        let mut glyphs = Glyphs::new();
        for c in '\u{20000}'..'\u{33000}' {
            glyphs.number_or_add(c);
        }
        assert_eq!((glyphs.number_or_add('\u{33001}'), glyphs.number('\u{33001}')), (BEYOND, None));
        assert_eq!(glyphs.count(), 1 << 16);
    }
}
