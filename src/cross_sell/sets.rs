//! What completes a set: learnt from sets that someone put together, such as the shop's own or a stylist's outfits, over
//! items or over their categories. Orders tell what is bought together ([`Partners`](super::Partners)); a set tells what is
//! meant to be.

use crate::sorting::sort_by;

/// Members from which sets are of one size: larger ones are too few to be told apart.
const LARGE: usize = 5;
/// What a set counts for with each member that it has more or less than the one to be completed. Small sets are not the
/// beginnings of large ones: they are two things that already make a whole.
const NEAR: f64 = 0.3;
/// What goes with any member counts, in a row of what goes with one, for as much as so many sets: rows of rare members
/// have fewer, and one seen ten times hardly tells its ten best.
const ADDED: f64 = 30.0;
/// What members say one by one counts for as much as so many sets that have all of them.
const SINGLY: f64 = 100.0;
/// What a member counts for before it was seen: half a set, as in Jeffreys' prior.
const UNSEEN: f64 = 0.5;

/// Sets by their members, which are numbers from 0 without large gaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sets {
    sets: Vec<Vec<u32>>,
    /// By member, the places of its sets, ascending.
    of_member: Vec<Vec<u32>>,
    /// By size, then by member, how many others lie in its sets.
    of_size: [Vec<u32>; LARGE + 1],
}

impl Sets {
    /// Takes up sets; a member that is named twice counts once.
    #[must_use]
    pub fn new(sets: &[Vec<u32>]) -> Self {
        let mut taken = Self::default();
        for (place, set) in (0..).zip(sets) {
            let mut set = set.clone();
            set.sort_unstable();
            set.dedup();
            let count = set.last().map_or(0, |last| *last as usize + 1).max(taken.of_member.len());
            taken.of_member.resize(count, Vec::new());
            taken.of_size.iter_mut().for_each(|members| members.resize(count, 0));
            for member in set.iter().map(|member| *member as usize) {
                taken.of_member.get_mut(member).into_iter().for_each(|sets| sets.push(place));
                let others = taken.of_size.get_mut(set.len().min(LARGE)).and_then(|members| members.get_mut(member));
                others.into_iter().for_each(|others| *others += set.len() as u32 - 1);
            }
            taken.sets.push(set);
        }
        taken
    }

    /// What completes a set with these members, the likeliest first, at most `count`, each with its likelihood from 0 to 1;
    /// never one that the set has. Nothing where nothing is given or no set is known.
    #[must_use]
    pub fn complete(&self, given: &[u32], count: usize) -> Vec<(u32, f64)> {
        let named = given;
        let mut given = given.to_vec();
        given.sort_unstable();
        given.dedup();
        given.retain(|member| self.is_known(*member));
        if given.is_empty() {
            return Vec::new();
        }
        let size = given.len() + 1;
        let mut scores = self.singly(&given, size);
        if given.len() > 1 {
            scores.iter_mut().for_each(|score| *score *= SINGLY);
            for set in self.having(&given) {
                add(&mut scores, set, near(set.len(), size));
            }
        }
        for (member, score) in (0..).zip(&mut scores) {
            if named.contains(&member) || !self.is_known(member) {
                *score = 0.0;
            }
        }
        scale(&mut scores);
        let mut ranked: Vec<(u32, f64)> = (0..).zip(scores).filter(|(_, score)| *score > 0.0).collect();
        sort_by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
        ranked.truncate(count);
        ranked
    }

    /// What the members speak for one by one, as if each knew nothing of the others (naive Bayes).
    fn singly(&self, given: &[u32], size: usize) -> Vec<f64> {
        let mut anyway = vec![UNSEEN; self.of_member.len()];
        for (of_size, others) in self.of_size.iter().enumerate() {
            let weight = near(of_size, size);
            anyway.iter_mut().zip(others).for_each(|(anyway, others)| *anyway += weight * f64::from(*others));
        }
        scale(&mut anyway);
        let mut scores = anyway.clone();
        for member in given {
            let mut row: Vec<f64> = anyway.iter().map(|anyway| ADDED * anyway).collect();
            for set in self.of(*member) {
                add(&mut row, set, near(set.len(), size));
            }
            // A set speaks for the others in it; its own members are given.
            row.iter_mut().skip(*member as usize).take(1).for_each(|own| *own = 0.0);
            scores.iter_mut().zip(row).zip(&anyway).for_each(|((score, row), anyway)| *score *= row / anyway);
            // Each time, lest the product of many be too small for a number.
            scale(&mut scores);
        }
        scores
    }

