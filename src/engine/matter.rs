//! What is still open from before: a buyer who answers "yes, that one" or sends an order's number still wants what they
//! asked two rows ago. The engine asks this after [`intent`](super::intent); [`ranking`](super::ranking) counts it for
//! less than what the turn itself asks.

use super::intent::{GIVES_DETAILS, IntentMatch, Intents};
use crate::{
    chat::{Conversation, Sender},
    text::{normalize, sentences},
};

/// The intent of a turn that says yes.
const AGREES: &str = "agree";
/// Buyer rows that are looked back over. A matter that wasn't mentioned in the last four is done with or forgotten.
const LOOKED_BACK: usize = 4;
/// What a seller's question ends with; such a question keeps the matter open. A seller's 呢 is mostly politeness.
const QUESTION_ENDS: &[&str] = &["?", "吗", "么", "嘛", "哪个", "哪款", "多少", "是吧", "对吧"];
/// What a seller asks for without a question mark, and does when the answer is there. A "yes" to it is no answer yet:
/// after "please wait" and "ok", it is the seller's turn to come back, not to say the same again.
const REQUESTS: &[&str] = &[
    "提供",
    "发我",
    "发一下",
    "告诉",
    "告知",
    "订单号",
    "稍等",
    "稍后",
    "稍候",
    "please send",
    "tell me",
    "order number",
];
/// What a seller asks when the matter is closed.
const CLOSED: &[&str] = &["其他", "其它", "别的", "还有什么", "anything else"];

/// The matter of an earlier turn, where the last turn has none of its own and the seller had asked for something.
#[must_use]
pub fn open(conversation: &Conversation, intents: &Intents, turn: &[IntentMatch]) -> Option<IntentMatch> {
    let answers = turn.iter().all(|found| found.intent.0 == GIVES_DETAILS || found.intent.0 == AGREES);
    let says_yes = turn.iter().any(|found| found.intent.0 == AGREES);
    let rows = || conversation.messages.iter().rev().filter(|message| message.is_said());
    let mut before = rows().skip_while(|message| message.sender == Sender::Buyer);
    let asked = before.next().map(|before| normalize(&before.text))?;
    let waits = is_question(&asked) || (!says_yes && REQUESTS.iter().any(|word| asked.contains(word)));
    if !answers || !waits || CLOSED.iter().any(|word| asked.contains(word)) {
        return None;
    }
    let earlier = before.filter(|message| message.sender == Sender::Buyer).take(LOOKED_BACK);
    earlier
        .flat_map(|message| intents.recognize(&sentences(&message.text)).into_iter().next())
        .find(|found| !intents.is_courtesy(&found.intent) && found.intent.0 != GIVES_DETAILS)
}

fn is_question(seller: &str) -> bool {
    let end = seller.trim_end_matches(['~', '。', '!', '.', ' ', '哦', '哈', '呀']);
    QUESTION_ENDS.iter().any(|word| end.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chat::{Message, RowId},
        rules,
    };

    #[track_caller]
    fn check(rows: &[(Sender, &str)], expected: Option<&str>) {
        let message = |(sender, text): &(Sender, &str)| Message {
            row: RowId::default(),
            sender: *sender,
            text: (*text).to_owned(),
            card: None,
        };
        let conversation = Conversation { messages: rows.iter().map(message).collect(), ..Conversation::default() };
        let intents = Intents::new(rules::intents());
        let turn = intents.recognize(&sentences(rows.last().map_or("", |(_, text)| text)));
        let open = open(&conversation, &intents, &turn);
        assert_eq!(open.map(|found| found.intent.0).as_deref(), expected);
    }

    #[test]
    fn a_number_that_was_asked_for_leaves_the_matter_open() {
        use Sender::{Buyer, Seller};
        check(
            &[(Buyer, "怎么还没发货"), (Seller, "麻烦提供一下订单号"), (Buyer, "20260309150")],
            Some("urge_dispatch"),
        );
        check(&[(Buyer, "怎么还没发货"), (Seller, "是昨天那个订单吗?"), (Buyer, "是的")], Some("urge_dispatch"));
        check(&[(Buyer, "怎么还没发货"), (Seller, "今天就发出"), (Buyer, "好的")], None);
        check(&[(Buyer, "怎么还没发货"), (Seller, "您稍等一下哦"), (Buyer, "好的")], None);
        check(&[(Buyer, "怎么还没发货"), (Seller, "今天发。还有其他问题吗?"), (Buyer, "好的")], None);
        check(&[(Buyer, "怎么还没发货"), (Seller, "哪个订单呢?"), (Buyer, "算了我要退款")], None);
    }
}
