//! Everything that the panel knows. [`update`](super::update()) is the only one to change it, and
//! [`view`](super::view()) shows it.

use super::{
    badge::Badge,
    buyers::BuyerDesk,
    campaigns::CampaignDesk,
    desk::Desk,
    greeting::Greetings,
    library_action::LibraryNotice,
    link::{Link, Pending},
    notice::Notice,
    pick::Picking,
    pictures::Pictures,
    report::Reporting,
    response::Response,
    restore::Restored,
    selling::Selling,
    settings::Settings,
    shop_desk::ShopDesk,
    shop_files::ShopFiles,
    teach::Teaching,
    team_folder::TeamFolder,
    training::Training,
    work::Work,
};
use crate::{
    care::{buyers::Buyers, campaign::Campaigns, clock::Figures, ledger::Ledger, report::Counters},
    chat::{Conversation, ConversationId},
    day::Moment,
    engine::{Advice, Engine, Suggestion},
    library::{
        PhraseId, PhrasePack,
        collection::{Library, Shown},
        edit::Clock,
        facts::Facts,
        folder::Folder,
        history::History,
        kept_pack::{KeptPack, Owner},
        pack::Pack,
        policy::Policy,
        seal::Seal,
        search::SearchIndex,
        stamp::Writer,
        usage::Usage,
        validity::Circumstances,
    },
    rules,
    sorting::sort_by_key,
    wire::{Composer, Missing},
};
use std::{cell::OnceCell, collections::BTreeMap, rc::Rc};

/// Conversations whose unfinished work is kept while another is open: more than one agent has open at once.
pub(super) const MAX_PARKED: usize = 50;

/// The panel's state.
#[derive(Debug, Clone)]
pub struct State {
    /// What the agent set.
    pub settings: Settings,
    /// Every pack.
    pub library: Library,
    /// What the library comes to for this agent.
    pub shown_phrases: Vec<Shown>,
    /// How often phrases are used.
    pub usage: Usage,
    /// What is to be followed up.
    pub ledger: Ledger,
    /// Whether the icon says how many are overdue.
    pub badge: Badge,
    /// What greetings depend on.
    pub(super) greetings: Greetings,
    /// How long buyers wait.
    pub(super) response: Response,
    /// What is noted of buyers, and their unpaid orders.
    pub buyers: BuyerDesk,
    /// What is counted, and how it is looked at.
    pub report: Box<Reporting>,
    /// Where the agent is in the library.
    pub desk: Desk,
    /// What is known of pictures.
    pub pictures: Pictures,
    /// Where the agent is in the shop tab.
    pub shop_desk: ShopDesk,
    /// The shop and what is offered of it.
    pub selling: Selling,
    /// The shop's files on their way in.
    pub shop_files: ShopFiles,
    /// The shop's campaigns.
    pub campaigns: CampaignDesk,
    /// The team's folder.
    pub folder: TeamFolder,
    /// Milliseconds since 1970, as the browser told them with the last action.
    pub now: u64,
    /// The agent's local time, told with it.
    pub moment: Option<Moment>,
    /// Sites that the browser lets us read, as match patterns.
    pub sites: Vec<String>,
    /// What shows.
    pub tab: Tab,
    /// How we stand with the page.
    pub link: Link,
    /// The open conversation.
    pub conversation: Conversation,
    /// The page's input box.
    pub composer: Composer,
    /// The input box holds words already; what is inserted joins them.
    pub draft: bool,
    /// What stands in it, as the agent types.
    pub typed: String,
    /// The page left something out.
    pub shortened: bool,
    /// What of the page could not be read.
    pub missing: Vec<Missing>,
    /// The room for practice.
    pub training: Training,
    /// A page being taught.
    pub teaching: Option<Teaching>,
    /// What the engine makes of it.
    pub advice: Advice,
    /// What the agent does in this conversation.
    pub work: Work,
    /// A buyer's line typed or pasted by hand; while it is not empty, suggestions answer it.
    pub by_hand: String,
    /// An insertion that the page has not answered yet.
    pub pending: Option<Pending>,
    /// What the page's picker was told last; a pick is a place in it.
    pub picking: Option<Picking>,
    /// What the panel has to say.
    pub notice: Option<Notice>,
    /// Unfinished work in conversations that are not open, the latest last. In memory only.
    pub(super) parked: Vec<(ConversationId, Work)>,
    pub(super) next_request: u32,
    pub(super) engine: Rc<Engine>,
    pub(super) search: OnceCell<Rc<SearchIndex>>,
    pub(super) clock: Clock,
    pub(super) history: History,
    /// The rules of the teams, by their packs.
    pub(super) policies: BTreeMap<String, Policy>,
    /// The installation, with which the names of its writers begin.
    pub(super) installation: String,
    /// What restores did beside the library, by their numbers.
    pub(super) restored: Vec<Restored>,
}

