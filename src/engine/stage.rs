//! How far the sale has come: every buyer turn and every card of the conversation votes, the latest the loudest.
//! [`ranking`](super::ranking) prefers phrases that were written for the stage.

use super::intent::Intents;
use crate::{
    chat::{Card, Conversation, OrderState, Sender, Stage},
    text::normalize,
};

/// The vote of a turn's surest intent for its likeliest stage.
const VOTE: u32 = 1_000;
/// An order card states a fact; a turn is only read. It must outlast two later turns without a stage.
const CARD_VOTE: u32 = 2 * VOTE;
/// What is left of all votes when the buyer speaks again, in percent: after three turns a vote weighs an eighth.
const KEPT: u32 = 50;
/// A stage named second in a rule is half as likely.
const SECOND: u32 = 2;

/// The stage of a conversation. Without any sign it is the greeting.
#[must_use]
pub fn infer(conversation: &Conversation, intents: &Intents) -> Stage {
    let mut votes = [0_u32; Stage::ALL.len()];
    for message in &conversation.messages {
        match &message.card {
            Some(Card::Product { .. }) => vote(&mut votes, Stage::Inquiry, VOTE / SECOND),
            Some(Card::Order { state: Some(state), .. }) => vote(&mut votes, stage_of(*state), CARD_VOTE),
            Some(Card::Order { .. } | Card::Coupon | Card::Image) | None => {}
        }
        if message.sender != Sender::Buyer || message.text.is_empty() {
            continue;
        }
        let turn = normalize(&message.text);
        let recognized = intents.recognize(&turn);
        let stages = recognized.first().map_or(&[][..], |found| intents.stages(&found.intent));
        if stages.is_empty() {
            continue;
        }
        for kept in &mut votes {
            *kept = *kept * KEPT / 100;
        }
        let mut weight = VOTE;
        for stage in stages {
            vote(&mut votes, *stage, weight);
            weight /= SECOND;
        }
    }
    // The later stage wins a draw: talks move on.
    let heaviest = Stage::ALL.into_iter().zip(votes).max_by_key(|(_, votes)| *votes);
    heaviest.filter(|(_, votes)| *votes > 0).map_or(Stage::Greeting, |(stage, _)| stage)
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
