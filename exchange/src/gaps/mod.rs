//! Placeholders of other programs and ours. On the way in, each becomes a gap and every other brace is written double,
//! so that none changes its meaning; what computes or runs something becomes a gap too, which asks the agent instead of
//! sending the command to a buyer. On the way out, [`export()`] does the opposite as far as the format goes.

mod commands;
mod export;
mod names;

pub use export::{Exported, export};

use qinyu::library::template::{Template, escape};

/// How a program writes its placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Ours.
    Own,
    /// `{name}`, `{{name}}` and `${name}`, where what stands between is a name: tables that people type.
    Braces,
    /// `{{user.name | fallback: "there"}}`, single braces being text: macros.
    Liquid,
    /// `#{input:name}`.
    Beeftext,
    /// `{formtext: name=x; default=y}`.
    TextBlaze,
    /// `[[name]]` in a form of espanso's; its `{{name}}` need the entry's list of variables.
    Form,
}

/// Characters of a placeholder between its marks; longer ones are text.
const MAX_INNER: usize = 200;
/// Characters of a name that people type between single braces; longer ones are a sentence.
const MAX_TYPED_NAME: usize = 20;

/// A body that grows: words and gaps in our syntax.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The text so far.
    pub text: String,
    /// Gaps in it.
    pub gaps: usize,
    /// Those that stand for something that the other program computes.
    pub commands: usize,
}

impl Body {
    /// Adds words that hold no gap.
    pub fn words(&mut self, words: &str) {
        self.text.push_str(&escape(words));
    }

    /// Adds a gap under the fact's name if the foreign name is known to mean one.
    pub fn gap(&mut self, foreign: &str, fallback: Option<&str>) {
        let name = names::ours(foreign);
        let fallback = fallback.map(str::trim).filter(|words| !words.is_empty());
        // A fallback in which a brace or a line ends would end the gap, and a bar begins a part that has to be known.
        let with = fallback.map(|words| format!("{{{name}?{words}}}"));
        let with = with.filter(|gap| {
            let read = Template::parse(gap);
            read.is_sound() && read.pieces.len() == 1
        });
        self.text.push_str(&with.unwrap_or_else(|| format!("{{{name}}}")));
        self.gaps += 1;
    }

    /// Adds a gap in place of something that the other program would compute or run.
    pub fn command(&mut self, foreign: &str) {
        self.gap(foreign, None);
        self.commands += 1;
    }
}

/// A foreign text in our syntax.
#[must_use]
pub fn import(text: &str, syntax: Syntax) -> Body {
    let mut body = Body::default();
    match syntax {
        Syntax::Own => text.clone_into(&mut body.text),
        Syntax::Braces => {
            walk(text, '{', &mut body, |rest, body| double(rest, body, false).or_else(|| typed(rest, body)))
        }
        Syntax::Liquid => walk(text, '{', &mut body, |rest, body| double(rest, body, true).or_else(|| tag(rest, body))),
        Syntax::Beeftext => walk(text, '#', &mut body, commands::beeftext),
        Syntax::TextBlaze => {
            walk(text, '{', &mut body, |rest, body| commands::text_blaze(rest, body).or_else(|| typed(rest, body)))
        }
        Syntax::Form => walk(text, '[', &mut body, |rest, body| {
            let (inner, length) = between(rest, "[[", "]]")?;
            is_name(inner).then(|| body.gap(inner, None))?;
            Some(length)
        }),
    }
    body
}

/// Goes from mark to mark; `take` adds what begins there and gives its length, or nothing if it is text.
pub(crate) fn walk(text: &str, mark: char, body: &mut Body, mut take: impl FnMut(&str, &mut Body) -> Option<usize>) {
    let mut rest = text;
    let mut words = String::new();
    while let Some(at) = rest.find(mark) {
        words.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let mut found = Body::default();
        if let Some(length) = take(rest, &mut found) {
            if mark == '{' && found.gaps > 0 && words.ends_with('$') {
                words.pop();
            }
            body.words(&std::mem::take(&mut words));
            body.text.push_str(&found.text);
            body.gaps += found.gaps;
            body.commands += found.commands;
            rest = rest.get(length..).unwrap_or_default();
        } else {
            words.push(mark);
            rest = rest.get(mark.len_utf8()..).unwrap_or_default();
        }
    }
    words.push_str(rest);
    body.words(&words);
}

/// What stands between two marks at the beginning, within one line, and the length with them.
pub(crate) fn between<'a>(rest: &'a str, open: &str, close: &str) -> Option<(&'a str, usize)> {
    let inner = rest.strip_prefix(open)?;
    // Only as far as a placeholder can go, so that ten thousand open marks are not each searched to the end.
    let reach = inner.char_indices().nth(MAX_INNER).map_or(inner.len(), |(at, _)| at);
    let end = inner.get(..reach)?.find(close)?;
    let inner = inner.get(..end).filter(|inner| !inner.contains(['\n', '\r']))?;
    Some((inner, open.len() + end + close.len()))
}

/// True for a word or a path of words, at least one letter among them.
pub(crate) fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || " _-.".contains(c))
}

/// `{{path | fallback: "words"}}`; where single braces are placeholders too, only a bare name counts.
fn double(rest: &str, body: &mut Body, computed: bool) -> Option<usize> {
    let (inner, length) = between(rest, "{{", "}}")?;
    let (path, filters) = inner.split_once('|').map_or((inner, None), |(path, filters)| (path, Some(filters)));
    if !is_name(path) {
        if computed && path.chars().any(char::is_alphabetic) {
            body.command(path);
            return Some(length);
        }
        return None;
    }
    body.gap(path, filters.and_then(fallback));
    Some(length)
}

/// The words of `fallback: "words"` or `default: 'words'`.
fn fallback(filters: &str) -> Option<&str> {
    filters.split('|').find_map(|filter| {
        let (name, value) = filter.split_once(':')?;
        let value = value.trim();
        let quoted = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        ["fallback", "default"].contains(&name.trim()).then(|| quoted('"').or_else(|| quoted('\'')).unwrap_or(value))
    })
}

/// `{% if … %}`: a condition that the other program decides.
fn tag(rest: &str, body: &mut Body) -> Option<usize> {
    let (inner, length) = between(rest, "{%", "%}")?;
    body.command(inner);
    Some(length)
}

/// `{name}` or `{name?words}` as people type it.
fn typed(rest: &str, body: &mut Body) -> Option<usize> {
    let (inner, length) = between(rest, "{", "}")?;
    let (name, fallback) = inner.split_once('?').map_or((inner, None), |(name, words)| (name, Some(words)));
    if !is_name(name) || name.chars().count() > MAX_TYPED_NAME || fallback.is_some_and(|words| words.contains('{')) {
        return None;
    }
    body.gap(name, fallback);
    Some(length)
}

#[cfg(test)]
mod tests;
