//! Lengths of time: "48小时内", "3-5天", "半个月后", "within two working days". Part of [`when`](super::when).
//!
//! Minutes and hours are counted exactly, as platforms count "48小时"; days, weeks and months end with their last day.

use super::{
    calendar::{DAY, HOUR, days_on, end_of, later, months_on, working_days_on},
    line::Line,
    numeral::number,
    when::When,
};
use crate::day::Moment;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    /// Minutes of half a day: who says so has until the other half.
    HalfDay,
    WorkingDay,
    Week,
    Month,
}

/// Days of half a month.
const HALF_MONTH: i32 = 15;
/// Days of "过几天".
const FEW_DAYS: i32 = 3;
/// Days of a week.
const WEEK: i32 = 7;

const UNITS: &[(&str, Unit)] = &[
    ("个工作日", Unit::WorkingDay),
    ("工作日", Unit::WorkingDay),
    ("个工作天", Unit::WorkingDay),
    ("个自然日", Unit::Day),
    ("个小时", Unit::Hour),
    ("小时", Unit::Hour),
    ("个钟头", Unit::Hour),
    ("钟头", Unit::Hour),
    ("个钟", Unit::Hour),
    ("分钟", Unit::Minute),
    ("个星期", Unit::Week),
    ("星期", Unit::Week),
    ("个礼拜", Unit::Week),
    ("礼拜", Unit::Week),
    ("周", Unit::Week),
    ("个月", Unit::Month),
    ("天", Unit::Day),
    ("日内", Unit::Day),
    ("日之内", Unit::Day),
    ("h", Unit::Hour),
];
const ENGLISH_UNITS: &[(&str, Unit)] = &[
    ("business day", Unit::WorkingDay),
    ("business days", Unit::WorkingDay),
    ("working day", Unit::WorkingDay),
    ("working days", Unit::WorkingDay),
    ("minute", Unit::Minute),
    ("minutes", Unit::Minute),
    ("min", Unit::Minute),
    ("mins", Unit::Minute),
    ("hour", Unit::Hour),
    ("hours", Unit::Hour),
    ("hrs", Unit::Hour),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("month", Unit::Month),
    ("months", Unit::Month),
];
/// Lengths with a half, longer ones first.
const HALVES: &[(&str, Unit, i32)] = &[
    ("半个小时", Unit::Minute, HOUR / 2),
    ("半个多小时", Unit::Minute, HOUR),
    ("半小时", Unit::Minute, HOUR / 2),
    ("半个钟头", Unit::Minute, HOUR / 2),
    ("半个钟", Unit::Minute, HOUR / 2),
    ("半个月", Unit::Day, HALF_MONTH),
    ("半天", Unit::HalfDay, DAY / 2),
    ("一刻钟", Unit::Minute, HOUR / 4),
    ("half an hour", Unit::Minute, HOUR / 2),
    ("an hour and a half", Unit::Minute, HOUR + HOUR / 2),
    ("half a day", Unit::HalfDay, DAY / 2),
    ("过几天", Unit::Day, FEW_DAYS),
    ("这几天", Unit::Day, FEW_DAYS),
    ("近几天", Unit::Day, FEW_DAYS),
];
/// What joins the ends of a range: the later one holds.
const RANGE: &[&str] = &["-", "~", "到", "至", " to ", " or ", "或"];
/// What an English length must stand behind to be a time limit: "30 days return" is none.
const LIMITS: &[&str] =
    &["within ", "in ", "in about ", "in the next ", "within the next ", "after ", "under ", "less than ", "up to "];
/// What may stand behind it instead.
const ENGLISH_BEHIND: &[&str] = &[" later", " from now", " at most", " max"];
/// What belongs to a length and changes nothing.
const BEHIND: &[&str] = &["之内", "以内", "内", "之后", "以后", "后", "左右", "时间内"];
/// Behind a length: it is over.
const AGO: &[&str] = &["之前", "以前", "前", " ago", "多前"];
/// Before a number: not how many, but which. And what repeats.
const ORDINAL: &[char] = &['第', '每', '前', '近', '满', '超', '.'];
/// Behind a unit: another word.
const OTHER_WORDS: &[&str] = &["年", "岁", "无理由", "没", "了", "包退", "保价", "试用"];

