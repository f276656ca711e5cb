//! The inline picker's side in the panel: what the agent types behind the trigger in the page is answered with entries,
//! and what is picked there is inserted over it. Part of [`update`](super::update()); the page asks over the port and
//! holds no library.

use super::{
    breach,
    choose::with_caret,
    effect::Effect,
    fill::gap_id,
    find::Found,
    habits,
    notice::Notice,
    own_text, page, pictures, report,
    state::{State, Tab},
    view,
};
use crate::{
    care::guide::StepOf,
    chat::{ConversationId, RowId},
    engine::Suggestion,
    library::{PhraseId, search::Field, usage::Decision},
    text::one_line,
    wire::{Outcome, PageCommand, PickEntry, Span},
};
use std::ops::Range;

/// Entries of a list: what fits above an input box and is read at a glance. Whoever wants more types on.
const ENTRIES: usize = 8;
/// Hits of which the first [`ENTRIES`] usable ones are shown: few phrases are out of season.
const LOOKED_AT: usize = 4 * ENTRIES;
/// Characters of a query; the page reads no more before the caret. Longer is no query but a sentence.
const MAX_QUERY_CHARS: usize = 40;
/// Characters of a body that an entry shows: one line of the list.
const PREVIEW_CHARS: usize = 60;
/// Characters shown before what a query found deep in a body.
const LEAD_CHARS: usize = 6;
/// Characters of a title or code.
const TITLE_CHARS: usize = 30;

/// Characters of a buyer's phrasing in which the phrase was found.
pub(super) const ASKED_CHARS: usize = 20;

/// What the page's picker shows, for which conversation and row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picking {
    /// The query's number.
    pub request: u32,
    /// The conversation and its last row when it was asked.
    pub asked: (ConversationId, RowId),
    /// What stands in the composer and is to be replaced.
    pub typed: String,
    /// The entries.
    pub phrases: Vec<PhraseId>,
}

/// A picked phrase that waits for its gaps to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// The phrase, as any other that can be inserted.
    pub suggestion: Suggestion,
    /// What it replaces in the composer.
    pub replace: String,
    /// The buyer wrote on since.
    pub outdated: bool,
    /// The step of a case that it is said for.
    pub step: Option<StepOf>,
}

/// What the page has to know of the settings.
pub(super) fn setting(state: &State) -> PageCommand {
    PageCommand::Picker {
        triggers: state.settings.trigger.variants(),
        appearance: state.settings.appearance.name().into(),
        lang: view::lang(state).into(),
    }
}

/// The agent typed the trigger, or on behind it.
pub(super) fn asked(
    state: &mut State,
    request: u32,
    asked: &(ConversationId, RowId),
    trigger: &str,
    query: &str,
) -> Vec<Effect> {
    // Asked while the page was ahead of the panel: it asks again once the panel knows.
    let known = is_open(state, asked) && state.settings.trigger.variants().iter().any(|variant| variant == trigger);
    if !known || query.chars().count() > MAX_QUERY_CHARS {
        return Vec::new();
    }
    let (mut phrases, mut entries) = (Vec::new(), Vec::new());
    for found in hits(state, query) {
        if let Some((id, entry)) = entry(state, &found) {
            phrases.push(id);
            entries.push(entry);
        }
    }
    let typed = [trigger, query].concat();
    state.picking = Some(Picking { request, asked: asked.clone(), typed, phrases });
    let label = view::pick_label(state.settings.language, entries.len());
    vec![Effect::Send(PageCommand::PickList { request, label, entries })]
}

/// The agent picked an entry.
pub(super) fn picked(state: &mut State, request: u32, entry: u8) -> Vec<Effect> {
    let Some(picking) = state.picking.take_if(|picking| picking.request == request) else { return Vec::new() };
    let Some(suggestion) = picking.phrases.get(usize::from(entry)).and_then(|id| here(state, id)) else {
        return Vec::new();
    };
    if !is_open(state, &picking.asked) {
        let text = suggestion.filled.text();
        state.notice = text.map(|text| Notice::NotInserted { outcome: Outcome::ConversationChanged, text });
        return Vec::new();
    }
    use_here(state, suggestion, picking.typed)
}

