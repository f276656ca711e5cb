//! What a reviewer would have to remember: who may name whom, which versions are pinned, how long a file may be.
//! Every failure says how it is mended. The rules stand in ARCHITECTURE.md, "Invariants".

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines of a source file with its tests; beyond, one file holds two ideas.
const LONGEST_FILE: usize = 360;

/// What each module of the crate may name, in reading order.
const LAYERS: &[(&str, &[&str])] = &[
    ("sorting", &[]),
    ("day", &[]),
    ("text", &["sorting"]),
    ("chat", &["text"]),
    ("shop", &["day", "sorting", "text"]),
    ("cross_sell", &["chat", "day", "shop", "sorting", "text"]),
    ("wire", &["chat", "text"]),
    ("library", &["chat", "day", "sorting", "text"]),
    ("rules", &["chat", "library"]),
    ("engine", &["chat", "library", "rules", "sorting", "text"]),
    ("care", &["chat", "day", "library", "rules", "shop", "sorting", "text"]),
    ("panel", &["care", "chat", "cross_sell", "day", "engine", "library", "rules", "shop", "sorting", "text", "wire"]),
    ("storage", &["care", "chat", "cross_sell", "day", "library", "panel", "shop", "sorting", "text"]),
    (
        "browser",
        &["care", "cross_sell", "day", "engine", "library", "panel", "rules", "shop", "storage", "text", "wire"],
    ),
    ("lib", &[]),
];

/// The doors at which something is read or written; stored and sent shapes are types of their own.
const DOORS: &[&str] = &[
    "src/wire/json.rs",
    "src/storage/backup.rs",
    "src/storage/root.rs",
    "src/storage/legacy.rs",
    "src/storage/campaigns.rs",
    "src/storage/figures.rs",
    "src/storage/buyers.rs",
    "src/storage/follow_ups.rs",
    "src/storage/settings.rs",
    "src/storage/library.rs",
    "src/rules/after_sales.rs",
    "src/rules/buyers.rs",
    "src/rules/campaigns.rs",
    "src/rules/checks.rs",
    "src/rules/clocks.rs",
    "src/rules/handover.rs",
    "src/rules/mod.rs",
    "src/rules/order_steps.rs",
    "src/rules/promises.rs",
    "src/rules/scenes.rs",
    "src/browser/page.rs",
    // A pack's fields are JSON values all the way, so that those of newer versions are kept.
    "src/library/collection.rs",
    "src/library/edit.rs",
    "src/library/exchanged.rs",
    "src/library/field_edit.rs",
    "src/library/folder/sealed_tests.rs",
    "src/library/head.rs",
    "src/library/folder/tests.rs",
    "src/library/kept_pack.rs",
    "src/library/pack.rs",
    "src/library/pack_file.rs",
    "src/library/phrase_fields.rs",
    "src/library/plan.rs",
    "src/library/policy.rs",
    "src/library/record/canonical.rs",
    "src/library/record/json.rs",
    "src/library/record/mod.rs",
    "src/library/record/parts.rs",
    "src/library/record/tests.rs",
    "src/library/seal/mod.rs",
    "src/library/seal/tests.rs",
    "src/library/strict_json.rs",
    "src/library/taught.rs",
    "src/library/habit.rs",
    "src/library/usage.rs",
    "src/panel/report/team_file.rs",
    "src/panel/shop_files/answer.rs",
];

