//! What holds for every basket and all promotions.

use super::*;
use crate::day::Day;
use crate::shop::{Issuer, Off, Pays, Reach, Scope, Steps, Tier};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

const MOMENT: Moment = Moment { day: Day { year: 2026, month: 11, day: 11 }, minute: 600 };
const CATEGORIES: [&str; 3] = ["衣", "衣 > 裙", "鞋"];

fn item(number: u8) -> ItemId {
    ItemId(format!("i{number}"))
}

fn lines() -> impl Strategy<Value = Vec<BundleLine>> {
    // Prices go with the item, as in a catalogue, but for every fifth, which has a dearer size.
    let line = (0_u8..6, 1_u32..5, 0_u8..5).prop_map(|(number, quantity, size)| BundleLine {
        item: item(number),
        category: CATEGORIES[usize::from(number) % 3].into(),
        price: Price::from_fen(u64::from(number) * 3_333 + 1_001 + if size == 0 { 777 } else { 0 }),
        quantity,
    });
    vec(line, 1..7)
}

fn amount(most: u64) -> impl Strategy<Value = Price> {
    (0..most).prop_map(Price::from_fen)
}

fn reach() -> impl Strategy<Value = Reach> {
    prop_oneof![4 => amount(60_000).prop_map(Reach::Amount), 1 => (0_u32..9).prop_map(Reach::Pieces)]
}

fn off() -> impl Strategy<Value = Off> {
    prop_oneof![
        4 => amount(20_000).prop_map(Off::Amount),
        1 => (500_u16..1_100).prop_map(|part| Off::Percent(Pays(part))),
    ]
}

fn by() -> impl Strategy<Value = Issuer> {
    prop_oneof![Just(Issuer::Shop), Just(Issuer::Platform)]
}

fn steps() -> impl Strategy<Value = Steps> {
    let tier = (reach(), off()).prop_map(|(at, off)| Tier { at, off });
    prop_oneof![
        vec(tier, 1..4).prop_map(Steps::Tiers),
        (reach(), amount(9_000), proptest::option::of(0_u32..4)).prop_map(|(at, off, most)| Steps::Every {
            at,
            off,
            most
        }),
    ]
}

fn item_price() -> impl Strategy<Value = PromotionKind> {
    prop_oneof![
        amount(20_000).prop_map(PromotionKind::PiecePrice),
        (300_u16..1_100).prop_map(|part| PromotionKind::Percent(Pays(part))),
    ]
}

fn set_price() -> impl Strategy<Value = PromotionKind> {
    (vec((0_u8..6, 0_u32..3), 1..4), amount(30_000)).prop_map(|(members, price)| PromotionKind::SetPrice {
        members: members.into_iter().map(|(number, need)| (item(number), need)).collect(),
        price,
    })
}

fn reduction() -> impl Strategy<Value = PromotionKind> {
    prop_oneof![
        (by(), steps()).prop_map(|(by, steps)| PromotionKind::Reduction { by, steps }),
        (by(), reach(), off()).prop_map(|(by, at, off)| PromotionKind::Coupon { by, tier: Tier { at, off } }),
    ]
}

fn other() -> impl Strategy<Value = PromotionKind> {
    prop_oneof![
        (reach(), 0_u8..6).prop_map(|(from, number)| PromotionKind::Gift { from, item: item(number), pieces: 1 }),
        (amount(2_000), amount(40_000)).prop_map(|(fee, free_from)| PromotionKind::Freight { fee, free_from }),
    ]
}

fn any_kind() -> impl Strategy<Value = PromotionKind> {
    prop_oneof![item_price(), set_price(), reduction(), reduction(), other()]
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::All),
        vec(0_u8..6, 1..4).prop_map(|items| Scope::Items(items.into_iter().map(item).collect())),
        (0_usize..3).prop_map(|at| Scope::Category(CATEGORIES[at].into())),
    ]
}

