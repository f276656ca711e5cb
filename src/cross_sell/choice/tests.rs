//! What is offered, in a shop small enough to be counted by hand.

use super::*;
use crate::{
    cross_sell::{Learning, timing::Why},
    shop::{ItemName, Line, OrderBook, OrderHead, Pays, PromotionId, PromotionKind, Sold},
};

/// By place: name, category, price in yuan, pieces.
const ITEMS: [(&str, &str, u64, u32); 8] = [
    ("云朵 全棉四件套 雾蓝", "床品 > 套件", 299, 20),
    ("云朵 全棉四件套 米白", "床品 > 套件", 279, 20),
    ("记忆棉枕头", "床品 > 枕头", 89, 20),
    ("纯棉床笠", "床品 > 床笠", 99, 20),
    ("香薰蜡烛", "家居 > 香薰", 39, 20),
    ("羽绒被", "床品 > 被子", 899, 20),
    ("枕头套", "床品 > 枕套", 29, 0),
    ("亚麻桌布", "家居 > 桌布", 59, 20),
];

/// A shop in which whoever buys the first item also buys a pillow, often a sheet, now and then a quilt or a pillow case.
pub(crate) fn shop() -> Shop {
    let item = |(place, (title, category, yuan, pieces)): (usize, &(&str, &str, u64, u32))| CatalogItem {
        id: ItemId(format!("70000{place}")),
        title: (*title).into(),
        category: (*category).into(),
        price: Some(Price::from_fen(yuan * 100)),
        stock: Stock::Pieces(*pieces),
        on_shelf: true,
        ..CatalogItem::default()
    };
    let items: Vec<CatalogItem> = ITEMS.iter().enumerate().map(item).collect();
    let name = |item: &CatalogItem| ItemName { id: item.id.0.clone(), ..ItemName::default() };
    let mut book = OrderBook::new(items.iter().map(name).collect());
    for order in 0..200_u64 {
        let bought: &[u32] = match order % 10 {
            0 | 1 => &[0, 2],
            2 => &[0, 2, 3],
            3 => &[0, 5],
            4 => &[0, 6],
            5 => &[1],
            6 => &[4],
            7 => &[4, 7],
            _ => &[7],
        };
        let head = OrderHead { key: order, day: 700_000 + (order / 4) as i32, buyer: 0, sold: Sold::Yes };
        book.push(head, &mut bought.iter().map(|item| Line { item: *item, quantity: 1 }).collect());
    }
    let catalog = Catalog::new(items);
    let mut learning = Learning::new(&catalog, &book, &[]);
    while learning.step(&catalog) {}
    let (done, of) = learning.progress();
    assert_eq!(done, of);
    Shop { learnt: learning.finish(), catalog: catalog.into(), ..Shop::default() }
}

fn offers(shop: &Shop, items: &[u32], want: Want, unwanted: &[u32]) -> Vec<Offer> {
    offers_by(shop, items, want, unwanted, &Terms::default(), &[])
}

fn offers_by(
    shop: &Shop,
    items: &[u32],
    want: Want,
    unwanted: &[u32],
    terms: &Terms,
    rules: &[HandRule],
) -> Vec<Offer> {
    let topic = Topic { items: items.to_vec() };
    let moment = Moment::parse("2026-11-24 21:30");
    let unwanted = |item: u32| unwanted.contains(&item);
    let (stage, judged) = (Stage::Payment, &|_, _| None);
    choose(shop, &Asked { topic: &topic, want, stage, moment, terms, rules, judged, unwanted: &unwanted })
}

fn items(offers: &[Offer]) -> Vec<(u32, Relation)> {
    offers.iter().map(|offer| (offer.item, offer.relation)).collect()
}

#[test]
fn what_is_bought_along_is_offered_along() {
    let shop = shop();
    let found = offers(&shop, &[0], Want::Along, &[]);
    assert_eq!(found.first().map(|offer| (offer.item, offer.relation)), Some((2, Relation::Complement)));
    let Merit::Together { together, of, lift } = found[0].merit else { panic!("{found:?}") };
    assert_eq!((together, of), (60, 100));
    assert_eq!(lift, 20, "60 of 100 orders, and of all 200 it is in 60");
    for Offer { item, .. } in &found {
        assert!(![0, 5, 6].contains(item), "at hand, too dear or sold out: {item}");
    }
    let relations: Vec<Relation> = found.iter().map(|offer| offer.relation).collect();
    assert!(relations.len() <= OFFERS && relations.first() != relations.get(1), "{relations:?}");
}

#[test]
fn what_was_put_away_or_is_in_the_basket_is_not_offered() {
    let shop = shop();
    assert!(!items(&offers(&shop, &[0], Want::Along, &[2])).contains(&(2, Relation::Complement)));
    assert!(offers(&shop, &[2, 0], Want::Along, &[]).iter().all(|offer| offer.item != 2));
    assert_eq!(offers(&shop, &[], Want::Along, &[]), []);
}

