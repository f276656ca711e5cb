//! Sums by item, most of them zero, made again and again without clearing all of them.

use super::largest::Counts;

/// What was added to one item.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sum {
    pub(super) item: u32,
    /// By the baskets' fading weight.
    pub(super) faded: f32,
    /// By their even weight.
    pub(super) even: f32,
    /// How often something was added; a whole number.
    pub(super) times: f32,
    /// How likely the baskets with items alike have it.
    pub(super) alike: f32,
}

/// Sums by item, in one short run, which the nearest memory holds: there are few places for many items.
#[derive(Debug)]
pub(super) struct Row {
    /// By item, where its sums stand.
    places: Vec<u32>,
    /// As many as there are items; those from `len` on are zero.
    sums: Vec<Sum>,
    len: u32,
}

/// Where what has no sums yet stands.
const NOWHERE: u32 = u32::MAX;

impl Row {
    pub(super) fn new(items: usize) -> Self {
        Self { places: vec![NOWHERE; items], sums: vec![Sum::default(); items], len: 0 }
    }

    pub(super) fn clear(&mut self) {
        for sum in self.sums.iter_mut().take(self.len as usize) {
            self.places.get_mut(sum.item as usize).into_iter().for_each(|place| *place = NOWHERE);
            *sum = Sum::default();
        }
        self.len = 0;
    }

    /// The sums of an item, to be added to; nothing for one beyond the row's end.
    #[inline]
    pub(super) fn of(&mut self, item: u32) -> Option<&mut Sum> {
        let place = self.places.get_mut(item as usize)?;
        // No branch: every second item is new, and the machine would guess wrong as often.
        let new = *place == NOWHERE;
        *place = if new { self.len } else { *place };
        self.len += u32::from(new);
        let sum = self.sums.get_mut(*place as usize)?;
        sum.item = item;
        Some(sum)
    }

    #[inline]
    pub(super) fn add(&mut self, item: u32, faded: f32, even: f32) {
        if let Some(sum) = self.of(item) {
            *sum = Sum { faded: sum.faded + faded, even: sum.even + even, times: sum.times + 1.0, ..*sum };
        }
    }

    /// The sums of an item, zero where nothing was added.
    #[inline]
    pub(super) fn get(&self, item: u32) -> Sum {
        let place = self.places.get(item as usize).filter(|place| **place != NOWHERE);
        place.and_then(|place| self.sums.get(*place as usize)).copied().unwrap_or_default()
    }

    /// The sums of all items that were asked for.
    pub(super) fn sums(&self) -> &[Sum] {
        self.sums.get(..self.len as usize).unwrap_or_default()
    }

    /// The items with the largest fading sums, in no order.
    pub(super) fn head(&self, count: usize) -> Vec<u32> {
        let sums = self.sums();
        if sums.len() <= count {
            return sums.iter().map(|sum| sum.item).collect();
        }
        // As numbers: the sum, whose bits are ordered as it is for it is positive, above the item.
        let number = |sum: &Sum| (u64::from(u32::MAX - sum.faded.to_bits()) << 32) | u64::from(sum.item);
        let mut counts = Counts::new();
        sums.iter().for_each(|sum| counts.add(sum.faded));
        let least = counts.reached(count);
        let mut head: Vec<u64> = sums.iter().filter(|sum| sum.faded >= least).map(number).collect();
        if head.len() > count {
            head.select_nth_unstable(count);
        }
        head.into_iter().take(count).map(|number| number as u32).collect()
    }
}
