//! What is kept between two openings: in `chrome.storage.local`, or in `localStorage` where there is no extension.

use super::{chrome, page::object};
use crate::{
    library::PhrasePack,
    panel::{OwnPack, Settings},
    storage::{PACKS_KEY, SETTINGS_KEY, parse_settings, print_settings, read_packs},
};
use gloo::storage::{LocalStorage, Storage as _};
use js_sys::{Array, JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What can't be read is put aside under this ending before anything is written over it.
const UNREADABLE: &str = ".unreadable";

/// The stored settings and own packs; false when something there could not be read. `kept` is the promise of all that the
/// extension keeps; asked for by the caller before this module was compiled, for with a large library it is the longest
/// wait of all.
pub(super) async fn load(kept: JsValue) -> (Settings, Vec<(OwnPack, PhrasePack)>, bool) {
    if chrome::present() {
        // A hijacked chat page must not be able to read what the panel keeps. Nothing of ours is in a page yet.
        spawn_local(async {
            let _ = chrome::storage_access(&object(&[("accessLevel", "TRUSTED_CONTEXTS".into())])).await;
        });
    }
    let (mut settings, mut packs, mut readable) = (Settings::default(), Vec::new(), true);
    let items = match kept.dyn_into::<Promise>() {
        Ok(kept) => JsFuture::from(kept).await.unwrap_or(JsValue::UNDEFINED),
        Err(_) => object(&[(SETTINGS_KEY, local(SETTINGS_KEY)), (PACKS_KEY, local(PACKS_KEY))]),
    };
    let get = |key: &str| Reflect::get(&items, &key.into()).ok().filter(|value| !value.is_undefined());
    if let Some(stored) = get(SETTINGS_KEY) {
        match stored.as_string().as_deref().map(parse_settings) {
            Some(Ok(read)) => settings = read,
            _ => readable = put_aside(SETTINGS_KEY, &stored).await,
        }
    }
    if let Some(stored) = get(PACKS_KEY) {
        let files = stored.dyn_ref::<Array>().map(|files| files.iter().filter_map(|file| file.as_string()).collect());
        let (read, unread) = files.map_or((Vec::new(), 1), read_packs);
        packs = read;
        if unread > 0 {
            readable = put_aside(PACKS_KEY, &stored).await;
        }
    }
    (settings, packs, readable)
}

/// Keeps settings; false when the browser refused.
pub(super) async fn save_settings(settings: &Settings) -> bool {
    set(SETTINGS_KEY, &print_settings(settings).into()).await
}

/// Keeps the own packs; false when the browser refused.
pub(super) async fn save_packs(packs: &[String]) -> bool {
    let files: Array = packs.iter().map(|file| JsValue::from_str(file)).collect();
    set(PACKS_KEY, &files).await
}

/// Keeps a copy of what can't be read; always false, for what it is about was not read.
async fn put_aside(key: &str, stored: &JsValue) -> bool {
    let _ = set(&[key, UNREADABLE].concat(), stored).await;
    false
}

/// What is kept where there is no extension.
fn local(key: &str) -> JsValue {
    let text = LocalStorage::raw().get_item(key).ok().flatten();
    text.and_then(|text| JSON::parse(&text).ok()).unwrap_or(JsValue::UNDEFINED)
}

async fn set(key: &str, value: &JsValue) -> bool {
    if chrome::present() {
        chrome::storage_set(&object(&[(key, value.clone())])).await.is_ok()
    } else {
        let text = JSON::stringify(value).map(String::from).unwrap_or_default();
        LocalStorage::raw().set_item(key, &text).is_ok()
    }
}
