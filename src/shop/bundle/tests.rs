//! What is told besides the sums that `tests/offers/examples.tsv` has: why something came off, and why something didn't.

use super::*;
use crate::shop::{Issuer, Off, Reach, Scope, Steps, Stock, Tier};

fn yuan(yuan: u64) -> Price {
    Price::from_fen(yuan * 100)
}

fn line(item: &str, price: u64, quantity: u32) -> BundleLine {
    BundleLine { item: ItemId(item.into()), category: String::new(), price: yuan(price), quantity }
}

fn promotion(id: &str, kind: PromotionKind) -> Promotion {
    let (id, title) = (PromotionId(id.into()), String::new());
    Promotion { id, title, kind, scope: Scope::All, from: None, until: None, group: String::new() }
}

fn reduction(at: u64, off: u64) -> PromotionKind {
    let tier = Tier { at: Reach::Amount(yuan(at)), off: Off::Amount(yuan(off)) };
    PromotionKind::Reduction { by: Issuer::Shop, steps: Steps::Tiers(vec![tier]) }
}

fn set(members: &[&str], price: u64) -> PromotionKind {
    let members = members.iter().map(|item| (ItemId((*item).into()), 1)).collect();
    PromotionKind::SetPrice { members, price: yuan(price) }
}

fn now() -> Moment {
    Moment::parse("2026-11-11 10:00").unwrap()
}

fn quote(promotions: &[Promotion], basket: &[BundleLine]) -> Quote {
    Offers::at(promotions, now(), Measure::ItemPrices).quote(basket)
}

#[test]
fn each_promotion_that_did_nothing_says_why() {
    let tomorrow = Moment::parse("2026-11-12 00:00").unwrap();
    let yesterday = Moment::parse("2026-11-10 23:59").unwrap();
    let promotions = [
        Promotion { scope: Scope::Items([ItemId("none".into())].into()), ..promotion("g", reduction(1, 1)) },
        promotion("f", set(&["a", "none"], 1)),
        promotion("e", reduction(500, 50)),
        promotion("d", reduction(200, 20)),
        promotion("c", reduction(300, 30)),
        Promotion { until: Some(yesterday), ..promotion("b", reduction(1, 1)) },
        Promotion { from: Some(tomorrow), ..promotion("a", reduction(1, 1)) },
    ];
    let quote = quote(&promotions, &[line("a", 100, 3)]);
    let idle: Vec<_> = quote.idle.iter().map(|(id, idle)| (id.0.as_str(), *idle)).collect();
    let expected = [
        ("a", Idle::NotYet(tomorrow)),
        ("b", Idle::Over(yesterday)),
        ("d", Idle::Beaten),
        ("e", Idle::NotReached),
        ("f", Idle::NoItem),
        ("g", Idle::NoItem),
    ];
    assert_eq!(idle, expected);
    let at = Reach::Amount(yuan(300));
    let reason = SavingReason::Reached { at, off: Off::Amount(yuan(30)), times: 1, sum: yuan(300), pieces: 3 };
    let saving = Saving { promotion: PromotionId("c".into()), level: Level::Shop, amount: yuan(30), reason };
    assert_eq!(quote.savings, [saving]);
}

#[test]
fn of_equal_promotions_the_first_id_counts() {
    let promotions = [promotion("z", reduction(1, 5)), promotion("m", reduction(1, 5))];
    assert_eq!(quote(&promotions, &[line("a", 100, 1)]).savings[0].promotion.0, "m");
}

#[test]
fn a_set_takes_the_dearer_of_an_items_prices() {
    let quote = quote(&[promotion("s", set(&["a"], 60))], &[line("a", 50, 1), line("a", 100, 1), line("a", 80, 1)]);
    assert_eq!((quote.pays, quote.lines.len()), (yuan(50 + 60 + 60), 3));
    assert_eq!(quote.savings[0].reason, SavingReason::Set { times: 2, price: yuan(60) });
}

#[test]
fn a_set_that_another_left_no_pieces_for_is_not_told_as_used() {
    let promotions = [promotion("s", set(&["a"], 0)), promotion("t", set(&["a"], 1)), promotion("u", set(&["b"], 1))];
    let quote = quote(&promotions, &[line("a", 100, 2), line("b", 50, 1)]);
    let used: Vec<_> = quote.savings.iter().map(|saving| saving.promotion.0.as_str()).collect();
    assert_eq!((used, &quote.idle[..]), (vec!["s", "u"], &[(PromotionId("t".into()), Idle::Beaten)][..]));
}

#[test]
fn the_first_item_is_added_to_an_empty_basket() {
    let freight = PromotionKind::Freight { fee: yuan(10), free_from: yuan(99) };
    let promotions = [promotion("f", freight)];
    let added = Offers::at(&promotions, now(), Measure::ItemPrices).adding(&[], &line("a", 50, 1));
    assert_eq!((added.change, added.alone), (Change::More(yuan(60)), yuan(60)));
    assert_eq!((added.list, added.saving, added.saving_together), (yuan(50), Price::ZERO, Price::ZERO));
}

#[test]
fn one_order_is_held_against_two() {
    let freight = PromotionKind::Freight { fee: yuan(10), free_from: yuan(99) };
    let promotions = [promotion("f", freight), promotion("r", reduction(150, 20))];
    let added = Offers::at(&promotions, now(), Measure::ItemPrices).adding(&[line("a", 60, 1)], &line("b", 90, 1));
    // 60 + 10 and 90 + 10 apart, 150 − 20 together.
    assert_eq!((added.change, added.alone), (Change::More(yuan(60)), yuan(100)));
    assert_eq!((added.saving, added.saving_together), (yuan(30), yuan(40)));
}

#[test]
fn what_has_no_price_is_no_line() {
    let item = CatalogItem { stock: Stock::Pieces(1), ..CatalogItem::default() };
    assert_eq!(BundleLine::of(&item, 1), None);
    assert_eq!(BundleLine::of(&CatalogItem { price: Some(yuan(5)), ..item }, 2), Some(line("", 5, 2)));
}
