//! `eval cases`: which buyers' turns of a session file point at an after-sales case, are for somebody else, or are taken for
//! advertising. Sessions of real shops hold hardly any advertising, so what is found of it is a false alarm.

use super::{Options, text};
use crate::tools::Outcome;
use qinyu::{
    care::{guide::Guide, hand_over::HandOvers},
    engine::intent::Intents,
    rules,
    text::sentences,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Turn {
    role: String,
    text: String,
}

/// A session, or a moment of one.
#[derive(Deserialize)]
struct Session {
    #[serde(alias = "context")]
    turns: Vec<Turn>,
}

/// `--show NAME` prints the turns in which that case, hand-over or kind of advertising was found.
pub(super) fn task(options: &Options) -> Outcome {
    let show = options.0.get("show").map(String::as_str).unwrap_or_default();
    let (intents, guide, rules) = (Intents::new(rules::intents()), Guide::shipped(), HandOvers::shipped());
    let mut turns = 0_usize;
    let mut found: BTreeMap<&str, BTreeMap<&str, usize>> =
        ["cases", "hand_overs", "spam"].into_iter().map(|kind| (kind, BTreeMap::new())).collect();
    for line in text(options.path("data")?)?.lines().filter(|line| !line.trim().is_empty()) {
        let session: Session = serde_json::from_str(line).map_err(|error| format!("this is no session: {error}"))?;
        for rows in session.turns.split(|turn| turn.role != "buyer").filter(|rows| !rows.is_empty()) {
            turns += 1;
            let said = rows.iter().map(|turn| turn.text.as_str()).collect::<Vec<_>>().join("\n");
            let asked = intents.recognize(&sentences(&said));
            let asked: Vec<&str> = asked.iter().map(|found| found.intent.0.as_str()).collect();
            let names = [
                ("cases", guide.propose(&asked, &said).map(|case| case.0)),
                ("hand_overs", rules.recognize(&said).map(|rule| rule.id.as_str())),
                ("spam", rules.spam(&said).map(|rule| rule.id.as_str())),
            ];
            for (kind, name) in names {
                let Some(name) = name else { continue };
                *found.entry(kind).or_default().entry(name).or_default() += 1;
                if name == show {
                    println!("{}", said.replace('\n', " ⏎ "));
                }
            }
        }
    }
    let share = |count: usize| 100.0 * count as f64 / turns.max(1) as f64;
    for (kind, names) in &found {
        let all = names.values().sum();
        println!("{kind:18} {all:6}  {:.2} %", share(all));
        for (name, count) in names {
            println!("  {name:16} {count:6}  {:.2} %", share(*count));
        }
    }
    println!("{}", json!({ "turns": turns, "found": found }));
    Ok(())
}
