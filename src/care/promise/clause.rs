//! A line as the rules hear it: its clauses, where the rules' words and the times stand in them, and which time belongs to
//! which promise. The work of [`recognize`](super::recognize).

use super::{
    COMPLETE, Promises,
    lexicon::{Alternative, Found, Group, Reach, Sign},
    line::{Line, is_pause, is_stop},
    when::{Grain, Time, When, times},
};
use crate::{day::Moment, sorting::sort};
use std::ops::Range;

/// Times of a clause behind which it is tried whether a new one begins: nobody names more, and a line of nothing but
/// days costs no more than another.
const MAX_TIMES: usize = 8;
/// Words that say nothing between a time and what is done then: "明天 我 就 一定 能 给您 发".
const MAX_FILLERS: usize = 6;
/// Before a time: what was begun goes on with it. "退款会在3天内到账" is one clause.
const LEADING: &[&str] = &["在", "会", "将", "于", "能", "是", "到", "至", "约", "预计", "大概", "最晚", "最迟"];
/// The buyer, between a time and what the buyer does then.
const BUYER: &str = "您你亲";
/// What may stand between what the buyer does and a time: "order it before 4 pm".
const ENGLISH_REACH: usize = 24;

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its characters.
    pub(super) chars: Range<usize>,
    sentence: usize,
    asks: bool,
    /// It names a time and nothing else, which belongs to its neighbour.
    is_time: bool,
}

/// A line and what was found in it.
pub(super) struct Hearing<'a> {
    promises: &'a Promises,
    pub(super) line: Line,
    pub(super) found: Found,
    /// The innocent words of each kind of promise, in the rules' order.
    pub(super) reaches: Vec<Reach>,
    /// For words that are always meant.
    pub(super) nothing: Reach,
    marks: Vec<Reach>,
    condition: Reach,
    /// Times that aren't the buyer's.
    times: Vec<Time>,
    /// For each character, the time upon which it follows.
    behind: Vec<Option<usize>>,
    /// For each character, whether a time or a word that says nothing covers it.
    covered: Vec<bool>,
}

/// Where a sign fits: its own time, if there is one.
pub(super) type Fit = Option<Time>;

impl<'a> Hearing<'a> {
    pub(super) fn of(text: &str, now: Moment, promises: &'a Promises) -> Self {
        let line = Line::of(text);
        let found = promises.lexicon.find(&line);
        let reach = |group: &Group| found.reach(group, line.len());
        let mut hearing = Self {
            reaches: promises.kinds.iter().map(|rule| reach(&rule.innocent)).collect(),
            nothing: reach(&Group::default()),
            marks: promises.marks.iter().map(|(_, mark)| reach(mark)).collect(),
            condition: reach(&promises.condition),
            times: Vec::new(),
            behind: vec![None; line.len() + 1],
            covered: vec![false; line.len()],
            promises,
            line,
            found,
        };
        hearing.take(now);
        hearing
    }

    /// Takes in the times, but for the buyer's.
    fn take(&mut self, now: Moment) {
        let chars = self.line.len();
        // The longest word that says nothing and begins at each character.
        let mut fillers = vec![0; chars];
        for place in self.found.all(self.promises.filler.words()) {
            if let Some(end) = fillers.get_mut(place.start) {
                *end = place.end.max(*end);
            }
            self.covered.iter_mut().take(place.end).skip(place.start).for_each(|c| *c = true);
        }
        let act = self.found.reach(&self.promises.act, chars);
        for time in times(&self.line, now) {
            let mut steps = vec![time.end];
            let mut at = time.end;
            for _ in 0..MAX_FILLERS {
                at = if self.line.at(at) == Some(' ') { at + 1 } else { at };
                let Some(end) = fillers.get(at).copied().filter(|end| *end > at) else { break };
                at = end;
                steps.push(at);
            }
            if self.is_buyers(&time, &steps, &act) {
                continue;
            }
            self.covered.iter_mut().take(time.end).skip(time.start).for_each(|c| *c = true);
            for step in steps {
                if let Some(behind) = self.behind.get_mut(step) {
                    *behind = Some(self.times.len());
                }
            }
            self.times.push(time);
        }
    }

