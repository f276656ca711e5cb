//! The first level: what each piece costs by itself or as part of a set. A piece has one such price, the best for the buyer.

use super::{
    share::share,
    work::{Applied, Line, SavingReason},
};
use crate::shop::{Price, Promotion, PromotionKind};

/// Ways of combining sets that are tried. Three sets that share items, each up to ten times, are settled within them;
/// beyond, the best that was found counts, which is never worse than taking the set first that saves most.
const BRANCHES: u32 = 1_000;

/// Gives every line its prices. Promotions that are not `permitted` don't count.
pub(super) fn price(active: &[&Promotion], permitted: &[bool], lines: &mut [Line]) -> Vec<Applied> {
    let may = |at: &usize| permitted.get(*at).copied().unwrap_or_default();
    let mut applied = Vec::new();
    for (at, promotion) in active.iter().enumerate().filter(|(at, _)| may(at)) {
        for line in lines.iter_mut().filter(|line| line.is_covered(at)) {
            let (single, reason) = match &promotion.kind {
                PromotionKind::PiecePrice(price) => (*price, SavingReason::PiecePrice(*price)),
                PromotionKind::Percent(pays) => (pays.of(Price::from_fen(line.piece)), SavingReason::Percent(*pays)),
                _ => continue,
            };
            if single.fen() < line.single {
                (line.single, line.single_by) = (single.fen(), Some((at, reason)));
            }
        }
    }
    let sets = active
        .iter()
        .enumerate()
        .filter(|(at, _)| may(at))
        .filter_map(|(at, promotion)| Set::new(at, promotion, lines));
    let mut sets: Vec<(i128, Set)> = sets
        .map(|set| (set.gain(set.peak(&pieces(lines), lines), &pieces(lines), lines), set))
        .filter(|(gain, _)| *gain > 0)
        .collect();
    crate::sorting::sort_by_key(&mut sets, |(gain, set)| (-*gain, set.promotion));
    let mut search = Search { sets: &sets, lines, branches: BRANCHES, best: (0, Vec::new()) };
    search.branch(0, 0, pieces(lines), &mut Vec::new());
    let chosen = search.best.1;

    let mut left = pieces(lines);
    for line in lines.iter_mut() {
        line.after_items = 0;
    }
    for (place, times) in chosen.into_iter().filter(|(_, times)| *times > 0) {
        let Some((_, set)) = sets.get(place) else { continue };
        let taken = set.taken(times, &left, lines).unwrap_or_default();
        let listed: Vec<u64> =
            lines.iter().zip(&taken).map(|(line, taken)| line.piece.saturating_mul(*taken)).collect();
        let whole = listed.iter().fold(0, |sum: u64, part| sum.saturating_add(*part));
        let amount = whole.saturating_sub(set.price.saturating_mul(times));
        for (((line, left), taken), (off, listed)) in
            lines.iter_mut().zip(&mut left).zip(&taken).zip(share(amount, &listed).into_iter().zip(&listed))
        {
            *left = left.saturating_sub(*taken);
            line.after_items = line.after_items.saturating_add(listed.saturating_sub(off));
            line.add_share(set.promotion, off);
        }
        let reason = SavingReason::Set { times, price: Price::from_fen(set.price) };
        applied.push(Applied { promotion: set.promotion, amount, reason });
    }
    for (line, left) in lines.iter_mut().zip(left) {
        line.after_items = line.after_items.saturating_add(line.single.saturating_mul(left));
        line.left = line.after_items;
        let off = line.piece.saturating_sub(line.single).saturating_mul(left);
        let Some((promotion, reason)) = line.single_by.filter(|_| off > 0) else { continue };
        line.add_share(promotion, off);
        match applied.iter_mut().find(|applied| applied.promotion == promotion) {
            Some(applied) => applied.amount = applied.amount.saturating_add(off),
            None => applied.push(Applied { promotion, amount: off, reason }),
        }
    }
    crate::sorting::sort_by_key(&mut applied, |applied| applied.promotion);
    applied
}

fn pieces(lines: &[Line]) -> Vec<u64> {
    lines.iter().map(|line| line.quantity).collect()
}

/// A set all of whose members are in the basket.
struct Set {
    /// Its place among the active promotions.
    promotion: usize,
    /// What it costs, in fen.
    price: u64,
    /// For each member the pieces of one set and the lines that have it, the dearest first: with these it saves most.
    members: Vec<(u64, Vec<usize>)>,
}

impl Set {
    fn new(at: usize, promotion: &Promotion, lines: &[Line]) -> Option<Self> {
        let PromotionKind::SetPrice { members: items, price } = &promotion.kind else { return None };
        let mut members: Vec<(u64, Vec<usize>)> = Vec::new();
        for (item, _) in items {
            let of_item = items.iter().filter(|(other, _)| other == item);
            let need = of_item.fold(0, |sum: u64, (_, need)| sum.saturating_add((*need).into()));
            let has_item = |(_, line): &(usize, &Line)| line.item.as_ref() == Some(item);
            let mut having: Vec<(u64, usize)> =
                lines.iter().enumerate().filter(has_item).map(|(at, line)| (u64::MAX - line.single, at)).collect();
            crate::sorting::sort(&mut having);
            let having: Vec<usize> = having.into_iter().map(|(_, at)| at).collect();
            if need > 0 && !members.iter().any(|(_, known)| !having.is_empty() && *known == having) {
                members.push((need, having));
            }
        }
        let is_whole = !members.is_empty() && members.iter().all(|(_, having)| !having.is_empty());
        is_whole.then_some(Self { promotion: at, price: price.fen(), members })
    }

