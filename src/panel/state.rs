//! Everything that the panel knows. [`update`](super::update()) is the only one to change it.

use crate::{
    chat::{Conversation, Sender},
    engine::{Advice, Engine, Suggestion},
    library::{Language, PhraseId, facts::Facts},
    rules,
    wire::Composer,
};
use std::{collections::HashSet, rc::Rc};

/// The panel's state.
#[derive(Debug, Clone)]
pub struct State {
    /// What the agent set.
    pub settings: Settings,
    /// What shows.
    pub tab: Tab,
    /// How we stand with the page.
    pub link: Link,
    /// The open conversation.
    pub conversation: Conversation,
    /// The page's input box.
    pub composer: Composer,
    /// The page left something out.
    pub shortened: bool,
    /// What the engine makes of it.
    pub advice: Advice,
    /// Values that the agent gave in place, for this conversation.
    pub given: Facts,
    /// Phrases not wanted for this turn.
    pub dismissed: HashSet<PhraseId>,
    /// The suggestion being edited.
    pub edit: Option<Edit>,
    /// A buyer's line typed or pasted by hand; while it is not empty, suggestions answer it.
    pub by_hand: String,
    /// An insertion that the page has not answered yet.
    pub pending: Option<Pending>,
    /// What the panel has to say.
    pub notice: Option<Notice>,
    pub(super) next_request: u32,
    pub(super) engine: Rc<Engine>,
}

/// What the agent set; saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The panel's language, and the language of phrases that come first.
    pub language: Language,
    /// Light, dark, or as the system says.
    pub appearance: Appearance,
    /// Trades whose starter packs are used beside the general ones.
    pub trades: Vec<String>,
    /// The shop's standing facts: its name, courier, dispatch time.
    pub shop: Facts,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Appearance {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The conversation and its suggestions.
    #[default]
    Chat,
    /// Settings.
    Settings,
}

/// How we stand with the page in the active tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Link {
    /// Nothing heard yet.
    #[default]
    Connecting,
    /// No chat that an adapter knows.
    NoChat,
    /// A page that was open before the extension: it must be loaded again.
    Reload,
    /// A chat, read by this adapter.
    Attached {
        /// The adapter's name.
        adapter: String,
    },
}

/// A suggestion that the agent changes before it is inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which phrase it started from.
    pub phrase: PhraseId,
    /// The text as it stands.
    pub text: String,
}

/// An insertion under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The command's number.
    pub request: u32,
    /// What is being inserted; offered for copying when the page refuses.
    pub text: String,
}

/// What the panel has to say, as data; the view puts it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The text stands in the composer; the agent sends it.
    Inserted,
    /// The text is on the clipboard.
    Copied,
    /// Another conversation, or the buyer wrote on: not inserted.
    ConversationChanged,
    /// An input-method composition was in progress: not inserted.
    Composing,
    /// The page has no input box that can be written to; copy instead.
    NoComposer,
    /// The input box did not take the text; copy instead.
    NotNoticed,
    /// These gaps need a value first.
    Missing(Vec<String>),
}

impl State {
    /// The state at start.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let engine = Rc::new(engine(&settings));
        let conversation = Conversation::default();
        let advice = engine.suggest(&conversation, &Facts::default());
        Self {
            settings,
            tab: Tab::default(),
            link: Link::default(),
            conversation,
            composer: Composer::Missing,
            shortened: false,
            advice,
            given: Facts::default(),
            dismissed: HashSet::new(),
            edit: None,
            by_hand: String::new(),
            pending: None,
            notice: None,
            next_request: 1,
            engine,
        }
    }

    /// The suggestions that are shown, in the order of Alt+1…3.
    pub fn shown(&self) -> impl Iterator<Item = &Suggestion> {
        self.advice.suggestions.iter()
    }

    /// What can fill gaps: what the agent gave, the conversation shows, the shop's settings say, in that order.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = self.given.clone();
        facts.complete(&conversation_facts(&self.conversation));
        facts.complete(&self.settings.shop);
        facts
    }
}

/// An engine over the starter packs that the settings ask for.
pub(super) fn engine(settings: &Settings) -> Engine {
    let wanted = |trade: &Option<String>| trade.as_ref().is_none_or(|trade| settings.trades.contains(trade));
    let packs = rules::starter_packs().into_iter();
    Engine::new(packs.filter(|pack| pack.language == settings.language && wanted(&pack.trade)).collect())
}

/// What the page says of buyer, item and order; the latest card wins.
fn conversation_facts(conversation: &Conversation) -> Facts {
    use crate::chat::Card;
    let mut facts = Facts::default();
    facts.set("buyer", &conversation.buyer);
    for message in
        conversation.messages.iter().filter(|message| message.sender != Sender::Seller || message.card.is_some())
    {
        match &message.card {
            Some(Card::Product { title, price }) => {
                facts.set("item", title);
                facts.set("price", &price.map(yuan).unwrap_or_default());
            }
            Some(Card::Order { number, amount, .. }) => {
                facts.set("order_number", number);
                facts.set("amount", &amount.map(yuan).unwrap_or_default());
            }
            Some(Card::Coupon | Card::Image) | None => {}
        }
    }
    facts
}

/// Fen as an agent writes them: 13900 is "139", 13950 is "139.50".
fn yuan(fen: u64) -> String {
    if fen.is_multiple_of(100) { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}
