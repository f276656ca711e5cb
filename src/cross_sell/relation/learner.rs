//! What a shop's judgements teach: a support vector machine for each reading against the others (Cortes and Vapnik 1995),
//! over pairs of names. It begins with what the rules say and learns where they are wrong, so a shop's first ten judgements
//! mend what is near to them and change nothing else.

use super::{
    Judged, Reading, Relation,
    likeness::{Index, Rarity, Title},
    rules,
};

/// Judgements that are learnt from, the last ones: time grows with their square, and memory with that of their names.
const MOST: usize = 4_000;
/// The readings: three relations, or none.
const READINGS: [Option<Relation>; 4] =
    [Some(Relation::Substitute), Some(Relation::Extension), Some(Relation::Complement), None];
/// What the rules count for, where 1 is a judged pair's distance: any judgement of the same two names overrules them.
const START: f32 = 0.3;
/// How hard a single pair may pull: several of its neighbours' worth. Judgements of people disagree in one of eight.
const PULL: f32 = 3.0;
/// How fast two pairs cease to be alike as the likeness within each differs: at a difference of a third by half.
const WITHIN: f32 = 8.0;
/// What it counts for, on that scale, that one name alone is a refill's, or a part's, in one of the two pairs only.
const ROLE: f32 = 0.5;
/// What two pairs have in common when none of their names do: how alike the two of each are.
const ALONE: f32 = 0.3;
/// Rounds over all judgements; later ones move little: twenty tell 0.2 points of macro-F1 more.
const ROUNDS: usize = 10;
/// A change of a pair's pull below which it is left as it is.
const SETTLED: f32 = 0.01;

/// What was learnt of a shop's pairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Relations {
    rarity: Rarity,
    /// The distinct names that stand in judged pairs.
    titles: Vec<Title>,
    index: Index,
    pairs: Vec<Pair>,
    /// By judged pair, its pull for each reading.
    pulls: Vec<[f32; 4]>,
}

/// A pair of names by their places, and what is seen of the two together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Pair {
    places: [usize; 2],
    within: Within,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Within {
    likeness: f32,
    /// Whether one alone is a refill, and one alone a part: [`ROLE`] or nothing.
    refill: f32,
    part: f32,
}

/// An item's name, read once for all its pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    title: Title,
    /// Likeness to each of the judged names.
    near: Vec<f32>,
}

impl Relations {
    /// Learns from judged pairs, the newest last; without any, the rules alone speak. `catalog` are names of the shop's
    /// items, of which it learns what words are common.
    pub fn learn<'a>(judged: &'a [Judged], catalog: impl Iterator<Item = &'a str>) -> Self {
        let judged = judged.get(judged.len().saturating_sub(MOST)..).unwrap_or_default();
        let mut names: Vec<&str> = judged.iter().flat_map(|judged| &judged.names).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        let rarity = Rarity::new(names.iter().copied().chain(catalog));
        let titles: Vec<Title> = names.iter().map(|name| rarity.title(name)).collect();
        let index = Index::new(&titles);
        let near = Near::new(&titles, &index);
        let place = |name: &String| names.binary_search(&name.as_str()).unwrap_or_default();
        let pairs: Vec<Pair> = judged
            .iter()
            .map(|judged| {
                let places = judged.names.each_ref().map(place);
                let [first, second] = places.map(|place| titles.get(place));
                let within = first.zip(second).map_or(Within::default(), |(a, b)| Within::new(a, b, near.at(places)));
                Pair { places, within }
            })
            .collect();
        let mut learnt = Self { rarity, titles, index, pairs, pulls: Vec::new() };
        learnt.pulls = learnt.fit(judged, &near);
        learnt
    }

    /// Reads an item's name.
    #[must_use]
    pub fn known(&self, name: &str) -> Known {
        let title = self.rarity.title(name);
        let near = self.index.likeness(&title).into_iter().map(spread).collect();
        Known { title, near }
    }

    /// What holds between two items; in either order the same.
    #[must_use]
    pub fn between(&self, first: &Known, second: &Known) -> Reading {
        let likeness = first.title.likeness(&second.title);
        let within = Within::new(&first.title, &second.title, likeness);
        let mut scores = start(&first.title, &second.title, likeness);
        for (pair, pulls) in self.pairs.iter().zip(&self.pulls) {
            if pulls.iter().all(|pull| *pull == 0.0) {
                continue;
            }
            let crossed = crossed(&first.near, &second.near, pair.places);
            let alike = alike(within, pair.within, crossed);
            scores.iter_mut().zip(pulls).for_each(|(score, pull)| *score += pull * alike);
        }
        let mut best = (f32::MIN, None);
        let mut next = f32::MIN;
        for (score, reading) in scores.into_iter().zip(READINGS) {
            next = next.max(score.min(best.0));
            if score > best.0 {
                best = (score, reading);
            }
        }
        Reading { relation: best.1, lead: best.0 - next }
    }

    /// The pulls, by coordinate descent on the dual (Hsieh et al. 2008) in the order of the pairs.
    fn fit(&self, judged: &[Judged], near: &Near) -> Vec<[f32; 4]> {
        let limits = limits(judged);
        let wanted: Vec<[f32; 4]> =
            judged.iter().map(|judged| READINGS.map(|reading| sign(judged.relation == reading))).collect();
        let mut scores: Vec<[f32; 4]> = self
            .pairs
            .iter()
            .map(|pair| {
                let [first, second] = pair.places.map(|place| self.titles.get(place));
                first.zip(second).map_or([0.0; 4], |(a, b)| start(a, b, pair.within.likeness))
            })
            .collect();
        let mut pulls = vec![[0.0_f32; 4]; self.pairs.len()];
        for _ in 0..ROUNDS {
            let mut is_settled = true;
            for (at, pair) in self.pairs.iter().enumerate() {
                let (Some(pulls), Some(score), Some(wanted), Some(limits)) =
                    (pulls.get_mut(at), scores.get(at), wanted.get(at), limits.get(at))
                else {
                    continue;
                };
                let own = near.pairs(pair)(pair);
                let mut changes = [0.0; 4];
                for (((pull, score), (wanted, limit)), change) in
                    pulls.iter_mut().zip(score).zip(wanted.iter().zip(limits)).zip(&mut changes)
                {
                    let wished = (*pull * wanted + (1.0 - wanted * score) / own).clamp(0.0, *limit) * wanted;
                    if (wished - *pull).abs() > SETTLED {
                        *change = wished - *pull;
                        *pull = wished;
                    }
                }
                if changes != [0.0; 4] {
                    is_settled = false;
                    let alike_to = near.pairs(pair);
                    for (other, scores) in self.pairs.iter().zip(&mut scores) {
                        let alike = alike_to(other);
                        scores.iter_mut().zip(changes).for_each(|(score, change)| *score += change * alike);
                    }
                }
            }
            if is_settled {
                break;
            }
        }
        pulls
    }
}

