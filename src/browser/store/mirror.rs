//! The second copy: IndexedDB, every commit one transaction that is on the disk before it is acknowledged
//! (`durability: "strict"`). Where there is no extension, there is none.

use super::{Why, log::BALLAST_BYTES};
use crate::{
    browser::page::object,
    storage::{BALLAST, Dump, Writes, gather},
};
use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const DATABASE: &str = "qinyu";
const OBJECTS: &str = "kept";

/// A piece of ballast: Chromium puts values of 64 KB and more into files of their own.
const PIECE_BYTES: usize = 50_000;

#[wasm_bindgen]
extern "C" {
    /// A connection, for the transaction of which web-sys has no durability yet.
    type Connection;
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Connection, objects: &str, mode: &str, how: &JsValue) -> Result<IdbTransaction, JsValue>;
}

thread_local! {
    /// The connection, while it holds.
    static CONNECTION: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// Everything.
pub(super) async fn read_all() -> Result<Dump, Why> {
    let read = async {
        let (_, objects) = begin("readonly").await?;
        // Both are asked for before either is awaited: the transaction is over once nothing is asked of it.
        let (keys, texts) = (objects.get_all_keys()?, objects.get_all()?);
        let (keys, texts) = (Array::from(&done(&keys).await?), Array::from(&done(&texts).await?));
        let entries = keys.iter().zip(texts.iter());
        Ok(gather(entries.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?)))))
    };
    read.await.map_err(|error: JsValue| Why::of(&error))
}

/// Writes it all at once, if the copy holds `before` (a key and its text) and so lacks nothing else; false if not.
pub(super) async fn write(writes: &Writes, before: Option<(String, String)>) -> Result<bool, Why> {
    let written = async {
        let (transaction, objects) = begin("readwrite").await?;
        if let Some((key, text)) = before
            && done(&objects.get(&key.into())?).await?.as_string() != Some(text)
        {
            return Ok(false);
        }
        for (key, text) in [&writes.chunks, &writes.root, &writes.old].into_iter().flatten() {
            match text {
                Some(text) => objects.put_with_key(&text.into(), &key.into())?,
                None => objects.delete(&key.into())?,
            };
        }
        let complete = Promise::new(&mut |resolve: Function, reject: Function| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        JsFuture::from(complete).await.map_err(|_| transaction.error().map_or(JsValue::UNDEFINED, Into::into))?;
        Ok(true)
    };
    written.await.map_err(|error: JsValue| Why::of(&error))
}

/// Makes the store begin a new log, as it does after this many bytes: see [`super::log`]. In pieces, for a large value
/// would lie in a file of its own.
pub(super) async fn renew() -> Result<(), Why> {
    let keys = (0..BALLAST_BYTES / PIECE_BYTES).map(|piece| format!("{BALLAST}.{piece}"));
    let (mut put, mut removed) = (Writes::default(), Writes::default());
    for key in keys {
        put.chunks.push((key.clone(), Some("0".repeat(PIECE_BYTES))));
        removed.old.push((key, None));
    }
    write(&put, None).await?;
    write(&removed, None).await.map(|_| ())
}

async fn begin(mode: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
    let held = CONNECTION.with_borrow(Clone::clone);
    let transaction = match held.map(|connection| transaction(&connection, OBJECTS, mode)) {
        Some(Ok(transaction)) => transaction,
        _ => {
            let connection = connect(DATABASE, OBJECTS).await?;
            let begun = transaction(&connection, OBJECTS, mode)?;
            CONNECTION.replace(Some(connection));
            begun
        }
    };
    let objects = transaction.object_store(OBJECTS)?;
    Ok((transaction, objects))
}

/// The objects of another database, made with them at first use, for a few questions in one go.
pub(in crate::browser) async fn objects(
    database: &str,
    objects: &'static str,
    mode: &str,
) -> Result<IdbObjectStore, JsValue> {
    transaction(&connect(database, objects).await?, objects, mode)?.object_store(objects)
}

fn transaction(connection: &IdbDatabase, objects: &str, mode: &str) -> Result<IdbTransaction, JsValue> {
    let how = object(&[("durability", "strict".into())]);
    connection.unchecked_ref::<Connection>().transaction(objects, mode, &how)
}

async fn connect(database: &str, objects: &'static str) -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let request: IdbOpenDbRequest = factory.ok_or(JsValue::UNDEFINED)?.open_with_u32(database, 1)?;
    let opening = request.clone();
    let create = Closure::once_into_js(move || {
        if let Ok(connection) = opening.result() {
            // What can't be created fails at the transaction.
            let _ = connection.unchecked_into::<IdbDatabase>().create_object_store(objects);
        }
    });
    request.set_onupgradeneeded(Some(create.unchecked_ref()));
    Ok(done(&request).await?.unchecked_into())
}

/// What a question to a database came to.
pub(in crate::browser) async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let answer = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answer).await {
        Ok(_) => request.result(),
        Err(_) => Err(request.error().ok().flatten().map_or(JsValue::UNDEFINED, Into::into)),
    }
}
