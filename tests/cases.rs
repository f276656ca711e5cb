//! The 25 cases of abuse and fault (docs/abuse-cases.md): every one is proven by tests that carry its number in their name,
//! the document's table names exactly the files that hold them, and the page side has no way to a server or a button.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should say where")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const CASES: u8 = 25;

/// Where tests stand.
const TESTS: [&str; 3] = ["src", "exchange", "tests"];

/// What asks a server, loads from one, or hands on to something that could; and what presses a button or a key.
const WAYS_OUT: &[&str] = &[
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "importScripts",
    "import(",
    "import ",
    "eval(",
    "Function(",
    "Worker(",
    "serviceWorker",
    "new Image",
    "new Audio",
    "new Request",
    "FontFace",
    "createElement('script",
    "createElement('iframe",
    "createElement('img",
    "createElement('link",
    "createElement('form",
    ".src",
    "srcset",
    ".href",
    ".action =",
    ".ping",
    "setAttribute('src",
    "setAttribute('href",
    "url(",
    "@import",
    "http:",
    "https:",
    "window.open",
    "location =",
    "location.assign",
    "location.replace",
    "navigator.",
    "BroadcastChannel",
    "window.postMessage",
    "runtime.sendMessage",
    "runtime.connect",
    "chrome.storage",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "innerHTML",
    "outerHTML =",
    "insertAdjacentHTML",
    "document.write",
    ".click(",
    ".submit(",
    "requestSubmit",
    "KeyboardEvent(",
    "MouseEvent(",
    "PointerEvent(",
    "SubmitEvent(",
];

/// Files below a folder with their paths from the root.
fn files(folder: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&path, found);
        } else if path.ends_with(".rs") || path.ends_with(".js") {
            found.push((path, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// The numbers that the names of a file's tests carry: `'case 4: …'` in JavaScript, `fn case_21_and_22_…` in Rust.
fn carried(path: &str, text: &str) -> BTreeSet<u8> {
    let begins: &[&str] = if path.ends_with(".rs") { &["fn case_"] } else { &["'case ", "`case "] };
    let mut numbers = BTreeSet::new();
    for (at, begin) in begins.iter().flat_map(|begin| text.match_indices(begin)) {
        let name = &text[at + begin.len()..];
        let mut words = name.split(['_', ':', ' ']);
        while let Some(number) = words.next().and_then(|word| word.parse().ok()) {
            numbers.insert(number);
            if words.next() != Some("and") {
                break;
            }
        }
    }
    numbers
}

/// For each case the files that hold a test with its number.
fn proven() -> BTreeMap<u8, BTreeSet<String>> {
    let mut all = Vec::new();
    TESTS.iter().for_each(|folder| files(folder, &mut all));
    // What is said of names here is no test.
    all.retain(|(path, _)| path != "tests/cases.rs");
    let mut proven: BTreeMap<u8, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in &all {
        for number in carried(path, text) {
            proven.entry(number).or_default().insert(path.clone());
        }
    }
    proven
}

#[test]
fn every_case_has_a_test_that_carries_its_number() {
    let numbers: Vec<u8> = proven().into_keys().collect();
    assert_eq!(numbers, (1..=CASES).collect::<Vec<_>>(), "a test of a case is named `case 4: …` or `case_4_…`");
}

#[test]
fn the_table_names_exactly_the_files_that_prove_a_case() {
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/abuse-cases.md")).unwrap();
    let mut told: BTreeMap<u8, BTreeSet<String>> = BTreeMap::new();
    for line in document.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, what, does, tests] = cells[..] else { continue };
        let Ok(number) = number.parse() else { continue };
        assert!(!what.is_empty() && !does.is_empty(), "case {number} says nothing");
        let paths = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(told.insert(number, paths), None, "case {number} stands there twice");
    }
    let proven = proven();
    for number in 1..=CASES {
        assert_eq!(told.get(&number), proven.get(&number), "case {number}: docs/abuse-cases.md, and the tests");
    }
    assert_eq!(told.len(), usize::from(CASES));
}

#[test]
fn no_file_of_the_page_side_has_a_way_to_a_server_or_to_a_button() {
    let mut page = Vec::new();
    files("extension/page", &mut page);
    assert!(page.iter().any(|(path, _)| path.ends_with("main.js")));
    for (path, text) in page {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for way in WAYS_OUT {
            assert!(!code.contains(way), "{path} has {way}: it reads and inserts, asks no server and presses nothing");
        }
    }
}

#[test]
fn a_name_tells_its_numbers() {
    let check =
        |path, text, numbers: &[u8]| assert_eq!(carried(path, text), numbers.iter().copied().collect(), "{text}");
    check("a.rs", "fn case_21_and_22_two_panels() { fn case_3_x()", &[3, 21, 22]);
    check("a.js", "test('case 4: x and 5', …); test(`case 12: ${kind}`, …); // Case 9: no name", &[4, 12]);
    check("a.js", "test('in case 4: x'); test('[8] y')", &[]);
}
