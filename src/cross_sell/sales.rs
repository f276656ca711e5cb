//! What sells, week by week: the best-sellers (热卖) and what sells more and more (潜力).

use crate::shop::{Orders, kept};
use kept::{KeptError, Reader, Writer};

/// Weeks that are counted, the last ones: a season.
pub const WEEKS: usize = 12;
/// Weeks that make a window: a month, so that a campaign of a day doesn't decide alone.
pub const WINDOW: usize = 4;
/// Pieces an item must have sold in the last window to be called rising: fewer are a whim of two buyers.
const FLOOR: u32 = 8;
/// How many times the pieces of the window before it must have sold, in percent.
const GROWTH: u64 = 150;
/// How far the growth must stand above what chance brings (the standard deviation of the difference of two counts).
const DEVIATIONS: u64 = 2;

/// An item that sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seller {
    /// The item.
    pub item: u32,
    /// Pieces sold in the last window.
    pub now: u32,
    /// Pieces sold in the window before.
    pub before: u32,
}

/// Pieces sold by item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sales {
    /// By item, pieces sold in each of the last [`WEEKS`] weeks, the last first.
    weeks: Vec<[u32; WEEKS]>,
}

impl Sales {
    /// Counts the orders of these many items; the last week ends on `today`, a [`Day::count`](crate::day::Day::count).
    #[must_use]
    pub fn count(orders: &Orders, items: usize, today: i32) -> Self {
        let mut weeks = vec![[0; WEEKS]; items];
        for basket in orders.iter() {
            let Ok(age) = usize::try_from(today.saturating_sub(basket.day)) else { continue };
            for line in basket.lines {
                let week = weeks.get_mut(line.item as usize).and_then(|weeks| weeks.get_mut(age / 7));
                week.into_iter().for_each(|sold: &mut u32| *sold = sold.saturating_add(line.quantity));
            }
        }
        Self { weeks }
    }

    /// Pieces sold in each of the last weeks, the last first.
    #[must_use]
    pub fn weeks(&self, item: u32) -> [u32; WEEKS] {
        self.weeks.get(item as usize).copied().unwrap_or_default()
    }

    /// What sells best in the last window, at most so many.
    #[must_use]
    pub fn best(&self, count: usize) -> Vec<Seller> {
        self.ranked(count, |seller| (seller.now > 0).then_some(seller.now.into()))
    }

    /// What sells more and more, the fastest growing first, at most so many.
    #[must_use]
    pub fn rising(&self, count: usize) -> Vec<Seller> {
        self.ranked(count, |Seller { now, before, .. }| {
            let (grown, both) = (u64::from(now.checked_sub(before)?), u64::from(now) + u64::from(before));
            let grows = u64::from(now) * 100 >= u64::from(before) * GROWTH;
            let by_chance = grown * grown < DEVIATIONS * DEVIATIONS * both;
            // Growth by the part, drawn towards none by a floor on both sides.
            (now >= FLOOR && grows && !by_chance).then_some(u64::from(now + FLOOR) * 1_000 / u64::from(before + FLOOR))
        })
    }

    fn ranked(&self, count: usize, worth: impl Fn(Seller) -> Option<u64>) -> Vec<Seller> {
        let window = |weeks: &[u32; WEEKS], from: usize| -> u32 {
            weeks.iter().skip(from).take(WINDOW).fold(0, |sum, sold| sum.saturating_add(*sold))
        };
        let sellers = (0_u32..).zip(&self.weeks);
        let sellers =
            sellers.map(|(item, weeks)| Seller { item, now: window(weeks, 0), before: window(weeks, WINDOW) });
        let mut ranked: Vec<(u64, Seller)> = sellers.filter_map(|seller| Some((worth(seller)?, seller))).collect();
        crate::sorting::sort_by_key(&mut ranked, |(worth, seller)| (u64::MAX - worth, seller.item));
        ranked.into_iter().take(count).map(|(_, seller)| seller).collect()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.count(self.weeks.len());
        self.weeks.iter().flatten().for_each(|sold| out.number(u64::from(*sold)));
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, KeptError> {
        let mut weeks = vec![[0; WEEKS]; reader.count()?];
        for sold in weeks.iter_mut().flatten() {
            *sold = reader.small()?;
        }
        Ok(Self { weeks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::Line;

    #[test]
    fn growth_needs_a_floor_and_more_than_chance() {
        let mut orders = Orders::default();
        // By item, pieces a week, the first week first.
        let sold: [[u32; 9]; 5] = [
            [9, 20, 20, 20, 20, 20, 20, 20, 20], // sells best
            [0, 0, 0, 0, 0, 1, 2, 2, 2],         // too few
            [0, 1, 1, 1, 1, 4, 6, 8, 9],         // rises
            [0, 5, 5, 5, 5, 6, 8, 8, 8],         // by chance
            [0, 9, 9, 9, 9, 1, 1, 1, 1],         // falls
        ];
        for (week, item) in (0..9).flat_map(|week| (0..5_u32).map(move |item| (week, item))) {
            let quantity = sold[item as usize][week];
            orders.push(1 + 7 * week as i32, 0, &mut vec![Line { item, quantity }]);
        }
        let sales = Sales::count(&orders, 5, 7 * 8 + 1);
        let items = |sellers: Vec<Seller>| sellers.iter().map(|seller| seller.item).collect::<Vec<_>>();
        assert_eq!(items(sales.best(3)), [0, 3, 2]);
        assert_eq!(items(sales.rising(9)), [2]);
        assert_eq!(sales.weeks(0)[..9], [20, 20, 20, 20, 20, 20, 20, 20, 9]);
        let mut out = Writer::default();
        sales.write(&mut out);
        assert_eq!(Sales::read(&mut Reader::of(&out.into_rest())), Ok(sales));
    }
}
