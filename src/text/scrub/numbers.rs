//! Numbers by which someone, an order or a parcel is found. Part of [`scrub`](super::scrub()).

use super::{Private, line::Line};

/// Digits in a row that no price, size or day has.
const LONG: usize = 9;
/// Digits that no number of an item has: what is so long and not called anything is an order's.
const LONGEST_OF_ITEMS: usize = 13;
/// Digits of an order's number that is called one.
const CALLED: usize = 6;
/// The most digits of a telephone's number without its area, and of its extension.
const LOCAL: std::ops::RangeInclusive<usize> = 7..=8;
const EXTENSION: std::ops::RangeInclusive<usize> = 1..=5;

const PHONES: &[&str] = &["电话", "手机", "座机", "热线", "联系方式", "tel", "phone", "mobile", "call"];
const ORDERS: &[&str] = &["订单", "订单编", "单", "order", "order number", "order no."];
const PARCELS: &[&str] =
    &["运单", "快递单", "物流单", "快递", "物流", "回寄单", "退货单", "tracking", "tracking number", "waybill"];
const PAPERS: &[&str] = &["税号", "识别", "信用代", "信用代码", "身份证", "证件", "护照"];
/// Signs of the number of a paper.
const PAPER: std::ops::RangeInclusive<usize> = 8..=20;
/// Numbers of goods: they name no one.
const GOODS: &[&str] =
    &["货", "款", "条码", "条形", "商品编", "商品", "型", "批", "备案", "许可证", "准字", "编", "sku", "item"];

