//! Every item of the shop, found by its id, by its title as a chat page shows it, or by an address in a message.

use super::{CatalogItem, ItemId};
use crate::text::normalize;
use std::collections::HashMap;

/// Letters of a title that a page cut off which still tell one item from the others.
const CUT: usize = 8;
/// Digits of a number in an address that can be an item's id: shorter ones are sizes, days and pages.
const ID_DIGITS: usize = 5;

/// The catalogue. Elsewhere an item is named by its place in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalog {
    items: Vec<CatalogItem>,
    by_id: HashMap<String, u32>,
    /// Normalized titles in their order, each with its item; a title of two items leads to none.
    titles: Vec<(String, Option<u32>)>,
}

/// A catalogue under way, some items at a time: of 20,000 their titles alone take longer than a panel may stand still.
#[derive(Debug)]
pub struct Cataloguing(Catalog);

/// Items that are done at once.
const AT_ONCE: usize = 2_000;

impl Cataloguing {
    /// Begins with these items; the first of an id counts.
    #[must_use]
    pub fn new(items: Vec<CatalogItem>) -> Self {
        let (by_id, titles) = (HashMap::with_capacity(items.len()), Vec::with_capacity(items.len()));
        Self(Catalog { items, by_id, titles })
    }

    /// Does some; false when all are done.
    pub fn step(&mut self) -> bool {
        let Catalog { items, by_id, titles } = &mut self.0;
        let done = titles.len();
        for (place, item) in (0_u32..).zip(&*items).skip(done).take(AT_ONCE) {
            by_id.entry(item.id.0.clone()).or_insert(place);
            titles.push((normalize(&item.title), Some(place)));
        }
        titles.len() < items.len()
    }

    /// The catalogue.
    #[must_use]
    pub fn finish(self) -> Catalog {
        let Catalog { items, by_id, mut titles } = self.0;
        titles.sort_unstable();
        titles.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 = kept.1.filter(|_| !is_same);
            is_same
        });
        Catalog { items, by_id, titles }
    }
}

impl Catalog {
    /// A catalogue of these items; the first of an id counts.
    #[must_use]
    pub fn new(items: Vec<CatalogItem>) -> Self {
        let mut cataloguing = Cataloguing::new(items);
        while cataloguing.step() {}
        cataloguing.finish()
    }

    /// All items.
    #[must_use]
    pub fn items(&self) -> &[CatalogItem] {
        &self.items
    }

    /// The item at a place.
    #[must_use]
    pub fn get(&self, place: u32) -> Option<&CatalogItem> {
        self.items.get(place as usize)
    }

    /// The place of an item.
    #[must_use]
    pub fn place(&self, id: &ItemId) -> Option<u32> {
        self.by_id.get(&id.0).copied()
    }

    /// The item of a title as a page shows it: whole, or cut off behind enough letters; `None` where two would fit.
    #[must_use]
    pub fn titled(&self, shown: &str) -> Option<u32> {
        let shown = normalize(shown);
        let cut = shown.trim_end_matches(['.', '…']).trim_end();
        let begins = |title: &str| title.starts_with(cut);
        let first = self.titles.partition_point(|(title, _)| title.as_str() < cut);
        let mut from = self.titles.get(first..)?.iter().take_while(|(title, _)| begins(title));
        let (title, place) = from.next()?;
        if title == cut || title == &shown {
            return *place;
        }
        (cut.chars().count() >= CUT && from.next().is_none()).then_some(*place).flatten()
    }

    /// The items whose address, or whose id, stands in a text, in its order.
    #[must_use]
    pub fn mentioned(&self, text: &str) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() >= ID_DIGITS);
        for place in numbers.filter_map(|number| self.by_id.get(number)) {
            if !found.contains(place) {
                found.push(*place);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_as_pages_show_it() {
        let item = |id: &str, title: &str| CatalogItem {
            id: ItemId(id.into()),
            title: title.into(),
            ..CatalogItem::default()
        };
        let catalog = Catalog::new(vec![
            item("620001", "云朵 全棉四件套 1.8米 雾蓝"),
            item("620002", "云朵 全棉四件套 1.5米 雾蓝"),
            item("620003", "记忆棉枕头"),
            item("620004", "记忆棉枕头 护颈款 慢回弹"),
            item("620005", "毛巾"),
            item("620006", "毛巾"),
        ]);
        for (shown, place) in [
            ("云朵 全棉四件套 1.8米 雾蓝", Some(0)),
            ("云朵 全棉四件套 1.5米…", Some(1)),
            ("云朵 全棉四件套...", None),
            ("记忆棉枕头", Some(2)),
            ("记忆棉枕头 护颈...", Some(3)),
            ("云朵", None),
            ("毛巾", None),
            ("浴巾", None),
            ("", None),
        ] {
            assert_eq!(catalog.titled(shown), place, "{shown}");
        }
        let text = "这个 https://item.taobao.com/item.htm?spm=a1.2&id=620003 和 620001 还有 620003、12345678";
        assert_eq!(catalog.mentioned(text), [2, 0]);
        assert_eq!(catalog.place(&ItemId("620006".into())), Some(5));
    }
}