/// What is kept between two openings of the panel.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// What the agent set.
    pub settings: Settings,
    /// The packs, the team's before the agent's own.
    pub packs: Vec<KeptPack>,
    /// The keys that the agent trusts, by pack.
    pub seals: BTreeMap<String, Seal>,
    /// How often phrases are used.
    pub usage: Usage,
    /// What is to be followed up.
    pub ledger: Ledger,
    /// How long buyers waited.
    pub figures: Figures,
    /// What is noted of buyers.
    pub buyers: Buyers,
    /// The shop's campaigns, and what was ticked.
    pub campaigns: Campaigns,
    /// What was counted.
    pub counters: Counters,
    /// The name of the pack of the agent's own, for a library without one: the same for all panels of an installation.
    pub own: String,
    /// The name of the installation, with which those of its panels' writers begin.
    pub installation: String,
}

/// What the panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The conversation and its suggestions.
    #[default]
    Chat,
    /// The phrase library.
    Library,
    /// What is to be followed up.
    FollowUps,
    /// The shop's items, what sells and what goes together.
    Shop,
    /// What it was good for, in numbers.
    Report,
    /// Settings.
    Settings,
}

impl Tab {
    /// In the order in which they stand.
    pub const ALL: [Self; 6] = [Self::Chat, Self::Library, Self::FollowUps, Self::Shop, Self::Report, Self::Settings];

    /// The name in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Library => "library",
            Self::FollowUps => "follow_ups",
            Self::Shop => "shop",
            Self::Report => "report",
            Self::Settings => "settings",
        }
    }
}

impl State {
    /// The state at start, for a writer whose edits stand in one line.
    #[must_use]
    pub fn new(kept: Kept, writer: Writer) -> Self {
        let Kept {
            settings,
            mut packs,
            seals,
            mut usage,
            ledger,
            figures,
            buyers,
            campaigns,
            counters,
            own,
            installation,
        } = kept;
        usage.set_own(&installation);
        if !packs.iter().any(|pack| pack.owner == Owner::Personal) {
            packs.push(KeptPack::new(Owner::Personal, Pack { id: own, ..Pack::default() }));
        }
        let library = Library { starters: starters(&settings), packs, seals };
        let shown_phrases = library.shown();
        let policies = library.policies();
        let engine = Rc::new(Engine::new(library.phrase_packs(&shown_phrases)));
        let conversation = Conversation::default();
        let advice = engine.suggest(&conversation, &Facts::default(), &Circumstances::default());
        Self {
            settings,
            library,
            shown_phrases,
            usage,
            ledger,
            badge: Badge::default(),
            greetings: Greetings::default(),
            response: Response::new(writer.clone(), figures),
            buyers: BuyerDesk::new(buyers),
            report: Box::new(Reporting::new(counters)),
            desk: Desk::default(),
            pictures: Pictures::default(),
            shop_desk: ShopDesk::default(),
            selling: Selling::default(),
            shop_files: ShopFiles::default(),
            campaigns: CampaignDesk { book: campaigns, ..CampaignDesk::default() },
            folder: TeamFolder { files: Folder::new(&installation), ..TeamFolder::default() },
            now: 0,
            moment: None,
            sites: Vec::new(),
            tab: Tab::default(),
            link: Link::default(),
            conversation,
            composer: Composer::Missing,
            draft: false,
            typed: String::new(),
            shortened: false,
            missing: Vec::new(),
            training: Training::default(),
            teaching: None,
            advice,
            work: Work::default(),
            by_hand: String::new(),
            pending: None,
            picking: None,
            notice: None,
            parked: Vec::new(),
            next_request: 1,
            engine,
            search: OnceCell::new(),
            clock: Clock::new(writer),
            history: History::default(),
            restored: Vec::new(),
            policies,
            installation,
        }
    }

    /// The suggestions that are shown, in the order of Alt+1…3.
    pub fn shown(&self) -> impl Iterator<Item = &Suggestion> {
        self.advice.suggestions.iter()
    }

    /// True while suggestions answer the line typed by hand.
    #[must_use]
    pub fn answers_by_hand(&self) -> bool {
        !self.by_hand.trim().is_empty()
    }

    /// True while replies can only be copied: they answer a line typed by hand, or nobody can tell who the buyer is.
    #[must_use]
    pub fn copies(&self) -> bool {
        self.answers_by_hand() || (matches!(self.link, Link::Attached { .. }) && self.conversation.id.0.is_empty())
    }

    /// A phrase as the agent sees it.
    #[must_use]
    pub fn phrase(&self, id: &PhraseId) -> Option<&Shown> {
        self.shown_phrases.iter().find(|one| one.phrase.id == *id)
    }

    /// True for the pack of the agent's own.
    #[must_use]
    pub fn is_personal(&self, pack: &str) -> bool {
        self.library.personal().is_some_and(|own| own.about.id == pack)
    }

    /// What can be undone, and done again.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    pub(super) fn say(&mut self, notice: LibraryNotice) {
        self.notice = Some(Notice::Library(notice));
    }

    /// The engine's rules, for their titles.
    #[must_use]
    pub fn intents(&self) -> &crate::engine::intent::Intents {
        self.engine.intents()
    }
}

/// The starter packs that the settings ask for.
pub(super) fn starters(settings: &Settings) -> Vec<PhrasePack> {
    let wanted = |pack: &&PhrasePack| pack.trade.as_ref().is_none_or(|trade| settings.trades.contains(trade));
    let mut packs: Vec<_> = rules::starter_packs().iter().filter(wanted).cloned().collect();
    sort_by_key(&mut packs, |pack| pack.language != settings.language);
    packs
}
