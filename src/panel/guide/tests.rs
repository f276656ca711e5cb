//! Cases, hand-overs and advertising in talks, without a page.

use super::*;
use crate::{
    care::hand_over::HandOvers,
    library::stamp::Writer,
    panel::{
        Action, Kept, Notice, Tab,
        dom::{Control, action},
        update,
        view::tests::shop_states,
    },
    wire::{Composer, Outcome, PageEvent, Row, RowSender, Snapshot},
};
use std::collections::HashSet;

fn start() -> State {
    State::new(Kept::default(), Writer::new("test").unwrap())
}

/// The page shows these rows of this talk, ours after a `>`.
fn shows(state: &mut State, id: &str, rows: &[&str]) {
    let row = |(at, text): (usize, &&str)| Row {
        row: at.to_string(),
        sender: if text.starts_with('>') { RowSender::Seller } else { RowSender::Buyer },
        text: text.trim_start_matches('>').into(),
        card: None,
    };
    let snapshot = Snapshot {
        adapter: "generic".into(),
        id: id.into(),
        buyer: "小鹿".into(),
        composer: Composer::Ready,
        focused: false,
        draft: false,
        shortened: false,
        missing: Vec::new(),
        messages: rows.iter().enumerate().map(row).collect(),
    };
    update(state, Action::Page(PageEvent::Conversation(snapshot)));
}

fn act(state: &mut State, action: GuideAction) -> Vec<Effect> {
    update(state, action.into())
}

fn open(state: &mut State, case: &str) {
    act(state, GuideAction::Open(Guide::shipped().case(case).unwrap()));
}

/// The page answers the last insertion.
fn answered(state: &mut State, outcome: Outcome) {
    let request = state.pending.as_ref().unwrap().request;
    update(state, Action::Page(PageEvent::Inserted { request, outcome }));
}

fn at(state: &State) -> Option<(usize, Option<CaseStep>)> {
    state.work.guide.progress().map(|progress| (progress.done(), progress.shown))
}

