//! A pack of the agent's or one that they look after: what it is called, what the team asks of its phrases; and phrases
//! that go into another pack. Part of the library tab; everything is an edit that can be undone.

use super::{
    desk::Room,
    effect::Effect,
    library::{self, owner_effect},
    state::State,
};
use crate::library::{
    Language, PhraseId,
    field_edit::FieldEdit,
    history::StepKind,
    kept_pack::Owner,
    policy::{edited, field_of, part_of},
    stamp::Time,
};

/// Something happened with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackAction {
    /// Open it.
    Open(String),
    /// Begin one for the team.
    New,
    /// Move a phrase into a pack.
    Move {
        /// The phrase.
        phrase: PhraseId,
        /// The pack.
        pack: String,
    },
    /// Put a copy of a phrase into a pack.
    Copy {
        /// The phrase.
        phrase: PhraseId,
        /// The pack.
        pack: String,
    },
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: PackAction) -> Vec<Effect> {
    match action {
        PackAction::Open(id) => open(state, id),
        PackAction::New => new(state),
        PackAction::Move { phrase, pack } => {
            let changes = state.library.move_into(&phrase, &pack, &mut state.clock, state.now);
            library::changed(state, StepKind::Edit, changes)
        }
        PackAction::Copy { phrase, pack } => {
            let copy = PhraseId(name(state));
            let changes = state.library.copy_into(&phrase, &pack, &copy, &mut state.clock, state.now);
            let mut effects = library::changed(state, StepKind::Edit, changes);
            if !effects.is_empty() {
                state.desk.room = Room::Editor(copy);
                effects.push(Effect::Focus("field-title".into()));
            }
            effects
        }
    }
}

/// A name that no other record has.
fn name(state: &mut State) -> String {
    let stamp = state.clock.stamp(Time::default(), state.now);
    format!("{}-{}", stamp.writer.name(), stamp.time)
}

fn open(state: &mut State, id: String) -> Vec<Effect> {
    if !state.library.may_write(&id) {
        return Vec::new();
    }
    state.desk.room = Room::Pack(id);
    vec![Effect::Focus("field-title".into())]
}

fn new(state: &mut State) -> Vec<Effect> {
    let id = format!("team-{}", name(state));
    let language = state.settings.language;
    let title = match language {
        Language::Chinese => "新话术包",
        Language::English => "New pack",
    };
    let changes = state.library.begin_pack(&id, title, language, &mut state.clock, state.now);
    let mut effects = vec![owner_effect(&id, Owner::Maintained)];
    effects.extend(library::changed(state, StepKind::Pack(Owner::Maintained), changes));
    effects.extend(open(state, id));
    effects
}

/// A field of the open pack has this text now: `title`, or `LIST:PLACE:PART` of the policy.
pub(super) fn set(state: &mut State, pack: &str, field: &str, text: &str) -> Vec<Effect> {
    let Some(kept) = state.library.pack(pack) else { return Vec::new() };
    let mut parts = field.splitn(3, ':');
    let (name, at) = (parts.next().unwrap_or_default(), parts.next().and_then(|at| at.parse::<usize>().ok()));
    let (field, value) = match (at, parts.next()) {
        (Some(at), Some(part)) => {
            let list = field_of(name);
            let before = kept.about.head.get(&list);
            let after = edited(before, name, at, part, text);
            // Half of a new entry is none yet.
            if before.and_then(|before| part_of(&list, before)).unwrap_or_default()
                == part_of(&list, &after).unwrap_or_default()
            {
                return Vec::new();
            }
            (list, after)
        }
        _ if text.trim().is_empty() => (name.to_owned(), FieldEdit::nothing()),
        _ => (name.to_owned(), text.trim().into()),
    };
    let changes = state.library.edit_head(pack, &[(&field, value)], &mut state.clock, state.now);
    library::changed(state, StepKind::Edit, changes)
}

/// A box of the open pack's policy was ticked, or no longer: `PLACE:PART` of a list.
pub(super) fn toggle(state: &mut State, pack: &str, list: &str, label: &str) -> Vec<Effect> {
    let policies = state.library.policies();
    let at = label.split(':').next().and_then(|at| at.parse::<usize>().ok());
    let Some(word) = at.zip(policies.get(pack)).and_then(|(at, policy)| policy.forbidden.get(at)) else {
        return Vec::new();
    };
    set(state, pack, &format!("{list}:{label}"), if word.blocks { "false" } else { "true" })
}

#[cfg(test)]
mod tests;
