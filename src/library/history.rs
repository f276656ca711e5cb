//! The way back of [`edit`](super::edit)s and imports: undo and redo over the whole library, for this session.

use super::{
    collection::Library,
    edit::{Change, Clock},
    kept_pack::Owner,
    seal::Seal,
};

/// Steps that can be undone: a shift's work.
const MAX_STEPS: usize = 200;

/// What a step was, for its name and its way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// The agent's own edit: undone by editing back, so that copies elsewhere follow.
    Edit,
    /// A pack of this owner came or went: undone by putting the records back as they were.
    Pack(Owner),
    /// What a file of everything held came back, by this number: undone as packs are, and more with it.
    Restore(usize),
}

impl StepKind {
    /// Whose a pack becomes that is not there.
    const fn owner(self) -> Owner {
        match self {
            Self::Pack(owner) => owner,
            Self::Edit | Self::Restore(_) => Owner::Team,
        }
    }
}

/// Another word of a trusted key, or another key, that came with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resealed {
    /// The pack.
    pub pack: String,
    /// The key and its word before.
    pub before: Option<Seal>,
    /// And now.
    pub after: Option<Seal>,
}

impl Resealed {
    /// Puts back what held before, or what holds after; false if another word came since, which stays.
    pub fn put(&self, library: &mut Library, is_back: bool) -> bool {
        let (from, to) = if is_back { (&self.after, &self.before) } else { (&self.before, &self.after) };
        let is_as_left = library.seals.get(&self.pack).map(Seal::word) == from.as_ref().map(Seal::word);
        if is_as_left {
            library.seals.remove(&self.pack);
            library.seals.extend(to.clone().map(|seal| (self.pack.clone(), seal)));
        }
        is_as_left
    }
}

/// One step of the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it was.
    pub kind: StepKind,
    /// What it changed.
    pub changes: Vec<Change>,
    /// What it made of the pack's seal.
    pub resealed: Option<Box<Resealed>>,
}

