//! What is to be said at which state of an order: an unpaid one is urged once, a paid one checked, a sent one told of, a
//! returned one explained. Part of [`care`](super); the texts and their times stand in `rules/order_steps.json`, the panel
//! shows the one that fits the last order card and puts it into the page when the agent says so.

use crate::{
    chat::{Card, Conversation, OrderState, Sender},
    day::{Moment, parse_hours},
    library::{Language, facts::Facts},
    rules::{self, StepRule, StepText},
    shop::{CatalogItem, Promotion, PromotionKind},
    text::normalize,
};

/// Minutes before a promotion's end from which on the end is a reason to pay now: three days. Earlier it presses nobody, and
/// is only said to press.
pub const ENDS_SOON: i64 = 3 * 24 * 60;
/// What a text needs that tells of a promotion's end.
const PROMOTION: &str = "promotion";
/// What a text needs that says what is in the order.
const ORDERED: &str = "ordered";
/// What the text of a rule begins with that is a phrase's id.
const PHRASE: &str = "phrase:";

/// An order as its last card in the talk shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order<'a> {
    /// Its number.
    pub number: &'a str,
    /// Where it stands.
    pub state: OrderState,
    /// What is to be paid, in fen.
    pub amount: Option<u64>,
    /// The place of the card's row.
    pub row: usize,
}

/// Whether it is time to say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It is.
    Now,
    /// Not before this moment.
    From(Moment),
    /// It is too late.
    Over,
}

/// What a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'a> {
    /// A phrase of this name.
    Phrase(&'a str),
    /// Words with gaps.
    Words(&'a str),
}

/// The orders of a talk, each as its last card shows it, in the order in which they were shown first.
#[must_use]
pub fn orders(conversation: &Conversation) -> Vec<Order<'_>> {
    let mut orders: Vec<Order<'_>> = Vec::new();
    for (row, message) in conversation.messages.iter().enumerate() {
        if let Some(Card::Order { number, state: Some(state), amount }) = &message.card {
            let order = Order { number, state: *state, amount: *amount, row };
            match orders.iter_mut().find(|known| known.number == number) {
                Some(known) => *known = order,
                None => orders.push(order),
            }
        }
    }
    orders
}

/// The order that was shown last.
#[must_use]
pub fn last_order(conversation: &Conversation) -> Option<Order<'_>> {
    orders(conversation).into_iter().max_by_key(|order| order.row)
}

/// What is to be said while an order stands like this.
#[must_use]
pub fn step(state: OrderState) -> Option<&'static StepRule> {
    let name = match state {
        OrderState::Unpaid => "unpaid",
        OrderState::Paid => "paid",
        OrderState::Shipped => "shipped",
        OrderState::Refunding => "refunding",
        OrderState::Received | OrderState::Closed => return None,
    };
    rules::order_steps().steps.iter().find(|step| step.state == name)
}

/// True if the shop asked for the payment behind a row: an order is urged once.
#[must_use]
pub fn is_urged(conversation: &Conversation, row: usize) -> bool {
    let behind = conversation.messages.iter().skip(row.saturating_add(1));
    behind.filter(|message| message.sender == Sender::Seller).any(|message| asks_to_pay(&message.text))
}

fn asks_to_pay(line: &str) -> bool {
    let line = normalize(line);
    rules::order_steps().asks.iter().flat_map(|rule| &rule.words).any(|word| line.contains(word.as_str()))
}

/// Whether it is time for a step, given when its order was seen first.
#[must_use]
pub fn when(step: &StepRule, seen: Moment, now: Moment) -> When {
    let from = seen.after(step.from.into());
    if step.until.is_some_and(|until| seen.after(until.into()) < now) {
        return When::Over;
    }
    let at = from.max(now);
    let at = step.hours.as_deref().and_then(parse_hours).map_or(at, |hours| within(hours, at));
    if at > now { When::From(at) } else { When::Now }
}

/// The moment itself if it lies within the hours, else when they begin next.
fn within((from, to): (u16, u16), at: Moment) -> Moment {
    let is_within = if from < to { (from..to).contains(&at.minute) } else { at.minute >= from || at.minute < to };
    if is_within {
        return at;
    }
    let next = if at.minute < from { at } else { at.after(24 * 60) };
    Moment { minute: from, ..next }
}

/// What can be said of the end of a promotion: only of one that the shop has, that takes something off this item whatever
/// else is bought, and that ends soon.
#[must_use]
pub fn ending(item: &CatalogItem, promotions: &[Promotion], now: Moment, language: Language) -> Option<Facts> {
    let ends = |promotion: &&Promotion| {
        matches!(promotion.kind, PromotionKind::PiecePrice(_) | PromotionKind::Percent(_))
            && promotion.covers(&item.id, &item.category)
            && promotion.counts_at(now)
    };
    let until = |promotion: &Promotion| promotion.until.filter(|until| until.minutes_since(now) <= ENDS_SOON);
    let ending = promotions.iter().filter(ends).filter_map(|promotion| Some((until(promotion)?, promotion)));
    let (until, promotion) = ending.min_by_key(|(until, promotion)| (*until, &promotion.id))?;
    let mut facts = Facts::default();
    facts.set("discount", &promotion.title);
    facts.set("campaign_end", &said(until, language));
    // Without a name nobody knows what ends.
    facts.get("discount").is_some().then_some(facts)
}

/// A moment as it is said: "11月30日24点" for the last minute of a day.
fn said(at: Moment, language: Language) -> String {
    let (month, day) = (at.day.month, at.day.day);
    let is_end = at.minute == 24 * 60 - 1;
    let (hour, minute) = (at.minute / 60, at.minute % 60);
    match (language, is_end) {
        (Language::Chinese, true) => format!("{month}月{day}日24点"),
        (Language::Chinese, false) if minute == 0 => format!("{month}月{day}日{hour}点"),
        (Language::Chinese, false) => format!("{month}月{day}日{hour}点{minute:02}分"),
        (Language::English, true) => format!("at midnight on {day}/{month}"),
        (Language::English, false) => format!("at {hour}:{minute:02} on {day}/{month}"),
    }
}

/// What is known beside the facts of the talk. The texts that tell of it need it by a name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// A promotion's end.
    pub promotion: Option<Facts>,
    /// What is in the order, by the shop's file.
    pub ordered: Option<Facts>,
}

impl Told {
    /// The facts that a text tells of, before all others.
    #[must_use]
    pub fn of(&self, text: &StepText) -> Option<&Facts> {
        let needs = |name: &str| text.needs.iter().any(|need| need == name);
        let promotion = self.promotion.as_ref().filter(|_| needs(PROMOTION));
        promotion.or_else(|| self.ordered.as_ref().filter(|_| needs(ORDERED)))
    }
}

/// The texts of a step that can be said with what is known, the best first.
#[must_use]
pub fn texts<'a>(step: &'a StepRule, facts: &Facts, told: &Told) -> Vec<&'a StepText> {
    let is_known = |need: &String| match need.as_str() {
        PROMOTION => told.promotion.is_some(),
        ORDERED => told.ordered.is_some(),
        need => facts.get(need).is_some(),
    };
    step.texts.iter().filter(|text| text.needs.iter().all(is_known)).collect()
}

/// What a text comes from in a language.
#[must_use]
pub fn source(text: &StepText, language: Language) -> Source<'_> {
    let written = match language {
        Language::Chinese => &text.zh,
        Language::English => &text.en,
    };
    written.strip_prefix(PHRASE).map_or(Source::Words(written), Source::Phrase)
}

#[cfg(test)]
mod tests;
