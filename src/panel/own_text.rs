//! Texts that the panel brings along: what an order's state wants said, what is said to old buyers. Each is a phrase of the
//! library, named by its id, or words that are no phrase and stand in the rules. They go into the page as replies do. Part
//! of [`update`](super::update()).

use super::{breach, effect::Effect, notice::Notice, pick, state::State};
use crate::{
    care::order_steps::Source,
    chat::Conversation,
    engine::Suggestion,
    library::{PhraseId, facts::Facts, template::Template},
};

/// What the id begins with of a suggestion that is no phrase.
const OWN: &str = "qinyu-text/";

/// True for the id of a text that is no phrase: it has no validity, no pictures, and its use isn't counted.
pub(super) fn is_own(id: &PhraseId) -> bool {
    id.0.starts_with(OWN)
}

/// A text as it would be said in a conversation; `None` for a phrase that the agent has put away or may not say now.
pub(super) fn suggestion(
    state: &State,
    (id, title): (&str, &str),
    source: Source<'_>,
    conversation: &Conversation,
    facts: &Facts,
) -> Option<Suggestion> {
    match source {
        Source::Phrase(phrase) => {
            let phrase = PhraseId(phrase.into());
            let may_be_said = state.engine.may_say(&phrase, &state.circumstances());
            may_be_said.then(|| state.engine.suggestion(&phrase, conversation, facts)).flatten()
        }
        Source::Words(words) => Some(Suggestion {
            phrase: PhraseId([OWN, id].concat()),
            title: title.to_owned(),
            body: words.to_owned(),
            filled: Template::parse(words).fill(facts),
            pictures: 0,
            score: 0,
            reasons: Vec::new(),
        }),
    }
}

/// Puts a text into the page for the open conversation, or asks for its gaps first; where nobody can tell whose it is, it is
/// copied.
pub(super) fn say(state: &mut State, suggestion: Suggestion) -> Vec<Effect> {
    if state.copies() { copy(state, &suggestion) } else { pick::use_here(state, suggestion, String::new()) }
}

/// Copies a text for a talk that isn't open. With an open gap it is not copied: the agent is told what is missing.
pub(super) fn copy(state: &mut State, suggestion: &Suggestion) -> Vec<Effect> {
    match suggestion.filled.text() {
        Some(text) if breach::is_kept_out(state, &text) => Vec::new(),
        Some(text) => vec![Effect::Copy(text)],
        None => {
            state.notice = Some(Notice::Missing(suggestion.filled.missing.clone()));
            Vec::new()
        }
    }
}
