//! The one place that reads a clock; everything else is told the time.

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number, positive since 1970")]
    let now = js_sys::Date::now() as u64;
    now
}
