//! Reckoning with days: so many minutes, days, working days and months on, the next such weekday and the next such date.
//! What [`when`](super::when) reads becomes a moment here.

use crate::day::{Day, Moment};

/// Minutes of an hour.
pub(super) const HOUR: i32 = 60;
/// Minutes of a day.
pub(super) const DAY: i32 = 24 * HOUR;
/// Days of a week.
const WEEK: i32 = 7;
/// Working days of a week. Holidays and the workdays made up for them change every year and are not known here.
const WORKING_WEEK: i32 = 5;
/// Sunday, counted from Monday.
pub(super) const SUNDAY: i32 = 6;
/// A date without a year that lies further back than half a year, in days, is the one of the next year: "1月3号" in
/// December. Nearer, it has just passed, and what was said is kept.
const HALF_YEAR: i32 = 183;

/// A moment so many minutes on; `None` outside the calendar.
pub(super) fn later(from: Moment, minutes: i32) -> Option<Moment> {
    let whole = i32::from(from.minute).checked_add(minutes)?;
    let day = days_on(from.day, whole.div_euclid(DAY))?;
    Some(Moment { day, minute: u16::try_from(whole.rem_euclid(DAY)).ok()? })
}

/// So many minutes after a day's midnight, which may be on the next day.
pub(super) fn at(day: Day, minutes: i32) -> Option<Moment> {
    later(Moment { day, minute: 0 }, minutes)
}

/// The last minute of a day: who says "today" has all of it.
pub(super) fn end_of(day: Day) -> Option<Moment> {
    at(day, DAY - 1)
}

/// A day so many days on.
pub(super) fn days_on(day: Day, days: i32) -> Option<Day> {
    Day::from_count(day.count().checked_add(days)?)
}

/// The day of the week, Monday 0 to [`SUNDAY`].
pub(in crate::care) fn weekday(day: Day) -> i32 {
    (day.count() + 1).rem_euclid(WEEK)
}

/// A day of the week, so many weeks from this one. Weeks begin on Monday.
pub(super) fn in_week(today: Day, weeks: i32, wanted: i32) -> Option<Day> {
    days_on(today, weeks * WEEK + wanted - weekday(today))
}

/// The next such day of the week. Today is not it: who means today says so.
pub(super) fn next_weekday(today: Day, wanted: i32) -> Option<Day> {
    let days = (wanted - weekday(today)).rem_euclid(WEEK);
    days_on(today, if days == 0 { WEEK } else { days })
}

/// A day so many working days on; from a weekend they are counted as from the Friday before.
pub(super) fn working_days_on(day: Day, days: i32) -> Option<Day> {
    let since_friday = (weekday(day) - (WORKING_WEEK - 1)).max(0);
    let weekday = weekday(day) - since_friday;
    let (weeks, rest) = (days.div_euclid(WORKING_WEEK), days.rem_euclid(WORKING_WEEK));
    let over_weekend = if weekday + rest >= WORKING_WEEK { WEEK - WORKING_WEEK } else { 0 };
    days_on(day, weeks * WEEK + rest + over_weekend - since_friday)
}

/// The last day of a month that lies so many months after that of a day.
pub(super) fn last_of_month(day: Day, months: u16) -> Option<Day> {
    let whole = u32::from(day.month.checked_sub(1)?) + u32::from(months) + 1;
    let year = day.year.checked_add(u16::try_from(whole / 12).ok()?)?;
    let month = u8::try_from(whole % 12 + 1).ok()?;
    let last = Day { year, month, day: 1 }.before();
    Day::parse(&last.print())
}

/// The same day so many months on, or the last of that month where it is shorter.
pub(super) fn months_on(day: Day, months: u16) -> Option<Day> {
    let last = last_of_month(day, months)?;
    Some(Day { day: last.day.min(day.day), ..last })
}

/// The next day with this number, today included; months that have none are passed over.
pub(super) fn next_numbered(today: Day, number: u16) -> Option<Day> {
    let first = u16::from(number < u16::from(today.day));
    (first..first + 3).find_map(|months| numbered(today, months, number))
}

