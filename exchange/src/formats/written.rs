//! Phrases out: each format's file, from its columns or its shape.

use super::{
    Format, espanso, expanders,
    tables::{OR, PICTURE, UNGROUPED},
};
use crate::{
    ExchangeError, Written, cell,
    columns::{Column, OWN, join},
    gaps::{Syntax, export},
    losses, shape, table,
    workbook::{self, MAX_CELL_CHARS},
};
use qinyu::library::Phrase;

/// What stands above the header of a `ChatGPT-On-CS` workbook.
const HELP: &str = "匹配关键词之间用 | 表示或；回复内容中 [or] 分隔不同说法，[@]图片[/@] 表示图片";

pub(super) fn write(phrases: &[Phrase], format: Format) -> Result<Written, ExchangeError> {
    let lost = losses(phrases, format);
    let (bytes, ending) = match format {
        Format::Csv => (table::write(&own(phrases)), ".csv"),
        Format::Xlsx => {
            let mut rows = own(phrases);
            rows.iter_mut().flatten().for_each(fit);
            (workbook::write("话术", 1, &rows)?, ".xlsx")
        }
        Format::Pack => (shape::pack_text(phrases).into_bytes(), ".json"),
        Format::Qianniu => {
            let rows = rows(phrases, &["快捷短语编码", "快捷短语", "快捷短语分组"], |phrase| {
                vec![phrase.code.clone(), words(&phrase.body), phrase.group.clone()]
            });
            (table::write(&rows), ".csv")
        }
        Format::Feiniu => {
            let rows = rows(phrases, &["快捷编码", "快捷短语", "快捷短语分组"], |phrase| {
                let group = if phrase.group.is_empty() { UNGROUPED } else { &phrase.group };
                vec![phrase.code.clone(), words(&phrase.body), group.to_owned()]
            });
            (workbook::write("快捷短语", 1, &rows)?, ".xlsx")
        }
        Format::Chatwoot => {
            let rows =
                rows(phrases, &["short_code", "content"], |phrase| vec![phrase.code.clone(), words(&phrase.body)]);
            (table::write(&rows), ".csv")
        }
        Format::SpeechRepo => {
            let rows = rows(phrases, &["content", "category", "tags"], |phrase| {
                vec![words(&phrase.body), phrase.group.clone(), phrase.tags.join(",")]
            });
            (workbook::write("speech", 1, &rows)?, ".xlsx")
        }
        Format::ChatgptOnCs => {
            let headers = ["匹配关键词", "回复内容", "平台", "模糊匹配", "支持正则"];
            let mut rows = rows(phrases, &headers, |phrase| {
                let keywords = if phrase.queries.is_empty() { phrase.title.clone() } else { phrase.queries.join("|") };
                vec![keywords, reply(phrase), join(&phrase.scope.platforms), "是".to_owned(), "否".to_owned()]
            });
            rows.insert(0, vec![HELP.to_owned()]);
            rows.iter_mut().flatten().for_each(fit);
            (workbook::write("关键词", 2, &rows)?, ".xlsx")
        }
        Format::Espanso => (espanso::write(phrases).into_bytes(), ".yml"),
        Format::Beeftext => (expanders::write_beeftext(phrases).into_bytes(), ".json"),
        Format::TextBlaze => (expanders::write_text_blaze(phrases).into_bytes(), ".json"),
        Format::ShopWorkbook | Format::Questions | Format::Gorgias | Format::Zendesk | Format::Intercom => {
            return Err(ExchangeError::OnlyRead);
        }
    };
    Ok(Written { bytes, ending, lost })
}

fn own(phrases: &[Phrase]) -> Vec<Vec<String>> {
    let head = OWN.iter().map(|(_, chinese, english)| format!("{chinese} {english}")).collect();
    let rows = phrases.iter().map(|phrase| OWN.iter().map(|(column, ..)| column.write(phrase)).collect());
    std::iter::once(head).chain(rows).collect()
}

fn rows(phrases: &[Phrase], headers: &[&str], row: impl Fn(&Phrase) -> Vec<String>) -> Vec<Vec<String>> {
    let head = headers.iter().map(|header| (*header).to_owned()).collect();
    let cells = |phrase| row(phrase).iter().map(|text| cell::escape(text)).collect();
    std::iter::once(head).chain(phrases.iter().map(cells)).collect()
}

fn words(body: &str) -> String {
    export(body, Syntax::Braces).text
}

/// The reply of a `ChatGPT-On-CS` row: every wording, then the pictures.
pub(crate) fn reply(phrase: &Phrase) -> String {
    let wordings: Vec<String> = std::iter::once(&phrase.body).chain(&phrase.variants).map(|body| words(body)).collect();
    let pictures: String = phrase.images.iter().map(|name| format!("{}{name}{}", PICTURE.0, PICTURE.1)).collect();
    wordings.join(OR) + &pictures
}

/// True for a cell that a workbook can't hold.
pub(crate) fn is_over(cell: &str) -> bool {
    cell.len() > MAX_CELL_CHARS && cell.encode_utf16().count() > MAX_CELL_CHARS
}

/// Leaves out the last lines of a list that a workbook's cell can't hold; [`losses()`] names them.
fn fit(cell: &mut String) {
    while is_over(cell) {
        let end = cell.rfind('\n').unwrap_or(0);
        cell.truncate(end);
    }
}

/// Cells of a phrase in our own table that are over a workbook's limit.
pub(crate) fn has_long_cell(phrase: &Phrase) -> bool {
    OWN.iter().any(|(column, ..)| !matches!(column, Column::Id) && is_over(&column.write(phrase)))
}
