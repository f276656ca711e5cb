//! One writer at a time, over all panels and windows.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "qinyu-store";

#[wasm_bindgen]
extern "C" {
    /// Calls back once nobody else holds the lock, and holds it until the promise that comes back is settled.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

/// Held until it is dropped. A panel that ends gives it back.
pub(super) struct Lock(Option<Function>);

impl Lock {
    /// Waits for it. Without a lock (a page that is not secure has none) there is no second panel either.
    pub(super) async fn take() -> Self {
        let mut release = None;
        let released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let granted = Promise::new(&mut |resolve: Function, reject: Function| {
            let released = released.clone();
            let granted = Closure::once_into_js(move || {
                let _ = resolve.call0(&JsValue::NULL); // a promise's own function does not throw
                released
            });
            if request_lock(NAME, granted.unchecked_ref()).is_err() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        let _ = JsFuture::from(granted).await;
        Self(release)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::NULL); // a promise's own function does not throw
        }
    }
}
