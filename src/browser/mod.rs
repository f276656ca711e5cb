//! The only module that touches the browser: it performs the panel's effects and shows its state.
//! wasm only. [`page`] is the link to the chat page, [`store`] keeps settings, [`document`] is the panel's own
//! document, [`folder`] the team's, [`pictures`] those of phrases, [`meanings`] what phrases mean, [`shop`]
//! what is kept of the shop, [`badge`] the number on the icon, [`chrome`] declares the extension API.

mod badge;
mod chrome;
mod clock;
mod document;
mod focus;
mod folder;
mod meanings;
mod page;
mod pictures;
mod second;
mod shop;
mod store;

use crate::{
    engine,
    panel::{
        Action, Effect, Kept, LibraryAction, Notice, State,
        backup::BackupAction,
        buyers::BuyerAction,
        campaigns::CampaignAction,
        follow_ups::FollowUpAction,
        report::ReportAction,
        response::ResponseAction,
        restore::{RestoreAction, TextChange},
        update,
    },
    rules,
    storage::{self, BUYERS, CAMPAIGNS, Change, FIGURES, FOLLOW_UPS, SETTINGS},
};
use gloo::events::EventListener;
use std::{cell::RefCell, collections::BTreeMap};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// The file of everything that is kept, without the end of its name.
const EXPORT: &str = "qinyu-kept";

/// When the panel looks first whether a file of everything is due, in milliseconds: not while the agent reads the first
/// suggestions.
const LOOK_FIRST_MS: i32 = 60_000;
/// And how long after that again: what takes a month needs no haste.
const LOOK_AGAIN_MS: i32 = 3_600_000;
/// How often what came due is looked for, and how long the buyer has waited: the shortest limit is 30 seconds.
const LOOK_DUE_MS: i32 = 5_000;
/// Of these, one in so many looks at moments that are told in minutes.
const LOOKS_A_MINUTE: u32 = 12;

thread_local! {
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
    /// What happened before there was a state, in its order; `None` once there is one.
    static EARLY: RefCell<Option<Vec<Action>>> = const { RefCell::new(Some(Vec::new())) };
}

/// Shows the panel in the document and links it to the page. Called once by `panel.js`, with what `early.js` asked the
/// extension's store for, `undefined` where there is no extension, and what ships as data ([`rules::bring`]).
#[wasm_bindgen]
pub async fn start(kept: JsValue, shipped: String) {
    std::panic::set_hook(Box::new(|panic| {
        // The place alone: the message could hold a buyer's words.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("panic at {place}").into());
    }));
    store::shut_to_pages();
    // The page is read while the library is: its rows wait in `EARLY`.
    page::start();
    rules::bring(shipped);
    engine::warm_up();
    let documents = store::load(kept).await;
    let (name, named, writer) = store::writer(&documents);
    let (settings, unread) = storage::read_settings(documents.records(SETTINGS));
    let (ledger, unread_follow_ups) = storage::read_follow_ups(documents.records(FOLLOW_UPS));
    let (figures, unread_figures) = storage::read_figures(documents.records(FIGURES));
    let (buyers, unread_buyers) = storage::read_buyers(documents.records(BUYERS));
    let (campaigns, unread_campaigns) = storage::read_campaigns(documents.records(CAMPAIGNS));
    let (counters, unread_counters) = storage::read_counters(storage::counter_records(&documents));
    let unread = unread + unread_follow_ups + unread_figures + unread_buyers + unread_campaigns + unread_counters;
    let mut kept = Kept { settings, ledger, figures, buyers, campaigns, counters, ..Kept::default() };
    (kept.own, kept.installation) = (format!("own-{name}"), name);
    let (mut changes, unread_records) = storage::read_library(&documents, &mut kept);
    STATE.replace(Some(State::new(kept, writer.await)));
    changes.extend(named);
    if !changes.is_empty() {
        keep(changes);
    }
    document::listen();
    if unread + unread_records.len() > 0 {
        dispatch(Action::Tell(Notice::Unreadable));
    }
    dispatch_all(EARLY.take().unwrap_or_default());
    document::ready();
    folder::start();
    pictures::start(unread_records.is_empty());
    meanings::start();
    shop::start();
    badge::look();
    store::start();
    remind(LOOK_FIRST_MS);
    look(0);
    let finish = |_: &web_sys::Event| dispatch(ResponseAction::Finish.into());
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "pagehide", finish).forget(); // lives as long as the panel
    }
}

