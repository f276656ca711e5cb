//! What a [`Fix`] makes of a phrase. Part of [`lint`](super).

use super::{Field, Fix};
use crate::{
    library::{
        Phrase, PhraseId,
        facts::Kind,
        template::{Asked, Piece, Template},
    },
    text::normalize,
};

/// What is to be done with the library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mended {
    /// Phrases as they are to be.
    pub changed: Vec<Phrase>,
    /// A phrase that is to be deleted.
    pub deleted: Option<PhraseId>,
    /// A phrase of which the agent's own changes are to be dropped.
    pub reset: Option<PhraseId>,
}

impl Fix {
    /// What the fix makes of its phrase, and of the other one that it names, which `find` looks up.
    #[must_use]
    pub fn mend<'a>(&self, phrase: &Phrase, find: impl Fn(&PhraseId) -> Option<&'a Phrase>) -> Mended {
        let mut changed = phrase.clone();
        match self {
            Self::Set { field, text } => put(&mut changed, *field, text.clone()),
            Self::Clear(field) => put(&mut changed, *field, String::new()),
            Self::Delete => return Mended { deleted: Some(phrase.id.clone()), ..Mended::default() },
            Self::Reset => return Mended { reset: Some(phrase.id.clone()), ..Mended::default() },
            Self::MergeInto(id) => {
                let Some(into) = find(id) else { return Mended::default() };
                return Mended {
                    changed: vec![merged(into, phrase)],
                    deleted: Some(phrase.id.clone()),
                    ..Mended::default()
                };
            }
            Self::Rename { from, to } => rewrite(&mut changed, |piece| {
                if let Piece::Gap(gap) = piece
                    && gap.name == *from
                {
                    gap.name.clone_from(to);
                }
            }),
            Self::DropPictures(missing) => changed.images.retain(|entry| !missing.contains(entry)),
            Self::Declare(name) => rewrite(&mut changed, |piece| {
                if let Piece::Gap(gap) = piece
                    && gap.name == *name
                {
                    gap.asked = Some(Asked::Kind(Kind::Text));
                }
            }),
        }
        Mended { changed: vec![changed], ..Mended::default() }
    }
}

fn put(phrase: &mut Phrase, field: Field, text: String) {
    let place = match field {
        Field::Title => &mut phrase.title,
        Field::Code => &mut phrase.code,
        Field::Body => &mut phrase.body,
        Field::Variant(at) => match phrase.variants.get_mut(at) {
            Some(body) => body,
            None => return,
        },
        Field::Translation(at) => match phrase.translations.get_mut(at) {
            Some((_, body)) => body,
            None => return,
        },
        Field::From => return phrase.validity.from = None,
        Field::Until => return phrase.validity.until = None,
        Field::Successor => return phrase.successor = None,
        Field::Queries => return phrase.queries.clear(),
        Field::Pictures => return phrase.images.clear(),
        Field::Whole => return,
    };
    *place = text;
}

fn rewrite(phrase: &mut Phrase, change: impl Fn(&mut Piece)) {
    let translations = phrase.translations.iter_mut().map(|(_, body)| body);
    for body in std::iter::once(&mut phrase.body).chain(&mut phrase.variants).chain(translations) {
        let mut template = Template::parse(body);
        let before = template.pieces.clone();
        template.pieces.iter_mut().for_each(&change);
        if template.pieces != before {
            *body = template.to_string();
        }
    }
}

/// A phrase that has taken up another one; nothing of either is lost but the other's code, title, note and limits.
fn merged(into: &Phrase, other: &Phrase) -> Phrase {
    let mut merged = into.clone();
    let mut said: Vec<String> = std::iter::once(&into.body).chain(&into.variants).map(|body| normalize(body)).collect();
    for body in std::iter::once(&other.body).chain(&other.variants) {
        let words = normalize(body);
        if !said.contains(&words) {
            merged.variants.push(body.clone());
            said.push(words);
        }
    }
    for (language, body) in &other.translations {
        if !merged.translations.iter().any(|(known, _)| known == language) {
            merged.translations.push((*language, body.clone()));
        }
    }
    add_new(&mut merged.queries, &other.queries);
    add_new(&mut merged.intents, &other.intents);
    add_new(&mut merged.stages, &other.stages);
    add_new(&mut merged.tags, &other.tags);
    add_new(&mut merged.images, &other.images);
    if merged.code.trim().is_empty() {
        merged.code.clone_from(&other.code);
    }
    merged
}

fn add_new<T: Clone + PartialEq>(list: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !list.contains(other) {
            list.push(other.clone());
        }
    }
}
