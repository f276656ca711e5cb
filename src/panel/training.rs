//! The room for practice: a talk with a scripted buyer stands where a page's talk stands, so that suggestions, findings and
//! sizes are those of every day. Part of [`update`](super::update()); [`care::training`](crate::care::training) plays and
//! judges.
//!
//! While it is on, the page's talk is set aside (`aside`) and goes on there: nothing is put into the page, and nothing of the
//! rehearsal is learned, counted or kept.

mod aside;

pub(super) use aside::apart;

use super::{
    dom::{Control, Key},
    effect::Effect,
    notice::Notice,
    page,
    state::{State, Tab},
    teach::{self, TeachAction},
    update::{Action, advise},
};
use crate::{
    care::training::{Rehearsal, Reply, scenes},
    chat::Conversation,
    library::IntentId,
    text::{Bigrams, normalize, sanitize},
    wire::PageCommand,
};
use aside::Talk;

/// Likeness in percent from which a reply is a phrase with some words changed.
const ONE_TEXT: usize = 70;

/// The room.
#[derive(Debug, Clone, Default)]
pub struct Training {
    /// The scenes are shown, or a rehearsal.
    pub is_open: bool,
    pub(super) on: Option<Box<On>>,
}

/// A rehearsal that is on.
#[derive(Debug, Clone)]
pub(super) struct On {
    pub(super) rehearsal: Rehearsal,
    /// The page's talk meanwhile.
    pub(super) aside: Talk,
    /// How often the box was written into or emptied by the panel: a field that is typed in keeps its text otherwise.
    writes: u32,
}

/// Something happened in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrainingAction {
    /// Show the scenes.
    Open,
    /// Begin a scene, by its name.
    Begin(String),
    /// The box holds this now.
    Type(String),
    /// Say what stands in it.
    Say,
    /// The last reply did what it was to do.
    Overrule,
    /// Back to the scenes.
    Leave,
    /// Back to the page's talk.
    Close,
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: TrainingAction) -> Vec<Effect> {
    let now = state.now;
    match action {
        TrainingAction::Open => {
            let mut effects = leave(state);
            (state.training.is_open, state.tab) = (true, Tab::Chat);
            effects.push(Effect::Focus("train-scenes".into()));
            effects
        }
        TrainingAction::Begin(id) => begin(state, &id, now),
        TrainingAction::Type(text) => {
            if state.rehearses() {
                state.typed = sanitize(&text).text;
                state.draft = !state.typed.trim().is_empty();
            }
            Vec::new()
        }
        TrainingAction::Say => say(state, now),
        TrainingAction::Overrule => {
            let is_overruled = state.training.on.as_mut().is_some_and(|on| on.rehearsal.overrule(now));
            if is_overruled { shown(state) } else { Vec::new() }
        }
        TrainingAction::Leave => {
            let mut effects = leave(state);
            effects.push(Effect::Focus("train-scenes".into()));
            effects
        }
        TrainingAction::Close => {
            let mut effects = leave(state);
            state.training.is_open = false;
            effects.push(Effect::Focus("tab-chat".into()));
            effects
        }
    }
}

fn begin(state: &mut State, id: &str, now: u64) -> Vec<Effect> {
    let Some(scene) = scenes().iter().find(|scene| scene.id == id) else { return Vec::new() };
    let mut effects = leave(state);
    if state.teaching.is_some() {
        effects.extend(teach::update(state, TeachAction::Cancel));
    }
    let rehearsal = Rehearsal::new(scene, now);
    let mut talk = Talk::of(rehearsal.conversation());
    talk.swap(state);
    state.training.on = Some(Box::new(On { rehearsal, aside: talk, writes: 0 }));
    (state.training.is_open, state.tab) = (true, Tab::Chat);
    effects.retain(|effect| !matches!(effect, Effect::Send(PageCommand::Keys { .. })));
    effects.push(Effect::Send(PageCommand::Keys { active: false }));
    effects.extend(shown(state));
    effects
}

/// Ends a rehearsal: the page's talk is there again, as it is now.
fn leave(state: &mut State) -> Vec<Effect> {
    let Some(mut on) = state.training.on.take() else { return Vec::new() };
    on.aside.swap(state);
    advise(state);
    vec![Effect::Send(PageCommand::Keys { active: true })]
}

fn say(state: &mut State, now: u64) -> Vec<Effect> {
    let text = state.typed.trim().to_owned();
    let Some(on) = state.training.on.as_ref().filter(|_| !text.is_empty()) else { return Vec::new() };
    let asked = on.rehearsal.intents();
    let reply = Reply {
        intents: answered_by(state, &text, &asked),
        findings: state.checking().check(&text),
        suggested: suggested(state),
        text,
    };
    if let Some(on) = state.training.on.as_mut() {
        on.rehearsal.say(reply, now);
    }
    state.typed.clear();
    shown(state)
}

