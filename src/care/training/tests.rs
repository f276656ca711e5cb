//! Every scene is played by its own replies, and what a rehearsal does with replies.

use super::*;
use crate::{
    care::check::{Ground, Kind, Severity, check},
    library::{Language, facts::Facts},
    rules,
};
use std::collections::{BTreeMap, BTreeSet};

/// A reply as it would be held against the talk, in a shop of which nothing is known.
fn reply(rehearsal: &Rehearsal, text: &str) -> Reply {
    let (conversation, facts, policies) = (rehearsal.conversation(), Facts::default(), BTreeMap::new());
    let ground = Ground {
        conversation: &conversation,
        facts: &facts,
        item: None,
        promotions: &[],
        moment: None,
        others: &[],
        policies: &policies,
        is_own: &|_| false,
    };
    Reply { text: text.into(), findings: check(text, &ground), ..Reply::default() }
}

fn scene(id: &str) -> &'static SceneRule {
    scenes().iter().find(|scene| scene.id == id).unwrap()
}

fn missed(feedback: &Feedback) -> Vec<&'static str> {
    let name = |one: &Judged| match one.aim {
        Aim::Said(rule) => rule.id.as_str(),
        Aim::Clean => "clean",
        Aim::InTime(_) => "in_time",
    };
    feedback.aims.iter().filter(|one| !one.is_met).map(name).collect()
}

#[test]
fn aims_know_their_examples_from_what_looks_like_them() {
    for rule in rules::scenes().aims {
        assert!(!rule.examples.is_empty() && !rule.counter_examples.is_empty(), "{} has no examples", rule.id);
        for text in &rule.examples {
            assert!(aims::said(text).contains(&rule.id.as_str()), "{}: {text}", rule.id);
        }
        for text in &rule.counter_examples {
            assert!(!aims::said(text).contains(&rule.id.as_str()), "{}: {text}", rule.id);
        }
    }
}

#[test]
fn every_scene_is_won_by_its_models_and_lost_by_its_counter_examples() {
    let known: BTreeSet<String> = rules::scenes().aims.into_iter().map(|aim| aim.id).collect();
    assert!(scenes().len() >= 15 && scenes().iter().filter(|scene| scene.language == Language::English).count() >= 3);
    for scene in scenes() {
        assert_eq!(scene.counter_examples.len(), scene.steps.len(), "{}", scene.id);
        let mut good = Rehearsal::new(scene, 0);
        for (at, (step, bad)) in scene.steps.iter().zip(&scene.counter_examples).enumerate() {
            let text = &step.model;
            assert!(!step.aims.is_empty() && step.aims.iter().all(|aim| known.contains(aim)), "{} {at}", scene.id);
            let mut lost = good.clone();
            lost.say(reply(&lost, bad), 1);
            assert!(!lost.feedback.last().unwrap().is_met(), "{}: {bad}", scene.id);
            assert_eq!(lost.progress(), good.progress());
            good.say(reply(&good, text), 1);
            let feedback = good.feedback.last().unwrap();
            assert_eq!((missed(feedback), feedback.is_met()), (vec![], true), "{}: {text}", scene.id);
            assert_eq!(feedback.findings, [], "{}: {text}", scene.id);
        }
        assert_eq!(good.ending(), Some(Ending::Served), "{}", scene.id);
    }
}

#[test]
fn a_buyer_presses_once_and_then_goes() {
    let mut rehearsal = Rehearsal::new(scene("wechat"), 0);
    rehearsal.say(reply(&rehearsal, "好的，加我微信qinyu123"), 5_000);
    assert_eq!(missed(&rehearsal.feedback()[0]), ["stays_here", "clean"]);
    let contact = |finding: &Finding| finding.kind == Kind::Contact && finding.severity > Severity::Hint;
    assert!(rehearsal.feedback()[0].findings.iter().any(contact));
    assert_eq!(rehearsal.lines().last(), Some(&Line::Buyer("怕什么，就发几张图")));
    rehearsal.say(reply(&rehearsal, "嗯"), 6_000);
    assert_eq!(rehearsal.lines().last(), Some(&Line::Buyer("真麻烦，不买了")));
    assert_eq!((rehearsal.ending(), rehearsal.aims()), (Some(Ending::Gone), vec![]));
    let before = rehearsal.clone();
    rehearsal.say(reply(&rehearsal, "在的"), 7_000);
    assert_eq!(rehearsal, before, "nobody hears it");
}

