//! The sample shop's files, read back by the importers: nothing is lost, and what was planted is there.

use super::*;
use exchange::shop::{Mapping, ShopFile, ShopKey, ShopOptions, ShopRows, read};
use qinyu::shop::{CatalogItem, OrderBook, Stock};
use std::collections::HashMap;

fn file(files: &[(&'static str, Vec<u8>)], name: &str) -> ShopFile {
    let (_, bytes) = files.iter().find(|(found, _)| *found == name).unwrap();
    let file = read(bytes, ShopOptions { encoding: None, mapping: Mapping::default(), key: ShopKey([1; 32]) }).unwrap();
    assert!(file.problems.is_empty(), "{name}: {:?}", file.problems);
    file
}

fn items(files: &[(&'static str, Vec<u8>)]) -> Vec<CatalogItem> {
    let ShopRows::Catalogue(items) = file(files, "catalogue.csv").rows else { panic!() };
    items
}

fn book(files: &[(&'static str, Vec<u8>)], name: &str) -> OrderBook {
    let ShopRows::Orders(book) = file(files, name).rows else { panic!() };
    book
}

#[test]
fn the_files_come_back_as_what_was_drawn() {
    let files = build(SEED);
    assert_eq!(files, build(SEED));
    assert_ne!(files, build(SEED + 1));
    let mut draw = Draw(SEED);
    let drawn = shop::items(&mut draw);
    let read = items(&files);
    assert_eq!(read, drawn);
    assert_eq!(read.len(), 300);
    for is_there in [
        |item: &CatalogItem| !item.on_shelf,
        |item: &CatalogItem| item.presale,
        |item: &CatalogItem| item.stock == Stock::Pieces(0),
    ] {
        assert!(read.iter().any(is_there));
    }
    let orders = shop::orders(&mut draw);
    assert_eq!(orders.iter().map(|order| order.lines.len()).sum::<usize>(), shop::LINES);
    let (heads, lines) = (book(&files, "orders.csv"), book(&files, "order_lines.csv"));
    assert_eq!((heads.len(), lines.len()), (orders.len(), orders.len()));
    assert_eq!(heads.get(0).map(|(head, _)| head.day), Some(orders[0].day.count()));
    assert!(matches!(file(&files, "sets.csv").rows, ShopRows::Sets(sets) if sets.len() == 6));
    assert!(matches!(file(&files, "promotions.csv").rows, ShopRows::Promotions(promotions) if promotions.len() == 5));
    assert!(matches!(file(&files, "size_charts.csv").rows, ShopRows::SizeCharts(charts) if charts.len() == 6));
}

#[test]
fn what_was_planted_stands_out() {
    let files = build(SEED);
    let items = items(&files);
    let (ids, baskets) = book(&files, "order_lines.csv").baskets(&items);
    let place: HashMap<&str, u32> = (0..).zip(&ids).map(|(place, id)| (id.0.as_str(), place)).collect();
    let (mut single, mut both) = (HashMap::<u32, f64>::new(), HashMap::<(u32, u32), f64>::new());
    for basket in baskets.iter() {
        for one in basket.lines {
            *single.entry(one.item).or_default() += 1.0;
            for other in basket.lines {
                *both.entry((one.item, other.item)).or_default() += 1.0;
            }
        }
    }
    let (mut clear, mut often) = (0, 0);
    for (anchor, other, percent) in shop::planted() {
        let at = |item: usize| place.get(items[item].id.0.as_str()).copied();
        let (Some(anchor), Some(other)) = (at(anchor), at(other)) else { continue };
        if single[&anchor] < 20.0 {
            continue;
        }
        often += 1;
        let share = both.get(&(anchor, other)).copied().unwrap_or_default() / single[&anchor];
        let by_chance = single[&other] / baskets.len() as f64;
        // An anchor that is itself taken along brings its own companion only when it was wanted.
        clear += u32::from(share > 3.0 * by_chance && share * 100.0 > percent as f64 / 3.0);
    }
    assert!(often > 90 && clear * 10 >= often * 9, "{clear} of {often} pairs stand out");
}

#[test]
fn seasons_and_a_rising_item_show() {
    let mut draw = Draw(SEED);
    let _ = shop::items(&mut draw);
    let orders = shop::orders(&mut draw);
    let sold = |word: &str, months: &[u8]| {
        let (first, count) = shop::of_kind(word);
        let lines = orders.iter().filter(|order| months.contains(&order.day.month)).flat_map(|order| &order.lines);
        lines.filter(|line| (first..first + count).contains(&line.item)).count()
    };
    assert!(sold("羽绒服", &[12, 1]) > 4 * sold("羽绒服", &[6, 7]));
    assert!(sold("夏凉被", &[6, 7]) > 4 * sold("夏凉被", &[12, 1]));
    let (first, count) = shop::of_kind(words::RISING);
    let last = shop::LAST.count();
    let rise = |from: i32, to: i32| {
        let within = orders.iter().filter(|order| (from..to).contains(&(last - order.day.count())));
        within.flat_map(|order| &order.lines).filter(|line| line.item == first + count - 1).count()
    };
    assert!(rise(0, words::RISE_DAYS) > 5 * rise(words::RISE_DAYS, 2 * words::RISE_DAYS).max(1));
}
