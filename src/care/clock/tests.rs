//! The worked examples of `clocks.json`, and what the [`ResponseClock`] does beyond them.

use super::*;
use crate::{
    chat::Sender,
    rules::{LastLine, clocks},
};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// 2026-03-02, 00:00 in Beijing.
const MIDNIGHT: i64 = 1_772_380_800;

/// A moment of 2 March 2026, by the seconds since ten o'clock in Beijing.
pub(super) fn at(second: i64) -> Time {
    Time { seconds: MIDNIGHT + 10 * 60 * 60 + second, utc_offset: 8 * 60 * 60 }
}

/// A shipped rule.
pub(super) fn rule(id: &str) -> ClockRule {
    clocks().into_iter().find(|rule| rule.id == id).unwrap()
}

/// Numbers that look random and are the same at each run.
pub(in crate::care) struct Seed(pub(in crate::care) u64);

impl Seed {
    /// The next number below a limit.
    pub(in crate::care) fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap()
    }
}

fn me() -> Writer {
    Writer::new("me").unwrap()
}

fn clock(rules: &[ClockRule]) -> ResponseClock {
    ResponseClock::new(rules.to_vec(), me(), Figures::default())
}

fn conversation(name: &str) -> ConversationId {
    ConversationId(name.into())
}

fn said(sender: Sender, when: When) -> Said {
    Said { sender, when, is_courtesy: false }
}

/// All that was counted by a rule.
fn all(clock: &ResponseClock, id: &str) -> Tally {
    let days = (Day { year: 1, month: 1, day: 1 }, Day { year: 9_999, month: 12, day: 31 });
    clock.figures().sum(id, days, Whose::Everyones)
}

/// The numbers that stand in a text.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// Works an example: `title | [+days] time [#buyer] who, … | what comes out`.
fn work(rule: &ClockRule, example: &str) -> (Vec<u64>, Vec<u64>) {
    let [title, rows, result] = example.split(" | ").collect::<Vec<_>>().try_into().unwrap();
    let mut rule = rule.clone();
    if title.starts_with("[last line ours]") {
        rule.last_line = LastLine::Ours;
    } else if title.starts_with("[other hours]") {
        rule.hours = rule.other_hours.first().copied();
    }
    let mut clock = clock(std::slice::from_ref(&rule));
    for row in rows.split(", ") {
        let mut words = row.split(' ').peekable();
        let days: i64 = words.next_if(|word| word.starts_with('+')).map_or(0, |days| days.parse().unwrap());
        let [hour, minute, second] = numbers(words.next().unwrap()).try_into().unwrap();
        let name = words.next_if(|word| word.starts_with('#')).unwrap_or("#1");
        let who = words.next().unwrap();
        let second = i64::try_from((hour * 60 + minute) * 60 + second).unwrap();
        let time = Time { seconds: MIDNIGHT + days * DAY + second, utc_offset: 8 * 60 * 60 };
        let sender = match who {
            "buyer" | "courtesy" => Sender::Buyer,
            "seller" => Sender::Seller,
            "robot" => Sender::Robot,
            "system" => Sender::System,
            "closed" => {
                clock.close(&conversation(name));
                continue;
            }
            _ => panic!("{row}: nobody writes as {who}"),
        };
        let said = Said { sender, when: When::At(time), is_courtesy: who == "courtesy" };
        clock.hear(&conversation(name), said);
    }
    let tally = all(&clock, &rule.id);
    let in_time = tally.in_time.iter().take(rule.limits.len()).map(|count| u64::from(*count));
    (in_time.chain([tally.units.into(), tally.seconds, tally.unanswered.into()]).collect(), numbers(result))
}

