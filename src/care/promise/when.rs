//! The times that a line names, each as the last moment that keeps to it: "今天16点前" is 16:00, "今天" the day's last
//! minute. `named` reads days and hours, `span` lengths of time; here stand the words that
//! name no number, and what a time means beside another one.

use super::{
    line::{Line, is_pause, is_stop},
    named, numeral, span,
};
use crate::day::{Day, Moment};

/// Minutes within which an answer that comes "马上", "稍后", "in a moment" is waited for. Agents mean the time that a look
/// into another window takes; half an hour is what a buyer bears before asking again.
pub const SOON_MINUTES: i32 = 30;
/// Minutes of "晚点", "回头", "later": after what is being done now, and before the buyer has gone.
pub const LATER_MINUTES: i32 = 120;

/// Words for at once and soon.
const SOON: &[&str] = &[
    "马上",
    "立刻",
    "立即",
    "立马",
    "即刻",
    "这就",
    "稍后",
    "稍候",
    "稍等",
    "等一下",
    "等一会",
    "等下",
    "等会",
    "待会",
    "过会",
    "一会",
    "很快",
    "几分钟",
    "片刻",
    "随后",
    "in a few minutes",
    "in a moment",
    "in a minute",
    "in a bit",
    "right away",
    "right now",
    "straight away",
    "immediately",
    "momentarily",
    "at once",
    "shortly",
    "soon",
];
/// What is soon only with a word of doing behind it: "现在拍" is the buyer's now.
const NOW: &[&str] = &["现在就", "现在给", "现在帮", "现在为", "现在马上", "现在去"];
/// Words for later today.
const LATER: &[&str] =
    &["晚点", "晚些", "晚一点", "晚一些", "迟点", "迟些", "回头", "later today", "later on", "later"];
/// What is over. A day of the week may follow the words for a week.
const PAST: &[&str] = &[
    "大前天",
    "昨天",
    "昨日",
    "昨晚",
    "昨儿",
    "前天",
    "前几天",
    "前两天",
    "前些天",
    "刚刚",
    "刚才",
    "上周",
    "上个周",
    "上星期",
    "上个星期",
    "上礼拜",
    "上个礼拜",
    "上个月",
    "上月",
    "去年",
    "yesterday",
    "last night",
    "last week",
    "last month",
    "earlier today",
    "just now",
];
/// What may stand between the end of a clause and a time that is all of it.
const ENDINGS: &str = "哦呢哈的吧啊呀啦";

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Not after this moment.
    By(Moment),
    /// In so many minutes, if it is a matter of words; see [`Kind`](super::Kind).
    Soon(i32),
    /// It is over: nothing is promised.
    Past,
}

/// A time that a line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    /// Where it begins, in characters.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What it means.
    pub(super) when: When,
    /// How much of a day it names.
    pub(super) grain: Grain,
}

/// How much of a day a time names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// A whole day; an hour in the clause behind says more of it.
    Day,
    /// An hour or a part of a day that names no day itself.
    Hour,
    /// All that is needed.
    Whole,
}

/// The times of a line, in their order.
pub(super) fn times(line: &Line, now: Moment) -> Vec<Time> {
    let mut found = Vec::new();
    let (mut at, mut of_clause, mut of_sentence) = (0, None, None);
    while let Some(c) = line.at(at) {
        let hour = named::Said::read(line, at).filter(|_| !numeral::is_inside(line, at));
        let alone = hour.is_some_and(|(_, end)| stands_alone(line, at, end));
        // An hour is one of the day that was named before it, if nothing else is said beside it.
        let day: Option<Day> = of_clause.or(of_sentence.filter(|_| alone));
        if let Some((time, day)) = time(line, at, now, hour, day) {
            (of_clause, of_sentence) = (day.or(of_clause), day.or(of_sentence));
            at = time.end.max(at + 1);
            found.push(time);
            continue;
        }
        if is_stop(c) || is_pause(c) {
            of_clause = None;
        }
        if is_stop(c) {
            of_sentence = None;
        }
        at += 1;
    }
    found
}

