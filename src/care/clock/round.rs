//! What one conversation waits for, row by row: the [`ResponseClock`](super::ResponseClock) keeps a [`Talk`] for each, and
//! counts the [`Round`]s that end in it.

use super::time::Time;
use crate::{
    chat::{MAX_MESSAGES, Sender},
    rules::{ClockRule, LastLine, Robots, Unit},
};

/// When a row was said, as far as it is known: rows on a page often bear no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// It came while the conversation was watched.
    At(Time),
    /// It stood there when the conversation was read first or anew, then; how long is not known.
    Before(Time),
}

/// A row, as far as the clock is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Said {
    /// Who wrote it. What a person sends with a robot's help is the person's.
    pub sender: Sender,
    /// When.
    pub when: When,
    /// Whether it only says thanks, yes or goodbye ([`super::is_courtesy`]); of a buyer's row alone.
    pub is_courtesy: bool,
}

/// A question and its answer, or whatever else the platform counts ([`Unit`]), where both times are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Round {
    /// When the buyer asked.
    pub asked: Time,
    /// When we answered; `None` if the talk ended without.
    pub answered: Option<Time>,
}

/// Where one conversation stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Talk {
    /// Questions that wait, the oldest first; more than one only where each message counts.
    waiting: Vec<When>,
    /// Whether something of ours stands before: a courtesy after it answers us.
    we_spoke: bool,
    /// The latest row of the session, if one was begun.
    session: Option<Time>,
}

impl When {
    /// The moment, or one that it was before.
    #[must_use]
    pub const fn time(self) -> Time {
        match self {
            Self::At(time) | Self::Before(time) => time,
        }
    }
}

impl Round {
    /// Seconds that the buyer waited; `None` without an answer.
    #[must_use]
    pub fn seconds(self) -> Option<u32> {
        self.answered.map(|answered| answered.since(self.asked))
    }
}

impl Talk {
    /// Takes a row in, and gives the rounds that it ends.
    pub(super) fn hear(&mut self, rule: &ClockRule, said: Said) -> Vec<Round> {
        let ended = match said.sender {
            Sender::System => return Vec::new(),
            Sender::Buyer => {
                self.ask(rule, said);
                Vec::new()
            }
            Sender::Robot if rule.robots == Robots::DoNotCount => {
                self.we_spoke = true;
                Vec::new()
            }
            Sender::Seller | Sender::Robot => {
                self.we_spoke = true;
                match said.when {
                    When::At(answered) => self.end(Some(answered)),
                    // How soon it was is not known, so it is no figure.
                    When::Before(_) => {
                        self.waiting.clear();
                        Vec::new()
                    }
                }
            }
        };
        if let Some(latest) = &mut self.session {
            *latest = said.when.time();
        }
        ended
    }

    fn ask(&mut self, rule: &ClockRule, said: Said) {
        let is_waiting = !self.waiting.is_empty();
        if said.is_courtesy && rule.last_line == LastLine::Anyones && self.we_spoke && !is_waiting {
            return;
        }
        let opens = match rule.unit {
            Unit::Message => self.waiting.len() < MAX_MESSAGES,
            Unit::Round | Unit::BuyerDay => !is_waiting,
            Unit::Session => !is_waiting && self.begins_session(rule, said.when.time()),
        };
        if opens {
            // Also one begun at night: what follows in it is left out with it.
            self.session = Some(said.when.time());
            if said.when.time().is_in_hours(rule) {
                self.waiting.push(said.when);
            }
        }
    }

    fn begins_session(&self, rule: &ClockRule, now: Time) -> bool {
        self.session.is_none_or(|latest| rule.session_gap.is_some_and(|gap| now.since(latest) > gap))
    }

    /// Ends what waits, by an answer or without, and gives it as far as its times are known.
    pub(super) fn end(&mut self, answered: Option<Time>) -> Vec<Round> {
        let waited = std::mem::take(&mut self.waiting).into_iter();
        waited
            .filter_map(|asked| matches!(asked, When::At(_)).then_some(Round { asked: asked.time(), answered }))
            .collect()
    }

    /// The oldest question that waits.
    pub(super) fn oldest(&self) -> Option<When> {
        self.waiting.first().copied()
    }

    /// When the questions were asked that wait and whose times are known.
    pub(super) fn asked(&self) -> impl Iterator<Item = Time> {
        self.waiting.iter().filter_map(|when| match when {
            When::At(time) => Some(*time),
            When::Before(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, rule};
    use super::*;

    fn said(sender: Sender, when: When) -> Said {
        Said { sender, when, is_courtesy: false }
    }

    #[test]
    fn what_was_there_before_waits_but_is_no_figure() {
        let rule = rule("three_minutes");
        let mut talk = Talk::default();
        assert!(talk.hear(&rule, said(Sender::Seller, When::Before(at(0)))).is_empty());
        assert!(talk.hear(&rule, said(Sender::Buyer, When::Before(at(0)))).is_empty());
        assert_eq!((talk.oldest(), talk.asked().count()), (Some(When::Before(at(0))), 0));
        // Asking again does not tell when the first question was asked.
        assert!(talk.hear(&rule, said(Sender::Buyer, When::At(at(10)))).is_empty());
        assert!(talk.hear(&rule, said(Sender::Seller, When::At(at(20)))).is_empty());
        assert_eq!(talk.oldest(), None);
        // An answer that was found when the agent came back may have come at any time.
        assert!(talk.hear(&rule, said(Sender::Buyer, When::At(at(30)))).is_empty());
        assert!(talk.hear(&rule, said(Sender::Seller, When::Before(at(900)))).is_empty());
        assert_eq!(talk.oldest(), None);
        assert!(talk.hear(&rule, said(Sender::Buyer, When::At(at(1_000)))).is_empty());
        let ended = talk.hear(&rule, said(Sender::Seller, When::At(at(1_060))));
        assert_eq!(ended, [Round { asked: at(1_000), answered: Some(at(1_060)) }]);
    }

    #[test]
    fn a_robot_answers_where_the_rule_says_so() {
        let mut rule = rule("three_minutes");
        for (robots, ends) in [(Robots::DoNotCount, 0), (Robots::Answer, 1)] {
            rule.robots = robots;
            let mut talk = Talk::default();
            talk.hear(&rule, said(Sender::Buyer, When::At(at(0))));
            assert_eq!(talk.hear(&rule, said(Sender::Robot, When::At(at(1)))).len(), ends);
        }
    }

    #[test]
    fn a_flood_of_messages_is_kept_as_far_as_a_conversation_is() {
        let rule = rule("douyin_three_minutes");
        let mut talk = Talk::default();
        for second in 0..1_000 {
            talk.hear(&rule, said(Sender::Buyer, When::At(at(second))));
        }
        assert_eq!(talk.hear(&rule, said(Sender::Seller, When::At(at(1_000)))).len(), MAX_MESSAGES);
    }

    #[test]
    fn a_clock_set_back_gives_no_negative_wait() {
        let rule = rule("three_minutes");
        let mut talk = Talk::default();
        talk.hear(&rule, said(Sender::Buyer, When::At(at(3_600))));
        let ended = talk.hear(&rule, said(Sender::Seller, When::At(at(0))));
        assert_eq!(ended.first().and_then(|round| round.seconds()), Some(0));
    }
}
