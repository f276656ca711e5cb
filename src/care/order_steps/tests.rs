//! The steps of an order: the data, and when which is said.

use super::*;
use crate::{
    chat::{Message, RowId},
    library::template::Template,
    shop::{ItemId, Pays, PromotionId, Scope},
};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn row(sender: Sender, text: &str, card: Option<Card>) -> Message {
    Message { row: RowId::default(), sender, text: text.into(), card }
}

fn card(number: &str, state: Option<OrderState>) -> Message {
    row(Sender::Buyer, "", Some(Card::Order { number: number.into(), state, amount: Some(15_900) }))
}

fn talk(messages: Vec<Message>) -> Conversation {
    Conversation { messages, ..Conversation::default() }
}

#[test]
fn the_rules_are_whole() {
    let rules = rules::order_steps();
    let states = [OrderState::Unpaid, OrderState::Paid, OrderState::Shipped, OrderState::Refunding];
    assert_eq!(
        states.map(|state| step(state).map(|step| step.id.as_str())).map(Option::unwrap),
        ["urge", "confirm", "notice", "return"]
    );
    assert_eq!((step(OrderState::Closed), step(OrderState::Received), rules.steps.len()), (None, None, 4));
    for rule in &rules.steps {
        assert!(rule.hours.as_deref().is_none_or(|hours| parse_hours(hours).is_some()), "{}", rule.id);
        assert!(rule.texts.iter().any(|text| text.needs.is_empty()), "{} has nothing to say", rule.id);
        assert!(rule.texts.len() <= 4, "{}: they stand beside each other by their titles", rule.id);
        for text in &rule.texts {
            for need in text.needs.iter().filter(|need| ![PROMOTION, ORDERED].contains(&need.as_str())) {
                assert!(crate::library::facts::known(need).is_some(), "{need}");
            }
            for language in [Language::Chinese, Language::English] {
                let body = match source(text, language) {
                    Source::Words(words) => words.to_owned(),
                    Source::Phrase(id) => {
                        let phrases = rules::starter_packs().iter().filter(|pack| pack.language == language);
                        let mut phrases = phrases.flat_map(|pack| &pack.phrases);
                        phrases.find(|phrase| phrase.id.0 == id).unwrap_or_else(|| panic!("no {id}")).body.clone()
                    }
                };
                let gaps: Vec<String> = Template::parse(&body).gaps().map(|gap| gap.name.clone()).collect();
                for gap in &gaps {
                    assert!(crate::library::facts::known(gap).is_some(), "{body}: {gap}");
                    assert!(!["address", "phone", "收货地址", "联系电话"].contains(&gap.as_str()), "{body}");
                }
                for word in ["最", "第一", "100%", "赶紧", "仅剩", "错过就", "hurry", "guarantee"] {
                    assert!(!body.contains(word), "{body}");
                }
            }
        }
    }
}

#[test]
fn an_order_is_urged_once() {
    for rule in &rules::order_steps().asks {
        assert!(!rule.examples.is_empty() && !rule.counter_examples.is_empty());
        rule.examples.iter().for_each(|line| assert!(asks_to_pay(line), "{line}"));
        rule.counter_examples.iter().for_each(|line| assert!(!asks_to_pay(line), "{line}"));
    }
    let urging = "亲，您拍的宝贝还没付款，是有什么不清楚的吗？";
    let mut said = talk(vec![
        row(Sender::Seller, urging, None),
        card("1", Some(OrderState::Unpaid)),
        row(Sender::Buyer, "我还没付款", None),
    ]);
    assert!(!is_urged(&said, 1), "that was before the order, or the buyer's own");
    said.messages.push(row(Sender::Seller, urging, None));
    assert!(is_urged(&said, 1) && !is_urged(&said, usize::MAX));
}

#[test]
fn what_is_urged_is_said_by_what_the_rules_call_asking() {
    let urge = step(OrderState::Unpaid).unwrap();
    for text in &urge.texts {
        for language in [Language::Chinese, Language::English] {
            let body = match source(text, language) {
                Source::Words(words) => words.to_owned(),
                Source::Phrase(id) => {
                    let mut phrases = rules::starter_packs().iter().flat_map(|pack| &pack.phrases);
                    phrases.find(|phrase| phrase.id.0 == id).unwrap().body.clone()
                }
            };
            let said = Template::parse(&body).fill(&Facts::default()).text_with_gaps("", "");
            // Those that tell of the goods alone are noted by the panel, which put them there.
            assert!(asks_to_pay(&said) || ["ends", "merit"].contains(&text.id.as_str()), "{said}");
        }
    }
}

#[test]
fn an_order_is_as_its_last_card_shows_it() {
    let talk = talk(vec![
        card("1", Some(OrderState::Unpaid)),
        card("2", Some(OrderState::Unpaid)),
        card("1", Some(OrderState::Paid)),
        card("2", None),
    ]);
    let states: Vec<_> = orders(&talk).iter().map(|order| (order.number, order.state, order.row)).collect();
    assert_eq!(states, [("1", OrderState::Paid, 2), ("2", OrderState::Unpaid, 1)]);
    assert_eq!(last_order(&talk).map(|order| order.number), Some("1"));
    assert_eq!(last_order(&Conversation::default()), None);
}

