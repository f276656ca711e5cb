//! Reads what two stores hold, and says what has to be written so that both hold it whole. Nothing in a store is
//! believed: each text is held against its hash, each store against the other, and an empty one against what tells that
//! it was not empty once.

use super::{
    BALLAST, Dump, SCHEMA, chunk,
    documents::Documents,
    kept::{Batch, Kept, Writes, needed},
    legacy, recover,
    root::{self, GENERATIONS, Marker, Root},
};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// One of the two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// The one that is read at every start.
    Primary,
    /// The second copy.
    Mirror,
}

/// Whether what was opened may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// It may.
    #[default]
    Write,
    /// A newer version wrote it: it is shown as far as it can be read, can be exported, and stays as it is.
    ReadOnly,
}

/// Something that was not as it had been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// A store lacked these records, and has them again from the other.
    Mended {
        /// The one that lacked them.
        store: Store,
        /// How many: all of the chunks that it lacked, or had only in an earlier version.
        records: usize,
    },
    /// Neither store has their present version: an earlier one was taken.
    Older {
        /// Their document.
        document: String,
        /// Their ids.
        records: Vec<String>,
    },
    /// Neither store has them in any version.
    Lost {
        /// Their document.
        document: String,
        /// How many.
        records: usize,
    },
    /// The root was lost: these records were put together again from chunks that it had named.
    Rootless {
        /// How many records.
        records: usize,
    },
    /// The last commits may be missing, but for what [`Self::Rootless`] names: neither store has their roots.
    Behind {
        /// How many commits.
        commits: u64,
    },
    /// Something was kept here once, and nothing of it is left.
    Nothing,
}

/// What two stores come to.
#[derive(Debug, Default)]
pub struct Opened {
    /// What is kept.
    pub kept: Kept,
    /// Whether it may be written.
    pub access: Access,
    /// What was not as it had been written.
    pub report: Vec<Recovered>,
    /// What mends the primary.
    pub primary: Writes,
    /// What mends the mirror; nothing if it was not looked at.
    pub mirror: Writes,
    /// Stores that lost something, or lag behind: their logs may be cut off, and what is written behind the cut is gone
    /// at the next start.
    pub suspect: Vec<Store>,
    /// The stores that were looked at show no damage, and hold something.
    pub whole: bool,
}

/// Reads the primary and, if it was read already, the mirror.
#[must_use]
pub fn open(primary: &Dump, mirror: Option<&Dump>) -> Opened {
    open_sides(primary, mirror, true)
}

/// Reads the primary without holding its chunks against their hashes, which takes a large library 20 ms. Enough to show
/// it, and to see that nothing is missing; [`open`] it before anything is written.
#[must_use]
pub fn glance(primary: &Dump) -> Opened {
    open_sides(primary, None, false)
}

fn open_sides(primary: &Dump, mirror: Option<&Dump>, proves: bool) -> Opened {
    let sides: Vec<_> = [(Store::Primary, Some(primary)), (Store::Mirror, mirror)]
        .into_iter()
        .filter_map(|(store, dump)| dump.map(|dump| Side::read(store, dump, proves)))
        .collect();
    let mut roots = Vec::new();
    sides.iter().flat_map(|side| &side.roots).for_each(|root| insert(&mut roots, root.clone()));
    if sides.iter().any(|side| side.newer) {
        let documents = roots.first().map(|root| assemble(root, &sides).0).unwrap_or_default();
        return Opened { kept: Kept { roots, documents }, access: Access::ReadOnly, ..Opened::default() };
    }
    let mut opened = if roots.is_empty() { without_root(&sides, primary, mirror) } else { with_roots(&sides, roots) };
    if let Some(mirror) = mirror {
        let (aside, removed) = legacy::set_aside(primary, mirror);
        opened.mirror.chunks.extend(aside);
        if opened.whole {
            opened.primary.old.extend(removed);
        }
    }
    opened
}

/// Puts a root in its place, the newest first.
fn insert(roots: &mut Vec<Rc<Root>>, root: Rc<Root>) {
    if !roots.contains(&root) {
        let newer = roots.iter().take_while(|known| known.generation >= root.generation).count();
        roots.insert(newer, root);
    }
}

/// A store as found.
pub(super) struct Side<'a> {
    store: Store,
    dump: &'a Dump,
    /// Those that are whole, the newest first.
    roots: Vec<Rc<Root>>,
    /// Places of roots that hold something else.
    damaged: Vec<&'a String>,
    /// A newer version wrote here.
    newer: bool,
    /// The generation that was written here last, as far as is known.
    last: u64,
    /// Chunks that were held against their hash before, and how it went: an opening asks twice for most of them.
    proved: RefCell<HashMap<String, bool>>,
    /// Chunks are held against their hash.
    proves: bool,
}

