//! What the shop and its platform take off, as the promotions file tells it. [`bundle`](super::bundle) works out from these
//! what a buyer pays; `docs/promotions.md` says which kinds there are, in which order they count and what is assumed.

use super::{ItemId, Pays, Price, Reach, Steps, Tier};
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_minute_count() {
        let moment = |text| Moment::parse(text).unwrap();
        let (from, until) = (moment("2026-11-11 00:00"), moment("2026-11-11 23:59"));
        let promotion = Promotion {
            id: PromotionId::default(),
            title: String::new(),
            kind: PromotionKind::Percent(Pays(900)),
            scope: Scope::All,
            from: Some(from),
            until: Some(until),
            group: String::new(),
        };
        let counts = ["2026-11-10 23:59", "2026-11-11 00:00", "2026-11-11 23:59", "2026-11-12 00:00"];
        assert_eq!(counts.map(|text| promotion.counts_at(moment(text))), [false, true, true, false]);
    }

    #[test]
    fn a_category_has_those_below_it_and_not_those_with_a_longer_name() {
        let scope = Scope::Category("女装".into());
        let covers = |category| scope.covers(&ItemId::default(), category);
        assert_eq!(["女装", "女装 > 连衣裙", "女装>T恤", "女装配饰", ""].map(covers), [true, true, true, false, false]);
    }
}
