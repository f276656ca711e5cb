//! What a character folds to for matching: its compatibility form without accents, in lower case (full-width letters,
//! ligatures, circled numbers, accented letters), and which characters are combining marks. `build.rs` packs both from
//! Unicode's data; [`normalize`](super::normalize()) and the search fold with them.

use super::pinyin::distance;
use std::sync::LazyLock;

static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.bin"));
static MARKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/marks.bin"));

/// Characters and where in [`FORMS`] their texts stand, sorted by character.
static PLACES: LazyLock<Vec<(u32, &'static str)>> = LazyLock::new(|| {
    let (mut places, mut at, mut rest) = (Vec::new(), 0, FORMS);
    loop {
        let mut bytes = rest.iter().copied();
        let (Some(far), Some(length)) = (distance(&mut bytes), bytes.next()) else { return places };
        at += far;
        let begin = rest.len() - bytes.len();
        let (text, after) = rest.get(begin..).unwrap_or_default().split_at_checked(length.into()).unwrap_or_default();
        places.push((at, std::str::from_utf8(text).unwrap_or_default()));
        rest = after;
    }
});

/// First characters of marks and first after them, in turn, sorted.
static EDGES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let (mut edges, mut at, mut bytes) = (Vec::new(), 0, MARKS.iter().copied());
    while let Some(far) = distance(&mut bytes) {
        at += far;
        edges.push(at);
    }
    edges
});

/// What a character folds to, if that is not its own lower case.
#[must_use]
pub(super) fn form(c: char) -> Option<&'static str> {
    let places = &*PLACES;
    let found = places.binary_search_by_key(&u32::from(c), |(of, _)| *of).ok()?;
    places.get(found).map(|(_, text)| *text)
}

/// True for a character that is written onto the one before it.
#[must_use]
pub(super) fn is_combining_mark(c: char) -> bool {
    c > '\u{2ff}' && EDGES.partition_point(|edge| *edge <= u32::from(c)) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn forms_are_those_of_unicode() {
        for c in ('\u{80}'..='\u{2ffff}').filter(|c| !matches!(c, '\u{ac00}'..='\u{d7a3}')) {
            let mark = unicode_normalization::char::is_combining_mark;
            assert_eq!(is_combining_mark(c), mark(c), "{c:?}");
            let whole: String = c.nfkd().filter(|part| !mark(*part)).flat_map(char::to_lowercase).collect();
            let folded = form(c).map_or_else(|| c.to_lowercase().collect(), str::to_owned);
            assert!(folded == whole || whole.is_empty(), "{c:?}: {folded}, not {whole}");
        }
    }
}
