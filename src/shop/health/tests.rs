//! Promotions with one thing wrong each, and ones with nothing wrong.

use super::*;
use crate::shop::{Issuer, Off, Pays, Scope, Steps, Tier};

fn yuan(yuan: u64) -> Price {
    Price::from_fen(yuan * 100)
}

fn item(id: &str, price: u64, stock: u32) -> CatalogItem {
    let id = ItemId(id.into());
    CatalogItem { id, price: Some(yuan(price)), stock: Stock::Pieces(stock), on_shelf: true, ..CatalogItem::default() }
}

fn items(ids: &[&str]) -> Scope {
    Scope::Items(ids.iter().map(|id| ItemId((*id).into())).collect())
}

fn promotion(id: &str, kind: PromotionKind) -> Promotion {
    let (id, title) = (PromotionId(id.into()), String::new());
    Promotion { id, title, kind, scope: Scope::All, from: None, until: None, group: String::new() }
}

fn reduction(at: u64) -> PromotionKind {
    let tier = Tier { at: Reach::Amount(yuan(at)), off: Off::Amount(yuan(10)) };
    PromotionKind::Reduction { by: Issuer::Shop, steps: Steps::Tiers(vec![tier]) }
}

fn set(members: &[(&str, u32)], price: u64) -> PromotionKind {
    let members = members.iter().map(|(item, need)| (ItemId((*item).into()), *need)).collect();
    PromotionKind::SetPrice { members, price: yuan(price) }
}

fn moment(text: &str) -> Option<Moment> {
    Some(Moment::parse(text).unwrap())
}

fn faults(promotions: &[Promotion]) -> Vec<Fault> {
    let mut catalogue = vec![item("coat", 200, 9), item("skirt", 100, 9), item("sold", 50, 0), item("few", 5, 2)];
    catalogue.push(CatalogItem { on_shelf: false, ..item("off", 20, 9) });
    catalogue.push(CatalogItem { presale: true, ..item("later", 20, 9) });
    catalogue.push(CatalogItem { stock: Stock::Unknown, ..item("many", 20, 0) });
    let now = Moment::parse("2026-11-11 10:00").unwrap();
    check(promotions, &catalogue, now, SOON).into_iter().map(|finding| finding.fault).collect()
}

fn fault(kind: PromotionKind, scope: Scope) -> Vec<Fault> {
    faults(&[Promotion { scope, ..promotion("p", kind) }])
}

#[test]
fn what_is_sound_has_no_findings() {
    let off = PromotionKind::Percent(Pays(900));
    assert_eq!(fault(off, items(&["coat", "sold"])), []);
    assert_eq!(fault(reduction(150), Scope::All), []);
    assert_eq!(fault(set(&[("coat", 1), ("many", 7)], 250), Scope::All), []);
    assert_eq!(faults(&[Promotion { until: moment("2026-11-15 00:00"), ..promotion("p", reduction(100)) }]), []);
}

#[test]
fn ends_are_told() {
    let until = |from: &str, until: &str| {
        faults(&[Promotion {
            from: Moment::parse(from),
            until: moment(until),
            ..promotion("p", set(&[("nothing", 1)], 250))
        }])
    };
    assert_eq!(until("", "2026-11-11 09:59"), [Fault::Over(moment("2026-11-11 09:59").unwrap())]);
    assert_eq!(until("2026-11-14 00:00", "2026-11-13 23:59"), [Fault::NeverCounts]);
    let soon = |text: &str, days| Fault::EndsSoon { until: moment(text).unwrap(), days };
    assert_eq!(until("", "2026-11-11 10:00")[..1], [soon("2026-11-11 10:00", 0)]);
    assert_eq!(until("", "2026-11-14 23:59")[..1], [soon("2026-11-14 23:59", 3)]);
}

