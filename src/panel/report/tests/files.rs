//! What is given out as a table or for the team, what comes in, and that nothing of a chat is in any of it.

use super::*;
use crate::{
    care::clock::{Row, Tally},
    library::Language,
    panel::share::Question,
    rules::ClockRule,
};

/// The text of the file that an action writes to the downloads.
fn download(state: &mut State, action: ReportAction) -> (String, String) {
    match act(state, action.into()).remove(0) {
        Effect::Download { name, text } => (name, text),
        other => panic!("{other:?}"),
    }
}

/// A day of an agent's, with a buyer's name and words planted everywhere that counts something.
fn busy(writer: &str, name: &str) -> State {
    let mut state = named_state(writer, name);
    shows(&mut state, "买家旺旺42", &[ASKED]);
    act(&mut state, Action::Choose(1));
    answers(&mut state, Outcome::Done);
    let rows = [ASKED, ">今天16点前给您发出，王小明13812345678", "收件人王小明，能放进洗碗机洗吗"];
    shows(&mut state, "买家旺旺42", &rows[..2]);
    act(&mut state, FollowUpAction::Keep(0).into());
    shows(&mut state, "买家旺旺42", &rows);
    let answer = ">小鹿爱吃糖您好，可以放的，上层不超过七十度";
    shows(&mut state, "买家旺旺42", &rows.into_iter().chain([answer]).collect::<Vec<_>>());
    act(&mut state, Action::Page(PageEvent::Draft { id: "买家旺旺42".into(), text: "王小明，全网最低价".into() }));
    state
}

#[test]
fn no_buyers_name_and_no_word_of_a_chat_gets_out() {
    let mut state = busy("aaaaaaaa0", "小禾");
    assert!(total(&state, What::Gap) == 1 && total(&state, What::Finding) == 1 && total(&state, What::Kept) == 1);
    let workbook = act(&mut state, ReportAction::Workbook.into());
    let [Effect::Ask(Question::Table { name, rows })] = workbook.as_slice() else { panic!("{workbook:?}") };
    assert_eq!(name, "qinyu-report-2026-11-30");
    let kept: String = state.report.counters.sheets().map(|(id, text)| id.print() + text).collect();
    let files = [
        rows.clone(),
        download(&mut state, ReportAction::Export).1,
        download(&mut state, ReportAction::ExportTeam).1,
        kept,
        format!(
            "{:?}",
            crate::panel::view(&{
                act(&mut state, Action::Show(Tab::Report));
                state.notice = None;
                state.clone()
            })
            .into_string()
            .replace("买家旺旺42", "")
        ),
    ];
    for planted in ["旺旺", "小鹿", "王小明", "138", "洗碗机", "七十", "16点", "最低", "什么时候"] {
        for (at, file) in files.iter().enumerate() {
            assert!(!file.contains(planted), "{planted} in {at}: {file}");
        }
    }
}

#[test]
fn the_table_has_a_row_for_each_number() {
    let mut state = busy("aaaaaaaa0", "=小禾");
    let (name, text) = download(&mut state, ReportAction::Export);
    assert_eq!(name, "qinyu-report-2026-11-30.csv");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(text.starts_with('\u{feff}') && lines[0] == "谁,项目,名称,数量", "{text}");
    for line in [
        "'=小禾,有建议的轮次,,1",
        "'=小禾,话术使用,发货时间,1",
        "'=小禾,检查提示,绝对化用语,1",
        "'=小禾,记下的承诺,发货,1",
    ] {
        assert!(lines.contains(&line), "{line} is not in {text}");
    }
    act(&mut state, ReportAction::Team(true).into());
    act(&mut state, Action::Language(Language::English));
    act(&mut state, ReportAction::Span(Span::Week).into());
    let (name, text) = download(&mut state, ReportAction::Export);
    assert_eq!(name, "qinyu-report-2026-11-30-2026-12-06.csv");
    assert!(text.contains("\r\ntogether,turns with suggestions,,1\r\n"), "{text}");
}