/// Where code of the project's own stands.
const CODE: [&str; 10] = [
    "src",
    "exchange/src",
    "exchange/tests",
    "fuzz/fuzz_targets",
    "fuzz/src",
    "xtask",
    "tests",
    "benches",
    "extension",
    "www",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below folders of the repository with one of these endings, each with its path from the root and its text.
fn files(folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    for folder in folders.iter().map(|folder| root().join(folder)).filter(|folder| folder.exists()) {
        walk(&folder, &mut found);
    }
    found.retain(|path| path.extension().is_some_and(|ending| endings.contains(&&*ending.to_string_lossy())));
    found.sort();
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// A file without its tests and comments.
fn product(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn crate_modules(text: &str) -> Vec<String> {
    let mut named = Vec::new();
    let identifier = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            named.push(identifier(rest));
            continue;
        };
        let (mut depth, mut start) = (1, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => start = true,
                c if start && depth == 1 && c.is_alphabetic() => {
                    named.push(identifier(&group[at..]));
                    start = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    named
}

#[test]
fn modules_name_only_those_below_them() {
    let mut checked = 0;
    for (path, text) in files(&["src"], &["rs"]) {
        let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap();
        let (_, allowed) = LAYERS
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{path}: give the module {module} its place in LAYERS, tests/tidy.rs"));
        for named in crate_modules(&product(&text)) {
            checked += 1;
            assert!(
                named == module || allowed.contains(&named.as_str()),
                "{path} names crate::{named}, which stands above it; move what it needs down, or pass it in"
            );
        }
    }
    assert!(checked > 50, "only {checked} names were found");
}

#[test]
fn only_the_browser_module_names_the_browser() {
    for (path, text) in files(&["src"], &["rs"]).iter().filter(|(path, _)| !path.starts_with("src/browser/")) {
        for name in ["web_sys", "js_sys", "wasm_bindgen", "gloo"] {
            assert!(!text.contains(name), "{path} names {name}; only src/browser/ may: return an Effect instead");
        }
    }
}

#[test]
fn serde_stands_only_at_the_doors() {
    for (path, text) in files(&["src"], &["rs"]).iter().filter(|(path, _)| !DOORS.contains(&path.as_str())) {
        assert!(!product(text).contains("serde"), "{path} names serde; give the door a shape of its own instead");
    }
}

#[test]
fn nothing_reads_a_clock_and_the_engine_does_not_fail() {
    for (path, text) in
        files(&["src", "exchange/src"], &["rs"]).into_iter().filter(|(path, _)| path != "src/browser/clock.rs")
    {
        for clock in ["std::time", "SystemTime", "Instant::", "Date::now", "performance"] {
            assert!(!product(&text).contains(clock), "{path} names {clock}; time is an argument");
        }
        if path.starts_with("src/engine/") || path.starts_with("src/care/") {
            assert!(
                !product(&text).contains("Result<"),
                "{path}: the engine can't fail; odd input gives fewer suggestions"
            );
        }
    }
}

#[test]
fn every_version_is_pinned() {
    for file in ["Cargo.toml", "xtask/Cargo.toml", "benches/Cargo.toml", "exchange/Cargo.toml", "fuzz/Cargo.toml"] {
        let Ok(text) = fs::read_to_string(root().join(file)) else { continue };
        let (mut dependencies, mut found) = (false, 0);
        for line in text.lines() {
            if line.starts_with('[') {
                dependencies = line.trim_end_matches(']').ends_with("dependencies");
            } else if dependencies && line.contains('=') && !line.contains("path =") {
                found += 1;
                assert!(line.contains("\"="), "{file}: pin the exact version, as in \"=1.2.3\": {line}");
            }
        }
        assert!(found > 0, "no dependency was found in {file}");
    }
    let package = fs::read_to_string(root().join("package.json")).unwrap();
    let dependencies = package.split("ependencies\"").nth(1).unwrap();
    for line in dependencies.lines().filter(|line| line.contains("\": \"")) {
        assert!(!line.contains(['^', '~', '*', '>']), "package.json: pin the exact version: {line}");
    }
}

#[test]
fn files_are_short_and_say_where_they_stand() {
    let code = files(&CODE, &["rs", "js", "mjs"]);
    assert!(code.len() > 50);
    for (path, text) in &code {
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{path} has {lines} lines; split it where its second idea begins");
        if path.ends_with(".rs") {
            assert!(text.starts_with("//!"), "{path} has no module doc; say where it stands in the flow");
        }
    }
}

#[test]
fn nothing_is_left_undone_or_passed_over() {
    // In two parts, so that this file does not find itself.
    let marks =
        [["to", "do!"], ["unimplem", "ented!"], ["#[ig", "nore"], ["FIX", "ME"], ["TO", "DO"], ["waitFor", "Timeout"]];
    for (path, text) in files(&CODE, &["rs", "js", "mjs", "css", "html"]) {
        for mark in marks.map(|parts| parts.concat()) {
            assert!(!text.contains(&mark), "{path} has {mark}; do it, or write it down as an issue");
        }
    }
}

#[test]
fn the_page_side_and_the_panel_have_no_way_out() {
    for (path, text) in files(&["extension", "www"], &["js"]) {
        // The extension's own modules: the second is loaded on first use, for the panel's first load must not wait for it.
        let own = match path.as_str() {
            "www/second.js" => "import(`./exchange.js?${panics}`)",
            "www/early.js" => "fetch('qinyu_bg.wasm')",
            "www/panel.js" => "fetch('meanings.bin')",
            _ => "",
        };
        let text = text.replacen(own, "", 1);
        for call in ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource", "innerHTML", "import("] {
            assert!(!text.contains(call), "{path} has {call}; nothing leaves the machine, and buyers' words are text");
        }
    }
}

#[test]
fn the_architecture_fits_on_a_page() {
    let lines = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap().lines().count();
    assert!(lines <= 150, "ARCHITECTURE.md has {lines} lines; the limit is 150");
}
