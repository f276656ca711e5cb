//! What the document of the follow-ups means: a record for each by its name, also for those that were removed, so that a
//! panel that has them still doesn't bring them back.

use super::documents::{Change, changes};
use crate::{
    care::{
        ledger::{FollowUp, FollowUpId, Ledger},
        promise::Kind,
    },
    day::Moment,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The document of the follow-ups.
pub const FOLLOW_UPS: &str = "follow_ups";

/// The follow-ups, and how many records could not be read; those stay where they are.
#[must_use]
pub fn read_follow_ups<'a, T: AsRef<str> + ?Sized + 'a>(
    records: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> (Ledger, usize) {
    let (mut follow_ups, mut removed, mut unread) = (Vec::new(), Vec::new(), 0);
    for (id, text) in records {
        match read(id, text.as_ref()) {
            Some(Record::Kept(follow_up)) => follow_ups.push(follow_up),
            Some(Record::Removed(at)) => removed.push((at, FollowUpId(id.to_owned()))),
            None => unread += 1,
        }
    }
    (Ledger::new(follow_ups, removed), unread)
}

/// What turns the records of [`FOLLOW_UPS`] that are shown into these.
#[must_use]
pub fn print_follow_ups(shown: &BTreeMap<String, String>, ledger: &Ledger) -> Vec<Change> {
    let kept = ledger.follow_ups().iter().map(|one| (one.id.0.clone(), print(one)));
    let removed = ledger.removed().iter().map(|(at, id)| (id.0.clone(), json!({ "removed": at.print() }).to_string()));
    let records: BTreeMap<String, String> = kept.chain(removed).collect();
    changes(FOLLOW_UPS, shown, &records, |id, text| read(id, text).is_some())
}

/// Merges two texts of one record: the later version, or that it was removed.
#[must_use]
pub(super) fn merge_follow_up(theirs: &str, mine: &str) -> String {
    let ledger = |text: &str| read_follow_ups([("", text)]).0;
    let mut both = ledger(theirs);
    both.merge(&ledger(mine));
    let changes = print_follow_ups(&BTreeMap::new(), &both);
    changes.into_iter().find_map(|change| change.text).unwrap_or_else(|| mine.to_owned())
}

enum Record {
    Kept(FollowUp),
    Removed(Moment),
}

fn read(id: &str, text: &str) -> Option<Record> {
    let value: Value = serde_json::from_str(text).ok()?;
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    if let Some(at) = text("removed") {
        return Moment::parse(at).map(Record::Removed);
    }
    let moment = |name: &str| match text(name) {
        Some(text) => Moment::parse(text).map(Some),
        None => Some(None),
    };
    let made = moment("made")??;
    let kind = Kind::from_name(text("kind")?)?;
    let id = FollowUpId(id.to_owned());
    let new = FollowUp::new(id, kind, text("note")?, text("buyer")?, moment("due")?, made);
    let version = value.get("version").and_then(Value::as_u64).and_then(|version| version.try_into().ok())?;
    let closed = moment("closed")?.map(|at| (at, text("result").unwrap_or_default().to_owned()));
    Some(Record::Kept(FollowUp { version, closed, ..new }))
}

fn print(one: &FollowUp) -> String {
    let FollowUp { id: _, version, closed, kind, note, buyer, due, made } = one;
    let mut value = json!({
        "version": version, "kind": kind.name(), "note": note, "buyer": buyer, "made": made.print(),
    });
    if let Some(fields) = value.as_object_mut() {
        fields.extend(due.map(|due| ("due".to_owned(), due.print().into())));
        if let Some((at, result)) = closed {
            fields.insert("closed".into(), at.print().into());
            fields.insert("result".into(), result.as_str().into());
        }
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn id(text: &str) -> FollowUpId {
        FollowUpId(text.into())
    }

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for (name, due) in [("a", Some(at("2026-11-29 16:00"))), ("b", None), ("c", None)] {
            ledger.add(FollowUp::new(id(name), Kind::Dispatch, "今天\"发\"", "小鹿", due, at("2026-11-29 10:00")));
        }
        ledger.close(&id("b"), at("2026-11-29 11:00"), "发了");
        ledger.remove(&id("c"), at("2026-11-29 12:00"));
        ledger
    }

    fn records(changes: &[Change]) -> BTreeMap<String, String> {
        changes.iter().filter_map(|change| Some((change.record.clone(), change.text.clone()?))).collect()
    }

    fn read_all(records: &BTreeMap<String, String>) -> (Ledger, usize) {
        read_follow_ups(records.iter().map(|(id, text)| (id.as_str(), text.as_str())))
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut records = records(&print_follow_ups(&BTreeMap::new(), &ledger()));
        assert_eq!(read_all(&records), (ledger(), 0));
        assert_eq!(print_follow_ups(&records, &ledger()), [], "nothing changed");
        records.insert("newer".into(), r#"{"kind":"of a newer version"}"#.into());
        assert_eq!(read_all(&records), (ledger(), 1));
        assert_eq!(print_follow_ups(&records, &ledger()), [], "what can't be read stays");
    }

    #[test]
    fn two_panels_changes_of_one_are_merged() {
        let text = |ledger: &Ledger| records(&print_follow_ups(&BTreeMap::new(), ledger)).remove("a").unwrap();
        let (before, mut closed, mut removed) = (ledger(), ledger(), ledger());
        closed.close(&id("a"), at("2026-11-29 13:00"), "好了");
        removed.remove(&id("a"), at("2026-11-29 13:00"));
        for (theirs, mine, merged) in
            [(&before, &closed, &closed), (&closed, &before, &closed), (&removed, &closed, &removed)]
        {
            assert_eq!(merge_follow_up(&text(theirs), &text(mine)), text(merged));
        }
        assert_eq!(merge_follow_up("?", "mine"), "mine");
    }
}
