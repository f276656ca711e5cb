//! The present generation in memory, and what has to be written for the next one.

use super::{
    Change, Documents, Dump, SCHEMA, chunk,
    root::{self, GENERATIONS, Marker, Part, Root},
};
use std::{
    collections::{BTreeMap, HashSet},
    rc::Rc,
};

/// Texts to be written under their keys at once; `None` removes the key.
pub type Batch = Vec<(String, Option<String>)>;

/// What is written for a generation, one batch after the other: none begins before the one before it is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writes {
    /// The chunks that are new.
    pub chunks: Batch,
    /// The root and the marker: with them, the generation is there.
    pub root: Batch,
    /// What no generation needs any longer.
    pub old: Batch,
}

/// The present generation.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// It and those before it, the newest first. Empty when nothing was ever kept.
    pub(super) roots: Vec<Rc<Root>>,
    pub(super) documents: Documents,
}

impl Kept {
    /// What is kept.
    #[must_use]
    pub const fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Its number, 0 when nothing was ever kept.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.roots.first().map_or(0, |root| root.generation)
    }

    /// Where its root lies, and the root's text; `None` when nothing was ever kept. A store that has it has all of it.
    #[must_use]
    pub fn present(&self) -> Option<(String, String)> {
        self.roots.first().map(|root| (root.key(), root.print()))
    }

    /// The next generation, with these changes, and what has to be written for it; `None` if they change nothing.
    #[must_use]
    pub fn commit(&self, changes: &[Change]) -> Option<(Self, Writes)> {
        let mut documents = self.documents.clone();
        documents.apply(changes);
        (documents != self.documents).then(|| self.next(documents))
    }

    /// The next generation with these documents.
    pub(super) fn next(&self, documents: Documents) -> (Self, Writes) {
        let generation = self.generation() + 1;
        let mut writes = Writes::default();
        let mut root = Root { schema: SCHEMA, generation, documents: BTreeMap::new() };
        for (name, parts) in &documents.0 {
            let before = self.documents.0.get(name).filter(|before| before.len() == parts.len());
            let known = self.roots.first().and_then(|root| root.documents.get(name));
            let parts = parts.iter().enumerate().map(|(at, records)| {
                let same = before.and_then(|before| before.get(at)).is_some_and(|before| Rc::ptr_eq(before, records));
                if let Some(part) = known.and_then(|known| known.get(at)).filter(|_| same) {
                    return part.clone();
                }
                if records.is_empty() {
                    return Part::default();
                }
                let text = chunk::print(name, generation, records);
                let hash = chunk::hash(&text);
                writes.chunks.push((chunk::key(&hash), Some(text)));
                Part(hash, records.len())
            });
            root.documents.insert(name.clone(), parts.collect());
        }
        writes.root.push((root.key(), Some(root.print())));
        writes.root.push((root::MARKER.into(), Some(Marker::of(generation).print())));
        let (stay, go): (Vec<_>, Vec<_>) =
            self.roots.iter().cloned().partition(|root| root.generation + GENERATIONS > generation);
        let roots: Vec<_> = std::iter::once(Rc::new(root)).chain(stay).collect();
        let needed = needed(&roots);
        let old = go.iter().flat_map(|root| root.chunks()).map(|(_, _, part)| chunk::key(&part.0));
        writes.old = old.filter(|key| !needed.contains(key)).map(|key| (key, None)).collect();
        (Self { roots, documents }, writes)
    }

    /// The keys of the chunks of another panel's generation that are not in memory.
    #[must_use]
    pub fn lacks(&self, newer: &Root) -> Vec<String> {
        newer
            .chunks()
            .filter(|(name, at, part)| self.part(name, *at) != Some(part))
            .map(|(_, _, part)| chunk::key(&part.0))
            .collect()
    }

    /// Another panel's generation, with the chunks that [`Self::lacks`] named; `None` when one of them is not whole.
    #[must_use]
    pub fn follow(&self, newer: Root, chunks: &Dump) -> Option<Self> {
        let mut documents = Documents::default();
        for (name, parts) in &newer.documents {
            let mut read = Vec::with_capacity(parts.len());
            for (at, part) in parts.iter().enumerate() {
                if part.0.is_empty() {
                    read.push(Rc::default());
                } else if self.part(name, at) == Some(part) {
                    read.push(self.documents.0.get(name)?.get(at)?.clone());
                } else {
                    let text = chunks.get(&chunk::key(&part.0)).filter(|text| chunk::hash(text) == part.0)?;
                    read.push(Rc::new(chunk::parse(text)?.records));
                }
            }
            documents.0.insert(name.clone(), read);
        }
        let generation = newer.generation;
        let earlier = self.roots.iter().filter(|root| root.generation < generation).cloned();
        Some(Self { roots: std::iter::once(Rc::new(newer)).chain(earlier).collect(), documents })
    }

    fn part(&self, document: &str, at: usize) -> Option<&Part> {
        self.roots.first()?.documents.get(document)?.get(at).filter(|part| !part.0.is_empty())
    }
}

