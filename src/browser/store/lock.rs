//! One writer at a time, over all panels and windows.

use crate::browser::page::object;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

/// Held while something is written.
const STORE: &str = "qinyu-store";

#[wasm_bindgen]
extern "C" {
    /// Calls back once nobody else holds the lock, and holds it until the promise that comes back is settled.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, how: &JsValue, granted: &Function) -> Result<Promise, JsValue>;
}

/// Held until it is dropped. A panel that ends gives it back.
pub(super) struct Lock(Option<Function>);

impl Lock {
    /// Waits for the store's. Without a lock (a page that is not secure has none) there is no second panel either.
    pub(super) async fn take() -> Self {
        Self::ask(STORE, &JsValue::from(js_sys::Object::new())).await.unwrap_or(Self(None))
    }

    /// Takes the lock of this name if nobody holds it. It is asked for at once.
    pub(super) fn take_free(name: &str) -> impl Future<Output = Option<Self>> + use<> {
        Self::ask(name, &object(&[("ifAvailable", true.into())]))
    }

    fn ask(name: &str, how: &JsValue) -> impl Future<Output = Option<Self>> + use<> {
        let mut release = None;
        let released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let granted = Promise::new(&mut |resolve: Function, reject: Function| {
            let released = released.clone();
            let granted = Closure::once_into_js(move |lock: JsValue| {
                let _ = resolve.call1(&JsValue::NULL, &lock.is_object().into()); // a promise's own function does not throw
                released
            });
            if request_lock(name, how, granted.unchecked_ref()).is_err() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        async {
            let got = JsFuture::from(granted).await.is_ok_and(|got| got.is_truthy());
            got.then_some(Self(release))
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::NULL); // a promise's own function does not throw
        }
    }
}