#[test]
fn every_example_comes_out() {
    let mut wrong = Vec::new();
    let mut worked = 0;
    for rule in clocks() {
        for example in &rule.examples {
            let (found, meant) = work(&rule, example);
            worked += 1;
            if found != meant {
                wrong.push(format!("{}: {example}: {found:?}", rule.id));
            }
        }
    }
    assert!(worked >= 70, "only {worked} examples");
    assert!(wrong.is_empty(), "{} of {worked}; mend src/rules/clocks.json:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn rules_are_those_of_the_page_or_of_any() {
    let ids = |platform| rules_of(platform).into_iter().map(|rule| rule.id).collect::<Vec<_>>();
    assert_eq!(ids("taobao"), ["taobao_three_minutes", "taobao_mean_response"]);
    assert_eq!(ids("jd"), ["jd_first_reply", "three_minutes"]);
    assert_eq!(ids("a page that was taught"), ["three_minutes"]);
}

#[test]
fn the_most_pressing_rule_is_shown() {
    let mut clock = clock(&rules_of("jd"));
    let id = conversation("lan");
    assert_eq!(clock.waiting(&id, at(0)), None);
    clock.hear(&id, said(Sender::Buyer, When::At(at(0))));
    let shown = |clock: &ResponseClock, second| {
        clock.waiting(&id, at(second)).map(|wait| (wait.rule.id.clone(), wait.seconds, wait.level, wait.limit))
    };
    assert_eq!(shown(&clock, 10), Some(("jd_first_reply".into(), 10, Level::Gentle, 30)));
    assert_eq!(shown(&clock, 30), Some(("jd_first_reply".into(), 30, Level::Near, 30)));
    assert_eq!(shown(&clock, 200), Some(("jd_first_reply".into(), 200, Level::Over, 30)));
    clock.hear(&id, said(Sender::Seller, When::At(at(20))));
    assert_eq!(shown(&clock, 30), None);
    // JD's figure is of the first reply alone; the next question is watched by the rule of any page.
    clock.hear(&id, said(Sender::Buyer, When::At(at(60))));
    assert_eq!(shown(&clock, 160), Some(("three_minutes".into(), 100, Level::Near, 180)));
    assert_eq!(shown(&clock, 0), Some(("three_minutes".into(), 0, Level::Gentle, 180)), "the clock was set back");
}

#[test]
fn nobody_waits_out_of_hours_and_who_was_there_waits_at_least_so_long() {
    let mut clock = clock(&rules_of("taobao"));
    let (night, day) = (conversation("night"), conversation("day"));
    clock.hear(&night, said(Sender::Buyer, When::At(at(14 * 60 * 60))));
    assert_eq!(clock.waiting(&night, at(14 * 60 * 60 + 500)), None);
    clock.hear(&day, said(Sender::Buyer, When::Before(at(0))));
    let wait = clock.waiting(&day, at(300)).unwrap();
    assert_eq!((wait.since, wait.seconds, wait.level), (When::Before(at(0)), 300, Level::Over));
    // In no figure, neither while they wait nor after the answer.
    for _ in 0..2 {
        let today = clock.today("taobao_three_minutes", at(1_000), Whose::Everyones);
        assert_eq!(today, Some(Tally::default()));
        clock.hear(&day, said(Sender::Seller, When::At(at(1_000))));
    }
    assert_eq!(clock.today("no such clock", at(0), Whose::Everyones), None);
    assert_eq!(clock.month("no such clock", at(0), Whose::Everyones), None);
}

#[test]
fn who_waits_too_long_is_in_todays_numbers_at_once() {
    let mut clock = clock(&rules_of("pinduoduo"));
    let (lan, mei) = (conversation("lan"), conversation("mei"));
    let (me, other) = (me(), Writer::new("other").unwrap());
    for id in [&lan, &mei] {
        clock.hear(id, said(Sender::Buyer, When::At(at(0))));
        clock.hear(id, said(Sender::Seller, When::At(at(60))));
    }
    clock.hear(&lan, said(Sender::Buyer, When::At(at(100))));
    let today = |clock: &ResponseClock, second, whose| {
        let tally = clock.today("pinduoduo_replies", at(second), whose).unwrap();
        (tally.units, tally.in_time, tally.unanswered)
    };
    assert_eq!(today(&clock, 3_700, Whose::Everyones), (2, [2, 2, 2], 0));
    assert_eq!(today(&clock, 3_701, Whose::Of(me.installation())), (2, [1, 1, 1], 1));
    assert_eq!(today(&clock, 3_701, Whose::Of(other.installation())), (0, [0, 0, 0], 0));
    // An answer that comes too late is an answer still; the panel that closes before it does not know.
    let mut closed = clock.clone();
    closed.finish(at(3_701));
    assert_eq!(today(&closed, 3_701, Whose::Everyones), (2, [1, 1, 1], 1));
    clock.hear(&lan, said(Sender::Seller, When::At(at(3_800))));
    assert_eq!(today(&clock, 3_800, Whose::Everyones), (2, [1, 1, 1], 0));
    // The next day it is in the month, by the writer who saw it and with those of others.
    let mut others = ResponseClock::new(rules_of("pinduoduo"), other, Figures::default());
    others.hear(&mei, said(Sender::Buyer, When::At(at(0))));
    others.close(&mei);
    clock.merge(others.figures());
    let month = |whose| clock.month("pinduoduo_replies", at(DAY), whose).unwrap().units;
    assert_eq!((month(Whose::Of(me.installation())), month(Whose::Everyones)), (2, 3));
}

#[test]
fn a_panel_that_closes_forgets_who_might_be_answered_in_time() {
    let mut clock = clock(&rules_of("generic"));
    clock.hear(&conversation("late"), said(Sender::Buyer, When::At(at(0))));
    clock.hear(&conversation("new"), said(Sender::Buyer, When::At(at(100))));
    clock.finish(at(200));
    let tally = all(&clock, "three_minutes");
    assert_eq!((tally.units, tally.unanswered), (1, 1));
    assert_eq!(clock.waiting(&conversation("new"), at(1_000)), None);
}

#[test]
fn no_change_of_the_clock_or_the_zone_makes_a_wait_longer() {
    let mut clock = clock(&rules_of("generic"));
    let id = conversation("lan");
    let summer = |second| Time { utc_offset: 2 * 60 * 60, ..at(second) };
    let winter = |second| Time { utc_offset: 60 * 60, ..at(second) };
    clock.hear(&id, said(Sender::Buyer, When::At(summer(0))));
    assert_eq!(clock.waiting(&id, winter(50)).map(|wait| wait.seconds), Some(50));
    clock.hear(&id, said(Sender::Seller, When::At(winter(60))));
    assert_eq!(all(&clock, "three_minutes").seconds, 60);
    // Whatever the clock says, nothing panics and every wait that is counted is bounded by what was heard.
    let mut seed = Seed(3);
    let senders = [Sender::Buyer, Sender::Seller, Sender::Robot, Sender::System];
    let mut clock = self::clock(&clocks());
    for step in 0..20_000 {
        let seconds = [i64::MIN, i64::MAX, 0, at(step).seconds, at(-step).seconds][seed.below(5) as usize];
        let time = Time { seconds, utc_offset: [i32::MIN, i32::MAX, -43_200, 50_400][seed.below(4) as usize] };
        let when = if seed.below(3) == 0 { When::Before(time) } else { When::At(time) };
        let id = conversation(["a", "b", "c"][seed.below(3) as usize]);
        let sender = senders[seed.below(4) as usize];
        clock.hear(&id, Said { sender, when, is_courtesy: seed.below(4) == 0 });
        let _ = (clock.waiting(&id, time), clock.today("pinduoduo_replies", time, Whose::Everyones));
        match seed.below(200) {
            0 => clock.close(&id),
            1 => clock.finish(time),
            _ => {}
        }
    }
    for rule in clocks() {
        let tally = all(&clock, &rule.id);
        assert!(tally.in_time.iter().all(|count| *count <= tally.units), "{tally:?}");
        assert!(tally.unanswered <= tally.units && tally.timed <= tally.units, "{tally:?}");
    }
}

#[test]
fn a_million_rows_are_counted_and_only_so_much_is_kept() {
    let mut clock = clock(&[rule("three_minutes")]);
    let ids: Vec<_> = (0..5_000).map(|buyer| conversation(&format!("buyer {buyer}"))).collect();
    for row in 0..1_000_000_usize {
        let sender = if row / ids.len() % 2 == 0 { Sender::Buyer } else { Sender::Seller };
        let second = i64::try_from(row / 100).unwrap();
        clock.hear(&ids[row % ids.len()], said(sender, When::At(at(second))));
    }
    assert!(clock.countings.iter().all(|counting| counting.talks.len() <= MOST_TALKS));
    let tally = all(&clock, "three_minutes");
    assert!(tally.units > 0 && tally.in_time[0] == tally.units, "{tally:?}");
}

#[test]
fn a_million_rows_of_a_days_buyers_are_all_counted() {
    let mut clock = clock(&[rule("three_minutes"), rule("pinduoduo_replies")]);
    let ids: Vec<_> = (0..1_000).map(|buyer| conversation(&format!("buyer {buyer}"))).collect();
    for row in 0..500_000_usize {
        let sender = if row % 2 == 0 { Sender::Buyer } else { Sender::Seller };
        let second = i64::try_from(row / 50).unwrap();
        clock.hear(&ids[row / 2 % ids.len()], said(sender, When::At(at(second))));
    }
    assert_eq!(all(&clock, "three_minutes").units, 250_000);
    assert_eq!(all(&clock, "pinduoduo_replies").units, 1_000);
}

#[test]
fn yesterdays_buyers_are_forgotten() {
    let mut clock = clock(&[rule("pinduoduo_replies")]);
    for day in 0..10 {
        for buyer in 0..100 {
            let id = conversation(&format!("buyer {buyer}"));
            clock.hear(&id, said(Sender::Buyer, When::At(at(day * DAY))));
            clock.hear(&id, said(Sender::Seller, When::At(at(day * DAY + 1))));
        }
    }
    assert_eq!(clock.countings[0].met.len(), 200);
    assert_eq!(all(&clock, "pinduoduo_replies").units, 1_000);
}
