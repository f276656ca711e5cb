//! What the second module has to say, in the packs room: remarks on a file, the question for its encoding, what a format
//! can't hold; and the words for it.

use super::{
    library_names,
    library_words::{LibraryWords, words},
    names::either,
    packs,
};
use crate::{
    library::{
        Language,
        exchanged::{Refused, Remark},
    },
    panel::share::{FORMATS, Shared, Writing},
};
use maud::{Markup, html};

/// Remarks that are shown; the rest is counted.
const LINES: usize = 50;

/// What there is to say of a file.
pub(super) fn remarks(shared: &Shared, words: &LibraryWords, language: Language) -> Markup {
    let remarks = &shared.remarks;
    html! {
        @if !remarks.is_empty() {
            section.group.remarks {
                h2 { (either(language, "读这个文件时", "Reading this file")) }
                ul.list {
                    @for one in remarks.iter().take(LINES) {
                        li {
                            @if !one.place.is_empty() { bdi { "#" (one.place) } }
                            span.count { (remark(one, language)) }
                        }
                    }
                    @if remarks.len() > LINES { li { "… " ((words.count)(remarks.len())) } }
                }
            }
        }
    }
}

fn remark(remark: &Remark, language: Language) -> String {
    let detail = &remark.detail;
    let (chinese, english) = match remark.kind.as_str() {
        "empty_body" => ("没有正文，没有导入".into(), "no text, left out".into()),
        "too_long" => (format!("{detail} 字，超过 1 万字，没有导入"), format!("{detail} characters, left out")),
        "extra_cells" => (
            format!("比表头多 {detail} 格，正文里可能有没加引号的逗号，没有导入"),
            format!("{detail} cells more than the header: an unquoted comma, perhaps; left out"),
        ),
        "bad_value" => {
            (format!("“{detail}”的写法不对，已略过"), format!("“{detail}” is not as it should be, passed over"))
        }
        "duplicate_id" => ("id 和前面的重复，换了新的".into(), "the id was used before, it got a new one".into()),
        "bad_shape" => ("不是一条话术，没有导入".into(), "no phrase, left out".into()),
        "command" => ("会运行程序的写法，改成了空位".into(), "a command that runs something became a gap".into()),
        "encoding_guessed" => {
            ("文字编码是推断的，请看看有没有乱码".into(), "the encoding was found out; see that it reads right".into())
        }
        "columns_passed_over" => (format!("没用到的列：{detail}"), format!("columns passed over: {detail}")),
        "gaps_taken" => (format!("{detail} 个变量改成了空位"), format!("{detail} placeholders became gaps")),
        "titles_from_body" => {
            (format!("{detail} 条没有标题，取了正文开头"), format!("{detail} titles were taken from the text"))
        }
        "setting_dropped" => (format!("用不上的设置：{detail}"), format!("a setting without meaning here: {detail}")),
        "sheets_passed_over" => (format!("还有 {detail} 张表没有读"), format!("{detail} more sheets were not read")),
        other => (other.to_owned(), other.to_owned()),
    };
    either(language, chinese, english)
}

/// Why a file was not read.
pub(super) fn refused(refused: &Refused, language: Language) -> String {
    let detail = &refused.detail;
    let (chinese, english) = match refused.kind.as_str() {
        "file_too_large" => ("文件超过 20 MB，请拆成几个。".into(), "The file is over 20 MB; split it.".into()),
        "too_many_phrases" => ("超过 10 万条，请拆成几个文件。".into(), "Over 100,000 phrases; split the file.".into()),
        "archive" => (
            "这个工作簿不正常，没有打开。请在表格软件里另存一份，或存成 CSV。".into(),
            "The workbook is not as it should be and was not opened; save it anew, or as CSV.".into(),
        ),
        "other_encoding" => ("不是这种编码，换一种试试。".into(), "Not in that encoding; choose another.".into()),
        "unknown_format" => (
            "读不了这种文件，请导出成带表头的 CSV 或 xlsx。".into(),
            "Not a file that Qinyu reads; export it as CSV or xlsx with a header row.".into(),
        ),
        "no_body_column" => (
            format!("没有找到正文那一列（有：{detail}）。请把它的表头写成“内容”。"),
            format!("No column holds the reply (found: {detail}); name its header “content”."),
        ),
        "locked" => {
            ("工作簿有密码，请去掉密码再导入。".into(), "The workbook has a password; save it without one.".into())
        }
        _ => ("文件损坏，没有导入，请重新导出一份。".into(), "The file is damaged; export it again.".into()),
    };
    either(language, chinese, english)
}

/// The question for a file's encoding.
pub(super) fn encodings(candidates: &[(String, String)], words: &LibraryWords, language: Language) -> Markup {
    html! {
        (packs::bar(words))
        h1 { (either(language, "哪一种读得通？", "Which one reads right?")) }
        @for (encoding, preview) in candidates {
            div.version {
                p dir="auto" { (preview) }
                span.count { (encoding) }
                button.plain type="button" data-action="read_as" data-name=(encoding) { (words.choose) }
            }
        }
    }
}

/// The choice of another program's format for a pack.
pub(super) fn formats(pack: &str, language: Language) -> Markup {
    let label = either(language, "导出成别的格式", "Export as");
    html! {
        select id={ "export-as-" (pack) } data-action="export_as" data-name=(pack) aria-label=(label) {
            option value="" selected { (label) }
            @for format in FORMATS { option value=(format) { (format_name(format, language)) } }
        }
    }
}

fn format_name(format: &str, language: Language) -> &'static str {
    match format {
        "csv" => "CSV",
        "xlsx" => "Excel (xlsx)",
        "qianniu" => either(language, "千牛快捷短语 CSV", "Qianniu CSV"),
        "espanso" => "espanso",
        "beeftext" => "Beeftext",
        "text-blaze" => "Text Blaze",
        "chatwoot" => "Chatwoot",
        _ => "ChatGPT-On-CS",
    }
}

/// What a format can't hold, before it is written.
pub(super) fn writing(writing: &Writing, title: &str, words: &LibraryWords, language: Language) -> Markup {
    html! {
        (packs::bar(words))
        h1 { bdi { (title) } " · " (format_name(&writing.format, language)) }
        @if writing.lost.is_empty() {
            p.hint { (either(language, "这种格式全都装得下。", "This format holds everything.")) }
        } @else {
            p.hint { (either(language, "这种格式装不下这些，导出的文件里不会有：", "This format can't hold these; the file will lack them:")) }
            ul.list {
                @for (field, phrases) in &writing.lost {
                    li { (lost(field, language)) span.count { ((words.count)(*phrases)) } }
                }
            }
        }
        div.row {
            button.primary type="button" id="write-as" data-action="write_as" { (words.export) }
            button.plain type="button" data-action="go" data-name="packs" { (words.cancel) }
        }
    }
}

fn lost(field: &str, language: Language) -> &str {
    match field {
        "validity" => words(language).validity,
        "images" => either(language, "图片", "pictures"),
        "successor" => either(language, "接替它的话术", "what took its place"),
        "gaps" => either(language, "空位的默认文字", "gaps and their fallbacks"),
        "marks" => either(language, "会被当成变量的花括号", "braces that would be read as a placeholder"),
        "length" => either(language, "超出长度的文字", "texts over its length"),
        other => library_names::field(other, language),
    }
}
