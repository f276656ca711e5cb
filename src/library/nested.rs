//! Phrases within phrases: `{>code}` is the body of another phrase. The engine puts them in when it is made
//! ([`put_in_all`]), the editor when it shows a preview ([`put_in`]); what can't be put in stays an open gap.

use super::{
    Language, Phrase, PhraseId,
    template::{ARROWS, Piece, Template},
    wording::translation,
};
use crate::text::normalize;
use std::{collections::HashMap, sync::Arc};

/// Phrases within one another; a fourth is a puzzle to whoever mends the first.
const DEEPEST: usize = 3;
/// Pieces of a whole phrase: a reply of 700 characters has a few dozen. It bounds what phrases that name one another
/// several times come to.
const MOST_PIECES: usize = 400;
/// Successors that are followed from a phrase that was replaced.
const MOST_SUCCESSORS: usize = 8;

/// Finds phrases by what `{>…}` names: a code, else an id, whatever their letter case and width.
#[derive(Debug)]
pub struct Targets<'a> {
    codes: HashMap<String, &'a Phrase>,
    ids: HashMap<String, &'a Phrase>,
}

/// Why a phrase was not put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NestedProblem {
    /// No phrase has this code or id.
    Missing(String),
    /// It would stand within itself.
    Cycle(String),
    /// More phrases within one another than `DEEPEST`, or more of them than a reply can hold.
    TooMuch(String),
}

/// A template with other phrases put in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whole {
    /// Its pieces; a phrase that could not be put in is still named.
    pub template: Template,
    /// The phrases that were put in, each once. It can be said only while they can.
    pub through: Vec<PhraseId>,
    /// Those that were not, and why.
    pub problems: Vec<NestedProblem>,
}

impl<'a> Targets<'a> {
    /// Of two phrases with one code, the first is meant.
    #[must_use]
    pub fn new(phrases: impl IntoIterator<Item = &'a Phrase>) -> Self {
        let mut targets = Self { codes: HashMap::new(), ids: HashMap::new() };
        for phrase in phrases {
            if !phrase.code.trim().is_empty() {
                targets.codes.entry(normalize(&phrase.code)).or_insert(phrase);
            }
            targets.ids.entry(normalize(&phrase.id.0)).or_insert(phrase);
        }
        targets
    }

    /// The phrase that is named, or the one that took its place.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'a Phrase> {
        let name = normalize(name);
        let mut found = *self.codes.get(&name).or_else(|| self.ids.get(&name))?;
        for _ in 0..MOST_SUCCESSORS {
            match found.successor.as_ref().and_then(|id| self.ids.get(&normalize(&id.0))) {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(found)
    }
}

/// A body's template with the phrases that it names put in, each in `language` if it has that; `None` is its own. `of` is
/// the phrase that the body belongs to.
#[must_use]
pub fn put_in(body: &str, language: Option<Language>, of: &PhraseId, targets: &Targets<'_>) -> Whole {
    let Template { pieces, problems } = Template::parse(body);
    let mut whole = Whole { template: Template { pieces: Vec::new(), problems }, ..Whole::default() };
    add(pieces, language, &mut vec![of], targets, &mut whole);
    whole
}

fn add<'a>(
    pieces: Vec<Piece>,
    language: Option<Language>,
    within: &mut Vec<&'a PhraseId>,
    targets: &Targets<'a>,
    whole: &mut Whole,
) {
    for piece in pieces {
        let Piece::Nested(name) = piece else {
            // Where the caret goes is for the outermost phrase to say.
            if piece != Piece::Caret || within.len() == 1 {
                whole.template.pieces.push(piece);
            }
            continue;
        };
        let problem = match targets.find(&name) {
            None => NestedProblem::Missing(name.clone()),
            Some(target) if within.contains(&&target.id) => NestedProblem::Cycle(name.clone()),
            Some(_) if within.len() > DEEPEST || whole.template.pieces.len() > MOST_PIECES => {
                NestedProblem::TooMuch(name.clone())
            }
            Some(target) => {
                if !whole.through.contains(&target.id) {
                    whole.through.push(target.id.clone());
                }
                within.push(&target.id);
                let body = language.and_then(|language| translation(target, language)).unwrap_or(&target.body);
                add(Template::parse(body).pieces, language, within, targets, whole);
                within.pop();
                continue;
            }
        };
        whole.template.pieces.push(Piece::Nested(name));
        if !whole.problems.contains(&problem) {
            whole.problems.push(problem);
        }
    }
}

/// True for a body that may name another phrase.
#[must_use]
pub fn may_name_others(body: &str) -> bool {
    // A look at how each gap begins spares most bodies of a large library the parsing, which takes twenty times as long.
    let mut gaps = body.split('{').skip(1);
    gaps.any(|gap| gap.trim_start().starts_with(ARROWS)) && Template::parse(body).nested().next().is_some()
}

