//! Days by name: "今天", "后天", "下周三", "11月30号", "月底", "tomorrow", "next Friday". Part of [`when`](super::when).

use super::{
    calendar::{SUNDAY, date, days_on, in_week, last_of_month, next_numbered, next_weekday, numbered},
    line::Line,
    named::Part,
    numeral::{digits, number},
};
use crate::day::Day;

/// A day as it is said, before it is known what day it is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    what: What,
    /// "今晚" names the night too.
    pub(super) part: Option<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// So many days from today.
    On(i32),
    /// The next such day of the week.
    Weekday(i32),
    /// Such a day of the week so many weeks on.
    InWeek(i32, i32),
    /// A date.
    Date(Option<u16>, u16, u16),
    /// The next day with this number.
    Next(u16),
    /// The day with this number, so many months on.
    InMonth(u16, u16),
    /// The last day of the month so many months on.
    MonthEnd(u16),
    /// The last day of this or the next such month.
    EndOf(u16),
}

/// Days by their distance, longer names first.
const DAYS: &[(&str, i32)] = &[
    ("大后天", 3),
    ("明后天", 2),
    ("明后两天", 2),
    ("后天", 2),
    ("后日", 2),
    ("今明两天", 1),
    ("今明", 1),
    ("明天", 1),
    ("明日", 1),
    ("明儿", 1),
    ("次日", 1),
    ("翌日", 1),
    ("隔天", 1),
    ("隔日", 1),
    ("第二天", 1),
    ("今天", 0),
    ("今日", 0),
    ("今儿", 0),
    ("当天", 0),
    ("当日", 0),
    ("day after tomorrow", 2),
    ("tomorrow", 1),
    ("tmrw", 1),
    ("end of the day", 0),
    ("end of day", 0),
    ("end of today", 0),
    ("eod", 0),
    ("today", 0),
];
/// Days that name their part.
const WITH_PART: &[(&str, (i32, Part))] = &[
    ("今晚上", (0, Part::Night)),
    ("今晚", (0, Part::Night)),
    ("今夜", (0, Part::Night)),
    ("今早", (0, Part::Early)),
    ("明晚上", (1, Part::Night)),
    ("明晚", (1, Part::Night)),
    ("明早", (1, Part::Early)),
    ("明晨", (1, Part::Early)),
    ("后晚", (2, Part::Night)),
    ("tonight", (0, Part::Night)),
];
/// Weeks from this one by what stands before the word for a week, longer ones first.
const WEEKS: &[(&str, i32)] = &[("下下个", 2), ("下下", 2), ("下个", 1), ("下", 1), ("这个", 0), ("这", 0), ("本", 0)];
const WEEK: &[&str] = &["周", "星期", "礼拜"];
const WEEKDAYS: &[(&str, i32)] = &[
    ("一", 0),
    ("二", 1),
    ("三", 2),
    ("四", 3),
    ("五", 4),
    ("六", 5),
    ("日", SUNDAY),
    ("天", SUNDAY),
    ("末", SUNDAY),
    ("1", 0),
    ("2", 1),
    ("3", 2),
    ("4", 3),
    ("5", 4),
    ("6", 5),
    ("7", SUNDAY),
];
const ENGLISH_WEEKDAYS: &[(&str, i32)] = &[
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", SUNDAY),
    ("week", SUNDAY),
    ("weekend", SUNDAY),
];
const ENGLISH_WEEKS: &[(&str, i32)] = &[("next ", 1), ("this ", 0)];
const MONTHS: &[(&str, u16)] = &[("本月", 0), ("这个月", 0), ("当月", 0), ("下个月", 1), ("下月", 1)];
const ENGLISH_MONTHS: &[(&str, u16)] = &[
    ("january ", 1),
    ("jan ", 1),
    ("february ", 2),
    ("feb ", 2),
    ("march ", 3),
    ("mar ", 3),
    ("april ", 4),
    ("apr ", 4),
    ("may ", 5),
    ("june ", 6),
    ("jun ", 6),
    ("july ", 7),
    ("jul ", 7),
    ("august ", 8),
    ("aug ", 8),
    ("september ", 9),
    ("sept ", 9),
    ("sep ", 9),
    ("october ", 10),
    ("oct ", 10),
    ("november ", 11),
    ("nov ", 11),
    ("december ", 12),
    ("dec ", 12),
];
const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];
/// Behind "3号": a colour, a link or a building, and no day.
const NO_DAYS: &[&str] = &[
    "色", "链", "楼", "店", "款", "仓", "码", "机", "线", "口", "院", "套", "尺", "团", "方", "样", "小", "大", "中",
    "号", "球", "门", "柜", "位", "床", "电", "房", "车", "客服", "的颜", "针", "笔", "珠", "胶",
];
/// Before a number: it is another one's.
const NO_DAYS_BEHIND: &[char] = &['第', '-', '/', '.', '每', '#'];
/// The greatest number of a day.
const LAST: u16 = 31;

