//! `cargo xtask bench mine`: how long it takes to mine a year of orders, natively and as wasm in a worker of the browser,
//! beside what others take for a part of it on the same files. The last line is one JSON object; nothing is asserted.

use crate::{
    assemble,
    demo::drive,
    eval, setup,
    tools::{Outcome, ask, empty_folder, read, write},
};
use serde_json::{Value, json};
use std::path::Path;

/// Where files that all sides read stand, and the module.
const FOLDER: &str = "target/bench";
const ORDERS: &str = "target/bench/orders.bin";
const GROCERIES: &str = "target/bench/groceries.txt";
/// What the browser's side measured.
const IN_BROWSER: &str = "target/bench/mine.json";
const HELP: &str = "bench mine takes [--data FILE] [--products FILE] [--groceries FILE] [--native]: orders, their items and \
                    baskets, by default those in shared/data; --native leaves the browser out";
/// By default; `shared/` lies in or beside the checkout where these data are.
const DATA: [(&str, &str); 3] = [
    ("--data", "retail_orders.dev.csv.gz"),
    ("--products", "retail_products.csv.gz"),
    ("--groceries", "groceries_baskets.csv"),
];
const PACKAGES: &str = "numpy scipy pandas mlxtend efficient-apriori";

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let mut files = DATA.map(|(_, name)| {
        let places = ["shared/data", "../shared/data"].map(|folder| format!("{folder}/{name}"));
        places.into_iter().find(|place| Path::new(place).is_file())
    });
    let (mut rest, mut in_browser) = (arguments.iter(), true);
    while let Some(argument) = rest.next() {
        if argument == "--native" {
            in_browser = false;
            continue;
        }
        let file = DATA.iter().zip(&mut files).find(|((name, _), _)| name == argument).map(|(_, file)| file);
        let (Some(file), Some(given)) = (file, rest.next()) else { return Err(HELP.to_owned()) };
        *file = Some(given.clone());
    }
    let [Some(data), Some(products), Some(groceries)] = files else {
        return Err(format!("a file is not found and must be named: {HELP}"));
    };
    empty_folder(Path::new(FOLDER))?;
    write(ORDERS, eval::orders_as_numbers(&data, &products)?)?;
    write(GROCERIES, eval::groceries_as_numbers(&groceries)?)?;
    let native = json(
        ask(
            "cargo",
            &["run", "--quiet", "--profile", "measure", "-p", "benches", "--bin", "mine-speed", ORDERS, GROCERIES],
        ),
        "the native figures; `cargo build --profile measure -p benches` says why",
    )?;
    let peers = peers()?;
    let browser = if in_browser { browser()? } else { Value::Null };
    print(&native, &peers, &browser);
    println!("{}", json!({ "native": native, "browser": browser, "peers": peers }));
    Ok(())
}

fn browser() -> Outcome<Value> {
    setup::task(&[])?;
    assemble::module_as_second("benches", Path::new(FOLDER))?;
    for name in ["page.html", "worker.js"] {
        write(format!("{FOLDER}/{name}"), read(format!("xtask/drive/mine/{name}"))?)?;
    }
    drive("xtask/drive/mine/bench.mjs", &[IN_BROWSER], &[])?;
    json(Some(read(IN_BROWSER)?), "the browser's figures")
}

/// What Python's libraries take; nothing of those that aren't there.
fn peers() -> Outcome<Value> {
    let Some(answer) = ask("python3", &["xtask/drive/mine/peers.py", ORDERS, GROCERIES]) else {
        println!("python3 is missing or failed, so nothing is measured beside; it needs `pip install {PACKAGES}`");
        return Ok(json!({}));
    };
    let peers = json(Some(answer), "Python's figures")?;
    let missing: Vec<&str> = peers["missing"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !missing.is_empty() {
        println!("not measured: {}; `pip install {PACKAGES}` brings all", missing.join(", "));
    }
    Ok(peers)
}

fn json(answer: Option<String>, what: &str) -> Outcome<Value> {
    answer.and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(|| format!("there are none of {what}"))
}

fn print(native: &Value, peers: &Value, browser: &Value) {
    let number = |value: &Value| value.as_f64().map_or("-".to_owned(), |number| format!("{number:.3}"));
    let row = |what: &str, value: &Value| println!("{what:<52} {:>9}", number(value));
    println!("{} baskets, {} lines, {} items", native["baskets"], native["lines"], native["items"]);
    for growth in native["growth"].as_array().into_iter().flatten() {
        row(&format!("mined natively, {} lines, s", growth["lines"]), &growth["seconds"]);
    }
    for growth in browser["growth"].as_array().into_iter().flatten() {
        row(&format!("mined in a worker, {} lines, s", growth["lines"]), &growth["seconds"]);
    }
    row("memory of the worker's module, MB", &browser["memory_mb"]);
    row("the baskets' product alone in SciPy, s", &peers["scipy"]["seconds"]);
    row(&format!("{} rules of the groceries, s", native["rules"]), &native["rules_seconds"]);
    for peer in ["mlxtend", "efficient_apriori"] {
        row(&format!("{} rules by {peer}, s", peers[peer]["rules"]), &peers[peer]["seconds"]);
    }
    row("proposals for one item, p95, ms", &native["lookup_ms"]["one"]["p95"]);
    row("proposals for three, p95, ms", &native["lookup_ms"]["three"]["p95"]);
}
