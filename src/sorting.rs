//! Sorting and maps in few bytes. The standard sort is compiled anew for each type and each order, 7 to 10 KB of wasm a
//! time, and so is collecting into a map or set, which sorts first. Here all orders share one sort. What is sorted at each
//! keystroke is numbers, all of them `u64`, for one `sort_unstable`.

use std::{cmp::Ordering, collections::BTreeMap};

/// Sorts; what is equal stays in its order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by a key, which is made anew at each comparison; what is equal stays in its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by an order; what is equal stays in its order.
pub(crate) fn sort_by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| match (items.get(a as usize), items.get(b as usize)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    for (at, place) in places.into_iter().enumerate() {
        items.swap(at, place as usize);
    }
}

/// Swaps, each with the place of its position, that bring items into order.
fn places(count: usize, order: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
    sorted.sort_by(|a, b| order(*a, *b));
    // What was at a place before this one was swapped on, to where its own place says.
    for at in 0..sorted.len() {
        let mut place = sorted.get(at).copied().unwrap_or_default();
        while (place as usize) < at {
            place = sorted.get(place as usize).copied().unwrap_or(u32::MAX);
        }
        sorted.iter_mut().skip(at).take(1).for_each(|swap| *swap = place);
    }
    sorted
}

/// Numbers in order, each once, by the one sort of numbers that there is, that of `u64`.
pub(crate) fn distinct<N: Copy + Into<u64> + TryFrom<u64>>(numbers: &mut Vec<N>) {
    let mut wide: Vec<u64> = numbers.iter().map(|number| (*number).into()).collect();
    wide.sort_unstable();
    wide.dedup();
    numbers.clear();
    numbers.extend(wide.into_iter().filter_map(|number| N::try_from(number).ok()));
}

/// Entries as a map, put in one by one.
pub fn gather<K: Ord, T>(entries: impl IntoIterator<Item = (K, T)>) -> BTreeMap<K, T> {
    let mut map = BTreeMap::new();
    entries.into_iter().for_each(|(key, value)| drop(map.insert(key, value)));
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_standard_sort() {
        let mut seed = 7_u32;
        for count in (0..200).chain([5_000]) {
            let mut next = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed >> 20
            };
            let items: Vec<(u32, usize)> = (0..count).map(|at| (next() % 16, at)).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs, "{count} items");
            sort_by(&mut ours, |a, b| b.cmp(a));
            theirs.sort_by(|a, b| b.cmp(a));
            assert_eq!(ours, theirs, "{count} items backwards");
        }
    }

    #[test]
    fn numbers_come_in_order_and_once() {
        let mut numbers = vec![7_u16, 1, u16::MAX, 7, 0];
        distinct(&mut numbers);
        assert_eq!(numbers, [0, 1, 7, u16::MAX]);
    }

    #[test]
    fn the_last_of_two_values_stays() {
        assert_eq!(gather([("b", 1), ("a", 2), ("b", 3)]).into_iter().collect::<Vec<_>>(), [("a", 2), ("b", 3)]);
    }
}
