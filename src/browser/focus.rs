//! Where the focus goes: where an effect asks for it, and near where it was when what had it is gone. Part of
//! [`document`](super::document).

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, NodeList};

/// What can have the focus.
const PLACES: &str = "button, summary, input, select, textarea, [tabindex]";
/// Of these, where it may be put without being asked for. Not into a field: an effect leaves the focus there.
const LANDINGS: &str = "button, summary";

/// Shows the panel anew by `patch`. What had the focus and is gone hands it to the control after it, or before it: it would
/// fall back to the document else, and who sees nothing would not know where they are.
pub(super) fn held(document: &Document, patch: impl FnOnce()) {
    // The document itself has it while the agent works in the page: nothing is lost then.
    let active = document.active_element().filter(|active| active.matches(PLACES).unwrap_or(false));
    // The list stays as it is now; it is looked through only where something is lost, for most drawings lose nothing.
    let places = active.as_ref().and_then(|_| document.query_selector_all(PLACES).ok());
    patch();
    let Some((active, places)) = active.zip(places).filter(|(active, _)| !active.is_connected()) else { return };
    for place in near(&places, &active).iter().filter(|place| place.is_connected()) {
        // Nothing happens where it is switched off or folded away.
        let _ = place.focus();
        if document.active_element().is_some_and(|active| active == **place) {
            return;
        }
    }
}

/// Of these controls, those behind one, then those before it, the nearest first.
fn near(places: &NodeList, active: &Element) -> Vec<HtmlElement> {
    let all: Vec<Element> = (0..places.length()).filter_map(|at| places.get(at)?.dyn_into().ok()).collect();
    let Some(at) = all.iter().position(|one| one == active) else { return Vec::new() };
    let (before, from) = all.split_at(at);
    let near = from.iter().skip(1).chain(before.iter().rev()).filter(|one| one.matches(LANDINGS).unwrap_or(false));
    near.filter_map(|one| one.clone().dyn_into().ok()).collect()
}

/// Puts the focus on an element, unless the agent has moved it to another field meanwhile.
pub(super) fn put(document: &Document, id: &str) {
    let elsewhere = document.active_element().filter(|active| active.is_instance_of::<HtmlInputElement>());
    if elsewhere.is_none()
        && let Some(element) = document.get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Puts the focus into a field and selects its text.
pub(super) fn select(document: &Document, id: &str) {
    let field = document.get_element_by_id(id).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    if let Some(field) = field {
        let _ = field.focus();
        field.select();
    }
}
