//! Days, hours and moments as people write them, and how far days are apart. A phrase's validity, a promotion's time and
//! the age of an order are told in them.

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year, such as 2026.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

/// A moment in the agent's local time; always an argument, never read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes since midnight, 0 to 1439.
    pub minute: u16,
}

impl Day {
    /// A day as it is written: `2026-11-24`.
    #[must_use]
    pub fn print(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Reads [`Self::print`]; `None` for a day that no calendar has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let mut number = || parts.next().filter(|part| part.bytes().all(|c| c.is_ascii_digit()));
        let (year, month, day) = (number()?.parse().ok()?, number()?.parse().ok()?, number()?.parse().ok()?);
        let fits = (1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
        fits.then_some(Self { year, month, day })
    }

    /// Days since a day long ago, to tell how far two days are apart.
    #[must_use]
    pub fn count(self) -> i32 {
        // Years begin with March, so that the leap day is their last.
        let (year, month) = if self.month > 2 {
            (i32::from(self.year), i32::from(self.month) - 3)
        } else {
            (i32::from(self.year) - 1, i32::from(self.month) + 9)
        };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + i32::from(self.day)
    }

    /// The day that has this [`Self::count`]; `None` before the year 1 and after 9999.
    #[must_use]
    pub fn from_count(count: i32) -> Option<Self> {
        // A year is 365 or 366 days, and the count begins within the year 0.
        let years = count.div_euclid(366).max(1)..=(count.div_euclid(365) + 1).min(9_999);
        let year = years.rev().filter_map(|year| u16::try_from(year).ok());
        let year = year.into_iter().find(|&year| Self { year, month: 1, day: 1 }.count() <= count)?;
        let first = (1..=12).rev().map(|month| Self { year, month, day: 1 }).find(|first| first.count() <= count)?;
        let day = u8::try_from(count - first.count() + 1).ok()?;
        (day <= days(year, first.month)).then_some(Self { day, ..first })
    }

    /// The day before.
    #[must_use]
    pub fn before(self) -> Self {
        match self {
            Self { year, month: 1, day: 1 } => Self { year: year.saturating_sub(1), month: 12, day: 31 },
            Self { year, month, day: 1 } => Self { year, month: month - 1, day: days(year, month - 1) },
            Self { year, month, day } => Self { year, month, day: day.saturating_sub(1) },
        }
    }
}

/// The days of a month.
fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Hours as they are written: `21:00-09:00`.
#[must_use]
pub fn print_hours((from, to): (u16, u16)) -> String {
    format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
}

/// Reads [`print_hours`]; the end may be `24:00`.
#[must_use]
pub fn parse_hours(text: &str) -> Option<(u16, u16)> {
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once([':', '：'])?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let whole = u16::from(hour) * 60 + u16::from(minute);
        (minute < 60 && whole <= DAY_MINUTES).then_some(whole)
    };
    let (from, to) = text.split_once(['-', '–', '~', '～'])?;
    Some((minute(from)?, minute(to)?)).filter(|(from, to)| from != to)
}

impl Moment {
    /// A moment as it is written: `2026-11-24 21:30`.
    #[must_use]
    pub fn print(self) -> String {
        format!("{} {:02}:{:02}", self.day.print(), self.minute / 60, self.minute % 60)
    }

    /// The moment so many minutes on; the same one where the calendar ends.
    #[must_use]
    pub fn after(self, minutes: i32) -> Self {
        let whole = i32::from(self.minute).saturating_add(minutes);
        let day = Day::from_count(self.day.count().saturating_add(whole.div_euclid(DAY_MINUTES.into())));
        let minute = u16::try_from(whole.rem_euclid(DAY_MINUTES.into()));
        day.zip(minute.ok()).map_or(self, |(day, minute)| Self { day, minute })
    }

    /// Minutes since another moment, negative before it.
    #[must_use]
    pub fn minutes_since(self, other: Self) -> i64 {
        let days = i64::from(self.day.count()) - i64::from(other.day.count());
        days * i64::from(DAY_MINUTES) + i64::from(self.minute) - i64::from(other.minute)
    }

    /// Reads [`Self::print`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.trim().split_once(' ')?;
        let (hour, minute) = time.trim().split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let day = Day::parse(day)?;
        (hour < 24 && minute < 60).then_some(Self { day, minute: hour * 60 + minute })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_and_hours_come_back_from_their_text() {
        for text in ["2026-11-24", "2028-02-29", "0001-01-01"] {
            assert_eq!(day(text).print(), text);
        }
        for text in ["", "2026-02-29", "2026-13-01", "2026-1", "+2026-01-01", "2026-00-10", "2026-01-01-01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(parse_hours("21:00-09:00"), Some((1260, 540)));
        assert_eq!(parse_hours("00:00-24:00").map(print_hours).as_deref(), Some("00:00-24:00"));
        for text in ["", "9-10", "09:00-09:00", "09:60-10:00", "24:01-10:00", "9999:00-10:00"] {
            assert_eq!(parse_hours(text), None, "{text}");
        }
        for text in ["2026-11-24", "2026-11-24 24:00", "2026-11-24 12:60"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        for text in ["2028-03-01", "2026-01-01", "2026-05-31", "2100-03-01", "2000-03-01"] {
            assert_eq!(day(text).count() - day(text).before().count(), 1, "{text}");
        }
        for count in (day("0001-01-01").count()..=day("9999-12-31").count()).step_by(97) {
            assert_eq!(Day::from_count(count).unwrap().count(), count);
        }
        for count in [i32::MIN, 0, day("0001-01-01").count() - 1, day("9999-12-31").count() + 1, i32::MAX] {
            assert_eq!(Day::from_count(count), None, "{count}");
        }
        assert_eq!(day("2027-11-24").count() - day("2026-11-24").count(), 365);
        let moment = |text| Moment::parse(text).unwrap();
        for (from, minutes, to) in [
            ("2026-11-30 23:50", 10, "2026-12-01 00:00"),
            ("2026-11-30 00:00", -1, "2026-11-29 23:59"),
            ("2026-11-30 10:00", 24 * 60, "2026-12-01 10:00"),
        ] {
            assert_eq!(moment(from).after(minutes), moment(to));
            assert_eq!(moment(to).minutes_since(moment(from)), i64::from(minutes));
        }
        assert_eq!(moment("9999-12-31 23:59").after(1), moment("9999-12-31 23:59"));
        let before = |text| day(text).before().print();
        assert_eq!(["2028-03-01", "2026-01-01", "2026-05-31"].map(before), ["2028-02-29", "2025-12-31", "2026-05-30"]);
    }
}
