//! What a draft is in this talk: said before, or about somebody else. Part of [`check`](super).

use super::{Finding, Ground, Kind, Severity, Why, pattern::Line};
use crate::{
    chat::{Card, Sender},
    text::{normalize, personal},
};

/// Characters from which on the same text again is noticed; "好的亲" is said ten times a day.
const REPEATED: usize = 6;
/// Characters from which on a name is nobody else's: shorter ones, such as 小仙女, are said to any buyer.
const NAME: usize = 4;
/// Digits by which someone is found.
const TELLING: usize = 5;

fn letters(text: &str) -> String {
    normalize(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The same text that the shop has said in this talk.
pub(super) fn said_before(draft: &str, line: &Line, ground: &Ground<'_>) -> Option<Finding> {
    let own = letters(draft);
    let is_long = own.chars().count() >= REPEATED;
    let mut ours = ground.conversation.messages.iter().filter(|message| message.sender == Sender::Seller);
    (is_long && ours.any(|message| letters(&message.text) == own)).then(|| Finding {
        kind: Kind::Repeated,
        severity: Severity::Hint,
        place: line.bytes(&(0..line.len())),
        why: Why::Said,
        mend: None,
    })
}

/// Numbers and addresses of people that stand neither in this talk nor in what the shop says of itself.
pub(super) fn strangers(draft: &str, ground: &Ground<'_>) -> Vec<Finding> {
    let places = personal(draft);
    if places.is_empty() {
        return Vec::new();
    }
    let mut here: Vec<String> = ground.facts.iter().map(|(_, value)| normalize(value)).collect();
    for message in &ground.conversation.messages {
        here.push(normalize(&message.text));
        if let Some(Card::Order { number, .. }) = &message.card {
            here.push(normalize(number));
        }
    }
    let is_here = |words: &str| {
        let (words, number) = (normalize(words), digits(words));
        let is_number = number.len() >= TELLING;
        here.iter().any(|text| text.contains(&words) || is_number && digits(text).contains(&number))
    };
    let foreign = places
        .into_iter()
        .filter(|place| draft.get(place.clone()).is_some_and(|words| !is_here(words) && !(ground.is_own)(words)));
    let finding =
        |place| Finding { kind: Kind::Private, severity: Severity::Grave, place, why: Why::NotOfThisTalk, mend: None };
    foreign.map(finding).collect()
}

/// Names of other buyers, unless this talk or the shop's own words have them, too.
pub(super) fn other_names(draft: &str, ground: &Ground<'_>) -> Vec<Finding> {
    let conversation = ground.conversation;
    let is_here = |name: &str| {
        conversation.buyer.contains(name) || conversation.messages.iter().any(|message| message.text.contains(name))
    };
    let others = ground.others.iter().map(String::as_str).filter(|name| name.chars().count() >= NAME);
    let named = others.filter_map(|name| Some((name, draft.find(name)?)));
    let foreign = named.filter(|(name, _)| !is_here(name) && !(ground.is_own)(name));
    let finding = |(name, at): (&str, usize)| Finding {
        kind: Kind::Private,
        severity: Severity::Warning,
        place: at..at + name.len(),
        why: Why::OtherBuyer,
        mend: None,
    };
    foreign.map(finding).collect()
}