fn inserted(effects: &[Effect]) -> Option<&str> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(PageCommand::Insert { text, .. }) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn turns_point_at_cases_as_the_examples_say() {
    let mut state = start();
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for case in crate::rules::after_sales().cases {
        for (turns, is_example) in [(&case.examples, true), (&case.counter_examples, false)] {
            for turn in turns {
                checked += 1;
                shows(&mut state, turn, &[turn.as_str()]);
                let found = state.work.guide.proposed.map(|found| found.0);
                if (found == Some(case.id.as_str())) != is_example {
                    wrong.push(format!("{} {is_example} {turn}: {found:?}", case.id));
                }
            }
        }
    }
    assert!(checked > 90);
    assert!(wrong.is_empty(), "{} of {checked}; mend src/rules/after_sales.json:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_phrase_that_stands_in_the_page_ticks_its_step() {
    let mut state = start();
    shows(&mut state, "a", &["你们发错货了"]);
    assert_eq!(state.work.guide.proposal().map(|case| case.0), Some("wrong_item"));
    assert_eq!(at(&state), None, "nothing opens by itself");
    open(&mut state, "wrong_item");
    assert_eq!((at(&state), state.work.guide.proposal()), (Some((0, Some(CaseStep::Contact))), None));

    let saying = state.sayings()[0].clone();
    let effects = act(&mut state, GuideAction::Say(saying.name.clone()));
    assert_eq!(inserted(&effects), Some("抱歉给您添麻烦了，这件事我来跟进，您放心。"));
    assert_eq!(at(&state), Some((0, Some(CaseStep::Contact))), "the page has not answered");
    answered(&mut state, Outcome::DraftChanged);
    assert_eq!(at(&state), Some((0, Some(CaseStep::Contact))), "the page refused it");
    act(&mut state, GuideAction::Say(saying.name));
    answered(&mut state, Outcome::Done);
    assert_eq!(at(&state), Some((1, Some(CaseStep::Verify))));

    // A phrase of the library counts as one: its use is kept.
    let effects = act(&mut state, GuideAction::Say("zh-general-after-wrong-check".into()));
    assert!(inserted(&effects).is_some() && effects.iter().any(|effect| matches!(effect, Effect::KeepUsage { .. })));
    answered(&mut state, Outcome::Done);
    assert_eq!(at(&state), Some((2, Some(CaseStep::Soothe))));
    assert_eq!(act(&mut state, GuideAction::Say("zh-general-after-wrong-check".into())), [], "of another step");
}

#[test]
fn an_open_gap_is_asked_for_before_anything_is_inserted() {
    let mut state = start();
    shows(&mut state, "a", &["杯子碎了一个"]);
    open(&mut state, "damaged");
    act(&mut state, GuideAction::Show(CaseStep::Agree));
    let effects = act(&mut state, GuideAction::Say("zh-general-after-damage-solve".into()));
    assert_eq!(inserted(&effects), None);
    assert!(matches!(state.notice, Some(Notice::Missing(_))) && state.work.picked.is_some());
    update(&mut state, Action::Fill { name: "处理方案".into(), value: "补发一个杯子".into() });
    let effects = update(&mut state, Action::Choose(0));
    assert!(inserted(&effects).is_some_and(|text| text.contains("补发一个杯子")));
    answered(&mut state, Outcome::Done);
    assert_eq!(at(&state), Some((1, Some(CaseStep::FollowUp))));
}

#[test]
fn how_far_a_case_is_stays_with_its_talk_and_its_case() {
    let mut state = start();
    shows(&mut state, "a", &["你们发错货了"]);
    open(&mut state, "wrong_item");
    act(&mut state, GuideAction::Tick(CaseStep::Contact));
    let saying = state.sayings()[0].name.clone();
    act(&mut state, GuideAction::Say(saying));
    let request = state.pending.as_ref().unwrap().request;
    shows(&mut state, "b", &["在吗"]);
    assert_eq!((at(&state), state.work.guide.proposal()), (None, None));
    // The page answers when another talk is open.
    update(&mut state, Action::Page(PageEvent::Inserted { request, outcome: Outcome::Done }));
    shows(&mut state, "a", &["你们发错货了"]);
    assert_eq!(at(&state), Some((2, Some(CaseStep::Soothe))));

    open(&mut state, "return");
    assert_eq!(at(&state), Some((0, Some(CaseStep::Contact))));
    act(&mut state, GuideAction::Close);
    assert_eq!((at(&state), state.work.guide.proposal()), (None, None), "closed is closed");
    open(&mut state, "wrong_item");
    assert_eq!(at(&state), Some((2, Some(CaseStep::Soothe))), "changed and back");
    act(&mut state, GuideAction::Tick(CaseStep::Contact));
    assert_eq!(at(&state), Some((1, Some(CaseStep::Contact))));
}

#[test]
fn what_is_put_away_stays_away_in_this_talk() {
    let mut state = start();
    shows(&mut state, "a", &["再不退我就举报你们"]);
    assert_eq!(state.work.guide.hand_over.map(|one| one.to.id.as_str()), Some("supervisor"));
    act(&mut state, GuideAction::PutAway(Seen::HandOver));
    act(&mut state, GuideAction::PutAway(Seen::Case));
    shows(&mut state, "a", &["再不退我就举报你们", "再不退我就举报你们"]);
    assert_eq!((state.work.guide.hand_over, state.work.guide.proposal()), (None, None));
    shows(&mut state, "a", &["再不退我就举报你们", ">在处理了", "那就法院见"]);
    assert_eq!(state.work.guide.hand_over.and_then(|one| one.why).map(|(id, _)| id), Some("lawyer"), "another matter");
    shows(&mut state, "b", &["再不退我就举报你们"]);
    assert!(state.work.guide.hand_over.is_some(), "another talk");
}

#[test]
fn a_hand_over_is_told_and_summed_up_without_the_buyers_words() {
    let mut state = shop_states::selling("这套洗坏了，电话13900001111，小鹿，我要投诉你们店，退钱");
    follow(&mut state);
    open(&mut state, "dispute");
    act(&mut state, GuideAction::Tick(CaseStep::Contact));
    let effects = act(&mut state, GuideAction::Tell);
    assert_eq!(inserted(&effects), Some("您的问题我请负责人来处理，请您稍等一下。"));
    let effects = act(&mut state, GuideAction::Copy);
    let [Effect::Copy(summary)] = effects.as_slice() else { panic!("{effects:?}") };
    let lines: Vec<_> = summary.lines().collect();
    assert_eq!(lines.len(), 2, "{summary}");
    assert!(lines[0].starts_with("转主管：平台投诉；阶段：售后"), "{summary}");
    assert!(lines[1].contains("处理：平台纠纷，到“核实”（1/6）"), "{summary}");
    for word in ["13900001111", "小鹿", "洗坏", "我要", "退钱"] {
        assert!(!summary.contains(word), "{summary}");
    }
}

#[test]
fn advertising_gets_a_short_answer_and_nothing_else() {
    let mut state = start();
    shows(&mut state, "a", &["掌柜需要补单吗，真人安全，投诉包赔"]);
    let guided = &state.work.guide;
    assert_eq!(guided.spam.map(|rule| rule.id.as_str()), Some("brushing"));
    assert_eq!((guided.proposal(), guided.hand_over), (None, None));
    let effects = act(&mut state, GuideAction::Answer);
    assert_eq!(inserted(&effects), Some("谢谢，我们不做这类合作，祝您生意顺利。"));
    act(&mut state, GuideAction::PutAway(Seen::Spam));
    shows(&mut state, "a", &["掌柜需要补单吗，真人安全，投诉包赔", "补单找我"]);
    assert_eq!(state.work.guide.spam, None);
}

#[test]
fn an_english_buyer_is_answered_in_english() {
    let mut state = start();
    shows(&mut state, "a", &["it arrived broken, the cup is in pieces"]);
    open(&mut state, "damaged");
    assert!(state.sayings().iter().all(|saying| saying.text.is_ascii()), "{:?}", state.sayings());
}

#[test]
fn names_are_given_once() {
    let cases = Guide::shipped().cases().map(|(case, _)| case.0);
    let rules = crate::rules::handover();
    let others =
        rules.hand_overs.iter().map(|rule| rule.id.clone()).chain(rules.spam.iter().map(|rule| rule.id.clone()));
    let all: Vec<String> = cases.map(str::to_owned).chain(others).collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "they are put away by their names");
}

#[test]
fn controls_that_no_view_writes_do_nothing() {
    let named = |name| action(Control { action: "guide_open", name, ..Control::default() });
    assert!(named("return").is_some() && named("other").is_none());
    let mut state = start();
    for nothing in [GuideAction::Tell, GuideAction::Answer, GuideAction::Say("0".into())] {
        assert_eq!(act(&mut state, nothing), []);
    }
    assert_eq!(state.tab, Tab::Chat);
    assert!(HandOvers::shipped().target("nobody").is_none());
}
