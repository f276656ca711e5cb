//! Of the promotions of one level that can't all be used, those that are best for the buyer.

/// Branches that are tried. Some dozen promotions that clash are settled exactly within them; beyond, the best that was
/// found counts, which is never worse than taking the largest first.
const BRANCHES: u32 = 1_000;

/// The places of those that together are worth most while no two clash. `worths` come with the largest first; of equal
/// choices the one with the earlier places.
pub(super) fn best(worths: &[u64], clash: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut greedy: Vec<usize> = Vec::new();
    for at in 0..worths.len() {
        if !greedy.iter().any(|chosen| clash(*chosen, at)) {
            greedy.push(at);
        }
    }
    let worth = greedy.iter().filter_map(|at| worths.get(*at)).fold(0, |sum: u64, worth| sum.saturating_add(*worth));
    let mut search = Search { worths, clash, branches: BRANCHES, best: (worth, greedy) };
    search.branch(0, 0, &mut Vec::new());
    search.best.1
}

struct Search<'a> {
    worths: &'a [u64],
    clash: &'a dyn Fn(usize, usize) -> bool,
    branches: u32,
    best: (u64, Vec<usize>),
}

impl Search<'_> {
    fn branch(&mut self, at: usize, worth: u64, chosen: &mut Vec<usize>) {
        if worth > self.best.0 {
            self.best = (worth, chosen.clone());
        }
        let rest = self.worths.iter().skip(at).fold(worth, |sum, worth| sum.saturating_add(*worth));
        let Some(own) = self.worths.get(at).copied().filter(|_| rest > self.best.0 && self.branches > 0) else {
            return;
        };
        self.branches -= 1;
        if !chosen.iter().any(|other| (self.clash)(*other, at)) {
            chosen.push(at);
            self.branch(at + 1, worth.saturating_add(own), chosen);
            chosen.pop();
        }
        self.branch(at + 1, worth, chosen);
    }
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn two_small_ones_may_beat_a_large_one() {
        // The first stands in the way of both others.
        let clash = |one: usize, other: usize| one == 0 || other == 0;
        assert_eq!(best(&[30, 20, 15], &clash), [1, 2]);
        assert_eq!(best(&[40, 20, 15], &clash), [0]);
        assert_eq!(best(&[35, 20, 15], &clash), [0]);
        assert_eq!(best(&[], &clash), [0_usize; 0]);
    }

    proptest::proptest! {
        #[test]
        fn it_is_the_best_of_all_choices(
            mut worths in proptest::collection::vec(1_u64..50, 0..9),
            clashes in proptest::collection::vec(proptest::bool::ANY, 81),
        ) {
            worths.sort_unstable_by(|a, b| b.cmp(a));
            let clash = |one: usize, other: usize| clashes[one.min(other) * 9 + one.max(other)];
            let total = |chosen: &[usize]| chosen.iter().map(|at| worths[*at]).sum::<u64>();
            let fits = |chosen: &[usize]| {
                chosen.iter().enumerate().all(|(at, one)| chosen[at + 1..].iter().all(|other| !clash(*one, *other)))
            };
            let all = (0..1_usize << worths.len())
                .map(|bits| (0..worths.len()).filter(|at| bits >> at & 1 == 1).collect::<Vec<_>>());
            let most = all.filter(|chosen| fits(chosen)).map(|chosen| total(&chosen)).max();
            let chosen = best(&worths, &clash);
            proptest::prop_assert!(fits(&chosen));
            proptest::prop_assert_eq!(Some(total(&chosen)), most);
        }
    }
}
