//! Phases by their days, what merges, and what the shop's data answer.

use super::{
    answer::{Answer, Ground, Question, answer},
    *,
};
use crate::{
    day::Moment,
    library::Phrase,
    rules,
    shop::{CatalogItem, Price, Promotion, PromotionKind, Scope, Stock},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn id(text: &str) -> CampaignId {
    CampaignId(text.into())
}

/// From the first of November, on from the 9th to the 11th, over on the 20th.
fn book() -> Campaigns {
    let mut book = Campaigns::default();
    assert!(book.add(Campaign::new(id("a"), " 双11\n ")) && !book.add(Campaign::new(id("a"), "618")));
    for (place, text) in ["2026-11-01", "2026-11-09", "2026-11-11", "2026-11-20"].into_iter().enumerate() {
        assert!(book.set(&id("a"), &Field::Day(place), text));
    }
    book
}

fn labels(book: &Campaigns) -> Vec<Option<&str>> {
    let days = ["2026-10-31", "2026-11-01", "2026-11-08", "2026-11-09", "2026-11-11", "2026-11-12", "2026-11-21"];
    days.map(|text| book.label(day(text))).to_vec()
}

#[test]
fn a_day_has_its_phase() {
    let mut book = book();
    let phases =
        |book: &Campaigns, days: [&str; 7]| days.map(|text| book.on(day(text)).first().map(|(_, phase)| *phase));
    let days = ["2026-10-31", "2026-11-01", "2026-11-08", "2026-11-09", "2026-11-11", "2026-11-12", "2026-11-21"];
    let (before, during, after) = (Some(Phase::Before), Some(Phase::During), Some(Phase::After));
    assert_eq!(phases(&book, days), [None, before, before, during, during, after, None]);
    assert_eq!(labels(&book), [None, None, None, Some("双11"), Some("双11"), None, None]);
    book.set(&id("a"), &Field::Label(Phase::Before), "双11预热");
    assert_eq!(labels(&book)[1], Some("双11预热"));

    for (place, text) in [(0, ""), (3, "")] {
        assert!(book.set(&id("a"), &Field::Day(place), text));
    }
    assert_eq!(phases(&book, days), [None, None, None, during, during, None, None], "it may have no time around it");
    book.set(&id("a"), &Field::Day(2), "2026-11-08");
    assert!(!book.all()[0].is_dated());
    assert_eq!(phases(&book, days), [None; 7], "its days are not in order");
    assert!(!book.set(&id("a"), &Field::Day(1), "morgen"), "what is no day changes nothing");
}

#[test]
fn what_is_on_stands_before_what_comes() {
    let mut book = book();
    let mut other = Campaign::new(id("b"), "会员日");
    other.days = [Some(day("2026-11-10")), Some(day("2026-11-12")), Some(day("2026-11-12")), None];
    book.add(other);
    let on = |book: &Campaigns, text| book.on(day(text)).iter().map(|(one, _)| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(on(&book, "2026-11-10"), ["双11", "会员日"]);
    assert_eq!(
        (on(&book, "2026-11-12"), book.label(day("2026-11-12"))),
        (vec!["会员日".into(), "双11".into()], Some("会员日"))
    );
    assert!(book.remove(&id("b"), true) && !book.remove(&id("b"), true) && !book.set(&id("b"), &Field::Name, "x"));
    assert_eq!((on(&book, "2026-11-12"), book.get(&id("b"))), (vec!["双11".into()], None));
    assert!(book.remove(&id("b"), false) && book.get(&id("b")).is_some());
}

#[test]
fn a_pack_rests_outside_of_the_phases_that_name_it() {
    let mut book = book();
    let choose = |book: &mut Campaigns, phase, pack: &str| book.set(&id("a"), &Field::Pack(phase, pack.into()), "");
    assert!(choose(&mut book, Phase::Before, "warm") && choose(&mut book, Phase::During, "on"));
    assert!(choose(&mut book, Phase::After, "care") && choose(&mut book, Phase::During, "care"));
    let resting = |book: &Campaigns| {
        let days = ["2026-10-31", "2026-11-05", "2026-11-10", "2026-11-15", "2026-12-01"];
        days.map(|text| book.resting(day(text)).into_iter().collect::<Vec<_>>().join(" "))
    };
    assert_eq!(resting(&book), ["care on warm", "care on", "warm", "on warm", "care on warm"]);
    assert!(choose(&mut book, Phase::Before, "warm"), "chosen again, it is chosen no more");
    assert_eq!(resting(&book)[0], "care on");
    book.set(&id("a"), &Field::Day(1), "");
    assert_eq!(resting(&book), [""; 5], "nobody knows when it would be on");
}

#[test]
fn a_plan_is_cut_to_what_is_read() {
    let mut book = book();
    let lines = "对一遍价格\n\n  打印面单 \n".to_owned() + &"x\n".repeat(99);
    assert!(book.set(&id("a"), &Field::Lines(Phase::During), &lines));
    let plan = book.all()[0].plan(Phase::During);
    assert_eq!(
        (plan.lines.len(), &plan.lines[..2]),
        (MAX_LINES, &["对一遍价格".to_owned(), "打印面单".to_owned()][..])
    );
    let promotion = PromotionId("p".into());
    for is_there in [true, false] {
        assert!(book.set(&id("a"), &Field::Promotion(Phase::During, promotion.clone()), ""));
        assert_eq!(book.all()[0].plan(Phase::During).promotions.contains(&promotion), is_there);
    }
    assert!(!book.set(&id("b"), &Field::Name, "x"), "there is none");
}

#[test]
fn ticks_are_of_a_day_and_old_ones_go() {
    let mut book = Campaigns::default();
    let (monday, tuesday) = (day("2026-11-23"), day("2026-11-24"));
    book.tick(monday, "shift/shelf");
    assert!(book.is_ticked(monday, "shift/shelf") && !book.is_ticked(tuesday, "shift/shelf"));
    book.tick(monday, "shift/shelf");
    assert!(!book.is_ticked(monday, "shift/shelf"));
    book.tick(day("2026-11-30"), "shift/shelf");
    assert_eq!(book.ticks().len(), 1);
}

#[test]
fn books_merge_in_any_order() {
    let (mut one, mut other) = (book(), book());
    one.set(&id("a"), &Field::Name, "双十一");
    one.tick(day("2026-11-10"), "x");
    other.remove(&id("a"), true);
    other.set(&id("b"), &Field::Name, "x");
    other.add(Campaign::new(id("b"), "618"));
    for _ in 0..2 {
        other.tick(day("2026-11-10"), "x");
    }
    other.tick(day("2026-11-09"), "y");
    let (mut first, mut second) = (one.clone(), other.clone());
    first.merge(&other);
    second.merge(&one);
    assert_eq!(first, second);
    assert!(first.get(&id("a")).is_none() && first.get(&id("b")).is_some(), "of two changes of one, the removal");
    assert!(!first.is_ticked(day("2026-11-10"), "x") && first.is_ticked(day("2026-11-09"), "y"));
    let again = first.clone();
    first.merge(&again);
    assert_eq!(first, again);
}

#[test]
fn every_phase_and_shift_has_a_list_and_every_answer_is_known() {
    let checks = rules::checklists();
    for when in ["shift", "before", "during", "after"] {
        assert!(checks.iter().filter(|check| check.when == when).count() >= 4, "{when}");
    }
    for check in &checks {
        assert!(check.answer.as_ref().is_none_or(|name| Question::from_name(name).is_some()), "{}", check.id);
        assert_eq!(checks.iter().filter(|one| (&one.when, &one.id) == (&check.when, &check.id)).count(), 1);
    }
}

#[test]
fn the_shops_data_answer() {
    let item = |title: &str, on_shelf, stock| CatalogItem {
        title: title.into(),
        on_shelf,
        stock: Stock::Pieces(stock),
        ..CatalogItem::default()
    };
    let promotion = |id: &str, until| Promotion {
        id: PromotionId(id.into()),
        title: format!("券{id}"),
        kind: PromotionKind::PiecePrice(Price::default()),
        scope: Scope::default(),
        from: None,
        until: Moment::parse(until),
        group: String::new(),
    };
    let items = [item("衬衫", true, 3), item("围巾", true, 0), item("帽子", false, 3)];
    let promotions = [promotion("1", "2026-11-11 23:59"), promotion("2", "2026-11-10 23:59")];
    let mut phrase = Phrase { title: "双11".into(), ..Phrase::default() };
    phrase.validity.campaign = "双１１".into();
    let mut old = Phrase { title: "旧".into(), ..Phrase::default() };
    old.validity.until = Some(day("2026-11-09"));
    let moment = Moment::parse("2026-11-10 09:00").unwrap();
    let phrases = [&phrase, &old];
    let paid = [("A1", moment.after(-47 * 60)), ("A2", moment.after(-49 * 60))].map(|(number, at)| (number, Some(at)));
    let paid = [paid.as_slice(), &[("A3", None)]].concat();
    let ground = Ground {
        items: &items,
        promotions: &promotions,
        findings: &[],
        phrases: &phrases,
        overdue: 2,
        paid: Some(&paid),
        moment,
    };
    let answer_of = |question, of| answer(question, of, &ground);
    let is = |fine, wrong, names: &[&str]| {
        Some(Answer { fine, wrong, names: names.iter().map(|name| (*name).to_owned()).collect() })
    };
    assert_eq!(answer_of(Question::Shelf, None), is(1, 2, &["围巾", "帽子"]));
    assert_eq!(answer_of(Question::Promotions, None), is(2, 0, &[]));
    assert_eq!(answer_of(Question::Expired, None), is(0, 1, &["旧"]));
    assert_eq!(answer_of(Question::Overdue, None), is(0, 2, &[]));
    assert_eq!(answer_of(Question::Stuck, None), is(2, 1, &["A2"]));
    assert_eq!(answer_of(Question::Planned, None), None, "of no campaign");

    let mut book = book();
    for id_of in ["1", "2", "3"] {
        book.set(&id("a"), &Field::Promotion(Phase::During, PromotionId(id_of.into())), "");
    }
    let campaign = &book.all()[0];
    for phase in [Phase::Before, Phase::During] {
        assert_eq!(answer_of(Question::Planned, Some((campaign, phase))), is(1, 2, &["券2", "3"]));
        assert_eq!(answer_of(Question::Labelled, Some((campaign, phase))), is(1, 0, &[]));
    }
    assert_eq!(answer_of(Question::Labelled, Some((campaign, Phase::After))), None, "nothing is to be said");
    let bare = Ground { items: &[], promotions: &[], phrases: &[], paid: None, ..ground };
    assert_eq!(answer(Question::Stuck, None, &bare), None, "no file told of any");
    assert_eq!(answer(Question::Shelf, None, &bare), None);
    assert_eq!(answer(Question::Labelled, Some((campaign, Phase::During)), &bare), is(0, 1, &["双11"]));
}
