//! What was learnt: for each item, and for each kind and category of items, what is bought with it. [`mine`](super::mine())
//! fills it, a lookup takes some microseconds.

/// Partners that are kept of an item. Those beyond are wanted only where nearly all before them can't be offered.
pub const KEPT: usize = 64;
/// By how much a proposal loses from what it shares with those before it, in percent: it stands for another need of the
/// buyer's, or for none. Less than all, for two things that go together also go together with a third.
const SHARED: u64 = 40;

/// An item that is bought with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partner {
    /// The item, by its place.
    pub item: u32,
    /// How likely a basket with the one has the other, in millionths: counted, and where little was counted drawn towards
    /// what holds for items alike.
    pub likelihood: u32,
    /// Baskets in which both were counted.
    pub together: u32,
}

/// What is known of items going together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partners {
    /// All baskets that were counted.
    pub baskets: u32,
    /// By item, the baskets with it.
    pub sold: Vec<u32>,
    /// By item, its partners, the likeliest first; none for an item that was sold too seldom.
    pub of_item: Vec<Vec<Partner>>,
    /// By kind of item, for items that were sold too seldom.
    pub of_kind: Vec<Vec<Partner>>,
    /// By category, for items of a kind that was sold too seldom.
    pub of_category: Vec<Vec<Partner>>,
    /// By item, its kind and category.
    pub groups: super::Groups,
}

impl Partners {
    /// The partners of an item, the likeliest first; those of its kind or its category where it has none of its own.
    #[must_use]
    pub fn of(&self, item: u32) -> &[Partner] {
        let own = row(&self.of_item, Some(item));
        let of_kind = if own.is_empty() { row(&self.of_kind, self.groups.kind(item)) } else { own };
        if of_kind.is_empty() { row(&self.of_category, self.groups.category(item)) } else { of_kind }
    }

    /// How many times more often two items were bought together than by chance, in tenths; `None` while one was not sold.
    #[must_use]
    pub fn lift(&self, item: u32, partner: &Partner) -> Option<u64> {
        let sold = |item: u32| self.sold.get(item as usize).copied().map(u64::from);
        let chance = sold(item)?.checked_mul(sold(partner.item)?).filter(|chance| *chance > 0)?;
        u64::from(partner.together).checked_mul(u64::from(self.baskets))?.checked_mul(10)?.checked_div(chance)
    }

    /// The best items to offer to who has these in the basket, at most `count`, of those that `may` be offered. Each next
    /// one counts for what those before it leave open, so that two proposals don't answer the same need.
    pub fn propose(&self, basket: &[u32], count: usize, may: impl Fn(u32) -> bool) -> Vec<Partner> {
        let mut open = self.joined(basket);
        open.retain(|partner| !basket.contains(&partner.item) && may(partner.item));
        let mut chosen: Vec<Partner> = Vec::new();
        let mut worth: Vec<u64> = open.iter().map(|partner| u64::from(partner.likelihood)).collect();
        while chosen.len() < count {
            // The first of the best, which is the likeliest.
            let best = worth.iter().enumerate().rev().max_by_key(|(_, worth)| **worth).map(|(at, _)| at);
            let Some(next) = best.and_then(|at| Some((at, *open.get(at)?))) else { break };
            open.remove(next.0);
            worth.remove(next.0);
            chosen.push(next.1);
            for (partner, worth) in open.iter().zip(&mut worth) {
                *worth =
                    *worth * (1_000_000 * 100 - SHARED * self.share(partner.item, next.1.item)) / (1_000_000 * 100);
            }
        }
        chosen
    }

    /// The part of an item's baskets that have another one too, in millionths, as far as it is kept.
    fn share(&self, item: u32, other: u32) -> u64 {
        let together = row(&self.of_item, Some(item)).iter().find(|partner| partner.item == other);
        let sold = self.sold.get(item as usize).copied().unwrap_or_default();
        together.map_or(0, |partner| {
            (u64::from(partner.together) * 1_000_000).checked_div(sold.into()).unwrap_or(0).min(1_000_000)
        })
    }

    /// The partners of several items, each with the sum of what they say.
    fn joined(&self, basket: &[u32]) -> Vec<Partner> {
        let mut joined: Vec<Partner> = basket.iter().flat_map(|item| self.of(*item)).copied().collect();
        joined.sort_unstable_by_key(|partner| partner.item);
        joined.dedup_by(|next, kept| {
            let is_same = next.item == kept.item;
            kept.likelihood = kept.likelihood.saturating_add(if is_same { next.likelihood } else { 0 });
            is_same
        });
        joined.sort_unstable_by_key(|partner| (u32::MAX - partner.likelihood, partner.item));
        joined
    }
}

/// A row of a table; empty where there is none.
fn row(rows: &[Vec<Partner>], at: Option<u32>) -> &[Partner] {
    at.and_then(|at| rows.get(at as usize)).map_or(&[], Vec::as_slice)
}
