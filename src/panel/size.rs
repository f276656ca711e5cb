//! The size and the colours for what the talk is about, from the shop's chart and notes and what the buyer told. Part of
//! [`State`]; the size and the first colour fill the gaps of these names, the view says why.

use super::state::State;
use crate::{
    care::size::{
        Advice, advise,
        colour::{self, ColourNotes, Why},
    },
    chat::{Conversation, Sender},
    cross_sell::{Shop, timing::Topic},
    library::facts::Facts,
    shop::{COLOURS, CatalogItem},
    text::body::Body,
};

/// Colours that are advised at once: an agent names two and has one in reserve.
const COLOURS_AT_ONCE: usize = 3;

impl State {
    /// What size is advised in the open talk; `None` where the shop has no chart for it or the buyer told of no body.
    #[must_use]
    pub fn size_advice(&self) -> Option<Advice> {
        advice(&self.selling.shop, &self.answered())
    }

    /// The colours that the shop's notes name for what the buyer asks now, each with why; none where they say nothing of it.
    #[must_use]
    pub fn colour_advice(&self) -> Vec<(String, Vec<Why>)> {
        colours(&self.selling.shop, &self.answered())
    }
}

/// What the advice fills: a size and a colour that may be said as they are.
pub(super) fn facts(shop: &Shop, conversation: &Conversation) -> Facts {
    let mut facts = Facts::default();
    facts.set("advised_size", &advice(shop, conversation).and_then(|advice| advice.size).unwrap_or_default());
    if let Some((colour, _)) = colours(shop, conversation).first() {
        facts.set("advised_colour", colour);
    }
    facts
}

fn colours(shop: &Shop, conversation: &Conversation) -> Vec<(String, Vec<Why>)> {
    let notes = item(shop, conversation).and_then(|item| item.attribute(COLOURS));
    let Some(notes) = notes.map(ColourNotes::parse) else { return Vec::new() };
    let asked: Vec<_> = conversation.buyer_turn().iter().map(|message| message.text.as_str()).collect();
    let mut advised = colour::advise(&asked.join("。"), &notes);
    advised.truncate(COLOURS_AT_ONCE);
    advised
}

fn item<'a>(shop: &'a Shop, conversation: &Conversation) -> Option<&'a CatalogItem> {
    shop.catalog.get(Topic::of(conversation, &shop.catalog).item()?)
}

fn advice(shop: &Shop, conversation: &Conversation) -> Option<Advice> {
    if shop.size_charts.is_empty() {
        return None;
    }
    let chart = shop.size_chart(item(shop, conversation)?)?;
    let said = conversation.messages.iter().filter(|message| message.sender == Sender::Buyer);
    let body = Body::hear(said.map(|message| message.text.as_str()));
    let tells = !body.told.is_empty() || body.unclear_weight.is_some() || !body.usual.is_empty();
    tells.then(|| advise(&body, chart))
}
