//! Campaigns in the panel: what is on, what is ticked, and what may be said because of it.

use super::*;
use crate::{
    day::Moment,
    library::{
        kept_pack::{KeptPack, Owner},
        pack_file,
        stamp::Writer,
    },
    panel::{
        Kept, SellingAction, dom, follow_ups::FollowUpAction, update as act, update::rebuild,
        view::tests::shop_states::selling,
    },
};

const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
    {"id":"any","body":"现在有满减的，您看中哪款呢？","intents":["ask_discount"]},
    {"id":"on","body":"{活动名称}正在进行，{活动截止}结束哦","intents":["ask_discount"],"campaign":"双11"},
    {"id":"warm","body":"活动九号开始，先加购不迷路","intents":["ask_discount"],"campaign":"双11预热"}]}"#;

fn state(now: &str) -> State {
    let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
    state.library.starters = vec![pack_file::parse(PACK).unwrap().0];
    rebuild(&mut state);
    at(&mut state, now);
    state
}

fn at(state: &mut State, now: &str) {
    state.moment = Some(Moment::parse(now).unwrap());
    act(state, Action::ByHand("有什么优惠活动".into()));
}

fn campaign(state: &mut State) -> CampaignId {
    act(state, CampaignAction::New.into());
    let id = state.campaigns.open.clone().unwrap();
    act(state, CampaignAction::Set(id.clone(), Field::Name, "双11".into()).into());
    for (place, day) in ["2026-11-01", "2026-11-09", "2026-11-11", "2026-11-20"].into_iter().enumerate() {
        act(state, CampaignAction::Set(id.clone(), Field::Day(place), day.into()).into());
    }
    id
}

fn offered(state: &State) -> Vec<String> {
    let mut offered: Vec<_> = state.shown().map(|shown| shown.filled.text_with_gaps("{", "}")).collect();
    offered.sort();
    offered
}

#[test]
fn what_a_campaign_says_is_said_while_it_is_on() {
    let mut state = state("2026-11-05 10:00");
    let id = campaign(&mut state);
    assert_eq!(offered(&state), ["现在有满减的，您看中哪款呢？"]);
    act(&mut state, CampaignAction::Set(id.clone(), Field::Label(Phase::Before), "双11预热".into()).into());
    assert_eq!(offered(&state), ["活动九号开始，先加购不迷路", "现在有满减的，您看中哪款呢？"]);
    assert_eq!(state.facts().get("campaign"), None, "it is not on yet, and nobody says so");

    at(&mut state, "2026-11-09 00:00");
    assert_eq!(offered(&state), ["双11正在进行，11月11日24点结束哦", "现在有满减的，您看中哪款呢？"]);
    at(&mut state, "2026-11-12 00:00");
    assert_eq!(offered(&state), ["现在有满减的，您看中哪款呢？"]);
    act(&mut state, Action::Shop { name: "campaign".into(), value: "双11".into() });
    assert_eq!(
        offered(&state),
        ["双11正在进行，{活动截止}结束哦", "现在有满减的，您看中哪款呢？"],
        "as the settings say"
    );
    at(&mut state, "2026-11-10 10:00");
    act(&mut state, CampaignAction::Remove(id).into());
    assert_eq!(state.campaigns_on(), []);
    let effects = act(&mut state, CampaignAction::PutBack.into());
    assert!(matches!(effects.as_slice(), [Effect::KeepCampaigns(book)] if *book == state.campaigns.book));
    assert_eq!(state.campaigns_on().len(), 1);
    assert_eq!(act(&mut state, CampaignAction::PutBack.into()), [], "it is back");
}

