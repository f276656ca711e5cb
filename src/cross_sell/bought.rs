//! Who bought what lately: it is not offered to the same buyer again, and an offer that led to an order is known by it.
//! Buyers are numbers of [`ShopKey`](crate::shop::ShopKey). Packed, for a large shop has half a million of purchases in half a
//! year, and a lookup wants those of one buyer.

use super::{Earlier, Repeats};
use crate::shop::{
    Orders,
    kept::{KeptError, Reader, Writer},
};

/// Days for which an item counts as bought lately. Who has just bought needs no second one yet, also of what is used up: a
/// usual pack of coffee, paper or shampoo lasts for a month or two. Beyond, offering it again is a service.
pub const LATELY: u32 = 60;
/// Days for which an item does that hardly anyone buys again: half a year, a season and its opposite. What is kept for longer
/// would be wrong more often (a present, a second home) and makes the table larger.
pub const LATELY_SELDOM: u32 = 180;
/// What hardly anyone buys again, in millionths: less than one in fifty of the buyers' next baskets has it. Chance alone
/// brings as much where a basket has two items of a hundred.
const SELDOM: u32 = 20_000;

/// Something that a buyer bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    /// The item, by its place in the catalogue.
    pub item: u32,
    /// The day, as [`Day::count`](crate::day::Day::count).
    pub day: i32,
    /// Hardly anyone buys it again.
    pub is_seldom: bool,
}

/// Purchases by buyer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bought {
    /// The day of the newest order; purchases are told by how long they lie before it.
    until: i32,
    /// Who bought something, ascending.
    buyers: Vec<u32>,
    /// Where each buyer's purchases end; they begin where those before end.
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

