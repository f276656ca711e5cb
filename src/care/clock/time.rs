//! A moment to the second. Waits are told by the seconds since 1970, which no change of the local clock touches, hours and
//! days by what a clock on the platform's wall says; the [`ResponseClock`](super::ResponseClock) is given both.

use crate::{day::Day, rules::ClockRule};

/// Seconds of an hour.
const HOUR: i64 = 60 * 60;
/// Seconds of a day.
const DAY: i64 = 24 * HOUR;
/// The day from which seconds are counted.
const FIRST: Day = Day { year: 1970, month: 1, day: 1 };

/// A moment to the second; always an argument, never read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Seconds since 1970, UTC.
    pub seconds: i64,
    /// Seconds that the agent's clock is ahead of UTC.
    pub utc_offset: i32,
}

impl Time {
    /// Seconds since an earlier moment; none when the clock was set back meanwhile.
    #[must_use]
    pub fn since(self, earlier: Self) -> u32 {
        u32::try_from(self.seconds.saturating_sub(earlier.seconds).max(0)).unwrap_or(u32::MAX)
    }

    /// What a clock shows where the rule holds.
    fn local(self, rule: &ClockRule) -> i64 {
        let offset = rule.utc_offset.map_or(i64::from(self.utc_offset), |hours| i64::from(hours) * HOUR);
        self.seconds.saturating_add(offset)
    }

    /// The day on which it counts; `None` where no calendar has it.
    #[must_use]
    pub fn day(self, rule: &ClockRule) -> Option<Day> {
        let days = i32::try_from(self.local(rule).div_euclid(DAY)).ok()?;
        Day::from_count(days.checked_add(FIRST.count())?)
    }

    /// Whether what is asked then counts.
    #[must_use]
    pub fn is_in_hours(self, rule: &ClockRule) -> bool {
        let second = u32::try_from(self.local(rule).rem_euclid(DAY)).unwrap_or_default();
        rule.hours.is_none_or(|hours| hours.contain(second))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rule;
    use super::*;

    #[test]
    fn the_platform_has_a_clock_of_its_own() {
        // 2026-03-02 00:30 in Beijing, where it is still the day before elsewhere.
        let time = Time { seconds: 1_772_382_600, utc_offset: -5 * 3_600 };
        assert_eq!(time.day(&rule("taobao_mean_response")).map(Day::print).as_deref(), Some("2026-03-02"));
        assert_eq!(time.day(&rule("three_minutes")).map(Day::print).as_deref(), Some("2026-03-01"));
        assert!(!time.is_in_hours(&rule("taobao_mean_response")));
        let morning = Time { seconds: time.seconds + 8 * 3_600, ..time };
        assert!(morning.is_in_hours(&rule("taobao_mean_response")));
    }

    #[test]
    fn no_moment_is_too_odd() {
        for seconds in [i64::MIN, -1, 0, i64::MAX] {
            for utc_offset in [i32::MIN, 0, i32::MAX] {
                let time = Time { seconds, utc_offset };
                for rule in ["taobao_three_minutes", "three_minutes"].map(rule) {
                    let _ = (time.day(&rule), time.is_in_hours(&rule));
                }
                assert_eq!(Time { seconds: i64::MIN, utc_offset }.since(time), 0);
            }
        }
        let (first, last) = (Time { seconds: i64::MIN, utc_offset: 0 }, Time { seconds: i64::MAX, utc_offset: 0 });
        assert_eq!(last.since(first), u32::MAX);
    }
}
