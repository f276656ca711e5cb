//! An inverted index over the units of likeness, in flat arrays: from a unit to the entries that contain it, and from an
//! entry to its units. It is filled once, by counting and then placing, because a library of 10,000 phrases is indexed
//! each time that the panel opens. [`retrieval`](super::retrieval) and [`intent`](super::intent) search it.

/// A unit's number in its index.
pub(super) type Number = u32;

/// A text that can be found: a buyer phrasing, a title or a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Position of its phrase.
    pub(super) phrase: u32,
    /// Index of the buyer phrasing within the phrase; `None` for title and body.
    pub(super) query: Option<u16>,
    /// What likeness to it is worth, in percent.
    pub(super) percent: u32,
    /// Sum of its units' rarities.
    pub(super) weight: u32,
    /// Where its units end in `contained`.
    end: u32,
}

impl Entry {
    pub(super) const fn new(phrase: u32, query: Option<u16>, percent: u32) -> Self {
        Self { phrase, query, percent, weight: 0, end: 0 }
    }
}

/// The finished index.
#[derive(Debug, Default)]
pub(super) struct Postings {
    entries: Vec<Entry>,
    numbers: Numbers,
    /// The units' numbers, entry after entry.
    contained: Vec<Number>,
    /// Where a unit's entries begin in `places`; one more at the end.
    begins: Vec<u32>,
    /// The entries' positions, unit after unit.
    places: Vec<u32>,
    /// How much each unit says.
    rarities: Vec<u32>,
}

/// From a unit to its number. Half of all units are single common characters; those have a table of their own. The others
/// lie in one by hash, each at the first free place from its own on: filling it takes half the time of a `HashMap`.
#[derive(Debug, Default)]
struct Numbers {
    /// By character from [`FIRST_COMMON`] on; [`NONE`] where there is none.
    common: Vec<Number>,
    /// At least half of the places hold [`NONE`]; their number is a power of two.
    others: Vec<(u64, Number)>,
    /// How many of them hold another.
    filled: usize,
}

/// The block of the common Chinese characters.
const FIRST_COMMON: u64 = 0x4e00;
const COMMON: usize = 0x5200;
/// No number; an index never has so many units.
const NONE: Number = Number::MAX;

impl Numbers {
    fn get(&self, unit: u64) -> Option<Number> {
        let place = match common(unit) {
            Some(at) => self.common.get(at).copied(),
            None => self.others.get(self.place(unit)).map(|(_, number)| *number),
        };
        place.filter(|number| *number != NONE)
    }

    fn get_or_insert(&mut self, unit: u64, next: Number) -> Number {
        let Some(at) = common(unit) else { return self.get_or_insert_other(unit, next) };
        if self.common.is_empty() {
            self.common = vec![NONE; COMMON];
        }
        let Some(known) = self.common.get_mut(at) else { return next };
        if *known == NONE {
            *known = next;
        }
        *known
    }

    fn get_or_insert_other(&mut self, unit: u64, next: Number) -> Number {
        if self.others.len() < 2 * (self.filled + 1) {
            self.make_room(self.filled + 1);
        }
        let place = self.place(unit);
        let Some(known) = self.others.get_mut(place) else { return next };
        if known.1 == NONE {
            *known = (unit, next);
            self.filled += 1;
        }
        known.1
    }

    /// Where a unit lies, or would lie.
    fn place(&self, unit: u64) -> usize {
        let last = self.others.len().wrapping_sub(1);
        // Its low half, which is enough for a place.
        let mut place = mixed(unit) as usize & last;
        while self.others.get(place).is_some_and(|(known, number)| *known != unit && *number != NONE) {
            place = (place + 1) & last;
        }
        place
    }

    /// Room for so many more.
    fn make_room(&mut self, more: usize) {
        let places = (2 * (self.filled + more)).next_power_of_two();
        let old = std::mem::replace(&mut self.others, vec![(0, NONE); places]);
        for (unit, number) in old.into_iter().filter(|(_, number)| *number != NONE) {
            let place = self.place(unit);
            if let Some(free) = self.others.get_mut(place) {
                *free = (unit, number);
            }
        }
    }
}

