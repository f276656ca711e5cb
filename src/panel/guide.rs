//! After-sales cases, hand-overs and advertising in the open talk: seen in the buyer's turn, opened and put away by the agent,
//! said the way that replies are. Part of [`update`](super::update()); [`care`](crate::care) recognizes and knows the steps,
//! this says what a click does. Nothing happens by itself, and nothing is stored.

use super::{choose, dom::Control, effect::Effect, pick, state::State, update::Action};
use crate::{
    care::{
        guide::{CaseId, CaseStep, Guide, Progress, StepOf},
        hand_over::HandOvers,
    },
    chat::{ConversationId, Mood},
    engine::language,
    library::{IntentId, Language, PhraseId, template::Template},
    rules::{SpamRule, TargetRule, Title},
    wire::PageCommand,
};

/// The element of an open case, for the focus.
pub(super) const CASE: &str = "open-case";

/// What a talk was seen to be about, and what the agent made of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guided {
    /// The case that the talk points at.
    pub proposed: Option<CaseId>,
    /// The case that is open.
    pub open: Option<CaseId>,
    /// How far the cases are that were opened in this talk.
    pub cases: Vec<Progress>,
    /// All cases are listed, and whoever the talk can go to.
    pub is_listed: bool,
    /// To whom the talk should go.
    pub hand_over: Option<HandOver>,
    /// What the turn advertises.
    pub spam: Option<&'static SpamRule>,
    /// What the buyer asked for last, courtesies apart.
    pub asks: Vec<IntentId>,
    /// How they felt then.
    pub mood: Mood,
    /// What the agent put away in this talk, by its name.
    pub away: Vec<&'static str>,
}

/// A talk that should go to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandOver {
    /// To whom.
    pub to: &'static TargetRule,
    /// What for; none where the agent asked for it.
    pub why: Option<(&'static str, &'static Title)>,
}

/// What the guide puts in a line of its own, and the agent can put away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A case is proposed.
    Case,
    /// Somebody else should see to it.
    HandOver,
    /// It is advertising.
    Spam,
}

impl Seen {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Case, Self::HandOver, Self::Spam];

    /// The name in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::HandOver => "hand_over",
            Self::Spam => "spam",
        }
    }
}

/// Something happened with the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuideAction {
    /// Open this case, or change to it.
    Open(CaseId),
    /// Close the case; how far it is stays known.
    Close,
    /// List them, or stop.
    List,
    /// Show a step.
    Show(CaseStep),
    /// A step is done, or isn't after all.
    Tick(CaseStep),
    /// Say this for the step that shows, by [`Saying::name`].
    Say(String),
    /// Not this, in this talk.
    PutAway(Seen),
    /// The talk should go to them.
    HandOver(&'static TargetRule),
    /// Tell the buyer that somebody else will help.
    Tell,
    /// Copy the summary of the talk.
    Copy,
    /// Answer the advertising.
    Answer,
}

/// Something to say in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Its name in the view.
    pub name: String,
    /// The phrase, where it is one.
    pub phrase: Option<PhraseId>,
    /// The text, open gaps in braces.
    pub text: String,
}

