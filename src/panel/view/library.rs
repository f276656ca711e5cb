//! The library tab: the search box and what it finds. The `editor` writes a phrase, `packs`
//! exchanges them.

use super::{
    check, conflicts, editor, findings, gaps, icon, library_names, library_words as words, library_words::LibraryWords,
    offers, pack_room, packs, restore, sharing, shop, sign,
};
use crate::{
    library::{
        collection::Shown,
        kept_pack::Owner,
        search::Field,
        validity::{Circumstances, refusal},
    },
    panel::{
        desk::{PAGE, Room, Scope, listed, row_id},
        find::Found,
        pick::{ASKED_CHARS, spans},
        state::State,
    },
};
use maud::{Markup, html};
use std::{collections::BTreeSet, ops::Range};

/// Items that are shown above the phrases: they must not push them away.
const ITEMS: usize = 2;

pub(super) fn view(state: &State) -> Markup {
    let words = words::words(state.settings.language);
    match &state.desk.room {
        Room::List => list(state, words),
        Room::Editor(id) => editor::view(state, id, words),
        Room::Packs => packs::view(state, words),
        Room::Plan(plan) => packs::plan(state, plan, words),
        Room::Restore(restore) => restore::view(state, restore, words),
        Room::Encoding(candidates) => sharing::encodings(candidates, words, state.settings.language),
        Room::Writing(writing) => {
            let title = state.library.pack(&writing.pack).map(|pack| packs::title(pack, words)).unwrap_or_default();
            sharing::writing(writing, &title, words, state.settings.language)
        }
        Room::Conflicts => conflicts::view(state, words),
        Room::Pack(id) => pack_room::view(state, id, words),
        Room::Signing(pack) => sign::room(state, pack, words),
        Room::Findings(found) => check::view(state, found, words),
        Room::Gaps => gaps::view(state, words),
    }
}

fn list(state: &State, words: &LibraryWords) -> Markup {
    let rows = listed(state);
    let shown = state.desk.rows.max(PAGE);
    let conflicts = conflicts::open_conflicts(state, words).len();
    let here = state.circumstances();
    html! {
        h1.unseen { (words.all) }
        div.finder {
            input id="search" type="search" autocomplete="off" spellcheck="false" dir="auto" data-action="search"
                role="combobox" aria-expanded="true" aria-controls="found" aria-label=(words.search) placeholder=(words.search) value=(state.desk.query);
            button.primary type="button" data-action="new" { (icon("plus")) (words.new) }
        }
        div.filters {
            select id="scope" data-action="scope" aria-label=(words.scope) {
                @for (scope, label) in scopes(state, words) {
                    option value=(scope.name()) selected[state.desk.scope == scope] { (label) }
                }
            }
            select id="group" data-action="group" aria-label=(words.group) {
                option value="" selected[state.desk.group.is_empty()] { (words.all_groups) }
                @for group in groups(state) {
                    @let depth = group.matches('/').count();
                    option value=(group) selected[state.desk.group == group] {
                        (indent(depth)) (group.rsplit('/').next().unwrap_or_default())
                    }
                }
            }
            (tool("undo", "undo-2", words.undo, state.history().last().is_some()))
            (tool("redo", "redo-2", words.redo, state.history().next().is_some()))
        }
        div.summary {
            span role="status" { ((words.count)(rows.len())) }
            @if conflicts > 0 {
                button.link type="button" data-action="go" data-name="conflicts" { (icon("git-merge")) ((words.conflicts)(conflicts)) }
            }
            button.link type="button" data-action="go" data-name="findings" { (icon("list-checks")) (check::words(state.settings.language).check) }
            (gaps::entry(state))
            button.link type="button" data-action="go" data-name="packs" { (icon("package")) (words.packs) }
        }
        (items(state))
        @if rows.is_empty() {
            p.blank-line { (if state.desk.query.trim().is_empty() { words.none_at_all } else { words.none }) }
        }
        ul.found id="found" {
            @for (place, found) in rows.iter().take(shown).enumerate() {
                @if let Some(one) = state.shown_phrases.get(found.at) { (row(state, place, one, found, &here, words)) }
            }
        }
        @if rows.len() > shown {
            button.plain.alone type="button" data-action="more" { (words.more) }
        }
    }
}

