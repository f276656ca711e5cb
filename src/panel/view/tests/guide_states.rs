//! After-sales cases, hand-overs and advertising, as they look.

use super::{shop_states::selling, states::attached};
use crate::{
    care::guide::{CaseStep, Guide},
    library::Language,
    panel::{Action, State, guide::GuideAction, update, update::rebuild},
    rules,
};

/// These views by the names of their snapshots.
pub(super) fn views() -> Vec<(&'static str, State)> {
    let with = |actions: Vec<GuideAction>, mut state: State| {
        for action in actions {
            update(&mut state, action.into());
        }
        state
    };
    let case = |name: &str| GuideAction::Open(Guide::shipped().case(name).unwrap());
    let wrong = || {
        let mut state = attached("<b>你们发错货了");
        state.library.starters = rules::starter_packs().to_vec();
        rebuild(&mut state);
        state
    };
    let verified = vec![case("wrong_item"), GuideAction::Tick(CaseStep::Contact)];
    let english = |mut state: State| {
        update(&mut state, Action::Language(Language::English));
        state
    };
    vec![
        ("case_proposed", attached("<b>你们发错货了")),
        ("cases", with(vec![GuideAction::List], attached("在吗"))),
        ("case", with(verified.clone(), wrong())),
        ("case_english", english(with(verified, wrong()))),
        (
            "case_recorded",
            with(vec![case("refund"), GuideAction::Show(CaseStep::Record), GuideAction::List], attached("退款呢")),
        ),
        (
            "case_done",
            with(
                std::iter::once(case("return")).chain(CaseStep::ALL.map(GuideAction::Tick)).collect(),
                attached("我要退货"),
            ),
        ),
        ("hand_over", with(vec![case("dispute")], selling("<b>我要投诉你们店，太过分了"))),
        ("hand_over_english", english(attached("let me speak to your <b>manager"))),
        ("spam", attached("<b>掌柜需要补单吗，真人安全")),
    ]
}
