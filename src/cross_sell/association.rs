//! Association rules: what several items in one basket together speak for (Agrawal and Srikant 1994). A shop asks them of
//! its sets; offers in the chat come from [`Partners`](super::Partners), which know more of rare items.

/// A rule with one consequent.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    /// Items that lie in the basket, ascending.
    pub antecedent: Vec<u32>,
    /// What lies there too.
    pub consequent: u32,
    /// Baskets with all of them.
    pub together: u32,
    /// Baskets with the antecedent.
    pub antecedent_baskets: u32,
    /// Baskets with the consequent.
    pub consequent_baskets: u32,
    /// All baskets.
    pub baskets: u32,
}

impl Association {
    /// The part of the antecedent's baskets that have the consequent.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        f64::from(self.together) / f64::from(self.antecedent_baskets)
    }

    /// How many times more often than by chance they lie together.
    #[must_use]
    pub fn lift(&self) -> f64 {
        self.confidence() * f64::from(self.baskets) / f64::from(self.consequent_baskets)
    }
}

/// How often rules have to hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// The least part of all baskets that have all items of a rule, 0 to 1.
    pub support: f64,
    /// The least confidence, 0 to 1.
    pub confidence: f64,
    /// The most items in a rule, both sides together.
    pub items: usize,
}

/// Baskets as one bit each.
type Bits = Vec<u64>;

/// Rules with one consequent among baskets of items, by antecedent. Items are numbers below `items`.
///
/// Depth first over sets in ascending order, each with the bits of the baskets that have it (Eclat, Zaki 2000).
#[must_use]
pub fn associations(baskets: &[Vec<u32>], items: u32, thresholds: Thresholds) -> Vec<Association> {
    let words = baskets.len().div_ceil(64);
    let mut bits: Vec<Bits> = vec![vec![0; words]; items as usize];
    for (number, basket) in baskets.iter().enumerate() {
        for item in basket {
            let word = bits.get_mut(*item as usize).and_then(|bits| bits.get_mut(number / 64));
            word.into_iter().for_each(|word| *word |= 1 << (number % 64));
        }
    }
    let singles: Vec<(u32, Bits, u32)> =
        (0..).zip(bits).map(|(item, bits)| (item, count(&bits), bits)).map(|(i, n, b)| (i, b, n)).collect();
    // A part of a basket is none: at least so many.
    let least = (thresholds.support * baskets.len() as f64).ceil().max(1.0) as u32;
    let mut search = Search {
        sold: singles.iter().map(|(.., count)| *count).collect(),
        frequent: Vec::new(),
        least,
        longest: thresholds.items,
    };
    search.extend(&mut Vec::new(), singles);
    let mut counts: std::collections::HashMap<&[u32], u32> = std::collections::HashMap::new();
    counts.extend(search.frequent.iter().map(|(set, count)| (set.as_slice(), *count)));
    let mut found = Vec::new();
    for (set, together) in search.frequent.iter().filter(|(set, _)| set.len() > 1) {
        for (at, consequent) in set.iter().enumerate() {
            let antecedent = [set.get(..at).unwrap_or_default(), set.get(at + 1..).unwrap_or_default()].concat();
            let association = Association {
                antecedent_baskets: counts.get(antecedent.as_slice()).copied().unwrap_or(0),
                antecedent,
                consequent: *consequent,
                together: *together,
                consequent_baskets: search.sold.get(*consequent as usize).copied().unwrap_or(0),
                baskets: u32::try_from(baskets.len()).unwrap_or(u32::MAX),
            };
            if association.confidence() >= thresholds.confidence {
                found.push(association);
            }
        }
    }
    found.sort_by(|a, b| a.antecedent.cmp(&b.antecedent).then(a.consequent.cmp(&b.consequent)));
    found
}

struct Search {
    sold: Vec<u32>,
    frequent: Vec<(Vec<u32>, u32)>,
    least: u32,
    longest: usize,
}

impl Search {
    /// Adds all frequent sets that begin with `prefix` and go on with one of `next`.
    fn extend(&mut self, prefix: &mut Vec<u32>, next: Vec<(u32, Bits, u32)>) {
        let frequent: Vec<_> = next.into_iter().filter(|(.., count)| *count >= self.least).collect();
        for (at, (item, bits, count)) in frequent.iter().enumerate() {
            prefix.push(*item);
            self.frequent.push((prefix.clone(), *count));
            if prefix.len() < self.longest {
                let behind = frequent.get(at + 1..).unwrap_or_default().iter().map(|(item, other, _)| {
                    let both: Bits = bits.iter().zip(other).map(|(a, b)| a & b).collect();
                    let together = self::count(&both);
                    (*item, both, together)
                });
                let behind = behind.collect();
                self.extend(prefix, behind);
            }
            prefix.pop();
        }
    }
}

fn count(bits: &[u64]) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}
