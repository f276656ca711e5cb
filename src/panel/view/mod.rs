//! The state as HTML. Pure; [`dom`](super::dom) understands the names that it writes, `www/panel.css` gives it
//! its looks. Every word of a buyer passes maud's escaping, and stands in an element of its own direction.

mod backup;
mod buyers;
mod campaigns;
mod chat;
mod check;
mod clock;
mod conflicts;
mod draft;
mod editor;
pub mod findings;
mod follow_ups;
mod gaps;
mod greeting;
mod guide;
mod habits;
mod hand_over;
mod library;
mod library_names;
mod library_words;
mod names;
mod notice;
mod offers;
mod old_buyers;
mod orders;
mod pack_room;
mod packs;
mod page;
mod pictures;
mod reasons;
mod report;
mod report_chart;
mod report_charts;
mod report_words;
mod restore;
mod settings;
mod sharing;
mod shop;
mod shop_files;
mod shop_files_words;
mod shop_pairs;
mod shop_promotions;
mod shop_rules;
mod shop_sales;
mod sign;
mod sign_words;
mod size;
mod teach;
mod team_folder;
mod training;
mod words;

use super::{
    link::Link,
    state::{State, Tab},
};
use crate::{
    care::{promise::Kind, report::What},
    library::{Language, policy::Forbidden},
    rules::Title,
};
use maud::{Markup, html};
use words::words;

/// The document's language while this state is shown, as a BCP 47 tag.
#[must_use]
pub const fn lang(state: &State) -> &'static str {
    match state.settings.language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

/// How many phrases the page's picker lists, to be read out.
pub(super) fn pick_label(language: Language, count: usize) -> String {
    (words(language).pick_label)(count)
}

/// That a picked phrase goes to the panel first.
pub(super) fn pick_note(language: Language, open: usize) -> String {
    (words(language).pick_note)(open)
}

/// What a kind of promise is called.
pub(super) fn promise(kind: Kind, language: Language) -> String {
    follow_ups::promise(kind, language)
}

/// What is kept of an unpaid order as a follow-up.
pub(super) fn unpaid_note(amount: Option<u64>, language: Language) -> String {
    orders::note(amount, language)
}

/// What whoever takes the talk over has to know.
pub(super) fn summary(state: &State) -> String {
    hand_over::summary(state)
}

/// What is counted and the name that it is counted under, for a table.
pub(super) fn counted(state: &State, what: What, id: &str) -> (&'static str, String) {
    report_words::counted(state, what, id)
}

/// What a figure of a platform is called.
pub(super) fn figure(title: &Title, language: Language) -> &str {
    names::title(title, language)
}

/// That a text says a word that the team does not want to be said.
pub(super) fn forbidden(language: Language, word: &Forbidden) -> String {
    pack_room::forbidden_word(word, language)
}

/// The whole panel, one `main` element.
#[must_use]
pub fn view(state: &State) -> Markup {
    let words = words(state.settings.language);
    let link = match state.link {
        Link::Connecting => "connecting",
        Link::NoAccess => "no_access",
        Link::NoChat { .. } => "no_chat",
        Link::Reload => "reload",
        Link::Attached { .. } => "attached",
    };
    html! {
        main id="panel" lang=(lang(state)) data-link=(link) data-appearance=(state.settings.appearance.name())
            data-conversation=(state.conversation.id.0) {
            div.tabs role="tablist" aria-label=(words.tabs) {
                @for tab in Tab::ALL {
                    @let (label, icon_name) = match tab {
                        Tab::Chat => (words.chat, "message-square-text"),
                        Tab::Library => (words.library, "library"),
                        Tab::FollowUps => (follow_ups::tab(state.settings.language), "list-checks"),
                        Tab::Shop => (shop::TAB.of(state.settings.language), "store"),
                        Tab::Report => (report::TAB.of(state.settings.language), "chart-column"),
                        Tab::Settings => (words.settings, "settings"),
                    };
                    @let selected = tab == state.tab;
                    button role="tab" id={ "tab-" (tab.name()) } aria-selected=(selected) aria-controls="view"
                        tabindex=(if selected { "0" } else { "-1" }) data-action="show" data-name=(tab.name()) {
                        (icon(icon_name)) (label)
                        @if tab == Tab::FollowUps && state.overdue() > 0 { span.count { (state.overdue()) } }
                    }
                }
            }
            div id="view" role="tabpanel" aria-labelledby={ "tab-" (state.tab.name()) } {
                @match state.tab {
                    Tab::Chat => (chat::view(state, words)),
                    Tab::Library => (library::view(state)),
                    Tab::FollowUps => (follow_ups::view(state)),
                    Tab::Shop => (shop::view(state)),
                    Tab::Report => (report::view(state)),
                    Tab::Settings => (settings::view(state, words)),
                }
            }
            (pictures::offered(state))
            (notice::view(state, words))
            @if state.tab == Tab::Chat && !state.training.is_open { (chat::by_hand(state, words)) }
        }
    }
}

/// A decorative icon; the stylesheet names its file.
fn icon(name: &str) -> Markup {
    html! { span.icon data-icon=(name) aria-hidden="true" {} }
}

/// A button that shows an icon and speaks words.
fn icon_button(action: &str, slot: usize, name: &str, label: &str) -> Markup {
    html! {
        button.quiet type="button" data-action=(action) data-slot=(slot) aria-label=(label) title=(label) { (icon(name)) }
    }
}

#[cfg(test)]
pub(super) mod tests;
