//! Which language the answer is wanted in. The engine asks this before [`retrieval`](super::retrieval), so that a shop
//! with packs in two languages answers each buyer in theirs.

use crate::{
    chat::Conversation,
    library::Language,
    text::{Script, script},
};

/// Latin words from which a turn is English whatever was written before: "ok", "hi" and a model's name are said in
/// Chinese chats too, a sentence is not.
const ENGLISH_SENTENCE: usize = 4;

/// The language of the buyer's turn; of the rows before it, the latest first, when the turn itself doesn't show it.
/// Without any sign it is `None`.
#[must_use]
pub fn infer(conversation: &Conversation, turn: &str) -> Option<Language> {
    let short = match script(turn) {
        Script::Han => return Some(Language::Chinese),
        Script::Latin(words) if words >= ENGLISH_SENTENCE => return Some(Language::English),
        Script::Latin(_) => Some(Language::English),
        Script::Neither => None,
    };
    let spoken = conversation.messages.iter().rev().filter(|message| message.is_said());
    let before = spoken.map(|message| script(&message.text)).find_map(|script| match script {
        Script::Han => Some(Language::Chinese),
        Script::Latin(words) if words >= ENGLISH_SENTENCE => Some(Language::English),
        Script::Latin(_) | Script::Neither => None,
    });
    before.or(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Message, RowId, Sender};

    #[track_caller]
    fn check(before: &str, turn: &str, expected: Option<Language>) {
        let row = |sender, text: &str| Message { row: RowId::default(), sender, text: text.into(), card: None };
        let messages = vec![row(Sender::Seller, before), row(Sender::Buyer, turn)];
        assert_eq!(infer(&Conversation { messages, ..Conversation::default() }, turn), expected, "{before} / {turn}");
    }

    #[test]
    fn the_turn_decides_and_the_talk_where_it_does_not() {
        check("hello, how can I help?", "有货吗", Some(Language::Chinese));
        check("您好", "ok", Some(Language::Chinese));
        check("您好", "when will it be shipped", Some(Language::English));
        check("", "hi", Some(Language::English));
        check("", "12345", None);
    }
}
