//! Every order that was read from the shop's files, as it is kept: numbers in place of names. Files come in parts and
//! again, so an order is known by a key, and its items by what the file calls them until a catalogue says which they are.

use super::{CatalogItem, ItemId, Line, Orders};
use std::collections::HashMap;

/// The attribute under which an item keeps the shop's own code for it, which order files name.
pub const CODE: &str = "商家编码";

/// What a file of orders calls an item; empty where it has no column for that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ItemName {
    /// Its id on the platform.
    pub id: String,
    /// The shop's own code.
    pub code: String,
    /// Its title when it was bought.
    pub title: String,
}

/// Whether an order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Sold {
    /// The file doesn't say: it counts.
    #[default]
    Unsaid,
    /// Paid for.
    Yes,
    /// Closed, given back, or not paid for yet.
    No,
}

/// An order without its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderHead {
    /// Stands for the order's number: a keyed hash of it.
    pub key: u64,
    /// The day it was placed, as [`Day::count`](crate::day::Day::count); 0 when no file says.
    pub day: i32,
    /// Stands for the buyer, a keyed hash of the name; 0 when no file says.
    pub buyer: u32,
    /// Whether it counts.
    pub sold: Sold,
}

/// Orders, each with its lines. Lines lie in one run, for a million of them must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderBook {
    /// What the items of the lines are called; [`Line::item`] is a place in it.
    pub names: Vec<ItemName>,
    heads: Vec<OrderHead>,
    /// Where each order's lines end; they begin where those before it end.
    ends: Vec<u32>,
    lines: Vec<Line>,
}

impl OrderBook {
    /// A book without orders, whose lines will be of items with these names.
    #[must_use]
    pub fn new(names: Vec<ItemName>) -> Self {
        Self { names, ..Self::default() }
    }

    /// Adds an order; one without lines too, for they may come in another file. The same item twice becomes one line, no
    /// piece at all is no line.
    pub fn push(&mut self, head: OrderHead, lines: &mut Vec<Line>) {
        lines.retain(|line| line.quantity > 0);
        lines.sort_unstable();
        lines.dedup_by(|next, kept| {
            let is_same = next.item == kept.item;
            kept.quantity = kept.quantity.saturating_add(if is_same { next.quantity } else { 0 });
            is_same
        });
        self.push_ready(head, lines);
    }

    /// Adds an order whose lines stand as [`Self::push`] leaves them.
    pub fn push_ready(&mut self, head: OrderHead, lines: &[Line]) {
        let Ok(end) = u32::try_from(self.lines.len() + lines.len()) else { return };
        self.lines.extend_from_slice(lines);
        self.heads.push(head);
        self.ends.push(end);
    }

    /// How many orders there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// How many lines there are.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The order at a place below [`Self::len`].
    #[must_use]
    pub fn get(&self, place: usize) -> Option<(OrderHead, &[Line])> {
        let (head, end) = (*self.heads.get(place)?, *self.ends.get(place)?);
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end);
        Some((head, self.lines.get(start as usize..end as usize)?))
    }

    /// All orders in their order.
    pub fn iter(&self) -> impl Iterator<Item = (OrderHead, &[Line])> {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// What counts of them, as baskets by day, with the ids that their items are places in. An item is the one of the
    /// catalogue with its id, else with its code, else with its title; what is in no catalogue goes by its id, its title
    /// or its code.
    #[must_use]
    pub fn baskets(&self, catalogue: &[CatalogItem]) -> (Vec<ItemId>, Orders) {
        let (ids, places) = resolve(&self.names, catalogue);
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by_key(|&place| self.heads.get(place).map(|head| (head.day, head.key)));
        let (mut orders, mut lines) = (Orders::default(), Vec::new());
        for (head, bought) in order.into_iter().filter_map(|place| self.get(place)) {
            if head.sold == Sold::No {
                continue;
            }
            lines.clear();
            let item = |line: &Line| places.get(line.item as usize).map(|&item| Line { item, ..*line });
            lines.extend(bought.iter().filter_map(item));
            orders.push(head.day, head.buyer, &mut lines);
        }
        (ids, orders)
    }
}

/// The ids that names stand for, and for each name the place of its id.
fn resolve(names: &[ItemName], catalogue: &[CatalogItem]) -> (Vec<ItemId>, Vec<u32>) {
    let (mut known, mut codes, mut titles) = (HashMap::new(), HashMap::new(), HashMap::new());
    // From the back and first those off the shelf, so that the first item on the shelf has the last word.
    let off = catalogue.iter().rev().filter(|item| !item.on_shelf);
    for item in off.chain(catalogue.iter().rev().filter(|item| item.on_shelf)) {
        known.insert(item.id.0.as_str(), &item.id);
        titles.insert(item.title.as_str(), &item.id);
        codes
            .extend(item.attributes.iter().filter(|(name, _)| name == CODE).map(|(_, code)| (code.as_str(), &item.id)));
    }
    let (mut ids, mut places) = (Vec::new(), HashMap::new());
    let named = names.iter().map(|ItemName { id, code, title }| {
        let found = known.get(id.as_str()).or_else(|| codes.get(code.as_str())).or_else(|| titles.get(title.as_str()));
        let by_name = || [id, title, code].into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default();
        let id = found.map_or_else(|| ItemId(by_name()), |id| (*id).clone());
        *places.entry(id.clone()).or_insert_with(|| {
            ids.push(id);
            u32::try_from(ids.len() - 1).unwrap_or(u32::MAX)
        })
    });
    let places = named.collect();
    (ids, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str, code: &str, title: &str) -> ItemName {
        ItemName { id: id.into(), code: code.into(), title: title.into() }
    }

    #[test]
    fn names_lead_to_the_catalogue_and_what_is_closed_does_not_count() {
        let item = |id: &str, title: &str, code: &str, on_shelf| CatalogItem {
            id: ItemId(id.into()),
            title: title.into(),
            attributes: vec![(CODE.into(), code.into())],
            on_shelf,
            ..CatalogItem::default()
        };
        let catalogue = [item("1", "枕头", "ZT", false), item("2", "枕头", "ZT2", true), item("3", "被子", "BZ", true)];
        let names = vec![name("3", "", "旧标题"), name("", "BZ", ""), name("", "", "枕头"), name("", "Q", "床笠")];
        let mut book = OrderBook::new(names);
        let line = |item, quantity| Line { item, quantity };
        let head = |key, day, sold| OrderHead { key, day, buyer: 7, sold };
        book.push(head(1, 9, Sold::Yes), &mut vec![line(0, 1), line(1, 2), line(2, 1)]);
        book.push(head(2, 5, Sold::Unsaid), &mut vec![line(3, 1)]);
        book.push(head(3, 5, Sold::No), &mut vec![line(3, 1)]);
        book.push(head(4, 5, Sold::Yes), &mut vec![]);
        let (ids, orders) = book.baskets(&catalogue);
        assert_eq!(ids.iter().map(|id| id.0.as_str()).collect::<Vec<_>>(), ["3", "2", "床笠"]);
        let baskets: Vec<_> = orders.iter().map(|basket| (basket.day, basket.lines.to_vec())).collect();
        assert_eq!(baskets, [(5, vec![line(2, 1)]), (9, vec![line(0, 3), line(1, 1)])]);
    }
}
