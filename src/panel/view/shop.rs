//! The shop tab: the catalogue, what sells, what goes together, promotions, and the files that all of it comes from.

use super::{offers::Both, shop_files};
use crate::panel::state::State;
use maud::{Markup, html};

pub(super) const TAB: Both = Both { zh: "商品", en: "Shop" };

pub(super) fn view(state: &State) -> Markup {
    html! {
        (shop_files::view(state))
    }
}
