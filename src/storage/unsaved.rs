//! Edits that are on the screen and not yet in the stores. They wait here until a commit went through, however often it
//! fails, and are put on top of what another panel committed meanwhile.

use super::{Change, Documents, gather};
use std::collections::BTreeMap;

/// Merges two texts of one record: the document's name, theirs, mine.
pub type Merge = fn(&str, &str, &str) -> String;

/// An edit: what the editor saw, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    base: Option<String>,
    text: Option<String>,
}

/// Edits by document and record.
type Edits = BTreeMap<(String, String), Edit>;

/// The edits that wait.
#[derive(Debug, Clone, Default)]
pub struct Unsaved {
    waiting: Edits,
    /// What a commit under way writes.
    writing: Edits,
}

impl Unsaved {
    /// Nothing waits and nothing is being written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.writing.is_empty()
    }

    /// Something waits for a commit.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The agent changed this, on top of these documents and the edits that wait.
    pub fn add(&mut self, documents: &Documents, changes: Vec<Change>) {
        for Change { document, record, text } in changes {
            let base = self.shown(documents, &document, &record).map(str::to_owned);
            self.waiting.entry((document, record)).or_insert(Edit { base, text: None }).text = text;
        }
    }

    /// A record's text as it is on the screen.
    #[must_use]
    pub fn shown<'a>(&'a self, documents: &'a Documents, document: &str, record: &str) -> Option<&'a str> {
        let key = (document.to_owned(), record.to_owned());
        match self.waiting.get(&key).or_else(|| self.writing.get(&key)) {
            Some(edit) => edit.text.as_deref(),
            None => documents.get(document, record),
        }
    }

    /// A document's records as they are on the screen.
    #[must_use]
    pub fn shown_records(&self, documents: &Documents, document: &str) -> BTreeMap<String, String> {
        let mut records = gather(documents.records(document).map(|(id, text)| (id.to_owned(), text.to_string())));
        for ((_, record), edit) in self.writing.iter().chain(&self.waiting).filter(|((name, _), _)| name == document) {
            match &edit.text {
                Some(text) => drop(records.insert(record.clone(), text.clone())),
                None => drop(records.remove(record)),
            }
        }
        records
    }

    /// The names of the documents on the screen.
    #[must_use]
    pub fn shown_names(&self, documents: &Documents) -> Vec<String> {
        let mut names: Vec<_> = documents.names().map(str::to_owned).collect();
        for (name, _) in self.writing.keys().chain(self.waiting.keys()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Takes the edits that wait for a commit on top of these documents. A record that another panel changed since the
    /// editor saw it is merged; an edit outlives a removal.
    pub fn begin(&mut self, documents: &Documents, merge: Merge) -> Vec<Change> {
        self.writing = std::mem::take(&mut self.waiting);
        let changes = self.writing.iter().filter_map(|((document, record), edit)| {
            let theirs = documents.get(document, record);
            let text = match (theirs, edit.text.as_deref()) {
                (theirs, mine) if theirs == edit.base.as_deref() => mine.map(str::to_owned),
                (Some(theirs), Some(mine)) if theirs != mine => Some(merge(document, theirs, mine)),
                (Some(_), None) => return None,
                (_, mine) => mine.map(str::to_owned),
            };
            Some(Change { document: document.clone(), record: record.clone(), text })
        });
        changes.collect()
    }

    /// The commit went through, and these documents became those. Gives what of it is not on the screen yet: what other
    /// panels did, and records in which theirs and the agent's were merged.
    pub fn written(&mut self, these: &Documents, those: &Documents) -> Vec<Change> {
        let mut news = self.visible(these.changes_to(those));
        for ((document, record), edit) in std::mem::take(&mut self.writing) {
            let text = those.get(&document, &record);
            if text != edit.text.as_deref() && !self.waiting.contains_key(&(document.clone(), record.clone())) {
                news.push(Change { text: text.map(str::to_owned), document, record });
            }
        }
        news
    }

    /// The commit failed: its edits wait again, below those that came since.
    pub fn failed(&mut self) {
        for (key, edit) in std::mem::take(&mut self.writing) {
            match self.waiting.get_mut(&key) {
                Some(later) => later.base = edit.base,
                None => drop(self.waiting.insert(key, edit)),
            }
        }
    }

    /// Of changes that another panel made, those that are not hidden by an edit of this one.
    #[must_use]
    pub fn visible(&self, changes: Vec<Change>) -> Vec<Change> {
        let hidden = |change: &Change| {
            let key = (change.document.clone(), change.record.clone());
            self.waiting.contains_key(&key) || self.writing.contains_key(&key)
        };
        changes.into_iter().filter(|change| !hidden(change)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: Option<&str>) -> Vec<Change> {
        vec![Change { document: "d".into(), record: "r".into(), text: text.map(str::to_owned) }]
    }

    fn documents(text: Option<&str>) -> Documents {
        let mut documents = Documents::default();
        documents.apply(&set(text));
        documents
    }

    fn joined(_: &str, theirs: &str, mine: &str) -> String {
        [theirs, "+", mine].concat()
    }

    #[test]
    fn only_what_both_changed_is_merged() {
        for (base, theirs, mine, result) in [
            (Some("0"), Some("0"), Some("1"), Some(Some("1"))),
            (Some("0"), Some("2"), Some("1"), Some(Some("2+1"))),
            (None, Some("2"), Some("1"), Some(Some("2+1"))),
            (Some("0"), Some("1"), Some("1"), Some(Some("1"))),
            (Some("0"), None, Some("1"), Some(Some("1"))),
            (Some("0"), Some("2"), None, None),
            (Some("0"), Some("0"), None, Some(None)),
        ] {
            let mut unsaved = Unsaved::default();
            unsaved.add(&documents(base), set(mine));
            let changes = unsaved.begin(&documents(theirs), joined);
            assert_eq!(changes, result.map_or_else(Vec::new, set), "{base:?} {theirs:?} {mine:?}");
        }
    }

    #[test]
    fn case_24_a_failed_commit_is_tried_again_with_what_came_since() {
        let (mut unsaved, kept) = (Unsaved::default(), documents(Some("0")));
        unsaved.add(&kept, set(Some("1")));
        unsaved.begin(&kept, joined);
        unsaved.add(&kept, set(Some("2")));
        assert_eq!(unsaved.shown(&kept, "d", "r"), Some("2"));
        unsaved.failed();
        assert_eq!(unsaved.begin(&kept, joined), set(Some("2")), "merged with itself");
        unsaved.add(&kept, set(Some("3")));
        assert_eq!(unsaved.written(&kept, &documents(Some("2"))), [], "what is on the screen is no news");
        assert_eq!(unsaved.begin(&documents(Some("5")), joined), set(Some("5+3")));
        assert_eq!(unsaved.written(&documents(Some("5")), &documents(Some("5+3"))), set(Some("5+3")));
        assert!(unsaved.is_empty());
    }

    #[test]
    fn an_edit_hides_what_another_panel_did() {
        let (mut unsaved, kept) = (Unsaved::default(), documents(Some("0")));
        unsaved.add(&kept, set(None));
        assert_eq!(unsaved.visible(set(Some("9"))), []);
        assert!(unsaved.shown_records(&kept, "d").is_empty());
    }
}
