//! Phrase text with gaps, and what fills them. A suggestion is filled here before it is shown; a gap without
//! a value is asked for in the panel, and nothing with an open gap is ever inserted.
//!
//! `docs/template.md` has the syntax: `{name}`, `{name?fallback}`, `{name|choice:S,M|ask:question}`, `{>code}`, `{|}`,
//! `{{` and `}}`. What fits nothing is text, and [`Template::problems`] names it with its place.

mod parse;

pub(super) use parse::ARROWS;

use super::facts::{Facts, Kind, Source, known};
use crate::text::normalize;
use std::{borrow::Cow, fmt, ops::Range};

/// A gap in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// As written: a fact's id, its Chinese name, or a name of the shop's own.
    pub name: String,
    /// What stands there without a value.
    pub fallback: Option<String>,
    /// What the author says about its value; `None` leaves it to the fact of that name.
    pub asked: Option<Asked>,
    /// What the agent is asked; `None` asks by the name.
    pub question: Option<String>,
}

/// What an author says about a gap's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Of this kind.
    Kind(Kind),
    /// One of these, at least one.
    Choice(Vec<String>),
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A gap.
    Gap(Placeholder),
    /// The body of the phrase with this code or id ([`nested`](super::nested) puts it in). Left in, it is an open gap.
    Nested(String),
    /// Where the caret stands after the insertion.
    Caret,
}

/// Something in a body that reads as no gap, or not as its author can have meant it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the body.
    pub place: Range<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong at a place of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A brace that is neither a gap's nor doubled; it is text.
    StrayBrace,
    /// A gap, or a phrase to be put in, without a name; it is text.
    NoName,
    /// A part of a gap that means nothing here; it is left out.
    UnknownPart,
    /// A choice without options; any text is asked for.
    NoOptions,
    /// A part of a gap that it has already; the first holds.
    Repeated,
    /// A second place for the caret; the first holds.
    SecondCaret,
}

/// Phrase text, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// Words and gaps in order.
    pub pieces: Vec<Piece>,
    /// What is wrong with the body, in order.
    pub problems: Vec<Problem>,
}

/// Words that hold no gap, written so that [`Template::parse`] reads them back as they are.
#[must_use]
pub fn escape(words: &str) -> String {
    words.replace('{', "{{").replace('}', "}}")
}

impl Placeholder {
    /// A gap of which only the name is told.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), fallback: None, asked: None, question: None }
    }

    /// The value that fills it: of a choice, one of the options only, as the option is written.
    #[must_use]
    pub fn value<'a>(&'a self, facts: &'a Facts) -> Option<&'a str> {
        let value = facts.get(&self.name)?;
        match &self.asked {
            Some(Asked::Choice(options)) => {
                let value = normalize(value);
                options.iter().find(|option| normalize(option) == value).map(String::as_str)
            }
            Some(Asked::Kind(_)) | None => Some(value),
        }
    }
}

impl Template {
    /// Reads a phrase's body. Total: what is no gap is text.
    #[must_use]
    pub fn parse(body: &str) -> Self {
        parse::template(body)
    }

