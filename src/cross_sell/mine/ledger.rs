//! The baskets that count, each with its weight, and by item and kind the baskets that have it.

use super::{Groups, row::Row};
use crate::shop::Orders;

/// Lines beyond which a basket says nothing of what goes together: it restocks a shop.
const LARGEST: usize = 300;
/// A day takes so much from what a basket says: half of it in 168 days, so that a season later it still counts for much
/// and two seasons later for little.
const FADING: f64 = 0.995_882_6;
/// The same for what sells just now: half in 28 days.
const FADING_FAST: f64 = 0.975_548_1;
/// Days after which nothing fades any more.
const OLDEST: i32 = 3_650;
/// Share of baskets that is added to both sides of a trend, so that a sale or two make none.
const TREND_FLOOR: f32 = 2e-6;
/// The least and the most that a trend does before its fourth root is taken.
const TREND: (f32, f32) = (0.1, 4.0);

/// Baskets, weighed and indexed.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    orders: &'a Orders,
    /// By basket, less for old and for large ones; on the average 1.
    weights: Vec<f32>,
    /// By basket, the same for all ages; on the average 1.
    even: Vec<f32>,
    by_item: Lists,
    /// By kind, its items.
    items_of_kind: Lists,
    /// By basket, the kinds in it, each once.
    kinds: Lists,
    /// Baskets that count.
    pub(super) baskets: u32,
    /// By item, the baskets with it.
    pub(super) sold: Vec<u32>,
    /// By item, the weight of the baskets with it, of all weight.
    shares: Vec<f32>,
    trends: Vec<f32>,
    /// By kind, the weight of the baskets with it, of all weight.
    kind_shares: Vec<f32>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(orders: &'a Orders, groups: &Groups, items: usize, today: i32) -> Self {
        let raw = weights(orders, FADING, today, f64::sqrt);
        let baskets = raw.iter().filter(|weight| **weight > 0.0).count();
        let weights = on_average_one(&raw);
        let even = on_average_one(&self::weights(orders, 1.0, today, |size| size.sqrt() * size.sqrt().sqrt()));
        let in_basket = |basket: usize| orders.get(basket).lines.iter().map(|line| line.item);
        let counts = |basket: &usize| weights.get(*basket).is_some_and(|weight| *weight > 0.0);
        let pairs = || {
            (0..orders.len())
                .filter(counts)
                .flat_map(move |basket| in_basket(basket).map(move |item| (item, basket as u32)))
        };
        let by_item = Lists::new(items, pairs);
        let sold: Vec<u32> = (0..items).map(|item| by_item.get(item as u32).len() as u32).collect();
        let shares = shares(&by_item, &raw, items);
        let now = self::shares(&by_item, &self::weights(orders, FADING_FAST, today, f64::sqrt), items);
        let trends = shares.iter().zip(&now).map(|(share, now)| trend(*now, *share)).collect();
        let most = groups.kind.iter().max().map_or(0, |most| *most as usize + 1).min(items);
        let kinds = Lists::new(orders.len(), || {
            (0..orders.len()).filter(counts).flat_map(move |basket| {
                let mut kinds: Vec<u32> = in_basket(basket).filter_map(|item| groups.kind(item)).collect();
                kinds.sort_unstable();
                kinds.dedup();
                kinds.into_iter().map(move |kind| (basket as u32, kind))
            })
        });
        let items_of_kind = Lists::new(most, || (0..items as u32).filter_map(|item| Some((groups.kind(item)?, item))));
        let mut kind_shares = vec![0.0; most];
        for (basket, weight) in weights.iter().enumerate() {
            for kind in kinds.get(basket as u32) {
                kind_shares.iter_mut().skip(*kind as usize).take(1).for_each(|share| *share += weight / baskets as f32);
            }
        }
        Self {
            orders,
            by_item,
            items_of_kind,
            kinds,
            kind_shares,
            baskets: baskets as u32,
            sold,
            shares,
            trends,
            weights,
            even,
        }
    }

    /// Adds what lies in the baskets with an item, times a factor; gives the weight of those baskets.
    pub(super) fn add(&self, item: u32, factor: f32, row: &mut Row) -> f32 {
        let mut total = 0.0;
        for basket in self.by_item.get(item) {
            total += self.add_basket(*basket, &self.weights, factor, row);
        }
        total
    }

    /// The same by even weights.
    pub(super) fn add_even(&self, item: u32, row: &mut Row) -> f32 {
        self.by_item.get(item).iter().map(|basket| self.add_basket(*basket, &self.even, 1.0, row)).sum()
    }

    /// Fills a row with the likelihood that a basket with any of these items has each item.
    pub(super) fn add_any(&self, items: &[u32], row: &mut Row) {
        let mut baskets: Vec<u32> = items.iter().flat_map(|item| self.by_item.get(*item)).copied().collect();
        baskets.sort_unstable();
        baskets.dedup();
        let mut total = 0.0;
        for basket in baskets {
            total += self.add_basket(basket, &self.weights, 1.0, row);
        }
        row.scale(if total > 0.0 { 1.0 / total } else { 0.0 });
    }

    fn add_basket(&self, basket: u32, weights: &[f32], factor: f32, row: &mut Row) -> f32 {
        let weight = weights.get(basket as usize).copied().unwrap_or(0.0);
        for line in self.orders.get(basket as usize).lines {
            row.add(line.item, weight * factor);
        }
        weight
    }

    /// The weight of the baskets with an item, and of each of them by the kinds in it.
    pub(super) fn weight(&self, item: u32) -> f32 {
        self.by_item.get(item).iter().filter_map(|basket| self.weights.get(*basket as usize)).sum()
    }

    /// Adds the weight of each of an item's baskets to the kinds in it.
    pub(super) fn add_kinds(&self, item: u32, row: &mut Row) {
        for basket in self.by_item.get(item) {
            let weight = self.weights.get(*basket as usize).copied().unwrap_or(0.0);
            self.kinds.get(*basket).iter().for_each(|kind| row.add(*kind, weight));
        }
    }

    /// The likelihood that any basket has something of a kind.
    pub(super) fn kind_share(&self, kind: u32) -> f32 {
        self.kind_shares.get(kind as usize).copied().unwrap_or(0.0)
    }

    /// The items of a kind.
    pub(super) fn of_kind(&self, kind: u32) -> &[u32] {
        self.items_of_kind.get(kind)
    }

    pub(super) fn sold(&self, item: u32) -> u32 {
        self.sold.get(item as usize).copied().unwrap_or(0)
    }

    /// The likelihood that any basket has an item.
    pub(super) fn share(&self, item: u32) -> f32 {
        self.shares.get(item as usize).copied().unwrap_or(0.0)
    }

    /// By what factor an item sells better now than on the average, much dampened.
    pub(super) fn trend(&self, item: u32) -> f32 {
        self.trends.get(item as usize).copied().unwrap_or(1.0)
    }
}

