//! How long the buyer of the open talk waits, gently first, then clearly; and the platform's figures so far.

use super::{icon, names::either};
use crate::{
    care::clock::{Level, Tally, Waiting, When},
    day::print_hours,
    library::Language,
    panel::state::State,
    rules::{self, ClockRule, Hours, LastLine, Unit},
};
use maud::{Markup, html};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
/// Seconds in which "at least so long" says nothing yet.
const JUST_OPENED: u32 = 10;

/// One line above the talk, which opens to the figures, what is counted in them and what the agent may set.
pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let (waiting, figures) = (state.waiting(), state.response_figures());
    let Some(leading @ (first, ..)) = figures.first() else { return html! {} };
    let level = waiting.map_or("none", |waiting| level(waiting.level));
    html! {
        details.clock id={ "clock-" (state.platform()) } data-level=(level) {
            summary {
                (icon("clock"))
                @match &waiting {
                    Some(waiting) => span.waiting { (waits(waiting, language)) },
                    None => span { (either(language, "没有未回的消息", "Nobody waits")) }
                }
                @let (rule, today, _) = figures.iter().find(|(_, today, _)| today.units > 0).unwrap_or(leading);
                @if today.units > 0 { " " span.aside { (either(language, "今天", "today")) " " (short(rule, *today, language)) } }
            }
            // Said once a level, not with every second.
            p.unseen role="status" { @if let Some(waiting) = waiting { (warning(waiting.level, waiting.limit, language)) } }
            @for (rule, today, before) in &figures { (figure(rule, *today, *before, language)) }
            label.choice {
                input id="clock-last-line" type="checkbox" data-action="clock_last_line"
                    checked[first.last_line == LastLine::Ours];
                (last_line(language))
            }
            p.hint { (either(
                language,
                "只算面板开着时看到的对话，用来提醒和对比；考核以平台后台为准。",
                "Counted are the talks that the panel saw. It warns and compares; the platform's own figures are the ones that count.",
            )) }
        }
    }
}

/// What the setting of the last line is called.
pub(super) fn last_line(language: Language) -> &'static str {
    either(
        language,
        "“好的”“谢谢”也要回（最后一句是我们的）",
        "Thanks and goodbyes want an answer, too (the last line is ours)",
    )
}

/// What a figure is called.
pub(super) fn title(figure: &str, language: Language) -> String {
    let rules = rules::clocks();
    let known = rules.iter().find(|rule| rule.id == figure);
    known.map_or_else(|| figure.to_owned(), |rule| super::names::title(&rule.title, language).to_owned())
}

/// The name of a level, by which the style is chosen.
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Gentle => "gentle",
        Level::Near => "near",
        Level::Over => "over",
    }
}

fn waits(waiting: &Waiting<'_>, language: Language) -> String {
    let is_longer = matches!(waiting.since, When::Before(_));
    if is_longer && waiting.seconds < JUST_OPENED {
        return either(language, "在等回复".to_owned(), "waits for an answer".to_owned());
    }
    let least = if is_longer { either(language, "至少", "at least ") } else { "" };
    waited(least, (waiting.seconds, waiting.limit), waiting.level, language)
}

/// How long somebody waits, of the seconds that there are.
pub(super) fn waited(least: &str, (seconds, limit): (u32, u32), level: Level, language: Language) -> String {
    let (time, limit) = (span(seconds.into(), language), span(limit.into(), language));
    match (language, level) {
        (Language::Chinese, Level::Over) => format!("{least}等了 {time}，超过 {limit} 了"),
        (Language::Chinese, _) => format!("{least}等了 {time} / {limit}"),
        (Language::English, Level::Over) => format!("waits {least}{time}, over the {limit}"),
        (Language::English, _) => format!("waits {least}{time} of {limit}"),
    }
}

