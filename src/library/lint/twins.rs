//! Phrases that say nearly the same. Part of [`lint`](super).
//!
//! Comparing all with all would take 50 million comparisons of 10,000 phrases. Two bodies as like as [`TWINS`] share most of
//! their units, so they share one of the rarest of them: only those that do are compared (Bayardo, Ma and Srikant,
//! "Scaling up all pairs similarity search", 2007).

use super::{Field, Finding, FindingKind, Fix, Linted, Place};
use crate::{
    library::{template::Template, validity::never_together},
    sorting::{distinct, sort, sort_by_key},
    text::{Bigrams, Script, normalize, script},
};
use std::collections::HashMap;

/// Likeness in percent (Dice's, of character bigrams) from which two phrases are twins: of twenty characters, two differ.
const TWINS: usize = 80;
/// Phrases that one is compared with at most. Fifty thousand copies of one text need not all be compared.
const COMPARED: usize = 200;
/// Bodies that have a different number of these are no twins, however alike: they say the contrary.
const NEGATIONS: &[char] = &['不', '没', '未', '无', '非', '别', '勿', '莫'];
const ENGLISH_NEGATIONS: &[&str] = &["not", "no", "never", "without", "cannot", "t"];

/// A body to be compared: where its phrase stands, and its units by rarity, the rarest first.
struct Body {
    at: usize,
    units: Vec<u32>,
}

pub(super) fn lint(phrases: &[Linted<'_>], live: &[usize], found: &mut Vec<(usize, Finding)>) {
    let phrase = |at: usize| phrases.get(at).map(|one| one.phrase);
    // What is never offered side by side may be alike: other trades, other times, an answer to something else.
    let may_be_twins = |one: usize, other: usize| {
        phrases.get(one).zip(phrases.get(other)).is_some_and(|(one, other)| {
            let trades = one.trade.is_none() || other.trade.is_none() || one.trade == other.trade;
            let mains = one.phrase.intents.first().zip(other.phrase.intents.first());
            trades && mains.is_none_or(|(one, other)| one == other) && !never_together(one.phrase, other.phrase)
        })
    };
    // The best earlier twin of each phrase, and how like it is.
    let mut best: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut first_of: HashMap<String, usize> = HashMap::new();
    let mut groups: HashMap<Vec<String>, Vec<(usize, Bigrams)>> = HashMap::new();
    for at in live {
        let Some(body) = phrase(*at).map(|phrase| normalize(&phrase.body)) else { continue };
        let first = *first_of.entry(body.clone()).or_insert(*at);
        if first != *at && may_be_twins(first, *at) {
            best.insert(*at, (100, first));
        } else {
            groups.entry(differences(&body)).or_default().push((*at, Bigrams::of(&body)));
        }
    }
    for bodies in groups.into_values().filter(|bodies| bodies.len() > 1) {
        pairs(&by_rarity(&bodies), |one, other, percent| {
            let (first, second) = (one.min(other), one.max(other));
            let better = |(known, of): &(usize, usize)| (percent, *of) > (*known, first);
            if may_be_twins(first, second) && best.get(&second).is_none_or(better) {
                best.insert(second, (percent, first));
            }
        });
    }
    for (at, (percent, of)) in best {
        let (Some(phrase), Some(of)) = (phrase(at), phrase(of)) else { continue };
        let place = Place { field: Field::Body, bytes: None };
        let kind = FindingKind::Twin { of: of.id.clone(), percent };
        // Said at other times or to other moods, neither may take up the other's words.
        let same_limits = of.scope == phrase.scope && of.validity == phrase.validity && of.moods == phrase.moods;
        let fix = if of.locked { Fix::Delete } else { Fix::MergeInto(of.id.clone()) };
        let fix = Some(fix).filter(|_| same_limits && !phrase.locked);
        found.push((at, Finding { phrase: phrase.id.clone(), kind, place, fix }));
    }
}

/// What makes two bodies different things, however alike their words: numbers, negations, what they have to be told, and
/// in Chinese what stands in Latin letters: sizes, models, names.
fn differences(body: &str) -> Vec<String> {
    let is_chinese = script(body) == Script::Han;
    let words = body.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words =
        words.filter(|word| is_chinese || word.bytes().all(|c| c.is_ascii_digit()) || ENGLISH_NEGATIONS.contains(word));
    let chars = body.chars().filter(|c| NEGATIONS.contains(c)).map(String::from);
    let template = Template::parse(body);
    let gaps = template.gaps().filter(|gap| gap.fallback.is_none()).map(|gap| gap.name.clone());
    let mut differences: Vec<_> = words.map(str::to_owned).chain(chars).chain(gaps).collect();
    sort(&mut differences);
    differences
}

/// The bodies with their units numbered by rarity; the shortest body first.
fn by_rarity(bodies: &[(usize, Bigrams)]) -> Vec<Body> {
    let mut occurs: HashMap<u64, u32> = HashMap::new();
    for unit in bodies.iter().flat_map(|(_, units)| units.as_slice()) {
        *occurs.entry(*unit).or_default() += 1;
    }
    let mut rarest: Vec<_> = occurs.into_iter().map(|(unit, occurs)| (occurs, unit)).collect();
    sort(&mut rarest);
    let rank: HashMap<u64, u32> = (0_u32..).zip(rarest).map(|(rank, (_, unit))| (unit, rank)).collect();
    let mut ranked: Vec<Body> = bodies
        .iter()
        .map(|(at, units)| {
            let mut units: Vec<u32> = units.as_slice().iter().filter_map(|unit| rank.get(unit).copied()).collect();
            distinct(&mut units);
            Body { at: *at, units }
        })
        .collect();
    sort_by_key(&mut ranked, |body| (body.units.len(), body.at));
    ranked
}

/// Calls `twin` with the places and the likeness of every two bodies that are alike enough.
fn pairs(bodies: &[Body], mut twin: impl FnMut(usize, usize, usize)) {
    let mut with: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut seen = vec![usize::MAX; bodies.len()];
    for (number, body) in bodies.iter().enumerate() {
        let size = body.units.len();
        // A shorter twin has at least this many units, and shares at least as many.
        let shortest = (size * TWINS).div_ceil(200 - TWINS);
        let looked_at = (size + 1).saturating_sub(shortest).min(size);
        let mut compared = 0;
        'units: for unit in body.units.iter().take(looked_at) {
            for other in with.get(unit).into_iter().flatten().rev() {
                if compared == COMPARED {
                    break 'units;
                }
                let Some(other_body) = bodies.get(*other).filter(|other| other.units.len() >= shortest) else { break };
                if seen.get(*other) == Some(&number) {
                    continue;
                }
                if let Some(seen) = seen.get_mut(*other) {
                    *seen = number;
                }
                compared += 1;
                let percent = 200 * shared(&body.units, &other_body.units) / (size + other_body.units.len()).max(1);
                if percent >= TWINS {
                    twin(body.at, other_body.at, percent);
                }
            }
        }
        // A longer twin shares at least this part of the units.
        let kept = (size + 1).saturating_sub((size * TWINS).div_ceil(100)).min(size);
        for unit in body.units.iter().take(kept) {
            with.entry(*unit).or_default().push(number);
        }
    }
}

fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        i += usize::from(a <= b);
        j += usize::from(b <= a);
        shared += usize::from(a == b);
    }
    shared
}
