//! Two stores, two panels, an agent who edits in both, and what befalls them. Every write of a single key can be the
//! last before the browser dies.

use qinyu::storage::{Batch, Change, Dump, Kept, Recovered, Root, Store, Unsaved, Writes, open, slot_after, slots};
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENT: &str = "pack/own";

/// Does to a store what a batch says.
pub(crate) fn write(store: &mut Dump, batch: &Batch) {
    for (key, text) in batch {
        match text {
            Some(text) => drop(store.insert(key.clone(), text.clone())),
            None => drop(store.remove(key)),
        }
    }
}

/// Numbers that are the same for the same seed (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

/// What can befall a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    Dropped,
    Truncated,
    Swapped,
    Emptied,
    OldCopy,
}

impl Damage {
    pub(crate) const ALL: [Self; 5] = [Self::Dropped, Self::Truncated, Self::Swapped, Self::Emptied, Self::OldCopy];
}

#[derive(Default)]
struct Panel {
    kept: Kept,
    unsaved: Unsaved,
}

pub(crate) struct World {
    random: Random,
    primary: Dump,
    mirror: Dump,
    /// Earlier states of both.
    copies: Vec<(Dump, Dump)>,
    panels: [Panel; 2],
    /// What the agent was told is saved.
    saved: BTreeMap<String, Option<String>>,
    /// What may stand there as well: it was on its way when the browser died.
    possible: BTreeMap<String, BTreeSet<Option<String>>>,
    next: usize,
    pub(crate) acknowledged: usize,
    pub(crate) crashes: usize,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut world = Self {
            random: Random(seed),
            primary: Dump::new(),
            mirror: Dump::new(),
            copies: Vec::new(),
            panels: Default::default(),
            saved: BTreeMap::new(),
            possible: BTreeMap::new(),
            next: 0,
            acknowledged: 0,
            crashes: 0,
        };
        world.restart();
        world
    }

    /// The agent edits in one of the panels, and the panel saves, which may not come to its end.
    pub(crate) fn step(&mut self) {
        let at = self.random.below(2);
        for _ in 0..=self.random.below(3) {
            self.edit(at);
        }
        if self.random.below(3) > 0 {
            self.save(at);
        }
        self.copies.push((self.primary.clone(), self.mirror.clone()));
    }

    fn edit(&mut self, at: usize) {
        self.next += 1;
        // Each panel has records of its own: what both would change is a matter of the merge, not of the stores.
        let many = if self.random.below(20) == 0 { 150 } else { 1 };
        let first = self.random.below(40);
        let text = (self.random.below(5) > 0).then(|| self.next.to_string());
        let panel = &mut self.panels[at];
        let changes = (first..first + many).map(|n| Change {
            document: DOCUMENT.into(),
            record: format!("{at}-{n}"),
            text: text.clone(),
        });
        panel.unsaved.add(panel.kept.documents(), changes.collect());
    }

    fn save(&mut self, at: usize) {
        self.follow(at);
        let panel = &mut self.panels[at];
        let changes = panel.unsaved.begin(panel.kept.documents(), |_, _, mine| mine.into());
        let Some((next, writes)) = panel.kept.commit(&changes) else {
            panel.unsaved.written(&panel.kept.documents().clone(), panel.kept.documents());
            return self.acknowledge(&changes);
        };
        for change in &changes {
            self.possible.entry(change.record.clone()).or_default().insert(change.text.clone());
        }
        let end = if self.random.below(4) == 0 { self.random.below(12) } else { usize::MAX };
        if !self.write(&writes, end) {
            self.crashes += 1;
            self.restart();
            return self.settle();
        }
        let panel = &mut self.panels[at];
        panel.unsaved.written(panel.kept.documents(), next.documents());
        panel.kept = next;
        self.acknowledge(&changes);
    }

    fn acknowledge(&mut self, changes: &[Change]) {
        self.acknowledged += 1;
        for change in changes {
            self.possible.remove(&change.record);
            self.saved.insert(change.record.clone(), change.text.clone());
        }
    }

    /// In the order of the product: the primary key by key, the mirror in one transaction, until the browser dies after
    /// `end` of them.
    fn write(&mut self, writes: &Writes, end: usize) -> bool {
        let primary = |batch: &Batch| -> Vec<_> {
            let singly = batch.iter().map(|(key, text)| vec![(key.clone(), text.clone())]);
            singly.map(|each| (Store::Primary, each)).collect()
        };
        let once = [&writes.chunks, &writes.root, &writes.old].into_iter().flatten();
        let mirror: Batch = once.cloned().collect();
        let mut all = [primary(&writes.chunks), primary(&writes.root)].concat();
        all.push((Store::Mirror, mirror));
        all.extend(primary(&writes.old));
        for (store, batch) in all.iter().take(end) {
            write(if *store == Store::Primary { &mut self.primary } else { &mut self.mirror }, batch);
        }
        all.len() <= end
    }

    /// As the panel does under the lock: looks for another panel's commit, and reads what is new in it.
    fn follow(&mut self, at: usize) {
        let kept = &self.panels[at].kept;
        let newer = self.primary.get(&slot_after(kept.generation())).and_then(|text| Root::parse(text));
        if newer.is_none_or(|root| root.generation() <= kept.generation()) {
            return;
        }
        let roots = slots().into_iter().filter_map(|slot| Root::parse(self.primary.get(&slot)?));
        let newest = roots.max_by_key(Root::generation).unwrap();
        let chunks = kept.lacks(&newest).into_iter().map(|key| (key.clone(), self.primary[&key].clone())).collect();
        self.panels[at].kept = kept.follow(newest, &chunks).unwrap();
    }

    /// The browser starts anew: what was not acknowledged is gone from the screens.
    pub(crate) fn restart(&mut self) -> Vec<Recovered> {
        let opened = open(&self.primary, Some(&self.mirror));
        self.write_mends(&opened.primary, &opened.mirror);
        for panel in &mut self.panels {
            *panel = Panel { kept: opened.kept.clone(), unsaved: Unsaved::default() };
        }
        opened.report
    }

    fn write_mends(&mut self, primary: &Writes, mirror: &Writes) {
        for (store, writes) in [(&mut self.primary, primary), (&mut self.mirror, mirror)] {
            [&writes.chunks, &writes.root, &writes.old].into_iter().for_each(|batch| write(store, batch));
        }
    }

    /// What was on its way either came to stand or did not.
    fn settle(&mut self) {
        let documents = self.panels[0].kept.documents().clone();
        for (record, texts) in std::mem::take(&mut self.possible) {
            let found = documents.get(DOCUMENT, &record).map(str::to_owned);
            if texts.contains(&found) {
                self.saved.insert(record, found);
            }
        }
    }

    /// Every record that the agent was told is saved stands there, or the report speaks of it.
    pub(crate) fn check(&self, report: Option<&[Recovered]>) {
        let opened = open(&self.primary, Some(&self.mirror));
        let documents = opened.kept.documents();
        let none = |each: &Recovered| {
            matches!(each, Recovered::Nothing | Recovered::Behind { .. } | Recovered::Rootless { .. })
        };
        let everything = report.is_some_and(|report| report.iter().any(none));
        let (mut older, mut lost) = (BTreeSet::new(), 0);
        for each in report.unwrap_or_default() {
            match each {
                Recovered::Older { records, .. } => older.extend(records.iter().cloned()),
                Recovered::Lost { records, .. } => lost += records,
                _ => {}
            }
        }
        let mut absent = 0;
        for (record, text) in &self.saved {
            let found = documents.get(DOCUMENT, record).map(str::to_owned);
            let possible = self.possible.get(record).is_some_and(|texts| texts.contains(&found));
            if found == *text || possible || everything || older.contains(record) {
                continue;
            }
            assert!(found.is_none() && text.is_some(), "{record}: {text:?} became {found:?}, {report:?}");
            absent += 1;
        }
        // An earlier version of a chunk brings back what was removed since, in the place of what was added.
        let back = older.iter().filter(|record| self.saved.get(*record).is_none_or(Option::is_none)).count();
        assert!(absent <= lost + back, "{absent} records are gone, {lost} were told, {report:?}");
    }

    /// The newest generation of the panels.
    pub(crate) fn generation(&self) -> u64 {
        self.panels.iter().map(|panel| panel.kept.generation()).max().unwrap()
    }

    /// Whether anything is left that tells of a generation. A chunk in the primary does not: it may be of a commit that
    /// never came to its root.
    pub(crate) fn tells_of(&self, generation: u64) -> bool {
        let (named, chunk) = (format!("\"generation\":{generation}"), format!("qinyu-chunk {generation} "));
        let root = format!("root.{}", generation % 4);
        let rooted =
            |dump: &Dump| ["schema", &root].iter().any(|key| dump.get(*key).is_some_and(|text| text.contains(&named)));
        rooted(&self.primary) || rooted(&self.mirror) || self.mirror.values().any(|text| text.starts_with(&chunk))
    }

    /// Each store alone gives what both together give.
    pub(crate) fn check_that_both_stores_are_whole(&self) {
        let documents = self.panels[0].kept.documents();
        if self.generation() == 0 {
            return; // nothing was left, which is told until something is kept again
        }
        for (name, store, other) in [("primary", &self.primary, &self.mirror), ("mirror", &self.mirror, &self.primary)]
        {
            let alone = open(store, None);
            assert_eq!(alone.kept.documents(), documents, "the {name} alone");
            let both = open(store, Some(other));
            assert!(both.report.is_empty(), "{:?}", both.report);
            // What a root named that the mend wrote over is collected now.
            for writes in [both.primary, both.mirror] {
                assert_eq!((writes.chunks, writes.root), (Batch::new(), Batch::new()), "mended twice");
            }
        }
    }

    /// False when there was nothing to damage.
    pub(crate) fn damage(&mut self, stores: &[Store], damage: Damage) -> bool {
        let copy = self.random.below(self.copies.len());
        let mut done = false;
        for store in stores {
            let (dump, old) = match store {
                Store::Primary => (&mut self.primary, &self.copies[copy].0),
                Store::Mirror => (&mut self.mirror, &self.copies[copy].1),
            };
            let keys: Vec<_> = dump.keys().cloned().collect();
            if keys.len() < 2 {
                continue;
            }
            done = true;
            for _ in 0..=self.random.below(keys.len()) {
                let key = &keys[self.random.below(keys.len())];
                match damage {
                    Damage::Dropped => drop(dump.remove(key)),
                    Damage::Truncated => {
                        let text = dump.get_mut(key).unwrap();
                        text.truncate(text.len() / 2);
                    }
                    Damage::Swapped => {
                        let other = &keys[self.random.below(keys.len())];
                        let (a, b) = (dump[key].clone(), dump[other].clone());
                        dump.insert(key.clone(), b);
                        dump.insert(other.clone(), a);
                    }
                    Damage::Emptied => dump.clear(),
                    Damage::OldCopy => dump.clone_from(old),
                }
            }
        }
        done
    }
}
