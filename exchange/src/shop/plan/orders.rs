//! Orders of a file put to those that are kept: by their numbers' keys, each telling what the other doesn't.

use qinyu::shop::{ItemName, Line, OrderBook, OrderHead, Sold};
use std::collections::HashMap;

/// Both together.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) book: OrderBook,
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) same: usize,
    pub(super) withdrawn: usize,
}

/// The kept orders after a file: an order's day, buyer and state as the file tells them if it does; its lines as the file has
/// them, if it has any, for an export holds all lines of an order.
pub(super) fn merge(kept: &OrderBook, told: &OrderBook) -> Merged {
    let mut names: Vec<ItemName> = kept.names.clone();
    let mut places: HashMap<&ItemName, u32> = (0..).zip(&kept.names).map(|(place, name)| (name, place)).collect();
    let place = |name| {
        *places.entry(name).or_insert_with(|| {
            names.push(name.clone());
            u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
        })
    };
    let renamed: Vec<u32> = told.names.iter().map(place).collect();
    let known: HashMap<u64, usize> = kept.iter().enumerate().map(|(place, (head, _))| (head.key, place)).collect();
    let mut merged = Merged { book: OrderBook::new(names), added: 0, changed: 0, same: 0, withdrawn: 0 };
    // Where each order of the outcome has its lines from: one of the file, or one that is kept.
    let mut met = vec![false; kept.len()];
    let mut outcome: Vec<(OrderHead, Source)> = Vec::with_capacity(kept.len() + told.len());
    let mut lines = Vec::new();
    for (place, (head, fresh)) in told.iter().enumerate() {
        let before = known.get(&head.key).and_then(|&place| Some((place, kept.get(place)?)));
        let Some((kept_place, (old, old_lines))) = before else {
            merged.added += 1;
            outcome.push((head, Source::Told(place)));
            continue;
        };
        if let Some(met) = met.get_mut(kept_place) {
            *met = true;
        }
        let after = OrderHead {
            key: head.key,
            day: if head.day == 0 { old.day } else { head.day },
            buyer: if head.buyer == 0 { old.buyer } else { head.buyer },
            sold: if head.sold == Sold::Unsaid { old.sold } else { head.sold },
        };
        rename(fresh, &renamed, &mut lines);
        let is_same = after == old && (fresh.is_empty() || lines == old_lines);
        merged.same += usize::from(is_same);
        merged.changed += usize::from(!is_same);
        merged.withdrawn += usize::from(old.sold != Sold::No && after.sold == Sold::No);
        outcome.push((after, if fresh.is_empty() { Source::Kept(kept_place) } else { Source::Told(place) }));
    }
    let others = kept.iter().enumerate().filter(|(place, _)| !met.get(*place).copied().unwrap_or(false));
    outcome.extend(others.map(|(place, (head, _))| (head, Source::Kept(place))));
    outcome.sort_unstable_by_key(|(head, _)| (head.day, head.key));
    for (head, source) in outcome {
        match source {
            Source::Kept(place) => merged.book.push_ready(head, kept.get(place).map_or(&[], |(_, lines)| lines)),
            Source::Told(place) => {
                rename(told.get(place).map_or(&[], |(_, lines)| lines), &renamed, &mut lines);
                merged.book.push_ready(head, &lines);
            }
        }
    }
    merged
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Kept(usize),
    Told(usize),
}

/// Lines of a file with the kept places of their items, in order.
fn rename(lines: &[Line], places: &[u32], out: &mut Vec<Line>) {
    out.clear();
    let item = |line: &Line| places.get(line.item as usize).map(|&item| Line { item, ..*line });
    out.extend(lines.iter().filter_map(item));
    out.sort_unstable();
}
