//! The search over the shop's items, made some items at a time, for a large catalogue takes longer than a panel may stand
//! still. Each part is an index of its own, and what they find stands in one order. Part of [`shop_desk`](super::shop_desk).

use crate::{
    library::{
        Phrase,
        search::{Hit, SearchIndex, SearchOptions},
    },
    shop::{Catalog, CatalogItem, order_book::CODE},
    sorting::sort_by_key,
};
use std::rc::Rc;

/// Items of a part: some 5 ms of work, several times that while the browser hasn't made the code fast yet.
const AT_ONCE: usize = 250;

/// The index, as far as it is made.
#[derive(Debug, Clone, Default)]
pub(super) struct ItemIndex {
    parts: Vec<Rc<SearchIndex>>,
}

impl ItemIndex {
    /// Whether all items can be found.
    pub(super) fn is_whole(&self, catalog: &Catalog) -> bool {
        self.parts.len() * AT_ONCE >= catalog.items().len()
    }

    /// Makes the next part.
    pub(super) fn step(&mut self, catalog: &Catalog) {
        let items = catalog.items().iter().skip(self.parts.len() * AT_ONCE).take(AT_ONCE);
        let phrases: Vec<Phrase> = items.map(phrase).collect();
        self.parts.push(Rc::new(SearchIndex::new(&phrases)));
    }

    /// The items that a query means, the best first.
    pub(super) fn find(&self, query: &str, options: &SearchOptions) -> Vec<u32> {
        let within = |(part, index): (usize, &Rc<SearchIndex>)| {
            let mut hits = index.find(query, options);
            hits.iter_mut().for_each(|hit| hit.phrase += part * AT_ONCE);
            hits
        };
        let mut hits: Vec<Hit> = self.parts.iter().enumerate().flat_map(within).collect();
        if hits.iter().any(|hit| !hit.is_mended()) {
            hits.retain(|hit| !hit.is_mended());
        }
        sort_by_key(&mut hits, |hit| -i64::from(hit.score));
        hits.into_iter().take(options.limit).filter_map(|hit| u32::try_from(hit.phrase).ok()).collect()
    }
}

/// An item as the search knows phrases: the title, the shop's code or the id, the category for a group.
fn phrase(item: &CatalogItem) -> Phrase {
    let code = item.attributes.iter().find(|(name, _)| name == CODE).map_or(&item.id.0, |(_, code)| code);
    let (title, group) = (item.title.clone(), item.category.replace(" > ", "/"));
    Phrase { title, group, code: code.clone(), ..Phrase::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::ItemId;

    #[test]
    fn items_of_all_parts_are_found_in_one_order() {
        let title = |at: usize| match at {
            7 => "记忆棉枕头".to_owned(),
            1_500 => "枕头".to_owned(),
            2_400 => "真头饰".to_owned(),
            _ => format!("毛巾 {at}"),
        };
        let item = |at: usize| CatalogItem { id: ItemId(format!("A{at}")), title: title(at), ..CatalogItem::default() };
        let catalog = Catalog::new((0..2_500).map(item).collect());
        let mut index = ItemIndex::default();
        let mut steps = 0;
        while !index.is_whole(&catalog) {
            index.step(&catalog);
            steps += 1;
        }
        // The last one sounds the same.
        let options = SearchOptions { limit: 3, ..SearchOptions::default() };
        assert_eq!((steps, index.find("枕头", &options)), (10, vec![1_500, 7, 2_400]));
        assert_eq!(index.find("zhentou", &options), [1_500, 2_400, 7]);
        assert_eq!(index.find("a2499", &options).first(), Some(&2_499));
        assert_eq!(index.find("毛巾", &options).len(), 3);
        assert!(ItemIndex::default().is_whole(&Catalog::default()));
    }
}
