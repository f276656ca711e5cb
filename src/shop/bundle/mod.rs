//! What a basket costs, exactly, line by line, and why: [`Offers::quote`]. Between the promotions and what is said of them:
//! the sentence "this together costs…" and the shop's "what if" calculator come from here. `docs/promotions.md` tells the
//! order, the rounding and what is assumed; `tests/offers/examples.tsv` has examples worked out by hand.

mod choice;
mod items;
mod next;
#[cfg(test)]
mod properties;
mod share;
#[cfg(test)]
mod tests;
mod work;

pub use next::{Added, Change, Gap, NextStep};
pub use work::SavingReason;

use super::{CatalogItem, ItemId, Level, Price, Promotion, PromotionId, PromotionKind};
use crate::day::Moment;
use work::{Line, Worked};

/// Pieces of one line that are counted; more are a slip. With [`Price::MAX_READ`] for a piece, 18,000 such lines still add
/// up exactly.
pub const MOST_PIECES: u32 = 1_000_000;

/// Pieces of an item in a basket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BundleLine {
    /// The item.
    pub item: ItemId,
    /// Its category, as the catalogue has it.
    pub category: String,
    /// What one piece costs before promotions; what is above [`Price::MAX_READ`] counts as that.
    pub price: Price,
    /// Pieces; those above [`MOST_PIECES`] don't count.
    pub quantity: u32,
}

/// On what the thresholds of reductions, coupons and gifts are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// On what the goods cost after the first level, whatever other levels take off: 平行满减, the rule of Taobao and Tmall.
    #[default]
    ItemPrices,
    /// On what the levels before have left.
    Remaining,
}

/// The promotions that count at a moment.
#[derive(Debug, Clone)]
pub struct Offers<'a> {
    /// By id.
    active: Vec<&'a Promotion>,
    /// Those that don't count at the moment.
    idle: Vec<(&'a Promotion, Idle)>,
    measure: Measure,
}

/// What a basket costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its lines in their order; what is there twice is one line.
    pub lines: Vec<QuoteLine>,
    /// What came off, in the order in which it did.
    pub savings: Vec<Saving>,
    /// What is given.
    pub gifts: Vec<GiftGiven>,
    /// What sending costs; `None` while no promotion tells it: nothing may be said of it then.
    pub freight: Option<Freight>,
    /// All goods at the prices of the catalogue.
    pub list: Price,
    /// All goods after everything that came off.
    pub goods: Price,
    /// Goods and freight: what the buyer pays.
    pub pays: Price,
    /// The promotions that did nothing, with the reason, by id.
    pub idle: Vec<(PromotionId, Idle)>,
}

/// What a line costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteLine {
    /// What was asked for, counted together.
    pub line: BundleLine,
    /// Its pieces at the price of the catalogue.
    pub list: Price,
    /// What each promotion takes off it.
    pub shares: Vec<(PromotionId, Price)>,
    /// What is left: what would be paid back for it.
    pub pays: Price,
}

/// What a promotion takes off the basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saving {
    /// The promotion.
    pub promotion: PromotionId,
    /// Where it stands in the order.
    pub level: Level,
    /// How much it takes off: the parts of the lines add up to it.
    pub amount: Price,
    /// Why.
    pub reason: SavingReason,
}

/// An item for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiftGiven {
    /// The promotion.
    pub promotion: PromotionId,
    /// What is given.
    pub item: ItemId,
    /// How many pieces.
    pub pieces: u32,
}

/// What sending costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freight {
    /// The promotion that tells it.
    pub promotion: PromotionId,
    /// What is paid; 0 for 包邮.
    pub fee: Price,
}

/// Why a promotion did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// It begins then.
    NotYet(Moment),
    /// It ended then.
    Over(Moment),
    /// Nothing in the basket counts for it, or a member of its set is missing.
    NoItem,
    /// Its threshold is not reached.
    NotReached,
    /// Another that can't be used with it is better, or it has nothing to take off.
    Beaten,
}

impl BundleLine {
    /// Pieces of a catalogue's item; `None` while its price is not known.
    #[must_use]
    pub fn of(item: &CatalogItem, quantity: u32) -> Option<Self> {
        Some(Self { item: item.id.clone(), category: item.category.clone(), price: item.price?, quantity })
    }
}

impl Measure {
    fn of(self, line: &Line) -> u64 {
        match self {
            Self::ItemPrices => line.after_items,
            Self::Remaining => line.left,
        }
    }
}

impl<'a> Offers<'a> {
    /// Those of the promotions that count at a moment. Their order doesn't matter.
    #[must_use]
    pub fn at(promotions: &'a [Promotion], moment: Moment, measure: Measure) -> Self {
        let mut active: Vec<&Promotion> = promotions.iter().collect();
        crate::sorting::sort_by_key(&mut active, |promotion| &promotion.id);
        let reason = |promotion: &Promotion| match (promotion.from, promotion.until) {
            (Some(from), _) if moment < from => Some(Idle::NotYet(from)),
            (_, Some(until)) if until < moment => Some(Idle::Over(until)),
            _ => None,
        };
        let idle = active.iter().filter_map(|promotion| Some((*promotion, reason(promotion)?))).collect();
        active.retain(|promotion| promotion.counts_at(moment));
        Self { active, idle, measure }
    }

    /// What a basket costs. The order of its lines doesn't matter.
    #[must_use]
    pub fn quote(&self, basket: &[BundleLine]) -> Quote {
        let merged = merged(basket);
        let worked = self.work(&merged);
        self.tell(&merged, &worked)
    }

