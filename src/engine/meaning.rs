//! Which phrases mean what the turn means, in other words too: the vectors of buyer phrasings, titles and bodies beside
//! the turn's. A phrasing is compared with the turn itself, a body with what an answer to the turn would mean.
//! [`Engine`](super::Engine) asks this beside [`retrieval`](super::retrieval), once a [`Table`] is there.

use crate::{
    library::Phrase,
    sorting::sort_by_key,
    text::embedding::{Meaning, Table},
};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// Entries whose likeness is worked out exactly; the others differ from the turn in more signs. Four for
/// each candidate that is asked for.
const EXACT: usize = 400;
/// Parts of a turn that are compared, the last ones, and the whole: a turn seldom asks more than two things.
const PARTS: usize = 3;
/// Characters of a turn that is read together with what the seller said before it: "有" answers a question. Training reads
/// talks so (`SHORT` in training/text.py).
const SHORT: usize = 8;
/// Characters of what the seller said, the last ones.
const BEFORE: usize = 40;
/// Signs in which two meanings can differ.
const FURTHEST: usize = crate::text::embedding::DIMENSIONS;

/// The phrases of a library by their meaning.
#[derive(Debug)]
pub(super) struct Meanings {
    table: Arc<Table>,
    /// The texts of the phrases, one after another, in two parts.
    heads: Vec<Head>,
    entries: Vec<Entry>,
    /// By phrase, where its entries begin; one more at the end.
    begins: Vec<usize>,
}

/// What is looked at of every text in each turn.
#[derive(Debug)]
struct Head {
    phrase: u32,
    kind: Kind,
    signs: Signs,
}

/// What is looked at of those that come into question.
#[derive(Debug)]
struct Entry {
    /// Of the text, by which it is known when the library changes.
    hash: u64,
    meaning: Meaning,
}

type Signs = [u64; FURTHEST / 64];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Query(u16),
    Title,
    Body,
}

/// What a turn means, part by part, and what answers to it would.
#[derive(Debug, Default)]
pub(super) struct Asked {
    same: Vec<(Meaning, Signs)>,
    answers: Vec<(Meaning, Signs)>,
    /// What the seller's last rows mean: an answer goes on from there.
    before: Vec<Meaning>,
}

/// How near a phrase is to a turn, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nearness {
    /// Of the buyer phrasing or title that means most nearly the same.
    pub same: u32,
    /// Which phrasing that was; `None` when it was the title.
    pub query: Option<usize>,
    /// Of the body to what an answer would mean.
    pub answer: u32,
    /// Of the body to what the seller said before.
    pub before: u32,
}

impl Meanings {
    /// An index that nothing has been read into.
    pub(super) fn new(table: Arc<Table>) -> Self {
        Self { table, entries: Vec::new(), heads: Vec::new(), begins: vec![0] }
    }

    /// Reads the next phrases of a library, so many at most; what `before` has read already is taken over.
    pub(super) fn read_on(&mut self, phrases: &[Arc<Phrase>], count: usize, before: Option<&Self>) {
        let known: HashMap<u64, &Entry> =
            before.into_iter().flat_map(|before| &before.entries).map(|entry| (entry.hash, entry)).collect();
        for phrase in phrases.iter().skip(self.phrases()).take(count) {
            let at = u32::try_from(self.phrases()).unwrap_or(u32::MAX);
            let queries = (0_u16..).zip(&phrase.queries).map(|(number, query)| (Kind::Query(number), query));
            for (kind, text) in queries.chain([(Kind::Title, &phrase.title), (Kind::Body, &phrase.body)]) {
                let hash = crate::text::hash(text.bytes());
                let meaning = known.get(&hash).map(|known| known.meaning).or_else(|| self.table.meaning(text));
                if let Some(meaning) = meaning {
                    self.heads.push(Head { phrase: at, kind, signs: meaning.signs() });
                    self.entries.push(Entry { hash, meaning });
                }
            }
            self.begins.push(self.entries.len());
        }
    }

    /// The table that it reads with.
    pub(super) fn table(&self) -> &Arc<Table> {
        &self.table
    }

    /// How many phrases have been read.
    pub(super) fn phrases(&self) -> usize {
        self.begins.len() - 1
    }

