//! What is wrong with the phrases of a pack or a library, each with its place and, where it can be told, a [`Fix`] that one
//! click applies. Pure: the panel puts findings into words, [`Fix::mend`] says what a fix makes of a phrase.
//!
//! `codes` and `twins` look at phrases side by side, `wordings` at what each one
//! says, this file at its time, its successor and what it lacks.

mod codes;
mod fix;
mod forbidden;
mod pictures;
mod topic;
mod twins;
mod wordings;

pub use fix::Mended;
pub use topic::Topic;

use super::{
    Language, Phrase, PhraseId,
    collection::{Library, Shown},
    facts::Facts,
    kept_pack::Entry,
    policy::Policy,
    template::{ProblemKind, Template},
};
use crate::{day::Day, sorting::sort_by_key};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Characters beyond which a reply is too long for a chat.
pub const LONGEST: usize = 700;
/// Characters of a title that is made of a body.
const TITLE: usize = 12;
/// Characters from which a clause tells what a reply is about: "您好" and "亲" do not.
const TELLING: usize = 4;

/// Something wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The phrase.
    pub phrase: PhraseId,
    /// What is wrong.
    pub kind: FindingKind,
    /// Where.
    pub place: Place,
    /// What one click would do about it.
    pub fix: Option<Fix>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// A body reads otherwise than its author can have meant it.
    Template(ProblemKind),
    /// A name that is no known fact and stands in hardly any other phrase; `meant` is one that is nearly the same.
    UnknownPlaceholder {
        /// The name.
        name: String,
        /// What was meant.
        meant: Option<String>,
    },
    /// No phrase has the code or id that is to be put in.
    NestedMissing(String),
    /// A phrase would be put into itself.
    NestedCycle(String),
    /// Phrases stand too deep in one another, or too many of them.
    NestedTooMuch(String),
    /// So many characters, more than [`LONGEST`].
    TooLong(usize),
    /// A word that the team does not want to be said.
    Forbidden(String),
    /// Words that lead the buyer away from the platform, which punishes it.
    OutsideContact(String),
    /// A placeholder that the team wants in phrases of this group.
    Required(String),
    /// No title: it can't be told from others in a list.
    NoTitle,
    /// Nobody wrote down how buyers ask for it.
    NoPhrasing,
    /// Another phrase has the same code, and comes first.
    CodeTaken(PhraseId),
    /// The code begins another phrase's code.
    CodeBeginsAnother(PhraseId),
    /// The phrase is never offered; its code leads nowhere.
    CodeDead,
    /// Nearly the same as another phrase, in percent.
    Twin {
        /// The other one.
        of: PhraseId,
        /// How like it is; 100 is the same but for spaces, width and punctuation.
        percent: usize,
    },
    /// Its last day has passed.
    Expired(Day),
    /// Its last day lies before its first.
    NeverValid,
    /// The phrase that took its place is not there.
    SuccessorMissing(PhraseId),
    /// The phrases that took its place lead back to it: none is offered.
    SuccessorCycle(PhraseId),
    /// The agent's own changes of a phrase that the team locked; they are not used.
    LockedOverride,
    /// So many of its pictures are not here.
    PicturesMissing(usize),
}

/// A part of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The whole of it.
    Whole,
    /// The title.
    Title,
    /// The code.
    Code,
    /// The body.
    Body,
    /// A variant, by its place from 0.
    Variant(usize),
    /// The translation at this place, from 0.
    Translation(usize),
    /// How buyers ask for it.
    Queries,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// What took its place.
    Successor,
    /// The pictures that go with it.
    Pictures,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In which part.
    pub field: Field,
    /// Which bytes of its text, where that can be told.
    pub bytes: Option<Range<usize>>,
}

/// What one click does; [`Fix::mend`] does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Writes this into a part.
    Set {
        /// The part.
        field: Field,
        /// Its text.
        text: String,
    },
    /// Empties a part.
    Clear(Field),
    /// Deletes the phrase.
    Delete,
    /// Takes the phrase into another one: its body as a variant, its buyer phrasings, tags and intents.
    MergeInto(PhraseId),
    /// Gives a placeholder another name, in every wording.
    Rename {
        /// Its name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Says of a placeholder that the agent is asked for it: `{口味|文字}`.
    Declare(String),
    /// Drops the agent's own changes.
    Reset,
    /// Names these pictures no longer.
    DropPictures(Vec<String>),
}

/// A phrase to be looked at.
#[derive(Debug, Clone, Copy)]
pub struct Linted<'a> {
    /// The phrase, as the agent sees it.
    pub phrase: &'a Phrase,
    /// The trade of its pack.
    pub trade: Option<&'a str>,
    /// The rules that hold for it.
    pub policy: &'a Policy,
    /// The agent changed it although the team locked it.
    pub has_unused_changes: bool,
}