/// Inserts a phrase that was chosen by name over what it replaces; with open gaps, they are asked for first.
pub(super) fn use_here(state: &mut State, suggestion: Suggestion, replace: String) -> Vec<Effect> {
    if let Some(text) = suggestion.filled.text() {
        if breach::is_kept_out(state, &text) {
            return Vec::new();
        }
        let mut effects = with_caret(page::insert(state, text, replace), suggestion.filled.caret);
        if !effects.is_empty() {
            report::takes(state, &suggestion.phrase, Decision::Accepted, &effects);
            effects.extend(used(state, &suggestion.phrase, Decision::Accepted));
        }
        return effects;
    }
    let first = suggestion.filled.missing.first().map(|name| Effect::Focus(gap_id(0, name)));
    state.tab = Tab::Chat;
    state.notice = Some(Notice::Missing(suggestion.filled.missing.clone()));
    state.work.picked = Some(Picked { suggestion, replace, outdated: false, step: None });
    first.into_iter().collect()
}

/// Counts a use and what was decided by it, and offers the pictures that go with the phrase.
pub(super) fn used(state: &mut State, id: &PhraseId, decision: Decision) -> Vec<Effect> {
    if own_text::is_own(id) || state.rehearses() {
        return Vec::new();
    }
    pictures::offer(state, id);
    let mut effects = habits::chose(state, id, decision);
    // One record of a phrase, its last.
    effects.retain(|effect| !matches!(effect, Effect::KeepUsage { phrase, .. } if phrase == id));
    let json = state.usage.note(id, state.now);
    effects.push(Effect::KeepUsage { phrase: id.clone(), json });
    effects
}

/// A phrase as it would be said in the open conversation.
pub(super) fn here(state: &State, id: &PhraseId) -> Option<Suggestion> {
    state.engine.suggestion(id, &state.conversation, &state.facts_of(&state.conversation))
}

/// Inserts what [`picked`] left to be filled, or what the agent made of it.
pub(super) fn insert(state: &mut State, text: String) -> Vec<Effect> {
    let picked = state.work.picked.as_ref();
    let (replace, step) = picked.map(|picked| (picked.replace.clone(), picked.step)).unwrap_or_default();
    let effects = page::insert(state, text, replace);
    if let (Some(pending), [_]) = (&mut state.pending, effects.as_slice()) {
        pending.picked = true;
        pending.step = step;
    }
    effects
}

/// Fills the gaps of what was picked anew.
pub(super) fn refill(state: &mut State) {
    let facts = state.facts_of(&state.conversation);
    if let Some(picked) = &mut state.work.picked {
        picked.suggestion.refill(&facts);
    }
}

fn is_open(state: &State, (id, row): &(ConversationId, RowId)) -> bool {
    // Without a name it could not be told from another conversation.
    !id.0.is_empty() && state.conversation.id == *id && state.conversation.last_row() == Some(row)
}

