//! How long buyers wait: each row of the open conversation is told to the [`ResponseClock`], once, with the time at which it
//! came. Part of [`update`](super::update()); what counts as what is the clock's, how it is shown the view's.

use super::{
    dom::Control,
    effect::Effect,
    link::Link,
    state::{State, Tab},
    update::Action,
};
use crate::{
    care::clock::{Figures, ResponseClock, Said, Tally, Time, Waiting, When, Whose, is_courtesy, rules_of},
    chat::{Conversation, ConversationId, Message, RowId, Sender},
    day::{Day, Moment},
    library::stamp::Writer,
    rules::{ClockRule, LastLine},
    text::sentences,
};
use std::collections::HashMap;

/// Days of which numbers are kept: a year to compare with, and a month.
const KEPT_DAYS: i32 = 400;
/// Conversations of which it is known which row was heard last; all are forgotten beyond.
const MOST_HEARD: usize = 2_000;

/// The response clock, and what it was told.
#[derive(Debug, Clone)]
pub struct Response {
    clock: ResponseClock,
    /// The platform by whose rules it goes; empty before the first.
    platform: String,
    heard: HashMap<ConversationId, RowId>,
}

/// Something happened with the response clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseAction {
    /// The last line of a talk on this platform must be the shop's, or anyone's again.
    LastLine,
    /// This figure is counted by the other hours that were published, or by the first again.
    OtherHours(String),
    /// As it is kept, with what another panel counted.
    Read(Figures),
    /// Time went by.
    Look,
    /// The panel closes.
    Finish,
}

impl Response {
    /// Begins to count onto what is kept.
    #[must_use]
    pub(super) fn new(writer: Writer, figures: Figures) -> Self {
        Self { clock: ResponseClock::new(Vec::new(), writer, figures), platform: String::new(), heard: HashMap::new() }
    }

    /// What was counted.
    #[must_use]
    pub const fn figures(&self) -> &Figures {
        self.clock.figures()
    }

    /// Takes in what colleagues counted; true if that told something new.
    pub(super) fn take_in(&mut self, figures: &Figures) -> bool {
        let before = self.figures().clone();
        self.clock.merge(figures);
        *self.figures() != before
    }

    /// Takes out all that one installation counted.
    pub(super) fn without(&mut self, gone: &str) -> Figures {
        self.clock.without(gone)
    }
}

impl State {
    /// Whether the buyer of the open conversation waits.
    #[must_use]
    pub fn waiting(&self) -> Option<Waiting<'_>> {
        self.response.clock.waiting(&self.conversation.id, self.time()?)
    }

    /// True while a wait is shown, the page's buyer's or a pretend one's: it grows as time goes by.
    #[must_use]
    pub fn shows_wait(&self) -> bool {
        let pretended = || self.rehearsal().and_then(|rehearsal| rehearsal.waiting(self.now));
        self.tab == Tab::Chat && (self.waiting().is_some() || pretended().is_some())
    }

    /// The figures of the platform: the rule, today's numbers so far and those of the days before.
    #[must_use]
    pub fn response_figures(&self) -> Vec<(&ClockRule, Tally, Tally)> {
        let Some(now) = self.time() else { return Vec::new() };
        let (clock, own) = (&self.response.clock, Whose::Of(self.clock.writer().installation()));
        let figures = clock.rules().filter_map(|rule| {
            let (today, month) = (clock.today(&rule.id, now, own)?, clock.month(&rule.id, now, own)?);
            Some((rule, today, month))
        });
        figures.collect()
    }

    /// The platform by whose rules is counted.
    #[must_use]
    pub fn platform(&self) -> &str {
        &self.response.platform
    }

    /// Now, to the second; `None` until the browser told it.
    fn time(&self) -> Option<Time> {
        let seconds = i64::try_from(self.now / 1_000).ok()?;
        Some(Time { seconds, utc_offset: utc_offset(seconds, self.moment?) })
    }
}

/// Seconds that the agent's clock is ahead of UTC, which the minute of the day tells: all zones are quarters of an hour apart,
/// and the two are read one after the other.
fn utc_offset(seconds: i64, local: Moment) -> i32 {
    const QUARTER: i64 = 15;
    let first = Day { year: 1970, month: 1, day: 1 }.count();
    let local = i64::from(local.day.count() - first) * 24 * 60 + i64::from(local.minute);
    let quarters = (local - seconds.div_euclid(60) + QUARTER / 2).div_euclid(QUARTER);
    i32::try_from(quarters * QUARTER * 60).unwrap_or_default()
}