/// One multiplication, by 2^64 divided by the golden ratio, which is odd: neighbouring keys fall far apart. Keys come from
/// the shop's own library, so nobody gains by collisions.
const fn mixed(key: u64) -> u64 {
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

/// The place of a single common character in the table.
fn common(unit: u64) -> Option<usize> {
    let at = usize::try_from(unit.checked_sub(FIRST_COMMON)?).ok()?;
    (at < COMMON).then_some(at)
}

/// An index to which entries are still added.
#[derive(Debug, Default)]
pub(super) struct Building {
    done: Postings,
    /// By unit number, in how many entries it occurs, and in which it was seen last.
    occurs: Vec<u32>,
    last: Vec<u32>,
}

/// Units of a text, most of the time at most. Room for them is made at once: to grow by doubling would touch twice the
/// memory, and what is not used is never touched.
const UNITS: usize = 24;

impl Postings {
    /// An index for about so many entries.
    pub(super) fn building(entries: usize) -> Building {
        let mut building = Building::default();
        building.done.numbers.make_room(entries);
        building.done.entries.reserve(entries);
        building.done.contained.reserve(UNITS * entries);
        building
    }

    /// Every entry, in the order in which they were added.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many units the index knows; their numbers are below.
    pub(super) fn known_units(&self) -> usize {
        self.rarities.len()
    }

    /// The number of a unit that some entry contains.
    pub(super) fn number(&self, unit: u64) -> Option<Number> {
        self.numbers.get(unit)
    }

    /// The entries that contain a unit, ascending.
    pub(super) fn of(&self, number: Number) -> &[u32] {
        let number = number as usize;
        let range = self.begins.get(number).zip(self.begins.get(number + 1));
        range.and_then(|(from, to)| self.places.get(*from as usize..*to as usize)).unwrap_or_default()
    }

    /// The numbers of an entry's units, in the order of its text.
    pub(super) fn units(&self, entry: usize) -> &[Number] {
        let from = entry.checked_sub(1).and_then(|before| self.entries.get(before)).map_or(0, |before| before.end);
        let to = self.entries.get(entry).map_or(0, |entry| entry.end);
        self.contained.get(from as usize..to as usize).unwrap_or_default()
    }

    /// How much a unit says: doubling the entries in which it occurs costs one. One that is not known says most.
    pub(super) fn rarity(&self, number: Option<Number>) -> u32 {
        let known = number.and_then(|number| self.rarities.get(number as usize));
        known.copied().unwrap_or_else(|| rarity(self.entries.len(), 1))
    }
}

fn rarity(entries: usize, occurs: usize) -> u32 {
    (entries / occurs.max(1)).max(1).ilog2() + 1
}

impl Building {
    /// Adds a text by its units; a repeated one counts once.
    pub(super) fn add(&mut self, mut entry: Entry, units: &[u64]) {
        // Entry numbers begin with 1 in `last`, whose zeros mean "not yet".
        let Ok(mark) = u32::try_from(self.done.entries.len() + 1) else { return };
        for unit in units {
            let next = u32::try_from(self.occurs.len()).unwrap_or(u32::MAX);
            let number = self.done.numbers.get_or_insert(*unit, next);
            if number == next {
                self.occurs.push(0);
                self.last.push(0);
            }
            let at = number as usize;
            if let (Some(last), Some(occurs)) = (self.last.get_mut(at), self.occurs.get_mut(at))
                && *last != mark
            {
                *last = mark;
                *occurs += 1;
                self.done.contained.push(number);
            }
        }
        entry.end = u32::try_from(self.done.contained.len()).unwrap_or(u32::MAX);
        self.done.entries.push(entry);
    }

    /// Lays the entries out by unit.
    pub(super) fn finish(self) -> Postings {
        let Self { mut done, occurs, last } = self;
        drop(last);
        done.rarities = occurs.iter().map(|occurs| rarity(done.entries.len(), *occurs as usize)).collect();
        let mut next: Vec<u32> = Vec::with_capacity(occurs.len());
        let mut sum = 0;
        for occurs in &occurs {
            next.push(sum);
            sum += occurs;
        }
        done.begins = next.iter().copied().chain([sum]).collect();
        done.places = vec![0; done.contained.len()];
        let mut from = 0;
        for (at, entry) in (0_u32..).zip(&mut done.entries) {
            for number in done.contained.get(from..entry.end as usize).unwrap_or_default() {
                let number = *number as usize;
                entry.weight += done.rarities.get(number).copied().unwrap_or(0);
                if let Some(next) = next.get_mut(number) {
                    if let Some(place) = done.places.get_mut(*next as usize) {
                        *place = at;
                    }
                    *next += 1;
                }
            }
            from = entry.end as usize;
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_entries_of_a_unit_and_the_units_of_an_entry() {
        let mut building = Postings::building(3);
        building.add(Entry::new(0, None, 100), &[7, 8, 7]);
        building.add(Entry::new(1, None, 100), &[8]);
        building.add(Entry::new(2, None, 100), &[]);
        let postings = building.finish();
        let of = |unit| postings.number(unit).map(|number| postings.of(number));
        assert_eq!((of(7), of(8), of(9)), (Some(&[0][..]), Some(&[0, 1][..]), None));
        assert_eq!((postings.units(0).len(), postings.units(1).len(), postings.units(2).len()), (2, 1, 0));
        // In one of three entries: rarity 2; in two of three: 1.
        assert_eq!(postings.entries().iter().map(|entry| entry.weight).collect::<Vec<_>>(), [3, 1, 0]);
        assert_eq!((postings.rarity(postings.number(8)), postings.rarity(None)), (1, 2));
    }

    #[test]
    fn every_unit_keeps_its_number_while_the_table_grows() {
        // Packed characters, words' hashes, common characters, and such that fall on one place.
        let units: Vec<u64> = (0..500).flat_map(|n| [n << 40, n | 1 << 63, FIRST_COMMON + n, n << 21 | n]).collect();
        let mut numbers = Numbers::default();
        let mut first = std::collections::HashMap::new();
        assert_eq!((numbers.get(0), numbers.get(1 << 63)), (None, None));
        for (unit, next) in units.iter().zip(0..) {
            assert_eq!(numbers.get_or_insert(*unit, next), *first.entry(*unit).or_insert(next));
        }
        assert!(first.iter().all(|(unit, number)| numbers.get(*unit) == Some(*number)));
        assert_eq!(numbers.get(u64::MAX), None);
    }
}
