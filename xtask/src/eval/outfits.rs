//! `eval outfits`: one member of an outfit is held out, the others are given; the rest of the outfits is what was learnt.

use super::{Draw, Options, text};
use crate::tools::Outcome;
use qinyu::cross_sell::Sets;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Outfits are learnt from in four parts of five.
const PARTS: usize = 5;
/// Places among which a hit is looked for; the last is what the task is measured by.
const PLACES: [usize; 4] = [1, 3, 5, 10];

pub(super) fn task(options: &Options) -> Outcome {
    let mut numbers = BTreeMap::new();
    let mut draw = Draw(options.number("seed", 1)?);
    let (mut train, mut cases) = (Vec::new(), Vec::new());
    for line in text(options.path("data")?)?.lines() {
        let mut outfit: Vec<u32> = Vec::new();
        for category in line.split_whitespace() {
            let next = numbers.len() as u32;
            let number = *numbers.entry(category.to_owned()).or_insert(next);
            if !outfit.contains(&number) {
                outfit.push(number);
            }
        }
        if draw.below(PARTS) > 0 {
            train.push(outfit);
        } else if outfit.len() > 1 {
            let held_out = outfit.swap_remove(draw.below(outfit.len()));
            outfit.sort_unstable();
            cases.push((outfit, held_out));
        }
    }
    println!("{:<34} {:>7} {:>7} {:>7} {:>7}", "hit at", 1, 3, 5, 10);
    let sets = Sets::new(&train);
    let ours = rate(&cases, |given| sets.complete(given, 10).into_iter().map(|(member, _)| member).collect());
    print("ours", ours);
    let co_count = rate(&cases, |given| co_count(&train, given, numbers.len()));
    print("co-count", co_count);
    print("the ten best for what is given, told by the answers", ceiling(&cases));
    let gain = ours[3] / co_count[3] - 1.0;
    println!("{} outfits learnt from; ours is {:.1} % above co-count at 10", train.len(), gain * 100.0);
    println!(
        "{}",
        json!({ "hit@10": ours[3], "hit@1": ours[0], "hit@3": ours[1], "n": cases.len(),
            "baseline": { "hit@10": co_count[3], "hit@1": co_count[0], "hit@3": co_count[1], "n": cases.len() } })
    );
    Ok(())
}

/// Given categories, and the one to be found.
type Case = (Vec<u32>, u32);

fn rate(cases: &[Case], mut ranked: impl FnMut(&[u32]) -> Vec<u32>) -> [f64; 4] {
    let mut known = BTreeMap::new();
    let mut hits = [0_usize; 4];
    for (given, held_out) in cases {
        let ranked: &Vec<u32> = known.entry(given).or_insert_with(|| ranked(given));
        for (hits, places) in hits.iter_mut().zip(PLACES) {
            *hits += usize::from(ranked.iter().take(places).any(|category| category == held_out));
        }
    }
    hits.map(|hits| hits as f64 / cases.len().max(1) as f64)
}

/// The reference: how often a category was counted with the given ones, added up.
fn co_count(train: &[Vec<u32>], given: &[u32], categories: usize) -> Vec<u32> {
    let mut counts = vec![0_usize; categories];
    for outfit in train {
        let shared = outfit.iter().filter(|category| given.contains(category)).count();
        outfit
            .iter()
            .filter(|category| !given.contains(category))
            .for_each(|category| counts[*category as usize] += shared);
    }
    ranked(counts.into_iter().zip(0..))
}

/// What nobody can beat who sees the given categories alone: for each set of them, the answers most often right.
fn ceiling(cases: &[Case]) -> [f64; 4] {
    let mut answers: BTreeMap<&[u32], BTreeMap<u32, usize>> = BTreeMap::new();
    for (given, held_out) in cases {
        *answers.entry(given).or_default().entry(*held_out).or_default() += 1;
    }
    rate(cases, |given| ranked(answers.get(given).into_iter().flatten().map(|(category, count)| (*count, *category))))
}

fn ranked(counts: impl Iterator<Item = (usize, u32)>) -> Vec<u32> {
    let ranked: BTreeSet<(usize, u32)> = counts.map(|(count, category)| (usize::MAX - count, category)).collect();
    ranked.into_iter().take(10).map(|(_, category)| category).collect()
}

fn print(name: &str, rates: [f64; 4]) {
    println!("{name:<34} {:>7.4} {:>7.4} {:>7.4} {:>7.4}", rates[0], rates[1], rates[2], rates[3]);
}
