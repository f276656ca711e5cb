//! Numbers with their units: "165cm", "一米六五", "5'6", "二尺一", "110-115斤". Part of [`body`](super).

use super::number::{Number, number};
use crate::text::line::Line;

/// What a quantity is of, by its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// No unit: thousandths.
    Bare,
    /// Millimetres.
    Length,
    /// Grams.
    Weight,
}

/// One number or two with a unit between or behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    /// Its first character.
    pub(super) from: usize,
    /// The character behind it.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// The least that is meant, in the kind's unit.
    pub(super) low: u64,
    /// The most that is meant.
    pub(super) high: u64,
    /// Digits behind the point of the first number.
    pub(super) places: usize,
    /// Told in 尺, which are for waists.
    pub(super) is_chi: bool,
    /// What one of the unit is, in micrometres or milligrams; 0 where two units are mixed.
    per: u64,
}

const CM: u64 = 10_000;
const METRE: u64 = 1_000_000;
/// A third of a metre, as tailors count; ten 寸 are one.
const CHI: u64 = 333_333;
const FOOT: u64 = 304_800;
const INCH: u64 = 25_400;
const JIN: u64 = 500_000;
const KILOGRAM: u64 = 1_000_000;
const POUND: u64 = 453_592;
const STONE: u64 = 14 * POUND;
/// Thousandths of a unit that are micrometres or milligrams times so many are millimetres or grams.
const TO_MILLI: u64 = 1_000_000;

/// Units by their names, in micrometres or milligrams; longer ones before those that they begin with.
const UNITS: &[(&str, Kind, u64)] = &[
    ("厘米", Kind::Length, CM),
    ("公分", Kind::Length, CM),
    ("centimeters", Kind::Length, CM),
    ("centimetres", Kind::Length, CM),
    ("cms", Kind::Length, CM),
    ("cm", Kind::Length, CM),
    ("毫米", Kind::Length, 1_000),
    ("mm", Kind::Length, 1_000),
    ("英尺", Kind::Length, FOOT),
    ("feet", Kind::Length, FOOT),
    ("foot", Kind::Length, FOOT),
    ("ft", Kind::Length, FOOT),
    ("'", Kind::Length, FOOT),
    ("’", Kind::Length, FOOT),
    ("′", Kind::Length, FOOT),
    ("英寸", Kind::Length, INCH),
    ("inches", Kind::Length, INCH),
    ("inch", Kind::Length, INCH),
    ("in", Kind::Length, INCH),
    ("\"", Kind::Length, INCH),
    ("”", Kind::Length, INCH),
    ("米", Kind::Length, METRE),
    ("meters", Kind::Length, METRE),
    ("metres", Kind::Length, METRE),
    ("m", Kind::Length, METRE),
    ("尺", Kind::Length, CHI),
    ("公斤", Kind::Weight, KILOGRAM),
    ("千克", Kind::Weight, KILOGRAM),
    ("kilograms", Kind::Weight, KILOGRAM),
    ("kilos", Kind::Weight, KILOGRAM),
    ("kgs", Kind::Weight, KILOGRAM),
    ("kg", Kind::Weight, KILOGRAM),
    ("市斤", Kind::Weight, JIN),
    ("斤", Kind::Weight, JIN),
    ("pounds", Kind::Weight, POUND),
    ("lbs", Kind::Weight, POUND),
    ("lb", Kind::Weight, POUND),
    ("磅", Kind::Weight, POUND),
    ("stone", Kind::Weight, STONE),
];

/// What goes on behind a sign that would be a unit: 米 as in 米白, 尺 as in 尺码, m as the size.
const NO_UNIT: &[(u64, &str)] = &[(METRE, "色白粉黄杏灰码号"), (CHI, "码寸")];
/// Nobody is so many metres or feet tall: "165 m" is a height and a size.
const FEW: u64 = 9_000;
/// Nor so many inches: "165" in quotation marks is none.
const TALL: u64 = 90_000;
/// Inches of a foot.
const INCHES: u64 = 12_000;
/// In percent of its beginning, where a range of one body ends at most; "52-165" are two measures.
const WIDEST: u64 = 140;
/// "110多" ends before the next ten, "一百多" before the next hundred.
const STEPS: [u64; 2] = [100_000, 10_000];

