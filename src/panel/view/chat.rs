//! The chat tab: who is spoken to, how far the sale is, what the buyer said, what could be answered and why.

use super::{
    buyers, clock, draft, follow_ups, guide, icon, icon_button, names, offers, orders, pack_room, page, pictures,
    reasons, size, teach, training, words::Words,
};
use crate::{
    chat::{Card, Message, Mood, Stage},
    engine::Suggestion,
    library::{
        Language,
        facts::{self, Kind},
        template::{Asked, FilledPiece, Placeholder},
    },
    panel::{draft::Checking, fill::gap_id, link::Link, own_text, pick::Picked, state::State, work::Edit},
};
use maud::{Markup, html};

/// Rows of the buyer's turn that are shown; the page shows them all.
const TURN_ROWS: usize = 4;
/// Intents named in the header; a turn rarely asks for more than two things.
const ASKS: usize = 2;

pub(super) fn view(state: &State, words: &Words) -> Markup {
    let checking = state.checking();
    if let Some(room) = training::view(state, &checking, words) {
        return room;
    }
    if state.answers_by_hand() {
        return html! {
            header.head { h1.buyer { (words.answers_by_hand) } (asks(state)) }
            (picked(state, &checking, words))
            (suggestions(state, &checking, words))
            (offers::view(state))
        };
    }
    match state.link {
        Link::Connecting => html! { p.connecting { (words.connecting) } },
        Link::NoAccess => html! {
            (blank("globe", words.no_access))
            (page::known_sites(state.settings.language))
            (allow_site(words))
            (training::entry(state.settings.language))
        },
        Link::NoChat { .. } if state.teaching.is_some() => teach::view(state),
        Link::NoChat { ref adapter } => html! {
            @match page::title(adapter, state.settings.language) {
                Some(site) => (blank("message-square-text", page::nothing_open(&site, state.settings.language))),
                None => (blank("message-square-text", words.no_chat)),
            }
            (teach::begin(state.settings.language))
            (training::entry(state.settings.language))
        },
        Link::Reload => html! {
            (blank("refresh-cw", words.reload))
            button.primary.alone type="button" data-action="reload_page" { (words.reload_now) }
            (training::entry(state.settings.language))
        },
        Link::Attached { .. } => conversation(state, &checking, words),
    }
}

/// The form that asks for a site's address.
pub(super) fn allow_site(words: &Words) -> Markup {
    html! {
        form.row data-action="allow_site" {
            input id="site" type="text" inputmode="url" autocomplete="off" spellcheck="false" dir="ltr"
                aria-label=(words.site_address) placeholder=(words.site_address);
            button.primary type="submit" { (words.allow) }
        }
    }
}

/// The box for a buyer's line that stands in no web page.
pub(super) fn by_hand(state: &State, words: &Words) -> Markup {
    html! {
        div.by-hand {
            textarea id="by-hand" rows="1" data-action="by_hand" dir="auto" aria-label=(words.by_hand)
                placeholder=(words.by_hand) { (state.by_hand) }
            @if state.answers_by_hand() { (icon_button("clear_by_hand", 0, "x", words.clear)) }
        }
    }
}

fn blank<T: AsRef<str>>(icon_name: &str, (title, what_next): (T, T)) -> Markup {
    let (title, what_next) = (title.as_ref(), what_next.as_ref());
    html! { div.blank { (icon(icon_name)) h1 { (title) } p { (what_next) } } }
}

fn conversation(state: &State, checking: &Checking<'_>, words: &Words) -> Markup {
    let turn = state.conversation.buyer_turn();
    html! {
        (head(state, words))
        (teach::view(state))
        (page::missing(state))
        @if state.shortened { p.aside { (words.shortened) } }
        // In one row while neither is open: the replies are not to be pushed down.
        div.beside { (clock::view(state)) (buyers::in_talk(state)) }
        (follow_ups::in_talk(state))
        (draft::view(state, checking))
        (picked(state, checking, words))
        @if state.conversation.messages.is_empty() {
            (blank("message-square-text", words.nothing_said))
        } @else if state.settings.is_own(&state.conversation.buyer) {
            (blank("check", names::either(
                state.settings.language,
                ("店铺自己的账号", "不是买家，不给建议。可以在设置里改。"),
                ("The shop's own account", "No buyer, so nothing is suggested. Change it in the settings."),
            )))
        } @else if turn.is_empty() {
            (blank("check", words.last_word_ours))
            (guide::view(state))
            (orders::in_talk(state, checking))
            (offers::view(state))
            (guide::list(state))
        } @else {
            section.turn aria-label=(words.turn) {
                @for message in turn.iter().skip(turn.len().saturating_sub(TURN_ROWS)) { (said(message, words)) }
            }
            (size::view(state))
            (guide::view(state))
            (suggestions(state, checking, words))
            (orders::in_talk(state, checking))
            (offers::view(state))
            (guide::list(state))
        }
    }
}

