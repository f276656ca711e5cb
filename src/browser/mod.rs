//! The only module that touches the browser: it performs the panel's effects and shows its state.
//! wasm only. [`page`] is the link to the chat page, [`store`] keeps settings, [`document`] is the panel's own
//! document, [`chrome`] declares the extension API.

mod chrome;
mod document;
mod page;
mod store;

use crate::{
    engine,
    panel::{Action, Effect, State, update},
};
use std::cell::RefCell;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Shows the panel in the document and links it to the page. Called once by `panel.js`, with the promise of what the
/// extension keeps; `undefined` where there is no extension.
#[wasm_bindgen]
pub async fn start(kept: JsValue) {
    std::panic::set_hook(Box::new(|panic| {
        // The place alone: the message could hold a buyer's words.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("panic at {place}").into());
    }));
    page::prepare();
    engine::warm_up();
    let (settings, packs, readable) = store::load(kept).await;
    STATE.replace(Some(State::new(settings, packs)));
    document::listen();
    if !readable {
        dispatch(Action::Unreadable);
    }
    STATE.with_borrow(|state| state.as_ref().map(document::show));
    document::ready();
    page::start();
}

/// Something happened: the state changes, the panel is shown anew, the effects are performed.
fn dispatch(action: Action) {
    // Taken out while it changes: an effect that dispatches again finds it back in place.
    let Some(mut state) = STATE.take() else { return };
    let effects = update(&mut state, action);
    document::show(&state);
    STATE.replace(Some(state));
    effects.into_iter().for_each(perform);
}

fn perform(effect: Effect) {
    match effect {
        Effect::Send(command) => page::send(&command),
        Effect::Copy(text) => spawn_local(async move { dispatch(Action::Copied(document::copy(&text).await)) }),
        Effect::Save(settings) => spawn_local(async move { saved(store::save_settings(&settings).await) }),
        Effect::SavePacks(packs) => spawn_local(async move { saved(store::save_packs(&packs).await) }),
        Effect::AllowSite(pattern) => page::allow(&pattern),
        Effect::ForgetSite(pattern) => page::forget(&pattern),
        Effect::ReloadPage => page::reload(),
        Effect::Focus(id) => document::focus(&id),
    }
}

fn saved(kept: bool) {
    if !kept {
        dispatch(Action::NotSaved);
    }
}
