//! The arithmetic itself: level by level what comes off the lines of a basket, on numbers alone. [`super::Offers`] brings
//! the lines and promotions and tells the result.

use super::{Measure, choice, items, share::share};
use crate::shop::{ItemId, Level, Off, Pays, Price, Promotion, PromotionKind, Reach};

/// Ways of choosing one promotion of each group that are tried; four groups of four promotions are settled within them.
/// Of more, these many are tried in the order of the ids.
const WAYS: usize = 256;

/// What stood behind an amount that came off, for who asks why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavingReason {
    /// A piece costs this; off the price in the catalogue.
    PiecePrice(Price),
    /// This part of the price is paid.
    Percent(Pays),
    /// The set was there so often and costs this each time.
    Set {
        /// How often.
        times: u64,
        /// What it costs.
        price: Price,
    },
    /// This was reached.
    Reached {
        /// What had to be reached.
        at: Reach,
        /// What comes off for it.
        off: Off,
        /// How often it was reached.
        times: u64,
        /// The sum that was measured.
        sum: Price,
        /// The pieces that were counted.
        pieces: u64,
    },
}

/// A line while it is worked out; money in fen.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The item; `None` for goods that are only thought of, to see what they would bring.
    pub(super) item: Option<ItemId>,
    /// What a piece costs in the catalogue.
    pub(super) piece: u64,
    pub(super) quantity: u64,
    /// By active promotion, whether it counts for the line.
    pub(super) covered: Vec<bool>,
    /// What a piece costs by itself, and by which promotion.
    pub(super) single: u64,
    pub(super) single_by: Option<(usize, SavingReason)>,
    /// What the line costs after the first level.
    pub(super) after_items: u64,
    /// What it costs after those that were worked out.
    pub(super) left: u64,
    /// What each promotion took off.
    pub(super) shares: Vec<(usize, u64)>,
}

impl Line {
    pub(super) fn new(item: Option<ItemId>, piece: u64, quantity: u64, covered: Vec<bool>) -> Self {
        let whole = piece.saturating_mul(quantity);
        let (single, left) = (piece, whole);
        Self { item, piece, quantity, covered, single, single_by: None, after_items: whole, left, shares: Vec::new() }
    }

    pub(super) fn is_covered(&self, promotion: usize) -> bool {
        self.covered.get(promotion).copied().unwrap_or_default()
    }

    pub(super) fn add_share(&mut self, promotion: usize, amount: u64) {
        if amount > 0 {
            self.shares.push((promotion, amount));
        }
    }
}

/// An amount that a promotion took off.
#[derive(Debug, Clone)]
pub(super) struct Applied {
    pub(super) promotion: usize,
    pub(super) amount: u64,
    pub(super) reason: SavingReason,
}

/// What a promotion measured.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measured {
    /// The sum of its lines, in fen.
    pub(super) sum: u64,
    pub(super) pieces: u64,
    /// How many lines count for it.
    pub(super) lines: usize,
}

/// A basket that was worked out.
#[derive(Debug, Clone)]
pub(super) struct Worked {
    pub(super) lines: Vec<Line>,
    /// By level, then by promotion.
    pub(super) applied: Vec<Applied>,
    /// By active promotion.
    pub(super) measured: Vec<Measured>,
    /// The gifts that were reached.
    pub(super) gifts: Vec<usize>,
    /// What sending costs by which promotion, in fen; `None` where nothing is known of it.
    pub(super) freight: Option<(usize, u64)>,
}

