//! The greeting that is put into an empty input box and stops there: off until the agent switches an occasion on, never
//! twice in a talk, left out when a key is pressed. Part of [`update`](super::update()); [`care`](crate::care) tells the
//! occasions, the library has the words.

use super::{effect::Effect, link::Pending, notice::Notice, page, state::State};
use crate::{
    care::{
        check::{Kind, Severity},
        greeting::Occasion,
    },
    chat::{Conversation, ConversationId, Message, RowId, Sender},
    day::{Day, parse_hours},
    library::{
        IntentId, Language, PhraseId,
        template::{FilledPiece, Template},
    },
    wire::{Composer, PageCommand},
};
use std::collections::{BTreeMap, HashSet};

/// How often a question must have been asked today, for its answer to be told unasked.
const OFTEN: u32 = 3;
/// Ways of asking it that are tried, for one of which there is such an answer.
const MOST_ASKED: usize = 5;
/// The intent of a hello.
const HELLO: &str = "greet";
/// Talks that are remembered to have been greeted; beyond, a row of ours tells it.
const MOST_GREETED: usize = 5_000;

/// What greetings depend on beside the settings; in memory only.
#[derive(Debug, Clone, Default)]
pub(super) struct Greetings {
    greeted: HashSet<ConversationId>,
    asked: Option<(Day, BTreeMap<IntentId, u32>)>,
    /// The command that is under way.
    request: Option<u32>,
}

/// The phrase that is said on an occasion, in Chinese and in English.
const fn phrase(occasion: Occasion) -> [&'static str; 2] {
    match occasion {
        Occasion::OutsideHours => ["zh-general-greeting-offhours", "en-general-greeting-hours"],
        Occasion::Late => ["zh-general-greeting-night", "en-general-greeting-short"],
        Occasion::BareHello => ["zh-general-greeting-bare", "en-general-greeting-short"],
        Occasion::FirstLine => ["zh-general-greeting-first", "en-general-greeting-first"],
    }
}

/// The buyer has the last word: what was asked is counted, and a greeting may be due.
pub(super) fn follow(state: &mut State, before: &Conversation) -> Vec<Effect> {
    let (is_opened, is_same) = (before.id != state.conversation.id, before.last_row() == state.conversation.last_row());
    let is_buyers = state.conversation.messages.last().is_some_and(|last| last.sender == Sender::Buyer);
    let Some(now) = state.moment.filter(|_| is_buyers && (is_opened || !is_same)) else { return Vec::new() };
    let first = state.advice.intents.first().map(|found| found.intent.clone());
    let is_hello = !state.advice.intents.is_empty() && state.advice.intents.iter().all(|found| found.intent.0 == HELLO);
    // What stood there when the talk was opened may have been counted before.
    let is_question = |intent: &IntentId| intent.0 != HELLO && !state.intents().is_courtesy(intent);
    if let Some(intent) = first.filter(|intent| !is_opened && is_question(intent)) {
        let (day, asked) = state.greetings.asked.get_or_insert((now.day, BTreeMap::new()));
        if *day != now.day {
            (*day, *asked) = (now.day, BTreeMap::new());
        }
        *asked.entry(intent).or_default() += 1;
    }
    // As agents write it in the settings: 9:00到23:00.
    let hours =
        state.settings.shop.get("working_hours").and_then(|hours| parse_hours(&hours.replace(['到', '至'], "-")));
    let is_on = |occasion: &Occasion| state.settings.greetings.contains(occasion);
    let occasions = Occasion::ALL.into_iter().filter(is_on);
    let mut due = occasions.filter(|occasion| occasion.is_now(&state.conversation, is_hello, now, hours));
    match due.next().filter(|_| is_free(state)).and_then(|occasion| text(state, occasion)) {
        Some(text) if may_be_said(state, &text) => greet(state, text),
        _ => Vec::new(),
    }
}

/// Whether the talk was not greeted yet, and the agent does nothing else.
fn is_free(state: &State) -> bool {
    let id = &state.conversation.id;
    let is_ready = state.composer == Composer::Ready && !state.draft && state.pending.is_none();
    let is_busy = state.training.is_open || state.answers_by_hand() || state.work.edit.is_some();
    is_ready && !is_busy && !id.0.is_empty() && !state.greetings.greeted.contains(id)
}

/// Whether a text is neither said already nor one of which the agent would have to be told something first.
fn may_be_said(state: &State, text: &str) -> bool {
    let was_said = state.conversation.messages.iter().any(|one| one.sender != Sender::Buyer && one.text == text);
    let findings = state.checking().check(text);
    !was_said && !findings.iter().any(|one| one.severity == Severity::Grave || one.kind == Kind::Team)
}

/// What is said, if the library has it and no gap of it is open.
fn text(state: &State, occasion: Occasion) -> Option<String> {
    let [chinese, english] = phrase(occasion);
    let is_english = state.buyer_language() == Language::English;
    let id = PhraseId((if is_english { english } else { chinese }).into());
    let facts = state.facts_of(&state.conversation);
    if !state.engine.may_say(&id, &state.circumstances()) {
        return None;
    }
    let mut text = Template::parse(&state.phrase(&id)?.phrase.body).fill(&facts).text()?;
    if matches!(occasion, Occasion::FirstLine | Occasion::BareHello)
        && let Some(answer) = asked_today(state, is_english)
    {
        let begin = if is_english { "Many ask today: " } else { "今天大家常问：" };
        text = [&text, "\n", begin, &answer].concat();
    }
    Some(text)
}

