//! What putting a file of everything back would do. Part of the `library` tab.

use super::{
    follow_ups, library_names,
    library_words::LibraryWords,
    names::{self, either},
    packs, pictures, report,
};
use crate::{
    care::greeting::Occasion,
    library::{Language, kept_pack::Owner, pack_file::PackError},
    panel::{
        FolderLink,
        restore::{BackupError, Choice, MAX_BYTES, Restore, Unread, UnreadReason},
        state::State,
    },
};
use maud::{Markup, html};

/// Lines that are shown of each kind; the rest is counted.
const LINES: usize = 50;

pub(super) fn view(state: &State, restore: &Restore, words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    let backup = &restore.backup;
    let days = (backup.exported > 0).then(|| state.now.saturating_sub(backup.exported) / (24 * 60 * 60 * 1_000));
    html! {
        (packs::bar(words))
        h1 { (either(language, "恢复前看一眼", "Before you restore")) }
        @if let Some(days) = days {
            p.hint {
                @if days == 0 { (either(language, "这份备份是今天存的。", "Written today.")) }
                @else { (either(language, format!("这份备份是 {days} 天前存的。"), format!("Written {days} days ago."))) }
            }
        }
        @if backup.is_changed {
            p.warning { (either(language,
                "文件和存下时不一样，可能被改过或少了一段，请看清楚再恢复。",
                "The file is not as it was written: edited, or a part is missing. Look closely.")) }
        }
        @if restore.is_empty() {
            p.hint {
                @if restore.older.is_empty() && backup.settings.is_empty() {
                    (either(language, "和现在的一样，没有要恢复的。", "All as it is here; nothing to restore."))
                } @else {
                    (either(language, "下面是不一样的地方，打勾的才恢复。", "Only what you tick below comes back."))
                }
            }
        }
        (settings(&backup.settings, language))
        @for plan in restore.plans.iter().filter(|plan| !plan.is_empty() || plan.same + plan.only_here > 0) {
            @let kept = state.library.pack(&plan.pack.id);
            @let title = kept.map_or_else(|| plan.pack.phrase_pack().title, |pack| packs::title(pack, words));
            section.group.pack {
                h2 {
                    bdi { (if title.trim().is_empty() { &plan.pack.id } else { &title }) } " "
                    span.count {
                        (library_names::owner(plan.owner, language))
                        @if plan.is_new { " · " (either(language, "新的", "new")) }
                    }
                }
                (packs::outcome(plan, words, language))
            }
        }
        @if !restore.older.is_empty() {
            section.group {
                label.choice {
                    input id="take-back" type="checkbox" data-action="take_back" checked[restore.takes_back];
                    (either(language, format!("备份之后改过、删过的 {} 条，也退回备份时的样子", restore.older.len()),
                        format!("Take back the {} changed or deleted since", restore.older.len())))
                }
                (packs::lines("", restore.older.iter().map(|one| &one.line), words, language))
            }
        }
        (rest(state, restore, language))
        (unread(&backup.unread, words, language))
        div.row {
            button.primary type="button" id="restore" data-action="restore_all" disabled[restore.is_empty()] { (either(language, "恢复", "Restore")) }
            button.plain type="button" data-action="go" data-name="packs" { (words.cancel) }
        }
    }
}