    /// True for the time at which the buyer is to do something: "今天16点前拍下", "order before 4 pm".
    fn is_buyers(&self, time: &Time, steps: &[usize], act: &Reach) -> bool {
        let acts = |range: Range<usize>| self.found.first(&self.promises.act, act, &range).cloned();
        let follows = steps.iter().any(|step| {
            let begin = self.line.run(*step, |c| BUYER.contains(c));
            acts(begin..self.line.len().min(begin + ENGLISH_REACH)).is_some_and(|place| place.start == begin)
        });
        // In English what is done stands before.
        let from = time.start.saturating_sub(ENGLISH_REACH);
        let clause = (from..time.start).rev().find(|at| self.line.at(*at).is_some_and(|c| is_pause(c) || is_stop(c)));
        let before = acts(clause.unwrap_or(from)..time.start);
        let is_english = |place: &Range<usize>| self.line.at(place.start).is_some_and(|c| c.is_ascii());
        let is_own = |place: Range<usize>| !self.has_sign(&(place.end..time.start));
        follows || before.filter(is_english).is_some_and(is_own)
    }

    /// True where a sign of any promise stands, whatever its time.
    fn has_sign(&self, range: &Range<usize>) -> bool {
        let fits = |(rule, reach): (&super::Rule, &Reach)| {
            rule.signs.iter().any(|sign| self.fit(sign, reach, range).is_some())
        };
        self.promises.kinds.iter().zip(&self.reaches).any(fits)
    }

    /// The clauses, in order. A time behind what is complete in itself begins a new one: "今天发不了|明天给您发".
    pub(super) fn clauses(&self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let mut breaks: Vec<usize> = self.found.all(self.promises.breaks.words()).map(|place| place.start).collect();
        sort(&mut breaks);
        breaks.dedup();
        let mut breaks = breaks.into_iter().peekable();
        let (mut begin, mut sentence) = (0, 0);
        for at in 0..=self.line.len() {
            let c = self.line.at(at);
            let between = |digits: Option<char>| digits.is_some_and(|c| c.is_ascii_digit());
            // "3~5天" is one.
            let is_end = c.is_none_or(is_stop)
                || c.is_some_and(is_pause) && !(between(self.line.before(at)) && between(self.line.at(at + 1)));
            let is_break = breaks.next_if(|next| *next <= at).is_some_and(|next| next == at);
            if !is_end && !is_break {
                continue;
            }
            self.cut(begin..at, sentence, c == Some('?'), &mut clauses);
            begin = if is_end { at + 1 } else { at };
            sentence += usize::from(c.is_some_and(is_stop));
        }
        clauses
    }

    fn cut(&self, mut chars: Range<usize>, sentence: usize, asks: bool, clauses: &mut Vec<Clause>) {
        let first = self.times.partition_point(|time| time.start <= chars.start);
        // English names its times behind what is done; they begin nothing.
        let is_english = chars.clone().filter_map(|at| self.line.at(at)).find(|c| c.is_alphabetic());
        let is_english = is_english.is_some_and(|c| c.is_ascii());
        let times = self.times.get(first..).filter(|_| !is_english).unwrap_or_default();
        for time in times.iter().take_while(|time| time.start < chars.end).take(MAX_TIMES) {
            let before = chars.start..time.start;
            let begins = |word: &&str| time.start.checked_sub(word.chars().count());
            if LEADING.iter().any(|word| begins(word).is_some_and(|at| self.line.starts(at, word).is_some())) {
                continue;
            }
            let complete = |((name, mark), reach): (&(String, Group), &Reach)| {
                COMPLETE.contains(&name.as_str()) && self.found.first(mark, reach, &before).is_some()
            };
            if self.has_sign(&before) || self.promises.marks.iter().zip(&self.marks).any(complete) {
                chars.start = time.start;
                clauses.push(self.clause(before, sentence, asks));
            }
        }
        if !chars.is_empty() {
            clauses.push(self.clause(chars, sentence, asks));
        }
    }

    fn clause(&self, chars: Range<usize>, sentence: usize, asks: bool) -> Clause {
        let says = |at: usize| self.line.at(at).is_some_and(char::is_alphanumeric);
        let is_covered = |at: usize| self.covered.get(at) == Some(&true) || !says(at);
        let is_time = self.times_in(&chars).next().is_some() && chars.clone().all(is_covered);
        Clause { chars, sentence, asks, is_time }
    }

