//! `eval questions`: how well lines are put together that are one question, on lines whose intent people have told, for
//! each limit of likeness: the share of lines that stand with another, the share of them whose intent is their cluster's
//! (purity), and of two lines in one cluster and two of one intent, how many are both. Beside it the characters alone.

use super::{Options, lines::is_kept, lines::rows, table};
use crate::tools::Outcome;
use qinyu::engine::gaps::{Cluster, MEANS_THE_SAME, Question, asked, clusters, clusters_at};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Line {
    text: String,
    intent: Option<String>,
}

/// `eval questions`
pub(super) fn task(options: &Options) -> Outcome {
    let mut lines: Vec<Line> = rows(options)?;
    lines.retain(|line| line.intent.is_some() && (!options.is_set("kept") || is_kept(&line.text)));
    let table = table(options)?;
    let intents: Vec<&str> = lines.iter().map(|line| line.intent.as_deref().unwrap_or_default()).collect();
    let texts: Vec<String> = lines.iter().map(|line| asked(&line.text)).collect();
    let known: Vec<Question> = texts.iter().map(|text| Question::new(text, table.meaning(text))).collect();
    let unknown: Vec<Question> = texts.iter().map(|text| Question::new(text, None)).collect();
    println!("{:<10} {:>8} {:>8} {:>8} {:>9} {:>8}", "limit", "clusters", "joined", "purity", "precision", "recall");
    for limit in (350..=850).step_by(50) {
        show(&limit.to_string(), figures(&clusters_at(&known, limit), &intents));
    }
    let (reached, beside) = (clusters_at(&known, MEANS_THE_SAME), clusters(&unknown));
    show("ours", figures(&reached, &intents));
    show("characters", figures(&beside, &intents));
    let object = |clusters: &[Cluster]| {
        let [joined, purity, precision, recall] = figures(clusters, &intents).1;
        json!({ "clusters": clusters.len(), "joined": joined, "purity": purity, "precision": precision, "recall": recall })
    };
    let mut all = object(&reached);
    if let Some(fields) = all.as_object_mut() {
        fields.extend([
            ("task".to_owned(), json!("questions")),
            ("n".to_owned(), json!(lines.len())),
            ("baseline".to_owned(), object(&beside)),
        ]);
    }
    println!("{all}");
    Ok(())
}

fn show(name: &str, (clusters, [joined, purity, precision, recall]): (usize, [f64; 4])) {
    println!("{name:<10} {clusters:>8} {joined:>8.3} {purity:>8.3} {precision:>9.3} {recall:>8.3}");
}

/// How many clusters have two lines or more, then joined, purity, precision and recall, as the module says.
fn figures(clusters: &[Cluster], intents: &[&str]) -> (usize, [f64; 4]) {
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let (mut joined, mut pure, mut together, mut right, mut several) = (0, 0, 0.0, 0.0, 0);
    for cluster in clusters {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        cluster.members.iter().for_each(|at| *counts.entry(intents[*at]).or_default() += 1);
        together += pairs(cluster.members.len());
        right += counts.values().map(|count| pairs(*count)).sum::<f64>();
        if cluster.members.len() > 1 {
            several += 1;
            joined += cluster.members.len();
            pure += counts.values().max().copied().unwrap_or(0);
        }
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    intents.iter().for_each(|intent| *counts.entry(intent).or_default() += 1);
    let alike: f64 = counts.values().map(|count| pairs(*count)).sum();
    let share = |part: f64, whole: f64| ((part / whole.max(1.0)) * 1e4).round() / 1e4;
    let shares = [
        share(joined as f64, intents.len() as f64),
        share(pure as f64, joined as f64),
        share(right, together),
        share(right, alike),
    ];
    (several, shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let cluster = |members: &[usize]| Cluster { nearest: members[0], members: members.to_vec() };
        let found = figures(&[cluster(&[0, 1, 2]), cluster(&[3])], &["a", "a", "b", "b"]);
        assert_eq!(found, (1, [0.75, 0.6667, 0.3333, 0.5]));
    }
}
