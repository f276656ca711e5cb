//! What the engine makes of a thousand sentences, as one number: the same natively and as wasm, or suggestions would
//! differ between machines. Sentences are the examples of the rules and what the starter packs say.

use qinyu::{
    chat::{Conversation, Message, RowId, Sender},
    engine::Engine,
    library::{facts::Facts, validity::Circumstances},
    rules,
    text::{
        embedding::{Meaning, Table},
        hash,
    },
};
use std::{fmt::Write as _, sync::Arc};

const SENTENCES: usize = 1_000;
/// Every so manyth sentence is also answered; that takes longer than reading it.
const ANSWERED: usize = 10;

/// How many sentences were read and answered, and a hash of all likenesses and scores.
pub(crate) fn fingerprint() -> String {
    let table = Arc::new(Table::read(include_bytes!("../../www/meanings.bin")).expect("the shipped table"));
    let mut engine = Engine::new(rules::starter_packs().to_vec());
    engine.bring(Arc::clone(&table));
    while engine.read_on(1_000) {}
    let examples = rules::intents().into_iter().flat_map(|rule| [rule.examples, rule.counter_examples].concat());
    let phrases = rules::starter_packs().iter().flat_map(|pack| &pack.phrases);
    let said = phrases.flat_map(|phrase| [&phrase.queries[..], std::slice::from_ref(&phrase.body)].concat());
    let sentences: Vec<String> = examples.chain(said).take(SENTENCES).collect();
    let mut found = String::new();
    let mut before: Option<Meaning> = None;
    for sentence in &sentences {
        let meaning = table.meaning(sentence);
        if let Some((meaning, before)) = meaning.zip(before) {
            let answer = table.answer(&meaning).map_or(0, |answer| answer.likeness(&before));
            write!(found, "{} {answer} {:?};", meaning.likeness(&before), meaning.signs()).expect("a string");
        }
        before = meaning.or(before);
    }
    for (at, sentence) in sentences.iter().enumerate().step_by(ANSWERED) {
        let (row, text) = (RowId(at.to_string()), sentence.clone());
        let messages = vec![Message { row, sender: Sender::Buyer, text, card: None }];
        let conversation = Conversation { messages, ..Conversation::default() };
        for suggestion in engine.suggest(&conversation, &Facts::default(), &Circumstances::default()).suggestions {
            write!(found, "{} {};", suggestion.phrase.0, suggestion.score).expect("a string");
        }
    }
    format!("{} sentences {:016x}\n", sentences.len(), hash(found.bytes()))
}
