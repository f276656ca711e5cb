//! What agents decided about a phrase when it was suggested, by what the buyer wanted: numbers that fade, never a word of a
//! chat. [`usage`](super::usage) keeps them beside how often a phrase is used, and
//! [`ranking`](crate::engine::ranking) lets them count.
//!
//! Each writer has numbers of its own that nobody else changes, and of two versions the later one holds: so copies of
//! agents merge to the same in any order (a state-based counter; Shapiro et al., "Conflict-free Replicated Data Types",
//! 2011), though what is counted fades.

use super::{IntentId, stamp::Writer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Decisions of a writer about what buyers want by which an earlier one comes to count half: a new habit outweighs an old
/// one after some twenty answers, a slip is forgotten after as many.
const HALF_DECISIONS: u64 = 16;
/// Days by which a decision comes to count half: two months ago other goods were sold.
const HALF_DAYS: u64 = 60;
/// What one decision counts when it is made; integers, so that all machines reckon alike.
const ONE: u32 = 1_000;
/// Most that the decisions of a writer come to: the sum of ones that fade by [`HALF_DECISIONS`] is 23.6.
const MOST: u32 = 24 * ONE;
/// Decisions that a phrase is thought to have had beside its own, neither for nor against it: one click says little.
const PRIOR: i64 = 8 * ONE as i64;
/// Intents and writers that a record may name: far more than there are.
const MOST_NAMES: usize = 200;

/// What an agent did about a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Inserted it, its gaps filled.
    Accepted,
    /// Inserted it after changing its words.
    Edited,
    /// Put it away.
    Dismissed,
    /// Passed over it and took what stood below, or another phrase.
    Overridden,
}

impl Decision {
    const fn place(self) -> usize {
        match self {
            Self::Accepted => 0,
            Self::Edited => 1,
            Self::Dismissed => 2,
            Self::Overridden => 3,
        }
    }
}

/// The decisions of one writer about one phrase under one intent, as of the last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Tally {
    /// Which of the writer's decisions under the intent changed it last; of two versions the higher one is the later.
    number: u32,
    /// The day of that, counted from 1970.
    day: u32,
    /// By [`Decision::place`].
    sums: [u32; 4],
}

/// What agents decided about one phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Habit(BTreeMap<IntentId, BTreeMap<String, Tally>>);

/// How far each writer's decisions under an intent have come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Numbers(BTreeMap<(IntentId, String), u32>);

/// Which way agents lean about a phrase when the buyer wants a certain thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leaning {
    /// From -100, always refused, to 100, always taken.
    pub percent: i32,
    /// How often it was taken lately.
    pub taken: u32,
}

impl Tally {
    /// The sums as they count now.
    fn faded(self, number: u32, day: u32) -> [u32; 4] {
        let decisions = u64::from(number.saturating_sub(self.number));
        let days = u64::from(day.saturating_sub(self.day));
        let (steps, half) = (decisions * HALF_DAYS + days * HALF_DECISIONS, HALF_DECISIONS * HALF_DAYS);
        let (halves, rest) = (u32::try_from(steps / half).unwrap_or(u32::MAX), steps % half);
        self.sums.map(|sum| {
            let sum = u64::from(sum).checked_shr(halves).unwrap_or(0);
            u32::try_from(sum - sum * rest / (2 * half)).unwrap_or(MOST)
        })
    }
}

impl Numbers {
    fn of(&self, intent: &IntentId, writer: &str) -> u32 {
        self.0.get(&(intent.clone(), writer.to_owned())).copied().unwrap_or_default()
    }

    /// The number of a writer's next decision under an intent.
    pub(super) fn next(&self, intent: &IntentId, writer: &Writer) -> u32 {
        self.of(intent, writer.name()).saturating_add(1)
    }

    /// Takes note of all that a habit has.
    pub(super) fn see(&mut self, habit: &Habit) {
        for (intent, tallies) in &habit.0 {
            for (writer, tally) in tallies {
                let known = self.0.entry((intent.clone(), writer.clone())).or_default();
                *known = tally.number.max(*known);
            }
        }
    }
}

impl Habit {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The intents under which something was decided.
    pub(super) fn intents(&self) -> impl Iterator<Item = &IntentId> {
        self.0.keys()
    }

    /// Notes a decision, the writer's so-manieth under the intent, or takes one back.
    pub(super) fn note(
        &mut self,
        intent: &IntentId,
        writer: &Writer,
        decision: Decision,
        (number, day): (u32, u32),
        is_taken_back: bool,
    ) {
        let tally = self.0.entry(intent.clone()).or_default().entry(writer.name().to_owned()).or_default();
        let mut sums = tally.faded(number, day);
        if let Some(sum) = sums.get_mut(decision.place()) {
            *sum = if is_taken_back { sum.saturating_sub(ONE) } else { sum.saturating_add(ONE).min(MOST) };
        }
        *tally = Tally { number, day: day.max(tally.day), sums };
    }

