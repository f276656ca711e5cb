//! What was learnt: for each item, and for each kind and category of items, what is bought with it. [`mine`](super::mine())
//! fills it, a lookup takes some microseconds.

use super::{Relation, Rows};

/// Partners that are kept of an item. One item alone needs half as many; where several speak together, what each of them
/// only hints at counts too: of what is rarely sold 3 % more is found.
pub const KEPT: usize = 128;
/// Of these, so many are the likeliest; the others are those most above chance, for only they say more than what everybody
/// buys.
pub(super) const LIKELIEST: usize = 64;
/// Two items that both speak for a third say so much more than the sum of what they say, in percent.
const AGREEING: u64 = 10;
/// Proposals that are weighed against each other, beside those wanted: one further down never comes to the front.
const WEIGHED: usize = 32;
/// By how much a proposal loses from what it shares with those before it, in percent: it stands for another need of the
/// buyer's, or for none. Less than all, for two things that go together also go together with a third.
const SHARED: u64 = 40;
/// Twice the log-likelihood ratio above which two items are not bought together by accident: once in a thousand pairs
/// chance alone goes beyond (chi-square with one degree of freedom).
const SURPRISE: f64 = 10.83;
/// What is certain, in millionths.
const WHOLE: u64 = 1_000_000;

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

    /// Whether two items were bought together more often than chance explains: the log-likelihood ratio of the four counts
    /// (Dunning 1993, "Accurate methods for the statistics of surprise and coincidence"), which holds for small counts too.
    #[must_use]
    pub fn is_beyond_chance(&self, item: u32, partner: &Partner) -> bool {
        let sold = |item: u32| self.sold.get(item as usize).copied().map(f64::from);
        let (Some(one), Some(other)) = (sold(item), sold(partner.item)) else { return false };
        let (both, all) = (f64::from(partner.together), f64::from(self.baskets));
        let cell = |seen: f64, row: f64, column: f64| {
            let expected = row * column / all;
            if seen > 0.0 && expected > 0.0 { seen * (seen / expected).ln() } else { 0.0 }
        };
        let ratio = cell(both, one, other)
            + cell(one - both, one, all - other)
            + cell(other - both, all - one, other)
            + cell(all - one - other + both, all - one, all - other);
        both * all > one * other && 2.0 * ratio > SURPRISE
    }

    /// The best items to offer to who has these in the basket, at most `count`, of those that `may` be offered. Each next
    /// one counts for what those before it leave open, so that two proposals don't answer the same need.
    pub fn propose(&self, basket: &[u32], count: usize, may: impl Fn(u32) -> bool) -> Vec<Partner> {
        self.propose_to(&[], basket, count, may)
    }

    /// The same to a buyer of whom is known how likely they buy which item again, in millionths: their own orders are one
    /// more voice beside the items of the basket.
    pub fn propose_to(
        &self,
        again: &[(u32, u32)],
        basket: &[u32],
        count: usize,
        may: impl Fn(u32) -> bool,
    ) -> Vec<Partner> {
        self.choose(self.joined(again, basket), count, |item| !basket.contains(&item) && may(item))
    }

    /// The first `count` of the joined partners, the likeliest first, as each leaves the others.
    fn choose(&self, joined: Vec<Partner>, count: usize, may: impl Fn(u32) -> bool) -> Vec<Partner> {
        let open = joined.into_iter().filter(|partner| may(partner.item));
        let mut open: Vec<Partner> = open.take(count.saturating_add(WEIGHED)).collect();
        open.sort_unstable_by_key(|partner| partner.item);
        // Nothing is worth nothing yet: a worth of 0 is what was chosen.
        let mut worth: Vec<u64> = open.iter().map(|partner| u64::from(partner.likelihood).saturating_add(1)).collect();
        let mut chosen: Vec<Partner> = Vec::new();
        while chosen.len() < count {
            // The first of the best, which has the smallest number.
            let best = worth.iter().enumerate().rev().max_by_key(|(_, worth)| **worth).filter(|(_, worth)| **worth > 0);
            let Some((at, next)) = best.and_then(|(at, _)| Some((at, *open.get(at)?))) else { break };
            chosen.push(next);
            worth.get_mut(at).into_iter().for_each(|worth| *worth = 0);
            for (item, share) in self.shares(next.item) {
                let at = open.binary_search_by_key(&item, |partner| partner.item).ok();
                for worth in at.and_then(|at| worth.get_mut(at)).into_iter().filter(|worth| **worth > 0) {
                    *worth = (*worth * (WHOLE * 100 - SHARED * share) / (WHOLE * 100)).max(1);
                }
            }
        }
        chosen
    }

    /// By partner of an item, the part of the partner's baskets that have the item too, in millionths.
    fn shares(&self, item: u32) -> impl Iterator<Item = (u32, u64)> {
        self.of_item.get(Some(item)).into_iter().map(|partner| {
            let sold = self.sold.get(partner.item as usize).copied().unwrap_or_default();
            let share = (u64::from(partner.together) * WHOLE).checked_div(sold.into());
            (partner.item, share.unwrap_or(0).min(WHOLE))
        })
    }

    /// The partners of several items, the likeliest first. What each item says above chance is added up; chance itself
    /// counts once, however many items speak, or what everybody buys would stand before what goes with all of them.
    fn joined(&self, again: &[(u32, u32)], basket: &[u32]) -> Vec<Partner> {
        let again = again.iter().map(|(item, likelihood)| Partner {
            item: *item,
            likelihood: *likelihood,
            together: 0,
            relation: Relation::Complement,
        });
        let mut said: Vec<Partner> = basket.iter().flat_map(|item| self.of(*item)).chain(again).collect();
        // What is said first stands for all: the order of the basket stays.
        said.sort_by_key(|partner| partner.item);
        let join = |said: &[Partner]| {
            let first = *said.first()?;
            let sum: u64 = said.iter().map(|partner| u64::from(partner.likelihood)).sum();
            let (chance, others) = (self.chance(first.item), said.len().saturating_sub(1) as u64);
            let above = sum.saturating_sub(chance.saturating_mul(others + 1));
            let likelihood = sum.saturating_sub(chance.saturating_mul(others)) + above * AGREEING * others / 100;
            Some(Partner { likelihood: u32::try_from(likelihood).unwrap_or(u32::MAX), ..first })
        };
        let mut joined: Vec<Partner> = said.chunk_by(|a, b| a.item == b.item).filter_map(join).collect();
        joined.sort_unstable_by_key(|partner| (u32::MAX - partner.likelihood, partner.item));
        joined
    }

    /// How likely any basket has an item, in millionths.
    fn chance(&self, item: u32) -> u64 {
        let sold = self.sold.get(item as usize).copied().unwrap_or_default();
        (u64::from(sold) * WHOLE).checked_div(self.baskets.into()).unwrap_or_default().min(WHOLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cross_sell::Groups;
    use proptest::{collection::vec, prelude::*};

    /// Rows of (item, likelihood, together) for items of which each was sold in 100 of 1000 baskets.
    fn partners(rows: &[&[(u32, u32, u32)]]) -> Partners {
        let mut of_item = Rows::new(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let partner = |(item, likelihood, together): &(u32, u32, u32)| Partner {
                item: *item,
                likelihood: *likelihood,
                together: *together,
                relation: Relation::Complement,
            };
            of_item.set(place as u32, &row.iter().map(partner).collect::<Vec<_>>());
        }
        let groups = Groups { kind: vec![0; rows.len()], category: vec![0; rows.len()] };
        Partners { baskets: 1_000, sold: vec![100; rows.len()], of_item, groups, ..Partners::default() }
    }

    fn items(found: &[Partner]) -> Vec<u32> {
        found.iter().map(|partner| partner.item).collect()
    }

    #[test]
    fn what_several_say_above_chance_is_added_up_and_chance_counts_once() {
        let known = partners(&[&[(2, 300_000, 30), (3, 150_000, 15)], &[(2, 120_000, 12)], &[], &[]]);
        let found = known.joined(&[], &[0, 1]);
        // 0.3 + 0.12 less one chance of 0.1, and a tenth of the 0.22 above chance for speaking with one voice.
        let said: Vec<_> = found.iter().map(|partner| (partner.item, partner.likelihood)).collect();
        assert_eq!(said, [(2, 342_000), (3, 150_000)]);
        let turned = known.joined(&[], &[1, 0]);
        assert!(turned.iter().zip(&found).all(|(a, b)| (a.item, a.likelihood) == (b.item, b.likelihood)));
        assert_eq!(known.joined(&[], &[1])[0].likelihood, 120_000, "one alone says what it says");
        assert!(known.joined(&[], &[]).is_empty() && known.joined(&[], &[2, 99]).is_empty());
    }

    #[test]
    fn a_pair_seen_once_is_no_proof() {
        let known = |sold: u32, together: u32| {
            let partners = Partners { sold: vec![sold, sold], ..partners(&[&[], &[]]) };
            let partner = Partner { item: 1, likelihood: 0, together, relation: Relation::Complement };
            partners.is_beyond_chance(0, &partner)
        };
        assert!(!known(100, 10) && known(100, 25) && !known(100, 0), "ten are expected");
        // One basket with both of two items that were sold 20 times each: 0.4 are expected.
        assert!(!known(20, 1) && known(20, 6));
        // Six baskets with both of two items that were sold in 999 of 1000 prove nothing.
        assert!(!known(999, 998) && !known(0, 0));
    }

    #[test]
    fn what_is_below_chance_with_one_of_them_counts_against_it() {
        let known = partners(&[&[(2, 200_000, 20)], &[(2, 40_000, 4)], &[]]);
        assert_eq!(known.joined(&[], &[0, 1])[0].likelihood, 144_000, "0.2 and 0.04 where chance is 0.1");
    }

    #[test]
    fn what_the_buyer_buys_again_is_one_more_voice() {
        let known = partners(&[&[(1, 300_000, 30), (2, 150_000, 15)], &[], &[], &[]]);
        assert_eq!(items(&known.propose_to(&[(2, 400_000), (3, 50_000)], &[0], 9, |_| true)), [2, 1, 3]);
        assert_eq!(items(&known.propose_to(&[(0, 400_000)], &[0], 9, |_| true)), [1, 2], "not what lies there");
    }

    #[test]
    fn a_second_proposal_for_the_same_need_stands_back() {
        // 1 and 2 are nearly always bought together, 3 by itself.
        let known = partners(&[&[(1, 300_000, 30), (2, 290_000, 29), (3, 250_000, 25)], &[(2, 900_000, 90)], &[], &[]]);
        assert_eq!(items(&known.propose(&[0], 3, |_| true)), [1, 3, 2]);
        assert_eq!(items(&known.propose(&[0], 3, |item| item != 1)), [2, 3]);
    }

    #[test]
    fn an_item_without_partners_has_those_of_its_kind_then_of_its_category() {
        let mut known = partners(&[&[], &[(0, 500_000, 50)]]);
        known.groups = Groups { kind: vec![0, 1], category: vec![0, 0] };
        (known.of_kind, known.of_category) = (Rows::new(2), Rows::new(1));
        let partner = |item| Partner { item, likelihood: 10, together: 0, relation: Relation::Complement };
        known.of_category.set(0, &[partner(9)]);
        assert_eq!(items(&known.of(0)), [9]);
        known.of_kind.set(0, &[partner(8)]);
        assert_eq!((items(&known.of(0)), items(&known.of(1))), (vec![8], vec![0]));
    }

    proptest! {
        #[test]
        fn proposals_are_new_allowed_and_at_most_as_many_as_asked_for(
            rows in vec(vec((0_u32..12, any::<u32>(), any::<u32>()), 0..9), 12),
            sold in vec(any::<u32>(), 12),
            basket in vec(0_u32..14, 0..5),
            count in 0_usize..9,
            refused in 0_u32..12,
        ) {
            let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
            let known = Partners { sold, ..partners(&rows) };
            let found = known.propose(&basket, count, |item| item != refused);
            let found = items(&found);
            prop_assert!(found.len() <= count);
            prop_assert!(found.iter().all(|item| !basket.contains(item) && *item != refused));
            let mut once = found.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), found.len());
            let open = known.joined(&[], &basket).iter().filter(|partner| !basket.contains(&partner.item) && partner.item != refused).count();
            prop_assert_eq!(found.len(), count.min(open), "none is left out while there is room");
        }
    }
}