/// The page showed the conversation: what does the buyer's turn point at? What was seen stays until a turn shows otherwise,
/// for it is still to be done when the first answer is out.
pub(super) fn follow(state: &mut State) {
    let turn = state.conversation.buyer_turn();
    if turn.is_empty() || state.answers_by_hand() {
        return;
    }
    let said = turn.iter().map(|message| message.text.as_str()).collect::<Vec<_>>().join("\n");
    let found = state.advice.intents.iter().map(|found| &found.intent);
    let asks: Vec<IntentId> = found.filter(|intent| !state.intents().is_courtesy(intent)).cloned().collect();
    let rules = HandOvers::shipped();
    let (spam, rule) = (rules.spam(&said), rules.recognize(&said));
    let guided = &mut state.work.guide;
    if !asks.is_empty() || state.advice.mood.mood != Mood::Calm {
        guided.mood = state.advice.mood.mood;
    }
    if !asks.is_empty() {
        let names: Vec<&str> = asks.iter().map(|intent| intent.0.as_str()).collect();
        guided.proposed = Guide::shipped().propose(&names, &said).filter(|_| spam.is_none());
        guided.asks = asks;
    }
    if let Some(spam) = spam.filter(|rule| !guided.away.contains(&rule.id.as_str())) {
        guided.spam = Some(spam);
    }
    if let Some(rule) = rule.filter(|rule| !guided.away.contains(&rule.id.as_str())) {
        let why = Some((rule.id.as_str(), &rule.title));
        guided.hand_over = rules.target(&rule.to).map(|to| HandOver { to, why });
    }
}

/// What was said for a step stands in the page: the step is done.
pub(super) fn said(state: &mut State, conversation: &ConversationId, of: Option<StepOf>) {
    let Some((case, step)) = of else { return };
    let work = if *conversation == state.conversation.id {
        Some(&mut state.work)
    } else {
        state.parked.iter_mut().find(|(id, _)| id == conversation).map(|(_, work)| work)
    };
    let cases = work.into_iter().flat_map(|work| &mut work.guide.cases);
    cases.filter(|progress| progress.case == case).for_each(|progress| progress.set(step, true));
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: GuideAction) -> Vec<Effect> {
    let guided = &mut state.work.guide;
    match action {
        GuideAction::Open(case) => {
            if !guided.cases.iter().any(|progress| progress.case == case) {
                guided.cases.push(Progress::new(case));
            }
            // The agent knows better than the proposal.
            guided.away.extend(guided.proposed.filter(|proposed| *proposed != case).map(|proposed| proposed.0));
            (guided.open, guided.is_listed) = (Some(case), false);
            return vec![Effect::Focus(CASE.into())];
        }
        GuideAction::Close => {
            guided.away.extend(guided.open.take().map(|case| case.0));
            guided.is_listed = false;
        }
        GuideAction::List => guided.is_listed = !guided.is_listed,
        GuideAction::Show(step) => {
            if let Some(progress) = guided.progress_mut() {
                progress.shown = Some(step);
            }
        }
        GuideAction::Tick(step) => {
            if let Some(progress) = guided.progress_mut() {
                progress.set(step, !progress.is_done(step));
            }
        }
        GuideAction::Say(name) => return say(state, &name),
        GuideAction::PutAway(seen) => {
            let put_away = match seen {
                Seen::Case => guided.proposed.take().map(|case| case.0),
                Seen::HandOver => guided.hand_over.take().and_then(|one| one.why).map(|(id, _)| id),
                Seen::Spam => guided.spam.take().map(|rule| rule.id.as_str()),
            };
            guided.away.extend(put_away);
        }
        GuideAction::HandOver(to) => {
            guided.hand_over = Some(HandOver { to, why: None });
            guided.is_listed = false;
        }
        GuideAction::Tell => return guided.hand_over.map(|one| put(state, &one.to.say)).unwrap_or_default(),
        GuideAction::Copy => return vec![Effect::Copy(super::view::summary(state))],
        GuideAction::Answer => return guided.spam.map(|rule| put(state, &rule.say)).unwrap_or_default(),
    }
    Vec::new()
}

/// Says something for the step that shows, as a reply of the library is said: with an open gap, it is asked for first.
fn say(state: &mut State, name: &str) -> Vec<Effect> {
    let Some(of) = state.work.guide.progress().and_then(|progress| Some((progress.case, progress.shown?))) else {
        return Vec::new();
    };
    let Some(saying) = state.sayings().into_iter().find(|saying| saying.name == name) else { return Vec::new() };
    let effects = match &saying.phrase {
        Some(id) => choose::use_phrase(state, id),
        None => choose::insert(state, saying.text),
    };
    let is_sent = |effect: &Effect| matches!(effect, Effect::Send(PageCommand::Insert { .. }));
    if effects.iter().any(is_sent) {
        if let Some(pending) = &mut state.pending {
            pending.step = Some(of);
        }
    } else if let Some(picked) = &mut state.work.picked
        && Some(&picked.suggestion.phrase) == saying.phrase.as_ref()
    {
        picked.step = Some(of);
    }
    effects
}

