//! What happens when something happens. Every trigger of the panel stands in [`Action`].

use super::{
    page,
    settings::{Appearance, OwnPack, Settings},
    site,
    state::{Edit, Link, Notice, State, Tab, engine},
};
use crate::{
    engine::Suggestion,
    library::{
        Language,
        facts::{self, Fact, Facts, Kind, Source},
        template::{FilledPiece, Template},
    },
    text::sanitize,
    wire::{PageCommand, PageEvent},
};
use std::rc::Rc;

/// Largest pack file that is read, in bytes: 50,000 phrases of 400 bytes, five times the largest team's library.
pub const MAX_PACK_BYTES: u32 = 20_000_000;

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
    /// Use a pack file of the shop's own.
    AddPack(String),
    /// A file is over [`MAX_PACK_BYTES`] and was not read.
    PackTooLarge,
    /// Stop using an own pack, by its place from 0.
    RemovePack(usize),
    /// Read chats on the site of this address.
    AllowSite(String),
    /// Read no more on a site, by its pattern.
    ForgetSite(String),
    /// The sites that the browser lets us read.
    Sites(Vec<String>),
    /// The browser's user refused a site.
    SiteRefused,
    /// Load the chat page again.
    ReloadPage,
    /// Copy the text that was not inserted.
    CopyRefused,
    /// The browser put text on the clipboard, or refused.
    Copied(bool),
    /// The browser or the store has this to say.
    Tell(Notice),
    /// What could not be kept is kept now.
    Saved,
    /// Give out everything that is kept, as a file.
    Export,
    /// The settings as another panel set them.
    Settings(Settings),
    /// The own packs' files as another panel left them.
    Packs(Vec<String>),
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
    /// Keep the own packs, as the files that they came from.
    SavePacks(Vec<String>),
    /// Give out everything that is kept, as a file.
    Export,
    /// Ask the browser for a site.
    AllowSite(String),
    /// Give a site back.
    ForgetSite(String),
    /// Load the page in the tab again.
    ReloadPage,
    /// Put the focus on the element of this id.
    Focus(String),
}

/// Changes the state for an action; returns what the browser has to do.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Page(event) => return page::heard(state, event),
        Action::Link(link) => {
            if !matches!(link, Link::Attached { .. }) {
                page::leave(state);
            }
            state.link = link;
        }
        Action::Choose(slot) => return choose(state, slot),
        Action::Copy(slot) => match text_at(state, slot) {
            Ok(text) => return vec![Effect::Copy(text)],
            Err(effects) => return effects,
        },
        Action::Edit(slot) => return edit(state, slot),
        Action::EditText(text) => {
            if let Some(edit) = &mut state.work.edit {
                edit.text = text;
            }
        }
        Action::ChooseEdit => return choose_edit(state),
        Action::CancelEdit => state.work.edit = None,
        Action::Dismiss(slot) => {
            if let Some(phrase) = at(state, slot).map(|suggestion| suggestion.phrase.clone()) {
                state.work.dismissed.insert(phrase);
                advise(state);
            }
        }
        Action::Restore => {
            state.work.dismissed.clear();
            advise(state);
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
            advise(state);
        }
        Action::Show(tab) => {
            state.tab = tab;
            return vec![Effect::Focus(format!("tab-{}", tab.name()))];
        }
        Action::Language(language) => return set(state, |settings| settings.language = language),
        Action::Appearance(appearance) => return set(state, |settings| settings.appearance = appearance),
        Action::Trade(trade) => {
            return set(state, |settings| match settings.trades.iter().position(|known| *known == trade) {
                Some(at) => drop(settings.trades.remove(at)),
                None => settings.trades.push(trade),
            });
        }
        Action::Shop { name, value } => {
            return set(state, |settings| {
                settings.shop.clear(&name);
                settings.shop.set(&name, &value);
            });
        }
        Action::AddPack(json) => return add_pack(state, json),
        Action::PackTooLarge => state.notice = Some(Notice::PackTooLarge),
        Action::RemovePack(at) if at < state.own_packs.len() => {
            state.own_packs.remove(at);
            return packs_changed(state);
        }
        Action::RemovePack(_) => {}
        Action::AllowSite(address) => match site::pattern(&address) {
            Some(pattern) => return vec![Effect::AllowSite(pattern)],
            None => state.notice = Some(Notice::BadAddress),
        },
        Action::ForgetSite(pattern) => return vec![Effect::ForgetSite(pattern)],
        Action::Sites(sites) => state.sites = sites,
        Action::SiteRefused => state.notice = Some(Notice::SiteRefused),
        Action::ReloadPage => return vec![Effect::ReloadPage],
        Action::CopyRefused => {
            if let Some(Notice::NotInserted { text, .. }) = state.notice.take() {
                return vec![Effect::Copy(text)];
            }
        }
        Action::Copied(true) => state.notice = Some(Notice::Copied),
        Action::Copied(false) => state.notice = Some(Notice::NotCopied),
        Action::Tell(notice) => state.notice = Some(notice),
        Action::Saved => drop(state.notice.take_if(|notice| *notice == Notice::NotSaved)),
        Action::Export => return vec![Effect::Export],
        Action::Settings(settings) => drop(set(state, |mine| *mine = settings)),
        Action::Packs(files) => {
            // Those that did not change are not read anew.
            let mut known = std::mem::take(&mut state.own_packs);
            let own = files.into_iter().filter_map(|file| match known.iter().position(|own| own.json == file) {
                Some(at) => Some(known.swap_remove(at)),
                None => OwnPack::read(file).ok().map(|(own, ..)| own),
            });
            state.own_packs = own.collect();
            drop(packs_changed(state));
        }
        Action::CloseNotice => state.notice = None,
    }
    Vec::new()
}

