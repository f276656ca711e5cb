//! `eval relations`: what two items are to each other, from their names alone; learnt from pairs that people judged and
//! measured on others.
//!
//! Three people judged each pair. What counts is what two of them say, by class: a pair that one calls a refill and another
//! "makes it more useful" is an extension. A pair without such a majority, or with one for "hard to say", is left out.

use super::{Draw, Options, text};
use crate::tools::Outcome;
use qinyu::cross_sell::{Judged, Relation, Relations};
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Class = Option<Relation>;
const CLASSES: [(Class, &str); 4] = [
    (Some(Relation::Substitute), "substitute"),
    (Some(Relation::Extension), "extension"),
    (Some(Relation::Complement), "complement"),
    (None, "none"),
];

pub(super) fn task(options: &Options) -> Outcome {
    let data = File::read(options.path("data")?)?;
    let folds = options.number("folds", 5_usize)?.max(2);
    let seed = options.number("seed", 1)?;
    let mut views: Vec<(&str, Vec<(Class, Class)>)> = Vec::new();
    if let Ok(train) = options.path("train") {
        let train = File::read(train)?;
        let told = told(&train.pairs, &data.pairs, data.is_three || train.is_three);
        views.push(("another file", told));
    } else {
        let folds_of = |by_item: bool| {
            let folds_of_pair = data.folds(folds, seed, by_item);
            (0..folds)
                .flat_map(|fold| {
                    let part = |is_test: bool| {
                        data.pairs
                            .iter()
                            .zip(&folds_of_pair)
                            .filter(|(_, folds)| folds.contains(&fold) == is_test)
                            .map(|(pair, _)| pair.clone())
                            .collect::<Vec<_>>()
                    };
                    told(&part(false), &part(true), data.is_three)
                })
                .collect()
        };
        views.push(("by pair", folds_of(false)));
        views.push(("by item", folds_of(true)));
    }
    if !data.pairs.is_empty() {
        views.push(("rules alone", told(&[], &data.pairs, data.is_three)));
    }
    let counts =
        |told: &[(Class, Class)]| CLASSES.map(|(class, _)| told.iter().filter(|(truth, _)| *truth == class).count());
    println!(
        "{:<26} {:>6} {:>8} {:>10} {:>9} {:>10} {:>6}",
        "", "n", "macro-F1", "substitute", "extension", "complement", "none"
    );
    let mut line = Value::Null;
    for (name, told) in &views {
        let most =
            CLASSES.into_iter().zip(counts(told)).max_by_key(|(_, count)| *count).and_then(|((class, _), _)| class);
        let majority: Vec<_> = told.iter().map(|(truth, _)| (*truth, most)).collect();
        let mut lines = Vec::new();
        for (told, what) in [(told, "ours"), (&majority, "majority")] {
            let three: Vec<_> = told.iter().map(|(truth, said)| (as_three(*truth), as_three(*said))).collect();
            let (four, three) = (Scores::new(told), Scores::new(&three));
            if data.is_three {
                three.print(&format!("{name}, {what}"));
                lines.push(three.json());
            } else {
                four.print(&format!("{name}, {what}, four"));
                three.print(&format!("{name}, {what}, three"));
                let mut line = four.json();
                line["macro_f1_three"] = json!(three.macro_f1());
                lines.push(line);
            }
        }
        if line.is_null() {
            let baseline = lines.pop();
            line = lines.pop().unwrap_or_default();
            line["baseline"] = baseline.unwrap_or_default();
        }
    }
    println!("{} pairs without a majority are left out", data.left_out);
    println!("{line}");
    Ok(())
}

/// Truth and reading of each pair in `test`.
fn told(train: &[Judged], test: &[Judged], is_three: bool) -> Vec<(Class, Class)> {
    let mut train = train.to_vec();
    if is_three {
        train.iter_mut().for_each(|pair| pair.relation = as_three(pair.relation));
    }
    // A shop's catalogue tells which words are common; where nothing is learnt, the file's names stand for it.
    let catalog = test.iter().filter(|_| train.is_empty()).flat_map(|pair| &pair.names).map(String::as_str);
    let relations = Relations::learn(&train, catalog);
    let mut known = BTreeMap::new();
    for name in test.iter().flat_map(|pair| &pair.names) {
        known.entry(name.as_str()).or_insert_with(|| relations.known(name));
    }
    test.iter()
        .filter_map(|pair| {
            let [first, second] = pair.names.each_ref().map(|name| known.get(name.as_str()));
            let said = relations.between(first?, second?).relation;
            Some((pair.relation, if is_three { as_three(said) } else { said }))
        })
        .collect()
}

/// In the view with three classes an extension is a complement.
fn as_three(class: Class) -> Class {
    if class == Some(Relation::Extension) { Some(Relation::Complement) } else { class }
}

