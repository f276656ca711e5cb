//! All phrases of the agent: the packs that ship, the team's and their own. What the panel shows and the engine searches
//! is what they come to together: a phrase of the agent's own that bears the id of a team's or shipped phrase lays its
//! fields over it, and the pack below stays as it is.

use super::{
    Phrase, PhraseId, PhrasePack,
    kept_pack::{Entry, KeptPack, Owner},
    phrase_fields,
    seal::Seal,
    validity::standing_for,
};
use crate::sorting::sort_by;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// The field by which an agent puts a team's phrase away for themselves.
pub const HIDDEN: &str = "hidden";

/// A phrase as the agent sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The pack it comes from.
    pub pack: String,
    /// Whose that pack is.
    pub owner: Owner,
    /// The phrase, with the agent's own changes.
    pub phrase: Arc<Phrase>,
    /// The team locked it: the agent can't change it.
    pub is_fixed: bool,
    /// The agent changed it for themselves.
    pub is_overridden: bool,
    /// The agent put it away.
    pub is_hidden: bool,
    /// Someone has to choose between edits made apart.
    pub has_conflict: bool,
}

/// Every pack.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Those that ship, as far as the settings ask for them.
    pub starters: Vec<PhrasePack>,
    /// Those that are kept, the team's before the agent's own.
    pub packs: Vec<KeptPack>,
    /// The keys that the agent trusts, by the pack that each speaks for; also for a pack that was dropped.
    pub seals: BTreeMap<String, Seal>,
}

impl Library {
    /// A kept pack.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<&KeptPack> {
        self.packs.iter().find(|pack| pack.about.id == id)
    }

    /// A kept pack, to be changed.
    pub fn pack_mut(&mut self, id: &str) -> Option<&mut KeptPack> {
        self.packs.iter_mut().find(|pack| pack.about.id == id)
    }

    /// The pack of the agent's own.
    #[must_use]
    pub fn personal(&self) -> Option<&KeptPack> {
        self.packs.iter().find(|pack| pack.owner == Owner::Personal)
    }

    /// Every phrase as the agent sees it, pack by pack, hidden ones too: the team's, the agent's own, those that ship.
    /// Where two packs use one id, the first holds.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let own: Vec<_> = self
            .personal()
            .map(|pack| pack.entries.values().filter(|entry| entry.is_alive).collect())
            .unwrap_or_default();
        let over: HashMap<&PhraseId, &Entry> = own.iter().map(|entry| (&entry.phrase.id, *entry)).collect();
        let mut shown = Shelf { over, seen: HashSet::new(), shown: Vec::new() };
        for pack in self.packs.iter().filter(|pack| pack.owner != Owner::Personal) {
            let phrases = pack.entries.values().filter(|entry| entry.is_alive);
            match self.binding(&pack.about.id) {
                None => shown.put(&pack.about.id, pack.owner, phrases.map(|entry| Laid::new(entry, pack.owner))),
                // Locked is what was signed so, as it was signed.
                Some(seal) => {
                    let open = phrases.filter(|entry| !seal.locked().contains_key(&entry.phrase.id.0));
                    let open =
                        open.map(|entry| Laid { is_locked: false, is_fixed: false, ..Laid::new(entry, pack.owner) });
                    let locked = seal.locked().values();
                    let locked = locked.map(|entry| Laid { is_fixed: true, ..Laid::new(entry, pack.owner) });
                    shown.put(&pack.about.id, pack.owner, open.chain(locked));
                }
            }
        }
        let first_starter = shown.shown.len();
        for pack in &self.starters {
            let laid = |phrase| Laid { phrase, has_conflict: false, is_locked: phrase.locked, is_fixed: false };
            shown.put(&pack.id, Owner::Starter, pack.phrases.iter().map(laid));
        }
        let starters = shown.shown.split_off(first_starter);
        shown.over.clear();
        let pack = self.personal().map_or("", |pack| pack.about.id.as_str());
        shown.put(pack, Owner::Personal, own.into_iter().map(|entry| Laid::new(entry, Owner::Personal)));
        shown.shown.extend(starters);
        shown.shown
    }

    /// The phrases that may be suggested, as packs for the engine: those of [`Self::shown`] that are not hidden. What buyers
    /// asked for a phrase that was replaced, they ask for the one that took its place.
    #[must_use]
    pub fn phrase_packs(&self, shown: &[Shown]) -> Vec<PhrasePack> {
        let mut packs: Vec<PhrasePack> = Vec::new();
        let inherited = inherited(shown);
        for one in shown.iter().filter(|one| !one.is_hidden) {
            if packs.last().is_none_or(|pack| pack.id != one.pack) {
                packs.push(self.empty(&one.pack));
            }
            if let Some(pack) = packs.last_mut() {
                let mut phrase = one.phrase.clone();
                for (_, query) in inherited.iter().filter(|(standing, _)| **standing == one.phrase.id) {
                    Arc::make_mut(&mut phrase).queries.push((*query).clone());
                }
                pack.phrases.push(phrase);
            }
        }
        packs
    }

    /// A pack's head, without phrases.
    fn empty(&self, id: &str) -> PhrasePack {
        match self.pack(id) {
            Some(pack) => pack.about.phrase_pack(),
            None => {
                let starter = self.starters.iter().find(|pack| pack.id == id);
                let of = |starter: &PhrasePack| (starter.title.clone(), starter.language, starter.trade.clone());
                let (title, language, trade) = starter.map(of).unwrap_or_default();
                PhrasePack { id: id.to_owned(), title, language, trade, phrases: Vec::new() }
            }
        }
    }
}

