//! What a store has to say: why it refused, and what the panel has to know.

use crate::storage::{Change, Recovered};
use wasm_bindgen::{JsCast, JsValue};

/// Why something was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum Why {
    /// No room: the disk is full, or the browser's quota.
    Full,
    /// The browser refused for another reason.
    Refused,
    /// A newer version wrote what is kept, so this one leaves it alone.
    ReadOnly,
}

impl Why {
    pub(super) fn of(error: &JsValue) -> Self {
        let error = error.dyn_ref::<js_sys::Error>().map_or_else(
            || error.as_string().unwrap_or_default(),
            |error| [String::from(error.name()), String::from(error.message())].concat(),
        );
        let full = ["quota", "no_space", "nospace", "full"].iter().any(|word| error.to_lowercase().contains(word));
        if full { Self::Full } else { Self::Refused }
    }
}

/// What the panel has to know of its stores.
pub(in crate::browser) enum News {
    /// Records that are not as the panel shows them: another panel changed them, or a mend brought them.
    Changed(Vec<Change>),
    /// What was found damaged, and what became of it.
    Found(Vec<Recovered>),
    /// A newer version wrote what is kept.
    ReadOnly,
    /// Saved, but the mirror refused.
    MirrorFailed,
    /// What had failed was saved.
    Saved,
    /// It failed again, or for the first time.
    NotSaved,
}
