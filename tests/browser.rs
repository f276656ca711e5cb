//! The panel in a real document: morphing, listeners, focus. Run by `cargo xtask test` in headless Chromium;
//! there is no extension around it, so the panel answers lines typed by hand.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should say where")]

use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlTextAreaElement, InputEvent, InputEventInit};

#[path = "same/mod.rs"]
mod same;

wasm_bindgen_test_configure!(run_in_browser);

/// What `panel.js` puts beside the panel, without an extension around it: nothing is there to be read. An import that is
/// missing altogether throws where it is called, which no `async` binding catches.
const OUTSIDE: &str = "for (const name of ['Meanings', 'Pictures', 'Second', 'Shop'])
  globalThis[name] = new Proxy({}, { get: () => async () => { throw new Error('no extension'); } });";

/// The panel can be started once a page; every test goes on from where it stands.
async fn panel() -> Document {
    let document = web_sys::window().unwrap().document().unwrap();
    if document.get_element_by_id("panel").is_none() {
        js_sys::eval(concat!(
            include_str!("../node_modules/idiomorph/dist/idiomorph.min.js"),
            ";globalThis.Idiomorph=Idiomorph"
        ))
        .unwrap();
        js_sys::eval(OUTSIDE).unwrap();
        let root = document.create_element("main").unwrap();
        root.set_id("panel");
        document.body().unwrap().append_child(&root).unwrap();
        qinyu::browser::start(wasm_bindgen::JsValue::UNDEFINED, String::new()).await;
    }
    document
}

fn find(document: &Document, selector: &str) -> Element {
    document.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"))
}

fn click(document: &Document, selector: &str) {
    find(document, selector).unchecked_into::<HtmlElement>().click();
}

fn tell(element: &Element, event: &Event) {
    element.dispatch_event(event).unwrap();
}

fn bubbling(kind: &str) -> Event {
    let how = EventInit::new();
    how.set_bubbles(true);
    Event::new_with_event_init_dict(kind, &how).unwrap()
}

fn say(document: &Document, line: &str) {
    let field: HtmlTextAreaElement = find(document, "#by-hand").unchecked_into();
    field.set_value(line);
    tell(&field, &bubbling("input"));
}

#[wasm_bindgen_test]
async fn a_line_by_hand_is_answered() {
    let document = panel().await;
    assert_eq!(document.document_element().unwrap().get_attribute("data-ready").as_deref(), Some("true"));
    say(&document, "什么时候发货");
    assert_eq!(document.query_selector_all("article.suggestion").unwrap().length(), 3);
    say(&document, "");
    assert!(document.query_selector("article.suggestion").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn without_the_table_of_meanings_the_panel_goes_on() {
    let document = panel().await;
    while !find(&document, "html").has_attribute("data-understood") {
        let turn = js_sys::eval("new Promise((done) => setTimeout(done, 20))").unwrap();
        wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(turn)).await.unwrap();
    }
    say(&document, "什么时候发货");
    assert!(document.query_selector("article.suggestion").unwrap().is_some());
    say(&document, "");
}

#[wasm_bindgen_test]
async fn what_is_being_composed_is_left_alone() {
    let document = panel().await;
    say(&document, "");
    let field: HtmlTextAreaElement = find(&document, "#by-hand").unchecked_into();
    field.focus().unwrap();
    field.set_value("fahuo");
    let how = InputEventInit::new();
    how.set_bubbles(true);
    how.set_is_composing(true);
    tell(&field, &InputEvent::new_with_event_init_dict("input", &how).unwrap());
    assert!(
        document.query_selector("article.suggestion").unwrap().is_none(),
        "answered in the middle of a composition"
    );
    field.set_value("什么时候发货");
    tell(&field, &bubbling("compositionend"));
    assert!(document.query_selector("article.suggestion").unwrap().is_some());
    assert_eq!(field.value(), "什么时候发货");
    say(&document, "");
}

#[wasm_bindgen_test]
async fn the_focus_and_the_field_survive_a_new_view() {
    let document = panel().await;
    let field = find(&document, "#by-hand");
    field.unchecked_ref::<HtmlElement>().focus().unwrap();
    say(&document, "谢谢");
    assert!(field.is_same_node(document.active_element().as_deref()), "the field was replaced");
    say(&document, "");
}

#[wasm_bindgen_test]
async fn the_language_changes_at_once_and_is_kept() {
    let document = panel().await;
    click(&document, "#tab-settings");
    find(&document, "#tab-settings").unchecked_into::<HtmlElement>().focus().unwrap();
    let select: web_sys::HtmlSelectElement = find(&document, "#language").unchecked_into();
    select.set_value("en");
    tell(&select, &bubbling("change"));
    assert_eq!(document.document_element().unwrap().get_attribute("lang").as_deref(), Some("en"));
    let label = find(&document, "#tab-settings").text_content().unwrap();
    assert_eq!(label, "Settings", "a control with the focus was not shown anew");
    while find(&document, "html").has_attribute("data-saving") {
        // Whoever saves holds this lock, so that each turn of it is a save nearer.
        let turn = js_sys::eval("navigator.locks.request('qinyu-store', () => {})").unwrap();
        wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(turn)).await.unwrap();
    }
    let store = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    let stored =
        (0..store.length().unwrap()).map(|at| store.get_item(&store.key(at).unwrap().unwrap()).unwrap().unwrap());
    assert!(stored.into_iter().any(|text| text.contains(r#"language"en""#)), "it was not kept");
    select.set_value("zh");
    tell(&select, &bubbling("change"));
    click(&document, "#tab-chat");
}

#[wasm_bindgen_test]
async fn a_buyers_line_makes_no_element() {
    let document = panel().await;
    say(&document, "<img src=x onerror=alert(1)> 谢谢");
    assert_eq!(document.query_selector_all("#view img").unwrap().length(), 0);
    say(&document, "");
}

#[wasm_bindgen_test]
fn a_thousand_sentences_are_understood_as_natively() {
    assert_eq!(same::fingerprint(), include_str!("same/expected.txt"));
}
