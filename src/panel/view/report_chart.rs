//! A chart of the report: bars in plain SVG, each with a whole and the part of it that matters, said in a sentence for who
//! does not see them, and as a table under it. Part of the `report` tab.

use super::{names::either, offers::Both};
use crate::library::Language;
use maud::{Markup, html};

/// Units across: about the pixels that a panel of 360 has for it.
const WIDTH: u64 = 320;
/// Units that the highest column has, and those above it for its number.
const COLUMN: u64 = 80;
const ABOVE: u64 = 12;
/// Units below the columns, for what they are of.
const BELOW: u64 = 14;
/// Columns that have room for a number and a label each; of more, every fifth is labelled.
const ROOMY: usize = 12;
const EVERY: usize = 5;
/// Units of a row: its label, and the bar under it.
const ROW: u64 = 28;
const BAR: u64 = 8;
/// Units that the longest bar has; behind it stands its number.
const LONGEST: u64 = 270;
/// Characters of a row's label: what fits across, of Chinese.
const LABEL: usize = 26;
/// Rows that are drawn; the table has more.
const DRAWN: usize = 10;
/// Rows of a table; the file that is given out has all.
const LISTED: usize = 60;

const TABLE: Both = Both { zh: "看表格", en: "As a table" };

/// What is drawn.
pub(super) struct Chart {
    /// Names its elements.
    pub(super) id: &'static str,
    pub(super) title: Both,
    /// What the bars are, and what the part of them is; empty where there is none.
    pub(super) whole: Both,
    pub(super) part: Option<Both>,
    /// Columns of the table behind the label.
    pub(super) heads: Vec<&'static str>,
    pub(super) rows: Vec<Row>,
    pub(super) shape: Shape,
}

/// A bar, and its row of the table.
pub(super) struct Row {
    pub(super) label: String,
    /// What stands under a column where there are many.
    pub(super) short: String,
    pub(super) whole: u64,
    pub(super) part: u64,
    pub(super) cells: Vec<u64>,
}

/// How it is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Columns side by side: days, months.
    Columns,
    /// Bars one under the other: kinds, phrases.
    Bars,
}

/// The chart; nothing where there is nothing to be drawn.
pub(super) fn chart(chart: &Chart, language: Language) -> Markup {
    let most = chart.rows.iter().map(|row| row.whole).max().unwrap_or(0);
    let (title, about) = (format!("report-{}", chart.id), format!("report-{}-about", chart.id));
    html! {
        @if most > 0 {
            figure.chart id={ "report-" (chart.id) "-chart" } {
                figcaption {
                    h2 { (chart.title.of(language)) }
                    @if let Some(part) = chart.part {
                        p.legend { i.whole {} (chart.whole.of(language)) " " i.part {} (part.of(language)) }
                    }
                }
                svg role="img" aria-labelledby={ (title) " " (about) } viewBox={ "0 0 " (WIDTH) " " (height(chart)) } {
                    title id=(title) { (chart.title.of(language)) }
                    desc id=(about) { (sentence(chart, language)) }
                    @match chart.shape {
                        Shape::Columns => (columns(chart, most)),
                        Shape::Bars => (bars(chart, most)),
                    }
                }
                details {
                    summary { (TABLE.of(language)) span.unseen { " " (chart.title.of(language)) } }
                    (table(chart, language))
                }
            }
        }
    }
}

fn height(chart: &Chart) -> u64 {
    match chart.shape {
        Shape::Columns => ABOVE + COLUMN + BELOW,
        Shape::Bars => ROW * drawn(chart).count() as u64,
    }
}

/// Units of a part of the highest; what is there at all shows.
fn units(count: u64, most: u64, all: u64) -> u64 {
    let units = count.min(most).saturating_mul(all) / most.max(1);
    units.max(u64::from(count > 0))
}

fn columns(chart: &Chart, most: u64) -> Markup {
    let count = chart.rows.len().max(1);
    let is_roomy = count <= ROOMY;
    let step = WIDTH / count as u64;
    let width = step.saturating_sub(if is_roomy { 8 } else { 2 }).max(1);
    let bottom = ABOVE + COLUMN;
    html! {
        @for (place, row) in chart.rows.iter().enumerate() {
            @let x = place as u64 * step;
            @let high = units(row.whole, most, COLUMN);
            @let part = units(row.part, most, COLUMN);
            rect.whole[chart.part.is_some()].part[chart.part.is_none()] x=(x) y=(bottom - high) width=(width) height=(high) {}
            @if chart.part.is_some() { rect.part x=(x) y=(bottom - part) width=(width) height=(part) {} }
            @if is_roomy && row.whole > 0 { text x=(x + width / 2) y=(bottom - high - 2) text-anchor="middle" { (row.whole) } }
            @if is_roomy || place == 0 || (place + 1) % EVERY == 0 {
                text x=(x + width / 2) y=(bottom + BELOW - 3) text-anchor="middle" { (row.short) }
            }
        }
    }
}

/// The rows that have a bar.
fn drawn(chart: &Chart) -> impl Iterator<Item = &Row> {
    chart.rows.iter().filter(|row| row.whole > 0).take(DRAWN)
}

fn bars(chart: &Chart, most: u64) -> Markup {
    html! {
        @for (place, row) in drawn(chart).enumerate() {
            @let y = place as u64 * ROW;
            @let long = units(row.whole, most, LONGEST);
            text x="0" y=(y + 11) { (cut(&row.label)) }
            rect.whole[chart.part.is_some()].part[chart.part.is_none()] x="0" y=(y + 15) width=(long) height=(BAR) {}
            @if chart.part.is_some() { rect.part x="0" y=(y + 15) width=(units(row.part, most, LONGEST)) height=(BAR) {} }
            text x=(long + 4) y=(y + 23) { (row.whole) @if chart.part.is_some() { " / " (row.part) } }
        }
    }
}

fn cut(label: &str) -> String {
    let mut shown: String = label.chars().take(LABEL).collect();
    if label.chars().nth(LABEL).is_some() {
        shown.push('…');
    }
    shown
}

/// What the bars say.
fn sentence(chart: &Chart, language: Language) -> String {
    let sum = |of: fn(&Row) -> u64| chart.rows.iter().map(of).fold(0, u64::saturating_add);
    let (whole, part) = (sum(|row| row.whole), sum(|row| row.part));
    let name = chart.whole.of(language);
    let part =
        chart.part.map(|named| either(language, format!("，{} {part}", named.zh), format!(", {} {part}", named.en)));
    let highest = chart.rows.iter().reduce(|most, row| if row.whole > most.whole { row } else { most });
    let highest = highest.map(|row| {
        let (label, count) = (&row.label, row.whole);
        either(language, format!("。最多：{label}，{count}。"), format!(". Most: {label}, {count}."))
    });
    format!("{name} {whole}{}{}", part.unwrap_or_default(), highest.unwrap_or_default())
}

fn table(chart: &Chart, language: Language) -> Markup {
    let first = match chart.shape {
        Shape::Columns => either(language, "日期", "Date"),
        Shape::Bars => either(language, "名称", "Name"),
    };
    html! {
        table.sales {
            thead { tr { th scope="col" { (first) } @for head in &chart.heads { th.number scope="col" { (head) } } } }
            tbody {
                @for row in chart.rows.iter().filter(|row| row.cells.iter().any(|count| *count > 0)).take(LISTED) {
                    tr {
                        th scope="row" { bdi { (row.label) } }
                        @for count in &row.cells { td.number { (count) } }
                    }
                }
            }
        }
    }
}
