//! What is on today and how campaigns are written down, as it looks.

use super::{shop_states::selling, states::attached};
use crate::{
    care::campaign::{Field, Phase, shift_tick},
    day::Moment,
    library::{
        Language,
        kept_pack::{KeptPack, Owner},
        pack_file,
    },
    panel::{Action, State, Tab, campaigns::CampaignAction, update},
};

/// These views by the names of their snapshots.
pub(super) fn views() -> Vec<(&'static str, State)> {
    vec![
        ("campaign", on(Language::Chinese, "2026-11-10 09:00")),
        ("campaign_before_english", on(Language::English, "2026-11-05 09:00")),
        ("campaign_new", new()),
    ]
}

fn on(language: Language, now: &str) -> State {
    let mut state = selling("在吗");
    let team = r#"{"format":"qinyu-pack","version":1,"id":"team-618","title":"大促<b>","phrases":[]}"#;
    state.library.packs.push(KeptPack::new(Owner::Team, pack_file::read(team).unwrap().0));
    state.moment = Moment::parse(now);
    update(&mut state, Action::Language(language));
    update(&mut state, CampaignAction::New.into());
    let id = state.campaigns.open.clone().unwrap();
    let mut set = |field, value: &str| {
        update(&mut state, CampaignAction::Set(id.clone(), field, value.into()).into());
    };
    set(Field::Name, "双11<b>");
    for (place, day) in ["2026-11-01", "2026-11-09", "2026-11-11", "2026-11-20"].into_iter().enumerate() {
        set(Field::Day(place), day);
    }
    set(Field::Lines(Phase::During), "<i>对一遍价格");
    set(Field::Pack(Phase::During, "team-618".into()), "");
    update(&mut state, CampaignAction::Tick(shift_tick("paid")).into());
    update(&mut state, CampaignAction::Open(id).into());
    update(&mut state, Action::Show(Tab::FollowUps));
    state
}

fn new() -> State {
    let mut state = attached("在吗");
    state.moment = Moment::parse("2026-11-10 09:00");
    update(&mut state, Action::Show(Tab::FollowUps));
    update(&mut state, CampaignAction::Tick(shift_tick("away")).into());
    update(&mut state, CampaignAction::New.into());
    let id = state.campaigns.open.clone().unwrap();
    update(&mut state, CampaignAction::Set(id, Field::Day(2), "2026-11-11".into()).into());
    state
}
