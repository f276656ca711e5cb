//! What there is to say about an order in a talk, as it would be put into the page, and which unpaid orders are still to be
//! urged. Part of [`State`].

use super::{Done, StepWork, Unpaid, of_file::ordered};
use crate::{
    care::order_steps::{Told, When, ending, last_order, source, step, texts, when},
    chat::{Conversation, ConversationId, OrderState},
    cross_sell::timing::Topic,
    day::Moment,
    engine::{Suggestion, language},
    library::{Language, facts::Facts},
    panel::{link::Link, own_text, shop_files::answer::FileLine, state::State},
    rules::{StepRule, StepText},
    shop::CatalogItem,
    text::{Script, script},
};

/// What the order of the open talk wants said.
#[derive(Debug, Clone)]
pub struct Step {
    /// The step.
    pub rule: &'static StepRule,
    /// How it is said.
    pub text: &'static StepText,
    /// The ways in which it can be, this one among them.
    pub ways: Vec<&'static StepText>,
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
        // A card stays as it was shown; what was read later may know of the payment.
        let is_settled = order.state == OrderState::Unpaid && self.buyers.orders.is_settled(order.number);
        let rule = step(order.state).filter(|_| !is_settled)?;
        let is_it = |one: &&Unpaid| one.conversation == conversation.id && one.order == order.number;
        let known = self.buyers.orders.unpaid.iter().find(is_it);
        let catalog = &self.selling.shop.catalog;
        let item = Topic::of(conversation, catalog).item().and_then(|item| catalog.get(item));
        let facts = self.facts_of(conversation);
        let lines = self.buyers.orders.lines(order.number);
        let ways = self.ways(rule, conversation, (item, lines), &facts);
        let all = ways.iter().map(|(text, _)| *text).collect();
        let work = self.step_work();
        let chosen = ways.iter().position(|(text, _)| text.id == work.text).unwrap_or(0);
        let (text, suggestion) = ways.into_iter().nth(chosen)?;
        Some(Step {
            rule,
            text,
            ways: all,
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
        (item, lines): (Option<&CatalogItem>, &[FileLine]),
        facts: &Facts,
    ) -> Vec<(&'static StepText, Suggestion)> {
        let turn: Vec<_> = conversation.buyer_turn().iter().map(|message| message.text.as_str()).collect();
        // Where nothing was said, what was bought tells: a Chinese title is shown to who reads Chinese.
        let title = lines.first().map(|line| line.title.as_str()).or(item.map(|item| item.title.as_str()));
        let by_title = || title.filter(|title| script(title) == Script::Han).map(|_| Language::Chinese);
        let said = language::infer(conversation, &turn.join("\n"));
        let language = said.or_else(by_title).unwrap_or(self.settings.language);
        let promotions = &self.selling.shop.promotions;
        let promotion = item.zip(self.moment).and_then(|(item, now)| ending(item, promotions, now, language));
        let told = Told { promotion, ordered: ordered(lines, language) };
        let way = |text: &'static StepText| {
            let title = if self.settings.language == Language::Chinese { &text.title.zh } else { &text.title.en };
            let id = format!("{}/{}", rule.id, text.id);
            let own = told.of(text);
            let mut facts = own.map_or_else(
                || facts.clone(),
                |own| {
                    let mut own = own.clone();
                    own.complete(facts);
                    own
                },
            );
            facts.clear("address");
            facts.clear("phone");
            let mut found = own_text::suggestion(self, (&id, title), source(text, language), conversation, &facts)?;
            if own.is_some() {
                // Filled anew, it would tell of what the settings or the talk say.
                found.body = found.filled.text_with_gaps("{", "}");
            }
            Some((text, found))
        };
        texts(rule, facts, &told).into_iter().filter_map(way).collect()
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

    /// True if the open talk is an unpaid order's: the one that showed it, or of a buyer of just the name that its file tells.
    #[must_use]
    pub fn is_open(&self, one: &Unpaid) -> bool {
        let (id, buyer) = (&self.conversation.id, &self.conversation.buyer);
        let is_buyers = one.conversation.0.is_empty() && !one.buyer.is_empty() && one.buyer == *buyer;
        !id.0.is_empty() && (one.conversation == *id || is_buyers)
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
        // A wording begins with another one for each name: the order's where no talk has shown it.
        let id = Some(&one.conversation).filter(|id| !id.0.is_empty()).cloned();
        let id = id.unwrap_or_else(|| ConversationId(one.order.clone()));
        let elsewhere = Conversation { id, ..Conversation::default() };
        let is_open = self.is_open(one);
        let conversation = if is_open { &self.conversation } else { &elsewhere };
        let mut facts = if is_open { self.facts_of(conversation) } else { self.settings.shop.clone() };
        let merit =
            item.into_iter().flat_map(|item| &item.attributes).find(|(name, _)| name == "卖点" || name == "merit");
        if let Some((name, value)) = merit.filter(|_| !is_open) {
            facts.set(name, value);
        }
        let lines = self.buyers.orders.lines(&one.order);
        self.ways(rule, conversation, (item, lines), &facts).into_iter().next()
    }
}
