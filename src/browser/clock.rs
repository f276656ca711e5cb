//! The one place that reads a clock or sets one; everything else is told the time.

use crate::day::{Day, Moment};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number, positive since 1970")]
    let now = js_sys::Date::now() as u64;
    now
}

/// The moment in the agent's local time.
pub(super) fn local() -> Moment {
    let date = js_sys::Date::new_0();
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let day = Day {
        year: u16::try_from(date.get_full_year()).unwrap_or_default(),
        month: small(date.get_month() + 1),
        day: small(date.get_date()),
    };
    Moment { day, minute: u16::from(small(date.get_hours())) * 60 + u16::from(small(date.get_minutes())) }
}

/// Runs something in a while.
pub(super) fn later(milliseconds: i32, run: impl FnOnce() + 'static) {
    let run: Function = Closure::once_into_js(run).unchecked_into();
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&run, milliseconds);
    }
}

/// Lets the browser show and answer what it has; long work goes on behind it.
pub(super) async fn pause() {
    let waits = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(&done);
        }
    });
    let _ = JsFuture::from(waits).await;
}
