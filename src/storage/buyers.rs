//! What the document of the buyers means: a record for each by the hash that it is called by, also for those that were
//! removed, so that a panel that has them still, or a file of everything, doesn't bring them back.

use super::documents::{Change, changes};
use crate::{
    care::buyers::{
        Buyer, BuyerKey, Buyers, Record, RecordId, What,
        about::{About, Field},
        due::Reached,
    },
    day::{Day, Moment},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The document of the buyers.
pub const BUYERS: &str = "buyers";

/// The records, and how many could not be read; those stay where they are.
#[must_use]
pub fn read_buyers<'a, T: AsRef<str> + ?Sized + 'a>(
    records: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> (Buyers, usize) {
    let (mut read_records, mut unread) = (Vec::new(), 0);
    for (id, text) in records {
        match read(id, text.as_ref()) {
            Some(record) => read_records.push(record),
            None => unread += 1,
        }
    }
    (Buyers::new(read_records), unread)
}

/// What turns the records of [`BUYERS`] that are shown into these.
#[must_use]
pub fn print_buyers(shown: &BTreeMap<String, String>, buyers: &Buyers) -> Vec<Change> {
    let records: BTreeMap<String, String> =
        buyers.records().iter().map(|record| (record.id.0.clone(), print(record))).collect();
    changes(BUYERS, shown, &records, |id, text| read(id, text).is_some())
}

/// Merges two texts of one record: the later version, or that it was removed.
#[must_use]
pub(super) fn merge_buyer(theirs: &str, mine: &str) -> String {
    let buyers = |text: &str| read_buyers([("", text)]).0;
    let mut both = buyers(theirs);
    both.merge(&buyers(mine));
    both.records().first().map_or_else(|| mine.to_owned(), print)
}

fn read(id: &str, text: &str) -> Option<Record> {
    let value: Value = serde_json::from_str(text).ok()?;
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let version = value.get("version").and_then(Value::as_u64).and_then(|version| version.try_into().ok())?;
    let id = RecordId(id.to_owned());
    if let Some(at) = text("removed") {
        return Moment::parse(at).map(|at| Record { id, version, what: What::Removed(at) });
    }
    let mut about = About::default();
    Field::ALL.into_iter().for_each(|field| about.write(field, text(field.name()).unwrap_or_default()));
    let reached = match (text("reached"), text("reached_day").and_then(Day::parse)) {
        (Some(name), Some(day)) => Reached::from_name(name, day)?,
        (None, None) => Reached::Not,
        _ => return None,
    };
    let key = BuyerKey::new(text("platform")?, text("name")?)?;
    let buyer = Buyer { changed: Moment::parse(text("changed")?)?, key, about: about.cleaned(), reached };
    Some(Record { id, version, what: What::Kept(Box::new(buyer)) })
}

fn print(Record { id: _, version, what }: &Record) -> String {
    let Buyer { changed, key: BuyerKey { platform, name }, about, reached } = match what {
        What::Kept(buyer) => &**buyer,
        What::Removed(at) => return json!({ "version": version, "removed": at.print() }).to_string(),
    };
    let mut value = json!({ "version": version, "platform": platform, "name": name, "changed": changed.print() });
    if let Some(fields) = value.as_object_mut() {
        let texts = Field::ALL.into_iter().map(|field| (field.name(), about.get(field)));
        fields.extend(texts.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text.into())));
        if let Some(day) = reached.day() {
            fields.insert("reached".into(), reached.name().into());
            fields.insert("reached_day".into(), day.print().into());
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

    fn key(name: &str) -> BuyerKey {
        BuyerKey::new("taobao", name).unwrap()
    }

    fn buyers() -> Buyers {
        let mut buyers = Buyers::default();
        for name in ["小\"鹿\"", "小马", "小羊"] {
            let mut about = About::default();
            about.write(Field::Note, "喜欢\"素色\"");
            about.write(Field::FirstBought, "2026-10-01");
            buyers.keep(&key(name), about.cleaned(), at("2026-11-29 10:00"));
        }
        let day = at("2026-11-29 11:00").day;
        buyers.reach(&key("小马").id(), Reached::Once(day), at("2026-11-29 11:00"));
        buyers.remove(&key("小羊").id(), at("2026-11-29 12:00"));
        buyers
    }

    fn records(changes: &[Change]) -> BTreeMap<String, String> {
        changes.iter().filter_map(|change| Some((change.record.clone(), change.text.clone()?))).collect()
    }

    fn read_all(records: &BTreeMap<String, String>) -> (Buyers, usize) {
        read_buyers(records.iter().map(|(id, text)| (id.as_str(), text.as_str())))
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut records = records(&print_buyers(&BTreeMap::new(), &buyers()));
        assert_eq!(read_all(&records), (buyers(), 0));
        assert_eq!(print_buyers(&records, &buyers()), [], "nothing changed");
        assert!(!records.iter().any(|(id, text)| id.contains("小羊") || text.contains("小羊")), "no name is left");
        for bad in [
            r#"{"of":"a newer version"}"#,
            r#"{"version":1,"platform":"p","name":"t***1","changed":"2026-11-29 10:00"}"#,
        ] {
            records.insert("newer".into(), bad.into());
            assert_eq!(read_all(&records), (buyers(), 1), "{bad}");
            assert_eq!(print_buyers(&records, &buyers()), [], "what can't be read stays");
        }
        let gone = print_buyers(&records, &Buyers::default());
        assert_eq!((gone.len(), gone.iter().all(|change| change.text.is_none())), (3, true), "what was dropped goes");
    }

    #[test]
    fn two_panels_changes_of_one_are_merged() {
        let text =
            |buyers: &Buyers| records(&print_buyers(&BTreeMap::new(), buyers)).remove(&key("小\"鹿\"").id().0).unwrap();
        let (before, mut changed, mut removed) = (buyers(), buyers(), buyers());
        changed.keep(&key("小\"鹿\""), About::default(), at("2026-11-29 13:00"));
        removed.remove(&key("小\"鹿\"").id(), at("2026-11-29 13:00"));
        for (theirs, mine, merged) in
            [(&before, &changed, &changed), (&changed, &before, &changed), (&before, &removed, &removed)]
        {
            assert_eq!(merge_buyer(&text(theirs), &text(mine)), text(merged));
        }
        assert_eq!(merge_buyer("?", "mine"), "mine");
    }
}
