//! Old buyers to be written to: a month after the first purchase with something of use to them, once more if they did not
//! come back, and then no more. The agent copies the text and says what became of it; nothing is sent from here.

use super::{Buyer, Buyers};
use crate::{day::Day, sorting::sort_by_key};

/// Days after the first purchase from which on an old buyer is written to: a month, as shops do it. What was bought has been
/// used by then, and the shop isn't forgotten yet.
pub const AFTER_DAYS: i32 = 30;
/// Days after a message from which on who did not come back is written to once more: two paydays lie at most so far apart,
/// and who is asked sooner is pressed.
pub const AGAIN_DAYS: i32 = 14;

/// What was written to an old buyer, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Reached {
    /// Nothing was.
    #[default]
    Not,
    /// A message.
    Once(Day),
    /// A second one; there is no third.
    Twice(Day),
    /// They bought again.
    Back(Day),
    /// They are not to be written to.
    Out(Day),
}

/// Why someone is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// So many days after the first purchase nothing was written.
    First(i32),
    /// So many days after the message they did not come back.
    Again(i32),
}

impl Reached {
    /// The name in the view and in storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Not => "not",
            Self::Once(_) => "once",
            Self::Twice(_) => "twice",
            Self::Back(_) => "back",
            Self::Out(_) => "out",
        }
    }

    /// Reads a [`Self::name`], for a day.
    #[must_use]
    pub fn from_name(name: &str, day: Day) -> Option<Self> {
        [Self::Not, Self::Once(day), Self::Twice(day), Self::Back(day), Self::Out(day)]
            .into_iter()
            .find(|one| one.name() == name)
    }

    /// The day on which it happened.
    #[must_use]
    pub const fn day(self) -> Option<Day> {
        match self {
            Self::Not => None,
            Self::Once(day) | Self::Twice(day) | Self::Back(day) | Self::Out(day) => Some(day),
        }
    }

    /// When a message was written today.
    #[must_use]
    pub const fn written(self, today: Day) -> Self {
        match self {
            Self::Not => Self::Once(today),
            _ => Self::Twice(today),
        }
    }
}

impl Buyer {
    /// Why they are due today, if they are.
    #[must_use]
    pub fn due(&self, today: Day) -> Option<Due> {
        let ago = |day: Day| today.count().saturating_sub(day.count());
        match self.reached {
            Reached::Not => self.about.first_bought().map(ago).filter(|days| *days >= AFTER_DAYS).map(Due::First),
            Reached::Once(day) => Some(ago(day)).filter(|days| *days >= AGAIN_DAYS).map(Due::Again),
            Reached::Twice(_) | Reached::Back(_) | Reached::Out(_) => None,
        }
    }
}

impl Buyers {
    /// Who is due, those without a message first, who waits longest before the others.
    #[must_use]
    pub fn due(&self, today: Day) -> Vec<(&Buyer, Due)> {
        let mut due: Vec<_> = self.kept().filter_map(|buyer| Some((buyer, buyer.due(today)?))).collect();
        sort_by_key(&mut due, |(buyer, due)| match due {
            Due::First(days) => (0, -days, &buyer.key),
            Due::Again(days) => (1, -days, &buyer.key),
        });
        due
    }
}
