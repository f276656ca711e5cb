//! The newest orders of a file as they stand, handed to the panel for as long as it is open: which wait for their payment and
//! whose they are, what is in those that are paid and not sent. Kept nowhere, for here a buyer's name is a name.

use super::{Field, cells, intake::Cells, promotions::moment};
use qinyu::{
    chat::OrderState,
    day::Moment,
    shop::{Price, ShopKey},
};
use std::{cmp::Reverse, collections::HashMap};

/// Orders that are handed over: those of a busy day.
pub const MOST_RECENT: usize = 500;
/// Lines of an order that are read; who bought more than that looks at the list.
const MOST_LINES: usize = 10;

/// An order as its file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentOrder {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: OrderState,
    /// When it was placed.
    pub placed: Option<Moment>,
    /// Whose it is, while it is unpaid; empty for a starred name, which is many.
    pub buyer: String,
    /// What is to be paid.
    pub amount: Option<Price>,
    /// What is in it, while it is unpaid or paid and not sent.
    pub lines: Vec<RecentLine>,
}

/// Something that was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecentLine {
    /// What the file calls it.
    pub title: String,
    /// Its options, as they are written.
    pub options: String,
    /// How many; nothing where the file doesn't say.
    pub quantity: Option<u32>,
}

/// Orders that grow.
#[derive(Debug, Default)]
pub(super) struct Recent {
    orders: Vec<RecentOrder>,
    places: HashMap<String, usize>,
}

impl Recent {
    /// Takes a row; of rows with one number the last says where the order stands.
    pub(super) fn row(&mut self, cells: &Cells<'_>) {
        let Some(state) = OrderState::read(cells.get(Field::Status)) else { return };
        let number = cells.get(Field::OrderId);
        let told = order(cells, number, state);
        if let Some(known) = self.places.get(number).and_then(|place| self.orders.get_mut(*place)) {
            let mut lines = std::mem::take(&mut known.lines);
            for line in &told.lines {
                match lines.iter_mut().find(|one| (&one.title, &one.options) == (&line.title, &line.options)) {
                    // Bought twice or listed twice: nobody knows how many.
                    Some(again) => again.quantity = None,
                    None => lines.push(line.clone()),
                }
            }
            lines.truncate(MOST_LINES);
            *known = RecentOrder { lines, placed: told.placed.or(known.placed), ..told };
            return;
        }
        self.places.insert(number.to_owned(), self.orders.len());
        self.orders.push(told);
        if self.orders.len() >= 2 * MOST_RECENT {
            self.drop_old();
        }
    }

    /// Those placed last stay; where the file tells no time, those that stand first, as platforms list orders.
    fn drop_old(&mut self) {
        self.orders.sort_by_key(|order| Reverse(order.placed));
        self.orders.truncate(MOST_RECENT);
        self.places = self.orders.iter().enumerate().map(|(place, order)| (order.number.clone(), place)).collect();
    }

    /// The newest first.
    pub(super) fn finish(mut self) -> Vec<RecentOrder> {
        self.drop_old();
        self.orders
    }
}

fn order(cells: &Cells<'_>, number: &str, state: OrderState) -> RecentOrder {
    let is_unpaid = state == OrderState::Unpaid;
    let buyer = cells.get(Field::Buyer);
    let title = cells.get(Field::Title);
    let has_line = (is_unpaid || state == OrderState::Paid) && !title.is_empty();
    let line = || RecentLine {
        title: title.to_owned(),
        options: cells.get(Field::Attributes).to_owned(),
        quantity: cells::count(cells.get(Field::Quantity)).ok(),
    };
    RecentOrder {
        number: number.to_owned(),
        state,
        placed: moment(cells.get(Field::Placed), 0).ok().flatten(),
        buyer: if is_unpaid && ShopKey::is_one(buyer) { buyer.to_owned() } else { String::new() },
        amount: cells::price(cells.get(Field::Amount)).ok().filter(|_| is_unpaid),
        lines: has_line.then(line).into_iter().collect(),
    }
}
