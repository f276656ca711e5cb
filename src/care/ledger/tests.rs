//! The tests of [`ledger`](super).

use super::*;

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn id(text: &str) -> FollowUpId {
    FollowUpId(text.to_owned())
}

/// One that is due at a moment, or has none.
fn due(name: &str, moment: &str) -> FollowUp {
    FollowUp::new(id(name), Kind::Dispatch, "今天发", "小鹿", Moment::parse(moment), at("2026-11-24 09:00"))
}

fn ledger(follow_ups: &[FollowUp]) -> Ledger {
    Ledger::new(follow_ups.to_vec(), Vec::new())
}

fn names<'a>(follow_ups: impl IntoIterator<Item = &'a FollowUp>) -> String {
    follow_ups.into_iter().map(|known| known.id.0.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_overdue_stands_first_and_what_has_no_moment_last() {
    let mut ledger = ledger(&[
        due("undated", ""),
        due("evening", "2026-11-24 18:00"),
        due("morning", "2026-11-24 10:00"),
        due("yesterday", "2026-11-23 23:59"),
        due("closed", "2026-11-23 10:00"),
    ]);
    assert!(ledger.close(&id("closed"), at("2026-11-24 10:30"), "已发"));
    let now = at("2026-11-24 12:00");
    assert_eq!(names(ledger.open(now)), "yesterday morning evening undated");
    assert_eq!((ledger.overdue_count(now), ledger.overdue_count(at("2026-11-24 10:00"))), (2, 1));
    assert_eq!(ledger.get(&id("closed")).unwrap().standing(now), Standing::Closed);
}

#[test]
fn it_is_known_beforehand_when_how_many_are_overdue() {
    let mut ledger = ledger(&[
        due("undated", ""),
        due("late", "2026-11-24 23:59"),
        due("noon", "2026-11-24 12:00"),
        due("noon, too", "2026-11-24 12:00"),
        due("closed", "2026-11-23 10:00"),
    ]);
    ledger.close(&id("closed"), at("2026-11-24 10:30"), "");
    assert_eq!(ledger.overdue_from(), [(at("2026-11-24 12:01"), 2), (at("2026-11-25 00:00"), 3)]);
    for (from, count) in ledger.overdue_from() {
        assert_eq!(ledger.overdue_count(from), count);
        assert!(ledger.overdue_count(from.after(-1)) < count, "not a minute before");
    }
}

#[test]
fn a_follow_up_is_closed_opened_changed_and_removed() {
    let mut ledger = ledger(&[due("a", "2026-11-24 18:00")]);
    let (a, now) = (id("a"), at("2026-11-24 12:00"));
    assert!(!ledger.reopen(&a), "it is open");
    assert!(ledger.close(&a, now, " 已发\n顺丰 ") && !ledger.close(&a, now, "再次"));
    assert_eq!(ledger.get(&a).unwrap().closed, Some((now, "已发 顺丰".to_owned())));
    assert!(ledger.reopen(&a) && ledger.close(&a, now, "打过13912345678了"));
    assert_eq!(ledger.get(&a).unwrap().closed, Some((now, "打过{联系电话}了".to_owned())));
    assert!(ledger.reopen(&a) && ledger.set_due(&a, None) && !ledger.set_due(&a, None));
    assert!(ledger.set_note(&a, "明天发") && !ledger.set_note(&a, "明天发"));
    assert_eq!(ledger.get(&a).unwrap().version, 7, "what changes nothing is no version");
    assert!(ledger.remove(&a, now) && !ledger.remove(&a, now) && ledger.get(&a).is_none());
    assert_eq!(ledger.add(due("a", "")), Addition::Known, "what was removed doesn't come back");
    assert!(
        ![ledger.close(&a, now, ""), ledger.reopen(&a), ledger.set_due(&a, None), ledger.set_note(&a, "")]
            .contains(&true)
    );
}

#[test]
fn room_is_made_by_what_was_closed_first_and_never_by_what_is_open() {
    let mut ledger = Ledger::default();
    for count in 0..MAX_FOLLOW_UPS {
        assert_eq!(ledger.add(due(&format!("{count:04}"), "")), Addition::Kept);
    }
    assert_eq!(ledger.add(due("more", "")), Addition::Full);
    ledger.close(&id("0007"), at("2026-11-24 12:00"), "");
    ledger.close(&id("0003"), at("2026-11-24 12:01"), "");
    assert_eq!(ledger.add(due("more", "")), Addition::Kept);
    assert!(ledger.get(&id("0007")).is_none() && ledger.get(&id("0003")).is_some());
    assert_eq!(ledger.follow_ups().len(), MAX_FOLLOW_UPS);
}

#[test]
fn the_order_of_merging_changes_nothing() {
    let start = ledger(&[due("a", "2026-11-24 18:00"), due("b", ""), due("c", "")]);
    let [mut one, mut two, mut three] = [start.clone(), start.clone(), start];
    let now = at("2026-11-24 12:00");
    one.close(&id("a"), now, "已发");
    two.set_note(&id("a"), "改天发");
    two.set_note(&id("b"), "两次");
    two.set_note(&id("b"), "三次");
    three.set_note(&id("b"), "一次");
    three.remove(&id("c"), now);
    three.add(due("d", ""));
    three.add(due("e", ""));
    three.remove(&id("e"), at("2026-11-24 11:00"));
    two.remove(&id("c"), at("2026-11-24 13:00"));
    let merged = |order: [&Ledger; 3]| {
        let mut all = Ledger::default();
        order.into_iter().for_each(|ledger| all.merge(ledger));
        all
    };
    let all = merged([&one, &two, &three]);
    assert_eq!(names(all.follow_ups()), "a b d");
    assert!(all.get(&id("a")).unwrap().closed.is_some(), "of two first changes the closing stands");
    assert_eq!(all.get(&id("b")).unwrap().note, "三次");
    let gone: Vec<_> = all.removed().iter().map(|(at, id)| (at.print(), id.0.as_str())).collect();
    assert_eq!(gone, [("2026-11-24 11:00".to_owned(), "e"), ("2026-11-24 13:00".to_owned(), "c")]);
    for order in [[&three, &two, &one], [&two, &three, &one], [&three, &one, &two]] {
        assert_eq!(merged(order), all);
    }
    let mut again = all.clone();
    again.merge(&all);
    assert_eq!(again, all);
}

#[test]
fn removed_names_are_forgotten_in_their_order() {
    let removed = (0..=MAX_REMOVED).map(|count| (at("2026-11-24 12:00"), id(&format!("{count:04}")))).rev().collect();
    let ledger = Ledger::new(Vec::new(), removed);
    assert_eq!((ledger.removed().len(), ledger.removed()[0].1.0.as_str()), (MAX_REMOVED, "0001"));
}

#[test]
fn a_table_is_quoted_and_holds_no_formula() {
    let mut one = due("a", "2026-11-24 18:00");
    (one.note, one.buyer) = ("说\"好\",今天".to_owned(), "=HYPERLINK(1)".to_owned());
    let mut two = due("b", "");
    (two.note, two.buyer) = ("-5".to_owned(), "@小鹿".to_owned());
    let mut ledger = ledger(&[one, two]);
    ledger.close(&id("b"), at("2026-11-24 12:00"), "+1");
    let heads = ["due", "kind", "note", "buyer", "made", "closed", "closing"];
    assert_eq!(
        ledger.csv(at("2026-11-24 12:00"), heads, |kind| kind.name().to_owned()),
        "due,kind,note,buyer,made,closed,closing\r\n\
         2026-11-24 18:00,dispatch,\"说\"\"好\"\",今天\",'=HYPERLINK(1),2026-11-24 09:00,,\r\n\
         ,dispatch,'-5,'@小鹿,2026-11-24 09:00,2026-11-24 12:00,'+1\r\n"
    );
    assert_eq!(quoted("\t1\r\n"), "\"'\t1\r\n\"");
}

#[test]
fn a_note_names_nobody() {
    let told = note("今天给您发到浙江省杭州市西湖区文三路12号，电话13812345678", &["小鹿"]);
    assert!(!told.contains("13812345678") && !told.contains("文三路") && told.contains("今天给您发"), "{told}");
    assert_eq!(note("  明天发{两件}\n ", &[]), "明天发{两件}");
    assert_eq!(note(&"好".repeat(999), &[]).chars().count(), MAX_NOTE_CHARS);
}
