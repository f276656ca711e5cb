//! From what the agent typed to terms, and from a term to the ways in which it can be read: steps over its units, each
//! taking one character of a text. "fah" is the syllable fa and the beginning of one with h; or three initials; or three
//! letters. All readings at once make a small net, which [`candidates`](super::candidates) looks up and
//! [`automaton`](super::automaton) runs over a text.

use super::{
    glyphs::{Glyph, Glyphs},
    score::Kind,
    sounds::{SOUNDS, Sound, ranges},
};
use crate::{
    sorting::sort_by_key,
    text::{folded, is_passed_over},
};
use std::ops::Range;

/// Units of a term that are looked at: the automaton has a bit for each, and one for the end. What stands behind is cut;
/// nobody types so much to find a phrase.
pub(super) const MAX_UNITS: usize = 60;
/// Terms of a query; and its characters, which a pasted novel must not exceed.
const MAX_TERMS: usize = 8;
const MAX_CHARS: usize = 512;
/// Letters of the longest syllable, and so units of the longest step.
pub(super) const MAX_STEP: usize = 6;

/// One thing typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A letter: itself, or part of a syllable.
    Letter(u8),
    /// Any other folded character.
    Char(char),
    /// Any one character: stands for what may have been typed wrong or left out.
    Any,
}

/// What stands between spaces in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) units: Vec<Unit>,
    /// It is of nothing but what is passed over elsewhere, such as one emoji, and is looked for as it stands.
    pub(super) literal: bool,
}

/// The terms of a query.
pub(super) fn terms(query: &str) -> Vec<Term> {
    let mut left = MAX_CHARS;
    let mut terms: Vec<Term> = Vec::new();
    for word in query.split_whitespace() {
        let chars: Vec<char> = word.chars().take(left).map(folded).collect();
        left -= chars.len();
        let literal = chars.iter().all(|c| is_passed_over(*c));
        let units = chars.into_iter().filter(|c| literal || !is_passed_over(*c)).take(MAX_UNITS);
        let unit = |c: char| if c.is_ascii_lowercase() { Unit::Letter(c as u8) } else { Unit::Char(c) };
        let term = Term { units: units.map(unit).collect(), literal };
        if !term.units.is_empty() && !terms.contains(&term) {
            terms.push(term);
        }
        if terms.len() == MAX_TERMS || left == 0 {
            break;
        }
    }
    // "发货 ~" asks for 发货.
    if terms.iter().any(|term| !term.literal) {
        terms.retain(|term| !term.literal);
    }
    terms
}

/// What a step takes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Takes {
    /// This character.
    Glyph(Glyph),
    /// A character with one of these sounds; each range within one class.
    Sounds(Vec<Range<Sound>>),
    /// Any one.
    Any,
}

/// One step over units.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) takes: Takes,
}

/// A term as a net of steps from unit 0 to the end; every step lies on a way.
#[derive(Debug, Clone)]
pub(super) struct Net {
    pub(super) steps: Vec<Step>,
    pub(super) length: usize,
    pub(super) literal: bool,
}

impl Net {
    /// The ways to read a term in a vocabulary. No steps if there is none.
    pub(super) fn new(term: &Term, kind: Kind, glyphs: &Glyphs) -> Self {
        let length = term.units.len();
        let mut steps = Vec::new();
        let letters: String = term
            .units
            .iter()
            .map(|unit| match unit {
                Unit::Letter(letter) => char::from(*letter),
                Unit::Char(_) | Unit::Any => '·',
            })
            .collect();
        // The dot takes two bytes, letters one: places in `letters` are found by counting.
        let places: Vec<usize> = letters.char_indices().map(|(at, _)| at).chain([letters.len()]).collect();
        for (from, unit) in term.units.iter().enumerate() {
            let mut step = |to: usize, takes: Takes| steps.push(Step { from, to, takes });
            match unit {
                Unit::Any => step(from + 1, Takes::Any),
                Unit::Char(c) => {
                    glyphs.number(*c).into_iter().for_each(|glyph| step(from + 1, Takes::Glyph(glyph)));
                    if kind == Kind::Alike && length > 1 && !c.is_ascii_digit() && !term.literal {
                        let sounds = SOUNDS.of(*c);
                        if sounds.iter().all(|sound| SOUNDS.is_syllable(*sound)) {
                            step(from + 1, Takes::Sounds(ranges(sounds)));
                        }
                    }
                }
                Unit::Letter(letter) => {
                    let run = term.units[from..].iter().take_while(|unit| matches!(unit, Unit::Letter(_))).count();
                    let typed = |to: usize| letters.get(places[from]..places[to]).unwrap_or_default();
                    letter_steps(*letter, from, run, from + run == length, kind, typed, &mut step);
                }
            }
        }
        let mut net = Self { steps, length, literal: term.literal };
        net.prune();
        net
    }

