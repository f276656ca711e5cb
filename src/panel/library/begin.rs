//! A new phrase begins, in the pack and folder where the agent is.

use super::{Effect, Room, Scope, State, changed};
use crate::library::{Language, PhraseId, history::StepKind, kept_pack::Owner, stamp::Time};

/// A name for a phrase that no other has.
pub(in crate::panel) fn fresh_id(state: &mut State) -> PhraseId {
    let stamp = state.clock.stamp(Time::default(), state.now);
    PhraseId(format!("{}-{}", stamp.writer.name(), stamp.time))
}

/// Something to send, for a phrase without is none; the editor selects it.
pub(in crate::panel) const fn first_words(language: Language) -> &'static str {
    match language {
        Language::Chinese => "新话术",
        Language::English => "New phrase",
    }
}

pub(super) fn new(state: &mut State) -> Vec<Effect> {
    let writable = |id: &String| state.library.pack(id).is_some_and(|pack| pack.owner != Owner::Team);
    let chosen = match &state.desk.scope {
        Scope::Pack(id) if writable(id) => Some(id.clone()),
        _ => state.library.personal().map(|pack| pack.about.id.clone()),
    };
    let Some(pack) = chosen else { return Vec::new() };
    let id = fresh_id(state);
    let group = state.desk.group.clone();
    let fields = [("group", group.into()), ("body", first_words(state.settings.language).into())];
    let changes = state.library.add(&pack, &id, &fields, &mut state.clock, state.now);
    let mut effects = changed(state, StepKind::Edit, changes);
    (state.desk.room, state.desk.opened_from) = (Room::Editor(id), "");
    effects.push(Effect::Select("field-body".into()));
    effects
}
