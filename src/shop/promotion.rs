//! What the shop and its platform take off, as the promotions file tells it. [`bundle`](super::bundle) works out from these
//! what a buyer pays; `docs/promotions.md` says which kinds there are, in which order they count and what is assumed.

use super::{ItemId, Price};
use crate::day::Moment;
use std::collections::BTreeSet;

/// Names a promotion; each of a shop's has one of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PromotionId(pub String);

/// One promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// Its id.
    pub id: PromotionId,
    /// Its name, as the shop says it to buyers.
    pub title: String,
    /// What it takes off or gives.
    pub kind: PromotionKind,
    /// The items that count for it and that it is taken off. A set has its members instead.
    pub scope: Scope,
    /// Its first minute; always, when `None`.
    pub from: Option<Moment>,
    /// Its last minute, which still counts, as `23:59` is meant; for ever, when `None`.
    pub until: Option<Moment>,
    /// Of all promotions that name the same group, one counts in an order. Empty for no group.
    pub group: String,
}

/// The kinds of promotions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromotionKind {
    /// 限时价: a piece costs this.
    PiecePrice(Price),
    /// 打折: a piece costs this part of its price.
    Percent(Pays),
    /// 套餐价: these pieces together cost the price, as often as they are all there.
    SetPrice {
        /// The items with their pieces.
        members: Vec<(ItemId, u32)>,
        /// What they cost together.
        price: Price,
    },
    /// 满减、满折: from a sum or a number of pieces on, something comes off.
    Reduction {
        /// Who gives it; the platform's is 跨店满减.
        by: Issuer,
        /// From where on how much.
        steps: Steps,
    },
    /// 优惠券: as a reduction, when the buyer has it.
    Coupon {
        /// Who gives it.
        by: Issuer,
        /// From where on how much.
        tier: Tier,
    },
    /// 赠品: an item for nothing, once an order. One that comes with an item has that item as scope, from one piece on.
    Gift {
        /// From where on.
        from: Reach,
        /// What is given.
        item: ItemId,
        /// How many pieces.
        pieces: u32,
    },
    /// 运费、包邮: what sending costs, and from which sum on nothing.
    Freight {
        /// The fee below the sum.
        fee: Price,
        /// The sum from which on it is free.
        free_from: Price,
    },
}

/// Who gives a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issuer {
    /// The shop.
    Shop,
    /// The platform.
    Platform,
}

/// The part that is paid, in thousandths: 9 折 is 900, 8.5 折 is 850. From 1000 on nothing comes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pays(pub u16);

/// What has to be in the basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// 满…元: goods for this sum.
    Amount(Price),
    /// 满…件: this many pieces.
    Pieces(u32),
}

/// What comes off a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Off {
    /// 减: this amount.
    Amount(Price),
    /// 打折: all but this part.
    Percent(Pays),
}

/// From where on how much comes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tier {
    /// What has to be there.
    pub at: Reach,
    /// What comes off then.
    pub off: Off,
}

/// How a reduction grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Steps {
    /// 满 300 减 30，满 600 减 80: of the tiers that are reached the best counts, once.
    Tiers(Vec<Tier>),
    /// 每满 300 减 30: the amount for each time that it is reached.
    Every {
        /// What has to be there each time.
        at: Reach,
        /// What comes off each time.
        off: Price,
        /// 封顶: how often at most; `None` for 上不封顶.
        most: Option<u32>,
    },
}

/// The items of a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All of the shop.
    #[default]
    All,
    /// These.
    Items(BTreeSet<ItemId>),
    /// Those of a category and of all below it.
    Category(String),
}

/// Where a promotion stands in the order in which they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 单品优惠: the price of a piece or of a set.
    Item,
    /// 店铺满减.
    Shop,
    /// 店铺券.
    ShopCoupon,
    /// 跨店满减.
    Platform,
    /// 平台券.
    PlatformCoupon,
    /// 赠品: costs nothing and takes nothing off.
    Gift,
    /// 运费: on what is left to pay.
    Freight,
}