fn settings(choices: &[Choice], language: Language) -> Markup {
    html! {
        @if !choices.is_empty() {
            section.group {
                h2 { (either(language, format!("{} 项设置不一样，打勾的用备份里的", choices.len()),
                    format!("{} settings differ; ticked ones come from the backup", choices.len()))) }
                div.choices {
                    @for choice in choices {
                        @let change = &choice.change;
                        label.choice {
                            input id={ "take-" (change.record) } type="checkbox" data-action="take_setting" data-name=(change.record) checked[choice.is_taken];
                            span { (setting(&change.record, language)) ": "
                                bdi { (value(choice.here.as_deref(), language)) } " → " bdi { (value(change.after.as_deref(), language)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What the agent knows a setting by.
fn setting(record: &str, language: Language) -> String {
    if let Some(fact) = record.strip_prefix("shop/") {
        return names::fact(fact, language);
    }
    if let Some(trade) = record.strip_prefix("trade/") {
        return names::trade(trade, language).to_owned();
    }
    if let Some(platform) = record.strip_prefix("last_line/") {
        return format!("{} · {platform}", super::clock::last_line(language));
    }
    if let Some(occasion) = record.strip_prefix("greeting/").and_then(Occasion::from_name) {
        return super::greeting::title(occasion, language).to_owned();
    }
    if let Some(figure) = record.strip_prefix("other_hours/") {
        return super::clock::title(figure, language);
    }
    let words = super::words::words(language);
    match record {
        "language" => words.language,
        "appearance" => words.appearance,
        "trigger" => words.trigger,
        "fuzzy_sounds" => words.fuzzy_sounds,
        "name" => words.name,
        "buyer_days" => names::either(language, "买家备注保留天数", "Days for which notes on buyers are kept"),
        "own_accounts" => names::either(language, "店铺自己的账号", "The shop's own accounts"),
        other => other,
    }
    .to_owned()
}

/// A setting's text as it is stored: JSON, of which the quotes say nothing to an agent.
fn value(text: Option<&str>, language: Language) -> String {
    let Some(text) = text else { return either(language, "没有", "none").to_owned() };
    let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    match bare {
        "true" => either(language, "开", "on"),
        "false" => either(language, "关", "off"),
        "" => either(language, "（空）", "(empty)"),
        "zh" => "简体中文",
        "en" => "English",
        other => return super::words::words(language).appearance_of(other).unwrap_or(other).chars().take(60).collect(),
    }
    .to_owned()
}

/// What comes without a question, and what no file can bring back.
fn rest(state: &State, restore: &Restore, language: Language) -> Markup {
    let backup = &restore.backup;
    let has_team = restore.plans.iter().any(|plan| plan.owner != Owner::Personal);
    let folder = match &state.folder.link {
        FolderLink::Open(name) | FolderLink::Asleep(name) => {
            Some(either(language, format!("团队文件夹“{name}”照旧"), format!("The team's folder “{name}” stays")))
        }
        FolderLink::None | FolderLink::Gone(_) if has_team => Some(
            either(
                language,
                "备份里带不了团队文件夹的权限，恢复后在话术包里再选一次",
                "A file can't hold the right to the team's folder; choose it again under Packs",
            )
            .to_owned(),
        ),
        _ => None,
    };
    html! {
        ul.list {
            @if !backup.pictures.is_empty() { li { (pictures::brought(backup.pictures.len(), language)) } }
            @if backup.used > 0 {
                li { (either(language, format!("{} 条话术的使用次数，取两边较大的", backup.used), format!("Counts of use ({}): the higher one holds", backup.used))) }
            }
            @for (document, records) in backup.care.iter().filter(|(_, records)| **records > 0) {
                li {
                    (care(document, language))
                    span.count { (either(language, format!("{records} 项，和这里的合在一起"), format!("{records} records, merged with those here"))) }
                }
            }
            @for (document, records) in &backup.unknown {
                li { bdi { (document) } span.count { (either(language, format!("这一版还用不上，{records} 项原样留着"), format!("{records} records that this version has no use for, kept"))) } }
            }
            @if backup.unknown_kept > 0 {
                li { (either(language, format!("{} 项这里已经有了，用这里的", backup.unknown_kept), format!("{} are here already and stay", backup.unknown_kept))) }
            }
            @if let Some(folder) = folder { li { (folder) } }
        }
    }
}

/// What is followed up, noted and counted, by its document.
fn care(document: &str, language: Language) -> &'static str {
    match document {
        "buyers" => either(language, "买家备注", "Notes on buyers"),
        "campaigns" => either(language, "活动安排", "Campaigns"),
        "follow_ups" => follow_ups::tab(language),
        "response_times" => either(language, "回复快慢", "How fast answers came"),
        _ => report::TAB.of(language),
    }
}

fn unread(unread: &[Unread], words: &LibraryWords, language: Language) -> Markup {
    html! {
        @if !unread.is_empty() {
            section.group.unread {
                h2 { ((words.refused)(unread.len())) }
                ul.list {
                    @for one in unread.iter().take(LINES) {
                        li {
                            bdi { (one.document) @if !one.record.is_empty() { " › " (one.record) } }
                            span.count { (reason(one.reason, language)) }
                        }
                    }
                    @if unread.len() > LINES { li { "… " ((words.count)(unread.len())) } }
                }
            }
        }
    }
}

fn reason(reason: UnreadReason, language: Language) -> String {
    match reason {
        UnreadReason::NoText => either(language, "不是文字，没有用上", "no text, left out").to_owned(),
        UnreadReason::OtherShape => either(language, "写法不对，没有用上", "not as it should be, left out").to_owned(),
        UnreadReason::TooLong => {
            either(language, "超过 1 万字，没有用上", "over 10,000 characters, left out").to_owned()
        }
        UnreadReason::OtherCount { said, found } => either(
            language,
            format!("应有 {said} 项，只读到 {found} 项"),
            format!("{said} records were written, {found} are here"),
        ),
    }
}

/// Why a file of everything was not read, and the way out.
pub(super) fn refused(error: &BackupError, language: Language) -> String {
    let (chinese, english) = match error {
        BackupError::File(PackError::Unreadable { line, column, .. }) => (
            format!(
                "备份文件在第 {line} 行第 {column} 个字符处断了或坏了，没有恢复，现在的内容没有动。请换一份备份，或重新下载这一份。"
            ),
            format!(
                "The backup is cut off or damaged at line {line}, column {column}; nothing was changed. Take another backup, or fetch this one again."
            ),
        ),
        BackupError::File(PackError::TooLarge | PackError::TooManyPhrases { .. }) => (
            format!("备份文件超过 {} MB，没有读取。请改为逐个导入话术包。", MAX_BYTES / 1_000_000),
            format!("The backup is over {} MB and was not read. Import its packs one by one.", MAX_BYTES / 1_000_000),
        ),
        BackupError::File(PackError::NewerVersion { .. }) => (
            "这份备份是新版亲语存的，请先更新亲语再恢复。".into(),
            "A newer Qinyu wrote this backup; update Qinyu, then restore it.".into(),
        ),
        BackupError::File(PackError::OtherFormat) => (
            "这不是亲语的备份文件，请选“导出全部”存下的那个。".into(),
            "That is no backup of Qinyu; choose the file that “Export everything” wrote.".into(),
        ),
        BackupError::Empty => {
            ("这份备份里什么都没有，请换一份。".into(), "There is nothing in this backup; take another one.".into())
        }
    };
    either(language, chinese, english)
}

pub(super) fn restored(changed: usize, language: Language) -> String {
    either(
        language,
        format!("已恢复，改动 {changed} 处；不对的话可以撤销。"),
        format!("Restored: {changed} records changed. Undo takes it back."),
    )
}
