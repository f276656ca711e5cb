//! What one measure says about a chart's sizes. Part of [`size`](super).

use super::reason::{Part, Reason};
use crate::{
    shop::{Measure, Range, SizeChart},
    sorting::sort_by_key,
};

/// How near a border is close, in millimetres or grams, where the size is wide enough for it. Who is 165 tall says so from
/// 164.5 to 165.5, and is a centimetre less in the evening; clothes and a meal weigh a kilogram; a tape lies a centimetre
/// tighter or looser; half a shoe size is 5 mm.
const CLOSE_LENGTH: u32 = 10;
const CLOSE_WEIGHT: u32 = 1_000;
const CLOSE_FOOT: u32 = 1;
/// At most this part of a size's width is close to each border, or all of a narrow size would be.
const CLOSE_SHARE: u32 = 4;

/// What a measure says. Sizes by their place in the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// These sizes are for it, the smallest first.
    Fits { part: Part, sizes: Vec<usize> },
    /// None is, but a smaller one ends before it and a larger one begins behind it.
    Between { part: Part, smaller: usize, larger: usize, why: Reason },
    /// It is outside of all.
    Above(Reason),
    /// It is outside of all.
    Below { smallest: usize, why: Reason },
}

/// The sizes in the order of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Order(Vec<usize>);

impl Order {
    /// The order by the first of the measures by which every size is told, else by the first.
    pub(super) fn of(chart: &SizeChart, parts: &[Part]) -> Self {
        let all = |part: &&Part| sizes(chart, part.measure).len() == chart.sizes.len();
        let part = parts.iter().find(all).or(parts.first());
        Self(part.map(|part| sizes(chart, part.measure).into_iter().map(|(at, _)| at).collect()).unwrap_or_default())
    }

    /// The next larger size.
    pub(super) fn after(&self, size: usize) -> Option<usize> {
        self.0.iter().skip_while(|at| **at != size).nth(1).copied()
    }
}

/// How near a border of this measure is close.
pub(super) const fn close(measure: Measure) -> u32 {
    match measure {
        Measure::Weight => CLOSE_WEIGHT,
        Measure::Foot => CLOSE_FOOT,
        _ => CLOSE_LENGTH,
    }
}

/// A size's range of a measure, with its ends in order.
pub(super) fn range(chart: &SizeChart, size: usize, measure: Measure) -> Option<Range> {
    let (_, Range { from, to }) = chart.sizes.get(size)?.ranges.iter().find(|(of, _)| *of == measure)?;
    Some(Range { from: *from.min(to), to: *from.max(to) })
}

/// The sizes that have the measure, the smallest first; as the shop has them where they are equal.
pub(super) fn sizes(chart: &SizeChart, measure: Measure) -> Vec<(usize, Range)> {
    let with_range = |at| range(chart, at, measure).map(|range| (at, range));
    let mut sizes: Vec<(usize, Range)> = (0..chart.sizes.len()).filter_map(with_range).collect();
    sort_by_key(&mut sizes, |(_, range)| (range.from, range.to));
    sizes
}

/// What a measure says; `None` if the chart doesn't have it.
pub(super) fn verdict(chart: &SizeChart, part: Part) -> Option<Verdict> {
    let sizes = sizes(chart, part.measure);
    let name = |at: usize| chart.sizes.get(at).map(|size| size.name.clone()).unwrap_or_default();
    let meets = |range: &Range| range.from <= part.to && part.from <= range.to;
    let fits: Vec<usize> = sizes.iter().filter(|(_, range)| meets(range)).map(|(at, _)| *at).collect();
    if !fits.is_empty() {
        return Some(Verdict::Fits { part, sizes: fits });
    }
    let smaller = sizes.iter().filter(|(_, range)| range.to < part.from).max_by_key(|(_, range)| range.to);
    let larger = sizes.iter().find(|(_, range)| range.from > part.to);
    Some(match (smaller, larger) {
        (Some((smaller, below)), Some((larger, above))) => {
            let why = Reason::Gap { part, below: below.to, above: above.from, other: name(*smaller) };
            Verdict::Between { part, smaller: *smaller, larger: *larger, why }
        }
        (Some((largest, range)), None) => {
            Verdict::Above(Reason::AboveLargest { part, bound: range.to, largest: name(*largest) })
        }
        (None, Some((smallest, range))) => {
            let why = Reason::BelowSmallest { part, bound: range.from, smallest: name(*smallest) };
            Verdict::Below { smallest: *smallest, why }
        }
        (None, None) => return None,
    })
}

/// How deep within a range a part lies, in hundredths of what is close; 0 where it reaches out of it.
pub(super) fn depth(range: Range, part: Part) -> u64 {
    let inside = part.from.checked_sub(range.from).zip(range.to.checked_sub(part.to));
    inside.map_or(0, |(below, above)| u64::from(below.min(above)) * 100 / u64::from(close(part.measure).max(1)))
}

/// The sizes beside this one whose borders a part is close to: the border and the size, the larger one first.
pub(super) fn borders(chart: &SizeChart, size: usize, part: Part) -> Vec<(u32, usize)> {
    let Some(range) = range(chart, size, part.measure) else { return Vec::new() };
    let near = close(part.measure).min((range.to - range.from) / CLOSE_SHARE);
    if range.from == range.to {
        return Vec::new();
    }
    let sizes = sizes(chart, part.measure);
    let mut found = Vec::new();
    if range.to.saturating_sub(part.to) <= near {
        let next = sizes.iter().find(|(_, other)| other.from > range.from && other.to > range.to);
        found.extend(next.map(|(at, _)| (range.to, *at)));
    }
    if part.from.saturating_sub(range.from) <= near {
        let next = sizes.iter().rev().find(|(_, other)| other.from < range.from && other.to < range.to);
        found.extend(next.map(|(at, _)| (range.from, *at)));
    }
    found
}
