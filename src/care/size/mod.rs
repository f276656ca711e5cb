//! Advises a size from the shop's chart and the [`Body`] that the buyer told of. Part of [`care`](super).
//!
//! Each measure that is both told and in the chart gives a verdict (`fitting`), `weighing` makes one answer of them. What
//! is uncertain is said as data: the size beside it, why, and what to ask. A [`colour`] is advised by the shop's own notes.
//! The words are the panel's.

pub mod colour;
mod fitting;
mod reason;
mod weighing;

use crate::{
    shop::{Measure, SizeChart},
    text::body::{Body, BodyMeasure, UnitBy},
};
use fitting::Order;
use weighing::Choice;

pub use reason::{Confidence, Part, Reason};

/// Measures that are asked for at once: a buyer answers two numbers in one row, and a third one not at all.
pub const ASKED_AT_ONCE: usize = 2;

/// Measures that say the same size without being near its border are enough.
const ENOUGH: usize = 2;

/// In the order in which buyers know them; the piece's own length is nobody's body.
const KNOWN_BY_HEART: [Measure; 7] =
    [Measure::Height, Measure::Weight, Measure::Foot, Measure::Waist, Measure::Chest, Measure::Hip, Measure::Shoulder];

/// A size, and how far it can be relied on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advice {
    /// The size, by the shop's name for it; `None` if none can be said to fit.
    pub size: Option<String>,
    /// The other one that could be right.
    pub neighbour: Option<String>,
    /// How sure that is.
    pub confidence: Confidence,
    /// Why, what decided first.
    pub why: Vec<Reason>,
    /// What is still needed, at most [`ASKED_AT_ONCE`]; empty if nothing is.
    pub ask: Vec<Measure>,
}

/// The size of a chart for a body.
#[must_use]
pub fn advise(body: &Body, chart: &SizeChart) -> Advice {
    let in_chart = |measure: Measure| chart.sizes.iter().any(|size| size.ranges.iter().any(|(of, _)| *of == measure));
    if chart.sizes.is_empty() {
        return Advice { why: vec![Reason::EmptyChart], ..Advice::default() };
    }
    let parts: Vec<Part> =
        body.told.iter().map(|told| Part { measure: measure(told.of), from: told.from, to: told.to }).collect();
    let known: Vec<Part> = parts.iter().copied().filter(|part| in_chart(part.measure)).collect();
    let is_known = |measure: Measure| known.iter().any(|part| part.measure == measure);
    let missing: Vec<Measure> =
        KNOWN_BY_HEART.into_iter().filter(|measure| in_chart(*measure) && !is_known(*measure)).collect();
    let verdicts: Vec<_> = known.iter().filter_map(|part| fitting::verdict(chart, *part)).collect();
    let mut choice = weighing::weigh(chart, &verdicts);
    let has_unclear = body.unclear_weight.is_some() && in_chart(Measure::Weight);
    let is_open = choice.size.is_none() || choice.neighbour.is_some() || has_unclear;
    weighing::wish(body, chart, &Order::of(chart, &known), &mut choice);
    let mut advice = if known.is_empty() { by_other_sizes(body, chart, &parts) } else { told(chart, choice) };
    if let ([part], false) = (known.as_slice(), missing.is_empty()) {
        advice.why.push(Reason::OnlyOne(part.measure));
    }
    about_units(body, in_chart(Measure::Weight), &mut advice);
    about_other_sizes(body, chart, &mut advice);
    // Who is taller than the tallest size gets no other answer by telling a waist.
    let is_outside = advice.size.is_none() && !known.is_empty();
    if (is_open || known.len() < ENOUGH) && !is_outside {
        advice.ask = missing.into_iter().take(ASKED_AT_ONCE).collect();
    }
    advice.confidence = match (&advice.size, &advice.neighbour) {
        (None, _) => Confidence::None,
        (Some(_), Some(_)) => Confidence::Between,
        (Some(_), None) if advice.ask.is_empty() && !known.is_empty() => Confidence::Sure,
        (Some(_), None) => Confidence::Partly,
    };
    advice
}

/// What a chart calls the measure of a body.
#[must_use]
pub const fn measure(of: BodyMeasure) -> Measure {
    match of {
        BodyMeasure::Height => Measure::Height,
        BodyMeasure::Weight => Measure::Weight,
        BodyMeasure::Chest => Measure::Chest,
        BodyMeasure::Waist => Measure::Waist,
        BodyMeasure::Hip => Measure::Hip,
        BodyMeasure::Shoulder => Measure::Shoulder,
        BodyMeasure::Foot => Measure::Foot,
    }
}

fn told(chart: &SizeChart, choice: Choice) -> Advice {
    let name = |at: usize| chart.sizes.get(at).map(|size| size.name.clone());
    let neighbour = choice.neighbour.map(|(at, _)| at).filter(|at| Some(*at) != choice.size).and_then(name);
    Advice { size: choice.size.and_then(name), neighbour, why: choice.why, ..Advice::default() }
}

/// Nothing in the chart was told: at most, a size of this name is worn otherwise.
fn by_other_sizes(body: &Body, chart: &SizeChart, parts: &[Part]) -> Advice {
    let why = match parts {
        [] if body.unclear_weight.is_some() => None,
        [] => Some(Reason::NothingHeard),
        parts => Some(Reason::ChartLacks(parts.iter().map(|part| part.measure).collect())),
    };
    let size = usual(body, chart).cloned();
    let worn = size.clone().map(Reason::WornOtherwise);
    Advice { size, why: worn.into_iter().chain(why).collect(), ..Advice::default() }
}

/// The chart's size of a name that is worn otherwise.
fn usual<'a>(body: &Body, chart: &'a SizeChart) -> Option<&'a String> {
    let plain = |name: &str| name.trim_end_matches('码').to_ascii_uppercase();
    let is_worn = |name: &str| body.usual.iter().any(|worn| plain(worn) == plain(name));
    chart.sizes.iter().map(|size| &size.name).find(|name| is_worn(name))
}

fn about_other_sizes(body: &Body, chart: &SizeChart, advice: &mut Advice) {
    let Some(worn) = usual(body, chart).filter(|worn| advice.size.as_ref().is_some_and(|size| size != *worn)) else {
        return;
    };
    advice.why.push(Reason::OtherThanWorn(worn.clone()));
}

/// A unit that was not said is part of the answer.
fn about_units(body: &Body, is_in_chart: bool, advice: &mut Advice) {
    if let Some(weight) = body.unclear_weight.as_ref().filter(|_| is_in_chart) {
        advice.why.push(Reason::UnclearWeight(weight.written.clone()));
    }
    match body.get(BodyMeasure::Weight).filter(|_| is_in_chart).map(|told| told.unit) {
        Some(UnitBy::Height(unit, _) | UnitBy::Alone(unit)) => advice.why.push(Reason::WeightTakenAs(unit)),
        Some(UnitBy::Said | UnitBy::Custom) | None => {}
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_wishes;
