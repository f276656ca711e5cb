//! What mining finds where the answer is known, and what never happens whatever the orders are.

use super::*;
use crate::shop::Line;
use proptest::{collection::vec, prelude::*};

/// Items in the property tests: of four kinds and two categories.
const ITEMS: u32 = 16;

fn orders(baskets: &[(i32, Vec<u32>)]) -> Orders {
    let mut orders = Orders::default();
    for (day, items) in baskets {
        orders.push(*day, 0, &mut items.iter().map(|item| Line { item: *item, quantity: 1 }).collect());
    }
    orders
}

/// Kinds of four items, categories of eight.
fn groups(items: u32) -> Groups {
    Groups { kind: (0..items).map(|item| item / 4).collect(), category: (0..items).map(|item| item / 8).collect() }
}

fn today(baskets: &[(i32, Vec<u32>)]) -> i32 {
    baskets.iter().map(|(day, _)| *day).max().unwrap_or(0)
}

fn mined(baskets: &[(i32, Vec<u32>)], items: u32) -> Partners {
    mine(&orders(baskets), groups(items), today(baskets))
}

fn likelihood(partners: &Partners, item: u32, other: u32) -> u32 {
    partners.of(item).iter().find(|partner| partner.item == other).map_or(0, |partner| partner.likelihood)
}

/// Each item alone in 40 baskets, and in 20 with its mate, which is eight further; item 0 lies in every second basket.
fn planted() -> Vec<(i32, Vec<u32>)> {
    let mut baskets = Vec::new();
    for item in 1..ITEMS {
        for number in 0..60 {
            let mut basket = vec![item];
            if number % 3 == 0 {
                basket.push(1 + (item + 7) % (ITEMS - 1));
            }
            if number % 2 == 0 {
                basket.push(0);
            }
            baskets.push((number % 7, basket));
        }
    }
    baskets
}

#[test]
fn planted_pairs_are_found_behind_what_everybody_buys() {
    let partners = mined(&planted(), ITEMS);
    for item in 1..ITEMS {
        let found = partners.of(item);
        let mates = [1 + (item + 7) % (ITEMS - 1), 1 + (item + 6) % (ITEMS - 1)];
        assert_eq!(found[0].item, 0, "half of all baskets have it");
        assert!(found[1..3].iter().all(|partner| mates.contains(&partner.item)), "{item}: {:?}", &found[..4]);
        assert_eq!(found[1].together, 20);
        assert!(found[1].likelihood > 3 * found[3].likelihood, "others are hardly bought with it");
    }
}

#[test]
fn that_all_have_an_item_says_nothing_of_what_is_bought_with_it() {
    let partners = mined(&planted(), ITEMS);
    assert!(likelihood(&partners, 5, 0) > 4 * likelihood(&partners, 0, 5));
}

#[test]
fn what_one_says_less_of_is_drawn_towards_those_alike() {
    // Items 0 to 2 are bought with 9; 3 is of their kind and was never seen with anything.
    let mut baskets: Vec<(i32, Vec<u32>)> = (0..90).map(|number| (0, vec![number % 3, 9])).collect();
    baskets.extend((0..6).map(|_| (0, vec![3, 15])));
    baskets.extend((0..90).map(|number| (0, vec![10 + number % 3])));
    let partners = mined(&baskets, ITEMS);
    let of_kind = partners.of(3).into_iter().find(|partner| partner.item == 9).unwrap();
    assert_eq!(of_kind.together, 0);
    assert!(of_kind.likelihood > 200_000, "{of_kind:?}");
    assert!(likelihood(&partners, 0, 9) > of_kind.likelihood, "it is surer of those that were seen");
}

#[test]
fn what_was_sold_too_seldom_has_no_partners_of_its_own_and_is_none() {
    let mut baskets: Vec<(i32, Vec<u32>)> = (0..4).map(|_| (0, vec![1, 2])).collect();
    baskets.extend((0..6).map(|_| (0, vec![2, 3])));
    let partners = mined(&baskets, ITEMS);
    assert!(partners.of_item.get(Some(1)).is_empty());
    assert!(!partners.of(1).is_empty(), "those of its kind");
    assert!((0..ITEMS).all(|item| partners.of(item).iter().all(|partner| partner.item != 1)));
}

#[test]
fn baskets_that_restock_a_shop_do_not_count() {
    let few = planted();
    let mut with_large = few.clone();
    with_large.push((3, (0..400).collect()));
    assert_eq!(mined(&few, 400), mined(&with_large, 400));
}

#[test]
fn what_is_old_fades_and_what_sells_now_counts_more() {
    // 1 was bought with 0 a year ago, 2 is now; as often.
    let mut baskets: Vec<(i32, Vec<u32>)> = (0..40).map(|_| (0, vec![0, 1])).collect();
    baskets.extend((0..40).map(|_| (365, vec![0, 2])));
    let partners = mined(&baskets, ITEMS);
    assert!(likelihood(&partners, 0, 2) > 2 * likelihood(&partners, 0, 1));
}

