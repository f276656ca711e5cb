//! Edits of the library, and their way back. An edit of a phrase that is the team's or ships with Qinyu goes into the
//! agent's own pack, as fields laid over; one of a maintained or own pack goes into that pack. Every edit answers with the
//! records that it changed: they are saved, and kept for undo.

use super::{
    PhraseId,
    collection::{HIDDEN, Library},
    kept_pack::{Entry, KeptPack, Owner},
    order,
    pack::Pack,
    record::{DELETED, ORDER, Record},
    stamp::{Stamp, Time, Writer},
};
use serde_json::Value;
use std::{collections::BTreeSet, rc::Rc};

/// Who edits, and the latest time that they used.
#[derive(Debug, Clone)]
pub struct Clock {
    writer: Writer,
    last: Time,
}

impl Clock {
    /// A writer's clock.
    #[must_use]
    pub fn new(writer: Writer) -> Self {
        Self { writer, last: Time::default() }
    }

    /// The writer.
    #[must_use]
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// The stamp of an edit made at `now` (milliseconds since 1970) of a record that has seen `latest`.
    pub fn stamp(&mut self, latest: Time, now: u64) -> Stamp {
        self.last = self.last.max(latest).next(now);
        Stamp { time: self.last, writer: self.writer.clone() }
    }
}

/// A record that changed; its id is empty for the head of its pack. `None`: it was, or is, not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The pack.
    pub pack: String,
    /// The record.
    pub id: String,
    /// Its JSON before.
    pub before: Option<Rc<str>>,
    /// Its JSON now.
    pub after: Option<Rc<str>>,
}

impl Library {
    /// Changes fields of a phrase. A locked one stays as it is.
    pub fn edit(&mut self, id: &PhraseId, fields: &[(&str, Value)], clock: &mut Clock, now: u64) -> Vec<Change> {
        let Some(pack) = self.home(id) else { return Vec::new() };
        vec![self.change(&pack, &id.0, clock, now, |record, stamp| {
            for (field, value) in fields {
                // An edit that changes nothing would be a conflict for nothing.
                if record.get(field) != Some(value) && !(record.versions(field).is_empty() && value.is_null()) {
                    record.edit(field, value.clone(), stamp());
                }
            }
        })]
    }

    /// Adds a phrase at the end of a pack that the agent may write to.
    pub fn add(
        &mut self,
        pack: &str,
        id: &PhraseId,
        fields: &[(&str, Value)],
        clock: &mut Clock,
        now: u64,
    ) -> Vec<Change> {
        if self.pack(pack).is_none_or(|pack| pack.owner == Owner::Team) {
            return Vec::new();
        }
        let orders = self.pack(pack).into_iter().flat_map(|pack| pack.entries.values());
        let last = orders.map(|entry| entry.phrase.order.as_str()).max().unwrap_or_default();
        let order = order::between(last, "");
        vec![self.change(pack, &id.0, clock, now, |record, stamp| {
            record.edit(ORDER, order.as_str().into(), stamp());
            for (field, value) in fields {
                record.edit(field, value.clone(), stamp());
            }
        })]
    }

    /// Takes a phrase away: deletes it where the agent may write, puts it away for the agent alone elsewhere.
    pub fn remove(&mut self, id: &PhraseId, clock: &mut Clock, now: u64) -> Vec<Change> {
        let Some(pack) = self.home(id) else { return Vec::new() };
        if self.pack(&pack).is_some_and(|pack| pack.entries.contains_key(&id.0)) && self.is_home_alone(id) {
            return vec![self.change(&pack, &id.0, clock, now, |record, stamp| record.delete(stamp()))];
        }
        self.edit(id, &[(HIDDEN, true.into())], clock, now)
    }

    /// Drops the agent's own changes of a team's or shipped phrase, and shows it again if it was put away.
    pub fn reset(&mut self, id: &PhraseId, clock: &mut Clock, now: u64) -> Vec<Change> {
        let Some(own) = self.personal().map(|pack| pack.about.id.clone()) else { return Vec::new() };
        if self.is_home_alone(id) || self.pack(&own).is_none_or(|pack| !pack.entries.contains_key(&id.0)) {
            return Vec::new();
        }
        vec![self.change(&own, &id.0, clock, now, |record, stamp| {
            let fields: Vec<String> = record.fields().map(|(field, _)| field.to_owned()).collect();
            for field in fields.iter().filter(|field| *field != DELETED) {
                record.edit(field, Value::Null, stamp());
            }
        })]
    }

    /// Chooses between edits that were made apart, in the record's own pack. A null for [`DELETED`] keeps the phrase.
    pub fn settle(
        &mut self,
        pack: &str,
        id: &str,
        field: &str,
        value: Value,
        clock: &mut Clock,
        now: u64,
    ) -> Vec<Change> {
        vec![self.change(pack, id, clock, now, |record, stamp| record.edit(field, value.clone(), stamp()))]
    }

