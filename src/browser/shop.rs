//! The shop in the browser: what is kept of it, read when the first suggestions stand, and its files on their way to the
//! worker. `www/shop.js` keeps, `www/shop_worker.js` reads files; [`crate::panel::shop_files`] decides.

use super::{
    STATE,
    clock::{later, pause},
    dispatch,
};
use crate::{
    cross_sell::{Learnt, Shop},
    panel::{SellingAction, ShopFileAction, ShopFileEffect, State},
    shop::{
        Catalog, CatalogItem, Cataloguing, ShopKey,
        kept::{KeptError, read_catalogue, read_promotions, read_sets, read_size_charts},
    },
};
use gloo::storage::{LocalStorage, Storage as _};
use js_sys::{Array, Reflect, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// How long after the start the shop is read, in milliseconds: the first replies wait for nothing of it.
const READ_MS: i32 = 1_500;
/// In `localStorage`: what the agent said about columns. Lost, it is asked again.
const MAPPINGS: &str = "qinyu-shop-columns";
/// The parts that the panel needs; the orders are the worker's alone.
const PARTS: [&str; 5] = ["catalogue", "sizes", "sets", "promotions", "learnt"];

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Shop)]
    async fn load(parts: Vec<String>, known: Vec<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = Shop)]
    fn read(tell: &JsValue, file: &File, mapping: &str, encoding: &str);
    #[wasm_bindgen(js_namespace = Shop)]
    fn order(tell: &JsValue, name: &str, value: &str);
    #[wasm_bindgen(js_namespace = Shop, js_name = onKept)]
    fn on_kept(run: &JsValue);
}

thread_local! {
    /// The files that were chosen, in the places that the panel knows them by.
    static FILES: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
    /// The sum of the catalogue that the panel shows. While it is the same one, it isn't read again.
    static CATALOGUE: RefCell<String> = const { RefCell::new(String::new()) };
    /// The last reading of what is kept that was begun; an earlier one that is still under way gives up.
    static READING: Cell<u32> = const { Cell::new(0) };
    /// Takes what the worker says.
    static TELL: JsValue = Closure::<dyn Fn(String)>::new(|json| {
        dispatch(ShopFileAction::Answer(json).into());
    })
    .into_js_value();
}

/// Reads what is kept in a while, and again whenever a panel keeps something else.
pub(super) fn start() {
    let mappings = LocalStorage::raw().get_item(MAPPINGS).ok().flatten();
    later(READ_MS, move || {
        if let Some(mappings) = mappings {
            dispatch(ShopFileAction::Remembered(mappings).into());
        }
        spawn_local(async {
            if read_kept().await {
                // The panel was closed before it was learnt from, or this one learns otherwise.
                tell(|tell| order(tell, "learn", "unreadable"));
            }
        });
        let kept = Closure::<dyn Fn()>::new(|| {
            spawn_local(async {
                read_kept().await;
            });
        });
        on_kept(&kept.into_js_value());
    });
}

/// Hands files over to the panel, which has them read one after the other.
pub(super) fn take(files: Vec<File>) {
    let names = files.iter().map(File::name).collect();
    FILES.with_borrow_mut(|known| known.extend(files));
    dispatch(ShopFileAction::Chosen(names).into());
}

/// Performs an effect.
pub(super) fn perform(effect: ShopFileEffect) {
    match effect {
        ShopFileEffect::Read { place, mapping, encoding } => {
            if let Some(file) = FILES.with_borrow(|files| files.get(place).cloned()) {
                tell(|tell| read(tell, &file, &mapping, &encoding));
            }
        }
        ShopFileEffect::Order { name, value } => tell(|tell| order(tell, name, value)),
        ShopFileEffect::Remember(text) => {
            let _ = LocalStorage::raw().set_item(MAPPINGS, &text); // not remembered, it is asked again
        }
    }
}

fn tell(run: impl FnOnce(&JsValue)) {
    TELL.with(run);
}

