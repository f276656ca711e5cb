//! How long a buyer waits now and how pressing that is: what the agent sees of the [`ResponseClock`](super::ResponseClock)
//! while a conversation is open.

use super::{round::When, time::Time};
use crate::rules::ClockRule;

/// Of a limit's [`NEAR_OF`] parts, those after which it is near. Taobao's own workbench reminds its agents 100 seconds
/// into the three minutes: what is left is enough to read, choose and send.
const NEAR: u64 = 100;
/// See [`NEAR`].
const NEAR_OF: u64 = 180;

/// How pressing a wait is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// There is time.
    Gentle,
    /// The limit is near.
    Near,
    /// The limit has passed.
    Over,
}

/// A buyer who waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting<'a> {
    /// The rule by which it is most pressing.
    pub rule: &'a ClockRule,
    /// Since when; [`When::Before`] if the wait was longer by what nobody saw.
    pub since: When,
    /// Seconds until now, at least.
    pub seconds: u32,
    /// How pressing it is.
    pub level: Level,
    /// Seconds that the rule allows.
    pub limit: u32,
}

impl Level {
    /// The level of a wait. Exactly the limit is still in time.
    #[must_use]
    pub fn of(seconds: u32, limit: u32) -> Self {
        if seconds > limit {
            Self::Over
        } else if u64::from(seconds) * NEAR_OF >= u64::from(limit) * NEAR {
            Self::Near
        } else {
            Self::Gentle
        }
    }
}

impl<'a> Waiting<'a> {
    pub(super) fn new(rule: &'a ClockRule, since: When, now: Time) -> Option<Self> {
        let (limit, seconds) = (rule.limit()?, now.since(since.time()));
        Some(Self { rule, since, seconds, level: Level::of(seconds, limit), limit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_becomes_pressing_as_its_limit_nears() {
        for (limit, near) in [(180, 100), (30, 17), (43_200, 24_000)] {
            assert_eq!(Level::of(0, limit), Level::Gentle);
            assert_eq!(Level::of(near - 1, limit), Level::Gentle, "{limit}");
            assert_eq!(Level::of(near, limit), Level::Near, "{limit}");
            assert_eq!(Level::of(limit, limit), Level::Near, "{limit}");
            assert_eq!(Level::of(limit + 1, limit), Level::Over, "{limit}");
        }
        assert_eq!(Level::of(u32::MAX, u32::MAX), Level::Near);
    }
}
