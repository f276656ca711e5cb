//! Promotions in the shop tab: which there are, what is wrong with them, and what a basket would cost.

use super::{icon_button, offers::Both, shop::take_out};
use crate::{
    day::Moment,
    library::Language,
    panel::state::State,
    shop::{
        ItemId, Promotion, PromotionId,
        bundle::{BundleLine, Gap, Measure, Offers, Quote},
        health::{Fault, ItemFault},
    },
};
use maud::{Markup, html};

const PROMOTIONS: Both = Both { zh: "优惠活动", en: "Promotions" };
const NONE: Both = Both {
    zh: "还没有优惠活动。到「资料」里导入优惠文件，推荐时就会算出省多少。",
    en: "No promotions yet. Bring in their file under “Files”, and offers will say what is saved.",
};
const WHAT_IF: Both = Both { zh: "试算：一起买多少钱", en: "What if: what a basket costs" };
const EMPTY: Both = Both {
    zh: "在「全部商品」里点加号，把商品加进来试算。",
    en: "Add items with the plus under “Items”.",
};
const CLEAR: Both = Both { zh: "清空", en: "Clear" };
const PIECES: Both = Both { zh: "件数", en: "Pieces" };
const LIST: Both = Both { zh: "原价", en: "List" };
const PAYS: Both = Both { zh: "实付", en: "Pays" };
const FREIGHT: Both = Both { zh: "运费", en: "Freight" };
const GIFT: Both = Both { zh: "赠品", en: "Gift" };
const HEALTH: Both = Both { zh: "需要留意", en: "To look after" };
const FINE: Both = Both { zh: "没有发现问题。", en: "Nothing to look after." };
/// Findings that are listed; more are counted.
const LISTED: usize = 20;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let promotions = &state.selling.shop.promotions;
    html! {
        h2 { (WHAT_IF.of(language)) }
        (calculator(state))
        h2 { (PROMOTIONS.of(language)) }
        @if promotions.is_empty() { p.hint { (NONE.of(language)) } }
        ul.list {
            @for promotion in promotions {
                li { bdi { (promotion.title) } span.count { (until(language, promotion)) } }
            }
        }
        h2 { (HEALTH.of(language)) }
        (findings(state))
    }
}

fn without_partner(language: Language, items: usize) -> String {
    match language {
        Language::Chinese => format!("{items} 件在售商品还看不出和什么一起买"),
        Language::English => format!("{items} items on the shelf that nothing goes with yet"),
    }
}

fn until(language: Language, promotion: &Promotion) -> String {
    match (promotion.until, language) {
        (Some(until), Language::Chinese) => format!("到 {}", time(until)),
        (Some(until), Language::English) => format!("until {}", time(until)),
        (None, _) => String::new(),
    }
}

fn time(moment: Moment) -> String {
    format!("{} {:02}:{:02}", moment.day.print(), moment.minute / 60, moment.minute % 60)
}

fn calculator(state: &State) -> Markup {
    let language = state.settings.language;
    let shop = &state.selling.shop;
    let lines: Vec<_> = state
        .shop_desk
        .basket
        .iter()
        .filter_map(|(id, pieces)| Some((shop.catalog.get(shop.catalog.place(id)?)?, *pieces)))
        .collect();
    let basket: Vec<BundleLine> = lines.iter().filter_map(|(item, pieces)| BundleLine::of(item, *pieces)).collect();
    html! {
        @if lines.is_empty() { p.hint { (EMPTY.of(language)) } } @else {
            ul.items {
                @for (item, pieces) in &lines {
                    li.item {
                        span.what { bdi.title { (item.title) } @if let Some(price) = item.price { span.about { "¥" (price) } } }
                        input type="number" min="0" max="999" step="1" inputmode="numeric" data-action="shop_pieces" data-name=(item.id.0)
                            value=(pieces) aria-label={ (PIECES.of(language)) " " (item.title) };
                        (take_out(language, item))
                    }
                }
            }
            @if let Some(moment) = state.moment {
                @let offers = Offers::at(&shop.promotions, moment, Measure::default());
                (quote(state, &offers.quote(&basket)))
                @for step in offers.next_steps(&basket).iter().take(2) {
                    p.saving { (next(language, &step.gap, &step.saving.to_string(), &name(state, &step.promotion))) }
                }
            }
            (icon_button("shop_clear", 0, "trash-2", CLEAR.of(language)))
        }
    }
}

fn quote(state: &State, quote: &Quote) -> Markup {
    let language = state.settings.language;
    html! {
        table.sales {
            tbody {
                tr { td { (LIST.of(language)) } td.number { "¥" (quote.list) } }
                @for saving in &quote.savings {
                    tr { td { bdi { (name(state, &saving.promotion)) } } td.number { "−¥" (saving.amount) } }
                }
                @for gift in &quote.gifts {
                    tr { td { (GIFT.of(language)) " " bdi { (title(state, &gift.item)) } } td.number { "×" (gift.pieces) } }
                }
                @if let Some(freight) = &quote.freight {
                    tr { td { (FREIGHT.of(language)) } td.number { "¥" (freight.fee) } }
                }
                tr.sum { td { (PAYS.of(language)) } td.number { b { "¥" (quote.pays) } } }
            }
        }
    }
}

