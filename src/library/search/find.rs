//! One search: kinds of understanding one after the other, the surest first, until there are as many hits as are wanted.
//! Of each kind, entries in the order of what a hit in them is worth, so that the first that match are the best.

use super::{
    Field, Hit, Mark, SearchIndex, SearchOptions,
    automaton::Automaton,
    best::{Best, Found, Trace},
    bits::Bits,
    glyphs::Glyphs,
    mended::mended,
    part::Part,
    query::{Net, Takes, Term, terms},
    score::{Kind, Place, USE_MAX, score},
    sounds::SOUNDS,
};
use crate::sorting::sort_by_key;

/// Characters that are checked for each hit that is wanted, and at least. Only queries of very frequent parts that hardly
/// ever stand together come near; what they would find beyond it is left out rather than waited for.
const CHARS_A_HIT: usize = 10_000;
const LEAST_CHARS: usize = 400_000;
/// What looking up a mended term costs, in such characters.
const CHARS_A_MENDED: usize = 4_000;

const SURE_KINDS: [Kind; 3] = [Kind::Spelled, Kind::Initials, Kind::Alike];
const PLACES: [Place; 4] = [Place::Whole, Place::Start, Place::Inside, Place::Middle];

pub(super) fn find(index: &SearchIndex, query: &str, options: &SearchOptions) -> Vec<Hit> {
    let terms = terms(query);
    if options.limit == 0 {
        return Vec::new();
    }
    if terms.is_empty() {
        return most_used(index, options.limit);
    }
    let chars_left = options.limit.saturating_mul(CHARS_A_HIT).max(LEAST_CHARS);
    let mut search = Search { index, best: Best::new(options.limit), automata: Vec::new(), chars_left };
    for kind in SURE_KINDS.into_iter().filter(|kind| *kind != Kind::Alike || options.fuzzy_sounds) {
        if !search.best.is_full() {
            search.run(&terms, kind);
        }
    }
    if search.best.is_empty() {
        search.mend(&terms);
    }
    search.finish()
}

/// Every phrase, those in use first.
fn most_used(index: &SearchIndex, limit: usize) -> Vec<Hit> {
    let there = (0_u32..).zip(&index.use_points);
    // One number for both: what is used most comes first, then the order of the library.
    let key = |(number, points): (u32, &u8)| u64::from(u8::MAX - *points) << 32 | u64::from(number);
    let mut order: Vec<u64> = there.map(key).collect();
    order.sort_unstable();
    let hit = |key: u64| {
        let points = u8::MAX - u8::try_from(key >> 32).unwrap_or_default();
        Hit { phrase: (key & u64::from(u32::MAX)) as usize, score: i32::from(points), marks: Vec::new() }
    };
    order.into_iter().take(limit).map(hit).collect()
}

struct Search<'a> {
    index: &'a SearchIndex,
    best: Best,
    automata: Vec<Automaton>,
    chars_left: usize,
}

/// A term understood in one way, looked up in one part.
struct Asked {
    net: Net,
    kind: Kind,
    automaton: usize,
    entries: Bits,
}

impl<'a> Search<'a> {
    fn run(&mut self, terms: &[Term], kind: Kind) {
        let index = self.index;
        for (at, part) in index.parts.iter().enumerate().filter(|(_, part)| part.phrase_count() > 0) {
            match terms {
                [term] => {
                    if let Some(asked) = self.ask(term, kind, part) {
                        self.one(&asked, at, part);
                    }
                }
                _ => self.several(terms, kind, at, part),
            }
        }
    }

    /// Tries what may have been meant in place of one term.
    fn mend(&mut self, terms: &[Term]) {
        for (at, term) in terms.iter().enumerate() {
            for other in mended(term) {
                self.chars_left = self.chars_left.saturating_sub(CHARS_A_MENDED);
                if self.best.is_full() || self.chars_left == 0 {
                    return;
                }
                let meant: Vec<Term> = terms
                    .iter()
                    .enumerate()
                    .map(|(i, term)| if i == at { other.clone() } else { term.clone() })
                    .collect();
                self.run(&meant, Kind::Mended);
            }
        }
    }