fn head(state: &State, words: &Words) -> Markup {
    let language = state.settings.language;
    let stage = names::stage(state.advice.stage, language);
    let place = Stage::ALL.iter().position(|known| *known == state.advice.stage).unwrap_or(0);
    let mood = state.advice.mood.mood;
    html! {
        header.head {
            div.who {
                h1.buyer { @if state.conversation.buyer.is_empty() { (words.no_name) } @else { bdi { (state.conversation.buyer) } } }
                @if mood != Mood::Calm {
                    span.mood data-mood=(mood.name()) title=(state.advice.mood.words.join(" ")) {
                        (names::mood(mood, language))
                    }
                }
            }
            div.where {
                span.stage title=((words.stage_of)(stage, place + 1)) { (stage) }
                span.steps aria-hidden="true" {
                    @for step in 0..Stage::ALL.len() { i.past[step < place].now[step == place] {} }
                }
            }
            (asks(state))
        }
    }
}

fn asks(state: &State) -> Markup {
    let titles = state.advice.intents.iter().filter_map(|found| state.intents().title(&found.intent)).take(ASKS);
    html! {
        p.asks { @for title in titles { span { (names::title(title, state.settings.language)) } } }
    }
}

fn said(message: &Message, words: &Words) -> Markup {
    let shown = match (&message.card, message.text.is_empty()) {
        (Some(Card::Product { title, .. }), true) => title.as_str(),
        (Some(Card::Image), true) => words.picture,
        (Some(Card::Order { .. }), true) => words.order,
        (Some(Card::Coupon), true) => words.coupon,
        _ => message.text.as_str(),
    };
    html! { p dir="auto" { (shown) } }
}

/// A phrase picked in the page, whose gaps are asked for here.
pub(super) fn picked(state: &State, checking: &Checking<'_>, words: &Words) -> Markup {
    let Some(Picked { suggestion, replace, outdated, .. }) = &state.work.picked else { return html! {} };
    let edit = state.work.edit.as_ref().filter(|edit| edit.phrase == suggestion.phrase);
    html! {
        article.suggestion.picked data-slot="0" data-phrase=(suggestion.phrase.0) {
            @if *outdated && edit.is_none() { p.warning { (icon("triangle-alert")) (words.edit_outdated) } }
            @if !own_text::is_own(&suggestion.phrase) { p.aside { ((words.picked)(replace)) } }
            @match edit {
                Some(edit) => (editor(edit, state, checking, words)),
                None => (card(0, suggestion, checking, state, words)),
            }
        }
    }
}

pub(super) fn suggestions(state: &State, checking: &Checking<'_>, words: &Words) -> Markup {
    let own = state.work.picked.as_ref().map(|picked| &picked.suggestion.phrase);
    // One editor at a time: that of a picked phrase stands above.
    let edit = state.work.edit.as_ref().filter(|edit| Some(&edit.phrase) != own);
    let edits_shown = edit.is_some_and(|edit| state.shown().any(|suggestion| suggestion.phrase == edit.phrase));
    let dismissed = state.work.dismissed.len();
    html! {
        section.suggestions aria-label=(words.suggestions) {
            @if state.draft && !state.answers_by_hand() { p.aside { (words.draft) } }
            @if let Some(edit) = edit.filter(|_| !edits_shown) {
                article.suggestion.edited { (editor(edit, state, checking, words)) }
            }
            @for (slot, suggestion) in (1..).zip(state.shown()) {
                article.suggestion data-slot=(slot) data-phrase=(suggestion.phrase.0) {
                    @match edit.filter(|edit| edit.phrase == suggestion.phrase) {
                        Some(edit) => (editor(edit, state, checking, words)),
                        None => (card(slot, suggestion, checking, state, words)),
                    }
                }
            }
            @if state.shown().next().is_none() && dismissed == 0 {
                (blank("library", words.nothing_fits))
                button.plain.alone type="button" data-action="find_phrase" {
                    (icon("search")) (names::either(state.settings.language, "自己搜话术", "Search the phrases"))
                }
            }
            @if state.settings.shop.iter().next().is_none() && state.shown().any(|shown| !shown.filled.missing.is_empty()) {
                button.link type="button" data-action="show" data-name="settings" { (icon("settings")) (words.set_up) }
            }
            @if dismissed > 0 {
                button.link type="button" data-action="restore" { (icon("undo-2")) ((words.restore)(dismissed)) }
            }
        }
    }
}