/// Puts phrases into those that name them, in all their wordings. Returns, by place, which phrases each was made with.
pub fn put_in_all(phrases: &mut [Arc<Phrase>]) -> HashMap<usize, Vec<PhraseId>> {
    let wordings = |phrase: &Phrase| {
        let translations = phrase.translations.iter().map(|(_, body)| body);
        let all = std::iter::once(&phrase.body).chain(&phrase.variants).chain(translations);
        all.map(String::as_str).any(may_name_others)
    };
    let naming: Vec<usize> =
        phrases.iter().enumerate().filter(|(_, phrase)| wordings(phrase)).map(|(at, _)| at).collect();
    if naming.is_empty() {
        return HashMap::new();
    }
    let targets = Targets::new(phrases.iter().map(|phrase| &**phrase));
    let mut made_with: HashMap<usize, Vec<PhraseId>> = HashMap::new();
    let mut made: Vec<(usize, Phrase)> = Vec::new();
    for at in naming {
        let Some(mut phrase) = phrases.get(at).map(|phrase| Phrase::clone(phrase)) else { continue };
        let own = std::iter::once(&mut phrase.body).chain(&mut phrase.variants).map(|body| (None, body));
        let translations = phrase.translations.iter_mut().map(|(language, body)| (Some(*language), body));
        for (language, body) in own.chain(translations) {
            if may_name_others(body) {
                let whole = put_in(body, language, &phrase.id, &targets);
                made_with.entry(at).or_default().extend(whole.through);
                *body = whole.template.to_string();
            }
        }
        made.push((at, phrase));
    }
    for (at, made) in made {
        if let Some(phrase) = phrases.get_mut(at) {
            *phrase = Arc::new(made);
        }
    }
    made_with
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::facts::Facts;

    fn phrase(id: &str, code: &str, body: &str) -> Phrase {
        Phrase { id: PhraseId(id.into()), code: code.into(), body: body.into(), ..Phrase::default() }
    }

    #[track_caller]
    fn check(phrases: &[Phrase], text: &str, problems: &[NestedProblem]) {
        let whole = put_in(&phrases[0].body, None, &phrases[0].id, &Targets::new(phrases));
        let filled = whole.template.fill(&Facts::default());
        assert_eq!(filled.text_with_gaps("[", "]"), text);
        assert_eq!(whole.problems, problems);
        assert_eq!(filled.text().is_some(), !text.contains('['));
    }

    #[test]
    fn a_phrase_is_put_in_by_its_code_or_id() {
        let close = phrase("close", "jw", "有需要随时找我～{|}");
        check(&[phrase("a", "", "好的，{>jw}"), close.clone()], "好的，有需要随时找我～", &[]);
        check(&[phrase("a", "", "好的，{>Close }{＞ＪＷ}"), close], "好的，有需要随时找我～有需要随时找我～", &[]);
        let codes_first = [phrase("a", "", "{>b}"), phrase("b", "x", "按编号"), phrase("c", "b", "按编码")];
        check(&codes_first, "按编码", &[]);
    }

    #[test]
    fn a_replaced_phrase_stands_for_its_successor() {
        let old = Phrase { successor: Some(PhraseId("new".into())), ..phrase("old", "fh", "旧的") };
        check(&[phrase("a", "", "{>fh}"), old, phrase("new", "", "新的")], "新的", &[]);
    }

    #[test]
    fn what_cannot_be_put_in_stays_open_and_is_told() {
        check(&[phrase("a", "", "好{>none}")], "好[>none]", &[NestedProblem::Missing("none".into())]);
        check(&[phrase("a", "aa", "好{>aa}")], "好[>aa]", &[NestedProblem::Cycle("aa".into())]);
        check(&[phrase("a", "", "1{>b}"), phrase("b", "", "2{>a}")], "12[>a]", &[NestedProblem::Cycle("a".into())]);
        let deep = ["a", "b", "c", "d", "e"].map(|id| {
            let next = char::from(id.as_bytes()[0] + 1);
            phrase(id, "", &format!("{id}{{>{next}}}"))
        });
        check(&deep, "abcd[>e]", &[NestedProblem::TooMuch("e".into())]);
    }

    #[test]
    fn phrases_that_multiply_are_bounded() {
        let many = |id: &str, next: &str| phrase(id, "", &format!("{{>{next}}}，").repeat(300));
        let phrases = [many("a", "b"), many("b", "c"), many("c", "d"), phrase("d", "", "好")];
        let whole = put_in(&phrases[0].body, None, &phrases[0].id, &Targets::new(&phrases));
        assert!(whole.template.pieces.len() < 6 * MOST_PIECES, "{}", whole.template.pieces.len());
        assert!(whole.problems.iter().all(|problem| matches!(problem, NestedProblem::TooMuch(_))));
    }

    #[test]
    fn all_wordings_of_all_phrases_are_made_whole() {
        let mut phrases = vec![
            Arc::new(Phrase { variants: vec!["嗯，{>jw}".into()], ..phrase("a", "", "{{好}}{>jw}") }),
            Arc::new(phrase("b", "jw", "再见{买家?亲}")),
        ];
        let made_with = put_in_all(&mut phrases);
        assert_eq!(
            (phrases[0].body.as_str(), phrases[0].variants[0].as_str()),
            ("{{好}}再见{买家?亲}", "嗯，再见{买家?亲}")
        );
        assert_eq!(made_with.get(&0).map(|with| with[0].0.as_str()), Some("b"));
        assert_eq!(made_with.len(), 1);
    }
}
