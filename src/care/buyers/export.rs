//! All about one buyer as a file that they may be given: the record and the follow-ups. JSON by hand, for it is a dozen
//! texts.

use super::{Buyer, BuyerKey, about::Field};
use crate::care::ledger::FollowUp;
use std::fmt::Write as _;

/// What the file's `format` says.
pub const FORMAT: &str = "qinyu-buyer";

/// The file. `offers` are items whose offer was taken and waits for an order: item, relation, day.
#[must_use]
pub fn export(
    key: &BuyerKey,
    buyer: Option<&Buyer>,
    follow_ups: &[&FollowUp],
    offers: &[(String, &str, String)],
) -> String {
    let mut file = format!("{{\"format\":\"{FORMAT}\",\"version\":1");
    let mut field = |name: &str, text: &str| {
        if !text.is_empty() {
            file += &[",\n", &quoted(name), ":", &quoted(text)].concat();
        }
    };
    field("platform", &key.platform);
    field("name", &key.name);
    if let Some(buyer) = buyer {
        Field::ALL.into_iter().for_each(|one| field(one.name(), buyer.about.get(one)));
        field("changed", &buyer.changed.print());
        if let Some(day) = buyer.reached.day() {
            field("message", buyer.reached.name());
            field("message_day", &day.print());
        }
    }
    let follow_ups = follow_ups.iter().map(|one| {
        let (closed, result) = one.closed.as_ref().map_or((String::new(), ""), |(at, note)| (at.print(), note));
        object(&[
            ("kind", one.kind.name()),
            ("note", &one.note),
            ("made", &one.made.print()),
            ("due", &one.due.map(|due| due.print()).unwrap_or_default()),
            ("closed", &closed),
            ("result", result),
        ])
    });
    let offers = offers.iter().map(|(item, kind, day)| object(&[("item", item), ("as", kind), ("day", day)]));
    file += &list("follow_ups", follow_ups);
    file += &list("offers", offers);
    file + "\n}\n"
}

/// A list of objects under its name; nothing for none.
fn list(name: &str, objects: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = objects.collect();
    if lines.is_empty() { String::new() } else { format!(",\n{}:[\n{}\n]", quoted(name), lines.join(",\n")) }
}

fn object(fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().filter(|(_, text)| !text.is_empty());
    let fields: Vec<_> = fields.map(|(name, text)| [&quoted(name), ":", &quoted(text)].concat()).collect();
    ["{", &fields.join(","), "}"].concat()
}

/// A text as JSON writes it (RFC 8259).
fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            // Writing into a string can't fail.
            '\0'..='\x1f' => drop(write!(written, "\\u{:04x}", u32::from(c))),
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        care::{
            buyers::{Buyers, about::About},
            ledger::FollowUpId,
            promise::Kind,
        },
        day::Moment,
    };
    use serde_json::Value;

    #[test]
    fn all_about_one_buyer_is_given_out_as_json() {
        let key = BuyerKey::new("taobao", "小\"鹿\\\u{1}").unwrap();
        let now = Moment::parse("2026-11-02 10:00").unwrap();
        let (mut buyers, mut about) = (Buyers::default(), About::default());
        about.write(Field::Note, "喜欢素色");
        buyers.keep(&key, about, now);
        let mut one = FollowUp::new(FollowUpId("1".into()), Kind::Refund, "退\"款", &key.name, Some(now), now);
        one.closed = Some((now, "退了".into()));
        let offers = [("700001".to_owned(), "complement", "2026-11-02".to_owned())];
        let read: Value = serde_json::from_str(&export(&key, buyers.get(&key.id()), &[&one], &offers)).unwrap();
        assert_eq!(read["name"], key.name);
        assert_eq!((&read["note"], &read["platform"]), (&"喜欢素色".into(), &"taobao".into()));
        let follow_up = &read["follow_ups"][0];
        assert_eq!((&follow_up["note"], &follow_up["closed"]), (&"退\"款".into(), &now.print().into()));
        assert_eq!(read["offers"][0]["item"], "700001");
        let bare: Value = serde_json::from_str(&export(&key, None, &[], &[])).unwrap();
        assert_eq!((bare.get("note"), bare.get("follow_ups")), (None, None));
    }
}
