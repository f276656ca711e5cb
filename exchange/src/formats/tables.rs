//! Tables in: rows under a header, whosever they are. The header says which columns there are and whose table it is.

use super::Intake;
use crate::{
    Encoding, ExchangeError, Format, Note, Place, ProblemKind, Reading, cell,
    columns::{Column, find, mark},
    gaps::{Body, Syntax, import},
    table::{HEAD_ROWS, Row},
};
use qinyu::library::Phrase;

/// What 飞牛 calls the top level.
pub(super) const UNGROUPED: &str = "未分组";
/// Between alternatives of `ChatGPT-On-CS`, in keywords and in replies; and around a picture's name.
pub(super) const OR: &str = "[or]";
pub(super) const AND: &str = "[and]";
pub(super) const PICTURE: (&str, &str) = ("[@]", "[/@]");
/// Headers that are known and say nothing of a phrase, in their bare form.
const PASSED_OVER: &[&str] = &["模糊匹配", "支持正则"];

/// A sheet's header: where it stands and what its columns are.
struct Head {
    row: usize,
    columns: Vec<Option<Column>>,
    headers: Vec<String>,
}

/// Reads every sheet that has a header with a column for the reply.
pub(super) fn read(
    sheets: &[Vec<Row>],
    container: Format,
    encoding: Option<Encoding>,
) -> Result<Reading, ExchangeError> {
    let heads: Vec<Option<Head>> = sheets.iter().map(|rows| head(rows)).collect();
    let Some(first) = heads.iter().flatten().next() else {
        let found = sheets.iter().flatten().next().map(|row| row.cells.clone()).unwrap_or_default();
        return Err(ExchangeError::NoBodyColumn {
            found: found.into_iter().map(short).filter(|cell| !cell.is_empty()).collect(),
        });
    };
    let (format, own) = whose(&first.headers, container);
    let mut intake = Intake::new(format, encoding);
    let mut passed: Vec<String> = Vec::new();
    let mut unread = 0;
    for (number, (rows, head)) in (1..).zip(sheets.iter().zip(&heads)) {
        let Some(head) = head else {
            unread += usize::from(!rows.is_empty());
            continue;
        };
        let unused = head.headers.iter().zip(&head.columns).filter(|(_, column)| column.is_none());
        for (header, _) in
            unused.filter(|(header, _)| !header.is_empty() && !PASSED_OVER.contains(&mark(header).as_str()))
        {
            if !passed.contains(header) {
                passed.push(header.clone());
            }
        }
        for row in rows.iter().skip(head.row + 1) {
            let place = Place::Row { sheet: number, row: row.number };
            take(row, place, head, own, &mut intake)?;
        }
    }
    if !passed.is_empty() {
        intake.note(Note::ColumnsPassedOver(passed));
    }
    if unread > 0 {
        intake.note(Note::SheetsPassedOver(unread));
    }
    Ok(intake.finish())
}

/// The row among the first that names most columns, if one of them is the reply.
fn head(rows: &[Row]) -> Option<Head> {
    let heads = rows.iter().enumerate().take(HEAD_ROWS).map(|(row, cells)| {
        let mut columns: Vec<Option<Column>> = Vec::new();
        for header in &cells.cells {
            // The first of two columns that mean the same.
            columns.push(find(header).filter(|column| !columns.contains(&Some(*column))));
        }
        Head { row, columns, headers: cells.cells.iter().map(|header| short(header.clone())).collect() }
    });
    let named = |head: &Head| head.columns.iter().flatten().count();
    let with_reply =
        heads.filter(|head| [Column::Body, Column::Wording].iter().any(|reply| head.columns.contains(&Some(*reply))));
    // Of two alike the first: `max_by_key` would give the last.
    with_reply.reduce(|best, head| if named(&head) > named(&best) { head } else { best })
}

/// A header as it is shown, which a damaged file may make long.
fn short(header: String) -> String {
    header.trim().chars().take(30).collect()
}

