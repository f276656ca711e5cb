//! The sample shop's items and its orders, drawn from a seed.

use super::words::{COLOURS, KINDS, MERITS, PLANTED, RISE, RISE_DAYS, RISING, SHADES, STYLES};
use crate::eval::Draw;
use qinyu::{
    day::Day,
    shop::{CatalogItem, ItemId, Price, Stock, order_book::CODE},
};

/// Order lines of the shop.
pub(super) const LINES: usize = 20_000;
/// Buyers; each comes back two or three times.
const BUYERS: usize = 4_000;
/// The days that the orders lie in: thirteen months, so that every season is there.
pub(super) const FIRST: Day = Day { year: 2025, month: 10, day: 1 };
pub(super) const LAST: Day = Day { year: 2026, month: 10, day: 31 };
/// Of a hundred items: off the shelf, before their sale, sold out.
const OFF: usize = 6;
const PRESALE: usize = 4;
const SOLD_OUT: usize = 5;

/// An order line.
pub(super) struct Sold {
    /// Its place in the items.
    pub(super) item: usize,
    /// Pieces.
    pub(super) quantity: u32,
    /// Whether the money was given back.
    pub(super) is_returned: bool,
}

/// An order.
pub(super) struct Order {
    /// Its number.
    pub(super) number: u64,
    /// Who bought, from 0.
    pub(super) buyer: usize,
    /// The day, and the minute of it.
    pub(super) day: Day,
    pub(super) minute: usize,
    /// Its state, as the platform words it.
    pub(super) state: &'static str,
    /// What was bought.
    pub(super) lines: Vec<Sold>,
}

/// The items, kind by kind.
pub(super) fn items(draw: &mut Draw) -> Vec<CatalogItem> {
    let mut items = Vec::new();
    for (place, kind) in KINDS.iter().enumerate() {
        for number in 0..kind.count {
            let id = 610_000_000 + place * 1_000 + number;
            let pick = |words: &'static [&'static str], step: usize| words[(number / step) % words.len()];
            let (style, colour) = (STYLES[draw.below(STYLES.len())], COLOURS[draw.below(COLOURS.len())]);
            let (material, size) = (pick(kind.materials, 1), pick(kind.sizes, 2));
            let merit = MERITS[draw.below(MERITS.len())];
            // Whole yuan more, up to double for the dearest of a kind.
            let price = kind.price + kind.price * draw.below(100) as u64 / 10_000 * 100;
            let state = draw.below(100);
            let stock = if state < SOLD_OUT { 0 } else { 3 + draw.below(400) as u32 };
            items.push(CatalogItem {
                id: ItemId(id.to_string()),
                title: format!("{style}{material}{}{merit} {colour} {size}", kind.word),
                category: kind.category.to_owned(),
                price: Some(Price::from_fen(price)),
                cost: Some(Price::from_fen(price * (40 + draw.below(25) as u64) / 100)),
                stock: Stock::Pieces(stock),
                attributes: vec![
                    ("材质".to_owned(), material.to_owned()),
                    ("颜色分类".to_owned(), colour.to_owned()),
                    ("尺寸".to_owned(), size.to_owned()),
                    (CODE.to_owned(), format!("QY-{place:02}{number:02}")),
                ],
                image: Some(picture(kind.word, colour)),
                link: Some(format!("https://item.shop.example/item.htm?id={id}")),
                on_shelf: !(SOLD_OUT..SOLD_OUT + OFF).contains(&state),
                presale: (SOLD_OUT + OFF..SOLD_OUT + OFF + PRESALE).contains(&state),
            });
        }
    }
    items
}

/// A picture without a file: the colour, and what the item is in a word.
fn picture(word: &str, colour: &str) -> String {
    let shade = COLOURS.iter().zip(SHADES).find(|(name, _)| **name == colour).map_or("888", |(_, shade)| shade);
    let letter: String = word.chars().filter(|letter| !letter.is_ascii()).take(1).collect();
    format!(
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><rect width='48' height='48' \
         fill='%23{shade}'/><text x='24' y='33' font-size='24' text-anchor='middle' fill='%23fff'>{letter}</text></svg>"
    )
}

