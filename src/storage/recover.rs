//! What is left when neither store has a chunk: earlier versions of its records, or chunks without their root. Part of
//! [`open`](super::open()).

use super::{
    Change,
    chunk::{self, Chunk, Records, part_of},
    documents::Documents,
    open::{Missing, Recovered, Side},
    root::Root,
};
use std::{ops::RangeInclusive, rc::Rc};

/// Puts what earlier generations hold in the place of what is missing, the newest of them first, and names it.
pub(super) fn from_earlier(
    documents: &mut Documents,
    missing: &[Missing],
    earlier: &[Rc<Root>],
    sides: &[Side<'_>],
) -> Vec<Recovered> {
    let mut report = Vec::new();
    for Missing { document, at, parts, records } in missing {
        let found = earlier_records(document, *at, *parts, earlier, sides);
        if !found.is_empty() {
            let records = found.keys().cloned().collect();
            report.push(Recovered::Older { document: document.clone(), records });
        }
        if found.len() < *records {
            report.push(Recovered::Lost { document: document.clone(), records: records - found.len() });
        }
        if let Some(part) = documents.0.get_mut(document).and_then(|all| all.get_mut(*at)) {
            *part = Rc::new(found);
        }
    }
    report
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
    let chunks: Vec<_> = sides.iter().flat_map(Side::chunks).collect();
    let (mut documents, mut next) = (Documents::default(), Some(*generations.start()));
    while let Some(generation) = next.filter(|next| generations.contains(next)) {
        for Chunk { document, records, .. } in chunks.iter().filter(|chunk| chunk.generation == generation) {
            let change = |(id, text): (&String, &Rc<str>)| Change {
                document: document.clone(),
                record: id.clone(),
                text: Some(text.to_string()),
            };
            documents.apply(&records.iter().map(change).collect::<Vec<_>>());
        }
        next = chunks.iter().map(|chunk| chunk.generation).filter(|later| *later > generation).min();
    }
    documents
}
