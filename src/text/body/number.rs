//! Numbers as buyers write them: digits with a point, Chinese numerals spelt (一百一十) or read out (一六五). Part of
//! [`body`](super).

use crate::text::line::Line;

/// Digits before the point; what has more names an order or a telephone.
const WHOLE: usize = 5;
/// Digits behind the point; a body is told in two at most, a third is somebody's calculator.
const PLACES: usize = 3;
/// Numerals in a row that are read out; more is a code.
const READ_OUT: usize = 4;

/// A number of thousandths, and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// The character behind it.
    pub(super) end: usize,
    /// Its value.
    pub(super) thousandths: u64,
    /// Digits behind the point.
    pub(super) places: usize,
    /// Digits before the point: "05" behind a metre is five centimetres, "5" is fifty.
    pub(super) digits: usize,
}

/// The number that begins here; `None` for none and for one that is no measure.
pub(super) fn number(line: &Line, at: usize) -> Option<Number> {
    if is_digit(line.at(at)?) { in_digits(line, at) } else { numeral(line, at) }
}

/// True for a character that a number can begin with.
pub(super) fn begins(c: char) -> bool {
    is_digit(c) || digit(c).is_some() || c == '十'
}

const fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn in_digits(line: &Line, at: usize) -> Option<Number> {
    let whole = line.run(at, is_digit);
    let point = line.at(whole) == Some('.');
    let behind = if point { line.run(whole + 1, is_digit) } else { whole };
    let places = behind.saturating_sub(whole + 1);
    let end = if places > 0 { behind } else { whole };
    let goes_on = line.at(end) == Some('.') && line.at(end + 1).is_some_and(is_digit);
    if whole - at > WHOLE || places > PLACES || goes_on {
        return None;
    }
    let tens = |sum: u64, c: char| sum * 10 + u64::from(c.to_digit(10).unwrap_or(0));
    let value = line.chars(at, whole).fold(0, tens);
    let fraction = line.chars(whole + 1, end).chain("000".chars()).take(PLACES).fold(0, tens);
    Some(Number { end, thousandths: value * 1000 + fraction, places, digits: whole - at })
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn numeral(line: &Line, at: usize) -> Option<Number> {
    let read = |at: usize| line.at(at).and_then(digit);
    // "六一百" is a six of one number and the hundred of the next.
    let is_alone = |at: usize| read(at).is_some() && !matches!(line.at(at + 1), Some('十' | '百'));
    let end = (at..).take_while(|at| is_alone(*at)).last().map_or(at, |last| last + 1);
    let (end, whole, digits) = match end - at {
        0 => spelt(line, at)?,
        digits @ 1..=READ_OUT => (end, (at..end).filter_map(read).fold(0, |sum, one| sum * 10 + one), digits),
        _ => return None,
    };
    let places = (end + 1..).take_while(|at| is_alone(*at)).take(PLACES).count();
    let is_decimal = line.at(end) == Some('点') && places > 0;
    let behind = (end + 1..end + 1 + places).filter_map(read).chain([0; PLACES]).take(PLACES);
    let fraction = if is_decimal { behind.fold(0, |sum, one| sum * 10 + one) } else { 0 };
    let end = if is_decimal { end + 1 + places } else { end };
    Some(Number { end, thousandths: whole * 1000 + fraction, places: if is_decimal { places } else { 0 }, digits })
}

/// "一百一十", "一百一" (which is 110), "一百零五", "九十五", "十五": its end, value, and how many digits that takes.
fn spelt(line: &Line, at: usize) -> Option<(usize, u64, usize)> {
    let read = |at: usize| line.at(at).and_then(digit);
    let is = |at: usize, c: char| line.at(at) == Some(c);
    let tens = |at: usize| match read(at) {
        Some(tens) if is(at + 1, '十') => Some((at + 2, tens * 10)),
        None if is(at, '十') => Some((at + 1, 10)),
        _ => None,
    };
    let one = |at: usize| read(at).filter(|_| !is(at + 1, '十') && !is(at + 1, '百'));
    let Some(hundreds) = read(at).filter(|_| is(at + 1, '百')) else {
        let (end, value) = tens(at)?;
        return Some(one(end).map_or((end, value, 2), |more| (end + 1, value + more, 2)));
    };
    let (end, value) = (at + 2, hundreds * 100);
    if is(end, '零') || is(end, '〇') {
        return Some(one(end + 1).map_or((end, value, 3), |more| (end + 2, value + more, 3)));
    }
    if let Some((end, more)) = tens(end) {
        return Some(one(end).map_or((end, value + more, 3), |last| (end + 1, value + more + last, 3)));
    }
    Some(one(end).map_or((end, value, 3), |more| (end + 1, value + more * 10, 3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, thousandths: Option<u64>, rest: &str) {
        let line = Line::of(text);
        let found = number(&line, 0);
        assert_eq!(found.map(|number| number.thousandths), thousandths, "{text}");
        if let Some(found) = found {
            assert_eq!(line.chars(found.end, line.len()).collect::<String>(), rest, "{text}");
        }
    }

    #[test]
    fn in_digits() {
        check("165cm", Some(165_000), "cm");
        check("24.5", Some(24_500), "");
        check("1.65.", Some(1_650), ".");
        check("10.0.0.1", None, "");
        check("123456", None, "");
        check("1.2345", None, "");
    }

    #[test]
    fn in_numerals() {
        check("一百一十斤", Some(110_000), "斤");
        check("一百一", Some(110_000), "");
        check("一百零五斤", Some(105_000), "斤");
        check("一百三十二", Some(132_000), "");
        check("两百", Some(200_000), "");
        check("九十五", Some(95_000), "");
        check("十五", Some(15_000), "");
        check("一六五", Some(165_000), "");
        check("二十四点五", Some(24_500), "");
        check("六一百一十", Some(6_000), "一百一十");
        check("六五九十", Some(65_000), "九十");
        check("一二三四五六", None, "");
        check("百", None, "");
    }
}