    /// Deletes a record of a pack.
    pub fn delete(&mut self, pack: &str, id: &str, clock: &mut Clock, now: u64) -> Vec<Change> {
        vec![self.change(pack, id, clock, now, |record, stamp| record.delete(stamp()))]
    }

    /// Merges a pack in; a pack that is not there yet becomes one of that owner.
    pub fn merge(&mut self, owner: Owner, incoming: &Pack) -> Vec<Change> {
        let is_new = self.pack(&incoming.id).is_none();
        let sealed = self.seals.get(&incoming.id).map(|seal| (seal.key.clone(), seal.signature.clone()));
        let kept = self.kept(owner, &incoming.id);
        let mut changes = Vec::new();
        let before = (!is_new).then(|| kept.about.head_json().into());
        kept.about.merge_head(incoming);
        // A false signature in the name of the trusted key must not push the true one out.
        kept.about.signatures.extend(sealed);
        let after: Rc<str> = kept.about.head_json().into();
        if before.as_ref() != Some(&after) {
            changes.push(Change { pack: incoming.id.clone(), id: String::new(), before, after: Some(after) });
        }
        for (id, theirs) in &incoming.phrases {
            let before = kept.entries.get(id).map(|entry| Rc::clone(&entry.json));
            let mut record = kept.entries.get(id).map(Entry::record).unwrap_or_default();
            record.merge(theirs);
            let entry = Entry::new(id, &record);
            if before.as_ref() != Some(&entry.json) {
                let after = Some(Rc::clone(&entry.json));
                changes.push(Change { pack: incoming.id.clone(), id: id.clone(), before, after });
                kept.entries.insert(id.clone(), entry);
            }
        }
        changes
    }

    /// Brings a record to what it was in a copy that was put away.
    pub fn take_back(&mut self, pack: &str, id: &str, then: &Rc<str>, clock: &mut Clock, now: u64) -> Change {
        let change = Change { pack: pack.to_owned(), id: id.to_owned(), before: None, after: None };
        self.bring_to(&change, Some(then), clock, now)
    }

    /// Makes room for a pack that comes, unless it is there.
    pub fn found(&mut self, pack: &str, owner: Owner) {
        self.kept(owner, pack);
    }

    /// Drops the packs whose last record went with these changes.
    pub(super) fn drop_emptied(&mut self, changes: &[Change]) {
        let gone = |pack: &KeptPack| {
            let head_gone =
                |change: &Change| change.pack == pack.about.id && change.id.is_empty() && change.after.is_none();
            pack.owner != Owner::Personal && pack.entries.is_empty() && changes.iter().any(head_gone)
        };
        self.packs.retain(|pack| !gone(pack));
    }

    /// True for a phrase that the agent can change, if only for themselves; the team locks others.
    #[must_use]
    pub fn is_writable(&self, id: &PhraseId) -> bool {
        self.home(id).is_some()
    }

    /// Where an edit of a phrase goes; `None` for one that is locked or nowhere.
    pub(super) fn home(&self, id: &PhraseId) -> Option<String> {
        let alive = |pack: &&KeptPack| {
            pack.entries.get(&id.0).is_some_and(|entry| entry.is_alive && !entry.phrase.body.is_empty())
                || self.is_fixed(pack, id)
        };
        let found = self.packs.iter().filter(|pack| pack.owner != Owner::Personal).find(alive);
        match found {
            Some(pack) if self.is_fixed(pack, id) => return None,
            Some(pack) if pack.owner == Owner::Maintained => return Some(pack.about.id.clone()),
            None if !self.starters.iter().any(|pack| pack.phrases.iter().any(|phrase| phrase.id == *id)) => {
                self.personal().filter(|pack| pack.entries.contains_key(&id.0))?;
            }
            _ => {}
        }
        self.personal().map(|pack| pack.about.id.clone())
    }

    /// True for a phrase that the team locked: by the word of the key that is trusted, if there is one.
    fn is_fixed(&self, pack: &KeptPack, id: &PhraseId) -> bool {
        match self.binding(&pack.about.id) {
            Some(seal) => seal.locked().contains_key(&id.0),
            None => pack.owner == Owner::Team && pack.entries.get(&id.0).is_some_and(|entry| entry.phrase.locked),
        }
    }

    /// True if no pack below the one that an edit goes to holds the phrase.
    pub(super) fn is_home_alone(&self, id: &PhraseId) -> bool {
        let elsewhere =
            |pack: &KeptPack| pack.owner == Owner::Team && pack.entries.get(&id.0).is_some_and(|entry| entry.is_alive);
        !self.packs.iter().any(elsewhere)
            && !self.starters.iter().any(|pack| pack.phrases.iter().any(|phrase| phrase.id == *id))
    }

    fn kept(&mut self, owner: Owner, id: &str) -> &mut KeptPack {
        let at = self.packs.iter().position(|pack| pack.about.id == id).unwrap_or_else(|| {
            self.packs.push(KeptPack::new(owner, Pack { id: id.to_owned(), ..Pack::default() }));
            self.packs.len() - 1
        });
        &mut self.packs[at]
    }

