//! Which charts the report has: days beside one another, and names below one another. Part of the `report` tab.

use super::{
    offers::Both,
    report_chart::{Chart, Row, Shape},
    report_words::{self, what},
};
use crate::{
    care::report::{Period, Sums, What},
    panel::state::State,
};

/// Columns from which a day has room for its number alone.
const MANY: usize = 13;

pub(super) fn charts(state: &State, sums: &Sums) -> Vec<Chart> {
    let columns = state.report_columns();
    let over_time = |id, title, whole, part, counted: &[What], bar: fn(&Sums) -> (u64, u64)| Chart {
        part: Some(part),
        rows: columns
            .iter()
            .map(|(period, sums)| column(*period, columns.len(), bar(sums), cells(sums, counted)))
            .collect(),
        ..empty(id, title, whole, counted, Shape::Columns, state)
    };
    vec![
        over_time(
            "suggestions",
            Both { zh: "建议与采用", en: "Suggestions and what was taken" },
            what(What::Offered),
            Both { zh: "采用", en: "taken" },
            &[What::Offered, What::Taken, What::Edited, What::Found],
            |sums| (sums.total(What::Offered), sums.taken()),
        ),
        over_time(
            "characters",
            Both { zh: "发出的字数", en: "Characters sent" },
            Both { zh: "全部", en: "all" },
            what(What::Inserted),
            &[What::Inserted, What::Typed],
            |sums| (sums.total(What::Inserted).saturating_add(sums.total(What::Typed)), sums.total(What::Inserted)),
        ),
        by_name("phrases", Both { zh: "常用话术", en: "Phrases used most" }, &[What::Phrase], None, sums, state),
        by_name(
            "questions",
            Both { zh: "没有话术的问题", en: "Questions without a phrase" },
            &[What::Gap],
            None,
            sums,
            state,
        ),
        by_name(
            "offers",
            Both { zh: "搭配推荐", en: "Cross-selling" },
            &[What::Offer, What::OfferTaken],
            Some(What::OfferTaken),
            sums,
            state,
        ),
        by_name(
            "findings",
            Both { zh: "发前检查", en: "Checks before sending" },
            &[What::Finding, What::Mended, What::Held],
            Some(What::Mended),
            sums,
            state,
        ),
        promises(sums, state),
    ]
}

fn promises(sums: &Sums, state: &State) -> Chart {
    let counted = [What::Kept, What::InTime, What::Late];
    let title = Both { zh: "承诺", en: "Promises" };
    let mut chart = by_name("promises", title, &counted, Some(What::InTime), sums, state);
    // What was closed may have been noted long before, so that the whole is what was closed.
    chart.whole = Both { zh: "完成", en: "closed" };
    for row in &mut chart.rows {
        row.whole = row.cells.iter().skip(1).fold(0, |sum, count| sum.saturating_add(*count));
    }
    chart
}

/// A chart of what is counted by name: the first of it is the whole, a row for each name.
fn by_name(id: &'static str, title: Both, counted: &[What], part: Option<What>, sums: &Sums, state: &State) -> Chart {
    let first = counted.first().copied().unwrap_or(What::Offered);
    let mut rows: Vec<Row> = Vec::new();
    for name in names(sums, counted) {
        let label = report_words::name(state, first, &name);
        let cells: Vec<u64> = counted.iter().map(|what| sums.get(*what, &name)).collect();
        let (whole, part) = (sums.get(first, &name), part.map_or(0, |what| sums.get(what, &name)));
        match rows.iter_mut().find(|row| row.label == label) {
            // Colleagues' own phrases are not known here by their titles, nor is what a later version counts.
            Some(row) => {
                row.whole = row.whole.saturating_add(whole);
                row.part = row.part.saturating_add(part);
                row.cells.iter_mut().zip(cells).for_each(|(sum, count)| *sum = sum.saturating_add(count));
            }
            None => rows.push(Row { label, short: String::new(), whole, part, cells }),
        }
    }
    Chart { part: part.map(what), rows, ..empty(id, title, what(first), counted, Shape::Bars, state) }
}

fn empty(id: &'static str, title: Both, whole: Both, counted: &[What], shape: Shape, state: &State) -> Chart {
    let heads = counted.iter().map(|counted| what(*counted).of(state.settings.language)).collect();
    Chart { id, title, whole, part: None, heads, rows: Vec::new(), shape }
}

/// The names that any of these is counted under, those of the first before the others, the highest first.
fn names(sums: &Sums, counted: &[What]) -> Vec<String> {
    let mut names = Vec::new();
    for (name, _) in counted.iter().flat_map(|what| sums.of(*what)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn cells(sums: &Sums, counted: &[What]) -> Vec<u64> {
    counted.iter().map(|what| sums.total(*what)).collect()
}

fn column(period: Period, columns: usize, (whole, part): (u64, u64), cells: Vec<u64>) -> Row {
    let label = period.print();
    // `11-29` of a day, `29` where there are many, `26-11` of a month.
    let short = match period {
        Period::Day(_) if columns >= MANY => label.get(8..),
        Period::Day(_) => label.get(5..),
        Period::Month { .. } => label.get(2..),
    };
    Row { short: short.unwrap_or_default().to_owned(), label, whole, part, cells }
}
