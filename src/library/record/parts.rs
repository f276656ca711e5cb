//! A field whose parts merge apart. In a file it is one object, as people write it; in a [`Record`](super::Record) each
//! part is a field of its own, so that two who change different parts make no conflict. Parts from the same edit are
//! written under one stamp, as they were before parts merged apart; so those files keep their sum.

use serde_json::{Map, Value};

/// The field: the team's policy.
pub const WHOLE: &str = "policy";
/// What the names of its parts begin with.
pub const PART: &str = "policy/";

/// Puts the parts into one object, with their stamp where that of the whole stands if it is the same.
pub(super) fn gather(map: &mut Map<String, Value>, at: &mut Map<String, Value>, also: &Map<String, Value>) {
    let parts: Vec<String> = map.keys().filter(|field| field.starts_with(PART)).cloned().collect();
    let Some(stamp) = parts.first().map(|first| at.get(first).cloned()) else { return };
    let is_one = parts.iter().all(|part| at.get(part) == stamp.as_ref() && !also.contains_key(part));
    let mut whole = Map::new();
    for part in &parts {
        let name = part.get(PART.len()..).unwrap_or_default();
        whole.insert(name.to_owned(), map.remove(part).unwrap_or_default());
        if is_one {
            at.remove(part);
        }
    }
    map.insert(WHOLE.into(), whole.into());
    if let (Some(stamp), true) = (stamp, is_one) {
        at.insert(WHOLE.into(), stamp);
    }
}
