//! How often and when phrases were inserted, and what agents decided about them when they were suggested (`habit`): what
//! ranks what the agent uses above the rest, and shows what nobody uses. Numbers only; no word of a chat.

use super::{
    IntentId, PhraseId,
    habit::{Habit, Numbers},
    stamp::Writer,
    strict_json,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub use super::habit::{Decision, Leaning};

/// What a file of habits says it is.
const FORMAT: &str = "qinyu-habits";
/// The version of files that are written and read.
const VERSION: u64 = 1;
/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The day of a moment, both counted from 1970; the latter in milliseconds.
#[must_use]
pub fn day(now: u64) -> u32 {
    u32::try_from(now / DAY).unwrap_or(u32::MAX)
}

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

    /// Whole days between the last insertion and a [`day`].
    #[must_use]
    pub fn days_before(self, on: u32) -> u64 {
        u64::from(on.saturating_sub(day(self.last)))
    }
}

/// Why a file of habits was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HabitError {
    /// It is another file, or damaged.
    OtherFile,
    /// A later version wrote it.
    NewerVersion,
}

/// The use of every phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Usage {
    phrases: BTreeMap<PhraseId, Record>,
    /// What the names of the agent's own writers begin with.
    own: String,
    numbers: Numbers,
    /// The phrases about which something was decided, by the intent.
    decided: BTreeMap<IntentId, Vec<PhraseId>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Record {
    used: Used,
    habit: Habit,
}

impl Usage {
    /// Says what the names of the agent's own writers begin with; what others decided counts less.
    pub fn set_own(&mut self, installation: &str) {
        installation.clone_into(&mut self.own);
    }

    /// A phrase's use.
    #[must_use]
    pub fn of(&self, id: &PhraseId) -> Used {
        self.phrases.get(id).map(|record| record.used).unwrap_or_default()
    }

    /// A phrase's record as it is stored.
    #[must_use]
    pub fn record(&self, id: &PhraseId) -> Option<String> {
        self.phrases.get(id).map(Record::print)
    }

    /// Notes an insertion; returns the phrase's record as it is stored.
    pub fn note(&mut self, id: &PhraseId, now: u64) -> String {
        let record = self.phrases.entry(id.clone()).or_default();
        let Used { count, last } = record.used;
        record.used = Used { count: count.saturating_add(1), last: last.max(now) };
        record.print()
    }

    /// Notes what the agent decided about phrases when the buyer wanted something, as one decision, or takes it back;
    /// returns the phrases' records as they are stored.
    pub fn decide(
        &mut self,
        intent: &IntentId,
        decisions: &[(PhraseId, Decision)],
        writer: &Writer,
        now: u64,
        is_taken_back: bool,
    ) -> Vec<(PhraseId, String)> {
        let as_of = (self.numbers.next(intent, writer), day(now));
        let note = |(id, decision): &(PhraseId, Decision)| {
            let record = self.phrases.entry(id.clone()).or_default();
            record.habit.note(intent, writer, *decision, as_of, is_taken_back);
            see(&mut self.numbers, &mut self.decided, id, &record.habit);
            (id.clone(), record.print())
        };
        decisions.iter().map(note).collect()
    }

    /// The phrases about which agents decided something when the buyer wanted this.
    pub fn decided(&self, intent: &IntentId) -> impl Iterator<Item = &PhraseId> {
        self.decided.get(intent).into_iter().flatten()
    }

    /// Which way agents lean about a phrase when the buyer wants this, on a [`day`].
    #[must_use]
    pub fn leaning(&self, intent: &IntentId, id: &PhraseId, day: u32) -> Option<Leaning> {
        self.phrases.get(id)?.habit.leaning(intent, &self.own, &self.numbers, day)
    }

    /// How many phrases something was decided about, and under how many intents.
    #[must_use]
    pub fn learned(&self) -> (usize, usize) {
        (self.phrases.values().filter(|record| !record.habit.is_empty()).count(), self.decided.len())
    }

    /// All that was decided, as a file for a colleague.
    #[must_use]
    pub fn habit_file(&self) -> String {
        let decided = self.phrases.iter().filter(|(_, record)| !record.habit.is_empty());
        let habits: Map<String, Value> = decided.map(|(id, record)| (id.0.clone(), record.habit.json())).collect();
        json!({ "format": FORMAT, "version": VERSION, "habits": habits }).to_string() + "\n"
    }

