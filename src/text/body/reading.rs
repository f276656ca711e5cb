//! Which quantities of a line are a body's. Part of [`body`](super).

use super::{
    BodyMeasure as Of, UnitBy, Wearer,
    name::{name_behind, names},
    number,
    quantity::{Kind, Quantity, quantity},
    slot::{GROWN, NUMBERS, Slot, WAISTS, measured},
    surroundings::{self, Sense},
    wearer::Named,
    weight::{Taken, taken},
};
use crate::text::line::Line;

/// What a measure comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// From and to, in millimetres or grams.
    Milli(u32, u32, UnitBy),
    /// A weight without a unit, from and to, in thousandths.
    Number(u64, u64),
}

/// A measure that was found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) of: Of,
    pub(super) value: Value,
    pub(super) written: String,
    /// Where its name begins, or its number.
    pub(super) begin: usize,
}

/// A line and what is known before it is read.
pub(super) struct Seen<'a> {
    pub(super) line: &'a Line,
    pub(super) named: &'a [Named],
    /// A child is told of.
    pub(super) is_child: bool,
    /// How tall the one is who was told of before, in millimetres.
    pub(super) height: Option<u32>,
}

/// Weights that are believed without a name or a height beside them; what weighs less is goods.
const HEAVY: u64 = 15_000;

/// The measures of a line. True when the last of them is a line of one number: a height if a weight follows.
pub(super) fn read(seen: &Seen<'_>) -> (Vec<Found>, bool) {
    let quantities = quantities(seen.line);
    if quantities.is_empty() {
        return (Vec::new(), false);
    }
    let sense = surroundings::sense(seen.line, &quantities);
    let (mut found, mut is_waiting) = (Vec::new(), false);
    let is_alone = quantities.len() == 1 && sense.is_bare;
    let mut rest = quantities.as_slice();
    while let [first, ..] = rest {
        let together = |pair: &[Quantity]| matches!(pair, [a, b] if surroundings::joins(seen.line, a.end, b.from));
        let count = rest.windows(2).take_while(|pair| together(pair)).count() + 1;
        let (group, more) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = more;
        let slots = group_of(seen, sense, group, first);
        let grown = slots.first().and_then(Slot::grown).filter(|_| is_alone && slots.iter().all(|s| s.told.is_none()));
        if let (Some(height), [slot]) = (grown, slots.as_slice()) {
            is_waiting = true;
            found.push(slot.found(seen.line, Of::Height, Value::Milli(whole(height), whole(height), UnitBy::Custom)));
        }
        let of_slot = |slot: &Slot| slot.told.map(|(of, value)| slot.found(seen.line, of, value));
        found.extend(slots.iter().filter_map(of_slot));
    }
    (found, is_waiting)
}

/// A number of millimetres or grams that fits.
pub(super) fn whole(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn quantities(line: &Line) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while let Some(c) = line.at(at) {
        if !number::begins(c) {
            at += 1;
            continue;
        }
        // "sf123" is one word, "165cm55" are two.
        let goes_on = line.is_inside_word(at) && found.last().is_none_or(|last| last.end != at);
        let one = quantity(line, at).filter(|_| !goes_on);
        let run = |c: char| c.is_ascii_digit() || number::begins(c) && !c.is_ascii();
        at = one.map_or_else(|| line.run(at, run).max(at + 1), |one| one.end);
        // A lone numeral without a unit is a word's: 一般, 三围.
        found.extend(one.filter(|one| one.kind != Kind::Bare || c.is_ascii() || one.end - one.from > 1));
    }
    found
}

/// What the quantities of a group are.
fn group_of(seen: &Seen<'_>, sense: Sense, group: &[Quantity], first: &Quantity) -> Vec<Slot> {
    let line = seen.line;
    let names = names(line, first.from);
    let mut slots: Vec<Slot> = group.iter().map(|quantity| Slot::of(seen, *quantity)).collect();
    let begin = names.begin;
    if let Some(slot) = slots.first_mut() {
        slot.begin = begin;
        slot.is_other |= names.is_other;
    }
    let pairs = || slots.iter().zip(&names.of).map(|(slot, of)| measured(&slot.quantity, *of, names.is_latin));
    let values: Vec<Option<Value>> = pairs().collect();
    if names.of.len() > 1 && values.len() == names.of.len() && values.iter().all(Option::is_some) {
        for ((slot, of), value) in slots.iter_mut().zip(&names.of).zip(values) {
            slot.name(*of, value);
            slot.begin = begin;
        }
    } else if let (Some(slot), Some(of)) = (slots.first_mut(), names.of.last()) {
        let value = measured(&slot.quantity, *of, names.is_latin);
        slot.name(*of, value);
    }
    for slot in slots.iter_mut().filter(|slot| !slot.is_named) {
        if let Some((of, is_latin)) = name_behind(line, slot.quantity.end) {
            let value = measured(&slot.quantity, of, is_latin);
            slot.name(of, value);
        }
    }
    with_units(seen, sense, &mut slots);
    without_units(seen, sense, &mut slots);
    slots
}

