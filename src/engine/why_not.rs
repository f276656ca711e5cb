//! Why a phrase is not suggested: what held it back, and what it comes to beside those that are shown. The same steps as
//! [`Engine::advise`](super::Engine::advise()), asked for one phrase.

use super::{
    Engine, Situation, Suggestion, ranking,
    reason::{Reason, Weighed},
    weighing::Weighing,
};
use crate::{
    chat::Conversation,
    library::{PhraseId, validity::Refusal},
};

/// What held a phrase back, in the order in which the engine asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// Nothing: it is shown, in this place, from 1.
    Shown(usize),
    /// The last word is the seller's.
    NothingAsked,
    /// It, or a phrase that was put into it, may not be said here and now.
    Refused(Refusal),
    /// It is written in another language than the buyer's.
    OtherLanguage,
    /// The agent put it away for this turn.
    Dismissed,
    /// It answers a greeting or thanks, while something else waits for an answer.
    CourtesyOnly,
    /// It was said in this conversation.
    Said,
    /// Nothing that was said makes it an answer, or too little: it has less than the points that are wanted.
    Weak {
        /// Points from which it would be worth a look.
        wanted: i32,
    },
    /// A better one says nearly the same, or answers the same question of several: it is among those shown.
    Outdone {
        /// Points of the last one shown.
        least: i32,
    },
}

/// Why a phrase is not suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// What held it back.
    pub hindrance: Hindrance,
    /// What it comes to in this turn; 0 where it was not looked at.
    pub score: i32,
    /// What this is made up of, the heaviest first.
    pub reasons: Vec<Weighed>,
}

impl Engine {
    /// Tells what held a phrase back; `None` for one that the engine doesn't have.
    #[must_use]
    pub fn why_not(&self, id: &PhraseId, conversation: &Conversation, situation: &Situation<'_>) -> Option<WhyNot> {
        let at = *self.places.get(id)?;
        let phrase = self.phrases.get(at)?;
        let reading = self.read(conversation);
        let weighing = Weighing::new(self, conversation, &reading, situation, |other| {
            other == at || self.admits(other, situation.circumstances)
        });
        let mut candidate = weighing.candidate(at)?;
        if weighing.was_said(&candidate) {
            candidate.ranked.was_said();
        }
        let was_said = candidate.ranked.reasons.iter().any(|weighed| weighed.reason == Reason::Said);
        let shown = self.advise(conversation, situation).suggestions;
        let place = |suggestion: &Suggestion| suggestion.phrase == *id;
        let hindrance = if conversation.buyer_turn().is_empty() {
            Hindrance::NothingAsked
        } else if let Some(at) = shown.iter().position(place) {
            Hindrance::Shown(at + 1)
        } else if let Some(refusal) = self.refusal(at, situation.circumstances) {
            Hindrance::Refused(refusal)
        } else if !self.speaks(at, weighing.wanted) {
            Hindrance::OtherLanguage
        } else if situation.unwanted.contains(id) {
            Hindrance::Dismissed
        } else if self.matter_waits(&reading) && self.answers_courtesy_only(phrase) {
            Hindrance::CourtesyOnly
        } else if was_said {
            Hindrance::Said
        } else if !candidate.ranked.is_worth_showing() {
            Hindrance::Weak { wanted: ranking::WORTH_SHOWING }
        } else {
            Hindrance::Outdone { least: shown.last().map_or(0, |shown| shown.score) }
        };
        Some(WhyNot { hindrance, score: candidate.ranked.score, reasons: candidate.ranked.reasons })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chat::{ConversationId, Message, RowId, Sender},
        library::{facts::Facts, pack_file, usage::Usage, validity::Circumstances},
    };
    use std::collections::HashSet;

    const PACK: &str = r#"{"format":"qinyu-pack","version":1,"language":"zh","phrases":[
        {"id":"ship","body":"付款后今天发出","intents":["ask_dispatch"],"queries":["什么时候发货"]},
        {"id":"ship-again","body":"付款后今天就发出","intents":["ask_dispatch"]},
        {"id":"old","body":"明天发","intents":["ask_dispatch"],"until":"2020-01-01"},
        {"id":"english","body":"It ships today"},
        {"id":"thanks","body":"不客气","intents":["thank"]},
        {"id":"wash","body":"这件要手洗","queries":["怎么洗"]},
        {"id":"away","body":"周末不发","intents":["ask_dispatch"]},
        {"id":"said","body":"今天发的","intents":["ask_dispatch"]}]}"#;

    fn why_not(id: &str, turn: &str) -> Option<WhyNot> {
        let engine = Engine::new(vec![pack_file::parse(PACK).unwrap().0]);
        let row =
            |row: &str, sender, text: &str| Message { row: RowId(row.into()), sender, text: text.into(), card: None };
        let messages = vec![row("1", Sender::Seller, "今天发的"), row("2", Sender::Buyer, turn)];
        let messages = messages.into_iter().filter(|message| !message.text.is_empty()).collect();
        let talk = Conversation { id: ConversationId("1".into()), messages, ..Conversation::default() };
        let (facts, usage) = (Facts::default(), Usage::default());
        let moment = crate::day::Moment::parse("2026-11-29 10:00");
        let circumstances = Circumstances { moment, ..Circumstances::default() };
        let unwanted = HashSet::from([PhraseId("away".into())]);
        let situation =
            Situation { facts: &facts, circumstances: &circumstances, unwanted: &unwanted, usage: &usage, day: 0 };
        engine.why_not(&PhraseId(id.into()), &talk, &situation)
    }

    #[test]
    fn each_hindrance_is_told() {
        let hindrance = |id: &str| why_not(id, "谢谢，什么时候发货").unwrap().hindrance;
        assert_eq!(hindrance("ship"), Hindrance::Shown(1));
        assert!(matches!(hindrance("ship-again"), Hindrance::Outdone { .. }));
        assert!(matches!(hindrance("old"), Hindrance::Refused(Refusal::Expired(_))), "{:?}", hindrance("old"));
        assert_eq!(hindrance("thanks"), Hindrance::CourtesyOnly);
        assert!(matches!(hindrance("wash"), Hindrance::Weak { .. }));
        assert_eq!(hindrance("away"), Hindrance::Dismissed);
        assert_eq!(hindrance("said"), Hindrance::Said);
        assert_eq!(why_not("ship", "").unwrap().hindrance, Hindrance::NothingAsked);
        assert_eq!(why_not("nobody", "什么时候发货"), None);
    }

    #[test]
    fn the_points_of_the_reasons_are_the_score() {
        let found = why_not("said", "谢谢，什么时候发货").unwrap();
        assert!(!found.reasons.is_empty());
        assert_eq!(found.score, found.reasons.iter().map(|weighed| weighed.points).sum::<i32>());
    }
}