/// A number from here on that is private, and its end.
pub(super) fn number(line: &Line, at: usize) -> Option<(usize, Private)> {
    let first = line.at(at)?;
    if line.is_inside_word(at) || (at > 1 && line.at(at - 1) == Some('.') && is_digit(line.at(at - 2)?)) {
        return None;
    }
    let paper = line.run(at, |c| c.is_ascii_alphanumeric());
    if PAPER.contains(&(paper - at)) && line.follows(at, PAPERS) {
        return Some((paper, Private::Identity));
    }
    if first.is_ascii_alphabetic() {
        return lettered(line, at);
    }
    if first == '+' || first == '(' {
        return bracketed(line, at);
    }
    if !is_digit(first) {
        return None;
    }
    masked(line, at).or_else(|| plain(line, at))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// "sf1234567890123", "ea123456789cn".
fn lettered(line: &Line, at: usize) -> Option<(usize, Private)> {
    let letters = line.run(at, |c| c.is_ascii_alphabetic());
    let digits = line.run(letters, is_digit);
    let end = line.run(digits, |c| c.is_ascii_alphanumeric());
    let wanted = if line.follows(at, ORDERS) || line.follows(at, PARCELS) { CALLED } else { LONG };
    if letters > at + 4 || digits < letters + wanted || line.follows(at, GOODS) && !line.follows(at, ORDERS) {
        return None;
    }
    Some((end, called(line, at).unwrap_or(Private::Parcel)))
}

/// "+86 138…", "(0571) 8888…".
fn bracketed(line: &Line, at: usize) -> Option<(usize, Private)> {
    let inner = line.run(at + 1, is_digit);
    let begin = if line.at(inner) == Some(')') { inner + 1 } else { inner };
    let begin = line.run(begin, |c| matches!(c, ' ' | '-'));
    let (local, digits) = groups(line, begin).pop()?;
    let is_code = (1..=4).contains(&(inner - at - 1));
    (is_code && (7..=12).contains(&digits.len())).then_some((local, Private::Phone))
}

/// "138****5678".
fn masked(line: &Line, at: usize) -> Option<(usize, Private)> {
    let begin = line.run(at, is_digit);
    let stars = line.run(begin, |c| c == '*');
    let end = line.run(stars, is_digit);
    let is_masked = stars >= begin + 3 && end >= stars + 2;
    let what = if begin - at == 3 && line.at(at) == Some('1') { Private::Phone } else { Private::Number };
    is_masked.then_some((end, what))
}

fn plain(line: &Line, at: usize) -> Option<(usize, Private)> {
    let groups = groups(line, at);
    let lengths: Vec<usize> =
        (0..groups.len()).map(|n| groups[n].1.len() - n.checked_sub(1).map_or(0, |n| groups[n].1.len())).collect();
    for (count, (end, digits)) in groups.iter().enumerate().rev() {
        let lengths = lengths.get(..=count)?;
        let (is_alone, end) = (count == 0, *end);
        if is_phone(digits, lengths) {
            return Some((extended(line, end), Private::Phone));
        }
        if digits.len() == 17 && line.at(end) == Some('x') || digits.len() == 18 && has_birthday(digits) {
            return Some((line.run(end, |c| c == 'x'), Private::Identity));
        }
        if (16..=19).contains(&digits.len())
            && (is_alone || lengths.iter().all(|length| *length <= 4))
            && is_card(digits)
        {
            return Some((end, Private::Card));
        }
        if is_alone && LOCAL.contains(&digits.len()) && line.follows(at, PHONES) {
            return Some((extended(line, end), Private::Phone));
        }
    }
    let (end, digits) = groups.first()?;
    let what = called(line, at);
    let unnamed = if digits.len() > LONGEST_OF_ITEMS { Private::Order } else { Private::Number };
    let is_private = digits.len() >= if what.is_some() { CALLED } else { LONG };
    let is_of_goods = line.follows(at, GOODS) && what.is_none();
    (is_private && !is_of_goods).then(|| (*end, what.unwrap_or(unnamed)))
}

/// What the words before a number call it.
fn called(line: &Line, at: usize) -> Option<Private> {
    if line.follows(at, PARCELS) {
        return Some(Private::Parcel);
    }
    line.follows(at, ORDERS).then_some(Private::Order)
}

/// The digits from here on as far as each group goes, with the end of that group: one space or hyphen stands between two.
fn groups(line: &Line, at: usize) -> Vec<(usize, String)> {
    let mut groups: Vec<(usize, String)> = Vec::new();
    let (mut begin, mut digits) = (at, String::new());
    while groups.len() < 5 {
        let end = line.run(begin, is_digit);
        if end == begin {
            break;
        }
        digits.extend(line.chars(begin, end));
        groups.push((end, digits.clone()));
        if !matches!(line.at(end), Some(' ' | '-')) {
            break;
        }
        begin = end + 1;
    }
    groups
}

fn is_phone(digits: &str, lengths: &[usize]) -> bool {
    let (national, lengths) = match (digits.strip_prefix("86"), lengths) {
        (Some(rest), [2, more @ ..]) if !more.is_empty() => (rest, more.to_vec()),
        (Some(rest), [first]) if rest.len() == 11 => (rest, vec![first - 2]),
        _ => (digits, lengths.to_vec()),
    };
    let is_mobile = national.starts_with('1')
        && !national.starts_with("10")
        && !national.starts_with("11")
        && !national.starts_with("12");
    let is_service = national.starts_with("400") || national.starts_with("800");
    match lengths.as_slice() {
        [11] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 3, 4] if is_mobile => true,
        [10] | [3, 3, 4] | [3, 4, 3] | [4, 3, 3] | [3, 7] | [4, 6] if is_service => true,
        [10..=12] | [3 | 4, 7 | 8] | [3 | 4, 3 | 4, 4] => national.starts_with('0'),
        _ => false,
    }
}

/// Past an extension: "转8001".
fn extended(line: &Line, end: usize) -> usize {
    let Some('转') = line.at(end) else { return end };
    let more = line.run(end + 1, is_digit);
    if EXTENSION.contains(&(more - end - 1)) { more } else { end }
}

/// The seventh to fourteenth digit of an identity card are a day.
fn has_birthday(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    (1900..2100).contains(&part(6, 10)) && (1..=12).contains(&part(10, 12)) && (1..=31).contains(&part(12, 14))
}

/// Begins as bank cards do and has their check digit (Luhn).
fn is_card(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let numbers = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = numbers.map(|(at, digit)| if at % 2 == 1 { doubled(digit) } else { digit }).sum();
    digits.starts_with(['3', '4', '5', '6']) && sum.is_multiple_of(10)
}
