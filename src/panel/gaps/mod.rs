//! Questions that no phrase answered, and what the agent wrote instead, so that it can become a phrase. In memory only:
//! what buyers say is never kept, and here it goes when the panel closes. What names someone is taken out at once. Part of
//! [`update`](super::update()).

mod heard;

pub(super) use heard::{follow, took};

use super::{
    desk::{Room, question_id},
    effect::Effect,
    library,
    state::State,
};
use crate::{
    chat::{ConversationId, RowId},
    engine::gaps::{Cluster, Question, clusters},
    library::{IntentId, PhraseId, history::StepKind},
    text::normalize,
};
use std::collections::HashSet;

/// Questions that are remembered; the oldest go. Two hundred are a day's talks, and put together in a few milliseconds.
const MOST: usize = 200;
/// Answers of the agent that are shown with a question, the latest: more say the same.
const ANSWERS: usize = 3;

/// Something happened with a question that no phrase answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapAction {
    /// Make a phrase of the answer with this number, or begin one for a question without an answer.
    Make(u32),
    /// The question with this number, and those that are the same, need no phrase.
    Drop(u32),
}

/// What was asked and had no phrase, since the panel opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    /// The turns that were seen last, one for each conversation: whether they are gaps shows when they are answered.
    turns: Vec<heard::Turn>,
    gaps: Vec<Gap>,
    topics: Vec<Topic>,
    next: u32,
}

/// A turn of a buyer that no phrase answered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    number: u32,
    conversation: ConversationId,
    row: RowId,
    /// What was asked, as a template.
    question: String,
    /// What the agent wrote, as a template.
    answer: Option<String>,
    intent: Option<IntentId>,
    /// The phrase that was made of it.
    phrase: Option<PhraseId>,
    /// It stands in the report: the shop has answered it in its own words.
    is_counted: bool,
}

/// Questions that are one, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The number of the question that stands for all.
    pub number: u32,
    /// That question, as a template.
    pub question: String,
    /// How often it was asked.
    pub count: usize,
    /// What the agent answered, as templates with their numbers, the latest first.
    pub answers: Vec<(u32, String)>,
    members: Vec<u32>,
    made: Vec<PhraseId>,
}

impl State {
    /// What no phrase answers, what is asked most first. What a phrase was made for is left out while there is that phrase.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.desk.gaps.topics.iter().filter(|topic| topic.made.iter().all(|phrase| self.phrase(phrase).is_none()))
    }
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: GapAction) -> Vec<Effect> {
    match action {
        GapAction::Make(number) => make(state, number),
        GapAction::Drop(number) => {
            let Some(place) = state.topics().position(|topic| topic.number == number) else { return Vec::new() };
            let members: Vec<u32> = state.topics().nth(place).map(|topic| topic.members.clone()).unwrap_or_default();
            state.desk.gaps.gaps.retain(|gap| !members.contains(&gap.number));
            group(state);
            // To the next one, that the keyboard can go on.
            vec![Effect::Focus(question_id(place.min(state.topics().count().saturating_sub(1))))]
        }
    }
}

/// Makes a phrase of the agent's own words, which is opened to be given a title. Nothing of the buyer's goes into it.
fn make(state: &mut State, number: u32) -> Vec<Effect> {
    let Some(gap) = state.desk.gaps.gaps.iter().find(|gap| gap.number == number) else { return Vec::new() };
    let Some(pack) = state.library.personal().map(|pack| pack.about.id.clone()) else { return Vec::new() };
    let (answer, intent) = (gap.answer.clone(), gap.intent.clone());
    let focus =
        if answer.is_some() { Effect::Focus("field-title".into()) } else { Effect::Select("field-body".into()) };
    let body = answer.unwrap_or_else(|| library::first_words(state.settings.language).to_owned());
    let mut fields = vec![("body", body.into())];
    fields.extend(intent.map(|intent| ("intents", vec![intent.0].into())));
    let id = library::fresh_id(state);
    let changes = state.library.add(&pack, &id, &fields, &mut state.clock, state.now);
    let mut effects = library::changed(state, StepKind::Edit, changes);
    if let Some(gap) = state.desk.gaps.gaps.iter_mut().find(|gap| gap.number == number) {
        gap.phrase = Some(id.clone());
    }
    group(state);
    (state.desk.room, state.desk.opened_from) = (Room::Editor(id), "gaps");
    effects.push(focus);
    effects
}

/// Puts together what is one question.
pub(super) fn group(state: &mut State) {
    let State { engine, desk, .. } = state;
    let Gaps { gaps, topics, .. } = &mut desk.gaps;
    let questions: Vec<_> =
        gaps.iter().map(|gap| Question::new(&gap.question, engine.meaning(&gap.question))).collect();
    let topic = |cluster: Cluster| {
        let nearest = gaps.get(cluster.nearest)?;
        let members: Vec<&Gap> = cluster.members.iter().filter_map(|at| gaps.get(*at)).collect();
        let mut known = HashSet::new();
        let answers = members.iter().rev().filter_map(|gap| Some((gap.number, gap.answer.clone()?)));
        Some(Topic {
            number: nearest.number,
            question: nearest.question.clone(),
            count: members.len(),
            answers: answers.filter(|(_, answer)| known.insert(normalize(answer))).take(ANSWERS).collect(),
            members: members.iter().map(|gap| gap.number).collect(),
            made: members.iter().filter_map(|gap| gap.phrase.clone()).collect(),
        })
    };
    *topics = clusters(&questions).into_iter().filter_map(topic).collect();
}

#[cfg(test)]
mod tests;
