//! What is left when neither store has a chunk: earlier versions of its records, or chunks without their root. Part of
//! [`open`](super::open()).

use super::{
    chunk::{self, Records, part_of},
    documents::{Documents, spread},
    open::{Missing, Recovered, Side},
    root::Root,
};
use std::{collections::BTreeMap, ops::RangeInclusive, rc::Rc};

/// Puts what earlier generations hold in the place of what is missing, the newest of them first, and names it.
pub(super) fn from_earlier(
    documents: &mut Documents,
    missing: &[Missing],
    earlier: &[Rc<Root>],
    sides: &[Side<'_>],
) -> Vec<Recovered> {
    let mut report = BTreeMap::<&str, (Vec<String>, usize)>::new();
    for Missing { document, at, parts, records } in missing {
        let found = earlier_records(document, *at, *parts, earlier, sides);
        let (older, lost) = report.entry(document).or_default();
        older.extend(found.keys().cloned());
        *lost += records.saturating_sub(found.len());
        if let Some(part) = documents.0.get_mut(document).and_then(|all| all.get_mut(*at)) {
            *part = Rc::new(found);
        }
    }
    let named = report.into_iter().flat_map(|(document, (older, lost))| {
        let document = document.to_owned();
        let older = (!older.is_empty()).then(|| Recovered::Older { document: document.clone(), records: older });
        older.into_iter().chain((lost > 0).then_some(Recovered::Lost { document, records: lost }))
    });
    named.collect()
}

/// Records that belong to a part, from the newest earlier generation that has all of it, or as much as there is.
fn earlier_records(document: &str, at: usize, parts: usize, earlier: &[Rc<Root>], sides: &[Side<'_>]) -> Records {
    let mut found = Records::new();
    for root in earlier {
        let Some(then) = root.documents.get(document) else { continue };
        let mut complete = true;
        // Places are the lower bits of one hash, so those of fewer parts are those of more, cut off.
        let smaller = parts.min(then.len()) - 1;
        let related = then.iter().enumerate().filter(|(place, _)| place & smaller == at & smaller);
        for (_, part) in related.filter(|(_, part)| !part.0.is_empty()) {
            let text = sides.iter().find_map(|side| side.chunk(&part.0));
            let Some(chunk) = text.and_then(|text| chunk::parse(text)) else {
                complete = false;
                continue;
            };
            for (id, text) in chunk.records.into_iter().filter(|(id, _)| part_of(id, parts) == at) {
                found.entry(id).or_insert(text);
            }
        }
        if complete {
            break;
        }
    }
    found
}

/// Every record that any chunk of these generations holds, in its newest version.
pub(super) fn from_chunks(sides: &[Side<'_>], generations: RangeInclusive<u64>) -> Documents {
    let chunks = sides.iter().flat_map(Side::chunks);
    let mut chunks: Vec<_> = chunks.filter(|chunk| generations.contains(&chunk.generation)).collect();
    chunks.sort_by_key(|chunk| chunk.generation);
    let mut records = BTreeMap::<String, Records>::new();
    for chunk in chunks {
        records.entry(chunk.document).or_default().extend(chunk.records);
    }
    let parts = |records: &Records| spread(records.iter(), chunk::parts_for(records.len(), 1));
    Documents(records.iter().map(|(document, records)| (document.clone(), parts(records))).collect())
}