    /// The times within a range.
    fn times_in(&self, range: &Range<usize>) -> impl DoubleEndedIterator<Item = &Time> {
        let first = self.times.partition_point(|time| time.start < range.start);
        let end = self.times.partition_point(|time| time.end <= range.end);
        self.times.get(first..end).unwrap_or_default().iter()
    }

    /// The names of what undoes a promise in a clause.
    pub(super) fn undone(&self, clause: &Clause) -> Vec<&str> {
        let marks = self.promises.marks.iter().zip(&self.marks);
        let here = marks.filter(|((_, mark), reach)| self.found.first(mark, reach, &clause.chars).is_some());
        here.map(|((name, _), _)| name.as_str()).chain(clause.asks.then_some("question")).collect()
    }

    /// Whether a sign fits within a range, and the time that is its own there.
    pub(super) fn fit(&self, sign: &Sign, reach: &Reach, range: &Range<usize>) -> Option<Fit> {
        let mut anchor: Option<(Range<usize>, Option<usize>)> = None;
        for part in &sign.0 {
            let place = |alternative: &Alternative| match *alternative {
                Alternative::Time => self.times_in(range).next().map(|time| (time.start..time.end, None)),
                Alternative::Word(id) => {
                    self.found.within(id, range).find(|place| !reach.covers(place)).map(|place| (place.clone(), None))
                }
                Alternative::Behind(id) => self.found.within(id, range).find_map(|place| {
                    let at = self.behind.get(place.start).copied().flatten()?;
                    let is_here = self.times.get(at).is_some_and(|time| time.start >= range.start);
                    (is_here && !reach.covers(place)).then(|| (place.clone(), Some(at)))
                }),
            };
            let found = part.iter().filter_map(place).min_by_key(|(place, _)| place.start)?;
            if anchor.is_none() && !part.contains(&Alternative::Time) {
                anchor = Some(found);
            }
        }
        let (anchor, own) = anchor?;
        if let Some(own) = own {
            return Some(self.times.get(own).copied());
        }
        let before = self.times_in(range).rfind(|time| time.end <= anchor.start);
        let behind = self.times_in(range).find(|time| time.start >= anchor.end);
        // English names the time behind what is done, Chinese before it.
        let is_english = self.line.at(anchor.start).is_some_and(|c| c.is_ascii());
        Some(if is_english { behind.or(before) } else { before.or(behind) }.copied())
    }

    /// The time of a promise in a clause, and the characters that say so, with those of a neighbour that is nothing but
    /// a time. `None` for one that is over.
    pub(super) fn time_of(&self, fit: Fit, clauses: &[Clause], place: usize) -> Option<(Option<When>, Range<usize>)> {
        let clause = clauses.get(place)?;
        let neighbour = |at: Option<usize>| {
            let clause =
                at.and_then(|at| clauses.get(at)).filter(|next| next.is_time && next.sentence == clause.sentence);
            clause.and_then(|clause| Some((self.times_in(&clause.chars).next_back()?, clause.chars.clone())))
        };
        let (before, behind) = (neighbour(place.checked_sub(1)), neighbour(place.checked_add(1)));
        let with = |(time, chars): (&Time, Range<usize>)| {
            let both = clause.chars.start.min(chars.start)..clause.chars.end.max(chars.end);
            (Some(time.when), both)
        };
        match fit {
            Some(Time { when: When::Past, .. }) => None,
            // "明天给您发，下午4点前".
            Some(Time { when, grain: Grain::Day, .. }) => Some(
                behind.filter(|(time, _)| time.grain == Grain::Hour).map_or((Some(when), clause.chars.clone()), with),
            ),
            Some(Time { when, .. }) => Some((Some(when), clause.chars.clone())),
            None => Some(before.or(behind).map_or((None, clause.chars.clone()), with)),
        }
    }

    /// True if something must happen first: a condition in this clause or before it in its sentence.
    pub(super) fn is_conditional(&self, clauses: &[Clause], place: usize) -> bool {
        let Some(clause) = clauses.get(place) else { return false };
        let sentence = clauses.iter().take(place + 1).rev().take_while(|before| before.sentence == clause.sentence);
        let begin = sentence.last().map_or(clause.chars.start, |first| first.chars.start);
        self.found.first(&self.promises.condition, &self.condition, &(begin..clause.chars.end)).is_some()
    }
}
