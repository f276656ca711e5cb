//! The link to the second module: `panel.js` lays the functions of `second.js` out as `Second`, which load the module when
//! they are first called.

use super::{dispatch, document};
use crate::{
    panel::{
        Action, LibraryAction,
        share::{Answer, Question},
        sign::Secret,
    },
    text::hex,
};
use js_sys::{Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Second, js_name = readChosen)]
    async fn read_chosen(file: &web_sys::File, encoding: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = fileLosses)]
    async fn file_losses(phrases: &str, format: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = writeFile)]
    async fn write_file(phrases: &str, format: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = writeTable)]
    async fn write_table(rows: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = packSignatures)]
    async fn pack_signatures(head: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = newKey)]
    async fn new_key(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = keyAbout)]
    async fn key_about(secret: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = publicKey)]
    async fn public_key(secret: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = keyFingerprint)]
    async fn key_fingerprint(public: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Second, js_name = signBytes)]
    async fn sign_bytes(bytes: &[u8], secret: &str) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// The file that was chosen last, to be read again in another encoding.
    static CHOSEN: RefCell<Option<web_sys::File>> = const { RefCell::new(None) };
    /// The key to sign with. Here alone, until the panel closes: kept in a store, it would sign for whoever sits at this
    /// computer.
    static SECRET: RefCell<Option<Secret>> = const { RefCell::new(None) };
}

/// Reads a file of another program; an empty encoding is found out.
pub(super) fn read(file: web_sys::File, encoding: String) {
    CHOSEN.replace(Some(file.clone()));
    spawn_local(async move {
        let json = text(read_chosen(&file, &encoding).await);
        answer(Answer::Read { name: file.name(), json });
    });
}

/// Asks the second module.
pub(super) fn ask(question: Question) {
    match question {
        Question::ReadAgain(encoding) => {
            if let Some(file) = CHOSEN.with_borrow(Clone::clone) {
                read(file, encoding);
            }
        }
        Question::Losses { pack, format, phrases } => spawn_local(async move {
            let json = text(file_losses(&phrases, &format).await);
            answer(Answer::Losses { pack, format, json });
        }),
        Question::Write { name, format, phrases } => spawn_local(async move {
            let written = write_file(&phrases, &format).await.ok().and_then(|written| {
                let of = |field: &str| Reflect::get(&written, &field.into()).ok();
                let about = of("about")?.as_string()?;
                let bytes = of("bytes")?.dyn_into::<Uint8Array>().ok().filter(|bytes| bytes.length() > 0)?;
                // The module's own answer, in which nothing but the end of a name follows.
                let ending = about.split_once(r#""ending":""#)?.1.split_once('"')?.0.to_owned();
                Some((ending, bytes))
            });
            if let Some((ending, bytes)) = &written {
                document::download(&format!("{name}{ending}"), bytes);
            }
            answer(Answer::Written(written.is_some()));
        }),
        Question::Table { name, rows } => spawn_local(async move {
            let bytes = write_table(&rows).await.ok().and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
            let bytes = bytes.filter(|bytes| bytes.length() > 0);
            if let Some(bytes) = &bytes {
                document::download(&format!("{name}.xlsx"), bytes);
            }
            answer(Answer::Written(bytes.is_some()));
        }),
        Question::Signatures { of, head, sum } => spawn_local(async move {
            let json = text(pack_signatures(&head).await);
            answer(Answer::Signatures { of, sum, json });
        }),
        Question::NewKey { name, file } => spawn_local(async move {
            let secret = text(new_key(&name).await);
            document::download(&file, &secret.as_str().into());
            use_key(Secret(secret), true).await;
        }),
        Question::Key(secret) => spawn_local(use_key(secret, false)),
        Question::SavePublic(file) => spawn_local(async move {
            document::download(&file, &text(public_key(&secret()).await).as_str().into());
        }),
        Question::Public { pack, key } => spawn_local(async move {
            let fingerprint = text(key_fingerprint(&key).await);
            answer(Answer::Public { pack, fingerprint });
        }),
        Question::Sign { pack, mut signature, bytes } => spawn_local(async move {
            let secret = secret();
            let signed = sign_bytes(&bytes, &secret).await.ok().and_then(|value| value.dyn_into::<Uint8Array>().ok());
            signature.value = signed.map(|signed| hex(&signed.to_vec())).unwrap_or_default();
            answer(Answer::Signed { pack, signature });
        }),
    }
}

/// The key to sign with; empty without one.
fn secret() -> String {
    SECRET.with_borrow(Clone::clone).map(|secret| secret.0).unwrap_or_default()
}

/// Signs with a key from now on, if it is one.
async fn use_key(secret: Secret, is_new: bool) {
    let json = text(key_about(&secret.0).await);
    if json.contains("fingerprint") {
        SECRET.replace(Some(secret));
    }
    answer(Answer::Key { json, is_new });
}

fn text(result: Result<JsValue, JsValue>) -> String {
    result.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn answer(answer: Answer) {
    dispatch(Action::Library(LibraryAction::Answer(answer)));
}
