//! Records of buyers as agents keep, merge, lose and give them out.

use super::{about::Field, due::Due, *};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn key(name: &str) -> BuyerKey {
    BuyerKey::new("taobao", name).unwrap()
}

fn about(fields: &[(Field, &str)]) -> About {
    let mut about = About::default();
    fields.iter().for_each(|(field, text)| about.write(*field, text));
    about.cleaned()
}

fn noted(name: &str, note: &str) -> Buyers {
    let mut buyers = Buyers::default();
    assert_eq!(buyers.keep(&key(name), about(&[(Field::Note, note)]), at("2026-11-01 10:00")), Keeping::Kept);
    buyers
}

fn note_of<'a>(buyers: &'a Buyers, name: &str) -> Option<&'a str> {
    buyers.get(&key(name).id()).map(|buyer| buyer.about.get(Field::Note))
}

#[test]
fn a_buyer_is_one_name_on_one_platform() {
    assert_ne!(key("小鹿").id(), BuyerKey::new("jd", "小鹿").unwrap().id());
    assert_ne!(BuyerKey::new("a\nb", "c").unwrap().id(), BuyerKey::new("a", "b").unwrap().id());
    assert_eq!(key("小鹿").id(), key("小鹿").id());
    for many in ["", "  ", "t***1", "小＊鹿"] {
        assert_eq!(BuyerKey::new("taobao", many), None, "{many}");
    }
    assert!(!key("小鹿").id().0.contains("小鹿"));
}

#[test]
fn what_is_written_is_kept_changed_and_removed() {
    let mut buyers = noted("小鹿", "喜欢素色");
    assert_eq!(note_of(&buyers, "小鹿"), Some("喜欢素色"));
    let (now, same) = (at("2026-11-02 10:00"), about(&[(Field::Note, "喜欢素色")]));
    assert_eq!(buyers.keep(&key("小鹿"), same, now), Keeping::Same);
    assert_eq!(buyers.keep(&key("小马"), About::default(), now), Keeping::Same, "nothing is no record");
    assert_eq!(buyers.records().len(), 1);
    let removed = buyers.remove(&key("小鹿").id(), now).unwrap();
    assert_eq!(note_of(&buyers, "小鹿"), None);
    assert_eq!(buyers.remove(&key("小鹿").id(), now), None);
    assert!(buyers.put_back(removed.clone()) && !buyers.put_back(removed));
    assert_eq!(note_of(&buyers, "小鹿"), Some("喜欢素色"));
    assert_eq!(buyers.keep(&key("小鹿"), About::default(), now), Keeping::Kept);
    assert_eq!(buyers.kept().count(), 0, "emptied is removed");
}

#[test]
fn no_more_are_kept_than_there_is_room_for() {
    let mut buyers = Buyers::default();
    for number in 0..=MAX_BUYERS {
        let kept = buyers.keep(&key(&number.to_string()), about(&[(Field::Note, "x")]), at("2026-11-01 10:00"));
        assert_eq!(kept, if number < MAX_BUYERS { Keeping::Kept } else { Keeping::Full });
    }
    let kept = buyers.keep(&key("7"), about(&[(Field::Note, "y")]), at("2026-11-01 10:00"));
    assert_eq!(kept, Keeping::Kept, "who has a record can be written of");
}

#[test]
fn the_later_word_of_two_panels_stands_in_either_order() {
    let base = noted("小鹿", "一");
    let changed = |note: &str, time: &str| {
        let mut buyers = base.clone();
        buyers.keep(&key("小鹿"), about(&[(Field::Note, note)]), at(time));
        buyers
    };
    let (early, late) = (changed("早", "2026-11-02 10:00"), changed("晚", "2026-11-02 11:00"));
    let mut removed = base.clone();
    removed.remove(&key("小鹿").id(), at("2026-11-02 09:00"));
    let mut rewritten = removed.clone();
    rewritten.keep(&key("小鹿"), about(&[(Field::Note, "又来")]), at("2026-11-03 10:00"));
    for (one, other, note) in [
        (&base, &early, Some("早")),
        (&early, &late, Some("晚")),
        (&early, &removed, None),
        (&removed, &rewritten, Some("又来")),
        (&noted("小鹿", "一"), &noted("小马", "二"), Some("一")),
    ] {
        let (mut there, mut back) = (one.clone(), other.clone());
        there.merge(other);
        back.merge(one);
        assert_eq!(there, back);
        assert_eq!(note_of(&there, "小鹿"), note);
    }
}

#[test]
fn what_nobody_changes_goes_when_the_shop_says() {
    for (today, days, is_left) in
        [("2027-04-30", 180, true), ("2027-05-01", 180, false), ("2030-01-01", 0, true), ("2026-10-01", 1, true)]
    {
        let mut buyers = noted("小鹿", "一");
        assert_eq!(buyers.expire(day(today), days), !is_left, "{today}");
        assert_eq!(note_of(&buyers, "小鹿").is_some(), is_left);
    }
    let mut buyers = noted("小鹿", "一");
    buyers.remove(&key("小鹿").id(), at("2026-11-02 10:00"));
    assert!(!buyers.expire(day("2026-12-02"), 180));
    assert!(buyers.expire(day("2026-12-03"), 180) && buyers.records().is_empty(), "nor is the removal told for ever");
}

#[test]
fn old_buyers_are_due_a_month_after_the_first_purchase_and_once_more() {
    let mut buyers = Buyers::default();
    for (name, first) in [("甲", "2026-10-20"), ("乙", "2026-10-01"), ("丙", "2026-11-10"), ("丁", "")] {
        let about = about(&[(Field::Note, "x"), (Field::FirstBought, first)]);
        buyers.keep(&key(name), about, at("2026-10-20 10:00"));
    }
    let due = |buyers: &Buyers, today: &str| -> Vec<(String, Due)> {
        buyers.due(day(today)).into_iter().map(|(buyer, due)| (buyer.key.name.clone(), due)).collect()
    };
    assert_eq!(due(&buyers, "2026-11-18"), [("乙".into(), Due::First(48))]);
    assert_eq!(due(&buyers, "2026-11-19"), [("乙".into(), Due::First(49)), ("甲".into(), Due::First(30))]);
    let (now, today) = (at("2026-11-19 10:00"), day("2026-11-19"));
    let of = |buyers: &Buyers, name: &str| buyers.get(&key(name).id()).unwrap().reached;
    let written = of(&buyers, "乙").written(today);
    assert!(buyers.reach(&key("乙").id(), written, now) && !buyers.reach(&key("乙").id(), written, now));
    assert!(buyers.reach(&key("甲").id(), Reached::Out(today), now));
    assert_eq!(due(&buyers, "2026-12-02"), []);
    assert_eq!(due(&buyers, "2026-12-03"), [("乙".into(), Due::Again(14))]);
    let written = of(&buyers, "乙").written(day("2026-12-03"));
    buyers.reach(&key("乙").id(), written, at("2026-12-03 10:00"));
    assert_eq!(due(&buyers, "2026-12-09"), []);
    assert_eq!(due(&buyers, "2026-12-10"), [("丙".into(), Due::First(30))], "nobody is written to three times");
    assert!(!buyers.reach(&key("无").id(), Reached::Not, now));
}

#[test]
fn ways_of_reaching_come_back_by_their_names() {
    let today = day("2026-11-19");
    for one in [Reached::Not, Reached::Once(today), Reached::Twice(today), Reached::Back(today), Reached::Out(today)] {
        assert_eq!(Reached::from_name(one.name(), today), Some(one));
    }
    assert_eq!(Reached::from_name("?", today), None);
}
