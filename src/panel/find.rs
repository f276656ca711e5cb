//! Which phrases a query means: the one place where the panel asks the search. The list of the library tab and the
//! picker in the page show what is found.

use super::state::State;
use crate::library::{
    Phrase,
    collection::Shown,
    search::{Field, Hit, Mark, SearchIndex, SearchOptions, Usage},
};
use std::{ops::Range, rc::Rc, sync::Arc};

/// Phrases that one step edits and that are indexed again one by one: what a click mends at most.
const FEW: usize = 8;

/// A phrase that a query means, and what of it the query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its place in [`State::shown_phrases`].
    pub at: usize,
    /// What is to be highlighted.
    pub marks: Vec<Mark>,
}

impl State {
    /// The phrases that a query means, the best first, at most `limit`, those put away too. For an empty query all in
    /// their order.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found> {
        if query.trim().is_empty() {
            return (0..self.shown_phrases.len()).take(limit).map(|at| Found { at, marks: Vec::new() }).collect();
        }
        let options = SearchOptions { fuzzy_sounds: self.settings.fuzzy_sounds, limit };
        let hits = self.search().find(query, &options).into_iter();
        hits.map(|Hit { phrase, marks, .. }| Found { at: phrase, marks }).collect()
    }

    /// The index; made when it is first needed, for the panel opens on the chat.
    fn search(&self) -> &SearchIndex {
        self.search.get_or_init(|| {
            let mut index = SearchIndex::new(self.shown_phrases.iter().map(|one| &*one.phrase));
            for (at, one) in self.shown_phrases.iter().enumerate() {
                let used = self.usage.of(&one.phrase.id);
                if let Some(days) = used.days_ago(self.now) {
                    let days_ago = u32::try_from(days).unwrap_or(u32::MAX);
                    index.set_usage(at, Usage { count: used.count, days_ago });
                }
            }
            Rc::new(index)
        })
    }
}

/// Keeps the index after a few phrases were edited; after anything else it is made anew when it is next needed. Of 10,000
/// phrases that takes a tenth of a second, one edit a fifth of a millisecond.
pub(super) fn follow(state: &mut State, before: &[Shown]) {
    let index = state.search.take().and_then(|index| Rc::try_unwrap(index).ok());
    let (Some(mut index), now) = (index, &state.shown_phrases) else { return };
    if before.len() != now.len() {
        return;
    }
    let mut edited = 0;
    for (at, (old, new)) in before.iter().zip(now).enumerate() {
        if Arc::ptr_eq(&old.phrase, &new.phrase) || old.phrase == new.phrase {
            continue;
        }
        edited += 1;
        if edited > FEW || old.phrase.id != new.phrase.id {
            return;
        }
        index.replace(at, (*new.phrase).clone());
    }
    state.search = Rc::new(index).into();
}

impl Found {
    /// The bytes of a field that are to be highlighted, in order.
    #[must_use]
    pub fn marked(&self, field: Field, phrase: &Phrase) -> Vec<Range<usize>> {
        let text = field.of(phrase);
        let byte = |char: usize| text.char_indices().nth(char).map_or(text.len(), |(byte, _)| byte);
        let marks = self.marks.iter().filter(|mark| mark.field == field);
        marks.map(|mark| byte(mark.chars.start)..byte(mark.chars.end)).collect()
    }

    /// Where it was found beside what a list shows of a phrase: a buyer's phrasing, a tag, another wording. Without it
    /// the agent would wonder why the phrase is there.
    #[must_use]
    pub fn elsewhere(&self) -> Option<Field> {
        let fields = self.marks.iter().map(|mark| mark.field);
        fields.into_iter().find(|field| matches!(field, Field::Query(_) | Field::Tag(_) | Field::Variant(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        library::{pack_file, stamp::Writer},
        panel::{Kept, update::rebuild},
    };

    #[track_caller]
    fn check(query: &str, expected: &[(&str, &[&str])]) {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        let pack = r#"{"format":"qinyu-pack","version":1,"phrases":[
            {"id":"body","title":"时效","body":"今天发货。"},
            {"id":"title","title":"发货时间","body":"付款后尽快。"},
            {"id":"code","title":"催","code":"fh","body":"好的"},
            {"id":"asked","title":"排队","body":"在打包了。","queries":["还没好吗","几时寄走呀"]}
        ]}"#;
        state.library.starters = vec![pack_file::parse(pack).unwrap().0];
        rebuild(&mut state);
        let found = state.find(query, 9);
        let shown: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|found| {
                let phrase = &state.shown_phrases[found.at].phrase;
                let fields = [Field::Code, Field::Title, Field::Body].into_iter().chain(found.elsewhere());
                let words = fields.flat_map(|field| {
                    found.marked(field, phrase).into_iter().map(move |bytes| &field.of(phrase)[bytes])
                });
                (phrase.id.0.as_str(), words.collect())
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(id, words)| (*id, words.to_vec())).collect();
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn the_index_follows_an_edit_and_is_made_anew_after_more() {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        let mut set = |phrases: &str| {
            let pack = format!(r#"{{"format":"qinyu-pack","version":1,"phrases":[{phrases}]}}"#);
            state.library.starters = vec![pack_file::parse(&pack).unwrap().0];
            rebuild(&mut state);
            let is_kept = state.search.get().is_some();
            let titles = ["发货", "开票", "退款"].map(|query| {
                let found = state.find(query, 9);
                found
                    .iter()
                    .map(|found| state.shown_phrases[found.at].phrase.id.0.clone())
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            (is_kept, titles.join(","))
        };
        let (a, b) = (r#"{"id":"a","body":"今天发货"}"#, r#"{"id":"b","body":"可以退款"}"#);
        assert_eq!(set(&[a, b].join(",")), (false, "a,,b".into()));
        assert_eq!(set(&[&a.replace("发货", "开票"), b].join(",")), (true, ",a,b".into()));
        assert_eq!(set(&[a, b].join(",")), (true, "a,,b".into()));
        assert_eq!(set(&[b, a].join(",")), (false, "a,,b".into()), "in other places");
        assert_eq!(set(b), (false, ",,b".into()));
        let many = |word: &str| (0..=FEW).map(|id| format!(r#"{{"id":"{id}","body":"{word}"}}"#)).collect::<Vec<_>>();
        set(&many("发货").join(","));
        assert!(!set(&many("退款").join(",")).0);
    }

    #[test]
    fn what_the_agent_means_is_on_top_and_marked() {
        check("发货", &[("title", &["发货"]), ("body", &["发货"])]);
        check("fh", &[("code", &["fh"]), ("title", &["发货"]), ("body", &["发货"])]);
        check("没有这个", &[]);
        check("jishi", &[("asked", &["几时"])]);
        check("", &[("body", &[]), ("title", &[]), ("code", &[]), ("asked", &[])]);
    }
}