/// Believes quantities that have a unit and no name.
fn with_units(seen: &Seen<'_>, sense: Sense, slots: &mut [Slot]) {
    for at in 0..slots.len() {
        let beside = |is: &dyn Fn(&Slot) -> bool| {
            let around = [at.checked_sub(1), Some(at + 1)];
            around.into_iter().flatten().filter_map(|at| slots.get(at)).any(is)
        };
        let has_length = beside(&|slot| slot.is(Of::Height) || slot.length().is_some());
        let has_height = has_length || beside(&|slot| slot.grown().is_some());
        let has_weight = beside(&|slot| slot.is(Of::Weight) || slot.weight().is_some());
        let Some(slot) = slots.get(at).filter(|slot| slot.told.is_none() && !slot.is_other) else { continue };
        let is_said = sense.asks_size || sense.is_bare || surroundings::adjacent(seen.line, seen.named, slot.begin);
        let Quantity { low, high, is_chi, .. } = slot.quantity;
        let value = Value::Milli(whole(low), whole(high), UnitBy::Said);
        let is_guessed = surroundings::is_guessed(seen.line, &slot.quantity);
        let is_weight = is_guessed || has_length || (has_height || is_said) && (low >= HEAVY || seen.is_child);
        let is_height = has_weight || is_said && (GROWN.contains(&low) || seen.is_child);
        let of = match slot.quantity.kind {
            Kind::Weight if slot.weight().is_some() && is_weight => Of::Weight,
            Kind::Length if is_chi && WAISTS.contains(&low) && (sense.asks_size || sense.has_waist) => Of::Waist,
            Kind::Length if slot.length().is_some() && is_height => Of::Height,
            _ => continue,
        };
        if sense.has_objects && of != Of::Waist && !beside(&|slot| slot.is_named) {
            continue;
        }
        if of == Of::Weight && !has_height && surroundings::is_ordered(seen.line, slot.quantity.from) {
            continue;
        }
        slots.iter_mut().skip(at).take(1).for_each(|slot| slot.told = Some((of, value)));
    }
}

/// Believes bare numbers that stand beside a measure, or two of which make a body.
fn without_units(seen: &Seen<'_>, sense: Sense, slots: &mut [Slot]) {
    for at in 0..slots.len() {
        let before = at.checked_sub(1).and_then(|at| slots.get(at));
        let Some(slot) = slots.get(at).filter(|slot| slot.is_open()) else { continue };
        let tall = match before {
            Some(before) => before.height(),
            None => seen.height.filter(|_| sense.is_bare && slots.len() == 1),
        };
        let Quantity { low, high, .. } = slot.quantity;
        let told = if tall.is_some_and(|height| may_weigh(seen, slot, height)) {
            Some((Of::Weight, Value::Number(low, high)))
        } else {
            let height = slot.grown().filter(|height| may_be_tall(seen, sense, slots, at, whole(*height)));
            let most = slot.grown_of(high);
            height.map(|low| (Of::Height, Value::Milli(whole(low), whole(most.unwrap_or(low)), UnitBy::Custom)))
        };
        slots.iter_mut().skip(at).take(1).for_each(|slot| slot.told = slot.told.or(told));
    }
}

/// True for a bare number that somebody so tall may weigh, with nothing behind it that counts or prices.
fn may_weigh(seen: &Seen<'_>, slot: &Slot, height: u32) -> bool {
    let Quantity { low, high, kind, end, .. } = slot.quantity;
    let is_free = slot.is_open() && kind == Kind::Bare && NUMBERS.contains(&low);
    is_free
        && taken(low.midpoint(high), Some(height), seen.is_child) != Taken::Absurd
        && surroundings::ends_well(seen.line, end)
}

/// True for a bare number that can be a height, if a weight stands beside it or someone is said to be so.
fn may_be_tall(seen: &Seen<'_>, sense: Sense, slots: &[Slot], at: usize, height: u32) -> bool {
    let (before, next) = (at.checked_sub(1).and_then(|at| slots.get(at)), slots.get(at + 1));
    let Some(slot) = slots.get(at) else { return false };
    let end = slot.quantity.end;
    let is_weight = |other: Option<&Slot>| other.is_some_and(|other| other.is(Of::Weight));
    let is_pair = (sense.asks_size || sense.is_bare) && next.is_some_and(|next| may_weigh(seen, next, height));
    let is_last = next.is_none() && (is_weight(before) || surroundings::weight_follows(seen.line, end));
    let is_someone = || surroundings::adjacent(seen.line, seen.named, slot.begin);
    is_weight(next) || is_last || is_pair || surroundings::ends_well(seen.line, end) && is_someone()
}

impl Found {
    /// Whose it is, if the line says so: it names these, and a pronoun stands for the other one.
    pub(super) fn wearer(&self, line: &Line, named: &[Named], other: Option<Wearer>) -> Option<Wearer> {
        let is_before = |one: &&Named| one.end <= self.begin;
        let last = named.iter().rfind(is_before);
        let adjacent = last.filter(|one| surroundings::is_filler(line, one.end, self.begin));
        let whose = adjacent.or_else(|| named.iter().filter(is_before).rfind(|one| one.is_other()));
        whose.map(|one| one.wearer(line, other))
    }

    /// A height, in millimetres.
    pub(super) fn height(&self) -> Option<u32> {
        match (self.of, self.value) {
            (Of::Height, Value::Milli(from, ..)) => Some(from),
            _ => None,
        }
    }
}
