//! Which of a phrase's wordings is said: so that a buyer does not read the same line twice, nor two buyers the same one.
//! A pure function of the phrase, the conversation and what was said in it.

use super::{Language, Phrase, facts::Facts, template::Template};
use crate::{
    chat::ConversationId,
    text::{hash, normalize},
};
use std::collections::HashSet;

/// The body in another language than the phrase's own; `None` if it has none.
#[must_use]
pub fn translation(phrase: &Phrase, language: Language) -> Option<&str> {
    let bodies = phrase.translations.iter().filter(|(known, body)| *known == language && !body.trim().is_empty());
    bodies.map(|(_, body)| body.as_str()).next()
}

/// What is known of a talk when a wording is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Talk<'a> {
    /// Which conversation it is.
    pub id: &'a ConversationId,
    /// What our side has written in it, normalised.
    pub said: &'a HashSet<String>,
    /// What can fill gaps.
    pub facts: &'a Facts,
}

/// The wording to be said, from the body and its variants: one not said yet, then one that needs less typing, and of those
/// the one at which this conversation begins.
#[must_use]
pub fn choose<'a>(phrase: &'a Phrase, talk: Talk<'_>) -> (&'a str, Template) {
    let variants = phrase.variants.iter().map(String::as_str).filter(|body| !body.trim().is_empty());
    let bodies: Vec<&str> = std::iter::once(phrase.body.as_str()).chain(variants).collect();
    if bodies.len() == 1 {
        return (&phrase.body, Template::parse(&phrase.body));
    }
    let begin = place(&[&talk.id.0, &phrase.id.0], bodies.len());
    let read = bodies.iter().enumerate().map(|(at, body)| {
        let template = Template::parse(body);
        let filled = template.fill(talk.facts);
        let was_said = filled.text().is_some_and(|text| talk.said.contains(&normalize(&text)));
        let turns = (at + bodies.len() - begin) % bodies.len();
        ((was_said, filled.missing.len(), turns), *body, template)
    });
    let best = read.min_by_key(|(order, ..)| *order);
    best.map_or_else(|| (phrase.body.as_str(), Template::parse(&phrase.body)), |(_, body, template)| (body, template))
}

/// A number below `end` that looks drawn and is the same for the same names: FNV-1a, stirred once more, for names that
/// differ in their last digit differ in few bits.
fn place(names: &[&str], end: usize) -> usize {
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0]));
    let hash = hash(bytes);
    let stirred = (hash ^ (hash >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    usize::try_from((stirred >> 32) % end.max(1) as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(bodies: &[&str]) -> Phrase {
        let mut bodies = bodies.iter().map(|body| (*body).to_owned());
        Phrase { body: bodies.next().unwrap(), variants: bodies.collect(), ..Phrase::default() }
    }

    fn chosen(phrase: &Phrase, id: &str, said: &[&str]) -> String {
        let (id, facts) = (ConversationId(id.into()), Facts::default());
        let said = said.iter().map(|line| normalize(line)).collect();
        choose(phrase, Talk { id: &id, said: &said, facts: &facts }).0.to_owned()
    }

    #[test]
    fn each_wording_has_its_turn_before_one_is_said_again() {
        let phrase = phrase(&["好的", "好嘞", "嗯嗯"]);
        let first = chosen(&phrase, "a", &[]);
        let second = chosen(&phrase, "a", &[&first]);
        let third = chosen(&phrase, "a", &[&first, &second]);
        assert!(first != second && second != third && first != third);
        assert_eq!(chosen(&phrase, "a", &[&first, &second, &third]), first);
        assert_eq!(chosen(&phrase, "a", &[]), first, "the same for the same talk");
    }

    #[test]
    fn buyers_begin_at_different_wordings() {
        let phrase = phrase(&["好的", "好嘞", "嗯嗯"]);
        let begins =
            |wording: &str| (0..300).filter(|id| chosen(&phrase, &format!("buyer-{id}"), &[]) == wording).count();
        for wording in ["好的", "好嘞", "嗯嗯"] {
            assert!((60..=140).contains(&begins(wording)), "{wording}: {} of 300", begins(wording));
        }
    }

    #[test]
    fn a_wording_that_needs_no_typing_goes_first_until_it_was_said() {
        let phrase = phrase(&["走{快递}", "今天发出", " "]);
        for id in 0..20 {
            assert_eq!(chosen(&phrase, &id.to_string(), &[]), "今天发出");
        }
        assert_eq!(chosen(&phrase, "a", &["今天发出"]), "走{快递}");
    }

    #[test]
    fn a_translation_without_words_is_none() {
        let mut phrase = phrase(&["好的"]);
        phrase.translations = vec![(Language::English, " ".into())];
        assert_eq!(translation(&phrase, Language::English), None);
        phrase.translations.push((Language::English, "OK".into()));
        assert_eq!(translation(&phrase, Language::English), Some("OK"));
    }
}
