//! A conversation as long as the panel keeps one, ending with a buyer's turn: one row mostly, sometimes three, sometimes
//! a long complaint, which costs most.

use crate::library::{Draw, item, question};
use qinyu::{
    chat::{Card, Conversation, ConversationId, MAX_MESSAGES, Message, OrderState, RowId, Sender},
    library::PhrasePack,
};

/// Rows of the last turn, by its number: one of eight turns is told in three rows, one in a long row.
const LONG: usize = 7;
const SEVERAL: usize = 3;
/// Questions that a long row strings together, which makes some 200 characters.
const LONG_QUESTIONS: usize = 16;

/// The conversation that ends with this turn.
#[must_use]
pub fn conversation(packs: &[PhrasePack], turn: usize) -> Conversation {
    let phrases: Vec<_> = packs.iter().flat_map(|pack| &pack.phrases).collect();
    let mut draw = Draw(turn as u64 + 1);
    let asks = |draw: &mut Draw| {
        let phrase = phrases.get(draw.below(phrases.len()));
        let query = phrase.and_then(|phrase| phrase.queries.get(draw.below(phrase.queries.len())));
        question(query.map_or("在吗", String::as_str), item(draw), draw)
    };
    let last: Vec<String> = match turn % 8 {
        LONG => vec![(0..LONG_QUESTIONS).map(|_| asks(&mut draw)).collect::<Vec<_>>().join("，")],
        SEVERAL => (0..3).map(|_| asks(&mut draw)).collect(),
        _ => vec![asks(&mut draw)],
    };
    let before = MAX_MESSAGES - last.len();
    let mut messages = Vec::with_capacity(MAX_MESSAGES);
    for number in 0..before {
        let of_buyer = number % 2 == before % 2;
        let answer = phrases.get(draw.below(phrases.len())).map_or("", |phrase| phrase.body.as_str());
        let text = if of_buyer { asks(&mut draw) } else { answer.to_owned() };
        let state = (number == before / 2).then_some(OrderState::Paid);
        let card = state.map(|state| Card::Order { number: "20260310123".into(), state: Some(state), amount: None });
        messages.push(row(number, if of_buyer { Sender::Buyer } else { Sender::Seller }, text, card));
    }
    messages.extend(last.into_iter().enumerate().map(|(place, text)| row(before + place, Sender::Buyer, text, None)));
    Conversation { id: ConversationId(format!("talk-{turn}")), buyer: "小鹿".into(), messages }
}

fn row(number: usize, sender: Sender, text: String, card: Option<Card>) -> Message {
    Message { row: RowId(number.to_string()), sender, text, card }
}
