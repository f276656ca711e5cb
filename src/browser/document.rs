//! The panel's own document: shows the view, and turns what happens to its controls into actions.

use super::{STATE, dispatch, focus, pictures, restore, second, shop};
use crate::{
    library::{
        PhraseId,
        pack_file::{FORMAT, MAX_BYTES, PackError},
    },
    panel::{
        Action, State,
        dom::{self, Control, Key},
        lang,
        restore::{self as everything, BackupError, RestoreAction},
        view,
    },
};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Element, HtmlAnchorElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Url};

#[wasm_bindgen]
extern "C" {
    /// Patches an element to look like new HTML; keeps focus, scroll and a composition in progress.
    #[wasm_bindgen(catch, js_namespace = Idiomorph)]
    fn morph(element: &Element, html: &str, how: &JsValue) -> Result<JsValue, JsValue>;
}

/// Bytes in which a file says what it is: `format` stands first in what we write.
const HEAD: i32 = 4096;

thread_local! {
    /// What the agent opened stays open when the view is patched, which does not know of it.
    static KEEPS_OPEN: JsValue = {
        let changes = |name: JsValue, element: Element| !(name == "open" && element.local_name() == "details");
        let changes = Closure::<dyn Fn(JsValue, Element) -> bool>::new(changes).into_js_value();
        let callbacks = Object::new();
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&callbacks, &"beforeAttributeUpdated".into(), &changes);
        callbacks.into()
    };
    /// What is being dragged: the action of dropping it on another of its kind, and its name.
    static DRAGGED: RefCell<Option<(&'static str, String)>> = const { RefCell::new(None) };
}

/// Shows the state.
pub(super) fn show(state: &State) {
    let Some(document) = document() else { return };
    let Some(root) = document.get_element_by_id("panel") else { return };
    // A field that is being typed in keeps what stands in it; a button that has the focus changes like any other.
    let typing = document.active_element().is_some_and(|active| active.matches("input, textarea").unwrap_or(false));
    let how = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&how, &"morphStyle".into(), &"outerHTML".into());
    let _ = Reflect::set(&how, &"ignoreActiveValue".into(), &typing.into());
    let _ = KEEPS_OPEN.with(|keeps| Reflect::set(&how, &"callbacks".into(), keeps));
    focus::held(&document, || {
        if morph(&root, &view(state).into_string(), &how).is_err() {
            web_sys::console::error_1(&"the panel could not be shown anew".into());
        }
    });
    if let Some(html) = document.document_element() {
        let _ = html.set_attribute("lang", lang(state));
    }
}

/// Tells tests and screen captures that the panel stands.
pub(super) fn ready() {
    mark("data-ready");
}

/// Tells them that what phrases mean is read, or that there is no table to read it by.
pub(super) fn understood() {
    mark("data-understood");
}

fn mark(name: &str) {
    if let Some(html) = document().and_then(|document| document.document_element()) {
        let _ = html.set_attribute(name, "true");
    }
}

/// Tells tests whether something is on the screen that is not kept yet.
pub(super) fn saving(saving: bool) {
    if let Some(html) = document().and_then(|document| document.document_element()) {
        let _ = html.toggle_attribute_with_force("data-saving", saving);
    }
}