/// The keys of all chunks of these generations.
pub(super) fn needed(roots: &[Rc<Root>]) -> HashSet<String> {
    roots.iter().flat_map(|root| root.chunks()).map(|(_, _, part)| chunk::key(&part.0)).collect()
}

/// Does in memory what a store does with a batch.
#[cfg(test)]
pub(super) fn write(store: &mut Dump, batch: &Batch) {
    for (key, text) in batch {
        match text {
            Some(text) => drop(store.insert(key.clone(), text.clone())),
            None => drop(store.remove(key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(record: usize, text: &str) -> Change {
        Change { document: "pack/a".into(), record: record.to_string(), text: Some(text.into()) }
    }

    #[test]
    fn one_edit_writes_one_chunk() {
        let first: Vec<_> = (0..1_000).map(|n| set(n, "1")).collect();
        let (kept, writes) = Kept::default().commit(&first).unwrap();
        assert_eq!((kept.generation(), writes.chunks.len(), writes.old.len()), (1, 16, 0));
        let (kept, writes) = kept.commit(&[set(500, "2")]).unwrap();
        assert_eq!((kept.generation(), writes.chunks.len()), (2, 1));
        assert!(kept.commit(&[set(500, "2")]).is_none(), "nothing changed");
    }

    #[test]
    fn three_earlier_generations_stay_and_the_fourth_goes() {
        let (mut kept, mut store) = (Kept::default(), Dump::new());
        for n in 1..=10 {
            let (next, writes) = kept.commit(&[set(0, &n.to_string())]).unwrap();
            [&writes.chunks, &writes.root, &writes.old].into_iter().for_each(|batch| write(&mut store, batch));
            kept = next;
            let chunks = store.keys().filter(|key| chunk::hash_in(key).is_some()).count();
            assert_eq!(chunks, n.min(4));
        }
    }

    #[test]
    fn another_panels_generation_is_followed_by_what_is_new_in_it() {
        let first: Vec<_> = (0..1_000).map(|n| set(n, "1")).collect();
        let (mine, _) = Kept::default().commit(&first).unwrap();
        let (theirs, writes) = mine.commit(&[set(1, "2"), set(2, "2")]).unwrap();
        let root = Root::clone(&theirs.roots[0]);
        let lacking = mine.lacks(&root);
        assert_eq!(lacking, writes.chunks.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>());
        let mut chunks: Dump = writes.chunks.into_iter().map(|(key, text)| (key, text.unwrap())).collect();
        let followed = mine.follow(root.clone(), &chunks).unwrap();
        assert_eq!((followed.documents(), followed.generation()), (theirs.documents(), 2));
        assert_eq!(mine.documents().changes_to(followed.documents()).len(), 2);
        chunks.values_mut().for_each(|text| text.truncate(20));
        assert!(mine.follow(root, &chunks).is_none(), "a torn chunk was taken");
    }
}
