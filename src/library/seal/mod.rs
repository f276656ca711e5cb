//! Whose word a pack is. A [`Seal`] is the key that the agent trusts for a pack, with what it signed last: the policy and
//! the locked phrases hold as they were signed, whatever else was merged into the pack since
//! ([`Library::shown`], [`Library::policy`]). [`verdict`] says what a copy of the pack is worth beside it.
//!
//! Signatures are looked at by the second module; this one takes its word ([`Signed`]).

use super::{
    collection::Library,
    edit::{Change, Clock},
    exchanged::Signed,
    kept_pack::{Entry, KeptPack, Owner},
    pack::{Pack, Signature},
    policy::{Policy, field_of, policy_in},
    record::WHOLE,
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, rc::Rc};

/// What a copy of a pack is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody signed it.
    Unsigned,
    /// It is as its signer signed it, and no key is trusted for this pack yet.
    New,
    /// It is as the trusted key signed it.
    Trusted,
    /// So it is, but that key signed a later one.
    Older,
    /// It was changed after it was signed.
    Changed,
    /// It bears a signature that its key did not make.
    Forged,
    /// It is signed, but not by the key that is trusted.
    OtherKey,
}

impl Verdict {
    /// True for a copy that is not taken up: it pretends to be what it is not, or would turn back what the key says now.
    #[must_use]
    pub const fn is_refused(self) -> bool {
        matches!(self, Self::Forged | Self::Older)
    }
}

/// Compares the signatures of a copy with the key that is trusted and the time at which it last signed (milliseconds since
/// 1970; 0 if that is not known).
#[must_use]
pub fn verdict(trusted: Option<(&str, u64)>, signed: &[Signed]) -> Verdict {
    let by_key = trusted.and_then(|(key, _)| signed.iter().find(|one| one.key == key));
    match (by_key, trusted) {
        _ if signed.is_empty() => Verdict::Unsigned,
        (Some(one), _) if !one.is_genuine => Verdict::Forged,
        (Some(one), _) if !one.is_unchanged => Verdict::Changed,
        (Some(one), Some((_, at))) if one.at < at => Verdict::Older,
        (Some(_), _) => Verdict::Trusted,
        (None, _) if signed.iter().any(|one| !one.is_genuine) => Verdict::Forged,
        (None, Some(_)) => Verdict::OtherKey,
        (None, None) if signed.iter().any(|one| one.is_unchanged) => Verdict::New,
        (None, None) => Verdict::Changed,
    }
}

/// The key that the agent trusts for a pack, and what holds of the pack by its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The public key, in hexadecimal digits.
    pub key: String,
    /// What two people compare.
    pub fingerprint: String,
    /// What the signer was called when the agent began to trust the key.
    pub by: String,
    /// The agent has signed with this key: nothing lies over what they edit, for they sign what they see.
    pub is_own: bool,
    /// Its latest signature.
    pub signature: Signature,
    /// The policy that it signed; null for none.
    policy: Value,
    /// The locked phrases that it signed.
    locked: BTreeMap<String, Entry>,
}

impl Seal {
    /// The seal of a pack that is as this key signed it; `None` if it is not.
    #[must_use]
    pub fn of(pack: &Pack, signed: &Signed, is_own: bool) -> Option<Self> {
        let signature = pack.signatures.get(&signed.key).filter(|_| signed.is_genuine)?;
        let mut seal = Self {
            key: signed.key.clone(),
            fingerprint: signed.fingerprint.clone(),
            by: signed.by.clone(),
            is_own,
            signature: signature.clone(),
            policy: Value::Null,
            locked: BTreeMap::new(),
        };
        (signature.sha256 == pack.sha256()).then(|| seal.hold(pack, signature.clone()))?;
        Some(seal)
    }

    /// Holds what the key signed now.
    fn hold(&mut self, pack: &Pack, signature: Signature) {
        self.signature = signature;
        self.policy = policy_in(&pack.head);
        self.locked.clear();
        for (id, record) in &pack.phrases {
            // To make an entry of each would double the time of an import.
            if record.get("locked") == Some(&true.into()) {
                let entry = Entry::new(id, record);
                if entry.is_alive {
                    self.locked.insert(id.clone(), entry);
                }
            }
        }
    }

