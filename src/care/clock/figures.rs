//! What came of the rounds, as numbers by day: never a word of a chat, nor who it was with. The
//! [`ResponseClock`](super::ResponseClock) counts into them, and those that colleagues export come in beside.
//!
//! Each writer has days of its own that nobody else changes, and of two versions the later one holds: so copies merge to
//! the same in any order (as in `library::habit`).

use crate::{day::Day, library::stamp::Writer, rules::ClockRule};
use std::collections::BTreeMap;

/// Limits of one rule that are counted: Pinduoduo's three.
pub const MOST_LIMITS: usize = 3;
/// Days that a figure is over where no source says, as those of Taobao and JD are.
const WINDOW_DAYS: u16 = 30;

/// Rounds, or whatever else the rule counts, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Tally {
    /// How many there were.
    pub units: u32,
    /// How many were answered within each of the rule's limits, the shortest first.
    pub in_time: [u32; MOST_LIMITS],
    /// Seconds that were waited, each wait at most the rule's cap.
    pub seconds: u64,
    /// How many of them are in [`Self::seconds`].
    pub timed: u32,
    /// How many were never answered.
    pub unanswered: u32,
}

/// The numbers of one rule, day and writer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The rule's name.
    pub clock: String,
    /// The day on which was asked.
    pub day: Day,
    /// Who counted.
    pub writer: Writer,
    /// How often the writer changed it; of two versions the higher one is the later.
    pub version: u32,
    /// The numbers.
    pub tally: Tally,
}

/// Whose rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Those of one installation.
    Of(&'a str),
    /// Those of all who are known.
    Everyones,
}

/// All numbers, by rule, day and writer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures(BTreeMap<(String, Day, Writer), (u32, Tally)>);

impl Row {
    /// What it is called among the rows of all: the figure, the day and the writer, none of which holds a space.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{} {} {}", self.clock, self.day.print(), self.writer.name())
    }

    /// Its numbers, in the order in which [`Self::read`] takes them.
    #[must_use]
    pub fn numbers(&self) -> [u64; 5 + MOST_LIMITS] {
        let Tally { units, in_time: [first, second, third], seconds, timed, unanswered } = self.tally;
        let [version, units, first, second, third, timed, unanswered] =
            [self.version, units, first, second, third, timed, unanswered].map(u64::from);
        [version, units, first, second, third, timed, unanswered, seconds]
    }

    /// The row of this name with these numbers; `None` for what is none.
    #[must_use]
    pub fn read(id: &str, numbers: &[u64]) -> Option<Self> {
        let mut parts = id.splitn(3, ' ');
        let (clock, day, writer) = (parts.next()?, Day::parse(parts.next()?)?, Writer::new(parts.next()?)?);
        let small = |place: usize| u32::try_from(*numbers.get(place)?).ok();
        let in_time = [small(2)?, small(3)?, small(4)?];
        let (timed, unanswered, seconds) = (small(5)?, small(6)?, *numbers.get(7)?);
        let tally = Tally { units: small(1)?, in_time, seconds, timed, unanswered };
        Some(Self { clock: clock.to_owned(), day, writer, version: small(0)?, tally })
    }
}

impl Tally {
    /// One round that was answered after so many seconds, or never.
    #[must_use]
    pub(super) fn one(rule: &ClockRule, wait: Option<u32>) -> Self {
        let mut in_time = [0; MOST_LIMITS];
        for (count, limit) in in_time.iter_mut().zip(&rule.limits) {
            *count = u32::from(wait.is_some_and(|wait| wait <= *limit));
        }
        let seconds = wait.map(|wait| rule.cap.map_or(wait, |cap| wait.min(cap))).or(rule.unanswered);
        Self {
            units: 1,
            in_time,
            seconds: seconds.map_or(0, u64::from),
            timed: u32::from(seconds.is_some()),
            unanswered: u32::from(wait.is_none()),
        }
    }

