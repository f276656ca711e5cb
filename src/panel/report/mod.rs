//! The report tab: what the panel was good for, counted where it happens and shown over a day, a week or a month. Part of
//! [`update`](super::update()); [`care::report`](crate::care::report) keeps the numbers, `heard` says when something counts.
//! Numbers only: no word of a chat, nobody's name but the agent's own.

mod export;
mod heard;
mod looked_at;
mod team_file;

pub(super) use heard::{arrived, by_hand, close, copied, copies_refused, heard, mends, takes, typed};
pub use team_file::{Numbers, TeamFileError};

use super::{
    dom::Control,
    effect::Effect,
    library,
    library_action::LibraryAction,
    notice::Notice,
    response,
    state::{State, Tab},
    update::Action,
};
use crate::{
    care::{
        clock::Figures,
        report::{Counters, MOST_PEOPLE, SheetId, Span, What},
    },
    day::{Day, Moment},
    library::PhraseId,
    panel::desk::{Room, Scope},
};
use std::{collections::BTreeSet, rc::Rc};

/// Milliseconds for which counts wait for others to be kept with them: what a few clicks count is one write.
const WAITS: u64 = 2_000;

/// Sheets as they are to be kept; those without a text go.
pub type KeptSheets = Vec<(SheetId, Option<Rc<str>>)>;

/// What is counted, and how it is looked at.
#[derive(Debug, Clone, Default)]
pub struct Reporting {
    /// The numbers.
    pub counters: Counters,
    /// Over what.
    pub span: Span,
    /// How many of them back.
    pub back: u32,
    /// With those of colleagues.
    pub is_team: bool,
    memory: heard::Memory,
    /// What is not kept yet, since when.
    unsaved: BTreeSet<SheetId>,
    since: u64,
    /// The agent's name as it was counted last.
    named: Option<(Day, String)>,
    /// The day on which what is too old was dropped last.
    forgot: Option<Day>,
}

impl Reporting {
    /// With what was counted before.
    #[must_use]
    pub fn new(counters: Counters) -> Self {
        Self { counters, ..Self::default() }
    }
}

/// Something happened in the report tab, or with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportAction {
    /// Over a day, a week or a month.
    Span(Span),
    /// The one before.
    Earlier,
    /// The one after.
    Later,
    /// With the colleagues', or one's own alone.
    Team(bool),
    /// Open a phrase.
    Open(PhraseId),
    /// Show the questions without a phrase.
    Gaps,
    /// Show what is not used.
    Unused,
    /// Give it out as CSV.
    Export,
    /// Give it out as a workbook.
    Workbook,
    /// Give one's own numbers to whoever leads the team.
    ExportTeam,
    /// Take in a colleague's.
    ReadTeam(String),
    /// Take out a colleague's, by their installation.
    Drop(String),
    /// Put back what was taken out last.
    PutBack,
    /// As another panel kept them.
    Read(KeptSheets),
    /// Time went by.
    Look,
}

/// What the report tab has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportNotice {
    /// One's own numbers lie in the downloads.
    TeamExported,
    /// A colleague's were taken in.
    Merged {
        /// Who, as they are called.
        who: String,
        /// Nothing in it was new.
        is_known: bool,
    },
    /// A file was not read.
    NotMerged(TeamFileError),
    /// There is no room for one more colleague.
    TooMany,
    /// A colleague's were taken out; they can be put back.
    Dropped(Box<Numbers>),
}

/// Counts one.
pub(super) fn count(state: &mut State, what: What, name: &str) {
    add(state, what, name, 1);
}

/// Counts some. What is counted is kept by [`keep`].
pub(super) fn add(state: &mut State, what: What, name: &str, by: u32) {
    let Some(Moment { day, .. }) = state.moment.filter(|_| by > 0 && !state.rehearses()) else { return };
    let writer = state.clock.writer();
    let report = &mut state.report;
    if report.unsaved.is_empty() {
        report.since = state.now;
    }
    report.unsaved.extend(report.counters.count(day, writer, what, name, by));
    let agent = (day, state.settings.name.trim().to_owned());
    if !agent.1.is_empty() && report.named.as_ref() != Some(&agent) {
        report.unsaved.extend(report.counters.count(day, writer, What::Agent, &agent.1, 1));
        report.named = Some(agent);
    }
}

/// Keeps what was counted, once it has waited or the agent turns to something else.
pub(super) fn keep(state: &mut State, is_turning: bool) -> Option<Effect> {
    let has_waited = state.now.saturating_sub(state.report.since) >= WAITS;
    if state.report.unsaved.is_empty() || !is_turning && !has_waited {
        return None;
    }
    let own = own(state).to_owned();
    let Reporting { counters, unsaved, forgot, .. } = &mut *state.report;
    let today = state.moment.map(|moment| moment.day);
    if let Some(today) = today.filter(|_| *forgot != today) {
        unsaved.extend(counters.forget(today, &own));
        *forgot = Some(today);
    }
    let sheets: KeptSheets = std::mem::take(unsaved).into_iter().map(|id| (id.clone(), counters.sheet(&id))).collect();
    Some(Effect::KeepCounters(sheets))
}

