//! How the buyer feels, from the words of the last turn: a heavier mood wins over a lighter one.
//! Decides the order of replies ([`ranking`](super::ranking)) and what the panel shows on top.

use super::cue::CueSet;
use crate::{chat::Mood, rules::MoodRule, text::thoughts};

/// The moods, compiled.
#[derive(Debug)]
pub struct Moods {
    cues: CueSet<Mood>,
}

/// A mood with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MoodMatch {
    /// The mood; calm when nothing shows.
    pub mood: Mood,
    /// The buyer's words that showed it.
    pub words: Vec<String>,
}

impl Moods {
    /// Compiles rules.
    #[must_use]
    pub fn new(rules: &[MoodRule]) -> Self {
        Self { cues: CueSet::new(rules.iter().flat_map(|rule| rule.cues.iter().map(|cue| (rule.mood, cue.as_str())))) }
    }

    /// The heaviest mood that a turn shows; it is given as its normalised [`sentences`](crate::text::sentences).
    #[must_use]
    pub fn infer(&self, sentences: &[String]) -> MoodMatch {
        let thoughts = thoughts(sentences);
        let found = thoughts.iter().flat_map(|thought| self.cues.find(thought));
        let heaviest = found.max_by_key(|found| (found.owner, found.evidence));
        heaviest.map_or_else(MoodMatch::default, |found| MoodMatch { mood: found.owner, words: found.words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules, text::sentences};

    #[test]
    fn every_example_shows_its_mood_and_no_counter_example() {
        let rules = rules::moods();
        let moods = Moods::new(&rules);
        let mut wrong = Vec::new();
        for rule in &rules {
            let of = |turn: &String| moods.infer(&sentences(turn)).mood;
            wrong.extend(rule.examples.iter().filter(|turn| of(turn) != rule.mood).map(|turn| (rule.mood, turn)));
            wrong.extend(
                rule.counter_examples.iter().filter(|turn| of(turn) == rule.mood).map(|turn| (rule.mood, turn)),
            );
        }
        assert!(wrong.is_empty(), "mend src/rules/moods.json: {wrong:#?}");
    }
}
