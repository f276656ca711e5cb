//! The link to the page in the active tab: puts the page side into its frames, opens a port to each, follows the agent
//! from tab to tab. Nothing of ours is in a page before the panel opens on it, and nothing runs there once it is closed.

use super::{badge, chrome, dispatch};
use crate::{
    panel::{
        Action, Link,
        frames::{FrameId, Frames},
    },
    wire::{PageCommand, PageEvent},
};
use js_sys::{Array, JSON, Object, Reflect};
use serde_json::{Map, Number, Value};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;

/// The frame that is the page itself.
const PAGE: FrameId = 0;

/// The files of the page side, in the order in which they need one another.
const PAGE_SIDE: [&str; 12] = [
    "page/dom.js",
    "page/obvious.js",
    "page/talk.js",
    "page/read.js",
    "page/caret.js",
    "page/paste.js",
    "page/insert.js",
    "page/picture.js",
    "page/pick_list.js",
    "page/picker.js",
    "page/teach.js",
    "page/main.js",
];

/// Frames that are read: more are advertisements.
const MAX_FRAMES: usize = 16;

/// How deep an event is read: a conversation holds rows, a row holds a card.
const MAX_DEPTH: usize = 8;

thread_local! {
    static PORTS: RefCell<BTreeMap<FrameId, chrome::Port>> = const { RefCell::new(BTreeMap::new()) };
    static FRAMES: RefCell<Frames> = RefCell::default();
    /// Counts attachments, so that what an earlier port still says is not taken for the present one.
    static ATTACHMENT: Cell<u32> = const { Cell::new(0) };
    /// The tab that is followed; fixed when the address names one (`panel.html?tab=ID`).
    static TAB: Cell<Option<i32>> = const { Cell::new(None) };
    /// The port of this attachment has said something.
    static HEARD: Cell<bool> = const { Cell::new(false) };
}

/// Attaches to the active tab, or to the one that the address names, and follows.
pub(super) fn start() {
    if !chrome::present() {
        return dispatch(Action::Link(Link::NoChat { adapter: String::new() }));
    }
    if let Some(tab) = named_tab() {
        attach(tab);
    } else {
        follow();
        chrome::ON_ACTIVATED.with(|event| listen(event, |_| follow()));
    }
    chrome::ON_UPDATED.with(|event| {
        let updated = Closure::<dyn Fn(i32, JsValue)>::new(|tab, change: JsValue| {
            let complete = get(&change, "status").as_string().as_deref() == Some("complete");
            // While a port is open the document is the same one: a page changed its address by itself.
            if complete && TAB.get() == Some(tab) && PORTS.with_borrow(BTreeMap::is_empty) {
                attach(tab);
            }
        });
        event.add_listener(updated.as_ref().unchecked_ref());
        updated.forget(); // lives as long as the panel
    });
    for event in [&chrome::ON_PERMITTED, &chrome::ON_FORBIDDEN] {
        event.with(|event| listen(event, |what| if is_of_sites(&what) { sites_changed() } else { badge::look() }));
    }
    spawn_local(tell_sites());
}

/// Tells the page side of the frame that is shown, or of every frame what holds for all.
pub(super) fn send(command: &PageCommand) {
    let Ok(message) = JSON::parse(&command.json().to_string()) else { return };
    let shown = FRAMES.with_borrow(Frames::shown);
    PORTS.with_borrow(|ports| {
        for (frame, port) in ports {
            if shown == Some(*frame) || command.is_for_all() {
                // A closed port says so by its own event.
                let _ = port.post_message(&message);
            }
        }
    });
}

/// Asks the browser for a site. Must run within the agent's own click.
pub(super) fn allow(pattern: &str) {
    let request = sites(pattern);
    spawn_local(async move {
        if !chrome::request_permission(&request).await.is_ok_and(|granted| granted.is_truthy()) {
            dispatch(Action::SiteRefused);
        }
    });
}

/// Gives a site back.
pub(super) fn forget(pattern: &str) {
    let request = sites(pattern);
    // One that is not ours to give back stays in the list, which is read anew.
    spawn_local(async move { drop(chrome::remove_permission(&request).await) });
}

/// Loads the page in the tab again.
pub(super) fn reload() {
    if let Some(tab) = TAB.get() {
        spawn_local(async move { drop(chrome::reload_tab(tab).await) });
    }
}

/// Whether a change of what the browser permits is one of sites.
fn is_of_sites(what: &JsValue) -> bool {
    Array::from(&get(what, "origins")).length() > 0
}

fn sites_changed() {
    spawn_local(tell_sites());
    if let Some(tab) = TAB.get() {
        attach(tab);
    }
}

async fn tell_sites() {
    let all = chrome::all_permissions().await.unwrap_or(JsValue::UNDEFINED);
    let origins = Array::from(&get(&all, "origins"));
    // Others than https were not asked for here and can't be given back here.
    let asked = origins.iter().filter_map(|origin| origin.as_string()).filter(|origin| origin.starts_with("https://"));
    dispatch(Action::Sites(asked.collect()));
}

/// The tab that the panel's address names: `panel.html?tab=ID`.
fn named_tab() -> Option<i32> {
    let search = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("tab")?.parse().ok()
}

fn follow() {
    spawn_local(async {
        // Asked anew: the event may be of another window than the panel's.
        if let Some(tab) = active_tab().await.filter(|tab| TAB.get() != Some(*tab)) {
            attach(tab);
        }
    });
}

