//! What a format can't hold, counted before anything is written, so that the person can choose another one.

use crate::{
    Field, Format, Loss,
    formats::{espanso_body, has_long_cell, is_over, reply, title_of},
    gaps::{Syntax, export},
};
use qinyu::library::Phrase;
use std::collections::BTreeMap;

/// Limits of 飞牛: characters of a code, a phrase, a group.
const FEINIU: (usize, usize, usize) = (4, 430, 10);

/// What `ChatGPT-On-CS` reads as more than words begins so.
const MARKS: char = '[';
/// What ends a tag in a cell of tags.
const TAG_ENDS: &[char] = &[',', '，', '、', ';', '；', '|', '\n', '\r'];

/// The fields that a format has a place for.
fn held(format: Format) -> &'static [Field] {
    match format {
        Format::Csv | Format::Xlsx | Format::Pack => ALL,
        Format::Qianniu | Format::Feiniu | Format::ShopWorkbook => &[Field::Code, Field::Group],
        Format::Chatwoot => &[Field::Code],
        Format::SpeechRepo => &[Field::Group, Field::Tags],
        Format::ChatgptOnCs => &[Field::Queries, Field::Variants, Field::Images, Field::Platforms],
        Format::Espanso => &[Field::Code, Field::Title, Field::Tags],
        Format::Beeftext => &[Field::Code, Field::Title, Field::Group, Field::Note],
        Format::TextBlaze => &[Field::Code, Field::Title, Field::Group],
        Format::Questions => &[Field::Group, Field::Queries, Field::Variants],
        Format::Gorgias | Format::Zendesk | Format::Intercom => &[Field::Title, Field::Group, Field::Tags],
    }
}

const ALL: &[Field] = &[
    Field::Id,
    Field::Code,
    Field::Group,
    Field::Title,
    Field::Variants,
    Field::Translations,
    Field::Queries,
    Field::Intents,
    Field::Stages,
    Field::Moods,
    Field::Tags,
    Field::Trades,
    Field::Shops,
    Field::Platforms,
    Field::Validity,
    Field::Images,
    Field::Note,
    Field::Successor,
    Field::Locked,
];

/// What would be lost, most basic field first.
#[must_use]
pub fn losses(phrases: &[Phrase], format: Format) -> Vec<Loss> {
    let mut counts: BTreeMap<Field, usize> = BTreeMap::new();
    for phrase in phrases {
        let mut count = |field: Field, lost: bool| {
            if lost {
                *counts.entry(field).or_default() += 1;
            }
        };
        for field in ALL.iter().filter(|field| !held(format).contains(field)) {
            count(*field, is_set(*field, phrase));
        }
        let (gaps, marks) = body_losses(phrase, format);
        count(Field::Gaps, gaps);
        count(Field::Marks, marks);
        count(Field::Length, is_too_long(phrase, format));
    }
    counts.into_iter().map(|(field, phrases)| Loss { field, phrases }).collect()
}

fn is_set(field: Field, phrase: &Phrase) -> bool {
    match field {
        Field::Id => !phrase.id.0.is_empty(),
        Field::Code => !phrase.code.is_empty(),
        Field::Group => !phrase.group.is_empty(),
        // One that the body gives again is no loss.
        Field::Title => !phrase.title.is_empty() && phrase.title != title_of(&phrase.body),
        Field::Variants => !phrase.variants.is_empty(),
        Field::Translations => !phrase.translations.is_empty(),
        Field::Queries => !phrase.queries.is_empty(),
        Field::Intents => !phrase.intents.is_empty(),
        Field::Stages => !phrase.stages.is_empty(),
        Field::Moods => !phrase.moods.is_empty(),
        Field::Tags => !phrase.tags.is_empty(),
        Field::Trades => !phrase.scope.trades.is_empty(),
        Field::Shops => !phrase.scope.shops.is_empty(),
        Field::Platforms => !phrase.scope.platforms.is_empty(),
        Field::Validity => phrase.validity != qinyu::library::Validity::default(),
        Field::Images => !phrase.images.is_empty(),
        Field::Note => !phrase.note.is_empty(),
        Field::Successor => phrase.successor.is_some(),
        Field::Locked => phrase.locked,
        Field::Gaps | Field::Marks | Field::Length => false,
    }
}

/// Whether gaps, and whether marks, of the words would change.
fn body_losses(phrase: &Phrase, format: Format) -> (bool, bool) {
    let syntax = match format {
        Format::Csv | Format::Xlsx | Format::Pack => return (false, false),
        Format::Beeftext => Syntax::Beeftext,
        Format::TextBlaze => Syntax::TextBlaze,
        Format::Espanso => {
            let out = espanso_body(&phrase.body);
            return (out.gaps_lost, out.marks_lost);
        }
        Format::Gorgias | Format::Zendesk | Format::Intercom => Syntax::Liquid,
        _ => Syntax::Braces,
    };
    let bodies: Vec<&String> = match format {
        Format::ChatgptOnCs => std::iter::once(&phrase.body).chain(&phrase.variants).collect(),
        _ => vec![&phrase.body],
    };
    let out: Vec<_> = bodies.iter().map(|body| export(body, syntax)).collect();
    let separators = match format {
        Format::ChatgptOnCs => {
            let cut = |words: &str| words.trim() != words || words.is_empty() || words.contains(MARKS);
            let wordings = out.iter().any(|out| cut(&out.text));
            let keyword = |words: &String| cut(words) || words.contains(['|', '\n', '\r']);
            wordings || phrase.queries.iter().any(keyword) || phrase.images.iter().any(|name| cut(name))
        }
        Format::SpeechRepo => {
            let cut = |tag: &String| tag.trim() != tag || tag.is_empty() || tag.contains(TAG_ENDS);
            phrase.tags.iter().any(cut)
        }
        _ => false,
    };
    (out.iter().any(|out| out.gaps_lost), separators || out.iter().any(|out| out.marks_lost))
}

fn is_too_long(phrase: &Phrase, format: Format) -> bool {
    match format {
        Format::Feiniu => {
            let over = |text: &str, limit| text.chars().count() > limit;
            over(&phrase.code, FEINIU.0) || over(&phrase.body, FEINIU.1) || over(&phrase.group, FEINIU.2)
        }
        Format::Xlsx => has_long_cell(phrase),
        Format::ChatgptOnCs => is_over(&reply(phrase)) || is_over(&phrase.queries.join("|")),
        _ => false,
    }
}
