//! Whether buyers are answered in time, reckoned as their platform does: a [`ResponseClock`] is told each row of the open
//! conversations by the panel and says who waits ([`Waiting`]) and what came of it ([`Figures`]). By which rules stands in
//! [`rules::clocks`], with worked examples; what is a question and what an answer, in `round`.
//!
//! The numbers are those of what the panel saw: rows that came while a conversation was closed have no times, so they are in
//! no figure. They warn and compare; the platform's own are the ones that count.

mod courtesy;
mod figures;
mod round;
mod time;
mod waiting;

pub use courtesy::is_courtesy;
pub use figures::{Figures, MOST_LIMITS, Row, Tally, Whose};
pub use round::{Round, Said, When};
pub use time::Time;
pub use waiting::{Level, Waiting};

use crate::{
    chat::ConversationId,
    day::Day,
    library::stamp::Writer,
    rules::{self, ClockRule, Unit},
    text,
};
use round::Talk;
use std::collections::BTreeMap;

/// Conversations that are followed. An agent has dozens open at once and some hundreds in a day; beyond, those in which
/// nobody waits are forgotten.
const MOST_TALKS: usize = 2_000;
/// The platform whose rules hold where none is known.
const ANY_PLATFORM: &str = "generic";

/// Counts rounds by the rules of a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseClock {
    writer: Writer,
    countings: Vec<Counting>,
    /// How many of them are counted by now: those of the platform that is shown stand first.
    current: usize,
    figures: Figures,
}

/// What is counted by one rule. Buyers are hashes of their conversations' names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Counting {
    rule: ClockRule,
    talks: BTreeMap<u64, Talk>,
    /// The longest that a buyer waited on a day, where each counts once a day; of the last days alone.
    met: BTreeMap<(Day, u64), Option<u32>>,
}

/// A change of a day's numbers: what is added, in place of what was counted before.
#[derive(Debug, Clone, Copy)]
struct Change {
    day: Day,
    tally: Tally,
    instead: Tally,
}

/// The rules of a platform by the name of its [`Site`](rules::Site), the one that agents know best first; those of any page
/// where none is known.
#[must_use]
pub fn rules_of(platform: &str) -> Vec<ClockRule> {
    let all = rules::clocks();
    let of = |platform: &str| -> Vec<_> {
        all.iter().filter(|rule| rule.platforms.iter().any(|name| name == platform)).cloned().collect()
    };
    Some(of(platform)).filter(|rules| !rules.is_empty()).unwrap_or_else(|| of(ANY_PLATFORM))
}

impl ResponseClock {
    /// Begins to count by these rules, onto what was counted before.
    #[must_use]
    pub fn new(rules: Vec<ClockRule>, writer: Writer, figures: Figures) -> Self {
        let mut clock = Self { writer, countings: Vec::new(), current: 0, figures };
        clock.go_by(rules);
        clock
    }

    /// Goes by other rules from now on: another platform is shown, or the agent set them otherwise. Who waits by the rules
    /// before is not forgotten.
    pub fn go_by(&mut self, rules: Vec<ClockRule>) {
        self.current = rules.len();
        for rule in rules.into_iter().rev() {
            let known = self.countings.iter().position(|counting| counting.rule.id == rule.id);
            let known = known.map(|at| self.countings.remove(at)).map(|counting| (counting.talks, counting.met));
            let (talks, met) = known.unwrap_or_default();
            self.countings.insert(0, Counting { rule, talks, met });
        }
    }

    /// Takes in a row, once, in the order of the page; true if a round ended with it.
    pub fn hear(&mut self, conversation: &ConversationId, said: Said) -> bool {
        let (buyer, mut ended) = (buyer(conversation), false);
        for counting in self.countings.iter_mut().take(self.current) {
            let rounds = counting.hear(buyer, said);
            ended |= !rounds.is_empty();
            counting.count(buyer, &rounds, &self.writer, &mut self.figures);
        }
        ended
    }

    /// The conversation has ended: who waits in it was not answered.
    pub fn close(&mut self, conversation: &ConversationId) {
        let buyer = buyer(conversation);
        for counting in self.countings.iter_mut().take(self.current) {
            let rounds = counting.talks.remove(&buyer).map(|mut talk| talk.end(None)).unwrap_or_default();
            counting.count(buyer, &rounds, &self.writer, &mut self.figures);
        }
    }

    /// The panel closes, and hears no answer any more: who waited too long already was not answered, of the others nobody
    /// knows.
    pub fn finish(&mut self, now: Time) {
        for counting in &mut self.countings {
            for (buyer, talk) in std::mem::take(&mut counting.talks) {
                let late: Vec<_> = talk.asked().filter(|asked| is_late(&counting.rule, *asked, now)).collect();
                let rounds: Vec<_> = late.into_iter().map(|asked| Round { asked, answered: None }).collect();
                counting.count(buyer, &rounds, &self.writer, &mut self.figures);
            }
        }
    }

