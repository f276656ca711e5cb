//! One size of what several measures say, moved by how it is liked. Part of [`size`](super).

use super::{
    fitting::{Order, Verdict, borders, depth, range},
    reason::{Part, Reason},
};
use crate::{
    shop::{Measure, SizeChart},
    text::body::{Body, Build, Fit},
};

/// What became of the verdicts. Sizes by their place in the chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choice {
    pub(super) size: Option<usize>,
    /// The other one, and how it relates.
    pub(super) neighbour: Option<(usize, Beside)>,
    pub(super) why: Vec<Reason>,
}

/// How the other size relates to the one that is advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Larger, and it fits or nearly does.
    Larger,
    /// Smaller, and it fits or nearly does.
    Smaller,
    /// Smaller, and something says that it is too small.
    TooSmall,
}

/// Makes one answer of the verdicts.
pub(super) fn weigh(chart: &SizeChart, verdicts: &[Verdict]) -> Choice {
    let above = verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Above(why) => Some(why.clone()),
        _ => None,
    });
    let above: Vec<Reason> = above.collect();
    if !above.is_empty() {
        return Choice { why: above, ..Choice::default() };
    }
    let below = verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Below { why, .. } => Some(why.clone()),
        _ => None,
    });
    let below: Vec<Reason> = below.collect();
    let said: Vec<(Part, Vec<usize>)> = verdicts.iter().filter_map(allowed).collect();
    let Some(common) = common(&said) else { return Choice { why: below, ..Choice::default() } };
    let mut choice = match common.as_slice() {
        [] => differing(chart, &said),
        common => agreed(chart, &said, common),
    };
    let gaps = verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Between { smaller, larger, why, .. } if Some(*larger) == choice.size => Some((*smaller, why.clone())),
        _ => None,
    });
    for (smaller, why) in gaps {
        choice.neighbour = choice.neighbour.or(Some((smaller, Beside::TooSmall)));
        choice.why.push(why);
    }
    choice.why.extend(below);
    choice
}

/// What a verdict would have: sizes, the smallest first.
fn allowed(verdict: &Verdict) -> Option<(Part, Vec<usize>)> {
    match verdict {
        Verdict::Fits { part, sizes } => Some((*part, sizes.clone())),
        Verdict::Between { part, larger, .. } => Some((*part, vec![*larger])),
        Verdict::Above(_) | Verdict::Below { .. } => None,
    }
}

/// The sizes that every measure would have, in the order of the first; `None` without any measure.
fn common(said: &[(Part, Vec<usize>)]) -> Option<Vec<usize>> {
    let ((_, first), others) = said.split_first()?;
    let is_common = |size: &&usize| others.iter().all(|(_, sizes)| sizes.contains(size));
    Some(first.iter().filter(is_common).copied().collect())
}

/// Every measure allows some sizes: the one in which they all lie deepest, of equal ones the larger.
fn agreed(chart: &SizeChart, said: &[(Part, Vec<usize>)], common: &[usize]) -> Choice {
    let depth_of = |size: usize| {
        let depths =
            said.iter().filter_map(|(part, _)| range(chart, size, part.measure).map(|range| depth(range, *part)));
        depths.min().unwrap_or(0)
    };
    let Some(size) = common.iter().copied().max_by_key(|size| depth_of(*size)) else { return Choice::default() };
    let mut choice = Choice { size: Some(size), ..Choice::default() };
    choice.why.extend(said.iter().filter_map(|(part, _)| within(chart, size, *part)));
    let place = |size: usize| common.iter().position(|at| *at == size).unwrap_or(0);
    for (part, sizes) in said {
        let inside = range(chart, size, part.measure);
        let is_spread = part.from < part.to && inside.is_some_and(|range| depth(range, *part) == 0 && sizes.len() > 1);
        let other = sizes.iter().copied().filter(|other| *other != size && common.contains(other));
        let other = other.max_by_key(|other| depth_of(*other));
        if let Some(other) = other {
            let beside = if place(other) > place(size) { Beside::Larger } else { Beside::Smaller };
            choice.neighbour = choice.neighbour.or(Some((other, beside)));
            let (part, other) = (*part, name(chart, other));
            choice.why.push(if is_spread { Reason::Spread { part, other } } else { Reason::Overlap { part, other } });
            continue;
        }
        for (border, other) in borders(chart, size, *part) {
            let is_larger = inside.is_some_and(|range| border == range.to);
            let beside = if is_larger { Beside::Larger } else { Beside::Smaller };
            // What one measure makes close another one may forbid.
            let forbids = |(of, sizes): &(Part, Vec<usize>)| of.measure != part.measure && !sizes.contains(&other);
            let is_forbidden = !is_larger && said.iter().any(forbids);
            if choice.neighbour.is_none() && !is_forbidden {
                choice.neighbour = Some((other, beside));
                choice.why.push(Reason::Close { part: *part, border, other: name(chart, other) });
            }
        }
    }
    choice
}