#[track_caller]
fn due(seen: &str, now: &str, expected: When) {
    assert_eq!(when(step(OrderState::Unpaid).unwrap(), at(seen), at(now)), expected, "{seen} {now}");
}

#[test]
fn nobody_is_urged_at_once_at_night_or_after_a_day() {
    due("2026-11-29 10:00", "2026-11-29 10:00", When::From(at("2026-11-29 10:10")));
    due("2026-11-29 10:00", "2026-11-29 10:10", When::Now);
    due("2026-11-29 10:00", "2026-11-29 21:59", When::Now);
    due("2026-11-29 10:00", "2026-11-29 22:00", When::From(at("2026-11-30 08:00")));
    due("2026-11-29 21:55", "2026-11-29 21:56", When::From(at("2026-11-30 08:00")));
    due("2026-11-29 23:30", "2026-11-30 00:30", When::From(at("2026-11-30 08:00")));
    due("2026-11-29 10:00", "2026-11-30 10:00", When::Now);
    due("2026-11-29 10:00", "2026-11-30 10:01", When::Over);
    let confirm = step(OrderState::Paid).unwrap();
    assert_eq!(when(confirm, at("2026-11-29 10:00"), at("2026-12-29 23:00")), When::Now);
}

#[test]
fn hours_over_midnight_are_told_too() {
    let hours = (22 * 60, 8 * 60);
    assert_eq!(within(hours, at("2026-11-29 23:00")), at("2026-11-29 23:00"));
    assert_eq!(within(hours, at("2026-11-29 12:00")), at("2026-11-29 22:00"));
}

fn promotion(kind: PromotionKind, scope: Scope, until: Option<&str>) -> Promotion {
    Promotion {
        id: PromotionId("p".into()),
        title: "枕头8折".into(),
        kind,
        scope,
        from: None,
        until: until.map(at),
        group: String::new(),
    }
}

#[test]
fn an_end_is_told_only_of_a_promotion_that_ends_soon_for_this_item() {
    let item = CatalogItem { id: ItemId("1".into()), category: "床品 > 枕头".into(), ..CatalogItem::default() };
    let (now, percent) = (at("2026-11-29 10:00"), PromotionKind::Percent(Pays(800)));
    let told = |promotion: Promotion| {
        ending(&item, &[promotion], now, Language::Chinese).map(|facts| facts.get("campaign_end").unwrap().to_owned())
    };
    let soon = Some("2026-11-30 23:59");
    assert_eq!(told(promotion(percent.clone(), Scope::All, soon)).as_deref(), Some("11月30日24点"));
    assert_eq!(
        told(promotion(percent.clone(), Scope::All, Some("2026-11-30 18:30"))).as_deref(),
        Some("11月30日18点30分")
    );
    let other = Scope::Category("女装".into());
    for (kind, scope, until) in [
        (percent.clone(), other, soon),
        (percent.clone(), Scope::All, None),
        (percent.clone(), Scope::All, Some("2026-12-24 23:59")),
        (percent.clone(), Scope::All, Some("2026-11-28 23:59")),
        (
            PromotionKind::Gift { from: crate::shop::Reach::Pieces(1), item: ItemId("2".into()), pieces: 1 },
            Scope::All,
            soon,
        ),
    ] {
        assert_eq!(told(promotion(kind, scope, until)), None);
    }
    let nameless = Promotion { title: " ".into(), ..promotion(percent, Scope::All, soon) };
    assert_eq!(told(nameless), None);
}

#[test]
fn a_text_is_said_only_with_what_it_needs() {
    let ids = |state: OrderState, facts: &Facts, told: &Told| -> Vec<&str> {
        texts(step(state).unwrap(), facts, told).iter().map(|text| text.id.as_str()).collect()
    };
    let mut facts = Facts::default();
    assert_eq!(ids(OrderState::Unpaid, &facts, &Told::default()), ["help"]);
    facts.set("卖点", "加厚");
    facts.set("ship_time", "48小时内");
    assert_eq!(ids(OrderState::Unpaid, &facts, &Told::default()), ["merit", "help", "ship"]);
    let told = Told { promotion: Some(facts.clone()), ..Told::default() };
    assert_eq!(ids(OrderState::Unpaid, &facts, &told), ["ends", "merit", "help", "ship"]);
    let urge = &step(OrderState::Unpaid).unwrap().texts;
    assert_eq!((told.of(&urge[0]), told.of(&urge[1])), (Some(&facts), None));
    assert_eq!(ids(OrderState::Paid, &facts, &told), ["check", "late"]);
    let told = Told { ordered: Some(facts.clone()), ..Told::default() };
    assert_eq!(ids(OrderState::Paid, &facts, &told), ["ordered", "check", "late"]);
}
