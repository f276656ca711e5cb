//! What a file would change of what is kept, said before anything changes. A plan is shown; [`apply`] gives the state after
//! it and leaves the one before, which is the way back.
//!
//! A file adds and changes, it never takes away: what it doesn't have stays unless the person says otherwise, and a column
//! that it doesn't have, or an empty cell, leaves the value that is kept. Only stock is unknown where its cell is empty,
//! for an old number of pieces would be said to buyers.

mod orders;
#[cfg(test)]
mod tests;

use super::{Field, ShopFile, ShopKind, ShopRows, catalogue::OF_COLUMNS};
use qinyu::shop::{CatalogItem, HandMadeSet, ItemId, OrderBook, Promotion, SizeChart};
use std::collections::{HashMap, HashSet};

/// All that is kept of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shop {
    /// Its items.
    pub catalogue: Vec<CatalogItem>,
    /// Its orders.
    pub orders: OrderBook,
    /// Its sizes.
    pub size_charts: Vec<SizeChart>,
    /// Its sets.
    pub sets: Vec<HandMadeSet>,
    /// What it takes off.
    pub promotions: Vec<Promotion>,
}

/// What becomes of kept items, charts and sets that a file doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Absent {
    /// They stay: the file may be of one category.
    #[default]
    Stay,
    /// Items are off the shelf from now on; charts and sets stay.
    OffShelf,
    /// They go.
    Go,
}

/// An item that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// Which.
    pub id: ItemId,
    /// What of it.
    pub fields: Vec<Field>,
}

/// What a file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopPlan {
    /// What the file holds.
    pub kind: ShopKind,
    /// Items, orders, charts or sets that are new.
    pub added: usize,
    /// That would change.
    pub changed: usize,
    /// That are kept as the file tells them.
    pub same: usize,
    /// That are kept and not in the file. Of orders these are earlier ones, and stay whatever is said.
    pub absent: usize,
    /// Orders that counted and would count no more: closed or given back.
    pub withdrawn: usize,
    /// The items that would change, each with what of it.
    pub items: Vec<ItemChange>,
    /// The items that are not in the file.
    pub absent_items: Vec<ItemId>,
}

/// What a file would do to what is kept.
#[must_use]
pub fn plan(shop: &Shop, file: &ShopFile) -> ShopPlan {
    let mut plan = ShopPlan {
        kind: file.kind,
        added: 0,
        changed: 0,
        same: 0,
        absent: 0,
        withdrawn: 0,
        items: Vec::new(),
        absent_items: Vec::new(),
    };
    match &file.rows {
        ShopRows::Catalogue(items) => plan.catalogue(&shop.catalogue, items, &file.fields),
        ShopRows::Orders(book) => plan.orders(&shop.orders, book),
        ShopRows::SizeCharts(charts) => plan.parts(&shop.size_charts, charts, |chart| &chart.of),
        ShopRows::Sets(sets) => plan.parts(&shop.sets, sets, |set| (&set.anchors, &set.offered)),
        ShopRows::Promotions(told) => plan.parts(&shop.promotions, told, |promotion| &promotion.id),
    }
    plan
}

/// The state after a file; the one before is the caller's to keep.
#[must_use]
pub fn apply(shop: &Shop, file: &ShopFile, absent: Absent) -> Shop {
    let mut after = shop.clone();
    match &file.rows {
        ShopRows::Catalogue(items) => after.catalogue = catalogue(&shop.catalogue, items, &file.fields, absent),
        ShopRows::Orders(book) => after.orders = orders::merge(&shop.orders, book).book,
        ShopRows::SizeCharts(charts) => {
            after.size_charts = parts(&shop.size_charts, charts, absent, |chart| chart.of.clone());
        }
        ShopRows::Sets(sets) => {
            after.sets = parts(&shop.sets, sets, absent, |set| (set.anchors.clone(), set.offered.clone()));
        }
        ShopRows::Promotions(told) => {
            after.promotions = parts(&shop.promotions, told, absent, |promotion| promotion.id.clone());
        }
    }
    after
}

impl ShopPlan {
    fn catalogue(&mut self, kept: &[CatalogItem], items: &[CatalogItem], fields: &[Field]) {
        let known: HashMap<&ItemId, &CatalogItem> = kept.iter().map(|item| (&item.id, item)).collect();
        for item in items {
            match known.get(&item.id) {
                None => self.added += 1,
                Some(before) => {
                    let fields = differences(before, &merged(before, item, fields));
                    self.count(fields.is_empty());
                    if !fields.is_empty() {
                        self.items.push(ItemChange { id: item.id.clone(), fields });
                    }
                }
            }
        }
        let told: HashSet<&ItemId> = items.iter().map(|item| &item.id).collect();
        self.absent_items = kept.iter().map(|item| &item.id).filter(|id| !told.contains(id)).cloned().collect();
        self.absent = self.absent_items.len();
    }

