//! `cargo xtask fuzz [SECONDS]`: every target of `fuzz/` for a minute, each with its own line. cargo-fuzz needs the
//! nightly toolchain, so `fuzz/` is a workspace of its own; `cargo xtask test` looks whether it compiles.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tools::{Outcome, ask, files_below, run};

/// The version of cargo-fuzz that the targets were written for.
const VERSION: &str = "0.13.2";
/// Seconds for each target.
const SECONDS: u32 = 60;
/// Megabytes that a target may take, and what its seeds are read as at most.
const MEMORY_MB: u32 = 256;
const TARGETS: &str = "fuzz/fuzz_targets";

/// `fuzz` or `fuzz SECONDS`.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let seconds = match arguments {
        [] => SECONDS,
        [seconds] => seconds.parse().map_err(|_| format!("fuzz takes a number of seconds, not {seconds}"))?,
        _ => return Err("fuzz takes a number of seconds or nothing".into()),
    };
    if ask("cargo", &["+nightly", "fuzz", "--version"]).as_deref() != Some(&format!("cargo-fuzz {VERSION}")) {
        run("cargo", &["install", "cargo-fuzz", "--version", VERSION, "--locked"])?;
    }
    let mut failed = Vec::new();
    for file in files_below(Path::new(TARGETS))? {
        let Some(target) = file.file_stem().and_then(|name| name.to_str()) else { continue };
        let (line, passed) = one(target, seconds)?;
        println!("{target:<12} {line}");
        if !passed {
            failed.push(target.to_owned());
        }
    }
    match failed.as_slice() {
        [] => Ok(()),
        _ => Err(format!(
            "{} failed; `cargo +nightly fuzz run TARGET FILE` with the file in fuzz/artifacts/TARGET/ shows how",
            failed.join(", ")
        )),
    }
}

/// Runs one target; its seeds are read, and what it finds goes into a folder outside of them.
fn one(target: &str, seconds: u32) -> Outcome<(String, bool)> {
    let (found, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
    fs::create_dir_all(&found)
        .map_err(|error| format!("{found} can't be made ({error}); make room or mend its rights"))?;
    let limits = [
        format!("-max_total_time={seconds}"),
        format!("-rss_limit_mb={MEMORY_MB}"),
        // One input that takes so many seconds is a finding.
        "-timeout=5".to_owned(),
        "-max_len=65536".to_owned(),
        "-print_final_stats=1".to_owned(),
    ];
    // No sanitizer for addresses: nothing here is unsafe, and its shadow memory would count against the limit.
    let mut arguments = vec!["+nightly", "fuzz", "run", "--sanitizer", "none", target, &found];
    if Path::new(&seeds).is_dir() {
        arguments.push(&seeds);
    }
    arguments.push("--");
    arguments.extend(limits.iter().map(String::as_str));
    let output = Command::new("cargo")
        .args(&arguments)
        .output()
        .map_err(|error| format!("cargo could not be started ({error}); install Rust and run this again"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !said.contains("INFO: Seed") && !output.status.success() {
        return Err(format!("{target} does not build:\n{said}"));
    }
    Ok((summary(&said, output.status.success()), output.status.success()))
}

/// Executions, coverage and outcome from what libFuzzer said.
fn summary(said: &str, passed: bool) -> String {
    let number = |name: &str| {
        let after = said.rsplit(name).next().filter(|after| after.len() < said.len());
        after.and_then(|after| after.split_whitespace().next()).unwrap_or("?").to_owned()
    };
    let reason = said.lines().find(|line| line.contains("panicked at") || line.contains("ERROR: libFuzzer"));
    let outcome = if passed { "no finding" } else { reason.unwrap_or("failed").trim() };
    format!(
        "{:>10} executions, {:>6} edges covered, {:>4} MB: {outcome}",
        number("stat::number_of_executed_units:"),
        number("cov:"),
        number("stat::peak_rss_mb:")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_holds_the_last_figures_and_the_reason() {
        let said = "INFO: Seed: 1\n#2 INITED cov: 7 ft: 8\n#9 DONE   cov: 19 ft: 30\nstat::number_of_executed_units: 900\nstat::peak_rss_mb:              41\n";
        assert_eq!(summary(said, true), "       900 executions,     19 edges covered,   41 MB: no finding");
        assert!(summary("thread panicked at a.rs:1:2", false).ends_with("thread panicked at a.rs:1:2"));
    }
}