/// Something happened: the state changes, the panel is shown anew, the effects are performed.
fn dispatch(action: Action) {
    let now = EARLY.with_borrow_mut(|early| match early {
        Some(early) => {
            early.push(action);
            None
        }
        None => Some(action),
    });
    if let Some(action) = now {
        dispatch_all(vec![action]);
    }
}

fn dispatch_all(actions: Vec<Action>) {
    // Taken out while it changes: an effect that dispatches again finds it back in place.
    let Some(mut state) = STATE.take() else { return };
    (state.now, state.moment) = (clock::now(), Some(clock::local()));
    let effects: Vec<_> = actions.into_iter().flat_map(|action| update(&mut state, action)).collect();
    document::show(&state);
    STATE.replace(Some(state));
    effects.into_iter().for_each(perform);
}

fn perform(effect: Effect) {
    match effect {
        Effect::Send(command) => page::send(&command),
        Effect::Copy(text) => spawn_local(async move { dispatch(Action::Copied(document::copy(&text).await)) }),
        Effect::CopyRefused(text) => {
            spawn_local(async move { dispatch(Action::RefusedCopied(document::copy(&text).await)) });
        }
        Effect::Save(settings) => keep(storage::print_settings(&store::shown(SETTINGS), &settings)),
        Effect::Keep(changes) => keep(storage::library_changes(&changes)),
        Effect::KeepOwner { pack, owner } => keep(vec![storage::owner_change(&pack, owner)]),
        Effect::KeepSeal { pack, seal } => {
            keep(storage::seal_changes(&pack, &store::shown(&storage::seal_document(&pack)), seal.as_deref()));
        }
        Effect::KeepUsage { phrase, json } => keep(vec![storage::usage_change(&phrase.0, json)]),
        Effect::KeepFollowUps(ledger) => keep(storage::print_follow_ups(&store::shown(FOLLOW_UPS), &ledger)),
        Effect::Badge(effect) => badge::perform(effect),
        Effect::KeepFigures(figures) => keep(storage::print_figures(&store::shown(FIGURES), &figures)),
        Effect::KeepBuyers(buyers) => keep(storage::print_buyers(&store::shown(BUYERS), &buyers)),
        Effect::KeepCounters(sheets) => keep(storage::counter_changes(&sheets)),
        Effect::KeepTexts(changes) => keep_texts(changes),
        Effect::Download { name, text } => document::download(&name, &text.into()),
        Effect::Folder(effect) => folder::perform(effect),
        Effect::Select(id) => document::select(&id),
        Effect::Export { last } => spawn_local(async move {
            let (files, has_pictures) = match store::export().await {
                Some(text) => pictures::write_all(EXPORT, text).await,
                None => (0, false),
            };
            dispatch(Action::Library(LibraryAction::Backup(BackupAction::Written { files, has_pictures, last })));
        }),
        Effect::AllowSite(pattern) => page::allow(&pattern),
        Effect::ForgetSite(pattern) => page::forget(&pattern),
        Effect::ReloadPage => page::reload(),
        Effect::Focus(id) => document::focus(&id),
        Effect::Ask(question) => second::ask(question),
        Effect::Picture(effect) => pictures::perform(effect),
        Effect::Shop(effect) => shop::perform(effect),
        Effect::KeepCampaigns(book) => keep(storage::print_campaigns(&store::shown(CAMPAIGNS), &book)),
    }
}

/// Keeps records that are still as they were when the panel decided, and shows them.
fn keep_texts(changes: Vec<TextChange>) {
    let is_as_it_was = |one: &TextChange| store::shown_text(&one.document, &one.record) == one.before;
    let changes = changes.into_iter().filter(is_as_it_was);
    let changes: Vec<_> =
        changes.map(|TextChange { document, record, after, .. }| Change { document, record, text: after }).collect();
    if !changes.is_empty() {
        keep(changes.clone());
        refresh(&changes);
    }
}

