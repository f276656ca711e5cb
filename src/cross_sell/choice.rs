//! Which items are offered: at most two, of different relations, each with one merit. What the shop says by hand stands
//! before what was mined, and nothing is offered that the buyer can't get, has already, or did not want.

use super::{
    Learnt, Relation,
    timing::{Topic, Want},
};
use crate::{
    chat::Stage,
    day::Moment,
    shop::{
        Catalog, CatalogItem, ChartOf, HandMadeSet, ItemId, Price, Promotion, Scope, SizeChart, Stock,
        bundle::{BundleLine, Measure, Offers},
    },
};
use std::rc::Rc;

/// Offers shown: two, each with its own merit; many is none.
pub const OFFERS: usize = 2;
/// Mined partners that are looked through: those beyond are hardly above chance.
const LOOKED_THROUGH: usize = 40;
/// Best-sellers that come into question.
const BEST: usize = 20;

/// What the shop wants of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The most that something offered along costs, in percent of the item at hand. Shop advice has half: what costs more
    /// is a purchase of its own. 0 sets no limit.
    pub price_percent: u16,
    /// The least part of the price that is the shop's, in percent; what has no known cost passes.
    pub margin_percent: u16,
    /// The least pieces in stock; unknown stock passes.
    pub least_stock: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { price_percent: 50, margin_percent: 0, least_stock: 1 }
    }
}

/// A rule of the shop's: if … then offer ….
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandRule {
    /// The items at hand for which it holds.
    pub when: Scope,
    /// The stages in which it holds; in all when there is none.
    pub stages: Vec<Stage>,
    /// What is offered, the best first.
    pub offer: Vec<ItemId>,
    /// As what.
    pub relation: Relation,
    /// Nothing behind it is looked at, be it a rule, a set or what was mined.
    pub stops: bool,
}

/// Everything that is known of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shop {
    /// Its items.
    pub catalog: Rc<Catalog>,
    /// What was learnt of them; empty while nothing was.
    pub learnt: Learnt,
    /// Its promotions.
    pub promotions: Vec<Promotion>,
    /// Its own sets.
    pub sets: Vec<HandMadeSet>,
    /// Its size charts.
    pub size_charts: Vec<SizeChart>,
}

/// Why an item is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merit {
    /// The agent chose it.
    Chosen,
    /// The agent chose it, and the buyer bought it so many days ago.
    Bought(u32),
    /// A rule of the shop's says so.
    Rule,
    /// It is of a set that the shop put together.
    Set,
    /// Bought together.
    Together {
        /// Orders with both.
        together: u32,
        /// Orders with the item at hand.
        of: u32,
        /// How many times more than by chance, in tenths.
        lift: u64,
    },
    /// What is alike is bought with it; it was sold too seldom itself, or together by accident.
    OfItsKind,
    /// It is like the item at hand and costs so much less.
    Cheaper(Price),
    /// It is like the item at hand.
    Alike,
    /// Pieces sold in the last four weeks.
    Sells(u32),
    /// Pieces sold in the last four weeks, and in the four before.
    Rises(u32, u32),
}

/// An item to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The item, by its place in the catalogue.
    pub item: u32,
    /// How it relates to the item at hand.
    pub relation: Relation,
    /// Why it is offered.
    pub merit: Merit,
    /// What is saved by buying both in one order instead of at catalogue prices; nothing when nothing is.
    pub saving: Price,
    /// What both cost in one order, where something is saved.
    pub both: Option<Price>,
}

/// What is asked.
pub struct Asked<'a> {
    /// What the talk is about.
    pub topic: &'a Topic,
    /// What may be offered.
    pub want: Want,
    /// Where the sale stands.
    pub stage: Stage,
    /// The agent's local time, for promotions; without it none counts.
    pub moment: Option<Moment>,
    /// What the shop wants of an offer.
    pub terms: &'a Terms,
    /// The shop's own rules, in their order.
    pub rules: &'a [HandRule],
    /// What the shop says of a pair: how the second relates to the first, or that it doesn't; `None` when it says nothing.
    pub judged: &'a dyn Fn(u32, u32) -> Option<Option<Relation>>,
    /// What is not to be offered: put away, refused before, bought lately.
    pub unwanted: &'a dyn Fn(u32) -> bool,
}

