//! What is kept when, and the ways through the report.

use super::*;

#[test]
fn counts_are_kept_together_after_a_while_or_when_the_agent_turns_away() {
    let mut state = state();
    shows(&mut state, "a", &[ASKED]);
    assert!(state.counts_wait());
    state.now += WAITS - 1;
    assert_eq!(kept(act(&mut state, ReportAction::Look.into())), Vec::<KeptSheets>::new());
    state.now += 1;
    let sheets = kept(act(&mut state, ReportAction::Look.into()));
    let names = |sheets: &KeptSheets| sheets.iter().map(|(id, _)| id.print()).collect::<Vec<_>>();
    assert_eq!(sheets.iter().map(names).collect::<Vec<_>>(), [["2026-11-30 aaaaaaaa0", "2026-11 aaaaaaaa0"]]);
    assert!(!state.counts_wait());
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::Done);
    assert_eq!(kept(act(&mut state, Action::Show(Tab::Report))).len(), 1);
    // What is too old goes with what is kept next, once a day.
    let writer = state.clock.writer().clone();
    for (year, month) in [(2025, 1), (2026, 10)] {
        state.report.counters.count(Day { year, month, day: 1 }, &writer, What::Offered, "", 1);
    }
    state.report.forgot = None;
    count(&mut state, What::Offered, "");
    let sheets = kept(act(&mut state, Action::Show(Tab::Chat))).remove(0);
    let gone: Vec<String> = sheets.iter().filter(|(_, text)| text.is_none()).map(|(id, _)| id.print()).collect();
    assert_eq!(gone, ["2025-01-01 aaaaaaaa0"]);
    state.moment = None;
    count(&mut state, What::Offered, "");
    assert!(!state.counts_wait(), "nobody told the time");
}

#[test]
fn another_panels_counts_come_beside_those_that_wait() {
    let mut state = state();
    count(&mut state, What::Offered, "");
    let mut other = named_state("aaaaaaaa1", "");
    for _ in 0..3 {
        count(&mut other, What::Offered, "");
    }
    let theirs = kept(act(&mut other, Action::Show(Tab::Chat))).remove(0);
    for _ in 0..2 {
        act(&mut state, ReportAction::Read(theirs.clone()).into());
        assert_eq!(total(&state, What::Offered), 4);
    }
    // An older copy of one's own takes nothing away, and what was taken out elsewhere goes.
    let mine: KeptSheets = state.report.unsaved.iter().map(|id| (id.clone(), Some("offered 0 \n".into()))).collect();
    act(&mut state, ReportAction::Read(mine).into());
    assert_eq!(total(&state, What::Offered), 4);
    act(&mut state, ReportAction::Read(theirs.into_iter().map(|(id, _)| (id, None)).collect()).into());
    assert_eq!(total(&state, What::Offered), 1);
}

#[test]
fn the_way_back_ends_where_nothing_is_known() {
    let mut state = state();
    count(&mut state, What::Offered, "");
    state.moment = Moment::parse("2027-01-04 10:00");
    count(&mut state, What::Offered, "");
    let range =
        |state: &State| state.reported().map(|(first, last)| format!("{} {}", first.print(), last.print())).unwrap();
    act(&mut state, ReportAction::Span(Span::Month).into());
    assert_eq!((range(&state).as_str(), total(&state, What::Offered)), ("2027-01-01 2027-01-31", 1));
    for _ in 0..5 {
        act(&mut state, ReportAction::Earlier.into());
    }
    assert_eq!((range(&state).as_str(), total(&state, What::Offered)), ("2026-11-01 2026-11-30", 1));
    act(&mut state, ReportAction::Span(Span::Week).into());
    assert_eq!(range(&state), "2027-01-04 2027-01-10");
    act(&mut state, ReportAction::Later.into());
    assert_eq!(state.report.back, 0);
    state.moment = None;
    act(&mut state, ReportAction::Earlier.into());
    assert_eq!((state.report.back, state.report_columns().len(), state.reported()), (0, 0, None));
}

#[test]
fn phrases_that_nobody_used_lead_to_their_editor() {
    let mut state = state();
    let unused = |state: &State| state.never_used().map(|id| id.0.clone()).collect::<Vec<_>>();
    assert_eq!(unused(&state), ["ship", "care"]);
    shows(&mut state, "a", &[ASKED]);
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::Done);
    assert_eq!(unused(&state), ["care"]);
    act(&mut state, ReportAction::Open(PhraseId("care".into())).into());
    assert_eq!((state.tab, &state.desk.room), (Tab::Library, &Room::Editor(PhraseId("care".into()))));
    act(&mut state, ReportAction::Gaps.into());
    assert_eq!((state.tab, &state.desk.room), (Tab::Library, &Room::Gaps));
    act(&mut state, ReportAction::Unused.into());
    assert_eq!((&state.desk.room, &state.desk.scope), (&Room::List, &Scope::Unused));
}
