//! The project's own commands: `cargo xtask NAME`. Without a name it lists them.
//!
//! Reading order: [`tools`] runs programs and finds them, [`manifest`] reads `wasm-pack.toml`, [`setup`] brings what
//! the build needs, [`assemble`] builds `dist/`, [`firefox`] turns it into Firefox's, [`package`] zips both, [`demo`] shows it, [`mod@bench`] and [`bench_mine`] measure it,
//! [`checks`] is what CI runs, [`mod@fuzz`] what runs longer. [`pack`] works on phrase files, [`mod@search`] finds phrases
//! in packs, [`replay`] shows the engine on real talk, [`gaps`] what it has no answer to, [`eval`] measures it and cross-selling on public data, [`features`] feeds `training/`,
//! [`sample_shop`] invents a shop, [`mod@scenes`] gives the pretend chat its buyers for practice. `drive/` beside `src/` is the browser's side of demo, bench and tests.

mod assemble;
mod bench;
mod bench_mine;
mod checks;
mod demo;
mod eval;
mod features;
mod firefox;
mod fuzz;
mod gaps;
mod manifest;
mod pack;
mod package;
mod replay;
mod sample_shop;
mod scenes;
mod search;
mod setup;
mod shipped;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use tools::Outcome;

/// One command: its name, its arguments, a line of explanation, and what runs with the arguments given.
struct Task {
    name: &'static str,
    arguments: &'static str,
    line: &'static str,
    run: fn(&[String]) -> Outcome,
}

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        arguments: "[--headless]",
        line: "set up, build, show it beside a pretend chat",
        run: demo::task,
    },
    Task {
        name: "test",
        arguments: "[--faults]",
        line: "set up, check everything and run every test; --faults: kills, damages, full disks",
        run: checks::task,
    },
    Task { name: "setup", arguments: "", line: "bring what the build and the tests need", run: setup::task },
    Task {
        name: "build",
        arguments: "[--dev]",
        line: "build the extension into dist/, and dist-firefox/",
        run: assemble::task,
    },
    Task { name: "package", arguments: "", line: "build, and zip it for the stores", run: package::task },
    Task {
        name: "pack",
        arguments: "PART ...",
        line: "check, merge, sign and verify packs, convert files of other programs; `pack` alone lists the parts",
        run: pack::task,
    },
    Task {
        name: "fuzz",
        arguments: "[SECONDS]",
        line: "run every fuzz target, each for a minute (needs the nightly toolchain)",
        run: fuzz::task,
    },
    Task {
        name: "bench",
        arguments: "[search|mine|shop|page ...]",
        line: "measure its speed in the browser",
        run: bench::task,
    },
    Task {
        name: "search",
        arguments: "--library PACK... QUERY",
        line: "show what the search box finds in packs",
        run: search::task,
    },
    Task {
        name: "eval",
        arguments: "TASK ...",
        line: "measure understanding and cross-selling on public data; `eval` alone lists the tasks",
        run: eval::task,
    },
    Task {
        name: "features",
        arguments: "FILE",
        line: "write what lines are taken apart into, for training the table of meanings",
        run: features::task,
    },
    Task {
        name: "sample-shop",
        arguments: "[--seed N] DIR",
        line: "write the files of an invented shop: catalogue, orders, promotions, sizes, sets",
        run: sample_shop::task,
    },
    Task {
        name: "replay",
        arguments: "FILE.jsonl",
        line: "show what would be suggested in chats that took place",
        run: replay::task,
    },
    Task {
        name: "gaps",
        arguments: "--data FILE [--pack FILE]...",
        line: "show which questions of saved chats have no phrase, alike ones together",
        run: gaps::task,
    },
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        list();
        return ExitCode::SUCCESS;
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("there is no task {name}; these are known:");
        list();
        return ExitCode::FAILURE;
    };
    match enter_root().and_then(|()| (task.run)(&arguments.collect::<Vec<_>>())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn list() {
    for Task { name, arguments, line, .. } in TASKS {
        println!("cargo xtask {:<23} {line}", format!("{name} {arguments}"));
    }
}

/// Every path in xtask is relative to the repository, wherever the command was typed.
fn enter_root() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::set_current_dir(&root).map_err(|error| {
        format!("{} can't be entered ({error}); run `cargo xtask` in the checkout it was built from", root.display())
    })
}
