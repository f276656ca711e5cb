//! Lists of numbers and weighed baskets, each in one run of memory.

/// What a basket counts; both on the average 1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Less for old and for large baskets.
    pub(super) faded: f32,
    /// The same for all ages.
    pub(super) even: f32,
}

/// Lists of numbers, in one run.
#[derive(Debug, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Lists {
    /// So many lists, of pairs of list and entry, which are asked for twice; the entries of a list keep their order.
    pub(super) fn new<I: Iterator<Item = (u32, u32)>>(count: usize, pairs: impl Fn() -> I) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (list, _) in pairs() {
            starts.get_mut(list as usize + 1).into_iter().for_each(|start| *start += 1);
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
                entries.get_mut(*at as usize).into_iter().for_each(|place| *place = entry);
                *at += 1;
            }
        }
        Self { starts, entries }
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> u32 {
        self.starts.len().saturating_sub(1) as u32
    }

    /// All entries, to be changed each.
    pub(super) fn entries(&mut self) -> &mut [u32] {
        &mut self.entries
    }

    pub(super) fn get(&self, list: u32) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).copied().map(|bound| bound as usize);
        let (Some(start), Some(end)) = (bound(list as usize), bound(list as usize + 1)) else { return &[] };
        self.entries.get(start..end).unwrap_or_default()
    }
}

/// Baskets in one run: of each its weight as the bits of two numbers, how many items it has, and these. So one look at far
/// memory finds all of it; mining looks a million times.
#[derive(Debug)]
pub(super) struct Baskets(Vec<u32>);

impl Baskets {
    /// With where each basket begins.
    pub(super) fn new(baskets: &Lists, weights: &[Weight]) -> (Self, Vec<u32>) {
        let (mut run, mut begins) = (Vec::with_capacity(baskets.entries.len() + 3 * weights.len()), Vec::new());
        for (place, Weight { faded, even }) in (0_u32..).zip(weights) {
            let items = baskets.get(place);
            begins.push(run.len() as u32);
            run.extend([faded.to_bits(), even.to_bits(), items.len() as u32]);
            run.extend(items);
        }
        (Self(run), begins)
    }

    pub(super) fn get(&self, begin: u32) -> (Weight, &[u32]) {
        let basket = self.0.get(begin as usize..).unwrap_or_default();
        let Some(([faded, even, count], rest)) = basket.split_first_chunk() else { return Default::default() };
        let weight = Weight { faded: f32::from_bits(*faded), even: f32::from_bits(*even) };
        (weight, rest.get(..*count as usize).unwrap_or_default())
    }
}
