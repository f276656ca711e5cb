//! What the speed of mining is measured with: a shop's orders as `cargo xtask bench mine` writes them, numbers of four
//! bytes each. Natively `src/mine_main.rs` times it, as wasm a worker does: [`mine_load`], then [`mine_all`].

use qinyu::{
    cross_sell::{Groups, Partners, mine},
    shop::{Line, Orders},
};
use std::cell::RefCell;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Parts that a whole file has; fewer show how the time grows.
pub const PARTS: usize = 10;

/// What is mined.
#[derive(Debug, Default, Clone)]
pub struct Mined {
    /// The orders.
    pub orders: Orders,
    /// What their items are.
    pub groups: Groups,
    /// The last day of the orders.
    pub today: i32,
}

impl Mined {
    /// Reads how many items there are, then each one's kind and category, then of each basket its day, how many items it
    /// has, and these. So many of [`PARTS`] are taken; what is cut off ends it.
    #[must_use]
    pub fn read(bytes: &[u8], parts: usize) -> Self {
        let mut numbers =
            bytes.chunks_exact(4).map(|four| four.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)));
        let items = numbers.next().unwrap_or_default() as usize;
        let mut mined = Self::default();
        mined.groups.kind.extend(numbers.by_ref().take(items));
        mined.groups.category.extend(numbers.by_ref().take(items));
        let (mut place, mut lines) = (0, Vec::new());
        while let (Some(day), Some(count)) = (numbers.next(), numbers.next()) {
            lines.clear();
            lines.extend(numbers.by_ref().take(count as usize).map(|item| Line { item, quantity: 1 }));
            if place % PARTS < parts {
                mined.orders.push(day as i32, 0, &mut lines);
                mined.today = mined.today.max(day as i32);
            }
            place += 1;
        }
        mined
    }

    /// Mines it.
    #[must_use]
    pub fn mine(&self) -> Partners {
        mine(&self.orders, self.groups.clone(), self.today)
    }
}

thread_local! {
    static MINED: RefCell<Mined> = RefCell::default();
}

/// Takes orders and gives how many lines they have. Not to be timed.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn mine_load(bytes: &[u8], parts: u32) -> u32 {
    MINED.replace(Mined::read(bytes, parts as usize));
    MINED.with_borrow(|mined| u32::try_from(mined.orders.line_count()).unwrap_or(u32::MAX))
}

/// Mines them and gives a sum over all partners: the same wherever it is worked out.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn mine_all() -> u32 {
    sum(&MINED.with_borrow(Mined::mine))
}

/// A sum over all partners.
#[must_use]
pub fn sum(partners: &Partners) -> u32 {
    let rows = (0..partners.sold.len() as u32).flat_map(|item| partners.of_item.get(Some(item)));
    rows.fold(0, |sum, partner| {
        (sum ^ partner.item ^ partner.likelihood.rotate_left(16) ^ partner.together).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn baskets_are_read_in_parts_and_mined() {
        let baskets = (0..40_u32).flat_map(|place| [place / 10, 2, 0, 1 + place % 2]);
        let numbers = [3, 0, 1, 1, 0, 0, 0].into_iter().chain(baskets);
        let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        assert_eq!(Mined::read(&bytes, 1).orders.len(), 4);
        assert_eq!(mine_load(&bytes, 10), 80);
        let mined = Mined::read(&bytes, 10);
        assert_eq!((mined.today, mined.mine().sold), (3, vec![40, 20, 20]));
        assert_eq!(mine_all(), sum(&mined.mine()));
        assert_eq!(Mined::read(&bytes[..bytes.len() - 9], 10).orders.len(), 39);
    }
}
