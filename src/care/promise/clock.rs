//! An hour as it is written: "16点", "两点半", "8点一刻", "16:30", "4 pm", "noon". Part of [`when`](super::when).

use super::{
    line::Line,
    numeral::{digits, number},
};

/// An hour of a day, as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24.
    pub(super) hour: u16,
    /// 0 to 59.
    pub(super) minute: u16,
    /// It can be no other half of the day: "4 pm", "08:30", "16点".
    pub(super) is_exact: bool,
    /// It is an hour even where nothing else says so.
    is_sure: bool,
}

/// What is said for the minutes.
const QUARTERS: &[(&str, u16)] = &[("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0), ("钟", 0)];
/// Behind "三点" it is an hour and not three points of a matter.
const HOURLY: &[&str] = &[
    "前",
    "之前",
    "以前",
    "左右",
    "的时候",
    "发",
    "寄",
    "送",
    "到",
    "给",
    "准时",
    "我",
    "就",
    "会",
    "能",
    "可",
    "回",
    "多",
];
/// Behind the hour: what was "下一点" or "快一点".
const HOUR_OF_ONE: &[&str] = &["前", "之前", "以前", "左右"];
const HALVES: &[(&str, u16)] =
    &[(" a.m.", 0), (" p.m.", 12), ("a.m.", 0), ("p.m.", 12), (" am", 0), (" pm", 12), ("am", 0), ("pm", 12)];
const BY_NAME: &[(&str, u16)] = &[("noon", 12), ("midday", 12), ("midnight", 24)];
/// Minutes of a day's last moment.
const LAST: u16 = 24 * 60;

impl Clock {
    /// An hour, if a day has it.
    fn of(hour: u16, minute: u16, is_exact: bool, is_sure: bool) -> Option<Self> {
        let fits = minute < 60 && hour <= 24 && hour * 60 + minute <= LAST;
        fits.then_some(Self { hour, minute, is_exact: is_exact || hour > 12, is_sure })
    }

    /// True for what is an hour without a day beside it; `end` is where it ends.
    pub(super) fn is_plain(self, line: &Line, end: usize) -> bool {
        let behind = if self.hour == 1 && self.minute == 0 { HOUR_OF_ONE } else { HOURLY };
        self.is_sure || self.is_exact || line.any(end, behind).is_some()
    }
}

/// An hour that begins here, and its end.
pub(super) fn read(line: &Line, at: usize) -> Option<(Clock, usize)> {
    if let Some((hour, end)) = line.first(at, BY_NAME) {
        return Some((Clock::of(hour, 0, true, true)?, end));
    }
    spoken(line, at).or_else(|| written(line, at))
}

/// "三点半", "16点20分", "16时".
fn spoken(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let (hour, end) = number(line, at)?;
    let mark = line.any(end, &["点", "时"])?;
    if let Some((word, minute)) = QUARTERS.iter().find(|(word, _)| line.starts(mark, word).is_some()) {
        return Some((Clock::of(hour, *minute, false, true)?, mark + word.chars().count()));
    }
    let behind = number(line, mark);
    let minutes = behind.map(|(minute, end)| (minute, line.any(end, &["分"]), end));
    let minutes = minutes.filter(|(minute, named, end)| named.is_some() || *minute > 9 && end - mark > 1);
    let Some((minute, named, end)) = minutes else {
        // "3点5" is a price.
        return Some((Clock::of(hour, 0, false, false).filter(|_| behind.is_none())?, mark));
    };
    Some((Clock::of(hour, minute, false, true)?, named.unwrap_or(end)))
}

/// "16:30", "4:30 pm", "4 pm", "5 o'clock".
fn written(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let (hour, end) = digits(line, at)?;
    let is_padded = line.at(at) == Some('0') && end - at == 2;
    let minutes = line.any(end, &[":"]).and_then(|at| digits(line, at).filter(|(_, end)| end - at == 2));
    let (minute, behind) = minutes.unwrap_or((0, end));
    let half = HALVES.iter().find_map(|(word, hours)| Some((*hours, line.starts(behind, word)?)));
    if let Some((half, end)) = half {
        let fits = (1..=12).contains(&hour);
        return Some((Clock::of(hour % 12 + half, minute, true, true).filter(|_| fits)?, end));
    }
    if minutes.is_none() {
        let end = line.any(end, &[" o'clock", "o'clock"])?;
        return Some((Clock::of(hour, 0, false, true)?, end));
    }
    // Seconds, of a time that a page wrote.
    let seconds = line.any(behind, &[":"]).and_then(|at| digits(line, at)).map(|(_, end)| end);
    Some((Clock::of(hour, minute, is_padded, true)?, seconds.unwrap_or(behind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u16, u16)>) {
        assert_eq!(read(&Line::of(text), 0).map(|(clock, _)| (clock.hour, clock.minute)), expected, "{text}");
    }

    #[test]
    fn hours_are_read_as_they_are_written() {
        for (text, hour, minute) in [
            ("16点", 16, 0),
            ("十六点", 16, 0),
            ("两点半", 2, 30),
            ("8点20", 8, 20),
            ("八点零五分", 8, 5),
            ("三点一刻", 3, 15),
            ("16:30", 16, 30),
            ("16:30:00", 16, 30),
            ("24:00", 24, 0),
            ("4 pm", 16, 0),
            ("4:30 p.m.", 16, 30),
            ("12 am", 0, 0),
            ("12pm", 12, 0),
            ("5 o'clock", 5, 0),
            ("midnight", 24, 0),
            ("0点", 0, 0),
        ] {
            check(text, Some((hour, minute)));
        }
        for text in ["25点", "24:30", "16:60", "16:9", "3点5折", "13 pm", "0 am", "4", "noontide", "99999点"] {
            check(text, None);
        }
    }
}
