//! What there is to say about an order in a talk, as it would be put into the page, and which unpaid orders are still to be
//! urged. Part of [`State`].

use super::{Done, StepWork, Unpaid};
use crate::{
    care::order_steps::{self, When, ending, last_order, source, step, texts, when},
    chat::{Conversation, OrderState},
    cross_sell::timing::Topic,
    day::Moment,
    engine::{Suggestion, language},
    library::{Language, facts::Facts},
    panel::{link::Link, own_text, state::State},
    rules::{StepRule, StepText},
    shop::CatalogItem,
};

/// What the order of the open talk wants said.
#[derive(Debug, Clone)]
pub struct Step {
    /// The step.
    pub rule: &'static StepRule,
    /// How it is said.
    pub text: &'static StepText,
    /// In how many ways it can be.
    pub ways: usize,
    /// The text as it would be put into the page.
    pub suggestion: Suggestion,
    /// Whether it is time.
    pub when: When,
    /// It was said, and is said once.
    pub is_done: bool,
    /// The agent put it away, or has said it.
    pub is_away: bool,
}

impl State {
    /// What the order of the open talk wants said, in the buyer's language.
    #[must_use]
    pub fn order_step(&self) -> Option<Step> {
        let conversation = &self.conversation;
        let is_here = matches!(self.link, Link::Attached { .. }) && !self.settings.is_own(&conversation.buyer);
        let (order, now) = (last_order(conversation).filter(|_| is_here)?, self.moment?);
        let rule = step(order.state)?;
        let is_it = |one: &&Unpaid| one.conversation == conversation.id && one.order == order.number;
        let known = self.buyers.orders.unpaid.iter().find(is_it);
        let catalog = &self.selling.shop.catalog;
        let item = Topic::of(conversation, catalog).item().and_then(|item| catalog.get(item));
        let facts = self.facts_of(conversation);
        let mut ways = self.ways(rule, conversation, item, &facts);
        let count = ways.len();
        let work = self.step_work();
        let (text, suggestion) = ways.swap_remove(work.place.checked_rem(count)?);
        Some(Step {
            rule,
            text,
            ways: count,
            suggestion,
            when: when(rule, known.map_or(now, |one| one.seen), now),
            is_done: rule.once && known.is_some_and(|one| matches!(one.done, Some((Done::Urged, _)))),
            is_away: work.is_away,
        })
    }

    /// What was done about the last order as it stands now.
    pub(super) fn step_work(&self) -> StepWork {
        let of = last_order(&self.conversation).map(|order| (order.number.to_owned(), order.state));
        let work = &self.work.step;
        if work.of == of { work.clone() } else { StepWork { of, ..StepWork::default() } }
    }

    /// The ways in which a step can be said in a talk, the best first.
    fn ways(
        &self,
        rule: &'static StepRule,
        conversation: &Conversation,
        item: Option<&CatalogItem>,
        facts: &Facts,
    ) -> Vec<(&'static StepText, Suggestion)> {
        let turn: Vec<_> = conversation.buyer_turn().iter().map(|message| message.text.as_str()).collect();
        let language = language::infer(conversation, &turn.join("\n")).unwrap_or(self.settings.language);
        let promotions = &self.selling.shop.promotions;
        let promotion = item.zip(self.moment).and_then(|(item, now)| ending(item, promotions, now, language));
        let way = |text: &'static StepText| {
            let title = if self.settings.language == Language::Chinese { &text.title.zh } else { &text.title.en };
            let id = format!("{}/{}", rule.id, text.id);
            let tells_of_it = order_steps::tells_of_promotion(text);
            let mut facts = promotion.clone().filter(|_| tells_of_it).map_or_else(
                || facts.clone(),
                |mut told| {
                    told.complete(facts);
                    told
                },
            );
            facts.clear("address");
            facts.clear("phone");
            let mut found = own_text::suggestion(self, (&id, title), source(text, language), conversation, &facts)?;
            if tells_of_it {
                // Filled anew, it would tell of what the settings say.
                found.body = found.filled.text_with_gaps("{", "}");
            }
            Some((text, found))
        };
        texts(rule, facts, promotion.as_ref()).into_iter().filter_map(way).collect()
    }

    /// The unpaid orders that are still to be urged, those first for which it is time, then who was seen first.
    #[must_use]
    pub fn unpaid(&self) -> Vec<(&Unpaid, When)> {
        let (Some(now), Some(rule)) = (self.moment, step(OrderState::Unpaid)) else { return Vec::new() };
        let waiting = self.buyers.orders.unpaid.iter().filter(|one| one.done.is_none());
        let due = |one: &'_ Unpaid| when(rule, one.seen, now);
        let mut due: Vec<_> = waiting.map(|one| (one, due(one))).filter(|(_, when)| *when != When::Over).collect();
        crate::sorting::sort_by_key(&mut due, |(one, when)| (*when != When::Now, one.seen, one.id));
        due
    }

    /// True if something comes due as time goes by.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.follow_ups().is_empty() || !self.unpaid().is_empty()
    }

    /// Those about which something was done.
    pub fn orders_done(&self) -> impl Iterator<Item = (&Unpaid, Done, Moment)> {
        self.buyers.orders.unpaid.iter().filter_map(|one| one.done.map(|(done, at)| (one, done, at)))
    }

    /// How an unpaid order is urged.
    #[must_use]
    pub fn urging(&self, one: &Unpaid) -> Option<(&'static StepText, Suggestion)> {
        let rule = step(OrderState::Unpaid)?;
        let catalog = &self.selling.shop.catalog;
        let item = one.item.as_ref().and_then(|item| catalog.get(catalog.place(item)?));
        let elsewhere = Conversation { id: one.conversation.clone(), ..Conversation::default() };
        let is_open = one.conversation == self.conversation.id;
        let conversation = if is_open { &self.conversation } else { &elsewhere };
        let mut facts = if is_open { self.facts_of(conversation) } else { self.settings.shop.clone() };
        let merit =
            item.into_iter().flat_map(|item| &item.attributes).find(|(name, _)| name == "卖点" || name == "merit");
        if let Some((name, value)) = merit.filter(|_| !is_open) {
            facts.set(name, value);
        }
        self.ways(rule, conversation, item, &facts).into_iter().next()
    }
}
