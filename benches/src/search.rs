//! The phrase search over a list of texts, for a page that times it beside others: [`search_load`], then
//! [`search_build`], then [`search_find`] for each keystroke.

use qinyu::library::{
    Phrase,
    search::{SearchIndex, SearchOptions},
};
use std::{cell::RefCell, sync::Arc};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Default)]
struct Searched {
    phrases: Vec<Arc<Phrase>>,
    index: Option<SearchIndex>,
}

thread_local! {
    static SEARCHED: RefCell<Searched> = RefCell::default();
}

/// Phrases that are a body and nothing else.
#[must_use]
pub fn bodies(texts: Vec<String>) -> Vec<Arc<Phrase>> {
    texts.into_iter().map(|body| Arc::new(Phrase { body, ..Phrase::default() })).collect()
}

/// Takes a JSON array of texts as the library and returns how many there are; 0 if it is none. Not to be timed.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn search_load(texts: &str) -> u32 {
    let phrases = serde_json::from_str(texts).map(bodies).unwrap_or_default();
    let count = u32::try_from(phrases.len()).unwrap_or(u32::MAX);
    SEARCHED.with_borrow_mut(|searched| *searched = Searched { phrases, index: None });
    count
}

/// Takes the made-up library of so many phrases, with all their fields, instead.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn search_load_whole(phrases: u32) {
    let phrases = crate::library::pack(phrases as usize).phrases;
    SEARCHED.with_borrow_mut(|searched| *searched = Searched { phrases, index: None });
}

/// Indexes the library.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn search_build() {
    SEARCHED.with_borrow_mut(|searched| {
        searched.index = None;
        searched.index = Some(SearchIndex::new(searched.phrases.iter().map(|phrase| &**phrase)));
    });
}

/// The places of the texts that were found, best first.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn search_find(query: &str, limit: u32) -> Vec<u32> {
    let options = SearchOptions { limit: limit as usize, ..SearchOptions::default() };
    SEARCHED.with_borrow(|searched| {
        let hits = searched.index.as_ref().map(|index| index.find(query, &options)).unwrap_or_default();
        hits.iter().filter_map(|hit| u32::try_from(hit.phrase).ok()).collect()
    })
}

/// Changes one text and returns when it can be found.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn search_edit(place: u32, body: &str) {
    SEARCHED.with_borrow_mut(|searched| {
        if let Some(index) = &mut searched.index {
            index.replace(place as usize, Phrase { body: body.to_owned(), ..Phrase::default() });
        }
    });
}

/// The texts of the made-up library as a JSON array: what a search box over nothing but texts would hold.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn search_texts(phrases: u32) -> String {
    let texts: Vec<String> =
        crate::library::pack(phrases as usize).phrases.iter().map(|phrase| phrase.body.clone()).collect();
    serde_json::json!(texts).to_string()
}
