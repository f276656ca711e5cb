//! Which three of the ranked candidates are shown: the best, but not three times the same thing, and not three answers to
//! the first of several questions. The last step of [`Engine::suggest`](super::Engine::suggest).

use super::{
    Candidate, SUGGESTIONS, Suggestion,
    ranking::{INTENT, Ranked},
    reason::Reason,
};
use crate::{
    library::{IntentId, Phrase, facts::Facts},
    text::{Bigrams, normalize},
};
use std::{cmp::Reverse, sync::Arc};

/// Two suggestions more alike than this, in percent, say the same thing.
const SAME_THING: usize = 55;
/// What a candidate loses for each one already chosen that answers the same question: half an intent, as much as a
/// second question of the turn counts for less than the first. So the second question gets the second place.
const SAME_MATTER: i32 = INTENT / 2;

/// The best, each saying something that the better ones don't. `ranked` is sorted, the best first.
pub(super) fn choose(mut ranked: Vec<Candidate<'_>>, phrases: &[Arc<Phrase>], facts: &Facts) -> Vec<Suggestion> {
    let mut chosen: Vec<Suggestion> = Vec::new();
    let mut shown: Vec<Bigrams> = Vec::new();
    let mut answered: Vec<IntentId> = Vec::new();
    while chosen.len() < SUGGESTIONS {
        let worth = |candidate: &Ranked| {
            let again = answered.iter().filter(|intent| Some(*intent) == matter(candidate)).count();
            candidate.score - SAME_MATTER * i32::try_from(again).unwrap_or(i32::MAX / SAME_MATTER)
        };
        let best =
            ranked.iter().enumerate().max_by_key(|(place, candidate)| (worth(&candidate.ranked), Reverse(*place)));
        let Some(place) = best.map(|(place, _)| place) else { break };
        let Candidate { ranked: candidate, body, template } = ranked.remove(place);
        let Some(phrase) = phrases.get(candidate.phrase) else { continue };
        let words = Bigrams::of(&normalize(body));
        if shown.iter().any(|other| other.likeness(&words) > SAME_THING) {
            continue;
        }
        shown.push(words);
        answered.extend(matter(&candidate).cloned());
        chosen.push(Suggestion {
            phrase: phrase.id.clone(),
            title: phrase.title.clone(),
            body: body.to_owned(),
            filled: template.fill(facts),
            pictures: phrase.images.len(),
            score: candidate.score,
            reasons: candidate.reasons,
        });
    }
    chosen
}

/// The question that a candidate answers.
fn matter(candidate: &Ranked) -> Option<&IntentId> {
    candidate.reasons.iter().find_map(|weighed| match &weighed.reason {
        Reason::Intent { intent, .. } => Some(intent),
        _ => None,
    })
}