    /// Whether the buyer of a conversation waits, by the rule by which it is most pressing.
    #[must_use]
    pub fn waiting(&self, conversation: &ConversationId, now: Time) -> Option<Waiting<'_>> {
        let buyer = buyer(conversation);
        let waits = self.countings.iter().take(self.current).filter_map(|counting| {
            let since = counting.talks.get(&buyer)?.oldest()?;
            Waiting::new(&counting.rule, since, now)
        });
        waits.reduce(|first, next| if next.level > first.level { next } else { first })
    }

    /// The rules that are counted by now.
    pub fn rules(&self) -> impl Iterator<Item = &ClockRule> {
        self.countings.iter().take(self.current).map(|counting| &counting.rule)
    }

    /// What came of the rounds that have ended.
    #[must_use]
    pub const fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Takes in what others counted.
    pub fn merge(&mut self, figures: &Figures) {
        self.figures.merge(figures);
    }

    /// Takes out all that one installation counted.
    pub fn without(&mut self, gone: &str) -> Figures {
        self.figures.without(gone)
    }

    /// Drops the numbers of days that no figure needs any more.
    pub fn forget_before(&mut self, day: Day) {
        self.figures.forget_before(day);
    }

    /// A rule's numbers of today so far, with those who wait too long already as not answered; `None` for a rule that is not
    /// counted by.
    #[must_use]
    pub fn today(&self, clock: &str, now: Time, whose: Whose) -> Option<Tally> {
        let counting = self.counting(clock)?;
        let day = now.day(&counting.rule)?;
        let mut sum = self.figures.sum(clock, (day, day), whose);
        if whose == Whose::Everyones || whose == Whose::Of(self.writer.installation()) {
            for change in counting.late(now).filter(|change| change.day == day) {
                sum = sum.minus(change.instead).plus(change.tally);
            }
        }
        Some(sum)
    }

    /// A rule's numbers of the days that the platform's figure is over, which end with yesterday; `None` for a rule that is
    /// not counted by.
    #[must_use]
    pub fn month(&self, clock: &str, now: Time, whose: Whose) -> Option<Tally> {
        let rule = &self.counting(clock)?.rule;
        Some(self.figures.month(rule, now.day(rule)?, whose))
    }

    fn counting(&self, clock: &str) -> Option<&Counting> {
        self.countings.iter().find(|counting| counting.rule.id == clock)
    }
}

/// A buyer, as far as they are kept.
fn buyer(conversation: &ConversationId) -> u64 {
    text::hash(conversation.0.bytes())
}

/// Whether an answer now would change the figure no more.
fn is_late(rule: &ClockRule, asked: Time, now: Time) -> bool {
    rule.longest().is_some_and(|longest| now.since(asked) > longest)
}

impl Counting {
    fn hear(&mut self, buyer: u64, said: Said) -> Vec<Round> {
        if self.talks.len() >= MOST_TALKS && !self.talks.contains_key(&buyer) {
            self.talks.retain(|_, talk| talk.oldest().is_some());
            // So many who wait are no agent's; what is left must make room, or each new one would look through all.
            if self.talks.len() > MOST_TALKS / 2 {
                self.talks.clear();
            }
        }
        self.talks.entry(buyer).or_default().hear(&self.rule, said)
    }

    fn count(&mut self, buyer: u64, rounds: &[Round], writer: &Writer, figures: &mut Figures) {
        for round in rounds {
            let Some(change) = self.change(buyer, *round) else { continue };
            if self.rule.unit == Unit::BuyerDay {
                self.meet(change.day, buyer, round.seconds());
            }
            figures.count(&self.rule.id, change.day, writer, change.tally, change.instead);
        }
    }

    /// What a round changes; `None` if nothing.
    fn change(&self, buyer: u64, round: Round) -> Option<Change> {
        let (day, wait) = (round.asked.day(&self.rule)?, round.seconds());
        let (tally, known) = (Tally::one(&self.rule, wait), self.met.get(&(day, buyer)));
        match known {
            Some(known) if is_longer(wait, *known) => {
                Some(Change { day, tally, instead: Tally::one(&self.rule, *known) })
            }
            Some(_) => None,
            None => Some(Change { day, tally, instead: Tally::default() }),
        }
    }

    fn meet(&mut self, day: Day, buyer: u64, wait: Option<u32>) {
        let is_new_day = self.met.range((day, 0)..=(day, u64::MAX)).next().is_none();
        if is_new_day {
            // A round of yesterday may still end today.
            let yesterday = day.before();
            self.met.retain(|(known, _), _| *known >= yesterday);
        }
        self.met.insert((day, buyer), wait);
    }

    /// What those change who wait too long already.
    fn late(&self, now: Time) -> impl Iterator<Item = Change> {
        self.talks.iter().flat_map(move |(buyer, talk)| {
            let late = talk.asked().filter(move |asked| is_late(&self.rule, *asked, now));
            late.filter_map(|asked| self.change(*buyer, Round { asked, answered: None }))
        })
    }
}

/// Whether a wait is longer than another; without an answer it has no end.
fn is_longer(wait: Option<u32>, known: Option<u32>) -> bool {
    match (wait, known) {
        (Some(wait), Some(known)) => wait > known,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}

#[cfg(test)]
pub(super) mod tests;
