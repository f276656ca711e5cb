//! What is kept between two openings: in `chrome.storage.local`, or in `localStorage` where there is no extension.

use super::{chrome, page::object};
use crate::{
    panel::{OwnPack, Settings},
    storage::{PACKS_KEY, SETTINGS_KEY, parse_packs, parse_settings, print_packs, print_settings},
};
use gloo::storage::{LocalStorage, Storage as _};

/// What can't be read is put aside under this ending before anything is written over it.
const UNREADABLE: &str = ".unreadable";

/// The stored settings and own packs; false when something there could not be read.
pub(super) async fn load() -> (Settings, Vec<OwnPack>, bool) {
    if chrome::present() {
        // A hijacked chat page must not be able to read what the panel keeps.
        let _ = chrome::storage_access(&object(&[("accessLevel", "TRUSTED_CONTEXTS".into())])).await;
    }
    let (mut settings, mut packs, mut readable) = (Settings::default(), Vec::new(), true);
    if let Some(stored) = get(SETTINGS_KEY).await {
        match parse_settings(&stored) {
            Ok(read) => settings = read,
            Err(_) => {
                readable = false;
                let _ = set(&[SETTINGS_KEY, UNREADABLE].concat(), &stored).await;
            }
        }
    }
    if let Some(stored) = get(PACKS_KEY).await {
        let (read, unread) = parse_packs(&stored);
        packs = read;
        if unread > 0 {
            readable = false;
            let _ = set(&[PACKS_KEY, UNREADABLE].concat(), &stored).await;
        }
    }
    (settings, packs, readable)
}

/// Keeps settings; false when the browser refused.
pub(super) async fn save_settings(settings: &Settings) -> bool {
    set(SETTINGS_KEY, &print_settings(settings)).await
}

/// Keeps the own packs; false when the browser refused.
pub(super) async fn save_packs(packs: &[String]) -> bool {
    set(PACKS_KEY, &print_packs(packs)).await
}

async fn get(key: &str) -> Option<String> {
    if chrome::present() {
        let items = chrome::storage_get(key).await.ok()?;
        js_sys::Reflect::get(&items, &key.into()).ok().and_then(|value| value.as_string())
    } else {
        LocalStorage::raw().get_item(key).ok().flatten()
    }
}

async fn set(key: &str, value: &str) -> bool {
    if chrome::present() {
        chrome::storage_set(&object(&[(key, value.into())])).await.is_ok()
    } else {
        LocalStorage::raw().set_item(key, value).is_ok()
    }
}
