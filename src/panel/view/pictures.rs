//! Pictures of phrases: in the [`editor`](super::editor), beside a reply that was chosen, and what there is to say of them;
//! with the words for it.

use super::{
    icon, icon_button,
    names::{self, either},
};
use crate::{
    library::{
        Language, Phrase, PhraseId,
        picture::{self, MAX_BYTES, MAX_FILE_BYTES, MAX_PICTURES, Refusal},
    },
    panel::{Address, Bringer, Link, Offered, PictureNotice, State},
    wire::Outcome,
};
use maud::{Markup, html};

/// Bytes of a megabyte, as people count them.
const MB: usize = 1_000_000;

/// The pictures of the open phrase, to be added to, described, put in order and taken away.
pub(super) fn editor(state: &State, phrase: &Phrase) -> Markup {
    let language = state.settings.language;
    let count = phrase.images.len();
    html! {
        section.pictures aria-label=(title(language)) {
            ul {
                @for (place, entry) in phrase.images.iter().enumerate() {
                    @let (name, words) = picture::split(entry);
                    li draggable="true" data-picture=(place) {
                        (shown(state, entry, place, false))
                        @match name {
                            Some(name) => input id={ "words-" (name) } type="text" autocomplete="off" dir="auto" data-action="picture_words"
                                data-slot=(place) data-name=(place) aria-label=(either(language, "图片说明", "What the picture shows"))
                                placeholder=(either(language, "说明，如：尺码表", "What it shows")) value=(words);,
                            None => span.count { (words) },
                        }
                        (step(place, place.checked_sub(1), "arrow-up", either(language, "往前移", "Move up")))
                        (step(place, Some(place + 1).filter(|to| *to < count), "arrow-down", either(language, "往后移", "Move down")))
                        (icon_button("picture_remove", place, "trash-2", either(language, "去掉这张图片", "Remove the picture")))
                    }
                }
            }
            @if count < MAX_PICTURES {
                div.row {
                    label.plain.file {
                        (icon("image-plus")) (either(language, "加图片", "Add pictures"))
                        input.unseen id="add-pictures" type="file" multiple accept="image/png,image/jpeg,image/webp,image/gif"
                            data-action="add_pictures" data-name=(phrase.id.0);
                    }
                    span.hint { (either(language, "也可以粘贴，或拖到这里", "Or paste them, or drop them here")) }
                }
            }
        }
    }
}

fn step(from: usize, to: Option<usize>, icon_name: &str, label: &str) -> Markup {
    html! {
        button.quiet type="button" data-action="picture_place" data-slot=(from) data-name=(to.unwrap_or(from)) disabled[to.is_none()]
            aria-label=(label) title=(label) { (icon(icon_name)) }
    }
}

/// How many pictures go with a suggestion; a click offers them without its text.
pub(super) fn count(phrase: &PhraseId, count: usize, language: Language) -> Markup {
    html! {
        @if count > 0 {
            @let label = either(language, format!("看这条的 {count} 张图片"), format!("Show its {count} pictures"));
            button.quiet.counted type="button" data-action="pictures" data-name=(phrase.0) aria-label=(label) title=(label) {
                (icon("image")) (count)
            }
        }
    }
}

/// The pictures of the reply that was chosen last.
pub(super) fn offered(state: &State) -> Markup {
    let Some(Offered { title, entries }) = &state.work.offered else { return html! {} };
    let language = state.settings.language;
    let goes_into_page = matches!(state.link, Link::Attached { .. }) && !state.copies();
    html! {
        section.offered aria-label=(either(language, "这条话术的图片", "Pictures of this phrase")) {
            div.bar {
                (icon("image"))
                bdi { (title) }
                (icon_button("pictures_close", 0, "x", either(language, "不用图片", "No pictures")))
            }
            ul {
                @for (place, entry) in entries.iter().enumerate() {
                    @let (name, _) = picture::split(entry);
                    li {
                        (shown(state, entry, place, true))
                        @if let Some(name) = name.filter(|name| state.pictures.address(name) != Some(&Address::Missing)) {
                            @let words = alt(entry, place, language);
                            div.row {
                                @if goes_into_page {
                                    @let label = either(language, format!("插入：{words}"), format!("Insert: {words}"));
                                    button.plain type="button" data-action="picture_insert" data-name=(name) aria-label=(label) {
                                        (either(language, "插入", "Insert"))
                                    }
                                }
                                (copy_button(name, &either(language, format!("复制：{words}"), format!("Copy: {words}")), ""))
                            }
                        }
                    }
                }
            }
            p.hint { (either(language, "图片要单独点，或拖进聊天；发送由您来点。", "Each picture is a click of its own, or drag it into the chat. You send.")) }
        }
    }
}

/// A picture, or that it is not here.
fn shown(state: &State, entry: &str, place: usize, can_leave: bool) -> Markup {
    let language = state.settings.language;
    let (name, _) = picture::split(entry);
    match name.map(|name| state.pictures.address(name)) {
        Some(Some(Address::Here(address))) => html! {
            img src=(address) alt=(alt(entry, place, language)) title=(alt(entry, place, language)) draggable=(can_leave);
        },
        Some(None | Some(Address::Asked)) => html! { span.no-picture {} },
        None | Some(Some(Address::Missing)) => html! {
            span.no-picture { (icon("image-off")) (either(language, "这张图片不在这台电脑上", "Not on this computer")) }
        },
    }
}

