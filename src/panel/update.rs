//! What happens when something happens. Every trigger of the panel stands in [`Action`].

use super::{
    backup, badge,
    buyers::{self, BuyerAction},
    campaigns::{self, CampaignAction},
    choose,
    desk::Room,
    draft,
    effect::Effect,
    fill::fill,
    follow_ups::{self, FollowUpAction},
    greeting,
    guide::{self, GuideAction},
    habits::{self, HabitAction},
    library,
    library_action::LibraryAction,
    link::Link,
    notice::Notice,
    orders::{self, OrderAction},
    page, pick,
    picture_action::PictureAction,
    pictures,
    report::{self, ReportAction},
    response::{self, ResponseAction},
    selling::{self, SellingAction},
    settings::{Appearance, Settings, Trigger},
    shop_desk::{self, ShopAction},
    shop_files::{self, ShopFileAction},
    site,
    state::{State, Tab, starters},
    taken,
    teach::{self, TeachAction},
    training::{self, TrainingAction},
};
use crate::{
    care::greeting::Occasion,
    library::Language,
    sorting::sort,
    text::{one_line, sanitize},
    wire::PageEvent,
};

pub(super) use super::understand::rebuild;

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The page spoke.
    Page(PageEvent),
    /// The link to the page changed.
    Link(Link),
    /// Insert the suggestion in this place, from 1; what answers a line by hand is copied instead.
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
    /// Keep the value that the notice offers to keep.
    Keep,
    /// The line typed by hand is now this.
    ByHand(String),
    /// Show a tab.
    Show(Tab),
    /// Search the library by hand: nothing that is suggested fits.
    Find,
    /// Change the language.
    Language(Language),
    /// Light or dark.
    Appearance(Appearance),
    /// What opens the inline picker, or nothing.
    Trigger(String),
    /// What colleagues know the agent by.
    Name(String),
    /// The shop's own accounts.
    OwnAccounts(String),
    /// Use a trade's packs, or stop.
    Trade(String),
    /// Take sounds for each other that are often mixed up, or stop.
    FuzzySounds,
    /// A standing fact of the shop.
    Shop {
        /// The fact.
        name: String,
        /// Its value.
        value: String,
    },
    /// Something happened in the library tab.
    Library(LibraryAction),
    /// Something happened with what was learned.
    Habits(HabitAction),
    /// Something happened with follow-ups.
    FollowUps(FollowUpAction),
    /// Put greetings into an empty input box on this occasion, or stop.
    Greeting(Occasion),
    /// Something happened with the response clock.
    Response(ResponseAction),
    /// Something happened with notes on buyers.
    Buyers(BuyerAction),
    /// Something happened with orders.
    Orders(OrderAction),
    /// Something happened with after-sales cases, hand-overs or advertising.
    Guide(GuideAction),
    /// Something happened in the report tab, or with its numbers.
    Report(ReportAction),
    /// Something happened with pictures.
    Picture(PictureAction),
    /// Something happened in the shop tab.
    ShopTab(ShopAction),
    /// Something happened with what is offered.
    Selling(SellingAction),
    /// Something happened with the shop's files.
    ShopFile(ShopFileAction),
    /// Something happened with campaigns.
    Campaigns(CampaignAction),
    /// A file is over [`MAX_BYTES`](crate::library::pack_file::MAX_BYTES) and was not read.
    PackTooLarge,
    /// Read chats on the site of this address.
    AllowSite(String),
    /// Read no more on a site, by its pattern.
    ForgetSite(String),
    /// The sites that the browser lets us read.
    Sites(Vec<String>),
    /// The browser's user refused a site.
    SiteRefused,
    /// Something happened with a page that is taught.
    Teach(TeachAction),
    /// Something happened in the room for practice.
    Training(TrainingAction),
    /// Load the chat page again.
    ReloadPage,
    /// Say what was typed into the page otherwise, as the finding in this place, from 0, offers it.
    Mend(u8),
    /// Copy the text that was not inserted.
    CopyRefused,
    /// The browser put text on the clipboard, or refused.
    Copied(bool),
    /// The browser put text on the clipboard that the page did not take, or refused.
    RefusedCopied(bool),
    /// The browser or the store has this to say.
    Tell(Notice),
    /// What could not be kept is kept now.
    Saved,
    /// Give out everything that is kept, as a file.
    Export,
    /// The settings as another panel set them.
    Settings(Box<Settings>),
    /// Another panel changed the library.
    Followed,
    /// What the phrases mean is known now.
    Understood,
    /// Put the notice away.
    CloseNotice,
}

