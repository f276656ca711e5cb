//! Which phrases come into question: those whose buyer phrasings, title or body resemble the turn. Character
//! bigrams weighted by rarity, over an inverted index (`postings`). [`ranking`](super::ranking) decides among
//! them.

use super::postings::{Entry, Number, Postings};
use crate::{library::Phrase, sorting::sort_by_key, text::Units};
use std::sync::{Arc, OnceLock};

/// Weight of likeness to a title, in percent of likeness to a buyer phrasing: a title is the agent's word.
const TITLE: u32 = 80;
/// Weight of likeness to a body: it speaks the seller's language, and of more than one thing.
const BODY: u32 = 60;
/// What it costs, in percent, that words of the phrasing are not in the sentence: then it is about something else.
/// Together with [`BESIDES`] it is 100, so that between texts of one length likeness is Dice's.
const UNSAID: u32 = 70;
/// What it costs that the sentence has words which the phrasing lacks. Buyers tell their story around the matter, so
/// a phrasing that stands whole in a sentence five times its length is still 45 % like it.
const BESIDES: u32 = 30;
/// Buyer phrasings from which a phrase is found by them and its title alone. A body is long and in the seller's words:
/// it helps where nobody wrote down how buyers ask, and elsewhere it makes the index three times as large.
const ENOUGH_QUERIES: usize = 2;
/// Entries that are looked at for a turn, the rarest units first: what stands in thousands of entries says little about
/// the matter. It keeps a search in a library of 50,000 phrases, or for a 4,000-character message, as quick as others.
const LOOKED_AT: usize = 12_000;
/// Entries whose likeness is then worked out exactly, for each hit that is asked for: a phrase seldom has more than two
/// that are like a turn.
const EXACT_PER_HIT: usize = 2;
/// Sentences share both; a sentence of a long turn gets this part at least, in which what it is most like still is.
const LEAST_SHARE: usize = 12;

/// The phrases of a library, indexed.
#[derive(Debug, Default)]
pub struct Index {
    postings: Postings,
    /// By phrase, its body, once it has come into question.
    bodies: Vec<OnceLock<Words>>,
}

/// A phrase that resembles the turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its position in the list that was indexed.
    pub phrase: usize,
    /// Likeness in percent, 0 to 100.
    pub likeness: u32,
    /// Which buyer phrasing was the nearest; `None` when it was the title or the body.
    pub query: Option<usize>,
}

/// The units of a text, each with its rarity in the lowest bits, ascending, and the sum of the rarities' squares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    units: Vec<u64>,
    square: u64,
}

/// Bits for a rarity: libraries have fewer than 2^30 texts.
const RARITY_BITS: u32 = 5;

impl Words {
    /// How like two texts are, in thousandths: the cosine of their units by rarity.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u32 {
        // Both ascend, so one walk finds what they share.
        let (mut shared, mut others) = (0, other.units.as_slice());
        for unit in &self.units {
            while let Some((first, after)) = others.split_first()
                && first < unit
            {
                others = after;
            }
            if others.first() == Some(unit) {
                shared += square(*unit);
            }
        }
        let length = self.square.saturating_mul(other.square).isqrt();
        u32::try_from((1_000 * shared).checked_div(length).unwrap_or(0)).unwrap_or(1_000)
    }

    /// True for a text that is like no other.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

/// The square of a unit's rarity.
const fn square(unit: u64) -> u64 {
    (unit & ((1 << RARITY_BITS) - 1)).pow(2)
}

/// A sentence, taken apart.
struct Asked {
    /// The numbers of its units that the index knows, each once.
    known: Vec<Number>,
    /// The weight of all its units.
    weight: u32,
}

/// Room to work in for one search; all zeros between sentences.
struct Room {
    /// By entry, the weight that it shares with the sentence.
    shared: Vec<u32>,
    /// By unit number, whether the sentence has it.
    has: Vec<bool>,
}

