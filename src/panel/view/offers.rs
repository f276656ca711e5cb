//! The offers under the replies: at most two cards, each with what it is, what it costs, why it is offered and what is
//! saved.

use super::icon_button;
use crate::{
    cross_sell::{Merit, Offer, Relation, timing::Silence},
    library::Language,
    panel::state::State,
    shop::{CatalogItem, Price, Stock},
};
use maud::{Markup, html};

/// Pieces from which the number says nothing to an agent any more.
const MANY: u32 = 100;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let selling = &state.selling;
    let offers: Vec<(&Offer, &CatalogItem)> =
        selling.offers.iter().filter_map(|offer| Some((offer, selling.shop.catalog.get(offer.item)?))).collect();
    html! {
        @if !offers.is_empty() {
            section.offers aria-label=(pick(language, "可以一起推荐的商品", "What you could offer")) {
                @for (slot, (offer, item)) in (1..).zip(offers) { (card(slot, offer, item, state)) }
            }
        } @else if let Some(words) = selling.silence.and_then(|silence| quiet(language, silence, state)) {
            p.aside { (words) }
        }
    }
}

/// Why nothing is offered, where the agent can do something about it.
fn quiet(language: Language, silence: Silence, state: &State) -> Option<&'static str> {
    let knows_items = !state.selling.shop.catalog.items().is_empty();
    match silence {
        Silence::ItemUnknown if knows_items && !state.conversation.messages.is_empty() => Some(pick(
            language,
            "还不知道聊的是哪件商品，先不推荐。买家发来商品卡片或链接就会有。",
            "It isn't clear yet which item this is about. A card or a link of the buyer's tells.",
        )),
        Silence::ItemUnknown | Silence::NotNow | Silence::Upset => None,
    }
}

fn card(slot: u8, offer: &Offer, item: &CatalogItem, state: &State) -> Markup {
    let language = state.settings.language;
    let place = usize::from(slot);
    html! {
        article.offer data-slot=(slot) data-relation=(offer.relation.name()) {
            (tile(item))
            div.what {
                h2 dir="auto" { (item.title) }
                p.price {
                    @if let Some(price) = item.price { b { "¥" (price) } }
                    span.stock { (stock(language, item.stock)) }
                    span.relation { (relation(language, offer.relation)) }
                }
                p.merit { (merit(language, offer.merit)) }
                @if let Some(both) = offer.both.filter(|_| offer.saving > Price::ZERO) {
                    p.saving { (saving(language, offer.saving, both)) }
                }
            }
            div.actions {
                button.primary type="button" id={ "offer-" (slot) } data-action="offer" data-slot=(slot) {
                    @if state.copies() { (pick(language, "复制推荐", "Copy")) } @else { (pick(language, "插入推荐", "Insert")) }
                }
                (icon_button("offer_later", place, "x", pick(language, "这次不推荐", "Not now")))
                (icon_button("offer_never", place, "ban", pick(language, "这件商品永不搭配它", "Never with this item")))
            }
        }
    }
}

/// The item's picture, if it came with the catalogue: one at an address would be a request to a host.
pub(super) fn tile(item: &CatalogItem) -> Markup {
    let letter = item.title.chars().find(|c| c.is_alphanumeric()).unwrap_or('·');
    html! {
        @match item.image.as_deref().filter(|image| image.starts_with("data:image/")) {
            Some(image) => { img.tile src=(image) alt=""; }
            None => { span.tile aria-hidden="true" { (letter) } }
        }
    }
}

pub(super) const fn relation(language: Language, relation: Relation) -> &'static str {
    match relation {
        Relation::Substitute => pick(language, "替代", "Instead"),
        Relation::Extension => pick(language, "延伸", "Goes on"),
        Relation::Complement => pick(language, "互补", "Goes with"),
        Relation::BestSeller => pick(language, "热卖", "Best-seller"),
        Relation::Potential => pick(language, "潜力", "Rising"),
    }
}

pub(super) fn stock(language: Language, stock: Stock) -> String {
    match (stock, language) {
        (Stock::Unknown, _) => String::new(),
        (Stock::Pieces(pieces), Language::Chinese) if pieces >= MANY => "有货".into(),
        (Stock::Pieces(pieces), Language::English) if pieces >= MANY => "in stock".into(),
        (Stock::Pieces(pieces), Language::Chinese) => format!("库存 {pieces}"),
        (Stock::Pieces(pieces), Language::English) => format!("{pieces} in stock"),
    }
}

fn merit(language: Language, merit: Merit) -> String {
    let zh = language == Language::Chinese;
    match merit {
        Merit::Chosen => pick(language, "您选的", "Chosen by you").into(),
        Merit::Bought(0) => pick(language, "您选的，买家今天已买过", "Chosen by you; the buyer bought it today").into(),
        Merit::Bought(days) if zh => format!("您选的，买家 {days} 天前已买过"),
        Merit::Bought(1) => "Chosen by you; the buyer bought it yesterday".into(),
        Merit::Bought(days) => format!("Chosen by you; the buyer bought it {days} days ago"),
        Merit::Rule => pick(language, "店铺规则", "A rule of the shop's").into(),
        Merit::Set => pick(language, "店铺搭配", "A set of the shop's").into(),
        Merit::OfItsKind => pick(language, "同类商品的买家常一起买", "Often bought with items of its kind").into(),
        Merit::Alike => pick(language, "同类商品，有货", "The same kind, in stock").into(),
        Merit::Cheaper(less) if zh => format!("同类商品，便宜 ¥{less}"),
        Merit::Cheaper(less) => format!("The same kind, ¥{less} less"),
        Merit::Together { together, of, lift } => {
            let (whole, tenth) = (lift / 10, lift % 10);
            match (zh, lift > 10) {
                (true, true) => format!("{of} 单里 {together} 单一起买，是偶然的 {whole}.{tenth} 倍"),
                (true, false) => format!("{of} 单里 {together} 单一起买"),
                (false, true) => {
                    format!("Bought together in {together} of {of} orders, {whole}.{tenth} times more than by chance")
                }
                (false, false) => format!("Bought together in {together} of {of} orders"),
            }
        }
        Merit::Sells(now) if zh => format!("近四周售出 {now} 件"),
        Merit::Sells(now) => format!("{now} sold in four weeks"),
        Merit::Rises(now, before) if zh => format!("近四周 {now} 件，之前四周 {before} 件"),
        Merit::Rises(now, before) => format!("{now} sold in four weeks, {before} in the four before"),
    }
}

fn saving(language: Language, saving: Price, both: Price) -> String {
    match language {
        Language::Chinese => format!("一起拍省 ¥{saving}，两件共 ¥{both}"),
        Language::English => format!("Together ¥{both}, ¥{saving} saved"),
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

impl Both {
    pub(super) const fn of(self, language: Language) -> &'static str {
        pick(language, self.zh, self.en)
    }
}

pub(super) const fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}
