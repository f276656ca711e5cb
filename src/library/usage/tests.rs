//! Use and decisions are counted, and copies of them merge.

use super::*;

fn id(name: &str) -> PhraseId {
    PhraseId(name.into())
}

fn writer(name: &str) -> Writer {
    Writer::new(name).unwrap()
}

fn intent() -> IntentId {
    IntentId("ask_price".into())
}

fn decide(usage: &mut Usage, by: &str, decisions: &[(&str, Decision)]) -> Vec<(PhraseId, String)> {
    let decisions: Vec<_> = decisions.iter().map(|(name, decision)| (id(name), *decision)).collect();
    usage.decide(&intent(), &decisions, &writer(by), 5 * DAY, false)
}

fn percent(usage: &Usage, name: &str) -> i32 {
    usage.leaning(&intent(), &id(name), 5).unwrap_or_default().percent
}

#[test]
fn use_is_counted_and_comes_back() {
    let mut usage = Usage::default();
    usage.note(&id("a"), 5);
    decide(&mut usage, "x1", &[("a", Decision::Accepted)]);
    let stored = usage.note(&id("a"), DAY + 5);
    assert_eq!(stored, r#"{"count":2,"decisions":{"ask_price":{"x1":[1,5,1000,0,0,0]}},"last":86400005}"#);
    let mut again = Usage::default();
    again.take("a", &stored);
    assert_eq!((again.of(&id("a")), again), (Used { count: 2, last: DAY + 5 }, usage));
    assert_eq!(Used { count: 1, last: 5 }.days_ago(3 * DAY + 4), Some(2));
    assert_eq!(Used::default().days_ago(5), None);
    assert_eq!(read(&merge(&stored, r#"{"count":1,"last":9}"#)).used.count, 2);
    assert_eq!(read("["), Record::default());
}

#[test]
fn each_decision_counts_its_way_and_is_taken_back() {
    let mut usage = Usage::default();
    usage.set_own("x");
    for (decision, expected) in
        [(Decision::Accepted, 11), (Decision::Edited, 5), (Decision::Dismissed, -11), (Decision::Overridden, -5)]
    {
        let name = format!("{decision:?}");
        decide(&mut usage, "x1", &[(&name, decision)]);
        assert_eq!(percent(&usage, &name), expected, "{name}");
        usage.decide(&intent(), &[(id(&name), decision)], &writer("x1"), 5 * DAY, true);
        assert_eq!(percent(&usage, &name), 0, "{name}");
    }
    for _ in 0..60 {
        decide(&mut usage, "x1", &[("a", Decision::Accepted)]);
    }
    let leaning = usage.leaning(&intent(), &id("a"), 5).unwrap();
    assert!((70..80).contains(&leaning.percent) && leaning.taken == 24, "{leaning:?}");
    assert_eq!(usage.leaning(&IntentId("other".into()), &id("a"), 5), None);
    assert_eq!(usage.decided(&intent()).count(), 5);
}

#[test]
fn a_colleague_counts_less_than_the_agent_and_ten_as_one() {
    let mut usage = Usage::default();
    usage.set_own("x");
    for _ in 0..8 {
        decide(&mut usage, "x1", &[("mine", Decision::Accepted), ("theirs", Decision::Overridden)]);
    }
    let alone = (percent(&usage, "mine"), percent(&usage, "theirs"));
    for colleague in 0..10 {
        for _ in 0..8 {
            let others = [("theirs", Decision::Accepted), ("mine", Decision::Overridden)];
            decide(&mut usage, &format!("colleague{colleague}"), &others);
        }
    }
    assert!(percent(&usage, "mine") < alone.0 && percent(&usage, "mine") > percent(&usage, "theirs"));
}

#[test]
fn copies_merge_to_the_same_in_any_order() {
    // Three agents decide apart, from what they had in common; a draw of 31 bits a step, the same each time.
    let mut common = Usage::default();
    decide(&mut common, "a1", &[("p", Decision::Accepted)]);
    let mut state = 7_u64;
    let mut drawn = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..50 {
        let copies: Vec<Usage> = ["a1", "b1", "c1"]
            .iter()
            .map(|by| {
                let mut copy = common.clone();
                for _ in 0..drawn(6) {
                    let decision =
                        [Decision::Accepted, Decision::Edited, Decision::Dismissed][usize::try_from(drawn(3)).unwrap()];
                    decide(&mut copy, by, &[(["p", "q", "r"][usize::try_from(drawn(3)).unwrap()], decision)]);
                }
                copy
            })
            .collect();
        let merged = |order: [usize; 4]| {
            let mut all = Usage::default();
            for at in order {
                all.merge_habit_file(&copies[at].habit_file()).unwrap();
            }
            all.habit_file()
        };
        let expected = merged([0, 1, 2, 2]);
        assert_eq!([merged([2, 1, 0, 1]), merged([1, 0, 2, 0])], [expected.clone(), expected]);
    }
}

#[test]
fn habits_go_to_a_colleague_and_are_forgotten() {
    let (mut usage, mut colleague) = (Usage::default(), Usage::default());
    usage.note(&id("a"), 5);
    decide(&mut usage, "x1", &[("a", Decision::Accepted), ("b", Decision::Overridden)]);
    let file = usage.habit_file();
    let mut give = || colleague.merge_habit_file(&file).unwrap().len();
    assert_eq!((give(), give()), (2, 0), "the second time there is nothing new");
    assert_eq!((colleague.learned(), colleague.of(&id("a")).count), ((2, 1), 0), "use is one's own");
    assert_eq!(usage.forget_habits().iter().map(|(id, _)| id.0.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((usage.learned(), usage.of(&id("a")).count, percent(&usage, "a")), ((0, 0), 1, 0));
    let odd = r#"{"format":"qinyu-habits","version":1,"habits":{"a":"x","b":{}}}"#;
    assert_eq!(Usage::default().merge_habit_file(odd), Ok(Vec::new()));
}
