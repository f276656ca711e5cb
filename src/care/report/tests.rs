//! The laws of merging, what is dropped, and what a table says.

use super::*;
use crate::care::clock::tests::Seed;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn writer(name: &str) -> Writer {
    Writer::new(name).unwrap()
}

const TODAY: &str = "2026-11-30";

/// Counters of few writers, days and names, so that they meet often; each has a part of what the writers counted.
fn random(seed: &mut Seed) -> Counters {
    let mut counters = Counters::default();
    for _ in 0..seed.below(20) {
        let day = day(["2026-11-29", "2026-11-30", "2026-12-01"][seed.below(3) as usize]);
        let writer = writer(["aaaaaaaa0", "aaaaaaaa1", "bbbbbbbb0"][seed.below(3) as usize]);
        let what = [What::Offered, What::Phrase, What::Agent][seed.below(3) as usize];
        counters.count(day, &writer, what, ["", "ship", "发货 1"][seed.below(3) as usize], seed.below(4));
    }
    counters
}

fn merged(a: &Counters, b: &Counters) -> Counters {
    let mut both = a.clone();
    both.merge(b);
    both
}

#[test]
fn copies_merge_to_the_same_in_any_order_and_however_often() {
    let mut seed = Seed(11);
    for _ in 0..500 {
        let [a, b, c] = [(); 3].map(|()| random(&mut seed));
        assert_eq!(merged(&a, &b), merged(&b, &a), "commutative");
        assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)), "associative");
        assert_eq!(merged(&a, &a), a, "idempotent");
        assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b), "idempotent");
        // What is old is dropped the same whether copies meet before or after.
        let forgetting = |mut counters: Counters| {
            counters.forget(day("2027-02-01"), "aaaaaaaa");
            counters
        };
        let dropped_first = merged(&forgetting(a.clone()), &forgetting(b.clone()));
        assert_eq!(forgetting(merged(&a, &b)), dropped_first);
        // Of every number the higher: nothing is lost, and nothing counted twice.
        for (id, text) in merged(&a, &b).sheets() {
            for (what, name, count) in rows(text) {
                let of =
                    |copy: &Counters| rows(copy.text(id)).into_iter().find(|row| (&row.0, &row.1) == (&what, &name));
                assert_eq!(Some(count), of(&a).map(|row| row.2).max(of(&b).map(|row| row.2)));
            }
        }
    }
}

#[test]
fn totals_are_sums_over_writers() {
    let mut here = Counters::default();
    for who in ["aaaaaaaa0", "aaaaaaaa1", "bbbbbbbb0"] {
        here.count(day(TODAY), &writer(who), What::Offered, "", 2);
        here.count(day("2026-11-29"), &writer(who), What::Gap, "ask_dispatch", 1);
    }
    let week = Span::Week.periods(day(TODAY), 0);
    let month = Span::Month.periods(day(TODAY), 0);
    assert_eq!(here.sum(&week, Whose::Everyones).total(What::Offered), 6);
    assert_eq!(here.sum(&week, Whose::Of("aaaaaaaa")).total(What::Offered), 4);
    let all = here.sum(&month, Whose::Everyones);
    assert_eq!((all.total(What::Offered), all.of(What::Gap)), (6, vec![("ask_dispatch".into(), 3)]));
    assert_eq!(here.sum(&week, Whose::Everyones).total(What::Gap), 0, "Sunday was the week before");
    assert!(here.sum(&Span::Day.periods(day(TODAY), 5), Whose::Everyones).is_empty());
    assert_eq!(here.first(), Some(day("2026-11-01")), "of the month's sheet");
}

#[test]
fn a_number_never_overflows() {
    let mut here = Counters::default();
    for _ in 0..3 {
        here.count(day(TODAY), &writer("aaaaaaaa0"), What::Typed, "", u32::MAX);
    }
    here.count(day(TODAY), &writer("bbbbbbbb0"), What::Typed, "", u32::MAX);
    assert_eq!(here.ever(Whose::Everyones).total(What::Typed), 2 * u64::from(u32::MAX));
    assert_eq!(Sums::default().saved(), None);
}

#[test]
fn saved_is_the_share_of_what_was_sent_that_nobody_typed() {
    let mut here = Counters::default();
    here.count(day(TODAY), &writer("aaaaaaaa0"), What::Inserted, "", 271);
    here.count(day(TODAY), &writer("aaaaaaaa0"), What::Typed, "", 729);
    assert_eq!(here.ever(Whose::Everyones).saved(), Some(27));
    assert_eq!((percent(1, 0), percent(2, 3)), (None, Some(66)));
}

