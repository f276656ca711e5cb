//! `cargo xtask search --library PACK... QUERY`: what the search box of the panel would find, natively and with the same
//! code, one hit a line.

use std::fs;
use std::sync::Arc;

use qinyu::library::{
    Phrase, pack_file,
    search::{Field, SearchIndex, SearchOptions},
};
use serde_json::json;

use crate::tools::Outcome;

const HELP: &str = "cargo xtask search --library PACK... [--limit HITS] [--precise] QUERY
  PACK       a pack file; a path from the checkout's root
  --limit    hits at most; 20 if it isn't given
  --precise  don't take sounds for each other that are often mixed up
  QUERY      as typed into the search box; in quotes if it has spaces";

const LIMIT: usize = 20;

/// Prints the hits as JSON lines, the best first.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let (packs, query, options) = parse(arguments).ok_or_else(|| HELP.to_owned())?;
    let mut phrases = Vec::new();
    for path in packs {
        phrases.extend(read(path)?);
    }
    for hit in SearchIndex::new(phrases.iter().map(|phrase| &**phrase)).find(query, &options) {
        let Some(phrase) = phrases.get(hit.phrase) else { continue };
        let ranges = hit.marks.iter().map(|mark| {
            let text = mark.field.of(phrase);
            let marked: String = text.chars().skip(mark.chars.start).take(mark.chars.len()).collect();
            json!({ "field": name(mark.field), "from": mark.chars.start, "to": mark.chars.end, "text": marked })
        });
        let line = json!({ "id": phrase.id.0, "score": hit.score, "title": phrase.title, "ranges": ranges.collect::<Vec<_>>() });
        println!("{line}");
    }
    Ok(())
}

/// The phrases of a pack file. The one place here that knows how packs are read.
fn read(path: &str) -> Outcome<Vec<Arc<Phrase>>> {
    let json = fs::read_to_string(path).map_err(|error| format!("{path} can't be read ({error}); name a pack file"))?;
    let (pack, problems) = pack_file::parse(&json).map_err(|error| format!("{path}: {error}"))?;
    if !problems.is_empty() {
        eprintln!("{path}: {} phrases are left out or only read in part", problems.len());
    }
    Ok(pack.phrases)
}

fn parse(arguments: &[String]) -> Option<(Vec<&str>, &str, SearchOptions)> {
    let mut options = SearchOptions { limit: LIMIT, ..SearchOptions::default() };
    let (mut packs, mut rest) = (Vec::new(), Vec::new());
    let mut arguments = arguments.iter().map(String::as_str);
    let mut in_library = false;
    while let Some(argument) = arguments.next() {
        match argument {
            "--library" => in_library = true,
            "--limit" => options.limit = arguments.next()?.parse().ok()?,
            "--precise" => options.fuzzy_sounds = false,
            _ if in_library => packs.push(argument),
            _ => rest.push(argument),
        }
    }
    // The last word is the query, wherever the options stand.
    let query = rest.pop().or_else(|| packs.pop())?;
    (!packs.is_empty() && rest.is_empty()).then_some((packs, query, options))
}

fn name(field: Field) -> String {
    match field {
        Field::Code => "code".into(),
        Field::Title => "title".into(),
        Field::Query(at) => format!("queries[{at}]"),
        Field::Tag(at) => format!("tags[{at}]"),
        Field::Group => "group".into(),
        Field::Body => "body".into(),
        Field::Variant(at) => format!("variants[{at}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_the_last_word_and_packs_are_needed() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let all = words("--library a.json b.json --limit 3 fahuo");
        let (packs, query, options) = parse(&all).unwrap();
        assert_eq!((packs, query, options.limit), (vec!["a.json", "b.json"], "fahuo", 3));
        let first = words("fahuo --precise --library a.json");
        let (packs, query, options) = parse(&first).unwrap();
        assert_eq!((packs, query, options.fuzzy_sounds), (vec!["a.json"], "fahuo", false));
        for line in ["fahuo", "--library a.json", "--library a.json --limit x fahuo", ""] {
            assert!(parse(&words(line)).is_none(), "{line}");
        }
    }
}
