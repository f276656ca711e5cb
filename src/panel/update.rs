//! What happens when something happens. Every trigger of the panel stands in [`Action`].

use super::state::{Appearance, Edit, Link, Notice, Pending, Settings, State, Tab, engine};
use crate::{
    chat::{Conversation, Message, RowId, Sender},
    library::{Language, facts::Facts},
    text::sanitize,
    wire::{Composer, Outcome, PageCommand, PageEvent},
};
use std::rc::Rc;

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The page spoke.
    Page(PageEvent),
    /// The link to the page changed.
    Link(Link),
    /// Insert the suggestion in this place, from 1; what was made by hand is copied instead.
    Choose(u8),
    /// Copy the suggestion in this place.
    Copy(u8),
    /// Edit the suggestion in this place.
    Edit(u8),
    /// The text being edited is now this.
    EditText(String),
    /// Insert what was edited.
    ChooseEdit,
    /// Stop editing.
    CancelEdit,
    /// Not this one, for this turn.
    Dismiss(u8),
    /// Show again what was dismissed.
    Restore,
    /// The agent gave a gap its value.
    Fill {
        /// The placeholder's name.
        name: String,
        /// The value.
        value: String,
    },
    /// The line typed by hand is now this.
    ByHand(String),
    /// Show a tab.
    Show(Tab),
    /// Change the language.
    Language(Language),
    /// Light or dark.
    Appearance(Appearance),
    /// Use a trade's packs, or stop.
    Trade(String),
    /// A standing fact of the shop.
    Shop {
        /// The fact.
        name: String,
        /// Its value.
        value: String,
    },
    /// Put the notice away.
    CloseNotice,
}

/// Something for the browser to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Tell the page side.
    Send(PageCommand),
    /// Put text on the clipboard.
    Copy(String),
    /// Keep the settings.
    Save(Settings),
}

/// Changes the state for an action; returns what the browser has to do.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Page(event) => return page(state, event),
        Action::Link(link) => {
            if !matches!(link, Link::Attached { .. }) {
                leave(state);
            }
            state.link = link;
        }
        Action::Choose(slot) => return choose(state, slot),
        Action::Copy(slot) => return with_text(state, slot, copy),
        Action::Edit(slot) => {
            if let Some(suggestion) = at(state, slot) {
                let text = suggestion.filled.pieces.iter().map(piece_text).collect();
                state.edit = Some(Edit { phrase: suggestion.phrase.clone(), text });
            }
        }
        Action::EditText(text) => {
            if let Some(edit) = &mut state.edit {
                edit.text = text;
            }
        }
        Action::ChooseEdit => {
            if let Some(edit) = state.edit.clone().filter(|edit| !edit.text.trim().is_empty()) {
                return insert(state, edit.text);
            }
        }
        Action::CancelEdit => state.edit = None,
        Action::Dismiss(slot) => {
            if let Some(phrase) = at(state, slot).map(|suggestion| suggestion.phrase.clone()) {
                state.dismissed.insert(phrase);
                advise(state);
            }
        }
        Action::Restore => {
            state.dismissed.clear();
            advise(state);
        }
        Action::Fill { name, value } => {
            state.given.set(&name, &value);
            advise(state);
        }
        Action::ByHand(line) => {
            state.by_hand = sanitize(&line).text;
            state.dismissed.clear();
            advise(state);
        }
        Action::Show(tab) => state.tab = tab,
        Action::CloseNotice => state.notice = None,
        Action::Language(language) => return set(state, |settings| settings.language = language),
        Action::Appearance(appearance) => return set(state, |settings| settings.appearance = appearance),
        Action::Trade(trade) => {
            return set(state, |settings| match settings.trades.iter().position(|known| *known == trade) {
                Some(at) => drop(settings.trades.remove(at)),
                None => settings.trades.push(trade),
            });
        }
        Action::Shop { name, value } => return set(state, |settings| settings.shop.set(&name, &value)),
    }
    Vec::new()
}

