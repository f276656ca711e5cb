//! What an import would do, before it does it: [`plan`] compares a pack that came in with what is kept. Nothing is
//! overwritten: the plan's pack is merged in ([`Library::merge`]), and a field that the agent edited stays beside what
//! came as a conflict to choose.

use super::{
    PhraseId,
    collection::Library,
    edit::Clock,
    kept_pack::{Entry, Owner},
    pack::Pack,
    pack_file::PackProblem,
    record::{DELETED, ORDER, Record},
};
use serde_json::Value;
use std::{collections::BTreeMap, rc::Rc};

/// One phrase of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The phrase.
    pub id: PhraseId,
    /// What it is called, or the beginning of its text.
    pub title: String,
    /// The fields that change, or that are to be chosen.
    pub fields: Vec<String>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What is merged in when the agent says yes.
    pub pack: Pack,
    /// Whose pack it becomes, or is.
    pub owner: Owner,
    /// The pack is not there yet.
    pub is_new: bool,
    /// Fields of the pack itself that change or are to be chosen: its title, the team's rules.
    pub head: Vec<String>,
    /// Phrases that come new.
    pub added: Vec<PlanLine>,
    /// Phrases that change.
    pub changed: Vec<PlanLine>,
    /// Phrases that were deleted elsewhere and go.
    pub deleted: Vec<PlanLine>,
    /// Phrases edited here and there: both are kept, one is to be chosen.
    pub conflicts: Vec<PlanLine>,
    /// Phrases that stay as they are.
    pub same: usize,
    /// Phrases that the file does not have; they stay.
    pub only_here: usize,
    /// Phrases that change below, while the agent's own changes stay over them.
    pub overridden: usize,
    /// What could not be read, line by line.
    pub problems: Vec<PackProblem>,
}

impl Plan {
    /// True if there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_new
            && self.head.is_empty()
            && self.pack.images.is_empty()
            && [&self.added, &self.changed, &self.deleted, &self.conflicts].iter().all(|lines| lines.is_empty())
    }
}

/// A phrase that is another one here than in a copy of its pack that was put away, because it was edited since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Older {
    /// Its pack.
    pub pack: String,
    /// The phrase, and the fields that were changed; none for one that was deleted.
    pub line: PlanLine,
    /// What it was then.
    pub then: Rc<str>,
}

/// The phrases of a copy that merging it in does not bring back.
#[must_use]
pub fn older(merged: &Pack, copy: &BTreeMap<String, Record>) -> Vec<Older> {
    let changed = |(id, then): (&String, &Record)| {
        let now = merged.phrases.get(id)?;
        let is_open = |field: &String| now.conflicts().any(|(open, _)| open == field);
        let mut fields = changed_fields(now, then);
        fields.retain(|field| field != ORDER && field != DELETED && !is_open(field));
        if then.is_deleted() || !now.is_deleted() && fields.is_empty() {
            return None;
        }
        let entry = Entry::new(id, then);
        let fields = if now.is_deleted() { Vec::new() } else { fields };
        Some(Older { pack: merged.id.clone(), line: PlanLine { fields, ..line(id, &entry) }, then: entry.json })
    };
    copy.iter().filter_map(changed).collect()
}

/// Plans an import. `owner` holds for a pack that is not there yet.
#[must_use]
pub fn plan(
    library: &Library,
    owner: Owner,
    incoming: Pack,
    problems: Vec<PackProblem>,
    clock: &mut Clock,
    now: u64,
) -> Plan {
    let kept = library.pack(&incoming.id);
    let mut plan = Plan {
        owner: kept.map_or(owner, |pack| pack.owner),
        is_new: kept.is_none(),
        pack: Pack { phrases: BTreeMap::new(), ..incoming.clone() },
        head: Vec::new(),
        added: Vec::new(),
        changed: Vec::new(),
        deleted: Vec::new(),
        conflicts: Vec::new(),
        same: 0,
        only_here: 0,
        overridden: 0,
        problems,
    };
    if let Some(kept) = kept {
        let gone = |(id, entry): &(&String, &Entry)| entry.is_alive && !incoming.phrases.contains_key(*id);
        plan.only_here = kept.entries.iter().filter(gone).count();
        plan.pack.head = adopt(&kept.about.head, incoming.head, clock, now);
        plan.head = changed_fields(&kept.about.head, &plan.pack.head);
        let open = plan.pack.head.conflicts().filter(|open| !kept.about.head.conflicts().any(|known| known == *open));
        let open: Vec<_> = open.map(|(field, _)| field.to_owned()).filter(|field| !plan.head.contains(field)).collect();
        plan.head.extend(open);
    }
    for (id, theirs) in incoming.phrases {
        let ours = kept.and_then(|kept| kept.entries.get(&id));
        let record = match ours {
            Some(ours) => adopt(&ours.record(), theirs, clock, now),
            None => theirs,
        };
        plan.sort_in(&id, ours, &record, library);
        plan.pack.phrases.insert(id, record);
    }
    plan
}

