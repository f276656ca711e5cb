//! The shop tab: the catalogue, what goes with an item, what sells, promotions, and the files that all of it comes from.

use super::{
    icon,
    offers::{Both, relation, stock, tile},
    shop_files, shop_pairs, shop_promotions, shop_sales,
};
use crate::{
    care::size::colour::ColourNotes,
    cross_sell::{Partner, Relation},
    library::Language,
    panel::{
        shop_desk::{PAGE, ShopRoom},
        state::State,
    },
    shop::{COLOURS, CatalogItem, Stock},
};
use maud::{Markup, html};

pub(super) const TAB: Both = Both { zh: "商品", en: "Shop" };
const ROOMS: Both = Both { zh: "商品页的分区", en: "Parts of the shop" };
const SEARCH: Both = Both { zh: "搜商品：名称、拼音、编码", en: "Find items: title, pinyin, code" };
const NONE: Both = Both {
    zh: "还没有商品。到「资料」里导入商品文件和订单文件，聊天时就会推荐搭配。",
    en: "No items yet. Bring in a file of items and one of orders under “Files”, and offers will show beside the chat.",
};
const NOT_FOUND: Both = Both { zh: "没有找到。", en: "Nothing found." };
const MORE: Both = Both { zh: "显示更多", en: "Show more" };
pub(super) const OFFER: Both = Both { zh: "推荐给买家", en: "Offer to the buyer" };
const RECKON: Both = Both { zh: "加入试算", en: "Add to the calculator" };
const BACK: Both = Both { zh: "返回", en: "Back" };
const PARTNERS: Both = Both { zh: "一起买的商品", en: "Bought together" };
const NO_PARTNERS: Both = Both {
    zh: "这件商品的订单还太少，看不出和什么一起买。",
    en: "Too few orders have this item to tell what is bought with it.",
};
const SUBSTITUTES: Both = Both { zh: "可以替代的商品", en: "What could be taken instead" };
const OFF_SHELF: Both = Both { zh: "已下架", en: "off the shelf" };
const PRESALE: Both = Both { zh: "预售", en: "presale" };
const SOLD_OUT: Both = Both { zh: "售罄", en: "sold out" };
const AS_LEARNT: Both = Both { zh: "按订单", en: "learnt" };
const NO_RELATION: Both = Both { zh: "不推荐", en: "don't offer" };
const NOT_YET: Both = Both { zh: "同类商品常一起买", en: "as with items of its kind" };
const RULE: Both = Both { zh: "为它写规则", en: "Write a rule for it" };
const RELATION: Both = Both { zh: "关系", en: "Relation" };
const COLOUR_NOTES: Both = Both { zh: "颜色建议", en: "Colour notes" };
const NO_COLOUR_NOTES: Both = Both {
    zh: "读不出来。商品表的「颜色建议」这样写：米白: 显白; 春夏 | 黑色: 百搭",
    en: "They can't be read. Write them in the file of items like this: Ivory: brightens; summer | Navy: goes with jeans",
};
/// Partners that an item's page lists.
const LISTED: usize = 12;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let room = state.shop_desk.room;
    html! {
        nav.rooms aria-label=(ROOMS.of(language)) {
            @for known in ShopRoom::ALL {
                button type="button" id={ "room-" (known.name()) } data-action="shop_room" data-name=(known.name())
                    aria-pressed=(known == room) { (room_name(known).of(language)) }
            }
        }
        @match (room, opened(state)) {
            (ShopRoom::Items, Some((place, item))) => (page(state, place, item)),
            (ShopRoom::Items, None) => (list(state)),
            (ShopRoom::Pairs, _) => (shop_pairs::view(state)),
            (ShopRoom::Sales, _) => (shop_sales::view(state)),
            (ShopRoom::Promotions, _) => (shop_promotions::view(state)),
            (ShopRoom::Files, _) => (shop_files::view(state)),
        }
    }
}