fn page(state: &mut State, event: PageEvent) -> Vec<Effect> {
    match event {
        PageEvent::Ready { adapter } => {
            state.link = Link::Attached { adapter };
            return vec![Effect::Send(PageCommand::Keys { active: true })];
        }
        PageEvent::NoChat => {
            leave(state);
            state.link = Link::NoChat;
        }
        PageEvent::Conversation(snapshot) => {
            state.link = Link::Attached { adapter: snapshot.adapter.clone() };
            let (composer, shortened) = (snapshot.composer, snapshot.shortened);
            let conversation = snapshot.into_conversation();
            if conversation.id != state.conversation.id {
                leave(state);
            } else if conversation.last_row() != state.conversation.last_row() {
                state.dismissed.clear();
                state.edit = None;
            }
            state.conversation = conversation;
            state.composer = composer;
            state.shortened = shortened;
            advise(state);
        }
        PageEvent::Key { slot, id, last_row } => {
            if state.conversation.id.0 == id && state.conversation.last_row() == Some(&RowId(last_row)) {
                return choose(state, slot);
            }
            state.notice = Some(Notice::ConversationChanged);
        }
        PageEvent::Inserted { request, outcome } => {
            if state.pending.as_ref().is_some_and(|pending| pending.request == request) {
                state.pending = None;
                state.edit = None;
                state.notice = Some(match outcome {
                    Outcome::Done => Notice::Inserted,
                    Outcome::ConversationChanged => Notice::ConversationChanged,
                    Outcome::Composing => Notice::Composing,
                    Outcome::NoComposer => Notice::NoComposer,
                    Outcome::NotNoticed => Notice::NotNoticed,
                });
            }
        }
    }
    Vec::new()
}

/// Forgets the conversation: nothing of one buyer may reach the next.
fn leave(state: &mut State) {
    state.conversation = Conversation::default();
    state.composer = Composer::Missing;
    state.given = Facts::default();
    state.dismissed.clear();
    state.edit = None;
    state.pending = None;
    state.notice = None;
    advise(state);
}

fn advise(state: &mut State) {
    let facts = state.facts();
    let mut conversation = state.conversation.clone();
    if !state.by_hand.trim().is_empty() {
        let row = RowId("by hand".into());
        conversation.messages = vec![Message { row, sender: Sender::Buyer, text: state.by_hand.clone(), card: None }];
    }
    state.advice = state.engine.suggest_without(&conversation, &facts, &state.dismissed);
}

fn set(state: &mut State, change: impl FnOnce(&mut Settings)) -> Vec<Effect> {
    let before = state.settings.clone();
    change(&mut state.settings);
    if (before.language, &before.trades) != (state.settings.language, &state.settings.trades) {
        state.engine = Rc::new(engine(&state.settings));
    }
    advise(state);
    vec![Effect::Save(state.settings.clone())]
}

fn at(state: &State, slot: u8) -> Option<&crate::engine::Suggestion> {
    state.shown().nth(usize::from(slot).checked_sub(1)?)
}

fn piece_text(piece: &crate::library::template::FilledPiece) -> String {
    use crate::library::template::FilledPiece;
    match piece {
        FilledPiece::Text(words) | FilledPiece::Value(words) => words.clone(),
        FilledPiece::Missing(name) => format!("{{{name}}}"),
    }
}

fn choose(state: &mut State, slot: u8) -> Vec<Effect> {
    with_text(state, slot, insert)
}

fn with_text(state: &mut State, slot: u8, act: fn(&mut State, String) -> Vec<Effect>) -> Vec<Effect> {
    let Some(filled) = at(state, slot).map(|suggestion| suggestion.filled.clone()) else { return Vec::new() };
    match filled.text() {
        Some(text) => act(state, text),
        None => {
            state.notice = Some(Notice::Missing(filled.missing));
            Vec::new()
        }
    }
}

fn copy(state: &mut State, text: String) -> Vec<Effect> {
    state.notice = Some(Notice::Copied);
    vec![Effect::Copy(text)]
}