/// The answer to what is asked most today, if the shop's own facts fill it: of this buyer nothing is known yet.
fn asked_today(state: &State, is_english: bool) -> Option<String> {
    let (day, asked) = state.greetings.asked.as_ref()?;
    let (intent, times) = asked.iter().max_by_key(|(_, times)| **times)?;
    if *times < OFTEN || state.moment.is_none_or(|now| now.day != *day) {
        return None;
    }
    let circumstances = state.circumstances();
    // Asked as somebody would who says nothing else, in one way after the other.
    let phrases = state.shown_phrases.iter().map(|shown| &shown.phrase);
    let asks = phrases.filter(|phrase| phrase.intents.first() == Some(intent));
    let questions = asks.filter_map(|phrase| phrase.queries.iter().find(|query| query.is_ascii() == is_english));
    questions.take(MOST_ASKED).find_map(|question| {
        let message = Message { row: RowId::default(), sender: Sender::Buyer, text: question.clone(), card: None };
        let talk = Conversation { messages: vec![message], ..Conversation::default() };
        let answers = state.engine.suggest(&talk, &state.settings.shop, &circumstances).suggestions;
        // One that says something of this shop.
        let says = |piece: &FilledPiece| matches!(piece, FilledPiece::Value(_));
        answers.iter().filter(|answer| answer.filled.pieces.iter().any(says)).find_map(|answer| answer.filled.text())
    })
}

fn greet(state: &mut State, text: String) -> Vec<Effect> {
    let id = state.conversation.id.clone();
    if state.greetings.greeted.len() >= MOST_GREETED {
        state.greetings.greeted.clear();
    }
    state.greetings.greeted.insert(id.clone());
    let request = page::next_request(state);
    state.greetings.request = Some(request);
    state.pending =
        Some(Pending { request, id: id.clone(), text: text.clone(), picked: false, offer: None, step: None });
    state.notice = Some(Notice::Greeting);
    let last_row = state.conversation.last_row().cloned().unwrap_or_default().0;
    vec![Effect::Send(PageCommand::Greet { request, id: id.0, last_row, text })]
}

/// A greeting that was not put in is no news: the agent was quicker.
pub(super) fn ended(state: &mut State, request: u32, arrived: bool) -> bool {
    let is_ours = state.greetings.request.take_if(|known| *known == request).is_some();
    if is_ours && !arrived {
        state.pending.take_if(|pending| pending.request == request);
        state.notice.take_if(|notice| *notice == Notice::Greeting);
    }
    is_ours && !arrived
}

/// Switches an occasion on or off.
pub(super) fn toggle(state: &mut State, occasion: Occasion) -> Vec<Effect> {
    if !state.settings.greetings.remove(&occasion) {
        state.settings.greetings.insert(occasion);
    }
    vec![Effect::Save(state.settings.clone().into())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        day::Moment,
        library::stamp::Writer,
        panel::{Action, Kept, training::TrainingAction, update::update},
        wire::{Outcome, PageEvent, Row, RowSender, Snapshot},
    };

    fn show(state: &mut State, id: &str, lines: &[&str]) -> Vec<Effect> {
        let row = |(at, text): (usize, &&str)| Row {
            row: at.to_string(),
            sender: RowSender::Buyer,
            text: (*text).into(),
            card: None,
        };
        update(
            state,
            Action::Page(PageEvent::Conversation(Snapshot {
                adapter: "generic".into(),
                id: id.into(),
                buyer: id.into(),
                composer: Composer::Ready,
                focused: true,
                draft: false,
                shortened: false,
                missing: Vec::new(),
                messages: lines.iter().enumerate().map(row).collect(),
            })),
        )
    }

    #[test]
    fn what_many_ask_today_is_told_with_the_welcome() {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        state.moment = Moment::parse("2026-11-24 10:00");
        update(&mut state, Action::Shop { name: "ship_time".into(), value: "48小时内".into() });
        update(&mut state, Action::Greeting(Occasion::FirstLine));
        for id in ["a", "b", "c"] {
            show(&mut state, id, &[]);
            assert_eq!(show(&mut state, id, &["什么时候发货"]), [], "the suggestions answer it");
        }
        show(&mut state, "d", &[]);
        let effects = show(&mut state, "d", &["你好"]);
        let [Effect::Send(PageCommand::Greet { request, text, .. })] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(text.split_once('\n').unwrap().1, "今天大家常问：付款后48小时内从仓库发出哦。");
        assert_eq!(state.notice, Some(Notice::Greeting));
        let outcome = Outcome::DraftChanged;
        update(&mut state, Action::Page(PageEvent::Inserted { request: *request, outcome }));
        assert_eq!((&state.notice, &state.pending), (&None, &None), "that the agent was quicker is no news");
        assert_eq!(show(&mut state, "d", &["你好", "在吗"]), [], "once in a talk");
        update(&mut state, TrainingAction::Open.into());
        assert_eq!(show(&mut state, "e", &["你好"]), [], "nobody looks at the page's box while they practise");
        update(&mut state, TrainingAction::Close.into());
        assert!(!show(&mut state, "f", &["你好"]).is_empty());
    }
}
