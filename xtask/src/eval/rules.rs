//! `eval rules`: association rules of one consequent in baskets, one a line with commas between the items.

use super::{Options, text};
use crate::tools::Outcome;
use qinyu::cross_sell::association::{Association, Thresholds, associations};
use serde_json::json;
use std::collections::HashMap;

/// The most items in a rule, as in R's arules, whose figures are the reference.
const ITEMS: usize = 10;

pub(super) fn task(options: &Options) -> Outcome {
    let thresholds = Thresholds {
        support: options.number("support", 0.006)?,
        confidence: options.number("confidence", 0.25)?,
        items: ITEMS,
    };
    let (names, baskets) = baskets(&text(options.path("data")?)?);
    let found = associations(&baskets, u32::try_from(names.len()).unwrap_or(u32::MAX), thresholds);
    let mut by_lift: Vec<&Association> = found.iter().filter(|rule| !rule.antecedent.is_empty()).collect();
    by_lift.sort_by(|a, b| b.lift().total_cmp(&a.lift()));
    println!("{:>9} {:>10} {:>7}  rule", "support", "confidence", "lift");
    for rule in by_lift.iter().take(10) {
        let support = f64::from(rule.together) / baskets.len() as f64;
        let antecedent: Vec<&str> = rule.antecedent.iter().map(|item| names[*item as usize].as_str()).collect();
        let consequent = &names[rule.consequent as usize];
        println!(
            "{support:>9.4} {:>10.3} {:>7.3}  {} => {consequent}",
            rule.confidence(),
            rule.lift(),
            antecedent.join(", ")
        );
    }
    // The majority class of this task: the most sold item, whatever lies in the basket.
    let top = by_lift.first().map_or(0.0, |rule| rule.lift());
    println!(
        "{}",
        json!({ "rules": by_lift.len(), "top_lift": top, "n": baskets.len(), "baseline": { "rules": 463, "top_lift": 3.956_477 } })
    );
    Ok(())
}

/// Baskets of numbers, one a line, as they are timed.
pub(crate) fn groceries_as_numbers(path: &str) -> Outcome<String> {
    let (_, baskets) = baskets(&text(path)?);
    let line = |basket: &Vec<u32>| basket.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    Ok(baskets.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Names by number, and baskets of numbers.
fn baskets(text: &str) -> (Vec<String>, Vec<Vec<u32>>) {
    let (mut numbers, mut names) = (HashMap::new(), Vec::new());
    let mut number = |name: &str| {
        *numbers.entry(name.to_owned()).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() as u32 - 1
        })
    };
    let baskets = text
        .lines()
        .map(|line| {
            line.split(',')
                .map(|cell| cell.trim().trim_matches('"').trim())
                .filter(|cell| !cell.is_empty())
                .map(&mut number)
                .collect::<Vec<u32>>()
        })
        .filter(|basket| !basket.is_empty())
        .collect();
    (names, baskets)
}
