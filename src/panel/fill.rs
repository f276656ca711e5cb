//! A gap gets its value in the panel: what is typed or chosen there, as it will be said. Part of
//! [`update`](super::update()).

use super::{choose::at, effect::Effect, notice::Notice, pick, state::State};
use crate::{
    day::Day,
    library::{
        Language,
        facts::{self, Fact, Kind, Source},
        template::{Asked, FilledPiece, Placeholder},
    },
    text::{Script, script},
};

/// Days around today within which a day is said without its year: nobody takes "3 January" for last year's.
const NEAR: i32 = 180;

/// The element in which a suggestion asks for a gap's value.
pub(super) fn gap_id(slot: u8, name: &str) -> String {
    format!("gap-{slot}-{name}")
}

/// Fills a gap where it stands: the suggestions keep their places while the agent types.
pub(super) fn fill(state: &mut State, name: &str, value: &str) -> Vec<Effect> {
    let open = |piece: &FilledPiece| match piece {
        FilledPiece::Missing(gap) if gap.name == name => Some(gap.clone()),
        FilledPiece::Text(_) | FilledPiece::Value(_) | FilledPiece::Missing(_) => None,
    };
    let picked = state.work.picked.iter().map(|picked| (0, &picked.suggestion));
    let had = picked.chain((1..).zip(&state.advice.suggestions)).find_map(|(slot, suggestion)| {
        let gap = suggestion.filled.pieces.iter().find_map(open)?;
        let language = if script(&suggestion.body) == Script::Han { Language::Chinese } else { Language::English };
        Some((slot, gap, language))
    });
    let today = state.moment.map(|moment| moment.day);
    let value = match &had {
        Some((_, gap, language)) => as_said(gap, value, today, *language),
        None => value.to_owned(),
    };
    state.work.given.clear(name);
    state.work.given.set(name, &value);
    state.notice = standing(name)
        .filter(|_| !value.trim().is_empty() && !state.rehearses())
        .map(|fact| Notice::Keep { name: fact.id.into(), value: value.trim().into() });
    let facts = state.facts();
    for suggestion in &mut state.advice.suggestions {
        suggestion.refill(&facts);
    }
    pick::refill(state);
    let Some((slot, ..)) = had else { return Vec::new() };
    let next = at(state, slot).and_then(|suggestion| suggestion.filled.missing.first());
    vec![Effect::Focus(next.map_or_else(|| format!("choose-{slot}"), |name| gap_id(slot, name)))]
}

/// The fact of that name, if what holds for one chat holds for all: a deadline said today is wrong tomorrow.
fn standing(name: &str) -> Option<&'static Fact> {
    facts::known(name).filter(|fact| fact.source == Source::Settings && fact.kind != Kind::Time)
}

/// What a field gives, as an agent would say it: "2026-11-27" is "11月27日", "12.5" yuan are "12.50".
fn as_said(gap: &Placeholder, value: &str, today: Option<Day>, language: Language) -> String {
    let said = match &gap.asked {
        Some(Asked::Kind(Kind::Date)) => Day::parse(value).map(|day| say_day(day, today, language)),
        Some(Asked::Kind(Kind::Money)) => facts::parse_yuan(value).map(facts::yuan),
        Some(Asked::Kind(Kind::Text | Kind::Count | Kind::Time) | Asked::Choice(_)) | None => None,
    };
    said.unwrap_or_else(|| value.to_owned())
}

fn say_day(day: Day, today: Option<Day>, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let is_near = today.is_some_and(|today| (day.count() - today.count()).abs() <= NEAR);
    let Day { year, month, day } = day;
    match (language, is_near) {
        (Language::Chinese, true) => format!("{month}月{day}日"),
        (Language::Chinese, false) => format!("{year}年{month}月{day}日"),
        (Language::English, _) => {
            let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
            if is_near { format!("{day} {name}") } else { format!("{day} {name} {year}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::template::Template;

    #[track_caller]
    fn check(gap: &str, value: &str, chinese: &str, english: &str) {
        let template = Template::parse(gap);
        let gap = template.gaps().next().unwrap();
        let today = Day::parse("2026-11-24");
        assert_eq!(as_said(gap, value, today, Language::Chinese), chinese);
        assert_eq!(as_said(gap, value, today, Language::English), english);
    }

    #[test]
    fn values_are_said_as_an_agent_says_them() {
        check("{到货日|日期}", "2026-11-27", "11月27日", "27 November");
        check("{到货日|日期}", "2027-01-03", "1月3日", "3 January");
        check("{保修到|日期}", "2027-11-27", "2027年11月27日", "27 November 2027");
        check("{补偿|金额}", "12.5", "12.50", "12.50");
        check("{补偿|金额}", "0012", "12", "12");
        check("{件数|数字}", "3", "3", "3");
        for odd in ["", "后天", "12.345", "一百", "-3", "99999999999999999999"] {
            check("{到货日|日期}", odd, odd, odd);
            check("{补偿|金额}", odd, odd, odd);
        }
        check("{发货时间}", "2026-11-27", "2026-11-27", "2026-11-27");
    }
}
