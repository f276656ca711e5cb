//! Days and hours by name: a [`day`], a part of it and an hour, in the order in which a language puts them, and what
//! they come to together. Part of [`when`](super::when).

use super::{
    calendar::{DAY, HOUR, at, later},
    clock::{self, Clock},
    day,
    line::Line,
    when::Grain,
};
use crate::day::{Day, Moment};

/// A part of a day: when it begins and ends, in hours. The end is what "today, in the afternoon" is kept by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// 凌晨.
    Dawn,
    /// 早上: until ten; who means the whole morning says 上午.
    Early,
    /// 上午.
    Morning,
    /// 中午.
    Noon,
    /// 下午.
    Afternoon,
    /// 傍晚.
    Dusk,
    /// 晚上: until the day's last minute.
    Night,
    /// 下班前: shops close their packing at six.
    Work,
}

impl Part {
    const fn hours(self) -> (i32, i32) {
        match self {
            Self::Dawn => (0, 6),
            Self::Early => (6, 10),
            Self::Morning => (8, 12),
            Self::Noon => (12, 14),
            Self::Afternoon => (12, 18),
            Self::Dusk => (17, 19),
            Self::Night => (18, 24),
            Self::Work => (9, 18),
        }
    }

    /// The minute of the day that it ends with.
    fn end(self) -> i32 {
        (self.hours().1 * HOUR).min(DAY - 1)
    }
}

/// Parts of a day by name, longer names first.
const PARTS: &[(&str, Part)] = &[
    ("凌晨", Part::Dawn),
    ("清晨", Part::Early),
    ("早晨", Part::Early),
    ("早上", Part::Early),
    ("一大早", Part::Early),
    ("一早", Part::Early),
    ("上午", Part::Morning),
    ("中午", Part::Noon),
    ("午间", Part::Noon),
    ("下午", Part::Afternoon),
    ("午后", Part::Afternoon),
    ("傍晚", Part::Dusk),
    ("晚上", Part::Night),
    ("晚间", Part::Night),
    ("夜里", Part::Night),
    ("夜间", Part::Night),
    ("半夜", Part::Night),
    ("深夜", Part::Night),
];
/// English ones, and Chinese ones of one character: only behind a day, for "good morning" and "晚点" are none.
const PARTS_OF_A_DAY: &[(&str, Part)] = &[
    ("morning", Part::Morning),
    ("lunchtime", Part::Noon),
    ("afternoon", Part::Afternoon),
    ("evening", Part::Night),
    ("night", Part::Night),
    ("早", Part::Early),
    ("晚", Part::Night),
];
/// Behind a part of a day: a greeting.
const GREETINGS: &[&str] = &["好", "安"];
/// Behind one of a single character: "晚点" is another word.
const NO_PARTS: &[&str] = &["点", "些", "了", "一点", "一些"];
/// The end of the shop's day.
const CLOSING: &[&str] = &["下班前", "下班之前", "下班以前", "close of business", "before we close"];
/// Between the names.
const BETWEEN: &[&str] = &[
    " ",
    ",",
    "的",
    "大概",
    "大约",
    "差不多",
    "最晚",
    "最迟",
    "by ",
    "before ",
    "at ",
    "around ",
    "on ",
    "in the ",
    "this ",
    "no later than ",
    "of ",
];
/// Words between two names at most; a clause of "的的的的" costs no more.
const BETWEENS: usize = 3;
/// Behind all of them: until then. A day is meant whole even so, as in "周五前", by Friday.
const BEFORE: &[&str] = &["之前", "以前", "前"];
/// What belongs to a time and changes nothing.
const BEHIND: &[&str] = &["之内", "以内", "内", "左右", "的时候"];
/// Hours up to this one, without a part of the day, are those of the afternoon: nobody packs at four at night.
const LAST_ASLEEP: u16 = 6;
const NOON: u16 = 12;

/// What was said of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    day: Option<day::Named>,
    part: Option<Part>,
    clock: Option<Clock>,
    is_before: bool,
}

