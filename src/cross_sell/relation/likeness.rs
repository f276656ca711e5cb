//! How much one name is like another: by the pieces that both have, rare ones counting for more.

use super::rules::Role;
use crate::text::normalize;
use std::collections::HashMap;

/// Characters of the longest pieces. Names are not cut into words, for Chinese and Japanese have no spaces between them: a
/// piece of three characters is most often a word or the end of one.
const PIECE: usize = 4;
/// Characters of a name that are read; platforms allow 60 to 100 of a title, and what stands behind repeats it.
const READ: usize = 120;
/// Likeness from which two names have to do with each other. Of judged office goods nine in ten with nothing between them
/// are below 0.08 and nine in ten of two of a kind above 0.19, where the rules are right most often.
pub(super) const LIKE: f32 = 0.2;

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Title {
    /// Pieces by their hash, ascending, each with its weight; together of length 1.
    pieces: Vec<(u32, f32)>,
    pub(super) role: Role,
}

impl Title {
    /// The cosine of two names, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let weight = |piece: u32| {
            let at = other.pieces.binary_search_by_key(&piece, |(piece, _)| *piece).ok();
            at.and_then(|at| other.pieces.get(at)).map_or(0.0, |(_, weight)| *weight)
        };
        self.pieces.iter().map(|(piece, mine)| mine * weight(*piece)).sum()
    }
}

/// Titles by their pieces, so that a name is held against many of them at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Index {
    count: usize,
    /// By piece, the titles that have it, by place, each with its weight there.
    with: HashMap<u32, Vec<(u32, f32)>>,
}

impl Index {
    pub(super) fn new(titles: &[Title]) -> Self {
        let mut with: HashMap<u32, Vec<(u32, f32)>> = HashMap::new();
        for (place, title) in (0..).zip(titles) {
            for (piece, weight) in &title.pieces {
                with.entry(*piece).or_default().push((place, *weight));
            }
        }
        Self { count: titles.len(), with }
    }

    /// By place, how much each title is like this one.
    pub(super) fn likeness(&self, title: &Title) -> Vec<f32> {
        let mut likeness = vec![0.0; self.count];
        for (piece, weight) in &title.pieces {
            for (place, other) in self.with.get(piece).into_iter().flatten() {
                if let Some(likeness) = likeness.get_mut(*place as usize) {
                    *likeness += weight * other;
                }
            }
        }
        likeness
    }
}

/// How rare pieces are, counted over names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rarity {
    names: u32,
    with: HashMap<u32, u32>,
}

impl Rarity {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut rarity = Self::default();
        for name in names {
            rarity.names += 1;
            pieces(&normalize(name)).into_iter().for_each(|piece| *rarity.with.entry(piece).or_default() += 1);
        }
        rarity
    }

    pub(super) fn title(&self, name: &str) -> Title {
        let name = normalize(name);
        let weight = |piece: &u32| {
            let with = self.with.get(piece).copied().unwrap_or_default();
            log2((self.names + 1) as f32 / (with + 1) as f32) + 1.0
        };
        let mut pieces: Vec<(u32, f32)> = pieces(&name).into_iter().map(|piece| (piece, weight(&piece))).collect();
        let length = pieces.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        pieces.iter_mut().for_each(|(_, weight)| *weight /= length);
        Title { pieces, role: Role::read(&name) }
    }
}

/// The distinct pieces of a normalised name by their hash, ascending. None spans a space or a sign, and none is a number:
/// sizes and counts say little about what a thing is for.
fn pieces(name: &str) -> Vec<u32> {
    let chars: Vec<char> = name.chars().take(READ).collect();
    let mut pieces = Vec::new();
    for word in chars.split(|c| !c.is_alphanumeric()) {
        for start in 0..word.len() {
            // FNV-1a, a character at a time.
            let (mut hash, mut is_number) = (0x811c_9dc5_u32, true);
            for c in word.iter().skip(start).take(PIECE) {
                hash = (hash ^ u32::from(*c)).wrapping_mul(0x0100_0193);
                is_number &= c.is_numeric();
                if !is_number {
                    pieces.push(hash);
                }
            }
        }
    }
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// The binary logarithm of a number from 1 on, straight between powers of two: the same bits everywhere, which the
/// platform's own logarithm does not promise.
fn log2(number: f32) -> f32 {
    const MANTISSA: f32 = 8_388_608.0;
    number.to_bits() as f32 / MANTISSA - 127.0
}