/// Asks the engine anew.
pub(super) fn advise(state: &mut State) {
    let facts = state.facts();
    state.advice = state.engine.suggest_without(&state.answered(), &facts, &state.work.dismissed);
}

/// Chooses a suggestion, in the panel or by a key in the page.
pub(super) fn choose(state: &mut State, slot: u8) -> Vec<Effect> {
    match text_at(state, slot) {
        Ok(text) => insert(state, text),
        Err(effects) => effects,
    }
}

fn insert(state: &mut State, text: String) -> Vec<Effect> {
    if state.answers_by_hand() { vec![Effect::Copy(text)] } else { page::insert(state, text) }
}

fn at(state: &State, slot: u8) -> Option<&Suggestion> {
    state.shown().nth(usize::from(slot).checked_sub(1)?)
}

/// A suggestion's text, or what is to be done because it has none yet.
fn text_at(state: &mut State, slot: u8) -> Result<String, Vec<Effect>> {
    let Some(filled) = at(state, slot).map(|suggestion| &suggestion.filled) else { return Err(Vec::new()) };
    if let Some(text) = filled.text() {
        return Ok(text);
    }
    let missing = filled.missing.clone();
    let first = missing.first().map(|name| Effect::Focus(gap_id(slot, name)));
    state.notice = Some(Notice::Missing(missing));
    Err(first.into_iter().collect())
}

/// The element in which a suggestion asks for a gap's value.
pub(super) fn gap_id(slot: u8, name: &str) -> String {
    format!("gap-{slot}-{name}")
}

fn edit(state: &mut State, slot: u8) -> Vec<Effect> {
    let Some(suggestion) = at(state, slot) else { return Vec::new() };
    let text = suggestion.filled.pieces.iter().map(|piece| match piece {
        FilledPiece::Text(words) | FilledPiece::Value(words) => words.clone(),
        FilledPiece::Missing(name) => format!("{{{name}}}"),
    });
    let (phrase, text) = (suggestion.phrase.clone(), text.collect());
    state.work.edit = Some(Edit { phrase, text, outdated: false });
    vec![Effect::Focus("edit".into())]
}

fn choose_edit(state: &mut State) -> Vec<Effect> {
    let Some(text) = state.work.edit.as_ref().map(|edit| edit.text.clone()).filter(|text| !text.trim().is_empty())
    else {
        return Vec::new();
    };
    // A gap that still stands in edited text would reach the buyer as a name in braces.
    let open = Template::parse(&text).fill(&Facts::default()).missing;
    if open.is_empty() {
        return insert(state, text);
    }
    state.notice = Some(Notice::Missing(open));
    vec![Effect::Focus("edit".into())]
}

/// Fills a gap where it stands: the suggestions keep their places while the agent types.
fn fill(state: &mut State, name: &str, value: &str) -> Vec<Effect> {
    state.work.given.clear(name);
    state.work.given.set(name, value);
    state.notice = standing(name)
        .filter(|_| !value.trim().is_empty())
        .map(|fact| Notice::Keep { name: fact.id.into(), value: value.trim().into() });
    let facts = state.facts();
    let had =
        state.advice.suggestions.iter().position(|suggestion| suggestion.filled.missing.iter().any(|gap| gap == name));
    for suggestion in &mut state.advice.suggestions {
        suggestion.refill(&facts);
    }
    let Some(place) = had.and_then(|place| u8::try_from(place + 1).ok()) else { return Vec::new() };
    let next = at(state, place).and_then(|suggestion| suggestion.filled.missing.first());
    vec![Effect::Focus(next.map_or_else(|| format!("choose-{place}"), |name| gap_id(place, name)))]
}

/// The fact of that name, if what holds for one chat holds for all: a deadline said today is wrong tomorrow.
fn standing(name: &str) -> Option<&'static Fact> {
    facts::known(name).filter(|fact| fact.source == Source::Settings && fact.kind != Kind::Time)
}

fn set(state: &mut State, change: impl FnOnce(&mut Settings)) -> Vec<Effect> {
    let trades = state.settings.trades.clone();
    change(&mut state.settings);
    if trades != state.settings.trades {
        rebuild(state);
    }
    advise(state);
    vec![Effect::Save(state.settings.clone())]
}

fn add_pack(state: &mut State, json: String) -> Vec<Effect> {
    match OwnPack::read(json) {
        Ok((own, _, problems)) => {
            state.notice = Some(Notice::PackAdded { phrases: own.phrases, problems: problems.len() });
            // The same pack again is its newer version, as far as it names itself.
            state.own_packs.retain(|known| known.id.is_empty() || known.id != own.id);
            state.own_packs.push(own);
            packs_changed(state)
        }
        Err(error) => {
            state.notice = Some(Notice::NoPack(error));
            Vec::new()
        }
    }
}

/// Another library makes another engine.
fn rebuild(state: &mut State) {
    let own = state.own_packs.iter().filter_map(OwnPack::pack).collect();
    state.engine = Rc::new(engine(&state.settings, own));
}

fn packs_changed(state: &mut State) -> Vec<Effect> {
    rebuild(state);
    advise(state);
    vec![Effect::SavePacks(state.own_packs.iter().map(|own| own.json.clone()).collect())]
}