    fn ask(&mut self, term: &Term, kind: Kind, part: &Part) -> Option<Asked> {
        let net = Net::new(term, kind, &part.glyphs);
        if net.steps.is_empty() {
            return None;
        }
        let entries = part.candidates().of(&net);
        self.automata.push(Automaton::new(&net, &part.glyphs));
        Some(Asked { net, kind, automaton: self.automata.len() - 1, entries })
    }

    /// Finds one term.
    fn one(&mut self, asked: &Asked, part_at: usize, part: &Part) {
        let beginning = if asked.net.literal { asked.entries.clone() } else { part.candidates().beginning(&asked.net) };
        let mut used = asked.entries.clone();
        used.keep(&part.used);
        let middle = begins_in_words(&asked.net, &part.glyphs);
        for (range, field) in part.ranks() {
            for place in PLACES.into_iter().filter(|place| middle || *place != Place::Middle) {
                if !self.best.admits(score(asked.kind, field, place, USE_MAX, 0)) || self.chars_left == 0 {
                    return;
                }
                let within = if place >= Place::Start { &beginning } else { &asked.entries };
                let trace = |entry| Trace { part: part_at, automaton: asked.automaton, entry, place };
                for entry in used.both(within, range.clone()) {
                    self.check(asked, trace(entry), part);
                }
                for entry in asked.entries.both(within, range.clone()) {
                    let too_long = place == Place::Whole
                        && part.entry(entry).is_some_and(|(entry, _)| entry.length as usize > asked.net.length);
                    // The others are no shorter, and not in use.
                    if !used.contains(entry) && (too_long || !self.check(asked, trace(entry), part)) {
                        break;
                    }
                }
            }
        }
    }

    /// Keeps a candidate if it matches and is good enough. False if nothing of its worth or less is wanted any more.
    fn check(&mut self, asked: &Asked, trace: Trace, part: &Part) -> bool {
        let Some((entry, row)) = part.entry(trace.entry) else { return false };
        let phrase = part.number(entry.phrase);
        let points = self.index.use_points.get(phrase as usize).copied().unwrap_or(0);
        let score = score(asked.kind, entry.field, trace.place, points, entry.length as usize);
        if !self.best.admits(score) || self.chars_left == 0 {
            return false;
        }
        if self.is_hidden(trace.part, phrase) || self.best.has_seen(phrase) {
            return true;
        }
        self.chars_left = self.chars_left.saturating_sub(row.len());
        let automaton = self.automata.get(trace.automaton);
        if automaton.is_some_and(|automaton| automaton.matches(row, trace.place, &part.glyphs)) {
            self.best.add(Found { score, phrase, traces: vec![trace] });
        }
        true
    }

    /// A phrase that was edited is no longer found as it was at the start.
    fn is_hidden(&self, part: usize, phrase: u32) -> bool {
        part == 0 && self.index.edit(phrase).is_ok()
    }

    /// Finds the phrases that have every term, in any field.
    fn several(&mut self, terms: &[Term], widest: Kind, part_at: usize, part: &Part) {
        let mut phrases = Bits::all(part.phrase_count());
        let mut asked: Vec<Vec<Asked>> = Vec::new();
        for term in terms {
            let surer = SURE_KINDS.into_iter().filter(|kind| *kind > widest && widest != Kind::Mended);
            let kinds = surer.chain([widest]);
            let ways: Vec<Asked> = kinds.filter_map(|kind| self.ask(term, kind, part)).collect();
            let mut having = Bits::new(part.phrase_count());
            for way in &ways {
                let entries = way.entries.both(&way.entries, 0..u32::MAX).filter_map(|entry| part.entry(entry));
                entries.for_each(|(entry, _)| having.insert(entry.phrase));
            }
            phrases.keep(&having);
            asked.push(ways);
        }
        let mut done = Bits::new(part.phrase_count());
        let Some(lead) = asked.first().and_then(|ways| ways.last()) else { return };
        for entry in lead.entries.both(&lead.entries, 0..u32::MAX) {
            let Some((entry, _)) = part.entry(entry) else { continue };
            let local = entry.phrase;
            if self.chars_left == 0 || !phrases.contains(local) || done.contains(local) {
                continue;
            }
            done.insert(local);
            let phrase = part.number(local);
            if self.is_hidden(part_at, phrase) || self.best.has_seen(phrase) {
                continue;
            }
            let found: Option<Vec<(i32, Trace)>> =
                asked.iter().map(|ways| self.best_of(ways, local, part_at, part)).collect();
            let Some(found) = found else { continue };
            let count = i32::try_from(found.len()).unwrap_or(i32::MAX).max(1);
            let score = found.iter().map(|(score, _)| score / count).sum();
            if self.best.admits(score) {
                let traces = found.into_iter().map(|(_, trace)| trace).collect();
                self.best.add(Found { score, phrase, traces });
            }
        }
    }