/// How hard each pair may pull for each reading. A rare reading's pairs may pull harder, by the root of how rare it is, or
/// it would never be told.
fn limits(judged: &[Judged]) -> Vec<[f32; 4]> {
    let all = judged.len() as f32;
    let of = |relation| {
        let count = judged.iter().filter(|judged| judged.relation == relation).count();
        PULL * (all / (4 * count.max(1)) as f32).sqrt()
    };
    let of_reading = READINGS.map(of);
    let own = |judged: &Judged| {
        READINGS
            .iter()
            .zip(of_reading)
            .find(|(reading, _)| **reading == judged.relation)
            .map_or(0.0, |(_, limit)| limit)
    };
    judged.iter().map(|judged| [own(judged); 4]).collect()
}

fn sign(holds: bool) -> f32 {
    if holds { 1.0 } else { -1.0 }
}

/// Scores before anything is learnt.
fn start(first: &Title, second: &Title, likeness: f32) -> [f32; 4] {
    let said = rules::relation(first.role, second.role, likeness);
    READINGS.map(|reading| START * sign(reading == said))
}

/// Likeness of names as it counts here: a little in common counts for more, since names of the same kind of thing in
/// different words and by different makers have little.
fn spread(likeness: f32) -> f32 {
    likeness.max(0.0).sqrt()
}

/// How alike two pairs are: by what is seen within each, and by their names, `crossed` over.
fn alike(one: Within, other: Within, crossed: f32) -> f32 {
    let (likeness, refill, part) = (one.likeness - other.likeness, one.refill - other.refill, one.part - other.part);
    // The rational quadratic, which needs no exponential function.
    (crossed / 2.0 + ALONE) / (1.0 + WITHIN * (likeness * likeness + refill * refill + part * part))
}

impl Within {
    fn new(first: &Title, second: &Title, likeness: f32) -> Self {
        let differ = |one: bool, other: bool| if one == other { 0.0 } else { ROLE };
        let (first, second) = (first.role, second.role);
        Self {
            likeness,
            refill: differ(first.is_refill, second.is_refill),
            part: differ(first.is_part, second.is_part),
        }
    }
}

/// How alike the judged names are to one another: row by row.
struct Near {
    count: usize,
    likeness: Vec<f32>,
    spread: Vec<f32>,
}

impl Near {
    fn new(titles: &[Title], index: &Index) -> Self {
        let likeness: Vec<f32> = titles.iter().flat_map(|title| index.likeness(title)).collect();
        let spread = likeness.iter().map(|likeness| spread(*likeness)).collect();
        Self { count: titles.len(), likeness, spread }
    }

    fn at(&self, [row, column]: [usize; 2]) -> f32 {
        self.likeness.get(row * self.count + column).copied().unwrap_or_default()
    }

    fn row(&self, of: usize) -> &[f32] {
        self.spread.get(of * self.count..(of + 1) * self.count).unwrap_or_default()
    }

    /// How alike a pair is to another one.
    fn pairs<'a>(&'a self, one: &Pair) -> impl Fn(&Pair) -> f32 + 'a {
        let (within, [first, second]) = (one.within, one.places.map(|place| self.row(place)));
        move |other| alike(within, other.within, crossed(first, second, other.places))
    }
}

/// How alike two names, each with its likeness to judged ones, are to a pair of these, whichever is held against which.
fn crossed(first: &[f32], second: &[f32], [one, other]: [usize; 2]) -> f32 {
    let near = |row: &[f32], at: usize| row.get(at).copied().unwrap_or_default();
    near(first, one) * near(second, other) + near(first, other) * near(second, one)
}
