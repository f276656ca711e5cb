//! The baskets that count, each with its weight, and by item and group the baskets that have it.

use super::{
    Groups,
    lists::{Baskets, Lists, Weight},
    row::Row,
};
use crate::shop::Orders;

/// Baskets in which an item must have been seen before it has partners of its own, or is one: less is an accident.
pub(super) const SEEN: u32 = 5;
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

/// Baskets that are looked up at once, so that they are fetched from far memory side by side.
const AT_HAND: usize = 16;

/// What an item sells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sale {
    /// The likelihood that any basket has it: the weight of the baskets with it, of all weight.
    pub(super) share: f32,
    /// By what factor it sells better now than on the average, much dampened.
    pub(super) trend: f32,
}

/// Baskets, weighed and indexed. Items that were seen often enough are numbered from the most sold down, so that what is
/// read most lies together; all else here speaks of these numbers.
#[derive(Debug)]
pub(super) struct Ledger {
    /// By number, the item.
    items: Vec<u32>,
    baskets: Baskets,
    /// By number, where the baskets with it begin.
    by_item: Lists,
    /// By kind and by category, what belongs to it.
    by_kind: Lists,
    by_category: Lists,
    kinds: Vec<u32>,
    /// By number, what it sells.
    sales: Vec<Sale>,
    /// By kind, the shares of its items together.
    kind_shares: Vec<f32>,
}

/// What was sold, before anything is numbered.
#[derive(Debug)]
pub(super) struct Sold {
    /// Baskets that count.
    pub(super) baskets: u32,
    /// By item, those with it.
    pub(super) by_item: Vec<u32>,
}

impl Sold {
    pub(super) fn count(orders: &Orders, items: usize) -> Self {
        let mut sold = Self { baskets: 0, by_item: vec![0; items] };
        for basket in orders.iter().filter(|basket| basket.lines.len() <= LARGEST) {
            sold.baskets += 1;
            for line in basket.lines {
                sold.by_item.get_mut(line.item as usize).into_iter().for_each(|sold| *sold += 1);
            }
        }
        sold
    }
}

impl Ledger {
    pub(super) fn new(orders: &Orders, groups: &Groups, sold: &Sold, today: i32) -> Self {
        let sold = |item: u32| sold.by_item.get(item as usize).copied().unwrap_or(0);
        let mut items: Vec<u32> = (0..groups.count()).filter(|item| sold(*item) >= SEEN).collect();
        items.sort_unstable_by_key(|item| (u32::MAX - sold(*item), *item));
        let mut numbers = vec![None; groups.count() as usize];
        for (number, item) in items.iter().enumerate() {
            numbers.get_mut(*item as usize).into_iter().for_each(|place| *place = Some(number as u32));
        }
        let counted = || orders.iter().enumerate().filter(|(_, basket)| basket.lines.len() <= LARGEST);
        let number = |item: u32| numbers.get(item as usize).copied().flatten();
        let baskets = Lists::new(orders.len(), || {
            counted().flat_map(|(place, basket)| {
                basket.lines.iter().filter_map(move |line| Some((place as u32, number(line.item)?)))
            })
        });
        let mut by_item = Lists::new(items.len(), || {
            (0..orders.len() as u32).flat_map(|place| baskets.get(place).iter().map(move |item| (*item, place)))
        });
        let raw = weights(orders, FADING, today, f64::sqrt);
        let even = on_average_one(&weights(orders, 1.0, today, |size| size.sqrt() * size.sqrt().sqrt()));
        let weights: Vec<Weight> =
            on_average_one(&raw).into_iter().zip(even).map(|(faded, even)| Weight { faded, even }).collect();
        let shares = shares(&by_item, &raw, items.len());
        let now = self::shares(&by_item, &self::weights(orders, FADING_FAST, today, f64::sqrt), items.len());
        let sale = |(share, now): (&f32, &f32)| Sale { share: *share, trend: trend(*now, *share) };
        let sales: Vec<Sale> = shares.iter().zip(&now).map(sale).collect();
        let (baskets, begins) = Baskets::new(&baskets, &weights);
        for basket in by_item.entries() {
            *basket = begins.get(*basket as usize).copied().unwrap_or(u32::MAX);
        }
        let by = |groups: &[u32]| {
            let group = |item: &u32| groups.get(*item as usize).copied();
            let count = items.iter().filter_map(group).max().map_or(0, |most| most as usize + 1);
            Lists::new(count, || (0_u32..).zip(&items).filter_map(|(number, item)| Some((group(item)?, number))))
        };
        let (by_kind, by_category) = (by(&groups.kind), by(&groups.category));
        let kinds: Vec<u32> = items.iter().filter_map(|item| groups.kind(*item)).collect();
        let share = |number: &u32| shares.get(*number as usize).copied().unwrap_or(0.0);
        let kind_shares = (0..by_kind.len()).map(|kind| by_kind.get(kind).iter().map(share).sum()).collect();
        Self { items, baskets, by_item, by_kind, by_category, kinds, sales, kind_shares }
    }

    /// Numbers, counted.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The item that has a number.
    pub(super) fn item(&self, number: u32) -> u32 {
        self.items.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// The kind that a number belongs to.
    pub(super) fn kind(&self, number: u32) -> u32 {
        self.kinds.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// By kind, what belongs to it.
    pub(super) fn by_kind(&self) -> &Lists {
        &self.by_kind
    }

    /// By category, what belongs to it.
    pub(super) fn by_category(&self) -> &Lists {
        &self.by_category
    }

    /// Fills a row with what lies in the baskets with an item, in at most so many of them, evenly drawn; gives the weight of
    /// those baskets.
    pub(super) fn fill(&self, item: u32, most: usize, row: &mut Row) -> Weight {
        self.fill_from(self.by_item.get(item), most, row)
    }

    /// The same for baskets with any of some items.
    pub(super) fn fill_any(&self, items: &[u32], most: usize, row: &mut Row) -> Weight {
        let mut baskets: Vec<u32> = items.iter().flat_map(|item| self.by_item.get(*item)).copied().collect();
        baskets.sort_unstable();
        baskets.dedup();
        self.fill_from(&baskets, most, row)
    }

    fn fill_from(&self, baskets: &[u32], most: usize, row: &mut Row) -> Weight {
        row.clear();
        let mut total = Weight::default();
        let mut drawn = baskets.iter().step_by(baskets.len().div_ceil(most).max(1));
        let mut at_hand: [(Weight, &[u32]); AT_HAND] = Default::default();
        loop {
            let mut count = 0;
            for (place, basket) in at_hand.iter_mut().zip(&mut drawn) {
                *place = self.baskets.get(*basket);
                count += 1;
            }
            for (Weight { faded, even }, items) in at_hand.iter().take(count) {
                items.iter().for_each(|item| row.add(*item, *faded, *even));
                total = Weight { faded: total.faded + faded, even: total.even + even };
            }
            if count < AT_HAND {
                break;
            }
        }
        total
    }

    /// How many things of a kind any basket has, on the average.
    pub(super) fn kind_share(&self, kind: u32) -> f32 {
        self.kind_shares.get(kind as usize).copied().unwrap_or(0.0)
    }

    /// By item, what it sells.
    pub(super) fn sales(&self) -> &[Sale] {
        &self.sales
    }

    /// What an item sells.
    #[inline]
    pub(super) fn sale(&self, item: u32) -> Sale {
        self.sales.get(item as usize).copied().unwrap_or(Sale { share: 0.0, trend: 1.0 })
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
