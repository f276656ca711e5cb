//! From orders to [`Partners`]: how likely a basket with one item has another.
//!
//! Most pairs were seen a few times or never, so a count alone says little. A pair's likelihood is worked out from the
//! baskets with the item and drawn towards what holds for items alike (the prior): those of its kind, of its category, and
//! those of its category that are bought in the same company (`likeness`). It then follows what sells just now. `ledger`
//! holds the baskets with their weights.

mod ledger;
mod likeness;
mod row;
#[cfg(test)]
mod tests;

use super::{
    Relation, Rows as PartnerRows,
    partners::{KEPT, LIKELIEST, Partner, Partners},
};
use crate::shop::Orders;
use ledger::{Ledger, Sold};
use likeness::Likeness;
use row::Row;

/// What the prior is made of, in parts of 1 each: the item's kind, its category, what sells anyway; together 1.
const OF_KIND: f32 = 0.5;
const OF_CATEGORY: f32 = 0.45;
const OF_ALL: f32 = 0.05;
/// The part of the prior that the items most alike have, where there are such.
const OF_ALIKE: f32 = 0.4;
/// The prior is worth so many baskets where counts are added to it. Half of all items are seen in fewer than twenty.
const ADDED: f32 = 10.0;
/// The prior is worth so many expected purchases where it is multiplied by what was counted over what was expected
/// (gamma-Poisson shrinkage, DuMouchel 1999): a single basket makes a rare pair no more than half as likely again.
const EXPECTED: f32 = 2.0;
/// How the two estimates weigh. The first is right where an item has company of its own, the second where it has that of
/// its kind; their mean beats either.
const ADDITIVE: f32 = 0.7;
/// The estimate is worth so many baskets to a last one, which counts old and large baskets nearly as much as others: what
/// was seen hundreds of times needs no such care, and is then the truer for it.
const SETTLED: f32 = 100.0;
/// Likeliest companions of a kind or a category that come into question though none was counted with the item itself.
const FROM_GROUP: usize = 100;
/// The same of the item itself and of those alike.
const FROM_ITEM: usize = 256;
/// Items that are done at once.
const AT_ONCE: usize = 100;
/// Baskets of a kind or a category that are counted.
const DRAWN: usize = 2_000;

/// What kind of thing each item is, by numbers from 0 without gaps that are too large to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Groups {
    /// By item: things that do the same, such as mugs.
    pub kind: Vec<u32>,
    /// By item: things that lie on the same shelf, such as tableware.
    pub category: Vec<u32>,
}

impl Groups {
    /// The kind of an item, where it has one.
    #[must_use]
    pub fn kind(&self, item: u32) -> Option<u32> {
        self.kind.get(item as usize).copied()
    }

    /// How many items have both.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.kind.len().min(self.category.len())).unwrap_or(u32::MAX)
    }

    /// The category of an item, where it has one.
    #[must_use]
    pub fn category(&self, item: u32) -> Option<u32> {
        self.category.get(item as usize).copied()
    }
}

/// Mines in one go; see [`Miner`].
#[must_use]
pub fn mine(orders: &Orders, groups: Groups, today: i32) -> Partners {
    let mut miner = Miner::new(orders, groups, today);
    while miner.step() {}
    miner.finish()
}

/// Mines some items at a time, category by category, so that progress can be shown.
#[derive(Debug)]
pub struct Miner {
    ledger: Ledger,
    partners: Partners,
    done: usize,
    /// The category whose items come next, by its number, and the one at hand.
    next: u32,
    category: Category,
    rows: Rows,
}

/// The category at hand: its row stands in [`Rows`].
#[derive(Debug, Default)]
struct Category {
    weight: f32,
    head: Vec<u32>,
    likeness: Likeness,
    /// Its items that are still to be done, by kind from the last.
    rest: Vec<u32>,
}

/// Room to work in.
#[derive(Debug)]
struct Rows {
    /// What lies in baskets with something of the category, of the kind, with the item itself.
    category: Row,
    kind: Row,
    item: Row,
    /// What lies in those with the items most like it, as likelihoods.
    alike: Row,
    /// The items that come into question.
    candidates: Row,
    /// By kind.
    kinds: Row,
}

impl Miner {
    /// Begins with orders whose items are the places in `groups`; items beyond are not counted. `today` is a
    /// [`Day::count`](crate::day::Day::count).
    #[must_use]
    pub fn new(orders: &Orders, groups: Groups, today: i32) -> Self {
        let sold = Sold::count(orders, groups.count() as usize);
        let ledger = Ledger::new(orders, &groups, &sold, today);
        let none = |count: u32| PartnerRows::new(count as usize);
        let partners = Partners {
            of_item: none(groups.count()),
            of_kind: none(ledger.by_kind().len()),
            of_category: none(ledger.by_category().len()),
            baskets: sold.baskets,
            sold: sold.by_item,
            groups,
        };
        let row = || Row::new(ledger.len());
        let kinds = Row::new(ledger.by_kind().len() as usize);
        let rows = Rows { category: row(), kind: row(), item: row(), alike: row(), candidates: row(), kinds };
        Self { ledger, partners, done: 0, next: 0, category: Category::default(), rows }
    }