impl<'a> Side<'a> {
    fn read(store: Store, dump: &'a Dump, proves: bool) -> Self {
        let marker = dump.get(root::MARKER).and_then(|text| Marker::parse(text)).unwrap_or_default();
        let (roots, damaged) = (Vec::new(), Vec::new());
        let (newer, last) = (marker.schema > SCHEMA, marker.generation);
        let mut side = Self { store, dump, roots, damaged, newer, last, proved: RefCell::default(), proves };
        for (key, text) in dump {
            // Under whatever key: a root proves itself.
            match Root::parse(text) {
                Some(root) => {
                    side.newer |= root.schema > SCHEMA;
                    insert(&mut side.roots, Rc::new(root));
                }
                None if root::is_slot(key) => side.damaged.push(key),
                None => {}
            }
        }
        side
    }

    /// A chunk's text, if it is as it was written.
    pub(super) fn chunk(&self, hash: &str) -> Option<&'a String> {
        let text = self.dump.get(&chunk::key(hash))?;
        if !self.proves {
            return Some(text);
        }
        let mut proved = self.proved.borrow_mut();
        let is_whole = proved.get(hash).copied().unwrap_or_else(|| {
            let is_whole = chunk::hash(text) == hash;
            proved.insert(hash.to_owned(), is_whole);
            is_whole
        });
        is_whole.then_some(text)
    }

    /// All chunks that are as they were written.
    pub(super) fn chunks(&self) -> impl Iterator<Item = chunk::Chunk> {
        let whole = self.dump.iter().filter(|(key, text)| chunk::hash_in(key) == Some(&chunk::hash(text)));
        whole.filter_map(|(_, text)| chunk::parse(text))
    }

    /// The newest generation that only chunks tell of. In the mirror alone: there the chunks and their root are one
    /// transaction, while in the primary a browser that ends between the two leaves chunks that were never committed.
    fn rootless(&self) -> u64 {
        if self.store == Store::Primary {
            return 0;
        }
        let needed = needed(&self.roots);
        let orphans = self.dump.iter().filter(|(key, _)| chunk::hash_in(key).is_some() && !needed.contains(*key));
        orphans.filter_map(|(_, text)| chunk::parse(text)).map(|chunk| chunk.generation).max().unwrap_or_default()
    }

    /// Something was kept here once.
    fn has_trace(&self) -> bool {
        self.dump.contains_key(root::MARKER) || !self.damaged.is_empty()
    }

    /// What makes this store hold the present generation, and how many records it lacked.
    fn mend(&self, kept: &Kept, sides: &[Side<'_>]) -> (Writes, usize) {
        let (mut writes, mut lacked) = (Writes::default(), 0);
        let Some(present) = kept.roots.first() else { return (writes, 0) };
        for (_, _, part) in present.chunks().filter(|(_, _, part)| self.chunk(&part.0).is_none()) {
            if let Some(text) = sides.iter().find_map(|side| side.chunk(&part.0)) {
                lacked += part.1;
                writes.chunks.push((chunk::key(&part.0), Some(text.clone())));
            }
        }
        let (place, text) = (present.key(), present.print());
        let marker = Marker::of(present.generation).print();
        if self.dump.get(&place) != Some(&text) || self.dump.get(root::MARKER) != Some(&marker) {
            writes.root = vec![(place, Some(text)), (root::MARKER.into(), Some(marker))];
        }
        writes.old = self.orphans(kept);
        (writes, lacked)
    }

    /// Chunks that no generation names, roots that are none, and ballast.
    fn orphans(&self, kept: &Kept) -> Batch {
        let (here, present) = (needed(&self.roots), needed(&kept.roots));
        let chunks = self.dump.keys().filter(|key| chunk::hash_in(key).is_some());
        let orphans = chunks.filter(|key| !here.contains(*key) && !present.contains(*key));
        let written = kept.roots.first().map(|root| root.key());
        let damaged = self.damaged.iter().copied().filter(|key| Some(*key) != written.as_ref());
        let ballast = self.dump.keys().filter(|key| key.starts_with(BALLAST));
        orphans.chain(damaged).chain(ballast).map(|key| (key.clone(), None)).collect()
    }

    /// True when this store lost something that it had, and does not merely lag behind: the mirror is written last, so
    /// a browser that ends in between leaves it a generation behind.
    fn lost(&self, present: &Root) -> bool {
        match self.roots.first() {
            Some(own) if self.store == Store::Mirror && own.generation < present.generation => {
                !self.damaged.is_empty() || own.chunks().any(|(_, _, part)| self.chunk(&part.0).is_none())
            }
            _ => true,
        }
    }
}