#[test]
fn colleagues_numbers_come_in_once_and_show_by_person_and_together() {
    let (mut lead, mut colleague) = (busy("aaaaaaaa0", "店长"), busy("bbbbbbbb0", "小穗"));
    let (name, file) = download(&mut colleague, ReportAction::ExportTeam);
    assert_eq!(name, "qinyu-counters-小穗-2026-11-30.json");
    for is_known in [false, true] {
        let effects = act(&mut lead, ReportAction::ReadTeam(file.clone()).into());
        assert_eq!(lead.notice, Some(Notice::Report(ReportNotice::Merged { who: "小穗".into(), is_known })));
        assert_eq!(kept(effects).len(), usize::from(!is_known));
        assert_eq!(total(&lead, What::Offered), 2, "together");
    }
    let people: Vec<_> =
        lead.report_people().into_iter().map(|(who, name, sums)| (who.to_owned(), name, sums.taken())).collect();
    assert_eq!(people, [("aaaaaaaa".into(), "店长".into(), 1), ("bbbbbbbb".into(), "小穗".into(), 1)]);
    act(&mut lead, ReportAction::Team(false).into());
    assert_eq!(total(&lead, What::Offered), 1, "one's own");
    // One's own are not given out with the colleague's in them.
    assert!(!download(&mut lead, ReportAction::ExportTeam).1.contains("bbbbbbbb"));
    let sheets = kept(act(&mut lead, ReportAction::Drop("bbbbbbbb".into()).into())).remove(0);
    assert!(sheets.iter().filter(|(id, _)| id.writer.name() == "bbbbbbbb0").all(|(_, text)| text.is_none()));
    assert_eq!(lead.report_people().len(), 1);
    assert_eq!(kept(act(&mut lead, ReportAction::PutBack.into())).len(), 1);
    assert_eq!(lead.report_people().len(), 2);
    act(&mut lead, ReportAction::Drop("aaaaaaaa".into()).into());
    assert_eq!(lead.report_people().len(), 2, "one's own stay");
}

/// A day of waits by the rules of Pinduoduo.
fn waited(state: &mut State, writer: &str, units: u32) {
    let tally = Tally { units, in_time: [units; 3], seconds: 60, timed: units, unanswered: 0 };
    let (writer, day) = (Writer::new(writer).unwrap(), Day::parse("2026-11-30").unwrap());
    let mut figures = Figures::default();
    figures.take_in(Row { clock: "pinduoduo_replies".into(), day, writer, version: 1, tally });
    assert!(state.response.take_in(&figures));
}

#[test]
fn colleagues_waits_add_up_in_the_teams_report_and_nowhere_else() {
    let (mut lead, mut colleague) = (busy("aaaaaaaa0", "店长"), busy("bbbbbbbb0", "小穗"));
    waited(&mut lead, "aaaaaaaa0", 3);
    waited(&mut colleague, "bbbbbbbb0", 4);
    waited(&mut colleague, "bbbbbbbb1", 1);
    let file = download(&mut colleague, ReportAction::ExportTeam).1;
    let effects = act(&mut lead, ReportAction::ReadTeam(file.clone()).into());
    let of_colleague = |effects: &[Effect]| {
        let [.., Effect::KeepFigures(figures)] = effects else { panic!("{effects:?}") };
        figures.rows().any(|row| row.writer.installation() == "bbbbbbbb")
    };
    assert!(of_colleague(&effects));
    let units = |state: &State| {
        let of = |(rule, tally): (ClockRule, Tally)| (rule.id == "pinduoduo_replies").then_some(tally.units);
        state.report_waits().into_iter().find_map(of).unwrap_or_default()
    };
    assert_eq!(units(&lead), 8, "together");
    let table = download(&mut lead, ReportAction::Export).1;
    for line in ["店长,5/15/60分钟回复率,次数,3", "小穗,5/15/60分钟回复率,次数,5", "合计,5/15/60分钟回复率,次数,8"]
    {
        assert!(table.contains(line), "{line} is not in {table}");
    }
    assert_eq!(act(&mut lead, ReportAction::ReadTeam(file.clone()).into()), [], "it is known");
    assert!(!download(&mut lead, ReportAction::ExportTeam).1.contains("bbbbbbbb"));
    act(&mut lead, ReportAction::Team(false).into());
    assert_eq!(units(&lead), 3, "one's own");

    act(&mut lead, ReportAction::Team(true).into());
    let effects = act(&mut lead, ReportAction::Drop("bbbbbbbb".into()).into());
    assert!(!of_colleague(&effects));
    assert_eq!(units(&lead), 3);
    act(&mut lead, ReportAction::PutBack.into());
    assert_eq!(units(&lead), 8);

    let bad = file.replace("2026-11-30 bbbbbbbb1", "2026-11-30 cccccccc1");
    act(&mut lead, ReportAction::ReadTeam(bad).into());
    let place = "response_times/pinduoduo_replies 2026-11-30 cccccccc1".to_owned();
    assert_eq!(lead.notice, Some(Notice::Report(ReportNotice::NotMerged(TeamFileError::Wrong { place }))));
}