    /// The best place of a term in a phrase.
    fn best_of(&mut self, ways: &[Asked], phrase: u32, part_at: usize, part: &Part) -> Option<(i32, Trace)> {
        let points = self.index.use_points.get(part.number(phrase) as usize).copied().unwrap_or(0);
        let mut best: Option<(i32, Trace)> = None;
        for way in ways {
            for number in part.entries_of(phrase).iter().filter(|entry| way.entries.contains(**entry)) {
                let (Some((entry, row)), Some(automaton)) = (part.entry(*number), self.automata.get(way.automaton))
                else {
                    continue;
                };
                let matches = |place: &Place| automaton.matches(row, *place, &part.glyphs);
                self.chars_left = self.chars_left.saturating_sub(row.len());
                if !matches(&Place::Middle) {
                    continue;
                }
                let Some(place) = PLACES.iter().find(|place| matches(place)) else { continue };
                let score = score(way.kind, entry.field, *place, points, entry.length as usize);
                if best.is_none_or(|(known, _)| score > known) {
                    best =
                        Some((score, Trace { part: part_at, automaton: way.automaton, entry: *number, place: *place }));
                }
            }
        }
        best
    }

    fn finish(self) -> Vec<Hit> {
        let Self { index, best, automata, .. } = self;
        let hit = |found: Found| {
            let mut places: Vec<(Field, usize)> = Vec::new();
            for trace in &found.traces {
                let (Some(part), Some(automaton)) = (index.parts.get(trace.part), automata.get(trace.automaton)) else {
                    continue;
                };
                if let Some((entry, row)) = part.entry(trace.entry) {
                    let chars = automaton.trace(row, trace.place, &part.glyphs).into_iter();
                    places.extend(
                        chars.map(|at| (entry.field, at)).filter(|place| !places.contains(place)).collect::<Vec<_>>(),
                    );
                }
            }
            Hit { phrase: found.phrase as usize, score: found.score, marks: marks(places) }
        };
        best.finish().into_iter().map(hit).collect()
    }
}

/// Single characters as ranges, in the order in which their fields were found.
fn marks(mut places: Vec<(Field, usize)>) -> Vec<Mark> {
    let order: Vec<Field> = places.iter().map(|(field, _)| *field).collect();
    sort_by_key(&mut places, |(field, at)| (order.iter().position(|known| known == field), *at));
    let mut marks: Vec<Mark> = Vec::new();
    for (field, at) in places {
        match marks.last_mut() {
            Some(last) if last.field == field && last.chars.end == at => last.chars.end += 1,
            _ => marks.push(Mark { field, chars: at..at + 1 }),
        }
    }
    marks
}

/// True if what the net begins with may stand within a word of letters.
fn begins_in_words(net: &Net, glyphs: &Glyphs) -> bool {
    net.steps.iter().filter(|step| step.from == 0).any(|step| match &step.takes {
        Takes::Any => true,
        Takes::Glyph(glyph) => glyphs.is_in_word(*glyph),
        Takes::Sounds(sounds) => sounds.iter().any(|range| !SOUNDS.is_syllable(range.start)),
    })
}