fn card(slot: u8, suggestion: &Suggestion, checking: &Checking<'_>, state: &State, words: &Words) -> Markup {
    let language = state.settings.language;
    let copies = state.copies() && slot > 0;
    let use_it = if copies { words.copy } else { words.insert };
    let place = usize::from(slot);
    html! {
        p.text dir="auto" {
            @for piece in &suggestion.filled.pieces {
                @match piece {
                    FilledPiece::Text(text) => (text),
                    FilledPiece::Value(value) => bdi.value { (value) },
                    FilledPiece::Missing(gap) => (field(slot, gap, language)),
                }
            }
        }
        @if let Some(word) = state.forbidden(&suggestion.filled.text_with_gaps("", "")) {
            p.warning.broken { (icon("triangle-alert")) (pack_room::forbidden_word(word, language)) }
        }
        (draft::of_reply(&suggestion.filled.text_with_gaps("", ""), checking, language))
        (reasons::card(&suggestion.reasons, state, words))
        div.actions {
            button.primary type="button" id={ "choose-" (slot) } data-action="choose" data-slot=(slot)
                .waits[!suggestion.filled.missing.is_empty()] {
                (use_it)
                @if slot > 0 { kbd { "Alt+" (slot) } }
            }
            (pictures::count(&suggestion.phrase, suggestion.pictures, language))
            (icon_button("edit", place, "pencil", words.edit))
            @if !copies { (icon_button("copy", place, "copy", words.copy)) }
            (icon_button("dismiss", place, "x", words.dismiss))
        }
    }
}

/// What asks for a gap's value: as its author said it is asked, else a line of text with the keyboard that fits the fact.
fn field(slot: u8, gap: &Placeholder, language: Language) -> Markup {
    let (id, label) = (gap_id(slot, &gap.name), names::gap(gap, language));
    if let Some(Asked::Choice(options)) = &gap.asked {
        return html! {
            select.gap id=(id) data-action="fill" data-name=(gap.name) aria-label=(label) {
                option value="" selected { (label) }
                @for option in options { option { (option) } }
            }
        };
    }
    let (kind, step) = match gap.asked {
        Some(Asked::Kind(Kind::Count)) => ("number", Some("1")),
        Some(Asked::Kind(Kind::Money)) => ("number", Some("0.01")),
        Some(Asked::Kind(Kind::Date)) => ("date", None),
        Some(Asked::Kind(Kind::Time)) => ("time", None),
        Some(Asked::Kind(Kind::Text) | Asked::Choice(_)) | None => ("text", None),
    };
    let keyboard = match facts::known(&gap.name).map(|fact| fact.kind) {
        Some(Kind::Count) => Some("numeric"),
        Some(Kind::Money) => Some("decimal"),
        Some(Kind::Text | Kind::Time | Kind::Date) | None => None,
    };
    html! {
        input.gap id=(id) type=(kind) step=[step] min=[step.map(|_| "0")] inputmode=[keyboard] autocomplete="off"
            data-action="fill" data-name=(gap.name) aria-label=(label) title=[(kind != "text").then_some(&label)] placeholder=(label);
    }
}

fn editor(edit: &Edit, state: &State, checking: &Checking<'_>, words: &Words) -> Markup {
    let use_it = if state.copies() { words.copy } else { words.insert };
    html! {
        @if edit.outdated { p.warning { (icon("triangle-alert")) (words.edit_outdated) } }
        textarea id="edit" rows="3" data-action="edit_text" dir="auto" aria-label=(words.edit_label) { (edit.text) }
        (draft::of_reply(&edit.text, checking, state.settings.language))
        div.actions {
            button.primary type="button" data-action="choose_edit" { (use_it) }
            button.plain type="button" data-action="cancel_edit" { (words.cancel) }
            span.keys { (words.edit_keys) }
        }
    }
}
