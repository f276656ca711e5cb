//! The line in which the panel says what happened and what to do next. Its element stays, so that screen readers
//! announce what is put into it.

use super::{icon_button, names, words::Words};
use crate::{
    panel::state::{Notice, State},
    wire::Outcome,
};
use maud::{Markup, html};

pub(super) fn view(state: &State, words: &Words) -> Markup {
    let language = state.settings.language;
    let Some(notice) = &state.notice else {
        return html! { div id="notice" role="status" {} };
    };
    let (kind, tone, text) = match notice {
        Notice::Inserted => ("inserted", "good", words.inserted.to_owned()),
        Notice::Copied => ("copied", "good", words.copied.to_owned()),
        Notice::PackAdded { phrases, problems } => ("pack_added", "good", (words.pack_added)(*phrases, *problems)),
        Notice::NotInserted { outcome, .. } => {
            let kind = match outcome {
                Outcome::Composing => "composing",
                Outcome::NoComposer => "no_composer",
                Outcome::DraftChanged => "draft_changed",
                Outcome::NotNoticed => "not_noticed",
                Outcome::ConversationChanged | Outcome::Done => "conversation_changed",
            };
            (kind, "bad", names::refused(*outcome, language).to_owned())
        }
        Notice::Missing(names) => {
            let names: Vec<_> = names.iter().map(|name| names::fact(name, language)).collect();
            ("missing", "bad", (words.missing)(&names.join(names::comma(language))))
        }
        Notice::Keep { name, value } => ("keep", "good", (words.keep)(&names::fact(name, language), value)),
        Notice::NotCopied => ("not_copied", "bad", words.not_copied.to_owned()),
        Notice::AnswersByHand => ("answers_by_hand", "bad", words.key_answers_by_hand.to_owned()),
        Notice::NotSaved => ("not_saved", "bad", words.not_saved.to_owned()),
        Notice::Unreadable => ("unreadable", "bad", words.unreadable.to_owned()),
        Notice::BadAddress => ("bad_address", "bad", words.bad_address.to_owned()),
        Notice::BadTrigger => ("bad_trigger", "bad", words.bad_trigger.to_owned()),
        Notice::SiteRefused => ("site_refused", "bad", words.site_refused.to_owned()),
        Notice::PackTooLarge => ("pack_too_large", "bad", words.pack_too_large.to_owned()),
        Notice::NoPack(error) => ("no_pack", "bad", names::no_pack(error, language)),
    };
    html! {
        div id="notice" role="status" data-kind=(kind) data-tone=(tone) {
            p { (text) }
            @if matches!(notice, Notice::NotInserted { .. }) {
                button.plain type="button" data-action="copy_refused" { (words.copy) }
            }
            @if matches!(notice, Notice::Keep { .. }) {
                button.plain type="button" data-action="keep" { (words.keep_it) }
            }
            (icon_button("close_notice", 0, "x", words.close))
        }
    }
}
