//! What to look at before a buyer is taken for one who lives on bad reviews. Each hint is ticked by the agent, one may be
//! marked to be looked at; none is a verdict, for each alone is true of many honest buyers.

use crate::rules::{self, HintRule};

/// The hint about the nick.
pub const NICK: &str = "nick";

/// The hints, in their order.
#[must_use]
pub fn hints() -> &'static [HintRule] {
    &rules::buyers().hints
}

/// True for a long nick in which letters and digits are mixed up as no one would choose it; not for the names that
/// platforms make up.
#[must_use]
pub fn is_odd_nick(nick: &str) -> bool {
    let small = nick.trim().to_ascii_lowercase();
    let is_of_signs = small.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
    rules::buyers().nicks.iter().any(|rule| {
        let is_system = rule.system.iter().any(|begin| small.starts_with(begin.as_str()));
        is_of_signs && !is_system && small.len() >= rule.least && changes(&small) >= rule.changes
    })
}

/// How often letters follow digits or digits letters.
fn changes(nick: &str) -> usize {
    let mut kinds: Vec<bool> = nick.bytes().filter(u8::is_ascii_alphanumeric).map(|c| c.is_ascii_digit()).collect();
    kinds.dedup();
    kinds.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicks_are_odd_as_the_rules_say() {
        for rule in &rules::buyers().nicks {
            assert!(rule.examples.len() >= 4 && rule.counter_examples.len() >= 8);
            for nick in &rule.examples {
                assert!(is_odd_nick(nick), "{nick}");
            }
            for nick in &rule.counter_examples {
                assert!(!is_odd_nick(nick), "{nick}");
            }
        }
        assert!(!is_odd_nick(""));
    }

    #[test]
    fn every_hint_says_where_to_look() {
        assert_eq!(hints().len(), 7);
        assert!(hints().iter().any(|hint| hint.id == NICK));
        for hint in hints() {
            for text in [&hint.title.zh, &hint.title.en, &hint.look.zh, &hint.look.en] {
                assert!(!text.is_empty() && !text.contains("差评师"), "{text}");
            }
        }
    }
}
