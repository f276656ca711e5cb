//! The report tab with nothing, with a little, and with a team's month.

use super::states::{attached, blank};
use crate::{
    care::report::{Counters, Span, What},
    day::{Day, Moment},
    library::{Language, stamp::Writer},
    panel::{
        Action, Notice, State, Tab,
        report::{ReportAction, ReportNotice, TeamFileError},
        update,
    },
};

/// These views by the names of their snapshots.
pub(super) fn views() -> Vec<(&'static str, State)> {
    let mut views = vec![("report_empty", shown(blank(), Span::Day)), ("report_small", small())];
    views.push(("report_full", full(Language::Chinese)));
    views.push(("report_full_english", full(Language::English)));
    views.push(("report_refused", refused()));
    views
}

fn refused() -> State {
    let mut state = small();
    let place = "sheets/2026-11 <b>".into();
    state.notice = Some(Notice::Report(ReportNotice::NotMerged(TeamFileError::Wrong { place })));
    state
}

fn shown(mut state: State, span: Span) -> State {
    state.moment = Moment::parse("2026-11-30 10:00");
    update(&mut state, Action::Show(Tab::Report));
    update(&mut state, ReportAction::Span(span).into());
    state
}

/// A first turn, for which something was suggested.
fn small() -> State {
    let mut state = attached("什么时候发货");
    let writer = state.clock.writer().clone();
    let day = Day { year: 2026, month: 11, day: 30 };
    state.report.counters.count(day, &writer, What::Offered, "", 1);
    shown(state, Span::Day)
}

/// A month of the agent's and of a colleague's, with something of everything.
fn full(language: Language) -> State {
    let mut state = attached("什么时候发货");
    let own = state.clock.writer().clone();
    let theirs = Writer::new("bbbbbbbb0").unwrap();
    let mut counters = Counters::default();
    for number in 1..=30_u8 {
        let day = Day { year: 2026, month: 11, day: number };
        let some = u32::from(number);
        for (writer, times) in [(&own, 1), (&theirs, 2)] {
            let mut count = |what, name: &str, by: u32| drop(counters.count(day, writer, what, name, by * times));
            count(What::Offered, "", some + 3);
            count(What::Taken, "", some);
            count(What::Edited, "", 1);
            count(What::Found, "", 2);
            count(What::Inserted, "", some * 20);
            count(What::Typed, "", 100);
            count(What::Phrase, "ship", some);
            count(What::Phrase, "price", 2);
            count(What::Phrase, "gone", 1);
            count(What::Finding, "absolute", 2);
            count(What::Mended, "absolute", 1);
            count(What::Held, "contact", 1);
            count(What::Kept, "dispatch", 2);
            count(What::InTime, "dispatch", 1);
            count(What::Late, "refund", 1);
            count(What::Gap, "ask_dispatch", 1);
            count(What::Gap, "", 2);
            count(What::Offer, "complement", 3);
            count(What::OfferTaken, "complement", 1);
        }
        counters.count(day, &theirs, What::Agent, "小穗<b>", 1);
    }
    state.report.counters = counters;
    let mut state = shown(state, Span::Month);
    update(&mut state, ReportAction::Team(true).into());
    // The words alone: another language brings other starter packs, and a better phrase of theirs should change no snapshot.
    state.settings.language = language;
    state
}
