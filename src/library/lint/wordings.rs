//! What each wording says: its gaps, the phrases within it, its length, its words. Part of [`lint`](super).

use super::{Finding, FindingKind, Fix, LONGEST, Linted, Place, bodies, forbidden};
use crate::{
    library::{
        facts::{FACTS, Facts, known},
        nested::{self, NestedProblem, Targets},
        policy::Required,
        template::{Piece, Template},
    },
    text::normalize,
};
use std::collections::{HashMap, HashSet};

/// Phrases in which a name stands that is the shop's own: in two it may be one slip, copied.
const OWN: usize = 3;

/// What the phrases together tell: the shop's own placeholders, and what `{>…}` names.
struct Library<'a> {
    /// Names of the shop's own.
    own: HashSet<&'a str>,
    targets: Targets<'a>,
}

pub(super) fn lint(phrases: &[Linted<'_>], dead: &[bool], found: &mut Vec<(usize, Finding)>) {
    let parsed: Vec<Vec<Template>> =
        phrases.iter().map(|one| bodies(one.phrase).map(|(_, _, body)| Template::parse(body)).collect()).collect();
    let library = Library { own: own_names(&parsed), targets: Targets::new(phrases.iter().map(|one| one.phrase)) };
    for (at, one) in phrases.iter().enumerate().filter(|(at, _)| dead.get(*at) != Some(&true)) {
        let mut told: HashSet<String> = HashSet::new();
        for ((field, language, body), template) in bodies(one.phrase).zip(parsed.get(at).into_iter().flatten()) {
            let mut add = |kind, bytes, fix| {
                let place = Place { field, bytes };
                found.push((at, Finding { phrase: one.phrase.id.clone(), kind, place, fix }));
            };
            // As it is read is how it stays, printed without what is wrong.
            for problem in &template.problems {
                let fix = Fix::Set { field, text: template.to_string() };
                add(FindingKind::Template(problem.kind), Some(problem.place.clone()), Some(fix));
            }
            for gap in template.gaps().filter(|gap| gap.asked.is_none() && gap.question.is_none()) {
                if known(&gap.name).is_none()
                    && !library.own.contains(gap.name.as_str())
                    && told.insert(gap.name.clone())
                {
                    let meant = library.meant(&gap.name);
                    let fix = match meant.clone() {
                        Some(to) => Fix::Rename { from: gap.name.clone(), to },
                        None => Fix::Declare(gap.name.clone()),
                    };
                    let bytes = body.find(&gap.name).map(|from| from..from + gap.name.len());
                    add(FindingKind::UnknownPlaceholder { name: gap.name.clone(), meant }, bytes, Some(fix));
                }
            }
            let whole = if template.nested().next().is_some() {
                let whole = nested::put_in(body, language, &one.phrase.id, &library.targets);
                for problem in whole.problems {
                    let (kind, target) = match problem {
                        NestedProblem::Missing(target) => (FindingKind::NestedMissing(target.clone()), target),
                        NestedProblem::Cycle(target) => (FindingKind::NestedCycle(target.clone()), target),
                        NestedProblem::TooMuch(target) => (FindingKind::NestedTooMuch(target.clone()), target),
                    };
                    let fix = Fix::Set { field, text: without(template, &target) };
                    let stands_here = template.nested().any(|name| name == target);
                    let bytes = body.find(&target).map(|from| from..from + target.len());
                    add(kind, bytes, Some(fix).filter(|_| stands_here));
                }
                whole.template
            } else {
                template.clone()
            };
            let text = whole.fill(&Facts::default()).text_with_gaps("", "");
            let length = text.chars().count();
            if length > LONGEST {
                add(FindingKind::TooLong(length), None, None);
            }
            let words = said(template);
            if let Some(word) = forbidden::outside(&words) {
                add(FindingKind::OutsideContact(word.to_owned()), None, None);
            }
            for rule in one.policy.forbidden.iter().filter(|rule| rule.is_said_in(&words)) {
                let fix = forbidden::said_otherwise(body, rule).map(|text| Fix::Set { field, text });
                let bytes = body.find(&rule.word).map(|from| from..from + rule.word.len());
                add(FindingKind::Forbidden(rule.word.clone()), bytes, fix);
            }
            let lacking = |rule: &&Required| rule.is_about(one.phrase) && rule.lacks_in(&whole);
            for rule in one.policy.required.iter().filter(lacking) {
                add(FindingKind::Required(rule.placeholder.clone()), None, None);
            }
        }
    }
}

/// A wording's own words, fallbacks and options too.
fn said(template: &Template) -> String {
    let gaps = template.gaps().filter_map(|gap| gap.fallback.clone());
    let texts = template.pieces.iter().map(|piece| match piece {
        Piece::Text(words) => words.clone(),
        Piece::Gap(_) | Piece::Nested(_) | Piece::Caret => " ".to_owned(),
    });
    texts.chain(gaps.map(|fallback| format!("\n{fallback}"))).collect()
}

/// A body that no longer names a phrase.
fn without(template: &Template, target: &str) -> String {
    let pieces = template.pieces.iter().filter(|piece| !matches!(piece, Piece::Nested(name) if name == target));
    Template { pieces: pieces.cloned().collect(), problems: Vec::new() }.to_string()
}

/// Names that several phrases use, or that one says how to ask for.
fn own_names(parsed: &[Vec<Template>]) -> HashSet<&str> {
    let mut used: HashMap<&str, usize> = HashMap::new();
    for phrase in parsed {
        let mut seen: HashSet<&str> = HashSet::new();
        for gap in phrase.iter().flat_map(Template::gaps) {
            if known(&gap.name).is_none() && seen.insert(&gap.name) {
                *used.entry(&gap.name).or_default() += 1;
            }
            if gap.asked.is_some() || gap.question.is_some() {
                *used.entry(&gap.name).or_default() += OWN;
            }
        }
    }
    used.into_iter().filter(|(_, times)| *times >= OWN).map(|(name, _)| name).collect()
}

impl Library<'_> {
    /// The fact, or the name of the shop's own, that is nearly the same.
    fn meant(&self, name: &str) -> Option<String> {
        let facts = FACTS.iter().flat_map(|fact| [fact.chinese, fact.id]);
        let names = facts.chain(self.own.iter().copied());
        let near = names.filter_map(|known| {
            let distance = distance(&folded(name), &folded(known));
            // One slip in a short name, two in a long one.
            let slips = if known.chars().count() > 5 { 2 } else { 1 };
            (distance <= slips && distance < known.chars().count()).then_some((distance, known))
        });
        near.min().map(|(_, known)| known.to_owned())
    }
}

/// A name without what tells nobody anything: width, case, spaces, hyphens.
fn folded(name: &str) -> Vec<char> {
    normalize(name).chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '.')).collect()
}

/// Levenshtein's distance: characters put in, taken out or changed.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.iter().skip(1)) {
            let best = (corner + usize::from(a != b)).min(left + 1).min(above + 1);
            corner = *above;
            left = best;
            next.push(best);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