#[test]
fn progress_ends_with_all_items() {
    let (baskets, mut last) = (planted(), 0);
    let mut miner = Miner::new(&orders(&baskets), groups(ITEMS), today(&baskets));
    while miner.step() {
        let (done, of) = miner.progress();
        assert!(done >= last && done <= of);
        last = done;
    }
    assert_eq!(miner.progress(), (ITEMS as usize, ITEMS as usize));
    assert_eq!(miner.finish(), mined(&baskets, ITEMS));
}

#[test]
fn a_ledger_weighs_what_lies_in_the_baskets_with_an_item() {
    let orders = orders(&(0..10).map(|number| (0, vec![0, 1 + number % 2])).collect::<Vec<_>>());
    let groups = groups(3);
    let sold = Sold::count(&orders, 3);
    assert_eq!((sold.baskets, sold.by_item.as_slice()), (10, [10, 5, 5].as_slice()));
    let ledger = Ledger::new(&orders, &groups, &sold, 0);
    assert_eq!((0..3).map(|number| ledger.item(number)).collect::<Vec<_>>(), [0, 1, 2], "the most sold first");
    let mut row = Row::new(ledger.len());
    let all = ledger.fill(0, usize::MAX, &mut row);
    // All baskets are as old and as large, so each counts 1.
    assert_eq!((all.faded, row.get(1).faded, row.get(2).times), (10.0, 5.0, 5.0));
    assert_eq!(ledger.fill(0, 3, &mut row).faded, 3.0, "ten baskets in steps of four");
    assert_eq!(ledger.sale(1).share, 0.5);
    assert_eq!(ledger.fill_any(&[1, 2], usize::MAX, &mut row).faded, 10.0);
    assert_eq!((ledger.sale(0).trend, ledger.kind_share(0)), (1.0, 2.0));
}

#[test]
fn items_bought_in_the_same_company_speak_for_one_another() {
    // 0 and 1 are bought with kind 2, the latter with 9 alone; 2 with kind 3.
    let mut baskets: Vec<(i32, Vec<u32>)> = (0..40).map(|number| (0, vec![0, 8 + number % 2])).collect();
    baskets.extend((0..40).map(|_| (0, vec![1, 9])));
    baskets.extend((0..40).map(|number| (0, vec![2, 12 + number % 2])));
    let (orders, groups) = (orders(&baskets), groups(ITEMS));
    let ledger = Ledger::new(&orders, &groups, &Sold::count(&orders, ITEMS as usize), 0);
    let mut rows = [Row::new(ledger.len()), Row::new(ledger.by_kind().len() as usize), Row::new(ledger.len())];
    let [row, kinds, alike] = &mut rows;
    let number = |item: u32| (0..ledger.len() as u32).find(|number| ledger.item(*number) == item).unwrap();
    let likeness = Likeness::new(&ledger, ledger.by_category().get(0), row, kinds);
    assert!(likeness.add(number(1), alike));
    assert!(alike.get(number(8)).alike > 0.4, "which 1 was never bought with");
    assert_eq!(alike.get(number(12)).alike, 0.0);
    assert!(!likeness.add(number(2), alike), "nothing is like it");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_orders_are(baskets in vec((0_i32..400, vec(0..ITEMS, 1..6)), 0..60), seed in any::<u32>()) {
        let partners = mined(&baskets, ITEMS);
        prop_assert_eq!(&partners, &mined(&baskets, ITEMS));
        let has = |basket: &[u32], item: u32| basket.contains(&item);
        for item in 0..ITEMS {
            let row = partners.of_item.get(Some(item));
            prop_assert!(row.is_empty() || partners.sold[item as usize] >= ledger::SEEN);
            prop_assert!(row.is_sorted_by(|a, b| a.likelihood >= b.likelihood));
            for partner in row {
                let together = baskets.iter().filter(|(_, basket)| has(basket, item) && has(basket, partner.item)).count();
                prop_assert_eq!(partner.together as usize, together);
                prop_assert!((1..=1_000_000).contains(&partner.likelihood));
                prop_assert!(partner.item != item && partners.sold[partner.item as usize] >= ledger::SEEN);
            }
        }
        // In another order sums round otherwise, and that is all.
        let mut turned = baskets.clone();
        turned.rotate_left(seed as usize % baskets.len().max(1));
        turned.reverse();
        let other = mined(&turned, ITEMS);
        for item in 0..ITEMS {
            prop_assert_eq!(partners.of(item).len(), other.of(item).len());
            for partner in partners.of(item) {
                prop_assert!(likelihood(&other, item, partner.item).abs_diff(partner.likelihood) <= 3);
            }
        }
    }
}
