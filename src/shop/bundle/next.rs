//! What a little more in the basket would bring: the next step of a promotion, and one given item. Both are worked out as
//! baskets of their own, so that what is lost by the change is counted too.

use super::{
    BundleLine, GiftGiven, Offers, Quote, merged,
    work::{Line, Worked, work},
};
use crate::shop::{Level, Price, Promotion, PromotionId, PromotionKind, Reach, Steps};

/// How often a gap is widened, when what it adds also brings something off that other promotions measure. Twice was the
/// most that was needed in the tests.
const WIDENINGS: u32 = 8;

/// How much is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Goods for this sum, which no item price lowers further.
    Amount(Price),
    /// Pieces, whatever they cost.
    Pieces(u64),
}

/// What buying a little more brings: "buy 12.00 more and 30.00 comes off".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The promotion that would be reached.
    pub promotion: PromotionId,
    /// Where it stands in the order.
    pub level: Level,
    /// What has to be reached.
    pub at: Reach,
    /// What is missing.
    pub gap: Gap,
    /// What more comes off the whole, net: what other promotions lose by it is taken away. For pieces at least this much,
    /// as if they cost nothing.
    pub saving: Price,
    /// What the buyer would pay for everything, with goods for exactly the gap; may be less than now. For pieces without
    /// what these cost.
    pub pays: Price,
    /// What would be given.
    pub gift: Option<GiftGiven>,
}

/// How what is paid changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// So much more is paid; also nothing more.
    More(Price),
    /// So much less is paid, though more is bought.
    Less(Price),
}

/// What adding one item to a basket brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// What is paid for it: "add this for only…".
    pub change: Change,
    /// What it costs in the catalogue.
    pub list: Price,
    /// What it would cost in an order of its own, with promotions and freight.
    pub alone: Price,
    /// What is saved over its price in the catalogue; nothing if adding it costs more, as by freight.
    pub saving: Price,
    /// What is saved over two orders.
    pub saving_together: Price,
    /// The whole with it.
    pub quote: Quote,
}

impl Offers<'_> {
    /// What adding an item to a basket brings.
    #[must_use]
    pub fn adding(&self, basket: &[BundleLine], added: &BundleLine) -> Added {
        let both: Vec<BundleLine> = basket.iter().chain([added]).cloned().collect();
        let (before, quote) = (self.work(&merged(basket)), self.quote(&both));
        // Nothing in the basket is no order: it costs no freight either.
        let before = Price::from_fen(before.pays());
        let alone = self.quote(std::slice::from_ref(added));
        let change = if quote.pays < before {
            Change::Less(before.less(quote.pays))
        } else {
            Change::More(quote.pays.less(before))
        };
        let saving_together = before.plus(alone.pays).less(quote.pays);
        let saving = before.plus(alone.list).less(quote.pays);
        Added { change, list: alone.list, alone: alone.pays, saving, saving_together, quote }
    }

    /// What a little more would bring, the smallest gap first: for each promotion the nearest step that brings something.
    #[must_use]
    pub fn next_steps(&self, basket: &[BundleLine]) -> Vec<NextStep> {
        let lines: Vec<Line> = merged(basket).iter().map(|merged| self.line(&merged.line)).collect();
        if lines.is_empty() {
            return Vec::new();
        }
        let now = work(&self.active, &lines, self.measure);
        let steps = self.active.iter().enumerate().filter_map(|(at, promotion)| self.next(at, promotion, &lines, &now));
        let mut steps: Vec<NextStep> = steps.collect();
        crate::sorting::sort_by_key(&mut steps, |step| {
            (step.gap, u64::MAX - step.saving.fen(), step.promotion.clone())
        });
        steps
    }

    fn next(&self, at: usize, promotion: &Promotion, lines: &[Line], now: &Worked) -> Option<NextStep> {
        let measured = now.measured.get(at)?;
        let (sum, pieces) = (Price::from_fen(measured.sum), measured.pieces);
        let reaches = match (&promotion.kind, promotion.steps()) {
            (_, Some(steps)) => steps.beyond(sum, pieces),
            (PromotionKind::Gift { from, .. }, _) => beyond(*from, sum, pieces),
            (PromotionKind::Freight { free_from, .. }, _) => beyond(Reach::Amount(*free_from), sum, pieces),
            _ => Vec::new(),
        };
        reaches.into_iter().find_map(|reach| {
            let (gap, then) = self.reach(at, promotion, reach, lines, sum, pieces)?;
            let added = if let Gap::Amount(gap) = gap { gap } else { Price::ZERO };
            let (apart, pays) = (Price::from_fen(now.pays()).plus(added), Price::from_fen(then.pays()));
            // Less than nothing, where goods for the gap cost freight that those in the basket don't: no advice then.
            let saving = Some(apart.less(pays)).filter(|_| pays <= apart)?;
            let gift = match &promotion.kind {
                PromotionKind::Gift { item, pieces, .. } if then.gifts.contains(&at) => {
                    Some(GiftGiven { promotion: promotion.id.clone(), item: item.clone(), pieces: *pieces })
                }
                _ => None,
            };
            let is_free =
                promotion.level() == Level::Freight && then.freight == Some((at, 0)) && now.freight != then.freight;
            let is_more = then.off(at) > now.off(at) || is_free;
            let step = NextStep {
                promotion: promotion.id.clone(),
                level: promotion.level(),
                at: reach,
                gap,
                saving,
                pays,
                gift,
            };
            Some(step).filter(|step| step.gift.is_some() || is_more && step.saving > Price::ZERO)
        })
    }

    /// How much has to be added so that a promotion measures enough, and the basket with it.
    fn reach(
        &self,
        at: usize,
        promotion: &Promotion,
        reach: Reach,
        lines: &[Line],
        sum: Price,
        pieces: u64,
    ) -> Option<(Gap, Worked)> {
        let mut gap = match reach {
            Reach::Amount(at) => Gap::Amount(at.less(sum)),
            Reach::Pieces(at) => Gap::Pieces(u64::from(at).saturating_sub(pieces)),
        };
        for _ in 0..WIDENINGS {
            let thought = match gap {
                Gap::Amount(gap) => self.thought_of(promotion, gap.fen(), 1),
                Gap::Pieces(pieces) => self.thought_of(promotion, 0, pieces),
            };
            let then = work(&self.active, &[lines, &[thought]].concat(), self.measure);
            let measured = then.measured.get(at)?;
            match (&mut gap, reach) {
                (Gap::Amount(gap), Reach::Amount(at)) if measured.sum < at.fen() => {
                    *gap = gap.plus(at.less(Price::from_fen(measured.sum)));
                }
                _ => return Some((gap, then)),
            }
        }
        None
    }

    /// Goods that count for a promotion, for those that include all its items, and have no item price.
    fn thought_of(&self, promotion: &Promotion, piece: u64, pieces: u64) -> Line {
        let includes = |other: &&Promotion| other.level() != Level::Item && other.scope.includes(&promotion.scope);
        Line::new(None, piece, pieces, self.active.iter().map(includes).collect())
    }
}

/// A threshold that is not reached.
fn beyond(at: Reach, sum: Price, pieces: u64) -> Vec<Reach> {
    use crate::shop::{Off, Tier};
    Steps::Tiers(vec![Tier { at, off: Off::Amount(Price::ZERO) }]).beyond(sum, pieces)
}
