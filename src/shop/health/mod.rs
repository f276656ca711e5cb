//! What is wrong with the shop's promotions, or soon will be: for the Shop tab, before a buyer finds out. Promotions that
//! are over are told as that alone, and nothing is said of their items.

use super::{CatalogItem, ItemId, Level, Price, Promotion, PromotionId, PromotionKind, Reach, Stock};
use crate::{day::Moment, sorting};
use std::collections::BTreeMap;

/// Days before its end from which on a promotion is about to end: long enough to prolong it before a weekend.
pub const SOON: i32 = 3;

/// Something wrong with a promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionFinding {
    /// The promotion.
    pub promotion: PromotionId,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It ended then.
    Over(Moment),
    /// It ends then, in so many days; 0 is today.
    EndsSoon {
        /// Its last minute.
        until: Moment,
        /// Days from today.
        days: i32,
    },
    /// It ends before it begins.
    NeverCounts,
    /// Another before it has its id.
    SameId,
    /// It takes nothing off and gives nothing, whatever is bought.
    DoesNothing,
    /// No item of the catalogue counts for it.
    NoItem,
    /// Items count for it, but none of them can be had.
    NoneAvailable,
    /// A member of its set, or its gift, can't be had.
    Item {
        /// The item.
        item: ItemId,
        /// Why not.
        why: ItemFault,
    },
    /// Its set costs no less than its members one by one.
    SetSavesNothing {
        /// What the members cost.
        apart: Price,
    },
    /// No item that can be had reaches its lowest threshold by itself: buyers need two, and should be told which.
    NeedsSeveral {
        /// The threshold.
        at: Price,
        /// What the dearest item costs.
        dearest: Price,
    },
    /// All pieces that there are don't reach its lowest threshold.
    Unreachable {
        /// The threshold.
        at: Reach,
    },
    /// It can't be used together with another one at the same time for the same item: the better counts, the other doesn't.
    Excludes {
        /// The other.
        other: PromotionId,
        /// An item that counts for both.
        item: ItemId,
    },
}

/// Why an item can't be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemFault {
    /// The catalogue doesn't have it.
    Missing,
    /// It is off the shelf.
    OffShelf,
    /// It is sold before it is there.
    Presale,
    /// There are fewer pieces than needed; 0 is sold out.
    TooFew(u32),
}

/// What is wrong with promotions at a moment, by promotion in their order. `soon` is how many days before its end one is
/// about to end, such as [`SOON`].
#[must_use]
pub fn check(promotions: &[Promotion], catalogue: &[CatalogItem], moment: Moment, soon: i32) -> Vec<PromotionFinding> {
    let by_id = sorting::gather(catalogue.iter().map(|item| (&item.id, item)));
    let mut ids = BTreeMap::new();
    let mut findings = Vec::new();
    let mut earlier: Vec<(&Promotion, Vec<bool>)> = Vec::new();
    for promotion in promotions {
        let mut found = |fault| findings.push(PromotionFinding { promotion: promotion.id.clone(), fault });
        if ids.insert(&promotion.id, ()).is_some() {
            found(Fault::SameId);
        }
        if let Some(fault) = ending(promotion, moment, soon) {
            let is_last_word = !matches!(fault, Fault::EndsSoon { .. });
            found(fault);
            if is_last_word {
                continue;
            }
        }
        let covered: Vec<bool> = catalogue.iter().map(|item| promotion.covers(&item.id, &item.category)).collect();
        let counting = || catalogue.iter().zip(&covered).filter(|(_, covered)| **covered).map(|(item, _)| item);
        if does_nothing(promotion) {
            found(Fault::DoesNothing);
        }
        named_items(promotion, &by_id).into_iter().for_each(&mut found);
        if !matches!(promotion.kind, PromotionKind::SetPrice { .. }) {
            if counting().next().is_none() {
                found(Fault::NoItem);
            } else if !counting().any(CatalogItem::is_available) {
                found(Fault::NoneAvailable);
            } else if let Some(fault) = threshold(promotion, counting().filter(|item| item.is_available())) {
                found(fault);
            }
        }
        for (other, others) in &earlier {
            let both = covered.iter().zip(others).position(|(one, other)| *one && *other);
            let item = both.filter(|_| exclude(promotion, other)).and_then(|at| catalogue.get(at));
            if let Some(item) = item {
                found(Fault::Excludes { other: other.id.clone(), item: item.id.clone() });
            }
        }
        earlier.push((promotion, covered));
    }
    findings
}

fn ending(promotion: &Promotion, moment: Moment, soon: i32) -> Option<Fault> {
    let until = promotion.until?;
    let days = until.day.count() - moment.day.count();
    match promotion.from {
        Some(from) if until < from => Some(Fault::NeverCounts),
        _ if until < moment => Some(Fault::Over(until)),
        _ => (days <= soon).then_some(Fault::EndsSoon { until, days }),
    }
}

