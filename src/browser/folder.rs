//! The team's folder in the browser: the File System Access API, which shows a page one folder that the agent chose.
//! [`crate::panel::FolderAction`] hears what lies there. The folder's handle is kept in a database of its own, for only
//! IndexedDB can hold one; the right to use it ends with the browser, and is asked for again by a click.

use super::{
    STATE,
    clock::later,
    dispatch,
    page::object,
    pictures,
    store::{done, objects},
};
use crate::{
    library::folder::Listed,
    panel::{FolderAction, FolderEffect, FolderLink, Room, State},
};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{AsyncIterator, Promise, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Where the handle is kept.
const DATABASE: &str = "qinyu-folder";
const OBJECTS: &str = "handle";
const KEY: &str = "team";
/// Milliseconds between two looks at the folder; what keeps it in step takes longer than that.
const POLL_MS: i32 = 5_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = showDirectoryPicker)]
    fn show_directory_picker(how: &JsValue) -> Result<Promise, JsValue>;

    /// A folder or a file of the agent's.
    #[derive(Clone)]
    type Handle;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Handle) -> String;
    #[wasm_bindgen(method, catch)]
    fn values(this: &Handle) -> Result<AsyncIterator, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn file(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    fn file_handle(this: &Handle, name: &str, how: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn writable(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query_permission(this: &Handle, how: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &Handle, how: &JsValue) -> Result<Promise, JsValue>;

    /// A file being written beside the old one, which it replaces at once when it is closed.
    type Writable;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, content: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;

    /// What is dropped.
    type Dropped;
    #[wasm_bindgen(method, catch, js_name = getAsFileSystemHandle)]
    fn handle(this: &Dropped) -> Result<Promise, JsValue>;
}

thread_local! {
    static HANDLE: RefCell<Option<Handle>> = const { RefCell::new(None) };
    /// A look at the folder is under way.
    static LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// Goes on with the folder that is kept, and looks at it from now on while the panel is seen.
pub(super) fn start() {
    if !Reflect::has(&js_sys::global(), &"showDirectoryPicker".into()).unwrap_or(false) {
        return dispatch(FolderAction::Link(FolderLink::Unsupported).into());
    }
    listen_to_drops();
    spawn_local(async {
        let kept = async { done(&objects(DATABASE, OBJECTS, "readonly").await?.get(&KEY.into())?).await };
        if let Ok(kept) = kept.await
            && kept.is_object()
        {
            let handle: Handle = kept.unchecked_into();
            let right = await_it(handle.query_permission(&read_and_write())).await;
            take(handle, right);
        }
        poll();
    });
}

/// Performs an effect. Within the agent's click: the browser asks for one.
pub(super) fn perform(effect: FolderEffect) {
    match effect {
        FolderEffect::Choose => {
            let how = object(&[("mode", "readwrite".into()), ("id", "qinyu".into())]);
            let chosen = show_directory_picker(&how);
            spawn_local(async move {
                // Refused is what the browser calls it too when the agent thinks better of it.
                if let Ok(handle) = await_it(chosen).await {
                    keep(handle.unchecked_into(), Ok("granted".into())).await;
                }
            });
        }
        FolderEffect::Reconnect => {
            let Some(handle) = HANDLE.with_borrow(Clone::clone) else { return };
            let asked = handle.request_permission(&read_and_write());
            spawn_local(async move { take(handle, await_it(asked).await) });
        }
        FolderEffect::Leave => {
            HANDLE.replace(None);
            spawn_local(async {
                let forget = async { objects(DATABASE, OBJECTS, "readwrite").await?.delete(&KEY.into()) };
                // What stays is asked for again at the next start, and can be left then.
                let _ = forget.await;
            });
        }
        FolderEffect::Publish { name, text } => {
            let Some(folder) = HANDLE.with_borrow(Clone::clone) else { return };
            spawn_local(async move {
                let is_written = write(&folder, &name, &text).await.is_ok();
                dispatch(FolderAction::Published(is_written).into());
            });
        }
        FolderEffect::Write(files) => {
            let Some(folder) = HANDLE.with_borrow(Clone::clone) else { return };
            spawn_local(async move {
                let (mut is_written, mut pictures_left) = (true, 0);
                for (name, text) in files {
                    match write(&folder, &name, &text).await {
                        Ok(left) => pictures_left += left,
                        Err(_) => is_written = false,
                    }
                }
                let told = |state: &State| (!state.folder.not_written, state.folder.pictures_left);
                if STATE.with_borrow(|state| state.as_ref().map(told)) != Some((is_written, pictures_left)) {
                    dispatch(FolderAction::Written { is_written, pictures_left }.into());
                }
            });
        }
    }
}

/// Uses a folder from now on, also after the next start.
async fn keep(handle: Handle, right: Result<JsValue, JsValue>) {
    let kept =
        async { done(&objects(DATABASE, OBJECTS, "readwrite").await?.put_with_key(&handle, &KEY.into())?).await };
    // A folder that can't be kept is chosen again at the next start.
    let _ = kept.await;
    take(handle, right);
}

fn take(handle: Handle, right: Result<JsValue, JsValue>) {
    let is_granted = right.is_ok_and(|right| right == "granted");
    let name = handle.name();
    HANDLE.replace(Some(handle));
    tell(if is_granted { FolderLink::Open(name) } else { FolderLink::Asleep(name) });
    if is_granted {
        spawn_local(look());
    }
}

fn tell(link: FolderLink) {
    if STATE.with_borrow(|state| state.as_ref().is_some_and(|state| state.folder.link != link)) {
        dispatch(FolderAction::Link(link).into());
    }
}

fn poll() {
    later(POLL_MS, || {
        let is_seen = web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden());
        spawn_local(async move {
            if is_seen {
                look().await;
            }
            poll();
        });
    });
}

/// Looks at the folder once; what fails is seen again at the next look.
async fn look() {
    let Some(folder) = HANDLE.with_borrow(Clone::clone) else { return };
    let asleep = |state: &State| matches!(state.folder.link, FolderLink::Asleep(_));
    if STATE.with_borrow(|state| state.as_ref().is_none_or(asleep)) || LOOKING.replace(true) {
        return;
    }
    let files = list(&folder).await;
    let is_same = HANDLE.with_borrow(|now| now.as_ref().is_some_and(|now| **now == *folder));
    match files {
        _ if !is_same => {} // another folder was chosen meanwhile
        Ok(files) => {
            tell(FolderLink::Open(folder.name()));
            let listing: Vec<_> = files.iter().map(|(listed, _)| listed.clone()).collect();
            let ask = |state: &mut Option<State>| state.as_mut().map(|state| state.unread_files(&listing));
            let (unread, is_due) = STATE.with_borrow_mut(ask).unwrap_or_default();
            let mut read = Vec::new();
            for (listed, file) in files.into_iter().filter(|(listed, _)| unread.contains(listed)) {
                // A file that changed since it was listed can't be read; it is listed anew.
                if let Some(text) = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                    read.push((listed, text));
                }
            }
            if is_due {
                dispatch(FolderAction::Read(read).into());
            }
        }
        Err(error) => {
            let is_refused = Reflect::get(&error, &"name".into()).is_ok_and(|name| name == "NotAllowedError");
            tell(if is_refused { FolderLink::Asleep(folder.name()) } else { FolderLink::Gone(folder.name()) });
        }
    }
    LOOKING.set(false);
}

/// The files of a folder, not of those in it.
async fn list(folder: &Handle) -> Result<Vec<(Listed, web_sys::File)>, JsValue> {
    let (entries, mut files) = (folder.values()?, Vec::new());
    loop {
        let next = JsFuture::from(entries.next()?).await?;
        if Reflect::get(&next, &"done".into())?.is_truthy() {
            return Ok(files);
        }
        let entry: Handle = Reflect::get(&next, &"value".into())?.unchecked_into();
        if entry.kind() != "file" || !entry.name().ends_with(".json") {
            continue;
        }
        // It may be gone by now.
        let Ok(file) = await_it(entry.file()).await else { continue };
        let file: web_sys::File = file.unchecked_into();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers, not below 0")]
        let (size, modified) = (file.size() as u64, file.last_modified().max(0.0) as u64);
        files.push((Listed { name: file.name(), size, modified }, file));
    }
}

/// Writes a file; how many pictures it had no room for.
async fn write(folder: &Handle, name: &str, text: &str) -> Result<usize, JsValue> {
    let file: Handle = await_it(folder.file_handle(name, &object(&[("create", true.into())]))).await?.unchecked_into();
    let writable: Writable = await_it(file.writable()).await?.unchecked_into();
    let (content, left) = pictures::with_pictures(text).await;
    await_it(writable.write(&content)).await?;
    await_it(writable.close()).await?;
    Ok(left)
}

/// A folder that is dropped where the packs are listed is used.
fn listen_to_drops() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    for kind in ["dragover", "drop"] {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, kind, options, move |event| {
            let in_packs = |state: &State| state.desk.room == Room::Packs;
            if !STATE.with_borrow(|state| state.as_ref().is_some_and(in_packs)) {
                return;
            }
            let step = |value: JsValue, name: &str| Reflect::get(&value, &name.into()).ok().filter(JsValue::is_object);
            let items = step(event.into(), "dataTransfer").and_then(|transfer| step(transfer, "items"));
            let Some(first) = items.and_then(|items| step(items, "0")) else { return };
            if Reflect::get(&first, &"kind".into()).is_ok_and(|kind| kind != "file") {
                return;
            }
            event.prevent_default();
            if kind == "drop" {
                let dropped = first.unchecked_into::<Dropped>().handle();
                spawn_local(async move {
                    // Nothing for a file that a script made.
                    let Ok(handle) = await_it(dropped).await else { return };
                    let is_folder = Reflect::get(&handle, &"kind".into()).is_ok_and(|kind| kind == "directory");
                    let handle: Handle = handle.unchecked_into();
                    if is_folder {
                        let right = await_it(handle.request_permission(&read_and_write())).await;
                        keep(handle, right).await;
                    }
                });
            }
        })
        .forget(); // lives as long as the panel
    }
}

fn read_and_write() -> JsValue {
    object(&[("mode", "readwrite".into())])
}

async fn await_it(promise: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(promise?).await
}
