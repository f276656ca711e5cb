//! What the agent does about suggestions, noted by what the buyer wants ([`usage`](crate::library::usage)): never a word of
//! the chat. It can be given to a colleague as a file, and forgotten. Part of [`update`](super::update()).

use super::{effect::Effect, notice::Notice, state::State};
use crate::{
    engine::{Advice, Situation, WhyNot},
    library::{
        IntentId, PhraseId,
        usage::{Decision, HabitError, day},
    },
};

/// The file's name in the downloads.
const FILE: &str = "qinyu-habits.json";

/// Something happened with what was learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HabitAction {
    /// Write it to a file.
    Export,
    /// A colleague's file, to be merged in.
    Read(String),
    /// Forget it.
    Forget,
    /// Bring back what was forgotten.
    Remember,
}

/// What there is to say of what was learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HabitNotice {
    /// It was written to a file.
    Exported,
    /// A colleague's was merged in, about so many phrases.
    Merged(usize),
    /// A file was not read.
    NotMerged(HabitError),
    /// It was forgotten; it can be brought back.
    Forgotten(Vec<(PhraseId, String)>),
    /// It was brought back.
    Remembered,
}

/// What the agent decided in a turn about the one that was chosen and those that were passed over.
pub type Decided = (IntentId, Vec<(PhraseId, Decision)>);

/// Notes that the agent chose a phrase for the turn, and with it that those before it were passed over; all that were
/// shown, if it was none of them. A second choice in the same turn takes the place of the first: that was a slip.
pub(super) fn chose(state: &mut State, id: &PhraseId, decision: Decision) -> Vec<Effect> {
    if state.answered().buyer_turn().is_empty() {
        return Vec::new();
    }
    let Some(intent) = state.advice.wants.clone() else { return Vec::new() };
    let passed = state.shown().map(|shown| &shown.phrase).take_while(|shown| *shown != id);
    let mut decisions: Vec<_> = passed.map(|shown| (shown.clone(), Decision::Overridden)).collect();
    decisions.push((id.clone(), decision));
    let mut effects = match state.work.decided.take() {
        Some((before, taken_back)) => note(state, &before, &taken_back, true),
        None => Vec::new(),
    };
    effects.extend(note(state, &intent, &decisions, false));
    state.work.decided = Some((intent, decisions));
    effects
}

/// Notes that a phrase was put away for the turn, or takes that back.
pub(super) fn dismissed(state: &mut State, ids: &[PhraseId], is_taken_back: bool) -> Vec<Effect> {
    let Some(intent) = state.advice.wants.clone() else { return Vec::new() };
    let decisions: Vec<_> = ids.iter().map(|id| (id.clone(), Decision::Dismissed)).collect();
    note(state, &intent, &decisions, is_taken_back)
}

fn note(state: &mut State, intent: &IntentId, decisions: &[(PhraseId, Decision)], is_taken_back: bool) -> Vec<Effect> {
    if state.rehearses() {
        return Vec::new();
    }
    keep(state.usage.decide(intent, decisions, state.clock.writer(), state.now, is_taken_back))
}

fn keep(records: Vec<(PhraseId, String)>) -> Vec<Effect> {
    records.into_iter().map(|(phrase, json)| Effect::KeepUsage { phrase, json }).collect()
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: HabitAction) -> Vec<Effect> {
    let (notice, effects) = match action {
        HabitAction::Export => {
            let text = state.usage.habit_file();
            (HabitNotice::Exported, vec![Effect::Download { name: FILE.into(), text }])
        }
        HabitAction::Read(text) => match state.usage.merge_habit_file(&text) {
            Ok(changed) => (HabitNotice::Merged(changed.len()), keep(changed)),
            Err(error) => (HabitNotice::NotMerged(error), Vec::new()),
        },
        HabitAction::Forget => {
            let before = state.usage.clone();
            let forgotten = state.usage.forget_habits();
            let records = forgotten.iter().filter_map(|(id, _)| Some((id.clone(), before.record(id)?))).collect();
            (HabitNotice::Forgotten(records), keep(forgotten))
        }
        HabitAction::Remember => {
            let Some(Notice::Habits(HabitNotice::Forgotten(records))) = state.notice.take() else { return Vec::new() };
            for (id, json) in &records {
                state.usage.take(&id.0, json);
            }
            (HabitNotice::Remembered, keep(records))
        }
    };
    state.notice = Some(Notice::Habits(notice));
    super::update::advise(state);
    effects
}

impl State {
    /// What the engine makes of what is answered now.
    pub(super) fn asked(&self) -> Advice {
        self.in_this_situation(|situation| self.engine.advise(&self.answered(), situation))
    }

    /// What holds a phrase back in what is answered now.
    pub(super) fn why_not(&self, id: &PhraseId) -> Option<WhyNot> {
        self.in_this_situation(|situation| self.engine.why_not(id, &self.answered(), situation))
    }

    fn in_this_situation<T>(&self, ask: impl FnOnce(&Situation<'_>) -> T) -> T {
        let (facts, circumstances) = (self.facts(), self.circumstances());
        ask(&Situation {
            facts: &facts,
            circumstances: &circumstances,
            unwanted: &self.work.dismissed,
            usage: &self.usage,
            day: day(self.now),
        })
    }
}

#[cfg(test)]
mod tests;
