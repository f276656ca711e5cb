//! From orders to [`Partners`]: how likely a basket with one item has another.
//!
//! Most pairs were seen a few times or never, so a count alone says little. A pair's likelihood is worked out from the
//! baskets with the item and drawn towards what holds for items alike ([`prior`]): those of its kind, of its category, and
//! those of its category that are bought in the same company ([`likeness`]). It then follows what sells just now. [`ledger`]
//! holds the baskets with their weights.

mod ledger;
mod likeness;
mod row;

use super::partners::{KEPT, Partner, Partners};
use crate::shop::Orders;
use ledger::Ledger;
use likeness::Likeness;
use row::Row;

/// Baskets in which an item must have been seen before it has partners of its own, or is one: less is an accident.
const SEEN: u32 = 5;
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
const FROM_GROUP: usize = 200;

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

    /// The category of an item, where it has one.
    #[must_use]
    pub fn category(&self, item: u32) -> Option<u32> {
        self.category.get(item as usize).copied()
    }
}

/// Mines in one go; see [`Miner`]. `today` is a [`Day::count`](crate::day::Day::count).
#[must_use]
pub fn mine(orders: &Orders, groups: Groups, today: i32) -> Partners {
    let mut miner = Miner::new(orders, groups, today);
    while miner.step() {}
    miner.finish()
}

/// Mines category by category, so that progress can be shown.
#[derive(Debug)]
pub struct Miner<'a> {
    ledger: Ledger<'a>,
    partners: Partners,
    /// Items by category, then kind.
    order: Vec<u32>,
    done: usize,
    rows: Rows,
}

/// Room to work in.
#[derive(Debug)]
struct Rows {
    category: Row,
    kind: Row,
    alike: Row,
    item: Row,
    /// What the item's baskets hold, by their even weight.
    even: Row,
    /// By kind.
    kinds: Row,
}

impl<'a> Miner<'a> {
    /// Begins with orders whose items are the places in `groups`; items beyond are not counted.
    #[must_use]
    pub fn new(orders: &'a Orders, groups: Groups, today: i32) -> Self {
        let count = groups.kind.len().min(groups.category.len());
        let ledger = Ledger::new(orders, &groups, count, today);
        let mut order: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
        order.sort_unstable_by_key(|item| (groups.category(*item), groups.kind(*item), *item));
        let groups_of = |numbers: &[u32]| numbers.iter().max().map_or(0, |most| *most as usize + 1).min(count);
        let partners = Partners {
            baskets: ledger.baskets,
            sold: ledger.sold.clone(),
            of_item: vec![Vec::new(); count],
            of_kind: vec![Vec::new(); groups_of(&groups.kind)],
            of_category: vec![Vec::new(); groups_of(&groups.category)],
            groups,
        };
        let row = || Row::new(count);
        Self {
            ledger,
            partners,
            order,
            done: 0,
            rows: Rows { category: row(), kind: row(), alike: row(), item: row(), even: row(), kinds: row() },
        }
    }

