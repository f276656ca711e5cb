//! Days and months that something is counted in, and what a report is over: a day, a week from Monday, a month. Today is an
//! argument.

use crate::{care::promise::weekday, day::Day};

/// Days of a week.
const WEEK: i32 = 7;
/// Columns of a report over a day: it and the six before.
const DAYS_BEFORE: i32 = 6;
/// Columns of a month whose days are gone: it and the eleven before.
const MONTHS_BEFORE: i32 = 11;

/// What a sheet is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day(Day),
    /// A month, 1 to 12.
    Month {
        /// Of which year.
        year: u16,
        /// Which.
        month: u8,
    },
}

/// How long a time a report is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Span {
    /// A day.
    #[default]
    Day,
    /// Monday to Sunday.
    Week,
    /// The days of a month.
    Month,
}

impl Span {
    /// The shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The name in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The first and the last day of the one that lies so many back; `None` before the calendar.
    #[must_use]
    pub fn range(self, today: Day, back: u32) -> Option<(Day, Day)> {
        let back = i32::try_from(back).ok()?;
        let on = |day: Day, days: i32| Day::from_count(day.count().checked_add(days)?);
        match self {
            Self::Day => on(today, back.checked_neg()?).map(|day| (day, day)),
            Self::Week => {
                let monday = on(today, back.checked_mul(-WEEK)?.checked_sub(weekday(today))?)?;
                Some((monday, on(monday, WEEK - 1)?))
            }
            Self::Month => {
                let first = Period::month_of(today).back(back)?.first();
                Some((first, Period::month_of(first).last()))
            }
        }
    }

    /// The sheets that the one so many back is summed up from.
    #[must_use]
    pub fn periods(self, today: Day, back: u32) -> Vec<Period> {
        let Some(range) = self.range(today, back) else { return Vec::new() };
        match self {
            Self::Day | Self::Week => days(range),
            Self::Month => vec![Period::month_of(range.0)],
        }
    }

    /// What a chart of it has columns for: its days; of a day, the week that ends with it; of a month whose days are
    /// kept no more, the year that ends with it.
    #[must_use]
    pub fn columns(self, today: Day, back: u32) -> Vec<Period> {
        let Some((first, last)) = self.range(today, back) else { return Vec::new() };
        let month = Period::month_of(first);
        match self {
            Self::Day => days((Day::from_count(last.count() - DAYS_BEFORE).unwrap_or(first), last)),
            Self::Month if today.count() - first.count() > super::OWN_DAYS => {
                (0..=MONTHS_BEFORE).rev().filter_map(|before| month.back(before)).collect()
            }
            Self::Week | Self::Month => days((first, last)),
        }
    }
}

fn days((first, last): (Day, Day)) -> Vec<Period> {
    (first.count()..=last.count()).filter_map(Day::from_count).map(Period::Day).collect()
}

impl Period {
    /// The month of a day.
    #[must_use]
    pub const fn month_of(day: Day) -> Self {
        Self::Month { year: day.year, month: day.month }
    }

    /// As it is written: `2026-11-29` or `2026-11`.
    #[must_use]
    pub fn print(self) -> String {
        match self {
            Self::Day(day) => day.print(),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
        }
    }

    /// Reads [`Self::print`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let period = match text.matches('-').count() {
            1 => Self::month_of(Day::parse(&[text, "-01"].concat())?),
            _ => Self::Day(Day::parse(text)?),
        };
        (period.print() == text).then_some(period)
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Month { year, month } => Day { year, month, day: 1 },
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Month { year, month: 12 } => Day { year, month: 12, day: 31 },
            Self::Month { year, month } => Day { year, month: month + 1, day: 1 }.before(),
        }
    }

    /// Months that it lies before a day's.
    pub(super) fn months_before(self, day: Day) -> i32 {
        let count = |day: Day| i32::from(day.year) * 12 + i32::from(day.month);
        count(day) - count(self.first())
    }

    /// The month so many before its own; `None` before the calendar.
    fn back(self, months: i32) -> Option<Self> {
        let Day { year, month, .. } = self.first();
        let count = i32::from(year) * 12 + i32::from(month) - 1 - months;
        let (year, month) = (u16::try_from(count.div_euclid(12)).ok()?, u8::try_from(count.rem_euclid(12) + 1).ok()?);
        (year > 0).then_some(Self::Month { year, month })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn range(span: Span, today: &str, back: u32) -> Option<(String, String)> {
        span.range(day(today), back).map(|(first, last)| (first.print(), last.print()))
    }

    fn is(first: &str, last: &str) -> Option<(String, String)> {
        Some((first.into(), last.into()))
    }

    #[test]
    fn a_week_begins_on_monday() {
        // 2026-11-30 is a Monday.
        for (today, back, first, last) in [
            ("2026-11-30", 0, "2026-11-30", "2026-12-06"),
            ("2026-11-29", 0, "2026-11-23", "2026-11-29"),
            ("2026-12-06", 1, "2026-11-23", "2026-11-29"),
            ("2027-01-01", 0, "2026-12-28", "2027-01-03"),
        ] {
            assert_eq!(range(Span::Week, today, back), is(first, last), "{today}");
        }
    }

    #[test]
    fn a_month_has_its_own_end() {
        for (today, back, first, last) in [
            ("2026-11-30", 0, "2026-11-01", "2026-11-30"),
            ("2026-12-31", 0, "2026-12-01", "2026-12-31"),
            ("2026-03-31", 1, "2026-02-01", "2026-02-28"),
            ("2028-03-01", 1, "2028-02-01", "2028-02-29"),
            ("2027-01-15", 13, "2025-12-01", "2025-12-31"),
        ] {
            assert_eq!(range(Span::Month, today, back), is(first, last), "{today}");
        }
        assert_eq!(range(Span::Day, "2026-03-01", 1), is("2026-02-28", "2026-02-28"));
    }

    #[test]
    fn before_the_calendar_there_is_nothing() {
        for span in Span::ALL {
            for back in [9_000_000, i32::MAX.unsigned_abs(), u32::MAX] {
                assert_eq!(span.range(day("2026-11-30"), back), None, "{span:?}");
                assert_eq!(
                    (span.periods(day("2026-11-30"), back), span.columns(day("2026-11-30"), back)),
                    (vec![], vec![])
                );
            }
        }
    }

    #[test]
    fn columns_are_days_while_there_are_some() {
        let ends = |span: Span, back| {
            let columns = span.columns(day("2026-11-30"), back);
            let print = |period: Option<&Period>| period.map(|period| period.print()).unwrap_or_default();
            (columns.len(), print(columns.first()), print(columns.last()))
        };
        assert_eq!(ends(Span::Day, 0), (7, "2026-11-24".into(), "2026-11-30".into()));
        assert_eq!(ends(Span::Week, 1), (7, "2026-11-23".into(), "2026-11-29".into()));
        assert_eq!(ends(Span::Month, 0), (30, "2026-11-01".into(), "2026-11-30".into()));
        assert_eq!(ends(Span::Month, 24), (12, "2023-12".into(), "2024-11".into()));
    }

    #[test]
    fn a_period_comes_back_from_its_text() {
        for text in ["2026-11-29", "2026-11"] {
            assert_eq!(Period::parse(text).map(Period::print).as_deref(), Some(text));
        }
        for text in ["", "2026", "2026-13", "2026-02-29", "2026-1", "+2026-01", "2026-11-29 ", " 2026-11"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }
}
