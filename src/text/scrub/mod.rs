//! Takes out of a text what names someone or is nobody else's business, so that what was said to one buyer can be offered
//! as a phrase for all: numbers by which people, orders and parcels are found, addresses, accounts, names that are given.
//! Each becomes a gap, by the names that packs use. Prices, sizes, weights, days and quantities stay. Where it is
//! uncertain, it is taken out: a gap too many is filled in, a number too many is told to strangers.

mod address;
mod numbers;

use super::{
    line::{self, Line},
    script::{Script, script},
};
use std::ops::Range;

/// A text that may be shown to others, and how much was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrubbed {
    /// The text as a phrase's body: gaps for what was taken out, braces of its own doubled.
    pub text: String,
    /// How many places were replaced.
    pub replaced: usize,
}

/// What is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Private {
    Account,
    Address,
    Buyer,
    Card,
    Identity,
    Link,
    Mail,
    Number,
    Order,
    Parcel,
    Phone,
    Receiver,
    ReturnAddress,
}

impl Private {
    /// The gap's name in Chinese packs and in English ones: a fact's, where there is one.
    const fn gap(self) -> [&'static str; 2] {
        match self {
            Self::Account => ["账号", "account"],
            Self::Address => ["收货地址", "address"],
            Self::Buyer => ["买家", "buyer"],
            Self::Card => ["卡号", "card_number"],
            Self::Identity => ["证件号", "identity_number"],
            Self::Link => ["链接", "link"],
            Self::Mail => ["邮箱", "email"],
            Self::Number => ["编号", "number"],
            Self::Order => ["订单号", "order_number"],
            Self::Parcel => ["运单号", "tracking"],
            Self::Phone => ["联系电话", "phone"],
            Self::Receiver => ["收件人", "receiver"],
            Self::ReturnAddress => ["退货地址", "return_address"],
        }
    }
}

/// What an account's name stands behind.
const ACCOUNTS: &[&str] = &[
    "微信",
    "薇信",
    "威信",
    "v信",
    "vx",
    "wx",
    "wechat",
    "加v",
    "加我v",
    "扣扣",
    "qq",
    "qq群",
    "支付宝",
    "alipay",
    "账号",
    "帐号",
    "账户",
    "旺旺",
    "whatsapp",
];
/// Signs of an account's name; fewer are a word of another language, or a quantity.
const ACCOUNT: usize = 5;
/// What a receiver's name stands behind.
const RECEIVERS: &[&str] = &["收件人", "收货人", "姓名", "联系人", "签收人", "开户人", "户名"];
/// What stands behind those words and is no name, and what a name ends before.
const NO_NAMES: &[&str] =
    &["电话", "手机", "联系", "地址", "信息", "收货", "寄到", "姓名", "本人", "自己", "不在", "是谁", "先生", "女士"];
/// Parameters of a link that say which item is shown, and nothing of who looks at it.
const PUBLIC: &[&str] = &["id", "itemid", "item_id", "skuid", "sku_id", "goods_id", "goodsid", "spuid", "q", "keyword"];
/// Words in a link's path that lead to what is someone's own.
const OWN_PLACES: &[&str] = &["order", "trade", "user", "member", "refund", "invoice", "account", "track", "token"];

/// Takes out what is private; `names` are those of the people in the talk, as the page shows them.
#[must_use]
pub fn scrub(text: &str, names: &[&str]) -> Scrubbed {
    let line = Line::of(text);
    let names: Vec<Line> = names.iter().map(|name| Line::of(name.trim())).filter(|name| name.len() > 1).collect();
    let is_english = matches!(script(text), Script::Latin(_));
    let mut scrubbed = Scrubbed { text: String::with_capacity(text.len()), replaced: 0 };
    let mut skipped = 0;
    for (at, c) in text.chars().enumerate() {
        if at < skipped {
            continue;
        }
        if let Some((end, what)) = private(&line, at, &names) {
            let [chinese, english] = what.gap();
            scrubbed.text.extend(["{", if is_english { english } else { chinese }, "}"]);
            (scrubbed.replaced, skipped) = (scrubbed.replaced + 1, end);
            continue;
        }
        scrubbed.text.extend(std::iter::repeat_n(c, if matches!(c, '{' | '}') { 2 } else { 1 }));
    }
    scrubbed
}

