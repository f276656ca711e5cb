//! A rehearsal: a talk with a scripted buyer, in which a new agent practises and a reviewer sees everything in a few minutes.
//! Part of [`care`](super); the [`panel`](crate::panel) plays it in place of a page's talk. Scenes and what a good reply does
//! are data (`src/rules/scenes.json`); `aims` judges by them.
//!
//! It judges by words, so it can be mistaken: what it misses, the agent may [overrule](Rehearsal::overrule), and at the end
//! there is no mark, only what was found and what could have been said.

mod aims;

pub use aims::{Aim, Judged};

use super::check::Finding;
use crate::{
    chat::{Card, Conversation, ConversationId, Message, RowId, Sender},
    library::IntentId,
    rules::{SceneRule, SceneStep, Title},
};
use aims::AIMS;

/// Milliseconds of a second.
const SECOND: u64 = 1_000;

/// The scenes, in the order in which they are offered.
#[must_use]
pub fn scenes() -> &'static [SceneRule] {
    &AIMS.scenes
}

/// A talk with a scripted buyer, as far as it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    scene: &'static SceneRule,
    step: usize,
    /// The buyer said once that this was no answer.
    is_pressed: bool,
    lines: Vec<Line>,
    /// When the buyer spoke last, in milliseconds.
    since: u64,
    feedback: Vec<Feedback>,
    ending: Option<Ending>,
}

/// A line of a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Something happens.
    Note(&'static Title),
    /// The buyer speaks.
    Buyer(&'static str),
    /// The agent spoke; which reply it was.
    Agent(usize),
}

/// How a rehearsal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The buyer was served.
    Served,
    /// The buyer went away.
    Gone,
}

/// What was found of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The reply.
    pub reply: String,
    /// What it was to do.
    pub aims: Vec<Judged>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// How many seconds the buyer waited; `None` where nobody did.
    pub waited: Option<u64>,
    /// What the engine suggested that does all of it.
    pub suggested: Option<String>,
    /// A reply that does it, as the scene has it.
    pub model: &'static str,
    /// The agent says that it did what it was to do.
    pub is_overruled: bool,
}

/// A reply and what is known of it.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// The reply.
    pub text: String,
    /// What the shop's phrases answer that say the same.
    pub intents: Vec<IntentId>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// What the engine suggests, the best first, and what each answers.
    pub suggested: Vec<(String, Vec<IntentId>)>,
}

impl Feedback {
    /// True for a reply with which the buyer goes on: everything was done, the time aside.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.is_overruled || self.aims.iter().all(|one| one.is_met || matches!(one.aim, Aim::InTime(_)))
    }
}

impl Rehearsal {
    /// Begins a scene.
    #[must_use]
    pub fn new(scene: &'static SceneRule, now: u64) -> Self {
        let (lines, feedback) = (Vec::new(), Vec::new());
        let mut rehearsal = Self { scene, step: 0, is_pressed: false, lines, since: now, feedback, ending: None };
        rehearsal.go_on(now);
        rehearsal
    }

