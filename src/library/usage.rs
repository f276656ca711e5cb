//! How often and when phrases were inserted: what ranks what the agent uses above the rest, and shows what nobody uses.
//! Numbers only; no word of a chat.

use super::PhraseId;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// A phrase's use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Used {
    /// How often it was inserted.
    pub count: u32,
    /// When it was inserted last, in milliseconds since 1970; 0 for never.
    pub last: u64,
}

impl Used {
    /// Whole days since the last insertion; `None` if there was none.
    #[must_use]
    pub fn days_ago(self, now: u64) -> Option<u64> {
        (self.last > 0).then(|| now.saturating_sub(self.last) / DAY)
    }
}

/// The use of every phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Usage {
    phrases: BTreeMap<PhraseId, Used>,
}

impl Usage {
    /// A phrase's use.
    #[must_use]
    pub fn of(&self, id: &PhraseId) -> Used {
        self.phrases.get(id).copied().unwrap_or_default()
    }

    /// Notes an insertion; returns the phrase's record as it is stored.
    pub fn note(&mut self, id: &PhraseId, now: u64) -> String {
        let used = self.phrases.entry(id.clone()).or_default();
        *used = Used { count: used.count.saturating_add(1), last: used.last.max(now) };
        print(*used)
    }

    /// Takes over a stored record as it is: after an undo, it may be a lower one.
    pub fn put(&mut self, id: &str, json: &str) {
        self.phrases.insert(PhraseId(id.to_owned()), read(json));
    }

    /// Takes over a stored record; of two, the higher numbers hold.
    pub fn take(&mut self, id: &str, json: &str) {
        let used = read(json);
        let ours = self.phrases.entry(PhraseId(id.to_owned())).or_default();
        *ours = Used { count: ours.count.max(used.count), last: ours.last.max(used.last) };
    }
}

/// Two stored records of one phrase as one.
#[must_use]
pub fn merge(one: &str, other: &str) -> String {
    let (one, other) = (read(one), read(other));
    print(Used { count: one.count.max(other.count), last: one.last.max(other.last) })
}

fn print(Used { count, last }: Used) -> String {
    json!({ "count": count, "last": last }).to_string()
}

fn read(json: &str) -> Used {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let number = |name: &str| value.get(name).and_then(Value::as_u64).unwrap_or_default();
    Used { count: u32::try_from(number("count")).unwrap_or(u32::MAX), last: number("last") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn use_is_counted_and_comes_back() {
        let (mut usage, id) = (Usage::default(), PhraseId("a".into()));
        usage.note(&id, 5);
        let stored = usage.note(&id, DAY + 5);
        let mut again = Usage::default();
        again.take("a", &stored);
        assert_eq!((again.of(&id), again), (Used { count: 2, last: DAY + 5 }, usage));
        assert_eq!(Used { count: 1, last: 5 }.days_ago(3 * DAY + 4), Some(2));
        assert_eq!(Used::default().days_ago(5), None);
        assert_eq!(read(&merge(&stored, r#"{"count":1,"last":9}"#)).count, 2);
        assert_eq!(read("["), Used::default());
    }
}
