//! The inline picker's side in the panel: what the agent types behind the trigger in the page is answered with entries,
//! and what is picked there is inserted over it. Part of [`update`](super::update()); the page asks over the port and
//! holds no library.

use super::{
    find::{Field, Found, Mark},
    page,
    state::{Notice, State, Tab},
    update::{Effect, gap_id},
    view,
};
use crate::{
    chat::{ConversationId, RowId},
    engine::Suggestion,
    library::{
        Phrase, PhraseId,
        template::{Filled, FilledPiece, Template},
    },
    text::one_line,
    wire::{Outcome, PageCommand, PickEntry, Span},
};
use std::ops::Range;

/// Entries of a list: what fits above an input box and is read at a glance. Whoever wants more types on.
const ENTRIES: usize = 8;
/// Characters of a query; the page reads no more before the caret. Longer is no query but a sentence.
const MAX_QUERY_CHARS: usize = 40;
/// Characters of a body that an entry shows: one line of the list.
const PREVIEW_CHARS: usize = 60;
/// Characters shown before what a query found deep in a body.
const LEAD_CHARS: usize = 6;
/// Characters of a title or code.
const TITLE_CHARS: usize = 30;

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
        phrases.push(found.phrase.id.clone());
        entries.push(entry(state, &found));
    }
    let typed = [trigger, query].concat();
    state.picking = Some(Picking { request, asked: asked.clone(), typed, phrases });
    let label = view::pick_label(state.settings.language, entries.len());
    vec![Effect::Send(PageCommand::PickList { request, label, entries })]
}

/// The agent picked an entry.
pub(super) fn picked(state: &mut State, request: u32, entry: u8) -> Vec<Effect> {
    let Some(picking) = state.picking.take_if(|picking| picking.request == request) else { return Vec::new() };
    let phrase = picking.phrases.get(usize::from(entry)).and_then(|id| phrase(state, id)).cloned();
    let Some(Phrase { id, title, body, .. }) = phrase else { return Vec::new() };
    let filled = filled(state, &body);
    if !is_open(state, &picking.asked) {
        state.notice = filled.text().map(|text| Notice::NotInserted { outcome: Outcome::ConversationChanged, text });
        return Vec::new();
    }
    if let Some(text) = filled.text() {
        return page::insert(state, text, picking.typed);
    }
    let first = filled.missing.first().map(|name| Effect::Focus(gap_id(0, name)));
    state.tab = Tab::Chat;
    state.notice = Some(Notice::Missing(filled.missing.clone()));
    let suggestion = Suggestion { phrase: id, title, body, filled, score: 0, reasons: Vec::new() };
    state.work.picked = Some(Picked { suggestion, replace: picking.typed, outdated: false });
    first.into_iter().collect()
}

/// Inserts what [`picked`] left to be filled, or what the agent made of it.
pub(super) fn insert(state: &mut State, text: String) -> Vec<Effect> {
    let replace = state.work.picked.as_ref().map(|picked| picked.replace.clone()).unwrap_or_default();
    let effects = page::insert(state, text, replace);
    if let (Some(pending), [_]) = (&mut state.pending, effects.as_slice()) {
        pending.picked = true;
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
fn hits<'a>(state: &'a State, query: &str) -> Vec<Found<'a>> {
    if query.is_empty() && !state.answers_by_hand() && state.shown().next().is_some() {
        let suggested = state.shown().filter_map(|shown| phrase(state, &shown.phrase));
        return suggested.map(|phrase| Found { phrase, marks: Vec::new() }).collect();
    }
    state.find_phrases(query, ENTRIES)
}

fn phrase<'a>(state: &'a State, id: &PhraseId) -> Option<&'a Phrase> {
    state.engine.phrases().iter().find(|phrase| phrase.id == *id)
}

fn filled(state: &State, body: &str) -> Filled {
    Template::parse(body).fill(&state.facts_of(&state.conversation))
}

fn entry(state: &State, Found { phrase, marks }: &Found<'_>) -> PickEntry {
    let marked = |field: Field| marks.iter().find(|mark| mark.field == field).map(|mark: &Mark| mark.bytes.clone());
    let filled = filled(state, &phrase.body);
    let text: String = filled
        .pieces
        .iter()
        .map(|piece| match piece {
            FilledPiece::Text(words) | FilledPiece::Value(words) => words.clone(),
            FilledPiece::Missing(name) => format!("{{{name}}}"),
        })
        .collect();
    // The body is shown filled, so that what was found in it is looked for once more.
    let found = marked(Field::Body).and_then(|bytes| phrase.body.get(bytes)).and_then(|words| {
        let start = text.find(words)?;
        Some(start..start + words.len())
    });
    PickEntry {
        title: spans(&phrase.title, marked(Field::Title), TITLE_CHARS),
        text: spans(&text, found, PREVIEW_CHARS),
        code: spans(&phrase.code, marked(Field::Code), TITLE_CHARS),
        note: match filled.missing.len() {
            0 => String::new(),
            open => view::pick_note(state.settings.language, open),
        },
    }
}

/// A text in stretches, at most `chars` characters of it, on one line: from the beginning, or from a little before what
/// was found.
fn spans(text: &str, found: Option<Range<usize>>, chars: usize) -> Vec<Span> {
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
