//! The team's folder among the [`packs`](super::packs): choosing one, what its files came to.

use super::{names, sign};
use crate::{
    library::{Language, folder::FileProblem},
    panel::{FolderLink, state::State},
};
use maud::{Markup, html};

/// Problems that are shown; a folder that some program turns over would else fill the screen.
const LINES: usize = 20;

/// Words of one language.
struct Words {
    title: &'static str,
    hint: &'static str,
    choose: &'static str,
    other: &'static str,
    unsupported: &'static str,
    asleep: &'static str,
    reconnect: &'static str,
    gone: &'static str,
    leave: &'static str,
    read: fn(usize, u16) -> String,
    not_written: &'static str,
    pictures_left: fn(usize) -> String,
    not_whole: &'static str,
    no_id: &'static str,
    personal: &'static str,
    left_out: fn(usize) -> String,
}

static CHINESE: Words = Words {
    title: "团队文件夹",
    hint: "选一个由网盘、NAS 或 Git 保持同步的文件夹，也可以直接拖进来。同事的改动会自动并进来；您维护的话术包，改动写进您自己的那个文件。亲语自己不联网。",
    choose: "选择文件夹",
    other: "换一个文件夹",
    unsupported: "这个浏览器不让扩展读文件夹。同事发来的话术包，请用下面的“导入话术包”。",
    asleep: "浏览器要您再点一次头，才让亲语读这个文件夹。",
    reconnect: "重新连接",
    gone: "找不到这个文件夹了。放回原处就会接着用，也可以换一个。",
    leave: "停用",
    read: |count, minute| format!("已并入 {count} 个文件，{:02}:{:02} 更新", minute / 60, minute % 60),
    not_written: "您的改动还没写进文件夹，过几秒再试。",
    pictures_left: |count| {
        format!("有 {count} 张图放不进文件夹里的文件（每个 20 MB），同事那边看不到；可以导出话术包发给他们。")
    },
    not_whole: "还没传完，传完就读",
    no_id: "没写话术包的 id，没有并入",
    personal: "这是您自己的话术包，不从文件夹改",
    left_out: |count| format!("有 {count} 条话术或图片坏了，没有用上；请维护的同事再导出一次"),
};

static ENGLISH: Words = Words {
    title: "Team folder",
    hint: "Choose a folder that a cloud drive, a NAS or Git keeps in step, or drop it here. Colleagues' changes come in by themselves; yours, in packs that you look after, go into a file of your own. Qinyu itself makes no connection.",
    choose: "Choose a folder",
    other: "Choose another",
    unsupported: "This browser gives extensions no folders. Use “Import a pack” below for what colleagues send.",
    asleep: "The browser asks you to allow this folder once more.",
    reconnect: "Reconnect",
    gone: "The folder is not where it was. Put it back and it goes on, or choose another.",
    leave: "Stop using it",
    read: |count, minute| format!("{count} files taken up, {:02}:{:02}", minute / 60, minute % 60),
    not_written: "Your changes are not in the folder yet; trying again in a few seconds.",
    pictures_left: |count| {
        format!(
            "{count} pictures have no room in the folder's file (20 MB) and colleagues lack them; export the pack for them."
        )
    },
    not_whole: "still on its way, read once it is whole",
    no_id: "the pack has no id, not taken up",
    personal: "your own pack, which no folder changes",
    left_out: |count| {
        format!("{count} phrases or pictures are damaged and left out; ask who looks after it to export it again")
    },
};

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let words = names::either(language, &CHINESE, &ENGLISH);
    let folder = &state.folder;
    let (name, hint) = match &folder.link {
        FolderLink::None => (None, Some(words.hint)),
        FolderLink::Unsupported => (None, Some(words.unsupported)),
        FolderLink::Asleep(name) => (Some(name), Some(words.asleep)),
        FolderLink::Open(name) => (Some(name), None),
        FolderLink::Gone(name) => (Some(name), Some(words.gone)),
    };
    let waiting = folder.files.problems().filter(|(_, problem)| **problem == FileProblem::Waits).count();
    html! {
        section.group id="team-folder" {
            h2 { (words.title) }
            @if let Some(name) = name { p { bdi { (name) } } }
            @if let Some(hint) = hint { p.hint { (hint) } }
            @if let (FolderLink::Open(_), Some(read)) = (&folder.link, folder.read) {
                p.hint role="status" { ((words.read)(folder.files.whole_files(), read.minute)) }
            }
            @if folder.not_written { p.hint role="status" { (words.not_written) } }
            @if folder.pictures_left > 0 { p.hint role="status" { ((words.pictures_left)(folder.pictures_left)) } }
            @if waiting > 0 { p.hint { (sign::waiting(waiting, language)) } }
            ul.list {
                @for (file, problem) in folder.files.problems().filter(|(_, problem)| **problem != FileProblem::Waits).take(LINES) {
                    li { bdi { (file) } span.count { (why(problem, words, language)) } }
                }
                @for (file, count) in folder.files.left_out().take(LINES) {
                    li { bdi { (file) } span.count { ((words.left_out)(count)) } }
                }
            }
            @if folder.link != FolderLink::Unsupported {
                div.row {
                    @if matches!(folder.link, FolderLink::Asleep(_)) { (button("reconnect", words.reconnect)) }
                    (button("choose", if name.is_some() { words.other } else { words.choose }))
                    @if name.is_some() { (button("leave", words.leave)) }
                }
            }
        }
    }
}

/// What was left out of the folder's files, where they are not on the screen.
pub(super) fn left_out(count: usize, language: Language) -> String {
    let words = names::either(language, &CHINESE, &ENGLISH);
    [words.title, ": ", &(words.left_out)(count)].concat()
}

fn button(name: &str, label: &str) -> Markup {
    html! { button.plain type="button" data-action="folder" data-name=(name) { (label) } }
}

fn why(problem: &FileProblem, words: &Words, language: Language) -> String {
    match problem {
        FileProblem::NotWhole => words.not_whole.into(),
        FileProblem::NoId => words.no_id.into(),
        FileProblem::Personal => words.personal.into(),
        FileProblem::Unchecked | FileProblem::Waits | FileProblem::NotTrusted(_) => {
            sign::set_aside(problem, language).into()
        }
        FileProblem::Refused(error) => names::no_pack(error, language),
    }
}
