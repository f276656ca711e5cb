//! What the shipped guide holds, and how progress goes. What turns point at is tested where the engine is, in the panel.

use super::*;
use crate::library::{facts::Facts, template::Template};
use std::collections::HashSet;

#[test]
fn every_case_has_the_six_steps_with_something_to_say_in_both_languages() {
    let guide = Guide::shipped();
    assert!(guide.cases().count() >= 11, "after_sales.json is read as a whole or not at all");
    let packs = rules::starter_packs();
    let known: HashSet<&str> = packs.iter().flat_map(|pack| &pack.phrases).map(|phrase| phrase.id.0.as_str()).collect();
    for case in &guide.rules.cases {
        let named: Vec<_> = case.steps.iter().filter_map(|step| CaseStep::from_name(&step.step)).collect();
        assert_eq!(named, CaseStep::ALL, "{}", case.id);
        assert!(case.examples.len() >= 4 && case.counter_examples.len() >= 4, "{} needs more examples", case.id);
        for step in &case.steps {
            let place = format!("{} {}", case.id, step.step);
            for id in step.phrases.zh.iter().chain(&step.phrases.en) {
                assert!(known.contains(id.as_str()), "{place}: no starter pack has {id}");
            }
            let says = |ids: &[String]| ids.len() + step.texts.len();
            let is_note = step.step == CaseStep::Record.name();
            assert!(
                is_note || (says(&step.phrases.zh) > 0 && says(&step.phrases.en) > 0),
                "{place} has nothing to say"
            );
            assert!(says(&step.phrases.zh) <= 3 && says(&step.phrases.en) <= 3, "{place}: who reads four?");
            assert_eq!(guide.evidence(step).count(), step.evidence.len(), "{place} asks for something unknown");
            for text in step.texts.iter().flat_map(|text| [&text.zh, &text.en]) {
                assert!(
                    Template::parse(text).fill(&Facts::default()).text().is_some(),
                    "{place}: {text} has an open gap"
                );
            }
        }
    }
    assert!(CaseStep::ALL.into_iter().all(|step| guide.step_title(step).is_some()));
}

#[test]
fn a_step_that_is_done_shows_the_next_and_one_passed_over_comes_last() {
    let mut progress = Progress::new(CaseId("return"));
    progress.set(CaseStep::Verify, true);
    assert_eq!((progress.shown, progress.done()), (Some(CaseStep::Soothe), 1));
    for step in [CaseStep::Soothe, CaseStep::Agree, CaseStep::FollowUp, CaseStep::Record] {
        progress.set(step, true);
    }
    assert_eq!(progress.shown, Some(CaseStep::Contact), "it was skipped");
    progress.set(CaseStep::Contact, true);
    assert_eq!((progress.shown, progress.done()), (None, 6));
    progress.set(CaseStep::Agree, false);
    assert_eq!((progress.shown, progress.is_done(CaseStep::Agree)), (Some(CaseStep::Agree), false));
}

#[test]
fn the_first_intent_that_a_case_knows_decides() {
    let guide = Guide::shipped();
    let propose = |intents: &[&str], turn: &str| guide.propose(intents, turn).map(|case| case.0);
    assert_eq!(propose(&["report_wrong_item"], "少发了一件"), Some("missing"));
    assert_eq!(propose(&["report_wrong_item"], "你们发错货了"), Some("wrong_item"));
    assert_eq!(propose(&["ask_price", "report_damage"], "碎了，多少钱"), Some("damaged"));
    assert_eq!(propose(&["ask_return"], "支持七天无理由吗"), None);
    assert_eq!(propose(&["ask_price"], "多少钱"), None);
    assert_eq!(propose(&[], ""), None);
}
