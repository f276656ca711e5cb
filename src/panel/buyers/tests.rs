//! Notes on buyers from the click to what is kept, and back out again.

use super::*;
use crate::{
    care::{
        buyers::due::{Due, Reached},
        ledger::{FollowUp, FollowUpId},
        promise::Kind,
    },
    cross_sell::{Bought, Relation, Shop},
    day::Moment,
    library::stamp::Writer,
    panel::{Kept, Notice, Taken, update},
    shop::{ItemId, Line, Orders, ShopKey},
    wire::{Composer, PageCommand, PageEvent, Row, RowSender, Snapshot},
};

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn start() -> State {
    let mut state = State::new(Kept { installation: "here".into(), ..Kept::default() }, Writer::new("test").unwrap());
    state.moment = Some(at("2026-11-29 10:00"));
    state
}

/// The page opens a buyer's talk.
fn opens(state: &mut State, buyer: &str) {
    let row = Row { row: "1".into(), sender: RowSender::Buyer, text: "在吗".into(), card: None };
    let snapshot = Snapshot {
        adapter: "taobao".into(),
        id: buyer.into(),
        buyer: buyer.into(),
        composer: Composer::Ready,
        focused: false,
        draft: false,
        shortened: false,
        missing: Vec::new(),
        messages: vec![row],
    };
    update(state, Action::Page(PageEvent::Conversation(snapshot)));
}

fn act(state: &mut State, action: BuyerAction) -> Vec<Effect> {
    update(state, action.into())
}

fn id(name: &str) -> RecordId {
    BuyerKey::new("taobao", name).unwrap().id()
}

/// The agent notes these fields of the open talk's buyer.
fn note(state: &mut State, name: &str, fields: &[(Field, &str)]) -> Vec<Effect> {
    opens(state, name);
    act(state, BuyerAction::Write);
    for (field, text) in fields {
        act(state, BuyerAction::Type(id(name), *field, (*text).into()));
    }
    act(state, BuyerAction::Save)
}

fn noted(state: &State, name: &str, field: Field) -> String {
    state.buyers.records.get(&id(name)).map(|buyer| buyer.about.get(field).to_owned()).unwrap_or_default()
}

