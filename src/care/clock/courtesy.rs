//! What a buyer says that waits for no answer: the [`ResponseClock`](super::ResponseClock) is told it with each row.

use crate::library::IntentId;

/// Intents of a row after which a buyer waits for nothing: a yes, a goodbye, thanks. A greeting is none of them, nor a number
/// that was asked for, though both are said out of courtesy.
const COURTESIES: [&str; 3] = ["agree", "say_goodbye", "thank"];

/// Whether a row whose surest intent this is says nothing that waits for an answer.
#[must_use]
pub fn is_courtesy(intent: &IntentId) -> bool {
    COURTESIES.contains(&intent.0.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine::intent::Intents, rules, text::sentences};

    #[test]
    fn a_goodbye_wants_no_answer_and_a_greeting_does() {
        let intents = Intents::new(rules::intents());
        let top = |turn: &str| intents.recognize(&sentences(turn)).into_iter().next().map(|found| found.intent);
        let wants_none = |turn: &str| top(turn).is_some_and(|intent| is_courtesy(&intent));
        for turn in ["好的", "谢谢", "好的谢谢啦", "拜拜", "知道了", "没有了，谢谢", "thanks a lot!", "bye"]
        {
            assert!(wants_none(turn), "{turn}: {:?}", top(turn));
        }
        for turn in
            ["在吗", "你好", "什么时候发货", "订单号是20260301512", "谢谢，那什么时候发货", "is it in stock?", "🙂"]
        {
            assert!(!wants_none(turn), "{turn}: {:?}", top(turn));
        }
        let known = rules::intents();
        assert!(COURTESIES.iter().all(|id| known.iter().any(|rule| rule.id.0 == *id)));
    }
}
