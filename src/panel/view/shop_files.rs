//! The part of the shop tab where the shop's files come in: what is kept, what a file would change, how far it is.

use super::offers::Both;
use crate::panel::state::State;
use maud::{Markup, html};

const TITLE: Both = Both { zh: "店铺资料", en: "The shop's files" };
const HINT: Both = Both {
    zh: "拖入商品、订单、优惠、尺码、搭配文件（csv、xlsx），先看会改什么，再决定导入。买家姓名和地址不会保存。",
    en: "Drop files of items, orders, promotions, sizes or sets (csv, xlsx). You see what would change before anything does. Buyers' names and addresses are not kept.",
};

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        section.group id="shop-files" {
            h2 { (TITLE.of(language)) }
            p.hint { (HINT.of(language)) }
        }
    }
}