/// A step that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The tier that was reached.
    pub tier: Tier,
    /// How often; more than once for `Every` alone.
    pub times: u64,
    /// What it takes off a sum that was measured so.
    pub amount: Price,
}

impl Promotion {
    /// Where it stands in the order.
    #[must_use]
    pub fn level(&self) -> Level {
        match &self.kind {
            PromotionKind::PiecePrice(_) | PromotionKind::Percent(_) | PromotionKind::SetPrice { .. } => Level::Item,
            PromotionKind::Reduction { by: Issuer::Shop, .. } => Level::Shop,
            PromotionKind::Coupon { by: Issuer::Shop, .. } => Level::ShopCoupon,
            PromotionKind::Reduction { by: Issuer::Platform, .. } => Level::Platform,
            PromotionKind::Coupon { by: Issuer::Platform, .. } => Level::PlatformCoupon,
            PromotionKind::Gift { .. } => Level::Gift,
            PromotionKind::Freight { .. } => Level::Freight,
        }
    }

    /// Whether it counts at this moment.
    #[must_use]
    pub fn counts_at(&self, moment: Moment) -> bool {
        self.from.is_none_or(|from| from <= moment) && self.until.is_none_or(|until| moment <= until)
    }

    /// Whether an item of a category counts for it.
    #[must_use]
    pub fn covers(&self, item: &ItemId, category: &str) -> bool {
        match &self.kind {
            PromotionKind::SetPrice { members, .. } => members.iter().any(|(member, _)| member == item),
            _ => self.scope.covers(item, category),
        }
    }

    /// The steps of a reduction or a coupon.
    #[must_use]
    pub fn steps(&self) -> Option<Steps> {
        match &self.kind {
            PromotionKind::Reduction { steps, .. } => Some(steps.clone()),
            PromotionKind::Coupon { tier, .. } => Some(Steps::Tiers(vec![*tier])),
            _ => None,
        }
    }
}

impl Scope {
    /// Whether an item of a category lies in it.
    #[must_use]
    pub fn covers(&self, item: &ItemId, category: &str) -> bool {
        match self {
            Self::All => true,
            Self::Items(items) => items.contains(item),
            Self::Category(upper) => is_within(category, upper),
        }
    }

    /// Whether all that lies in another scope lies in it, as far as their words tell.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Items(items), Self::Items(others)) => items.is_superset(others),
            (Self::Category(upper), Self::Category(category)) => is_within(category, upper),
            _ => false,
        }
    }
}

/// Whether a category is another or stands below it.
fn is_within(category: &str, upper: &str) -> bool {
    let below = category.trim().strip_prefix(upper.trim());
    below.is_some_and(|below| below.is_empty() || below.trim_start().starts_with('>'))
}

impl Pays {
    /// This part of an amount, in fen, half a fen up: what is shown as a price is rounded, not what comes off.
    #[must_use]
    pub fn of(self, amount: Price) -> Price {
        let part = (u128::from(amount.fen()) * u128::from(self.0.min(1_000)) + 500) / 1_000;
        Price::from_fen(u64::try_from(part).unwrap_or(u64::MAX))
    }
}

impl Reach {
    /// How often a sum and a number of pieces reach it. One that asks for nothing is reached once.
    #[must_use]
    pub fn times(self, sum: Price, pieces: u64) -> u64 {
        match self {
            Self::Amount(at) => sum.fen().checked_div(at.fen()).unwrap_or(1),
            Self::Pieces(at) => pieces.checked_div(at.into()).unwrap_or(1),
        }
    }
}

impl Off {
    /// What comes off a sum, at most all of it.
    #[must_use]
    pub fn of(self, sum: Price) -> Price {
        match self {
            Self::Amount(amount) => amount.min(sum),
            Self::Percent(pays) => sum.less(pays.of(sum)),
        }
    }
}