#[test]
fn a_note_is_kept_by_clicks_alone_and_without_what_finds_a_person() {
    let mut state = start();
    opens(&mut state, "小鹿");
    assert_eq!(act(&mut state, BuyerAction::Write), [Effect::Focus(field_id(Field::Note, &id("小鹿")))]);
    act(&mut state, BuyerAction::Type(id("小鹿"), Field::Note, "喜欢素色，电话 13812345678".into()));
    assert_eq!(state.buyers.records.kept().count(), 0, "nothing is kept while it is written");
    let effects = act(&mut state, BuyerAction::Save);
    let [Effect::Focus(_), Effect::KeepBuyers(kept)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(kept.kept().next().unwrap().about.get(Field::Note), "喜欢素色，电话 {联系电话}");
    assert_eq!(state.notice, Some(Notice::Buyers(BuyerNotice::Kept(true))));
    assert_eq!(state.work.buyer, BuyerWork::default());
    act(&mut state, BuyerAction::Write);
    assert!(
        !act(&mut state, BuyerAction::Save).iter().any(|effect| matches!(effect, Effect::KeepBuyers(_))),
        "as it was"
    );
}

#[test]
fn nothing_typed_for_one_buyer_comes_to_another() {
    let mut state = start();
    opens(&mut state, "小鹿");
    act(&mut state, BuyerAction::Write);
    act(&mut state, BuyerAction::Type(id("小鹿"), Field::Note, "一".into()));
    opens(&mut state, "小马");
    assert_eq!(act(&mut state, BuyerAction::Save), []);
    act(&mut state, BuyerAction::Write);
    act(&mut state, BuyerAction::Type(id("小鹿"), Field::Tags, "迟到的".into()));
    act(&mut state, BuyerAction::Type(id("小马"), Field::Note, "二".into()));
    act(&mut state, BuyerAction::Save);
    assert_eq!((noted(&state, "小马", Field::Note), noted(&state, "小马", Field::Tags)), ("二".into(), String::new()));
    opens(&mut state, "小鹿");
    act(&mut state, BuyerAction::Save);
    assert_eq!(noted(&state, "小鹿", Field::Note), "一", "it waited with its talk");
}

#[test]
fn the_shops_own_accounts_are_no_buyers_to_be_mixed_up() {
    let mut state = start();
    state.settings.own_accounts = "禾木旗舰店".into();
    for name in ["小鹿爱吃糖", "禾木旗舰店", "小马", "小鹿爱吃糖"] {
        opens(&mut state, name);
    }
    assert_eq!(state.buyers.names, ["小马", "小鹿爱吃糖"]);
}

#[test]
fn who_may_be_another_has_no_record() {
    let mut state = start();
    assert_eq!(state.buyer_key(), None);
    opens(&mut state, "小鹿");
    assert!(state.buyer_key().is_some());
    state.missing = vec![Missing::Twin];
    assert_eq!(state.buyer_key(), None);
    state.missing.clear();
    state.settings.own_accounts = "小鹿".into();
    assert_eq!(state.buyer_key(), None);
    state.settings.own_accounts.clear();
    update(&mut state, Action::ByHand("在吗".into()));
    assert_eq!(state.buyer_key(), None);
    update(&mut state, Action::ByHand(String::new()));
    opens(&mut state, "t***1");
    assert_eq!((state.buyer_key(), act(&mut state, BuyerAction::Write)), (None, vec![]));
}

#[test]
fn hints_are_ticked_by_hand_and_kept_in_the_note_alone() {
    let mut state = start();
    opens(&mut state, "a8k3x9q2m7p");
    act(&mut state, BuyerAction::Write);
    act(&mut state, BuyerAction::Hints);
    assert_eq!(state.work.buyer.ticked, [""; 0], "an odd nick ticks nothing");
    for hint in ["refunds", "credit", "nick", "nick"] {
        act(&mut state, BuyerAction::Tick(hint.into()));
    }
    let open = id("a8k3x9q2m7p");
    act(&mut state, BuyerAction::Type(open.clone(), Field::Note, "问过两次".into()));
    act(&mut state, BuyerAction::NoteHints);
    let written = |state: &State| state.work.buyer.writing.as_ref().unwrap().get(Field::Note).to_owned();
    assert_eq!(written(&state), "问过两次 留意：信用很低、退款多");
    assert_eq!(state.buyers.records.kept().count(), 0);
    act(&mut state, BuyerAction::NoteHints);
    assert_eq!(written(&state), "问过两次 留意：信用很低、退款多", "nothing is ticked any more");
    act(&mut state, BuyerAction::Save);
    assert_eq!(state.buyers.records.get(&open).unwrap().about.get(Field::Note), "问过两次 留意：信用很低、退款多");
}

/// A state in which something of each kind is kept about 小鹿.
fn full() -> State {
    let mut state = start();
    state.selling.key = Some(ShopKey([7; 32]));
    let now = at("2026-11-29 10:00");
    for (name, buyer) in [("1", "小鹿"), ("2", "小马")] {
        state.ledger.add(FollowUp::new(FollowUpId(name.into()), Kind::Refund, "退款", buyer, Some(now), now));
    }
    let number = state.selling.key.as_ref().unwrap().buyer("小鹿");
    let taken = Taken { relation: Relation::Complement, day: now.day };
    state.settings.taken.insert((number, ItemId("700001".into())), taken);
    note(&mut state, "小鹿", &[(Field::Note, "喜欢素色")]);
    state
}

#[test]
fn all_about_one_buyer_goes_with_a_click_and_comes_back_with_another() {
    let mut state = full();
    let effects = act(&mut state, BuyerAction::Erase(id("小鹿")));
    let [Effect::KeepBuyers(buyers), Effect::KeepFollowUps(ledger), Effect::Save(settings)] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((buyers.kept().count(), ledger.follow_ups().len(), settings.taken.len()), (0, 1, 0));
    assert_eq!(ledger.follow_ups()[0].buyer, "小马");
    let effects = act(&mut state, BuyerAction::PutBack);
    assert_eq!(effects.len(), 3);
    assert_eq!(noted(&state, "小鹿", Field::Note), "喜欢素色");
    assert_eq!((state.ledger.follow_ups().len(), state.settings.taken.len(), state.notice.clone()), (2, 1, None));
    assert_eq!(
        (act(&mut state, BuyerAction::PutBack), act(&mut state, BuyerAction::Erase(id("无")))),
        (vec![], vec![])
    );
}

#[test]
fn follow_ups_go_too_where_nothing_is_noted() {
    let mut state = full();
    opens(&mut state, "小马");
    assert_eq!(state.follow_ups_of(&state.buyer_key().unwrap()), 1);
    let effects = act(&mut state, BuyerAction::Erase(id("小马")));
    assert!(matches!(effects.as_slice(), [Effect::KeepFollowUps(_)]), "{effects:?}");
}

#[test]
fn all_about_one_buyer_is_given_out() {
    let mut state = full();
    let effects = act(&mut state, BuyerAction::Export(id("小鹿")));
    let [Effect::Download { name, text }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(name, "qinyu-buyer-2026-11-29.json");
    for part in ["\"name\":\"小鹿\"", "喜欢素色", "退款", "700001"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("小马"));
}

#[test]
fn notes_go_after_the_days_that_the_shop_sets() {
    let mut state = full();
    state.moment = Some(at("2027-05-28 10:00"));
    assert!(!state.has_lapsed_notes());
    assert_eq!(act(&mut state, BuyerAction::Look), []);
    assert_eq!(act(&mut state, BuyerAction::Days("many".into())), []);
    let effects = act(&mut state, BuyerAction::Days("30".into()));
    assert!(matches!(effects.as_slice(), [Effect::Save(_), Effect::KeepBuyers(_)]), "{effects:?}");
    assert_eq!(state.buyers.records.kept().count(), 0);
    let mut state = full();
    act(&mut state, BuyerAction::Days("0".into()));
    state.moment = Some(at("2030-05-28 10:00"));
    assert_eq!((act(&mut state, BuyerAction::Look), state.buyers.records.kept().count()), (vec![], 1));
}

#[test]
fn the_shops_orders_know_the_first_purchase_and_who_came_back() {
    let mut state = full();
    let number = state.selling.key.as_ref().unwrap().buyer("小鹿");
    let mut orders = Orders::default();
    let day = |text: &str| Day::parse(text).unwrap().count();
    for bought in ["2026-10-12", "2026-11-20"] {
        orders.push(day(bought), number, &mut vec![Line { item: 0, quantity: 1 }]);
    }
    let mut shop = Shop::default();
    shop.learnt.bought = Bought::count(&orders, 1, day("2026-11-28"));
    state.selling.shop = shop.into();
    opens(&mut state, "小马");
    assert_eq!(state.first_known(), None);
    opens(&mut state, "小鹿");
    assert_eq!(state.first_known(), Day::parse("2026-10-12"));
    act(&mut state, BuyerAction::Write);
    act(&mut state, BuyerAction::TakeDay);
    act(&mut state, BuyerAction::Save);
    assert_eq!(noted(&state, "小鹿", Field::FirstBought), "2026-10-12");
    let now = at("2026-11-29 10:00");
    state.buyers.records.reach(&id("小鹿"), Reached::Once(Day::parse("2026-11-13").unwrap()), now);
    let old = state.old_buyers();
    assert_eq!((old[0].due, old[0].bought), (Due::Again(16), Day::parse("2026-11-20")));
}

#[test]
fn old_buyers_are_worked_through() {
    let mut state = start();
    for (name, day) in [("甲", "2026-10-01"), ("乙", "2026-10-20"), ("丙", "2026-11-20")] {
        note(&mut state, name, &[(Field::FirstBought, day)]);
    }
    let due =
        |state: &State| -> Vec<String> { state.old_buyers().iter().map(|old| old.buyer.key.name.clone()).collect() };
    assert_eq!(due(&state), ["甲", "乙"]);
    assert_eq!(act(&mut state, BuyerAction::Say(id("甲"))), [], "nobody knows the offer");
    assert_eq!(state.notice, Some(Notice::Missing(vec!["优惠内容".into()])));
    state.settings.shop.set("discount", "满200减20");
    let effects = act(&mut state, BuyerAction::Say(id("甲")));
    let [Effect::Copy(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(text.contains("满200减20"), "{text}");
    let effects = act(&mut state, BuyerAction::Reach(id("甲"), Reach::Written));
    let [Effect::KeepBuyers(_), Effect::Focus(next)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((next.as_str(), due(&state)), ("old-0", vec!["乙".to_owned()]));
    assert!(matches!(act(&mut state, BuyerAction::Unreach).as_slice(), [Effect::KeepBuyers(_)]));
    assert_eq!((due(&state), act(&mut state, BuyerAction::Unreach)), (vec!["甲".to_owned(), "乙".to_owned()], vec![]));
    act(&mut state, BuyerAction::Reach(id("甲"), Reach::Written));
    opens(&mut state, "乙");
    let effects = act(&mut state, BuyerAction::Say(id("乙")));
    assert!(matches!(effects.first(), Some(Effect::Send(PageCommand::Insert { id, .. })) if id == "乙"), "{effects:?}");
    let effects = act(&mut state, BuyerAction::Reach(id("乙"), Reach::Out));
    assert!(matches!(effects.as_slice(), [Effect::KeepBuyers(_)]), "nobody is left: {effects:?}");
    state.moment = Some(at("2026-12-13 10:00"));
    assert_eq!(due(&state), ["甲"], "did not come back");
    act(&mut state, BuyerAction::Reach(id("甲"), Reach::Back));
    assert_eq!(due(&state), [""; 0]);
    assert_eq!(act(&mut state, BuyerAction::Reach(id("无"), Reach::Back)), []);
}

#[test]
fn a_buyer_is_found_among_all_by_name() {
    let mut state = start();
    for (name, time) in [("Anna", "2026-11-01 10:00"), ("小鹿", "2026-11-02 10:00")] {
        state.moment = Some(at(time));
        note(&mut state, name, &[(Field::Note, "x")]);
    }
    let names = |state: &State| state.noted().iter().map(|buyer| buyer.key.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&state), ["小鹿", "Anna"]);
    act(&mut state, BuyerAction::Search(" aN".into()));
    assert_eq!(names(&state), ["Anna"]);
}
