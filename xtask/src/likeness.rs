//! `cargo xtask likeness FILE.jsonl`: how well the likeness of texts, as [`Index`] works it out, finds lines that mean
//! the same. The file has one line each: `{"id","text","intent","same":[ids],"different":[ids]}`, ids counting from 0.
//!
//! `intent_1nn` is the share of lines whose nearest other line has their intent; `map` the mean average precision of
//! ranking a line's `same` before its `different`, where lines of equal likeness count as ranked wrongly.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fs;
use std::sync::Arc;

use qinyu::engine::retrieval::Index;
use qinyu::library::Phrase;
use qinyu::text::normalize;
use serde::Deserialize;

use crate::tools::Outcome;

#[derive(Deserialize)]
struct Line {
    text: String,
    intent: Option<String>,
    same: Vec<usize>,
    different: Vec<usize>,
}

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let Some(file) = arguments.first() else {
        return Err(
            "name the file of lines: cargo xtask likeness FILE.jsonl, a path from the checkout's root".to_owned()
        );
    };
    let text = fs::read_to_string(file).map_err(|error| format!("{file} can't be read ({error}); name another"))?;
    let mut lines: Vec<Line> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line =
            serde_json::from_str(line).map_err(|_| format!("{file} line {}: not a line to compare", number + 1))?;
        lines.push(line);
    }
    let (nearest, map) = measure(&lines);
    println!("{}", serde_json::json!({ "lines": lines.len(), "intent_1nn": nearest, "map": map }));
    Ok(())
}

fn measure(lines: &[Line]) -> (f64, f64) {
    let phrases: Vec<_> = lines.iter().map(|line| Arc::new(phrase(&line.text))).collect();
    let index = Index::new(&phrases);
    let (mut right, mut precisions) = (0_usize, Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let hits = index.find(&normalize(&line.text), lines.len());
        let other = hits.iter().find(|hit| hit.phrase != at).and_then(|hit| lines.get(hit.phrase));
        right += usize::from(other.is_some_and(|other| other.intent == line.intent));
        let same: HashSet<usize> = line.same.iter().copied().filter(|id| *id != at).collect();
        let likeness = |id: usize| hits.iter().find(|hit| hit.phrase == id).map_or(0, |hit| hit.likeness);
        let mut ranked: Vec<_> =
            same.iter().chain(&line.different).map(|id| (Reverse(likeness(*id)), same.contains(id))).collect();
        ranked.sort_unstable();
        precisions.extend(average_precision(ranked.into_iter().map(|(_, same)| same)));
    }
    let mean = precisions.iter().sum::<f64>() / precisions.len().max(1) as f64;
    (right as f64 / lines.len().max(1) as f64, mean)
}

/// `None` without anything to find.
fn average_precision(ranked: impl Iterator<Item = bool>) -> Option<f64> {
    let (mut found, mut sum) = (0_u32, 0.0);
    for (place, _) in ranked.enumerate().filter(|(_, same)| *same) {
        found += 1;
        sum += f64::from(found) / (place + 1) as f64;
    }
    (found > 0).then(|| sum / f64::from(found))
}

fn phrase(query: &str) -> Phrase {
    Phrase { queries: vec![query.to_owned(), String::new()], ..Phrase::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_averaged_over_what_is_found() {
        assert_eq!(average_precision([true, false, true].into_iter()), Some((1.0 + 2.0 / 3.0) / 2.0));
        assert_eq!(average_precision([false].into_iter()), None);
    }

    #[test]
    fn lines_that_share_their_words_are_nearest() {
        let line = |text: &str, intent: &str, same: &[usize], different: &[usize]| Line {
            text: text.into(),
            intent: Some(intent.into()),
            same: same.into(),
            different: different.into(),
        };
        let lines = [
            line("什么时候发货", "dispatch", &[1], &[2, 3]),
            line("啥时候能发货", "dispatch", &[0], &[2, 3]),
            line("怎么退款", "refund", &[3], &[0, 1]),
            line("退款怎么弄", "refund", &[2], &[0, 1]),
        ];
        assert_eq!(measure(&lines), (1.0, 1.0));
    }
}
