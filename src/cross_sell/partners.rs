//! What was learnt: for each item, and for each kind and category of items, what is bought with it. [`mine`](super::mine())
//! fills it, a lookup takes some microseconds.

use super::{Relation, Rows};

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
    /// How it relates to the other; as they are bought together, a complement until their names say otherwise.
    pub relation: Relation,
}

/// What is known of items going together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partners {
    /// All baskets that were counted.
    pub baskets: u32,
    /// By item, the baskets with it.
    pub sold: Vec<u32>,
    /// By item, its partners, the likeliest first; none for an item that was sold too seldom.
    pub of_item: Rows,
    /// By kind of item, for items that were sold too seldom.
    pub of_kind: Rows,
    /// By category, for items of a kind that was sold too seldom.
    pub of_category: Rows,
    /// By item, its kind and category.
    pub groups: super::Groups,
}

impl Partners {
    /// The partners of an item, the likeliest first; those of its kind or its category where it has none of its own.
    #[must_use]
    pub fn of(&self, item: u32) -> Vec<Partner> {
        let own = self.of_item.get(Some(item));
        let of_kind = if own.is_empty() { self.of_kind.get(self.groups.kind(item)) } else { own };
        if of_kind.is_empty() { self.of_category.get(self.groups.category(item)) } else { of_kind }
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
            let shares = self.shares(next.1.item);
            for (partner, worth) in open.iter().zip(&mut worth) {
                let share = shares.iter().find(|(item, _)| *item == partner.item).map_or(0, |(_, share)| *share);
                *worth = *worth * (1_000_000 * 100 - SHARED * share) / (1_000_000 * 100);
            }
        }
        chosen
    }

    /// By partner of an item, the part of the partner's baskets that have the item too, in millionths.
    fn shares(&self, item: u32) -> Vec<(u32, u64)> {
        let share = |partner: Partner| {
            let sold = self.sold.get(partner.item as usize).copied().unwrap_or_default();
            let share = (u64::from(partner.together) * 1_000_000).checked_div(sold.into());
            (partner.item, share.unwrap_or(0).min(1_000_000))
        };
        self.of_item.get(Some(item)).into_iter().map(share).collect()
    }

    /// The partners of several items, each with the sum of what they say.
    fn joined(&self, basket: &[u32]) -> Vec<Partner> {
        let mut joined: Vec<Partner> = basket.iter().flat_map(|item| self.of(*item)).collect();
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