/// This installation, by which its numbers are told from colleagues'.
fn own(state: &State) -> &str {
    state.clock.writer().installation()
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: ReportAction) -> Vec<Effect> {
    match action {
        ReportAction::Span(span) => (state.report.span, state.report.back) = (span, 0),
        ReportAction::Earlier if state.has_earlier() => state.report.back += 1,
        ReportAction::Later => state.report.back = state.report.back.saturating_sub(1),
        ReportAction::Team(is_team) => state.report.is_team = is_team,
        ReportAction::Open(id) => {
            state.tab = Tab::Library;
            return library::update(state, LibraryAction::Open(id));
        }
        ReportAction::Gaps => {
            state.tab = Tab::Library;
            return library::update(state, LibraryAction::Go("gaps"));
        }
        ReportAction::Unused => {
            (state.tab, state.desk.room, state.desk.scope) = (Tab::Library, Room::List, Scope::Unused);
            (state.desk.query, state.desk.group) = (String::new(), String::new());
            return vec![Effect::Focus("search".into())];
        }
        ReportAction::Export => return export::table(state),
        ReportAction::Workbook => return export::workbook(state),
        ReportAction::ExportTeam => return export::team(state),
        ReportAction::ReadTeam(text) => {
            let figures = read_team(state, &text);
            return keep(state, true).into_iter().chain(figures).collect();
        }
        ReportAction::Drop(who) if who != own(state) => {
            let counters = state.report.counters.without(&who);
            state.report.unsaved.extend(counters.sheets().map(|(id, _)| id.clone()));
            let gone = Numbers { counters, figures: state.response.without(&who) };
            let figures = (gone.figures != Figures::default()).then(|| response::kept(state));
            say(state, ReportNotice::Dropped(Box::new(gone)));
            return keep(state, true).into_iter().chain(figures).collect();
        }
        ReportAction::PutBack => {
            if let Some(Notice::Report(ReportNotice::Dropped(gone))) = state.notice.take() {
                let (_, figures) = take_in(state, &gone);
                return keep(state, true).into_iter().chain(figures).collect();
            }
        }
        ReportAction::Read(sheets) => {
            let Reporting { counters, unsaved, .. } = &mut *state.report;
            for (id, text) in sheets {
                match text {
                    // What was counted here meanwhile is not kept yet.
                    Some(text) if unsaved.contains(&id) => {
                        counters.take_in(id, &text);
                    }
                    text => counters.put(id, text),
                }
            }
        }
        ReportAction::Earlier | ReportAction::Drop(_) | ReportAction::Look => {}
    }
    Vec::new()
}

fn say(state: &mut State, notice: ReportNotice) {
    state.notice = Some(Notice::Report(notice));
}

/// Takes in numbers, to be kept; true if they told something new, and the figures if it was they.
fn take_in(state: &mut State, numbers: &Numbers) -> (bool, Option<Effect>) {
    let report = &mut state.report;
    let mut is_new = false;
    for (id, text) in numbers.counters.sheets() {
        if report.counters.take_in(id.clone(), text) {
            report.unsaved.insert(id.clone());
            is_new = true;
        }
    }
    let figures = state.response.take_in(&numbers.figures).then(|| response::kept(state));
    (is_new || figures.is_some(), figures)
}

fn read_team(state: &mut State, text: &str) -> Option<Effect> {
    let numbers = match team_file::read(text, own(state)) {
        Ok(numbers) => numbers,
        Err(error) => {
            say(state, ReportNotice::NotMerged(error));
            return None;
        }
    };
    let people = state.report.counters.people();
    let of_file = numbers.counters.people();
    let strangers = of_file.keys().filter(|who| !people.contains_key(*who)).count();
    if people.len() + strangers > MOST_PEOPLE {
        say(state, ReportNotice::TooMany);
        return None;
    }
    let who = of_file.into_iter().next().map(|(who, name)| called(who, &name)).unwrap_or_default();
    let (is_new, figures) = take_in(state, &numbers);
    state.report.is_team = true;
    say(state, ReportNotice::Merged { who, is_known: !is_new });
    figures
}

/// What a colleague is called: by their name, else by their installation.
fn called(who: &str, name: &str) -> String {
    if name.is_empty() { who.to_owned() } else { name.to_owned() }
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<ReportAction> {
    let Control { action, name, value, .. } = control;
    Some(match action {
        "report_span" => ReportAction::Span(Span::ALL.into_iter().find(|span| span.name() == name)?),
        "report_earlier" => ReportAction::Earlier,
        "report_later" => ReportAction::Later,
        "report_whose" => ReportAction::Team(name == "team"),
        "report_open" => ReportAction::Open(PhraseId(name.into())),
        "report_gaps" => ReportAction::Gaps,
        "report_unused" => ReportAction::Unused,
        "report_export" => ReportAction::Export,
        "report_workbook" => ReportAction::Workbook,
        "report_team_export" => ReportAction::ExportTeam,
        "report_team_read" => ReportAction::ReadTeam(value.into()),
        "report_drop" => ReportAction::Drop(name.into()),
        "report_put_back" => ReportAction::PutBack,
        _ => return None,
    })
}

impl From<ReportAction> for Action {
    fn from(action: ReportAction) -> Self {
        Self::Report(action)
    }
}

#[cfg(test)]
mod tests;
