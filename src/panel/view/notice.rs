//! The line in which the panel says what happened and what to do next. Its element stays, so that screen readers
//! announce what is put into it.

use super::{
    backup, buyers, check, draft, habits, icon_button, library_names, library_words, names, pictures, report,
    report_words, words::Words,
};
use crate::{
    library::Language,
    panel::{Found, HabitNotice, LibraryNotice, Notice, PictureNotice, State, report::ReportNotice},
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
        Notice::LinesJoined => ("lines_joined", "bad", words.lines_joined.to_owned()),
        Notice::OnClipboard => ("not_noticed", "bad", words.on_clipboard.to_owned()),
        Notice::Copied => ("copied", "good", words.copied.to_owned()),
        Notice::Library(notice) => library_names::notice(notice, language),
        Notice::Habits(notice) => habits::notice(notice, language),
        Notice::Picture(notice) => pictures::notice(notice, language),
        Notice::NotInserted { outcome, .. } => {
            let kind = match outcome {
                Outcome::Composing => "composing",
                Outcome::Unnamed => "unnamed",
                Outcome::NoComposer => "no_composer",
                Outcome::DraftChanged => "draft_changed",
                Outcome::NotNoticed => "not_noticed",
                Outcome::ConversationChanged | Outcome::Done | Outcome::LinesJoined => "conversation_changed",
            };
            (kind, "bad", names::refused(*outcome, language).to_owned())
        }
        Notice::Missing(names) => {
            let names: Vec<_> = names.iter().map(|name| names::fact(name, language)).collect();
            ("missing", "bad", (words.missing)(&names.join(names::comma(language))))
        }
        Notice::Keep { name, value } => ("keep", "good", (words.keep)(&names::fact(name, language), value)),
        Notice::NotCopied => ("not_copied", "bad", words.not_copied.to_owned()),
        Notice::Lapsed => ("lapsed", "bad", words.lapsed.to_owned()),
        Notice::Forbidden { word, instead, blocks } => ("forbidden", "bad", (words.forbidden)(word, instead, *blocks)),
        Notice::Held { why, words } => ("held", "bad", draft::held(why, words, language)),
        Notice::Greeting => (
            "greeting",
            "good",
            names::either(
                language,
                "开场白就要填进空的输入框，按任意键取消。",
                "A greeting is about to be put into the empty input box. Any key stops it.",
            )
            .to_owned(),
        ),
        Notice::FollowUpKept => (
            "follow_up_kept",
            "good",
            names::either(language, "已记下，到点在这里提醒。", "Kept. It is brought up here when it is due.")
                .to_owned(),
        ),
        Notice::FollowUpsFull => (
            "follow_ups_full",
            "bad",
            names::either(language, "跟进已满，先完成几件再记。", "The list is full: close some of it first.")
                .to_owned(),
        ),
        Notice::FollowUpRemoved(_) => {
            ("follow_up_removed", "good", names::either(language, "已删除。", "Removed.").to_owned())
        }
        Notice::Buyers(notice) => buyers::notice(notice, language),
        Notice::Report(notice) => report_words::notice(notice, language),
        Notice::Replaced { by } => ("replaced", "bad", (words.replaced)(&check::name(state, by))),
        Notice::AnswersByHand => ("answers_by_hand", "bad", words.key_answers_by_hand.to_owned()),
        Notice::NotSaved => ("not_saved", "bad", words.not_saved.to_owned()),
        Notice::MirrorFailed => ("mirror_failed", "bad", words.mirror_failed.to_owned()),
        Notice::ReadOnly => ("read_only", "bad", words.read_only.to_owned()),
        Notice::Found(found) => {
            let tone = if found.is_complete() { "good" } else { "bad" };
            ("found", tone, found_text(found, words, language))
        }
        Notice::Unreadable => ("unreadable", "bad", words.unreadable.to_owned()),
        Notice::BadAddress => ("bad_address", "bad", words.bad_address.to_owned()),
        Notice::BadTrigger => ("bad_trigger", "bad", words.bad_trigger.to_owned()),
        Notice::SiteRefused => ("site_refused", "bad", words.site_refused.to_owned()),
        Notice::PackTooLarge => ("pack_too_large", "bad", words.pack_too_large.to_owned()),
    };
    html! {
        div id="notice" role="status" data-kind=(kind) data-tone=(tone) {
            p { (text) }
            @if matches!(notice, Notice::NotInserted { .. }) {
                button.plain type="button" data-action="copy_refused" { (words.copy) }
            }
            @if let Notice::Picture(PictureNotice::NotTaken { name, .. }) = notice {
                (pictures::copy(name, language))
            }
            @if matches!(notice, Notice::NotSaved | Notice::ReadOnly) {
                button.plain type="button" data-action="export" { (words.export) }
            }
            @if matches!(notice, Notice::FollowUpRemoved(_)) {
                button.plain type="button" data-action="follow_put_back" { (library_words::words(language).undo) }
            }
            @if let Notice::Buyers(notice) = notice { (buyers::undo(notice, language)) }
            @if matches!(notice, Notice::Report(ReportNotice::Dropped(_))) {
                button.plain type="button" data-action="report_put_back" { (library_words::words(language).undo) }
            }
            @if let Notice::Replaced { by } = notice {
                button.plain type="button" data-action="use" data-name=(by.0) { (words.use_instead) }
            }
            @if matches!(notice, Notice::Library(LibraryNotice::BackupDue { .. })) {
                button.plain type="button" data-action="export" { (words.export) }
                button.plain type="button" data-action="backup_later" { (backup::later(language)) }
            }
            @if matches!(notice, Notice::Library(LibraryNotice::Restored { .. })) {
                button.plain type="button" data-action="undo" { (library_words::words(language).undo) }
            }
            @if matches!(notice, Notice::Habits(HabitNotice::Forgotten(records)) if !records.is_empty()) {
                button.plain type="button" data-action="remember_habits" { (library_words::words(language).undo) }
            }
            @if matches!(notice, Notice::Keep { .. }) {
                button.plain type="button" data-action="keep" { (words.keep_it) }
            }
            (icon_button("close_notice", 0, "x", words.close))
        }
    }
}

