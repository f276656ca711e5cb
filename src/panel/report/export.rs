//! The report as a table, in CSV or as a workbook, and one's own numbers as a file for the team. Part of [`report`](super).

use super::{ReportNotice, own, say, team_file};
use crate::{
    care::{
        clock::Tally,
        report::{Cell, Period, SheetId, Sums, THEIR_DAYS, What, csv, print},
    },
    day::{Day, Moment},
    library::{Language, stamp::Writer},
    panel::{effect::Effect, library::file_stem, share::Question, state::State, view},
    rules::ClockRule,
};

/// The report in CSV.
pub(super) fn table(state: &State) -> Vec<Effect> {
    let Some(name) = name(state) else { return Vec::new() };
    // A spreadsheet takes a file without this mark for one in the machine's own old encoding.
    vec![Effect::Download { name: name + ".csv", text: format!("\u{feff}{}", csv(&rows(state))) }]
}

/// The report as a workbook, which the second module writes.
pub(super) fn workbook(state: &State) -> Vec<Effect> {
    let Some(name) = name(state) else { return Vec::new() };
    vec![Effect::Ask(Question::Table { name, rows: print(&rows(state)) })]
}

/// One's own numbers for the team: all months, and the days of the last two.
pub(super) fn team(state: &mut State) -> Vec<Effect> {
    let Some(Moment { day, .. }) = state.moment else { return Vec::new() };
    let who = own(state);
    let is_late = |known: Day| day.count() - known.count() <= THEIR_DAYS;
    let is_own = |writer: &Writer| writer.installation() == who;
    let is_meant = |id: &SheetId| match id.period {
        Period::Day(known) => is_late(known) && is_own(&id.writer),
        Period::Month { .. } => is_own(&id.writer),
    };
    let rows = state.response.figures().rows().filter(|row| is_own(&row.writer) && is_late(row.day));
    let text = team_file::print(who, state.report.counters.sheets().filter(|(id, _)| is_meant(id)), rows);
    let called = file_stem(state.settings.name.trim());
    let who = if called.is_empty() { who.to_owned() } else { called };
    let name = format!("qinyu-counters-{who}-{}.json", day.print());
    say(state, ReportNotice::TeamExported);
    vec![Effect::Download { name, text }]
}

/// The file's name without its end.
fn name(state: &State) -> Option<String> {
    let (first, last) = state.reported()?;
    Some(match first == last {
        true => format!("qinyu-report-{}", first.print()),
        false => format!("qinyu-report-{}-{}", first.print(), last.print()),
    })
}

/// Every number of the report, a row each: who, what, under which name, how many. Of a team everyone's, then all together.
fn rows(state: &State) -> Vec<Vec<Cell>> {
    let language = state.settings.language;
    let (heads, together) = match language {
        Language::Chinese => (["谁", "项目", "名称", "数量"], "合计"),
        Language::English => (["who", "what", "name", "number"], "together"),
    };
    let mut table = vec![heads.map(Cell::from).to_vec()];
    let people = state.report_people();
    let shown = people.iter().filter(|(who, ..)| state.report.is_team || state.is_own_installation(who));
    for (who, called, sums) in shown {
        table.extend(counts(state, called, sums));
        table.extend(waits(state, called, state.report_waits_of(who)));
    }
    if state.report.is_team {
        table.extend(counts(state, together, &state.report_sums()));
        table.extend(waits(state, together, state.report_waits()));
    }
    table
}

fn counts(state: &State, who: &str, sums: &Sums) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for what in What::ALL.into_iter().filter(|what| *what != What::Agent) {
        for (name, count) in sums.of(what) {
            let (what, name) = view::counted(state, what, &name);
            rows.push(vec![who.into(), what.into(), Cell::Text(name), Cell::Number(count)]);
        }
    }
    rows
}

/// How long buyers waited.
fn waits(state: &State, who: &str, waits: Vec<(ClockRule, Tally)>) -> Vec<Vec<Cell>> {
    let (asked, unanswered, seconds) = match state.settings.language {
        Language::Chinese => ("次数", "没回", "合计秒数"),
        Language::English => ("count", "not answered", "seconds in all"),
    };
    let mut rows = Vec::new();
    for (rule, tally) in waits {
        let title = view::figure(&rule.title, state.settings.language);
        let mut tell = |name: &str, count: u64| {
            rows.push(vec![who.into(), title.into(), name.into(), Cell::Number(count)]);
        };
        tell(asked, tally.units.into());
        for (limit, in_time) in rule.limits.iter().zip(tally.in_time) {
            tell(&format!("≤ {limit} s"), in_time.into());
        }
        tell(unanswered, tally.unanswered.into());
        tell(seconds, tally.seconds);
    }
    rows
}
