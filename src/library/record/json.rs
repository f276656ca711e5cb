//! A [`Record`] as it stands in files and stores: one object of its fields, with what merging needs under `edits`.

use super::{EDITS, ID, Record, Seen, Version, WHOLE, by_age, parts};
use crate::library::stamp::Stamp;
use serde_json::{Map, Value, json};

impl Record {
    /// The record as a JSON object: every field's value in its place, and what merging needs under `edits`.
    #[must_use]
    pub fn json(&self, id: &str) -> Map<String, Value> {
        let (mut at, mut also, mut derived) = (Map::new(), Map::new(), Seen::default());
        let mut map = Map::new();
        let fields = parts::joined(&self.fields);
        let is_apart = fields.keys().any(|field| parts::is_part(field));
        for (field, versions) in fields.as_ref() {
            let (last, others) = match versions.split_last() {
                // In its place stand its parts.
                _ if is_apart && field == WHOLE => (None, versions.as_slice()),
                Some((last, others)) => (Some(last), others),
                None => continue,
            };
            map.extend(last.map(|last| (field.clone(), last.value.clone())));
            if let Some(stamp) = last.and_then(|last| last.stamp.as_ref()) {
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
        if is_apart {
            parts::gather(&mut map);
        }
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
    pub fn read(mut map: Map<String, Value>) -> (String, Self, Vec<String>) {
        if let Some(Value::Object(edits)) = map.get(EDITS).cloned().filter(|_| map.contains_key(WHOLE)) {
            parts::scatter(&mut map, &edits);
        }
        let (mut record, mut id, mut edits, mut problems) = (Self::default(), String::new(), None, Vec::new());
        for (field, value) in map {
            match (field.as_str(), value) {
                (ID, Value::String(text)) => id = text,
                (EDITS, Value::Object(map)) => edits = Some(map),
                (ID | EDITS, _) => problems.push(field),
                (_, value) => record.first(&field, value),
            }
        }
        let Some(edits) = edits else {
            parts::split(&mut record.fields);
            return (id, record, problems);
        };
        record.seen = Seen::read(&edits, &mut problems);
        let part = |name: &str| edits.get(name).and_then(Value::as_object).into_iter().flatten();
        for (field, stamp) in part("at") {
            match (stamp.as_str().and_then(|text| text.parse::<Stamp>().ok()), record.fields.get_mut(field)) {
                (Some(stamp), Some(versions)) => {
                    versions.iter_mut().for_each(|version| version.stamp = Some(stamp.clone()))
                }
                _ => problems.push(format!("edits.at.{field}")),
            }
        }
        for (field, others) in part("also") {
            for other in others.as_array().into_iter().flatten() {
                let stamp = match other.get("at") {
                    None | Some(Value::Null) => Some(None),
                    Some(at) => at.as_str().and_then(|text| text.parse().ok()).map(Some),
                };
                if field == WHOLE {
                    record.fields.entry(WHOLE.into()).or_default();
                }
                match (stamp, record.fields.get_mut(field)) {
                    (Some(stamp), Some(versions)) => {
                        versions.push(Version { stamp, value: other.get("value").cloned().unwrap_or_default() });
                    }
                    _ => problems.push(format!("edits.also.{field}")),
                }
            }
        }
        parts::split(&mut record.fields);
        for versions in record.fields.values_mut() {
            by_age(versions);
            versions.dedup();
            versions.iter().filter_map(|version| version.stamp.as_ref()).for_each(|stamp| record.seen.add(stamp));
        }
        (id, record, problems)
    }
}