impl Index {
    /// Indexes phrases; positions in hits are positions in this list.
    #[must_use]
    pub fn new(phrases: &[Arc<Phrase>]) -> Self {
        let entries = phrases.iter().map(|phrase| phrase.queries.len() + 2 + phrase.translations.len()).sum();
        let mut building = Postings::building(entries);
        let mut units = Units::default();
        let mut add = |entry: Entry, text: &str| building.add(entry, units.of(text));
        for (at, phrase) in (0_u32..).zip(phrases) {
            for (number, query) in (0_u16..).zip(&phrase.queries) {
                add(Entry::new(at, Some(number), 100), query);
            }
            add(Entry::new(at, None, TITLE), &phrase.title);
            if phrase.queries.len() < ENOUGH_QUERIES {
                add(Entry::new(at, None, BODY), &phrase.body);
            }
            for (_, body) in &phrase.translations {
                // Buyers of that language find nothing else in it that they would write.
                add(Entry::new(at, None, BODY), body);
            }
        }
        Self { postings: building.finish(), bodies: vec![OnceLock::new(); phrases.len()] }
    }

    /// The phrases that resemble a normalised sentence, the likest first, at most `limit`.
    #[must_use]
    pub fn find(&self, sentence: &str, limit: usize) -> Vec<Hit> {
        self.find_any(&[sentence], limit, |_| true)
    }

    /// The phrases that resemble one of several normalised sentences, the likest first, at most `limit`. Only those that
    /// are admitted, by their position, take a place among them.
    #[must_use]
    pub fn find_any(&self, sentences: &[&str], limit: usize, admits: impl Fn(usize) -> bool) -> Vec<Hit> {
        let mut room =
            Room { shared: vec![0; self.postings.entries().len()], has: vec![false; self.postings.known_units()] };
        let parts = sentences.len().clamp(1, LEAST_SHARE);
        let mut hits: Vec<Hit> = Vec::new();
        for sentence in sentences {
            let asked = self.ask(sentence);
            let near = self.nearest(
                &asked,
                &mut room.shared,
                LOOKED_AT / parts,
                limit.saturating_mul(EXACT_PER_HIT) / parts,
                &admits,
            );
            mark(&mut room.has, &asked, true);
            hits.extend(near.into_iter().filter_map(|entry| self.hit(entry, &asked, &room.has)));
            mark(&mut room.has, &asked, false);
        }
        let better = |hit: &Hit| (hit.phrase, std::cmp::Reverse(hit.likeness), hit.query);
        sort_by_key(&mut hits, better);
        hits.dedup_by_key(|hit| hit.phrase);
        sort_by_key(&mut hits, |hit| (std::cmp::Reverse(hit.likeness), hit.phrase));
        hits.truncate(limit);
        hits
    }

    /// The units of a text with their weights.
    #[must_use]
    pub fn words(&self, text: &str) -> Words {
        let weighed = |unit: u64| unit << RARITY_BITS | u64::from(self.postings.rarity(self.postings.number(unit)));
        let mut units: Vec<u64> = Units::distinct(text).into_iter().map(weighed).collect();
        units.sort_unstable();
        Words { square: units.iter().copied().map(square).sum(), units }
    }

    /// The same of a phrase's body: taken apart when it first comes into question, and kept.
    pub(super) fn body(&self, phrase: usize, body: &str) -> Option<&Words> {
        self.bodies.get(phrase).map(|kept| kept.get_or_init(|| self.words(body)))
    }

    fn ask(&self, sentence: &str) -> Asked {
        let units = Units::distinct(sentence);
        let mut asked = Asked { known: Vec::with_capacity(units.len()), weight: 0 };
        for unit in units {
            let number = self.postings.number(unit);
            asked.weight = asked.weight.saturating_add(self.postings.rarity(number));
            asked.known.extend(number);
        }
        asked
    }