fn promotions(kind: impl Strategy<Value = PromotionKind>, most: usize) -> impl Strategy<Value = Vec<Promotion>> {
    vec((kind, scope(), 0_u8..8), 0..most).prop_map(|all| {
        let promotion = |(number, (kind, scope, group)): (usize, (PromotionKind, Scope, u8))| Promotion {
            id: PromotionId(format!("p{number}")),
            title: String::new(),
            kind,
            scope,
            from: None,
            until: None,
            group: if group < 2 { group.to_string() } else { String::new() },
        };
        all.into_iter().enumerate().map(promotion).collect()
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![Just(Measure::ItemPrices), Just(Measure::Remaining)]
}

fn with_more(basket: &[BundleLine], at: usize, more: u32) -> Vec<BundleLine> {
    let mut basket = basket.to_vec();
    let at = at % basket.len();
    basket[at].quantity += more;
    basket
}

fn off_whole(quote: &Quote) -> Price {
    quote.savings.iter().map(|saving| saving.amount).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn parts_add_up_and_nothing_is_below_nothing(
        basket in lines(), promotions in promotions(any_kind(), 9), measure in measure(),
    ) {
        let quote = Offers::at(&promotions, MOMENT, measure).quote(&basket);
        let listed = basket.iter().map(|line| line.price.fen() * u64::from(line.quantity)).sum::<u64>();
        prop_assert_eq!(quote.list.fen(), listed);
        prop_assert!(quote.goods <= quote.list);
        prop_assert_eq!(quote.goods.fen() + off_whole(&quote).fen(), quote.list.fen());
        let fee = quote.freight.as_ref().map_or(Price::ZERO, |freight| freight.fee);
        prop_assert_eq!(quote.pays.fen(), quote.goods.fen() + fee.fen());
        let mut shares = BTreeMap::<PromotionId, u64>::new();
        for line in &quote.lines {
            let off: u64 = line.shares.iter().map(|(_, share)| share.fen()).sum();
            prop_assert_eq!(line.pays.fen() + off, line.list.fen());
            for (promotion, share) in &line.shares {
                *shares.entry(promotion.clone()).or_default() += share.fen();
                let promotion = promotions.iter().find(|known| known.id == *promotion).unwrap();
                prop_assert!(promotion.covers(&line.line.item, &line.line.category));
            }
        }
        let savings: BTreeMap<_, _> =
            quote.savings.iter().map(|saving| (saving.promotion.clone(), saving.amount.fen())).collect();
        prop_assert_eq!(shares, savings);
        let levels: Vec<_> = quote.savings.iter().map(|saving| saving.level).collect();
        prop_assert!(levels.is_sorted());
    }

    #[test]
    fn of_a_group_one_counts_and_each_promotion_is_told_once(
        basket in lines(), promotions in promotions(any_kind(), 9), measure in measure(),
    ) {
        let quote = Offers::at(&promotions, MOMENT, measure).quote(&basket);
        let mut used: Vec<_> = quote.savings.iter().map(|saving| &saving.promotion).collect();
        used.extend(quote.gifts.iter().map(|gift| &gift.promotion));
        used.extend(quote.freight.iter().map(|freight| &freight.promotion));
        let group = |id: &PromotionId| &promotions.iter().find(|known| known.id == *id).unwrap().group;
        let mut groups: Vec<_> = used.iter().map(|id| group(id)).filter(|group| !group.is_empty()).collect();
        let count = groups.len();
        groups.sort_unstable();
        groups.dedup();
        prop_assert_eq!(groups.len(), count);
        let mut told: Vec<_> = used.into_iter().chain(quote.idle.iter().map(|(id, _)| id)).cloned().collect();
        told.sort_unstable();
        let mut all: Vec<_> = promotions.iter().map(|promotion| promotion.id.clone()).collect();
        all.sort_unstable();
        prop_assert_eq!(told, all);
    }

    #[test]
    fn of_groups_the_cheapest_way_counts(
        basket in lines(), promotions in promotions(any_kind(), 7), measure in measure(),
    ) {
        let members = |name: &str| -> Vec<Option<PromotionId>> {
            let counts = |promotion: &&Promotion| {
                promotion.group == name && basket.iter().any(|line| promotion.covers(&line.item, &line.category))
            };
            let ids = promotions.iter().filter(counts);
            let ids: Vec<_> = ids.map(|promotion| Some(promotion.id.clone())).collect();
            if ids.is_empty() { vec![None] } else { ids }
        };
        let pays = |one: &Option<PromotionId>, other: &Option<PromotionId>| {
            let is_in = |promotion: &&Promotion| {
                let id = Some(promotion.id.clone());
                promotion.group.is_empty() || id == *one || id == *other
            };
            let admitted: Vec<_> =
                promotions.iter().filter(is_in).map(|kept| Promotion { group: String::new(), ..kept.clone() }).collect();
            Offers::at(&admitted, MOMENT, measure).quote(&basket).pays
        };
        let others = members("1");
        let ways = members("0").into_iter().flat_map(|one| others.iter().map(move |other| (one.clone(), other)));
        let least = ways.map(|(one, other)| pays(&one, other)).min();
        prop_assert_eq!(Some(Offers::at(&promotions, MOMENT, measure).quote(&basket).pays), least);
    }

    #[test]
    fn no_order_matters(
        (basket, turned) in lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        (promotions, others) in promotions(any_kind(), 9)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        measure in measure(),
    ) {
        let (one, other) = (Offers::at(&promotions, MOMENT, measure), Offers::at(&others, MOMENT, measure));
        let (mut a, mut b) = (one.quote(&basket), other.quote(&turned));
        a.lines.sort_unstable_by(|a, b| a.line.cmp(&b.line));
        b.lines.sort_unstable_by(|a, b| a.line.cmp(&b.line));
        prop_assert_eq!(a, b);
        prop_assert_eq!(one.next_steps(&basket), other.next_steps(&turned));
    }

    #[test]
    fn a_split_line_is_the_same_line(
        basket in lines(), promotions in promotions(any_kind(), 9), measure in measure(),
    ) {
        let offers = Offers::at(&promotions, MOMENT, measure);
        let pieces = basket.iter().flat_map(|line| {
            (0..line.quantity).map(|_| BundleLine { quantity: 1, ..line.clone() })
        });
        prop_assert_eq!(offers.quote(&pieces.collect::<Vec<_>>()), offers.quote(&basket));
    }

    /// Without thresholds and sets more pieces never cost less. A threshold breaks it: 295.00 with 10.00 more is 275.00.
    #[test]
    fn more_pieces_cost_more_at_item_prices(
        basket in lines(), promotions in promotions(item_price(), 6), at in 0_usize..9, more in 1_u32..4,
    ) {
        // A group may hold one price of two lines, of which more pieces make another the better: still the cheapest of ways.
        let offers = Offers::at(&promotions, MOMENT, Measure::ItemPrices);
        let (less, more) = (offers.quote(&basket), offers.quote(&with_more(&basket, at, more)));
        prop_assert!(less.pays <= more.pays);
    }

    /// With more pieces more comes off, though not always less is paid: for thresholds on item prices, when no sets and no
    /// groups choose between promotions. A set may take the goods from under a threshold, as a group may.
    #[test]
    fn more_pieces_take_more_off(
        basket in lines(), mut promotions in promotions(reduction(), 6), at in 0_usize..9, more in 1_u32..4,
    ) {
        // One scope, so that no choice at one level leaves less for the next one.
        for promotion in &mut promotions {
            promotion.group.clear();
            promotion.scope = Scope::All;
        }
        let offers = Offers::at(&promotions, MOMENT, Measure::ItemPrices);
        let (less, more) = (offers.quote(&basket), offers.quote(&with_more(&basket, at, more)));
        prop_assert!(off_whole(&less) <= off_whole(&more));
    }

    #[test]
    fn the_gap_reaches_the_step_and_a_fen_less_does_not(
        basket in lines(), promotions in promotions(any_kind(), 7), measure in measure(),
    ) {
        let offers = Offers::at(&promotions, MOMENT, measure);
        let now = offers.quote(&basket);
        for step in offers.next_steps(&basket) {
            let promotion = promotions.iter().find(|known| known.id == step.promotion).unwrap();
            let Gap::Amount(gap) = step.gap else { continue };
            // Goods of the shop that count for the same promotions as those that were thought of.
            let category = match &promotion.scope {
                Scope::All => "别的",
                Scope::Category(category) => category,
                Scope::Items(_) => continue,
            };
            let is_like = promotions.iter().all(|other| {
                let covers = other.covers(&ItemId("new".into()), category);
                covers == (other.level() != Level::Item && other.scope.includes(&promotion.scope))
            });
            if !is_like {
                continue;
            }
            let added = |price| BundleLine { item: ItemId("new".into()), category: category.into(), price, quantity: 1 };
            let whole = offers.adding(&basket, &added(gap));
            let is_used = whole.quote.savings.iter().any(|saving| saving.promotion == step.promotion)
                || whole.quote.gifts.iter().any(|gift| gift.promotion == step.promotion)
                || whole.quote.freight.as_ref().is_some_and(|freight| freight.promotion == step.promotion && freight.fee == Price::ZERO);
            prop_assert!(is_used, "{step:?} {whole:?}");
            prop_assert_eq!(whole.quote.pays, step.pays);
            prop_assert_eq!(now.pays.plus(gap).less(step.saving), step.pays);
            // What lies below the threshold does not reach it, where it is measured on item prices. With less in the basket
            // another promotion of a group may be the better, and leave more to measure.
            let is_alone = promotions.iter().all(|other| other.group.is_empty());
            let lower = offers.adding(&basket, &added(gap.less(Price::from_fen(1)))).quote;
            let reaches = |quote: &Quote| quote.savings.iter().any(|saving| {
                saving.promotion == step.promotion
                    && matches!(saving.reason, SavingReason::Reached { sum, .. } if step.at.times(sum, 0) > 0)
            });
            if measure == Measure::ItemPrices && step.level < Level::Gift && is_alone {
                prop_assert!(reaches(&whole.quote) && !reaches(&lower), "{step:?}");
            }
        }
    }

    #[test]
    fn what_an_added_item_brings_is_the_difference_of_two_quotes(
        basket in lines(), promotions in promotions(any_kind(), 9), added in lines(), measure in measure(),
    ) {
        let offers = Offers::at(&promotions, MOMENT, measure);
        let added = &added[0];
        let both: Vec<_> = basket.iter().chain([added]).cloned().collect();
        let result = offers.adding(&basket, added);
        let (before, after) = (offers.quote(&basket).pays, offers.quote(&both).pays);
        match result.change {
            Change::More(more) => prop_assert_eq!(before.plus(more), after),
            Change::Less(less) => prop_assert_eq!(after.plus(less), before),
        }
        prop_assert_eq!(result.saving, before.plus(result.list).less(after));
        prop_assert_eq!(&result.quote, &offers.quote(&both));
    }

    #[test]
    fn absurd_numbers_stay_within_their_bounds(
        price in prop_oneof![Just(0), Just(u64::MAX), Just(1_000_000_000), 0..u64::MAX],
        quantity in prop_oneof![Just(0), Just(u32::MAX), Just(1_000_000)],
        promotions in promotions(any_kind(), 9),
    ) {
        let line = |number| BundleLine { item: item(number), category: "衣".into(), price: Price::from_fen(price), quantity };
        let basket: Vec<_> = (0..6).map(line).collect();
        let offers = Offers::at(&promotions, MOMENT, Measure::ItemPrices);
        let quote = offers.quote(&basket);
        prop_assert_eq!(quote.goods.plus(off_whole(&quote)), quote.list);
        prop_assert!(offers.next_steps(&basket).len() <= promotions.len());
    }
}
