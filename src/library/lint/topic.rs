//! What findings are listed under. Part of [`lint`](super).

use super::{Finding, FindingKind, Fix};
use crate::library::PhraseId;

/// What findings have in common; what harms most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Words that are not to be said.
    Words,
    /// What the team wants and is not there.
    Required,
    /// A body that reads otherwise than it was meant.
    Writing,
    /// Placeholders that nothing fills.
    Placeholders,
    /// Phrases in phrases.
    Nested,
    /// Days, and what took a phrase's place.
    Lapsed,
    /// Changes that are not used.
    Unused,
    /// Codes.
    Codes,
    /// Pictures that are not there.
    Pictures,
    /// Phrases that say the same.
    Twins,
    /// Too much for a chat.
    Length,
    /// No title.
    Titles,
    /// No buyer phrasing.
    Phrasings,
}

impl FindingKind {
    /// What the finding is listed under.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        match self {
            Self::Forbidden(_) | Self::OutsideContact(_) => Topic::Words,
            Self::Required(_) => Topic::Required,
            Self::Template(_) => Topic::Writing,
            Self::UnknownPlaceholder { .. } => Topic::Placeholders,
            Self::NestedMissing(_) | Self::NestedCycle(_) | Self::NestedTooMuch(_) => Topic::Nested,
            Self::Expired(_) | Self::NeverValid | Self::SuccessorMissing(_) | Self::SuccessorCycle(_) => Topic::Lapsed,
            Self::LockedOverride => Topic::Unused,
            Self::CodeTaken(_) | Self::CodeBeginsAnother(_) | Self::CodeDead => Topic::Codes,
            Self::PicturesMissing(_) => Topic::Pictures,
            Self::Twin { .. } => Topic::Twins,
            Self::TooLong(_) => Topic::Length,
            Self::NoTitle => Topic::Titles,
            Self::NoPhrasing => Topic::Phrasings,
        }
    }
}

impl Finding {
    /// The other phrase that it speaks of.
    #[must_use]
    pub const fn other(&self) -> Option<&PhraseId> {
        match (&self.kind, &self.fix) {
            (FindingKind::CodeTaken(id) | FindingKind::CodeBeginsAnother(id) | FindingKind::Twin { of: id, .. }, _)
            | (_, Some(Fix::MergeInto(id))) => Some(id),
            _ => None,
        }
    }
}
