//! Sums by item, most of them zero, made again and again without clearing all of them.

/// What was added to one item.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[repr(align(16))] // added to as a whole
pub(super) struct Sum {
    /// By the baskets' fading weight.
    pub(super) faded: f32,
    /// By their even weight.
    pub(super) even: f32,
    /// How often something was added; a whole number.
    pub(super) times: f32,
}

/// Sums by item. Those of one item lie side by side, for they are read together.
#[derive(Debug)]
pub(super) struct Row {
    sums: Vec<Sum>,
    touched: Vec<u32>,
}

impl Row {
    pub(super) fn new(items: usize) -> Self {
        Self { sums: vec![Sum::default(); items], touched: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        for item in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(item as usize) {
                *sum = Sum::default();
            }
        }
    }

    /// Adds to an item; nothing to one beyond the row's end.
    #[inline]
    pub(super) fn add(&mut self, item: u32, faded: f32, even: f32) {
        if let Some(sum) = self.sums.get_mut(item as usize) {
            if sum.times == 0.0 {
                self.touched.push(item);
            }
            *sum = Sum { faded: sum.faded + faded, even: sum.even + even, times: sum.times + 1.0 };
        }
    }

    /// The sums of an item.
    #[inline]
    pub(super) fn get(&self, item: u32) -> Sum {
        self.sums.get(item as usize).copied().unwrap_or_default()
    }

    /// Items to which something was added.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// The items with the largest fading sums, in no order.
    pub(super) fn head(&self, count: usize) -> Vec<u32> {
        if self.touched.len() <= count {
            return self.touched.clone();
        }
        // As numbers: the sum, whose bits are ordered as it is for it is positive, above the item.
        let number = |item: &u32| (u64::from(u32::MAX - self.get(*item).faded.to_bits()) << 32) | u64::from(*item);
        let mut head: Vec<u64> = self.touched.iter().map(number).collect();
        head.select_nth_unstable(count);
        head.iter().take(count).map(|number| *number as u32).collect()
    }
}
