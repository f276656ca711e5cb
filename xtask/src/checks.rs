//! `cargo xtask test`: what CI runs and what has to pass before a change goes in. A new check is a line in [`STEPS`].

use std::path::{Path, PathBuf};

use crate::assemble::{self, Profile};
use crate::tools::{
    Outcome, chromium, files_below, find, firefox, geckodriver, read, run, run_with, wasm_bindgen, write,
};
use crate::{manifest, setup};

/// One check: its name, and what runs.
type Step = (&'static str, fn() -> Outcome);

/// In the order of how soon they fail.
const STEPS: &[Step] = &[
    ("format", || run("cargo", &["fmt", "--all", "--check"])),
    ("lints", lints),
    ("documentation", documentation),
    ("native tests", || run("cargo", &["test", "--workspace"])),
    ("set-up", || setup::task(&[])),
    ("lints for wasm", wasm_lints),
    ("build", || assemble::build(Profile::Release)),
    ("tests in the browser", browser_tests),
    ("tests of the extension", extension_tests),
    ("tests in Firefox", firefox_tests),
];

/// What `--faults` runs: kills, damages and full disks take minutes, so CI runs them as a job of their own.
const FAULT_STEPS: &[Step] =
    &[("set-up", || setup::task(&[])), ("build", || assemble::build(Profile::Release)), ("faults", fault_tests)];

/// Where the tests of faults put their figures.
const FIGURES: &str = "target/faults.json";

/// Runs every step and stops at the first that fails.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let steps = match arguments {
        [] => STEPS,
        [flag] if flag == "--faults" => FAULT_STEPS,
        _ => return Err("test takes --faults or nothing; for one test run `cargo test NAME`".into()),
    };
    for (name, run) in steps {
        println!("== {name}");
        run()?;
    }
    if arguments.is_empty() {
        println!("== all passed");
    }
    Ok(())
}

fn lints() -> Outcome {
    run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    // A workspace of its own, which is run with the nightly toolchain, but has to compile with what changes here.
    let fuzz = ["--manifest-path", "fuzz/Cargo.toml", "--target-dir", "target/fuzz", "--locked"];
    run("cargo", &[&["check"], &fuzz[..]].concat())
}

fn wasm_lints() -> Outcome {
    let target = ["--target", "wasm32-unknown-unknown", "--target-dir", "target/wasm"];
    run(
        "cargo",
        &[&["clippy", "--package", "qinyu", "--lib", "--test", "browser"], &target[..], &["--", "-D", "warnings"]]
            .concat(),
    )?;
    run("cargo", &[&["clippy", "--package", "exchange", "--lib"], &target[..], &["--", "-D", "warnings"]].concat())
}

fn documentation() -> Outcome {
    let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    run_with("cargo", &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}

fn browser_tests() -> Outcome {
    let version = manifest::load()?.tools.wasm_bindgen;
    let (Some(bindgen), Some(driver)) = (wasm_bindgen(&version), find(&["chromedriver"])) else {
        return Err("wasm-bindgen or chromedriver is missing; run `cargo xtask setup`".into());
    };
    // Cargo starts the runner from the package's folder, not from here.
    let runner = std::path::absolute(bindgen.with_file_name("wasm-bindgen-test-runner"))
        .map_err(|error| format!("the place of wasm-bindgen can't be told ({error}); run `cargo xtask setup`"))?;
    let arguments = ["test", "--target", "wasm32-unknown-unknown", "--target-dir", "target/wasm", "--test", "browser"];
    let variables = [
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &*runner.to_string_lossy()),
        ("CHROMEDRIVER", &*driver.to_string_lossy()),
    ];
    run_with("cargo", &arguments, &variables)
}

fn extension_tests() -> Outcome {
    tests_below(Path::new("tests/e2e"), &[("CHROMIUM", &named(chromium(), "Chromium")?)])
}

fn firefox_tests() -> Outcome {
    let driver = geckodriver(&manifest::load()?.tools.geckodriver);
    let variables =
        [("FIREFOX", &*named(firefox(), "Firefox")?), ("GECKODRIVER", &*named(driver, "geckodriver of this version")?)];
    tests_below(Path::new("tests/firefox"), &variables)
}

fn named(program: Option<PathBuf>, what: &str) -> Outcome<String> {
    program
        .map(|place| place.to_string_lossy().into_owned())
        .ok_or_else(|| format!("no {what} is found; run `cargo xtask setup`"))
}

/// What the browser's death, damaged files and a full disk do to what is kept; the last line is JSON.
fn fault_tests() -> Outcome {
    write(FIGURES, "{}")?;
    tests_below(Path::new("tests/faults"), &[("CHROMIUM", &named(chromium(), "Chromium")?)])?;
    println!("{}", read(FIGURES)?);
    Ok(())
}

/// Every `*.test.js` below a folder, with variables that name the browser; they load what may read local pages.
fn tests_below(folder: &Path, variables: &[(&str, &str)]) -> Outcome {
    let files: Vec<String> = files_below(folder)?
        .iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.js"))
        .map(|file| folder.join(file).to_string_lossy().into_owned())
        .collect();
    if files.is_empty() {
        return Err(format!("{} has no *.test.js file; add one or remove the folder", folder.display()));
    }
    // One browser at a time: with two on two cores, each waits for the other's first paint.
    let flags = ["--test", "--test-concurrency=1"];
    let arguments: Vec<&str> = flags.into_iter().chain(files.iter().map(String::as_str)).collect();
    run_with("node", &arguments, variables)
}