#[test]
fn items_of_sets_and_gifts_have_to_be_there() {
    let named = |item: &str, why| Fault::Item { item: ItemId(item.into()), why };
    for (member, need, why) in [
        ("off", 1, ItemFault::OffShelf),
        ("later", 1, ItemFault::Presale),
        ("sold", 1, ItemFault::TooFew(0)),
        ("few", 3, ItemFault::TooFew(2)),
        ("nothing", 1, ItemFault::Missing),
    ] {
        assert_eq!(fault(set(&[("coat", 1), (member, need)], 150), Scope::All), [named(member, why)]);
        let gift = PromotionKind::Gift { from: Reach::Pieces(1), item: ItemId(member.into()), pieces: need };
        let expected = if member == "off" { vec![] } else { vec![named(member, why)] };
        assert_eq!(fault(gift, Scope::All), expected);
    }
    let dear = fault(set(&[("coat", 1), ("skirt", 2)], 400), Scope::All);
    assert_eq!(dear, [Fault::SetSavesNothing { apart: yuan(400) }]);
}

#[test]
fn thresholds_are_held_against_what_can_be_had() {
    let several = |dearest| Fault::NeedsSeveral { at: yuan(300), dearest: yuan(dearest) };
    assert_eq!(fault(reduction(300), Scope::All), [several(200)]);
    assert_eq!(fault(reduction(300), items(&["skirt", "sold"])), [several(100)]);
    let unreachable = |at| Fault::Unreachable { at };
    assert_eq!(fault(reduction(300), items(&["few"])), [unreachable(Reach::Amount(yuan(300)))]);
    let gift = |pieces| PromotionKind::Gift { from: Reach::Pieces(pieces), item: ItemId("coat".into()), pieces: 1 };
    assert_eq!(fault(gift(3), items(&["few"])), [unreachable(Reach::Pieces(3))]);
    assert_eq!(fault(gift(2), items(&["few"])), []);
    assert_eq!(fault(reduction(300), items(&["many"])), [several(20)]);
    assert_eq!(fault(reduction(1), items(&["sold", "off", "later"])), [Fault::NoneAvailable]);
    assert_eq!(fault(reduction(1), items(&["nothing"])), [Fault::NoItem]);
}

#[test]
fn what_does_nothing_is_told() {
    let every = |off, most| PromotionKind::Reduction {
        by: Issuer::Shop,
        steps: Steps::Every { at: Reach::Pieces(1), off: yuan(off), most },
    };
    for kind in [PromotionKind::Percent(Pays(1_000)), every(0, None), every(5, Some(0)), set(&[("coat", 0)], 0)] {
        assert!(fault(kind.clone(), Scope::All).contains(&Fault::DoesNothing), "{kind:?}");
    }
    assert_eq!(fault(every(5, Some(1)), Scope::All), []);
}

#[test]
fn of_those_that_exclude_one_another_the_second_tells() {
    let one = Promotion { scope: items(&["coat"]), ..promotion("a", reduction(100)) };
    let excludes = [Fault::Excludes { other: PromotionId("a".into()), item: ItemId("coat".into()) }];
    let other = promotion("b", reduction(200));
    assert_eq!(faults(&[one.clone(), other.clone()]), excludes);
    assert_eq!(faults(&[one.clone(), Promotion { scope: items(&["skirt"]), ..promotion("b", reduction(100)) }]), []);
    let percent = promotion("b", PromotionKind::Percent(Pays(900)));
    assert_eq!(faults(&[one.clone(), percent.clone()]), []);
    let grouped = |of: &Promotion| Promotion { group: "x".into(), ..of.clone() };
    assert_eq!(faults(&[grouped(&one), grouped(&percent)]), excludes);
    let first = Promotion { until: moment("2026-12-01 00:00"), ..one.clone() };
    let second = |from| Promotion { from: moment(from), ..other.clone() };
    assert_eq!(faults(&[first.clone(), second("2026-12-01 00:01")]), []);
    assert_eq!(faults(&[first, second("2026-12-01 00:00")]), excludes);
    assert_eq!(faults(&[one.clone(), Promotion { id: PromotionId("a".into()), ..percent }]), [Fault::SameId]);
}