/// What is read out when a wait becomes pressing.
pub(super) fn warning(level: Level, limit: u32, language: Language) -> String {
    let limit = span(limit.into(), language);
    match level {
        Level::Gentle => String::new(),
        Level::Near => either(language, format!("快到 {limit} 了"), format!("{limit} are nearly over")),
        Level::Over => either(language, format!("已经超过 {limit}"), format!("{limit} are over")),
    }
}

/// A length of time, its largest two units.
pub(super) fn span(seconds: u64, language: Language) -> String {
    let (hours, minutes, rest) = (seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    let (h, m, s) = either(language, ("小时", "分", "秒"), ("h", "min", "s"));
    match (hours, minutes) {
        (0, 0) => format!("{rest} {s}"),
        (0, _) if rest == 0 => format!("{minutes} {m}"),
        (0, _) => format!("{minutes} {m} {rest} {s}"),
        (_, 0) => format!("{hours} {h}"),
        _ => format!("{hours} {h} {minutes} {m}"),
    }
}

/// The one number that the platform looks at.
fn short(rule: &ClockRule, tally: Tally, language: Language) -> String {
    match (tally.share(0).filter(|_| !rule.limits.is_empty()), tally.mean()) {
        (Some(share), _) => percent(share),
        (None, Some(mean)) => span(mean, language),
        (None, None) => String::new(),
    }
}

pub(super) fn percent(tenths: u32) -> String {
    format!("{}.{} %", tenths / 10, tenths % 10)
}

fn figure(rule: &ClockRule, today: Tally, before: Tally, language: Language) -> Markup {
    let days = rule.window_days.unwrap_or(30);
    html! {
        table.clock-figure {
            caption { (super::names::title(&rule.title, language)) }
            thead { tr {
                td {}
                th scope="col" { (either(language, "今天", "Today")) }
                th scope="col" { (either(language, format!("前 {days} 天"), format!("{days} days before"))) }
            } }
            tbody {
                tr {
                    th scope="row" { (counted(rule.unit, language)) }
                    @for tally in [today, before] { td { (tally.units) } }
                }
                @for (place, limit) in rule.limits.iter().enumerate() {
                    @let limit = span((*limit).into(), language);
                    tr {
                        th scope="row" { (either(language, format!("{limit}内"), format!("within {limit}"))) }
                        @for tally in [today, before] { td { (tally.share(place).map_or("–".to_owned(), percent)) } }
                    }
                }
                tr {
                    th scope="row" { (either(language, "平均", "Mean")) }
                    @for tally in [today, before] { td { (tally.mean().map_or("–".to_owned(), |mean| span(mean, language))) } }
                }
                tr {
                    th scope="row" { (either(language, "没回", "Not answered")) }
                    @for tally in [today, before] { td { (tally.unanswered) } }
                }
            }
        }
        @if let Some(hours) = rule.hours {
            p.hint { (either(language, "统计时段", "Counted")) " " bdi { (hours_of(hours)) } }
        }
        @for other in rule.other_hours.iter().take(1) {
            label.choice {
                input id={ "clock-hours-" (rule.id) } type="checkbox" data-action="clock_hours" data-name=(rule.id)
                    checked[rule.hours == Some(*other)];
                (either(language, format!("按 {} 统计", hours_of(*other)), format!("Count {} instead", hours_of(*other))))
            }
        }
    }
}

fn hours_of(hours: Hours) -> String {
    print_hours((u16::from(hours.from) * 60, u16::from(hours.to) * 60))
}

pub(super) fn counted(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Round => either(language, "轮次", "Rounds"),
        Unit::Message => either(language, "消息", "Messages"),
        Unit::Session => either(language, "会话", "Sessions"),
        Unit::BuyerDay => either(language, "买家", "Buyers"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_names_its_two_largest_units() {
        let say = |seconds| span(seconds, Language::Chinese);
        assert_eq!([0, 59, 60, 80].map(say), ["0 秒", "59 秒", "1 分", "1 分 20 秒"]);
        assert_eq!([3_600, 3_725, 43_200].map(say), ["1 小时", "1 小时 2 分", "12 小时"]);
    }
}