/// The day with this number of the month that lies so many months on.
pub(super) fn numbered(today: Day, months: u16, number: u16) -> Option<Day> {
    let last = last_of_month(today, months)?;
    let day = u8::try_from(number).ok()?;
    (1..=last.day).contains(&day).then_some(Day { day, ..last })
}

/// A date; without a year, the one that is meant today.
pub(super) fn date(today: Day, year: Option<u16>, month: u16, day: u16) -> Option<Day> {
    let of = |year: u16| Day::parse(&format!("{year:04}-{month:02}-{day:02}"));
    if year.is_some() {
        return year.and_then(of);
    }
    let is_over = |day: &Day| today.count() - day.count() > HALF_YEAR;
    of(today.year).filter(|day| !is_over(day)).or_else(|| {
        let next = of(today.year.checked_add(1)?)?;
        // A leap day that this year has not is none of next year's either, unless it is near.
        (next.count() - today.count() <= 2 * HALF_YEAR).then_some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_week_begins_on_monday() {
        assert_eq!(
            ["2026-11-23", "2026-11-29", "2024-02-29", "2000-01-01"].map(|text| weekday(day(text))),
            [0, 6, 3, 5]
        );
        let next = |from, wanted| next_weekday(day(from), wanted).unwrap().print();
        assert_eq!((next("2026-11-24", 4), next("2026-11-27", 4)), ("2026-11-27".into(), "2026-12-04".into()));
        assert_eq!(in_week(day("2026-11-29"), 1, 0).unwrap().print(), "2026-11-30");
    }

    #[test]
    fn working_days_pass_over_weekends() {
        for (from, days, to) in [
            ("2026-11-24", 3, "2026-11-27"),
            ("2026-11-26", 3, "2026-12-01"),
            ("2026-11-27", 1, "2026-11-30"),
            ("2026-11-28", 1, "2026-11-30"),
            ("2026-11-29", 5, "2026-12-04"),
            ("2026-11-27", 10, "2026-12-11"),
        ] {
            assert_eq!(working_days_on(day(from), days).unwrap().print(), to, "{from} and {days}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let last = |from, months| last_of_month(day(from), months).unwrap().print();
        assert_eq!(
            [last("2028-02-10", 0), last("2026-11-30", 1), last("2026-12-31", 2)].join(" "),
            "2028-02-29 2026-12-31 2027-02-28"
        );
        assert_eq!(months_on(day("2026-08-31"), 1).unwrap().print(), "2026-09-30");
        assert_eq!(next_numbered(day("2026-11-24"), 30).unwrap().print(), "2026-11-30");
        assert_eq!(next_numbered(day("2026-11-24"), 31).unwrap().print(), "2026-12-31");
        assert_eq!(next_numbered(day("2026-11-24"), 5).unwrap().print(), "2026-12-05");
        assert_eq!((next_numbered(day("2026-11-24"), 32), next_numbered(day("2026-11-24"), 0)), (None, None));
    }

    #[test]
    fn a_date_without_a_year_is_the_one_that_is_meant() {
        let date = |today, month, number| date(day(today), None, month, number).map(Day::print);
        assert_eq!(date("2026-12-28", 1, 3).unwrap(), "2027-01-03");
        assert_eq!(date("2026-12-01", 11, 30).unwrap(), "2026-11-30", "it has just passed");
        assert_eq!(date("2027-12-28", 2, 29).unwrap(), "2028-02-29");
        assert_eq!((date("2026-02-20", 2, 29), date("2026-02-20", 13, 1)), (None, None));
    }

    #[test]
    fn the_calendar_has_ends() {
        let end = Moment { day: day("9999-12-31"), minute: 1439 };
        assert_eq!((later(end, 1), later(end, i32::MAX), days_on(end.day, i32::MAX)), (None, None, None));
        assert_eq!((months_on(end.day, 1), months_on(end.day, u16::MAX)), (None, None));
        assert_eq!(at(day("2026-12-31"), DAY), Some(Moment { day: day("2027-01-01"), minute: 0 }));
    }
}
