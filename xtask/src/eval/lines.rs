//! What the meaning of lines is worth: `same-meaning` ranks lines that mean the same before others, `similarity`
//! compares pairs with what people say of them, `phrase-retrieval` finds the phrase that answers a question. Each beside
//! the likeness of characters alone, on the same lines. `--kept yes` measures on the half of a file that training leaves
//! aside, as [`is_kept`] tells.

use super::{
    Options,
    figures::{average_precision, mean, print, ranked, reciprocal, share, spearman, within},
    table, text,
};
use crate::tools::Outcome;
use qinyu::text::{Bigrams, embedding::Meaning, normalize};
use serde::Deserialize;
use std::collections::HashMap;

/// A line in both ways of looking at it.
struct Line {
    meaning: Option<Meaning>,
    characters: Bigrams,
}

/// How two lines are compared.
type Likeness = fn(&Line, &Line) -> i32;

fn by_meaning(a: &Line, b: &Line) -> i32 {
    a.meaning.zip(b.meaning).map_or(0, |(a, b)| a.likeness(&b))
}

fn by_characters(a: &Line, b: &Line) -> i32 {
    i32::try_from(a.characters.likeness(&b.characters)).unwrap_or(0)
}

/// Takes lines apart.
struct Reader(qinyu::text::embedding::Table);

impl Reader {
    fn line(&self, text: &str) -> Line {
        Line { meaning: self.0.meaning(text), characters: Bigrams::of(&normalize(text)) }
    }
}

#[derive(Deserialize)]
struct Known {
    id: u64,
    text: String,
    intent: Option<String>,
    same: Vec<u64>,
    different: Vec<u64>,
}

/// A number that is the same for the same text; as `drawn` of training/text.py.
pub(super) fn drawn(text: &str) -> u64 {
    qinyu::text::hash(text.trim().bytes()) >> 20
}

/// True for a line, or a trade, that training leaves aside so that it can be measured with.
pub(super) fn is_kept(text: &str) -> bool {
    drawn(text) % 2 == 1
}

/// `eval same-meaning`
pub(super) fn same_meaning(options: &Options) -> Outcome {
    let known: Vec<Known> = rows(options)?;
    let reader = Reader(table(options)?);
    let lines: Vec<Line> = known.iter().map(|known| reader.line(&known.text)).collect();
    let at: HashMap<u64, usize> = known.iter().enumerate().map(|(at, known)| (known.id, at)).collect();
    let kept_only = options.is_set("kept");
    let measure = |likeness: Likeness| {
        let (mut ranks, mut precisions, mut nearest) = (Vec::new(), Vec::new(), Vec::new());
        for (here, line) in known.iter().enumerate().filter(|(_, line)| !kept_only || is_kept(&line.text)) {
            let places = |ids: &[u64]| -> Vec<usize> {
                ids.iter().filter_map(|id| at.get(id).copied()).filter(|at| *at != here).collect()
            };
            let like = |other: usize| likeness(&lines[here], &lines[other]);
            let same = places(&line.same).into_iter().map(|at| (like(at), true));
            let other = places(&line.different).into_iter().map(|at| (like(at), false));
            let ranked = ranked(same.chain(other).collect());
            precisions.extend(average_precision(&ranked));
            ranks.extend(ranked.iter().position(|same| *same));
            if line.intent.is_some() {
                let others = (0..lines.len()).filter(|other| *other != here);
                let best = others.max_by_key(|other| (like(*other), std::cmp::Reverse(*other)));
                nearest.push(best.is_some_and(|best| known[best].intent == line.intent));
            }
        }
        let mut figures = vec![("map", mean(&precisions)), ("mrr", reciprocal(&ranks))];
        if !nearest.is_empty() {
            figures.push(("intent_1nn", share(&nearest)));
        }
        figures
    };
    let n = known.iter().filter(|line| !kept_only || is_kept(&line.text)).count();
    print("same-meaning", n, &measure(by_meaning), &measure(by_characters));
    Ok(())
}

#[derive(Deserialize)]
struct Pair {
    score: f64,
    a: String,
    b: String,
}

/// `eval similarity`
pub(super) fn similarity(options: &Options) -> Outcome {
    let mut pairs: Vec<Pair> = rows(options)?;
    pairs.retain(|pair| !options.is_set("kept") || is_kept(&pair.a) && is_kept(&pair.b));
    let reader = Reader(table(options)?);
    let judged: Vec<f64> = pairs.iter().map(|pair| pair.score).collect();
    let lines: Vec<_> = pairs.iter().map(|pair| (reader.line(&pair.a), reader.line(&pair.b))).collect();
    let measure = |likeness: Likeness| {
        let likenesses: Vec<f64> = lines.iter().map(|(a, b)| f64::from(likeness(a, b))).collect();
        vec![("spearman", spearman(&likenesses, &judged))]
    };
    print("similarity", pairs.len(), &measure(by_meaning), &measure(by_characters));
    Ok(())
}

#[derive(Deserialize)]
struct Written {
    file: String,
    title: Option<String>,
    #[serde(default)]
    queries: Option<Vec<String>>,
    text: String,
}

/// `eval phrase-retrieval`
pub(super) fn phrase_retrieval(options: &Options) -> Outcome {
    let mut phrases: Vec<Written> = rows(options)?;
    phrases.retain(|phrase| !options.is_set("kept") || is_kept(&phrase.file));
    let reader = Reader(table(options)?);
    let lines: Vec<Line> = phrases
        .iter()
        .map(|phrase| reader.line(&format!("{} {}", phrase.title.as_deref().unwrap_or_default(), phrase.text)))
        .collect();
    let questions: Vec<(usize, Line)> = phrases
        .iter()
        .enumerate()
        .flat_map(|(at, phrase)| phrase.queries.iter().flatten().map(move |query| (at, query)))
        .map(|(at, query)| (at, reader.line(query)))
        .collect();
    let measure = |likeness: Likeness| {
        let ranks: Vec<usize> = questions
            .iter()
            .map(|(right, question)| {
                let trade = (0..lines.len()).filter(|at| phrases[*at].file == phrases[*right].file);
                let scores = trade.map(|at| (likeness(question, &lines[at]), at == *right)).collect();
                ranked(scores).iter().position(|right| *right).unwrap_or(usize::MAX)
            })
            .collect();
        vec![("hit@1", within(&ranks, 1)), ("hit@3", within(&ranks, 3)), ("hit@5", within(&ranks, 5))]
    };
    print("phrase-retrieval", questions.len(), &measure(by_meaning), &measure(by_characters));
    Ok(())
}

/// The rows of `--data`, one JSON object a line.
pub(super) fn rows<T: for<'a> Deserialize<'a>>(options: &Options) -> Result<Vec<T>, String> {
    rows_of(options.path("data")?)
}

/// The rows of a file, one JSON object a line.
pub(super) fn rows_of<T: for<'a> Deserialize<'a>>(path: &str) -> Result<Vec<T>, String> {
    let text = text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    // The parser's message may quote the line; its place and kind are enough to find it.
    let read = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            format!("{path} line {}, column {}: not as expected ({:?})", number + 1, error.column(), error.classify())
        })
    };
    lines.map(read).collect()
}