fn insert(state: &mut State, text: String) -> Vec<Effect> {
    if !state.by_hand.trim().is_empty() {
        return copy(state, text);
    }
    let open = crate::library::template::Template::parse(&text).fill(&Facts::default()).missing;
    if !open.is_empty() {
        state.notice = Some(Notice::Missing(open));
        return Vec::new();
    }
    if state.composer != Composer::Ready {
        state.notice = Some(Notice::NoComposer);
        return Vec::new();
    }
    let request = state.next_request;
    state.next_request = request.wrapping_add(1);
    state.pending = Some(Pending { request, text: text.clone() });
    state.notice = None;
    let last_row = state.conversation.last_row().cloned().unwrap_or_default().0;
    vec![Effect::Send(PageCommand::Insert { request, id: state.conversation.id.0.clone(), last_row, text })]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Row, RowSender, Snapshot};

    fn snapshot(id: &str, row: &str, text: &str) -> Action {
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: id.into(),
            buyer: "小鹿".into(),
            composer: Composer::Ready,
            draft: false,
            shortened: false,
            messages: vec![Row { row: row.into(), sender: RowSender::Buyer, text: text.into(), card: None }],
        }))
    }

    fn state() -> State {
        let mut state = State::new(Settings::default());
        update(&mut state, snapshot("a", "1", "谢谢"));
        assert_eq!(state.shown().count(), 3);
        state
    }

    #[test]
    fn inserts_for_the_conversation_and_row_that_it_was_made_for() {
        let mut state = state();
        update(&mut state, Action::Edit(1));
        update(&mut state, Action::EditText("不客气".into()));
        let effects = update(&mut state, Action::ChooseEdit);
        let [Effect::Send(PageCommand::Insert { id, last_row, .. })] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        assert_eq!((id.as_str(), last_row.as_str()), ("a", "1"));
    }

    #[test]
    fn a_key_pressed_for_an_older_row_inserts_nothing() {
        let mut state = state();
        update(&mut state, snapshot("a", "2", "什么时候发货"));
        let stale = PageEvent::Key { slot: 1, id: "a".into(), last_row: "1".into() };
        assert_eq!(update(&mut state, Action::Page(stale)), []);
        assert_eq!(state.notice, Some(Notice::ConversationChanged));
    }

    #[test]
    fn an_open_gap_blocks_the_insertion() {
        let mut state = state();
        update(&mut state, Action::Edit(1));
        update(&mut state, Action::EditText("今天{快递}发出".into()));
        assert_eq!(update(&mut state, Action::ChooseEdit), []);
        assert_eq!(state.notice, Some(Notice::Missing(vec!["快递".into()])));
    }

    #[test]
    fn what_was_given_for_one_buyer_is_forgotten_with_the_next() {
        let mut state = state();
        update(&mut state, Action::Fill { name: "尺码".into(), value: "M".into() });
        assert_eq!(state.facts().get("尺码"), Some("M"));
        update(&mut state, snapshot("b", "1", "你好"));
        assert_eq!(state.facts().get("尺码"), None);
    }

    #[test]
    fn not_this_one_brings_another() {
        let mut state = state();
        let first = state.shown().next().unwrap().phrase.clone();
        update(&mut state, Action::Dismiss(1));
        assert!(state.shown().all(|suggestion| suggestion.phrase != first));
        update(&mut state, Action::Restore);
        assert_eq!(state.shown().next().unwrap().phrase, first);
    }

    #[test]
    fn a_line_by_hand_is_answered_on_the_clipboard() {
        let mut state = state();
        update(&mut state, Action::ByHand("谢谢啦".into()));
        let ready = state.shown().position(|suggestion| suggestion.filled.text().is_some()).unwrap();
        let slot = u8::try_from(ready + 1).unwrap();
        assert!(matches!(update(&mut state, Action::Choose(slot)).as_slice(), [Effect::Copy(_)]));
    }
}
