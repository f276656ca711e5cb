//! What a reply would answer, where and when, and what a body comes to there. Part of [`State`].

use super::{Link, State, selling, size};
use crate::{
    chat::{Conversation, Message, RowId, Sender},
    library::{
        PhraseId,
        facts::Facts,
        heard::hear,
        nested::{self, Targets},
        template::Template,
        validity::Circumstances,
    },
};
use std::borrow::Cow;

impl State {
    /// What suggestions answer: the open conversation, or the line typed by hand as one of its own.
    #[must_use]
    pub fn answered(&self) -> Cow<'_, Conversation> {
        if !self.answers_by_hand() {
            return Cow::Borrowed(&self.conversation);
        }
        let row = RowId("by hand".into());
        let message = Message { row, sender: Sender::Buyer, text: self.by_hand.clone(), card: None };
        Cow::Owned(Conversation { messages: vec![message], ..Conversation::default() })
    }

    /// What can fill the gaps of a suggestion.
    #[must_use]
    pub fn facts(&self) -> Facts {
        self.facts_of(&self.answered())
    }

    /// What the agent gave, the conversation shows, the catalogue and the shop's settings say, in that order.
    pub(super) fn facts_of(&self, conversation: &Conversation) -> Facts {
        let mut facts = self.work.given.clone();
        facts.complete(&hear(conversation));
        facts.complete(&selling::item_facts(&self.selling.shop, conversation));
        facts.complete(&size::facts(&self.selling.shop, conversation));
        facts.complete(&self.campaign_facts());
        facts.complete(&self.settings.shop);
        facts
    }

    /// When and where a reply would be said now.
    #[must_use]
    pub fn circumstances(&self) -> Circumstances {
        let platform = match &self.link {
            Link::Attached { adapter } if !self.answers_by_hand() && !adapter.is_empty() => Some(adapter.clone()),
            _ => None,
        };
        let fact = |name: &str| self.settings.shop.get(name).unwrap_or_default().to_owned();
        Circumstances {
            moment: self.moment,
            shop: fact("shop"),
            trades: self.settings.trades.clone(),
            platform,
            campaign: self.campaign_label(),
            resting: self.resting(),
        }
    }

    /// The body of a phrase with the phrases put in that it names.
    #[must_use]
    pub fn whole(&self, body: &str, id: &PhraseId) -> Template {
        if !nested::may_name_others(body) {
            return Template::parse(body);
        }
        let targets = Targets::new(self.shown_phrases.iter().map(|one| &*one.phrase));
        nested::put_in(body, None, id, &targets).template
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        day::{Day, Moment},
        library::{pack_file, stamp::Writer},
        panel::{Action, Effect, Kept, LibraryAction, Notice, update, update::rebuild},
        wire::{Composer, PageCommand},
    };

    const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
        {"id":"day","body":"今天还能发，您拍吧","intents":["thank"],"hours":"09:00-18:00"},
        {"id":"any","body":"不客气，{>close}","intents":["thank"]},
        {"id":"close","code":"jw","body":"有需要随时叫我"}]}"#;

    fn at(minute: u16) -> Option<Moment> {
        Day::parse("2026-11-24").map(|day| Moment { day, minute })
    }

    fn state() -> State {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        state.library.starters = vec![pack_file::parse(PACK).unwrap().0];
        rebuild(&mut state);
        state.moment = at(18 * 60 - 1);
        update(&mut state, Action::ByHand("谢谢".into()));
        state
    }

    fn offered(state: &State) -> Vec<&str> {
        state.shown().map(|suggestion| suggestion.phrase.0.as_str()).collect()
    }

    #[test]
    fn what_lapsed_while_it_was_shown_is_not_said() {
        let mut state = state();
        assert_eq!(offered(&state), ["day", "any"]);
        state.moment = at(18 * 60);
        assert_eq!(update(&mut state, Action::Choose(1)), []);
        assert_eq!((state.notice.clone(), offered(&state)), (Some(Notice::Lapsed), vec!["any"]));
    }

    #[test]
    fn a_line_by_hand_comes_from_no_platform_and_a_body_is_shown_whole() {
        let mut state = state();
        state.link = Link::Attached { adapter: "generic".into() };
        assert_eq!(state.circumstances().platform, None);
        state.by_hand.clear();
        assert_eq!(state.circumstances().platform.as_deref(), Some("generic"));
        let whole = state.whole("嗯，{>JW}", &PhraseId::default());
        assert_eq!(whole.to_string(), "嗯，有需要随时叫我");
    }

    #[test]
    fn the_page_is_told_where_the_caret_goes() {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        let pack = r#"{"format":"qinyu-pack","version":1,"phrases":[{"id":"a","body":"好😀{|}，您说"}]}"#;
        state.library.starters = vec![pack_file::parse(pack).unwrap().0];
        rebuild(&mut state);
        (state.composer, state.conversation.id.0) = (Composer::Ready, "c".into());
        let effects = update(&mut state, Action::Library(LibraryAction::Use(PhraseId("a".into()))));
        let Some(Effect::Send(PageCommand::Insert { text, caret, .. })) = effects.first() else {
            panic!("{effects:?}")
        };
        assert_eq!((text.as_str(), *caret), ("好😀，您说", Some(3)));
    }
}