    /// Items that are done, of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.ledger.len())
    }

    /// Does some items; false when all are done.
    pub fn step(&mut self) -> bool {
        if self.category.rest.is_empty() {
            if self.next >= self.ledger.by_category().len() {
                return false;
            }
            self.begin(self.next);
            self.next += 1;
            return true;
        }
        let rest = &mut self.category.rest;
        let Some(kind) = rest.last().map(|item| self.ledger.kind(*item)) else { return false };
        let same = rest.iter().rev().take(AT_ONCE).take_while(|item| self.ledger.kind(**item) == kind).count();
        let members = rest.split_off(rest.len() - same);
        self.done += same;
        self.mine(kind, &members);
        true
    }

    fn begin(&mut self, number: u32) {
        let members = self.ledger.by_category().get(number);
        let Rows { category: row, item, kinds, .. } = &mut self.rows;
        let weight = self.ledger.fill_any(members, DRAWN, row).faded;
        let head = row.head(FROM_GROUP);
        let found = best(&self.ledger, &head, |item| row.get(item).faded / weight, |_| 0);
        self.partners.of_category.set(number, &found);
        let likeness = Likeness::new(&self.ledger, members, item, kinds);
        let mut rest = members.to_vec();
        rest.sort_unstable_by_key(|item| (self.ledger.kind(*item), *item));
        self.category = Category { weight, head, likeness, rest };
    }

    /// The partners of items of one kind.
    fn mine(&mut self, number: u32, members: &[u32]) {
        let ledger = &self.ledger;
        let Rows { category, kind, item: own, alike, candidates, .. } = &mut self.rows;
        let kind_weight = ledger.fill_any(ledger.by_kind().get(number), DRAWN, kind).faded;
        let head = kind.head(FROM_GROUP);
        let found = best(ledger, &head, |item| kind.get(item).faded / kind_weight, |_| 0);
        self.partners.of_kind.set(number, &found);
        for item in members {
            let weight = ledger.fill(*item, usize::MAX, own);
            let part = if self.category.likeness.fill(*item, alike) { OF_ALIKE } else { 0.0 };
            candidates.clear();
            let heads = [&own.head(FROM_ITEM), &alike.head(FROM_ITEM), &head, &self.category.head];
            heads
                .into_iter()
                .flatten()
                .filter(|other| *other != item)
                .for_each(|other| candidates.add(*other, 0.0, 0.0));
            let of_kind = (1.0 - part) * OF_KIND / kind_weight;
            let of_category = (1.0 - part) * OF_CATEGORY / self.category.weight;
            let of_all = (1.0 - part) * OF_ALL;
            let likelihood = |other: u32| {
                let groups = of_kind * kind.get(other).faded + of_category * category.get(other).faded;
                let prior = groups + of_all * ledger.share(other) + part * alike.get(other).faded;
                let counted = own.get(other);
                let scaled = prior * (counted.faded + EXPECTED) / (weight.faded * prior + EXPECTED);
                let added = (counted.faded + ADDED * prior) / (weight.faded + ADDED);
                let near = (scaled + ADDITIVE * added) / (1.0 + ADDITIVE) * ledger.trend(other);
                (counted.even + SETTLED * near) / (weight.even + SETTLED)
            };
            let found = best(ledger, candidates.touched(), likelihood, |other| own.get(other).times as u32);
            self.partners.of_item.set(ledger.item(*item), &found);
        }
    }

    /// What was learnt so far.
    #[must_use]
    pub fn finish(self) -> Partners {
        self.partners
    }
}

/// The candidates that are kept, the likeliest first.
fn best(
    ledger: &Ledger,
    candidates: &[u32],
    likelihood: impl Fn(u32) -> f32,
    together: impl Fn(u32) -> u32,
) -> Vec<Partner> {
    // As numbers: the likelihood above, turned so that the largest comes first, the item below.
    let number = |item: &u32| (u64::from(u32::MAX - millionths(likelihood(*item))) << 32) | u64::from(*item);
    let above = |number: u64| {
        let likelihood = (u32::MAX - (number >> 32) as u32) as f32 / 1_000_000.0;
        (likelihood - ledger.share(number as u32), number)
    };
    let mut ranked: Vec<u64> = candidates.iter().map(number).collect();
    if ranked.len() > KEPT {
        ranked.select_nth_unstable(LIKELIEST);
        let mut others: Vec<(f32, u64)> = ranked.split_off(LIKELIEST).into_iter().map(above).collect();
        others.select_nth_unstable_by(KEPT - LIKELIEST, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.extend(others.iter().take(KEPT - LIKELIEST).map(|(_, number)| number));
    }
    ranked.sort_unstable();
    let partner = |number: u64| {
        let item = number as u32;
        Partner {
            item: ledger.item(item),
            likelihood: u32::MAX - (number >> 32) as u32,
            together: together(item),
            relation: Relation::Complement,
        }
    };
    ranked.into_iter().map(partner).filter(|partner| partner.likelihood > 0).collect()
}

/// A likelihood as a whole number. A rising item's may come out above 1, for its trend knows no bound of that kind.
fn millionths(likelihood: f32) -> u32 {
    (likelihood.min(1.0) * 1_000_000.0) as u32
}
