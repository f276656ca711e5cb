//! Facts that stand in the conversation itself: on its cards, in its header, in the buyer's own words ("身高165",
//! "要两件", "黑色"). What is not certain is left out: a gap that asks is better than a gap filled wrong.

use super::facts::{Facts, yuan};
use crate::{
    chat::{Card, Conversation, Sender},
    text::{
        body::{Body, BodyMeasure, LETTER_SIZES},
        normalize,
    },
};

/// Pieces that a buyer orders in a chat; more is a number of something else.
const QUANTITY: std::ops::RangeInclusive<u32> = 1..=999;

/// Width of a title that can be said in a sentence: twelve Chinese characters, or twice as many letters. Longer ones are
/// written for the shop's search box, thirty characters of search words; the phrase's own "宝贝" reads better.
const SPOKEN_TITLE: usize = 24;

/// Counted by these words when goods are ordered.
const MEASURES: &str = "件条双个套瓶盒包袋箱台只支罐本张";
/// Written before the number of pieces.
const ORDERS: &str = "买要拍来订";
/// Colours by the names that buyers use.
const COLOURS: &[&str] = &[
    "藏青色",
    "咖啡色",
    "卡其色",
    "香槟色",
    "墨绿色",
    "军绿色",
    "天蓝色",
    "深蓝色",
    "浅蓝色",
    "深灰色",
    "浅灰色",
    "酒红色",
    "米白色",
    "黑色",
    "白色",
    "红色",
    "粉色",
    "蓝色",
    "灰色",
    "绿色",
    "紫色",
    "黄色",
    "橙色",
    "棕色",
    "米色",
    "咖色",
    "杏色",
    "银色",
    "金色",
    "black",
    "white",
    "red",
    "pink",
    "blue",
    "grey",
    "gray",
    "green",
    "purple",
    "yellow",
    "brown",
    "beige",
];

/// What the conversation says; a later row wins over an earlier one.
#[must_use]
pub fn hear(conversation: &Conversation) -> Facts {
    let mut facts = Facts::default();
    facts.set("buyer", &conversation.buyer);
    for message in &conversation.messages {
        match &message.card {
            Some(Card::Product { title, price }) => {
                if width(title) <= SPOKEN_TITLE {
                    facts.set("item", title);
                }
                facts.set("price", &price.map(yuan).unwrap_or_default());
            }
            Some(Card::Order { number, amount, .. }) => {
                facts.set("order_number", number);
                facts.set("amount", &amount.map(yuan).unwrap_or_default());
            }
            Some(Card::Coupon | Card::Image) | None => {}
        }
        if message.sender == Sender::Buyer {
            listen(&normalize(&message.text), &mut facts);
        }
    }
    let said = conversation.messages.iter().filter(|message| message.sender == Sender::Buyer);
    let body = Body::hear(said.map(|message| message.text.as_str()));
    for (name, of) in [("height", BodyMeasure::Height), ("weight", BodyMeasure::Weight)] {
        facts.set(name, body.written(of).unwrap_or_default());
    }
    facts
}

/// In letters; a Chinese character takes the room of two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn listen(said: &str, facts: &mut Facts) {
    let words: Vec<Word<'_>> = words(said);
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
        let after = words.get(at + 1).map_or("", |word| word.text);
        let Some(number) = word.number else { continue };
        if after.starts_with('码') && (20..=60).contains(&number) {
            facts.set("size", &format!("{}码", word.text));
        } else if before.ends_with(|c| ORDERS.contains(c))
            && after.starts_with(|c| MEASURES.contains(c))
            && QUANTITY.contains(&number)
        {
            facts.set("quantity", &number.to_string());
        }
    }
    for size in LETTER_SIZES {
        // A letter alone is a size only where it is called one.
        if words
            .iter()
            .zip(words.iter().skip(1))
            .any(|(word, next)| word.text == *size && next.text.starts_with(['码', '号']))
        {
            facts.set("size", &format!("{}码", size.to_ascii_uppercase()));
            break;
        }
    }
    let named = COLOURS.iter().filter(|colour| {
        if colour.is_ascii() { words.iter().any(|word| word.text == **colour) } else { said.contains(**colour) }
    });
    let named: Vec<&str> = named.copied().collect();
    let whole: Vec<_> =
        named.iter().filter(|colour| !named.iter().any(|other| other != *colour && other.contains(**colour))).collect();
    // Two colours are a question of which.
    if let [colour] = whole.as_slice() {
        facts.set("colour", colour);
    }
}