/// Works out a basket; of promotions that exclude one another those count that are best for the buyer.
pub(super) fn work(active: &[&Promotion], lines: &[Line], measure: Measure) -> Worked {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // What counts for nothing here needs no way of its own.
    let is_open = |at: usize| lines.iter().any(|line| line.is_covered(at));
    let grouped = active.iter().enumerate().filter(|(at, promotion)| !promotion.group.is_empty() && is_open(*at));
    for (at, promotion) in grouped {
        let is_same = |group: &&mut Vec<usize>| {
            group.first().and_then(|first| active.get(*first)).is_some_and(|first| first.group == promotion.group)
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    let ways = groups.iter().fold(1, |ways: usize, group| ways.saturating_mul(group.len()).min(WAYS));
    let mut best = in_way(active, lines, measure, &groups, 0);
    for way in 1..ways {
        let next = in_way(active, lines, measure, &groups, way);
        // Of ways that cost the same the one with the dearer gifts, as far as their thresholds tell.
        let is_better =
            (next.pays(), std::cmp::Reverse(next.given(active))) < (best.pays(), std::cmp::Reverse(best.given(active)));
        if is_better {
            best = next;
        }
    }
    best
}

fn in_way(active: &[&Promotion], lines: &[Line], measure: Measure, groups: &[Vec<usize>], way: usize) -> Worked {
    let mut permitted = vec![true; active.len()];
    let mut rest = way;
    for group in groups {
        let chosen = rest % group.len().max(1);
        rest /= group.len().max(1);
        for (_, at) in group.iter().enumerate().filter(|(place, _)| *place != chosen) {
            permitted.iter_mut().skip(*at).take(1).for_each(|permitted| *permitted = false);
        }
    }
    let mut lines = lines.to_vec();
    let applied = items::price(active, &permitted, &mut lines);
    let measured = vec![Measured::default(); active.len()];
    let mut worked = Worked { lines, applied, measured, gifts: Vec::new(), freight: None };
    for level in [Level::Shop, Level::ShopCoupon, Level::Platform, Level::PlatformCoupon] {
        worked.take_off(active, &permitted, level, measure);
    }
    worked.give(active, &permitted, measure);
    worked.send(active, &permitted);
    worked
}

impl Worked {
    /// What the buyer pays, in fen.
    pub(super) fn pays(&self) -> u64 {
        let goods = self.lines.iter().fold(0, |sum: u64, line| sum.saturating_add(line.left));
        goods.saturating_add(self.freight.map_or(0, |(_, fee)| fee))
    }

    /// What a promotion took off, in fen.
    pub(super) fn off(&self, promotion: usize) -> u64 {
        self.applied.iter().find(|applied| applied.promotion == promotion).map_or(0, |applied| applied.amount)
    }

    /// The thresholds of the gifts together.
    fn given(&self, active: &[&Promotion]) -> u64 {
        let thresholds = self.gifts.iter().filter_map(|at| match active.get(*at).map(|promotion| &promotion.kind) {
            Some(PromotionKind::Gift { from: Reach::Amount(at), .. }) => Some(at.fen()),
            Some(PromotionKind::Gift { from: Reach::Pieces(pieces), .. }) => Some((*pieces).into()),
            _ => None,
        });
        thresholds.fold(0, u64::saturating_add)
    }

    fn measure(&mut self, promotion: usize, amount: impl Fn(&Line) -> u64) -> Measured {
        let mut measured = Measured::default();
        for line in self.lines.iter().filter(|line| line.is_covered(promotion)) {
            measured.sum = measured.sum.saturating_add(amount(line));
            measured.pieces = measured.pieces.saturating_add(line.quantity);
            measured.lines += 1;
        }
        self.measured.iter_mut().skip(promotion).take(1).for_each(|kept| *kept = measured);
        measured
    }

    /// One level of reductions or coupons. Those that share no line are all used, of the others the best.
    fn take_off(&mut self, active: &[&Promotion], permitted: &[bool], level: Level, measure: Measure) {
        let mut open = Vec::new();
        for (at, promotion) in active.iter().enumerate().filter(|(_, promotion)| promotion.level() == level) {
            let measured = self.measure(at, |line| measure.of(line));
            let sum = Price::from_fen(measured.sum);
            let reached = promotion.steps().and_then(|steps| steps.reached(sum, measured.pieces));
            let Some(step) = reached.filter(|_| measured.lines > 0 && permitted.get(at) == Some(&true)) else {
                continue;
            };
            let left = self.lines.iter().filter(|line| line.is_covered(at));
            let amount = step.amount.fen().min(left.fold(0, |sum: u64, line| sum.saturating_add(line.left)));
            let (tier, times) = (step.tier, step.times);
            let reason = SavingReason::Reached { at: tier.at, off: tier.off, times, sum, pieces: measured.pieces };
            if amount > 0 {
                open.push(Applied { promotion: at, amount, reason });
            }
        }
        crate::sorting::sort_by_key(&mut open, |applied| (u64::MAX - applied.amount, applied.promotion));
        let worths: Vec<u64> = open.iter().map(|applied| applied.amount).collect();
        let clash = |one: usize, other: usize| match (open.get(one), open.get(other)) {
            (Some(one), Some(other)) => {
                self.lines.iter().any(|line| line.is_covered(one.promotion) && line.is_covered(other.promotion))
            }
            _ => false,
        };
        let mut chosen = choice::best(&worths, &clash);
        crate::sorting::sort_by_key(&mut chosen, |at| open.get(*at).map(|applied| applied.promotion));
        for applied in chosen.into_iter().filter_map(|at| open.get(at)) {
            let left = |line: &Line| if line.is_covered(applied.promotion) { line.left } else { 0 };
            let weights: Vec<u64> = self.lines.iter().map(left).collect();
            for (line, part) in self.lines.iter_mut().zip(share(applied.amount, &weights)) {
                line.left = line.left.saturating_sub(part);
                line.add_share(applied.promotion, part);
            }
            self.applied.push(applied.clone());
        }
    }

    fn give(&mut self, active: &[&Promotion], permitted: &[bool], measure: Measure) {
        for (at, promotion) in active.iter().enumerate() {
            let PromotionKind::Gift { from, .. } = &promotion.kind else { continue };
            let measured = self.measure(at, |line| measure.of(line));
            let is_reached = from.times(Price::from_fen(measured.sum), measured.pieces) > 0;
            if is_reached && measured.lines > 0 && permitted.get(at) == Some(&true) {
                self.gifts.push(at);
            }
        }
    }

    fn send(&mut self, active: &[&Promotion], permitted: &[bool]) {
        for (at, promotion) in active.iter().enumerate() {
            let PromotionKind::Freight { fee, free_from } = &promotion.kind else { continue };
            let measured = self.measure(at, |line| line.left);
            let fee = if measured.sum >= free_from.fen() { 0 } else { fee.fen() };
            let is_better = self.freight.is_none_or(|(_, best)| fee < best);
            if is_better && measured.lines > 0 && permitted.get(at) == Some(&true) {
                self.freight = Some((at, fee));
            }
        }
    }
}
