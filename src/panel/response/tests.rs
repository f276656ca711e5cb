//! What the panel tells the response clock.

use super::*;
use crate::{
    panel::{Kept, update::update},
    wire::{Composer, PageEvent, Row, RowSender, Snapshot},
};

/// 10:00 in Beijing.
const TEN: u64 = 1_795_485_600_000;

fn state() -> State {
    State::new(Kept::default(), Writer::new("test").unwrap())
}

/// The page shows this talk, so many seconds after ten.
fn show(state: &mut State, seconds: u64, platform: &str, id: &str, rows: &[&str]) -> Vec<Effect> {
    state.now = TEN + seconds * 1_000;
    let minute = 600 + u16::try_from(seconds / 60).unwrap();
    state.moment = Some(Moment { day: Day::parse("2026-11-24").unwrap(), minute });
    let row = |(at, said): (usize, &&str)| {
        let (sender, text) = said.split_once(' ').unwrap();
        let sender = if sender == "buyer" { RowSender::Buyer } else { RowSender::Seller };
        Row { row: format!("{id}{at}"), sender, text: text.into(), card: None }
    };
    update(
        state,
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: platform.into(),
            id: id.into(),
            buyer: "小鹿".into(),
            composer: Composer::Ready,
            focused: true,
            draft: false,
            shortened: false,
            missing: Vec::new(),
            messages: rows.iter().enumerate().map(row).collect(),
        })),
    )
}

fn rows_kept(effects: &[Effect]) -> usize {
    let kept = effects.iter().map(|effect| match effect {
        Effect::KeepFigures(figures) => figures.rows().count(),
        _ => 0,
    });
    kept.sum()
}

#[test]
fn a_round_that_was_watched_is_counted() {
    let mut state = state();
    show(&mut state, 0, "taobao", "a", &["buyer 在吗", "seller 在的"]);
    assert!(state.waiting().is_none());
    show(&mut state, 10, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 有货吗"]);
    assert_eq!(state.waiting().unwrap().since, When::At(Time { seconds: 1_795_485_610, utc_offset: 8 * 3_600 }));
    let effects = show(&mut state, 40, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 有货吗", "seller 有的"]);
    assert_eq!(rows_kept(&effects), 2, "both of Taobao's figures");
    let figures = state.response_figures();
    let [(_, rate, _), (_, mean, _)] = figures[..] else { panic!("{figures:?}") };
    assert_eq!((rate.units, rate.share(0), mean.mean()), (1, Some(1_000), Some(30)));
    assert_eq!(show(&mut state, 50, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 有货吗", "seller 有的"]), []);
    assert_eq!(state.response_figures()[0].1.units, 1, "a row counts once");
}

#[test]
fn of_what_nobody_saw_come_it_is_known_that_it_waits_and_no_figure() {
    let mut state = state();
    show(&mut state, 0, "taobao", "a", &["buyer 在吗"]);
    assert_eq!(state.waiting().unwrap().since, When::Before(state.time().unwrap()));
    show(&mut state, 5, "taobao", "b", &["buyer 你好"]);
    let effects = show(&mut state, 20, "taobao", "a", &["buyer 在吗", "seller 在的"]);
    assert_eq!((rows_kept(&effects), state.waiting()), (0, None));
    assert!(show(&mut state, 25, "taobao", "b", &["buyer 你好"]).is_empty());
    assert_eq!(state.waiting().unwrap().seconds, 20, "who waits isn't forgotten meanwhile");
}

#[test]
fn thanks_wait_for_nothing_unless_the_last_line_is_ours() {
    for (is_ours, waits) in [(false, false), (true, true)] {
        let mut state = state();
        show(&mut state, 0, "taobao", "a", &["buyer 在吗", "seller 在的"]);
        if is_ours {
            update(&mut state, ResponseAction::LastLine.into());
        }
        show(&mut state, 10, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 好的，谢谢"]);
        assert_eq!(state.waiting().is_some(), waits);
    }
}

#[test]
fn each_platform_has_rules_of_its_own() {
    let mut state = state();
    show(&mut state, 0, "taobao", "a", &["buyer 在吗"]);
    show(&mut state, 1, "pinduoduo", "x", &["buyer 在吗"]);
    assert_eq!(state.response_figures()[0].0.id, "pinduoduo_replies");
    show(&mut state, 2, "taobao", "a", &["buyer 在吗"]);
    assert_eq!((&*state.response_figures()[0].0.id, state.waiting().unwrap().seconds), ("taobao_three_minutes", 2));
    let effects = update(&mut state, ResponseAction::OtherHours("taobao_three_minutes".into()).into());
    assert!(matches!(&effects[..], [Effect::Save(settings)] if settings.other_hours.len() == 1));
    assert_eq!(state.response_figures()[0].0.hours.unwrap().to, 23);
}

#[test]
fn who_waits_too_long_when_the_panel_closes_was_not_answered() {
    let mut state = state();
    show(&mut state, 0, "taobao", "a", &["buyer 在吗", "seller 在的"]);
    show(&mut state, 1, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 有货吗"]);
    state.now += 60_000;
    let effects = update(&mut state, ResponseAction::Finish.into());
    assert_eq!(rows_kept(&effects), 0, "of who waits a minute nobody knows");
    show(&mut state, 70, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 有货吗"]);
    show(&mut state, 80, "taobao", "a", &["buyer 在吗", "seller 在的", "buyer 有货吗", "buyer 在不在"]);
    state.now += 700_000;
    assert_eq!(rows_kept(&update(&mut state, ResponseAction::Finish.into())), 2);
    assert_eq!(state.response_figures()[0].1.unanswered, 1);
}

#[test]
fn the_zone_is_what_both_clocks_say() {
    let local = |minute| Moment { day: Day::parse("2026-11-24").unwrap(), minute };
    let seconds = i64::try_from(TEN / 1_000).unwrap();
    assert_eq!(utc_offset(seconds, local(600)), 8 * 3_600);
    assert_eq!(utc_offset(seconds + 59, local(601)), 8 * 3_600, "read a second later");
    assert_eq!(utc_offset(seconds, local(450)), 5 * 3_600 + 1_800);
    assert_eq!(utc_offset(seconds, Moment { day: Day::parse("2026-11-23").unwrap(), minute: 21 * 60 }), -5 * 3_600);
}