    /// What tells it from another one: whose it is, and when it was signed.
    #[must_use]
    pub fn word(&self) -> (&str, u64, bool) {
        (&self.key, self.signature.at, self.is_own)
    }

    /// The locked phrases, by id.
    #[must_use]
    pub fn locked(&self) -> &BTreeMap<String, Entry> {
        &self.locked
    }

    /// The records that are stored: the seal under the empty id, the locked phrases under theirs.
    #[must_use]
    pub fn records(&self) -> BTreeMap<String, String> {
        let Signature { at, by, sha256, value } = &self.signature;
        let about = json!({
            "key": self.key, "fingerprint": self.fingerprint, "by": self.by, "is_own": self.is_own, "policy": self.policy,
            "signature": { "at": at, "by": by, "sha256": sha256, "value": value },
        });
        // Put in one by one: a map made of a list sorts it first, which is 10 KB of wasm.
        let mut records = BTreeMap::new();
        records.insert(String::new(), about.to_string());
        records.extend(self.locked.iter().map(|(id, entry)| (id.clone(), entry.json.to_string())));
        records
    }

    /// Reads a seal, without its phrases, from its record under the empty id.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        let map: Map<String, Value> = serde_json::from_str(json).ok()?;
        let text = |map: &Map<String, Value>, name: &str| map.get(name).and_then(Value::as_str).map(str::to_owned);
        let signature = map.get("signature").and_then(Value::as_object)?;
        Some(Self {
            key: text(&map, "key")?,
            fingerprint: text(&map, "fingerprint")?,
            by: text(&map, "by")?,
            is_own: map.get("is_own").and_then(Value::as_bool).unwrap_or_default(),
            signature: Signature {
                at: signature.get("at").and_then(Value::as_u64)?,
                by: text(signature, "by")?,
                sha256: text(signature, "sha256")?,
                value: text(signature, "value")?,
            },
            policy: map.get(WHOLE).cloned().unwrap_or_default(),
            locked: BTreeMap::new(),
        })
    }

    /// Takes up the record of a locked phrase, or lets it go; false if it can't be read.
    pub fn take(&mut self, id: &str, json: Option<&str>) -> bool {
        let entry = json.map(|json| Entry::read(json.into()));
        if let Some(Some(entry)) = &entry {
            self.locked.insert(id.to_owned(), entry.clone());
        } else {
            self.locked.remove(id);
        }
        entry.is_none_or(|entry| entry.is_some())
    }
}

impl Library {
    /// The seal whose word lies over what is kept of a pack: none for the one whose key it is.
    #[must_use]
    pub fn binding(&self, pack: &str) -> Option<&Seal> {
        self.seals.get(pack).filter(|seal| !seal.is_own)
    }

    /// The rules of a pack that count: those that were signed, if a key is trusted for it.
    #[must_use]
    pub fn policy(&self, pack: &KeptPack) -> Policy {
        let sealed = self.binding(&pack.about.id).map(|seal| Policy::read(&seal.policy));
        sealed.unwrap_or_else(|| Policy::read(&policy_in(&pack.about.head)))
    }

    /// Trusts a key as another panel does; what is locked follows.
    pub fn seal_as(&mut self, pack: &str, seal: Seal) {
        let locked = self.seals.remove(pack).map(|known| known.locked).unwrap_or_default();
        self.seals.insert(pack.to_owned(), Seal { locked, ..seal });
    }

    /// What a copy of this pack is worth.
    #[must_use]
    pub fn verdict(&self, pack: &str, signed: &[Signed]) -> Verdict {
        verdict(self.seals.get(pack).map(|seal| (seal.key.as_str(), seal.signature.at)), signed)
    }

    /// Takes up a pack that the trusted key signed. What colleagues made becomes exactly that: an agent's own words lie in
    /// their own pack, and edits from when they looked after this one lie in their file of the folder. A pack that the
    /// agent looks after is merged, for others work on it too.
    pub fn take_signed(&mut self, pack: &Pack) -> Vec<Change> {
        let Some(seal) = self.seals.get_mut(&pack.id) else { return Vec::new() };
        let Some(signature) = pack.signatures.get(&seal.key) else { return Vec::new() };
        if signature.at >= seal.signature.at {
            seal.hold(pack, signature.clone());
        }
        match self.pack(&pack.id) {
            Some(kept) if kept.owner == Owner::Team => self.replace(pack),
            _ => self.merge(Owner::Team, pack),
        }
    }

