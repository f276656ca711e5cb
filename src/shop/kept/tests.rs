//! What is kept comes back, and what isn't that is an error.

use super::*;
use crate::shop::{
    ChartOf, HandMadeSet, ItemName, Line, Measure, OrderBook, OrderHead, Range, Relation, Size, SizeChart, Sold,
};
use proptest::{collection::vec, option, prelude::*};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c枕头]{0,6}", "https://item\\.example/[0-9]{1,4}", any::<String>()]
}

fn items() -> impl Strategy<Value = Vec<CatalogItem>> {
    let texts = (text(), text(), text(), option::of("[a-z]{1,5}"), option::of("[a-z]{1,5}"));
    let price = || option::of((0..=1_000_000_000_u64).prop_map(Price::from_fen));
    let stock = option::of(any::<u32>()).prop_map(|pieces| pieces.map_or(Stock::Unknown, Stock::Pieces));
    let rest = (price(), price(), stock, vec((text(), text()), 0..3), any::<bool>(), any::<bool>());
    let item = (texts, rest).prop_map(|((id, title, category, image, link), rest)| {
        let (price, cost, stock, attributes, on_shelf, presale) = rest;
        CatalogItem { id: ItemId(id), title, category, price, cost, stock, attributes, image, link, on_shelf, presale }
    });
    vec(item, 0..20)
}

fn books() -> impl Strategy<Value = OrderBook> {
    let name = (text(), text(), text()).prop_map(|(id, code, title)| ItemName { id, code, title });
    let sold = prop_oneof![Just(Sold::Unsaid), Just(Sold::Yes), Just(Sold::No)];
    let order = (0..1_u64 << 48, any::<i32>(), any::<u32>(), sold, vec((0..8_u32, any::<u32>()), 0..5));
    (vec(name, 8), vec(order, 0..20)).prop_map(|(names, orders)| {
        let mut book = OrderBook::new(names);
        for (key, day, buyer, sold, lines) in orders {
            let mut lines = lines.into_iter().map(|(item, quantity)| Line { item, quantity }).collect();
            book.push(OrderHead { key, day, buyer, sold }, &mut lines);
        }
        book
    })
}

fn sets() -> Vec<HandMadeSet> {
    let id = |id: &str| ItemId(id.into());
    let set = |relation| HandMadeSet { anchors: vec![id("1"), id("12")], relation, offered: id("3") };
    [Relation::Substitute, Relation::Extension, Relation::Complement].map(set).to_vec()
}

fn charts() -> Vec<SizeChart> {
    let ranges = Measure::ALL.map(|measure| (measure, Range { from: 0, to: u32::MAX })).to_vec();
    let sizes = vec![Size { name: "S".into(), ranges }, Size { name: String::new(), ranges: Vec::new() }];
    vec![
        SizeChart { of: ChartOf::Category("女装".into()), sizes },
        SizeChart { of: ChartOf::Item(ItemId("1".into())), sizes: vec![] },
    ]
}

proptest! {
    #[test]
    fn a_catalogue_and_orders_come_back(items in items(), book in books()) {
        prop_assert_eq!(read_catalogue(&write_catalogue(&items)), Ok(items));
        prop_assert_eq!(read_orders(&write_orders(&book)), Ok(book));
    }

    #[test]
    fn what_was_not_written_is_an_error(rest in vec(any::<u8>(), 0..200), part in 1..5_u8) {
        let readers: [fn(&[u8]) -> bool; 4] = [
            |bytes| read_catalogue(bytes).is_ok(),
            |bytes| read_orders(bytes).is_ok(),
            |bytes| read_size_charts(bytes).is_ok(),
            |bytes| read_sets(bytes).is_ok(),
        ];
        let kinds = [Part::Catalogue, Part::Orders, Part::SizeCharts, Part::Sets];
        // With a true sum, so that the readers themselves are tried.
        let mut writer = Writer::default();
        writer.raw(&rest);
        let bytes = writer.finish(kinds[usize::from(part) - 1]);
        for (at, read) in (1..).zip(readers) {
            let found = read(&bytes);
            prop_assert!(at == part || !found);
        }
    }
}

#[test]
fn sizes_and_sets_come_back_and_no_other_part() {
    assert_eq!(read_sets(&write_sets(&sets())), Ok(sets()));
    assert_eq!(read_size_charts(&write_size_charts(&charts())), Ok(charts()));
    assert_eq!(read_sets(&write_size_charts(&charts())), Err(KeptError::Other));
}

#[test]
fn damage_and_newer_versions_are_told() {
    let bytes = write_sets(&sets());
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        let _ = read_sets(&damaged); // told by the name of the part; here it need not panic
        assert!(read_sets(&bytes[..at]).is_err(), "the first {at} bytes");
    }
    let mut newer = bytes.clone();
    newer[4] += 1;
    assert_eq!(read_sets(&newer), Err(KeptError::Newer));
    assert_eq!(read_sets(&[&bytes[..], b"x"].concat()), Err(KeptError::Damaged));
}

#[test]
fn a_lie_about_a_count_takes_no_memory() {
    let mut writer = Writer::default();
    writer.number(u64::MAX >> 1);
    assert_eq!(read_catalogue(&writer.finish(Part::Catalogue)), Err(KeptError::Damaged));
}
