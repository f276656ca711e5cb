//! Suggestions: whatever stands in a chat, at most three, each phrase once, the same for the same chat. A line that begins
//! with `<` is the buyer's, one with `>` the seller's, any other the platform's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::{
    chat::{Conversation, Message, RowId, Sender},
    engine::{Engine, SUGGESTIONS},
    library::{facts::Facts, heard::hear, validity::Circumstances},
    rules,
    text::embedding::Table,
};
use std::{collections::HashSet, sync::{Arc, LazyLock}};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = Engine::new(rules::starter_packs().to_vec());
    let table = Table::read(include_bytes!("../../www/meanings.bin")).expect("the shipped table");
    engine.bring(Arc::new(table));
    while engine.read_on(1_000) {}
    engine
});

fuzz_target!(|chat: &str| {
    let message = |(at, line): (usize, &str)| {
        let (sender, text) = match line.split_at_checked(1) {
            Some(("<", text)) => (Sender::Buyer, text),
            Some((">", text)) => (Sender::Seller, text),
            _ => (Sender::System, line),
        };
        Message { row: RowId(at.to_string()), sender, text: text.to_owned(), card: None }
    };
    let messages = chat.split('\n').enumerate().map(message).collect();
    let conversation = Conversation { messages, ..Conversation::default() };
    let mut facts = Facts::default();
    facts.complete(&hear(&conversation));
    let advice = ENGINE.suggest(&conversation, &facts, &Circumstances::default());
    let phrases: HashSet<_> = advice.suggestions.iter().map(|suggestion| &suggestion.phrase).collect();
    assert!(advice.suggestions.len() <= SUGGESTIONS && phrases.len() == advice.suggestions.len());
    assert!(advice.suggestions.is_empty() || !conversation.buyer_turn().is_empty());
    assert_eq!(ENGINE.suggest(&conversation, &facts, &Circumstances::default()), advice);
});
