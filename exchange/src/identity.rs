//! Ids for phrases that come without one: the same file gives the same ids, so that reading it twice changes nothing
//! and a later version of it meets the phrases of the earlier one.

use qinyu::library::{Phrase, PhraseId};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Digits of a hash in an id: 64 bits, so that two of 100,000 phrases meet once in three thousand million files.
const HEX_DIGITS: usize = 16;

/// Gives ids for one file.
#[derive(Debug)]
pub struct Identity {
    format: &'static str,
    given: HashMap<String, usize>,
}

impl Identity {
    /// Ids for a file of this format.
    #[must_use]
    pub fn new(format: &'static str) -> Self {
        Self { format, given: HashMap::new() }
    }

    /// The id of a phrase: from the name that its program gave it, else from what least often changes in it, its code,
    /// then title and folder, then the body. The second of two alike gets a number.
    pub fn name(&mut self, phrase: &Phrase, foreign: Option<&str>) -> PhraseId {
        let parts = match foreign {
            Some(name) if !name.trim().is_empty() => ["name", name, ""],
            _ if !phrase.code.is_empty() => ["code", &phrase.code, ""],
            _ if !phrase.title.is_empty() => ["title", &phrase.group, &phrase.title],
            _ => ["body", &phrase.group, &phrase.body],
        };
        let mut hash = Sha256::new();
        for part in [self.format].iter().chain(&parts) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut name: String = hash.finalize().iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect();
        name.truncate(HEX_DIGITS);
        let name = format!("{}-{name}", self.format);
        let times = self.given.entry(name.clone()).or_default();
        *times += 1;
        PhraseId(if *times == 1 { name } else { format!("{name}-{times}") })
    }
}

pub(crate) fn digit(half: u8) -> char {
    char::from_digit(u32::from(half), 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(code: &str, title: &str, body: &str) -> Phrase {
        Phrase { code: code.into(), title: title.into(), body: body.into(), ..Phrase::default() }
    }

    #[test]
    fn the_code_names_a_phrase_before_its_title_and_its_body() {
        let name = |phrase: &Phrase| Identity::new("qianniu").name(phrase, None);
        assert_eq!(name(&phrase("1", "a", "b")), name(&phrase("1", "c", "d")));
        assert_eq!(name(&phrase("", "a", "b")), name(&phrase("", "a", "d")));
        assert_ne!(name(&phrase("", "", "b")), name(&phrase("", "", "d")));
        assert_ne!(name(&phrase("1", "", "b")), Identity::new("espanso").name(&phrase("1", "", "b"), None));
    }

    #[test]
    fn two_alike_get_two_names_and_the_same_at_every_reading() {
        let names = || {
            let mut identity = Identity::new("chatwoot");
            [identity.name(&phrase("1", "", "b"), None), identity.name(&phrase("1", "", "c"), None)]
        };
        assert_ne!(names()[0], names()[1]);
        assert_eq!(names(), names());
    }
}
