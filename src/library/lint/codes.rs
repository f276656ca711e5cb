//! Codes that lead nowhere, or to another phrase than the one that bears them. Part of [`lint`](super).

use super::{Field, Finding, FindingKind, Fix, Linted, Place};
use crate::{
    library::{Phrase, validity::never_together},
    sorting::gather,
    text::normalize,
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
};

/// Phrases of one code that are compared with a further one: more are a mistake that the first of them shows.
const COMPARED: usize = 20;

pub(super) fn lint(phrases: &[Linted<'_>], dead: &[bool], found: &mut Vec<(usize, Finding)>) {
    let mut add = |at: usize, phrase: &Phrase, kind, fix| {
        let place = Place { field: Field::Code, bytes: None };
        found.push((at, Finding { phrase: phrase.id.clone(), kind, place, fix }));
    };
    let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, phrase) in phrases.iter().map(|one| one.phrase).enumerate() {
        let code = normalize(&phrase.code);
        if code.is_empty() {
            continue;
        }
        if dead.get(at) == Some(&true) {
            add(at, phrase, FindingKind::CodeDead, Some(Fix::Clear(Field::Code)));
            continue;
        }
        let earlier = bearers.entry(code).or_default();
        let mut before = earlier.iter().take(COMPARED).filter_map(|at| phrases.get(*at)).map(|one| one.phrase);
        match before.find(|before| !never_together(before, phrase)) {
            Some(first) => {
                add(at, phrase, FindingKind::CodeTaken(first.id.clone()), Some(Fix::Clear(Field::Code)));
            }
            None => earlier.push(at),
        }
    }
    let codes: BTreeMap<&str, &[usize]> = gather(bearers.iter().map(|(code, at)| (code.as_str(), at.as_slice())));
    for (code, bearers) in &codes {
        let after = (Bound::Excluded(*code), Bound::Unbounded);
        let longer = codes.range::<str, _>(after).next().filter(|(longer, _)| longer.starts_with(code));
        let (Some((_, longer)), Some(at)) = (longer, bearers.first()) else { continue };
        let longer = longer.first().and_then(|at| phrases.get(*at));
        let (Some(longer), Some(one)) = (longer, phrases.get(*at)) else { continue };
        let free = free(code, &codes).map(|text| Fix::Set { field: Field::Code, text });
        add(*at, one.phrase, FindingKind::CodeBeginsAnother(longer.phrase.id.clone()), free);
    }
}

/// A code that goes on from this one, begins no other and is begun by no other.
fn free(code: &str, codes: &BTreeMap<&str, &[usize]>) -> Option<String> {
    let begins_one = |code: &str| {
        let from = (Bound::Included(code), Bound::Unbounded);
        codes.range::<str, _>(from).next().is_some_and(|(next, _)| next.starts_with(code))
    };
    // A single letter more is begun by what it goes on from alone, which gives up its place.
    let is_begun = (1..code.len()).filter_map(|end| code.get(..end)).any(|start| codes.contains_key(start));
    let next = ('0'..='9').chain('a'..='z').map(|c| format!("{code}{c}")).find(|next| !begins_one(next));
    next.filter(|_| !is_begun)
}