    fn orders(&mut self, kept: &OrderBook, book: &OrderBook) {
        let merged = orders::merge(kept, book);
        (self.added, self.changed, self.same) = (merged.added, merged.changed, merged.same);
        self.withdrawn = merged.withdrawn;
        self.absent = kept.len() - merged.changed - merged.same;
    }

    fn parts<'a, T: PartialEq, K: Eq + std::hash::Hash>(
        &mut self,
        kept: &'a [T],
        told: &'a [T],
        key: impl Fn(&'a T) -> K,
    ) {
        let known: HashMap<K, &T> = kept.iter().map(|part| (key(part), part)).collect();
        let mut met = HashSet::new();
        for part in told {
            match known.get_key_value(&key(part)) {
                None => self.added += 1,
                Some((key, before)) => {
                    met.insert(key);
                    self.count(*before == part);
                }
            }
        }
        self.absent = known.len() - met.len();
    }

    fn count(&mut self, is_same: bool) {
        self.same += usize::from(is_same);
        self.changed += usize::from(!is_same);
    }
}

fn catalogue(kept: &[CatalogItem], items: &[CatalogItem], fields: &[Field], absent: Absent) -> Vec<CatalogItem> {
    let told: HashMap<&ItemId, &CatalogItem> = items.iter().map(|item| (&item.id, item)).collect();
    let known: HashSet<&ItemId> = kept.iter().map(|item| &item.id).collect();
    let stays = |item: &CatalogItem| match (told.get(&item.id), absent) {
        (Some(told), _) => Some(merged(item, told, fields)),
        (None, Absent::Stay) => Some(item.clone()),
        (None, Absent::OffShelf) => Some(CatalogItem { on_shelf: false, ..item.clone() }),
        (None, Absent::Go) => None,
    };
    kept.iter().filter_map(stays).chain(items.iter().filter(|item| !known.contains(&item.id)).cloned()).collect()
}

/// Kept parts with those of a file in their place, and behind them its new ones.
fn parts<T: Clone, K: Eq + std::hash::Hash>(kept: &[T], told: &[T], absent: Absent, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut fresh: HashMap<K, &T> = told.iter().map(|part| (key(part), part)).collect();
    let replaced = |part: &T| match fresh.remove(&key(part)) {
        Some(told) => Some(told.clone()),
        None => (absent != Absent::Go).then(|| part.clone()),
    };
    let mut after: Vec<T> = kept.iter().filter_map(replaced).collect();
    after.extend(told.iter().filter(|part| fresh.remove(&key(part)).is_some()).cloned());
    after
}

/// A kept item as it would be after a file with these columns.
fn merged(before: &CatalogItem, told: &CatalogItem, fields: &[Field]) -> CatalogItem {
    let has = |field| fields.contains(&field);
    let text = |told: &String, before: &String| if told.is_empty() { before.clone() } else { told.clone() };
    let has_column = |pair: &&(String, String)| OF_COLUMNS.iter().any(|(name, _)| pair.0 == *name);
    let others = |item: &'_ CatalogItem| -> Vec<_> {
        item.attributes.iter().filter(|pair| !has_column(pair)).cloned().collect()
    };
    let mut attributes = others(told);
    if attributes.is_empty() {
        attributes = others(before);
    }
    // A file without one of these columns leaves what is kept of it.
    let own = |name: &str| Some((name.to_owned(), told.attribute(name).or_else(|| before.attribute(name))?.to_owned()));
    attributes.extend(OF_COLUMNS.iter().filter_map(|(name, _)| own(name)));
    CatalogItem {
        id: before.id.clone(),
        title: text(&told.title, &before.title),
        category: text(&told.category, &before.category),
        price: told.price.or(before.price),
        cost: told.cost.or(before.cost),
        stock: if has(Field::Stock) { told.stock } else { before.stock },
        attributes,
        image: told.image.clone().or_else(|| before.image.clone()),
        link: told.link.clone().or_else(|| before.link.clone()),
        on_shelf: if has(Field::OnShelf) { told.on_shelf } else { before.on_shelf },
        presale: if has(Field::Presale) { told.presale } else { before.presale },
    }
}

fn differences(before: &CatalogItem, after: &CatalogItem) -> Vec<Field> {
    let differs = [
        (Field::Title, before.title != after.title),
        (Field::Category, before.category != after.category),
        (Field::Price, before.price != after.price),
        (Field::Cost, before.cost != after.cost),
        (Field::Stock, before.stock != after.stock),
        (Field::Attributes, before.attributes != after.attributes),
        (Field::Image, before.image != after.image),
        (Field::Link, before.link != after.link),
        (Field::OnShelf, before.on_shelf != after.on_shelf),
        (Field::Presale, before.presale != after.presale),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
