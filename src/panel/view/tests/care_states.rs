//! What is typed, promised and followed up, as it looks.

use super::states::attached;
use crate::{
    care::{
        ledger::{FollowUp, FollowUpId},
        promise::Kind,
    },
    chat::{Card, Conversation, Message, RowId, Sender},
    cross_sell::Shop,
    day::Moment,
    library::Language,
    panel::{Action, State, Tab, follow_ups, selling::SellingAction, update},
    shop::{COLOURS, Catalog, CatalogItem, ChartOf, ItemId, Measure, Range, Size, SizeChart},
    wire::PageEvent,
};

/// These views by the names of their snapshots.
pub(super) fn views() -> Vec<(&'static str, State)> {
    let with = |action: Action, mut state: State| {
        update(&mut state, action);
        state
    };
    vec![
        ("size", sized(Language::Chinese)),
        ("size_english", sized(Language::English)),
        ("colours", coloured("黄皮，配牛仔裤穿什么颜色")),
        ("promised", promised()),
        ("follow_ups", listed(Language::Chinese)),
        ("follow_ups_english", listed(Language::English)),
        ("follow_ups_empty", with(Action::Show(Tab::FollowUps), attached("在吗"))),
        (
            "draft",
            with(
                Action::Page(PageEvent::Draft {
                    id: "a".into(),
                    text: "<b>亲，绝对正品\n不可能掉色，加我微信看图".into(),
                }),
                attached("在吗"),
            ),
        ),
        (
            "held_english",
            with(
                Action::ChooseEdit,
                with(
                    Action::EditText("add me on WhatsApp <b>".into()),
                    with(Action::Edit(1), with(Action::Language(Language::English), attached("谢谢"))),
                ),
            ),
        ),
    ]
}

/// The shop has a chart for what the talk is about, and the buyer told of a body.
fn sized(language: Language) -> State {
    let mut state = attached("165 119斤，喜欢宽松，穿什么码");
    let range = |from, to| Range { from, to };
    let size = |name: &str, height, weight| Size {
        name: name.into(),
        ranges: vec![(Measure::Height, height), (Measure::Weight, weight)],
    };
    let sizes = vec![
        size("<b>M", range(1_580, 1_660), range(48_000, 60_000)),
        size("L", range(1_640, 1_720), range(58_000, 68_000)),
        size("XL", range(1_700, 1_800), range(66_000, 80_000)),
    ];
    let item = CatalogItem {
        id: ItemId("1".into()),
        title: "亚麻衬衫".into(),
        category: "女装 > 衬衫".into(),
        on_shelf: true,
        ..CatalogItem::default()
    };
    let chart = SizeChart { of: ChartOf::Category("女装".into()), sizes };
    let shop = Shop { catalog: Catalog::new(vec![item]).into(), size_charts: vec![chart], ..Shop::default() };
    let card = Some(Card::Product { title: "亚麻衬衫".into(), price: None });
    let row = RowId("0".into());
    state.conversation.messages.insert(0, Message { row, sender: Sender::System, text: String::new(), card });
    update(&mut state, Action::Selling(SellingAction::Shop(shop.into())));
    update(&mut state, Action::Language(language));
    state
}

/// The shop noted which colour is for whom; it has no size chart.
fn coloured(text: &str) -> State {
    let mut state = attached(text);
    let notes = "<b>米白: 显白; 春夏; 配牛仔裤 | 黑色: 百搭; 耐脏 | 焦糖: 黄皮慎选";
    let item = CatalogItem {
        id: ItemId("1".into()),
        title: "亚麻衬衫".into(),
        attributes: vec![(COLOURS.into(), notes.into())],
        ..CatalogItem::default()
    };
    let shop = Shop { catalog: Catalog::new(vec![item]).into(), ..Shop::default() };
    let card = Some(Card::Product { title: "亚麻衬衫".into(), price: None });
    let row = RowId("0".into());
    state.conversation.messages.insert(0, Message { row, sender: Sender::System, text: String::new(), card });
    update(&mut state, Action::Selling(SellingAction::Shop(shop.into())));
    state
}

/// The shop has just promised something, and something else is overdue.
fn promised() -> State {
    let mut state = attached("<b>几点发");
    state.moment = Moment::parse("2026-11-29 10:00");
    let made = Moment { minute: 540, ..state.moment.unwrap() };
    let kept = |id: &str, due: Option<Moment>| {
        FollowUp::new(FollowUpId(id.into()), Kind::Refund, "<b>今天退", "小鹿<b>", due, made)
    };
    state.ledger.add(kept("1", Some(made)));
    state.ledger.add(kept("2", Moment::parse("2026-12-02 12:00")));
    state.ledger.add(kept("3", None));
    state.ledger.close(&FollowUpId("3".into()), made, "<b>退了");
    let mut said = state.conversation.messages.clone();
    said.push(Message {
        row: RowId("3".into()),
        sender: Sender::Seller,
        text: "今天16点前<b>给您发出".into(),
        card: None,
    });
    let before = std::mem::replace(&mut state.conversation.messages, said);
    let before = Conversation { messages: before, ..state.conversation.clone() };
    follow_ups::hear(&mut state, &before);
    state
}

fn listed(language: Language) -> State {
    let mut state = promised();
    update(&mut state, Action::Language(language));
    update(&mut state, Action::Show(Tab::FollowUps));
    state
}