/// While nothing is asked yet, the suggestions: they are what fits here. The library where there are none.
fn hits(state: &State, query: &str) -> Vec<Found> {
    if query.is_empty() && !state.answers_by_hand() && state.shown().next().is_some() {
        let place = |id: &PhraseId| state.shown_phrases.iter().position(|one| one.phrase.id == *id);
        let suggested = state.shown().filter_map(|shown| place(&shown.phrase));
        return suggested.map(|at| Found { at, marks: Vec::new() }).collect();
    }
    let circumstances = state.circumstances();
    let usable = |found: &Found| {
        let one = state.shown_phrases.get(found.at);
        one.is_some_and(|one| !one.is_hidden && state.engine.may_say(&one.phrase.id, &circumstances))
    };
    // What was replaced is found by its own words, and what stands for it is listed.
    let place = |id: &PhraseId| state.shown_phrases.iter().position(|one| one.phrase.id == *id);
    let standing = |found: Found| match state.shown_phrases.get(found.at).map(|one| &one.phrase) {
        Some(phrase) if phrase.successor.is_some() => {
            let at = state.standing_for(&phrase.id).and_then(|id| place(&id))?;
            Some(Found { at, marks: Vec::new() })
        }
        _ => Some(found),
    };
    let mut listed = Vec::new();
    let found = state.find(query, LOOKED_AT).into_iter().filter_map(standing);
    for found in found {
        if listed.len() == ENTRIES {
            break;
        }
        // Whether it may be said is asked last: the engine looks for the phrase among all.
        if !listed.iter().any(|known: &Found| known.at == found.at) && usable(&found) {
            listed.push(found);
        }
    }
    listed
}

fn entry(state: &State, found: &Found) -> Option<(PhraseId, PickEntry)> {
    let phrase = &state.shown_phrases.get(found.at)?.phrase;
    let marked = |field: Field| found.marked(field, phrase).into_iter().next();
    let filled = here(state, &phrase.id)?.filled;
    let text = filled.text_with_gaps("{", "}");
    // The body is shown filled, so that what was found in it is looked for once more.
    let in_body = marked(Field::Body).and_then(|bytes| phrase.body.get(bytes)).and_then(|words| {
        let start = text.find(words)?;
        Some(start..start + words.len())
    });
    let mut title = spans(&phrase.title, marked(Field::Title), TITLE_CHARS);
    if let Some(field) = found.elsewhere().filter(|_| !title.is_empty()) {
        let plain = |words: &str| Span { text: words.into(), marked: false };
        title.push(plain(" “"));
        title.extend(spans(field.of(phrase), marked(field), ASKED_CHARS));
        title.push(plain("”"));
    }
    let entry = PickEntry {
        title,
        text: spans(&text, in_body, PREVIEW_CHARS),
        code: spans(&phrase.code, marked(Field::Code), TITLE_CHARS),
        note: match filled.missing.len() {
            0 => state.forbidden(&text).map_or_else(String::new, |word| view::forbidden(state.settings.language, word)),
            open => view::pick_note(state.settings.language, open),
        },
    };
    Some((phrase.id.clone(), entry))
}

/// A text in stretches, at most `chars` characters of it, on one line: from the beginning, or from a little before what
/// was found.
pub(super) fn spans(text: &str, found: Option<Range<usize>>, chars: usize) -> Vec<Span> {
    let found = found.unwrap_or(0..0);
    let (before, rest) = text.split_at_checked(found.start).unwrap_or((text, ""));
    let (marked, after) = rest.split_at_checked(found.len()).unwrap_or((rest, ""));
    let lead = before.chars().count();
    let mut left = chars;
    let mut spans = Vec::new();
    if lead + marked.chars().count() > chars {
        spans.push(Span { text: "…".into(), marked: false });
    }
    let skipped = if spans.is_empty() { 0 } else { lead.saturating_sub(LEAD_CHARS) };
    let before: String = before.chars().skip(skipped).collect();
    for (words, is_marked) in [(before.as_str(), false), (marked, true), (after, false)] {
        let shown = line(words, left);
        left -= shown.chars().count();
        if !shown.is_empty() {
            spans.push(Span { text: shown, marked: is_marked });
        }
    }
    if line(text, chars + 1).chars().count() > chars && left == 0 {
        spans.push(Span { text: "…".into(), marked: false });
    }
    spans
}

/// As [`one_line`], with the spaces at the ends that join one stretch to the next.
fn line(words: &str, chars: usize) -> String {
    let framed = one_line(&["|", words, "|"].concat(), usize::MAX);
    framed.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')).unwrap_or_default().chars().take(chars).collect()
}

#[cfg(test)]
mod tests;