    /// Takes over what a colleague's file says; returns the phrases' records as they are stored, where they changed.
    ///
    /// # Errors
    /// When it is no such file, or one of a later version.
    pub fn merge_habit_file(&mut self, text: &str) -> Result<Vec<(PhraseId, String)>, HabitError> {
        let mut changed = Vec::new();
        for (id, value) in read_habit_file(text)? {
            let id = PhraseId(id);
            let mut habit = self.phrases.get(&id).map(|record| record.habit.clone()).unwrap_or_default();
            habit.merge(Habit::read(Some(&value)));
            if self.phrases.get(&id).map_or(habit.is_empty(), |record| record.habit == habit) {
                continue;
            }
            see(&mut self.numbers, &mut self.decided, &id, &habit);
            let record = self.phrases.entry(id.clone()).or_default();
            record.habit = habit;
            changed.push((id, record.print()));
        }
        Ok(changed)
    }

    /// Forgets all that was decided, not how often phrases are used; returns the records as they are stored then.
    pub fn forget_habits(&mut self) -> Vec<(PhraseId, String)> {
        (self.numbers, self.decided) = (Numbers::default(), BTreeMap::new());
        let decided = self.phrases.iter_mut().filter(|(_, record)| !record.habit.is_empty());
        let forget = |(id, record): (&PhraseId, &mut Record)| {
            record.habit = Habit::default();
            (id.clone(), record.print())
        };
        decided.map(forget).collect()
    }

    /// Takes over a stored record as it is: after an undo, it may be a lower one.
    pub fn put(&mut self, id: &str, json: &str) {
        let (id, record) = (PhraseId(id.to_owned()), read(json));
        see(&mut self.numbers, &mut self.decided, &id, &record.habit);
        self.phrases.insert(id, record);
    }

    /// Takes over a stored record; of two, the higher numbers hold.
    pub fn take(&mut self, id: &str, json: &str) {
        let (id, other) = (PhraseId(id.to_owned()), read(json));
        see(&mut self.numbers, &mut self.decided, &id, &other.habit);
        self.phrases.entry(id).or_default().merge(other);
    }
}

/// Notes under what something was decided about a phrase, and how far the writers have come.
fn see(numbers: &mut Numbers, decided: &mut BTreeMap<IntentId, Vec<PhraseId>>, id: &PhraseId, habit: &Habit) {
    numbers.see(habit);
    for intent in habit.intents() {
        let known = decided.entry(intent.clone()).or_default();
        if !known.contains(id) {
            known.push(id.clone());
        }
    }
}

impl Record {
    fn merge(&mut self, other: Self) {
        let Used { count, last } = other.used;
        self.used = Used { count: self.used.count.max(count), last: self.used.last.max(last) };
        self.habit.merge(other.habit);
    }

    fn print(&self) -> String {
        let Used { count, last } = self.used;
        let mut value = json!({ "count": count, "last": last });
        if let (false, Value::Object(fields)) = (self.habit.is_empty(), &mut value) {
            fields.insert(DECISIONS.into(), self.habit.json());
        }
        value.to_string()
    }
}

/// The field of what was decided; records of earlier versions have none.
const DECISIONS: &str = "decisions";

fn read_habit_file(text: &str) -> Result<Map<String, Value>, HabitError> {
    let Ok(Value::Object(mut file)) = strict_json::read(text.trim_start_matches('\u{feff}')) else {
        return Err(HabitError::OtherFile);
    };
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(HabitError::OtherFile);
    }
    match (file.get("version").and_then(Value::as_u64), file.remove("habits")) {
        (Some(VERSION), Some(Value::Object(habits))) => Ok(habits),
        (Some(version), _) if version > VERSION => Err(HabitError::NewerVersion),
        _ => Err(HabitError::OtherFile),
    }
}

/// Two stored records of one phrase as one.
#[must_use]
pub fn merge(one: &str, other: &str) -> String {
    let mut both = read(one);
    both.merge(read(other));
    both.print()
}

fn read(json: &str) -> Record {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let number = |name: &str| value.get(name).and_then(Value::as_u64).unwrap_or_default();
    let used = Used { count: u32::try_from(number("count")).unwrap_or(u32::MAX), last: number("last") };
    Record { used, habit: Habit::read(value.get(DECISIONS)) }
}

#[cfg(test)]
mod tests;
