//! The editor of one phrase. Every field is kept as it is left, and undo takes it back; the preview fills the gaps with
//! what is known of the open conversation.

use super::{
    icon, library_names, library_words::LibraryWords, names, pack_room, pictures, reasons, words::words as words_of,
};
use crate::{
    chat::{Mood, Stage},
    day::print_hours,
    library::{
        Language, Phrase, PhraseId, collection::Shown, facts::FACTS, field_edit::BETWEEN_WORDINGS, kept_pack::Owner,
        template::FilledPiece,
    },
    panel::state::State,
    rules,
};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Characters beyond which a line is too long for a chat (the platforms' own limit for a quick phrase is lower still).
const LONG: usize = 700;
/// The part that tells why the phrase is not suggested.
const WHY_NOT: &str = "why-not";

pub(super) fn view(state: &State, id: &PhraseId, words: &LibraryWords) -> Markup {
    let Some(one) = state.phrase(id) else {
        return html! { (bar(state, None, words)) p.blank-line { (words.none) } };
    };
    let phrase = &one.phrase;
    let fixed = one.is_fixed;
    let mut groups = BTreeSet::new();
    groups.extend(state.shown_phrases.iter().map(|one| one.phrase.group.as_str()));
    html! {
        h1.unseen { (words.open) }
        (bar(state, Some(one), words))
        @if fixed { p.hint { (icon("lock")) (words.locked) } }
        fieldset.editor disabled[fixed] {
            div.pair {
                (line("title", words.title, &phrase.title, ""))
                (line("code", words.code, &phrase.code, words.code_hint))
            }
            label.field {
                span { (words.group) }
                input id="field-group" type="text" list="groups" autocomplete="off" dir="auto" data-action="field" data-name="group" value=(phrase.group);
                datalist id="groups" {
                    @for group in groups {
                        option value=(group) {}
                    }
                }
            }
            (text("body", words.body, &phrase.body, words.body_hint, 3))
            (preview(state, phrase, words))
            (pictures::editor(state, phrase))
            (text("queries", words.queries, &phrase.queries.join("\n"), words.queries_hint, 2))
            (part(state, "wordings", words.wordings, || html! {
                (text("variants", words.variants, &phrase.variants.join(&format!("\n{BETWEEN_WORDINGS}\n")), words.variants_hint, 2))
                (text("english", words.english, english(phrase), "", 2))
            }))
            (part(state, "when", words.when, || answers(state, phrase, words)))
            (part(state, "wheres", words.wheres, || wheres(state, phrase, words)))
            (part(state, "validity", words.validity, || validity(phrase, words)))
            (part(state, "note", words.note, || html! {
                (line("tags", words.tags, &phrase.tags.join(" "), ""))
                (text("note", words.note, &phrase.note, words.note_hint, 1))
                @if matches!(one.owner, Owner::Maintained | Owner::Personal) { (pack_room::successor(state, one)) }
                @if one.owner == Owner::Maintained && state.library.binding(&one.pack).is_none() { (choice("locked", "", words.lock, phrase.locked)) }
            }))
        }
        (part(state, WHY_NOT, names::either(state.settings.language, "现在为什么没推荐", "Why it is not suggested now"), || {
            reasons::why_not(state, id, words_of(state.settings.language))
        }))
        (pack_room::elsewhere(state, one, words))
    }
}

fn bar(state: &State, one: Option<&Shown>, words: &LibraryWords) -> Markup {
    html! {
        div.bar {
            button.plain type="button" data-action="go" data-name=(state.desk.back()) { (icon("arrow-left")) (words.back) }
            @if let Some(one) = one {
                @let id = &one.phrase.id.0;
                span.about { (library_names::owner(one.owner, state.settings.language)) }
                @if one.is_overridden || one.is_hidden {
                    button.link type="button" data-action="reset" data-name=(id) { (words.reset) }
                }
                @let label = if matches!(one.owner, Owner::Personal | Owner::Maintained) { words.remove } else { words.put_away };
                @if !one.is_hidden {
                    button.quiet type="button" data-action="remove" data-name=(id) aria-label=(label) title=(label) { (icon("trash-2")) }
                }
                button.quiet type="button" data-action="undo" aria-label=(words.undo) title=(words.undo) disabled[state.history().last().is_none()] { (icon("undo-2")) }
                button.quiet type="button" data-action="redo" aria-label=(words.redo) title=(words.redo) disabled[state.history().next().is_none()] { (icon("redo-2")) }
            }
        }
    }
}

fn english(phrase: &Phrase) -> &str {
    let english = phrase.translations.iter().find(|(language, _)| *language == Language::English);
    english.map_or("", |(_, body)| body)
}

fn line(field: &str, label: &str, value: &str, hint: &str) -> Markup {
    html! {
        label.field {
            span { (label) }
            input id={ "field-" (field) } type="text" autocomplete="off" dir="auto" data-action="field" data-name=(field) placeholder=(hint) value=(value);
        }
    }
}

fn text(field: &str, label: &str, value: &str, hint: &str, rows: usize) -> Markup {
    html! {
        label.field {
            span { (label) }
            textarea id={ "field-" (field) } rows=(rows) dir="auto" data-action="field" data-name=(field) placeholder=(hint) { (value) }
        }
    }
}

/// A part of the editor that is folded until it is wanted.
fn part(state: &State, name: &str, label: &str, inside: impl FnOnce() -> Markup) -> Markup {
    let is_open = state.desk.unfolded.iter().any(|known| known == name);
    html! {
        section.part {
            button.fold type="button" data-action="fold" data-name=(name) aria-expanded=(is_open) { (icon("chevron-right")) (label) }
            @if is_open { div.inside { (inside()) } }
        }
    }
}

/// The body as it would be inserted now, from what is typed.
fn preview(state: &State, phrase: &Phrase, words: &LibraryWords) -> Markup {
    let typed = state.desk.typed.as_ref().filter(|(field, _)| field == "body").map(|(_, text)| text.as_str());
    let filled = state.whole(typed.unwrap_or(&phrase.body), &phrase.id).fill(&state.facts());
    let length = filled.text_with_gaps("", "").chars().count();
    html! {
        div.preview {
            span { (words.preview) }
            p dir="auto" {
                @for piece in &filled.pieces {
                    @match piece {
                        FilledPiece::Text(words) => (words),
                        FilledPiece::Value(value) => bdi.value { (value) },
                        FilledPiece::Missing(gap) => span.gap { "{" (names::gap(gap, state.settings.language)) "}" },
                    }
                }
            }
            @if length > LONG { p.warning { ((words.too_long)(length)) } }
            details.facts {
                summary { (names::either(state.settings.language, "能自动填的空位", "Gaps that fill themselves")) }
                @for fact in FACTS { code { "{" (names::either(state.settings.language, fact.chinese, fact.id)) "}" } " " }
            }
        }
    }
}

fn choice(field: &str, label: &str, title: &str, is_chosen: bool) -> Markup {
    let name = format!("{field}:{label}");
    html! {
        label.choice {
            input id={ "toggle-" (name) } type="checkbox" data-action="toggle" data-name=(name) checked[is_chosen];
            (title)
        }
    }
}

fn answers(state: &State, phrase: &Phrase, words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    html! {
        fieldset { legend { (words.stages) } div.choices {
            @for stage in Stage::ALL {
                (choice("stages", stage.name(), names::stage(stage, language), phrase.stages.contains(&stage)))
            }
        } }
        fieldset { legend { (words.moods) } div.choices {
            @for mood in Mood::ALL {
                (choice("moods", mood.name(), names::mood(mood, language), phrase.moods.contains(&mood)))
            }
        } }
        fieldset { legend { (words.intents) } div.choices {
            @for (intent, title) in state.intents().all() {
                (choice("intents", &intent.0, names::either(language, &title.zh, &title.en), phrase.intents.contains(intent)))
            }
        } }
    }
}

fn wheres(state: &State, phrase: &Phrase, words: &LibraryWords) -> Markup {
    html! {
        fieldset { legend { (words.trades) } div.choices {
            @for trade in rules::TRADES {
                (choice("trades", trade, names::trade(trade, state.settings.language), phrase.scope.trades.iter().any(|known| known == trade)))
            }
        } }
        (line("shops", words.shops, &phrase.scope.shops.join(" "), ""))
        (line("platforms", words.platforms, &phrase.scope.platforms.join(" "), ""))
    }
}

fn validity(phrase: &Phrase, words: &LibraryWords) -> Markup {
    let valid = &phrase.validity;
    let day = |field: &str, label: &str, value: String| {
        html! {
            label.field {
                span { (label) }
                input id={ "field-" (field) } type="date" data-action="field" data-name=(field) value=(value);
            }
        }
    };
    html! {
        (day("from", words.from, valid.from.map(crate::day::Day::print).unwrap_or_default()))
        (day("until", words.until, valid.until.map(crate::day::Day::print).unwrap_or_default()))
        (line("hours", words.hours, &valid.hours.map(print_hours).unwrap_or_default(), words.hours_hint))
        (line("campaign", words.campaign, &valid.campaign, ""))
    }
}