/// A length of time that begins here, as a time from now, and its end.
pub(super) fn read(line: &Line, at: usize, now: Moment) -> Option<(When, usize)> {
    if line.before(at).is_some_and(|c| ORDINAL.contains(&c)) {
        return None;
    }
    let (unit, count, end) = half(line, at).or_else(|| whole(line, at))?;
    if let Some(end) = line.any(end, AGO) {
        return Some((When::Past, end));
    }
    if line.any(end, OTHER_WORDS).is_some() {
        return None;
    }
    let end = line.any(end, BEHIND).unwrap_or(end);
    let due = match unit {
        Unit::Minute | Unit::HalfDay => later(now, count),
        Unit::Hour => later(now, count * HOUR),
        Unit::Day => days_on(now.day, count).and_then(end_of),
        Unit::WorkingDay => working_days_on(now.day, count).and_then(end_of),
        Unit::Week => days_on(now.day, count * WEEK).and_then(end_of),
        Unit::Month => months_on(now.day, u16::try_from(count).ok()?).and_then(end_of),
    };
    Some((When::By(due?), end))
}

fn half(line: &Line, at: usize) -> Option<(Unit, i32, usize)> {
    HALVES.iter().find_map(|(word, unit, count)| Some((*unit, *count, line.word(at, word)?)))
}

fn whole(line: &Line, at: usize) -> Option<(Unit, i32, usize)> {
    let (first, end) = number(line, at)?;
    let range = line.any(end, RANGE).and_then(|at| number(line, at));
    let (count, end) = range.unwrap_or((first, end));
    let count = i32::from(count);
    if let Some(end) = line.any(end, &["个半小时", "个半钟头", ".5小时", ".5个小时"]) {
        return Some((Unit::Minute, count * HOUR + HOUR / 2, end));
    }
    let unit =
        |table: &[(&str, Unit)], at: usize| table.iter().find_map(|(word, unit)| Some((*unit, line.starts(at, word)?)));
    if let Some((unit, end)) = unit(UNITS, end) {
        // "3日内" needs what "3天" does not, for the third of a month is no length.
        let end = if line.before(end) == Some('内') { end - 1 } else { end };
        return Some((unit, count, end));
    }
    let english = if line.at(end) == Some(' ') { end + 1 } else { end };
    let (unit, end) = unit(ENGLISH_UNITS, english)?;
    let stands_behind = |limit: &&str| at.checked_sub(limit.len()).is_some_and(|at| line.word(at, limit).is_some());
    let is_limit =
        LIMITS.iter().any(stands_behind) || line.any(end, ENGLISH_BEHIND).is_some() || line.any(end, AGO).is_some();
    is_limit.then_some((unit, count, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, text: &str, at: usize, expected: &str) {
        let found = read(&Line::of(text), at, Moment::parse(now).unwrap());
        let due = Moment::parse(expected).map(When::By);
        assert_eq!(found.map(|(when, _)| when), if expected == "past" { Some(When::Past) } else { due }, "{text}");
    }

    #[test]
    fn hours_are_exact_and_days_end() {
        let now = "2026-12-30 22:15";
        for (text, due) in [
            ("48小时内", "2027-01-01 22:15"),
            ("24-48小时", "2027-01-01 22:15"),
            ("两小时后", "2026-12-31 00:15"),
            ("一个半小时", "2026-12-30 23:45"),
            ("1.5小时", "2026-12-30 23:45"),
            ("半小时内", "2026-12-30 22:45"),
            ("半个月内", "2027-01-14 23:59"),
            ("3到5天", "2027-01-04 23:59"),
            ("两三天", "2027-01-02 23:59"),
            ("3日内", "2027-01-02 23:59"),
            ("三个工作日内", "2027-01-04 23:59"),
            ("一周内", "2027-01-06 23:59"),
            ("2个月", "2027-02-28 23:59"),
            ("72h", "2027-01-02 22:15"),
            ("3天前", "past"),
        ] {
            check(now, text, 0, due);
        }
    }

    #[test]
    fn english_lengths_are_limits() {
        let now = "2026-11-24 10:00";
        check(now, "within 24 hours", 7, "2026-11-25 10:00");
        check(now, "in an hour", 3, "2026-11-24 11:00");
        check(now, "in half an hour", 3, "2026-11-24 10:30");
        check(now, "within 2-3 business days", 7, "2026-11-27 23:59");
        check(now, "two weeks ago", 0, "past");
        check(now, "30 days return", 0, "");
    }

    #[test]
    fn what_is_no_limit_stays_none() {
        for text in ["7天无理由", "3周年", "3日", "五分好评", "2天没发", "9999999小时", "365"] {
            check("2026-11-24 10:00", text, 0, "");
        }
        check("2026-11-24 10:00", "第3天", 1, "");
    }
}
