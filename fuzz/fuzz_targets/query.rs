//! The phrase search: the first line is what the agent types, each one after it a phrase of the library. Whatever they
//! hold, hits are phrases that were indexed, each once, in order, and what is marked lies in the text that it marks.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::library::{
    Phrase,
    search::{SearchIndex, SearchOptions, Usage},
};
use std::collections::HashSet;

/// Phrases of one input: indexing more takes the time of another input.
const PHRASES: usize = 12;
/// Characters of a query; the picker asks with fewer.
const QUERY: usize = 80;

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n');
    let query: String = lines.next().unwrap_or_default().chars().take(QUERY).collect();
    let phrases: Vec<Phrase> = lines.take(PHRASES).map(phrase).collect();
    let mut index = SearchIndex::new(&phrases);
    if let Some(first) = phrases.first() {
        index.set_usage(phrases.len() - 1, Usage { count: 3, days_ago: 1 });
        index.replace(phrases.len(), first.clone());
    }
    for fuzzy_sounds in [true, false] {
        let options = SearchOptions { fuzzy_sounds, limit: PHRASES / 2 };
        let hits = index.find(&query, &options);
        let mut seen = HashSet::new();
        assert!(hits.len() <= options.limit);
        assert!(hits.iter().all(|hit| hit.phrase <= phrases.len() && seen.insert(hit.phrase)), "a phrase is found once");
        for hit in &hits {
            let found = phrases.get(hit.phrase).or(phrases.first()).expect("an indexed phrase");
            for mark in &hit.marks {
                let length = mark.field.of(found).chars().count();
                assert!(mark.chars.start < mark.chars.end && mark.chars.end <= length, "{mark:?} of {length}");
            }
        }
        assert_eq!(index.find(&query, &options), hits, "the same question has the same answer");
    }
});

/// `code|title|query|tag|group|body`; what is missing is empty.
fn phrase(line: &str) -> Phrase {
    let mut parts = line.split('|').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (code, title, query, tag, group, body) = (next(), next(), next(), next(), next(), next());
    Phrase { code, title, queries: vec![query], tags: vec![tag], group, body, ..Phrase::default() }
}
