//! What things of the library tab are called, in both languages: owners, fields, problems, notices.

use super::{backup, library_words::words, names, restore, sharing, sign, team_folder};
use crate::{
    library::{Language, kept_pack::Owner, pack_file::PackProblemKind},
    panel::LibraryNotice,
};

/// Whose a pack is.
pub(super) const fn owner(owner: Owner, language: Language) -> &'static str {
    match (owner, language) {
        (Owner::Starter, Language::Chinese) => "自带",
        (Owner::Team, Language::Chinese) => "团队",
        (Owner::Maintained, Language::Chinese) => "团队·我维护",
        (Owner::Personal, Language::Chinese) => "我的",
        (Owner::Starter, Language::English) => "built in",
        (Owner::Team, Language::English) => "team",
        (Owner::Maintained, Language::English) => "team, mine to keep",
        (Owner::Personal, Language::English) => "mine",
    }
}

/// A field of a phrase.
pub(super) fn field(name: &str, language: Language) -> &str {
    let words = words(language);
    match name {
        "title" => words.title,
        "code" => words.code,
        "body" => words.body,
        "queries" => words.queries,
        "tags" => words.tags,
        "group" => words.group,
        "intents" => words.intents,
        "stages" => words.stages,
        "moods" => words.moods,
        "trades" => words.trades,
        "shops" => words.shops,
        "platforms" => words.platforms,
        "from" => words.from,
        "until" => words.until,
        "hours" => words.hours,
        "campaign" => words.campaign,
        "variants" => words.variants,
        "translations" => words.english,
        "note" => words.note,
        "images" => names::either(language, "图片", "Pictures"),
        "locked" => words.lock,
        "language" => names::either(language, "语言", "Language"),
        "trade" => words.trades,
        "policy/forbidden" => names::either(language, "团队禁用词", "Words not to be said"),
        "policy/required" => names::either(language, "必须有的空位", "Gaps that must be there"),
        other if other.starts_with("site/") => names::either(language, "教过的聊天页", "Chat pages that were taught"),
        other if other.starts_with("policy") => names::either(language, "团队规定", "The team's rules"),
        "successor" => names::either(language, "已换成", "Replaced by"),
        other if other.starts_with("writer/") => names::either(language, "同事的名字", "names of colleagues"),
        other => other,
    }
}

/// Why a line of a file was left out, or what of it was.
pub(super) fn problem(kind: &PackProblemKind, language: Language) -> String {
    match (kind, language) {
        (PackProblemKind::NoObject, Language::Chinese) => "不是一条话术，没有导入".into(),
        (PackProblemKind::NoId, Language::Chinese) => "没有 id，没有导入".into(),
        (PackProblemKind::DuplicateId, Language::Chinese) => "id 和前面的重复，没有导入".into(),
        (PackProblemKind::EmptyBody, Language::Chinese) => "没有正文，没有导入".into(),
        (PackProblemKind::TooLong, Language::Chinese) => "超过 1 万字，没有导入".into(),
        (PackProblemKind::BrokenTemplate, Language::Chinese) => "花括号没有配对，按原文保留".into(),
        (PackProblemKind::UnknownLabel(label), Language::Chinese) => format!("不认识的标签“{label}”，已略过"),
        (PackProblemKind::WrongShape(field), Language::Chinese) => format!("“{field}”的写法不对，已略过"),
        (PackProblemKind::WrongPicture(name), Language::Chinese) => {
            format!("图片 {name}… 损坏、太大或格式不对，没有导入；请对方重新导出")
        }
        (PackProblemKind::WrongPicture(name), Language::English) => {
            format!("picture {name}… is damaged, too large or of another kind, left out; ask for a new export")
        }
        (PackProblemKind::OtherSum, Language::Chinese) => "文件导出后被改过，请看清楚再导入".into(),
        (PackProblemKind::OtherSum, Language::English) => {
            "changed since it was exported; look before you import".into()
        }
        (PackProblemKind::NoObject, Language::English) => "no phrase, left out".into(),
        (PackProblemKind::NoId, Language::English) => "no id, left out".into(),
        (PackProblemKind::DuplicateId, Language::English) => "the id was used before, left out".into(),
        (PackProblemKind::EmptyBody, Language::English) => "no text, left out".into(),
        (PackProblemKind::TooLong, Language::English) => "over 10,000 characters, left out".into(),
        (PackProblemKind::BrokenTemplate, Language::English) => "a brace without its partner, kept as text".into(),
        (PackProblemKind::UnknownLabel(label), Language::English) => format!("unknown label “{label}”, passed over"),
        (PackProblemKind::WrongShape(field), Language::English) => {
            format!("“{field}” is not as it should be, passed over")
        }
    }
}

