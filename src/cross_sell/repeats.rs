//! What a buyer buys again: with [`Partners::propose_to`](super::Partners::propose_to) a buyer's own orders speak beside
//! the basket. Coffee is bought each month, a coffee machine is not.

use crate::shop::Orders;
use std::collections::HashMap;

/// What all items show is worth so many baskets to one item.
const OF_ALL: u64 = 20;
/// What an item shows with all buyers is worth so many baskets to one buyer.
const OF_BUYERS: u64 = 4;
const WHOLE: u64 = 1_000_000;

/// How readily items are bought again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repeats {
    /// By item, the part of a buyer's baskets after the first with it that have it again, in millionths.
    rates: Vec<u32>,
}

/// What a buyer bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// The item.
    pub item: u32,
    /// Baskets of the buyer's with it, at least one.
    pub times: u32,
    /// Baskets of the buyer's after the first with it.
    pub since: u32,
}

impl Repeats {
    /// Counts them in orders whose items are numbers below `items`; orders of nobody known are left out.
    #[must_use]
    pub fn count(orders: &Orders, items: usize) -> Self {
        let mut places: Vec<(u32, i32, usize)> = orders
            .iter()
            .enumerate()
            .filter(|(_, basket)| basket.buyer != 0)
            .map(|(place, basket)| (basket.buyer, basket.day, place))
            .collect();
        places.sort_unstable();
        let mut sums = vec![(0_u64, 0_u64); items];
        for of_buyer in places.chunk_by(|a, b| a.0 == b.0) {
            let baskets = of_buyer.iter().map(|(.., place)| orders.get(*place).lines.iter().map(|line| line.item));
            for Earlier { item, times, since } in earlier(baskets) {
                if let Some((again, chances)) = sums.get_mut(item as usize) {
                    *again += u64::from(times.saturating_sub(1));
                    *chances += u64::from(since);
                }
            }
        }
        let (again, chances) = sums.iter().fold((0, 0), |sum, item| (sum.0 + item.0, sum.1 + item.1));
        let rate = |again: u64, chances: u64| again.saturating_mul(WHOLE).checked_div(chances).unwrap_or(0);
        let of_all = rate(again, chances);
        let of_item = |(again, chances): &(u64, u64)| {
            let rate = (again.saturating_mul(WHOLE) + OF_ALL * of_all) / (chances + OF_ALL);
            u32::try_from(rate).unwrap_or(u32::MAX)
        };
        Self { rates: sums.iter().map(of_item).collect() }
    }

    /// How likely the buyer's next basket has what was bought, in millionths: this buyer's own habit, drawn towards that of
    /// all who bought it.
    #[must_use]
    pub fn again(&self, earlier: Earlier) -> u32 {
        let rate = self.rates.get(earlier.item as usize).copied().unwrap_or(0);
        let again = u64::from(earlier.times.saturating_sub(1)) * WHOLE + OF_BUYERS * u64::from(rate);
        u32::try_from((again / (u64::from(earlier.since) + OF_BUYERS)).min(WHOLE)).unwrap_or(u32::MAX)
    }
}

/// What lay in one buyer's baskets, the oldest first, by item.
#[must_use]
pub fn earlier<I: IntoIterator<Item = u32>>(baskets: impl Iterator<Item = I>) -> Vec<Earlier> {
    let (mut found, mut count): (HashMap<u32, (u32, u32)>, u32) = (HashMap::new(), 0);
    for basket in baskets {
        for item in basket {
            found.entry(item).or_insert((0, count)).0 += 1;
        }
        count = count.saturating_add(1);
    }
    let of = |(item, (times, first)): (u32, (u32, u32))| Earlier { item, times, since: count - first - 1 };
    let mut earlier: Vec<Earlier> = found.into_iter().map(of).collect();
    earlier.sort_unstable_by_key(|earlier| earlier.item);
    earlier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::Line;

    /// Item 0 is bought each time, 1 once and never again.
    fn orders() -> Orders {
        let mut orders = Orders::default();
        for buyer in 1..=10 {
            // The file need not be in order.
            for day in [3, 1, 2] {
                let items = if day == 1 { vec![0, 1] } else { vec![0] };
                orders.push(day, buyer, &mut items.into_iter().map(|item| Line { item, quantity: 1 }).collect());
            }
        }
        orders.push(9, 0, &mut vec![Line { item: 1, quantity: 1 }]);
        orders
    }

    #[test]
    fn coffee_is_bought_again_and_a_machine_is_not() {
        let repeats = Repeats::count(&orders(), 3);
        let once = |item| repeats.again(Earlier { item, times: 1, since: 0 });
        // 20 of 20 and 0 of 20, both drawn to 20 of 40; the last was never bought.
        assert_eq!((once(0), once(1), once(2), once(9)), (750_000, 250_000, 500_000, 0));
    }

    #[test]
    fn a_buyer_who_has_it_each_time_has_it_again() {
        let repeats = Repeats::count(&orders(), 3);
        let habit = repeats.again(Earlier { item: 1, times: 5, since: 4 });
        assert_eq!(habit, 625_000, "four of four, and four as all buyers have it");
        assert!(repeats.again(Earlier { item: 1, times: 1, since: 4 }) < 250_000);
        assert!(repeats.again(Earlier { item: 0, times: u32::MAX, since: 0 }) <= 1_000_000);
    }

    #[test]
    fn baskets_count_from_the_first_with_the_item() {
        let found = earlier([vec![5], vec![7], vec![7, 5], vec![]].into_iter());
        let of = |item, times, since| Earlier { item, times, since };
        assert_eq!(found, [of(5, 2, 3), of(7, 2, 2)]);
    }
}
