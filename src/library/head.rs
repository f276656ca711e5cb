//! Edits of a pack itself, by who may write to it: what it is called, the team's policy, who its writers are; a new pack;
//! phrases that go from one pack into another. Each answers with its [`Change`]s, as every [`edit`](super::edit) does.

use super::{
    Language, PhraseId,
    collection::{HIDDEN, Library},
    edit::{Change, Clock},
    kept_pack::{KeptPack, Owner},
    pack::Pack,
    record::{DELETED, ORDER},
    stamp::Writer,
};
use serde_json::Value;

/// What the fields of a head begin with that say who a writer is: behind it stands the installation.
const WRITER: &str = "writer/";

impl Library {
    /// True for a pack that the agent may write to.
    #[must_use]
    pub fn may_write(&self, pack: &str) -> bool {
        self.pack(pack).is_some_and(|pack| matches!(pack.owner, Owner::Maintained | Owner::Personal))
    }

    /// Changes fields of a pack's head. A null empties a field.
    pub fn edit_head(&mut self, pack: &str, fields: &[(&str, Value)], clock: &mut Clock, now: u64) -> Vec<Change> {
        if !self.may_write(pack) {
            return Vec::new();
        }
        vec![self.change(pack, "", clock, now, |head, stamp| {
            for (field, value) in fields {
                if head.get(field).unwrap_or(&Value::Null) != value {
                    head.edit(field, value.clone(), stamp());
                }
            }
        })]
    }

    /// Begins a pack for the team, which the agent looks after.
    pub fn begin_pack(
        &mut self,
        id: &str,
        title: &str,
        language: Language,
        clock: &mut Clock,
        now: u64,
    ) -> Vec<Change> {
        let mut pack = Pack { id: id.to_owned(), ..Pack::default() };
        for (field, value) in [("title", title), ("language", language.tag())] {
            let stamp = clock.stamp(pack.head.latest(), now);
            pack.head.edit(field, value.into(), stamp);
        }
        self.merge(Owner::Maintained, &pack)
    }

    /// Puts a phrase, as the agent sees it, into another pack under a name of its own.
    pub fn copy_into(
        &mut self,
        id: &PhraseId,
        pack: &str,
        copy: &PhraseId,
        clock: &mut Clock,
        now: u64,
    ) -> Vec<Change> {
        let shown = self.shown();
        let Some(one) = shown.iter().find(|one| one.phrase.id == *id) else { return Vec::new() };
        let mut fields = super::phrase_fields::write(&one.phrase);
        // Whoever copies a locked phrase has a phrase of their own.
        fields.retain(|field, _| !matches!(field.as_str(), "id" | ORDER | "locked"));
        let fields: Vec<(&str, Value)> = fields.iter().map(|(field, value)| (field.as_str(), value.clone())).collect();
        self.add(pack, copy, &fields, clock, now)
    }

    /// Moves a phrase from one pack that the agent may write to into another; it keeps its name, so that what names it
    /// and how often it was used go with it.
    pub fn move_into(&mut self, id: &PhraseId, pack: &str, clock: &mut Clock, now: u64) -> Vec<Change> {
        let Some(home) = self.home(id).filter(|home| home != pack && self.is_home_alone(id)) else { return Vec::new() };
        let Some(entry) = self.pack(&home).and_then(|home| home.entries.get(&id.0)) else { return Vec::new() };
        let record = entry.record();
        let fields = record.fields().filter(|(field, _)| !matches!(*field, ORDER | DELETED | HIDDEN));
        let fields: Vec<(&str, Value)> = fields.map(|(field, value)| (field, value.clone())).collect();
        let mut changes = self.add(pack, id, &fields, clock, now);
        if !changes.is_empty() {
            changes.extend(self.delete(&home, &id.0, clock, now));
        }
        changes
    }

    /// Tells in the packs that these changes touch who the installation is; its colleagues read it beside its edits.
    pub fn introduce(
        &mut self,
        changes: &[Change],
        installation: &str,
        name: &str,
        clock: &mut Clock,
        now: u64,
    ) -> Vec<Change> {
        let is_touched = |pack: &&KeptPack| changes.iter().any(|change| change.pack == pack.about.id);
        let maintained = self.packs.iter().filter(|pack| pack.owner == Owner::Maintained).filter(is_touched);
        let packs: Vec<String> = maintained.map(|pack| pack.about.id.clone()).collect();
        let field = [WRITER, installation].concat();
        // One who took their name back is no one again; one who never had a name leaves no trace.
        let value = if name.trim().is_empty() { Value::Null } else { name.trim().into() };
        let changes = packs.iter().flat_map(|pack| self.edit_head(pack, &[(&field, value.clone())], clock, now));
        changes.filter(|change| change.before != change.after).collect()
    }
}

impl KeptPack {
    /// What a writer calls themselves; `None` for one who did not say.
    #[must_use]
    pub fn writer_name(&self, writer: &Writer) -> Option<&str> {
        let mut writers = self.about.head.fields().filter_map(|(field, name)| {
            let installation = field.strip_prefix(WRITER).filter(|installation| !installation.is_empty())?;
            writer.name().starts_with(installation).then(|| name.as_str()).flatten()
        });
        writers.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        history::{History, StepKind},
        pack_file,
        policy::{FORBIDDEN, field_of, part_of},
    };
    use serde_json::json;

    struct Desk {
        library: Library,
        history: History,
        clock: Clock,
    }

    impl Desk {
        fn new(owner: Owner) -> Self {
            let team = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"旧","phrases":[{"id":"a","body":"在的","locked":true}]}"#;
            let own = r#"{"format":"qinyu-pack","version":1,"id":"own","phrases":[{"id":"o","title":"我","body":"我的","later":1}]}"#;
            let kept = |owner, json| KeptPack::new(owner, pack_file::read(json).unwrap().0);
            let packs = vec![kept(owner, team), kept(Owner::Personal, own)];
            let library = Library { packs, ..Library::default() };
            Self { library, history: History::default(), clock: Clock::new(Writer::new("ann0").unwrap()) }
        }