#[test]
fn old_days_go_and_their_months_stay() {
    let mut here = Counters::default();
    let mut counted = 0;
    let (first, last) = (day("2021-01-01").count(), day(TODAY).count());
    for at in first..=last {
        for who in ["aaaaaaaa0", "bbbbbbbb0"] {
            here.count(Day::from_count(at).unwrap(), &writer(who), What::Phrase, "ship", 1);
        }
        counted += 1;
    }
    let gone = here.forget(day(TODAY), "aaaaaaaa");
    let left = |who: &str, days: bool| {
        here.sheets()
            .filter(|(id, _)| id.writer.installation() == who && matches!(id.period, Period::Day(_)) == days)
            .count() as i32
    };
    assert_eq!((left("aaaaaaaa", true), left("bbbbbbbb", true)), (OWN_DAYS + 1, THEIR_DAYS + 1));
    assert_eq!((left("aaaaaaaa", false), left("bbbbbbbb", false)), (MONTHS + 1, MONTHS + 1));
    assert!(gone.iter().all(|id| here.text(id).is_empty()));
    // Of the first ten months, nothing is left; of all others everything.
    let ten_months = day("2021-11-01").count() - first;
    assert_eq!(
        here.ever(Whose::Of("aaaaaaaa")).get(What::Phrase, "ship"),
        u64::try_from(counted - ten_months).unwrap()
    );
    assert_eq!(here.forget(day(TODAY), "aaaaaaaa"), []);
}

#[test]
fn a_clock_that_is_years_ahead_costs_nothing() {
    let mut here = Counters::default();
    here.count(day("2026-11-28"), &writer("aaaaaaaa0"), What::Offered, "", 1);
    let before = here.clone();
    here.count(day("2099-01-01"), &writer("aaaaaaaa0"), What::Offered, "", 1);
    assert_eq!(here.forget(day("2099-01-02"), "aaaaaaaa"), []);
    here.merge(&before);
    assert_eq!(here.ever(Whose::Everyones).total(What::Offered), 2);
}

#[test]
fn a_sheet_stays_small() {
    let mut here = Counters::default();
    for number in 0..2 * MOST_ROWS {
        here.count(day(TODAY), &writer("aaaaaaaa0"), What::Phrase, &format!("own-{number:040}"), 1);
    }
    here.count(day(TODAY), &writer("aaaaaaaa0"), What::Phrase, &"x".repeat(81), 1);
    here.count(day(TODAY), &writer("aaaaaaaa0"), What::Phrase, "two\nlines", 1);
    let all = here.ever(Whose::Everyones);
    assert_eq!((all.of(What::Phrase).len(), all.total(What::Phrase)), (MOST_ROWS + 1, 2 * MOST_ROWS as u64 + 2));
    assert_eq!(all.get(What::Phrase, ""), MOST_ROWS as u64 + 2, "without their names");
    let fullest = here.sheets().map(|(_, text)| text.len()).max().unwrap();
    assert!(fullest < 24_000, "{fullest}");
}

#[test]
fn odd_sheets_are_read_as_far_as_they_go() {
    for text in ["", "\n\n", "offered", "offered x", "offered -1 ", "offered 4294967296 ", "  ", "offered 1"] {
        assert_eq!(sheet::merged(text, ""), "", "{text}");
    }
    assert_eq!(
        sheet::merged("newer 3 of a later version\noffered 2 \noffered 5 ", "offered 4 "),
        "newer 3 of a later version\noffered 5 \n"
    );
    assert_eq!(SheetId::parse("2026-11-29 abcdefgh0").unwrap().print(), "2026-11-29 abcdefgh0");
    for text in ["", "2026-11-29", "2026-11-29 Ä", "2026-11-32 a", "2026-11-29  a"] {
        assert_eq!(SheetId::parse(text), None, "{text}");
    }
}

#[test]
fn people_have_their_latest_name() {
    let mut here = Counters::default();
    here.count(day("2026-10-30"), &writer("aaaaaaaa0"), What::Agent, "小禾", 1);
    here.count(day("2026-10-31"), &writer("aaaaaaaa0"), What::Offered, "", 1);
    here.count(day("2026-11-01"), &writer("aaaaaaaa0"), What::Offered, "", 1);
    here.count(day("2026-11-02"), &writer("bbbbbbbb0"), What::Offered, "", 1);
    let people =
        |here: &Counters| here.people().into_iter().map(|(who, name)| format!("{who} {name}")).collect::<Vec<_>>();
    assert_eq!(people(&here), ["aaaaaaaa 小禾", "bbbbbbbb "]);
    here.count(day("2026-11-02"), &writer("aaaaaaaa1"), What::Agent, "小穗", 1);
    assert_eq!(people(&here), ["aaaaaaaa 小穗", "bbbbbbbb "]);
    let out = here.without("bbbbbbbb");
    assert_eq!((people(&here).len(), out.sheets().count()), (1, 2));
    here.merge(&out);
    assert_eq!(people(&here).len(), 2, "put back");
}

#[test]
fn every_name_is_one_word_and_its_own() {
    let names: Vec<_> = What::ALL.iter().map(|what| what.name()).collect();
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len());
    assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
}

#[test]
fn a_table_is_guarded_and_quoted() {
    let rows = vec![
        vec![Cell::from("项目"), "名称".into(), "数量".into()],
        vec!["a,\"b\"".into(), "=1+1".into(), Cell::Number(12)],
    ];
    assert_eq!(csv(&rows), "项目,名称,数量\r\n\"a,\"\"b\"\"\",'=1+1,12\r\n");
    assert_eq!(read(&print(&rows)), rows);
    let odd = vec![vec!["n7".into(), "two\nlines\tand".into(), Cell::Number(u64::MAX)], vec!["".into()]];
    assert_eq!(
        read(&print(&odd)),
        [vec!["n7".into(), "two lines and".into(), Cell::Number(u64::MAX)], vec!["".into()]]
    );
}
