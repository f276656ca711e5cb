//! `cargo xtask eval TASK`: what understanding and cross-selling reach on data that other people made, by the code that
//! runs in the browser. What a task learns from such a file it learns in memory, as it would from a shop's own. Each task prints a
//! table and, last, one line of JSON.

mod add_on;
mod cases;
mod checks;
mod figures;
mod lines;
mod outfits;
mod questions;
mod relations;
mod replies;
mod rules;
mod titles;

pub(crate) use add_on::orders_as_numbers;
pub(crate) use rules::groceries_as_numbers;

use crate::tools::Outcome;
use flate2::read::MultiGzDecoder;
use qinyu::text::embedding::Table;
use std::{collections::HashMap, fs, io::Read};

/// The table of meanings that ships.
const MEANINGS: &str = "www/meanings.bin";

struct Task {
    name: &'static str,
    arguments: &'static str,
    run: fn(&Options) -> Outcome,
}

const TASKS: &[Task] = &[
    Task { name: "rules", arguments: "--data FILE [--support 0.006] [--confidence 0.25]", run: rules::task },
    Task {
        name: "add-on",
        arguments: "--train FILE --products FILE [--data FILE] [--anchors 1] [--baskets 4000] [--seed 1]",
        run: add_on::task,
    },
    Task { name: "outfits", arguments: "--data FILE [--seed 1]", run: outfits::task },
    Task { name: "relations", arguments: "--data FILE [--train FILE] [--folds 5] [--seed 1]", run: relations::task },
    Task { name: "titles", arguments: "--data FILE", run: titles::task },
    Task { name: "same-meaning", arguments: "--data FILE [--table FILE] [--kept yes]", run: lines::same_meaning },
    Task { name: "questions", arguments: "--data FILE [--table FILE] [--kept yes]", run: questions::task },
    Task { name: "similarity", arguments: "--data FILE [--table FILE] [--kept yes]", run: lines::similarity },
    Task {
        name: "phrase-retrieval",
        arguments: "--data FILE [--table FILE] [--kept yes]",
        run: lines::phrase_retrieval,
    },
    Task {
        name: "reply-ranking",
        arguments: "--data FILE [--table FILE] [--features FILE]",
        run: replies::reply_ranking,
    },
    Task { name: "checks", arguments: "--data FILE [--show KIND]", run: checks::task },
    Task { name: "cases", arguments: "--data FILE [--show NAME]", run: cases::task },
    Task { name: "replay", arguments: "--data FILE [--train FILE] [--table FILE]", run: replies::replay },
];

/// `cargo xtask eval TASK --NAME VALUE ...`
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let list = || TASKS.iter().map(|Task { name, arguments, .. }| format!("\n  cargo xtask eval {name} {arguments}"));
    let Some((name, rest)) = arguments.split_first() else {
        return Err(format!("say what is to be measured:{}", list().collect::<String>()));
    };
    let task = TASKS.iter().find(|task| task.name == name);
    let task = task.ok_or_else(|| format!("there is no task {name}:{}", list().collect::<String>()))?;
    (task.run)(&Options::read(rest, task.arguments)?)
}

/// What was given behind `--NAME`.
struct Options(HashMap<String, String>);

impl Options {
    fn read(arguments: &[String], known: &str) -> Result<Self, String> {
        let mut given = HashMap::new();
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let named = name.strip_prefix("--").filter(|name| known.contains(&format!("--{name} ")));
            let (Some(named), Some(value)) = (named, rest.next()) else {
                return Err(format!("{name} is not understood; give {known}"));
            };
            given.insert(named.to_owned(), value.clone());
        }
        Ok(Self(given))
    }

    fn path(&self, name: &str) -> Result<&str, String> {
        self.0.get(name).map(String::as_str).ok_or_else(|| format!("--{name} FILE is missing"))
    }

    fn is_set(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn number<N: std::str::FromStr>(&self, name: &str, default: N) -> Result<N, String> {
        let read = |text: &String| text.parse().map_err(|_| format!("--{name} {text} is no number that fits"));
        self.0.get(name).map_or(Ok(default), read)
    }
}

/// The text of a file, unpacked when its name ends in `.gz`.
fn text(path: &str) -> Result<String, String> {
    let unread = |error: std::io::Error| format!("{path} can't be read: {error}");
    let bytes = fs::read(path).map_err(unread)?;
    let mut text = String::new();
    if path.ends_with(".gz") {
        MultiGzDecoder::new(&*bytes).read_to_string(&mut text).map_err(unread)?;
        return Ok(text);
    }
    String::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8"))
}

/// The table of meanings that ships, or the one that `--table` names.
fn table(options: &Options) -> Result<Table, String> {
    let path = options.0.get("table").map_or(MEANINGS, String::as_str);
    let bytes = fs::read(path).map_err(|error| format!("{path} can't be read: {error}"))?;
    Table::read(&bytes).map_err(|error| format!("{path}: {error}"))
}

/// A draw that the same seed gives again (SplitMix64, Steele, Lea and Flood 2014).
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}