    /// Reads a turn, given by its parts in their order, and the rows that the seller wrote before it, the last one first.
    pub(super) fn read(&self, parts: &[&str], before: &[&str]) -> Asked {
        let last = before.first().copied().unwrap_or_default();
        let whole = parts.join("，");
        let lines = parts.iter().rev().take(PARTS).copied();
        let lines = lines.chain((parts.len() > 1).then_some(whole.as_str()));
        let same: Vec<Meaning> = lines.filter_map(|line| self.table.meaning(line)).collect();
        let together = if whole.chars().count() < SHORT && !last.is_empty() {
            let from = last.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
            self.table.meaning(&format!("{}，{whole}", last.get(from..).unwrap_or_default()))
        } else {
            None
        };
        let with_signs = |meaning: Meaning| (meaning, meaning.signs());
        let asking = same.iter().chain(&together);
        let answers = asking.filter_map(|line| self.table.answer(line)).map(with_signs).collect();
        let before = before.iter().filter_map(|row| self.table.meaning(row)).collect();
        Asked { same: same.into_iter().map(with_signs).collect(), answers, before }
    }

    /// The phrases nearest to a turn, the nearest first, at most `limit`. Only those that are admitted, by their
    /// position, take a place among them.
    pub(super) fn find(&self, asked: &Asked, limit: usize, admits: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut best: HashMap<u32, i32> = HashMap::new();
        for (head, entry) in self.nearest(asked, admits) {
            let likeness = asked.likeness(head.kind, &entry.meaning);
            let known = best.entry(head.phrase).or_insert(likeness);
            *known = likeness.max(*known);
        }
        let mut best: Vec<_> = best.into_iter().collect();
        sort_by_key(&mut best, |(phrase, likeness)| (std::cmp::Reverse(*likeness), *phrase));
        best.into_iter().take(limit).map(|(phrase, _)| phrase as usize).collect()
    }

    /// The texts that differ from the turn in the fewest signs, at most [`EXACT`].
    fn nearest(&self, asked: &Asked, admits: impl Fn(usize) -> bool) -> Vec<(&Head, &Entry)> {
        // One number for both: in how many signs a text differs, then its place.
        let mut by_distance: Vec<u64> = Vec::with_capacity(self.heads.len());
        let mut counts = [0_usize; FURTHEST + 1];
        for (at, head) in (0_u64..).zip(&self.heads) {
            // A plain loop: all texts of the library pass here in each turn.
            let mut least = None;
            for (_, [one, other]) in asked.of(head.kind) {
                let differing = (one ^ head.signs[0]).count_ones() + (other ^ head.signs[1]).count_ones();
                least = Some(least.map_or(differing, |least: u32| least.min(differing)));
            }
            if let Some(distance) = least {
                counts[distance as usize] += 1;
                by_distance.push(u64::from(distance) << 32 | at);
            }
        }
        let mut wanted = EXACT;
        loop {
            let mut counted = 0;
            let last = counts.iter().position(|count| {
                counted += count;
                counted >= wanted
            });
            let last = last.unwrap_or(FURTHEST) as u64;
            let mut near: Vec<u64> = by_distance.iter().copied().filter(|distance| distance >> 32 <= last).collect();
            near.sort_unstable();
            let texts = near.iter().map(|distance| (distance & u64::from(u32::MAX)) as usize);
            let texts = texts.filter_map(|at| self.heads.get(at).zip(self.entries.get(at)));
            let admitted = texts.filter(|(head, _)| admits(head.phrase as usize));
            let exact: Vec<(&Head, &Entry)> = admitted.take(EXACT).collect();
            if exact.len() == EXACT || near.len() == by_distance.len() {
                return exact;
            }
            wanted *= 4;
        }
    }

    /// How near a phrase is to a turn.
    pub(super) fn nearness(&self, asked: &Asked, phrase: usize) -> Nearness {
        let mut near = Nearness::default();
        let entries = self.entries_of(phrase);
        let heads = self.heads.get(entries.clone()).unwrap_or_default();
        for (Head { kind, .. }, Entry { meaning, .. }) in
            heads.iter().zip(self.entries.get(entries).unwrap_or_default())
        {
            let thousandths = u32::try_from(asked.likeness(*kind, meaning)).unwrap_or(0);
            match *kind {
                Kind::Body => (near.answer, near.before) = (thousandths, asked.goes_on(meaning)),
                Kind::Query(_) | Kind::Title if thousandths <= near.same => {}
                Kind::Query(number) => (near.same, near.query) = (thousandths, Some(number.into())),
                Kind::Title => (near.same, near.query) = (thousandths, None),
            }
        }
        near
    }

    fn entries_of(&self, phrase: usize) -> Range<usize> {
        let begins = |at: usize| self.begins.get(at).copied().unwrap_or(self.entries.len());
        begins(phrase)..begins(phrase + 1)
    }
}

