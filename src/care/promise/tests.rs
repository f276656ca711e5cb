//! The examples of `rules/promises.json`, and what no example shows.

use super::*;

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// A promise as `dispatch 2026-11-24 16:00 if 今天16点前发`.
fn print(line: &str, promise: &Promise) -> String {
    let due =
        promise.due.map(|Moment { day, minute }| format!(" {} {:02}:{:02}", day.print(), minute / 60, minute % 60));
    let condition = if promise.binding == Binding::Conditional { " if" } else { "" };
    format!("{}{}{condition} {}", promise.kind.name(), due.unwrap_or_default(), promise.words(line))
}

/// What a line promises on a Tuesday at ten.
#[track_caller]
fn check(line: &str, expected: &[&str]) {
    let heard = recognize(line, at("2026-11-24 10:00"), Promises::shipped());
    let heard: Vec<_> = heard.iter().map(|promise| print(line, promise)).collect();
    assert_eq!(heard, expected, "{line}");
}

#[test]
fn every_example_is_heard_with_its_time() {
    let (rules, mut wrong, mut count) = (rules::promises(), Vec::new(), 0);
    for rule in &rules.promises {
        let kind = Kind::from_name(&rule.id).unwrap();
        for example in &rule.examples {
            count += 1;
            let heard = recognize(&example.line, at(&example.now), Promises::shipped());
            let due = example.due.as_deref().map(at);
            let own: Vec<_> = heard.iter().filter(|promise| promise.kind == kind).collect();
            let is_right = own.len() == 1
                && own.iter().all(|promise| {
                    promise.due == due && (promise.binding == Binding::Conditional) == example.conditional
                });
            let others: Vec<_> = heard.iter().map(|promise| promise.kind).filter(|known| *known != kind).collect();
            let also: Vec<_> = example.also.iter().map(|name| Kind::from_name(name).unwrap()).collect();
            if !is_right || others != also {
                let heard: Vec<_> = heard.iter().map(|promise| print(&example.line, promise)).collect();
                wrong.push(format!("{} {}: {heard:?}", rule.id, example.line));
            }
        }
    }
    assert_eq!(wrong.join("\n"), "", "of {count}");
    assert!(count >= 100, "{count}");
}

#[test]
fn no_counter_example_is_heard() {
    let (rules, mut wrong, mut count) = (rules::promises(), Vec::new(), 0);
    for line in rules.promises.iter().flat_map(|rule| &rule.counter_examples) {
        count += 1;
        let heard = recognize(line, at("2026-11-24 10:00"), Promises::shipped());
        wrong.extend(heard.iter().map(|promise| format!("{line}: {}", print(line, promise))));
    }
    assert_eq!(wrong.join("\n"), "", "of {count}");
    assert!(count >= 60, "{count}");
}

#[test]
fn every_kind_has_a_rule_a_title_and_both_sorts_of_examples() {
    let rules = rules::promises();
    assert_eq!(rules.promises.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        assert!(Promises::shipped().title(kind).is_some(), "{kind:?}");
        assert_eq!(Kind::from_name(kind.name()), Some(kind));
    }
    for rule in &rules.promises {
        assert!(rule.examples.len() >= 6 && rule.counter_examples.len() >= 5, "{}", rule.id);
    }
    let names: Vec<_> = rules.marks.iter().map(|mark| mark.id.as_str()).collect();
    assert!(SPECIAL.iter().chain(&COMPLETE).all(|name| names.contains(name)));
    let despite = rules.promises.iter().flat_map(|rule| &rule.despite);
    assert!(despite.into_iter().all(|name| names.contains(&name.as_str())));
}

#[test]
fn a_promise_is_told_in_the_words_that_were_sent() {
    check("亲，今天 16 點前發貨哦~ 謝謝", &["dispatch 2026-11-24 16:00 今天 16 點前發貨哦"]);
    check("我帮您查一下，半小时内回复您。", &["call_back 2026-11-24 10:30 半小时内回复您"]);
    check("最晚明天，给您发出", &["dispatch 2026-11-25 23:59 最晚明天，给您发出"]);
}

