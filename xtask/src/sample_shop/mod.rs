//! `cargo xtask sample-shop [--seed N] DIR`: the files of a shop that nobody has, for the demo and for tests. 300 items of
//! home textiles, clothes and stationery, 20,000 order lines of thirteen months, five promotions, size charts and sets.
//!
//! [`words`] are its word parts and what is planted in the orders, [`shop`] draws items and orders, [`files`] writes them.
//! The same seed gives the same bytes. `docs/shop-files.md` says what is in them.

mod files;
mod shop;
mod words;

use crate::{eval::Draw, tools::Outcome};
use std::{fs, path::Path};

/// The seed of the demo's shop.
const SEED: u64 = 1;

/// `sample-shop [--seed N] DIR`
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let unread = || "give the folder for the files: cargo xtask sample-shop [--seed N] DIR".to_owned();
    let (seed, folder) = match arguments {
        [folder] => (SEED, folder),
        [name, seed, folder] if name == "--seed" => (seed.parse().map_err(|_| unread())?, folder),
        _ => return Err(unread()),
    };
    for (name, bytes) in write(seed, Path::new(folder))? {
        println!("{name:<16} {bytes:>9} bytes");
    }
    Ok(())
}

/// Writes the demo's shop into a folder.
pub(crate) fn of_the_demo(folder: &str) -> Outcome {
    write(SEED, Path::new(folder)).map(drop)
}

/// Writes the files; their names and lengths.
fn write(seed: u64, folder: &Path) -> Outcome<Vec<(&'static str, usize)>> {
    let failed =
        |error: std::io::Error| format!("{} can't be written: {error}; choose another folder", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let mut written = Vec::new();
    for (name, bytes) in build(seed) {
        written.push((name, bytes.len()));
        fs::write(folder.join(name), bytes).map_err(failed)?;
    }
    Ok(written)
}

/// The files by name.
fn build(seed: u64) -> Vec<(&'static str, Vec<u8>)> {
    let mut draw = Draw(seed);
    let items = shop::items(&mut draw);
    let orders = shop::orders(&mut draw);
    let mark = |text: String| [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    vec![
        ("catalogue.csv", mark(files::catalogue(&items))),
        ("orders.csv", files::gbk(&files::orders(&items, &orders))),
        ("order_lines.csv", files::gbk(&files::lines(&items, &orders))),
        ("promotions.csv", mark(files::promotions(&items))),
        ("size_charts.csv", mark(files::sizes())),
        ("sets.csv", mark(files::sets(&items))),
    ]
}

#[cfg(test)]
mod tests;
