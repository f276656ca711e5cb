//! The states of the shop tab and of offers beside the chat, in a shop small enough to be read in a snapshot.

use super::states::blank;
use crate::{
    cross_sell::choice::tests::shop,
    day::Moment,
    library::Language,
    panel::{Action, RuleAction, SellingAction, ShopAction, ShopFileAction, ShopRoom, Side, State, Tab, update},
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
            focused: false,
            missing: Vec::new(),
            messages: vec![row("1", "", Some(card)), row("2", text, None)],
        })),
    );
    state
}

/// What the worker says of a catalogue with seven problems.
const SHOP_PLAN: &str = r#"{"at":"plan","lost":[],"plan":{"kind":"catalogue","rows":320,"added":300,"changed":12,"same":1,"absent":3,
    "withdrawn":0,"passed_over":["<b>备注"],"refused":2,"problem_count":7,"problems":[
    {"row":4,"column":"title","reason":"missing","refused":true},{"row":5,"column":null,"reason":"extra_cells","refused":true},
    {"row":6,"column":"price","reason":"negative","refused":false},{"row":7,"column":"price","reason":"absurd","refused":false},
    {"row":8,"column":"stock","reason":"shape","refused":false},{"row":9,"column":"link","reason":"shape","refused":false},
    {"row":10,"column":"item_id","reason":"repeated_item","refused":false}]}}"#;

/// The shop tab after a file was chosen and the worker has said this; with nothing said, before.
fn files(said: &[&str]) -> State {
    let mut state = blank();
    update(&mut state, Action::Show(Tab::Shop));
    update(&mut state, Action::ShopTab(ShopAction::Go(ShopRoom::Files)));
    if !said.is_empty() {
        update(&mut state, ShopFileAction::Chosen(vec!["<b>商品.csv".into()]).into());
    }
    for json in said {
        update(&mut state, ShopFileAction::Answer((*json).into()).into());
    }
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
    let with = |action: Action, mut state: State| {
        update(&mut state, action);
        state
    };
    let column = ShopFileAction::Column { field: "item_id".into(), header: "<b>货号".into() };
    let mut shop_done = with(ShopFileAction::Apply.into(), files(&[SHOP_PLAN]));
    for json in [r#"{"at":"kept","undo":true}"#, r#"{"at":"learning","done":30,"of":60}"#] {
        update(&mut shop_done, ShopFileAction::Answer(json.into()).into());
    }
    update(&mut shop_done, ShopFileAction::Lost(vec!["orders".into()]).into());
    let reckoned =
        vec![ShopAction::Pieces(id(0), 1), ShopAction::Pieces(id(2), 2), ShopAction::Go(ShopRoom::Promotions)];
    let rule = [
        RuleAction::New(ItemId::default()),
        RuleAction::Toggle(Side::Offer, id(4)),
        RuleAction::Keep,
        RuleAction::New(id(0)),
        RuleAction::Toggle(Side::Offer, id(2)),
        RuleAction::Find(Side::Offer, "桌布".into()),
    ];
    let rule = rule.into_iter().map(ShopAction::Rule).collect();
    vec![
        ("offers", selling("好的，我要这套，怎么下单")),
        ("offers_english", english),
        ("shop", at(Vec::new())),
        ("shop_none", empty),
        ("shop_item", at(vec![ShopAction::Open(id(0))])),
        ("shop_pairs", at(vec![ShopAction::Go(ShopRoom::Pairs), ShopAction::Cell(4, 2)])),
        ("shop_rule", at(rule)),
        ("shop_sales", at(vec![ShopAction::Go(ShopRoom::Sales)])),
        ("shop_promotions", at(reckoned)),
        ("shop_empty", files(&[])),
        ("shop_reading", files(&[r#"{"at":"reading","bytes":262144,"of":1048576,"rows":4100,"problems":0}"#])),
        ("shop_plan", files(&[SHOP_PLAN])),
        ("shop_plan_english", with(Action::Language(Language::English), files(&[SHOP_PLAN]))),
        (
            "shop_columns",
            with(
                column.into(),
                files(&[
                    r#"{"at":"failed","error":{"kind":"columns","of":"catalogue","seen":["<b>货号","品名"],"missing":[["item_id","link"]]}}"#,
                ]),
            ),
        ),
        (
            "shop_failed",
            files(&[
                r#"{"at":"failed","error":{"kind":"which_encoding","candidates":[{"encoding":"gb18030","preview":"<b>标题"}]}}"#,
            ]),
        ),
        ("shop_done", shop_done),
    ]
}