/// The steps of this session, for undo and redo over the whole library.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Notes a step; what was undone before it can't be redone.
    pub fn note(&mut self, kind: StepKind, changes: &[Change], resealed: Option<Resealed>) {
        let is_more = matches!(kind, StepKind::Restore(_)) || resealed.is_some();
        if !is_more && changes.iter().all(|change| change.before == change.after) {
            return;
        }
        self.undone.clear();
        self.done.push(Step { kind, changes: changes.to_vec(), resealed: resealed.map(Box::new) });
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
    }

    /// The step that undo would take back.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that redo would do again.
    #[must_use]
    pub fn next(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Takes the last step back; returns what changed, and how many records stay because they changed since.
    pub fn undo(&mut self, library: &mut Library, clock: &mut Clock, now: u64) -> (Vec<Change>, usize) {
        let Some(step) = self.done.pop() else { return (Vec::new(), 0) };
        let (mut changes, mut left) = (Vec::new(), 0);
        for change in step.changes.iter().rev() {
            match step.kind {
                StepKind::Edit => changes.push(library.bring_to(change, change.before.as_ref(), clock, now)),
                StepKind::Pack(_) | StepKind::Restore(_) if library.put_back(step.kind.owner(), change) => {
                    let Change { pack, id, before, after } = change.clone();
                    changes.push(Change { pack, id, before: after, after: before });
                }
                StepKind::Pack(_) | StepKind::Restore(_) => left += 1,
            }
        }
        library.drop_emptied(&changes);
        self.undone.push(step);
        (changes, left)
    }

    /// Does the step again that was undone last.
    pub fn redo(&mut self, library: &mut Library, clock: &mut Clock, now: u64) -> Vec<Change> {
        let Some(step) = self.undone.pop() else { return Vec::new() };
        let mut changes = Vec::new();
        for change in &step.changes {
            changes.push(match step.kind {
                StepKind::Edit => library.bring_to(change, change.after.as_ref(), clock, now),
                StepKind::Pack(_) | StepKind::Restore(_) => library.put_again(step.kind.owner(), change),
            });
        }
        library.drop_emptied(&changes);
        self.done.push(step);
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{PhraseId, kept_pack::KeptPack, pack::Pack, pack_file, stamp::Writer};
    use serde_json::json;

    const TEAM: &str = r#"{"format":"qinyu-pack","version":1,"id":"team","phrases":[
        {"id":"a","title":"在","body":"在的"},{"id":"b","body":"好的"},{"id":"l","body":"锁","locked":true}]}"#;

    struct Desk {
        library: Library,
        history: History,
        clock: Clock,
        now: u64,
    }

    impl Desk {
        fn new(owner: Owner) -> Self {
            let own = KeptPack::new(Owner::Personal, Pack { id: "own".into(), ..Pack::default() });
            let team = KeptPack::new(owner, pack_file::read(TEAM).unwrap().0);
            let library = Library { packs: vec![team, own], ..Library::default() };
            Self { library, history: History::default(), clock: Clock::new(Writer::new("ann").unwrap()), now: 0 }
        }

        fn step(&mut self, kind: StepKind, edit: impl FnOnce(&mut Library, &mut Clock, u64) -> Vec<Change>) {
            self.now += 1;
            let changes = edit(&mut self.library, &mut self.clock, self.now);
            self.history.note(kind, &changes, None);
        }

        fn undo(&mut self) -> usize {
            self.history.undo(&mut self.library, &mut self.clock, 9).1
        }

        fn redo(&mut self) {
            self.history.redo(&mut self.library, &mut self.clock, 9);
        }

        #[track_caller]
        fn check(&self, expected: &str) {
            let shown = self.library.shown();
            let shown: Vec<_> = shown
                .iter()
                .filter(|one| !one.is_hidden)
                .map(|one| format!("{}={}", one.phrase.id.0, one.phrase.body))
                .collect();
            assert_eq!(shown.join(" "), expected);
        }
    }

    fn id(name: &str) -> PhraseId {
        PhraseId(name.into())
    }

    #[test]
    fn edits_go_where_they_belong_and_come_back() {
        for owner in [Owner::Team, Owner::Maintained] {
            let mut desk = Desk::new(owner);
            let team = desk.library.packs[0].pack();
            desk.step(StepKind::Edit, |library, clock, now| {
                library.edit(&id("a"), &[("body", json!("在的呢"))], clock, now)
            });
            desk.check("a=在的呢 b=好的 l=锁");
            assert_eq!(desk.library.packs[0].pack() == team, owner == Owner::Team, "the team's pack stays as it is");
            desk.step(StepKind::Edit, |library, clock, now| library.remove(&id("b"), clock, now));
            desk.check("a=在的呢 l=锁");
            desk.step(StepKind::Edit, |library, clock, now| {
                library.add("own", &id("n"), &[("body", json!("新"))], clock, now)
            });
            desk.check("a=在的呢 l=锁 n=新");
            for expected in ["a=在的呢 l=锁", "a=在的呢 b=好的 l=锁", "a=在的 b=好的 l=锁", "a=在的 b=好的 l=锁"]
            {
                desk.undo();
                desk.check(expected);
            }
            for expected in ["a=在的呢 b=好的 l=锁", "a=在的呢 l=锁", "a=在的呢 l=锁 n=新"] {
                desk.redo();
                desk.check(expected);
            }
        }
    }

    #[test]
    fn a_locked_phrase_of_the_team_stays() {
        let mut desk = Desk::new(Owner::Team);
        desk.step(StepKind::Edit, |library, clock, now| library.edit(&id("l"), &[("body", json!("x"))], clock, now));
        desk.step(StepKind::Edit, |library, clock, now| library.remove(&id("l"), clock, now));
        desk.step(StepKind::Edit, |library, clock, now| {
            library.add("team", &id("n"), &[("body", json!("x"))], clock, now)
        });
        desk.check("a=在的 b=好的 l=锁");
        assert_eq!(desk.history.last(), None);
    }

    #[test]
    fn own_changes_are_dropped_by_a_reset() {
        let mut desk = Desk::new(Owner::Team);
        desk.step(StepKind::Edit, |library, clock, now| library.edit(&id("a"), &[("body", json!("x"))], clock, now));
        desk.step(StepKind::Edit, |library, clock, now| library.reset(&id("a"), clock, now));
        desk.check("a=在的 b=好的 l=锁");
        desk.undo();
        desk.check("a=x b=好的 l=锁");
    }

    #[test]
    fn case_20_one_click_undoes_an_import_but_not_what_was_edited_since() {
        let mut desk = Desk::new(Owner::Maintained);
        let before = desk.library.packs[0].pack();
        let mut incoming = before.clone();
        let mut bob = Clock::new(Writer::new("bob").unwrap());
        for name in ["a", "b", "c"] {
            let stamp = bob.stamp(crate::library::stamp::Time::default(), 5);
            incoming.phrases.entry(name.into()).or_default().edit("body", json!(format!("bob {name}")), stamp);
        }
        desk.step(StepKind::Pack(Owner::Team), |library, _, _| library.merge(Owner::Team, &incoming));
        let imported = desk.library.packs[0].pack();
        desk.check("c=bob c a=bob a b=bob b l=锁");
        assert_eq!(desk.undo(), 0);
        assert_eq!(desk.library.packs[0].pack(), before);
        desk.redo();
        assert_eq!(desk.library.packs[0].pack(), imported);
        let (library, clock) = (&mut desk.library, &mut desk.clock);
        library.edit(&id("a"), &[("body", json!("ours"))], clock, 20);
        assert_eq!(desk.undo(), 1, "what was edited since stays, and that is said");
        desk.check("a=ours b=好的 l=锁");
    }
}
