//! A shop as a transcript writes it: its items with notes of their colours, their sizes, and a file of orders.

use crate::{
    chat::OrderState,
    cross_sell::Shop,
    shop::{COLOURS, Catalog, CatalogItem, ChartOf, ItemId, Measure, Range, Size, SizeChart},
};

/// The shop with what a line adds: `# item: TITLE = NOTES`, `# size: M 身高 155-165 体重 90-110` of the item before.
pub(super) fn with(shop: &Shop, what: &str, written: &str) -> Shop {
    let mut shop = shop.clone();
    if what == "# item" {
        let (title, notes) = written.split_once(" = ").unwrap_or((written, ""));
        let mut items = shop.catalog.items().to_vec();
        let attributes = vec![(COLOURS.to_owned(), notes.to_owned())];
        let id = ItemId(format!("71000{}", items.len()));
        items.push(CatalogItem { id, title: title.into(), attributes, on_shelf: true, ..CatalogItem::default() });
        shop.catalog = Catalog::new(items).into();
        return shop;
    }
    let of = ChartOf::Item(shop.catalog.items().last().unwrap().id.clone());
    let words: Vec<_> = written.split_whitespace().collect();
    let size = Size { name: words[0].into(), ranges: words[1..].chunks(2).map(range).collect() };
    match shop.size_charts.iter_mut().find(|chart| chart.of == of) {
        Some(chart) => chart.sizes.push(size),
        None => shop.size_charts.push(SizeChart { of, sizes: vec![size] }),
    }
    shop
}

/// What the worker says of a file with these orders: number, state, when it was placed, buyer, amount, and what is in it.
pub(super) fn orders(written: &str) -> String {
    let order = |fields: &str| {
        let fields: Vec<_> = fields.trim().split('|').collect();
        let [number, state, placed, buyer, amount, lines @ ..] = fields.as_slice() else { panic!("{fields:?}") };
        let state = match OrderState::read(state) {
            Some(OrderState::Unpaid) => "unpaid",
            Some(OrderState::Paid) => "paid",
            _ => "",
        };
        let line = |line: &&str| {
            let parts: Vec<_> = line.split(',').collect();
            let part = |place: usize| parts.get(place).copied().unwrap_or_default();
            let quantity = part(2).parse::<u64>().map_or("null".into(), |quantity| quantity.to_string());
            format!(r#"{{"title":"{}","options":"{}","quantity":{quantity}}}"#, part(0), part(1))
        };
        let lines = lines.iter().map(line).collect::<Vec<_>>().join(",");
        let fen = amount.replace('.', "");
        format!(
            r#"{{"number":"{number}","state":"{state}","placed":"{placed}","buyer":"{buyer}","amount":{fen},"lines":[{lines}]}}"#
        )
    };
    let recent: Vec<_> = written.split(" / ").map(order).collect();
    let (rows, recent) = (recent.len(), recent.join(","));
    format!(r#"{{"at":"plan","lost":[],"plan":{{"kind":"orders","rows":{rows},"added":{rows},"recent":[{recent}]}}}}"#)
}

fn range(pair: &[&str]) -> (Measure, Range) {
    let (measure, unit) = match pair[0] {
        "身高" => (Measure::Height, 10),
        "体重" => (Measure::Weight, 500),
        of => panic!("no measure is called {of}"),
    };
    let bound = |text: &str| text.parse::<u32>().unwrap() * unit;
    let (from, to) = pair[1].split_once('-').unwrap();
    (measure, Range { from: bound(from), to: bound(to) })
}