/// Names that a notice lists at most; the rest is counted.
const MOST_NAMES: usize = 5;

/// A sentence for each thing that was found.
fn found_text(found: &Found, words: &Words, language: Language) -> String {
    let listed = |names: Vec<String>| {
        let more = if names.len() > MOST_NAMES { "…" } else { "" };
        let first: Vec<_> = names.into_iter().take(MOST_NAMES).collect();
        first.join(names::comma(language)) + more
    };
    let mut sentences = Vec::new();
    if found.recovered > 0 {
        sentences.push((words.recovered)(found.recovered));
    }
    if found.copied > 0 {
        sentences.push((words.copied_anew)(found.copied));
    }
    if !found.older.is_empty() {
        let names = found.older.iter().map(|id| entry(id, language)).collect();
        sentences.push((words.older)(found.older.len(), &listed(names)));
    }
    if !found.lost.is_empty() {
        let names = found.lost.iter().map(|(document, _)| document_name(document, words, language)).collect();
        sentences.push((words.lost)(found.lost.iter().map(|(_, count)| count).sum(), &listed(names)));
    }
    sentences.extend(found.behind.then(|| words.behind.to_owned()));
    sentences.extend(found.nothing.then(|| words.nothing_left.to_owned()));
    sentences.join(if language == Language::Chinese { "" } else { " " })
}

/// What the agent knows a kept document by.
fn document_name(document: &str, words: &Words, language: Language) -> String {
    match document {
        "settings" => words.settings.to_owned(),
        counters if counters.starts_with("counters/") => report::TAB.of(language).to_owned(),
        "files" | "packs" | "usage" => words.library.to_owned(),
        other => other.trim_start_matches("pack/").to_owned(),
    }
}

/// What the agent knows a kept entry by.
fn entry(id: &str, language: Language) -> String {
    id.strip_prefix("shop/").map_or_else(|| id.to_owned(), |fact| names::fact(fact, language))
}

#[cfg(test)]
mod tests {
    use super::{super::words::words, *};

    #[test]
    fn what_was_found_is_told_in_full() {
        let found = Found {
            recovered: 64,
            copied: 0,
            older: vec!["shop/courier".into()],
            lost: vec![("settings".into(), 2), ("pack/本店".into(), 3)],
            behind: true,
            nothing: false,
        };
        let text = |language| found_text(&found, words(language), language);
        assert_eq!(
            text(Language::Chinese),
            "有 64 条内容损坏，已从备份副本恢复。有 1 条只找回了以前的版本，请核对：快递。有 5 条没能找回（设置、本店）。最近一次改动可能丢失了，请核对。"
        );
        assert!(text(Language::English).contains("5 entries could not be recovered (Settings, 本店)."));
    }
}
