//! What is bought with what, category by category: a picture of the shop small enough to be looked at and corrected.

use super::{Partner, Partners};
use crate::{shop::Catalog, sorting::sort_by_key};
use std::collections::BTreeMap;

/// Categories that have a row: the most sold. More don't fit a side panel.
const CATEGORIES: usize = 8;
/// Items that are looked at, the most sold: what the others add would not be seen.
const ITEMS: usize = 500;

/// Categories against categories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    /// The categories, the most sold first.
    pub categories: Vec<String>,
    /// By category of the first item and then of the second, how often the two were bought together beyond chance.
    cells: Vec<Vec<u32>>,
    /// The items that are looked at.
    items: Vec<u32>,
}

/// Two items that were bought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The item that stands in the basket.
    pub item: u32,
    /// What is bought with it.
    pub partner: Partner,
}

impl Matrix {
    /// Counts it from what was learnt.
    #[must_use]
    pub fn new(catalog: &Catalog, partners: &Partners) -> Self {
        let sold = |item: u32| partners.sold.get(item as usize).copied().unwrap_or(0);
        let category = |item: u32| catalog.get(item).map(|item| item.category.as_str()).filter(|name| !name.is_empty());
        let mut items: Vec<u32> = (0..).take(catalog.items().len()).filter(|item| sold(*item) > 0).collect();
        sort_by_key(&mut items, |item| (u32::MAX - sold(*item), *item));
        items.truncate(ITEMS);
        let mut by_category: BTreeMap<&str, u32> = BTreeMap::new();
        for (name, sold) in items.iter().filter_map(|item| Some((category(*item)?, sold(*item)))) {
            *by_category.entry(name).or_default() += sold;
        }
        let mut order: Vec<(&str, u32)> = by_category.into_iter().collect();
        sort_by_key(&mut order, |(_, sold)| u32::MAX - sold);
        let categories: Vec<String> = order.into_iter().take(CATEGORIES).map(|(name, _)| name.to_owned()).collect();
        let mut matrix = Self { cells: vec![vec![0; categories.len()]; categories.len()], categories, items };
        let place = |item: u32| matrix.categories.iter().position(|known| Some(known.as_str()) == category(item));
        let mut cells = matrix.cells.clone();
        for item in &matrix.items {
            let Some(row) = place(*item).and_then(|row| cells.get_mut(row)) else { continue };
            for partner in proven(partners, *item) {
                let cell = place(partner.item).and_then(|column| row.get_mut(column));
                cell.into_iter().for_each(|cell| *cell += partner.together);
            }
        }
        matrix.cells = cells;
        matrix
    }

    /// How often an item of one category was bought with one of the other, both by their places.
    #[must_use]
    pub fn times(&self, row: usize, column: usize) -> u32 {
        self.cells.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    }

    /// The largest number in it.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.cells.iter().flatten().copied().max().unwrap_or(0)
    }

    /// The pairs that a cell counts, those bought together most often first.
    #[must_use]
    pub fn pairs(&self, catalog: &Catalog, partners: &Partners, row: usize, column: usize) -> Vec<Pair> {
        let (Some(first), Some(second)) = (self.categories.get(row), self.categories.get(column)) else {
            return Vec::new();
        };
        let is_of = |item: u32, name: &String| catalog.get(item).is_some_and(|item| item.category == *name);
        let mut pairs: Vec<Pair> = self
            .items
            .iter()
            .filter(|item| is_of(**item, first))
            .flat_map(|item| proven(partners, *item).map(|partner| Pair { item: *item, partner }))
            .filter(|pair| is_of(pair.partner.item, second))
            .collect();
        sort_by_key(&mut pairs, |pair| (u32::MAX - pair.partner.together, pair.item, pair.partner.item));
        pairs
    }
}

/// The partners of an item that chance doesn't explain.
fn proven(partners: &Partners, item: u32) -> impl Iterator<Item = Partner> {
    let own = partners.of_item.get(Some(item));
    own.into_iter().filter(move |partner| partners.is_beyond_chance(item, partner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cross_sell::choice::tests::shop;

    #[test]
    fn what_is_bought_together_by_category() {
        let shop = shop();
        let matrix = Matrix::new(&shop.catalog, &shop.learnt.partners);
        assert_eq!(matrix.categories.first().map(String::as_str), Some("床品 > 套件"));
        let place = |name: &str| matrix.categories.iter().position(|known| known == name).unwrap();
        let (sets, pillows) = (place("床品 > 套件"), place("床品 > 枕头"));
        assert_eq!((matrix.times(sets, pillows), matrix.most()), (60, 60));
        let pairs = matrix.pairs(&shop.catalog, &shop.learnt.partners, sets, pillows);
        assert_eq!(pairs.iter().map(|pair| (pair.item, pair.partner.item)).collect::<Vec<_>>(), [(0, 2)]);
        assert_eq!(matrix.times(place("家居 > 桌布"), sets), 0, "chance is not counted");
        assert!(matrix.pairs(&shop.catalog, &shop.learnt.partners, 99, 0).is_empty());
        assert_eq!(Matrix::new(&Catalog::default(), &Partners::default()), Matrix::default());
    }
}