impl Asked {
    fn of(&self, kind: Kind) -> &[(Meaning, Signs)] {
        if kind == Kind::Body { &self.answers } else { &self.same }
    }

    /// How like a body is to what the seller said before, in thousandths.
    fn goes_on(&self, body: &Meaning) -> u32 {
        let likenesses = self.before.iter().map(|meaning| meaning.likeness(body));
        u32::try_from(likenesses.max().unwrap_or(0)).unwrap_or(0)
    }

    fn likeness(&self, kind: Kind, text: &Meaning) -> i32 {
        let likenesses = self.of(kind).iter().map(|(meaning, _)| meaning.likeness(text));
        likenesses.max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(phrases: &[(&[&str], &str)]) -> Meanings {
        let table = Table::read(&std::fs::read("www/meanings.bin").unwrap()).unwrap();
        let phrase = |(queries, body): &(&[&str], &str)| Phrase {
            queries: queries.iter().map(|query| (*query).to_owned()).collect(),
            body: (*body).to_owned(),
            ..Phrase::default()
        };
        let phrases: Vec<_> = phrases.iter().map(phrase).map(Arc::new).collect();
        let mut meanings = Meanings::new(Arc::new(table));
        meanings.read_on(&phrases, 1, None);
        meanings.read_on(&phrases, phrases.len(), None);
        assert_eq!(meanings.phrases(), phrases.len());
        meanings
    }

    #[test]
    fn a_phrasing_is_found_in_other_words() {
        let meanings = meanings(&[(&["怎么退货"], ""), (&["什么时候发货", "有什么优惠"], ""), (&["用什么快递"], "")]);
        let asked = meanings.read(&["多买几件给个实惠价呗"], &[]);
        assert_eq!(meanings.find(&asked, 1, |_| true), [1]);
        assert_eq!(meanings.find(&asked, 9, |phrase| phrase != 1).len(), 2, "who is not admitted takes no place");
        let near = meanings.nearness(&asked, 1);
        assert_eq!(near.query, Some(1));
        assert!(near.same > meanings.nearness(&asked, 0).same && near.same >= 400, "{near:?}");
    }

    #[test]
    fn a_body_is_found_as_an_answer() {
        let bodies = ["拍下48小时内给您发出哦", "退货运费我们承担的", "默认发圆通快递", "满99元包邮的"];
        let meanings = meanings(&bodies.map(|body| (&[][..], body)));
        for (turn, right) in [("几号能寄出来", 0), ("寄回去的邮费谁出", 1), ("发什么快递啊", 2), ("买多少不用运费", 3)]
        {
            assert_eq!(meanings.find(&meanings.read(&[turn], &[]), 1, |_| true), [right], "{turn}");
        }
    }

    #[test]
    fn a_short_turn_is_read_with_what_it_answers() {
        let meanings = meanings(&[(&[], "好的，那给您改成红色"), (&[], "好的，给您改发顺丰")]);
        let best = |before: &str| meanings.find(&meanings.read(&["嗯可以"], &[before]), 1, |_| true);
        assert_eq!(best("红色还有现货，给您换红色可以吗"), [0]);
        assert_eq!(best("顺丰快一点，补差价给您发顺丰可以吗"), [1]);
    }

    #[test]
    fn what_was_read_before_is_taken_over() {
        let before = meanings(&[(&["怎么退货"], "七天内可以退哦")]);
        let phrase =
            Phrase {
                queries: vec!["怎么退货".into()], body: "签收七天内都可以退".into(), ..Phrase::default()
            };
        let mut after = Meanings::new(Arc::clone(before.table()));
        after.read_on(&[Arc::new(phrase)], 9, Some(&before));
        assert_eq!(after.entries.len(), 2, "the empty title has no meaning");
        assert_eq!(after.entries[0].meaning, before.entries[0].meaning);
    }

    #[test]
    fn nothing_is_near_to_nothing() {
        let meanings = meanings(&[(&["怎么退货"], "七天内可以退哦")]);
        for parts in [&[][..], &["……"], &["", "👍"]] {
            let asked = meanings.read(parts, &[]);
            assert_eq!(meanings.nearness(&asked, 0), Nearness::default());
            assert_eq!(meanings.find(&asked, 3, |_| true), [] as [usize; 0]);
        }
        assert_eq!(meanings.nearness(&meanings.read(&["退货"], &[]), 7), Nearness::default(), "no such phrase");
    }
}
