//! The number on the icon: the permission for alarms, which the agent may give, and the alarms that the service worker counts
//! by. Part of [`browser`](super).

use super::{
    chrome, dispatch,
    page::{get, object},
};
use crate::panel::{
    badge::{Badge, BadgeEffect},
    follow_ups::FollowUpAction,
};
use js_sys::Array;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The one permission that it takes.
const ALARMS: &str = "alarms";
/// Minutes of a day: an alarm that comes again is there still when the browser is opened anew.
const DAY_MINUTES: u32 = 24 * 60;

thread_local! {
    /// Counts what was left, so that two that overlap don't add up.
    static LEFT: Cell<u32> = const { Cell::new(0) };
}

/// Looks whether the badge can be had, and whether the agent allowed it.
pub(super) fn look() {
    let manifest = chrome::present().then(chrome::manifest).and_then(Result::ok);
    let can_be_asked = manifest.is_some_and(|manifest| names_alarms(&get(&manifest, "optional_permissions")));
    if !can_be_asked {
        return;
    }
    spawn_local(async {
        let all = chrome::all_permissions().await.unwrap_or(JsValue::UNDEFINED);
        let badge = if names_alarms(&get(&all, "permissions")) { Badge::On } else { Badge::Off };
        dispatch(FollowUpAction::BadgeIs(badge).into());
    });
}

/// Does what the panel asks for.
pub(super) fn perform(effect: BadgeEffect) {
    match effect {
        BadgeEffect::Allow(true) => spawn_local(async {
            // Within the agent's own click. Refused, the box is to stand unticked again.
            drop(chrome::request_permission(&wanted()).await);
            look();
        }),
        BadgeEffect::Allow(false) => spawn_local(async {
            // Without it nothing that was left counts: the service worker takes the number away.
            drop(chrome::remove_permission(&wanted()).await);
        }),
        BadgeEffect::Leave(marks) => spawn_local(leave(marks)),
    }
}

/// Leaves an alarm for each moment, named by it and the number, in place of those that were left before.
async fn leave(marks: Vec<(u64, usize)>) {
    let turn = LEFT.get().wrapping_add(1);
    LEFT.set(turn);
    if let Ok(cleared) = chrome::clear_alarms() {
        drop(JsFuture::from(cleared).await);
    }
    for (from, count) in marks {
        if LEFT.get() != turn {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact for 285,000 years")]
        let how = object(&[("when", (from as f64).into()), ("periodInMinutes", DAY_MINUTES.into())]);
        if let Ok(created) = chrome::create_alarm(&format!("{from} {count}"), &how) {
            drop(JsFuture::from(created).await);
        }
    }
}

fn wanted() -> JsValue {
    object(&[("permissions", Array::of1(&ALARMS.into()).into())])
}

fn names_alarms(permissions: &JsValue) -> bool {
    Array::is_array(permissions) && Array::from(permissions).includes(&ALARMS.into(), 0)
}