/// What the phrases of the shop's answer that say the same as a reply.
fn answered_by(state: &State, text: &str, asked: &[&IntentId]) -> Vec<IntentId> {
    let reply = Bigrams::of(&normalize(text));
    let facts = state.facts();
    let answers = |intents: &[IntentId]| intents.iter().any(|intent| asked.contains(&intent));
    let is_one = |body: &str, id| {
        let body = state.whole(body, id).fill(&facts).text_with_gaps("", "");
        Bigrams::of(&normalize(&body)).likeness(&reply) >= ONE_TEXT
    };
    let phrases = state.shown_phrases.iter().map(|one| &one.phrase).filter(|phrase| answers(&phrase.intents));
    let same = phrases.filter(|phrase| {
        let translations = phrase.translations.iter().map(|(_, body)| body);
        std::iter::once(&phrase.body).chain(&phrase.variants).chain(translations).any(|body| is_one(body, &phrase.id))
    });
    same.flat_map(|phrase| phrase.intents.iter().cloned()).collect()
}

/// What the engine suggests, and what each answers.
fn suggested(state: &State) -> Vec<(String, Vec<IntentId>)> {
    let intents = |id| state.phrase(id).map(|one| one.phrase.intents.clone()).unwrap_or_default();
    let text = |open: &str, close: &str| (open.to_owned(), close.to_owned());
    let (open, close) = text("{", "}");
    state.shown().map(|one| (one.filled.text_with_gaps(&open, &close), intents(&one.phrase))).collect()
}

/// Shows the talk as it is now.
fn shown(state: &mut State) -> Vec<Effect> {
    let Some(on) = state.training.on.as_mut() else { return Vec::new() };
    on.writes += 1;
    state.conversation = on.rehearsal.conversation();
    let focus = if on.rehearsal.ending().is_some() { "train-ended".to_owned() } else { composer_id(on) };
    state.draft = !state.typed.trim().is_empty();
    (state.work.edit, state.work.picked) = (None, None);
    page::turn(state);
    advise(state);
    vec![Effect::Focus(focus)]
}

/// Puts a reply into the box, beside what stands there; `None` while no rehearsal is on.
pub(super) fn write(state: &mut State, text: &str) -> Option<Vec<Effect>> {
    let typed = [state.typed.trim_end(), text].concat();
    retype(state, typed)
}

/// Puts this in the place of all that stands in the box; `None` while no rehearsal is on.
pub(super) fn retype(state: &mut State, text: String) -> Option<Vec<Effect>> {
    let on = state.training.on.as_mut()?;
    on.writes += 1;
    let id = composer_id(on);
    (state.typed, state.draft, state.tab) = (text, true, Tab::Chat);
    (state.work.edit, state.work.picked, state.notice) = (None, None, Some(Notice::Inserted));
    Some(vec![Effect::Focus(id)])
}

/// The box in which replies are written.
pub(super) fn composer_id(on: &On) -> String {
    format!("train-say-{}", on.writes)
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<TrainingAction> {
    let Control { action, name, value, .. } = control;
    Some(match action {
        "train_room" => TrainingAction::Open,
        "train_begin" => TrainingAction::Begin(name.into()),
        "train_type" => TrainingAction::Type(value.into()),
        "train_say" => TrainingAction::Say,
        "train_overrule" => TrainingAction::Overrule,
        "train_leave" => TrainingAction::Leave,
        "train_close" => TrainingAction::Close,
        _ => return None,
    })
}

/// Enter in the box says what stands there, as it does in a chat; with Shift it begins a line.
pub(super) fn key(key: Key<'_>) -> Option<Action> {
    let says = key.on == "train_type" && matches!(key.code, "Enter" | "NumpadEnter") && !key.shift && !key.alt;
    says.then(|| TrainingAction::Say.into())
}

impl From<TrainingAction> for Action {
    fn from(action: TrainingAction) -> Self {
        Self::Training(action)
    }
}

impl State {
    /// True while a rehearsal stands where the page's talk does.
    #[must_use]
    pub fn rehearses(&self) -> bool {
        self.training.on.is_some()
    }

    /// The rehearsal that is on.
    #[must_use]
    pub fn rehearsal(&self) -> Option<&Rehearsal> {
        self.training.on.as_ref().map(|on| &on.rehearsal)
    }

    /// The page's own talk, also while a rehearsal is on.
    pub(super) fn of_page(&self) -> &Conversation {
        self.training.on.as_ref().map_or(&self.conversation, |on| on.aside.conversation())
    }
}

#[cfg(test)]
mod tests;