fn next(language: Language, gap: &Gap, saving: &str, promotion: &str) -> String {
    match (language, gap) {
        (Language::Chinese, Gap::Amount(gap)) => format!("再买 ¥{gap}，「{promotion}」可再省 ¥{saving}"),
        (Language::Chinese, Gap::Pieces(pieces)) => format!("再买 {pieces} 件，「{promotion}」可再省 ¥{saving}"),
        (Language::English, Gap::Amount(gap)) => format!("¥{gap} more and ¥{saving} comes off: {promotion}"),
        (Language::English, Gap::Pieces(pieces)) => format!("{pieces} more and ¥{saving} comes off: {promotion}"),
    }
}

fn name(state: &State, id: &PromotionId) -> String {
    let found = state.selling.shop.promotions.iter().find(|promotion| promotion.id == *id);
    found.map_or_else(|| id.0.clone(), |promotion| promotion.title.clone())
}

/// An item's title; its id where the catalogue has it no more.
pub(super) fn title(state: &State, id: &ItemId) -> String {
    let catalog = &state.selling.shop.catalog;
    catalog.place(id).and_then(|place| catalog.get(place)).map_or_else(|| id.0.clone(), |item| item.title.clone())
}

fn findings(state: &State) -> Markup {
    let language = state.settings.language;
    let shop = &state.selling.shop;
    let found = state.promotion_findings();
    let sets = shop.sets.iter().filter_map(|set| {
        let place = shop.catalog.place(&set.offered);
        let is_gone = place.and_then(|place| shop.catalog.get(place)).is_none_or(|item| !item.is_available());
        is_gone.then_some(&set.offered)
    });
    let sets: Vec<&ItemId> = sets.collect();
    let is_alone = |place: &u32| {
        let is_sold = shop.catalog.get(*place).is_some_and(|item| item.on_shelf);
        is_sold && !shop.learnt.partners.of_item.has(*place)
    };
    let alone = (0..shop.learnt.partners.of_item.len() as u32).filter(is_alone).count();
    html! {
        @if found.is_empty() && sets.is_empty() && alone == 0 { p.hint { (FINE.of(language)) } }
        ul.list.findings {
            @for finding in found.iter().take(LISTED) {
                li { bdi { (name(state, &finding.promotion)) } span.count { (fault(state, &finding.fault)) } }
            }
            @for id in sets.iter().take(LISTED) {
                li { bdi { (title(state, id)) } span.count { (cannot_be_had(language)) } }
            }
        }
        @if alone > 0 { p.hint { (without_partner(language, alone)) } }
    }
}

const fn cannot_be_had(language: Language) -> &'static str {
    const WORDS: Both = Both { zh: "店铺搭配里的商品现在买不到", en: "of a set, can't be had now" };
    WORDS.of(language)
}

fn fault(state: &State, fault: &Fault) -> String {
    let zh = state.settings.language == Language::Chinese;
    let of = |chinese: &str, english: &str| if zh { chinese.to_owned() } else { english.to_owned() };
    match fault {
        Fault::Over(until) => format!("{} {}", of("已结束", "ended"), time(*until)),
        Fault::EndsSoon { until, .. } => format!("{} {}", of("即将结束", "ends"), time(*until)),
        Fault::NeverCounts => of("结束早于开始", "ends before it begins"),
        Fault::SameId => of("编号重复", "its id is taken"),
        Fault::DoesNothing => of("没有任何优惠", "takes nothing off"),
        Fault::NoItem => of("没有商品参加", "no item counts for it"),
        Fault::NoneAvailable => of("参加的商品都买不到", "none of its items can be had"),
        Fault::Item { item, why } => {
            let why = match why {
                ItemFault::Missing => of("不在商品资料里", "is not in the catalogue"),
                ItemFault::OffShelf => of("已下架", "is off the shelf"),
                ItemFault::Presale => of("在预售", "is on presale"),
                ItemFault::TooFew(pieces) if zh => format!("只有 {pieces} 件"),
                ItemFault::TooFew(pieces) => format!("has {pieces} pieces"),
            };
            format!("{} {why}", title(state, item))
        }
        Fault::SetSavesNothing { apart } => {
            format!("{} ¥{apart}", of("套餐不比分开买便宜，分开", "saves nothing; apart"))
        }
        Fault::NeedsSeveral { at, .. } => format!("{} ¥{at}", of("要买几件才够", "needs several items for")),
        Fault::Unreachable { .. } => of("库存全买也达不到门槛", "all stock doesn't reach it"),
        Fault::Excludes { other, .. } => format!("{} {}", of("不能同时用：", "not together with"), name(state, other)),
    }
}