impl Said {
    /// A day, a part and an hour that begin here, and their end.
    pub(super) fn read(line: &Line, at: usize) -> Option<(Self, usize)> {
        let (mut said, mut end) = (Self::default(), at);
        while let Some(next) = said.step(line, between(line, end, end > at), at) {
            end = next;
        }
        let is_bare = said.day.is_none() && said.part.is_none();
        if end == at || is_bare && said.clock.is_some_and(|clock| !clock.is_plain(line, end)) {
            return None;
        }
        if let Some(next) = line.any(end, BEFORE) {
            return Some((Self { is_before: true, ..said }, next));
        }
        Some((said, line.any(end, BEHIND).unwrap_or(end)))
    }

    /// Takes in what stands here, if nothing of its kind was there yet.
    fn step(&mut self, line: &Line, at: usize, begin: usize) -> Option<usize> {
        if self.day.is_none()
            && self.part != Some(Part::Work)
            && let Some((day, end)) = day::read(line, at)
        {
            self.day = Some(day);
            return Some(end);
        }
        if self.part.is_none()
            && self.clock.is_none()
            && let Some((part, end)) = self.part(line, at, begin)
        {
            self.part = Some(part);
            return Some(end);
        }
        let (clock, end) = if self.clock.is_none() { clock::read(line, at)? } else { return None };
        self.clock = Some(clock);
        Some(end)
    }

    fn part(&self, line: &Line, at: usize, begin: usize) -> Option<(Part, usize)> {
        if let Some(end) = CLOSING.iter().find_map(|word| line.word(at, word)) {
            return Some((Part::Work, end));
        }
        let is_led = || {
            ["this ", "in the "]
                .iter()
                .any(|word| begin.checked_sub(word.len()).is_some_and(|at| line.word(at, word).is_some()))
        };
        let of_day = || {
            let is_part = |(_, end): &(Part, usize)| line.any(*end, NO_PARTS).is_none();
            line.first(at, PARTS_OF_A_DAY).filter(is_part).filter(|_| self.day.is_some() || is_led())
        };
        let (part, end) = line.first(at, PARTS).or_else(of_day)?;
        line.any(end, GREETINGS).is_none().then_some((part, end))
    }

    /// How much of a day it names.
    pub(super) const fn grain(&self) -> Grain {
        match (self.day, self.part, self.clock) {
            (None, _, _) => Grain::Hour,
            (Some(_), None, None) => Grain::Day,
            _ => Grain::Whole,
        }
    }

    /// The last moment that keeps to it, and the day that it names. `before`: the day that was named before it.
    pub(super) fn due(&self, now: Moment, before: Option<Day>) -> Option<(Moment, Option<Day>)> {
        let named = match self.day {
            Some(named) => Some(named.day(now.day)?),
            None => before,
        };
        let day = named.unwrap_or(now.day);
        let is_today = day == now.day;
        let minute = match (self.clock, self.named_part()) {
            (Some(clock), part) => self.hour(clock, part, is_today, i32::from(now.minute)),
            (None, Some(part)) => {
                let begin = part.hours().0 * HOUR;
                // "下午之前" said in the afternoon can only mean its end.
                let is_ahead = !is_today || begin > i32::from(now.minute);
                if self.is_before && part != Part::Work && is_ahead { begin } else { part.end() }
            }
            (None, None) => DAY - 1,
        };
        let due = at(day, minute)?;
        // Who names no day doesn't mean an hour that is over; who says "today" is taken at their word.
        let due = if named.is_none() && due < now { later(due, DAY)? } else { due };
        Some((due, self.day.and(named)))
    }

    /// "今晚" names the night with the day.
    fn named_part(&self) -> Option<Part> {
        self.part.or(self.day.and_then(|day| day.part))
    }