    /// Items that are done, of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.order.len())
    }

    /// Does the next category; false when all are done.
    pub fn step(&mut self) -> bool {
        let rest = self.order.get(self.done..).unwrap_or_default();
        let Some(category) = rest.first().and_then(|item| self.partners.groups.category(*item)) else { return false };
        let members: Vec<u32> =
            rest.iter().copied().take_while(|item| self.partners.groups.category(*item) == Some(category)).collect();
        self.done += members.len();
        self.rows.category.clear();
        self.ledger.add_any(&members, &mut self.rows.category);
        let of_category = best(self.rows.category.head(FROM_GROUP), |item| self.rows.category.get(item), |_| 0);
        keep(&mut self.partners.of_category, category, of_category);
        let likeness = Likeness::new(&self.ledger, &members, &mut self.rows.kinds);
        let mut rest = members.as_slice();
        while let Some(kind) = rest.first().map(|item| self.partners.groups.kind(*item)) {
            let same = rest.iter().take_while(|item| self.partners.groups.kind(**item) == kind).count();
            let (of_kind, others) = rest.split_at(same);
            self.mine_kind(of_kind, &likeness);
            rest = others;
        }
        true
    }

    /// The partners of some items of a kind.
    fn mine_kind(&mut self, members: &[u32], likeness: &Likeness) {
        let Some(kind) = members.first().and_then(|item| self.partners.groups.kind(*item)) else { return };
        self.rows.kind.clear();
        self.ledger.add_any(self.ledger.of_kind(kind), &mut self.rows.kind);
        let from_kind = self.rows.kind.head(FROM_GROUP);
        let of_kind = best(from_kind.clone(), |item| self.rows.kind.get(item), |_| 0);
        keep(&mut self.partners.of_kind, kind, of_kind);
        let from_category = self.rows.category.head(FROM_GROUP);
        for item in members.iter().copied().filter(|item| self.ledger.sold(*item) >= SEEN) {
            let Rows { category, kind, alike, item: own, even, .. } = &mut self.rows;
            own.clear();
            even.clear();
            let weight = self.ledger.add(item, 1.0, own);
            let even_weight = self.ledger.add_even(item, even);
            alike.clear();
            let is_alike = likeness.of(item);
            let part = if is_alike.is_empty() { 0.0 } else { OF_ALIKE };
            for (other, share) in is_alike {
                self.ledger.add(other, share, alike);
            }
            let mut candidates: Vec<u32> = own.touched().to_vec();
            candidates.extend(alike.touched());
            candidates.extend(from_kind.iter().chain(&from_category));
            candidates.sort_unstable();
            candidates.dedup();
            let likelihood = |other: u32| {
                let groups = OF_KIND * kind.get(other) + OF_CATEGORY * category.get(other);
                let prior = (1.0 - part) * (groups + OF_ALL * self.ledger.share(other)) + part * alike.get(other);
                let counted = own.get(other);
                let scaled = prior * (counted + EXPECTED) / (weight * prior + EXPECTED);
                let added = (counted + ADDED * prior) / (weight + ADDED);
                let near = (scaled + ADDITIVE * added) / (1.0 + ADDITIVE) * self.ledger.trend(other);
                (even.get(other) + SETTLED * near) / (even_weight + SETTLED)
            };
            candidates.retain(|other| *other != item && self.ledger.sold(*other) >= SEEN);
            let found = best(candidates, likelihood, |other| own.times(other));
            keep(&mut self.partners.of_item, item, found);
        }
    }

    /// What was learnt so far.
    #[must_use]
    pub fn finish(self) -> Partners {
        self.partners
    }
}

fn keep(rows: &mut [Vec<Partner>], at: u32, found: Vec<Partner>) {
    rows.iter_mut().skip(at as usize).take(1).for_each(|row| *row = found.clone());
}

/// The likeliest of the candidates, the first first.
fn best(candidates: Vec<u32>, likelihood: impl Fn(u32) -> f32, together: impl Fn(u32) -> u32) -> Vec<Partner> {
    // As numbers: the likelihood above, turned so that the largest comes first, the item below.
    let mut ranked: Vec<u64> = candidates
        .into_iter()
        .map(|item| (u64::from(u32::MAX - millionths(likelihood(item))) << 32) | u64::from(item))
        .collect();
    if ranked.len() > KEPT {
        ranked.select_nth_unstable(KEPT);
        ranked.truncate(KEPT);
    }
    ranked.sort_unstable();
    ranked
        .into_iter()
        .map(|number| {
            let item = (number & u64::from(u32::MAX)) as u32;
            Partner { item, likelihood: u32::MAX - (number >> 32) as u32, together: together(item) }
        })
        .filter(|partner| partner.likelihood > 0)
        .collect()
}

/// A likelihood as a whole number; what is none, or over one, stays within bounds.
fn millionths(likelihood: f32) -> u32 {
    (likelihood * 1_000_000.0) as u32
}