#[test]
fn a_substitute_is_of_the_same_kind_and_may_cost_as_much() {
    let shop = shop();
    let found = offers(&shop, &[0], Want::Instead(Why::NotAvailable), &[]);
    assert_eq!(items(&found), [(1, Relation::Substitute)]);
    assert_eq!(found[0].merit, Merit::Cheaper(Price::from_fen(2_000)));
    assert_eq!(offers(&shop, &[1], Want::Instead(Why::Refused), &[])[0].merit, Merit::Alike);
}

#[test]
fn sets_and_rules_of_the_shop_stand_first_and_a_rule_may_stop() {
    let mut shop = shop();
    let id = |place: u32| ItemId(format!("70000{place}"));
    shop.sets = vec![HandMadeSet { anchors: vec![id(0)], relation: Relation::Extension, offered: id(3) }];
    assert_eq!(items(&offers(&shop, &[0], Want::Along, &[])), [(3, Relation::Extension), (2, Relation::Complement)]);
    let mut rules = vec![HandRule {
        when: Scope::Category("床品".into()),
        stages: vec![Stage::Payment],
        offer: vec![id(6), id(4)],
        relation: Relation::Complement,
        stops: false,
    }];
    let ruled = |rules: &[HandRule]| offers_by(&shop, &[0], Want::Along, &[], &Terms::default(), rules);
    // The pillow case is sold out; the rule's complement takes the place of the mined one.
    assert_eq!(items(&ruled(&rules)), [(4, Relation::Complement), (3, Relation::Extension)]);
    rules[0].stops = true;
    assert_eq!(items(&ruled(&rules)), [(4, Relation::Complement)]);
    rules[0].stages = vec![Stage::Ordering];
    assert_eq!(ruled(&rules).len(), 2);
}

#[test]
fn what_is_saved_is_exact() {
    let mut shop = shop();
    shop.promotions = vec![Promotion {
        id: PromotionId("p".into()),
        title: "枕头 8 折".into(),
        kind: PromotionKind::Percent(Pays(800)),
        scope: Scope::Category("床品 > 枕头".into()),
        from: None,
        until: None,
        group: String::new(),
    }];
    let found = offers(&shop, &[0], Want::Along, &[]);
    assert_eq!((found[0].saving, found[0].both), (Price::from_fen(1_780), Some(Price::from_fen(29_900 + 7_120))));
}

#[test]
fn who_asks_for_anything_is_shown_what_sells() {
    let found = offers(&shop(), &[], Want::Anything, &[]);
    assert_eq!(found[0].relation, Relation::BestSeller);
    assert_eq!(found[0].item, 0);
}

#[test]
fn an_item_of_no_orders_is_not_offered_others_of_its_kind_along() {
    let mut shop = shop();
    // The second set is sold too, but by itself; its partners are those of its kind.
    shop.learnt.partners.of_item.set(1, &[]);
    let of_kind = shop.learnt.partners.of(1);
    assert!(of_kind.iter().any(|partner| partner.item == 0) || !of_kind.is_empty());
    let found = offers(&shop, &[1], Want::Along, &[]);
    assert!(
        !found.is_empty() && found.iter().all(|offer| offer.item != 0 && offer.merit == Merit::OfItsKind),
        "{found:?}"
    );
}

#[test]
fn terms_limit_what_is_offered() {
    let shop = shop();
    let along = |terms: Terms| offers_by(&shop, &[0], Want::Along, &[], &terms, &[]);
    assert!(along(Terms { price_percent: 20, ..Terms::default() }).iter().all(|offer| offer.item != 2));
    assert_eq!(along(Terms { least_stock: 21, ..Terms::default() }), []);
    let offered =
        CatalogItem { price: Some(Price::from_fen(1_000)), cost: Some(Price::from_fen(900)), ..CatalogItem::default() };
    assert!(Terms { margin_percent: 10, ..Terms::default() }.allow(&offered, None));
    assert!(!Terms { margin_percent: 11, ..Terms::default() }.allow(&offered, None));
    let lossy = CatalogItem { cost: Some(Price::from_fen(1_001)), ..offered };
    assert!(!Terms::default().allow(&lossy, None), "nothing is offered below its cost");
}

#[test]
fn what_was_learnt_comes_back_from_its_bytes() {
    let shop = shop();
    let read = Learnt::read(&shop.learnt.write()).unwrap();
    assert!(read.is_of(&shop.catalog) && !read.is_of(&Catalog::default()));
    let again = Shop { learnt: read, ..shop.clone() };
    for item in 0..8 {
        assert_eq!(offers(&again, &[item], Want::Along, &[]), offers(&shop, &[item], Want::Along, &[]));
    }
    assert!(Learnt::read(&[]).is_err());
}
