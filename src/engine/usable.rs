//! Which phrases may be said at all: in the buyer's language, here and now, with all that was put into them. Asked before
//! [`retrieval`](super::retrieval), so that what may not be said takes no place among the candidates.

use super::{Engine, language};
use crate::{
    chat::Conversation,
    library::{
        Language, Phrase, PhraseId,
        validity::{Circumstances, Refusal, refusal},
        wording::translation,
    },
};
use std::{collections::HashMap, sync::Arc};

impl Engine {
    /// True for a phrase of this engine that may be said under these circumstances.
    #[must_use]
    pub fn may_say(&self, id: &PhraseId, circumstances: &Circumstances) -> bool {
        self.places.get(id).is_some_and(|at| self.admits(*at, circumstances))
    }

    /// The language of the answer, if the library has any in it. Without a sign it is Chinese: that is where the chats are
    /// that Qinyu reads.
    pub(super) fn answers_in(&self, conversation: &Conversation, turn: &str) -> Option<Language> {
        let wanted = language::infer(conversation, turn).unwrap_or_default();
        self.spoken.contains(&wanted).then_some(wanted)
    }

    /// True for a phrase that is written in a language or translated to it.
    pub(super) fn speaks(&self, at: usize, wanted: Option<Language>) -> bool {
        wanted.is_none_or(|wanted| {
            self.languages.get(at) == Some(&wanted)
                || self.phrases.get(at).is_some_and(|phrase| translation(phrase, wanted).is_some())
        })
    }

    /// True for a phrase that may be said under these circumstances, with all that was put into it.
    pub(super) fn admits(&self, at: usize, circumstances: &Circumstances) -> bool {
        let may_be_refused = self.limited.get(at) == Some(&true) || !circumstances.resting.is_empty();
        !may_be_refused || self.refusal(at, circumstances).is_none()
    }

    /// Why a phrase, or one that was put into it, may not be said.
    pub(super) fn refusal(&self, at: usize, circumstances: &Circumstances) -> Option<Refusal> {
        let with = self.made_with.get(&at).map_or(&[][..], Vec::as_slice);
        let mut whole = std::iter::once(&at).chain(with).filter_map(|at| self.phrases.get(*at));
        whole.find_map(|phrase| refusal(phrase, circumstances))
    }
}

/// From the names of the phrases that others were made with to their places.
pub(super) fn places(made_with: HashMap<usize, Vec<PhraseId>>, phrases: &[Arc<Phrase>]) -> HashMap<usize, Vec<usize>> {
    if made_with.is_empty() {
        return HashMap::new();
    }
    let by_id: HashMap<&PhraseId, usize> = phrases.iter().enumerate().map(|(at, phrase)| (&phrase.id, at)).collect();
    let place = |ids: Vec<PhraseId>| ids.iter().filter_map(|id| by_id.get(id).copied()).collect();
    made_with.into_iter().map(|(at, ids)| (at, place(ids))).collect()
}
