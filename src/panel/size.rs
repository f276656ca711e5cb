//! The size for what the talk is about, from the shop's chart and what the buyer told. Part of [`State`]; the size fills
//! the gap of that name, the view says why.

use super::state::State;
use crate::{
    care::size::{Advice, advise},
    chat::{Conversation, Sender},
    cross_sell::{Shop, timing::Topic},
    library::facts::Facts,
    text::body::Body,
};

impl State {
    /// What size is advised in the open talk; `None` where the shop has no chart for it or the buyer told of no body.
    #[must_use]
    pub fn size_advice(&self) -> Option<Advice> {
        advice(&self.selling.shop, &self.answered())
    }
}

/// What the advice fills: a size that may be said as it is.
pub(super) fn facts(shop: &Shop, conversation: &Conversation) -> Facts {
    let mut facts = Facts::default();
    facts.set("advised_size", &advice(shop, conversation).and_then(|advice| advice.size).unwrap_or_default());
    facts
}

fn advice(shop: &Shop, conversation: &Conversation) -> Option<Advice> {
    if shop.size_charts.is_empty() {
        return None;
    }
    let item = shop.catalog.get(Topic::of(conversation, &shop.catalog).item()?)?;
    let chart = shop.size_chart(item)?;
    let said = conversation.messages.iter().filter(|message| message.sender == Sender::Buyer);
    let body = Body::hear(said.map(|message| message.text.as_str()));
    let tells = !body.told.is_empty() || body.unclear_weight.is_some() || !body.usual.is_empty();
    tells.then(|| advise(&body, chart))
}