    /// Drops the steps that lie on no way from the beginning to the end.
    fn prune(&mut self) {
        let mut begun = 1_u64;
        let mut steps = std::mem::take(&mut self.steps);
        sort_by_key(&mut steps, |step| step.from);
        steps.retain(|step| {
            let live = begun >> step.from & 1 == 1;
            begun |= u64::from(live) << step.to;
            live
        });
        let mut ends = 1_u64 << self.length;
        for step in steps.iter().rev() {
            ends |= (ends >> step.to & 1) << step.from;
        }
        steps.retain(|step| ends >> step.to & 1 == 1);
        self.steps = steps;
    }
}

/// The steps that begin with a letter, at the head of a run of so many letters.
fn letter_steps<'t>(
    letter: u8,
    from: usize,
    run: usize,
    at_end: bool,
    kind: Kind,
    typed: impl Fn(usize) -> &'t str,
    step: &mut impl FnMut(usize, Takes),
) {
    let class = SOUNDS.letter(letter);
    let alike = kind == Kind::Alike;
    if matches!(kind, Kind::Initials | Kind::Alike) {
        let mut initials = vec![class];
        let other = match letter {
            b'n' => Some(b'l'),
            b'l' => Some(b'n'),
            _ => None,
        };
        initials.extend(other.filter(|_| alike).map(|letter| SOUNDS.letter(letter)));
        step(from + 1, Takes::Sounds(initials));
        if run > 1 && matches!(typed(from + 2), "zh" | "ch" | "sh") {
            step(from + 2, Takes::Sounds(SOUNDS.beginning(typed(from + 2), alike)));
        }
    } else {
        step(from + 1, Takes::Sounds(ranges(vec![class.start])));
    }
    // Of one letter, all that begins with it was taken above.
    let shortest = if matches!(kind, Kind::Initials | Kind::Alike) { 2 } else { 1 };
    for to in from + shortest..=from + run.min(MAX_STEP) {
        let mut sounds = SOUNDS.spelled(typed(to), alike);
        if at_end && to == from + run {
            sounds.extend(SOUNDS.beginning(typed(to), alike));
        }
        if !sounds.is_empty() {
            step(to, Takes::Sounds(sounds));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(text: &str, kind: Kind) -> Vec<(usize, usize)> {
        let mut glyphs = Glyphs::new();
        "发货".chars().for_each(|c| {
            glyphs.number_or_add(c);
        });
        let mut ways: Vec<_> =
            Net::new(&terms(text)[0], kind, &glyphs).steps.iter().map(|step| (step.from, step.to)).collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    }

    #[test]
    fn terms_stand_between_spaces_and_are_bounded() {
        assert_eq!(terms("  发货，时间 Fa\u{3000}发货时间 ~").len(), 2);
        assert_eq!((terms("~ 🎉").len(), terms("\u{301}").len(), terms(" \n").len()), (2, 1, 0));
        let long = terms(&"x".repeat(10_000));
        assert_eq!((long.len(), long[0].units.len()), (1, MAX_UNITS));
        assert!(terms(&"a b c d ".repeat(1_000)).len() == 4 && terms(&".* ".repeat(5_000)).len() == 1);
    }

    #[test]
    fn syllables_are_read_whole_and_the_last_one_may_be_unfinished() {
        // Letters, always; then fa|huo and fa|hu|o.
        let letters = (0..5).map(|at| (at, at + 1));
        let mut expected: Vec<_> = letters.chain([(0, 2), (2, 4), (2, 5)]).collect();
        expected.sort_unstable();
        assert_eq!(ways("fahuo", Kind::Spelled), expected);
        assert!(ways("发h", Kind::Spelled).contains(&(1, 2)) && ways("退h", Kind::Spelled).is_empty());
        assert!(ways("zhh", Kind::Initials).contains(&(0, 2)));
    }
}
