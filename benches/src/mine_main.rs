//! Native figures of mining: `cargo run --profile measure -p benches --bin mine-speed ORDERS [GROCERIES]`, both as
//! `cargo xtask bench mine` writes them. Prints one line of JSON; times are the least of some runs, for what else the
//! machine does only adds to them.

use benches::mine::{Mined, PARTS, sum};
use qinyu::cross_sell::{
    Partners,
    association::{Thresholds, associations},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Runs of which the fastest counts.
const RUNS: usize = 3;
const RULE_RUNS: usize = 20;
/// Where both libraries that are held against it are asked for the same.
const THRESHOLDS: Thresholds = Thresholds { support: 0.006, confidence: 0.25, items: 10 };
/// Baskets for which something is looked up, and what is wanted for each.
const ASKED: usize = 5_000;
const WANTED: usize = 10;

fn main() {
    let mut paths = std::env::args().skip(1);
    let read = |path: Option<String>| std::fs::read(path.unwrap_or_default()).unwrap_or_default();
    let (orders, groceries) = (read(paths.next()), read(paths.next()));
    let mut growth = Vec::new();
    let mut whole = Partners::default();
    let mut mined = Mined::default();
    for parts in [1, 3, PARTS] {
        mined = Mined::read(&orders, parts);
        let (least, partners) = least(RUNS, || mined.mine());
        growth.push(json!({ "lines": mined.orders.line_count(), "seconds": least.as_secs_f64() }));
        whole = partners;
    }
    let baskets = baskets(&groceries);
    let items = baskets.iter().flatten().max().map_or(0, |last| last + 1);
    let (rules, found) = least(RULE_RUNS, || associations(&baskets, items, THRESHOLDS));
    let found = found.iter().filter(|rule| !rule.antecedent.is_empty()).count();
    println!(
        "{}",
        json!({
            "lines": mined.orders.line_count(), "baskets": mined.orders.len(), "items": whole.sold.len(),
            "growth": growth, "seconds": growth.last().map(|last| last["seconds"].clone()), "sum": sum(&whole),
            "rules": found, "rules_seconds": rules.as_secs_f64(),
            "lookup_ms": { "one": lookup(&whole, &mined, 1), "three": lookup(&whole, &mined, 3) },
        })
    );
}

fn least<T>(runs: usize, work: impl Fn() -> T) -> (Duration, T) {
    let timed = || {
        let started = Instant::now();
        let made = work();
        (started.elapsed(), made)
    };
    let first = timed();
    (1..runs).map(|_| timed()).fold(first, |least, next| if next.0 < least.0 { next } else { least })
}

/// Milliseconds that proposals take with so many items in the basket.
fn lookup(partners: &Partners, mined: &Mined, items: usize) -> Value {
    let baskets = mined.orders.iter().filter(|basket| basket.lines.len() >= items).take(ASKED);
    let mut times: Vec<f64> = baskets
        .map(|basket| {
            let basket: Vec<u32> = basket.lines.iter().take(items).map(|line| line.item).collect();
            let started = Instant::now();
            std::hint::black_box(partners.propose(&basket, WANTED, |_| true));
            started.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    json!({ "median": at(50), "p95": at(95) })
}

/// Baskets of numbers, one a line.
fn baskets(text: &[u8]) -> Vec<Vec<u32>> {
    let text = String::from_utf8_lossy(text);
    text.lines().map(|line| line.split(' ').filter_map(|number| number.parse().ok()).collect()).collect()
}