    /// The minute of the day that an hour names; it may be one of the next day.
    fn hour(&self, clock: Clock, part: Option<Part>, is_today: bool, now: i32) -> i32 {
        let Clock { hour, minute, .. } = clock;
        let is_tonight = self.day.is_some_and(|day| day.part == Some(Part::Night));
        let hours = match (part, hour) {
            (Some(Part::Night), 0..=4 | NOON) => hour % NOON + 24,
            (Some(Part::Dawn), _) if is_tonight => hour % NOON + 24,
            (Some(Part::Dawn), NOON) => 0,
            (Some(Part::Noon), 1..=3) | (Some(Part::Night | Part::Afternoon | Part::Dusk), 1..NOON) => hour + NOON,
            (None, _) if clock.is_exact => hour,
            (None, 0) if is_today => 24,
            (None, 1..=LAST_ASLEEP) => hour + NOON,
            // "8点前" said at two in the afternoon is eight in the evening.
            (None, 7..=NOON) if is_today && i32::from(hour * 60 + minute) <= now => hour + NOON,
            _ => hour,
        };
        i32::from(hours) * HOUR + i32::from(minute)
    }
}

/// Behind the words between two names.
fn between(line: &Line, at: usize, has_begun: bool) -> usize {
    let mut end = at;
    for _ in 0..if has_begun { BETWEENS } else { 0 } {
        end = line.any(end, BETWEEN).unwrap_or(end);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, text: &str, expected: &str) {
        let found = Said::read(&Line::of(text), 0);
        let due = found.and_then(|(said, _)| said.due(Moment::parse(now).unwrap(), None));
        assert_eq!(due.map(|(due, _)| due), Moment::parse(expected), "{text}");
    }

    #[test]
    fn an_hour_of_a_day() {
        let now = "2026-11-24 10:00";
        for (text, due) in [
            ("今天16点前", "2026-11-24 16:00"),
            ("今天十六点半", "2026-11-24 16:30"),
            ("今天下午两点", "2026-11-24 14:00"),
            ("今天下午3点一刻", "2026-11-24 15:15"),
            ("今晚8点", "2026-11-24 20:00"),
            ("今晚12点前", "2026-11-25 00:00"),
            ("今天24点前", "2026-11-25 00:00"),
            ("今天24:00前", "2026-11-25 00:00"),
            ("今晚凌晨一点", "2026-11-25 01:00"),
            ("明天凌晨2点", "2026-11-25 02:00"),
            ("明天中午12点", "2026-11-25 12:00"),
            ("明天中午1点", "2026-11-25 13:00"),
            ("明早9点", "2026-11-25 09:00"),
            ("周五下午", "2026-11-27 18:00"),
            ("明天4点", "2026-11-25 16:00"),
            ("明天08:30", "2026-11-25 08:30"),
            ("today by 4 pm", "2026-11-24 16:00"),
            ("4:30 p.m. today", "2026-11-24 16:30"),
            ("tomorrow at 10 am", "2026-11-25 10:00"),
            ("tomorrow morning", "2026-11-25 12:00"),
            ("Friday by noon", "2026-11-27 12:00"),
            ("12 am tomorrow", "2026-11-25 00:00"),
        ] {
            check(now, text, due);
        }
    }

    #[test]
    fn today_is_taken_at_its_word_and_an_hour_without_a_day_is_ahead() {
        check("2026-11-24 17:00", "今天16点前", "2026-11-24 16:00");
        check("2026-11-24 17:00", "16点前", "2026-11-25 16:00");
        check("2026-11-24 14:00", "今天8点前", "2026-11-24 20:00");
        check("2026-11-24 20:00", "今天12点前", "2026-11-25 00:00");
        check("2026-12-31 20:00", "上午", "2027-01-01 12:00");
        check("2026-11-24 10:00", "下午之前", "2026-11-24 12:00");
        check("2026-11-24 13:00", "今天下午之前", "2026-11-24 18:00");
        check("2026-11-24 13:00", "下班前", "2026-11-24 18:00");
    }

    #[test]
    fn a_day_is_kept_to_its_last_minute() {
        check("2026-11-24 10:00", "周五前", "2026-11-27 23:59");
        check("2028-02-28 10:00", "明天内", "2028-02-29 23:59");
        check("2026-11-24 10:00", "今晚", "2026-11-24 23:59");
    }

    #[test]
    fn what_names_no_time_stays_none() {
        for text in
            ["", "下午好", "晚点", "good morning", "morning", "一点", "快一点", "三点建议", "25点", "16:9", "24:30"]
        {
            check("2026-11-24 10:00", text, "");
        }
    }
}
