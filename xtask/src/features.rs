//! `cargo xtask features FILE`: what the engine takes lines apart into, for `training/`, so that a line is read in one
//! place only. For each line of FILE it writes, to standard output, how many features it has and then each of them, as
//! 32-bit little-endian numbers.

use std::fs;
use std::io::{self, Write as _};

use qinyu::text::embedding::features;

use crate::tools::Outcome;

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let [file] = arguments else { return Err("name a file of lines: cargo xtask features FILE".to_owned()) };
    let text = fs::read_to_string(file).map_err(|error| format!("{file} can't be read ({error}); name another"))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in text.lines() {
        let mut found: Vec<u32> = vec![0];
        features(line, |feature| found.push(feature));
        found[0] = u32::try_from(found.len() - 1).unwrap_or(u32::MAX);
        let bytes: Vec<u8> = found.iter().flat_map(|number| number.to_le_bytes()).collect();
        out.write_all(&bytes).map_err(|error| format!("the features can't be written: {error}"))?;
    }
    out.flush().map_err(|error| format!("the features can't be written: {error}"))
}