/// Tells the clock which rows are new. Those that came while the conversation was open came now; of others nobody knows.
pub(super) fn hear(state: &mut State, before: &Conversation) -> Vec<Effect> {
    let (Some(now), Link::Attached { adapter }) = (state.time(), &state.link) else { return Vec::new() };
    if state.response.platform != *adapter {
        state.response.platform.clone_from(adapter);
        go_by_rules(state);
    }
    let Conversation { id, messages, .. } = &state.conversation;
    let Some(last) = messages.last().filter(|_| !id.0.is_empty()) else { return Vec::new() };
    let known = state.response.heard.get(id).and_then(|row| messages.iter().rposition(|message| message.row == *row));
    let is_watched = known.is_some() && before.id == *id;
    // What stands above our last line was answered.
    let ours = || messages.iter().rposition(|message| message.sender == Sender::Seller).unwrap_or(0);
    let from = known.map_or_else(ours, |at| at + 1);
    let when = if is_watched { When::At(now) } else { When::Before(now) };
    let said = |message: &Message| {
        let is_courtesy = message.sender == Sender::Buyer && says_nothing(state, &message.text);
        Said { sender: message.sender, when, is_courtesy }
    };
    let said: Vec<Said> = messages.iter().skip(from).map(said).collect();
    let (id, last) = (id.clone(), last.row.clone());
    let response = &mut state.response;
    // All of them are told, so no short cut.
    let ended = said.into_iter().fold(false, |ended, said| response.clock.hear(&id, said) | ended);
    if response.heard.len() >= MOST_HEARD {
        response.heard.clear();
    }
    response.heard.insert(id, last);
    if ended { keep(state) } else { Vec::new() }
}

/// Whether a buyer's line wants no answer.
fn says_nothing(state: &State, line: &str) -> bool {
    state.intents().recognize(&sentences(line)).first().is_some_and(|found| is_courtesy(&found.intent))
}

fn go_by_rules(state: &mut State) {
    let (platform, settings) = (&state.response.platform, &state.settings);
    let mut rules = rules_of(platform);
    for rule in &mut rules {
        if settings.last_line_ours.contains(platform) {
            rule.last_line = LastLine::Ours;
        }
        let hours = rule.other_hours.first().filter(|_| settings.other_hours.contains(&rule.id));
        rule.hours = hours.copied().or(rule.hours);
    }
    state.response.clock.go_by(rules);
}

fn keep(state: &mut State) -> Vec<Effect> {
    if let Some(first) = state.moment.and_then(|now| Day::from_count(now.day.count() - KEPT_DAYS)) {
        state.response.clock.forget_before(first);
    }
    vec![kept(state)]
}

/// What was counted, to be kept.
pub(super) fn kept(state: &State) -> Effect {
    Effect::KeepFigures(state.response.figures().clone())
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: ResponseAction) -> Vec<Effect> {
    let toggle = |set: &mut std::collections::BTreeSet<String>, name: String| {
        if !set.remove(&name) {
            set.insert(name);
        }
    };
    match action {
        ResponseAction::LastLine => toggle(&mut state.settings.last_line_ours, state.response.platform.clone()),
        ResponseAction::OtherHours(figure) => toggle(&mut state.settings.other_hours, figure),
        ResponseAction::Read(figures) => {
            state.response.clock.merge(&figures);
            return Vec::new();
        }
        ResponseAction::Look => return Vec::new(),
        ResponseAction::Finish => {
            let before = state.response.figures().clone();
            if let Some(now) = state.time() {
                state.response.clock.finish(now);
            }
            return if *state.response.figures() == before { Vec::new() } else { keep(state) };
        }
    }
    go_by_rules(state);
    vec![Effect::Save(state.settings.clone().into())]
}

/// The action of a control whose name begins with `clock_`.
pub(super) fn named(control: Control<'_>) -> Option<ResponseAction> {
    match control.action {
        "clock_last_line" => Some(ResponseAction::LastLine),
        "clock_hours" => Some(ResponseAction::OtherHours(control.name.into())),
        _ => None,
    }
}

impl From<ResponseAction> for Action {
    fn from(action: ResponseAction) -> Self {
        Self::Response(action)
    }
}

#[cfg(test)]
mod tests;
