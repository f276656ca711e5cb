//! `cargo xtask bench`: how long the engine and the whole extension take, measured in the browser. `drive/bench.mjs`
//! does the browser's side and prints the figures; none of them is asserted. `drive/search/` does the same for the
//! phrase search.

use std::fs;
use std::path::Path;

use crate::assemble::{self, Profile};
use crate::demo::drive;
use crate::setup;
use crate::tools::{Outcome, empty_folder};

/// Where the engine alone stands, as wasm with its bindings.
const FOLDER: &str = "target/bench";

/// `bench` for the engine and the extension, `bench search [--phrases FILE.json]` for the phrase search beside its peers,
/// `bench mine` for mining orders, `bench shop [ITEMS LINES]` for a large shop in the panel, `bench page` for what reading
/// costs a page.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *words {
        [] => extension(),
        ["search"] => search(None),
        ["search", "--phrases", file] => search(Some(file)),
        ["shop"] => large_shop(&[]),
        ["shop", items, lines] => large_shop(&[items, lines]),
        ["page", ref options @ ..] => page(options),
        ["mine", ..] => crate::bench_mine::task(arguments.get(1..).unwrap_or_default()),
        _ => Err(
            "bench takes nothing, `search [--phrases FILE.json]` with FILE an array of strings, `mine`, `shop [ITEMS \
                  LINES]`, or `page [--rounds N] [--openings N]`"
                .into(),
        ),
    }
}

fn extension() -> Outcome {
    setup::task(&[])?;
    assemble::build(Profile::Release)?;
    alone(&[("xtask/drive/bench.html", "index.html")])?;
    drive("xtask/drive/bench.mjs", &[], &[])
}

fn search(file: Option<&str>) -> Outcome {
    if let Some(file) = file.filter(|file| !Path::new(file).is_file()) {
        return Err(format!(
            "{file} is no file; name one with an array of strings, by a path from the checkout's root"
        ));
    }
    setup::task(&[])?;
    alone(&[("xtask/drive/search/page.html", "page.html"), ("xtask/drive/search/page.js", "page.js")])?;
    drive("xtask/drive/search/bench.mjs", &file.into_iter().collect::<Vec<_>>(), &[])
}

fn large_shop(size: &[&str]) -> Outcome {
    setup::task(&[])?;
    assemble::build(Profile::Release)?;
    drive("xtask/drive/large_shop.mjs", size, &[])
}

/// With the tests' extension: the page side is the same, and sites of the platforms are read.
fn page(options: &[&str]) -> Outcome {
    setup::task(&[])?;
    assemble::build(Profile::Release)?;
    drive("xtask/drive/bench_page.mjs", options, &[])
}

/// The members of `benches/` as wasm, beside the pages that time them.
fn alone(pages: &[(&str, &str)]) -> Outcome {
    if !Path::new("benches/Cargo.toml").exists() {
        return Err("benches/ is missing; restore it from git".into());
    }
    empty_folder(Path::new(FOLDER))?;
    assemble::module("benches", Path::new(FOLDER))?;
    for (page, name) in pages {
        fs::copy(page, format!("{FOLDER}/{name}"))
            .map_err(|error| format!("{page} can't be copied ({error}); restore it from git"))?;
    }
    Ok(())
}
