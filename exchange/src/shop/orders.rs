//! Rows of orders and of order lines as an [`OrderBook`]. Lines of one order number are one order wherever they stand; of
//! the buyer a number is kept, of names, addresses and telephones nothing. Beside it stand the newest orders, for the panel alone.

use super::{
    Field, Problems, RecentOrder, ShopKey, ShopKind, ShopProblem, Wrong, cells, columns::Columns, intake::Cells,
    recent::Recent,
};
use qinyu::shop::{ItemName, Line, OrderBook, OrderHead, Sold};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher},
};

/// Different items of an order, above which it is a wholesaler's or a test: where mining stops to learn from it.
const HUGE: usize = 300;

/// A row, waiting for the others of its order.
#[derive(Debug, Clone, Copy)]
struct Taken {
    order: u64,
    /// Of the whole row: the same row again is the same.
    sum: u64,
    row: u32,
    buyer: u32,
    day: i32,
    line: Line,
    sold: Sold,
}

/// The buyer's or order's name that was turned into a number last: rows of an order stand together.
#[derive(Debug, Default)]
struct Last<N> {
    name: String,
    number: N,
}

impl<N: Copy> Last<N> {
    fn of(&mut self, name: &str, number: impl FnOnce(&str) -> N) -> N {
        if self.name != name {
            self.number = number(name);
            name.clone_into(&mut self.name);
        }
        self.number
    }
}

/// Orders that grow.
#[derive(Debug)]
pub(super) struct Orders {
    key: ShopKey,
    kind: ShopKind,
    has_state: bool,
    has_quantity: bool,
    names: Vec<ItemName>,
    places: HashMap<String, u32>,
    name: String,
    taken: Vec<Taken>,
    last_order: Last<u64>,
    last_buyer: Last<u32>,
    recent: Recent,
}

impl Orders {
    pub(super) fn new(columns: &Columns, key: ShopKey) -> Self {
        let has = |field| columns.place(field).is_some();
        Self {
            key,
            kind: columns.kind,
            has_state: has(Field::Status) || has(Field::Refund),
            has_quantity: has(Field::Quantity),
            names: Vec::new(),
            places: HashMap::new(),
            name: String::new(),
            taken: Vec::new(),
            last_order: Last::default(),
            last_buyer: Last::default(),
            recent: Recent::default(),
        }
    }

    pub(super) fn row(&mut self, cells: &mut Cells<'_>) {
        let number = cells.get(Field::OrderId);
        if number.is_empty() || cells::is_rounded(number) {
            let wrong = if number.is_empty() { Wrong::Missing } else { Wrong::Rounded };
            return cells.refuse(Field::OrderId, wrong);
        }
        let line = match self.kind {
            ShopKind::Lines => self.line(cells),
            _ => Some(Line { item: 0, quantity: 0 }),
        };
        let Some(line) = line else { return };
        let buyer = cells.get(Field::Buyer);
        let day = cells.value(Field::Placed, cells::day).or_else(|| cells.value(Field::Paid, cells::day));
        let is_bought = !self.has_state
            || (cells::is_bought(cells.get(Field::Status)) && cells::is_bought(cells.get(Field::Refund)));
        let key = &self.key;
        let taken = Taken {
            order: self.last_order.of(number, |number| key.order(number)),
            sum: sum(cells, self.kind),
            row: cells.number(),
            buyer: if buyer.is_empty() { 0 } else { self.last_buyer.of(buyer, |name| key.buyer(name)) },
            day: day.map_or(0, qinyu::day::Day::count),
            line,
            sold: match (self.has_state, is_bought) {
                (false, _) => Sold::Unsaid,
                (true, true) => Sold::Yes,
                (true, false) => Sold::No,
            },
        };
        self.taken.push(taken);
        self.recent.row(cells);
    }

    /// The newest orders as they stand.
    pub(super) fn recent(&mut self) -> Vec<RecentOrder> {
        std::mem::take(&mut self.recent).finish()
    }