fn alt(entry: &str, place: usize, language: Language) -> String {
    match picture::split(entry).1 {
        "" => either(language, format!("图片 {}", place + 1), format!("Picture {}", place + 1)),
        words => words.to_owned(),
    }
}

/// The button that puts a picture on the clipboard, after the page did not take it.
pub(super) fn copy(name: &str, language: Language) -> Markup {
    let label = either(language, "复制图片", "Copy the picture");
    copy_button(name, label, label)
}

fn copy_button(name: &str, label: &str, words: &str) -> Markup {
    html! {
        button.plain type="button" data-action="picture_copy" data-name=(name) aria-label=(label) title=(label) {
            (icon("copy")) (words)
        }
    }
}

/// How many pictures an import brings.
pub(super) fn brought(count: usize, language: Language) -> String {
    either(language, format!("带来 {count} 张图片"), format!("{count} pictures come along"))
}

fn title(language: Language) -> &'static str {
    either(language, "图片", "Pictures")
}

/// A notice's kind, tone and text.
pub(super) fn notice(notice: &PictureNotice, language: Language) -> (&'static str, &'static str, String) {
    let text = |chinese: &str, english: &str| either(language, chinese, english).to_owned();
    match notice {
        PictureNotice::Refused(refused) => {
            let each = refused.iter().map(|(file, why)| refusal(file, *why, language));
            ("picture_refused", "bad", each.collect::<Vec<_>>().join(either(language, "；", "; ")))
        }
        PictureNotice::Inserted => {
            ("picture_inserted", "good", text("图片已插入，看一下再发。", "The picture is in; look, then send."))
        }
        PictureNotice::NotTaken { outcome: Outcome::NotNoticed, .. } => (
            "picture_not_taken",
            "bad",
            text(
                "页面里没看到图片出现。可以复制后在输入框按 Ctrl+V，或直接拖进聊天。",
                "No picture appeared in the page. Copy it and press Ctrl+V in the input box, or drag it into the chat.",
            ),
        ),
        PictureNotice::NotTaken { outcome, .. } => {
            ("picture_not_taken", "bad", names::refused(*outcome, language).to_owned())
        }
        PictureNotice::Copied => (
            "picture_copied",
            "good",
            text("图片已复制，在输入框按 Ctrl+V 粘贴。", "Copied; press Ctrl+V in the input box."),
        ),
        PictureNotice::NotCopied => (
            "picture_not_copied",
            "bad",
            text("浏览器没让复制，把图片拖进聊天试试。", "The browser refused to copy; try dragging it into the chat."),
        ),
        PictureNotice::Missing => (
            "picture_missing",
            "bad",
            text(
                "这张图片不在这台电脑上，请同事导出话术包给您。",
                "That picture is not on this computer; ask a colleague to export the pack.",
            ),
        ),
        PictureNotice::NotKept(bringer) => ("picture_not_kept", "bad", not_kept(*bringer, language).to_owned()),
    }
}

/// Pictures that came with something could not be kept: what became of the rest, and what to do.
fn not_kept(bringer: Bringer, language: Language) -> &'static str {
    let (chinese, english) = match bringer {
        Bringer::Plan => (
            "图片没存下来，可能是磁盘满了，所以还没有导入。腾出空间后再点一次“导入”。",
            "The pictures could not be kept, perhaps for a full disk, so nothing was imported. Free some space and import again.",
        ),
        Bringer::Backup => (
            "话术和设置都恢复了，图片没有存全，可能是磁盘满了。腾出空间后再恢复一次这份备份。",
            "All is back but some pictures, perhaps for a full disk. Free some space and restore this backup again.",
        ),
        Bringer::Folder => (
            "团队文件夹里的图片没有存全，可能是磁盘满了。腾出空间后重新打开亲语，就会再取一次。",
            "Some pictures of the team's folder could not be kept, perhaps for a full disk. Free some space and open Qinyu again; they are fetched then.",
        ),
    };
    either(language, chinese, english)
}

fn refusal(file: &str, why: Refusal, language: Language) -> String {
    let (chinese, english) = match why {
        Refusal::NoPicture => ("不是 PNG、JPEG、WebP 或 GIF".to_owned(), "no PNG, JPEG, WebP or GIF".to_owned()),
        Refusal::TooLarge => (
            format!("太大（文件最多 {} MB，动图最多 {} MB）", MAX_FILE_BYTES / MB as u64, MAX_BYTES / MB),
            format!("too large (files up to {} MB, moving ones {} MB)", MAX_FILE_BYTES / MB as u64, MAX_BYTES / MB),
        ),
        Refusal::TooMany => {
            (format!("一条话术最多 {MAX_PICTURES} 张"), format!("a phrase has {MAX_PICTURES} pictures at most"))
        }
        Refusal::NotKept => ("没存下来，磁盘可能满了".to_owned(), "could not be kept; the disk may be full".to_owned()),
    };
    let why = either(language, chinese, english);
    if file.is_empty() { why } else { either(language, format!("{file}：{why}"), format!("{file}: {why}")) }
}