/// How buyers ask for phrases that were replaced, each with the phrase that took its place.
fn inherited(shown: &[Shown]) -> Vec<(&PhraseId, &String)> {
    let replaced = || shown.iter().map(|one| &*one.phrase).filter(|phrase| phrase.successor.is_some());
    if replaced().next().is_none() {
        return Vec::new();
    }
    let by_id: HashMap<&PhraseId, &Phrase> = shown.iter().map(|one| (&one.phrase.id, &*one.phrase)).collect();
    let mut inherited = Vec::new();
    for phrase in replaced() {
        if let Some(standing) = standing_for(phrase, |id| by_id.get(id).copied()) {
            let asked = phrase.queries.iter().filter(|query| !standing.queries.contains(query));
            inherited.extend(asked.map(|query| (&standing.id, query)));
        }
    }
    inherited
}

/// A phrase of a pack, before the agent's own changes.
struct Laid<'a> {
    phrase: &'a Arc<Phrase>,
    has_conflict: bool,
    is_locked: bool,
    is_fixed: bool,
}

impl<'a> Laid<'a> {
    fn new(entry: &'a Entry, owner: Owner) -> Self {
        let Entry { phrase, has_conflict, .. } = entry;
        let is_locked = phrase.locked;
        Self { phrase, has_conflict: *has_conflict, is_locked, is_fixed: is_locked && owner == Owner::Team }
    }
}

/// Puts phrases side by side, each under the agent's own changes.
struct Shelf<'a> {
    over: HashMap<&'a PhraseId, &'a Entry>,
    seen: HashSet<&'a PhraseId>,
    shown: Vec<Shown>,
}

impl<'a> Shelf<'a> {
    /// Puts the phrases of a pack in their order, which the agent may have changed too.
    fn put(&mut self, pack: &str, owner: Owner, phrases: impl Iterator<Item = Laid<'a>>) {
        let first = self.shown.len();
        for Laid { phrase, has_conflict, is_locked, is_fixed } in phrases {
            if phrase.body.trim().is_empty() || !self.seen.insert(&phrase.id) {
                continue;
            }
            let over = self.over.get(&phrase.id).filter(|_| !is_locked);
            let own = over.map(|entry| entry.held()).filter(|own| !own.is_empty());
            let (pack, is_overridden) = (pack.to_owned(), own.is_some());
            let (mut phrase, is_hidden) = match own {
                Some(own) => {
                    let (phrase, is_hidden) = lay_over(phrase, own);
                    (Arc::new(phrase), is_hidden)
                }
                None => (phrase.clone(), false),
            };
            if phrase.locked != is_locked {
                Arc::make_mut(&mut phrase).locked = is_locked;
            }
            self.shown.push(Shown { pack, owner, phrase, is_fixed, is_overridden, is_hidden, has_conflict });
        }
        let put = self.shown.get_mut(first..).unwrap_or_default();
        sort_by(put, |a, b| (&a.phrase.order, &a.phrase.id).cmp(&(&b.phrase.order, &b.phrase.id)));
    }
}

