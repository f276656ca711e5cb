//! The page protocol's contract: what stands in `tests/wire/*.json` is read by Rust and printed back unchanged.
//! The page side produces and takes the same shapes (end-to-end tests).

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use qinyu::{
    chat::{Card, OrderState},
    wire::{PageCommand, PageEvent},
};
use serde::{Serialize, de::DeserializeOwned};

#[track_caller]
fn check<T: Serialize + DeserializeOwned>(json: &str) -> Vec<T> {
    let written: serde_json::Value = serde_json::from_str(json).unwrap();
    let read: Vec<T> = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
    read
}

#[test]
fn events_and_commands_are_printed_back_unchanged() {
    let events = check::<PageEvent>(include_str!("wire/events.json"));
    assert_eq!(check::<PageCommand>(include_str!("wire/commands.json")).len(), 6);
    let Some(PageEvent::Conversation(snapshot)) = events.into_iter().nth(2) else {
        panic!("the third is a conversation")
    };
    let conversation = snapshot.into_conversation();
    assert_eq!(conversation.messages[0].card, Some(Card::Product { title: "亚麻衬衫".into(), price: Some(13_900) }));
    let state = Some(OrderState::Unpaid);
    assert_eq!(conversation.messages[2].card, Some(Card::Order { number: "2026".into(), state, amount: Some(13_900) }));
}
