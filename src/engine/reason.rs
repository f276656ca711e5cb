//! Why a phrase is suggested, or held back: what [`ranking`](super::ranking) adds up, and the panel puts into words.

use crate::{
    chat::{Mood, Stage},
    library::IntentId,
};

/// One thing that speaks for a phrase, or against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The buyer asks for this; with the buyer's own words.
    Intent {
        /// The intent.
        intent: IntentId,
        /// The words that gave it away.
        words: Vec<String>,
    },
    /// The phrase's author wrote down a phrasing like the buyer's.
    Like {
        /// That phrasing.
        query: String,
        /// Likeness in percent.
        percent: u32,
    },
    /// A phrasing of the phrase means what the buyer said, in other words.
    Means {
        /// That phrasing.
        query: String,
        /// Likeness of what they mean, in percent.
        percent: u32,
    },
    /// Its words are an answer to what the buyer said.
    Answers {
        /// Likeness to what an answer would mean, in percent.
        percent: u32,
    },
    /// The agent, or colleagues, took it so often of late when buyers wanted this.
    Habit {
        /// How often.
        taken: u32,
    },
    /// It was inserted so often.
    Used {
        /// How often.
        count: u32,
    },
    /// It was written for these days.
    Season,
    /// It takes up words of the item that is talked about.
    Product,
    /// It goes on from what the seller said before.
    GoesOn {
        /// Likeness of what they mean, in percent.
        percent: u32,
    },
    /// It takes up words of the talk.
    Talk {
        /// Likeness of its words to those of the talk, in percent.
        percent: u32,
    },
    /// It belongs to where the sale stands.
    Stage(Stage),
    /// It was written for how the buyer feels.
    Mood(Mood),
    /// It takes up what the buyer has told: the facts' names.
    Heard(Vec<String>),
    /// So many gaps are to be filled by hand.
    Missing(usize),
    /// It was said in this conversation.
    Said,
}

impl std::fmt::Display for Reason {
    /// In short, for whoever works on the rules; the panel has words of its own.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Intent { intent, words } => write!(f, "{} ({})", intent.0, words.join(" ")),
            Self::Like { query, percent } => write!(f, "like \"{query}\" {percent}%"),
            Self::Means { query, percent } => write!(f, "means \"{query}\" {percent}%"),
            Self::Answers { percent } => write!(f, "answers {percent}%"),
            Self::Habit { taken } => write!(f, "taken {taken} times"),
            Self::Used { count } => write!(f, "used {count} times"),
            Self::Season => f.write_str("written for these days"),
            Self::Product => f.write_str("takes up the item"),
            Self::GoesOn { percent } => write!(f, "goes on {percent}%"),
            Self::Talk { percent } => write!(f, "talk {percent}%"),
            Self::Stage(stage) => write!(f, "stage {}", stage.name()),
            Self::Mood(mood) => write!(f, "mood {}", mood.name()),
            Self::Heard(facts) => write!(f, "takes up {}", facts.join(", ")),
            Self::Missing(count) => write!(f, "{count} to fill"),
            Self::Said => f.write_str("said before"),
        }
    }
}

/// A reason and what it adds to the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The reason.
    pub reason: Reason,
    /// Points; below zero for what speaks against it.
    pub points: i32,
}

impl Weighed {
    /// True for what a card tells: what speaks for a phrase, and what is left to do.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.points > 0 || matches!(self.reason, Reason::Missing(_) | Reason::Said)
    }
}