/// Where numbers, addresses and the like stand that name someone, in bytes. Links and accounts are another matter, what a
/// shop gives out itself (a parcel's number, where to return) names nobody, and a number that is called nothing may be an
/// item's.
#[must_use]
pub fn personal(text: &str) -> Vec<Range<usize>> {
    let line = Line::of(text);
    let mut found = Vec::new();
    let mut end = 0;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for at in 0..line.len() {
        if at < end {
            continue;
        }
        if let Some((until, what)) = private(&line, at, &[]) {
            end = until;
            let place = bytes.get(at).zip(bytes.get(until)).map(|(from, to)| *from..*to);
            found.extend(place.filter(|_| !is_given_out(what)));
        }
    }
    found
}

/// True for what names nobody when a shop says it.
const fn is_given_out(what: Private) -> bool {
    use Private::{Account, Link, Number, Parcel, ReturnAddress};
    matches!(what, Account | Link | Number | Parcel | ReturnAddress)
}

/// What is private from here on, and where it ends.
fn private(line: &Line, at: usize, names: &[Line]) -> Option<(usize, Private)> {
    match link(line, at) {
        Some((end, false)) => return Some((end, Private::Link)),
        _ if line.is_in_link(at) => return None,
        _ => {}
    }
    name(line, at, names)
        .or_else(|| mail(line, at))
        .or_else(|| account(line, at))
        .or_else(|| numbers::number(line, at))
        .or_else(|| receiver(line, at))
        .or_else(|| address::address(line, at))
}

/// The end of a link, and whether it may be shown to everyone.
fn link(line: &Line, at: usize) -> Option<(usize, bool)> {
    let end = line.link(at)?;
    let link: String = line.chars(at, end).collect();
    let (place, parameters) = link.split_once(['?', '#']).unwrap_or((&link, ""));
    let names = parameters.split(['&', '#', '?', ';']).filter(|part| !part.is_empty());
    let mut names = names.map(|part| part.split_once('=').map_or(part, |(name, _)| name));
    let is_own = OWN_PLACES.iter().any(|word| place.contains(word)) || place.contains('@');
    Some((end, !is_own && names.all(|name| PUBLIC.contains(&name))))
}

/// A name of someone in the talk, whole or with stars in its middle.
fn name(line: &Line, at: usize, names: &[Line]) -> Option<(usize, Private)> {
    let whole = |name: &Line| line.begins(at, name).then(|| at + name.len());
    let masked = |name: &Line| {
        let (first, last) = (name.at(0)?, name.at(name.len() - 1)?);
        let stars = line.run(at + 1, |c| c == '*');
        (line.at(at)? == first && stars > at + 1 && line.at(stars) == Some(last)).then_some(stars + 1)
    };
    let end = names.iter().find_map(|name| whole(name).or_else(|| masked(name)))?;
    (!line.is_inside_word(at) && !line.is_inside_word(end)).then_some((end, Private::Buyer))
}

fn mail(line: &Line, at: usize) -> Option<(usize, Private)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    if at > 0 && line.at(at - 1).is_some_and(is_name) {
        return None;
    }
    let name = line.run(at, is_name);
    let host = line.run(name + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let has_dot = line.chars(name + 1, host).any(|c| c == '.');
    (name > at && line.at(name) == Some('@') && has_dot).then_some((host, Private::Mail))
}

fn account(line: &Line, at: usize) -> Option<(usize, Private)> {
    if !line.follows(at, ACCOUNTS) {
        return None;
    }
    let end = line.run(at, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (end >= at + ACCOUNT && !line.is_label(at, end, ACCOUNTS)).then_some((end, Private::Account))
}

/// Two to four characters behind "收件人：".
fn receiver(line: &Line, at: usize) -> Option<(usize, Private)> {
    let is_told = at > 0 && matches!(line.at(at - 1)?, ':' | ' ');
    if !is_told || !line.follows(at, RECEIVERS) || NO_NAMES.iter().any(|word| line.starts(at, word)) {
        return None;
    }
    let end = line.run(at, |c| matches!(c, '\u{4e00}'..='\u{9fff}' | '·'));
    let end = (at..end).find(|next| NO_NAMES.iter().any(|word| line.starts(*next, word))).unwrap_or(end);
    (2..=4).contains(&(end - at)).then_some((end, Private::Receiver))
}

#[cfg(test)]
mod tests;