fn does_nothing(promotion: &Promotion) -> bool {
    // A sum that stands for any: what takes nothing off it takes nothing off.
    let (sum, pieces) = (Price::MAX_READ, u64::from(u32::MAX));
    match &promotion.kind {
        PromotionKind::Percent(pays) => pays.of(sum) == sum,
        PromotionKind::SetPrice { members, .. } => members.iter().all(|(_, need)| *need == 0),
        PromotionKind::Gift { pieces, .. } => *pieces == 0,
        PromotionKind::PiecePrice(_) | PromotionKind::Freight { .. } => false,
        _ => {
            promotion.steps().and_then(|steps| steps.reached(sum, pieces)).is_none_or(|step| step.amount == Price::ZERO)
        }
    }
}

/// The items that a promotion names as members or as its gift, and what they cost.
fn named_items(promotion: &Promotion, by_id: &BTreeMap<&ItemId, &CatalogItem>) -> Vec<Fault> {
    let fault = |item: &ItemId, need: u32| {
        let why = match by_id.get(item) {
            None => Some(ItemFault::Missing),
            Some(found) if !found.on_shelf => Some(ItemFault::OffShelf),
            Some(found) if found.presale => Some(ItemFault::Presale),
            Some(CatalogItem { stock: Stock::Pieces(pieces), .. }) if *pieces < need => {
                Some(ItemFault::TooFew(*pieces))
            }
            Some(_) => None,
        };
        why.map(|why| Fault::Item { item: item.clone(), why })
    };
    match &promotion.kind {
        PromotionKind::SetPrice { members, price } => {
            let mut faults: Vec<Fault> = members.iter().filter_map(|(item, need)| fault(item, *need)).collect();
            let apart = members.iter().map(|(item, need)| Some(by_id.get(item)?.price?.times((*need).into())));
            // Without the price of one member nothing is known of them all.
            let apart: Option<Vec<Price>> = apart.collect();
            let apart: Option<Price> = apart.map(|apart| apart.into_iter().sum());
            faults.extend(apart.filter(|apart| apart <= price).map(|apart| Fault::SetSavesNothing { apart }));
            faults
        }
        // What is given away need not be on the shelf: gifts often are not.
        PromotionKind::Gift { item, pieces, .. } => fault(item, *pieces)
            .filter(|fault| !matches!(fault, Fault::Item { why: ItemFault::OffShelf, .. }))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether items that can be had reach the lowest threshold.
fn threshold<'a>(promotion: &Promotion, available: impl Iterator<Item = &'a CatalogItem>) -> Option<Fault> {
    let at = match &promotion.kind {
        PromotionKind::Gift { from, .. } => *from,
        PromotionKind::Freight { free_from, .. } => Reach::Amount(*free_from),
        _ => promotion.steps()?.beyond(Price::ZERO, 0).into_iter().next()?,
    };
    let (mut dearest, mut whole, mut pieces) = (Price::ZERO, Some(Price::ZERO), Some(0_u64));
    for item in available {
        let price = item.price.unwrap_or_default();
        dearest = dearest.max(price);
        // What is not known may be enough.
        let stock = if let Stock::Pieces(stock) = item.stock { Some(u64::from(stock)) } else { None };
        whole = whole.zip(item.price).zip(stock).map(|((whole, price), stock)| whole.plus(price.times(stock)));
        pieces = pieces.zip(stock).map(|(pieces, stock)| pieces.saturating_add(stock));
    }
    let is_unreachable = match at {
        Reach::Amount(at) => whole.is_some_and(|whole| whole < at),
        Reach::Pieces(at) => pieces.is_some_and(|pieces| pieces < at.into()),
    };
    match at {
        _ if is_unreachable => Some(Fault::Unreachable { at }),
        Reach::Amount(at) if dearest < at => Some(Fault::NeedsSeveral { at, dearest }),
        _ => None,
    }
}

/// Whether at most one of two counts for an item, where that is not what everyone expects: of coupons buyers know it, and a
/// freight or a set stands beside other prices by its nature.
fn exclude(one: &Promotion, other: &Promotion) -> bool {
    let is_apart =
        |one: &Promotion, other: &Promotion| one.until.zip(other.from).is_some_and(|(until, from)| until < from);
    let has_item_price = |one: &Promotion| matches!(one.kind, PromotionKind::PiecePrice(_) | PromotionKind::Percent(_));
    let is_reduction = |one: &Promotion| matches!(one.level(), Level::Shop | Level::Platform);
    let is_alike = has_item_price(one) && has_item_price(other) || is_reduction(one) && one.level() == other.level();
    let is_grouped = !one.group.is_empty() && one.group == other.group;
    !is_apart(one, other) && !is_apart(other, one) && (is_alike || is_grouped)
}

#[cfg(test)]
mod tests;