struct Word<'a> {
    text: &'a str,
    /// Its value, when it is a number in digits or one Chinese numeral.
    number: Option<u32>,
}

/// Splits into runs of digits, of Latin letters, of everything else; a Chinese numeral before a measure is one too.
fn words(said: &str) -> Vec<Word<'_>> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Digits,
        Letters,
        Numeral,
        Other,
    }
    let kind = |c: char| match c {
        '0'..='9' => Kind::Digits,
        'a'..='z' => Kind::Letters,
        '一' | '两' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => Kind::Numeral,
        _ => Kind::Other,
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in said.char_indices().map(|(at, c)| (at, Some(c))).chain([(said.len(), None)]) {
        let now = c.map(kind);
        // "3xl" is one word.
        let sized = last == Some(Kind::Digits) && c == Some('x');
        if now != last && !sized || now.is_none() {
            if let Some(text) = said.get(start..at).map(str::trim).filter(|text| !text.is_empty()) {
                found.push(Word { text, number: value(text) });
            }
            start = at;
        }
        last = if sized { Some(Kind::Letters) } else { now };
    }
    found
}

fn value(text: &str) -> Option<u32> {
    let numeral = "一二三四五六七八九十".chars().position(|c| text.chars().eq([c]));
    let numeral = numeral.and_then(|at| u32::try_from(at + 1).ok());
    numeral.or_else(|| (text == "两").then_some(2)).or_else(|| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Message, RowId};

    #[track_caller]
    fn check(said: &str, expected: &[(&str, &str)]) {
        let message = Message { row: RowId::default(), sender: Sender::Buyer, text: said.into(), card: None };
        let facts = hear(&Conversation { messages: vec![message], ..Conversation::default() });
        let found: Vec<_> = facts.iter().collect();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{said}");
    }

    #[test]
    fn hears_body_and_size() {
        check("身高165体重55，穿多大", &[("height", "165"), ("weight", "55")]);
        check("165 110斤穿什么码", &[("height", "165"), ("weight", "110斤")]);
        check("158/48kg能穿S吗", &[("height", "158"), ("weight", "48kg")]);
        check("我170cm 130斤", &[("height", "170cm"), ("weight", "130斤")]);
        check("I'm 165 cm, 55 kg", &[("height", "165cm"), ("weight", "55kg")]);
        check("平时穿M码", &[("size", "M码")]);
        check("3xl码有吗", &[("size", "3XL码")]);
        check("38码的鞋", &[("size", "38码")]);
    }

    #[test]
    fn hears_colour_and_quantity() {
        check("黑色的要两件", &[("colour", "黑色"), ("quantity", "2")]);
        check("拍3条能便宜吗", &[("quantity", "3")]);
        check("深蓝色的有吗", &[("colour", "深蓝色")]);
        check("do you have it in red", &[("colour", "red")]);
    }

    #[test]
    fn a_title_for_the_search_box_is_no_name() {
        let said = |title: &str| {
            let card = Some(Card::Product { title: title.into(), price: Some(13_950) });
            let message = Message { row: RowId::default(), sender: Sender::Buyer, text: String::new(), card };
            hear(&Conversation { messages: vec![message], ..Conversation::default() })
        };
        assert_eq!(said("亚麻衬衫").get("item"), Some("亚麻衬衫"));
        assert_eq!(said("Linen blend shirt").get("item"), Some("Linen blend shirt"));
        let long = said("新款亚麻衬衫女春秋宽松百搭显瘦长袖上衣");
        assert_eq!((long.get("item"), long.get("price")), (None, Some("139.50")));
    }

    #[test]
    fn leaves_out_what_is_not_certain() {
        for said in [
            "黑色还是白色好看",
            "满300减40",
            "等了3天了",
            "10086",
            "拍了150",
            "这个容量500ml",
            "s家的",
            "身高9999",
            "it is covered",
        ] {
            check(said, &[]);
        }
    }
}
