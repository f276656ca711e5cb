//! What the check of the library found, by topic, each with a click to mend it and one to open the phrase. Part of the
//! `library` tab.

use super::{findings, icon, library, library_words::LibraryWords};
use crate::{
    library::{
        Language, Phrase, PhraseId,
        collection::Shown,
        kept_pack::Owner,
        lint::{Field, Finding, Fix},
    },
    panel::{
        desk::{PAGE, finding_id},
        library::findings::can_mend,
        state::State,
    },
};
use maud::{Markup, html};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Characters of a phrase that are shown on each side of the place that is meant.
const AROUND: usize = 14;
/// Characters of a body that stands for a missing title.
const TITLE: usize = 20;

/// The words of the check in one language.
pub(super) struct CheckWords {
    pub(super) check: &'static str,
    all_well: &'static str,
    count: fn(usize) -> String,
}

pub(super) const fn words(language: Language) -> &'static CheckWords {
    match language {
        Language::Chinese => &CheckWords {
            check: "检查",
            all_well: "都查过了，没有要改的",
            count: |count| format!("查出 {count} 处，能一键改的点一下就好，改错了可以撤销"),
        },
        Language::English => &CheckWords {
            check: "Check",
            all_well: "All checked, nothing to mend",
            count: |count| format!("{count} found; one click mends, undo takes it back"),
        },
    }
}

/// What the agent knows a phrase by.
pub(super) fn name(state: &State, id: &PhraseId) -> String {
    state.phrase(id).map_or_else(|| id.0.clone(), |one| name_of(&one.phrase))
}

fn name_of(phrase: &Phrase) -> String {
    if phrase.title.trim().is_empty() { phrase.body.chars().take(TITLE).collect() } else { phrase.title.clone() }
}

pub(super) fn view(state: &State, found: &[Finding], words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    let own = self::words(language);
    let shown = state.desk.rows.max(PAGE);
    let page: Vec<(usize, &Finding)> = found.iter().enumerate().take(shown).collect();
    let phrases = named(state, &page);
    html! {
        div.bar {
            button.plain type="button" data-action="go" data-name="list" { (icon("arrow-left")) (words.back) }
            (library::tool("undo", "undo-2", words.undo, state.history().last().is_some()))
            (library::tool("redo", "redo-2", words.redo, state.history().next().is_some()))
        }
        h1.unseen { (own.check) }
        @if found.is_empty() {
            div.blank role="status" { (icon("check")) p { (own.all_well) } }
        } @else {
            p.hint role="status" { ((own.count)(found.len())) }
        }
        @for group in page.chunk_by(|(_, one), (_, next)| one.kind.topic() == next.kind.topic()) {
            @if let Some(topic) = group.first().map(|(_, first)| first.kind.topic()) {
                section.group {
                    h2 {
                        (findings::topic(topic, language)) " "
                        span.count { (found.iter().filter(|one| one.kind.topic() == topic).count()) }
                    }
                    ul.list {
                        @for (place, finding) in group { (row(state, *place, finding, &phrases, words)) }
                    }
                }
            }
        }
        @if found.len() > shown {
            button.plain.alone type="button" data-action="more" { (words.more) }
        }
    }
}

/// The phrases that findings name, found in one pass.
fn named<'a>(state: &'a State, page: &[(usize, &Finding)]) -> HashMap<&'a PhraseId, &'a Shown> {
    let others = page.iter().filter_map(|(_, finding)| finding.other());
    let wanted: HashSet<&PhraseId> = page.iter().map(|(_, finding)| &finding.phrase).chain(others).collect();
    let shown = state.shown_phrases.iter().filter(|one| wanted.contains(&one.phrase.id));
    shown.map(|one| (&one.phrase.id, one)).collect()
}

fn row(
    state: &State,
    place: usize,
    finding: &Finding,
    phrases: &HashMap<&PhraseId, &Shown>,
    words: &LibraryWords,
) -> Markup {
    let language = state.settings.language;
    let title = |id: &PhraseId| phrases.get(id).map_or_else(|| id.0.clone(), |one| name_of(&one.phrase));
    let one = phrases.get(&finding.phrase);
    let fix = finding.fix.as_ref().filter(|_| can_mend(&state.library, finding));
    html! {
        li.finding data-finding=(finding.phrase.0) {
            p {
                bdi.title { (title(&finding.phrase)) }
                @if one.is_some_and(|one| one.is_fixed) { " " span.count { (icon("lock")) (words.locked) } }
            }
            p { bdi { (findings::finding(&finding.kind, language, title)) } }
            @if let Some(one) = one { (excerpt(&one.phrase, finding)) }
            div.row {
                @if let Some(fix) = fix {
                    button.plain type="button" id=(finding_id(place)) data-action="mend" data-name=(place) {
                        (icon("check"))
                        @if *fix == Fix::Delete && one.is_some_and(|one| matches!(one.owner, Owner::Team | Owner::Starter)) { (words.put_away) }
                        @else { (findings::fix(fix, language, title)) }
                    }
                }
                button.quiet type="button" id=[fix.is_none().then(|| finding_id(place))] data-action="open" data-name=(finding.phrase.0)
                    aria-label={ (words.open) " " (title(&finding.phrase)) } title=(words.open) { (icon("pencil")) }
            }
        }
    }
}

/// The words that are meant, with a few around them.
fn excerpt(phrase: &Phrase, finding: &Finding) -> Markup {
    let text = match finding.place.field {
        Field::Body => Some(&phrase.body),
        Field::Variant(at) => phrase.variants.get(at),
        Field::Translation(at) => phrase.translations.get(at).map(|(_, body)| body),
        _ => None,
    };
    let parts = text.zip(finding.place.bytes.as_ref()).and_then(|(text, bytes)| around(text, bytes));
    html! {
        @if let Some((before, meant, after)) = parts {
            p.excerpt dir="auto" { (before) mark { (meant) } (after) }
        }
    }
}

/// The text at a place, with what stands before and after it.
fn around<'a>(text: &'a str, bytes: &Range<usize>) -> Option<(String, &'a str, String)> {
    let (before, meant) = (text.get(..bytes.start)?, text.get(bytes.clone())?);
    let after = text.get(bytes.end..)?;
    let skipped = before.chars().count().saturating_sub(AROUND);
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    let head: String = before.chars().skip(skipped).collect();
    let tail: String = after.chars().take(AROUND).collect();
    let is_cut = tail.len() < after.len();
    Some((format!("{}{head}", dots(skipped > 0)), meant, format!("{tail}{}", dots(is_cut))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_what_stands_around_it() {
        let text = "一二三四五六七八九十一二三四五保证甲乙";
        let at = text.find("保证").unwrap();
        let (before, meant, after) = around(text, &(at..at + 6)).unwrap();
        assert_eq!((before.as_str(), meant, after.as_str()), ("…二三四五六七八九十一二三四五", "保证", "甲乙"));
        assert_eq!(around(text, &(1..4)), None, "a place of another text shows nothing");
    }
}
