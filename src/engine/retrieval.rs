//! Which phrases come into question: those whose buyer phrasings, title or body resemble the turn. Character
//! bigrams weighted by rarity, over an inverted [`index`](super::postings). [`ranking`](super::ranking) decides among
//! them.

use super::postings::{Entry, Postings};
use crate::{
    library::Phrase,
    text::{bigrams, normalize, same_words},
};

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
/// Entries that are looked at for one sentence, the rarest bigrams first. It keeps a 4,000-character message as quick as
/// a line: what stands in thousands of entries says little about the matter.
const MAX_LOOKED_AT: usize = 20_000;

/// The phrases of a library, indexed.
#[derive(Debug, Default)]
pub struct Index {
    postings: Postings,
    phrases: usize,
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

impl Index {
    /// Indexes phrases; positions in hits are positions in this list.
    #[must_use]
    pub fn new(phrases: &[Phrase]) -> Self {
        let mut building = Postings::building();
        for (at, phrase) in phrases.iter().enumerate() {
            let Ok(at) = u32::try_from(at) else { break };
            for (number, query) in phrase.queries.iter().enumerate() {
                building.add(Entry::new(at, u16::try_from(number).ok(), 100), bigrams(&same_words(&normalize(query))));
            }
            building.add(Entry::new(at, None, TITLE), bigrams(&same_words(&normalize(&phrase.title))));
            building.add(Entry::new(at, None, BODY), bigrams(&normalize(&phrase.body)));
        }
        Self { postings: building.finish(), phrases: phrases.len() }
    }

    /// The phrases that resemble a normalised sentence, the likest first, at most `limit`.
    #[must_use]
    pub fn find(&self, sentence: &str, limit: usize) -> Vec<Hit> {
        self.find_any(&[sentence], limit)
    }

    /// The phrases that resemble one of several normalised sentences, the likest first, at most `limit`.
    #[must_use]
    pub fn find_any(&self, sentences: &[&str], limit: usize) -> Vec<Hit> {
        let mut shared = vec![0_u32; self.postings.entries().len()];
        let mut best: Vec<Option<Hit>> = vec![None; self.phrases];
        for sentence in sentences {
            let mut touched: Vec<u32> = Vec::new();
            let asked = self.count_shared(sentence, &mut shared, &mut touched);
            for at in touched {
                let (Some(entry), Some(shared)) =
                    (self.postings.entries().get(at as usize), shared.get_mut(at as usize))
                else {
                    continue;
                };
                let likeness = likeness(std::mem::take(shared), asked, entry.weight) * entry.percent / 100;
                let phrase = entry.phrase as usize;
                if let Some(known) = best.get_mut(phrase)
                    && likeness > known.map_or(0, |hit| hit.likeness)
                {
                    *known = Some(Hit { phrase, likeness, query: entry.query.map(usize::from) });
                }
            }
        }
        let mut hits: Vec<_> = best.into_iter().flatten().collect();
        let order = |hit: &Hit| (std::cmp::Reverse(hit.likeness), hit.phrase);
        if hits.len() > limit {
            hits.select_nth_unstable_by_key(limit, order);
            hits.truncate(limit);
        }
        hits.sort_unstable_by_key(order);
        hits
    }

    /// Adds up, per entry, the weight of the bigrams that it shares with the sentence, and names the entries that share
    /// any. Returns the weight of the whole sentence.
    fn count_shared(&self, sentence: &str, shared: &mut [u32], touched: &mut Vec<u32>) -> u32 {
        let mut seen: Vec<u64> = bigrams(&same_words(sentence)).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut asked = 0_u32;
        let mut known: Vec<(u32, &[u32])> = Vec::with_capacity(seen.len());
        for bigram in seen {
            let entries = self.postings.of(bigram);
            let weight = self.postings.rarity(entries.len());
            asked = asked.saturating_add(weight);
            known.push((weight, entries));
        }
        known.sort_by_key(|(_, entries)| entries.len());
        let mut looked_at = 0;
        for (weight, entries) in known {
            looked_at += entries.len();
            if looked_at > MAX_LOOKED_AT {
                break;
            }
            for entry in entries {
                if let Some(sum) = shared.get_mut(*entry as usize) {
                    if *sum == 0 {
                        touched.push(*entry);
                    }
                    *sum += weight;
                }
            }
        }
        asked
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
            .map(|query| Phrase {
                id: PhraseId((*query).into()),
                group: String::new(),
                title: String::new(),
                body: String::new(),
                queries: vec![(*query).into()],
                intents: Vec::new(),
                stages: Vec::new(),
                moods: Vec::new(),
                tags: Vec::new(),
            })
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
        let hits = index.find_any(&["包邮吗", "那退货呢"], 2);
        assert_eq!((hits.len(), hits.first().map(|hit| (hit.phrase, hit.likeness))), (2, Some((0, 100))));
    }
}