impl Named {
    /// The day, seen from today.
    pub(super) fn day(self, today: Day) -> Option<Day> {
        match self.what {
            What::On(days) => days_on(today, days),
            What::Weekday(day) => next_weekday(today, day),
            What::InWeek(weeks, day) => in_week(today, weeks, day),
            What::Date(year, month, day) => date(today, year, month, day),
            What::Next(number) => next_numbered(today, number),
            What::InMonth(months, number) => numbered(today, months, number),
            What::MonthEnd(months) => last_of_month(today, months),
            What::EndOf(month) => last_of_month(date(today, None, month, 1)?, 0),
        }
    }
}

/// A day that is named here, and where its name ends.
pub(super) fn read(line: &Line, at: usize) -> Option<(Named, usize)> {
    if let Some(((days, part), end)) = line.first(at, WITH_PART) {
        return Some((Named { what: What::On(days), part: Some(part) }, end));
    }
    let by_distance = || line.first(at, DAYS).map(|(days, end)| (What::On(days), end));
    let found = by_distance()
        .or_else(|| weekday(line, at))
        .or_else(|| english_weekday(line, at))
        .or_else(|| of_month(line, at))
        .or_else(|| numbered_date(line, at))
        .or_else(|| english_date(line, at));
    found.map(|(what, end)| (Named { what, part: None }, end))
}

fn weekday(line: &Line, at: usize) -> Option<(What, usize)> {
    let weeks = line.first(at, WEEKS);
    let (_, named) = weeks.unwrap_or((0, at));
    let end = line.any(named, WEEK)?;
    let day = WEEKDAYS.iter().find_map(|(word, day)| Some((*day, line.starts(end, word)?)));
    match (weeks, day) {
        (Some((weeks, _)), Some((day, end))) => Some((What::InWeek(weeks, day), end)),
        // A week that is named alone is kept to its Sunday.
        (Some((weeks, _)), None) => Some((What::InWeek(weeks, SUNDAY), end)),
        (None, Some((SUNDAY, end))) if line.before(end) == Some('末') => Some((What::InWeek(0, SUNDAY), end)),
        (None, Some((day, end))) if line.before(at) != Some('每') => Some((What::Weekday(day), end)),
        _ => None,
    }
}

fn english_weekday(line: &Line, at: usize) -> Option<(What, usize)> {
    let weeks = line.first(at, ENGLISH_WEEKS);
    let (day, end) = line.first(weeks.map_or(at, |(_, end)| end), ENGLISH_WEEKDAYS)?;
    let is_week = day == SUNDAY && line.before(end) != Some('y');
    match weeks {
        Some((weeks, _)) => Some((What::InWeek(weeks, day), end)),
        None => (!is_week).then_some((What::Weekday(day), end)),
    }
}

/// "月底", "下个月5号", "11月底".
fn of_month(line: &Line, at: usize) -> Option<(What, usize)> {
    let ends = |at: usize| line.any(at, &["底", "末"]);
    if let Some((months, end)) = line.first(at, MONTHS) {
        if let Some(end) = ends(end) {
            return Some((What::MonthEnd(months), end));
        }
        let (number, end) = number(line, end)?;
        return Some((What::InMonth(months, number), line.any(end, &["号", "日"])?));
    }
    if line.before(at) != Some('个')
        && let Some(end) = line.any(at, &["月底", "月末"])
    {
        return Some((What::MonthEnd(0), end));
    }
    let (month, end) = number(line, at)?;
    let end = ends(line.any(end, &["月"])?)?;
    (1..=12).contains(&month).then_some((What::EndOf(month), end))
}

/// "2026年11月30日", "11月30号", "2026-11-30", "11/30前", "30号".
fn numbered_date(line: &Line, at: usize) -> Option<(What, usize)> {
    let (first, end) = number(line, at)?;
    let month_behind = |at: usize, marks: &[&str]| {
        let (month, end) = number(line, at)?;
        let (day, end) = number(line, line.any(end, marks)?)?;
        Some((month, day, end))
    };
    let day_sign = |end: usize| line.any(end, &["号", "日"]).unwrap_or(end);
    if first > 999 {
        let behind = line.any(end, &["年", "-", "/", "."])?;
        let (month, day, end) = month_behind(behind, &["月", "-", "/", "."])?;
        return Some((What::Date(Some(first), month, day), day_sign(end)));
    }
    if let Some(behind) = line.any(end, &["月"]) {
        let (day, end) = number(line, behind)?;
        return Some((What::Date(None, first, day), day_sign(end)));
    }
    if let Some(behind) = line.any(end, &["/", "."]) {
        // "5.1" may be anything; "5.1前" is a day.
        let (day, end) = behind_point(line, behind)?;
        let is_day = line.any(end, &["号", "日", "前", "之前"]).is_some();
        return is_day.then(|| (What::Date(None, first, day), day_sign(end)));
    }
    let sign = line.any(end, &["号", "日"])?;
    let is_other = line.before(at).is_some_and(|c| NO_DAYS_BEHIND.contains(&c)) || line.any(sign, NO_DAYS).is_some();
    (!is_other && (1..=LAST).contains(&first)).then_some((What::Next(first), sign))
}