/// The items that the query means, to be offered by hand: an agent types what comes to mind, be it a phrase or an item.
fn items(state: &State) -> Markup {
    let offer = shop::OFFER.of(state.settings.language);
    let query = state.desk.query.trim();
    let found = if query.is_empty() { Vec::new() } else { state.find_items(query, ITEMS) };
    let catalog = &state.selling.shop.catalog;
    html! {
        @if !found.is_empty() {
            ul.items.found-items {
                @for item in found.into_iter().filter_map(|place| catalog.get(place)) {
                    li.item {
                        button.use type="button" data-action="offer_by_hand" data-name=(item.id.0) title=(offer)
                            aria-label={ (offer) " " (item.title) } {
                            (offers::tile(item))
                            span.what {
                                bdi.title { (item.title) }
                                span.about { (shop::about(state.settings.language, item)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a deeper folder is set in by.
fn indent(depth: usize) -> String {
    "\u{3000}".repeat(depth.min(8))
}

pub(super) fn tool(action: &str, name: &str, label: &str, is_ready: bool) -> Markup {
    html! {
        button.quiet type="button" data-action=(action) aria-label=(label) title=(label) disabled[!is_ready] { (icon(name)) }
    }
}

fn scopes(state: &State, words: &LibraryWords) -> Vec<(Scope, String)> {
    let language = state.settings.language;
    let mut scopes = vec![(Scope::All, words.all.to_owned())];
    for pack in &state.library.packs {
        scopes.push((Scope::Pack(pack.about.id.clone()), packs::title(pack, words)));
    }
    for pack in &state.library.starters {
        let label = format!("{} · {}", pack.title, library_names::owner(Owner::Starter, language));
        scopes.push((Scope::Pack(pack.id.clone()), label));
    }
    scopes.push((Scope::Unused, words.unused.to_owned()));
    scopes.push((Scope::Hidden, words.hidden.to_owned()));
    scopes
}

/// Every folder with those above it, each once, in order.
pub(super) fn groups(state: &State) -> BTreeSet<&str> {
    let mut groups = BTreeSet::new();
    for one in &state.shown_phrases {
        let group = one.phrase.group.as_str();
        groups.extend(group.match_indices('/').filter_map(|(at, _)| group.get(..at)));
        groups.insert(group);
    }
    groups.remove("");
    groups
}

fn row(state: &State, place: usize, one: &Shown, found: &Found, here: &Circumstances, words: &LibraryWords) -> Markup {
    let phrase = &one.phrase;
    let language = state.settings.language;
    let marked = |field: Field| with_marks(field.of(phrase), &found.marked(field, phrase));
    let is_sortable = state.desk.query.trim().is_empty() && matches!(state.desk.scope, Scope::Pack(_));
    html! {
        li.phrase data-phrase=(phrase.id.0) draggable=(is_sortable) {
            button.use type="button" id=(row_id(place)) data-action="use" data-name=(phrase.id.0) {
                span.line {
                    @if !phrase.code.is_empty() { kbd { bdi { (marked(Field::Code)) } } }
                    bdi.title { (marked(if phrase.title.trim().is_empty() { Field::Body } else { Field::Title })) }
                }
                bdi.body { (marked(Field::Body)) }
            }
            span.about {
                @if let Some(field) = found.elsewhere() {
                    bdi title=(match field { Field::Tag(_) => words.tags, Field::Variant(_) => words.variants, _ => words.queries }) {
                        "“" @for span in spans(field.of(phrase), found.marked(field, phrase).into_iter().next(), ASKED_CHARS) {
                            @if span.marked { mark { (span.text) } } @else { (span.text) }
                        } "”"
                    }
                }
                @if !phrase.group.is_empty() { bdi { (phrase.group.replace('/', " › ")) } }
                @if one.owner != Owner::Starter { span { (library_names::owner(one.owner, language)) } }
                @if one.is_overridden { span.mark { (words.changed_by_me) } }
                @if phrase.locked { span.mark { (words.locked) } }
                @if let Some(why) = refusal(phrase, here).and_then(|why| findings::refusal(&why, language, |id| check::name(state, id))) {
                    span.mark.lapsed { (why) }
                }
                @if let Some(breach) = state.breach(one) { span.mark.broken { (pack_room::breach(&breach, language)) } }
                @if let Some(days) = state.usage.of(&phrase.id).days_ago(state.now) {
                    span { ((words.used)(state.usage.of(&phrase.id).count, Some(days))) }
                }
            }
            button.quiet type="button" data-action="open" data-name=(phrase.id.0) aria-label={ (words.open) " " (phrase.title) } title=(words.open) {
                (icon("pencil"))
            }
        }
    }
}

/// A text with what was found in it marked.
fn with_marks(text: &str, marks: &[Range<usize>]) -> Markup {
    let starts = std::iter::once(0).chain(marks.iter().map(|mark| mark.end));
    let last = marks.last().map_or(0, |mark| mark.end);
    html! {
        @for (start, mark) in starts.zip(marks) {
            (text.get(start..mark.start).unwrap_or_default())
            mark { (text.get(mark.clone()).unwrap_or_default()) }
        }
        (text.get(last..).unwrap_or_default())
    }
}
