//! What the buyer's turn asks for: cues that occur in it and examples that it resembles. The engine asks this
//! first; [`stage`](super::stage) and [`ranking`](super::ranking) build on it.

use super::{
    cue::CueSet,
    postings::{Entry, Postings},
};
use crate::{
    chat::Stage,
    library::IntentId,
    rules::{IntentRule, Title},
    sorting::sort_by_key,
    text::{Units, matter, normalize, thoughts},
};
use std::collections::{BTreeMap, HashMap};

/// Evidence of one matched character of a cue.
const CUE_CHARACTER: u32 = 10;
/// A cue of two characters is the shortest that is believed.
const BELIEVED: u32 = 2 * CUE_CHARACTER;
/// Likeness to an example, in percent, from which it counts: below, two turns share their grammar, not their matter.
/// "我要了" and "不要了" are 60 % alike.
const LIKE_AN_EXAMPLE: u32 = 65;
/// Evidence that a cue of a longer turn's last thought has on top: buyers tell their story first and ask at the end.
const SAID_LAST: u32 = 2 * CUE_CHARACTER;
/// A turn equal to an example outweighs a cue of six characters.
const EXAMPLE_WEIGHT: u32 = 6 * CUE_CHARACTER;
/// What part of its evidence a courtesy keeps beside a matter: a greeting is sure, being a word of its own, and the
/// matter is what wants an answer even when only three characters of it are known. One that speaks for no stage, a yes
/// or a number, keeps half of that: "好的谢谢" is thanks.
const COURTESY: u32 = 4;
/// Digits in a row from which a sentence without words is a number that was asked for: an order's has ten and more, a
/// phone's eleven; a size, a weight and a price have fewer.
const NUMBER_DIGITS: usize = 8;
/// The intent of a turn that only gives such a number, or shows a card.
pub(super) const GIVES_DETAILS: &str = "give_details";

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
    by_id: HashMap<IntentId, usize>,
    cues: CueSet<usize>,
    /// The examples; an entry's phrase is the rule's position.
    examples: Postings,
}

/// The evidence for one intent so far.
#[derive(Debug, Default)]
struct Evidence {
    cue: u32,
    example: u32,
    words: Vec<String>,
}

impl Intents {
    /// Compiles rules.
    #[must_use]
    pub fn new(rules: Vec<IntentRule>) -> Self {
        let written =
            rules.iter().enumerate().flat_map(|(at, rule)| rule.cues.iter().map(move |cue| (at, cue.as_str())));
        let cues = CueSet::new(written);
        let mut examples = Postings::building(rules.iter().map(|rule| rule.examples.len()).sum());
        for (at, rule) in (0_u32..).zip(&rules) {
            for example in &rule.examples {
                examples.add(Entry::new(at, None, 100), &Units::distinct(&normalize(example)));
            }
        }
        let by_id = rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
        Self { rules, by_id, cues, examples: examples.finish() }
    }

    /// What a turn asks for, the surest first; it is given as its normalised [`sentences`](crate::text::sentences).
    /// What the buyer says out of courtesy comes after what they want, unless that is much less sure.
    #[must_use]
    pub fn recognize(&self, sentences: &[String]) -> Vec<IntentMatch> {
        let mut found: BTreeMap<usize, Evidence> = BTreeMap::new();
        let thoughts = thoughts(sentences);
        for (place, thought) in (1..).zip(&thoughts) {
            let last = if thoughts.len() > 1 && place == thoughts.len() { SAID_LAST } else { 0 };
            for cue in self.cues.find(thought) {
                let evidence = u32::try_from(cue.evidence).unwrap_or(u32::MAX / CUE_CHARACTER / 2);
                let known = found.entry(cue.owner).or_default();
                if CUE_CHARACTER * evidence + last > known.cue {
                    known.cue = CUE_CHARACTER * evidence + last;
                    known.words = cue.words;
                }
            }
        }
        for sentence in sentences {
            for (rule, likeness) in self.like_examples(sentence) {
                let known = found.entry(rule).or_default();
                known.example = known.example.max(EXAMPLE_WEIGHT * likeness / 100);
            }
            if is_number(sentence)
                && let Some(rule) = self.by_id.get(&IntentId(GIVES_DETAILS.into()))
            {
                found.entry(*rule).or_default().cue = BELIEVED;
            }
        }
        let scored = found.into_iter().map(|(rule, evidence)| (rule, evidence.cue + evidence.example, evidence.words));
        let mut matches: Vec<_> = scored.filter(|(_, score, _)| *score >= BELIEVED).collect();
        let weight = |rule: usize, score: u32| match self.rules.get(rule) {
            Some(rule) if rule.courtesy && rule.stages.is_empty() => score / COURTESY / 2,
            Some(rule) if rule.courtesy => score / COURTESY,
            _ => score,
        };
        sort_by_key(&mut matches, |(rule, score, _)| {
            let weight = weight(*rule, *score);
            (std::cmp::Reverse(weight), self.is_courtesy_at(*rule), std::cmp::Reverse(*score), *rule)
        });
        let matches = matches.into_iter().filter_map(|(rule, score, words)| {
            Some(IntentMatch { intent: self.rules.get(rule)?.id.clone(), score, words })
        });
        matches.collect()
    }