    /// How often it could be taken from the pieces that are left.
    fn most(&self, left: &[u64]) -> u64 {
        let whole = |having: &[usize]| {
            having.iter().filter_map(|at| left.get(*at)).fold(0, |sum: u64, left| sum.saturating_add(*left))
        };
        self.members.iter().filter_map(|(need, having)| whole(having).checked_div(*need)).min().unwrap_or(0)
    }

    /// The pieces of each line that it takes; `None` where there are not so many.
    fn taken(&self, times: u64, left: &[u64], lines: &[Line]) -> Option<Vec<u64>> {
        let mut taken = vec![0; lines.len()];
        for (need, having) in &self.members {
            let mut open = need.checked_mul(times)?;
            for at in having {
                let part = open.min(left.get(*at).copied().unwrap_or(0));
                taken.iter_mut().skip(*at).take(1).for_each(|taken| *taken = part);
                open -= part;
            }
            if open > 0 {
                return None;
            }
        }
        Some(taken)
    }

    /// What it saves over the prices of single pieces, in fen; below 0 where it costs more.
    fn gain(&self, times: u64, left: &[u64], lines: &[Line]) -> i128 {
        let Some(taken) = self.taken(times, left, lines) else { return 0 };
        let single: i128 =
            lines.iter().zip(taken).map(|(line, taken)| i128::from(line.single) * i128::from(taken)).sum();
        single - i128::from(self.price) * i128::from(times)
    }

    /// How often it saves most. Each further time takes cheaper pieces than that before it, so that it saves less.
    fn peak(&self, left: &[u64], lines: &[Line]) -> u64 {
        let (mut low, mut high) = (0, self.most(left));
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.gain(middle, left, lines) > self.gain(middle - 1, left, lines) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }
}

/// Looks for how often each set is taken, so that together they save most.
struct Search<'a> {
    /// Each with what it saves when it has all pieces for itself.
    sets: &'a [(i128, Set)],
    lines: &'a [Line],
    branches: u32,
    /// What the best way saves, and how often it takes which set.
    best: (i128, Vec<(usize, u64)>),
}

impl Search<'_> {
    fn branch(&mut self, at: usize, gain: i128, left: Vec<u64>, chosen: &mut Vec<(usize, u64)>) {
        if gain > self.best.0 {
            self.best = (gain, chosen.clone());
        }
        let sets = self.sets;
        let Some((_, set)) = sets.get(at) else { return };
        let beyond: i128 = sets.iter().skip(at + 1).map(|(gain, _)| *gain).sum();
        for times in (0..=set.peak(&left, self.lines)).rev() {
            let own = set.gain(times, &left, self.lines);
            if self.branches == 0 || gain + own + beyond <= self.best.0 {
                return;
            }
            self.branches -= 1;
            let taken = set.taken(times, &left, self.lines).unwrap_or_default();
            let rest = left.iter().zip(&taken).map(|(left, taken)| left.saturating_sub(*taken)).collect();
            chosen.push((at, times));
            self.branch(at + 1, gain + own, rest, chosen);
            chosen.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::day::{Day, Moment};
    use crate::shop::bundle::{BundleLine, Measure, Offers};
    use crate::shop::{ItemId, Price, Promotion, PromotionId, PromotionKind, Scope};
    use proptest::{collection::vec, prelude::*};

    const PRICES: [u64; 4] = [10_000, 7_100, 3_990, 1];

    fn set(number: usize, members: &[(usize, u32)], price: u64) -> Promotion {
        let members = members.iter().map(|(item, need)| (ItemId(item.to_string()), *need)).collect();
        let (id, kind) =
            (PromotionId(number.to_string()), PromotionKind::SetPrice { members, price: Price::from_fen(price) });
        Promotion { id, title: String::new(), kind, scope: Scope::All, from: None, until: None, group: String::new() }
    }

    /// The least that can be paid, by trying every number of every set.
    fn least(sets: &[(Vec<(usize, u32)>, u64)], left: [u32; 4]) -> u64 {
        let Some(((members, price), rest)) = sets.split_first() else {
            return PRICES.iter().zip(left).map(|(price, left)| price * u64::from(left)).sum();
        };
        let (mut left, mut best, mut times) = (left, least(rest, left), 0);
        while members.iter().any(|(_, need)| *need > 0) {
            for (item, need) in members {
                let Some(fewer) = left[*item].checked_sub(*need) else { return best };
                left[*item] = fewer;
            }
            times += 1;
            best = best.min(least(rest, left) + price * times);
        }
        best
    }

    proptest! {
        #[test]
        fn sets_are_taken_as_is_cheapest(
            sets in vec((vec((0_usize..4, 0_u32..3), 1..4), 0_u64..20_000), 0..4),
            quantities in [0_u32..5, 0..5, 0..5, 0..5],
        ) {
            let promotions: Vec<_> =
                sets.iter().enumerate().map(|(at, (members, price))| set(at, members, *price)).collect();
            let line = |(item, (price, quantity)): (usize, (u64, u32))| BundleLine {
                item: ItemId(item.to_string()),
                category: String::new(),
                price: Price::from_fen(price),
                quantity,
            };
            let basket: Vec<_> = PRICES.into_iter().zip(quantities).enumerate().map(line).collect();
            let moment = Moment { day: Day { year: 2026, month: 11, day: 11 }, minute: 0 };
            let quote = Offers::at(&promotions, moment, Measure::ItemPrices).quote(&basket);
            prop_assert_eq!(quote.pays.fen(), least(&sets, quantities));
        }
    }
}