/// A phrase with the agent's own fields laid over it, and whether it was put away.
fn lay_over(phrase: &Phrase, own: Map<String, Value>) -> (Phrase, bool) {
    let mut fields = phrase_fields::write(phrase);
    let is_hidden = own.get(HIDDEN).and_then(Value::as_bool).unwrap_or_default();
    fields.extend(own);
    let (laid, _) = phrase_fields::read(&fields);
    // An emptied body would leave nothing to send.
    let body = if laid.body.trim().is_empty() { phrase.body.clone() } else { laid.body.clone() };
    (Phrase { body, ..laid }, is_hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        pack::Pack,
        pack_file,
        record::Record,
        stamp::{Stamp, Time, Writer},
    };
    use serde_json::json;
    use std::collections::BTreeMap;

    fn kept(owner: Owner, id: &str, phrases: &str) -> KeptPack {
        let json = format!(r#"{{"format":"qinyu-pack","version":1,"id":"{id}","title":"{id}","phrases":[{phrases}]}}"#);
        KeptPack::new(owner, pack_file::read(&json).unwrap().0)
    }

    fn over(fields: Value) -> KeptPack {
        let mut record = Record::default();
        let stamp = Stamp { time: Time { millis: 1, count: 0 }, writer: Writer::new("ann").unwrap() };
        for (field, value) in fields.as_object().unwrap() {
            record.edit(field, value.clone(), stamp.clone());
        }
        KeptPack::new(
            Owner::Personal,
            Pack { id: "own".into(), phrases: BTreeMap::from([("a".into(), record)]), ..Pack::default() },
        )
    }

    const TEAM: &str = r#"{"id":"a","title":"在","body":"在的","code":"zd"},{"id":"b","body":"好的"}"#;

    #[track_caller]
    fn check(library: &Library, expected: &[(&str, &str, &str)]) {
        let shown = library.shown();
        let shown: Vec<_> = shown
            .iter()
            .filter(|one| !one.is_hidden)
            .map(|one| (one.pack.as_str(), one.phrase.id.0.as_str(), one.phrase.body.as_str()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn own_fields_lie_over_the_teams_phrase() {
        let mut library = Library {
            packs: vec![kept(Owner::Team, "team", TEAM), over(json!({ "body": "在的呢", "code": "" }))],
            ..Library::default()
        };
        check(&library, &[("team", "a", "在的呢"), ("team", "b", "好的")]);
        let shown = library.shown();
        assert!(shown[0].is_overridden && shown[0].phrase.code.is_empty() && shown[0].phrase.title == "在");
        library.packs[1] = over(json!({ "body": null, "code": null }));
        assert!(!library.shown()[0].is_overridden, "what was dropped changes nothing");
        library.packs[1] = over(json!({ "hidden": true }));
        check(&library, &[("team", "b", "好的")]);
        library.packs[1] = over(json!({ "body": " " }));
        check(&library, &[("team", "a", "在的"), ("team", "b", "好的")]);
        let locked = TEAM.replace(r#""body":"在的""#, r#""body":"在的","locked":true"#);
        library.packs = vec![kept(Owner::Team, "team", &locked), over(json!({ "body": "我改的" }))];
        check(&library, &[("team", "a", "在的"), ("team", "b", "好的")]);
    }

    #[test]
    fn what_was_asked_of_a_replaced_phrase_is_asked_of_what_stands_for_it() {
        let phrases = r#"{"id":"a","body":"1","queries":["能开票吗","发票"],"successor":"b"},{"id":"b","body":"2","successor":"c"},
            {"id":"c","body":"3","queries":["发票"]},{"id":"x","body":"4","queries":["q"],"successor":"y"},{"id":"y","body":"5","successor":"x"}"#;
        let library = Library { packs: vec![kept(Owner::Team, "team", phrases)], ..Library::default() };
        let packs = library.phrase_packs(&library.shown());
        let queries: Vec<_> = packs[0].phrases.iter().map(|phrase| phrase.queries.join(" ")).collect();
        assert_eq!(queries, ["能开票吗 发票", "", "发票 能开票吗", "q", ""]);
    }

    #[test]
    fn the_first_pack_of_an_id_holds_and_own_phrases_follow_the_teams() {
        let starters = vec![
            pack_file::parse(
                &kept(Owner::Team, "starter", r#"{"id":"b","body":"x"},{"id":"s","body":"自带"}"#).pack().print(),
            )
            .unwrap()
            .0,
        ];
        let packs = vec![kept(Owner::Team, "team", TEAM), kept(Owner::Personal, "own", r#"{"id":"o","body":"我的"}"#)];
        let library = Library { starters, packs, ..Library::default() };
        check(
            &library,
            &[("team", "a", "在的"), ("team", "b", "好的"), ("own", "o", "我的"), ("starter", "s", "自带")],
        );
        let packs = library.phrase_packs(&library.shown());
        assert_eq!(
            packs.iter().map(|pack| (pack.id.as_str(), pack.phrases.len())).collect::<Vec<_>>(),
            [("team", 2), ("own", 1), ("starter", 1)]
        );
    }
}