/// No size suits every measure: the larger one, for what is too small can't be worn.
fn differing(chart: &SizeChart, said: &[(Part, Vec<usize>)]) -> Choice {
    let wanted = said.iter().filter_map(|(part, sizes)| sizes.first().map(|size| (part.measure, *size)));
    let largest = wanted.reduce(|a, b| if is_larger(chart, b.1, a.1) { b } else { a });
    let Some((larger, size)) = largest else { return Choice::default() };
    let mut choice = Choice { size: Some(size), ..Choice::default() };
    choice.why.extend(said.iter().filter_map(|(part, _)| within(chart, size, *part)));
    let others = said.iter().filter(|(_, sizes)| !sizes.contains(&size));
    let others: Vec<(Measure, usize)> =
        others.filter_map(|(part, sizes)| sizes.last().map(|size| (part.measure, *size))).collect();
    for (smaller, other) in &others {
        choice.why.push(Reason::Disagree { larger, smaller: *smaller, other: name(chart, *other) });
    }
    let next = others.into_iter().map(|(_, other)| other).reduce(|a, b| if is_larger(chart, b, a) { b } else { a });
    choice.neighbour = next.map(|other| (other, Beside::TooSmall));
    choice
}

/// True for a size that is larger than another by the first measure that tells them apart, else by the shop's order.
fn is_larger(chart: &SizeChart, size: usize, other: usize) -> bool {
    let middle = |size, measure| range(chart, size, measure).map(|range| u64::from(range.from) + u64::from(range.to));
    let apart = Measure::ALL.into_iter().find_map(|measure| {
        let (one, two) = (middle(size, measure)?, middle(other, measure)?);
        (one != two).then_some(one > two)
    });
    apart.unwrap_or(size > other)
}

/// Moves a choice by how it is liked and by the build: up where room is wanted, down only where the smaller one fits or
/// nearly does. What was made larger already, for the measures disagree or the chart has a gap, has room.
pub(super) fn wish(body: &Body, chart: &SizeChart, order: &Order, choice: &mut Choice) {
    let Some(size) = choice.size else { return };
    let beside = |wanted: Beside| choice.neighbour.filter(|(_, beside)| *beside == wanted).map(|(at, _)| at);
    let (larger, smaller) = (beside(Beside::Larger), beside(Beside::Smaller));
    let has_room = beside(Beside::TooSmall).is_some();
    let build = body.builds.iter().copied().find(|build| *build != Build::Thin).or(body.builds.first().copied());
    let liked = |fit| Reason::Liked(fit, name(chart, size));
    let built = |build| Reason::Built(build, name(chart, size));
    let moved = match (body.fit, build) {
        (Some(Fit::Loose), _) if has_room => return,
        (Some(fit @ Fit::Loose), _) => match larger.or_else(|| order.after(size)) {
            Some(to) => Some((to, Beside::Smaller, liked(fit))),
            None => return choice.why.push(Reason::NoLarger),
        },
        (Some(fit @ Fit::Slim), _) => smaller.map(|to| (to, Beside::Larger, liked(fit))),
        (None, Some(build @ Build::Thin)) => smaller.map(|to| (to, Beside::Larger, built(build))),
        (None, Some(build)) => larger.map(|to| (to, Beside::Smaller, built(build))),
        (None, None) => None,
    };
    if let Some((to, beside, why)) = moved {
        *choice = Choice { size: Some(to), neighbour: Some((size, beside)), why: std::mem::take(&mut choice.why) };
        choice.why.push(why);
    }
}

/// The shop's name of a size.
fn name(chart: &SizeChart, size: usize) -> String {
    chart.sizes.get(size).map(|size| size.name.clone()).unwrap_or_default()
}

/// What was told lies within the size's range of it, if it does.
fn within(chart: &SizeChart, size: usize, part: Part) -> Option<Reason> {
    let range = range(chart, size, part.measure).filter(|range| range.from <= part.to && part.from <= range.to)?;
    Some(Reason::Within { part, range, size: name(chart, size) })
}
