//! The inverted lists: for one glyph, for two neighbours and for three neighbouring classes, the entries they stand in.
//! What is passed over stands between no neighbours. Pairs are laid out by how they sound, first by both initials, then by
//! both syllables, so that "f h", "fa h" and "fa huo" are each one range of the same directory.

use super::{
    bits::Bits,
    glyphs::{Glyph, Glyphs, PASSED_OVER, TRIPLES, triple},
    sounds::{CLASSES, SOUNDS, Sound},
    texts::Texts,
};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

/// Lists of entries in one array of bytes, each ascending and without repeats: the distance from one to the next, seven
/// bits a byte, the eighth meaning that it goes on. Most distances are small, so that is a third of plain numbers.
#[derive(Debug, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    bytes: Vec<u8>,
}

/// Bits of a distance in one byte.
const BITS: u32 = 7;
const GOES_ON: u8 = 1 << BITS;

impl Lists {
    /// Makes lists from all pairs of list and entry, which `each` gives twice in the same order, entries ascending.
    fn new(count: usize, each: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        let mut starts = vec![0_u32; count + 1];
        // By list, one more than its last entry.
        let mut last = vec![0_u32; count];
        each(&mut |list, entry| {
            let places = last.get_mut(list as usize).zip(starts.get_mut(list as usize + 1));
            if let Some((last, next)) = places.filter(|(last, _)| **last <= entry) {
                *next += (entry - *last).checked_ilog2().unwrap_or(0) / BITS + 1;
                *last = entry + 1;
            }
        });
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut bytes = vec![0; sum as usize];
        last.fill(0);
        // Each start moves to the end of its list, which is the start of the next one.
        each(&mut |list, entry| {
            let places = last.get_mut(list as usize).zip(starts.get_mut(list as usize));
            if let Some((last, next)) = places.filter(|(last, _)| **last <= entry) {
                let mut left = entry - *last;
                *last = entry + 1;
                loop {
                    let part = u8::try_from(left & (u32::from(GOES_ON) - 1)).unwrap_or(0);
                    left >>= BITS;
                    if let Some(place) = bytes.get_mut(*next as usize) {
                        *place = if left == 0 { part } else { part | GOES_ON };
                    }
                    *next += 1;
                    if left == 0 {
                        break;
                    }
                }
            }
        });
        starts.pop();
        starts.insert(0, 0);
        Self { starts, bytes }
    }

    fn bytes_of(&self, list: u32) -> &[u8] {
        let bound = |at: u32| self.starts.get(at as usize).map_or(0, |start| *start as usize);
        self.bytes.get(bound(list)..bound(list.saturating_add(1))).unwrap_or_default()
    }

    /// What going through a list costs: about its length.
    pub(super) fn cost(&self, list: u32) -> usize {
        self.bytes_of(list).len()
    }

    /// Gives each entry of a list.
    pub(super) fn each(&self, list: u32, mut give: impl FnMut(u32)) {
        let (mut next, mut distance, mut shift) = (0_u32, 0_u32, 0);
        for byte in self.bytes_of(list) {
            distance |= u32::from(byte & !GOES_ON) << shift;
            if byte & GOES_ON == 0 {
                next += distance;
                give(next);
                next += 1;
                (distance, shift) = (0, 0);
            } else {
                shift += BITS;
            }
        }
    }
}

/// All lists of a part.
#[derive(Debug)]
pub(super) struct Grams {
    /// By glyph, also those that are passed over.
    pub(super) single: Lists,
    /// By glyph, the entries that begin with it.
    pub(super) first: Lists,
    /// By class, the entries that have one of its glyphs: one letter typed asks for most of a library.
    pub(super) class: Vec<Bits>,
    /// By pair.
    pub(super) pair: Lists,
    /// By pair, its glyphs.
    pub(super) pair_glyphs: Vec<(Glyph, Glyph)>,
    /// By [`triple`].
    pub(super) triple: Lists,
    /// Keys and pairs as [`placed`], sorted; a pair has a key for each two of its sounds.
    directory: Vec<u64>,
}

/// A pair's place in the directory: below 2³⁰.
fn key(a: Sound, b: Sound) -> u32 {
    let classes = u32::from(SOUNDS.class_of(a)) << 6 | u32::from(SOUNDS.class_of(b));
    classes << 18 | u32::from(a) << 9 | u32::from(b)
}

/// A key before what it stands for, as one number.
fn placed(key: u32, what: u32) -> u64 {
    u64::from(key) << 32 | u64::from(what)
}

impl Grams {
    pub(super) fn new(texts: &Texts, glyphs: &Glyphs) -> Self {
        let (pair, pair_glyphs, directory) = pairs(texts, glyphs);
        let single = Lists::new(glyphs.count(), |each| {
            texts.rows().for_each(|(entry, row)| row.iter().for_each(|glyph| each(u32::from(*glyph), entry)));
        });
        let first = Lists::new(glyphs.count(), |each| {
            texts
                .rows()
                .for_each(|(entry, row)| glyphs.heard(row).take(1).for_each(|glyph| each(u32::from(glyph), entry)));
        });
        let triple = Lists::new(TRIPLES, |each| {
            for (entry, row) in texts.rows() {
                let (mut a, mut b): (&[u8], &[u8]) = (&[], &[]);
                for glyph in glyphs.heard(row) {
                    let c = glyphs.classes(glyph);
                    for a in a {
                        for b in b {
                            c.iter().for_each(|c| each(triple([*a, *b, *c]), entry));
                        }
                    }
                    (a, b) = (b, c);
                }
            }
        });
        let mut class = vec![Bits::new(texts.entries().len()); CLASSES];
        for (at, bits) in class.iter_mut().enumerate() {
            for glyph in (0..glyphs.count()).filter_map(|glyph| Glyph::try_from(glyph).ok()) {
                let has = glyphs.classes(glyph).iter().any(|class| usize::from(*class) == at);
                if has && glyphs.voice(glyph) != PASSED_OVER {
                    single.each(u32::from(glyph), |entry| bits.insert(entry));
                }
            }
        }
        Self { single, first, class, pair, pair_glyphs, triple, directory }
    }

