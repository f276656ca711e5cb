//! Documents and their records, as they are in memory: each record in the part that becomes its chunk.

use super::chunk::{Records, part_of, parts_for};
use std::{collections::BTreeMap, rc::Rc};

/// A record that becomes another, appears, or goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The document's name, such as `settings` or `pack/own`.
    pub document: String,
    /// The record's id, unique in its document.
    pub record: String,
    /// Its new text; `None` when it goes.
    pub text: Option<String>,
}

/// What turns the records of a document that are shown into these. Of those that are shown and not among them, what can be
/// read goes; what can't be is another version's and stays.
pub(super) fn changes(
    document: &str,
    shown: &BTreeMap<String, String>,
    records: &BTreeMap<String, String>,
    can_be_read: impl Fn(&str, &str) -> bool,
) -> Vec<Change> {
    let gone = shown.iter().filter(|(id, text)| !records.contains_key(*id) && can_be_read(id, text));
    let new = records.iter().filter(|(id, text)| shown.get(*id) != Some(text));
    let both = new.map(|(id, text)| (id, Some(text.clone()))).chain(gone.map(|(id, _)| (id, None)));
    both.map(|(record, text)| Change { document: document.to_owned(), record: record.clone(), text }).collect()
}

/// Everything that is kept, by document and record. A copy is cheap: parts are shared until one of them changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Documents(pub(super) BTreeMap<String, Vec<Rc<Records>>>);

impl Documents {
    /// The documents' names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A document's records, id and text, in no order that means anything.
    pub fn records(&self, document: &str) -> impl Iterator<Item = (&str, &Rc<str>)> {
        let parts = self.0.get(document).into_iter().flatten();
        parts.flat_map(|part| part.iter()).map(|(id, text)| (id.as_str(), text))
    }

    /// The text of one record.
    #[must_use]
    pub fn get(&self, document: &str, record: &str) -> Option<&str> {
        let parts = self.0.get(document)?;
        parts.get(part_of(record, parts.len()))?.get(record).map(|text| &**text)
    }

    /// How many records a document has.
    #[must_use]
    pub fn count(&self, document: &str) -> usize {
        self.0.get(document).into_iter().flatten().map(|part| part.len()).sum()
    }

    /// Applies changes. A document without records is none.
    pub fn apply(&mut self, changes: &[Change]) {
        for Change { document, record, text } in changes {
            let parts = self.0.entry(document.clone()).or_insert_with(|| vec![Rc::default()]);
            let at = part_of(record, parts.len());
            let Some(part) = parts.get_mut(at) else { continue };
            if part.get(record).map(|text| &**text) == text.as_deref() {
                continue;
            }
            match text {
                Some(text) => drop(Rc::make_mut(part).insert(record.clone(), text.as_str().into())),
                None => drop(Rc::make_mut(part).remove(record)),
            }
        }
        self.0.retain(|_, parts| parts.iter().any(|part| !part.is_empty()));
        for parts in self.0.values_mut() {
            let wanted = parts_for(parts.iter().map(|part| part.len()).sum(), parts.len());
            if wanted != parts.len() {
                *parts = spread(parts.iter().flat_map(|part| part.iter()), wanted);
            }
        }
    }

    /// What turns these documents into the others.
    #[must_use]
    pub fn changes_to(&self, others: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (name, parts) in &others.0 {
            // A part that both share holds nothing new.
            let shared = |at: usize, part: &Rc<Records>| {
                let mine = self.0.get(name).filter(|mine| mine.len() == parts.len()).and_then(|mine| mine.get(at));
                mine.is_some_and(|mine| Rc::ptr_eq(mine, part))
            };
            let theirs = parts.iter().enumerate().filter(|(at, part)| !shared(*at, part));
            for (id, text) in theirs.flat_map(|(_, part)| part.iter()) {
                if self.get(name, id) != Some(&**text) {
                    changes.push(Change { document: name.clone(), record: id.clone(), text: Some(text.to_string()) });
                }
            }
        }
        for (name, parts) in &self.0 {
            let shared = |at: usize, part: &Rc<Records>| {
                let theirs = others.0.get(name).filter(|theirs| theirs.len() == parts.len());
                theirs.and_then(|theirs| theirs.get(at)).is_some_and(|theirs| Rc::ptr_eq(theirs, part))
            };
            let mine = parts.iter().enumerate().filter(|(at, part)| !shared(*at, part));
            for id in mine.flat_map(|(_, part)| part.keys()) {
                if others.get(name, id).is_none() {
                    changes.push(Change { document: name.clone(), record: id.clone(), text: None });
                }
            }
        }
        changes
    }
}

/// Records in so many parts.
fn spread<'a>(records: impl Iterator<Item = (&'a String, &'a Rc<str>)>, parts: usize) -> Vec<Rc<Records>> {
    let mut spread = vec![Records::new(); parts];
    for (id, text) in records {
        if let Some(part) = spread.get_mut(part_of(id, parts)) {
            part.insert(id.clone(), text.clone());
        }
    }
    spread.into_iter().map(Rc::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(document: &str, record: &str, text: &str) -> Change {
        Change { document: document.into(), record: record.into(), text: Some(text.into()) }
    }

    #[test]
    fn changes_lead_from_one_to_the_other() {
        let mut before = Documents::default();
        before.apply(&(0..200).map(|n| set("pack/a", &n.to_string(), "1")).collect::<Vec<_>>());
        assert_eq!((before.0["pack/a"].len(), before.count("pack/a")), (4, 200));
        let mut after = before.clone();
        let changes = [
            set("pack/a", "7", "2"),
            set("settings", "language", "\"en\""),
            Change { document: "pack/a".into(), record: "9".into(), text: None },
        ];
        after.apply(&changes);
        let shared = before.0["pack/a"].iter().zip(&after.0["pack/a"]).filter(|(a, b)| Rc::ptr_eq(a, b)).count();
        assert!(shared >= 2, "an edit copied parts that it does not touch");
        let found = before.changes_to(&after);
        assert_eq!(found.len(), changes.len());
        let mut again = before.clone();
        again.apply(&found);
        assert_eq!(again, after);
        again.apply(&after.changes_to(&before));
        assert_eq!(again, before);
    }
}