/// The quantity that begins here.
pub(super) fn quantity(line: &Line, at: usize) -> Option<Quantity> {
    let first = single(line, at)?;
    Some(range(line, first).unwrap_or(first))
}

fn range(line: &Line, first: Quantity) -> Option<Quantity> {
    let space = |at: usize| line.run(at, |c| c == ' ');
    let sign = space(first.end);
    let behind = if line.starts(sign, "to ") { sign + 2 } else { line.run(sign, |c| "-~到至".contains(c)) };
    if behind == sign || behind > sign + 2 {
        return None;
    }
    // "90-70-95" are three.
    let is_one_of_more = |at: usize| line.at(at) == Some('-');
    let last = single(line, space(behind)).filter(|last| !is_one_of_more(last.end))?;
    if first.from.checked_sub(1).is_some_and(is_one_of_more) {
        return None;
    }
    let low = match (first.kind, last.kind) {
        (one, other) if one == other => first.low,
        (Kind::Bare, Kind::Length | Kind::Weight) if last.per > 0 => first.low * last.per / TO_MILLI,
        _ => return None,
    };
    let fits = low < last.high && last.high * 100 <= low * WIDEST;
    fits.then_some(Quantity { from: first.from, low, places: first.places, ..last })
}

fn single(line: &Line, at: usize) -> Option<Quantity> {
    let read = number(line, at)?;
    let is_more = matches!(line.at(read.end), Some('多' | '几'));
    let step = STEPS.iter().find(|step| read.thousandths % **step == 0).copied().unwrap_or(1_000);
    let most = if is_more && read.thousandths > 0 { read.thousandths + step - 1_000 } else { read.thousandths };
    let begin = read.end + usize::from(is_more);
    let Some((behind, kind, per)) = unit(line, begin, read.thousandths) else {
        let Number { end, thousandths: low, places, .. } = read;
        return Some(Quantity { from: at, end, kind: Kind::Bare, low, high: low, places, is_chi: false, per: 0 });
    };
    let milli = |thousandths: u64| (thousandths * per + TO_MILLI / 2) / TO_MILLI;
    let simple = Quantity {
        from: at,
        end: behind,
        kind,
        low: milli(read.thousandths),
        high: milli(most),
        places: read.places,
        is_chi: per == CHI,
        per,
    };
    if read.places > 0 || kind == Kind::Weight {
        return Some(simple);
    }
    Some(match per {
        METRE | CHI => with_decimals(line, simple, read.thousandths),
        FOOT => with_inches(line, simple),
        _ => simple,
    })
}

/// The unit that stands here or behind a space: the character behind it, its kind and size.
fn unit(line: &Line, at: usize, thousandths: u64) -> Option<(usize, Kind, u64)> {
    let begin = line.run(at, |c| c == ' ');
    let is_letter = |at: usize| line.at(at).is_some_and(|c| c.is_ascii_alphabetic());
    let fits = |name: &str, kind: Kind, per: u64| {
        let behind = begin + name.chars().count();
        let next = line.at(behind);
        let is_length = kind == Kind::Length;
        let goes_on = |(of, signs): &(u64, &str)| is_length && *of == per && next.is_some_and(|c| signs.contains(c));
        let is_whole = !name.ends_with(|c: char| c.is_ascii_alphabetic()) || !is_letter(behind);
        // "165 in total" is no length, and a foot's sign stands at its number.
        let is_loose = name == "in" && is_letter(line.run(behind, |c| c == ' '));
        let is_far = begin > at && "'’′\"”".contains(name);
        let is_many = match (kind, per) {
            (Kind::Length, METRE | FOOT | CHI) => thousandths >= FEW,
            (Kind::Length, INCH) => thousandths >= TALL,
            _ => false,
        };
        line.starts(begin, name) && is_whole && !is_loose && !is_far && !is_many && !NO_UNIT.iter().any(goes_on)
    };
    let (name, kind, per) = UNITS.iter().find(|(name, kind, per)| fits(name, *kind, *per))?;
    Some((begin + name.chars().count(), *kind, *per))
}

