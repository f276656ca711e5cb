//! What was bought together: order lines without anything of the buyer's but a number that stands for them.

/// One item of a basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// The item's place in the list of ids that the orders were read with.
    pub item: u32,
    /// Pieces.
    pub quantity: u32,
}

/// One order, seen as what lay in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basket<'a> {
    /// The day it was placed, as [`Day::count`](crate::day::Day::count); 0 when the file doesn't say.
    pub day: i32,
    /// Stands for the buyer: the same number is the same buyer, 0 is nobody known.
    pub buyer: u32,
    /// Its lines, each item once, by ascending item.
    pub lines: &'a [Line],
}

/// Baskets, by day. Lines lie in one run, for a million of them must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Orders {
    heads: Vec<Head>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    day: i32,
    buyer: u32,
    /// Where its lines end; they begin where those before it end.
    end: u32,
}

impl Orders {
    /// Adds a basket. The same item twice becomes one line; no piece at all is no line; without lines it is no basket.
    pub fn push(&mut self, day: i32, buyer: u32, lines: &mut Vec<Line>) {
        lines.retain(|line| line.quantity > 0);
        lines.sort_unstable();
        lines.dedup_by(|next, kept| {
            let is_same = next.item == kept.item;
            kept.quantity = kept.quantity.saturating_add(if is_same { next.quantity } else { 0 });
            is_same
        });
        let Ok(end) = u32::try_from(self.lines.len() + lines.len()) else { return };
        if !lines.is_empty() {
            self.lines.extend_from_slice(lines);
            self.heads.push(Head { day, buyer, end });
        }
    }

    /// How many baskets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// How many lines there are.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The basket at a place below [`Self::len`]; one without lines elsewhere.
    #[must_use]
    pub fn get(&self, place: usize) -> Basket<'_> {
        let Some(head) = self.heads.get(place) else { return Basket { day: 0, buyer: 0, lines: &[] } };
        let start = place.checked_sub(1).and_then(|before| self.heads.get(before)).map_or(0, |before| before.end);
        Basket {
            day: head.day,
            buyer: head.buyer,
            lines: self.lines.get(start as usize..head.end as usize).unwrap_or_default(),
        }
    }

    /// All baskets in their order.
    pub fn iter(&self) -> impl Iterator<Item = Basket<'_>> {
        (0..self.len()).map(|place| self.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basket_has_each_item_once() {
        let mut orders = Orders::default();
        let line = |item, quantity| Line { item, quantity };
        orders.push(5, 1, &mut vec![line(7, 2), line(3, 1), line(7, 1), line(9, 0)]);
        orders.push(6, 0, &mut vec![line(1, 0)]);
        orders.push(6, 0, &mut vec![line(2, 1)]);
        let read: Vec<_> = orders.iter().map(|basket| (basket.day, basket.buyer, basket.lines.to_vec())).collect();
        assert_eq!(read, [(5, 1, vec![line(3, 1), line(7, 3)]), (6, 0, vec![line(2, 1)])]);
        assert_eq!((orders.len(), orders.line_count(), orders.get(9).lines.len()), (2, 3, 0));
    }
}
