//! What a turn asks for and how the buyer feels: whatever was written, each intent once, known to the rules and with
//! evidence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::{
    engine::{intent::Intents, mood::Moods},
    rules,
    text::sentences,
};
use std::{collections::HashSet, sync::LazyLock};

static RULES: LazyLock<(Intents, Moods)> =
    LazyLock::new(|| (Intents::new(rules::intents()), Moods::new(&rules::moods())));

fuzz_target!(|turn: &str| {
    let said = sentences(turn);
    let found = RULES.0.recognize(&said);
    let mut seen = HashSet::new();
    for one in &found {
        assert!(seen.insert(&one.intent) && RULES.0.title(&one.intent).is_some() && one.score > 0);
    }
    assert_eq!(RULES.0.recognize(&said), found);
    let _ = RULES.1.infer(&said);
});