#[test]
fn the_packs_of_a_phase_are_suggested_from_while_it_is_on() {
    const WARM: &str = r#"{"format":"qinyu-pack","version":1,"id":"warm-up","phrases":[
        {"id":"cart","body":"先加购，活动价九号见","intents":["ask_discount"]}]}"#;
    let mut state = state("2026-11-12 10:00");
    state.library.packs.push(KeptPack::new(Owner::Team, pack_file::read(WARM).unwrap().0));
    rebuild(&mut state);
    at(&mut state, "2026-11-12 10:00");
    let any = "现在有满减的，您看中哪款呢？";
    assert_eq!(offered(&state), ["先加购，活动价九号见", any], "no phase names it");
    let id = campaign(&mut state);
    let name = format!("{}/before/warm-up", id.0);
    let control = dom::Control { action: "campaign_pack", name: &name, ..dom::Control::default() };
    act(&mut state, named(control).unwrap().into());
    assert_eq!(offered(&state), [any], "its phase is over");
    at(&mut state, "2026-11-05 10:00");
    assert_eq!(offered(&state), ["先加购，活动价九号见", any]);
    at(&mut state, "2026-11-09 10:00");
    assert!(!offered(&state).iter().any(|text| text.contains("加购")));
    act(&mut state, CampaignAction::Remove(id).into());
    assert!(offered(&state).iter().any(|text| text.contains("加购")), "nothing names it any more");
}

#[test]
fn a_shift_is_checked_once_a_day() {
    let mut state = state("2026-11-24 09:00");
    let open = |state: &State| state.shift().iter().filter(|check| !check.is_done()).count();
    // No shop is known, no phrase has a day, nothing is overdue.
    assert_eq!((state.shift().len(), open(&state)), (6, 4));
    let left: Vec<_> = state.shift().into_iter().filter(|check| !check.is_done()).map(|check| check.tick).collect();
    for tick in &left {
        assert!(!state.shift().iter().all(Check::is_done));
        let effects = act(&mut state, CampaignAction::Tick(tick.clone()).into());
        assert!(matches!(effects.as_slice(), [Effect::KeepCampaigns(_)]));
    }
    assert_eq!(open(&state), 0);
    at(&mut state, "2026-11-25 09:00");
    assert_eq!(open(&state), 4, "another day");
    act(&mut state, CampaignAction::Tick(shift_tick(AWAY)).into());
    assert!(state.is_shift_away());
    at(&mut state, "2026-11-26 00:00");
    assert!(!state.is_shift_away());
    state.moment = None;
    assert_eq!((state.shift(), act(&mut state, CampaignAction::Tick("shift/paid".into()).into())), (vec![], vec![]));
    act(&mut state, FollowUpAction::Look.into());
}

#[test]
fn a_phase_has_its_own_checks_and_the_shops_lines() {
    let mut state = state("2026-11-12 10:00");
    let id = campaign(&mut state);
    let before = state.campaign_checks(state.campaigns_on()[0].0, Phase::After).len();
    let lines = dom::Control {
        action: "campaign_lines",
        name: &format!("{}/after", id.0),
        value: "退货当天入库\n",
        ..dom::Control::default()
    };
    assert_eq!(named(lines), None, "while it is typed");
    act(&mut state, named(dom::Control { is_final: true, ..lines }).unwrap().into());
    let (on, phase) = state.campaigns_on()[0];
    let checks = state.campaign_checks(on, phase);
    assert_eq!((phase, checks.len()), (Phase::After, before + 1));
    let own = checks.last().unwrap();
    assert_eq!((&own.what, own.is_done()), (&What::Own("退货当天入库".into()), false));
    let tick = own.tick.clone();
    act(&mut state, CampaignAction::Tick(tick).into());
    let (on, phase) = state.campaigns_on()[0];
    assert!(state.campaign_checks(on, phase).last().unwrap().is_done());
}

#[test]
fn another_panels_campaigns_are_followed() {
    let (mut one, mut other) = (state("2026-11-10 10:00"), state("2026-11-10 10:00"));
    campaign(&mut one);
    act(&mut other, CampaignAction::Read(one.campaigns.book.clone()).into());
    assert_eq!(offered(&other), offered(&one));
    assert_eq!(offered(&other).len(), 2);
}

#[test]
fn promotions_are_looked_at_anew_each_day() {
    let mut state = selling("在吗");
    let mut shop = (*state.selling.shop).clone();
    shop.promotions.truncate(1);
    shop.promotions[0].until = Moment::parse("2026-11-20 23:59");
    act(&mut state, Action::Selling(SellingAction::Shop(shop.into())));
    let wrong = |state: &mut State, now: &str| {
        at(state, now);
        let check = state.shift().into_iter().find(|check| check.tick == shift_tick("sets")).unwrap();
        check.answer.unwrap().wrong
    };
    assert_eq!([wrong(&mut state, "2026-11-10 09:00"), wrong(&mut state, "2026-11-21 09:00")], [0, 1]);
}
