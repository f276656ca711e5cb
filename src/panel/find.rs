//! Which phrases a query of the picker means. The one place that asks the library; [`pick`](super::pick) turns what is
//! found into entries.

use super::state::State;
use crate::library::Phrase;
use std::ops::Range;

/// A phrase that a query means, and what of it the query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// The phrase.
    pub(super) phrase: &'a Phrase,
    /// What is to be highlighted.
    pub(super) marks: Vec<Mark>,
}

/// A stretch of a phrase that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands.
    pub(super) field: Field,
    /// Its bytes there.
    pub(super) bytes: Range<usize>,
}

/// What of a phrase the picker shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Its code.
    Code,
    /// Its title.
    Title,
    /// Its body.
    Body,
}

impl State {
    /// The phrases that a query means, the best first, at most `limit`; for an empty query the library's first ones.
    ///
    /// The letters themselves, whole and in order: code before title before buyers' phrasings before body, the beginning
    /// before the inside.
    pub(super) fn find_phrases(&self, query: &str, limit: usize) -> Vec<Found<'_>> {
        let offered = self.engine.phrases().iter().filter(|phrase| phrase.successor.is_none());
        if query.is_empty() {
            return offered.take(limit).map(|phrase| Found { phrase, marks: Vec::new() }).collect();
        }
        let mut found: Vec<_> = offered
            .filter_map(|phrase| {
                let shown = [(Field::Code, &phrase.code), (Field::Title, &phrase.title), (Field::Body, &phrase.body)];
                let marks = shown.map(|(field, text)| position(text, query).map(|bytes| Mark { field, bytes }));
                let asked = phrase.queries.iter().filter_map(|asked| position(asked, query)).map(|at| at.start).min();
                let [code, title, body] = marks.each_ref().map(|mark| mark.as_ref().map(|mark| mark.bytes.start));
                let (place, start) =
                    [code, title, asked, body].into_iter().enumerate().find_map(|(i, at)| Some((i, at?)))?;
                Some(((place, start > 0), Found { phrase, marks: marks.into_iter().flatten().collect() }))
            })
            .collect();
        // Stable: among equals the library's order.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(limit).map(|(_, found)| found).collect()
    }
}

/// Where a text holds a query, whatever the case, in bytes.
fn position(text: &str, query: &str) -> Option<Range<usize>> {
    text.char_indices().find_map(|(start, _)| {
        let mut rest = text.get(start..)?.char_indices();
        for wanted in query.chars() {
            let (_, c) = rest.next()?;
            if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
        }
        Some(start..start + rest.offset())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine::Engine, library::pack_file, panel::Settings};
    use std::rc::Rc;

    fn check(query: &str, expected: &[(&str, &[&str])]) {
        let mut state = State::new(Settings::default(), Vec::new());
        let pack = r#"{"format":"qinyu-pack","version":1,"phrases":[
            {"id":"body","title":"时效","body":"今天发货。"},
            {"id":"asked","title":"物流","body":"好的","queries":["发货了吗"]},
            {"id":"inside","title":"何时发货","body":"今天"},
            {"id":"title","title":"发货时间","body":"付款后发货。"},
            {"id":"code","title":"催","body":"FH 好的"}
        ]}"#;
        let mut pack = pack_file::parse(pack).unwrap().0;
        pack.phrases[4].code = "fh".into();
        state.engine = Rc::new(Engine::new(vec![pack]));
        let found = state.find_phrases(query, 4);
        let shown: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|found| {
                let words = found.marks.iter().map(|mark| {
                    let text = match mark.field {
                        Field::Code => &found.phrase.code,
                        Field::Title => &found.phrase.title,
                        Field::Body => &found.phrase.body,
                    };
                    &text[mark.bytes.clone()]
                });
                (found.phrase.id.0.as_str(), words.collect())
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(id, words)| (*id, words.to_vec())).collect();
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn what_the_agent_means_is_on_top() {
        let all: &[(&str, &[&str])] =
            &[("title", &["发货", "发货"]), ("inside", &["发货"]), ("asked", &[]), ("body", &["发货"])];
        check("发货", all);
        check("Fh", &[("code", &["fh", "FH"])]);
        check("没有", &[]);
        check("", &[("body", &[]), ("asked", &[]), ("inside", &[]), ("title", &[])]);
    }
}
