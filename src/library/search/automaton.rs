//! Runs a [`Net`] over a text, all its ways at once: one bit for each unit that may come next. Linear in the text.

use super::{
    glyphs::{Glyph, Glyphs, PASSED_OVER},
    query::{MAX_STEP, Net, Takes},
    score::Place,
};

/// What characters of one voice take.
#[derive(Debug, Clone, Copy, Default)]
struct Moves {
    /// Units from which any step goes.
    any: u64,
    /// By length of the step less one, units from which it goes.
    by_length: [u64; MAX_STEP],
}

/// A net, made ready for the texts of a part.
#[derive(Debug)]
pub(super) struct Automaton {
    /// By glyph, units that are this character.
    exact: Vec<u64>,
    /// By voice.
    moves: Vec<Moves>,
    /// Units that any character takes.
    any: u64,
    /// The bit behind the last unit.
    end: u64,
    literal: bool,
    pub(super) length: usize,
}

impl Automaton {
    pub(super) fn new(net: &Net, glyphs: &Glyphs) -> Self {
        let mut exact = vec![0; glyphs.count()];
        let mut moves = vec![Moves::default(); glyphs.voice_count()];
        let mut any = 0;
        for step in &net.steps {
            let bit = 1_u64 << step.from;
            match &step.takes {
                Takes::Any => any |= bit,
                Takes::Glyph(glyph) => {
                    exact.iter_mut().skip(usize::from(*glyph)).take(1).for_each(|units| *units |= bit)
                }
                Takes::Sounds(sounds) => {
                    for voice in sounds.iter().flat_map(|range| glyphs.voices_of(range.clone())) {
                        if let Some(moves) = moves.get_mut(usize::from(voice)) {
                            moves.any |= bit;
                            let length = step.to - step.from - 1;
                            moves.by_length.iter_mut().skip(length).take(1).for_each(|units| *units |= bit);
                        }
                    }
                }
            }
        }
        Self { exact, moves, any, end: 1 << net.length, literal: net.literal, length: net.length }
    }

    /// The units that may come next after a glyph.
    fn step(&self, units: u64, glyph: Glyph, glyphs: &Glyphs) -> u64 {
        let exact = self.exact.get(usize::from(glyph)).copied().unwrap_or(0) | self.any;
        let mut next = (units & exact) << 1;
        let moves = self.moves.get(usize::from(glyphs.voice(glyph)));
        if let Some(moves) = moves.filter(|moves| moves.any & units != 0) {
            for (length, from) in (1_u32..).zip(moves.by_length) {
                next |= (units & from) << length;
            }
        }
        next
    }

    /// Whether a text has a match at a place of this worth or better.
    pub(super) fn matches(&self, row: &[Glyph], place: Place, glyphs: &Glyphs) -> bool {
        let (mut units, mut begun, mut in_word) = (0, false, false);
        for glyph in row {
            if !self.literal && glyphs.voice(*glyph) == PASSED_OVER {
                in_word = false;
                continue;
            }
            let may_begin = self.may_begin(place, begun, in_word, *glyph, glyphs);
            units = self.step(units | u64::from(may_begin), *glyph, glyphs);
            if units & self.end != 0 && place != Place::Whole {
                return true;
            }
            if units == 0 && place >= Place::Start {
                return false;
            }
            begun = true;
            in_word = glyphs.is_in_word(*glyph);
        }
        units & self.end != 0
    }

    fn may_begin(&self, place: Place, begun: bool, in_word: bool, glyph: Glyph, glyphs: &Glyphs) -> bool {
        match place {
            Place::Whole | Place::Start => !begun,
            Place::Inside => !in_word || !glyphs.is_in_word(glyph),
            Place::Middle => true,
        }
    }

    /// The characters of the first match at such a place, ascending.
    pub(super) fn trace(&self, row: &[Glyph], place: Place, glyphs: &Glyphs) -> Vec<usize> {
        // Of each glyph that is not passed over: its place in the row, the units before it and after it.
        let mut run: Vec<(usize, u64, u64)> = Vec::new();
        let mut in_word = false;
        for (at, glyph) in row.iter().enumerate() {
            if !self.literal && glyphs.voice(*glyph) == PASSED_OVER {
                in_word = false;
                continue;
            }
            let may_begin = self.may_begin(place, !run.is_empty(), in_word, *glyph, glyphs);
            let before = run.last().map_or(0, |(_, _, after)| *after) | u64::from(may_begin);
            let after = self.step(before, *glyph, glyphs);
            run.push((at, before, after));
            if after & self.end != 0 && place != Place::Whole {
                break;
            }
            in_word = glyphs.is_in_word(*glyph);
        }
        let mut unit = self.length;
        let mut marked = Vec::new();
        for (at, before, after) in run.iter().rev() {
            if unit == 0 || after >> unit & 1 == 0 {
                break;
            }
            let Some(glyph) = row.get(*at) else { break };
            // The longest step first: a syllable rather than its initial.
            let from = (unit.saturating_sub(MAX_STEP)..unit)
                .find(|from| before >> from & 1 == 1 && self.step(1 << from, *glyph, glyphs) >> unit & 1 == 1);
            let Some(from) = from else { break };
            unit = from;
            marked.push(*at);
        }
        marked.reverse();
        marked
    }
}
