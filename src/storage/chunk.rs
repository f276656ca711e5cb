//! A chunk: some records of one document as one text, whose key is the SHA-256 of the text. It is never written over;
//! an edit makes another one. Lengths frame the records instead of quotes: escaping their JSON once more would double
//! the time that the panel takes to open with a large library.

use crate::text::hex;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write, rc::Rc};

/// Records by their id. Texts are shared with what is made of them: memory that is touched first costs a millisecond a
/// megabyte in a browser, and a large library has five of them.
pub(super) type Records = BTreeMap<String, Rc<str>>;

/// Chunks' keys begin with this.
const PREFIX: &str = "chunk.";

const HEAD: &str = "qinyu-chunk";

/// Records that one chunk holds on average at most: an edit rewrites about 20 KB, and a library of 10,000 phrases lies
/// under 256 keys.
const FULL: usize = 64;

/// A chunk as read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) document: String,
    /// The generation that it was written for; later ones go on using it.
    pub(super) generation: u64,
    pub(super) records: Records,
}

/// SHA-256 of a text, in 64 hexadecimal digits.
pub(super) fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Where the chunk of this hash lies.
pub(super) fn key(hash: &str) -> String {
    [PREFIX, hash].concat()
}

/// The hash that a key names, if it is a chunk's.
pub(super) fn hash_in(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}

pub(super) fn print(document: &str, generation: u64, records: &Records) -> String {
    let size: usize = records.iter().map(|(id, text)| id.len() + text.len() + 16).sum();
    let mut chunk = String::with_capacity(size + document.len() + 64);
    let _ = write!(chunk, "{HEAD} {generation} {}\n{document}", document.len()); // a String takes everything
    for (id, text) in records {
        let _ = write!(chunk, "{} {}\n{id}{text}", id.len(), text.len());
    }
    chunk
}

/// Reads a chunk; `None` for anything that [`print()`] did not write.
pub(super) fn parse(text: &str) -> Option<Chunk> {
    let rest = text.strip_prefix(HEAD)?.strip_prefix(' ')?;
    let (generation, document, mut rest) = framed(rest)?;
    let mut records = Records::new();
    while !rest.is_empty() {
        let (id, text, after) = framed_pair(rest)?;
        records.insert(id.to_owned(), text.into());
        rest = after;
    }
    Some(Chunk { document: document.to_owned(), generation, records })
}

/// `NUMBER LENGTH\nTEXT`: the number, the text, and what follows.
fn framed(text: &str) -> Option<(u64, &str, &str)> {
    let (head, rest) = text.split_once('\n')?;
    let (number, length) = head.split_once(' ')?;
    let (text, rest) = rest.split_at_checked(length.parse().ok()?)?;
    Some((number.parse().ok()?, text, rest))
}

/// `LENGTH LENGTH\nTEXTTEXT`: both texts, and what follows.
fn framed_pair(text: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = text.split_once('\n')?;
    let (first, second) = head.split_once(' ')?;
    let (id, rest) = rest.split_at_checked(first.parse().ok()?)?;
    let (text, rest) = rest.split_at_checked(second.parse().ok()?)?;
    Some((id, text, rest))
}

/// Which of `parts` chunks, a power of two, a record belongs to: one edit rewrites one chunk, whatever its neighbours.
pub(super) fn part_of(id: &str, parts: usize) -> usize {
    let digest = Sha256::digest(id.as_bytes());
    let number = digest.iter().take(4).fold(0_usize, |number, byte| (number << 8) | usize::from(*byte));
    number & (parts - 1)
}

/// How many chunks a document of so many records has, given how many it has now: it grows when they are full, and
/// shrinks only when they are nearly empty, so that adding and removing one phrase does not rewrite it all each time.
pub(super) fn parts_for(records: usize, now: usize) -> usize {
    let needed = records.div_ceil(FULL).next_power_of_two();
    if needed > now || needed * 4 <= now { needed } else { now }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_whatever_they_hold() {
        let records: Records = [("a\n1 2", "{}"), ("", ""), ("尺码", "3 4\n\"\u{fffd}")]
            .into_iter()
            .map(|(id, text)| (id.to_owned(), text.into()))
            .collect();
        let text = print("pack/\n本店", 7, &records);
        assert_eq!(parse(&text), Some(Chunk { document: "pack/\n本店".into(), generation: 7, records }));
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_ne!(parse(&text[..end]).map(|chunk| chunk.records.len()), Some(3), "cut after {end} bytes");
        }
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn chunks_grow_by_powers_of_two_and_stay_while_they_fit() {
        for (records, now, then) in [(0, 1, 1), (64, 1, 1), (65, 1, 2), (10_000, 1, 256), (60, 2, 2), (60, 4, 1)] {
            assert_eq!(parts_for(records, now), then, "{records} records in {now} chunks");
        }
    }

    #[test]
    fn records_spread_evenly() {
        let mut counts = [0_usize; 256];
        (0..10_000).for_each(|number| counts[part_of(&format!("phrase-{number}"), 256)] += 1);
        assert!(counts.iter().all(|count| (10..=80).contains(count)), "{counts:?}");
    }
}