/// Everything wrong with these phrases, in their order. `today` tells what has expired; without it nothing has.
#[must_use]
pub fn lint(phrases: &[Linted<'_>], today: Option<Day>) -> Vec<Finding> {
    let by_id: HashMap<&PhraseId, &Phrase> = phrases.iter().map(|one| (&one.phrase.id, one.phrase)).collect();
    let is_dead = |phrase: &Phrase| {
        phrase.successor.as_ref().is_some_and(|id| by_id.contains_key(id)) || expired(phrase, today).is_some()
    };
    let dead: Vec<bool> = phrases.iter().map(|one| is_dead(one.phrase)).collect();
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for (at, one) in phrases.iter().enumerate() {
        let mut add = |kind, field, fix| {
            let place = Place { field, bytes: None };
            found.push((at, Finding { phrase: one.phrase.id.clone(), kind, place, fix }));
        };
        if one.has_unused_changes {
            add(FindingKind::LockedOverride, Field::Whole, Some(Fix::Reset));
        }
        times(one.phrase, today, &mut add);
        successors(one.phrase, &by_id, &mut add);
        if !dead.get(at).copied().unwrap_or_default() {
            lacks(one, &mut add);
        }
    }
    let live = |at: &usize| !dead.get(*at).copied().unwrap_or_default();
    codes::lint(phrases, &dead, &mut found);
    twins::lint(phrases, &(0..phrases.len()).filter(live).collect::<Vec<_>>(), &mut found);
    wordings::lint(phrases, &dead, &mut found);
    sort_by_key(&mut found, |(at, finding)| (*at, finding.place.field));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Everything wrong with a library as the agent sees it, put-away phrases aside. What a team forbids holds for the agent's
/// own phrases too: they are said in the team's shop. `has_picture` knows the names of the pictures that are there.
#[must_use]
pub fn lint_library(
    library: &Library,
    shown: &[Shown],
    today: Option<Day>,
    has_picture: &dyn Fn(&str) -> bool,
) -> Vec<Finding> {
    let mut policies = library.policies();
    let everywhere: Vec<_> = policies.values().flat_map(|policy| &policy.forbidden).cloned().collect();
    for policy in policies.values_mut() {
        policy.forbidden.clone_from(&everywhere);
    }
    let shipped = Policy { forbidden: everywhere, ..Policy::default() };
    let own = |id: &PhraseId| library.personal().and_then(|pack| pack.entries.get(&id.0));
    let holds_any = |entry: &Entry| entry.is_alive && !entry.held().is_empty();
    let starters = library.starters.iter().map(|pack| (pack.id.as_str(), pack.trade.as_deref()));
    let trades: HashMap<&str, Option<&str>> =
        starters.chain(library.packs.iter().map(|pack| (pack.about.id.as_str(), pack.trade()))).collect();
    let linted = shown.iter().filter(|one| !one.is_hidden).map(|one| Linted {
        phrase: &one.phrase,
        trade: trades.get(one.pack.as_str()).copied().flatten(),
        policy: policies.get(&one.pack).unwrap_or(&shipped),
        has_unused_changes: one.is_fixed && own(&one.phrase.id).is_some_and(holds_any),
    });
    let linted: Vec<_> = linted.collect();
    let mut found = lint(&linted, today);
    pictures::lint(&linted, has_picture, &mut found);
    found
}

/// The last day of a phrase that has passed.
fn expired(phrase: &Phrase, today: Option<Day>) -> Option<Day> {
    phrase.validity.until.filter(|until| today.is_some_and(|today| *until < today))
}

fn times(phrase: &Phrase, today: Option<Day>, add: &mut impl FnMut(FindingKind, Field, Option<Fix>)) {
    let (from, until) = (phrase.validity.from, phrase.validity.until);
    if let Some(until) = expired(phrase, today) {
        add(FindingKind::Expired(until), Field::Until, Some(Fix::Delete));
    } else if from.zip(until).is_some_and(|(from, until)| until < from) {
        add(FindingKind::NeverValid, Field::From, Some(Fix::Clear(Field::From)));
    }
}

fn successors(
    phrase: &Phrase,
    by_id: &HashMap<&PhraseId, &Phrase>,
    add: &mut impl FnMut(FindingKind, Field, Option<Fix>),
) {
    let fix = Some(Fix::Clear(Field::Successor));
    let Some(successor) = &phrase.successor else { return };
    let mut passed = HashSet::from([&phrase.id]);
    let mut next = Some(successor);
    while let Some(id) = next {
        let Some(following) = by_id.get(id) else {
            if id == successor {
                add(FindingKind::SuccessorMissing(id.clone()), Field::Successor, fix);
            }
            return;
        };
        if !passed.insert(id) {
            if *id == phrase.id {
                add(FindingKind::SuccessorCycle(successor.clone()), Field::Successor, fix);
            }
            return;
        }
        next = following.successor.as_ref();
    }
}

fn lacks(one: &Linted<'_>, add: &mut impl FnMut(FindingKind, Field, Option<Fix>)) {
    let phrase = one.phrase;
    if phrase.title.trim().is_empty() {
        let fix = title_of(&phrase.body).map(|text| Fix::Set { field: Field::Title, text });
        add(FindingKind::NoTitle, Field::Title, fix);
    }
    if phrase.queries.iter().all(|query| query.trim().is_empty()) {
        add(FindingKind::NoPhrasing, Field::Queries, None);
    }
}

/// A title made of a body: its first clause that says something, without values.
fn title_of(body: &str) -> Option<String> {
    let words = Template::parse(body).fill(&Facts::default()).text_with_gaps("", "");
    let mut clauses = words.split(|c: char| !c.is_alphanumeric() && c != ' ').map(str::trim);
    let length = |clause: &&str| clause.chars().count();
    let telling = clauses.clone().find(|clause| length(clause) >= TELLING);
    let clause = telling.or_else(|| clauses.clone().max_by_key(length)).filter(|_| clauses.any(|c| !c.is_empty()))?;
    Some(clause.chars().take(TITLE).collect::<String>().trim_end().to_owned())
}

/// A phrase's wordings, each with the part that it stands in and its language if it is a translation.
fn bodies(phrase: &Phrase) -> impl Iterator<Item = (Field, Option<Language>, &str)> {
    let variants = phrase.variants.iter().enumerate().map(|(at, body)| (Field::Variant(at), None, body.as_str()));
    let translations = phrase.translations.iter().enumerate();
    let translations =
        translations.map(|(at, (language, body))| (Field::Translation(at), Some(*language), body.as_str()));
    std::iter::once((Field::Body, None, phrase.body.as_str())).chain(variants).chain(translations)
}

#[cfg(test)]
mod tests;
