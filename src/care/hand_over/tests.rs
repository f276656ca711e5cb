//! The rules against their examples, and against what buyers say every day.

use super::*;

/// Everyday turns that are for somebody else all the same.
const ALSO_FOR_OTHERS: usize = 3;

#[track_caller]
fn none_wrong(wrong: &[String], checked: usize) {
    assert!(wrong.is_empty(), "{} of {checked}; mend src/rules/handover.json:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_example_is_recognized_and_no_counter_example() {
    let rules = HandOvers::shipped();
    let (mut wrong, mut examples, mut counter_examples) = (Vec::new(), 0, 0);
    for rule in &rules.rules.hand_overs {
        assert!(rules.target(&rule.to).is_some(), "{} is for nobody", rule.id);
        for line in &rule.examples {
            examples += 1;
            let found = rules.recognize(line).map(|found| found.id.as_str());
            if found != Some(&rule.id) {
                wrong.push(format!("{} example {line}: {found:?}", rule.id));
            }
        }
        for line in &rule.counter_examples {
            counter_examples += 1;
            if let Some(found) = rules.recognize(line) {
                wrong.push(format!("{} counter-example {line}: {}", rule.id, found.id));
            }
        }
    }
    none_wrong(&wrong, examples + counter_examples);
    assert!(examples >= 40 && counter_examples >= 40);
}

#[test]
fn advertising_is_told_from_what_buyers_ask() {
    let rules = HandOvers::shipped();
    let (mut wrong, mut examples, mut counter_examples) = (Vec::new(), 0, 0);
    for rule in &rules.rules.spam {
        for line in &rule.examples {
            examples += 1;
            let found = rules.spam(line).map(|found| found.id.as_str());
            if found != Some(&rule.id) || rules.recognize(line).is_some() {
                wrong.push(format!("{} example {line}: {found:?}", rule.id));
            }
        }
        for line in &rule.counter_examples {
            counter_examples += 1;
            if let Some(found) = rules.spam(line) {
                wrong.push(format!("{} counter-example {line}: {}", rule.id, found.id));
            }
        }
    }
    none_wrong(&wrong, examples + counter_examples);
    assert!(examples >= 30 && counter_examples >= 30);
}

#[test]
fn what_buyers_say_every_day_is_for_the_agent() {
    let rules = HandOvers::shipped();
    // Where complaining, buying many and talking of other things is the matter, some of it is for others.
    let about_it = ["threaten_review", "ask_bulk", "ask_awkward", "ask_price_protection"];
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for intent in rules::intents() {
        for line in intent.examples.iter().chain(&intent.counter_examples) {
            checked += 1;
            if let Some(found) = rules.spam(line) {
                wrong.push(format!("{} {line}: spam {}", intent.id.0, found.id));
            }
            if let Some(found) = rules.recognize(line).filter(|_| !about_it.contains(&intent.id.0.as_str())) {
                wrong.push(format!("{} {line}: {}", intent.id.0, found.id));
            }
        }
    }
    assert!(checked > 700);
    assert!(wrong.len() <= ALSO_FOR_OTHERS, "{} of {checked} everyday turns:\n{}", wrong.len(), wrong.join("\n"));
}
