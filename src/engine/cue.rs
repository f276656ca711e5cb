//! Cues: the small pattern language of the rules, and one index over all of them. [`intent`](super::intent)
//! and [`mood`](super::mood) are read with it.
//!
//! A cue is parts separated by one space; all must occur, in any order. A part is alternatives joined by `|`;
//! `!` before it: none may occur; `^`: one must be the whole turn or a clause of it, but for politeness around it. English
//! alternatives match whole words, `*` at their end allows an ending, `_` stands for a space.

use crate::sorting::sort;
use std::collections::HashMap;

/// What a buyer says around the matter itself; stripped before a `^` part is compared.
const POLITENESS: &[&str] = &[
    "亲亲", "亲", "您好", "你好", "哈", "呢", "哦", "喔", "啊", "呀", "哒", "嗯嗯", "嗯", "了", "吧", "啦", "的呢", "~",
];

/// What stands before it.
const INTERJECTIONS: &[&str] = &["亲亲", "亲", "嗯", "恩", "哦", "噢", "喔", "额", "呃"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Occurs,
    Absent,
    Whole,
}

#[derive(Debug)]
struct Part {
    kind: Kind,
    /// Indices into the set's patterns; for [`Kind::Whole`] the alternatives themselves are compared.
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
    /// Per pattern, the cues whose first part it can fulfil: only these are tried when it occurs.
    begun_by: Vec<Vec<usize>>,
    /// Cues that need the whole turn, by a turn that fulfils them.
    whole: HashMap<String, Vec<usize>>,
    /// The patterns by how they begin, see [`beginning()`]: some three each, while 200 begin with one character. An automaton
    /// over all of them took 14 ms of each opening to build, and finds no faster in lines of a chat's length.
    begin: HashMap<u64, Vec<usize>>,
}

/// The first two characters of a pattern, or its only one, packed.
fn beginning(first: char, second: Option<char>) -> u64 {
    (u64::from(first) << 21) | second.map_or(0, u64::from)
}

impl<T: Copy> CueSet<T> {
    /// Compiles cues with their owners.
    pub fn new<'a>(written: impl IntoIterator<Item = (T, &'a str)>) -> Self {
        let mut set = Self {
            cues: Vec::new(),
            patterns: Vec::new(),
            begun_by: Vec::new(),
            whole: HashMap::new(),
            begin: HashMap::new(),
        };
        let mut known = HashMap::new();
        for (owner, cue) in written {
            let parts = cue.split(' ').filter(|part| !part.is_empty()).map(|part| set.part(part, &mut known)).collect();
            let cue = Cue { owner, parts };
            let Some(first) = cue.parts.iter().find(|part| part.kind != Kind::Absent) else { continue };
            let at = set.cues.len();
            for id in &first.patterns {
                if let Some(begun) = set.begun_by.get_mut(*id) {
                    begun.push(at);
                }
            }
            for word in &first.whole {
                set.whole.entry(word.clone()).or_default().push(at);
            }
            set.cues.push(cue);
        }
        for (id, pattern) in set.patterns.iter().enumerate() {
            let mut chars = pattern.text.chars();
            if let Some(first) = chars.next() {
                set.begin.entry(beginning(first, chars.next())).or_default().push(id);
            }
        }
        set
    }

    fn part(&mut self, part: &str, known: &mut HashMap<String, usize>) -> Part {
        let (kind, alternatives) = match (part.strip_prefix('!'), part.strip_prefix('^')) {
            (Some(rest), _) => (Kind::Absent, rest),
            (_, Some(rest)) => (Kind::Whole, rest),
            _ => (Kind::Occurs, part),
        };
        let alternatives = alternatives.split('|').filter(|word| !word.is_empty()).map(|word| word.replace('_', " "));
        if kind == Kind::Whole {
            return Part {
                kind,
                patterns: Vec::new(),
                whole: alternatives.map(|word| strip(&word).to_owned()).collect(),
            };
        }
        let ids = alternatives.map(|word| {
            *known.entry(word).or_insert_with_key(|word| {
                let text = word.trim_end_matches('*').to_owned();
                let chars = text.chars().count();
                self.patterns.push(Pattern { chars, text, open_ended: word.ends_with('*') });
                self.begun_by.push(Vec::new());
                self.patterns.len() - 1
            })
        });
        Part { kind, patterns: ids.collect(), whole: Vec::new() }
    }

    /// Every cue that fits a normalised turn.
    #[must_use]
    pub fn find(&self, turn: &str) -> Vec<CueMatch<T>> {
        let mut found = vec![false; self.patterns.len()];
        let clauses: Vec<&str> = std::iter::once(turn).chain(turn.split(is_pause)).map(strip).collect();
        let mut tried: Vec<usize> =
            clauses.iter().filter_map(|clause| self.whole.get(*clause)).flatten().copied().collect();
        let mut chars = turn.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let second = chars.peek().map(|(_, second)| *second);
            let pairs = second.and_then(|second| self.begin.get(&beginning(first, Some(second))));
            let begun = pairs.into_iter().chain(self.begin.get(&beginning(first, None))).flatten();
            for id in begun {
                if let (Some(seen), Some(pattern)) = (found.get_mut(*id), self.patterns.get(*id))
                    && !*seen
                    && turn.get(start..).is_some_and(|rest| rest.starts_with(&pattern.text))
                    && is_word(turn, start, start + pattern.text.len(), pattern)
                {
                    *seen = true;
                    tried.extend(self.begun_by.get(*id).into_iter().flatten());
                }
            }
        }
        sort(&mut tried);
        tried.dedup();
        let cues = tried.into_iter().filter_map(|at| self.cues.get(at));
        cues.filter_map(|cue| fit(cue, &self.patterns, &found, &clauses)).collect()
    }
}

