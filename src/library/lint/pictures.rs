//! Pictures that phrases name and nobody has here. Part of [`lint`](super).

use super::{Field, Finding, FindingKind, Fix, Linted, Place};
use crate::library::picture;

/// A finding for each phrase of which a picture is missing; `is_here` knows the names of those that are there.
pub(super) fn lint(phrases: &[Linted<'_>], is_here: &dyn Fn(&str) -> bool, found: &mut Vec<Finding>) {
    for one in phrases {
        let is_missing = |entry: &&String| picture::split(entry).0.is_none_or(|name| !is_here(name));
        let missing: Vec<_> = one.phrase.images.iter().filter(is_missing).cloned().collect();
        if !missing.is_empty() {
            found.push(Finding {
                phrase: one.phrase.id.clone(),
                kind: FindingKind::PicturesMissing(missing.len()),
                place: Place { field: Field::Pictures, bytes: None },
                fix: Some(Fix::DropPictures(missing)),
            });
        }
    }
}
