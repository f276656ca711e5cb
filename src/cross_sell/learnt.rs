//! What was learnt of a shop, as it is kept and as the panel asks it: [`Learning`] works it out beside the panel,
//! [`Learnt`] is read back within some milliseconds, for its rows stay packed.

use super::{
    Bought, Groups, Judged, Miner, Partner, Partners, Relation, Relations, Rows, Sales, Titles, relation::Known,
};
use crate::{
    shop::{
        Catalog, ItemId, Line, OrderBook, Orders,
        kept::{KeptError, Part, Reader, Writer},
    },
    sorting::sort_by_key,
    text::hash,
};
use std::{cell::LazyCell, collections::HashMap};

/// Substitutes that are kept of an item: beyond, none is asked for.
const SUBSTITUTES: usize = 8;
/// Items of a category that come into question as substitutes of one of them, the most sold.
const COMPARED: usize = 200;
/// How alike two things of one category and one name are at least: less than those whose names are alike.
const SAME_THING: u32 = 100_000;
/// Items whose relations are read at once.
const AT_ONCE: usize = 100;
/// Another number, and what was learnt before is learnt anew: for another way of learning, or of keeping it.
const FORM: u8 = 3;

/// What the panel knows of a shop's items. They are named by their places in the catalogue that was learnt from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Learnt {
    /// What is bought together, with how the two relate.
    pub partners: Partners,
    /// By item, what can be taken instead; `together` is 0, and the likelihood how alike the two are.
    pub substitutes: Rows,
    /// What sells.
    pub sales: Sales,
    /// Who bought what lately.
    pub bought: Bought,
    /// Stands for the ids of the catalogue, in their order.
    sum: u64,
}

impl Learnt {
    /// Whether it was learnt of this catalogue's items; of another's it would speak of the wrong ones.
    #[must_use]
    pub fn is_of(&self, catalog: &Catalog) -> bool {
        self.sum == sum(catalog)
    }

    /// The bytes in which it is kept.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(self.sum);
        out.number(self.partners.baskets.into());
        let Groups { kind, category } = &self.partners.groups;
        for numbers in [&self.partners.sold, kind, category] {
            out.count(numbers.len());
            numbers.iter().for_each(|number| out.number((*number).into()));
        }
        let Partners { of_item, of_kind, of_category, .. } = &self.partners;
        [of_item, of_kind, of_category, &self.substitutes].into_iter().for_each(|rows| rows.write(&mut out));
        self.sales.write(&mut out);
        self.bought.write(&mut out);
        out.finish(Part::Learnt)
    }

    /// Reads [`Self::write`].
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn read(bytes: &[u8]) -> Result<Self, KeptError> {
        let mut reader = Reader::new(bytes, Part::Learnt)?;
        let sum = reader.number()?;
        let baskets = reader.small()?;
        let mut numbers = || (0..reader.count()?).map(|_| reader.small()).collect::<Result<Vec<u32>, _>>();
        let (sold, kind, category) = (numbers()?, numbers()?, numbers()?);
        let mut rows = || Rows::read(&mut reader);
        let (of_item, of_kind, of_category, substitutes) = (rows()?, rows()?, rows()?, rows()?);
        let sales = Sales::read(&mut reader)?;
        let bought = Bought::read(&mut reader)?;
        reader.finish()?;
        let groups = Groups { kind, category };
        let partners = Partners { baskets, sold, of_item, of_kind, of_category, groups };
        Ok(Self { partners, substitutes, sales, bought, sum })
    }
}

/// Enough to tell one catalogue from another by accident, and nobody gains by more.
fn sum(catalog: &Catalog) -> u64 {
    hash([FORM].into_iter().chain(catalog.items().iter().flat_map(|item| item.id.0.bytes().chain([0xFF]))))
}

/// Learns, some items at a time, so that progress can be shown and the work be stopped.
#[derive(Debug)]
pub struct Learning {
    miner: Option<Miner>,
    learnt: Learnt,
    relations: Relations,
    /// By item of the catalogue, its name as read.
    names: Vec<Known>,
    /// By item, what kind of thing its title sells.
    types: Vec<Option<String>>,
    /// The places of each category's items, the most sold first, by category.
    shelves: Vec<Vec<u32>>,
    next: u32,
}

