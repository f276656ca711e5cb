//! Phrase text with gaps, and what fills them. A suggestion is filled here before it is shown; a gap without
//! a value is asked for in the panel, and nothing with an open gap is ever inserted.
//!
//! Syntax: `{name}` is a gap, `{name?fallback}` a gap with words that stay true without a value,
//! `{{` and `}}` are braces. A brace that fits nothing is text, and [`Template::is_sound`] says so.

use super::facts::{Facts, Source, known};

/// A gap in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// As written: a fact's id, its Chinese name, or a name of the shop's own.
    pub name: String,
    /// What stands there without a value.
    pub fallback: Option<String>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A gap.
    Gap(Placeholder),
}

/// Phrase text, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Words and gaps in order.
    pub pieces: Vec<Piece>,
    sound: bool,
}

/// Words that hold no gap, written so that [`Template::parse`] reads them back as they are.
#[must_use]
pub fn escape(words: &str) -> String {
    words.replace('{', "{{").replace('}', "}}")
}

impl Template {
    /// Reads a phrase's body. Total: what is no gap is text.
    #[must_use]
    pub fn parse(body: &str) -> Self {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut sound = true;
        let mut rest = body;
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(rest.get(..at).unwrap_or_default());
            rest = rest.get(at..).unwrap_or_default();
            if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
                text.push_str(rest.get(..1).unwrap_or_default());
                rest = after;
                continue;
            }
            let gap = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')).and_then(|(inner, after)| {
                let (name, fallback) = match inner.split_once('?') {
                    Some((name, fallback)) => (name, Some(fallback.to_owned())),
                    None => (inner, None),
                };
                let name = name.trim();
                (!name.is_empty() && !inner.contains(['{', '\n'])).then(|| {
                    (Placeholder { name: name.to_owned(), fallback: fallback.filter(|words| !words.is_empty()) }, after)
                })
            });
            if let Some((placeholder, after)) = gap {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Gap(placeholder));
                rest = after;
            } else {
                sound = false;
                text.push_str(rest.get(..1).unwrap_or_default());
                rest = rest.get(1..).unwrap_or_default();
            }
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Self { pieces, sound }
    }

    /// False when a brace was neither a gap nor doubled.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.sound
    }

    /// The gaps that would stay open, each once.
    #[must_use]
    pub fn missing(&self, facts: &Facts) -> Vec<&str> {
        let mut missing = Vec::new();
        for piece in &self.pieces {
            if let Piece::Gap(gap) = piece
                && gap.fallback.is_none()
                && facts.get(&gap.name).is_none()
                && !missing.contains(&gap.name.as_str())
            {
                missing.push(gap.name.as_str());
            }
        }
        missing
    }

    /// The gaps that something fills that the buyer has told, each once.
    #[must_use]
    pub fn heard(&self, facts: &Facts) -> Vec<&str> {
        let mut heard = Vec::new();
        for piece in &self.pieces {
            if let Piece::Gap(gap) = piece
                && known(&gap.name).is_some_and(|fact| fact.source == Source::Said)
                && facts.get(&gap.name).is_some()
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
        let mut filled = Filled { pieces: Vec::new(), missing: Vec::new() };
        for piece in &self.pieces {
            filled.pieces.push(match piece {
                Piece::Text(words) => FilledPiece::Text(words.clone()),
                Piece::Gap(gap) => match (facts.get(&gap.name), &gap.fallback) {
                    (Some(value), _) => FilledPiece::Value(value.to_owned()),
                    (None, Some(fallback)) => FilledPiece::Text(fallback.clone()),
                    (None, None) => {
                        if !filled.missing.contains(&gap.name) {
                            filled.missing.push(gap.name.clone());
                        }
                        FilledPiece::Missing(gap.name.clone())
                    }
                },
            });
        }
        filled
    }
}

/// A piece of a filled template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilledPiece {
    /// Words of the phrase.
    Text(String),
    /// A value that was put in.
    Value(String),
    /// A gap that stays open, by its name.
    Missing(String),
}

/// A phrase with its gaps filled as far as the facts go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The pieces in order.
    pub pieces: Vec<FilledPiece>,
    /// Names of the gaps that are open, each once.
    pub missing: Vec<String>,
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Result<&str, &[&str]>) {
        let mut facts = Facts::default();
        facts.set("发货时间", "今天16点前");
        let filled = Template::parse(body).fill(&facts);
        match expected {
            Ok(text) => assert_eq!(filled.text().as_deref(), Some(text)),
            Err(missing) => {
                assert_eq!(filled.text(), None);
                assert_eq!(filled.missing, missing);
                assert_eq!(Template::parse(body).missing(&facts), missing);
            }
        }
    }

    #[test]
    fn fills_falls_back_or_stays_open() {
        check("{发货时间}发出", Ok("今天16点前发出"));
        check("{买家?亲}，好的", Ok("亲，好的"));
        check("{快递}发出，{快递}哦", Err(&["快递"]));
        check("{{不是空}}", Ok("{不是空}"));
    }

    #[test]
    fn escaped_words_have_no_gap() {
        for words in ["{品名}", "{{x}}", "a}b{", "{}"] {
            check(&escape(words), Ok(words));
            assert!(Template::parse(&escape(words)).is_sound());
        }
    }

    #[test]
    fn odd_braces_are_text_and_reported() {
        for body in ["{", "}", "{}", "a{b", "{{{", "{a{b}"] {
            assert!(!Template::parse(body).is_sound(), "{body}");
        }
        check("a}b", Ok("a}b"));
    }
}