/// What to offer, the best first; at most [`OFFERS`].
#[must_use]
pub fn choose(shop: &Shop, asked: &Asked<'_>) -> Vec<Offer> {
    let at_hand = asked.topic.item();
    let mut choosing = Choosing { shop, asked, chosen: Vec::new() };
    for rule in asked.rules.iter().filter(|rule| shop.holds(rule, at_hand, asked.stage)) {
        if asked.want.takes(rule.relation) || asked.want == Want::Anything {
            for item in rule.offer.iter().filter_map(|id| shop.catalog.place(id)) {
                choosing.take(item, rule.relation, || Merit::Rule);
            }
        }
        if rule.stops {
            return choosing.chosen;
        }
    }
    let is_meant = |set: &&HandMadeSet| asked.want.takes(set.relation) && shop.is_complete(set, &asked.topic.items);
    for set in shop.sets.iter().filter(is_meant) {
        if let Some(item) = shop.catalog.place(&set.offered) {
            choosing.take(item, set.relation, || Merit::Set);
        }
    }
    match asked.want {
        Want::Instead(_) => {
            for partner in shop.learnt.substitutes.get(at_hand) {
                let judged = at_hand.and_then(|at_hand| (asked.judged)(at_hand, partner.item));
                if judged.is_some_and(|judged| judged != Some(Relation::Substitute)) {
                    continue;
                }
                choosing.take(partner.item, Relation::Substitute, || shop.merit_instead(at_hand, partner.item));
            }
        }
        Want::Along => {
            for partner in
                shop.learnt.partners.propose(&asked.topic.items, LOOKED_THROUGH, |item| shop.is_other(at_hand, item))
            {
                let judged = at_hand.and_then(|at_hand| (asked.judged)(at_hand, partner.item));
                let relation = judged.unwrap_or(Some(partner.relation)).filter(|relation| asked.want.takes(*relation));
                let Some(relation) = relation else { continue };
                choosing.take(partner.item, relation, || shop.merit_along(&asked.topic.items, partner.item));
            }
        }
        Want::Anything => {
            for seller in shop.learnt.sales.best(BEST) {
                choosing.take(seller.item, Relation::BestSeller, || Merit::Sells(seller.now));
            }
            for seller in shop.learnt.sales.rising(BEST) {
                choosing.take(seller.item, Relation::Potential, || Merit::Rises(seller.now, seller.before));
            }
        }
    }
    choosing.chosen
}

/// A choice under way.
struct Choosing<'a> {
    shop: &'a Shop,
    asked: &'a Asked<'a>,
    chosen: Vec<Offer>,
}

impl Choosing<'_> {
    /// Takes an item, if there is room, nothing like it was taken, and it may be offered. Only then its merit is looked up.
    fn take(&mut self, item: u32, relation: Relation, merit: impl FnOnce() -> Merit) {
        let Self { shop, asked, chosen } = self;
        let is_new = chosen.iter().all(|offer| offer.item != item && offer.relation != relation);
        if chosen.len() < OFFERS && is_new && shop.may_offer(item, relation, asked) {
            let (saving, both) = shop.saving(asked.topic.item(), item, relation, asked.moment);
            chosen.push(Offer { item, relation, merit: merit(), saving, both });
        }
    }
}

impl Shop {
    /// The size chart of an item: its own, else the one of its category, else of the nearest category above.
    #[must_use]
    pub fn size_chart(&self, item: &CatalogItem) -> Option<&SizeChart> {
        let charts = self.size_charts.iter().filter(|chart| match &chart.of {
            ChartOf::Item(id) => *id == item.id,
            ChartOf::Category(name) => Scope::Category(name.clone()).covers(&item.id, &item.category),
        });
        charts.max_by_key(|chart| match &chart.of {
            ChartOf::Item(_) => usize::MAX,
            ChartOf::Category(name) => name.len(),
        })
    }

    /// The offer of an item that the agent chose, whatever speaks against it.
    #[must_use]
    pub fn by_hand(&self, topic: &Topic, item: u32, moment: Option<Moment>) -> Option<Offer> {
        self.catalog.get(item)?;
        let partners = topic.item().map(|at_hand| self.learnt.partners.of(at_hand)).unwrap_or_default();
        let known = partners.iter().find(|partner| partner.item == item);
        let relation = known.map_or(Relation::Complement, |partner| partner.relation);
        let (saving, both) = self.saving(topic.item(), item, relation, moment);
        Some(Offer { item, relation, merit: Merit::Chosen, saving, both })
    }