    fn replace(&mut self, pack: &Pack) -> Vec<Change> {
        let Some(kept) = self.pack_mut(&pack.id) else { return Vec::new() };
        let mut changes = Vec::new();
        let mut note = |id: &str, before: Option<Rc<str>>, after: Option<Rc<str>>| {
            if before != after {
                changes.push(Change { pack: pack.id.clone(), id: id.to_owned(), before, after });
            }
        };
        let before = kept.about.head_json().into();
        kept.about = Pack { phrases: BTreeMap::new(), ..pack.clone() };
        note("", Some(before), Some(kept.about.head_json().into()));
        let mut gone = std::mem::take(&mut kept.entries);
        for (id, record) in &pack.phrases {
            let entry = Entry::new(id, record);
            note(id, gone.remove(id).map(|entry| entry.json), Some(Rc::clone(&entry.json)));
            kept.entries.insert(id.clone(), entry);
        }
        gone.into_iter().for_each(|(id, entry)| note(&id, Some(entry.json), None));
        changes
    }

    /// What the holder of the key would sign otherwise than last time, of that which nobody else can change: the titles of
    /// locked phrases, and whether it is the policy too.
    #[must_use]
    pub fn changed_locks(&self, pack: &str) -> (Vec<String>, bool) {
        let (Some(seal), Some(kept)) = (self.seals.get(pack), self.pack(pack)) else { return (Vec::new(), false) };
        let title = |entry: &Entry| {
            let texts = [&entry.phrase.title, &entry.phrase.body];
            texts.into_iter().find(|text| !text.trim().is_empty()).cloned().unwrap_or_default()
        };
        let now = |id: &String| kept.entries.get(id).filter(|entry| entry.is_alive).map(|entry| &entry.phrase);
        let changed = seal.locked.iter().filter(|(id, signed)| now(id) != Some(&signed.phrase)).map(|(_, one)| one);
        let new = kept
            .entries
            .iter()
            .filter(|(id, entry)| entry.is_alive && entry.phrase.locked && !seal.locked.contains_key(*id));
        let titles = changed.chain(new.map(|(_, entry)| entry)).map(title).collect();
        (titles, policy_in(&kept.about.head) != seal.policy)
    }

    /// Brings the locked phrases and the policy back to what was signed, as edits.
    pub fn put_back_signed(&mut self, pack: &str, clock: &mut Clock, now: u64) -> Vec<Change> {
        let Some(seal) = self.seals.get(pack).cloned() else { return Vec::new() };
        let Some(kept) = self.pack_mut(pack) else { return Vec::new() };
        let mut changes = Vec::new();
        let now_policy = policy_in(&kept.about.head);
        if now_policy != seal.policy {
            let before = kept.about.head_json().into();
            for (part, _) in [&now_policy, &seal.policy].into_iter().filter_map(Value::as_object).flatten() {
                let (field, signed) = (field_of(part), seal.policy.get(part).unwrap_or(&Value::Null));
                if kept.about.head.get(&field).unwrap_or(&Value::Null) != signed {
                    let stamp = clock.stamp(kept.about.head.latest(), now);
                    kept.about.head.edit(&field, signed.clone(), stamp);
                }
            }
            let after = Some(kept.about.head_json().into());
            changes.push(Change { pack: pack.to_owned(), id: String::new(), before: Some(before), after });
        }
        let unlocked = |id: &&String| !seal.locked.contains_key(*id);
        let new: Vec<_> = kept
            .entries
            .iter()
            .filter(|(id, entry)| entry.phrase.locked && unlocked(id))
            .map(|(id, _)| id.clone())
            .collect();
        for id in new {
            changes.extend(self.settle(pack, &id, "locked", Value::Null, clock, now));
        }
        for (id, signed) in &seal.locked {
            let change = Change { pack: pack.to_owned(), id: id.clone(), before: None, after: None };
            changes.push(self.bring_to(&change, Some(&signed.json), clock, now));
        }
        changes.retain(|change| change.before != change.after);
        changes
    }
}

#[cfg(test)]
mod tests;
