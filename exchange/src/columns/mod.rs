//! What the columns of a table mean, by their headers and never by their place, and how each is written into a cell
//! and read from it.

mod cells;
mod headers;

pub use cells::{join, split};
pub use headers::{OWN, find, mark};

use crate::cell;
use qinyu::{
    chat::{Mood, Stage},
    library::{IntentId, Language, Phrase, PhraseId},
};

/// What a column says of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// `Phrase::id`, and the mark of a table of our own.
    Id,
    /// `Phrase::code`.
    Code,
    /// `Phrase::group`.
    Group,
    /// `Phrase::title`.
    Title,
    /// `Phrase::body`.
    Body,
    /// Words beside an answer: another wording, or the body if there is no other.
    Wording,
    /// `Phrase::variants`.
    Variants,
    /// `Phrase::translations`.
    Translations,
    /// `Phrase::queries`.
    Queries,
    /// `Phrase::intents`.
    Intents,
    /// `Phrase::stages`.
    Stages,
    /// `Phrase::moods`.
    Moods,
    /// `Phrase::tags`.
    Tags,
    /// `Scope::trades`.
    Trades,
    /// `Scope::shops`.
    Shops,
    /// `Scope::platforms`.
    Platforms,
    /// `Validity::from`.
    From,
    /// `Validity::until`.
    Until,
    /// `Validity::hours`.
    Hours,
    /// `Validity::campaign`.
    Campaign,
    /// `Phrase::images`.
    Images,
    /// `Phrase::note`.
    Note,
    /// `Phrase::successor`.
    Successor,
    /// `Phrase::locked`.
    Locked,
}

/// A language's name before a translation.
const LANGUAGES: [(Language, &str); 2] = [(Language::Chinese, "zh"), (Language::English, "en")];

impl Column {
    /// The cell of a phrase, as it stands in our own tables.
    #[must_use]
    pub fn write(self, phrase: &Phrase) -> String {
        let text = match self {
            Self::Id => phrase.id.0.clone(),
            Self::Code => phrase.code.clone(),
            Self::Group => phrase.group.clone(),
            Self::Title => phrase.title.clone(),
            Self::Body => phrase.body.clone(),
            Self::Wording => String::new(),
            Self::Variants => join(&phrase.variants),
            Self::Translations => join(phrase.translations.iter().map(|(language, words)| {
                let name = LANGUAGES.iter().find(|(known, _)| known == language).map_or("zh", |(_, name)| name);
                format!("{name}: {words}")
            })),
            Self::Queries => join(&phrase.queries),
            Self::Intents => join(phrase.intents.iter().map(|intent| &intent.0)),
            Self::Stages => join(phrase.stages.iter().map(|stage| stage.name())),
            Self::Moods => join(phrase.moods.iter().map(|mood| mood.name())),
            Self::Tags => join(&phrase.tags),
            Self::Trades => join(&phrase.scope.trades),
            Self::Shops => join(&phrase.scope.shops),
            Self::Platforms => join(&phrase.scope.platforms),
            Self::From => phrase.validity.from.map(cells::day_text).unwrap_or_default(),
            Self::Until => phrase.validity.until.map(cells::day_text).unwrap_or_default(),
            Self::Hours => phrase.validity.hours.map(cells::hours_text).unwrap_or_default(),
            Self::Campaign => phrase.validity.campaign.clone(),
            Self::Images => join(&phrase.images),
            Self::Note => phrase.note.clone(),
            Self::Successor => phrase.successor.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
            Self::Locked => if phrase.locked { "是" } else { "" }.to_owned(),
        };
        cell::escape(&text)
    }

    /// Puts a cell into a phrase; false when a value can't be meant by it and was dropped.
    #[must_use]
    pub fn read(self, cell: &str, phrase: &mut Phrase) -> bool {
        let text = cell::unescape(cell);
        if text.is_empty() {
            return true;
        }
        match self {
            Self::Id => phrase.id = PhraseId(text.to_owned()),
            Self::Code => text.clone_into(&mut phrase.code),
            Self::Group => text.clone_into(&mut phrase.group),
            Self::Title => text.clone_into(&mut phrase.title),
            Self::Body => text.clone_into(&mut phrase.body),
            Self::Wording if phrase.body.trim().is_empty() => text.clone_into(&mut phrase.body),
            Self::Wording => phrase.variants.push(text.to_owned()),
            Self::Variants => phrase.variants.extend(split(text)),
            Self::Translations => return translations(text, phrase),
            Self::Queries => phrase.queries.extend(split(text)),
            Self::Intents => phrase.intents.extend(split(text).map(IntentId)),
            Self::Stages => return known(text, &mut phrase.stages, Stage::from_name),
            Self::Moods => return known(text, &mut phrase.moods, Mood::from_name),
            Self::Tags => phrase.tags.extend(split(text)),
            Self::Trades => phrase.scope.trades.extend(split(text)),
            Self::Shops => phrase.scope.shops.extend(split(text)),
            Self::Platforms => phrase.scope.platforms.extend(split(text)),
            Self::From => {
                phrase.validity.from = cells::day(text);
                return phrase.validity.from.is_some();
            }
            Self::Until => {
                phrase.validity.until = cells::day(text);
                return phrase.validity.until.is_some();
            }
            Self::Hours => {
                phrase.validity.hours = cells::hours(text);
                return phrase.validity.hours.is_some();
            }
            Self::Campaign => text.clone_into(&mut phrase.validity.campaign),
            Self::Images => phrase.images.extend(split(text)),
            Self::Note => text.clone_into(&mut phrase.note),
            Self::Successor => phrase.successor = Some(PhraseId(text.to_owned())),
            Self::Locked => {
                let yes = ["是", "yes", "y", "true", "1", "√"].contains(&text.trim().to_lowercase().as_str());
                let no = ["否", "no", "n", "false", "0"].contains(&text.trim().to_lowercase().as_str());
                phrase.locked = yes;
                return yes || no;
            }
        }
        true
    }

    /// The name in JSON and in problems.
    #[must_use]
    pub fn name(self) -> &'static str {
        OWN.iter().find(|(column, ..)| *column == self).map_or("wording", |(_, _, english)| english)
    }
}

fn known<T>(text: &str, list: &mut Vec<T>, named: fn(&str) -> Option<T>) -> bool {
    let mut all = true;
    for name in split(text) {
        match named(name.trim()) {
            Some(label) => list.push(label),
            None => all = false,
        }
    }
    all
}

fn translations(text: &str, phrase: &mut Phrase) -> bool {
    let mut all = true;
    for line in split(text) {
        let found = LANGUAGES
            .iter()
            .find_map(|(language, name)| Some((*language, line.strip_prefix(name)?.strip_prefix(": ")?.to_owned())));
        match found {
            Some(translation) => phrase.translations.push(translation),
            None => all = false,
        }
    }
    all
}