/// The place of the first item of a kind, and how many there are.
pub(super) fn of_kind(word: &str) -> (usize, usize) {
    let mut first = 0;
    for kind in KINDS {
        if kind.word == word {
            return (first, kind.count);
        }
        first += kind.count;
    }
    (first, 1)
}

/// The pairs of items that are planted: one of the first kind and the one beside it of the second.
pub(super) fn planted() -> Vec<(usize, usize, usize)> {
    let pairs = PLANTED.iter().flat_map(|&(anchor, other, _, percent)| {
        let ((first, count), (start, length)) = (of_kind(anchor), of_kind(other));
        (0..count).map(move |number| (first + number, start + number % length, percent))
    });
    pairs.collect()
}

/// Orders by day, with [`LINES`] lines.
pub(super) fn orders(draw: &mut Draw) -> Vec<Order> {
    let (first, last, planted) = (FIRST.count(), LAST.count(), planted());
    let mut days: Vec<i32> = Vec::new();
    let mut lines = 0;
    let mut orders = Vec::new();
    while lines < LINES {
        let day = first + draw.below((last - first + 1) as usize) as i32;
        let Some(at) = Day::from_count(day) else { continue };
        let mut basket = vec![anchor(draw, at, last - day)];
        // Some buy two things that have nothing to do with one another.
        if draw.below(100) < 20 {
            basket.push(anchor(draw, at, last - day));
        }
        let wanted = basket.clone();
        for &(one, other, percent) in &planted {
            if wanted.contains(&one) && draw.below(100) < percent {
                basket.push(other);
            }
        }
        basket.sort_unstable();
        basket.dedup();
        basket.truncate(LINES - lines);
        lines += basket.len();
        let state = match draw.below(100) {
            0..4 => "交易关闭",
            4 => "等待买家付款",
            5..8 => "卖家已发货，等待买家确认",
            _ => "交易成功",
        };
        let sold = basket.into_iter().map(|item| Sold {
            item,
            quantity: 1 + u32::from(draw.below(10) == 0) + u32::from(draw.below(40) == 0),
            is_returned: state == "交易成功" && draw.below(100) < 2,
        });
        let lines = sold.collect();
        days.push(day);
        let (buyer, minute) = (draw.below(BUYERS), 8 * 60 + draw.below(15 * 60));
        orders.push(Order { number: 0, buyer, day: at, minute, state, lines });
    }
    orders.sort_by_key(|order| (order.day, order.minute));
    for (place, order) in orders.iter_mut().enumerate() {
        // Nineteen digits, as the platform's are: more than a spreadsheet keeps.
        order.number = 3_026_000_000_000_000_000 + place as u64 * 10_007 + 271;
    }
    orders
}

/// What a basket begins with: a kind by its weight and season, and within it the first items most.
fn anchor(draw: &mut Draw, day: Day, days_ago: i32) -> usize {
    let weight = |kind: &super::words::Kind| {
        let apart = (i32::from(kind.best_month) - i32::from(day.month)).rem_euclid(12);
        let season = match apart.min(12 - apart) {
            _ if kind.best_month == 0 => 4,
            0 => 10,
            1 => 7,
            2 => 4,
            _ => 1,
        };
        let rises = kind.word == RISING && days_ago < RISE_DAYS;
        kind.weight * season * if rises { RISE } else { 1 }
    };
    let mut rest = draw.below(KINDS.iter().map(weight).sum());
    let mut first = 0;
    for kind in KINDS {
        let own = weight(kind);
        if rest < own {
            if kind.word == RISING && days_ago < RISE_DAYS && draw.below(RISE) > 0 {
                return first + kind.count - 1;
            }
            // The lesser of two draws: the first of a kind sells twice as often as one in the middle.
            return first + draw.below(kind.count).min(draw.below(kind.count));
        }
        rest -= own;
        first += kind.count;
    }
    0
}
