//! A plan says what happens, what happens twice changes nothing, and the state before stays.

use super::*;
use crate::shop::{Mapping, ShopKey, ShopOptions, read};
use qinyu::shop::{COLOURS, Sold, order_book::CODE};

fn file(text: &str) -> ShopFile {
    let options = ShopOptions { encoding: None, mapping: Mapping::default(), key: ShopKey([3; 32]) };
    read(text.as_bytes(), options).unwrap()
}

/// What a file adds, changes, leaves as it is and doesn't have; and the state after it, which it leaves as it is.
#[track_caller]
fn check(shop: &Shop, text: &str, [added, changed, same, absent]: [usize; 4]) -> (ShopPlan, Shop) {
    let file = file(text);
    let plan = plan(shop, &file);
    assert_eq!([plan.added, plan.changed, plan.same, plan.absent], [added, changed, same, absent], "{text}");
    let after = apply(shop, &file, Absent::Stay);
    let again = super::plan(&after, &file);
    assert_eq!([again.added, again.changed, again.same], [0, 0, added + changed + same], "twice changes nothing");
    assert_eq!(apply(&after, &file, Absent::Stay), after);
    (plan, after)
}

#[test]
fn a_catalogue_changes_what_it_tells_and_nothing_else() {
    let (_, shop) =
        check(&Shop::default(), "id,标题,价格,库存,上架,商家编码\n1,枕头,50,5,否,ZT\n2,被子,200,3,是,\n", [2, 0, 0, 0]);
    let (plan, after) = check(&shop, "id,标题,价格,库存,属性\n1,枕头,55,,颜色:白\n3,毛巾,9,,\n", [1, 1, 0, 1]);
    let fields = vec![Field::Price, Field::Stock, Field::Attributes];
    assert_eq!(plan.items, [ItemChange { id: ItemId("1".into()), fields }]);
    assert_eq!(plan.absent_items, [ItemId("2".into())]);
    let first = &after.catalogue[0];
    assert!(!first.on_shelf, "a column that is not there changes nothing");
    assert_eq!(first.attributes, [("颜色".into(), "白".into()), (CODE.into(), "ZT".into())]);
    assert_eq!(shop.catalogue.len(), 2, "the state before is there to go back to");

    let without = file("id,标题\n1,枕头\n");
    let shelf = |absent| apply(&shop, &without, absent).catalogue.iter().map(|item| item.on_shelf).collect::<Vec<_>>();
    assert_eq!(shelf(Absent::OffShelf), [false, false]);
    assert_eq!(shelf(Absent::Go).len(), 1);
}

#[test]
fn notes_of_colours_come_in_by_their_column_and_outlast_an_export_without_it() {
    let text = "id,标题,颜色建议,商家编码\n1,衬衫,\"米白: 显白; 春夏\n黑色: 百搭\",CS\n";
    let (_, shop) = check(&Shop::default(), text, [1, 0, 0, 0]);
    let notes = Some("米白: 显白; 春夏\n黑色: 百搭");
    assert_eq!(shop.catalogue[0].attribute(COLOURS), notes);
    let (plan, after) = check(&shop, "id,标题,属性\n1,衬衫,材质:棉\n", [0, 1, 0, 0]);
    assert_eq!(plan.items[0].fields, [Field::Attributes]);
    let names: Vec<_> = after.catalogue[0].attributes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names.as_slice(), after.catalogue[0].attribute(COLOURS)), (["材质", COLOURS, CODE].as_slice(), notes));
    let (_, after) = check(&after, "id,title,colour notes\n1,衬衫,焦糖: 秋冬\n", [0, 1, 0, 0]);
    assert_eq!(after.catalogue[0].attribute(COLOURS), Some("焦糖: 秋冬"));
}

#[test]
fn orders_and_their_lines_meet_in_either_order() {
    let orders = "订单编号,买家会员名,订单状态,订单创建时间\n1,甲,交易成功,2026-01-02\n2,乙,交易关闭,2026-01-03\n";
    let lines = "订单编号,标题,购买数量\n1,枕头,2\n1,被子,1\n2,枕头,1\n3,枕头,1\n";
    let (_, heads) = check(&Shop::default(), orders, [2, 0, 0, 0]);
    let (_, one) = check(&heads, lines, [1, 2, 0, 0]);
    let (_, rows) = check(&Shop::default(), lines, [3, 0, 0, 0]);
    let (plan, other) = check(&rows, orders, [0, 2, 0, 1]);
    assert_eq!(plan.withdrawn, 1);
    let told = |shop: &Shop| {
        let (ids, orders) = shop.orders.baskets(&[]);
        let basket = |basket: qinyu::shop::Basket<'_>| {
            let mut lines: Vec<_> =
                basket.lines.iter().map(|line| (ids[line.item as usize].0.clone(), line.quantity)).collect();
            lines.sort();
            (basket.day, basket.buyer, lines)
        };
        orders.iter().map(basket).collect::<Vec<_>>()
    };
    assert_eq!(told(&one), told(&other));
    assert_eq!(told(&one).len(), 2, "what was closed is no basket");

    // A later export: the first order was given back, the closed one is not in it.
    let (plan, after) =
        check(&one, "订单编号,标题,购买数量,订单状态\n1,枕头,2,退款成功\n1,被子,1,退款成功\n", [0, 1, 0, 2]);
    assert_eq!((plan.withdrawn, told(&after).len()), (1, 1));
    assert!(after.orders.iter().any(|(head, lines)| head.sold == Sold::No && lines.len() == 2), "its lines stay");
}

#[test]
fn sizes_and_sets_are_put_in_place() {
    let (_, shop) = check(&Shop::default(), "类目,尺码,身高\n裙,S,150-160\n裤,S,150-160\n", [2, 0, 0, 0]);
    let (_, shop) = check(&shop, "类目,尺码,身高\n裙,S,150-165\n裙,M,160-170\n", [0, 1, 0, 1]);
    assert_eq!((shop.size_charts.len(), shop.size_charts[0].sizes.len()), (2, 2));
    let (_, shop) = check(&shop, "主商品,关系,搭配商品\n1,互补,2\n1,延伸,3\n", [2, 0, 0, 0]);
    let sets = "主商品,关系,搭配商品\n1,替代,2\n4,互补,5\n";
    let (_, after) = check(&shop, sets, [1, 1, 0, 1]);
    assert_eq!(after.sets.len(), 3);
    assert_eq!(apply(&shop, &file(sets), Absent::Go).sets.len(), 2);
}
