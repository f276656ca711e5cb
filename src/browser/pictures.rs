//! Pictures of phrases in the browser: from files that are chosen, pasted or dropped to kept pictures, and from those to the
//! screen, the page, the clipboard and files. `www/pictures.js` keeps and draws them; [`crate::library::picture`] decides
//! what becomes of a file, [`crate::storage`] what is collected.

use super::{STATE, clock, clock::later, dispatch, document::download, page, store};
use crate::{
    library::{
        PhraseId,
        pack_file::MAX_BYTES as MAX_FILE_BYTES,
        picture::{self, HEAD_BYTES, IMAGES, Intake, MAX_BYTES, MAX_PICTURES, MAX_SIDE, Refusal},
    },
    panel::{PictureAction, PictureEffect, Room, State, Tab, restore},
    storage,
    wire::PageCommand,
};
use gloo::{
    events::{EventListener, EventListenerOptions},
    storage::{LocalStorage, Storage as _},
};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, Element, File};

/// How long after the start the kept pictures are listed, in milliseconds: none is needed for the first suggestions.
const LIST_MS: i32 = 2_000;
/// In `localStorage`: since when which pictures have had no phrase. Lost, they stay another while.
const NOTED: &str = "qinyu-pictures-without-phrase";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn head(file: &File, length: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn check(file: &File) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn draw(file: &File, media: &str, side: u32, limit: usize) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn keep(blob: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures, js_name = keepUrl)]
    async fn keep_url(url: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn names() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures, js_name = drop)]
    async fn drop_picture(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn address(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn url(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn copy(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Pictures)]
    async fn attach(text: &str, field: &str, names: Vec<String>, limit: f64) -> Result<JsValue, JsValue>;
}

/// Lists what is kept in a while, and collects what no phrase has named for long if the library was read whole.
pub(super) fn start(is_whole: bool) {
    listen();
    later(LIST_MS, move || {
        spawn_local(async move {
            let Some(kept) = list().await else { return };
            dispatch(PictureAction::Listed(kept.clone()).into());
            if is_whole && store::may_collect() {
                collect(&kept).await;
            }
        });
    });
}

/// Performs an effect.
pub(super) fn perform(effect: PictureEffect) {
    spawn_local(async move {
        match effect {
            PictureEffect::Show(names) => {
                let mut shown = Vec::new();
                for name in names {
                    let address = address(&name).await.ok().and_then(|address| address.as_string());
                    shown.push((name, address));
                }
                dispatch(PictureAction::Shown(shown).into());
            }
            PictureEffect::Send { request, id, last_row, name, file } => {
                let url = url(&name).await.ok().and_then(|url| url.as_string()).unwrap_or_default();
                let Some((media, data)) = picture::parts(&url) else {
                    return dispatch(PictureAction::Gone(name).into());
                };
                let ending = media.rsplit('/').next().unwrap_or_default();
                let (name, media, data) = (format!("{file}.{ending}"), media.to_owned(), data.to_owned());
                page::send(&PageCommand::Picture { request, id, last_row, name, media, data });
            }
            PictureEffect::Copy(name) => dispatch(PictureAction::Copied(copy(&name).await.is_ok()).into()),
            PictureEffect::Keep { images, bringer } => {
                let (known, count, mut names) = (list().await.unwrap_or_default(), images.len(), Vec::new());
                for (name, url) in images {
                    // At the start, the folder is read before the panel knows what is here.
                    if known.contains(&name) || store::beside_mirror(keep_url(&url)).await.is_some() {
                        names.push(name);
                    }
                }
                let is_whole = names.len() == count;
                dispatch(PictureAction::Kept { names, bringer, is_whole }.into());
            }
            PictureEffect::Pack { name, text, rest, pictures } => {
                let files = Files { stem: &name, ending: "qinyu.json", field: IMAGES, limit: MAX_FILE_BYTES };
                files.write(text, &rest, pictures).await;
            }
        }
    });
}

/// Makes pictures of files and adds them to a phrase.
pub(super) fn take(files: Vec<File>, phrase: PhraseId) {
    spawn_local(async move {
        let (mut entries, mut refused) = (Vec::new(), Vec::new());
        for (place, file) in files.iter().enumerate() {
            let taken = if place < MAX_PICTURES { taken(file).await } else { Err(Refusal::TooMany) };
            match taken {
                Ok(name) => entries.push(picture::entry(&name, picture::words_of(&file.name()))),
                Err(why) => refused.push((file.name(), why)),
            }
        }
        dispatch(PictureAction::Add { phrase, entries, refused }.into());
    });
}

/// A JSON text with the pictures that it names, as many as fit a pack's file, and how many it has no room for; the text
/// alone if it names none, or if they can't be read.
pub(super) async fn with_pictures(text: &str) -> (JsValue, usize) {
    let names: Vec<_> = picture::names_in(text).into_iter().map(str::to_owned).collect();
    let count = names.len();
    match attached(text, IMAGES, names, MAX_FILE_BYTES).await.filter(|_| count > 0) {
        Some((file, left)) => (file, left.len()),
        None => (text.into(), count),
    }
}

/// Writes the file of everything with every picture that is kept, and further ones for those that it has no room for.
/// How many there are, and whether the pictures are in them.
pub(super) async fn write_all(stem: &str, text: String) -> (usize, bool) {
    let names = list().await;
    let (rest, has_names) = (storage::no_documents(), names.is_some());
    let files = Files { stem, ending: "json", field: storage::PICTURES, limit: restore::MAX_BYTES };
    let (written, is_whole) = files.write(text, &rest, names.unwrap_or_default()).await;
    (written, is_whole && has_names)
}

async fn taken(file: &File) -> Result<String, Refusal> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number, not below 0")]
    let size = file.size() as u64;
    let head: Uint8Array = head(file, HEAD_BYTES).await.map_err(|_| Refusal::NoPicture)?.unchecked_into();
    let picture = match picture::intake(&head.to_vec(), size)? {
        Intake::Keep => check(file).await.map(|_| JsValue::from(file)),
        Intake::Draw(media) => draw(file, media.name(), MAX_SIDE, MAX_BYTES).await,
    };
    let picture = picture.map_err(|_| Refusal::NoPicture)?;
    if !picture.is_object() {
        return Err(Refusal::TooLarge);
    }
    let kept = store::beside_mirror(keep(&picture)).await.and_then(|name| name.as_string());
    kept.ok_or(Refusal::NotKept)
}

