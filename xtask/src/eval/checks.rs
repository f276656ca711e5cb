//! `eval checks`: what the draft check finds in turns that sellers really sent, per kind. None of them was sent to break a
//! rule, so what is forbidden in them is nearly all a false alarm.

use super::{Options, text};
use crate::tools::Outcome;
use qinyu::{
    care::check::{Ground, Kind, check},
    chat::{Conversation, ConversationId, Message, RowId, Sender},
    library::facts::Facts,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Turn {
    role: String,
    text: String,
}

/// A session, or a moment of one with the reply that was sent.
#[derive(Deserialize)]
struct Session {
    #[serde(alias = "context")]
    turns: Vec<Turn>,
    #[serde(default)]
    candidates: Vec<String>,
    #[serde(default)]
    answer: usize,
}

/// `--show KIND` prints the turns in which that kind was found.
pub(super) fn task(options: &Options) -> Outcome {
    let (facts, policies) = (Facts::default(), BTreeMap::new());
    let show = options.0.get("show").map(String::as_str).unwrap_or_default();
    let (mut turns, mut flagged, mut any) = (0_usize, 0_usize, 0_usize);
    let mut by_kind: BTreeMap<&str, usize> = Kind::ALL.into_iter().map(|kind| (kind.name(), 0)).collect();
    for line in text(options.path("data")?)?.lines().filter(|line| !line.trim().is_empty()) {
        let mut session: Session =
            serde_json::from_str(line).map_err(|error| format!("this is no session: {error}"))?;
        if session.answer < session.candidates.len() {
            let text = session.candidates.swap_remove(session.answer);
            session.turns.push(Turn { role: "seller".into(), text });
        }
        let mut conversation = Conversation { id: ConversationId("1".into()), ..Conversation::default() };
        for (row, turn) in session.turns.into_iter().enumerate() {
            let sender = if turn.role == "seller" { Sender::Seller } else { Sender::Buyer };
            if sender == Sender::Seller {
                turns += 1;
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
                let mut kinds: Vec<Kind> = check(&turn.text, &ground).iter().map(|finding| finding.kind).collect();
                kinds.sort_unstable();
                kinds.dedup();
                flagged += usize::from(kinds.iter().any(|kind| kind.is_forbidden()));
                any += usize::from(!kinds.is_empty());
                for kind in kinds {
                    *by_kind.entry(kind.name()).or_default() += 1;
                    if kind.name() == show {
                        println!("{}", turn.text);
                    }
                }
            }
            let row = RowId(row.to_string());
            conversation.messages.push(Message { row, sender, text: turn.text, card: None });
        }
    }
    for (kind, count) in &by_kind {
        println!("{kind:14} {count:6}  {:.2} %", 100.0 * *count as f64 / turns.max(1) as f64);
    }
    println!("{}", json!({ "turns": turns, "flagged_forbidden": flagged, "flagged": any, "by_kind": by_kind }));
    Ok(())
}