    fn work(&self, merged: &[Merged]) -> Worked {
        work::work(&self.active, &merged.iter().map(|merged| self.line(&merged.line)).collect::<Vec<_>>(), self.measure)
    }

    fn line(&self, line: &BundleLine) -> Line {
        let covered = self.active.iter().map(|promotion| promotion.covers(&line.item, &line.category)).collect();
        Line::new(Some(line.item.clone()), line.price.fen(), line.quantity.into(), covered)
    }

    fn id(&self, at: usize) -> PromotionId {
        self.active.get(at).map_or_else(PromotionId::default, |promotion| promotion.id.clone())
    }

    fn tell(&self, merged: &[Merged], worked: &Worked) -> Quote {
        let price = Price::from_fen;
        let mut lines: Vec<(usize, QuoteLine)> = Vec::new();
        for (Merged { line, first }, worked) in merged.iter().zip(&worked.lines) {
            let shares = worked.shares.iter().map(|(promotion, share)| (self.id(*promotion), price(*share))).collect();
            let list = line.price.times(line.quantity.into());
            lines.push((*first, QuoteLine { line: line.clone(), list, shares, pays: price(worked.left) }));
        }
        crate::sorting::sort_by_key(&mut lines, |(first, _)| *first);
        let lines: Vec<QuoteLine> = lines.into_iter().map(|(_, line)| line).collect();
        let saving = |applied: &work::Applied| Saving {
            promotion: self.id(applied.promotion),
            level: self.active.get(applied.promotion).map_or(Level::Item, |promotion| promotion.level()),
            amount: price(applied.amount),
            reason: applied.reason,
        };
        let gift = |at: &usize| match &self.active.get(*at)?.kind {
            PromotionKind::Gift { item, pieces, .. } => {
                Some(GiftGiven { promotion: self.id(*at), item: item.clone(), pieces: *pieces })
            }
            _ => None,
        };
        Quote {
            list: lines.iter().map(|line| line.list).sum(),
            goods: lines.iter().map(|line| line.pays).sum(),
            pays: price(worked.pays()),
            savings: worked.applied.iter().map(saving).collect(),
            gifts: worked.gifts.iter().filter_map(gift).collect(),
            freight: worked.freight.map(|(at, fee)| Freight { promotion: self.id(at), fee: price(fee) }),
            idle: self.idle(worked),
            lines,
        }
    }

    fn idle(&self, worked: &Worked) -> Vec<(PromotionId, Idle)> {
        let mut idle: Vec<(PromotionId, Idle)> =
            self.idle.iter().map(|(promotion, reason)| (promotion.id.clone(), *reason)).collect();
        for (at, promotion) in self.active.iter().enumerate() {
            let is_used = worked.applied.iter().any(|applied| applied.promotion == at)
                || worked.gifts.contains(&at)
                || worked.freight.is_some_and(|(freight, _)| freight == at);
            if !is_used {
                idle.push((promotion.id.clone(), reason(at, promotion, worked)));
            }
        }
        crate::sorting::sort_by_key(&mut idle, |(promotion, _)| promotion.clone());
        idle
    }
}

/// Why an active promotion did nothing.
fn reason(at: usize, promotion: &Promotion, worked: &Worked) -> Idle {
    let measured = worked.measured.get(at).copied().unwrap_or_default();
    let sum = Price::from_fen(measured.sum);
    let is_reached = match (&promotion.kind, promotion.steps()) {
        (PromotionKind::Gift { from, .. }, _) => from.times(sum, measured.pieces) > 0,
        (_, Some(steps)) => steps.reached(sum, measured.pieces).is_some(),
        _ => true,
    };
    let pieces = |item: &ItemId| {
        let of_item = worked.lines.iter().filter(|line| line.item.as_ref() == Some(item));
        of_item.fold(0, |sum: u64, line| sum.saturating_add(line.quantity))
    };
    let is_there = match &promotion.kind {
        PromotionKind::SetPrice { members, .. } => members.iter().all(|(item, need)| pieces(item) >= (*need).into()),
        _ => worked.lines.iter().any(|line| line.is_covered(at)),
    };
    match (is_there, is_reached) {
        (false, _) => Idle::NoItem,
        (true, false) => Idle::NotReached,
        (true, true) => Idle::Beaten,
    }
}

/// A line with the place of the first that asked for it.
struct Merged {
    line: BundleLine,
    first: usize,
}

/// The lines in one order, whatever theirs was; each item at a price once, those without pieces not at all.
fn merged(basket: &[BundleLine]) -> Vec<Merged> {
    let mut lines: Vec<Merged> = Vec::new();
    for (first, line) in basket.iter().enumerate().filter(|(_, line)| line.quantity > 0) {
        let price = line.price.min(Price::MAX_READ);
        lines.push(Merged { line: BundleLine { price, ..line.clone() }, first });
    }
    crate::sorting::sort_by(&mut lines, |a, b| {
        let key = |merged: &Merged| (merged.line.price, merged.first);
        (&a.line.item, &a.line.category).cmp(&(&b.line.item, &b.line.category)).then(key(a).cmp(&key(b)))
    });
    lines.dedup_by(|next, kept| {
        let (a, b) = (&next.line, &mut kept.line);
        let is_same = a.item == b.item && a.category == b.category && a.price == b.price;
        b.quantity = b.quantity.saturating_add(if is_same { a.quantity } else { 0 });
        is_same
    });
    lines.iter_mut().for_each(|merged| merged.line.quantity = merged.line.quantity.min(MOST_PIECES));
    lines
}