impl Plan {
    /// Plans to make the kept pack exactly what came: nothing is to be chosen, and what only the kept pack has goes.
    pub fn make_exact(&mut self, library: &Library) {
        self.deleted.extend(self.lacking(library));
        self.only_here = 0;
        self.changed.append(&mut self.conflicts);
    }

    /// The phrases that only the kept pack has.
    #[must_use]
    pub fn lacking(&self, library: &Library) -> Vec<PlanLine> {
        let kept = library.pack(&self.pack.id).into_iter().flat_map(|kept| &kept.entries);
        let lacking = kept.filter(|(id, entry)| entry.is_alive && !self.pack.phrases.contains_key(*id));
        lacking.map(|(id, entry)| line(id, entry)).collect()
    }

    fn sort_in(&mut self, id: &str, ours: Option<&Entry>, record: &Record, library: &Library) {
        let entry = Entry::new(id, record);
        let mut line = line(id, &entry);
        let was_alive = ours.is_some_and(|ours| ours.is_alive);
        match (was_alive, entry.is_alive) {
            (false, false) => self.same += 1,
            (true, false) => self.deleted.push(line),
            (false, true) => self.added.push(line),
            (true, true) => {
                let before = ours.map(Entry::record).unwrap_or_default();
                line.fields = record.conflicts().map(|(field, _)| field.to_owned()).collect();
                if !line.fields.is_empty() && !before.conflicts().eq(record.conflicts()) {
                    return self.conflicts.push(line);
                }
                line.fields = changed_fields(&before, record);
                if line.fields.is_empty() {
                    self.same += 1;
                    return;
                }
                let own = library.personal().filter(|own| own.about.id != self.pack.id);
                self.overridden += usize::from(own.is_some_and(|own| own.entries.contains_key(id)));
                self.changed.push(line);
            }
        }
    }
}

fn line(id: &str, entry: &Entry) -> PlanLine {
    let title = entry.phrase.name().chars().take(40).collect();
    PlanLine { id: PhraseId(id.to_owned()), title, fields: Vec::new() }
}

fn changed_fields(before: &Record, after: &Record) -> Vec<String> {
    let changed = after.fields().filter(|(field, value)| before.get(field) != Some(value)).map(|(field, _)| field);
    let emptied = before.fields().map(|(field, _)| field).filter(|field| after.get(field).is_none());
    changed.chain(emptied).map(str::to_owned).collect()
}