/// Whose table it is, and whether our own.
fn whose(headers: &[String], container: Format) -> (Format, bool) {
    let marks: Vec<String> = headers.iter().map(|header| mark(header)).collect();
    let has = |header: &str| marks.iter().any(|mark| mark == header);
    let format = if headers.iter().any(|header| find(header) == Some(Column::Id)) {
        return (container, true);
    } else if has("匹配关键词") && has("回复内容") {
        Format::ChatgptOnCs
    } else if has("快捷短语编码") {
        Format::Qianniu
    } else if has("快捷短语") && (has("登记日期") || has("是否加入团队")) {
        Format::ShopWorkbook
    } else if has("快捷编码") && has("快捷短语") {
        Format::Feiniu
    } else if has("问题") && (has("回答") || has("话术")) {
        Format::Questions
    } else if has("content") && has("category") && has("tags") {
        Format::SpeechRepo
    } else if has("shortcode") && has("content") {
        Format::Chatwoot
    } else {
        container
    };
    (format, false)
}

fn take(row: &Row, place: Place, head: &Head, own: bool, intake: &mut Intake) -> Result<(), ExchangeError> {
    let extra = row.cells.iter().skip(head.columns.len()).filter(|cell| !cell.trim().is_empty()).count();
    if extra > 0 {
        intake.problem(place, ProblemKind::ExtraCells { extra });
        return Ok(());
    }
    if row.cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    let mut phrase = Phrase::default();
    for ((cell, column), header) in row.cells.iter().zip(&head.columns).zip(&head.headers) {
        let Some(column) = column else {
            if mark(header) == "支持正则" && ["是", "1", "true", "yes"].contains(&cell.trim().to_lowercase().as_str())
            {
                intake.setting("regex");
            }
            continue;
        };
        let good = if own { column.read(cell, &mut phrase) } else { foreign(*column, cell, &mut phrase) };
        if !good {
            intake.problem(place, ProblemKind::BadValue { column: column.name() });
        }
    }
    if own {
        return intake.own(place, phrase);
    }
    if intake.format() == Format::ChatgptOnCs {
        reply(&mut phrase);
    }
    let mut gaps = Body::default();
    for text in std::iter::once(&mut phrase.body).chain(&mut phrase.variants) {
        let body = import(text, Syntax::Braces);
        gaps.gaps += body.gaps;
        *text = body.text;
    }
    intake.gaps(place, &gaps);
    intake.foreign(place, phrase, None)
}

/// A cell of another program's table: lists stand in one line, and nothing is written with our escapes.
fn foreign(column: Column, cell: &str, phrase: &mut Phrase) -> bool {
    let text = cell::unescape(cell);
    let items = |marks: &[&str]| {
        let mut text = text.to_owned();
        for mark in marks {
            text = text.replace(mark, "\n");
        }
        let items: Vec<String> =
            text.lines().map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect();
        items
    };
    match column {
        Column::Tags => phrase.tags.extend(items(&[",", "，", "、", ";", "；", "|"])),
        Column::Queries => phrase.queries.extend(items(&["|", OR]).into_iter().map(|words| words.replace(AND, " "))),
        Column::Variants => phrase.variants.extend(items(&[OR])),
        Column::Group if text.trim() == UNGROUPED => {}
        Column::Code => text.trim().clone_into(&mut phrase.code),
        Column::Group => text.trim().clone_into(&mut phrase.group),
        Column::Title => text.trim().clone_into(&mut phrase.title),
        // Whose note it was is not known; also a shop's "锁定" is not ours.
        Column::Locked
        | Column::Successor
        | Column::Intents
        | Column::Stages
        | Column::Moods
        | Column::Translations => {}
        _ => return column.read(cell, phrase),
    }
    true
}

/// Takes a reply of `ChatGPT-On-CS` apart: pictures, alternatives, lines sent one after another.
fn reply(phrase: &mut Phrase) {
    let mut words = String::new();
    let mut rest = phrase.body.as_str();
    while let Some((before, after)) = rest.split_once(PICTURE.0) {
        words.push_str(before);
        let Some((name, after)) = after.split_once(PICTURE.1) else {
            words.push_str(PICTURE.0);
            rest = after;
            break;
        };
        phrase.images.push(name.trim().to_owned());
        rest = after;
    }
    words.push_str(rest);
    let mut wordings =
        words.split(OR).map(|words| words.replace(AND, "\n").trim().to_owned()).filter(|words| !words.is_empty());
    let body = wordings.next().unwrap_or_default();
    phrase.variants.extend(wordings);
    phrase.body = body;
}
