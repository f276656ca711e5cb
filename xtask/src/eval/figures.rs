//! Measures of a ranking, and how they are printed: a table beside the baseline, then a line of JSON.

use serde_json::{Map, Value, json};

/// Whether each is right, the best first; among equals the wrong ones stand first, so that no tie is luck.
pub(super) fn ranked(mut scores: Vec<(i32, bool)>) -> Vec<bool> {
    scores.sort_by_key(|(score, right)| (std::cmp::Reverse(*score), *right));
    scores.into_iter().map(|(_, right)| right).collect()
}

/// `None` without anything to find.
pub(super) fn average_precision(ranked: &[bool]) -> Option<f64> {
    let places = ranked.iter().enumerate().filter(|(_, right)| **right).map(|(place, _)| place + 1);
    let precisions: Vec<f64> = (1..).zip(places).map(|(found, place)| f64::from(found) / place as f64).collect();
    (!precisions.is_empty()).then(|| mean(&precisions))
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

pub(super) fn share(right: &[bool]) -> f64 {
    right.iter().filter(|right| **right).count() as f64 / right.len().max(1) as f64
}

/// The mean of one by the place; ranks count from 0.
pub(super) fn reciprocal(ranks: &[usize]) -> f64 {
    mean(&ranks.iter().map(|rank| 1.0 / (*rank as f64 + 1.0)).collect::<Vec<_>>())
}

/// The share of ranks, from 0, among the first so many.
pub(super) fn within(ranks: &[usize], first: usize) -> f64 {
    share(&ranks.iter().map(|rank| *rank < first).collect::<Vec<_>>())
}

/// Spearman's rank correlation, equal values sharing their mean rank.
pub(super) fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (mean_ranks(a), mean_ranks(b));
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let product: f64 = a.iter().zip(&b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum();
    let square = |values: &[f64], mean: f64| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    product / (square(&a, mean_a) * square(&b, mean_b)).sqrt()
}

fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    for equal in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let before = order.partition_point(|at| values[*at] < values[equal[0]]);
        for at in equal {
            ranks[*at] = before as f64 + (equal.len() - 1) as f64 / 2.0;
        }
    }
    ranks
}

/// Prints what was reached beside the baseline, and both as one JSON object.
pub(super) fn print(task: &str, n: usize, reached: &[(&str, f64)], baseline: &[(&str, f64)]) {
    println!("{task}, {n}: reached, beside characters alone");
    for ((name, value), (_, beside)) in reached.iter().zip(baseline) {
        println!("  {name:<12} {value:.4}  {beside:.4}");
    }
    let object = |figures: &[(&str, f64)]| -> Map<String, Value> {
        figures.iter().map(|(name, value)| ((*name).to_owned(), json!((value * 1e4).round() / 1e4))).collect()
    };
    let mut all = object(reached);
    all.insert("task".into(), json!(task));
    all.insert("n".into(), json!(n));
    all.insert("baseline".into(), Value::Object(object(baseline)));
    println!("{}", Value::Object(all));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_averaged_over_what_is_found_and_a_tie_is_no_luck() {
        assert_eq!(average_precision(&[true, false, true]), Some((1.0 + 2.0 / 3.0) / 2.0));
        assert_eq!(average_precision(&[false]), None);
        assert_eq!(ranked(vec![(1, true), (2, false), (1, false), (3, true)]), [true, false, false, true]);
        assert_eq!((reciprocal(&[0, 1]), within(&[0, 3], 3)), (0.75, 0.5));
    }

    #[test]
    fn ranks_correlate_whatever_the_distances() {
        assert!((spearman(&[1.0, 2.0, 9.0], &[1.0, 2.0, 3.0]) - 1.0).abs() < 1e-12);
        assert!((spearman(&[3.0, 2.0, 1.0], &[1.0, 2.0, 3.0]) + 1.0).abs() < 1e-12);
        assert_eq!(mean_ranks(&[5.0, 1.0, 5.0]), [1.5, 0.0, 1.5]);
    }
}