/// Gives the agent a file.
pub(super) fn download(name: &str, content: &JsValue) {
    let Some(document) = document() else { return };
    let parts = js_sys::Array::of1(content);
    let Ok(address) = Blob::new_with_u8_array_sequence(&parts).and_then(|blob| Url::create_object_url_with_blob(&blob))
    else {
        return;
    };
    if let Some(link) = document.create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// Puts the focus on an element.
pub(super) fn focus(id: &str) {
    document().into_iter().for_each(|document| focus::put(&document, id));
}

/// Puts the focus into a field and selects its text.
pub(super) fn select(id: &str) {
    document().into_iter().for_each(|document| focus::select(&document, id));
}

/// Puts text on the clipboard; false when the browser refused.
pub(super) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Delegated listeners turn `data-action` attributes and keys into actions, except during a composition.
pub(super) fn listen() {
    let Some(document) = document() else { return };
    listen_to_drags(&document);
    for kind in ["click", "change", "input", "compositionend", "submit"] {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, kind, options, move |event| {
            let Some(control) = control_of(event) else { return };
            let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
            if composing || !wanted(&control).contains(&kind) {
                return;
            }
            if kind == "submit" {
                event.prevent_default();
            }
            act(&control, kind != "input" && kind != "compositionend");
        })
        .forget(); // lives as long as the panel
    }
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "keydown", options, |event| {
        let Some(pressed) = event.dyn_ref::<web_sys::KeyboardEvent>().filter(|key| !key.is_composing()) else { return };
        let control = control_of(event);
        let on = control.as_ref().and_then(|control| control.get_attribute("data-action")).unwrap_or_default();
        let (code, ctrl) = (pressed.code(), pressed.ctrl_key() || pressed.meta_key());
        let name = control.as_ref().and_then(|control| control.get_attribute("data-name")).unwrap_or_default();
        let (alt, shift) = (pressed.alt_key(), pressed.shift_key());
        let key = Key { code: &code, alt, ctrl, shift, on: &on, name: &name };
        let action = STATE.with_borrow(|state| state.as_ref().and_then(|state| dom::key(state, key)));
        if let Some(action) = action {
            event.prevent_default();
            if action == Action::ByHand(String::new())
                && let Some(field) = control.as_ref().and_then(|control| control.dyn_ref::<HtmlTextAreaElement>())
            {
                field.set_value(""); // the patch leaves alone what stands in the field with the focus
            }
            dispatch(action);
        }
    })
    .forget(); // lives as long as the panel
}

/// A file that is dragged onto the packs room or the shop tab is chosen as by its button; false where there is no file or
/// no button.
fn dropped(event: &web_sys::Event) -> bool {
    let by_id = |id| document().and_then(|document| document.get_element_by_id(id));
    let Some(button) = by_id("read-pack").or_else(|| by_id("read-shop")) else { return false };
    let carried = event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer);
    let Some(carried) = carried.filter(|carried| carried.types().includes(&"Files".into(), 0)) else { return false };
    event.prevent_default();
    if button.id() == "read-shop" {
        if event.type_() == "drop" {
            shop::take(pictures::files(carried.files()));
        }
        return true;
    }
    if let Some(file) = carried.files().and_then(|files| files.get(0)) {
        read(file, button);
    }
    true
}

/// What can be dragged, by the attribute that names it, and what it does when it is dropped on another.
const DRAGGABLE: [(&str, &str); 2] = [("data-phrase", "place"), ("data-picture", "picture_place")];

/// A phrase that is dragged over another is placed before it, a picture of the open phrase takes the other's place.
fn listen_to_drags(document: &web_sys::Document) {
    let named = |event: &web_sys::Event| {
        let element = event.target()?.dyn_into::<Element>().ok()?;
        DRAGGABLE.into_iter().find_map(|(attribute, action)| {
            let found = element.closest(&format!("[{attribute}]")).ok().flatten()?;
            Some((action, found.get_attribute(attribute)?))
        })
    };
    for kind in ["dragstart", "dragover", "drop", "dragend"] {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(document, kind, options, move |event| {
            if kind == "dragend" {
                DRAGGED.take();
            }
            if kind != "dragstart" && dropped(event) {
                return;
            }
            let (Some((action, id)), Some(drag)) = (named(event), event.dyn_ref::<web_sys::DragEvent>()) else {
                return;
            };
            match kind {
                "dragstart" => drop(DRAGGED.replace(Some((action, id)))),
                "dragover" if DRAGGED.with_borrow(|dragged| dragged.as_ref().is_some_and(|(of, _)| *of == action)) => {
                    drag.prevent_default();
                }
                "drop" => {
                    if let Some((_, dragged)) = DRAGGED.take().filter(|(of, _)| *of == action) {
                        drag.prevent_default();
                        let (slot, moves_there) = (dragged.parse().unwrap_or_default(), action == "picture_place");
                        let name = if moves_there { &id } else { &dragged };
                        let place = Control { action, slot, name, value: &id, is_final: true };
                        dom::action(place).into_iter().for_each(dispatch);
                    }
                }
                _ => {}
            }
        })
        .forget(); // lives as long as the panel
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn control_of(event: &web_sys::Event) -> Option<Element> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("[data-action]").ok().flatten()
}

/// The events that a control acts on: boxes for text as they change, fields when they are left, forms when submitted.
fn wanted(control: &Element) -> &'static [&'static str] {
    match control.tag_name().as_str() {
        "TEXTAREA" => &["input", "compositionend", "change"],
        "INPUT" if control.get_attribute("type").as_deref() == Some("search") => &["input", "compositionend"],
        "INPUT" | "SELECT" => &["change"],
        "FORM" => &["submit"],
        _ => &["click"],
    }
}