async fn list() -> Option<Vec<String>> {
    let names = names().await.ok()?;
    Some(Array::from(&names).iter().filter_map(|name| name.as_string()).collect())
}

async fn collect(kept: &[String]) {
    let records = |state: &State| {
        let entries = state.library.packs.iter().flat_map(|pack| pack.entries.values());
        entries.map(|entry| entry.json.clone()).filter(|json| json.contains(IMAGES)).collect::<Vec<_>>()
    };
    let records = STATE.with_borrow(|state| state.as_ref().map(records)).unwrap_or_default();
    let named: Vec<&str> = records.iter().flat_map(|json| picture::names_in(json)).collect();
    let store = LocalStorage::raw();
    let before = store.get_item(NOTED).ok().flatten().unwrap_or_default();
    let (noted, gone) = storage::collect(kept, &named, &before, clock::now());
    if noted != before {
        let _ = store.set_item(NOTED, &noted); // not noted, they stay another while
    }
    for name in gone {
        let _ = drop_picture(&name).await; // what stays is collected by a later start
    }
}

async fn attached(text: &str, field: &str, names: Vec<String>, limit: usize) -> Option<(JsValue, Vec<String>)> {
    let attached = attach(text, field, names, limit as f64).await.ok()?;
    let of = |field: &str| Reflect::get(&attached, &field.into()).ok();
    let left = Array::from(&of("left")?).iter().filter_map(|name| name.as_string()).collect();
    Some((of("blob")?, left))
}

/// Files that hold pictures: what one has no room for stands in further ones.
struct Files<'a> {
    stem: &'a str,
    ending: &'a str,
    /// Where the pictures stand in the JSON.
    field: &'a str,
    /// Most bytes of a file that is read again.
    limit: usize,
}

impl Files<'_> {
    /// Writes `text` to the downloads, and further files that begin as `rest`; how many, and whether nothing was left out.
    async fn write(&self, text: String, rest: &str, pictures: Vec<String>) -> (usize, bool) {
        let Self { stem, ending, field, limit } = *self;
        let (mut text, mut pictures, mut number) = (text, pictures, 1);
        loop {
            let count = pictures.len();
            let attached = attached(&text, field, pictures, limit).await;
            let is_read = attached.is_some();
            let (file, left) = attached.unwrap_or_else(|| (text.as_str().into(), Vec::new()));
            let part = if number == 1 { String::new() } else { format!("-{number}") };
            download(&format!("{stem}{part}.{ending}"), &file);
            // An empty file holds any one picture; were it not so, this would never end.
            if left.is_empty() || number > 1 && left.len() == count {
                return (number, is_read && left.is_empty());
            }
            (text, pictures, number) = (rest.to_owned(), left, number + 1);
        }
    }
}

/// Pictures that are pasted or dropped while a phrase is open are added to it; a picture that is dragged over another
/// takes its place.
fn listen() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    EventListener::new(&document, "dragstart", |event| {
        let offered = |element: Element| element.closest(".offered").ok().flatten().is_some();
        let element = event.target().and_then(|target| target.dyn_into().ok());
        if element.is_some_and(offered)
            && let Some(carried) = carried_by(event, "dataTransfer")
        {
            // The file stays. An input box that takes no files would take the words: an address that nobody else can open.
            for words in ["text/plain", "text/uri-list", "text/html"] {
                let _ = carried.clear_data_with_format(words); // it carries none
            }
        }
    })
    .forget(); // lives as long as the panel
    for kind in ["paste", "dragover", "drop"] {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, kind, options, move |event| {
            let field = if kind == "paste" { "clipboardData" } else { "dataTransfer" };
            let (Some(phrase), Some(carried)) = (open_phrase(), carried_by(event, field)) else { return };
            let has = |kind: &str| carried.types().includes(&kind.into(), 0);
            // A spreadsheet puts a picture of its cells beside their text.
            if !has("Files") || has("text/plain") && kind == "paste" {
                return;
            }
            event.prevent_default();
            if kind != "dragover" {
                take(files(carried.files()), phrase);
            }
        })
        .forget(); // lives as long as the panel
    }
}

fn carried_by(event: &web_sys::Event, field: &str) -> Option<DataTransfer> {
    Reflect::get(event, &field.into()).ok()?.dyn_into().ok()
}

/// The files of a list.
pub(super) fn files(list: Option<web_sys::FileList>) -> Vec<File> {
    let list = list.as_ref();
    let count = list.map_or(0, web_sys::FileList::length);
    (0..count).filter_map(|at| list.and_then(|list| list.get(at))).collect()
}

fn open_phrase() -> Option<PhraseId> {
    let open = |state: &State| match &state.desk.room {
        Room::Editor(id) if state.tab == Tab::Library => Some(id.clone()),
        _ => None,
    };
    STATE.with_borrow(|state| state.as_ref().and_then(open))
}