    /// The scene.
    #[must_use]
    pub const fn scene(&self) -> &'static SceneRule {
        self.scene
    }

    /// What was said, in order.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What was found of the replies, in order.
    #[must_use]
    pub fn feedback(&self) -> &[Feedback] {
        &self.feedback
    }

    /// How it ended; `None` while it goes on.
    #[must_use]
    pub const fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// The step, from 1, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let steps = self.scene.steps.len();
        ((self.step + 1).min(steps), steps)
    }

    /// How many seconds the buyer waits by now, and how many they give; `None` where nobody waits.
    #[must_use]
    pub fn waiting(&self, now: u64) -> Option<(u32, u32)> {
        let step = self.asked().filter(|step| step.seconds > 0)?;
        Some((u32::try_from(self.waited(now)).unwrap_or(u32::MAX), step.seconds))
    }

    /// What the next reply is to do.
    #[must_use]
    pub fn aims(&self) -> Vec<Aim> {
        self.asked().map(aims::of).unwrap_or_default()
    }

    /// What a phrase has to answer that would do it.
    #[must_use]
    pub fn intents(&self) -> Vec<&'static IntentId> {
        let said = self.aims().into_iter().filter_map(|aim| match aim {
            Aim::Said(rule) => Some(&rule.intents),
            Aim::Clean | Aim::InTime(_) => None,
        });
        said.flatten().collect()
    }

    /// The agent says something. Nothing is said to a buyer who is gone.
    pub fn say(&mut self, reply: Reply, now: u64) {
        let Some(step) = self.asked().filter(|_| !reply.text.trim().is_empty()) else { return };
        let waited = (step.seconds > 0).then(|| self.waited(now));
        let aims = aims::judge(step, &reply.text, &reply.intents, &reply.findings, waited);
        let suggested = aims::best(step, reply.suggested);
        let Reply { text, findings, .. } = reply;
        let feedback =
            Feedback { reply: text, aims, findings, waited, suggested, model: &step.model, is_overruled: false };
        let is_met = feedback.is_met();
        self.lines.push(Line::Agent(self.feedback.len()));
        self.feedback.push(feedback);
        self.since = now;
        if is_met {
            self.step += 1;
            self.go_on(now);
        } else if self.is_pressed {
            self.ending = Some(Ending::Gone);
            self.buyer_says(&self.scene.gone);
        } else {
            self.is_pressed = true;
            self.buyer_says(&step.missed);
        }
    }

    /// The last reply did what it was to do, whatever was made of it: the talk goes on from there. False if there is nothing
    /// to be overruled.
    pub fn overrule(&mut self, now: u64) -> bool {
        let Some(last) = self.feedback.last_mut().filter(|last| !last.is_met()) else { return false };
        last.is_overruled = true;
        // What the buyer said to it was never said.
        while self.lines.last().is_some_and(|line| !matches!(line, Line::Agent(_))) {
            self.lines.pop();
        }
        self.ending = None;
        self.step += 1;
        self.go_on(now);
        true
    }

    /// The talk as any other.
    #[must_use]
    pub fn conversation(&self) -> Conversation {
        let card =
            self.scene.card.as_ref().map(|(title, fen)| Card::Product { title: title.clone(), price: Some(*fen) });
        let mut messages: Vec<Message> = Vec::new();
        let mut add = |sender, text: &str, card| {
            let row = RowId((messages.len() + 1).to_string());
            messages.push(Message { row, sender, text: text.to_owned(), card });
        };
        if card.is_some() {
            add(Sender::System, "", card);
        }
        for line in &self.lines {
            match *line {
                Line::Note(_) => {}
                Line::Buyer(text) => add(Sender::Buyer, text, None),
                Line::Agent(at) => {
                    let reply = self.feedback.get(at).map_or("", |feedback| feedback.reply.as_str());
                    add(Sender::Seller, reply, None);
                }
            }
        }
        Conversation {
            id: ConversationId(format!("training {}", self.scene.id)),
            buyer: self.scene.buyer.clone(),
            messages,
        }
    }

    fn waited(&self, now: u64) -> u64 {
        now.saturating_sub(self.since) / SECOND
    }

    fn asked(&self) -> Option<&'static SceneStep> {
        if self.ending.is_some() { None } else { self.scene.steps.get(self.step) }
    }

    /// The buyer comes to the next thing, or has no more.
    fn go_on(&mut self, now: u64) {
        (self.is_pressed, self.since) = (false, now);
        let (note, says) = match self.scene.steps.get(self.step) {
            Some(step) => (step.note.as_ref(), &step.says),
            None => {
                self.ending = Some(Ending::Served);
                (None, &self.scene.closing)
            }
        };
        self.lines.extend(note.map(Line::Note));
        self.lines.extend(says.iter().map(|text| Line::Buyer(text)));
    }

    fn buyer_says(&mut self, text: &'static str) {
        if !text.is_empty() {
            self.lines.push(Line::Buyer(text));
        }
    }
}

#[cfg(test)]
mod tests;
