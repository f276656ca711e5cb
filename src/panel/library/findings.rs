//! The check of the library: what it finds, and mending a finding with one click. It looks at every phrase, so it runs when
//! its room is opened and after an edit made there, never while something is typed.

use super::changed;
use crate::{
    library::{
        Phrase, PhraseId,
        collection::Library,
        edit::Change,
        field_edit::FieldEdit,
        history::StepKind,
        lint::{Finding, Fix, Mended, lint_library},
    },
    panel::{
        desk::{Room, finding_id},
        effect::Effect,
        library_action::LibraryNotice,
        state::State,
    },
    sorting::sort_by_key,
};

/// What is wrong in the library, by topic.
pub(super) fn found(state: &State) -> Vec<Finding> {
    let today = state.moment.map(|moment| moment.day);
    let has_picture = |name: &str| state.pictures.may_have(name);
    let mut found = lint_library(&state.library, &state.shown_phrases, today, &has_picture);
    sort_by_key(&mut found, |finding| finding.kind.topic());
    found
}

/// True for a finding that a click can mend here: what the team locked is theirs to mend, but the agent's own changes of it
/// can go.
pub(in crate::panel) fn can_mend(library: &Library, finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| match fix {
        Fix::Reset => true,
        Fix::MergeInto(id) => library.is_writable(id) && library.is_writable(&finding.phrase),
        _ => library.is_writable(&finding.phrase),
    })
}

/// Mends the finding at a place, as one step to undo, and checks anew.
pub(super) fn mend(state: &mut State, place: usize) -> Vec<Effect> {
    let Room::Findings(found) = &state.desk.room else { return Vec::new() };
    let Some(finding) = found.get(place).filter(|finding| can_mend(&state.library, finding)) else { return Vec::new() };
    let of = |id: &PhraseId| state.phrase(id).map(|one| &*one.phrase);
    let (Some(fix), Some(phrase)) = (&finding.fix, of(&finding.phrase)) else { return Vec::new() };
    let Mended { changed: mended, deleted, reset } = fix.mend(phrase, of);
    let edits = |after: &Phrase| of(&after.id).map(|before| (after.id.clone(), FieldEdit::between(before, after)));
    let edits: Vec<_> = mended.iter().filter_map(edits).collect();
    let (library, clock, now) = (&mut state.library, &mut state.clock, state.now);
    let mut changes: Vec<Change> = Vec::new();
    for (id, edits) in edits {
        let fields: Vec<_> = edits.iter().map(|edit| (edit.field.as_str(), edit.value.clone())).collect();
        changes.extend(library.edit(&id, &fields, clock, now));
    }
    if let Some(id) = deleted {
        changes.extend(library.remove(&id, clock, now));
    }
    if let Some(id) = reset {
        changes.extend(library.reset(&id, clock, now));
    }
    let mut effects = changed(state, StepKind::Edit, changes);
    if let (Room::Findings(left), false) = (&state.desk.room, effects.is_empty()) {
        // To the next one, that the keyboard can go on.
        effects.push(Effect::Focus(finding_id(place.min(left.len().saturating_sub(1)))));
        state.say(LibraryNotice::Mended);
    }
    effects
}

#[cfg(test)]
mod tests;