/// "1米65", "一米六", "一米六几", "二尺一": what stands behind is decimals of the unit.
fn with_decimals(line: &Line, simple: Quantity, whole: u64) -> Quantity {
    let per = simple.per;
    let milli = |more: u64| ((whole + more) * per + TO_MILLI / 2) / TO_MILLI;
    let half = Quantity { low: milli(500), high: milli(500), per: 0, ..simple };
    if line.at(simple.end) == Some('半') {
        return Quantity { end: simple.end + 1, ..half };
    }
    let Some(more) = number(line, simple.end).filter(|more| more.places == 0 && more.digits <= 3) else {
        return simple;
    };
    let part = [100, 10, 1].get(more.digits.saturating_sub(1)).copied().unwrap_or(1);
    // Behind a foot of cloth only its tenth is told.
    if unit(line, more.end, more.thousandths).is_some() || simple.is_chi && more.digits != 1 {
        return simple;
    }
    let thousandths = more.thousandths / 1_000 * part;
    let is_more = more.digits == 1 && matches!(line.at(more.end), Some('多' | '几'));
    let low = milli(thousandths);
    // "一米六几" ends before 一米七.
    let high = if is_more { milli(thousandths + 90) } else { low };
    let end = more.end + usize::from(is_more);
    let end = end + usize::from(simple.is_chi && line.at(end) == Some('寸'));
    Quantity { end, low, high, per: 0, ..simple }
}

/// "5 ft 6", "5'6\"", "5 feet 6.5 inches".
fn with_inches(line: &Line, simple: Quantity) -> Quantity {
    let begin = line.run(simple.end, |c| c == ' ');
    let Some(more) = number(line, begin).filter(|more| more.thousandths < INCHES) else { return simple };
    let end = match unit(line, more.end, more.thousandths) {
        Some((end, _, INCH)) => end,
        Some(_) => return simple,
        None => line.run(more.end, |c| "'’′".contains(c)).min(more.end + 2),
    };
    let low = simple.low + (more.thousandths * INCH + TO_MILLI / 2) / TO_MILLI;
    Quantity { end, low, high: low, per: 0, ..simple }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: Kind, low: u64, high: u64) {
        let found = quantity(&Line::of(text), 0).unwrap();
        assert_eq!((found.kind, found.low, found.high), (kind, low, high), "{text}");
    }

    #[test]
    fn lengths() {
        for (text, low) in [
            ("165cm", 1_650),
            ("165 厘米", 1_650),
            ("1.65m", 1_650),
            ("1米65", 1_650),
            ("1m65", 1_650),
            ("一米六五", 1_650),
            ("一米六", 1_600),
            ("1米05", 1_050),
            ("一米零五", 1_050),
            ("一米六一百斤", 1_600),
            ("二尺一", 700),
            ("2尺1寸", 700),
            ("二尺半", 833),
            ("2.1尺", 700),
            ("5'6\"", 1_676),
            ("5’6”", 1_676),
            ("5 ft 6, 120 lbs", 1_676),
            ("6 ft 180 lbs", 1_829),
            ("5 feet 6 inches tall", 1_676),
            ("28 inch waist", 711),
            ("245mm", 245),
        ] {
            check(text, Kind::Length, low, low);
        }
    }

    #[test]
    fn weights() {
        for (text, low) in [
            ("110斤", 55_000),
            ("55kg", 55_000),
            ("55.5 公斤", 55_500),
            ("一百一十斤", 55_000),
            ("120 lbs", 54_431),
            ("9 stone", 57_153),
        ] {
            check(text, Kind::Weight, low, low);
        }
    }

    #[test]
    fn ranges() {
        check("110-115斤", Kind::Weight, 55_000, 57_500);
        check("110 ~ 115 斤", Kind::Weight, 55_000, 57_500);
        check("一百一到一百一十五斤", Kind::Weight, 55_000, 57_500);
        check("50kg-52kg", Kind::Weight, 50_000, 52_000);
        check("1米6到1米65", Kind::Length, 1_600, 1_650);
        check("165 to 168 cm", Kind::Length, 1_650, 1_680);
        check("110多斤", Kind::Weight, 55_000, 59_500);
        check("一米六几", Kind::Length, 1_600, 1_690);
        check("165-110斤", Kind::Bare, 165_000, 165_000);
        check("52-165cm", Kind::Bare, 52_000, 52_000);
    }

    #[test]
    fn no_units() {
        for text in ["165 m", "2米白的", "165", "2尺码", "165 in total", "165cmx", "38m码"] {
            assert_eq!(quantity(&Line::of(text), 0).unwrap().kind, Kind::Bare, "{text}");
        }
    }
}