    /// Edits a record of a pack; the head of it has no id.
    pub(super) fn change(
        &mut self,
        pack: &str,
        id: &str,
        clock: &mut Clock,
        now: u64,
        edit: impl FnOnce(&mut Record, &mut dyn FnMut() -> Stamp),
    ) -> Change {
        let kept = self.kept(Owner::Personal, pack);
        if id.is_empty() {
            let before = Some(kept.about.head_json().into());
            let latest = kept.about.head.latest();
            edit(&mut kept.about.head, &mut || clock.stamp(latest, now));
            let after = Some(kept.about.head_json().into());
            return Change { pack: pack.to_owned(), id: String::new(), before, after };
        }
        let before = kept.entries.get(id).map(|entry| Rc::clone(&entry.json));
        let mut record = kept.entries.get(id).map(Entry::record).unwrap_or_default();
        let latest = record.latest();
        edit(&mut record, &mut || clock.stamp(latest, now));
        let entry = Entry::new(id, &record);
        let after = Some(Rc::clone(&entry.json));
        kept.entries.insert(id.to_owned(), entry);
        Change { pack: pack.to_owned(), id: id.to_owned(), before, after }
    }

    /// Brings a record to what another text of it says, as an edit of its own. Fields that the change left alone stay as
    /// they are by now: a colleague may have edited them since.
    pub(super) fn bring_to(
        &mut self,
        change: &Change,
        target: Option<&Rc<str>>,
        clock: &mut Clock,
        now: u64,
    ) -> Change {
        let read = |json: &Rc<str>| match change.id.as_str() {
            "" => Pack::read_head(json).map(|pack| pack.head),
            _ => Entry::read(json.clone()).map(|entry| entry.record()),
        };
        let target = target.and_then(read);
        let ends = change.before.as_ref().and_then(read).zip(change.after.as_ref().and_then(read));
        let is_meant = |field: &str| ends.as_ref().is_none_or(|(before, after)| before.get(field) != after.get(field));
        self.change(&change.pack, &change.id, clock, now, |record, stamp| match target {
            None => record.delete(stamp()),
            Some(target) => {
                let mut fields = BTreeSet::new();
                fields.extend(record.fields().chain(target.fields()).map(|(field, _)| field.to_owned()));
                for field in fields
                    .iter()
                    .filter(|field| *field != DELETED && is_meant(field) && record.get(field) != target.get(field))
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    record.edit(&field, target.get(&field).cloned().unwrap_or_default(), stamp());
                }
                match (record.is_deleted(), target.is_deleted()) {
                    (true, false) => record.edit(DELETED, Value::Null, stamp()),
                    (false, true) => record.delete(stamp()),
                    _ => {}
                }
            }
        })
    }

    /// Puts a record again as it was after a pack came or went; what changed since is merged with it.
    pub(super) fn put_again(&mut self, owner: Owner, change: &Change) -> Change {
        let kept = self.kept(owner, &change.pack);
        let Some(after) = &change.after else {
            let gone = kept.entries.remove(&change.id).map(|entry| entry.json);
            return Change { before: gone.or_else(|| change.before.clone()), ..change.clone() };
        };
        if change.id.is_empty() {
            let before = kept.about.head_json().into();
            let is_as_left = match &change.before {
                Some(known) => *known == before,
                None => kept.about == Pack { id: change.pack.clone(), ..Pack::default() },
            };
            match Pack::read_head(after) {
                Some(head) if is_as_left => kept.about = head,
                Some(head) => kept.about.merge_head(&head),
                None => {}
            }
            return Change { before: Some(before), after: Some(kept.about.head_json().into()), ..change.clone() };
        }
        let before = kept.entries.get(&change.id).map(|entry| Rc::clone(&entry.json));
        let mut record = Entry::read(after.clone()).map(|entry| entry.record()).unwrap_or_default();
        if before != change.before {
            record.merge(&kept.entries.get(&change.id).map(Entry::record).unwrap_or_default());
        }
        let entry = Entry::new(&change.id, &record);
        let after = Some(Rc::clone(&entry.json));
        kept.entries.insert(change.id.clone(), entry);
        Change { before, after, ..change.clone() }
    }

    /// Puts a record back as it was before a pack came or went; false if it changed since.
    pub(super) fn put_back(&mut self, owner: Owner, change: &Change) -> bool {
        let kept = self.kept(owner, &change.pack);
        if change.id.is_empty() {
            let before = change.before.as_deref().and_then(Pack::read_head);
            kept.about = before.unwrap_or_else(|| Pack { id: change.pack.clone(), ..Pack::default() });
            return true;
        }
        if kept.entries.get(&change.id).map(|entry| &entry.json) != change.after.as_ref() {
            return false;
        }
        match change.before.clone().and_then(Entry::read) {
            Some(entry) => drop(kept.entries.insert(change.id.clone(), entry)),
            None => drop(kept.entries.remove(&change.id)),
        }
        true
    }
}