        fn step(&mut self, kind: StepKind, edit: impl FnOnce(&mut Library, &mut Clock) -> Vec<Change>) {
            let changes = edit(&mut self.library, &mut self.clock);
            self.history.note(kind, &changes, None);
        }

        fn undo(&mut self) {
            self.history.undo(&mut self.library, &mut self.clock, 9);
        }

        fn head(&self, field: &str) -> Value {
            self.library.pack("team").and_then(|pack| pack.about.head.get(field)).cloned().unwrap_or_default()
        }

        fn bodies(&self, pack: &str) -> Vec<(String, String)> {
            let shown = self.library.shown();
            let of = shown.iter().filter(|one| one.pack == pack);
            of.map(|one| (one.phrase.id.0.clone(), one.phrase.body.clone())).collect()
        }
    }

    #[test]
    fn a_head_is_edited_undone_and_merged_like_a_phrase() {
        let mut desk = Desk::new(Owner::Maintained);
        let mut other = Desk::new(Owner::Maintained);
        other.clock = Clock::new(Writer::new("bob0").unwrap());
        desk.step(StepKind::Edit, |library, clock| library.edit_head("team", &[("title", json!("新"))], clock, 1));
        let list = field_of(FORBIDDEN);
        let words = json!(["保证"]);
        other.step(StepKind::Edit, |library, clock| library.edit_head("team", &[(&list, words)], clock, 1));
        desk.library.merge(Owner::Team, &other.library.pack("team").unwrap().pack());
        let words = |desk: &Desk| part_of(&list, &desk.head(&list)).unwrap().forbidden.len();
        assert_eq!((desk.head("title"), words(&desk)), (json!("新"), 1));
        desk.undo();
        assert_eq!((desk.head("title"), words(&desk)), (json!("旧"), 1), "a colleague's edit stays");
        desk.history.redo(&mut desk.library, &mut desk.clock, 9);
        assert_eq!(desk.head("title"), json!("新"));
    }

    #[test]
    fn a_colleagues_pack_is_not_written_to() {
        let mut desk = Desk::new(Owner::Team);
        let (library, clock) = (&mut desk.library, &mut desk.clock);
        assert!(library.edit_head("team", &[("title", json!("新"))], clock, 1).is_empty());
        assert!(library.move_into(&PhraseId("o".into()), "team", clock, 1).is_empty());
        assert!(library.copy_into(&PhraseId("o".into()), "team", &PhraseId("c".into()), clock, 1).is_empty());
        assert!(library.move_into(&PhraseId("a".into()), "own", clock, 1).is_empty(), "nor taken from");
    }

    #[test]
    fn phrases_move_and_are_copied_and_come_back() {
        let mut desk = Desk::new(Owner::Maintained);
        let (id, copy) = (PhraseId("o".into()), PhraseId("c".into()));
        desk.step(StepKind::Edit, |library, clock| library.move_into(&id, "team", clock, 1));
        assert_eq!(desk.bodies("own"), []);
        assert_eq!(desk.bodies("team"), [("a".into(), "在的".into()), ("o".into(), "我的".into())]);
        let moved = &desk.library.pack("team").unwrap().entries["o"];
        assert!(moved.json.contains("\"later\":1"), "what a newer version wrote goes along");
        desk.undo();
        assert_eq!((desk.bodies("own").len(), desk.bodies("team").len()), (1, 1));
        desk.step(StepKind::Edit, |library, clock| library.copy_into(&PhraseId("a".into()), "own", &copy, clock, 1));
        assert_eq!(desk.bodies("own"), [("o".into(), "我的".into()), ("c".into(), "在的".into())]);
        assert!(!desk.library.pack("own").unwrap().entries["c"].phrase.locked);
    }

    #[test]
    fn a_new_pack_is_the_agents_to_keep_and_goes_with_undo() {
        let mut desk = Desk::new(Owner::Team);
        desk.step(StepKind::Pack(Owner::Maintained), |library, clock| {
            library.begin_pack("new", "新包", Language::Chinese, clock, 1)
        });
        let pack = desk.library.pack("new").unwrap();
        assert_eq!((pack.title(), pack.owner), ("新包", Owner::Maintained));
        desk.undo();
        assert!(desk.library.pack("new").is_none());
        desk.history.redo(&mut desk.library, &mut desk.clock, 9);
        assert_eq!(desk.library.pack("new").map(KeptPack::title), Some("新包"));
    }

    #[test]
    fn writers_say_who_they_are_where_they_write() {
        let mut desk = Desk::new(Owner::Maintained);
        let changes = desk.library.edit(&PhraseId("a".into()), &[("body", json!("在"))], &mut desk.clock, 1);
        let (library, clock) = (&mut desk.library, &mut desk.clock);
        assert_eq!(library.introduce(&changes, "ann", "", clock, 2), [], "no name, no trace");
        assert_eq!(library.introduce(&changes, "ann", "小鹿", clock, 2).len(), 1);
        assert_eq!(library.introduce(&changes, "ann", "小鹿", clock, 3), [], "said once");
        let name = |library: &Library, writer: &str| {
            library.pack("team").unwrap().writer_name(&Writer::new(writer).unwrap()).map(str::to_owned)
        };
        assert_eq!((name(library, "ann7"), name(library, "bob0")), (Some("小鹿".into()), None));
        library.introduce(&changes, "ann", " ", clock, 4);
        assert_eq!(name(library, "ann0"), None);
    }
}