/// Reads a file of everything, unless nothing may be changed here.
fn restore(text: &str) {
    if store::is_read_only() {
        return dispatch(Action::Tell(Notice::ReadOnly));
    }
    let own = STATE.with_borrow(|state| Some(state.as_ref()?.library.personal()?.about.id.clone()));
    let read = storage::read_backup(text, &own.unwrap_or_default(), store::shown_text);
    dispatch(RestoreAction::Read(read.map(Box::new)).into());
}

/// Looks now and then whether a file of everything is due.
fn remind(milliseconds: i32) {
    clock::later(milliseconds, || {
        dispatch(Action::Library(LibraryAction::Backup(BackupAction::Look)));
        remind(LOOK_AGAIN_MS);
    });
}

/// Shows now and then what has come due.
fn look(times: u32) {
    clock::later(LOOK_DUE_MS, move || {
        let is_minute = times.is_multiple_of(LOOKS_A_MINUTE);
        let waits = |state: &State| state.shows_wait() || is_minute && state.waits();
        if STATE.with_borrow(|state| state.as_ref().is_some_and(waits)) {
            dispatch(ResponseAction::Look.into());
        }
        if is_minute && STATE.with_borrow(|state| state.as_ref().is_some_and(State::has_lapsed_notes)) {
            dispatch(BuyerAction::Look.into());
        }
        if STATE.with_borrow(|state| state.as_ref().is_some_and(State::counts_wait)) {
            dispatch(ReportAction::Look.into());
        }
        look(times.wrapping_add(1));
    });
}

fn keep(changes: Vec<Change>) {
    // Taken at once; what fails is told as news and tried again.
    let commit = store::commit(changes);
    spawn_local(async move {
        let _ = commit.await;
    });
}

/// The store has something to say.
fn told(news: store::News) {
    match news {
        store::News::Changed(changes) => refresh(&changes),
        store::News::Found(found) => dispatch(Action::Tell(Notice::Found(storage::found(&found)))),
        store::News::ReadOnly => dispatch(Action::Tell(Notice::ReadOnly)),
        store::News::MirrorFailed => dispatch(Action::Tell(Notice::MirrorFailed)),
        store::News::NotSaved => dispatch(Action::Tell(Notice::NotSaved)),
        store::News::Saved => dispatch(Action::Saved),
    }
}

/// Shows what another panel changed, or what was recovered.
fn refresh(changes: &[Change]) {
    let of = |document: &str| changes.iter().any(|change| change.document == document);
    if of(SETTINGS) {
        let records = store::shown(SETTINGS);
        dispatch(Action::Settings(storage::read_settings(texts(&records)).0.into()));
    }
    if of(FOLLOW_UPS) {
        let records = store::shown(FOLLOW_UPS);
        dispatch(FollowUpAction::Read(storage::read_follow_ups(texts(&records)).0).into());
    }
    if of(FIGURES) {
        let records = store::shown(FIGURES);
        dispatch(ResponseAction::Read(storage::read_figures(texts(&records)).0).into());
    }
    if of(BUYERS) {
        let records = store::shown(BUYERS);
        dispatch(BuyerAction::Read(storage::read_buyers(texts(&records)).0).into());
    }
    if of(CAMPAIGNS) {
        let records = store::shown(CAMPAIGNS);
        dispatch(CampaignAction::Read(storage::read_campaigns(texts(&records)).0).into());
    }
    let sheets = storage::changed_sheets(changes);
    if !sheets.is_empty() {
        dispatch(ReportAction::Read(sheets).into());
    }
    let followed = STATE.with_borrow_mut(|state| {
        state.as_mut().is_some_and(|state| storage::follow(changes, &mut state.library, &mut state.usage))
    });
    if followed {
        dispatch(Action::Followed);
    }
}

fn texts(records: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    records.iter().map(|(id, text)| (id.as_str(), text.as_str()))
}