fn act(control: &Element, is_final: bool) {
    if let Some(file) =
        control.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::files).and_then(|files| files.get(0))
    {
        let chosen = control.dyn_ref::<HtmlInputElement>();
        let files = pictures::files(chosen.and_then(HtmlInputElement::files));
        match control.get_attribute("data-action").as_deref() {
            Some("add_pictures") => {
                pictures::take(files, PhraseId(control.get_attribute("data-name").unwrap_or_default()));
            }
            Some("shop_files") => shop::take(files),
            _ => return read(file, control.clone()),
        }
        if let Some(chosen) = chosen {
            chosen.set_value(""); // so that the same files can be chosen again
        }
        return;
    }
    let attribute = |name: &str| control.get_attribute(name).unwrap_or_default();
    let (action, name, value) = (attribute("data-action"), attribute("data-name"), value(control));
    let slot = attribute("data-slot").parse().unwrap_or(0);
    if let Some(action) = dom::action(Control { action: &action, slot, name: &name, value: &value, is_final }) {
        dispatch(action);
    }
}

fn value(control: &Element) -> String {
    if let Some(field) = control.dyn_ref::<HtmlTextAreaElement>() {
        return field.value();
    }
    if let Some(field) = control.dyn_ref::<HtmlSelectElement>() {
        return field.value();
    }
    if let Some(field) = control.dyn_ref::<HtmlInputElement>() {
        return field.value();
    }
    // A form speaks by its first field.
    let first = control.query_selector("input").ok().flatten();
    first.map(|field| value(&field)).unwrap_or_default()
}

async fn text_of(blob: &Blob) -> String {
    JsFuture::from(blob.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn read(file: web_sys::File, control: Element) {
    spawn_local(async move {
        let head = match file.slice_with_i32_and_i32(0, HEAD) {
            Ok(head) => text_of(&head).await,
            Err(_) => String::new(),
        };
        let is_everything = head.contains(everything::FORMAT);
        // Asked before a byte of the rest is fetched.
        if is_everything && file.size() > everything::MAX_BYTES as f64 {
            return dispatch(RestoreAction::Read(Err(BackupError::File(PackError::TooLarge))).into());
        }
        if !is_everything && file.size() > MAX_BYTES as f64 {
            return dispatch(Action::PackTooLarge);
        }
        let text = text_of(&file).await;
        if let Some(field) = control.dyn_ref::<HtmlInputElement>() {
            field.set_value(""); // so that the same file can be chosen again
        }
        if is_everything {
            return restore(&text);
        }
        // A pack of ours is read here; everything else is the second module's.
        let attribute = |name: &str| control.get_attribute(name).unwrap_or_default();
        let (action, name) = (attribute("data-action"), attribute("data-name"));
        if action == "read_pack" && !head.contains(FORMAT) {
            return second::read(file, String::new());
        }
        if let Some(action) =
            dom::action(Control { action: &action, name: &name, value: &text, is_final: true, ..Control::default() })
        {
            dispatch(action);
        }
    });
}
