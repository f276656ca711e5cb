//! What one quantity can be of a body, by its unit and size. Part of [`body`](super).

use super::{
    BodyMeasure as Of, UnitBy,
    quantity::{Kind, Quantity},
    reading::{Found, Seen, Value, whole},
    surroundings,
};
use crate::text::line::Line;

/// What bodies have, in millimetres.
const HEIGHTS: std::ops::RangeInclusive<u64> = 500..=2_200;
/// Heights that are believed without a name; smaller ones are those of tables and of sizes for children.
pub(super) const GROWN: std::ops::RangeInclusive<u64> = 1_300..=2_100;
/// The same of a child that was named.
const CHILDREN: std::ops::RangeInclusive<u64> = 600..=1_800;
const CHESTS: std::ops::RangeInclusive<u64> = 400..=1_600;
pub(super) const WAISTS: std::ops::RangeInclusive<u64> = 350..=1_600;
const HIPS: std::ops::RangeInclusive<u64> = 400..=1_700;
const SHOULDERS: std::ops::RangeInclusive<u64> = 200..=650;
const FEET: std::ops::RangeInclusive<u64> = 80..=330;
/// What bodies weigh, in grams: a newborn to more than any shop has a size for.
const WEIGHTS: std::ops::RangeInclusive<u64> = 2_500..=200_000;
/// Weights without a unit, in thousandths of whatever it is.
pub(super) const NUMBERS: std::ops::RangeInclusive<u64> = 3_000..=300_000;
/// Girths in thousandths: below 5 in 尺, in English below 60 in inches.
const CHI_BELOW: u64 = 5_000;
const INCHES_BELOW: u64 = 60_000;
/// A foot of 80 or more is told in millimetres, as on a shoe's label; in thousandths.
const FEET_MM: u64 = 80_000;

/// A quantity and what it is believed to be.
pub(super) struct Slot {
    pub(super) quantity: Quantity,
    pub(super) told: Option<(Of, Value)>,
    /// Called something.
    pub(super) is_named: bool,
    /// Called something that is no measure of a body here, or priced or counted.
    pub(super) is_other: bool,
    is_child: bool,
    pub(super) begin: usize,
}

/// What a quantity comes to as a measure; `None` if no body has that.
pub(super) fn measured(quantity: &Quantity, of: Of, is_latin: bool) -> Option<Value> {
    let Quantity { kind, low, high, places, .. } = *quantity;
    let range = match of {
        Of::Height => HEIGHTS,
        Of::Weight => WEIGHTS,
        Of::Chest => CHESTS,
        Of::Waist => WAISTS,
        Of::Hip => HIPS,
        Of::Shoulder => SHOULDERS,
        Of::Foot => FEET,
    };
    let is_girth = matches!(of, Of::Chest | Of::Waist | Of::Hip);
    if kind == Kind::Bare && of == Of::Weight {
        return NUMBERS.contains(&low).then_some(Value::Number(low, high));
    }
    // From thousandths of what is meant to millimetres.
    let milli = |number: u64| match kind {
        Kind::Bare if of == Of::Height && places > 0 && number < CHI_BELOW => number,
        Kind::Bare if of == Of::Foot && number >= FEET_MM => number / 1_000,
        Kind::Bare if is_girth && number < CHI_BELOW => number / 3,
        Kind::Bare if is_girth && is_latin && number < INCHES_BELOW => number * 254 / 10_000,
        Kind::Bare => number / 100,
        Kind::Length | Kind::Weight => number,
    };
    let fits_kind = (of == Of::Weight) == (kind == Kind::Weight) || kind == Kind::Bare;
    let unit = if kind == Kind::Bare { UnitBy::Custom } else { UnitBy::Said };
    let (low, high) = (milli(low), milli(high));
    (fits_kind && range.contains(&low) && range.contains(&high)).then(|| Value::Milli(whole(low), whole(high), unit))
}

impl Slot {
    pub(super) fn of(seen: &Seen<'_>, quantity: Quantity) -> Self {
        let is_other = surroundings::is_other(seen.line, &quantity);
        Self { quantity, told: None, is_named: false, is_other, is_child: seen.is_child, begin: quantity.from }
    }

    /// Takes a name, if what is told can be that.
    pub(super) fn name(&mut self, of: Of, value: Option<Value>) {
        if let Some(value) = value {
            self.told = Some((of, value));
            self.is_named = true;
        }
    }

    pub(super) fn is(&self, of: Of) -> bool {
        self.told.is_some_and(|(told, _)| told == of)
    }

    pub(super) fn is_open(&self) -> bool {
        self.told.is_none() && !self.is_other
    }

    /// A length that somebody may be tall.
    pub(super) fn length(&self) -> Option<u64> {
        let Quantity { kind, low, is_chi, .. } = self.quantity;
        (kind == Kind::Length && !is_chi && self.is_open() && HEIGHTS.contains(&low)).then_some(low)
    }

    pub(super) fn weight(&self) -> Option<u64> {
        let Quantity { kind, low, .. } = self.quantity;
        (kind == Kind::Weight && self.is_open() && WEIGHTS.contains(&low)).then_some(low)
    }

    /// A bare number that the wearer may be tall, in millimetres.
    pub(super) fn grown(&self) -> Option<u64> {
        (self.quantity.kind == Kind::Bare && self.is_open()).then(|| self.grown_of(self.quantity.low)).flatten()
    }

    pub(super) fn grown_of(&self, thousandths: u64) -> Option<u64> {
        let in_metres = self.quantity.places == 2 && thousandths < CHI_BELOW;
        let height = if in_metres { thousandths } else { thousandths / 100 };
        let is_tall = GROWN.contains(&height) || self.is_child && CHILDREN.contains(&height);
        is_tall.then_some(height)
    }

    pub(super) fn height(&self) -> Option<u32> {
        match self.told {
            Some((Of::Height, Value::Milli(from, ..))) => Some(from),
            _ => None,
        }
    }

    pub(super) fn found(&self, line: &Line, of: Of, value: Value) -> Found {
        let Quantity { from, end, .. } = self.quantity;
        let written: String = line.chars(from, end).collect();
        // "5 ft 6" stays as it is, for "5ft6" is hard to read.
        let is_mixed = ["f", "stone"].iter().any(|unit| written.contains(unit));
        let written = if is_mixed { written } else { written.replace(' ', "") };
        Found { of, value, written, begin: self.begin }
    }
}
