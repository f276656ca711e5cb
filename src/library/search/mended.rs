//! What a term may have been meant to be that finds nothing: one letter or character wrong, missing, too many, or two
//! letters the wrong way round. Only tried when nothing else is found, so what it costs no one waits for twice.

use super::{
    query::{Term, Unit},
    sounds::SOUNDS,
};

/// Letters below which one of them is too much of the whole to be a slip.
const LEAST_LETTERS: usize = 4;
/// The same of Chinese characters; and from where one may be too many.
const LEAST_CHARS: usize = 3;

/// Units above which a term is not mended: so much was copied, not typed, and each slip would have to be tried.
const MOST_UNITS: usize = 24;
/// Terms that are tried.
const MOST_TERMS: usize = 200;

/// The terms that differ by one slip, the likeliest first, each once.
pub(super) fn mended(term: &Term) -> Vec<Term> {
    let units = &term.units;
    let letters = units.iter().filter(|unit| matches!(unit, Unit::Letter(_))).count();
    let mut found: Vec<Term> = Vec::new();
    let mut add = |units: Vec<Unit>| {
        let term = Term { units, literal: false };
        if found.len() < MOST_TERMS && !found.contains(&term) {
            found.push(term);
        }
    };
    if term.literal || units.len() > MOST_UNITS {
        return found;
    }
    if letters >= LEAST_LETTERS {
        for at in 0..units.len().saturating_sub(1) {
            if let [Unit::Letter(a), Unit::Letter(b)] = units[at..at + 2] {
                let mut swapped = units.clone();
                swapped.swap(at, at + 1);
                (a != b).then(|| add(swapped));
            }
        }
        other_syllables(units, &mut add);
    }
    let slips = |unit: &Unit| match unit {
        Unit::Letter(_) => letters >= LEAST_LETTERS,
        Unit::Char(_) => units.len() - letters >= LEAST_CHARS,
        Unit::Any => false,
    };
    let sure = |unit: &Unit| matches!(unit, Unit::Letter(_)) || units.len() - letters > LEAST_CHARS;
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| slips(unit)) {
        let mut other = units.clone();
        other[at] = Unit::Any;
        add(other);
        if sure(unit) {
            let mut fewer = units.clone();
            fewer.remove(at);
            add(fewer);
        }
        if at > 0 {
            let mut more = units.clone();
            more.insert(at, Unit::Any);
            add(more);
        }
    }
    found
}

/// Of a run of letters that would be syllables but for one: that one replaced by each that is a letter away.
fn other_syllables(units: &[Unit], add: &mut impl FnMut(Vec<Unit>)) {
    let letter = |unit: &Unit| match unit {
        Unit::Letter(letter) => Some(*letter),
        Unit::Char(_) | Unit::Any => None,
    };
    let mut from = 0;
    for run in units.chunk_by(|a, b| letter(a).is_some() == letter(b).is_some()) {
        let letters: Vec<u8> = run.iter().filter_map(letter).collect();
        let text = String::from_utf8_lossy(&letters);
        let end = letters.len();
        let readable = readable(&text);
        for start in (0..end).filter(|at| readable.0[*at]) {
            for stop in (start + 1..=end.min(start + 7)).filter(|at| readable.1[*at]) {
                for syllable in SOUNDS.spellings().filter(|name| is_one_away(&letters[start..stop], name.as_bytes())) {
                    let new = syllable.bytes().map(Unit::Letter);
                    let (before, after) = (&units[..from + start], &units[from + stop..]);
                    add(before.iter().copied().chain(new).chain(after.iter().copied()).collect());
                }
            }
        }
        from += run.len();
    }
}

/// By place in a run of letters, whether what stands before it is whole syllables, and what stands behind it.
fn readable(text: &str) -> (Vec<bool>, Vec<bool>) {
    let end = text.len();
    let is_syllable = |from: usize, to: usize| text.get(from..to).is_some_and(|part| SOUNDS.is_spelled(part));
    let (mut before, mut behind) = (vec![false; end + 1], vec![false; end + 1]);
    (before[0], behind[end]) = (true, true);
    for to in 1..=end {
        before[to] = (to.saturating_sub(6)..to).any(|from| before[from] && is_syllable(from, to));
    }
    for from in (0..end).rev() {
        let begun = text.get(from..).is_some_and(|part| part.len() <= 6 && !SOUNDS.beginning(part, false).is_empty());
        behind[from] = begun || (from + 1..=end.min(from + 6)).any(|to| behind[to] && is_syllable(from, to));
    }
    (before, behind)
}

/// One letter other, more or fewer.
fn is_one_away(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    // What differs is passed over in the longer one, in both if they are as long.
    let of_a = same + usize::from(a.len() >= b.len());
    let of_b = same + usize::from(b.len() >= a.len());
    a.iter().skip(of_a).eq(b.iter().skip(of_b))
}

#[cfg(test)]
mod tests {
    use super::{super::query::terms, *};

    fn may_be(typed: &str, meant: &str) -> bool {
        mended(&terms(typed)[0]).contains(&terms(meant)[0])
    }

    #[test]
    fn one_slip_is_mended_and_two_are_not() {
        for (typed, meant) in
            [("fahou", "fahuo"), ("fahui", "fahuo"), ("fahhuo", "fahuo"), ("fahu", "fahou"), ("wiif", "wifi")]
        {
            assert!(may_be(typed, meant), "{typed}");
        }
        assert!(!may_be("fahou", "tuihuo") && !may_be("fah", "fa"));
        assert!(mended(&terms("发货")[0]).is_empty() && mended(&terms("🎉🎉🎉🎉")[0]).is_empty());
        assert!(
            mended(&terms("zhuangzhuangzhuangzhuang")[0]).len() <= MOST_TERMS
                && mended(&terms(&"x".repeat(60))[0]).is_empty()
        );
    }

    #[test]
    fn a_letter_away() {
        for (a, b, one) in [
            ("huo", "hua", true),
            ("huo", "ho", true),
            ("ho", "huo", true),
            ("huo", "huo", false),
            ("huo", "hai", false),
        ] {
            assert_eq!(is_one_away(a.as_bytes(), b.as_bytes()), one, "{a} {b}");
        }
    }
}
