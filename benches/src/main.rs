//! Native figures: `cargo run --release -p benches [PHRASES]`. They are no promise for a browser, where the same code
//! takes a few times longer; they show at once whether a change made it slower.

use benches::{Bench, TURNS};
use qinyu::{
    engine::Engine,
    library::{
        Phrase,
        lint::{Linted, lint},
        policy::Policy,
    },
};
use std::time::{Duration, Instant};

/// As many as a big team's library has.
const PHRASES: usize = 10_000;
/// Engines that are built, and rounds over the turns: enough for a steady median in a second or two.
const BUILDS: usize = 9;
const ROUNDS: usize = 5;

fn main() {
    let phrases = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(PHRASES);
    let mut bench = Bench::new(phrases);
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
    let read = (0..BUILDS).map(|_| timed(|| bench.read_meanings())).collect();
    print("meanings", phrases, read);
    let turns = (0..ROUNDS * TURNS).map(|turn| {
        timed(|| {
            std::hint::black_box(bench.suggest(turn));
        })
    });
    print("by meaning", phrases, turns.collect());
    check(phrases, &bench);
}

/// What the check of the library takes: as made up, and where twins could make it slow, for every phrase says the same but
/// for a number, or exactly the same.
fn check(phrases: usize, bench: &Bench) {
    let policy = Policy::default();
    let shared = bench.packs.iter().flat_map(|pack| &pack.phrases);
    let made_up: Vec<Phrase> = shared.map(|phrase| Phrase::clone(phrase)).collect();
    let alike = |body: fn(usize) -> String| {
        let phrases = made_up.iter().enumerate();
        phrases.map(|(at, phrase)| Phrase { body: body(at), ..phrase.clone() }).collect::<Vec<_>>()
    };
    let numbered = alike(|at| format!("您的第{at}号包裹今天16点前发出，走默认快递，您放心哦"));
    let lettered = alike(|at| {
        let letter = char::from_u32(0x4e00 + u32::try_from(at % 20_000).unwrap_or_default()).unwrap_or('好');
        format!("您要的{letter}今天16点前发出，走默认快递，您放心哦")
    });
    let same = alike(|_| "您的包裹今天16点前发出，走默认快递，您放心哦".to_owned());
    for (what, phrases_of) in
        [("lint", &made_up), ("  numbered", &numbered), ("  lettered", &lettered), ("  the same", &same)]
    {
        let linted: Vec<_> = phrases_of
            .iter()
            .map(|phrase| Linted { phrase, trade: None, policy: &policy, has_unused_changes: false })
            .collect();
        let times = (0..BUILDS).map(|_| timed(|| drop(std::hint::black_box(lint(&linted, None))))).collect();
        print(what, phrases, times);
        println!("             {} findings", lint(&linted, None).len());
    }
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