    fn is_known(&self, member: u32) -> bool {
        self.of(member).next().is_some()
    }

    fn of(&self, member: u32) -> impl Iterator<Item = &Vec<u32>> {
        self.of_member.get(member as usize).into_iter().flatten().filter_map(|place| self.sets.get(*place as usize))
    }

    /// Sets that have all of the given members.
    fn having(&self, given: &[u32]) -> impl Iterator<Item = &Vec<u32>> {
        let has = |set: &&Vec<u32>| given.iter().all(|member| set.binary_search(member).is_ok());
        given.first().into_iter().flat_map(|first| self.of(*first)).filter(has)
    }
}

/// What a set of `size` members counts for where one of `wanted` is to be completed.
fn near(size: usize, wanted: usize) -> f64 {
    (0..size.min(LARGE).abs_diff(wanted.min(LARGE))).map(|_| NEAR).product()
}

fn add(scores: &mut [f64], set: &[u32], weight: f64) {
    for member in set {
        scores.iter_mut().skip(*member as usize).take(1).for_each(|score| *score += weight);
    }
}

/// Makes likelihoods sum up to 1.
fn scale(scores: &mut [f64]) {
    let sum: f64 = scores.iter().sum();
    if sum > 0.0 {
        scores.iter_mut().for_each(|score| *score /= sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shirt 0, trousers 1, tie 2, swimsuit 3, sandals 4.
    fn wardrobe() -> Sets {
        Sets::new(&[
            vec![0, 1],
            vec![0, 1, 2],
            vec![0, 2, 1],
            vec![3, 4],
            vec![3, 4],
            vec![1, 4],
            vec![1, 4],
            vec![1, 4],
            vec![],
        ])
    }

    fn members(sets: &Sets, given: &[u32]) -> Vec<u32> {
        sets.complete(given, 2).into_iter().map(|(member, _)| member).collect()
    }

    #[test]
    fn completes_with_what_lay_in_sets_with_it() {
        assert_eq!(members(&wardrobe(), &[3]).first(), Some(&4));
        assert_eq!(members(&wardrobe(), &[1]).first(), Some(&4), "sets of two tell more about a second member");
        assert_eq!(members(&wardrobe(), &[0, 1]).first(), Some(&2), "sets with both");
    }

    #[test]
    fn what_is_unknown_gives_nothing() {
        assert!(members(&wardrobe(), &[]).is_empty());
        assert!(members(&wardrobe(), &[99]).is_empty());
        assert!(members(&Sets::default(), &[0]).is_empty());
        assert_eq!(members(&wardrobe(), &[99, 3]).first(), Some(&4), "what is known still speaks");
    }

    proptest! {
        #[test]
        fn likelihoods_descend_and_what_is_given_is_not_proposed(
            sets in prop::collection::vec(prop::collection::vec(0_u32..20, 0..7), 0..30),
            given in prop::collection::vec(0_u32..24, 0..40),
        ) {
            let proposed = Sets::new(&sets).complete(&given, 100);
            prop_assert!(proposed.iter().all(|(member, likelihood)| !given.contains(member) && *likelihood > 0.0));
            prop_assert!(proposed.is_sorted_by(|a, b| a.1 >= b.1));
            prop_assert!(proposed.iter().map(|(_, likelihood)| likelihood).sum::<f64>() < 1.0 + 1e-9);
            let mut reversed = given;
            reversed.reverse();
            prop_assert_eq!(proposed, Sets::new(&sets).complete(&reversed, 100));
        }
    }
}
