//! From a body to its pieces and back, as `docs/template.md` describes it. Part of [`template`](super).

use super::{Asked, Kind, Piece, Placeholder, Problem, ProblemKind, Template};
use crate::text::{Script, script};
use std::{fmt, ops::Range};

/// What a Chinese input method types for the marks in a gap is as good as they are. Braces are not among these: full-width
/// ones are text.
const BARS: [char; 2] = ['|', '｜'];
const QUESTION_MARKS: [char; 2] = ['?', '？'];
const COLONS: [char; 2] = [':', '：'];
const COMMAS: [char; 3] = [',', '，', '、'];
pub(crate) const ARROWS: [char; 2] = ['>', '＞'];

/// The words for a kind, Chinese and English; they mean the same.
const KINDS: [(&str, &str, Kind); 5] = [
    ("文字", "text", Kind::Text),
    ("数字", "number", Kind::Count),
    ("金额", "money", Kind::Money),
    ("日期", "date", Kind::Date),
    ("时间", "time", Kind::Time),
];
const CHOICE: (&str, &str) = ("选择", "choice");
const ASK: (&str, &str) = ("问", "ask");

pub(super) fn template(body: &str) -> Template {
    let mut template = Template::default();
    let mut text = String::new();
    let mut rest = body;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'{' | b'}')) {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let start = body.len() - rest.len();
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            text.push_str(rest.get(..1).unwrap_or_default());
            rest = after;
            continue;
        }
        let closed = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let read = match closed.filter(|(inner, _)| !inner.contains(['{', '\n'])) {
            Some((inner, after)) => {
                let whole = start..body.len() - after.len();
                piece(inner, whole, &mut template.problems).map(|piece| (piece, after))
            }
            None => {
                template.problems.push(Problem { place: start..start + 1, kind: ProblemKind::StrayBrace });
                None
            }
        };
        let Some((piece, after)) = read else {
            text.push_str(rest.get(..1).unwrap_or_default());
            rest = rest.get(1..).unwrap_or_default();
            if let Some((inner, after)) = closed.filter(|(inner, _)| !inner.contains(['{', '\n'])) {
                // The closing brace of a gap without a name is no problem of its own.
                text.extend([inner, "}"]);
                rest = after;
            }
            continue;
        };
        rest = after;
        if piece == Piece::Caret && template.pieces.contains(&Piece::Caret) {
            let place = start..body.len() - rest.len();
            template.problems.push(Problem { place, kind: ProblemKind::SecondCaret });
            continue;
        }
        if !text.is_empty() {
            template.pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        template.pieces.push(piece);
    }
    text.push_str(rest);
    if !text.is_empty() {
        template.pieces.push(Piece::Text(text));
    }
    template
}

/// What stands between braces; `None` without a name. `whole` is its place, braces and all.
fn piece(inner: &str, whole: Range<usize>, problems: &mut Vec<Problem>) -> Option<Piece> {
    let trimmed = inner.trim();
    if BARS.iter().any(|bar| trimmed.chars().eq([*bar])) {
        return Some(Piece::Caret);
    }
    if let Some(target) = trimmed.strip_prefix(ARROWS).map(str::trim) {
        if target.is_empty() {
            problems.push(Problem { place: whole, kind: ProblemKind::NoName });
            return None;
        }
        return Some(Piece::Nested(target.to_owned()));
    }
    let mut parts = inner.split_inclusive(BARS);
    let first = parts.next().unwrap_or_default();
    let (name, fallback) = with_fallback(first.trim_end_matches(BARS));
    if name.trim().is_empty() {
        problems.push(Problem { place: whole, kind: ProblemKind::NoName });
        return None;
    }
    let mut gap = Placeholder { fallback, ..Placeholder::named(name.trim()) };
    let mut from = whole.start + 1 + first.len();
    for with_bar in parts {
        let part = with_bar.trim_end_matches(BARS);
        if let Some(kind) = read_part(part, &mut gap) {
            problems.push(Problem { place: from..from + part.len(), kind });
        }
        from += with_bar.len();
    }
    Some(Piece::Gap(gap))
}

fn read_part(part: &str, gap: &mut Placeholder) -> Option<ProblemKind> {
    let is = |word: &str, (chinese, english): (&str, &str)| {
        word.trim() == chinese || word.trim().eq_ignore_ascii_case(english)
    };
    if let Some((word, question)) = part.split_once(COLONS)
        && is(word, ASK)
    {
        let question = question.trim();
        return match &gap.question {
            Some(_) => Some(ProblemKind::Repeated),
            None if question.is_empty() => Some(ProblemKind::UnknownPart),
            None => {
                gap.question = Some(question.to_owned());
                None
            }
        };
    }
    let (part, fallback) = with_fallback(part);
    let twice = fallback.is_some() && gap.fallback.is_some();
    gap.fallback = gap.fallback.take().or(fallback);
    let (word, options) = part.split_once(COLONS).map_or((part, None), |(word, options)| (word, Some(options)));
    let kind = KINDS.iter().find(|(chinese, english, _)| is(word, (chinese, english)));
    let asked = match (kind, options) {
        (Some((_, _, kind)), None) => Asked::Kind(*kind),
        (None, _) if is(word, CHOICE) => {
            let mut chosen: Vec<String> = Vec::new();
            let options = options.unwrap_or_default().split(COMMAS).map(str::trim).filter(|option| !option.is_empty());
            for option in options {
                if !chosen.iter().any(|known| known == option) {
                    chosen.push(option.to_owned());
                }
            }
            if chosen.is_empty() {
                return Some(ProblemKind::NoOptions);
            }
            Asked::Choice(chosen)
        }
        _ => return Some(ProblemKind::UnknownPart),
    };
    if twice || gap.asked.is_some() {
        return Some(ProblemKind::Repeated);
    }
    gap.asked = Some(asked);
    None
}

/// A part and the words behind its question mark; no words are no fallback.
fn with_fallback(part: &str) -> (&str, Option<String>) {
    match part.split_once(QUESTION_MARKS) {
        Some((part, fallback)) => (part, Some(fallback.to_owned()).filter(|words| !words.is_empty())),
        None => (part, None),
    }
}

/// Prints a gap, in the language of its name.
pub(super) fn print(gap: &Placeholder, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let in_chinese = script(&gap.name) == Script::Han;
    let word = |(chinese, english): (&'static str, &'static str)| if in_chinese { chinese } else { english };
    write!(f, "{{{}", gap.name)?;
    if let Some(fallback) = &gap.fallback {
        write!(f, "?{fallback}")?;
    }
    match &gap.asked {
        Some(Asked::Kind(kind)) => {
            let words = KINDS.iter().find(|(_, _, known)| known == kind);
            write!(f, "|{}", words.map_or("", |(chinese, english, _)| word((chinese, english))))?;
        }
        Some(Asked::Choice(options)) => write!(f, "|{}:{}", word(CHOICE), options.join(","))?,
        None => {}
    }
    if let Some(question) = &gap.question {
        write!(f, "|{}:{question}", word(ASK))?;
    }
    f.write_str("}")
}
