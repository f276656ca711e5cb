//! The page protocol's contract: what stands in `tests/wire/events.json` is read, and what stands in `commands.json` is
//! printed. The page side produces and takes the same shapes (end-to-end tests).

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use qinyu::{
    chat::{Card, OrderState, Sender},
    wire::{
        Composer, Missing, Outcome, PageCommand, PageEvent, Part, PickEntry, Row, RowCard, RowSender, Snapshot, Span,
        Untaught,
    },
};
use serde_json::{Value, json};

fn events() -> Vec<Value> {
    serde_json::from_str(include_str!("wire/events.json")).unwrap()
}

#[test]
fn events_are_read() {
    let row = |row: &str, sender, text: &str, card| Row { row: row.into(), sender, text: text.into(), card };
    let product = RowCard::Product { title: "亚麻衬衫".into(), price: Some(13_900) };
    let order = RowCard::Order { number: "2026".into(), state: Some("待付款".into()), amount: Some(13_900) };
    let snapshot = Snapshot {
        adapter: "generic".into(),
        id: "c1".into(),
        buyer: "小鹿".into(),
        composer: Composer::Ready,
        draft: false,
        shortened: false,
        focused: false,
        missing: Vec::new(),
        messages: vec![
            row("m1-1ho32di", RowSender::Buyer, "", Some(product)),
            row("m2-z0akj", RowSender::Buyer, "什么时候发货", None),
            row("m3-1cwxezm", RowSender::System, "", Some(order)),
            row("m4-d9l3bo", RowSender::Seller, "", Some(RowCard::Coupon)),
            row("m5-1ho32di", RowSender::Buyer, "", Some(RowCard::Image)),
        ],
    };
    let (id, last_row) = ("c1".to_owned(), "m5-1ho32di".to_owned());
    let expected = [
        PageEvent::Ready,
        PageEvent::NoChat { adapter: String::new() },
        PageEvent::Frame,
        PageEvent::Conversation(snapshot.clone()),
        PageEvent::Pointed { part: Part::BuyerLine, text: "几时发货".into() },
        PageEvent::Taught { json: r#"{"screens":[]}"#.into() },
        PageEvent::NotTaught { why: Untaught::Sides },
        PageEvent::Key { slot: 1, id: id.clone(), last_row: last_row.clone() },
        PageEvent::PickQuery { request: 1, id, last_row, trigger: "/".into(), query: String::new() },
        PageEvent::Pick { request: 1, entry: 1 },
        PageEvent::Inserted { request: 7, outcome: Outcome::ConversationChanged },
    ];
    assert_eq!(events().iter().filter_map(PageEvent::read).collect::<Vec<_>>(), expected);

    let conversation = snapshot.clone().into_conversation();
    assert_eq!(conversation.messages[0].card, Some(Card::Product { title: "亚麻衬衫".into(), price: Some(13_900) }));
    let sender = |text: &str| {
        let row = Row { row: "1".into(), sender: RowSender::Seller, text: text.into(), card: None };
        Snapshot { messages: vec![row], ..snapshot.clone() }.into_conversation().messages[0].sender
    };
    for text in ["[自动回复] 您好", "【智能客服】：在的", "机器人: 您好", "（自动回复）在的亲"]
    {
        assert_eq!(sender(text), Sender::Robot, "{text}");
    }
    for text in ["自动回复关了，我是真人哦", "机器人款有货的", "您好", ""] {
        assert_eq!(sender(text), Sender::Seller, "{text}");
    }
    let conversation = snapshot.into_conversation();
    let state = Some(OrderState::Unpaid);
    assert_eq!(conversation.messages[2].card, Some(Card::Order { number: "2026".into(), state, amount: Some(13_900) }));
}

#[test]
fn every_end_of_an_insertion_is_read() {
    let outcomes = [
        ("done", Outcome::Done),
        ("lines_joined", Outcome::LinesJoined),
        ("conversation_changed", Outcome::ConversationChanged),
        ("unnamed", Outcome::Unnamed),
        ("composing", Outcome::Composing),
        ("no_composer", Outcome::NoComposer),
        ("draft_changed", Outcome::DraftChanged),
        ("not_noticed", Outcome::NotNoticed),
    ];
    for (name, outcome) in outcomes {
        let event = json!({"type": "inserted", "request": 1, "outcome": name});
        assert_eq!(PageEvent::read(&event), Some(PageEvent::Inserted { request: 1, outcome }));
    }
}

#[test]
fn what_could_not_be_read_is_named() {
    let names = ["log", "sender", "text", "name", "twin"];
    let mut event = events().into_iter().find(|event| event["type"] == "conversation").unwrap();
    event["missing"] = json!(names);
    let Some(PageEvent::Conversation(snapshot)) = PageEvent::read(&event) else { panic!("{event}") };
    assert_eq!(snapshot.missing, [Missing::Log, Missing::Sender, Missing::Text, Missing::Name, Missing::Twin]);
    event["missing"] = json!(["?"]);
    assert_eq!(PageEvent::read(&event), None);
}

/// Every value of a message, replaced by what doesn't belong there or left out, makes it no event at all.
#[test]
fn case_13_what_is_no_event_is_not_read() {
    for event in events() {
        for pointer in pointers(&event) {
            for odd in [json!({}), json!(-1), json!(0.5), json!("?"), json!([["?"]])] {
                let mut changed = event.clone();
                let value = changed.pointer_mut(&pointer).unwrap();
                // What an adapter is made of, the page side reads.
                let is_adapters = pointer.starts_with("/adapter/") && odd.is_array();
                if (value.is_string() && odd.is_string() && !is_choice(&pointer)) || is_adapters {
                    continue;
                }
                *value = odd.clone();
                assert_eq!(PageEvent::read(&changed), None, "{pointer} is {odd}");
            }
            let (object, name) = pointer.rsplit_once('/').unwrap();
            let mut changed = event.clone();
            if let Some(fields) = changed.pointer_mut(object).and_then(Value::as_object_mut) {
                fields.remove(name);
                let optional = ["card", "price", "state", "amount"].contains(&name);
                assert_eq!(PageEvent::read(&changed).is_some(), optional, "without {pointer}");
            }
        }
    }
    for odd in [json!(null), json!("ready"), json!([]), json!({"type": "key", "slot": 256, "id": "", "last_row": ""})] {
        assert_eq!(PageEvent::read(&odd), None, "{odd}");
    }
}

/// A string that is one of a few.
fn is_choice(pointer: &str) -> bool {
    ["type", "composer", "sender", "kind", "outcome", "part", "why"]
        .iter()
        .any(|name| pointer.ends_with(&format!("/{name}")))
}

/// Where each value within this one stands.
fn pointers(value: &Value) -> Vec<String> {
    let within: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    let below = |(name, value): (String, &Value)| {
        let deeper = pointers(value).into_iter().map({
            let name = name.clone();
            move |pointer| format!("/{name}{pointer}")
        });
        [format!("/{name}")].into_iter().chain(deeper).collect::<Vec<_>>()
    };
    within.into_iter().flat_map(below).collect()
}

#[test]
fn commands_are_printed() {
    let (id, last_row, text) = ("c1".to_owned(), "m5-1ho32di".to_owned(), "今天发出哦".to_owned());
    let spans = |spans: &[(&str, bool)]| {
        spans.iter().map(|(text, marked)| Span { text: (*text).into(), marked: *marked }).collect::<Vec<_>>()
    };
    let (replace, caret) = ("/发货".to_owned(), Some(2));
    let commands = [
        PageCommand::Insert {
            request: 8,
            id: id.clone(),
            last_row: last_row.clone(),
            text: text.clone(),
            replace,
            caret,
        },
        PageCommand::Insert {
            request: 7,
            id: id.clone(),
            last_row: last_row.clone(),
            text,
            replace: String::new(),
            caret: None,
        },
        PageCommand::Greet {
            request: 10, id: id.clone(), last_row: last_row.clone(), text: "在的亲，您说～".into()
        },
        PageCommand::Picture {
            request: 9,
            id,
            last_row,
            name: "尺码表.png".into(),
            media: "image/png".into(),
            data: "iVBORw0KGgo=".into(),
        },
        PageCommand::Adapters { json: r#"[{"name": "generic", "screens": []}]"#.into() },
        PageCommand::Teach(Some(Part::OwnLine)),
        PageCommand::Teach(None),
        PageCommand::Keys { active: true },
        PageCommand::Picker {
            triggers: ["/", "／", "、"].map(str::to_owned).into(),
            appearance: "system".into(),
            lang: "zh-CN".into(),
        },
        PageCommand::PickList {
            request: 1,
            label: "话术 2 条".into(),
            entries: vec![
                PickEntry {
                    title: spans(&[("发货", true), ("时间", false)]),
                    text: spans(&[("今天发出哦", false)]),
                    code: spans(&[("fh", false)]),
                    note: String::new(),
                },
                PickEntry {
                    title: spans(&[("刻字", false)]),
                    text: spans(&[("刻字内容记下了", false)]),
                    code: Vec::new(),
                    note: "1 处待填 → 面板".into(),
                },
            ],
        },
    ];
    let written: Vec<Value> = serde_json::from_str(include_str!("wire/commands.json")).unwrap();
    assert_eq!(commands.iter().map(PageCommand::json).collect::<Vec<_>>(), written);
}