const fn room_name(room: ShopRoom) -> Both {
    match room {
        ShopRoom::Items => Both { zh: "全部商品", en: "Items" },
        ShopRoom::Pairs => Both { zh: "搭配", en: "Pairs" },
        ShopRoom::Sales => Both { zh: "热卖", en: "Sales" },
        ShopRoom::Promotions => Both { zh: "优惠", en: "Promotions" },
        ShopRoom::Files => Both { zh: "资料", en: "Files" },
    }
}

fn opened(state: &State) -> Option<(u32, &CatalogItem)> {
    let catalog = &state.selling.shop.catalog;
    let place = catalog.place(state.shop_desk.item.as_ref()?)?;
    Some((place, catalog.get(place)?))
}

fn list(state: &State) -> Markup {
    let language = state.settings.language;
    let desk = &state.shop_desk;
    let catalog = &state.selling.shop.catalog;
    let shown = desk.listed.max(PAGE);
    // One more than is shown tells whether there are more.
    let found = state.find_items(&desk.query, shown + 1);
    html! {
        @if catalog.items().is_empty() {
            p.blank-line { (NONE.of(language)) }
            (shop_files::view(state))
        } @else {
            div.finder {
                input id="shop-search" type="search" data-action="shop_search" value=(desk.query) autocomplete="off"
                    aria-label=(SEARCH.of(language)) placeholder=(SEARCH.of(language));
            }
            p.summary role="status" { (count(language, catalog.items().len())) }
            @if found.is_empty() { p.blank-line { (NOT_FOUND.of(language)) } }
            ul.items {
                @for item in found.iter().take(shown).filter_map(|place| catalog.get(*place)) { (row(language, item)) }
            }
            @if found.len() > shown {
                button.plain.alone type="button" data-action="shop_more" { (MORE.of(language)) }
            }
        }
    }
}

fn count(language: Language, items: usize) -> String {
    match language {
        Language::Chinese => format!("共 {items} 件商品"),
        Language::English => format!("{items} items"),
    }
}

fn row(language: Language, item: &CatalogItem) -> Markup {
    html! {
        li.item {
            button.use type="button" data-action="shop_open" data-name=(item.id.0) {
                (tile(item))
                span.what {
                    bdi.title { (item.title) }
                    span.about { (about(language, item)) }
                }
            }
            (reckon(language, item))
        }
    }
}

/// A button that takes an item into the calculator.
pub(super) fn reckon(language: Language, item: &CatalogItem) -> Markup {
    html! {
        button.quiet type="button" data-action="shop_reckon" data-name=(item.id.0)
            aria-label={ (RECKON.of(language)) " " (item.title) } title=(RECKON.of(language)) { (icon("plus")) }
    }
}

/// Price, stock and what keeps an item from being sold.
pub(super) fn about(language: Language, item: &CatalogItem) -> Markup {
    html! {
        @if let Some(price) = item.price { b { "¥" (price) } }
        @if !item.on_shelf { span.lapsed { (OFF_SHELF.of(language)) } }
        @if item.presale { span.lapsed { (PRESALE.of(language)) } }
        @if item.stock == Stock::Pieces(0) {
            span.lapsed { (SOLD_OUT.of(language)) }
        } @else {
            span { (stock(language, item.stock)) }
        }
        @if !item.category.is_empty() { bdi { (item.category.replace(" > ", " › ")) } }
    }
}

