//! The room for practice, as it looks.

use super::states::attached;
use crate::{
    library::Language,
    panel::{Action, State, training::TrainingAction, update},
};

/// These views by the names of their snapshots.
pub(super) fn views() -> Vec<(&'static str, State)> {
    vec![
        ("training_scenes", scenes()),
        ("training", rehearsal(Language::Chinese, 12_000)),
        // They wait longer than they give.
        ("training_english", rehearsal(Language::English, 95_000)),
        ("training_ended", ended()),
    ]
}

fn say(state: &mut State, text: &str) {
    update(state, TrainingAction::Type(text.into()).into());
    update(state, TrainingAction::Say.into());
}

/// A buyer in the page waits.
fn scenes() -> State {
    let mut state = attached("在吗");
    update(&mut state, TrainingAction::Open.into());
    state
}

fn rehearsal(language: Language, waited: u64) -> State {
    let mut state = attached("");
    update(&mut state, Action::Language(language));
    update(&mut state, TrainingAction::Begin("haggler".into()).into());
    state.now += 12_000;
    say(&mut state, "<b>两件一起拍可以用满减哦");
    state.now += 100_000;
    say(&mut state, "加我微信qinyu2026，给您便宜");
    update(&mut state, TrainingAction::Type("别家都是假货".into()).into());
    state.now += waited;
    state
}

fn ended() -> State {
    let mut state = attached("");
    update(&mut state, TrainingAction::Begin("wechat".into()).into());
    say(&mut state, "好的");
    update(&mut state, TrainingAction::Overrule.into());
    say(&mut state, "打我电话13800001234");
    say(&mut state, "嗯");
    state
}
