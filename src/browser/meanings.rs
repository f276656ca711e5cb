//! The table of meanings in the browser: `panel.js` fetches it from the extension when the first suggestions stand, and
//! what the phrases mean is read behind what the agent does. Without it, suggestions go by characters.

use super::{
    STATE,
    clock::{later, pause},
    dispatch, document,
};
use crate::{panel::Action, text::embedding::Table};
use js_sys::Uint8Array;
use std::sync::Arc;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// How long after the start the table is fetched, in milliseconds: the first suggestions wait for nothing of it.
const FETCH_MS: i32 = 300;
/// Phrases that are read before the browser may do something else.
const AT_ONCE: usize = 1_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Meanings)]
    async fn load() -> Result<JsValue, JsValue>;
}

/// Fetches the table in a while and reads the library by it.
pub(super) fn start() {
    later(FETCH_MS, || {
        spawn_local(async {
            if let Some(table) = fetched().await {
                STATE.with_borrow_mut(|state| state.as_mut().map(|state| state.bring(Arc::new(table))));
                while STATE.with_borrow_mut(|state| state.as_mut().is_some_and(|state| state.read_on(AT_ONCE))) {
                    pause().await;
                }
                dispatch(Action::Understood);
            }
            document::understood();
        });
    });
}

async fn fetched() -> Option<Table> {
    let bytes = Uint8Array::new(&load().await.ok()?).to_vec();
    let read = Table::read(&bytes);
    if let Err(error) = &read {
        web_sys::console::error_1(&error.to_string().into());
    }
    read.ok()
}