/// One item: what goes with it, to be looked at and corrected.
fn page(state: &State, place: u32, item: &CatalogItem) -> Markup {
    let language = state.settings.language;
    let shop = &state.selling.shop;
    let partners = &shop.learnt.partners;
    let own = partners.of_item.get(Some(place));
    let listed = own.iter().filter_map(|partner| Some((partner, shop.catalog.get(partner.item)?))).take(LISTED);
    let sold = partners.sold.get(place as usize).copied().unwrap_or(0);
    let substitutes = shop.learnt.substitutes.get(Some(place));
    html! {
        div.bar {
            button.quiet type="button" data-action="shop_open" data-name="" aria-label=(BACK.of(language)) title=(BACK.of(language)) { (icon("arrow-left")) }
            h1 dir="auto" { (item.title) }
        }
        p.about { (about(language, item)) }
        div.row {
            button.primary type="button" data-action="offer_by_hand" data-name=(item.id.0) { (OFFER.of(language)) }
            button.plain type="button" data-action="rule_new" data-name=(item.id.0) { (RULE.of(language)) }
            (reckon(language, item))
        }
        (colour_notes(language, item))
        h2 { (PARTNERS.of(language)) }
        @if own.is_empty() { p.hint { (NO_PARTNERS.of(language)) } }
        ul.items {
            @for (partner, other) in listed {
                li.item {
                    button.use type="button" data-action="shop_open" data-name=(other.id.0) {
                        (tile(other))
                        span.what {
                            bdi.title { (other.title) }
                            span.about { (together(language, partner, sold, partners.lift(place, partner), partners.is_beyond_chance(place, partner))) }
                        }
                    }
                    (judge(state, item, other, partner.relation))
                }
            }
        }
        @if !substitutes.is_empty() {
            h2 { (SUBSTITUTES.of(language)) }
            ul.items {
                @for other in substitutes.iter().filter_map(|partner| shop.catalog.get(partner.item)) { (row(language, other)) }
            }
        }
    }
}

/// What the shop notes of the item's colours, as it was understood.
fn colour_notes(language: Language, item: &CatalogItem) -> Markup {
    let Some(colours) = item.attribute(COLOURS).map(|notes| ColourNotes::parse(notes).colours) else { return html! {} };
    html! {
        h2 { (COLOUR_NOTES.of(language)) }
        @if colours.is_empty() { p.hint { (NO_COLOUR_NOTES.of(language)) } }
        ul.list {
            @for one in &colours {
                @let notes: Vec<_> = one.notes.iter().map(|note| note.written.as_str()).collect();
                li { bdi { (one.colour) } " " span.about dir="auto" { (notes.join("; ")) } }
            }
        }
    }
}

/// A choice of how a second item relates to a first one, against what was learnt.
pub(super) fn judge(state: &State, item: &CatalogItem, other: &CatalogItem, learnt: Relation) -> Markup {
    let language = state.settings.language;
    let judged = state.settings.judged.get(&(item.id.clone(), other.id.clone()));
    html! {
        select data-action="shop_judge" data-name={ (item.id.0) "\n" (other.id.0) } aria-label={ (RELATION.of(language)) " " (other.title) } {
            option value="learnt" selected[judged.is_none()] { (AS_LEARNT.of(language)) "：" (relation(language, learnt)) }
            @for known in [Relation::Substitute, Relation::Extension, Relation::Complement] {
                option value=(known.name()) selected[judged == Some(&Some(known))] { (relation(language, known)) }
            }
            option value="none" selected[judged == Some(&None)] { (NO_RELATION.of(language)) }
        }
    }
}

/// How often two items were bought together, and whether that may be chance.
pub(super) fn together(language: Language, partner: &Partner, sold: u32, lift: Option<u64>, is_proven: bool) -> String {
    let together = partner.together;
    let lift = lift.filter(|lift| *lift > 10).map(|lift| (lift / 10, lift % 10));
    match (language, lift) {
        _ if together == 0 => NOT_YET.of(language).into(),
        (Language::Chinese, _) if !is_proven => format!("{sold} 单里 {together} 单，可能是偶然"),
        (Language::English, _) if !is_proven => format!("{together} of {sold} orders, which may be chance"),
        (Language::Chinese, Some((whole, tenth))) => format!("{sold} 单里 {together} 单，是偶然的 {whole}.{tenth} 倍"),
        (Language::Chinese, None) => format!("{sold} 单里 {together} 单"),
        (Language::English, Some((whole, tenth))) => {
            format!("{together} of {sold} orders, {whole}.{tenth} times more than by chance")
        }
        (Language::English, None) => format!("{together} of {sold} orders"),
    }
}

/// A button that puts a line of the calculator away.
pub(super) fn take_out(language: Language, item: &CatalogItem) -> Markup {
    const TAKE_OUT: Both = Both { zh: "去掉", en: "Take out" };
    html! {
        button.quiet type="button" data-action="shop_take_out" data-name=(item.id.0)
            aria-label={ (TAKE_OUT.of(language)) " " (item.title) } title=(TAKE_OUT.of(language)) { (icon("x")) }
    }
}