    /// The entries that share most with a sentence, by its rarest units. `shared` is all zeros before and after.
    fn nearest(
        &self,
        asked: &Asked,
        shared: &mut [u32],
        looked_at: usize,
        limit: usize,
        admits: &impl Fn(usize) -> bool,
    ) -> Vec<u32> {
        let mut rarest: Vec<_> = asked.known.iter().map(|number| (self.postings.of(*number), *number)).collect();
        sort_by_key(&mut rarest, |(entries, number)| (entries.len(), *number));
        let mut touched: Vec<u32> = Vec::new();
        let mut left = looked_at;
        for (entries, number) in rarest {
            let weight = self.postings.rarity(Some(number));
            for entry in entries.iter().take(left) {
                if let Some(sum) = shared.get_mut(*entry as usize) {
                    if *sum == 0 {
                        touched.push(*entry);
                    }
                    *sum += weight;
                }
            }
            left = left.saturating_sub(entries.len());
        }
        // One number for both: how unlike it is, then its place.
        let mut rough: Vec<u64> = Vec::with_capacity(touched.len());
        for at in touched {
            if let (Some(entry), Some(shared)) = (self.postings.entries().get(at as usize), shared.get_mut(at as usize))
            {
                let shared = std::mem::take(shared);
                if !admits(entry.phrase as usize) {
                    continue;
                }
                let unlike = u32::MAX - likeness(shared, asked.weight, entry.weight) * entry.percent;
                rough.push(u64::from(unlike) << 32 | u64::from(at));
            }
        }
        if rough.len() > limit {
            rough.select_nth_unstable(limit);
            rough.truncate(limit);
        }
        rough.into_iter().map(|place| (place & u64::from(u32::MAX)) as u32).collect()
    }

    /// An entry's exact likeness to a sentence, if there is any.
    fn hit(&self, at: u32, asked: &Asked, has: &[bool]) -> Option<Hit> {
        let entry = self.postings.entries().get(at as usize)?;
        let units = self.postings.units(at as usize).iter();
        let common = units.filter(|number| has.get(**number as usize) == Some(&true));
        let shared = common.map(|number| self.postings.rarity(Some(*number))).sum();
        let likeness = likeness(shared, asked.weight, entry.weight) * entry.percent / 100;
        let hit = Hit { phrase: entry.phrase as usize, likeness, query: entry.query.map(usize::from) };
        (likeness > 0).then_some(hit)
    }
}

fn mark(has: &mut [bool], asked: &Asked, value: bool) {
    for number in &asked.known {
        if let Some(has) = has.get_mut(*number as usize) {
            *has = value;
        }
    }
}

/// Likeness in percent of a sentence and an entry, by the weights of what they share and of each alone (Tversky's
/// index): 100 for equal ones, 0 for those that share nothing.
fn likeness(shared: u32, asked: u32, entry: u32) -> u32 {
    let (shared, asked, entry) = (u64::from(shared), u64::from(asked), u64::from(entry));
    let differing =
        u64::from(UNSAID) * entry.saturating_sub(shared) + u64::from(BESIDES) * asked.saturating_sub(shared);
    let percent = (100 * 100 * shared).checked_div(100 * shared + differing).unwrap_or(0);
    u32::try_from(percent.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::PhraseId;

    fn index(queries: &[&str]) -> Index {
        let phrases: Vec<_> = queries
            .iter()
            .map(|query| Phrase { id: PhraseId((*query).into()), queries: vec![(*query).into()], ..Phrase::default() })
            .map(Arc::new)
            .collect();
        Index::new(&phrases)
    }

    #[test]
    fn a_long_turn_is_like_the_phrasing_that_it_contains() {
        let index = index(&["质保多久", "包邮吗", "怎么退货", "有什么颜色", "发什么快递"]);
        let hits = index.find("上个月买的电水壶想确认下质保多久", 3);
        assert_eq!(hits.first().map(|hit| hit.phrase), Some(0));
        assert!(hits.first().is_some_and(|hit| hit.likeness >= 40), "{hits:?}");
    }

    #[test]
    fn likeness_is_whole_for_equals_and_nothing_for_strangers() {
        assert_eq!((likeness(7, 7, 7), likeness(0, 7, 7), likeness(0, 0, 0)), (100, 0, 0));
        // Words besides the matter cost less than matter that is missing.
        assert!(likeness(5, 20, 5) > likeness(5, 5, 20));
    }

    #[test]
    fn the_best_sentence_counts_and_the_limit_holds() {
        let index = index(&["包邮吗", "怎么退货", "退货运费谁出"]);
        let hits = index.find_any(&["包邮吗", "那退货呢"], 2, |_| true);
        assert_eq!((hits.len(), hits.first().map(|hit| (hit.phrase, hit.likeness))), (2, Some((0, 100))));
        let hits = index.find_any(&["包邮吗", "那退货呢"], 1, |phrase| phrase != 0);
        assert_eq!(hits.iter().map(|hit| hit.phrase).collect::<Vec<_>>(), [1], "who is not admitted takes no place");
    }
}