impl Steps {
    /// The step that a sum and a number of pieces reach; of several the one that takes off most.
    #[must_use]
    pub fn reached(&self, sum: Price, pieces: u64) -> Option<Step> {
        match self {
            Self::Tiers(tiers) => tiers
                .iter()
                .filter(|tier| tier.at.times(sum, pieces) > 0)
                .map(|tier| Step { tier: *tier, times: 1, amount: tier.off.of(sum) })
                .reduce(|best, next| if next.amount > best.amount { next } else { best }),
            Self::Every { at, off, most } => {
                let times = at.times(sum, pieces).min(most.map_or(u64::MAX, u64::from));
                let tier = Tier { at: *at, off: Off::Amount(*off) };
                (times > 0).then(|| Step { tier, times, amount: off.times(times).min(sum) })
            }
        }
    }

    /// What has to be reached beyond a sum and a number of pieces, the nearest first.
    #[must_use]
    pub fn beyond(&self, sum: Price, pieces: u64) -> Vec<Reach> {
        let mut beyond: Vec<Reach> = match self {
            Self::Tiers(tiers) => tiers.iter().map(|tier| tier.at).filter(|at| at.times(sum, pieces) == 0).collect(),
            Self::Every { at, most, .. } => {
                let times = at.times(sum, pieces).saturating_add(1);
                let next = match *at {
                    Reach::Amount(at) => Reach::Amount(at.times(times)),
                    Reach::Pieces(at) => {
                        Reach::Pieces(u32::try_from(times.saturating_mul(at.into())).unwrap_or(u32::MAX))
                    }
                };
                let is_capped = most.is_some_and(|most| times > most.into());
                Some(next).filter(|next| !is_capped && next.times(sum, pieces) == 0).into_iter().collect()
            }
        };
        crate::sorting::sort(&mut beyond);
        beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(yuan: u64) -> Price {
        Price::from_fen(yuan * 100)
    }

    #[test]
    fn parts_are_rounded_half_up() {
        let part = |pays, fen| Pays(pays).of(Price::from_fen(fen)).fen();
        assert_eq!([part(850, 3_990), part(500, 1), part(499, 1), part(950, 10)], [3_392, 1, 0, 10]);
        assert_eq!([part(1_000, 7), part(9_000, 7), part(0, 7), part(1_000, u64::MAX)], [7, 7, 0, u64::MAX]);
    }

    #[test]
    fn the_best_of_the_tiers_counts_wherever_it_stands() {
        let tier = |at, off| Tier { at: Reach::Amount(yuan(at)), off: Off::Amount(yuan(off)) };
        let steps = Steps::Tiers(vec![tier(600, 80), tier(300, 30), tier(500, 20)]);
        let off = |sum| steps.reached(yuan(sum), 1).map(|step| step.amount);
        assert_eq!([off(299), off(300), off(599), off(600)], [None, Some(yuan(30)), Some(yuan(30)), Some(yuan(80))]);
        assert_eq!(steps.beyond(yuan(550), 1), [Reach::Amount(yuan(600))]);
    }

    #[test]
    fn what_repeats_is_capped() {
        let steps = Steps::Every { at: Reach::Amount(yuan(300)), off: yuan(30), most: Some(2) };
        let off = |sum| steps.reached(yuan(sum), 1).map(|step| (step.times, step.amount));
        assert_eq!([off(299), off(899), off(900)], [None, Some((2, yuan(60))), Some((2, yuan(60)))]);
        assert_eq!(steps.beyond(yuan(310), 1), [Reach::Amount(yuan(600))]);
        assert_eq!(steps.beyond(yuan(600), 1), []);
        let nothing = Steps::Every { at: Reach::Pieces(0), off: yuan(1), most: None };
        assert_eq!((nothing.reached(yuan(5), 9).map(|step| step.times), nothing.beyond(yuan(5), 9)), (Some(1), vec![]));
    }

    #[test]
    fn a_category_has_those_below_it_and_not_those_with_a_longer_name() {
        let scope = Scope::Category("女装".into());
        let covers = |category| scope.covers(&ItemId::default(), category);
        assert_eq!(["女装", "女装 > 连衣裙", "女装>T恤", "女装配饰", ""].map(covers), [true, true, true, false, false]);
    }
}
