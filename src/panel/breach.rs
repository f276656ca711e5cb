//! What breaks a team's rules at the moment of its use: told where the phrase is listed and when it is inserted, and kept
//! out where the team wants that. Part of [`State`].

use super::{notice::Notice, report, state::State};
use crate::care::{check::Kind, report::What};
use crate::library::{
    PhraseId,
    collection::Shown,
    policy::{Forbidden, forbidden_in},
    validity::standing_for,
};

/// A rule of the team that a phrase breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// It says a word that it should not.
    Forbidden(Forbidden),
    /// It lacks a placeholder.
    Required(String),
}

impl State {
    /// The rule that a phrase breaks, the gravest first.
    #[must_use]
    pub fn breach(&self, one: &Shown) -> Option<Breach> {
        if self.policies.is_empty() {
            return None;
        }
        if let Some(word) = self.forbidden(&one.phrase.body) {
            return Some(Breach::Forbidden(word.clone()));
        }
        let required = &self.policies.get(&one.pack)?.required;
        let mut about = required.iter().filter(|rule| rule.is_about(&one.phrase)).peekable();
        about.peek()?;
        let body = self.whole(&one.phrase.body, &one.phrase.id);
        about.find(|rule| rule.lacks_in(&body)).map(|rule| Breach::Required(rule.placeholder.clone()))
    }

    /// A word in a text that a team does not want to be said.
    #[must_use]
    pub fn forbidden(&self, text: &str) -> Option<&Forbidden> {
        forbidden_in(text, &self.policies)
    }

    /// What stands for a phrase that was replaced.
    #[must_use]
    pub fn standing_for(&self, id: &PhraseId) -> Option<PhraseId> {
        let find = |id: &PhraseId| self.phrase(id).map(|one| &*one.phrase);
        standing_for(find(id)?, find).map(|phrase| phrase.id.clone())
    }
}

/// True for a text that the team keeps out; the agent is told why.
pub(super) fn is_kept_out(state: &mut State, text: &str) -> bool {
    let told = state.forbidden(text).filter(|word| word.blocks).map(notice);
    let is_kept_out = told.is_some();
    if is_kept_out {
        report::count(state, What::Held, Kind::Team.name());
        state.notice = told;
    }
    is_kept_out
}

/// That a word was said that should not be.
pub(super) fn notice(word: &Forbidden) -> Notice {
    Notice::Forbidden { word: word.word.clone(), instead: word.instead.clone(), blocks: word.blocks }
}
