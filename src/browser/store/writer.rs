//! The name under which this panel edits. An installation has one, kept with the rest; each panel open at the same time
//! adds a number of its own to it, because a writer's edits have to stand in one line.

use super::lock::Lock;
use crate::{
    library::stamp::Writer,
    storage::{Change, Documents},
};
use std::cell::RefCell;

/// The document of the name.
const DOCUMENT: &str = "writer";
const RECORD: &str = "name";
/// Letters and digits of a name: 36⁸ of them, so that no two colleagues draw the same.
const LENGTH: usize = 8;
/// Panels open at once that are told apart; one more would write under a name drawn for it alone.
const PANELS: u8 = 36;

thread_local! {
    /// Held as long as the panel lives.
    static NUMBER: RefCell<Option<Lock>> = const { RefCell::new(None) };
}

/// The installation's name, the change that keeps a name drawn anew, and this panel's writer, who waits for a lock.
pub(in crate::browser) fn writer(
    documents: &Documents,
) -> (String, Option<Change>, impl Future<Output = Writer> + use<>) {
    let kept = documents.get(DOCUMENT, RECORD).filter(|name| Writer::new(name).is_some() && name.len() == LENGTH);
    let name = kept.map_or_else(draw, str::to_owned);
    let change = Change { document: DOCUMENT.into(), record: RECORD.into(), text: Some(name.clone()) };
    let named = kept.is_none().then_some(change);
    let own = |name: &str, number| format!("{name}{}", digit(number));
    let first = Lock::take_free(&own(&name, 0));
    let base = name.clone();
    let writer = async move {
        let mut asked = Some(first);
        for number in 0..PANELS {
            let own = own(&base, number);
            let lock = match asked.take() {
                Some(first) => first.await,
                None => Lock::take_free(&own).await,
            };
            if let (Some(lock), Some(writer)) = (lock, Writer::new(&own)) {
                NUMBER.replace(Some(lock));
                return writer;
            }
        }
        // Only letters and digits were drawn.
        Writer::new(&draw()).unwrap_or_default()
    };
    (name, named, writer)
}

fn draw() -> String {
    let mut bytes = [0; LENGTH];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // Fails only for more than 65,536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.into_iter().map(|byte| digit(byte % 36)).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 36).unwrap_or('0')
}