/// The day of "11.30".
fn behind_point(line: &Line, at: usize) -> Option<(u16, usize)> {
    let end = line.run(at, |c| c.is_ascii_digit());
    let value =
        (at..end.min(at + 3)).filter_map(|at| line.at(at)?.to_digit(10)).fold(0, |value, digit| value * 10 + digit);
    u16::try_from(value).ok().filter(|value| (1..=LAST).contains(value) && end > at).map(|value| (value, end))
}

/// "November 30th", "30 November", "the 30th".
fn english_date(line: &Line, at: usize) -> Option<(What, usize)> {
    let ordinal = |end: usize| line.any(end, ORDINALS);
    if let Some((month, end)) = line.first(at, ENGLISH_MONTHS) {
        let (day, end) = digits(line, end)?;
        return Some((What::Date(None, month, day), ordinal(end).unwrap_or(end)));
    }
    let begin = line.word(at, "the ");
    let (day, end) = digits(line, begin.unwrap_or(at))?;
    let named = ordinal(end);
    let behind = line.any(named.unwrap_or(end), &[" of ", " "]);
    // The table's names have a space behind them; the last word of a line has none.
    let month = behind
        .and_then(|at| ENGLISH_MONTHS.iter().find_map(|(word, month)| Some((*month, line.word(at, word.trim_end())?))));
    match month {
        Some((month, end)) => Some((What::Date(None, month, day), end)),
        None => (begin.is_some() && (1..=LAST).contains(&day)).then_some((What::Next(day), named?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(today: &str, text: &str, expected: &str) {
        let found = read(&Line::of(text), 0);
        let day = found.and_then(|(named, _)| named.day(Day::parse(today).unwrap()));
        assert_eq!(day.map(Day::print).unwrap_or_default(), expected, "{text} on {today}");
    }

    #[test]
    fn days_are_told_as_people_name_them() {
        for (text, day) in [
            ("今天", "2026-11-24"),
            ("大后天", "2026-11-27"),
            ("明後天", "2026-11-26"),
            ("周五前", "2026-11-27"),
            ("周二", "2026-12-01"),
            ("这周二", "2026-11-24"),
            ("本周一", "2026-11-23"),
            ("下周一", "2026-11-30"),
            ("下下个星期三", "2026-12-09"),
            ("下周", "2026-12-06"),
            ("周末", "2026-11-29"),
            ("礼拜天", "2026-11-29"),
            ("月底", "2026-11-30"),
            ("下个月5号", "2026-12-05"),
            ("12月底", "2026-12-31"),
            ("11月30号", "2026-11-30"),
            ("十一月三十日", "2026-11-30"),
            ("1月3号", "2027-01-03"),
            ("2026年12月1日", "2026-12-01"),
            ("2026-12-01", "2026-12-01"),
            ("11/30前", "2026-11-30"),
            ("11.30前", "2026-11-30"),
            ("30号", "2026-11-30"),
            ("5日", "2026-12-05"),
            ("tomorrow", "2026-11-25"),
            ("Friday", "2026-11-27"),
            ("next Monday", "2026-11-30"),
            ("this weekend", "2026-11-29"),
            ("November 30th", "2026-11-30"),
            ("30 Nov", "2026-11-30"),
            ("3rd of December", "2026-12-03"),
            ("the 30th", "2026-11-30"),
        ] {
            check("2026-11-24", text, day);
        }
        check("2028-02-20", "2月29号", "2028-02-29");
    }

    #[test]
    fn what_is_no_day_stays_none() {
        for text in [
            "周年",
            "3号色",
            "5号楼",
            "32号",
            "2月30号",
            "13月1号",
            "11.30",
            "may I",
            "week",
            "3",
            "月亮",
            "",
            "2027年2月29日",
        ] {
            check("2026-11-24", text, "");
        }
        assert!(read(&Line::of("每周五"), 1).is_none() && read(&Line::of("第3号"), 1).is_none());
    }
}
