//! What holds for every starter pack: that an agent can use a phrase within seconds, that a buyer can trust it, and
//! that each intent has something to say.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use qinyu::{
    chat::{Mood, Stage},
    day::Day,
    library::{
        Language, Phrase, PhrasePack,
        facts::{Facts, Source, known},
        lint::{Linted, lint},
        pack_file,
        policy::Policy,
        template::Template,
    },
    rules,
    text::normalize,
};
use std::collections::{HashMap, HashSet};

/// Gaps that have to be filled before a phrase can be sent; lists that confirm an order may have more.
const MOST_GAPS: usize = 2;
/// A reply is read at a glance, also on the buyer's telephone.
const LONGEST_CHINESE: usize = 70;
/// Ready-made phrases that an intent has in each general pack, so that an agent has a choice without typing.
const READY_EACH: usize = 2;

fn packs() -> Vec<PhrasePack> {
    let read = rules::files("packs/").map(|(file, json)| {
        let (pack, problems) = pack_file::parse(json).unwrap();
        assert_eq!(problems, [], "{file}");
        pack
    });
    read.collect()
}

fn gaps(phrase: &Phrase) -> Vec<String> {
    let template = Template::parse(&phrase.body);
    let open = template.gaps().filter(|gap| gap.fallback.is_none()).map(|gap| gap.name.clone());
    open.collect::<HashSet<_>>().into_iter().collect()
}

#[test]
fn phrases_are_named_once_and_name_what_exists() {
    let intents: HashSet<_> = rules::intents().into_iter().map(|rule| rule.id).collect();
    let mut ids = HashSet::new();
    for pack in packs() {
        for phrase in &pack.phrases {
            assert!(ids.insert(phrase.id.clone()), "{:?} stands twice", phrase.id);
            assert!(!phrase.intents.is_empty() && !phrase.stages.is_empty(), "{:?} says not what for", phrase.id);
            for intent in &phrase.intents {
                assert!(intents.contains(intent), "{:?} names {intent:?}", phrase.id);
            }
            for gap in Template::parse(&phrase.body).gaps() {
                assert!(known(&gap.name).is_some(), "{:?} names the unknown fact {}", phrase.id, gap.name);
            }
        }
    }
    let chinese = packs().into_iter().filter(|pack| pack.language == Language::Chinese);
    assert!(chinese.map(|pack| pack.phrases.len()).sum::<usize>() >= 420);
}

#[test]
fn buyers_are_quoted_as_they_type() {
    for pack in packs() {
        let mut seen: HashMap<String, String> = HashMap::new();
        for phrase in &pack.phrases {
            assert!((3..=6).contains(&phrase.queries.len()), "{:?} has {} queries", phrase.id, phrase.queries.len());
            for query in &phrase.queries {
                let other = seen.insert(normalize(query), phrase.id.0.clone());
                assert!(other.is_none(), "{:?} and {other:?} share the query {query}", phrase.id);
            }
        }
    }
}

#[test]
fn every_intent_has_replies_that_need_no_typing() {
    for pack in packs().into_iter().filter(|pack| pack.trade.is_none()) {
        for rule in rules::intents() {
            let main: Vec<_> = pack.phrases.iter().filter(|phrase| phrase.intents.first() == Some(&rule.id)).collect();
            let asked = |name: &String| known(name).is_none_or(|fact| fact.source == Source::Asked);
            let ready = main.iter().filter(|phrase| !gaps(phrase).iter().any(asked)).count();
            assert!(ready >= READY_EACH, "{}: {} has {ready} phrases that need no typing", pack.id, rule.id.0);
        }
    }
}

#[test]
fn a_phrase_is_short_and_reads_well_both_ways() {
    for pack in packs() {
        for phrase in &pack.phrases {
            // What the buyer tells is heard; a phrase that takes it up is not shown before.
            let typed = |name: &&String| known(name).is_none_or(|fact| fact.source != Source::Said);
            let needed = gaps(phrase).iter().filter(typed).count();
            assert!(
                needed <= MOST_GAPS || phrase.stages.contains(&Stage::Confirmation),
                "{:?} has {needed} gaps; split it or give fallbacks",
                phrase.id
            );
            assert!(!phrase.moods.contains(&Mood::Calm), "{:?}: leave moods empty for any mood", phrase.id);
            let bare = Template::parse(&phrase.body).fill(&Facts::default());
            let bare: String = bare.text().unwrap_or_else(|| phrase.body.clone());
            if pack.language == Language::Chinese {
                assert!(bare.chars().count() <= LONGEST_CHINESE, "{:?} is too long", phrase.id);
            }
            for slip in ["。。", "，。", "，，", "？？", "！！", "  ", " ,", " ."] {
                assert!(!bare.contains(slip), "{:?} has {slip:?} without values", phrase.id);
            }
        }
    }
}

#[test]
fn the_check_of_the_library_finds_nothing() {
    let policy = Policy::default();
    let linted = rules::starter_packs().iter().flat_map(|pack| {
        let linted =
            |phrase| Linted { phrase, trade: pack.trade.as_deref(), policy: &policy, has_unused_changes: false };
        pack.phrases.iter().map(|phrase| &**phrase).map(linted)
    });
    assert_eq!(lint(&linted.collect::<Vec<_>>(), Day::parse("2026-11-24")), []);
}

#[test]
fn nothing_absolute_or_urgent_is_promised() {
    const FORBIDDEN: &[&str] = &[
        "最",
        "第一",
        "100%",
        "绝对",
        "保证",
        "永久",
        "国家级",
        "顶级",
        "微信",
        "qq",
        "返现",
        "仅剩",
        "最后一天",
        "guarantee",
        "whatsapp",
        "only a few left",
        "hurry",
    ];
    for pack in packs() {
        for phrase in &pack.phrases {
            let body = normalize(&phrase.body);
            for word in FORBIDDEN {
                assert!(!body.contains(word), "{:?} says {word}", phrase.id);
            }
        }
    }
}