impl Bought {
    /// Reads who bought what from orders of items that are numbers below `items`, the newest of which is of the day
    /// `until`. Orders of nobody known or of no known day are left out, and what can't be lately any more.
    #[must_use]
    pub fn count(orders: &Orders, items: usize, until: i32) -> Self {
        let repeats = Repeats::count(orders, items);
        let is_seldom = |item: u32| repeats.again(Earlier { item, times: 1, since: 0 }) < SELDOM;
        let mut found = Vec::new();
        for basket in orders.iter().filter(|basket| basket.buyer != 0 && basket.day != 0) {
            let Ok(age) = u32::try_from(until.saturating_sub(basket.day)) else { continue };
            for item in basket.lines.iter().map(|line| line.item).filter(|item| (*item as usize) < items) {
                let is_seldom = is_seldom(item);
                if age <= days(is_seldom) {
                    found.push((basket.buyer, age, u64::from(item) << 1 | u64::from(is_seldom)));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        let (mut bought, mut out) = (Self { until, ..Self::default() }, Writer::default());
        for of_buyer in found.chunk_by(|one, other| one.0 == other.0) {
            for (_, age, item) in of_buyer {
                out.number(u64::from(*age));
                out.number(*item);
            }
            let Ok(end) = u32::try_from(out.len()) else { break };
            bought.buyers.extend(of_buyer.first().map(|(buyer, ..)| *buyer));
            bought.ends.push(end);
        }
        bought.bytes = out.into_rest();
        bought
    }

    /// What a buyer bought, the latest first.
    #[must_use]
    pub fn of(&self, buyer: u32) -> Vec<Purchase> {
        let Ok(place) = self.buyers.binary_search(&buyer) else { return Vec::new() };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let bytes = self.ends.get(place).and_then(|end| self.bytes.get(start as usize..*end as usize));
        let (mut reader, mut purchases) = (Reader::of(bytes.unwrap_or_default()), Vec::new());
        while let (Ok(age), Ok(number)) = (reader.small(), reader.number()) {
            let (Ok(age), Ok(item)) = (i32::try_from(age), u32::try_from(number >> 1)) else { break };
            purchases.push(Purchase { item, day: self.until.saturating_sub(age), is_seldom: number & 1 != 0 });
        }
        purchases
    }

    /// What a buyer bought lately, the latest first, each with how many days ago. Where today is not known, it is the day of
    /// the newest order.
    #[must_use]
    pub fn lately(&self, buyer: u32, today: Option<i32>) -> Vec<(Purchase, u32)> {
        let today = today.unwrap_or(self.until);
        // What was bought after today is of a clock that is behind.
        let ago = |purchase: &Purchase| u32::try_from(today.saturating_sub(purchase.day)).unwrap_or(0);
        let purchases = self.of(buyer).into_iter().map(|purchase| (purchase, ago(&purchase)));
        purchases.filter(|(purchase, ago)| *ago <= days(purchase.is_seldom)).collect()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.signed(self.until.into());
        out.count(self.buyers.len());
        let (mut buyer_before, mut end_before) = (0, 0);
        for (buyer, end) in self.buyers.iter().zip(&self.ends) {
            out.number(u64::from(buyer - buyer_before));
            out.number(u64::from(end - end_before));
            (buyer_before, end_before) = (*buyer, *end);
        }
        out.raw(&self.bytes);
    }

    /// Reads [`Self::write`]. A buyer's purchases are read when they are asked for.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, KeptError> {
        let until = i32::try_from(reader.signed()?).map_err(|_| KeptError::Damaged)?;
        let count = reader.count()?;
        let (mut buyers, mut ends) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut buyer, mut end) = (0_u32, 0_u32);
        for _ in 0..count {
            buyer = buyer.checked_add(reader.small()?).ok_or(KeptError::Damaged)?;
            end = end.checked_add(reader.small()?).ok_or(KeptError::Damaged)?;
            buyers.push(buyer);
            ends.push(end);
        }
        Ok(Self { until, buyers, ends, bytes: reader.run(end as usize)?.to_vec() })
    }
}

const fn days(is_seldom: bool) -> u32 {
    if is_seldom { LATELY_SELDOM } else { LATELY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::Line;
    use proptest::prelude::*;

    type Order = (i32, u32, Vec<u32>);

    fn orders(of: &[Order]) -> Orders {
        let mut orders = Orders::default();
        for (day, buyer, items) in of {
            orders.push(*day, *buyer, &mut items.iter().map(|item| Line { item: *item, quantity: 1 }).collect());
        }
        orders
    }

    /// Item 0 is bought each month by 200 buyers, item 1 once by each; buyer 900 buys both, on these days.
    fn shop(days: &[i32]) -> Bought {
        let mut of: Vec<Order> = Vec::new();
        for buyer in 1..=200 {
            of.extend((0..5).map(|month| (1_000 + 30 * month, buyer, if month == 0 { vec![0, 1] } else { vec![0] })));
        }
        of.extend(days.iter().map(|day| (*day, 900, vec![0, 1, 5])));
        Bought::count(&orders(&of), 2, 1_120)
    }

    fn lately(bought: &Bought, today: i32) -> Vec<(u32, u32)> {
        bought.lately(900, Some(today)).iter().map(|(purchase, ago)| (purchase.item, *ago)).collect()
    }

    #[test]
    fn what_is_used_up_counts_for_two_months_and_what_is_kept_for_half_a_year() {
        let bought = shop(&[1_100]);
        assert_eq!(lately(&bought, 1_120), [(0, 20), (1, 20)], "the last is in no catalogue");
        assert_eq!(lately(&bought, 1_160), [(0, 60), (1, 60)]);
        assert_eq!(lately(&bought, 1_161), [(1, 61)]);
        assert_eq!(lately(&bought, 1_280), [(1, 180)]);
        assert_eq!(lately(&bought, 1_281), []);
        assert_eq!(lately(&bought, 1_090), [(0, 0), (1, 0)], "the clock is behind");
        assert_eq!(bought.lately(900, None), bought.lately(900, Some(1_120)));
        assert_eq!(bought.lately(901, None), []);
    }

    #[test]
    fn what_is_long_ago_or_of_nobody_is_not_kept() {
        let days = |bought: &Bought| bought.of(900).iter().map(|p| (p.item, p.day)).collect::<Vec<_>>();
        assert_eq!(days(&shop(&[1_059, 1_060, 940, 939])), [(0, 1_060), (1, 1_060), (1, 1_059), (1, 940)]);
        assert_eq!(days(&shop(&[0])), []);
        assert_eq!(Bought::count(&orders(&[(5, 0, vec![0])]), 9, 5).of(0), []);
        assert_eq!(Bought::default().of(0), []);
    }

    proptest! {
        #[test]
        fn it_comes_back(
            of in proptest::collection::vec((-400_i32..400, any::<u32>(), proptest::collection::vec(0_u32..9, 1..4)), 0..30)
        ) {
            let until = of.iter().map(|(day, ..)| *day).max().unwrap_or(0);
            let bought = Bought::count(&orders(&of), 6, until);
            let mut out = Writer::default();
            bought.write(&mut out);
            let bytes = out.into_rest();
            let mut reader = Reader::of(&bytes);
            prop_assert_eq!(Bought::read(&mut reader), Ok(bought.clone()));
            prop_assert_eq!(reader.finish(), Ok(()));
            for (day, buyer, items) in of.iter().filter(|(day, buyer, _)| *buyer != 0 && *day != 0) {
                let known = bought.of(*buyer);
                prop_assert!(known.is_sorted_by_key(|purchase| -purchase.day));
                for item in items.iter().filter(|_| until - day <= LATELY as i32) {
                    let is_known = known.iter().any(|purchase| (purchase.item, purchase.day) == (*item, *day));
                    prop_assert_eq!(is_known, *item < 6);
                }
            }
        }

        #[test]
        fn no_bytes_are_too_bad(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(bought) = Bought::read(&mut Reader::of(&bytes)) {
                for buyer in &bought.buyers {
                    let _ = (bought.of(*buyer), bought.lately(*buyer, Some(i32::MIN)));
                }
            }
        }
    }
}
