//! The states of the shop tab and of offers beside the chat, in a shop small enough to be read in a snapshot.

use super::states::blank;
use crate::{
    cross_sell::choice::tests::shop,
    day::Moment,
    library::Language,
    panel::{Action, SellingAction, ShopAction, ShopRoom, State, Tab, update},
    shop::{ItemId, Pays, Promotion, PromotionId, PromotionKind, Scope},
    wire::{Composer, PageEvent, Row, RowCard, RowSender, Snapshot},
};
use std::rc::Rc;

/// A panel that knows the shop, beside a buyer who shows an item and says this.
pub(crate) fn selling(text: &str) -> State {
    let mut state = blank();
    state.moment = Moment::parse("2026-11-24 21:30");
    let mut shop = shop();
    shop.promotions = vec![Promotion {
        id: PromotionId("p".into()),
        title: "枕头<b>8 折".into(),
        kind: PromotionKind::Percent(Pays(800)),
        scope: Scope::Category("床品 > 枕头".into()),
        from: None,
        until: Moment::parse("2026-11-25 23:59"),
        group: String::new(),
    }];
    update(&mut state, Action::Selling(SellingAction::Shop(Rc::new(shop))));
    let row =
        |number: &str, text: &str, card| Row { row: number.into(), sender: RowSender::Buyer, text: text.into(), card };
    let card = RowCard::Product { title: "云朵 全棉四件套 雾蓝".into(), price: Some(29_900) };
    update(
        &mut state,
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: "a".into(),
            buyer: "小鹿".into(),
            composer: Composer::Ready,
            draft: false,
            shortened: false,
            messages: vec![row("1", "", Some(card)), row("2", text, None)],
        })),
    );
    state
}

pub(super) fn views() -> Vec<(&'static str, State)> {
    let at = |actions: Vec<ShopAction>| {
        let mut state = selling("好的，我要这套，怎么下单");
        update(&mut state, Action::Show(Tab::Shop));
        for action in actions {
            update(&mut state, Action::ShopTab(action));
        }
        state
    };
    let id = |place: u32| ItemId(format!("70000{place}"));
    let mut english = selling("好的，我要这套，怎么下单");
    update(&mut english, Action::Language(Language::English));
    let mut empty = blank();
    update(&mut empty, Action::Show(Tab::Shop));
    let reckoned =
        vec![ShopAction::Pieces(id(0), 1), ShopAction::Pieces(id(2), 2), ShopAction::Go(ShopRoom::Promotions)];
    vec![
        ("offers", selling("好的，我要这套，怎么下单")),
        ("offers_english", english),
        ("shop", at(Vec::new())),
        ("shop_none", empty),
        ("shop_item", at(vec![ShopAction::Open(id(0))])),
        ("shop_sales", at(vec![ShopAction::Go(ShopRoom::Sales)])),
        ("shop_promotions", at(reckoned)),
    ]
}