#[test]
fn a_bad_file_is_refused_with_the_place() {
    let mut lead = busy("aaaaaaaa0", "");
    let sheets = lead.report.counters.clone();
    let (_, file) = download(&mut busy("bbbbbbbb0", ""), ReportAction::ExportTeam);
    let refused = |lead: &mut State, file: &str| {
        lead.notice = None;
        act(lead, ReportAction::ReadTeam(file.into()).into());
        match lead.notice.take() {
            Some(Notice::Report(ReportNotice::NotMerged(error))) => error,
            other => panic!("{other:?}: {file}"),
        }
    };
    let wrong = |place: &str| TeamFileError::Wrong { place: place.into() };
    let sheet =
        |json: &str| format!(r#"{{"format":"qinyu-counters","version":1,"installation":"bbbbbbbb","sheets":{json}}}"#);
    for (file, error) in [
        ("[]".to_owned(), TeamFileError::OtherFile),
        (r#"{"format":"qinyu-habits"}"#.to_owned(), TeamFileError::OtherFile),
        (file.replace(r#""version":1"#, r#""version":2"#), TeamFileError::NewerVersion),
        (file.replace(r#""version":1"#, r#""version":"1""#), wrong("version")),
        (file.replace(r#""installation":"bbbbbbbb""#, r#""installation":"B""#), wrong("installation")),
        (file.replace("bbbbbbbb", "aaaaaaaa"), TeamFileError::Own),
        (sheet("{}"), wrong("sheets")),
        (sheet("7"), wrong("sheets")),
        (sheet(r#"{"2026-13 bbbbbbbb0":{}}"#), wrong("sheets/2026-13 bbbbbbbb0")),
        (sheet(r#"{"2026-11 cccccccc0":{}}"#), wrong("sheets/2026-11 cccccccc0")),
        (sheet(r#"{"2026-11 bbbbbbbb0":[]}"#), wrong("sheets/2026-11 bbbbbbbb0")),
        (sheet(r#"{"2026-11 bbbbbbbb0":{"offered":3}}"#), wrong("sheets/2026-11 bbbbbbbb0/offered")),
        (sheet(r#"{"2026-11 bbbbbbbb0":{"offered":{"":-3}}}"#), wrong("sheets/2026-11 bbbbbbbb0/offered/")),
        (sheet(r#"{"2026-11 bbbbbbbb0":{"phrase":{"a\nb":3}}}"#), wrong("sheets/2026-11 bbbbbbbb0/phrase/a\nb")),
        (sheet(r#"{"2026-11 bbbbbbbb0":{"Offered":{"":3}}}"#), wrong("sheets/2026-11 bbbbbbbb0/Offered/")),
    ] {
        assert_eq!(refused(&mut lead, &file), error, "{file}");
    }
    let cut = refused(&mut lead, "{\n\"format\":\"qinyu-counters\",\n\"version\" 1}");
    assert!(matches!(cut, TeamFileError::Unreadable { line: 3, column: 11, .. }), "{cut:?}");
    assert_eq!(lead.report.counters, sheets, "nothing of them was taken in");
    // A later version's own kinds come in and go out again.
    act(&mut lead, ReportAction::ReadTeam(sheet(r#"{"2026-11 bbbbbbbb0":{"newer":{"x y":3}}}"#)).into());
    let ids: Vec<_> = lead.report.counters.sheets().filter(|(_, text)| text.contains("newer 3 x y")).collect();
    assert_eq!(ids.len(), 1);
}

#[test]
fn there_is_room_for_a_team() {
    let mut lead = busy("aaaaaaaa0", "");
    for number in 0..MOST_PEOPLE {
        let file = format!(
            r#"{{"format":"qinyu-counters","version":1,"installation":"c{number:07}","sheets":{{"2026-11 c{number:07}0":{{"offered":{{"":1}}}}}}}}"#
        );
        act(&mut lead, ReportAction::ReadTeam(file).into());
    }
    assert_eq!(lead.notice, Some(Notice::Report(ReportNotice::TooMany)));
    assert_eq!(lead.report_people().len(), MOST_PEOPLE);
}

#[test]
fn nothing_is_given_out_while_nobody_has_told_the_time() {
    let mut state = state();
    state.moment = None;
    for action in [ReportAction::Export, ReportAction::Workbook, ReportAction::ExportTeam] {
        assert_eq!(act(&mut state, action.into()), []);
    }
}
