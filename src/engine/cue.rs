//! Cues: the small pattern language of the rules, and one automaton over all of them. [`intent`](super::intent)
//! and [`mood`](super::mood) are read with it.
//!
//! A cue is parts separated by one space; all must occur, in any order. A part is alternatives joined by `|`;
//! `!` before it: none may occur; `^`: one must be the whole turn, but for politeness around it. English
//! alternatives match whole words, `*` at their end allows an ending, `_` stands for a space.

use aho_corasick::{AhoCorasick, MatchKind};

/// What a buyer says around the matter itself; stripped before a `^` part is compared.
const POLITENESS: &[&str] = &[
    "亲亲", "亲", "您好", "你好", "哈", "呢", "哦", "喔", "啊", "呀", "哒", "嗯嗯", "嗯", "了", "吧", "啦", "的呢", "~",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Occurs,
    Absent,
    Whole,
}

#[derive(Debug)]
struct Part {
    kind: Kind,
    /// Indices into the automaton's patterns; for [`Kind::Whole`] the alternatives themselves are compared.
    patterns: Vec<usize>,
    whole: Vec<String>,
}

#[derive(Debug)]
struct Cue<T> {
    owner: T,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Pattern {
    text: String,
    chars: usize,
    open_ended: bool,
}

/// A cue that fits, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueMatch<T> {
    /// Whose cue it is.
    pub owner: T,
    /// Characters that matched, over all parts: the longer, the surer.
    pub evidence: usize,
    /// The words that matched, in the order of the parts.
    pub words: Vec<String>,
}

/// All cues of a set of rules, compiled together.
#[derive(Debug)]
pub struct CueSet<T> {
    cues: Vec<Cue<T>>,
    patterns: Vec<Pattern>,
    automaton: Option<AhoCorasick>,
}

impl<T: Copy> CueSet<T> {
    /// Compiles cues with their owners.
    pub fn new<'a>(written: impl IntoIterator<Item = (T, &'a str)>) -> Self {
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let mut cues = Vec::new();
        for (owner, cue) in written {
            let parts = cue.split(' ').filter(|part| !part.is_empty()).map(|part| {
                let (kind, alternatives) = match (part.strip_prefix('!'), part.strip_prefix('^')) {
                    (Some(rest), _) => (Kind::Absent, rest),
                    (_, Some(rest)) => (Kind::Whole, rest),
                    _ => (Kind::Occurs, part),
                };
                let alternatives =
                    alternatives.split('|').filter(|word| !word.is_empty()).map(|word| word.replace('_', " "));
                if kind == Kind::Whole {
                    return Part {
                        kind,
                        patterns: Vec::new(),
                        whole: alternatives.map(|word| strip(&word).to_owned()).collect(),
                    };
                }
                let ids = alternatives.map(|word| {
                    *known.entry(word.clone()).or_insert_with(|| {
                        let open_ended = word.ends_with('*');
                        let text = word.trim_end_matches('*').to_owned();
                        patterns.push(Pattern { chars: text.chars().count(), text, open_ended });
                        patterns.len() - 1
                    })
                });
                Part { kind, patterns: ids.collect(), whole: Vec::new() }
            });
            let parts: Vec<_> = parts.collect();
            if parts.iter().any(|part| part.kind != Kind::Absent) {
                cues.push(Cue { owner, parts });
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(patterns.iter().map(|pattern| &pattern.text))
            .ok();
        Self { cues, patterns, automaton }
    }

    /// Every cue that fits a normalised turn.
    #[must_use]
    pub fn find(&self, turn: &str) -> Vec<CueMatch<T>> {
        let mut found = vec![false; self.patterns.len()];
        if let Some(automaton) = &self.automaton {
            for hit in automaton.find_overlapping_iter(turn) {
                let id = hit.pattern().as_usize();
                if let (Some(seen), Some(pattern)) = (found.get_mut(id), self.patterns.get(id)) {
                    *seen = *seen || is_word(turn, hit.start(), hit.end(), pattern);
                }
            }
        }
        let stripped = strip(turn);
        self.cues.iter().filter_map(|cue| fit(cue, &self.patterns, &found, stripped)).collect()
    }
}

fn fit<T: Copy>(cue: &Cue<T>, patterns: &[Pattern], found: &[bool], stripped: &str) -> Option<CueMatch<T>> {
    let mut fitting = CueMatch { owner: cue.owner, evidence: 0, words: Vec::new() };
    for part in &cue.parts {
        if part.kind == Kind::Whole {
            let word = part.whole.iter().find(|word| word.as_str() == stripped)?;
            fitting.evidence += word.chars().count() + 1; // being the whole turn is evidence of its own
            fitting.words.push(word.clone());
            continue;
        }
        let longest = part
            .patterns
            .iter()
            .filter(|id| found.get(**id) == Some(&true))
            .filter_map(|id| patterns.get(*id))
            .max_by_key(|pattern| pattern.chars);
        match (part.kind, longest) {
            (Kind::Absent, None) => {}
            (Kind::Occurs, Some(pattern)) => {
                fitting.evidence += pattern.chars.div_ceil(if pattern.text.is_ascii() { 3 } else { 1 });
                fitting.words.push(pattern.text.clone());
            }
            _ => return None,
        }
    }
    Some(fitting)
}

/// An English alternative must stand on word boundaries; Chinese has none.
fn is_word(turn: &str, start: usize, end: usize, pattern: &Pattern) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if !letter(pattern.text.chars().next()) {
        return true;
    }
    let before = turn.get(..start).and_then(|before| before.chars().next_back());
    let after = turn.get(end..).and_then(|after| after.chars().next());
    !letter(before) && (pattern.open_ended || !letter(pattern.text.chars().next_back()) || !letter(after))
}

/// The matter itself: without punctuation and politeness at both ends.
fn strip(turn: &str) -> &str {
    let mut kept = turn;
    loop {
        let mut next = kept.trim_matches(|c: char| !c.is_alphanumeric());
        for word in POLITENESS {
            let shorter = next.strip_suffix(word).unwrap_or(next);
            let shorter = shorter.strip_prefix("亲").unwrap_or(shorter);
            if !shorter.is_empty() {
                next = shorter;
            }
        }
        if next == kept {
            return kept;
        }
        kept = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cue: &str, turn: &str, evidence: Option<usize>) {
        let set = CueSet::new([((), cue)]);
        assert_eq!(set.find(turn).first().map(|found| found.evidence), evidence, "{cue} on {turn}");
    }

    #[test]
    fn all_parts_in_any_order_none_of_the_forbidden() {
        check("什么时候|几时 发货", "亲什么时候能发货呀", Some(6));
        check("什么时候|几时 发货", "发货是几时", Some(4));
        check("什么时候 发货 !没|还没", "什么时候下单的还没发货", None);
        check("什么时候 发货", "什么时候到", None);
    }

    #[test]
    fn the_whole_turn_but_for_politeness() {
        check("^好|好的", "好的呢亲~", Some(3));
        check("^好", "好的,什么时候发货", None);
        check("^嗯", "嗯嗯", Some(2));
    }

    #[test]
    fn english_matches_words() {
        check("ship*", "when will it be shipped?", Some(2));
        check("ship", "is this a shipyard", None);
        check("how_much", "how much is it", Some(3));
    }
}
