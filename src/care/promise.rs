//! Hears what a sent line promises, and by when. Part of [`care`](super); the panel offers what is heard as a
//! [`FollowUp`](super::ledger::FollowUp).
//!
//! A line is folded (`line`), its times are read (`when`), it falls apart into clauses (`clause`), and each clause is
//! held against the signs of the rules (`rules/promises.json`, in the language of `lexicon`). What is asked, denied,
//! over, usual, or the buyer's to do is no promise; the rules say by which words that shows. Where it is uncertain, it is
//! heard: a hint too many costs a click, a promise forgotten costs the buyer.

mod calendar;
mod clause;
mod clock;
mod day;
mod lexicon;
mod line;
mod named;
mod numeral;
mod span;
mod when;

pub(super) use calendar::weekday;
pub use when::{LATER_MINUTES, SOON_MINUTES};

use crate::{
    day::Moment,
    rules::{self, PromiseRules, Title},
};
use calendar::{HOUR, end_of, later};
use clause::Hearing;
use lexicon::{Group, Lexicon, Sign};
use std::{ops::Range, sync::LazyLock};
use when::When;

/// Hours within which a parcel leaves if no time is named: what platforms ask of a shop that sets no other time.
pub const DISPATCH_HOURS: i32 = 48;

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The parcel leaves.
    Dispatch,
    /// The parcel arrives.
    Delivery,
    /// A courier by name.
    Courier,
    /// Something comes with the parcel.
    Gift,
    /// Money goes back.
    Refund,
    /// Something is made good in money.
    Compensation,
    /// Something is sent again or exchanged.
    Replacement,
    /// Goods or a price are kept for the buyer.
    Reserve,
    /// The agent will be heard of again.
    CallBack,
    /// What the item does or never does.
    Effect,
}

/// Whether the buyer has to do something first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Binding {
    /// It holds as it was said.
    Firm,
    /// "如果今天拍，明天发": it holds once the buyer does it, for which nobody is asked again. So it is noted with the others;
    /// its time is counted from now, as the earliest at which it can be asked for.
    Conditional,
}

/// A promise in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// What is promised.
    pub kind: Kind,
    /// Where its words stand in the line, in bytes.
    pub span: Range<usize>,
    /// The last moment that keeps it, in the shop's time; `None` if nothing was said and nothing is usual.
    pub due: Option<Moment>,
    /// Whether the buyer has to do something first.
    pub binding: Binding,
}

/// The rules, ready to be held against lines.
#[derive(Debug)]
pub struct Promises {
    lexicon: Lexicon,
    kinds: Vec<Rule>,
    /// What undoes a promise, with its name.
    marks: Vec<(String, Group)>,
    condition: Group,
    /// What the buyer does: a time before it is the buyer's.
    act: Group,
    filler: Group,
    breaks: Group,
}

#[derive(Debug)]
struct Rule {
    kind: Kind,
    title: Title,
    signs: Vec<Sign>,
    /// Only its innocent words count: in these no sign is meant.
    innocent: Group,
    unless: Group,
    despite: Vec<String>,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Dispatch,
        Self::Delivery,
        Self::Courier,
        Self::Gift,
        Self::Refund,
        Self::Compensation,
        Self::Replacement,
        Self::Reserve,
        Self::CallBack,
        Self::Effect,
    ];

    /// Its name in rules and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Delivery => "delivery",
            Self::Courier => "courier",
            Self::Gift => "gift",
            Self::Refund => "refund",
            Self::Compensation => "compensation",
            Self::Replacement => "replacement",
            Self::Reserve => "reserve",
            Self::CallBack => "call_back",
            Self::Effect => "effect",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// When it is due if no time was named.
    fn usual(self, now: Moment) -> Option<Moment> {
        match self {
            Self::Dispatch => later(now, DISPATCH_HOURS * HOUR),
            Self::CallBack => later(now, SOON_MINUTES),
            _ => None,
        }
    }

    /// What "soon" means for it: what goes into a parcel leaves with the courier's round, today and not within minutes.
    fn soon(self, now: Moment, minutes: i32) -> Option<Moment> {
        match self {
            Self::Refund | Self::Compensation | Self::Reserve | Self::CallBack => later(now, minutes),
            Self::Dispatch | Self::Delivery | Self::Courier | Self::Gift | Self::Replacement | Self::Effect => {
                end_of(now.day)
            }
        }
    }
}

