//! `cargo xtask pack`: work on phrase files for team leads and reviewers, natively and with the code that the panel runs.
//! Each kind of work is a line in [`PARTS`]. What a part was asked to make goes to standard output or into a file, what it
//! noticed on the way to standard error, and its exit code says whether all is well, so that scripts can use it.

mod check;
mod convert;
mod merge;
mod parts;
mod sign;

use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use qinyu::day::Day;
use qinyu::library::{
    pack::Pack,
    pack_file::{self, MAX_BYTES, PackError, PackProblem},
};

use crate::tools::Outcome;

/// One kind of work: its name, its arguments, a line of explanation, and what runs.
struct Part {
    name: &'static str,
    arguments: &'static str,
    line: &'static str,
    run: fn(&[String]) -> Outcome,
}

const PARTS: &[Part] = &[
    Part {
        name: "check",
        arguments: check::ARGUMENTS,
        line: "read packs as the panel does: what is left out and why, counts, sum, signatures, what could be better; \
               fails if anything is wrong with a file",
        run: check::run,
    },
    Part {
        name: "convert",
        arguments: convert::ARGUMENTS,
        line: "read a file of any program and write it as another; FORMAT is told from OUT's ending if it is left out; \
               a pack written as a pack keeps its edits, rules, signatures and pictures",
        run: convert::run,
    },
    Part {
        name: "key",
        arguments: sign::KEY_ARGUMENTS,
        line: "draw a team's key: NAME.secret.key signs and stays with the lead, NAME.public.key is for everyone",
        run: sign::key,
    },
    Part {
        name: "merge",
        arguments: merge::ARGUMENTS,
        line: "merge two copies of a pack; the order of A and B makes no difference to a byte",
        run: merge::run,
    },
    Part {
        name: "sign",
        arguments: sign::SIGN_ARGUMENTS,
        line: "sign a pack as it is now with a secret key, in its file",
        run: sign::sign,
    },
    Part {
        name: "verify",
        arguments: sign::VERIFY_ARGUMENTS,
        line: "who signed a pack: trusted, other key, changed since, forged; fails unless a signature, by KEY if it is \
               named, holds and nothing changed since",
        run: sign::verify,
    },
];

/// `pack PART …`, or the list of parts.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let Some((name, rest)) = arguments.split_first() else {
        for Part { name, arguments, line, .. } in PARTS {
            println!("cargo xtask pack {name} {arguments}\n    {line}");
        }
        println!("    formats: {}", convert::names(|_| true));
        return Ok(());
    };
    match PARTS.iter().find(|part| part.name == name) {
        Some(part) => (part.run)(rest),
        None => Err(format!("there is no `pack {name}`; run `cargo xtask pack` for the list")),
    }
}

/// A pack file, read as the panel reads it.
fn read_pack(path: &str) -> Outcome<(Pack, Vec<PackProblem>)> {
    let refused = |why: String| format!("{path}: {why}");
    // Before it is read: a file of gigabytes is refused by its size.
    if fs::metadata(path).is_ok_and(|about| about.len() > MAX_BYTES as u64) {
        return Err(refused(PackError::TooLarge.to_string()));
    }
    let text =
        fs::read_to_string(path).map_err(|error| refused(format!("can't be read ({error}); name a pack file")))?;
    pack_file::read(&text).map_err(|error| refused(error.to_string()))
}

/// A pack that nothing was left out of: what writes it anew must not lose a phrase.
fn read_whole(path: &str) -> Outcome<Pack> {
    let (pack, problems) = read_pack(path)?;
    for problem in &problems {
        eprintln!("{path}: {}", check::problem_line(problem));
    }
    match problems.iter().filter(|problem| problem.kind.is_refusal()).count() {
        0 => Ok(pack),
        count => Err(format!("{path}: {count} phrases or pictures can't be read and would be lost; mend them first")),
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The day of a time in milliseconds since 1970, at Greenwich.
fn day_of(millis: u64) -> Option<Day> {
    Day::from_count(Day::parse("1970-01-01")?.count() + i32::try_from(millis / 86_400_000).ok()?)
}

/// The file of a pack that is kept with the tests.
#[cfg(test)]
fn fixture(name: &str) -> String {
    format!("{}/../tests/packs/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_day() {
        let day = |millis| day_of(millis).map(Day::print);
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(1_709_251_199_999).as_deref(), Some("2024-02-29"));
        assert_eq!(day(1_709_251_200_000).as_deref(), Some("2024-03-01"));
        assert_eq!(day(1_798_761_599_999).as_deref(), Some("2026-12-31"));
    }
}