/// What a chunk lacks that no store has: its document, its place among how many parts, its records.
pub(super) struct Missing {
    pub(super) document: String,
    pub(super) at: usize,
    pub(super) parts: usize,
    pub(super) records: usize,
}

/// The documents of a generation, from whichever store has each chunk, and what neither has.
fn assemble(root: &Root, sides: &[Side<'_>]) -> (Documents, Vec<Missing>) {
    let (mut documents, mut missing) = (Documents::default(), Vec::new());
    for (document, parts) in &root.documents {
        let read = parts.iter().enumerate().map(|(at, part)| {
            if part.0.is_empty() {
                return Rc::default();
            }
            let text = sides.iter().find_map(|side| side.chunk(&part.0));
            text.and_then(|text| chunk::parse(text)).map_or_else(
                || {
                    let (document, parts) = (document.clone(), parts.len());
                    missing.push(Missing { document, at, parts, records: part.1 });
                    Rc::default()
                },
                |chunk| Rc::new(chunk.records),
            )
        });
        documents.0.insert(document.clone(), read.collect());
    }
    (documents, missing)
}

fn with_roots(sides: &[Side<'_>], mut roots: Vec<Rc<Root>>) -> Opened {
    let Some(present) = roots.first().cloned() else { return Opened::default() };
    let (mut documents, missing) = assemble(&present, sides);
    let last = sides.iter().map(|side| side.last.max(side.rootless())).max().unwrap_or_default();
    let last = last.max(present.generation + u64::from(next_is_damaged(present.generation, sides)));
    if missing.is_empty() && last <= present.generation {
        roots.retain(|root| root.generation + GENERATIONS > present.generation);
        let mut opened = Opened { kept: Kept { roots, documents }, ..Opened::default() };
        opened.whole = sides.iter().all(|side| side.damaged.is_empty());
        for side in sides {
            let (writes, records) = side.mend(&opened.kept, sides);
            if !(writes.chunks.is_empty() && writes.root.is_empty()) {
                opened.suspect.push(side.store);
            }
            if records > 0 && side.lost(&present) {
                opened.report.push(Recovered::Mended { store: side.store, records });
            }
            match side.store {
                Store::Primary => opened.primary = writes,
                Store::Mirror => opened.mirror = writes,
            }
        }
        return opened;
    }
    let mut report = recover::from_earlier(&mut documents, &missing, roots.get(1..).unwrap_or_default(), sides);
    if last > present.generation {
        let later = recover::from_chunks(sides, present.generation + 1..=last);
        let changes: Vec<_> = documents.changes_to(&later).into_iter().filter(|change| change.text.is_some()).collect();
        documents.apply(&changes);
        if !changes.is_empty() {
            report.push(Recovered::Rootless { records: changes.len() });
        }
        report.push(Recovered::Behind { commits: last - present.generation });
    }
    anew(roots, documents, report, sides)
}

/// Where the next root would lie, a root is damaged, and no store has a whole one: it may have been newer.
fn next_is_damaged(present: u64, sides: &[Side<'_>]) -> bool {
    let place = root::slot_after(present);
    let damaged = |side: &Side<'_>| side.damaged.contains(&&place);
    sides.iter().any(damaged) && sides.iter().all(|side| damaged(side) || !side.dump.contains_key(&place))
}

fn without_root(sides: &[Side<'_>], primary: &Dump, mirror: Option<&Dump>) -> Opened {
    let trace = sides.iter().any(Side::has_trace);
    let documents = if trace { recover::from_chunks(sides, 0..=u64::MAX) } else { Documents::default() };
    let records = documents.names().map(|name| documents.count(name)).sum();
    if records > 0 {
        return anew(Vec::new(), documents, vec![Recovered::Rootless { records }], sides);
    }
    let old = legacy::migrate(&legacy::texts(primary, mirror));
    if !old.is_empty() {
        let mut documents = Documents::default();
        documents.apply(&old);
        return anew(Vec::new(), documents, Vec::new(), sides);
    }
    Opened { report: if trace { vec![Recovered::Nothing] } else { Vec::new() }, ..Opened::default() }
}

/// Documents that no store holds like this: they are written as a generation of their own.
fn anew(roots: Vec<Rc<Root>>, documents: Documents, report: Vec<Recovered>, sides: &[Side<'_>]) -> Opened {
    let before = Kept { roots, documents: Documents::default() };
    let (kept, writes) = before.next(documents);
    let mut opened = Opened { kept, report, ..Opened::default() };
    for side in sides {
        opened.suspect.extend((!opened.report.is_empty()).then_some(side.store)); // else it is a migration
        let writes = Writes { old: side.orphans(&opened.kept), ..writes.clone() };
        match side.store {
            Store::Primary => opened.primary = writes,
            Store::Mirror => opened.mirror = writes,
        }
    }
    opened
}
