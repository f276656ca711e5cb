//! A field whose parts merge apart. In a file it is one object, as people write it; in a [`Record`](super::Record) each
//! part is a field of its own, so that two who change different parts made no conflict. Where all parts come from the same
//! edits it is written as one field with one stamp, as it was before parts merged apart; so those files keep their sum.

use super::{Version, by_age};
use serde_json::{Map, Value};
use std::{borrow::Cow, collections::BTreeMap};

/// The field: the team's policy.
pub const WHOLE: &str = "policy";
/// What the names of its parts begin with.
pub const PART: &str = "policy/";

type Fields = BTreeMap<String, Vec<Version>>;

fn part(name: &str) -> String {
    [PART, name].concat()
}

/// True if a field is a part.
pub(super) fn is_part(field: &str) -> bool {
    field.starts_with(PART)
}

/// Takes every version of the whole apart; one without parts, such as null, stays.
pub(super) fn split(fields: &mut Fields) {
    for Version { stamp, value } in fields.remove(WHOLE).into_iter().flatten() {
        match value {
            Value::Object(parts) if !parts.is_empty() => {
                for (name, value) in parts {
                    fields.entry(part(&name)).or_default().push(Version { stamp: stamp.clone(), value });
                }
            }
            value => fields.entry(WHOLE.into()).or_default().push(Version { stamp, value }),
        }
    }
}

/// The fields as they are written: the whole as one field if every part comes from the same edits.
pub(super) fn joined(fields: &Fields) -> Cow<'_, Fields> {
    let stamps = |versions: &'_ [Version]| versions.iter().map(|version| version.stamp.clone()).collect::<Vec<_>>();
    let mut parts = fields.iter().filter(|(field, _)| is_part(field));
    let Some((_, first)) = parts.next() else { return Cow::Borrowed(fields) };
    let same = stamps(first);
    if !parts.all(|(_, versions)| stamps(versions) == same) {
        return Cow::Borrowed(fields);
    }
    let mut all = fields.clone();
    let mut whole: Vec<_> = same.into_iter().map(|stamp| Version { stamp, value: Map::new().into() }).collect();
    all.retain(|field, versions| {
        let Some(name) = field.strip_prefix(PART) else { return true };
        for (version, part) in whole.iter_mut().zip(versions) {
            version.value.as_object_mut().map(|value| value.insert(name.into(), part.value.take()));
        }
        false
    });
    whole.extend(all.remove(WHOLE).into_iter().flatten());
    by_age(&mut whole);
    all.insert(WHOLE.into(), whole);
    Cow::Owned(all)
}

/// Puts parts that were written apart into one object.
pub(super) fn gather(map: &mut Map<String, Value>) {
    let mut whole = Map::new();
    map.retain(|field, value| {
        let name = field.strip_prefix(PART);
        whole.extend(name.map(|name| (name.to_owned(), value.take())));
        name.is_none()
    });
    map.insert(WHOLE.into(), whole.into());
}

/// Takes apart an object whose parts were written apart, as its edits tell.
pub(super) fn scatter(map: &mut Map<String, Value>, edits: &Map<String, Value>) {
    let tell =
        |name: &str| edits.get(name).and_then(Value::as_object).is_some_and(|of| of.keys().any(|field| is_part(field)));
    if (tell("at") || tell("also"))
        && let Some(Value::Object(whole)) = map.remove(WHOLE)
    {
        map.extend(whole.into_iter().map(|(name, value)| (part(&name), value)));
    }
}