fn fit<T: Copy>(cue: &Cue<T>, patterns: &[Pattern], found: &[bool], clauses: &[&str]) -> Option<CueMatch<T>> {
    let mut fitting = CueMatch { owner: cue.owner, evidence: 0, words: Vec::new() };
    for part in &cue.parts {
        if part.kind == Kind::Whole {
            let (place, word) = (0..).zip(clauses).find(|(_, clause)| part.whole.iter().any(|word| word == *clause))?;
            // Being the whole turn, the first of the clauses, is evidence of its own.
            fitting.evidence += word.chars().count() + usize::from(place == 0);
            fitting.words.push((*word).to_owned());
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

/// What stands between two clauses of a Chinese turn; between English words it is nothing.
fn is_pause(c: char) -> bool {
    matches!(c, ',' | ' ' | '~' | '、')
}

/// Single characters that are part of another word after certain ones: 什么 is no question 么, 派送 no gift that is 送,
/// 没有 the opposite of 有. Nearly every turn has one of them.
const OTHER_WORD: &[(&str, &[char])] = &[
    ("么", &['什', '怎', '这', '那', '多', '要', '甚']),
    ("送", &['派', '配', '运', '寄', '输', '发', '护', '推']),
    ("有", &['没']),
];

/// An English alternative must stand on word boundaries; Chinese has none, but see [`OTHER_WORD`].
fn is_word(turn: &str, start: usize, end: usize, pattern: &Pattern) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = turn.get(..start).and_then(|before| before.chars().next_back());
    if let Some((_, parts)) = OTHER_WORD.iter().find(|(single, _)| *single == pattern.text) {
        return !before.is_some_and(|c| parts.contains(&c));
    }
    if !letter(pattern.text.chars().next()) {
        return true;
    }
    let after = turn.get(end..).and_then(|after| after.chars().next());
    !letter(before) && (pattern.open_ended || !letter(pattern.text.chars().next_back()) || !letter(after))
}

/// The matter itself: without punctuation, emoji and politeness at both ends. Of a turn that is nothing else, what
/// can be seen of it: "👌" is an answer.
fn strip(turn: &str) -> &str {
    let mut kept = turn;
    loop {
        let mut next = kept.trim_matches(|c: char| !c.is_alphanumeric());
        for word in POLITENESS {
            let shorter = next.strip_suffix(word).unwrap_or(next);
            if !shorter.is_empty() {
                next = shorter;
            }
        }
        for word in INTERJECTIONS {
            let shorter = next.strip_prefix(word).unwrap_or(next);
            if !shorter.is_empty() {
                next = shorter;
            }
        }
        if next.is_empty() {
            return turn.trim_end_matches(|c: char| matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}'));
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
        check("有货 么", "有货什么时候发", None);
        check("有货 么", "有货么", Some(3));
        check("有 送", "没有派送", None);
        check("有 送", "有没有送的", Some(2));
    }

    #[test]
    fn the_whole_turn_but_for_politeness() {
        check("^好|好的", "好的呢亲~", Some(3));
        check("^好的", "好的,什么时候发货", Some(2));
        check("^好", "好货什么时候有", None);
        check("^嗯", "嗯嗯", Some(2));
        check("^👌", "👌🏻", Some(2));
        check("^👌", "?", None);
    }

    #[test]
    fn english_matches_words() {
        check("ship*", "when will it be shipped?", Some(2));
        check("ship", "is this a shipyard", None);
        check("how_much", "how much is it", Some(3));
    }
}