/// Judged pairs.
struct File {
    pairs: Vec<Judged>,
    /// By pair, what names its items.
    items: Vec<[String; 2]>,
    /// Its labels are substitute, complement and other.
    is_three: bool,
    left_out: usize,
}

impl File {
    fn read(path: &str) -> Result<Self, String> {
        let text = text(path)?;
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let head = lines.next().ok_or_else(|| format!("{path} is empty"))?;
        let column = |name: &str| {
            head.iter().position(|head| head.trim() == name).ok_or_else(|| format!("{path} has no column {name}"))
        };
        let items = [column("ITEM_URL_1")?, column("ITEM_URL_2")?];
        let names = [column("ITEM_NAME_1")?, column("ITEM_NAME_2")?];
        let labels = [column("ANNOTATOR1_LABEL")?, column("ANNOTATOR2_LABEL")?, column("ANNOTATOR3_LABEL")?];
        let rows: Vec<_> = lines.filter(|row| row.len() >= head.len()).collect();
        let labels_of =
            |row: &[&str]| labels.map(|at| row[at].trim().trim_end_matches(".0").parse::<u8>().unwrap_or(0));
        let is_three = rows.iter().all(|row| labels_of(row).iter().all(|label| *label <= 3));
        let mut file = Self { pairs: Vec::new(), items: Vec::new(), is_three, left_out: 0 };
        for row in rows {
            let classes = labels_of(&row).map(|label| class(label, is_three));
            let majority = classes
                .iter()
                .flatten()
                .find(|class| classes.iter().filter(|other| **other == Some(**class)).count() > 1);
            let Some(relation) = majority else {
                file.left_out += 1;
                continue;
            };
            file.pairs.push(Judged { names: names.map(|at| row[at].to_owned()), relation: *relation });
            file.items.push(items.map(|at| row[at].to_owned()));
        }
        Ok(file)
    }

    /// By pair, the parts that it is measured in. By pair: one, the same for both orders. By item: those of its two items,
    /// so that no pair is learnt from with an item that it is measured on.
    fn folds(&self, folds: usize, seed: u64, by_item: bool) -> Vec<Vec<usize>> {
        let mut draw = Draw(seed);
        let mut drawn = BTreeMap::new();
        self.items
            .iter()
            .map(|items| {
                let mut items = items.clone();
                items.sort();
                let keys = if by_item { items.to_vec() } else { vec![items.join("\t")] };
                keys.into_iter().map(|key| *drawn.entry(key).or_insert_with(|| draw.below(folds))).collect()
            })
            .collect()
    }
}

/// What a label says; `None` for "hard to say" and for what is no label.
fn class(label: u8, is_three: bool) -> Option<Class> {
    match (label, is_three) {
        (1, _) => Some(Some(Relation::Substitute)),
        (2, true) | (4 | 7, false) => Some(Some(Relation::Complement)),
        (3, true) | (8, false) => Some(None),
        (2 | 3 | 5 | 6, false) => Some(Some(Relation::Extension)),
        _ => None,
    }
}

/// F1 by class, of the classes that occur as truth.
struct Scores {
    n: usize,
    f1: Vec<(&'static str, Option<f64>)>,
}

impl Scores {
    fn new(told: &[(Class, Class)]) -> Self {
        let f1 = CLASSES.map(|(class, name)| {
            let count =
                |which: fn(&(Class, Class), Class) -> bool| told.iter().filter(|pair| which(pair, class)).count();
            let truth = count(|pair, class| pair.0 == class);
            let right = count(|pair, class| pair.0 == class && pair.1 == class);
            let said = count(|pair, class| pair.1 == class);
            (name, (truth > 0).then(|| 2.0 * right as f64 / (truth + said) as f64))
        });
        Self { n: told.len(), f1: f1.to_vec() }
    }

    fn macro_f1(&self) -> f64 {
        let known: Vec<f64> = self.f1.iter().filter_map(|(_, f1)| *f1).collect();
        known.iter().sum::<f64>() / known.len().max(1) as f64
    }

    fn print(&self, name: &str) {
        let cell = |at: usize| self.f1[at].1.map_or("–".to_owned(), |f1| format!("{f1:.3}"));
        println!(
            "{name:<26} {:>6} {:>8.3} {:>10} {:>9} {:>10} {:>6}",
            self.n,
            self.macro_f1(),
            cell(0),
            cell(1),
            cell(2),
            cell(3)
        );
    }

    fn json(&self) -> Value {
        let f1: serde_json::Map<String, Value> =
            self.f1.iter().filter_map(|(name, f1)| Some(((*name).to_owned(), json!((*f1)?)))).collect();
        json!({ "macro_f1": self.macro_f1(), "f1": f1, "n": self.n })
    }
}