/// Shows the shop as it is kept; true when it was not learnt from yet. In small tasks, for a large shop takes a while.
async fn read_kept() -> bool {
    let reading = READING.get() + 1;
    READING.set(reading);
    let known = CATALOGUE.with_borrow(Clone::clone);
    let Ok(kept) = load(PARTS.map(str::to_owned).to_vec(), vec![known.clone()]).await else { return false };
    let of = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).unwrap_or_default();
    let parts = of(&kept, "parts");
    let part = |name: &str| of(&parts, name).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
    let mut lost: Vec<String> = Array::from(&of(&kept, "lost")).iter().filter_map(|name| name.as_string()).collect();
    // Learnt again without a word.
    lost.retain(|name| name != "learnt");
    let sum = of(&of(&kept, "sums"), "catalogue").as_string().unwrap_or_default();
    let shown = || STATE.with_borrow(|state| state.as_ref().map(|state| Rc::clone(&state.selling.shop.catalog)));
    let catalog = match shown().filter(|_| sum == known && !sum.is_empty()) {
        Some(catalog) => catalog,
        None => {
            Rc::new(catalogued(unless_lost("catalogue", part, read_catalogue, &mut lost).unwrap_or_default()).await)
        }
    };
    pause().await;
    let sets = unless_lost("sets", part, read_sets, &mut lost).unwrap_or_default();
    let size_charts = unless_lost("sizes", part, read_size_charts, &mut lost).unwrap_or_default();
    let promotions = unless_lost("promotions", part, read_promotions, &mut lost).unwrap_or_default();
    pause().await;
    // Of other items it would speak of the wrong ones; what can't be read is learnt again.
    let learnt = part("learnt").and_then(|bytes| Learnt::read(&bytes).ok()).filter(|learnt| learnt.is_of(&catalog));
    let is_unlearnt = !catalog.items().is_empty() && (learnt.is_none() || of(&kept, "stale").is_truthy());
    pause().await;
    if READING.get() != reading {
        return false;
    }
    let known = |state: &State| (Rc::clone(&state.selling.shop), state.selling.key.clone());
    let (before, key_before) = STATE.with_borrow(|state| state.as_ref().map(known)).unwrap_or_default();
    CATALOGUE.replace(if lost.iter().any(|name| name == "catalogue") { String::new() } else { sum });
    if !lost.is_empty() {
        dispatch(ShopFileAction::Lost(lost).into());
    }
    let is_empty = |shop: &Shop| shop.catalog.items().is_empty() && shop.sets.is_empty() && shop.promotions.is_empty();
    let shop = Shop { catalog, learnt: learnt.unwrap_or_default(), promotions, sets, size_charts };
    let key = of(&kept, "key").as_string().and_then(|digits| ShopKey::from_hex(&digits));
    if let Some(key) = key.filter(|key| key_before.as_ref() != Some(key)) {
        dispatch(crate::panel::Action::Selling(SellingAction::Key(key)));
    }
    if !is_empty(&shop) || !is_empty(&before) {
        dispatch(crate::panel::Action::Selling(SellingAction::Shop(Rc::new(shop))));
    }
    pause().await;
    drop(before);
    while STATE.with_borrow(|state| state.as_ref().is_some_and(State::index_items)) {
        pause().await;
    }
    is_unlearnt
}

/// The catalogue of these items.
async fn catalogued(items: Vec<CatalogItem>) -> Catalog {
    pause().await;
    let mut cataloguing = Cataloguing::new(items);
    while cataloguing.step() {
        pause().await;
    }
    pause().await;
    cataloguing.finish()
}

/// A part's content; one that can't be read is lost, and stays as it is.
fn unless_lost<T>(
    name: &str,
    part: impl Fn(&str) -> Option<Vec<u8>>,
    read: impl FnOnce(&[u8]) -> Result<T, KeptError>,
    lost: &mut Vec<String>,
) -> Option<T> {
    let read = read(&part(name)?);
    if read.is_err() {
        lost.push(name.to_owned());
    }
    read.ok()
}