impl Learning {
    /// Begins with a catalogue, orders, and the pairs that the shop has judged.
    #[must_use]
    pub fn new(catalog: &Catalog, book: &OrderBook, judged: &[Judged]) -> Self {
        let (ids, orders) = book.baskets(catalog.items());
        let (orders, items) = placed(&orders, &ids, catalog);
        let until = orders.iter().map(|basket| basket.day).max().unwrap_or(0);
        let relations = Relations::learn(judged, catalog.items().iter().map(|item| item.title.as_str()));
        let sales = Sales::count(&orders, items, until);
        let bought = Bought::count(&orders, catalog.items().len(), until);
        let miner = Miner::new(&orders, groups(catalog, items), until);
        let substitutes = Rows::new(catalog.items().len());
        let learnt = Learnt { substitutes, sales, bought, sum: sum(catalog), ..Learnt::default() };
        Self {
            miner: Some(miner),
            learnt,
            relations,
            names: Vec::new(),
            types: Vec::new(),
            shelves: Vec::new(),
            next: 0,
        }
    }

    /// What is done, of how much; mining and reading relations are each about half of it.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let items = self.learnt.substitutes.len();
        match &self.miner {
            Some(miner) => {
                let (done, of) = miner.progress();
                (done * items / of.max(1), items * 2)
            }
            None => (items + self.next as usize, items * 2),
        }
    }

    /// Does some; false when all is done.
    pub fn step(&mut self, catalog: &Catalog) -> bool {
        if let Some(mut miner) = self.miner.take() {
            if miner.step() {
                self.miner = Some(miner);
            } else {
                self.learnt.partners = miner.finish();
                self.names = catalog.items().iter().map(|item| self.relations.known(&item.title)).collect();
                let titles = || catalog.items().iter().map(|item| item.title.as_str());
                let read = Titles::new(titles());
                self.types = titles().map(|title| read.product_type(title)).collect();
                self.shelves = shelves(&self.learnt.partners, self.names.len());
            }
            return true;
        }
        let end = (self.next as usize + AT_ONCE).min(self.names.len());
        (self.next..end as u32).for_each(|item| self.relate(item));
        self.next = end as u32;
        end < self.names.len()
    }

    /// Says how an item's partners relate to it, and what can be taken instead of it.
    fn relate(&mut self, item: u32) {
        let Some(known) = self.names.get(item as usize) else { return };
        let between = |other: u32| {
            let reading = self.names.get(other as usize).map(|other| self.relations.between(known, other));
            reading.and_then(|reading| Some((reading.relation?, reading.lead)))
        };
        let partners = &mut self.learnt.partners;
        let mut row = partners.of_item.get(Some(item));
        // What is in no catalogue can't be offered.
        row.retain(|partner| (partner.item as usize) < self.names.len());
        for partner in &mut row {
            partner.relation = between(partner.item).map_or(Relation::Complement, |(relation, _)| relation);
        }
        partners.of_item.set(item, &row);
        let shelf = partners.groups.category(item).and_then(|category| self.shelves.get(category as usize));
        let mut alike: Vec<Partner> = shelf
            .into_iter()
            .flatten()
            .filter(|other| **other != item)
            .filter_map(|other| {
                let likelihood = match between(*other) {
                    Some((Relation::Substitute, lead)) => (lead * 1_000_000.0) as u32,
                    None if self.is_same_thing(item, *other) => SAME_THING,
                    _ => return None,
                };
                Some(Partner { item: *other, likelihood, together: 0, relation: Relation::Substitute })
            })
            .collect();
        // What is as alike stays in the order of the shelf: what sells more stands first.
        sort_by_key(&mut alike, |partner| u32::MAX - partner.likelihood);
        alike.truncate(SUBSTITUTES);
        self.learnt.substitutes.set(item, &alike);
    }

    /// Whether two items lie in one category and their titles sell the same kind of thing.
    fn is_same_thing(&self, item: u32, other: u32) -> bool {
        let kind = |item: u32| self.learnt.partners.groups.kind(item);
        let sells = |item: u32| self.types.get(item as usize).and_then(Option::as_ref);
        kind(item) == kind(other) && sells(item).is_some() && sells(item) == sells(other)
    }

    /// What was learnt.
    #[must_use]
    pub fn finish(self) -> Learnt {
        self.learnt
    }
}

