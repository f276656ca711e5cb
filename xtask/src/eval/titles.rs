//! `eval titles`: what a title sells, read from it and from how words stand in the other titles; the tags of people who
//! marked up the titles are for measuring alone. Titles without a tagged product are left out.

use super::{Options, text};
use crate::tools::Outcome;
use qinyu::cross_sell::{Titles, models};
use serde_json::json;

pub(super) fn task(options: &Options) -> Outcome {
    let titles: Vec<Title> = text(options.path("data")?)?.split("\n\n").map(Title::read).collect();
    let catalog = Titles::new(titles.iter().map(|title| title.text.as_str()));
    let ours = rate(&titles, |title| catalog.product_type(title));
    let last_two = rate(&titles, |title| {
        let last: Vec<char> = title.chars().rev().take(2).collect();
        Some(last.into_iter().rev().collect())
    });
    println!("{:<24} {:>8} {:>8}", "product type", "overlaps", "is one");
    println!("{:<24} {:>8.3} {:>8.3}", "ours", ours[0], ours[1]);
    println!("{:<24} {:>8.3} {:>8.3}", "last two characters", last_two[0], last_two[1]);
    let (mut right, mut said, mut tagged) = (0, 0, 0);
    for title in &titles {
        let read = models(&title.text);
        right += read.iter().filter(|model| title.tagged("XH").any(|tagged| tagged.to_lowercase() == **model)).count();
        said += read.len();
        tagged += title.tagged("XH").count();
    }
    let f1 = 2.0 * right as f64 / (said + tagged).max(1) as f64;
    println!("models: {right} right of {said} read and {tagged} tagged, F1 {f1:.3}");
    let n = titles.iter().filter(|title| title.tagged("HCCX").next().is_some()).count();
    println!(
        "{}",
        json!({ "overlaps": ours[0], "is_one": ours[1], "model_f1": f1, "n": n,
            "baseline": { "overlaps": last_two[0], "is_one": last_two[1], "n": n } })
    );
    Ok(())
}

/// A title with what people marked in it.
struct Title {
    text: String,
    /// Kind and words.
    tags: Vec<(String, String)>,
}

impl Title {
    fn read(lines: &str) -> Self {
        let (mut text, mut tags) = (String::new(), Vec::<(String, String)>::new());
        for (character, tag) in lines.lines().filter_map(|line| line.rsplit_once(' ')) {
            let character = if character.is_empty() { " " } else { character };
            text.push_str(character);
            match tag.split_once('-') {
                Some(("B", kind)) => tags.push((kind.to_owned(), character.to_owned())),
                Some(_) => tags.iter_mut().rev().take(1).for_each(|(_, words)| words.push_str(character)),
                None => {}
            }
        }
        Self { text, tags }
    }

    fn tagged(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.tags.iter().filter(move |(tag, _)| tag == kind).map(|(_, words)| words.as_str())
    }
}

/// The parts of titles in which what was read has a tagged word in it, or lies in one, and in which it is one.
fn rate(titles: &[Title], read: impl Fn(&str) -> Option<String>) -> [f64; 2] {
    let (mut overlaps, mut is_one, mut n) = (0, 0, 0_usize);
    for title in titles.iter().filter(|title| title.tagged("HCCX").next().is_some()) {
        n += 1;
        let Some(name) = read(&title.text) else { continue };
        overlaps += usize::from(title.tagged("HCCX").any(|tagged| tagged.contains(&*name) || name.contains(tagged)));
        is_one += usize::from(title.tagged("HCCX").any(|tagged| tagged == name));
    }
    [overlaps, is_one].map(|count| count as f64 / n.max(1) as f64)
}
