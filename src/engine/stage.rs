//! How far the sale has come: every buyer turn and every card of the conversation votes, the latest the loudest.
//! [`ranking`](super::ranking) prefers phrases that were written for the stage.

use super::intent::Intents;
use crate::{
    chat::{Card, Conversation, Message, OrderState, Sender, Stage},
    sorting::sort_by_key,
    text::sentences,
};

/// The vote of a turn's surest intent for its likeliest stage.
const VOTE: u32 = 1_000;
/// An order card states a fact; a turn is only read. It must outlast two later turns without a stage.
const CARD_VOTE: u32 = 2 * VOTE;
/// What is left of all votes when the buyer speaks again, in percent: after three turns a vote weighs an eighth.
const KEPT: u32 = 50;
/// A stage named second in a rule is half as likely.
const SECOND: u32 = 2;
/// Rows with a stage after which nothing is left of a vote: halved so often, the heaviest one is less than one. Older
/// rows are not even read, so a long talk costs no more than a short one.
const REMEMBERED: u32 = CARD_VOTE.ilog2() + 1;

/// What a row says about the stage.
struct Voice<'a> {
    message: &'a Message,
    stages: &'a [Stage],
}

/// The stage of a conversation. Without any sign it is the greeting.
#[must_use]
pub fn infer(conversation: &Conversation, intents: &Intents) -> Stage {
    let mut votes = [0_u32; Stage::ALL.len()];
    let shows = |order: bool| {
        conversation.messages.iter().any(|message| match message.card {
            Some(Card::Product { .. }) => !order,
            Some(Card::Order { .. }) => order,
            Some(Card::Coupon | Card::Image) | None => false,
        })
    };
    // An item is being looked at and nothing was ordered: "when will it ship" is asked before buying.
    let before_order = shows(false) && !shows(true);
    for voice in voices(conversation, intents).into_iter().rev() {
        match &voice.message.card {
            Some(Card::Product { .. }) => vote(&mut votes, Stage::Inquiry, VOTE / SECOND),
            Some(Card::Order { state: Some(state), .. }) => vote(&mut votes, stage_of(*state), CARD_VOTE),
            Some(Card::Order { .. } | Card::Coupon | Card::Image) | None => {}
        }
        if voice.stages.is_empty() {
            continue;
        }
        for kept in &mut votes {
            *kept = *kept * KEPT / 100;
        }
        let mut stages = voice.stages.to_vec();
        if before_order {
            sort_by_key(&mut stages, |stage| *stage >= Stage::Confirmation); // stable: else as the rule has them
        }
        let mut weight = VOTE;
        for stage in stages {
            vote(&mut votes, stage, weight);
            weight /= SECOND;
        }
    }
    // The later stage wins a draw: talks move on.
    let heaviest = Stage::ALL.into_iter().zip(votes).max_by_key(|(_, votes)| *votes);
    heaviest.filter(|(_, votes)| *votes > 0).map_or(Stage::Greeting, |(stage, _)| stage)
}

/// The rows that have a voice, the latest first, as far back as a vote can be heard.
fn voices<'a>(conversation: &'a Conversation, intents: &'a Intents) -> Vec<Voice<'a>> {
    let mut voices = Vec::new();
    let mut heard = 0;
    for message in conversation.messages.iter().rev() {
        if heard == REMEMBERED {
            break;
        }
        let words = if message.sender == Sender::Buyer { sentences(&message.text) } else { Vec::new() };
        let recognized = intents.recognize(&words);
        let stages = recognized.first().map_or(&[][..], |found| intents.stages(&found.intent));
        heard += u32::from(!stages.is_empty());
        voices.push(Voice { message, stages });
    }
    voices
}

fn vote(votes: &mut [u32; Stage::ALL.len()], stage: Stage, weight: u32) {
    for (known, votes) in Stage::ALL.into_iter().zip(votes) {
        if known == stage {
            *votes = votes.saturating_add(weight);
        }
    }
}

fn stage_of(state: OrderState) -> Stage {
    match state {
        OrderState::Unpaid => Stage::Payment,
        OrderState::Paid => Stage::Confirmation,
        OrderState::Shipped => Stage::Shipping,
        OrderState::Received | OrderState::Refunding => Stage::AfterSales,
        OrderState::Closed => Stage::Ordering,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{chat::RowId, rules};

    fn row(text: &str, card: Option<Card>) -> Message {
        Message { row: RowId::default(), sender: Sender::Buyer, text: text.into(), card }
    }

    #[test]
    fn what_is_no_longer_read_could_not_have_been_heard() {
        let intents = Intents::new(rules::intents());
        let order = Card::Order { number: String::new(), state: Some(OrderState::Unpaid), amount: None };
        let mut messages = vec![row("", Some(order))];
        messages.extend((0..REMEMBERED).map(|_| row("什么材质的", None)));
        let with = Conversation { messages, ..Conversation::default() };
        let without = Conversation { messages: with.messages.get(1..).unwrap_or_default().to_vec(), ..with.clone() };
        assert_eq!(infer(&with, &intents), infer(&without, &intents));
        // The heaviest vote, halved at every later row with a stage, is gone.
        assert_eq!((0..REMEMBERED).fold(CARD_VOTE, |votes, _| votes * KEPT / 100), 0);
    }
}
