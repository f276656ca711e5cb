//! What is bought together in the shop tab: categories against categories, the pairs of one cell to be corrected, and the
//! shop's own rules behind them.

use super::{
    offers::{Both, pick},
    shop::{judge, together},
    shop_rules,
};
use crate::{library::Language, panel::state::State};
use maud::{Markup, html};

const MATRIX: Both = Both { zh: "哪类和哪类一起买", en: "Bought together, by category" };
const HINT: Both = Both {
    zh: "行是已选的商品，列是一起买的商品，数字是次数；偶然的不算。点一格看是哪些商品，可以更正。",
    en: "A row is what stands in the basket, a column what is bought with it, a number how often; what chance explains \
         is left out. A click lists the pairs, to be corrected.",
};
const NONE: Both = Both {
    zh: "还没有订单，看不出什么和什么一起买。到「资料」里导入订单文件。",
    en: "No orders yet that show what goes together. Bring in their file under “Files”.",
};
/// Pairs of a cell that are listed.
const LISTED: usize = 12;
/// Shades of a cell.
const SHADES: u64 = 4;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let matrix = state.matrix();
    html! {
        h2 { (MATRIX.of(language)) }
        @if matrix.most() == 0 { p.hint { (NONE.of(language)) } } @else {
            (table(state))
            @match state.shop_desk.cell {
                Some((row, column)) => (pairs(state, row, column)),
                None => { p.hint { (HINT.of(language)) } }
            }
        }
        (shop_rules::view(state))
    }
}

fn table(state: &State) -> Markup {
    let language = state.settings.language;
    let matrix = state.matrix();
    html! {
        table.matrix {
            thead {
                tr {
                    td {}
                    @for (place, name) in (1..).zip(&matrix.categories) {
                        th scope="col" title=(name) { span aria-hidden="true" { (place) } span.unseen { (name) } }
                    }
                }
            }
            tbody {
                @for (row, name) in matrix.categories.iter().enumerate() {
                    tr {
                        th scope="row" title=(name) { span aria-hidden="true" { (row + 1) " " } bdi { (leaf(name)) } }
                        @for (column, other) in matrix.categories.iter().enumerate() {
                            @let times = matrix.times(row, column);
                            td data-shade=(shade(times, matrix.most())) {
                                @if times > 0 {
                                    button type="button" data-action="shop_cell" data-name={ (row) " " (column) }
                                        aria-pressed=(state.shop_desk.cell == Some((row, column)))
                                        aria-label=(label(language, name, other, times)) { (short(times)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The last part of a category's name, as long as it fits.
fn leaf(name: &str) -> &str {
    name.rsplit(" > ").next().unwrap_or(name)
}

fn label(language: Language, name: &str, other: &str, times: u32) -> String {
    match language {
        Language::Chinese => format!("{name} 和 {other}：一起买 {times} 次"),
        Language::English => format!("{name} with {other}: {times} times"),
    }
}

/// A number in three characters.
fn short(times: u32) -> String {
    match times {
        0..1_000 => times.to_string(),
        1_000..100_000 => format!("{}k", times / 1_000),
        _ => "99+k".into(),
    }
}

/// From 0, nothing, to the most: the number's length counts, for one pair is bought a thousand times and the next ten.
fn shade(times: u32, most: u32) -> u64 {
    let length = |number: u32| u64::from(u32::BITS - number.leading_zeros());
    (length(times) * SHADES).div_ceil(length(most).max(1))
}

fn pairs(state: &State, row: usize, column: usize) -> Markup {
    let language = state.settings.language;
    let shop = &state.selling.shop;
    let partners = &shop.learnt.partners;
    let found = state.matrix().pairs(&shop.catalog, partners, row, column);
    let items = |item: u32, other: u32| Some((shop.catalog.get(item)?, shop.catalog.get(other)?));
    html! {
        p.summary role="status" { (count(language, found.len())) }
        ul.items {
            @for pair in found.iter().take(LISTED) {
                @if let Some((item, other)) = items(pair.item, pair.partner.item) {
                    @let sold = partners.sold.get(pair.item as usize).copied().unwrap_or(0);
                    li.item {
                        button.use type="button" data-action="shop_open" data-name=(item.id.0) {
                            span.what {
                                bdi.title { (item.title) }
                                bdi.title { "＋ " (other.title) }
                                span.about { (together(language, &pair.partner, sold, partners.lift(pair.item, &pair.partner), true)) }
                            }
                        }
                        (judge(state, item, other, pair.partner.relation))
                    }
                }
            }
        }
    }
}

fn count(language: Language, pairs: usize) -> String {
    let listed = pairs.min(LISTED);
    match language {
        Language::Chinese if listed < pairs => format!("{pairs} 对商品，前 {listed} 对："),
        Language::Chinese => format!("{pairs} 对商品："),
        Language::English if listed < pairs => format!("{pairs} pairs, the first {listed}:"),
        Language::English => format!("{pairs} {}:", pick(language, "", if pairs == 1 { "pair" } else { "pairs" })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_and_numbers_fit_their_cells() {
        assert_eq!([0, 1, 60, 61, 4_000].map(|times| shade(times, 4_000)), [0, 1, 2, 2, 4]);
        assert_eq!([7, 999, 1_000, 45_678, 100_000].map(short), ["7", "999", "1k", "45k", "99+k"]);
    }
}
