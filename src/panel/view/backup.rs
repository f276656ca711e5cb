//! The file of everything: the button that writes it, when that was done last, and what there is to say of it. Part of the
//! settings and of the `library` tab.

use super::{icon, names::either};
use crate::{
    library::Language,
    panel::{restore::MAX_BYTES, state::State},
};
use maud::{Markup, html};

/// The part of the settings that keeps files of everything.
pub(super) fn backup(state: &State, export_label: &str) -> Markup {
    let language = state.settings.language;
    let restore = html! {
        label.plain.file {
            (icon("upload")) (either(language, "从备份恢复", "Restore a backup"))
            input.unseen id="read-pack" type="file" accept=".json" data-action="read_pack";
        }
    };
    section(state, export_label, Some(restore))
}

/// The button that writes a file of everything.
pub(super) fn export(state: &State, label: &str) -> Markup {
    section(state, label, None)
}

fn section(state: &State, label: &str, restore: Option<Markup>) -> Markup {
    let language = state.settings.language;
    let last = match state.settings.backup.days_ago(state.now) {
        None => either(language, "还没有备份过。", "No backup yet.").to_owned(),
        Some(0) => either(language, "上次备份：今天。", "Last backup: today.").to_owned(),
        Some(days) => either(language, format!("上次备份：{days} 天前。"), format!("Last backup: {days} days ago.")),
    };
    let hint = either(
        language,
        "话术、设置、使用次数都在一个文件里，请存到别的地方。",
        "Phrases, settings and counts in one file; keep it in another place.",
    );
    html! {
        section.group.backup {
            h2 { (either(language, "备份", "Backup")) }
            p.hint { span id="last-backup" { (last) } " " (hint) }
            div.row {
                button.plain type="button" id="export-all" data-action="export" { (icon("download")) (label) (either(language, "全部", " everything")) }
                @if let Some(restore) = restore { (restore) }
            }
        }
    }
}

pub(super) fn exported_in(files: usize, language: Language) -> String {
    either(
        language,
        format!("备份存成了 {files} 个文件，请放在一起；恢复时一个一个选。"),
        format!("Written as {files} files; keep them together and restore one after the other."),
    )
}

pub(super) fn exported_bare(language: Language) -> &'static str {
    either(
        language,
        "已导出，但图片没读出来，不在文件里。请重开浏览器再导出一次。",
        "Written without the pictures, which could not be read. Restart the browser and write it again.",
    )
}

/// Why no file was written, and the way out.
pub(super) fn not_exported(is_pack: bool, language: Language) -> String {
    match is_pack {
        true => either(
            language,
            "这个话术包超过 20 MB 或 10 万条，导出了也读不回来，所以没有导出。请移一些话术到别的话术包。",
            "Not written: over 20 MB or 100,000 phrases it could not be read back. Move phrases into another pack.",
        )
        .to_owned(),
        false => either(
            language,
            format!("全部内容超过 {} MB，导出了也读不回来，所以没有导出。请逐个导出话术包。", MAX_BYTES / 1_000_000),
            format!(
                "Not written: over {} MB it could not be read back. Export the packs one by one.",
                MAX_BYTES / 1_000_000
            ),
        ),
    }
}

pub(super) fn due(days: Option<u64>, language: Language) -> String {
    match days {
        Some(days) => either(
            language,
            format!("离上次备份 {days} 天了，又写了不少话术，存一份到别的地方吧。"),
            format!("The last backup is {days} days old and you wrote a good deal since; put a copy away."),
        ),
        None => either(
            language,
            "您写了不少话术，还没有备份过，存一份到别的地方吧。".into(),
            "You wrote a good deal and have no backup yet; put a copy away.".into(),
        ),
    }
}

pub(super) const fn later(language: Language) -> &'static str {
    match language {
        Language::Chinese => "以后再说",
        Language::English => "Later",
    }
}