    /// The places in the directory of all pairs that sound like this.
    pub(super) fn places(&self, a: &Range<Sound>, b: &Range<Sound>, mut each: impl FnMut(Range<usize>)) {
        let mut between = |from: u32, to: u32| {
            let (from, to) = (placed(from, 0), placed(to, u32::MAX));
            let start = self.directory.partition_point(|place| *place < from);
            let rest = self.directory.get(start..).unwrap_or_default();
            let length = if rest.first().is_some_and(|place| *place <= to) {
                rest.partition_point(|place| *place <= to)
            } else {
                0
            };
            if length > 0 {
                each(start..start + length);
            }
        };
        let whole = |range: &Range<Sound>| SOUNDS.is_class(range);
        let Some(last) = b.end.checked_sub(1) else { return };
        if whole(a) && whole(b) {
            between(key(a.start, b.start), key(a.end.saturating_sub(1), last));
        } else {
            a.clone().for_each(|a| between(key(a, b.start), key(a, last)));
        }
    }

    /// The pairs at places of the directory.
    pub(super) fn pairs_at(&self, places: Range<usize>) -> impl Iterator<Item = u32> + '_ {
        self.directory.get(places).unwrap_or_default().iter().map(|place| (place & u64::from(u32::MAX)) as u32)
    }
}

type Directory = (Lists, Vec<(Glyph, Glyph)>, Vec<u64>);

fn pairs(texts: &Texts, glyphs: &Glyphs) -> Directory {
    let mut numbers: HashMap<(Glyph, Glyph), u32, BuildHasherDefault<PairHasher>> = HashMap::default();
    let mut found: Vec<(Glyph, Glyph)> = Vec::new();
    // In the order of the texts, the number of each pair; the lists are made from it.
    let mut stream: Vec<u32> = Vec::new();
    for (_, row) in texts.rows() {
        let mut before = None;
        for glyph in glyphs.heard(row) {
            if let Some(before) = before {
                let next = u32::try_from(found.len()).unwrap_or(u32::MAX);
                stream.push(*numbers.entry((before, glyph)).or_insert_with(|| {
                    found.push((before, glyph));
                    next
                }));
            }
            before = Some(glyph);
        }
    }
    let main = |glyph: Glyph| glyphs.sounds(glyph).first().copied().unwrap_or_default();
    let glyphs_of = |a: Glyph, b: Glyph| u32::from(a) << 16 | u32::from(b);
    let mut order: Vec<u64> = found.iter().map(|(a, b)| placed(key(main(*a), main(*b)), glyphs_of(*a, *b))).collect();
    drop(found);
    order.sort_unstable();
    let ordered: Vec<(Glyph, Glyph)> = order.iter().map(|place| ((place >> 16) as Glyph, *place as Glyph)).collect();
    drop(order);
    let mut moved = vec![0; ordered.len()];
    for (pair, new) in ordered.iter().zip(0..) {
        let old = numbers.get(pair).map_or(usize::MAX, |old| *old as usize);
        moved.iter_mut().skip(old).take(1).for_each(|place| *place = new);
    }
    drop(numbers);
    for number in &mut stream {
        *number = moved.get(*number as usize).copied().unwrap_or_default();
    }
    drop(moved);
    let lists = Lists::new(ordered.len(), |each| {
        let mut stream = stream.iter();
        for (entry, row) in texts.rows() {
            let pairs = glyphs.heard(row).skip(1).count();
            stream.by_ref().take(pairs).for_each(|pair| each(*pair, entry));
        }
    });
    drop(stream);
    let mut directory = Vec::with_capacity(ordered.len());
    for ((a, b), pair) in ordered.iter().zip(0..) {
        for a in glyphs.sounds(*a) {
            directory.extend(glyphs.sounds(*b).iter().map(|b| placed(key(*a, *b), pair)));
        }
    }
    directory.sort_unstable();
    (lists, ordered, directory)
}

/// Two glyphs are spread by one multiplication; the standard hasher is a third of the time of a build.
#[derive(Default)]
struct PairHasher(u64);

impl Hasher for PairHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u16(u16::from(*byte)));
    }

    fn write_u16(&mut self, number: u16) {
        self.0 = (self.0.rotate_left(29) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_were_given() {
        let given =
            [(0, 0), (2, 0), (2, 0), (0, 1), (2, 127), (2, 128), (0, 200), (2, 300), (2, 70_000), (2, 5_000_000)];
        let lists = Lists::new(4, |each| given.iter().for_each(|(list, entry)| each(*list, *entry)));
        let of = |list| {
            let mut entries = Vec::new();
            lists.each(list, |entry| entries.push(entry));
            entries
        };
        assert_eq!((of(0), of(1), of(3), of(9)), (vec![0, 1, 200], vec![], vec![], vec![]));
        assert_eq!(of(2), [0, 127, 128, 300, 70_000, 5_000_000]);
        assert_eq!((lists.cost(0), lists.cost(1)), (4, 0));
    }
}