    /// Whether a buyer who wants an item may be offered this one.
    fn may_offer(&self, item: u32, relation: Relation, asked: &Asked<'_>) -> bool {
        let Some(offered) = self.catalog.get(item) else { return false };
        let at_hand = asked.topic.item().and_then(|item| self.catalog.get(item));
        offered.is_available()
            && !asked.topic.items.contains(&item)
            && !(asked.unwanted)(item)
            && asked.terms.allow(offered, at_hand.filter(|_| relation != Relation::Substitute))
    }

    /// Whether an item does something else than the one at hand, where nothing but their kind speaks for it: who has
    /// decided on a set is not offered another one along with it.
    fn is_other(&self, at_hand: Option<u32>, item: u32) -> bool {
        let partners = &self.learnt.partners;
        let kind = |item: u32| partners.groups.kind(item);
        at_hand.is_none_or(|at_hand| partners.of_item.has(at_hand) || kind(at_hand) != kind(item))
    }

    fn holds(&self, rule: &HandRule, at_hand: Option<u32>, stage: Stage) -> bool {
        let at_hand = at_hand.and_then(|item| self.catalog.get(item));
        let of_item = at_hand.map_or(rule.when == Scope::All, |item| rule.when.covers(&item.id, &item.category));
        of_item && (rule.stages.is_empty() || rule.stages.contains(&stage))
    }

    fn is_complete(&self, set: &HandMadeSet, items: &[u32]) -> bool {
        let has = |id: &ItemId| self.catalog.place(id).is_some_and(|item| items.contains(&item));
        !set.anchors.is_empty() && set.anchors.iter().all(has)
    }

    /// What speaks for an item instead of the one at hand.
    fn merit_instead(&self, at_hand: Option<u32>, item: u32) -> Merit {
        let price = |item: u32| self.catalog.get(item)?.price;
        let cheaper = at_hand.and_then(price).zip(price(item)).map(|(price, other)| price.less(other));
        cheaper.filter(|less| *less > Price::ZERO).map_or(Merit::Alike, Merit::Cheaper)
    }

    /// The strongest that can be said of an item with those at hand.
    fn merit_along(&self, items: &[u32], partner: u32) -> Merit {
        let partners = &self.learnt.partners;
        let together = items.iter().filter_map(|item| {
            let found = partners.of_item.get(Some(*item)).into_iter().find(|found| found.item == partner)?;
            let of = partners.sold.get(*item as usize).copied()?;
            let lift = partners.lift(*item, &found)?;
            let is_proven = partners.is_beyond_chance(*item, &found);
            is_proven.then_some(Merit::Together { together: found.together, of, lift })
        });
        let weight = |merit: &Merit| if let Merit::Together { together, .. } = merit { *together } else { 0 };
        together.max_by_key(weight).unwrap_or(Merit::OfItsKind)
    }

    /// What is saved by buying an offered item in one order with the item at hand, and what both cost then.
    fn saving(
        &self,
        at_hand: Option<u32>,
        item: u32,
        relation: Relation,
        moment: Option<Moment>,
    ) -> (Price, Option<Price>) {
        let line = |item: u32| BundleLine::of(self.catalog.get(item)?, 1);
        let lines = (at_hand.and_then(line), line(item), moment);
        let (Some(at_hand), Some(added), Some(moment)) = lines else { return (Price::ZERO, None) };
        if relation == Relation::Substitute {
            return (Price::ZERO, None);
        }
        let added = Offers::at(&self.promotions, moment, Measure::default()).adding(&[at_hand], &added);
        let both = Some(added.quote.pays).filter(|_| added.saving > Price::ZERO);
        (added.saving, both)
    }
}

impl Terms {
    /// Whether an item may be offered along with another, or by itself.
    #[must_use]
    pub fn allow(&self, offered: &CatalogItem, along_with: Option<&CatalogItem>) -> bool {
        let price = offered.price.map(Price::fen);
        let limit = along_with.and_then(|item| item.price).filter(|_| self.price_percent > 0);
        let is_cheap = limit.zip(price).is_none_or(|(limit, price)| {
            price.saturating_mul(100) <= limit.fen().saturating_mul(self.price_percent.into())
        });
        let earns = price.zip(offered.cost).is_none_or(|(price, cost)| {
            price.saturating_sub(cost.fen()).saturating_mul(100) >= price.saturating_mul(self.margin_percent.into())
                && cost.fen() <= price
        });
        let is_there = match offered.stock {
            Stock::Unknown => true,
            Stock::Pieces(pieces) => pieces >= self.least_stock,
        };
        is_cheap && earns && is_there
    }
}

#[cfg(test)]
pub(crate) mod tests;