#[test]
fn an_agent_overrules_what_was_made_of_a_reply() {
    let mut rehearsal = Rehearsal::new(scene("silent"), 0);
    assert!(!rehearsal.overrule(0), "nothing was said yet");
    for text in ["嗯", "哈"] {
        rehearsal.say(reply(&rehearsal, text), 0);
    }
    assert_eq!(rehearsal.ending(), Some(Ending::Gone));
    assert!(rehearsal.overrule(9));
    assert_eq!((rehearsal.ending(), rehearsal.progress()), (None, (2, 2)));
    assert!(matches!(rehearsal.lines(), [.., Line::Agent(1), Line::Note(_)]), "{:?}", rehearsal.lines());
    assert!(!rehearsal.overrule(9), "it is overruled");
}

#[test]
fn the_wait_counts_from_the_buyers_last_line_and_holds_nobody_up() {
    let mut rehearsal = Rehearsal::new(scene("late_parcel"), 100_000);
    rehearsal.say(reply(&rehearsal, "非常抱歉让您着急了，我马上联系快递核实"), 131_999);
    let first = &rehearsal.feedback()[0];
    assert_eq!((first.waited, missed(first), first.is_met()), (Some(31), vec!["in_time"], true));
    rehearsal.say(reply(&rehearsal, "下午四点前给您答复"), 131_999);
    assert_eq!(rehearsal.feedback()[1].waited, Some(0));
    rehearsal.say(reply(&rehearsal, "我先查"), 1);
    assert_eq!(rehearsal.feedback()[2].waited, Some(0), "a clock that was set back");
}

#[test]
fn soothing_counts_only_before_the_matter() {
    let said = |text: &str| aims::said(text).contains(&"soothes");
    assert!(said("亲，非常抱歉，我马上查。") && said("您别急！我看下") && said("So sorry about this. I'm on it."));
    assert!(!said("您自己看物流。抱歉了") && !said("Check your mail. Sorry."));
}

#[test]
fn a_phrase_that_answers_it_does_it_and_the_best_suggestion_is_shown() {
    let mut rehearsal = Rehearsal::new(scene("haggler"), 0);
    let ask = IntentId("ask_discount".into());
    assert_eq!(rehearsal.intents(), [&ask, &IntentId("ask_coupon".into())]);
    let text = "看下购物车合在一起算多少".to_owned();
    let suggested =
        vec![("您好".to_owned(), vec![]), ("我帮您看看".to_owned(), vec![ask.clone()]), ("x".into(), vec![])];
    rehearsal.say(Reply { text, intents: vec![ask], suggested, findings: vec![] }, 0);
    assert!(rehearsal.feedback()[0].is_met());
    assert_eq!(rehearsal.feedback()[0].suggested.as_deref(), Some("我帮您看看"));
}

#[test]
fn it_reads_as_any_other_talk() {
    let mut rehearsal = Rehearsal::new(scene("size"), 0);
    rehearsal.say(reply(&rehearsal, "建议拍M码"), 0);
    let talk = rehearsal.conversation();
    let rows: Vec<_> = talk.messages.iter().map(|one| (one.row.0.as_str(), one.sender, one.text.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("1", Sender::System, ""),
            ("2", Sender::Buyer, "165 110斤穿什么码"),
            ("3", Sender::Seller, "建议拍M码"),
            ("4", Sender::Buyer, "我喜欢穿宽松的，要选大一码吗"),
        ]
    );
    assert!(matches!(&talk.messages[0].card, Some(Card::Product { price: Some(13_900), .. })));
    assert_eq!(talk.buyer_turn().len(), 1);
}

#[test]
fn a_buyer_waits_from_their_last_line_until_they_are_answered_or_gone() {
    let mut rehearsal = Rehearsal::new(scene("silent"), 5_000);
    assert_eq!(rehearsal.waiting(5_999), Some((0, 30)));
    assert_eq!(rehearsal.waiting(47_000), Some((42, 30)));
    rehearsal.say(reply(&rehearsal, "嗯"), 47_000);
    assert_eq!(rehearsal.waiting(49_000), Some((2, 30)), "they asked once more");
    rehearsal.say(reply(&rehearsal, "您好，在的亲，您看中哪款了呢？"), 50_000);
    assert_eq!(rehearsal.waiting(60_000), None, "the buyer is away, and waits for nothing");
    rehearsal.say(reply(&rehearsal, "亲，您先慢慢看，有问题随时叫我"), 60_000);
    assert_eq!((rehearsal.ending(), rehearsal.waiting(70_000)), (Some(Ending::Served), None));
}