#[test]
fn several_promises_of_a_line_are_told_apart() {
    check(
        "小件今天发，大件明天发，都送您一双袜子",
        &["dispatch 2026-11-24 23:59 小件今天发", "dispatch 2026-11-25 23:59 大件明天发", "gift 都送您一双袜子"],
    );
    check("给您发顺丰明天到", &["courier 给您发顺丰", "delivery 2026-11-25 23:59 明天到"]);
}

#[test]
fn english_names_its_times_behind_and_chinese_before() {
    check(
        "I will refund you today and we'll ship the new one by Friday",
        &[
            "refund 2026-11-24 23:59 I will refund you today ",
            "dispatch 2026-11-27 23:59 and we'll ship the new one by Friday",
            "replacement 2026-11-27 23:59 and we'll ship the new one by Friday",
        ],
    );
    check("今天下单明天发货", &["dispatch 2026-11-25 23:59 if 今天下单明天发货"]);
    check("退款会在1-3个工作日内到账", &["refund 2026-11-27 23:59 退款会在1-3个工作日内到账"]);
}

#[test]
fn what_waits_for_the_buyer_has_no_usual_time() {
    check("付款后给您发货", &["dispatch if 付款后给您发货"]);
    check("会给您发货的", &["dispatch 2026-11-26 10:00 会给您发货的"]);
}

#[test]
fn what_is_quoted_is_not_promised() {
    check("您看这句“今天一定给您发出”是不是我们说的", &[]);
    check("> 今天一定给您发出\n好的，我看一下", &[]);
}

#[test]
fn nothing_is_heard_where_there_are_no_rules() {
    assert_eq!(recognize("今天发", at("2026-11-24 10:00"), &Promises::new(&PromiseRules::default())), []);
}

/// Odd lines cost what their length allows and break nothing.
#[test]
fn odd_lines_break_nothing() {
    let units = [
        "",
        "9",
        "今天发",
        "今天",
        "发",
        "一",
        "十",
        "百",
        "周",
        "上周一",
        "明天16点",
        "，",
        "。",
        "“",
        "> ",
        "\n",
        "😀",
        "👩\u{200d}👧",
        "\u{202e}发",
        "\u{301}",
        "\u{200b}",
        ":",
        "16:",
        "半",
        "for 24 hours ",
        "within a ",
        "by ",
        "发票",
        "不能",
        "如果",
        "的",
        "1.",
        "3-",
        "个",
    ];
    for unit in units {
        for count in [1, 2, 3, 50, 100_000 / unit.len().max(1)] {
            let line = unit.repeat(count);
            for promise in recognize(&line, at("9999-12-31 23:59"), Promises::shipped()) {
                assert!(line.get(promise.span).is_some());
            }
        }
    }
    let ends = [at("0001-01-01 00:00"), at("9999-12-31 23:59")];
    for line in
        ["9999周内发", "下下周日发", "999个月内发", "9999-12-31发", "上午发", "今晚24点前发", "9999个工作日内发"]
    {
        ends.into_iter().for_each(|now| drop(recognize(line, now, Promises::shipped())));
    }
}

/// Counted in words looked at rather than in time: a line of four times the length has four times the places.
#[test]
fn the_work_grows_with_the_line() {
    let places = |count: usize| {
        let hearing = Hearing::of(&"今天发，明天不发".repeat(count), at("2026-11-24 10:00"), Promises::shipped());
        (hearing.line.len(), hearing.clauses().len())
    };
    let ((short, few), (long, many)) = (places(50), places(200));
    assert_eq!((long, many), (4 * short, 4 * few - 3));
    let capped = places(1_000_000);
    assert_eq!(capped.0, crate::text::MAX_MESSAGE_CHARS);
}
