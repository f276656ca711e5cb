//! A write that failed in the middle of a store's log. Measured in Chromium 156: once a full disk has cut a record off,
//! later writes are acknowledged and can be read, also strict ones, but the next start of the browser reads the log only
//! up to the cut, so all of them are gone. A store that begins a new log writes out what it has in memory, which mends
//! it. So nothing is acknowledged after a failure, or after a start that found a store damaged or behind, before the log
//! is whole again.

use super::{Why, mirror, primary};
use crate::{
    browser::chrome,
    storage::{Store, Writes},
};
use gloo::storage::{LocalStorage, Storage as _};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// How much is written and removed again to make a store begin a new log: LevelDB does so after 4 MB.
pub(super) const BALLAST_BYTES: usize = 5_000_000;

thread_local! {
    static TORN: RefCell<Vec<Store>> = const { RefCell::new(Vec::new()) };
}

/// Writes into the mirror; false when it failed, or lacks what came before.
pub(super) async fn mirrored(writes: &Writes, before: Option<(String, String)>) -> bool {
    if whole(Store::Mirror).await.is_err() {
        return false;
    }
    let result = mirror::write(writes, before).await;
    if result.is_err() {
        torn(Store::Mirror, true);
    }
    matches!(result, Ok(true))
}

/// Writes into another database of the browser's: they share one log with the mirror, which a failed write may cut off.
pub(in crate::browser) async fn beside_mirror(
    write: impl Future<Output = Result<JsValue, JsValue>>,
) -> Option<JsValue> {
    whole(Store::Mirror).await.ok()?;
    let written = write.await;
    if written.is_err() {
        torn(Store::Mirror, true);
    }
    written.ok()
}

/// After a write that failed, makes a store's log whole before anything else is written.
pub(super) async fn whole(store: Store) -> Result<(), Why> {
    if !chrome::present() || !is_torn(store) {
        return Ok(());
    }
    match store {
        Store::Primary => primary::renew().await,
        Store::Mirror => mirror::renew().await,
    }?;
    torn(store, false);
    Ok(())
}

/// Notes that a store's log may be cut off, for all panels. A note that outlives the browser costs a needless renewal.
pub(super) fn torn(store: Store, torn: bool) {
    let (storage, key) = (LocalStorage::raw(), torn_key(store));
    let _ = if torn { storage.set_item(key, "1") } else { storage.remove_item(key) };
    TORN.with_borrow_mut(|all| {
        all.retain(|other| *other != store);
        all.extend(torn.then_some(store));
    });
}

fn is_torn(store: Store) -> bool {
    // The first may be full as well.
    LocalStorage::raw().get_item(torn_key(store)).ok().flatten().is_some()
        || TORN.with_borrow(|all| all.contains(&store))
}

const fn torn_key(store: Store) -> &'static str {
    match store {
        Store::Primary => "qinyu-torn-primary",
        Store::Mirror => "qinyu-torn-mirror",
    }
}
