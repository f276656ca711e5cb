//! The store that is read at every start: `chrome.storage.local`, or `localStorage` where there is no extension.

use super::{Why, log::BALLAST_BYTES};
use crate::{
    browser::{chrome, page::object},
    storage::{BALLAST, Batch, Dump, LEGACY_KEYS, gather},
};
use gloo::storage::{LocalStorage, Storage as _};
use js_sys::{Array, JSON, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Everything.
pub(super) async fn read_all() -> Result<Dump, Why> {
    if !chrome::present() {
        return Ok(local());
    }
    chrome::storage_get(&JsValue::NULL).await.map(|items| dump(&items)).map_err(|error| Why::of(&error))
}

/// What `early.js` asked for: the promise of an array of answers, which are promises too. One that fails is nothing.
pub(super) async fn asked(asked: JsValue) -> Dump {
    if !chrome::present() {
        return local();
    }
    let mut texts = Vec::new();
    for part in settled(asked).await.dyn_into::<Array>().unwrap_or_default() {
        read_texts(&settled(part).await, &mut texts);
    }
    gather(texts)
}

/// What a promise comes to; `undefined` where it fails.
async fn settled(promise: JsValue) -> JsValue {
    JsFuture::from(Promise::resolve(&promise)).await.unwrap_or_default()
}

/// The texts of some keys, as far as they are there.
pub(super) async fn read(keys: &[String]) -> Result<Dump, Why> {
    if !chrome::present() {
        return Ok(gather(local().into_iter().filter(|(key, _)| keys.contains(key))));
    }
    let keys: Array = keys.iter().map(|key| JsValue::from_str(key)).collect();
    chrome::storage_get(&keys).await.map(|items| dump(&items)).map_err(|error| Why::of(&error))
}

/// Writes a batch, and then removes what it removes.
pub(super) async fn write(batch: &Batch) -> Result<(), Why> {
    let texts: Vec<_> = batch.iter().filter_map(|(key, text)| Some((key.as_str(), text.as_deref()?))).collect();
    let gone: Vec<_> = batch.iter().filter(|(_, text)| text.is_none()).map(|(key, _)| key.as_str()).collect();
    if !chrome::present() {
        let store = LocalStorage::raw();
        for (key, text) in texts {
            store.set_item(key, text).map_err(|error| Why::of(&error))?;
        }
        return gone.into_iter().try_for_each(|key| store.remove_item(key)).map_err(|error| Why::of(&error));
    }
    if !texts.is_empty() {
        let items: Vec<_> = texts.into_iter().map(|(key, text)| (key, JsValue::from_str(text))).collect();
        chrome::storage_set(&object(&items)).await.map_err(|error| Why::of(&error))?;
    }
    if !gone.is_empty() {
        let keys: Array = gone.into_iter().map(JsValue::from_str).collect();
        chrome::storage_remove(&keys).await.map_err(|error| Why::of(&error))?;
    }
    Ok(())
}

/// Makes the store begin a new log, as it does after this many bytes: see [`super::log`].
pub(super) async fn renew() -> Result<(), Why> {
    write(&vec![(BALLAST.into(), Some("0".repeat(BALLAST_BYTES)))]).await?;
    write(&vec![(BALLAST.into(), None)]).await
}

fn dump(items: &JsValue) -> Dump {
    let mut texts = Vec::new();
    read_texts(items, &mut texts);
    gather(texts)
}

/// Appends the keys and texts of an answer.
fn read_texts(items: &JsValue, texts: &mut Vec<(String, String)>) {
    let Some(items) = items.dyn_ref::<Object>() else { return };
    let entry = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        Some((entry.get(0).as_string()?, text(&entry.get(1))?))
    };
    texts.extend(Object::entries(items).iter().filter_map(entry));
}

/// A value as text; the layout before this one kept an array.
pub(super) fn text(value: &JsValue) -> Option<String> {
    value.as_string().or_else(|| JSON::stringify(value).ok().map(String::from))
}

fn local() -> Dump {
    let store = LocalStorage::raw();
    let keys = (0..store.length().unwrap_or_default()).filter_map(|at| store.key(at).ok().flatten());
    let entry = |key: String| {
        let raw = store.get_item(&key).ok().flatten()?;
        let old = LEGACY_KEYS.contains(&key.as_str()).then(|| JSON::parse(&raw).ok()).flatten();
        Some((key, old.and_then(|value| text(&value)).unwrap_or(raw)))
    };
    gather(keys.filter_map(entry))
}