fn attach(tab: i32) {
    let attachment = ATTACHMENT.get().wrapping_add(1);
    ATTACHMENT.set(attachment);
    TAB.set(Some(tab));
    HEARD.set(false);
    for port in PORTS.take().values() {
        port.disconnect();
    }
    FRAMES.take();
    dispatch(Action::Link(Link::Connecting));
    spawn_local(bring(tab, attachment));
}

/// Puts the page side into every frame that has none, and opens the ports.
async fn bring(tab: i32, attachment: u32) {
    let frames = inject(tab).await;
    if ATTACHMENT.get() != attachment {
        return;
    }
    match frames {
        None => dispatch(Action::Link(Link::NoAccess)),
        Some(frames) => frames.into_iter().take(MAX_FRAMES).for_each(|frame| {
            if PORTS.with_borrow(|ports| !ports.contains_key(&frame)) {
                open(tab, frame, attachment);
            }
        }),
    }
}

/// The frames that it was put into, the page itself first; `None` where the browser does not let us.
async fn inject(tab: i32) -> Option<Vec<FrameId>> {
    let target = object(&[("tabId", tab.into()), ("allFrames", true.into())]);
    let files: Array = PAGE_SIDE.iter().map(|file| JsValue::from_str(file)).collect();
    let results = chrome::execute_script(&object(&[("target", target), ("files", files.into())])).await.ok()?;
    Some(Array::from(&results).iter().filter_map(|result| frame_of(&result)).collect())
}

fn open(tab: i32, frame: FrameId, attachment: u32) {
    #[expect(clippy::cast_precision_loss, reason = "it came as such a number")]
    let number = JsValue::from_f64(frame as f64);
    let Ok(port) = chrome::connect(tab, &object(&[("name", "panel".into()), ("frameId", number)])) else {
        dispatch(Action::Link(Link::Reload));
        return;
    };
    let heard = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        if ATTACHMENT.get() != attachment {
            return;
        }
        // What is no event of the protocol is dropped: the page's world is not to be trusted.
        let Some(event) = PageEvent::read(&value(&message, MAX_DEPTH)) else { return };
        HEARD.set(true);
        if event == PageEvent::Frame {
            return spawn_local(bring(tab, attachment));
        }
        if let Some(event) = FRAMES.with_borrow_mut(|frames| frames.hear(frame, event)) {
            dispatch(Action::Page(event));
        }
    });
    let closed = Closure::<dyn Fn()>::new(move || {
        chrome::LAST_ERROR.with(|_| ()); // reading it tells Chrome that it was noticed
        if ATTACHMENT.get() != attachment {
            return;
        }
        PORTS.with_borrow_mut(|ports| ports.remove(&frame));
        if frame != PAGE {
            if let Some(event) = FRAMES.with_borrow_mut(|frames| frames.gone(frame)) {
                dispatch(Action::Page(event));
            }
            return;
        }
        // A page that spoke has navigated: the next document gets a page side of its own. One that never spoke holds
        // a page side of an earlier version, which only a reload removes.
        if HEARD.get() { attach(tab) } else { dispatch(Action::Link(Link::Reload)) }
    });
    port.on_message().add_listener(heard.as_ref().unchecked_ref());
    port.on_disconnect().add_listener(closed.as_ref().unchecked_ref());
    // Freed by the JavaScript engine with the port (weak references).
    drop((heard.into_js_value(), closed.into_js_value()));
    PORTS.with_borrow_mut(|ports| ports.insert(frame, port));
}

async fn active_tab() -> Option<i32> {
    let which = object(&[("active", true.into()), ("currentWindow", true.into())]);
    let tabs = chrome::query_tabs(&which).await.ok()?;
    let tab = Array::from(&tabs).get(0);
    #[expect(clippy::cast_possible_truncation, reason = "tab ids are small integers")]
    get(&tab, "id").as_f64().map(|id| id as i32)
}

/// The frame that a script ran in.
fn frame_of(result: &JsValue) -> Option<FrameId> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "frame ids are whole, from 0 on")]
    get(result, "frameId").as_f64().map(|id| id as FrameId)
}

fn listen(event: &chrome::Event, heard: impl Fn(JsValue) + 'static) {
    let heard = Closure::<dyn Fn(JsValue)>::new(heard);
    event.add_listener(heard.as_ref().unchecked_ref());
    heard.forget(); // lives as long as the panel
}

fn sites(pattern: &str) -> JsValue {
    object(&[("origins", Array::of1(&pattern.into()).into())])
}

pub(super) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// What came over the port. By hand, for JSON text can't tell half a surrogate pair, which a page may well show.
fn value(from: &JsValue, depth: usize) -> Value {
    if let Some(text) = from.as_string() {
        return text.into();
    }
    if let Some(number) = from.as_f64() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is no such number is kept as it is"
        )]
        let whole = number as u64;
        #[expect(clippy::cast_precision_loss, reason = "what loses precision is not equal")]
        let is_whole = whole as f64 == number;
        return if is_whole { whole.into() } else { Number::from_f64(number).into() };
    }
    match depth.checked_sub(1) {
        Some(depth) if Array::is_array(from) => Array::from(from).iter().map(|item| value(&item, depth)).collect(),
        Some(depth) if from.is_object() => {
            let mut fields = Map::new();
            for entry in Object::entries(from.unchecked_ref()).iter() {
                let entry = Array::from(&entry);
                fields.insert(entry.get(0).as_string().unwrap_or_default(), value(&entry.get(1), depth));
            }
            fields.into()
        }
        _ => from.as_bool().into(),
    }
}

/// A plain object of these entries.
pub(super) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}