impl Promise {
    /// Its words as they were sent, given the line.
    #[must_use]
    pub fn words<'a>(&self, line: &'a str) -> &'a str {
        line.get(self.span.clone()).unwrap_or_default()
    }
}

impl Promises {
    /// Makes rules ready.
    #[must_use]
    pub fn new(rules: &PromiseRules) -> Self {
        let mut lexicon = Lexicon::default();
        let mut named = |name: &str| {
            let mark = rules.marks.iter().find(|mark| mark.id == name);
            mark.map(|mark| lexicon.group(&mark.words, &mark.innocent)).unwrap_or_default()
        };
        let [condition, act, filler, breaks] = SPECIAL.map(&mut named);
        let undoing = rules.marks.iter().filter(|mark| !SPECIAL.contains(&mark.id.as_str()));
        let marks = undoing.map(|mark| (mark.id.clone(), lexicon.group(&mark.words, &mark.innocent))).collect();
        let kinds = rules.promises.iter().filter_map(|rule| {
            Some(Rule {
                kind: Kind::from_name(&rule.id)?,
                title: rule.title.clone(),
                signs: rule.signs.iter().map(|sign| lexicon.sign(sign)).collect(),
                innocent: lexicon.group(&[], &rule.innocent),
                unless: lexicon.group(&rule.unless, &[]),
                despite: rule.despite.clone(),
            })
        });
        let kinds = kinds.collect();
        Self { kinds, marks, condition, act, filler, breaks, lexicon }
    }

    /// The shipped rules, made ready once.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Promises> = LazyLock::new(|| Promises::new(&rules::promises()));
        &SHIPPED
    }

    /// What the agent reads for a kind.
    #[must_use]
    pub fn title(&self, kind: Kind) -> Option<&Title> {
        self.kinds.iter().find(|rule| rule.kind == kind).map(|rule| &rule.title)
    }
}

/// Marks that undo nothing by themselves.
const SPECIAL: [&str; 4] = ["condition", "act", "filler", "break"];
/// Marks that are complete: "今天发不了", "昨天发了". They say nothing of what stands behind a time that follows.
const COMPLETE: [&str; 2] = ["denied", "done"];

/// What a line that the seller sent at `now` promises, in the line's order.
#[must_use]
pub fn recognize(line: &str, now: Moment, promises: &Promises) -> Vec<Promise> {
    let hearing = Hearing::of(line, now, promises);
    let clauses = hearing.clauses();
    let mut heard: Vec<Heard> = Vec::new();
    for (place, clause) in clauses.iter().enumerate() {
        let undone = hearing.undone(clause);
        for (rule, reach) in promises.kinds.iter().zip(&hearing.reaches) {
            let is_undone = undone.iter().any(|name| !rule.despite.iter().any(|known| known == name));
            if is_undone || hearing.found.first(&rule.unless, &hearing.nothing, &clause.chars).is_some() {
                continue;
            }
            let fitting = rule.signs.iter().find_map(|sign| hearing.fit(sign, reach, &clause.chars));
            let Some(fit) = fitting else { continue };
            let Some((time, chars)) = hearing.time_of(fit, &clauses, place) else { continue };
            let binding = if hearing.is_conditional(&clauses, place) { Binding::Conditional } else { Binding::Firm };
            let due = match (time, binding) {
                (Some(When::By(due)), _) => Some(due),
                (Some(When::Soon(minutes)), _) => rule.kind.soon(now, minutes),
                (Some(When::Past), _) => continue,
                (None, Binding::Firm) => rule.kind.usual(now),
                // "到货了通知您": nobody knows yet when.
                (None, Binding::Conditional) => None,
            };
            let promise = Promise { kind: rule.kind, span: hearing.line.span(&chars), due, binding };
            add(&mut heard, Heard { promise, is_timed: time.is_some() });
        }
    }
    heard.into_iter().map(|heard| heard.promise).collect()
}

struct Heard {
    promise: Promise,
    is_timed: bool,
}

/// What is said twice is promised once: "帮您查一下，半小时内回复您".
fn add(heard: &mut Vec<Heard>, new: Heard) {
    let same = |known: &&mut Heard| {
        known.promise.kind == new.promise.kind
            && (known.promise.due == new.promise.due || !known.is_timed || !new.is_timed)
    };
    match heard.iter_mut().find(same) {
        Some(known) if known.is_timed || !new.is_timed => {}
        Some(known) => *known = new,
        None => heard.push(new),
    }
}

#[cfg(test)]
mod tests;
