//! What was learned from the agent's choices: what there is, in the settings, and what there is to say of it.

use super::{icon, names::either};
use crate::{
    library::{Language, usage::HabitError},
    panel::{HabitNotice, State},
};
use maud::{Markup, html};

/// The part of the settings that gives what was learned to a colleague, takes theirs, and forgets it.
pub(super) fn settings(state: &State) -> Markup {
    let language = state.settings.language;
    let (phrases, intents) = state.usage.learned();
    let learned = match phrases {
        0 => either(language, "还没有。", "Nothing yet.").to_owned(),
        _ => either(
            language,
            format!("{intents} 种情况、{phrases} 条话术。"),
            format!("{phrases} phrases in {intents} situations."),
        ),
    };
    html! {
        section.group.habits {
            h2 { (either(language, "学到的习惯", "Habits learned")) }
            p.hint {
                span id="learned" { (learned) } " "
                (either(
                    language,
                    "您常选的排前，常跳过的排后，旧习惯会慢慢淡掉。只记次数，不记聊天内容。",
                    "What you choose moves up, what you pass over moves down, and old habits fade. Counts only, no word of a chat.",
                ))
            }
            div.row {
                button.plain type="button" data-action="export_habits" disabled[phrases == 0] {
                    (icon("download")) (either(language, "导出给同事", "Export for a colleague"))
                }
                label.plain.file {
                    (icon("upload")) (either(language, "合并同事的", "Merge a colleague's"))
                    input.unseen id="read-habits" type="file" accept=".json" data-action="read_habits";
                }
                button.plain type="button" data-action="forget_habits" disabled[phrases == 0] {
                    (icon("trash-2")) (either(language, "清除", "Forget"))
                }
            }
        }
    }
}

/// Its kind, tone and text.
pub(super) fn notice(notice: &HabitNotice, language: Language) -> (&'static str, &'static str, String) {
    let (kind, tone, text) = match notice {
        HabitNotice::Merged(phrases) => {
            let text = either(
                language,
                format!("已合并，{phrases} 条话术的习惯有变化。您自己的仍然优先。"),
                format!("Merged: habits of {phrases} phrases changed. Your own still count more."),
            );
            return ("habits_merged", "good", text);
        }
        HabitNotice::Exported => (
            "habits_exported",
            "good",
            ("已导出，同事在设置里合并。", "Written; a colleague merges it in the settings."),
        ),
        HabitNotice::NotMerged(HabitError::OtherFile) => (
            "no_habits",
            "bad",
            (
                "这个文件不是导出的习惯，或者已损坏。请让同事在设置里重新导出。",
                "No file of habits, or a damaged one. Ask your colleague to export it again in the settings.",
            ),
        ),
        HabitNotice::NotMerged(HabitError::NewerVersion) => (
            "newer_habits",
            "bad",
            ("这个文件是更新的版本导出的。请先更新亲语。", "Written by a later version. Please update Qinyu first."),
        ),
        HabitNotice::Forgotten(_) => (
            "habits_forgotten",
            "good",
            ("习惯已清除，使用次数还在。", "Habits forgotten; how often phrases were used stays."),
        ),
        HabitNotice::Remembered => ("habits_remembered", "good", ("习惯都回来了。", "All habits are back.")),
    };
    (kind, tone, either(language, text.0, text.1).to_owned())
}