    /// False when a part of the body is not as it can have been meant.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Its gaps, in order.
    pub fn gaps(&self) -> impl Iterator<Item = &Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Gap(gap) => Some(gap),
            Piece::Text(_) | Piece::Nested(_) | Piece::Caret => None,
        })
    }

    /// What would be sent as it is written if the body were sent and not filled: the names of its gaps, each once.
    #[must_use]
    pub fn written_in_braces(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for piece in &self.pieces {
            let name = match piece {
                Piece::Text(_) => continue,
                Piece::Gap(gap) => gap.name.clone(),
                Piece::Nested(target) => nested_gap(target),
                Piece::Caret => "|".to_owned(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The codes or ids of the phrases to be put in, in order.
    pub fn nested(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Nested(target) => Some(target.as_str()),
            Piece::Text(_) | Piece::Gap(_) | Piece::Caret => None,
        })
    }

    /// How many gaps would stay open, each name counted once.
    #[must_use]
    pub fn missing(&self, facts: &Facts) -> usize {
        let mut missing: Vec<&str> = Vec::new();
        for piece in &self.pieces {
            let open = match piece {
                Piece::Gap(gap) if gap.fallback.is_none() && gap.value(facts).is_none() => gap.name.as_str(),
                Piece::Nested(target) if facts.get(&nested_gap(target)).is_none() => target,
                Piece::Text(_) | Piece::Gap(_) | Piece::Nested(_) | Piece::Caret => continue,
            };
            if !missing.contains(&open) {
                missing.push(open);
            }
        }
        missing.len()
    }

    /// The gaps that something fills that the buyer has told, each once.
    #[must_use]
    pub fn heard(&self, facts: &Facts) -> Vec<&str> {
        let mut heard = Vec::new();
        for gap in self.gaps() {
            if known(&gap.name).is_some_and(|fact| fact.source == Source::Said)
                && gap.value(facts).is_some()
                && !heard.contains(&gap.name.as_str())
            {
                heard.push(gap.name.as_str());
            }
        }
        heard
    }

    /// Fills every gap that has a value or a fallback.
    #[must_use]
    pub fn fill(&self, facts: &Facts) -> Filled {
        let mut filled = Filled { pieces: Vec::new(), missing: Vec::new(), caret: None };
        for piece in &self.pieces {
            let gap = match piece {
                Piece::Text(words) => {
                    filled.pieces.push(FilledPiece::Text(words.clone()));
                    continue;
                }
                Piece::Caret => {
                    filled.caret = filled.text().map(|before| before.encode_utf16().count());
                    continue;
                }
                Piece::Gap(gap) => Cow::Borrowed(gap),
                Piece::Nested(target) => Cow::Owned(Placeholder::named(&nested_gap(target))),
            };
            filled.pieces.push(match (gap.value(facts), &gap.fallback) {
                (Some(value), _) => FilledPiece::Value(value.to_owned()),
                (None, Some(fallback)) => FilledPiece::Text(fallback.clone()),
                (None, None) => {
                    if !filled.missing.contains(&gap.name) {
                        filled.missing.push(gap.name.clone());
                    }
                    FilledPiece::Missing(gap.into_owned())
                }
            });
        }
        filled
    }
}

/// The name of the gap that a phrase leaves that could not be put in. No placeholder begins like this.
fn nested_gap(target: &str) -> String {
    format!(">{target}")
}

impl fmt::Display for Template {
    /// As its author would write it: read again, it is the same and has no problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text(words) => f.write_str(&escape(words)),
            Piece::Gap(gap) => parse::print(gap, f),
            Piece::Nested(target) => write!(f, "{{>{target}}}"),
            Piece::Caret => f.write_str("{|}"),
        })
    }
}

/// A piece of a filled template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilledPiece {
    /// Words of the phrase.
    Text(String),
    /// A value that was put in.
    Value(String),
    /// A gap that stays open.
    Missing(Placeholder),
}

/// A phrase with its gaps filled as far as the facts go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The pieces in order.
    pub pieces: Vec<FilledPiece>,
    /// Names of the gaps that are open, each once.
    pub missing: Vec<String>,
    /// Where the caret goes, in UTF-16 units from the beginning of [`Self::text`], as a page counts. `None` for its end.
    pub caret: Option<usize>,
}

impl Filled {
    /// The text to insert; `None` while a gap is open.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.pieces
            .iter()
            .map(|piece| match piece {
                FilledPiece::Text(words) | FilledPiece::Value(words) => Some(words.as_str()),
                FilledPiece::Missing(_) => None,
            })
            .collect()
    }

    /// The text with the name of each open gap in its place, between these.
    #[must_use]
    pub fn text_with_gaps(&self, before: &str, after: &str) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                FilledPiece::Text(words) | FilledPiece::Value(words) => text.push_str(words),
                FilledPiece::Missing(gap) => text.extend([before, &gap.name, after]),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests;