    /// Per intent, the likeness in percent to its nearest example, where it counts.
    fn like_examples(&self, sentence: &str) -> BTreeMap<usize, u32> {
        let mut nearest: BTreeMap<usize, u32> = BTreeMap::new();
        let matter = matter(sentence);
        for said in std::iter::once(sentence).chain((matter != sentence).then_some(matter)) {
            let said = Units::distinct(said);
            let mut shared = vec![0_u16; self.examples.entries().len()];
            for number in said.iter().filter_map(|unit| self.examples.number(*unit)) {
                for example in self.examples.of(number) {
                    if let Some(shared) = shared.get_mut(*example as usize) {
                        *shared += 1;
                    }
                }
            }
            let shared = shared.into_iter().map(u32::from).enumerate().filter(|(_, shared)| *shared > 0);
            for (at, shared) in shared {
                // Dice's likeness: an example is a whole turn, so words besides count as much as words that are missing.
                let length = said.len() + self.examples.units(at).len();
                let likeness = (200 * shared).checked_div(u32::try_from(length).unwrap_or(u32::MAX)).unwrap_or(0);
                if likeness >= LIKE_AN_EXAMPLE
                    && let Some(entry) = self.examples.entries().get(at)
                {
                    let best = nearest.entry(entry.phrase as usize).or_default();
                    *best = likeness.max(*best);
                }
            }
        }
        nearest
    }

    /// True for what is said out of courtesy around a matter.
    #[must_use]
    pub fn is_courtesy(&self, intent: &IntentId) -> bool {
        self.rule(intent).is_some_and(|rule| rule.courtesy)
    }

    fn is_courtesy_at(&self, rule: usize) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.courtesy)
    }

    /// The stages that an intent speaks for.
    #[must_use]
    pub fn stages(&self, intent: &IntentId) -> &[Stage] {
        self.rule(intent).map_or(&[], |rule| &rule.stages)
    }

    /// What the agent reads for an intent.
    #[must_use]
    pub fn title(&self, intent: &IntentId) -> Option<&Title> {
        self.rule(intent).map(|rule| &rule.title)
    }

    /// Every intent with its title, in the order of a talk.
    pub fn all(&self) -> impl Iterator<Item = (&IntentId, &Title)> {
        self.rules.iter().map(|rule| (&rule.id, &rule.title))
    }

    fn rule(&self, intent: &IntentId) -> Option<&IntentRule> {
        self.by_id.get(intent).and_then(|at| self.rules.get(*at))
    }
}

/// True for an order's number or a phone: a long run of digits and no words; a parcel's number has letters before it.
fn is_number(sentence: &str) -> bool {
    let longest = sentence.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let letters = sentence.chars().filter(|c| c.is_alphabetic()).count();
    longest >= NUMBER_DIGITS && letters < NUMBER_DIGITS && sentence.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules, text::sentences};

    #[test]
    fn every_example_is_recognized_and_no_counter_example() {
        let intents = Intents::new(rules::intents());
        let mut wrong = Vec::new();
        let mut checked = 0;
        for rule in rules::intents() {
            let top = |turn: &str| intents.recognize(&sentences(turn)).into_iter().next().map(|found| found.intent);
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

    #[test]
    fn a_bare_number_gives_what_was_asked_for() {
        let intents = Intents::new(rules::intents());
        let top = |turn: &str| intents.recognize(&sentences(turn)).into_iter().next().map(|found| found.intent.0);
        assert_eq!(top("20260301512").as_deref(), Some(GIVES_DETAILS));
        assert_eq!(top("YT7788990011").as_deref(), Some(GIVES_DETAILS));
        assert_ne!(top("160 100 39.9").as_deref(), Some(GIVES_DETAILS));
    }
}
