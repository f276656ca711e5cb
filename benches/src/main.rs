//! Native figures: `cargo run --release -p benches [PHRASES]`. They are no promise for a browser, where the same code
//! takes a few times longer; they show at once whether a change made it slower.

use benches::{Bench, TURNS};
use qinyu::engine::Engine;
use std::time::{Duration, Instant};

/// As many as a big team's library has.
const PHRASES: usize = 10_000;
/// Engines that are built, and rounds over the turns: enough for a steady median in a second or two.
const BUILDS: usize = 9;
const ROUNDS: usize = 5;

fn main() {
    let phrases = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(PHRASES);
    let bench = Bench::new(phrases);
    let builds = (0..BUILDS).map(|_| {
        let packs = bench.packs.clone();
        timed(|| drop(std::hint::black_box(Engine::new(packs))))
    });
    print("Engine::new", phrases, builds.collect());
    let turns = (0..ROUNDS * TURNS).map(|turn| {
        timed(|| {
            std::hint::black_box(bench.suggest(turn));
        })
    });
    print("suggest", phrases, turns.collect());
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn print(what: &str, phrases: usize, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default().as_micros();
    println!("{what:<12} {phrases} phrases   median {} µs   p95 {} µs   of {}", at(50), at(95), times.len());
}
