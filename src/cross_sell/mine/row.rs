//! A number for each item, most of them zero, made again and again without clearing all of it.

/// Sums by item.
#[derive(Debug)]
pub(super) struct Row {
    sums: Vec<f32>,
    times: Vec<u32>,
    touched: Vec<u32>,
}

impl Row {
    pub(super) fn new(items: usize) -> Self {
        Self { sums: vec![0.0; items], times: vec![0; items], touched: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        for item in self.touched.drain(..) {
            if let (Some(sum), Some(times)) = (self.sums.get_mut(item as usize), self.times.get_mut(item as usize)) {
                (*sum, *times) = (0.0, 0);
            }
        }
    }

    pub(super) fn add(&mut self, item: u32, amount: f32) {
        if let (Some(sum), Some(times)) = (self.sums.get_mut(item as usize), self.times.get_mut(item as usize)) {
            if *times == 0 {
                self.touched.push(item);
            }
            *sum += amount;
            *times = times.saturating_add(1);
        }
    }

    /// Makes all sums so many times as large.
    pub(super) fn scale(&mut self, factor: f32) {
        for item in &self.touched {
            self.sums.iter_mut().skip(*item as usize).take(1).for_each(|sum| *sum *= factor);
        }
    }

    /// The sum of an item.
    pub(super) fn get(&self, item: u32) -> f32 {
        self.sums.get(item as usize).copied().unwrap_or(0.0)
    }

    /// How often something was added to an item.
    pub(super) fn times(&self, item: u32) -> u32 {
        self.times.get(item as usize).copied().unwrap_or(0)
    }

    /// Items to which something was added.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// The items with the largest sums, in no order.
    pub(super) fn head(&self, count: usize) -> Vec<u32> {
        let mut head = self.touched.clone();
        if head.len() > count {
            head.select_nth_unstable_by(count, |a, b| self.get(*b).total_cmp(&self.get(*a)).then(a.cmp(b)));
            head.truncate(count);
        }
        head
    }
}