    /// Which way agents lean. `own` begins the names of the agent's own writers; all others count together as half of one:
    /// colleagues know the goods, but their habits are not the agent's.
    pub(super) fn leaning(&self, intent: &IntentId, own: &str, numbers: &Numbers, day: u32) -> Option<Leaning> {
        let tallies = self.0.get(intent)?;
        let (mut mine, mut theirs, mut others) = ([0_i64; 4], [0_i64; 4], 0);
        for (writer, tally) in tallies {
            let is_own = !own.is_empty() && writer.starts_with(own);
            others += i64::from(!is_own);
            let sums = if is_own { &mut mine } else { &mut theirs };
            let faded = tally.faded(numbers.of(intent, writer), day);
            sums.iter_mut().zip(faded).for_each(|(sum, one)| *sum += i64::from(one));
        }
        let sum = |decision: Decision| {
            let at = |sums: &[i64; 4]| sums.get(decision.place()).copied().unwrap_or_default();
            at(&mine) + at(&theirs) / (2 * others.max(1))
        };
        let (accepted, edited) = (sum(Decision::Accepted), sum(Decision::Edited));
        let (dismissed, overridden) = (sum(Decision::Dismissed), sum(Decision::Overridden));
        let all = accepted + edited + dismissed + overridden + PRIOR;
        let percent = (100 * (accepted - dismissed) + 50 * (edited - overridden)) / all;
        let taken = (accepted + edited + i64::from(ONE) / 2) / i64::from(ONE);
        Some(Leaning {
            percent: i32::try_from(percent).unwrap_or_default(),
            taken: u32::try_from(taken).unwrap_or_default(),
        })
    }

    /// Takes over what another copy has that is later.
    pub(super) fn merge(&mut self, other: Self) {
        for (intent, tallies) in other.0 {
            let known = self.0.entry(intent).or_default();
            for (writer, tally) in tallies {
                let mine = known.entry(writer).or_default();
                *mine = tally.max(*mine);
            }
        }
        self.shorten();
    }

    /// Keeps the first names of too many: so it is the same whichever copy came first.
    fn shorten(&mut self) {
        self.0.values_mut().for_each(|tallies| while tallies.len() > MOST_NAMES && tallies.pop_last().is_some() {});
        while self.0.len() > MOST_NAMES && self.0.pop_last().is_some() {}
    }

    pub(super) fn json(&self) -> Value {
        let tallies = |tallies: &BTreeMap<String, Tally>| {
            let one = |(writer, tally): (&String, &Tally)| {
                let [accepted, edited, dismissed, overridden] = tally.sums;
                (writer.clone(), json!([tally.number, tally.day, accepted, edited, dismissed, overridden]))
            };
            Value::Object(tallies.iter().map(one).collect())
        };
        Value::Object(self.0.iter().map(|(intent, all)| (intent.0.clone(), tallies(all))).collect())
    }

    /// Reads [`Self::json`]; what is none is passed over.
    pub(super) fn read(value: Option<&Value>) -> Self {
        let mut habit = Self::default();
        for (intent, all) in value.and_then(Value::as_object).into_iter().flatten() {
            let named = all.as_object().into_iter().flatten();
            let tallies =
                named.filter_map(|(writer, tally)| Some((Writer::new(writer)?.name().to_owned(), read(tally)?)));
            let tallies: BTreeMap<_, _> = tallies.collect();
            if !tallies.is_empty() {
                habit.0.insert(IntentId(intent.clone()), tallies);
            }
        }
        habit.shorten();
        habit
    }
}

fn read(value: &Value) -> Option<Tally> {
    let numbers: Vec<u32> =
        value.as_array()?.iter().map(|number| u32::try_from(number.as_u64()?).ok()).collect::<Option<_>>()?;
    let &[number, day, accepted, edited, dismissed, overridden] = numbers.as_slice() else { return None };
    Some(Tally { number, day, sums: [accepted, edited, dismissed, overridden].map(|sum| sum.min(MOST)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_fades_by_decisions_and_by_days() {
        let tally = Tally { number: 3, day: 10, sums: [8_000, 0, 0, 500] };
        assert_eq!(tally.faded(3, 10), [8_000, 0, 0, 500]);
        assert_eq!(tally.faded(3 + 16, 10), [4_000, 0, 0, 250]);
        assert_eq!(tally.faded(3, 10 + 60), [4_000, 0, 0, 250]);
        assert_eq!(tally.faded(3 + 8, 10 + 90), [2_000, 0, 0, 125]);
        assert_eq!(tally.faded(3 + 8, 10)[0], 6_000, "halfway it is in between");
        assert_eq!(tally.faded(u32::MAX, u32::MAX), [0; 4]);
        assert_eq!(tally.faded(0, 0), tally.sums, "a clock that ran back takes nothing");
    }

    #[test]
    fn what_is_no_habit_is_passed_over() {
        let read = |json: &str| Habit::read(Some(&serde_json::from_str(json).unwrap()));
        let habit =
            read(r#"{"a":{"x1":[1,2,3,4,5,99999999],"X":[1,2,3,4,5,6],"y":[1],"z":[-1,2,3,4,5,6]},"b":7,"c":{}}"#);
        assert_eq!(habit.json().to_string(), r#"{"a":{"x1":[1,2,3,4,5,24000]}}"#);
        let many: serde_json::Map<_, _> =
            (0..MOST_NAMES + 9).map(|i| (format!("{i:04}"), json!({ "x": [1, 2, 3, 4, 5, 6] }))).collect();
        let mut first = Habit::read(Some(&many.into()));
        let second = read(r#"{"0000a":{"y":[1,2,3,4,5,6]}}"#);
        assert_eq!(first.0.len(), MOST_NAMES, "the rest is kept");
        let mut other_way = second.clone();
        other_way.merge(first.clone());
        first.merge(second);
        assert_eq!((first.0.len(), &first), (MOST_NAMES, &other_way));
        for odd in ["[]", "7", "null", r#""a""#] {
            assert!(read(odd).is_empty());
        }
    }
}
