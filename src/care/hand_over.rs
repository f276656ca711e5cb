//! What in a buyer's turn is for somebody else: after-sales, a colleague, a supervisor; and what is no buyer's line at all but
//! advertising. Part of [`care`](super): the panel offers the words and a summary, and never does anything by itself.
//!
//! The rules are data (`src/rules/handover.json`) in the language of the checks' patterns.

use super::check::pattern::{Line, Patterns};
use crate::rules::{self, HandOverRule, HandOverRules, SpamRule, TargetRule};
use std::sync::LazyLock;

/// The rules, compiled.
#[derive(Debug)]
pub struct HandOvers {
    rules: HandOverRules,
    hand_overs: Patterns,
    spam: Patterns,
}

impl HandOvers {
    /// The shipped ones.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<HandOvers> = LazyLock::new(|| HandOvers::new(rules::handover()));
        &SHIPPED
    }

    fn new(rules: HandOverRules) -> Self {
        let (mut hand_overs, mut spam) = (Patterns::default(), Patterns::default());
        for rule in &rules.hand_overs {
            hand_overs.add(rule.patterns.iter().chain(&rule.patterns_en).map(String::as_str), &rule.except);
        }
        for rule in &rules.spam {
            spam.add(rule.patterns.iter().chain(&rule.patterns_en).map(String::as_str), &rule.except);
        }
        Self { rules, hand_overs, spam }
    }

    /// What in a turn is for somebody else, the gravest; nothing in advertising.
    #[must_use]
    pub fn recognize(&self, turn: &str) -> Option<&HandOverRule> {
        let line = Line::of(turn);
        let found = self.hand_overs.find(&line).into_iter().map(|found| found.owner).min()?;
        self.rules.hand_overs.get(found).filter(|_| self.spam.find(&line).is_empty())
    }

    /// What a turn advertises.
    #[must_use]
    pub fn spam(&self, turn: &str) -> Option<&SpamRule> {
        let found = self.spam.find(&Line::of(turn)).into_iter().map(|found| found.owner).min()?;
        self.rules.spam.get(found)
    }

    /// The rule of that name.
    #[must_use]
    pub fn hand_over(&self, id: &str) -> Option<&HandOverRule> {
        self.rules.hand_overs.iter().find(|rule| rule.id == id)
    }

    /// The kind of advertising of that name.
    #[must_use]
    pub fn spam_rule(&self, id: &str) -> Option<&SpamRule> {
        self.rules.spam.iter().find(|rule| rule.id == id)
    }

    /// To whom a talk goes, by a name in the rules.
    #[must_use]
    pub fn target(&self, id: &str) -> Option<&TargetRule> {
        self.rules.targets.iter().find(|target| target.id == id)
    }

    /// Everybody to whom a talk can go.
    #[must_use]
    pub fn targets(&self) -> &[TargetRule] {
        &self.rules.targets
    }
}

#[cfg(test)]
mod tests;