/// A time that begins here, and the day that it names.
fn time(
    line: &Line,
    at: usize,
    now: Moment,
    hour: Option<(named::Said, usize)>,
    before: Option<Day>,
) -> Option<(Time, Option<Day>)> {
    let whole = |end, when| Some((Time { start: at, end, when, grain: Grain::Whole }, None));
    if numeral::is_inside(line, at) {
        return None;
    }
    if let Some(end) = past(line, at) {
        return whole(end, When::Past);
    }
    if let Some((minutes, end)) = soon(line, at) {
        return whole(end, When::Soon(minutes));
    }
    if let Some((when, end)) = span::read(line, at, now) {
        return whole(end, when);
    }
    let (said, end) = hour?;
    let (due, day) = said.due(now, before)?;
    Some((Time { start: at, end, when: When::By(due), grain: said.grain() }, day))
}

fn past(line: &Line, at: usize) -> Option<usize> {
    let end = PAST.iter().find_map(|word| line.word(at, word))?;
    // "上周五", "昨天下午3点": all of it is over.
    let end = line.run(end, |c| "一二三四五六日天".contains(c));
    Some(named::Said::read(line, end).filter(|(said, _)| said.grain() == Grain::Hour).map_or(end, |(_, end)| end))
}

fn soon(line: &Line, at: usize) -> Option<(i32, usize)> {
    let find = |words: &[&str]| words.iter().find_map(|word| line.word(at, word));
    if let Some(end) = find(LATER) {
        return Some((LATER_MINUTES, end));
    }
    if find(NOW).is_some() {
        return Some((SOON_MINUTES, at + 2));
    }
    let end = find(SOON)?;
    // "as soon as" begins a condition.
    let is_as = at.checked_sub(3).is_some_and(|before| line.word(before, "as ").is_some());
    (!is_as).then(|| (SOON_MINUTES, line.any(end, &["儿"]).unwrap_or(end)))
}

/// True for what is a whole clause.
fn stands_alone(line: &Line, start: usize, end: usize) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| is_pause(c) || is_stop(c));
    ends(line.before(start)) && ends(line.at(line.run(end, |c| ENDINGS.contains(c))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Tuesday.
    const NOW_IS: &str = "2026-11-24 14:10";

    /// The times of a line as `2026-11-24 16:00`, `soon 30` and `past`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let print = |time: Time| match time.when {
            When::By(Moment { day, minute }) => format!("{} {:02}:{:02}", day.print(), minute / 60, minute % 60),
            When::Soon(minutes) => format!("soon {minutes}"),
            When::Past => "past".to_owned(),
        };
        let found: Vec<_> = times(&Line::of(text), Moment::parse(NOW_IS).unwrap()).into_iter().map(print).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn soon_later_and_over() {
        check("马上给您发", &["soon 30"]);
        check("现在就帮您查", &["soon 30"]);
        check("现在拍明天发", &["2026-11-25 23:59"]);
        check("晚点回复您", &["soon 120"]);
        check("I'll tell you in a moment, or later", &["soon 30", "soon 120"]);
        check("as soon as it arrives", &[]);
        check("上周五和昨天下午3点,3天前,two days ago", &["past", "past", "past", "past"]);
    }

    #[test]
    fn an_hour_belongs_to_the_day_before_it_in_its_clause_or_alone() {
        check("明天16点到18点发", &["2026-11-25 16:00", "2026-11-25 18:00"]);
        check("明天给您发,下午4点前哦", &["2026-11-25 23:59", "2026-11-25 16:00"]);
        check("后天到,下午我给您发", &["2026-11-26 23:59", "2026-11-24 18:00"]);
        check("明天发。下午4点前", &["2026-11-25 23:59", "2026-11-24 16:00"]);
    }
}