/// A notice's kind, tone and text.
pub(super) fn notice(notice: &LibraryNotice, language: Language) -> (&'static str, &'static str, String) {
    let text = |chinese: &str, english: &str| names::either(language, chinese, english).to_owned();
    match notice {
        LibraryNotice::Imported { changed } => (
            "imported",
            "good",
            names::either(
                language,
                format!("已导入，改动 {changed} 处，可以撤销。"),
                format!("Imported: {changed} records changed. Undo takes it back."),
            ),
        ),
        LibraryNotice::Undone { left: 0 } => ("undone", "good", text("已撤销。", "Undone.")),
        LibraryNotice::Undone { left } => (
            "undone",
            "bad",
            names::either(
                language,
                format!("已撤销；{left} 条后来又改过，保留现在的样子。"),
                format!("Undone; {left} changed since and stay as they are."),
            ),
        ),
        LibraryNotice::Removed => ("removed", "good", text("已移走，可以撤销。", "Gone; undo brings it back.")),
        LibraryNotice::Mended => ("mended", "good", text("改好了，可以撤销。", "Mended; undo takes it back.")),
        LibraryNotice::Locked => {
            ("locked", "bad", text("团队锁定了这条话术，不能改。", "The team locked this phrase."))
        }
        LibraryNotice::NoPack(error) => ("no_pack", "bad", names::no_pack(error, language)),
        LibraryNotice::NoFile(refused) => ("no_file", "bad", sharing::refused(refused, language)),
        LibraryNotice::NotWritten => {
            ("not_written", "bad", text("没有导出成功，请换一种格式。", "Not exported; choose another format."))
        }
        LibraryNotice::NoSuchPhrase(name) => (
            "no_such_phrase",
            "bad",
            names::either(
                language,
                format!("没有标题或编码是“{name}”的话术。"),
                format!("No phrase has the title or code “{name}”."),
            ),
        ),
        LibraryNotice::NoBackup(error) => ("no_backup", "bad", restore::refused(error, language)),
        LibraryNotice::Restored { changed } => ("restored", "good", restore::restored(*changed, language)),
        LibraryNotice::BackupDue { days } => ("backup_due", "good", backup::due(*days, language)),
        LibraryNotice::NoKey(refused) => ("no_key", "bad", sign::no_key(*refused, language).to_owned()),
        LibraryNotice::NoPublicKey => (
            "no_public_key",
            "bad",
            text(
                "这不是签这个包的公钥，没有信任。请当面或打电话向负责人要 .public.key 文件。",
                "Not the public key that signed this pack, so not trusted. Ask the lead for the .public.key file, in person or by phone.",
            ),
        ),
        LibraryNotice::Signed => ("signed", "good", text("签好了，可以发给同事。", "Signed; hand it out.")),
        LibraryNotice::NotSigned => (
            "not_signed",
            "bad",
            text("没有签成：刚有改动，请再签一次。", "Not signed: it was edited meanwhile; sign again."),
        ),
        LibraryNotice::Published(true) => {
            ("published", "good", text("签名的话术包已放进团队文件夹。", "The signed pack is in the team folder."))
        }
        LibraryNotice::Published(false) => (
            "not_published",
            "bad",
            text(
                "没能写进团队文件夹，请看看它还在不在。",
                "Not written into the team folder; see whether it is still there.",
            ),
        ),
        LibraryNotice::LeftOut(count) => ("left_out", "bad", team_folder::left_out(*count, language)),
        LibraryNotice::ExportedIn(files) => ("exported", "good", backup::exported_in(*files, language)),
        LibraryNotice::ExportedBare => ("exported_bare", "bad", backup::exported_bare(language).to_owned()),
        LibraryNotice::NotExported { is_pack } => ("not_exported", "bad", backup::not_exported(*is_pack, language)),
        LibraryNotice::Exported => ("exported", "good", text("已导出到下载文件夹。", "Exported to your downloads.")),
    }
}
