//! A [`Record`] as it stands in files and stores: one object of its fields, with what merging needs under `edits`.

use super::{EDITS, ID, PART, Record, Seen, Version, WHOLE, by_age, parts};
use crate::library::stamp::Stamp;
use serde_json::{Map, Value, json};

impl Record {
    /// The record as a JSON object: every field's value in its place, and what merging needs under `edits`.
    #[must_use]
    pub fn json(&self, id: &str) -> Map<String, Value> {
        let (mut at, mut also, mut derived) = (Map::new(), Map::new(), Seen::default());
        let mut map = Map::new();
        for (field, versions) in &self.fields {
            let Some((last, others)) = versions.split_last() else { continue };
            map.insert(field.clone(), last.value.clone());
            if let Some(stamp) = &last.stamp {
                at.insert(field.clone(), stamp.to_string().into());
            }
            if !others.is_empty() {
                let others = others.iter().map(
                    |version| json!({ "at": version.stamp.as_ref().map(ToString::to_string), "value": version.value }),
                );
                also.insert(field.clone(), others.collect());
            }
            versions.iter().filter_map(|version| version.stamp.as_ref()).for_each(|stamp| derived.add(stamp));
        }
        parts::gather(&mut map, &mut at, &also);
        let mut seen = self.seen.clone();
        seen.times.retain(|writer, time| derived.times.get(writer) != Some(time));
        let mut edits = seen.json();
        for (name, part) in [("at", at), ("also", also)] {
            if !part.is_empty() {
                edits.insert(name.into(), Value::Object(part));
            }
        }
        if !edits.is_empty() {
            map.insert(EDITS.into(), Value::Object(edits));
        }
        if !id.is_empty() {
            map.insert(ID.into(), id.into());
        }
        map
    }

    /// Reads what [`Self::json`] wrote, or an object that nobody has edited yet. The names of places under `edits` that
    /// can't be understood are returned; their values stay, as if they had never been edited.
    #[must_use]
    pub fn read(map: Map<String, Value>) -> (String, Self, Vec<String>) {
        let (mut record, mut id, mut edits, mut problems) = (Self::default(), String::new(), None, Vec::new());
        for (field, value) in map {
            match (field.as_str(), value) {
                (ID, Value::String(text)) => id = text,
                (EDITS, Value::Object(map)) => edits = Some(map),
                (ID | EDITS, _) => problems.push(field),
                (_, value) => record.put(&field, value, None),
            }
        }
        let Some(edits) = edits else { return (id, record, problems) };
        record.seen = Seen::read(&edits, &mut problems);
        let part = |name: &str| edits.get(name).and_then(Value::as_object).into_iter().flatten();
        for (field, stamp) in part("at") {
            let stamp = stamp.as_str().and_then(|text| text.parse::<Stamp>().ok());
            let mut is_there = false;
            if let Some(versions) = record.fields.get_mut(field) {
                is_there = stamp_all(versions, stamp.as_ref());
            } else if field == WHOLE {
                for (field, versions) in &mut record.fields {
                    if field.starts_with(PART) {
                        stamp_all(versions, stamp.as_ref());
                    }
                }
                is_there = stamp.is_some();
                record.see(stamp.as_ref());
            }
            if !is_there {
                problems.push(format!("edits.at.{field}"));
            }
        }
        for (field, others) in part("also") {
            for other in others.as_array().into_iter().flatten() {
                let stamp = match other.get("at") {
                    None | Some(Value::Null) => Some(None),
                    Some(at) => at.as_str().and_then(|text| text.parse().ok()).map(Some),
                };
                match stamp {
                    Some(stamp) if field == WHOLE || record.fields.contains_key(field) => {
                        record.put(field, other.get("value").cloned().unwrap_or_default(), stamp);
                    }
                    _ => problems.push(format!("edits.also.{field}")),
                }
            }
        }
        for versions in record.fields.values_mut() {
            by_age(versions);
            versions.dedup();
            versions.iter().filter_map(|version| version.stamp.as_ref()).for_each(|stamp| record.seen.add(stamp));
        }
        (id, record, problems)
    }

    fn see(&mut self, stamp: Option<&Stamp>) {
        if let Some(stamp) = stamp {
            self.seen.add(stamp);
        }
    }

    /// Puts a version beside those that are there; one of a whole, part by part. An emptied whole has none: that it was
    /// seen is what takes the parts of before away.
    fn put(&mut self, field: &str, value: Value, stamp: Option<Stamp>) {
        match value {
            Value::Object(parts) if field == WHOLE => {
                for (name, value) in parts {
                    self.put(&[PART, &name].concat(), value, stamp.clone());
                }
                self.see(stamp.as_ref());
            }
            Value::Null if field == WHOLE => self.see(stamp.as_ref()),
            value => self.fields.entry(field.to_owned()).or_default().push(Version { stamp, value }),
        }
    }
}

/// Says of all versions that this edit made them; false without one.
fn stamp_all(versions: &mut [Version], stamp: Option<&Stamp>) -> bool {
    versions.iter_mut().for_each(|version| version.stamp = stamp.cloned());
    stamp.is_some()
}