/// Orders by places in the catalogue; what it doesn't have takes places behind it. With how many places there are.
fn placed(orders: &Orders, ids: &[ItemId], catalog: &Catalog) -> (Orders, usize) {
    let mut behind = catalog.items().len();
    let places: Vec<u32> = ids
        .iter()
        .map(|id| {
            catalog.place(id).unwrap_or_else(|| {
                behind += 1;
                u32::try_from(behind - 1).unwrap_or(u32::MAX)
            })
        })
        .collect();
    let (mut placed, mut lines) = (Orders::default(), Vec::new());
    for basket in orders.iter() {
        lines.clear();
        let place = |line: &Line| Some(Line { item: *places.get(line.item as usize)?, ..*line });
        lines.extend(basket.lines.iter().filter_map(place));
        placed.push(basket.day, basket.buyer, &mut lines);
    }
    (placed, behind)
}

/// Kinds are categories as the catalogue names them, categories what stands before the first ` > `. Where it names none, or
/// the same for all, what an item's title sells is its kind. What is in no catalogue is of a kind and a category of its own.
fn groups(catalog: &Catalog, items: usize) -> Groups {
    let named = || catalog.items().iter().map(|item| item.category.as_str());
    let tells = named().any(|category| named().next() != Some(category));
    let titles = LazyCell::new(|| Titles::new(catalog.items().iter().map(|item| item.title.as_str())));
    let (mut kinds, mut categories) = (HashMap::new(), HashMap::new());
    let mut groups = Groups::default();
    for place in 0..items {
        let item = catalog.items().get(place);
        let category = item.map(|item| item.category.as_str());
        let top = category.map(|category| category.split(" > ").next().unwrap_or_default());
        let untold = item.filter(|item| !tells || item.category.is_empty());
        let sold = untold.and_then(|item| titles.product_type(&item.title));
        let (kind, next) = (kinds.len() as u32, categories.len() as u32);
        groups.kind.push(*kinds.entry((category, sold)).or_insert(kind));
        groups.category.push(*categories.entry(top).or_insert(next));
    }
    groups
}

/// By category, the items of the catalogue in it that are compared with each other.
fn shelves(partners: &Partners, items: usize) -> Vec<Vec<u32>> {
    let mut shelves: Vec<Vec<u32>> = Vec::new();
    for item in 0..items as u32 {
        let Some(category) = partners.groups.category(item).map(|category| category as usize) else { continue };
        if shelves.len() <= category {
            shelves.resize(category + 1, Vec::new());
        }
        shelves.get_mut(category).into_iter().for_each(|shelf| shelf.push(item));
    }
    for shelf in &mut shelves {
        let sold = |item: &u32| partners.sold.get(*item as usize).copied().unwrap_or(0);
        sort_by_key(shelf, |item| (u32::MAX - sold(item), *item));
        shelf.truncate(COMPARED);
    }
    shelves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::CatalogItem;

    fn kinds(items: &[(&str, &str)]) -> Vec<u32> {
        let item = |(place, (title, category)): (usize, &(&str, &str))| CatalogItem {
            id: ItemId(place.to_string()),
            title: (*title).to_owned(),
            category: (*category).to_owned(),
            ..CatalogItem::default()
        };
        groups(&Catalog::new(items.iter().enumerate().map(item).collect()), items.len() + 1).kind
    }

    #[test]
    fn the_title_says_the_kind_where_the_category_doesnt() {
        let titles = ["不锈钢汤锅", "纯棉毛巾", "铸铁汤锅", "洗脸毛巾", "陶瓷汤锅", "沙滩毛巾"];
        for category in ["", "百货"] {
            let found = kinds(&titles.map(|title| (title, category)));
            assert_eq!(found, [0, 1, 0, 1, 0, 1, 2], "{category}");
        }
    }

    #[test]
    fn the_category_is_the_kind_where_there_are_some() {
        assert_eq!(kinds(&[("汤锅", "家居 > 厨房"), ("毛巾", "家居 > 厨房"), ("汤锅", "礼品")]), [0, 0, 1, 2]);
        let some = kinds(&[("汤锅", "家居"), ("大号毛巾", ""), ("纯棉毛巾", ""), ("铸铁汤锅", "")]);
        assert_eq!(some, [0, 1, 1, 2, 3], "what has none beside others that have");
    }
}
