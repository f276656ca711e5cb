//! Numbers as people write them in a chat: digits, Chinese numerals, a few English words. Read by [`when`](super::when).

use super::line::Line;

/// Digits of the longest number that counts anything here, "1440分钟"; a longer one is an order's.
const DIGITS: usize = 4;
/// Characters of the longest Chinese numeral: "一百二十五".
const NUMERALS: usize = 5;
/// What "several" is taken for.
const FEW: u16 = 3;

/// English numbers that hours and days are counted in; longer ones first.
const WORDS: &[(&str, u16)] = &[
    ("twenty-four", 24),
    ("twenty four", 24),
    ("forty-eight", 48),
    ("forty eight", 48),
    ("seventy-two", 72),
    ("seventy two", 72),
    ("a couple of", 2),
    ("a few", FEW),
    ("twelve", 12),
    ("seven", 7),
    ("eight", 8),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("nine", 9),
    ("one", 1),
    ("two", 2),
    ("six", 6),
    ("ten", 10),
    ("an", 1),
    ("a", 1),
];

/// A number that stands here, and its end.
pub(super) fn number(line: &Line, at: usize) -> Option<(u16, usize)> {
    digits(line, at).or_else(|| chinese(line, at)).or_else(|| line.first(at, WORDS))
}

/// A number in digits, and its end. The digits behind a point are no number of their own.
pub(super) fn digits(line: &Line, at: usize) -> Option<(u16, usize)> {
    if line.before(at).is_some_and(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let mut value = 0;
    for count in 0..=DIGITS {
        match line.at(at + count).and_then(|c| c.to_digit(10)) {
            Some(digit) => value = value * 10 + digit,
            None => return Some((u16::try_from(value).ok()?, at + count)).filter(|_| count > 0),
        }
    }
    None
}

/// A number in Chinese numerals. Of two beside each other the second holds: "两三天" is three at the latest.
fn chinese(line: &Line, at: usize) -> Option<(u16, usize)> {
    let (mut whole, mut last, mut end) = (0_u16, None, at);
    while let Some(step) = line.at(end).and_then(numeral) {
        match step {
            10 | 100 => {
                whole = whole.checked_add(last.unwrap_or(1) * step)?;
                last = None;
            }
            digit => last = Some(digit),
        }
        end += 1;
        if end - at > NUMERALS {
            return None;
        }
    }
    (end > at).then_some((whole.checked_add(last.unwrap_or(0))?, end))
}

/// What a Chinese numeral is worth.
const fn numeral(c: char) -> Option<u16> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' | '俩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

/// True in the midst of a number, where none begins.
pub(super) fn is_inside(line: &Line, at: usize) -> bool {
    let is = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || numeral(c).is_some());
    is(line.at(at)) && is(line.before(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u16>) {
        assert_eq!(number(&Line::of(text), 0).map(|(value, _)| value), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_in_three_scripts() {
        for (text, value) in
            [("48小时", 48), ("１６点", 16), ("十六点", 16), ("二十四", 24), ("两点", 2), ("一百二十", 120)]
        {
            check(text, Some(value));
        }
        for (text, value) in [("十", 10), ("两三天", 3), ("forty-eight hours", 48), ("an hour", 1), ("a few days", 3)]
        {
            check(text, Some(value));
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for text in ["", "发", "12345", "1234567890123456789", "一二三四五六", "百百百百百百", "another"] {
            check(text, None);
        }
        assert_eq!(number(&Line::of("1.5"), 2), None, "what stands behind a point");
        assert!(is_inside(&Line::of("二十"), 1) && !is_inside(&Line::of("下十"), 1));
    }
}