/// Changes the state for an action; returns what the browser has to do.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    // What is taught, imported, undone or came from another panel may tell how pages are read.
    let taught =
        matches!(action, Action::Library(_) | Action::Teach(_) | Action::Followed).then(|| state.library.taught());
    let is_turning = matches!(action, Action::Show(_) | Action::Response(ResponseAction::Finish));
    let mut effects = training::apart(state, action, act);
    if taught.is_some_and(|before| before != state.library.taught()) {
        effects.push(teach::adapters(state));
    }
    effects.extend(badge::follow(state, &effects));
    effects.extend(pictures::ask(state));
    effects.extend(report::keep(state, is_turning));
    effects
}

fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Page(event) => return page::heard(state, event),
        Action::Link(link) => {
            if !matches!(link, Link::Attached { .. }) {
                page::leave(state);
            }
            state.link = link;
        }
        Action::Choose(slot) => return choose::choose(state, slot),
        Action::Copy(slot) => return choose::copy(state, slot),
        Action::Edit(slot) => return choose::edit(state, slot),
        Action::EditText(text) => {
            if let Some(edit) = &mut state.work.edit {
                edit.text = text;
            }
        }
        Action::ChooseEdit => return choose::choose_edit(state),
        Action::CancelEdit => state.work.edit = None,
        Action::Dismiss(0) => state.work.picked = None,
        Action::Dismiss(slot) => {
            if let Some(phrase) = choose::at(state, slot).map(|suggestion| suggestion.phrase.clone()) {
                let effects = habits::dismissed(state, std::slice::from_ref(&phrase), false);
                state.work.dismissed.insert(phrase);
                advise(state);
                return effects;
            }
        }
        Action::Restore => {
            let mut dismissed: Vec<_> = state.work.dismissed.drain().collect();
            sort(&mut dismissed);
            let effects = habits::dismissed(state, &dismissed, true);
            advise(state);
            return effects;
        }
        Action::Fill { name, value } => return fill(state, &name, &value),
        Action::Keep => {
            if let Some(Notice::Keep { name, value }) = state.notice.take() {
                return set(state, |settings| settings.shop.set(&name, &value));
            }
        }
        Action::ByHand(line) => {
            state.by_hand = sanitize(&line).text;
            state.work.dismissed.clear();
            state.work.decided = None;
            advise(state);
            report::by_hand(state);
        }
        Action::Show(tab) => {
            state.tab = tab;
            state.notice.take_if(|notice| {
                matches!(
                    notice,
                    Notice::Inserted
                        | Notice::LinesJoined
                        | Notice::Copied
                        | Notice::FollowUpKept
                        | Notice::Buyers(buyers::BuyerNotice::Kept(_))
                )
            });
            return vec![Effect::Focus(format!("tab-{}", tab.name()))];
        }
        Action::Find => {
            state.tab = Tab::Library;
            (state.desk.room, state.desk.query) = (Room::List, String::new());
            return vec![Effect::Focus("search".into())];
        }
        Action::Language(language) => return set(state, |settings| settings.language = language),
        Action::Appearance(appearance) => return set(state, |settings| settings.appearance = appearance),
        Action::Trigger(text) => match Trigger::new(&text) {
            Some(trigger) => return set(state, |settings| settings.trigger = trigger),
            None => state.notice = Some(Notice::BadTrigger),
        },
        Action::Name(name) => return set(state, |settings| settings.name = one_line(&name, Settings::NAME_CHARS)),
        Action::OwnAccounts(names) => {
            return set(state, |settings| settings.own_accounts = one_line(&names, Settings::ACCOUNTS_CHARS));
        }
        Action::Trade(trade) => {
            return set(state, |settings| match settings.trades.iter().position(|known| *known == trade) {
                Some(at) => drop(settings.trades.remove(at)),
                None => settings.trades.push(trade),
            });
        }
        Action::FuzzySounds => return set(state, |settings| settings.fuzzy_sounds = !settings.fuzzy_sounds),
        Action::Shop { name, value } => {
            return set(state, |settings| {
                settings.shop.clear(&name);
                settings.shop.set(&name, &value);
            });
        }
        Action::Habits(action) => return habits::update(state, action),
        Action::FollowUps(action) => return follow_ups::update(state, action),
        Action::Greeting(occasion) => return greeting::toggle(state, occasion),
        Action::Response(action) => return response::update(state, action),
        Action::Buyers(action) => return buyers::update(state, action),
        Action::Orders(action) => return orders::update(state, action),
        Action::Guide(action) => return guide::update(state, action),
        Action::Report(action) => return report::update(state, action),
        Action::Picture(action) => return pictures::update(state, action),
        Action::Library(action) => return library::update(state, action),
        Action::ShopTab(action) => return shop_desk::update(state, action),
        Action::Selling(action) => return selling::update(state, action),
        Action::ShopFile(action) => return shop_files::update(state, action),
        Action::Campaigns(action) => return campaigns::update(state, action),
        Action::PackTooLarge => state.notice = Some(Notice::PackTooLarge),
        Action::AllowSite(address) => match site::pattern(&address) {
            Some(pattern) => return vec![Effect::AllowSite(pattern)],
            None => state.notice = Some(Notice::BadAddress),
        },
        Action::ForgetSite(pattern) => return vec![Effect::ForgetSite(pattern)],
        Action::Sites(sites) => state.sites = sites,
        Action::SiteRefused => state.notice = Some(Notice::SiteRefused),
        Action::Teach(action) => return teach::update(state, action),
        Action::Training(action) => return training::update(state, action),
        Action::ReloadPage => return vec![Effect::ReloadPage],
        Action::Mend(place) => return draft::mend(state, usize::from(place)),
        Action::CopyRefused => {
            if let Some(Notice::NotInserted { text, .. }) = state.notice.take() {
                report::copies_refused(state);
                return vec![Effect::Copy(text)];
            }
        }
        Action::RefusedCopied(done) => page::on_clipboard(state, done),
        Action::Copied(done) => {
            report::copied(state, done);
            return taken::copied(state, done);
        }
        Action::Tell(notice) => state.notice = Some(notice),
        Action::Saved => drop(state.notice.take_if(|notice| *notice == Notice::NotSaved)),
        Action::Export => return backup::export(state),
        Action::Settings(settings) => drop(set(state, |mine| *mine = *settings)),
        Action::Followed => library::refresh(state),
        Action::Understood => advise(state),
        Action::CloseNotice => state.notice = None,
    }
    Vec::new()
}

/// Asks the engine anew.
pub(super) fn advise(state: &mut State) {
    state.advice = state.asked();
    selling::advise(state);
}

fn set(state: &mut State, change: impl FnOnce(&mut Settings)) -> Vec<Effect> {
    let before = (state.settings.trades.clone(), state.settings.language);
    let picker = pick::setting(state);
    change(&mut state.settings);
    if before != (state.settings.trades.clone(), state.settings.language) {
        state.library.starters = starters(&state.settings);
        rebuild(state);
    }
    advise(state);
    pick::refill(state);
    let mut effects = vec![Effect::Save(state.settings.clone().into())];
    let now = pick::setting(state);
    if now != picker {
        effects.push(Effect::Send(now));
    }
    effects
}