/// What each basket counts: less with age, and less with size. In a basket of forty things two that lie side by side say
/// less of one another than in one of two. To divide by the size would be right for who draws one thing of a basket and
/// asks for another, and rests on few baskets; the square root, or what lies halfway, errs less.
fn weights(orders: &Orders, fading: f64, today: i32, divisor: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut faded = vec![1.0];
    (0..OLDEST).for_each(|age| faded.push(faded.get(age as usize).copied().unwrap_or(0.0) * fading));
    let weight = |day: i32, size: usize| {
        let age = today.saturating_sub(day).clamp(0, OLDEST);
        let faded = faded.get(age as usize).copied().unwrap_or(0.0);
        if size > LARGEST { 0.0 } else { faded / divisor(size.max(1) as f64) }
    };
    orders.iter().map(|basket| weight(basket.day, basket.lines.len())).collect()
}

fn on_average_one(weights: &[f64]) -> Vec<f32> {
    let total: f64 = weights.iter().sum();
    let count = weights.iter().filter(|weight| **weight > 0.0).count();
    let scale = if total > 0.0 { count as f64 / total } else { 0.0 };
    weights.iter().map(|weight| (weight * scale) as f32).collect()
}

fn shares(by_item: &Lists, weights: &[f64], items: usize) -> Vec<f32> {
    let total: f64 = weights.iter().sum();
    let of_item = |item: usize| -> f64 {
        by_item.get(item as u32).iter().filter_map(|basket| weights.get(*basket as usize)).sum()
    };
    (0..items).map(|item| if total > 0.0 { (of_item(item) / total) as f32 } else { 0.0 }).collect()
}

/// The fourth root: what sells three times better now than on the average is offered a third more readily.
fn trend(now: f32, share: f32) -> f32 {
    let (least, most) = TREND;
    ((now + TREND_FLOOR) / (share + TREND_FLOOR)).clamp(least, most).sqrt().sqrt()
}

/// Lists of numbers, in one run.
#[derive(Debug, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Lists {
    /// So many lists, of pairs of list and entry, which are asked for twice; the entries of a list keep their order.
    fn new<I: Iterator<Item = (u32, u32)>>(count: usize, pairs: impl Fn() -> I) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (list, _) in pairs() {
            starts.iter_mut().skip(list as usize + 1).take(1).for_each(|start| *start += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut entries = vec![0; sum as usize];
        for (list, entry) in pairs() {
            // The end of the lists, which is the start after the last, begins none.
            if let Some(at) = next.get_mut(list as usize).filter(|_| (list as usize) < count) {
                entries.iter_mut().skip(*at as usize).take(1).for_each(|place| *place = entry);
                *at += 1;
            }
        }
        Self { starts, entries }
    }

    pub(super) fn get(&self, list: u32) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).copied().map(|bound| bound as usize);
        let (Some(start), Some(end)) = (bound(list as usize), bound(list as usize + 1)) else { return &[] };
        self.entries.get(start..end).unwrap_or_default()
    }
}
