//! From orders to [`Partners`]: how likely a basket with one item has another.
//!
//! Most pairs were seen a few times or never, so a count alone says little. A pair's likelihood is worked out from the
//! baskets with the item and drawn towards what holds for items alike (the prior): those of its kind, of its category, and
//! those of its category that are bought in the same company (`likeness`). It then follows what sells just now. `ledger`
//! holds the baskets with their weights.

mod largest;
mod ledger;
mod likeness;
mod lists;
mod row;
#[cfg(test)]
mod tests;

use super::{
    Relation, Rows as PartnerRows,
    partners::{KEPT, LIKELIEST, Partner, Partners},
};
use crate::shop::Orders;
use largest::Counts;
use ledger::{Ledger, Sold};
use likeness::Likeness;
use row::{Row, Sum};
use std::cmp::Ordering;

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
/// Items that are done at once.
const AT_ONCE: usize = 100;
/// Baskets of a kind or a category that are counted, evenly drawn: more of them tell no more.
const DRAWN: usize = 500;

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

/// The category at hand.
#[derive(Debug, Default)]
struct Category {
    /// By item, the part of the prior that holds for all of the category.
    prior: Vec<f32>,
    head: Vec<u32>,
    likeness: Likeness,
    /// Its items that are still to be done, by kind from the last.
    rest: Vec<u32>,
}

/// Room to work in.
#[derive(Debug)]
struct Rows {
    /// What lies in baskets with something of the category or of the kind, and in those with the item itself.
    group: Row,
    item: Row,
    /// By kind.
    kinds: Row,
    /// By item, the part of the prior that holds for all of the kind.
    prior: Vec<f32>,
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
        let rows = Rows { group: row(), item: row(), kinds, prior: Vec::new() };
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
        let Rows { group: row, item, kinds, .. } = &mut self.rows;
        let weight = self.ledger.fill_any(members, DRAWN, row).faded;
        let head = row.head(FROM_GROUP);
        self.partners.of_category.set(number, &of_group(&self.ledger, &head, row, weight));
        let mut prior: Vec<f32> = self.ledger.sales().iter().map(|sale| OF_ALL * sale.share).collect();
        add(&mut prior, row, OF_CATEGORY / weight);
        let likeness = Likeness::new(&self.ledger, members, item, kinds);
        let mut rest = members.to_vec();
        rest.sort_unstable_by_key(|item| (self.ledger.kind(*item), *item));
        self.category = Category { prior, head, likeness, rest };
    }

    /// The partners of items of one kind.
    fn mine(&mut self, number: u32, members: &[u32]) {
        let ledger = &self.ledger;
        let Rows { group, item: own, prior, .. } = &mut self.rows;
        let weight = ledger.fill_any(ledger.by_kind().get(number), DRAWN, group).faded;
        let head = group.head(FROM_GROUP);
        self.partners.of_kind.set(number, &of_group(ledger, &head, group, weight));
        prior.clone_from(&self.category.prior);
        add(prior, group, OF_KIND / weight);
        let mut candidates = Vec::new();
        for item in members {
            let weight = ledger.fill(*item, usize::MAX, own);
            let of_alike = if self.category.likeness.add(*item, own) { OF_ALIKE } else { 0.0 };
            for other in head.iter().chain(&self.category.head) {
                own.of(*other);
            }
            // What is divided by more than once is divided by here.
            let per_added = ADDITIVE / (weight.faded + ADDED);
            let per_settled = 1.0 / (weight.even + SETTLED);
            let per_near = SETTLED / (1.0 + ADDITIVE) * per_settled;
            let likelihood = |sum: &Sum, trend: f32| {
                let of_groups = prior.get(sum.item as usize).copied().unwrap_or(0.0);
                let prior = (1.0 - of_alike) * of_groups + of_alike * sum.alike;
                let scaled = prior * (sum.faded + EXPECTED) / (weight.faded * prior + EXPECTED);
                let added = (sum.faded + ADDED * prior) * per_added;
                sum.even * per_settled + (scaled + added) * trend * per_near
            };
            candidates.clear();
            candidates.extend(own.sums().iter().map(|sum| {
                let sale = ledger.sale(sum.item);
                // What is worth nothing isn't kept, and so the item itself isn't.
                let likelihood = if sum.item == *item { 0.0 } else { likelihood(sum, sale.trend) };
                Candidate { item: sum.item, likelihood, above: likelihood - sale.share, times: sum.times }
            }));
            let found = best(ledger, &candidates);
            self.partners.of_item.set(ledger.item(*item), &found);
        }
    }

    /// What was learnt so far.
    #[must_use]
    pub fn finish(self) -> Partners {
        self.partners
    }
}

/// Adds a row to what is known by item.
fn add(to: &mut [f32], row: &Row, factor: f32) {
    for sum in row.sums() {
        to.get_mut(sum.item as usize).into_iter().for_each(|to| *to += factor * sum.faded);
    }
}

/// The partners of a kind or a category: what lies in its baskets, which weigh so much.
fn of_group(ledger: &Ledger, head: &[u32], row: &Row, weight: f32) -> Vec<Partner> {
    let candidate = |item: &u32| {
        let likelihood = row.get(*item).faded / weight;
        Candidate { item: *item, likelihood, above: likelihood - ledger.sale(*item).share, times: 0.0 }
    };
    best(ledger, &head.iter().map(candidate).collect::<Vec<_>>())
}

/// An item that comes into question.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    item: u32,
    likelihood: f32,
    /// By how much it is likelier than by chance.
    above: f32,
    times: f32,
}

fn likelier(a: &Candidate, b: &Candidate) -> Ordering {
    b.likelihood.total_cmp(&a.likelihood).then(a.item.cmp(&b.item))
}

/// The candidates that are kept, the likeliest first.
fn best(ledger: &Ledger, candidates: &[Candidate]) -> Vec<Partner> {
    let (mut likely, mut above) = (Counts::new(), Counts::new());
    for candidate in candidates {
        likely.add(candidate.likelihood);
        above.add(candidate.above);
    }
    let (likely, above) = (likely.reached(LIKELIEST), above.reached(KEPT));
    let promising = |candidate: &&Candidate| candidate.likelihood >= likely || candidate.above >= above;
    let mut best: Vec<Candidate> = candidates.iter().filter(promising).copied().collect();
    if best.len() > KEPT {
        best.select_nth_unstable_by(LIKELIEST, likelier);
        let mut others = best.split_off(LIKELIEST);
        others.select_nth_unstable_by(KEPT - LIKELIEST, |a, b| b.above.total_cmp(&a.above).then(a.item.cmp(&b.item)));
        best.extend(others.into_iter().take(KEPT - LIKELIEST));
    }
    best.sort_unstable_by(likelier);
    let partner = |candidate: Candidate| Partner {
        item: ledger.item(candidate.item),
        likelihood: millionths(candidate.likelihood),
        together: candidate.times as u32,
        relation: Relation::Complement,
    };
    best.into_iter().map(partner).filter(|partner| partner.likelihood > 0).collect()
}

/// A likelihood as a whole number. A rising item's may come out above 1, for its trend knows no bound of that kind.
fn millionths(likelihood: f32) -> u32 {
    (likelihood.min(1.0) * 1_000_000.0) as u32
}