/// What a record comes to when a copy of it comes in. A file without stamps, as people write it by hand or in a
/// spreadsheet, is an edit made by importing it: it replaces what nobody has edited here, and stands beside what someone has.
fn adopt(ours: &Record, theirs: Record, clock: &mut Clock, now: u64) -> Record {
    let mut merged = ours.clone();
    merged.merge(&theirs);
    if theirs.is_edited() {
        return merged;
    }
    let untouched = |field: &&(&str, &Value)| {
        let (field, value) = **field;
        let known = ours.versions(field);
        let base = known.iter().all(|version| version.stamp.is_none());
        // The value that stood there before an edit of ours is no news.
        let is_news = merged.versions(field).iter().any(|version| version.stamp.is_none() && version.value == *value);
        field != ORDER && base && is_news && !known.iter().any(|version| version.value == *value) && !known.is_empty()
    };
    let edits: Vec<(String, Value)> = theirs
        .fields()
        .filter(|field| untouched(&field))
        .map(|(field, value)| (field.to_owned(), value.clone()))
        .collect();
    for (field, value) in edits {
        let stamp = clock.stamp(merged.latest(), now);
        merged.edit(&field, value, stamp);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{kept_pack::KeptPack, pack_file, stamp::Writer};
    use serde_json::json;

    fn file(phrases: &str) -> (Pack, Vec<PackProblem>) {
        let json = format!(r#"{{"format":"qinyu-pack","version":1,"id":"team","title":"T","phrases":[{phrases}]}}"#);
        pack_file::read(&json).unwrap()
    }

    fn clock(name: &str) -> Clock {
        Clock::new(Writer::new(name).unwrap())
    }

    fn library(owner: Owner, phrases: &str) -> Library {
        let own = KeptPack::new(Owner::Personal, Pack { id: "own".into(), ..Pack::default() });
        Library { packs: vec![KeptPack::new(owner, file(phrases).0), own], ..Library::default() }
    }

    fn import(library: &mut Library, (pack, problems): (Pack, Vec<PackProblem>)) -> Plan {
        let plan = plan(library, Owner::Team, pack, problems, &mut clock("me"), 50);
        library.merge(plan.owner, &plan.pack);
        plan
    }

    #[track_caller]
    fn check(plan: &Plan, expected: &str) {
        let ids = |lines: &[PlanLine]| {
            let ids = lines.iter().map(|line| {
                if line.fields.is_empty() {
                    line.id.0.clone()
                } else {
                    format!("{}({})", line.id.0, line.fields.join(" "))
                }
            });
            ids.collect::<Vec<_>>().join(" ")
        };
        let Plan { added, changed, deleted, conflicts, same, only_here, .. } = plan;
        let told = format!(
            "added {} | changed {} | deleted {} | conflicts {} | same {same} | only here {only_here}",
            ids(added),
            ids(changed),
            ids(deleted),
            ids(conflicts)
        );
        assert_eq!(told, expected);
    }

    #[test]
    fn a_change_of_the_pack_itself_is_something_to_do() {
        let mut library = library(Owner::Maintained, TEAM);
        let mut theirs = file(TEAM).0;
        let stamp = clock("bob").stamp(crate::library::stamp::Time::default(), 20);
        theirs.head.edit("policy/forbidden", json!(["保证"]), stamp);
        let told = import(&mut library, (theirs.clone(), Vec::new()));
        assert_eq!((told.head, told.changed.len()), (vec!["policy/forbidden".to_owned()], 0));
        assert!(import(&mut library, (theirs.clone(), Vec::new())).is_empty(), "it is there by now");
        library.edit_head("team", &[("title", json!("我们"))], &mut clock("me"), 30);
        let stamp = clock("bob").stamp(theirs.head.latest(), 20);
        theirs.head.edit("title", json!("他们"), stamp);
        assert_eq!(import(&mut library, (theirs, Vec::new())).head, ["title"], "edited apart: to be chosen");
    }

    const TEAM: &str = r#"{"id":"a","body":"在的"},{"id":"b","body":"好的","code":"hd"},{"id":"c","body":"嗯嗯"}"#;

    #[test]
    fn case_20_a_file_by_hand_replaces_what_nobody_edited_and_stands_beside_what_someone_did() {
        let mut library = library(Owner::Maintained, TEAM);
        library.edit(&PhraseId("a".into()), &[("body", json!("在的呢"))], &mut clock("me"), 10);
        let new =
            r#"{"id":"a","body":"在哦"},{"id":"b","body":"好的哦","code":"hd"},{"id":"d","body":"新的"},{"body":"x"}"#;
        let plan = import(&mut library, file(new));
        check(&plan, "added d | changed b(body) | deleted  | conflicts a(body) | same 0 | only here 1");
        assert_eq!(plan.problems.len(), 1);
        assert_eq!(library.pack("team").unwrap().entries["a"].phrase.body, "在的呢", "the local edit shows");
        let again = import(&mut library, file(new));
        check(&again, "added  | changed  | deleted  | conflicts  | same 3 | only here 1");
        assert!(again.is_empty());
        let old = import(&mut library, file(TEAM));
        check(&old, "added  | changed  | deleted  | conflicts  | same 3 | only here 1");
        assert_eq!(library.pack("team").unwrap().entries["b"].phrase.body, "好的哦", "what stood before is no news");
    }

    #[test]
    fn case_20_edits_of_colleagues_come_in_and_own_ones_stay_over_them() {
        let mut library = library(Owner::Team, TEAM);
        library.edit(&PhraseId("a".into()), &[("body", json!("我的"))], &mut clock("me"), 10);
        let mut theirs = file(TEAM).0;
        let mut bob = clock("bob");
        let mut stamp = |record: &Record| bob.stamp(record.latest(), 20);
        let a = theirs.phrases.get_mut("a").unwrap();
        a.edit("body", json!("新在"), stamp(a));
        let c = theirs.phrases.get_mut("c").unwrap();
        c.delete(stamp(c));
        let plan = import(&mut library, (theirs, Vec::new()));
        check(&plan, "added  | changed a(body) | deleted c | conflicts  | same 1 | only here 0");
        assert_eq!((plan.overridden, plan.head.len()), (1, 0));
        let bodies: Vec<_> = library.shown().iter().map(|one| one.phrase.body.clone()).collect();
        assert_eq!(bodies, ["我的", "好的"]);
    }

    #[test]
    fn a_new_title_alone_is_worth_an_import() {
        let mut library = library(Owner::Team, TEAM);
        let mut theirs = file(TEAM).0;
        let stamp = clock("bob").stamp(theirs.head.latest(), 20);
        theirs.head.edit("title", json!("新名字"), stamp);
        let plan = import(&mut library, (theirs, Vec::new()));
        assert_eq!((plan.head.as_slice(), plan.is_empty()), (["title".to_owned()].as_slice(), false));
        assert_eq!(library.pack("team").unwrap().title(), "新名字");
    }
}