    fn each(self, other: Self, small: impl Fn(u32, u32) -> u32, large: impl Fn(u64, u64) -> u64) -> Self {
        let mut in_time = self.in_time;
        for (count, other) in in_time.iter_mut().zip(other.in_time) {
            *count = small(*count, other);
        }
        Self {
            units: small(self.units, other.units),
            in_time,
            seconds: large(self.seconds, other.seconds),
            timed: small(self.timed, other.timed),
            unanswered: small(self.unanswered, other.unanswered),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.each(other, u32::saturating_add, u64::saturating_add)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.each(other, u32::saturating_sub, u64::saturating_sub)
    }

    /// Tenths of a percent that were in time, by the place of the limit; cut off, so that a rate just missed does not look
    /// kept. `None` where nothing was counted.
    #[must_use]
    pub fn share(self, limit: usize) -> Option<u32> {
        let in_time = u64::from(*self.in_time.get(limit)?);
        u32::try_from((in_time * 1_000).checked_div(self.units.into())?).ok()
    }

    /// Seconds that were waited in the mean, rounded up; `None` where nothing was counted.
    #[must_use]
    pub fn mean(self) -> Option<u64> {
        (self.timed > 0).then(|| self.seconds.div_ceil(self.timed.into()))
    }
}

impl Figures {
    /// Every number that is kept, in an order that is always the same.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        self.0.iter().map(|((clock, day, writer), (version, tally))| Row {
            clock: clock.clone(),
            day: *day,
            writer: writer.clone(),
            version: *version,
            tally: *tally,
        })
    }

    /// Takes a row in, unless a later version of it is known.
    pub fn take_in(&mut self, row: Row) {
        let known = self.0.entry((row.clock, row.day, row.writer)).or_default();
        // Versions alike with different numbers come from a copied profile; whichever holds, it must be the same for all.
        *known = (row.version, row.tally).max(*known);
    }

    /// Takes in all that others counted.
    pub fn merge(&mut self, other: &Self) {
        other.rows().for_each(|row| self.take_in(row));
    }

    /// What was counted from the first day to the last.
    #[must_use]
    pub fn sum(&self, clock: &str, (first, last): (Day, Day), whose: Whose) -> Tally {
        let is_meant = |(known, day, writer): &(String, Day, Writer)| {
            let is_whose = match whose {
                Whose::Of(who) => writer.installation() == who,
                Whose::Everyones => true,
            };
            known == clock && (first..=last).contains(day) && is_whose
        };
        let meant = self.0.iter().filter(|(key, _)| is_meant(key));
        meant.fold(Tally::default(), |sum, (_, (_, tally))| sum.plus(*tally))
    }

    /// What the platform's figure is made of on a day: the days of its window, up to the day before, as they publish it.
    #[must_use]
    pub fn month(&self, rule: &ClockRule, today: Day, whose: Whose) -> Tally {
        let last = today.before();
        let days = i32::from(rule.window_days.unwrap_or(WINDOW_DAYS));
        let first = Day::from_count(today.count().saturating_sub(days)).unwrap_or(last);
        self.sum(&rule.id, (first, last), whose)
    }

    /// Takes out all that one installation counted.
    pub fn without(&mut self, gone: &str) -> Self {
        let all = std::mem::take(&mut self.0);
        let (out, left) = all.into_iter().partition(|((.., writer), _)| writer.installation() == gone);
        self.0 = left;
        Self(out)
    }

    /// Drops what no figure needs any more. Merging with a copy that still has it brings it back, so all do it.
    pub fn forget_before(&mut self, day: Day) {
        self.0.retain(|(_, known, _), _| *known >= day);
    }

    /// Adds to a writer's day, in place of what was counted before.
    pub(super) fn count(&mut self, clock: &str, day: Day, writer: &Writer, tally: Tally, instead: Tally) {
        let (version, known) = self.0.entry((clock.to_owned(), day, writer.clone())).or_default();
        *version = version.saturating_add(1);
        *known = known.minus(instead).plus(tally);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Seed, rule};
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn writer(name: &str) -> Writer {
        Writer::new(name).unwrap()
    }

    /// Numbers of few writers, days and versions, so that they meet often.
    fn random(seed: &mut Seed) -> Figures {
        let mut figures = Figures::default();
        for _ in 0..seed.below(12) {
            let tally = Tally { units: seed.below(3), seconds: seed.below(3).into(), ..Tally::default() };
            figures.take_in(Row {
                clock: ["a", "b"][seed.below(2) as usize].into(),
                day: day(["2026-03-01", "2026-03-02"][seed.below(2) as usize]),
                writer: writer(["x", "y"][seed.below(2) as usize]),
                version: seed.below(4),
                tally,
            });
        }
        figures
    }

    fn merged(a: &Figures, b: &Figures) -> Figures {
        let mut both = a.clone();
        both.merge(b);
        both
    }

    #[test]
    fn copies_merge_to_the_same_in_any_order() {
        let mut seed = Seed(7);
        for _ in 0..2_000 {
            let [a, b, c] = [(); 3].map(|()| random(&mut seed));
            assert_eq!(merged(&a, &b), merged(&b, &a), "commutative");
            assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)), "associative");
            assert_eq!(merged(&a, &a), a, "idempotent");
            assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b), "idempotent");
            let (mut again, rows) = (Figures::default(), a.rows().collect::<Vec<_>>());
            rows.iter().rev().for_each(|row| again.take_in(row.clone()));
            assert_eq!(again, a);
            assert!(rows.is_sorted());
        }
    }

    #[test]
    fn the_later_version_holds_and_writers_add_up() {
        let rule = rule("three_minutes");
        let (mine, theirs) = (writer("mine"), writer("theirs"));
        let today = day("2026-03-02");
        let mut here = Figures::default();
        here.count(&rule.id, today, &mine, Tally::one(&rule, Some(10)), Tally::default());
        let early = here.clone();
        here.count(&rule.id, today, &mine, Tally::one(&rule, Some(200)), Tally::default());
        here.merge(&early);
        let mut there = Figures::default();
        there.count(&rule.id, today, &theirs, Tally::one(&rule, None), Tally::default());
        here.merge(&there);
        let sum = |whose| here.sum(&rule.id, (today, today), whose);
        assert_eq!((sum(Whose::Of("mine")).units, sum(Whose::Of("theirs")).units), (2, 1));
        let all = sum(Whose::Everyones);
        assert_eq!((all.units, all.in_time[0], all.seconds, all.timed, all.unanswered), (3, 1, 210, 2, 1));
        assert_eq!((all.share(0), all.share(MOST_LIMITS), all.mean()), (Some(333), None, Some(105)));
        assert_eq!((Tally::default().share(0), Tally::default().mean()), (None, None));
        assert_eq!(here.sum("another", (today, today), Whose::Everyones), Tally::default());
    }

    #[test]
    fn a_month_is_the_days_of_the_window_up_to_yesterday() {
        let rule = rule("taobao_mean_response");
        let me = writer("me");
        let mut figures = Figures::default();
        for day in ["2022-02-28", "2022-03-01", "2022-03-30", "2022-03-31"].map(day) {
            figures.count(&rule.id, day, &me, Tally::one(&rule, None), Tally::default());
        }
        // The source's own example: what is shown on 31 March is of 1 to 30 March.
        let month = |figures: &Figures| figures.month(&rule, day("2022-03-31"), Whose::Everyones);
        assert_eq!((month(&figures).units, month(&figures).mean()), (2, Some(600)));
        figures.forget_before(day("2022-03-30"));
        assert_eq!((month(&figures).units, figures.rows().count()), (1, 2));
        assert_eq!(figures.month(&rule, day("0001-01-01"), Whose::Everyones), Tally::default());
    }

    #[test]
    fn every_limit_is_counted() {
        assert!(crate::rules::clocks().iter().all(|clock| clock.limits.len() <= MOST_LIMITS));
    }
}
