//! What the buyer's turn asks for: cues that occur in it and examples that it resembles. The engine asks this
//! first; [`stage`](super::stage) and [`ranking`](super::ranking) build on it.

use super::cue::CueSet;
use crate::{
    chat::Stage,
    library::IntentId,
    rules::{IntentRule, Title},
    text::Bigrams,
};
use std::collections::HashMap;

/// Evidence of one matched character of a cue.
const CUE_CHARACTER: u32 = 10;
/// A cue of two characters is the shortest that is believed.
const BELIEVED: u32 = 2 * CUE_CHARACTER;
/// Likeness to an example, in percent, from which it counts: below, two turns share their grammar, not their matter.
const LIKE_AN_EXAMPLE: u32 = 50;
/// A turn equal to an example outweighs a cue of six characters.
const EXAMPLE_WEIGHT: u32 = 6 * CUE_CHARACTER;

/// What a turn asks for, and why we think so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentMatch {
    /// The intent.
    pub intent: IntentId,
    /// Strength of the evidence, in tenths of a matched character.
    pub score: u32,
    /// The buyer's words that gave it away; empty when only the likeness to an example did.
    pub words: Vec<String>,
}

/// The intents, compiled.
#[derive(Debug)]
pub struct Intents {
    rules: Vec<IntentRule>,
    cues: CueSet<usize>,
    examples: Vec<(usize, Bigrams)>,
    postings: HashMap<u64, Vec<usize>>,
}

impl Intents {
    /// Compiles rules.
    #[must_use]
    pub fn new(rules: Vec<IntentRule>) -> Self {
        let written =
            rules.iter().enumerate().flat_map(|(at, rule)| rule.cues.iter().map(move |cue| (at, cue.as_str())));
        let cues = CueSet::new(written);
        let mut examples = Vec::new();
        let mut postings: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, rule) in rules.iter().enumerate() {
            for example in &rule.examples {
                let bigrams = Bigrams::of(&crate::text::normalize(example));
                for bigram in bigrams.iter() {
                    postings.entry(bigram).or_default().push(examples.len());
                }
                examples.push((at, bigrams));
            }
        }
        Self { rules, cues, examples, postings }
    }

    /// What a normalised turn asks for, the surest first.
    #[must_use]
    pub fn recognize(&self, turn: &str) -> Vec<IntentMatch> {
        let mut found: HashMap<usize, (u32, Vec<String>)> = HashMap::new();
        for cue in self.cues.find(turn) {
            let score = CUE_CHARACTER * u32::try_from(cue.evidence).unwrap_or(u32::MAX / CUE_CHARACTER);
            let best = found.entry(cue.owner).or_default();
            if score > best.0 {
                *best = (score, cue.words);
            }
        }
        for (rule, likeness) in self.like_examples(turn) {
            if likeness >= LIKE_AN_EXAMPLE {
                found.entry(rule).or_default().0 += EXAMPLE_WEIGHT * likeness / 100;
            }
        }
        let mut matches: Vec<_> = found.into_iter().filter(|(_, (score, _))| *score >= BELIEVED).collect();
        matches.sort_by_key(|(rule, (score, _))| (std::cmp::Reverse(*score), *rule));
        let matches = matches.into_iter().filter_map(|(rule, (score, words))| {
            Some(IntentMatch { intent: self.rules.get(rule)?.id.clone(), score, words })
        });
        matches.collect()
    }

    /// Per intent, the likeness in percent to its nearest example.
    fn like_examples(&self, turn: &str) -> HashMap<usize, u32> {
        let turn = Bigrams::of(turn);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for bigram in turn.iter() {
            for example in self.postings.get(&bigram).into_iter().flatten() {
                *shared.entry(*example).or_default() += 1;
            }
        }
        let mut nearest: HashMap<usize, u32> = HashMap::new();
        for (example, shared) in shared {
            if let Some((rule, bigrams)) = self.examples.get(example) {
                let likeness = (200 * shared).checked_div(turn.len() + bigrams.len()).unwrap_or(0);
                let best = nearest.entry(*rule).or_default();
                *best = (*best).max(u32::try_from(likeness).unwrap_or(100));
            }
        }
        nearest
    }

    /// The stages that an intent speaks for.
    #[must_use]
    pub fn stages(&self, intent: &IntentId) -> &[Stage] {
        self.rules.iter().find(|rule| rule.id == *intent).map_or(&[], |rule| &rule.stages)
    }

    /// What the agent reads for an intent.
    #[must_use]
    pub fn title(&self, intent: &IntentId) -> Option<&Title> {
        self.rules.iter().find(|rule| rule.id == *intent).map(|rule| &rule.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules, text::normalize};

    #[test]
    fn every_example_is_recognized_and_no_counter_example() {
        let intents = Intents::new(rules::intents());
        let mut wrong = Vec::new();
        let mut checked = 0;
        for rule in rules::intents() {
            let top = |turn: &str| intents.recognize(&normalize(turn)).into_iter().next().map(|found| found.intent);
            for example in &rule.examples {
                checked += 1;
                let found = top(example);
                if found.as_ref() != Some(&rule.id) {
                    wrong.push(format!("{} example {example}: {found:?}", rule.id.0));
                }
            }
            for example in &rule.counter_examples {
                checked += 1;
                if top(example).as_ref() == Some(&rule.id) {
                    wrong.push(format!("{} counter-example {example}", rule.id.0));
                }
            }
        }
        assert!(checked > 500);
        assert!(
            wrong.is_empty(),
            "{} of {checked}; mend the cues in src/rules/intents:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}