    /// What was bought; `None` for a row that is refused.
    fn line(&mut self, cells: &mut Cells<'_>) -> Option<Line> {
        let quantity = match cells.get(Field::Quantity) {
            "" if self.has_quantity => Err(Wrong::Missing),
            "" => Ok(1),
            cell => cells::count(cell).map_err(Wrong::from),
        };
        let quantity = match quantity {
            Ok(0) => Err(Wrong::Shape),
            quantity => quantity,
        };
        let quantity = quantity.map_err(|wrong| cells.refuse(Field::Quantity, wrong)).ok()?;
        let [id, code, title] = [Field::ItemId, Field::Code, Field::Title].map(|field| cells.get(field));
        if cells::is_rounded(id) {
            cells.refuse(Field::ItemId, Wrong::Rounded);
            return None;
        }
        if id.is_empty() && code.is_empty() && title.is_empty() {
            cells.refuse(Field::ItemId, Wrong::Missing);
            return None;
        }
        // What was paid is not kept; a price that is none tells of a row that slipped.
        let _ = cells.value(Field::Price, cells::price);
        self.name.clear();
        for part in [id, code, title] {
            self.name.push_str(part);
            self.name.push('\0');
        }
        if let Some(&item) = self.places.get(&self.name) {
            return Some(Line { item, quantity });
        }
        let item = u32::try_from(self.names.len()).ok()?;
        self.places.insert(self.name.clone(), item);
        self.names.push(ItemName { id: id.to_owned(), code: code.to_owned(), title: title.to_owned() });
        Some(Line { item, quantity })
    }

    pub(super) fn finish(mut self, problems: &mut Problems) -> OrderBook {
        let mut rows = std::mem::take(&mut self.taken);
        rows.sort_unstable_by_key(|row| (row.order, row.row));
        for rows in rows.chunk_by_mut(|one, next| one.order == next.order) {
            let first = rows.iter().find(|row| row.buyer != 0).map_or(0, |row| row.buyer);
            for row in rows.iter_mut().filter(|row| row.buyer != 0 && row.buyer != first) {
                problems.add(problem(row, Field::OrderId, Wrong::RepeatedOrder));
                row.order = self.key.order_of(row.order, row.buyer);
            }
        }
        rows.sort_unstable_by_key(|row| (row.order, row.sum, row.row));
        for rows in rows.chunk_by_mut(|one, next| one.order == next.order) {
            let day = rows.iter().filter(|row| row.day != 0).map(|row| row.day).min();
            rows.iter_mut().for_each(|row| row.day = day.unwrap_or(0));
        }
        rows.sort_unstable_by_key(|row| (row.day, row.order, row.sum, row.row));
        let mut book = OrderBook::new(self.names);
        let mut lines = Vec::new();
        for rows in rows.chunk_by(|one, next| one.order == next.order) {
            lines.clear();
            let head = one_order(rows, &mut lines, problems);
            book.push(head, &mut lines);
        }
        book
    }
}

/// An order of its rows, which lie by their sums.
fn one_order(rows: &[Taken], lines: &mut Vec<Line>, problems: &mut Problems) -> OrderHead {
    let mut head = OrderHead { sold: Sold::No, ..OrderHead::default() };
    for same in rows.chunk_by(|one, next| one.sum == next.sum) {
        let (Some(last), repeated) = (same.last(), same.iter().skip(1)) else { continue };
        for row in repeated {
            problems.add(problem(row, Field::OrderId, Wrong::RepeatedRow));
        }
        (head.key, head.day) = (last.order, last.day);
        head.buyer = if head.buyer == 0 { last.buyer } else { head.buyer };
        if last.sold != Sold::No {
            head.sold = last.sold;
            lines.push(last.line);
        }
    }
    let first = rows.iter().min_by_key(|row| row.row);
    if let Some(first) = first.filter(|_| lines.len() > HUGE) {
        problems.add(problem(first, Field::OrderId, Wrong::HugeBasket));
    }
    head
}

fn problem(taken: &Taken, field: Field, wrong: Wrong) -> ShopProblem {
    ShopProblem { row: taken.row, field: Some(field), wrong, is_refused: false }
}

/// The same for rows that say the same; for those of one line or order that have its number, the number alone tells.
fn sum(cells: &Cells<'_>, kind: ShopKind) -> u64 {
    let mut hasher = DefaultHasher::new();
    let line = cells.get(Field::LineId);
    match kind {
        ShopKind::Lines if line.is_empty() => {
            let row = cells.row();
            for place in 0..row.len() {
                hasher.write(cells::clean(row.cell(place)).as_bytes());
                hasher.write(&[0xFF]);
            }
        }
        ShopKind::Lines => hasher.write(line.as_bytes()),
        _ => {}
    }
    hasher.finish()
}
