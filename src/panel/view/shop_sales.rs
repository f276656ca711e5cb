//! What sells, in the shop tab: best-sellers and what rises, as bars by week beside their numbers, and how offers did.

use super::offers::{Both, relation};
use crate::{
    cross_sell::{Relation, Seller, sales::WEEKS},
    library::Language,
    panel::state::State,
};
use maud::{Markup, html};

const BEST: Both = Both { zh: "热卖：近四周卖得最多", en: "Best-sellers of the last four weeks" };
const RISING: Both =
    Both { zh: "潜力：比之前四周明显多", en: "Rising: clearly more than in the four weeks before" };
const NONE: Both = Both {
    zh: "还没有订单。导入订单文件后，这里会按周显示热卖和潜力商品。",
    en: "No orders yet. Once they are brought in, this shows what sells and what rises, week by week.",
};
const NO_RISING: Both = Both { zh: "近四周没有明显上升的商品。", en: "Nothing rises clearly." };
const ITEM: Both = Both { zh: "商品", en: "Item" };
const BY_WEEK: Both = Both { zh: "十二周", en: "12 weeks" };
const NOW: Both = Both { zh: "近四周", en: "4 weeks" };
const BEFORE: Both = Both { zh: "之前", en: "before" };
const OFFERS: Both = Both { zh: "推荐的效果", en: "How offers did" };
const OFFERED: Both = Both { zh: "推荐", en: "offered" };
const TAKEN: Both = Both { zh: "采用", en: "taken" };
const BOUGHT: Both = Both { zh: "成交", en: "bought" };
const BOUGHT_MEANS: Both = Both {
    zh: "成交：采用后 14 天内，该买家的订单里有这件商品；导入订单后计入。",
    en: "Bought: an order of the buyer's within 14 days has the item. Counted when orders are brought in.",
};
const RELATION: Both = Both { zh: "关系", en: "Relation" };
const NO_OFFERS: Both = Both { zh: "还没有推荐过。", en: "Nothing was offered yet." };
/// Rows of each list.
const LISTED: usize = 10;
/// A bar's width with the gap behind it, and the height of the highest.
const BAR: usize = 5;
const HEIGHT: u32 = 20;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let sales = &state.selling.shop.learnt.sales;
    let (best, rising) = (sales.best(LISTED), sales.rising(LISTED));
    html! {
        @if best.is_empty() {
            p.blank-line { (NONE.of(language)) }
        } @else {
            h2 { (BEST.of(language)) }
            (table(state, &best))
            h2 { (RISING.of(language)) }
            @if rising.is_empty() { p.hint { (NO_RISING.of(language)) } } @else { (table(state, &rising)) }
        }
        h2 { (OFFERS.of(language)) }
        (counts(state, language))
    }
}

fn table(state: &State, sellers: &[Seller]) -> Markup {
    let language = state.settings.language;
    let shop = &state.selling.shop;
    html! {
        table.sales {
            thead { tr { th { (ITEM.of(language)) } th { (BY_WEEK.of(language)) } th { (NOW.of(language)) } th { (BEFORE.of(language)) } } }
            tbody {
                @for (seller, item) in sellers.iter().filter_map(|seller| Some((seller, shop.catalog.get(seller.item)?))) {
                    tr {
                        td { button.link type="button" data-action="shop_open" data-name=(item.id.0) { bdi { (item.title) } } }
                        td { (bars(&shop.learnt.sales.weeks(seller.item))) }
                        td.number { (seller.now) }
                        td.number { (seller.before) }
                    }
                }
            }
        }
    }
}

/// Pieces by week, the last week last; the numbers that matter stand beside it.
fn bars(weeks: &[u32; WEEKS]) -> Markup {
    let most = weeks.iter().copied().max().unwrap_or(0).max(1);
    html! {
        svg.bars aria-hidden="true" width=(WEEKS * BAR) height=(HEIGHT) {
            @for (place, sold) in weeks.iter().rev().enumerate() {
                @let height = u64::from(*sold) * u64::from(HEIGHT) / u64::from(most);
                rect x=(place * BAR) y=(u64::from(HEIGHT) - height) width=(BAR - 1) height=(height) {}
            }
        }
    }
}

fn counts(state: &State, language: Language) -> Markup {
    let counts = &state.settings.counts;
    html! {
        @if counts.is_empty() { p.hint { (NO_OFFERS.of(language)) } } @else {
            table.sales {
                thead { tr { th { (RELATION.of(language)) } th { (OFFERED.of(language)) } th { (TAKEN.of(language)) } th { (BOUGHT.of(language)) } } }
                tbody {
                    @for (known, counts) in Relation::ALL.into_iter().filter_map(|known| Some((known, counts.get(&known)?))) {
                        tr { td { (relation(language, known)) } td.number { (counts.offered) } td.number { (counts.taken) } td.number { (counts.bought) } }
                    }
                }
            }
            p.hint { (BOUGHT_MEANS.of(language)) }
        }
    }
}
