//! The agent chooses a reply: as it is suggested, changed, copied, or by name. Part of [`update`](super::update()).

use super::{
    breach, effect::Effect, fill::gap_id, habits, notice::Notice, own_text, page, pick, pictures, report, state::State,
    update::advise, work::Edit,
};
use crate::{
    engine::Suggestion,
    library::{PhraseId, template::Template, usage::Decision},
    wire::PageCommand,
};

/// Chooses a suggestion, in the panel or by a key in the page.
pub(super) fn choose(state: &mut State, slot: u8) -> Vec<Effect> {
    let text = match text_at(state, slot) {
        Ok(text) => text,
        Err(effects) => return effects,
    };
    if breach::is_kept_out(state, &text) {
        return Vec::new();
    }
    let id = at(state, slot).map(|suggestion| suggestion.phrase.clone());
    let caret = at(state, slot).and_then(|suggestion| suggestion.filled.caret);
    let effects = if slot == 0 { pick::insert(state, text) } else { insert(state, text) };
    let mut effects = with_caret(effects, caret);
    if let Some(id) = id.filter(|_| !effects.is_empty()) {
        report::takes(state, &id, Decision::Accepted, &effects);
        effects.extend(pick::used(state, &id, Decision::Accepted));
    }
    effects
}

/// Copies a suggestion.
pub(super) fn copy(state: &mut State, slot: u8) -> Vec<Effect> {
    let text = match text_at(state, slot) {
        Ok(text) if breach::is_kept_out(state, &text) => return Vec::new(),
        Ok(text) => text,
        Err(effects) => return effects,
    };
    let mut effects = vec![Effect::Copy(text)];
    if let Some(id) = at(state, slot).map(|one| one.phrase.clone()).filter(|id| !own_text::is_own(id)) {
        pictures::offer(state, &id);
        report::takes(state, &id, Decision::Accepted, &effects);
        effects.extend(habits::chose(state, &id, Decision::Accepted));
    }
    effects
}

/// Asks the page to put the caret where the phrase wants it.
pub(super) fn with_caret(mut effects: Vec<Effect>, place: Option<usize>) -> Vec<Effect> {
    for effect in &mut effects {
        if let Effect::Send(PageCommand::Insert { caret, .. }) = effect {
            *caret = place.and_then(|place| u32::try_from(place).ok());
        }
    }
    effects
}

/// Puts a text into the page, or on the clipboard where nobody can tell whose it would be.
pub(super) fn insert(state: &mut State, text: String) -> Vec<Effect> {
    match state.copies() {
        true if breach::is_kept_out(state, &text) => Vec::new(),
        true => vec![Effect::Copy(text)],
        false => page::insert(state, text, String::new()),
    }
}

pub(super) fn at(state: &State, slot: u8) -> Option<&Suggestion> {
    match usize::from(slot).checked_sub(1) {
        Some(place) => state.shown().nth(place),
        None => state.work.picked.as_ref().map(|picked| &picked.suggestion),
    }
}

/// A suggestion's text, or what is to be done because it has none yet.
fn text_at(state: &mut State, slot: u8) -> Result<String, Vec<Effect>> {
    let Some(suggestion) = at(state, slot) else { return Err(Vec::new()) };
    if !own_text::is_own(&suggestion.phrase) && !state.engine.may_say(&suggestion.phrase, &state.circumstances()) {
        // It was suggested before midnight, or before the shop's settings changed.
        advise(state);
        state.notice = Some(Notice::Lapsed);
        return Err(Vec::new());
    }
    let filled = &suggestion.filled;
    if let Some(text) = filled.text() {
        return Ok(text);
    }
    let missing = filled.missing.clone();
    let first = missing.first().map(|name| Effect::Focus(gap_id(slot, name)));
    state.notice = Some(Notice::Missing(missing));
    Err(first.into_iter().collect())
}

pub(super) fn edit(state: &mut State, slot: u8) -> Vec<Effect> {
    let Some(suggestion) = at(state, slot) else { return Vec::new() };
    let (phrase, text) = (suggestion.phrase.clone(), suggestion.filled.text_with_gaps("{", "}"));
    state.work.edit = Some(Edit { phrase, text, outdated: false });
    vec![Effect::Focus("edit".into())]
}

pub(super) fn choose_edit(state: &mut State) -> Vec<Effect> {
    let Some(Edit { phrase, text, .. }) = state.work.edit.clone().filter(|edit| !edit.text.trim().is_empty()) else {
        return Vec::new();
    };
    // What still stands in braces in edited text would reach the buyer as it is written.
    let open = Template::parse(&text).written_in_braces();
    if open.is_empty() {
        let picked = state.work.picked.as_ref().is_some_and(|picked| picked.suggestion.phrase == phrase);
        let chosen = state.shown().chain(state.work.picked.iter().map(|picked| &picked.suggestion));
        let is_as_it_was = chosen.filter(|one| one.phrase == phrase).any(|one| one.filled.text() == Some(text.clone()));
        let decision = if is_as_it_was { Decision::Accepted } else { Decision::Edited };
        let mut effects = if picked { pick::insert(state, text) } else { insert(state, text) };
        if !effects.is_empty() {
            report::takes(state, &phrase, decision, &effects);
            effects.extend(pick::used(state, &phrase, decision));
        }
        return effects;
    }
    state.notice = Some(Notice::Missing(open));
    vec![Effect::Focus("edit".into())]
}

/// Inserts a phrase of the library, or asks for its gaps first.
pub(super) fn use_phrase(state: &mut State, id: &PhraseId) -> Vec<Effect> {
    if !state.engine.may_say(id, &state.circumstances()) {
        let by = state.standing_for(id).filter(|by| state.engine.may_say(by, &state.circumstances()));
        state.notice = Some(by.map_or(Notice::Lapsed, |by| Notice::Replaced { by }));
        return Vec::new();
    }
    pick::here(state, id).map(|suggestion| pick::use_here(state, suggestion, String::new())).unwrap_or_default()
}