/// Says a text of the rules in the buyer's language.
fn put(state: &mut State, text: &Title) -> Vec<Effect> {
    let text = match state.buyer_language() {
        Language::Chinese => &text.zh,
        Language::English => &text.en,
    };
    choose::insert(state, text.clone())
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<GuideAction> {
    let Control { action, name, .. } = control;
    Some(match action {
        "guide_open" => GuideAction::Open(Guide::shipped().case(name)?),
        "guide_close" => GuideAction::Close,
        "guide_list" => GuideAction::List,
        "guide_step" => GuideAction::Show(CaseStep::from_name(name)?),
        "guide_tick" => GuideAction::Tick(CaseStep::from_name(name)?),
        "guide_say" => GuideAction::Say(name.into()),
        "guide_away" => GuideAction::PutAway(Seen::ALL.into_iter().find(|seen| seen.name() == name)?),
        "guide_hand_over" => GuideAction::HandOver(HandOvers::shipped().target(name)?),
        "guide_tell" => GuideAction::Tell,
        "guide_copy" => GuideAction::Copy,
        "guide_answer" => GuideAction::Answer,
        _ => return None,
    })
}

impl From<GuideAction> for Action {
    fn from(action: GuideAction) -> Self {
        Self::Guide(action)
    }
}

impl Guided {
    /// How far the open case is.
    #[must_use]
    pub fn progress(&self) -> Option<&Progress> {
        self.cases.iter().find(|progress| Some(progress.case) == self.open)
    }

    fn progress_mut(&mut self) -> Option<&mut Progress> {
        self.cases.iter_mut().find(|progress| Some(progress.case) == self.open)
    }

    /// The case that is proposed now: one that is neither open nor put away.
    #[must_use]
    pub fn proposal(&self) -> Option<CaseId> {
        self.proposed.filter(|case| Some(*case) != self.open && !self.away.contains(&case.0))
    }
}

impl State {
    /// What can be said for the step that shows, in the buyer's language.
    #[must_use]
    pub fn sayings(&self) -> Vec<Saying> {
        let step = self.work.guide.progress().and_then(|one| Guide::shipped().step(one.case, one.shown?));
        let Some(step) = step else { return Vec::new() };
        let facts = self.facts_of(&self.conversation);
        let is_chinese = self.buyer_language() == Language::Chinese;
        let ids = if is_chinese { &step.phrases.zh } else { &step.phrases.en };
        let phrase = |id: &String| {
            let id = PhraseId(id.clone());
            let text = pick::here(self, &id)?.filled.text_with_gaps("{", "}");
            Some(Saying { name: id.0.clone(), phrase: Some(id), text })
        };
        let texts = step.texts.iter().map(|text| if is_chinese { &text.zh } else { &text.en });
        let text = |(place, text): (usize, &String)| {
            let text = Template::parse(text).fill(&facts).text_with_gaps("{", "}");
            Saying { name: place.to_string(), phrase: None, text }
        };
        ids.iter().filter_map(phrase).chain(texts.enumerate().map(text)).collect()
    }

    /// The language that the buyer is answered in.
    pub(super) fn buyer_language(&self) -> Language {
        let conversation = self.answered();
        let turn = conversation.buyer_turn().iter().map(|message| message.text.as_str()).collect::<Vec<_>>().join("\n");
        language::infer(&conversation, &turn).unwrap_or(self.settings.language)
    }
}

#[cfg(test)]
mod tests;
