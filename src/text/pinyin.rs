//! How Chinese characters are read, without tones, and which simplified character stands for a traditional one. The
//! tables are packed by `build.rs`; the search of the library unpacks them once and asks for each character of its
//! vocabulary.

use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/syllables.rs"));
static MAIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/main_readings.bin"));
static FURTHER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/further_readings.bin"));
static TRADITIONAL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/traditional.bin"));
static SIMPLIFIED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/simplified.bin"));

/// The first character of the tables.
const FIRST: u32 = 0x4e00;
/// In the unpacked main readings: none.
const NONE: u16 = u16::MAX;

struct Tables {
    /// By character from [`FIRST`], the code of its main syllable.
    main: Vec<u16>,
    /// Characters and the codes of their further syllables, sorted by character.
    further: Vec<(u32, u16)>,
    /// By character from [`FIRST`], the simplified one that stands for it: most stand for themselves.
    simplified: Vec<u16>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut main = Vec::with_capacity(MAIN.len());
    let mut bytes = MAIN.iter().copied().map(usize::from);
    while let Some(code) = bytes.next() {
        let code = match code.checked_sub(1) {
            Some(SHORT_CODES) => SHORT_CODES + bytes.next().unwrap_or_default(),
            Some(code) => code,
            None => NONE.into(),
        };
        main.push(u16::try_from(code).unwrap_or(NONE));
    }
    let mut further = Vec::new();
    let mut bytes = FURTHER.iter().copied();
    let mut at = FIRST;
    while let Some(distance) = distance(&mut bytes) {
        at += distance;
        further.extend(bytes.next().zip(bytes.next()).map(|(low, high)| (at, u16::from_le_bytes([low, high]))));
    }
    let mut at = FIRST;
    let mut bytes = TRADITIONAL.iter().copied();
    let traditional = std::iter::from_fn(|| {
        at += distance(&mut bytes)?;
        Some(at)
    });
    let simple = SIMPLIFIED.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
    let mut simplified = Vec::new();
    for (traditional, simple) in traditional.zip(simple) {
        simplified.extend((FIRST + simplified.len() as u32..traditional).map(|c| c as u16));
        simplified.push(simple);
    }
    Tables { main, further, simplified }
});

/// The next distance; 255 means that it goes on.
pub(super) fn distance(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut sum = 0;
    loop {
        let byte = bytes.next()?;
        sum += u32::from(byte);
        if byte != u8::MAX {
            return Some(sum);
        }
    }
}

/// Every syllable that some character is read as, in no useful order; `ü` is written `v`, as it is typed.
#[must_use]
pub fn syllables() -> &'static [&'static str] {
    &SYLLABLES
}

/// How a character is read, the commonest first: places in [`syllables`]. None for what is no simplified Chinese
/// character; ask for [`simplified()`] first.
pub fn readings(c: char) -> impl Iterator<Item = usize> {
    let tables = &*TABLES;
    let c = u32::from(c);
    let main = c.checked_sub(FIRST).and_then(|at| tables.main.get(at as usize)).filter(|code| **code != NONE);
    let from = tables.further.partition_point(|(of, _)| *of < c);
    let further = tables.further.iter().skip(from).take_while(move |(of, _)| *of == c).map(|(_, code)| code);
    main.into_iter().chain(further).map(|code| usize::from(*code))
}

/// The simplified character that stands for a traditional one; any other character itself.
#[must_use]
pub fn simplified(c: char) -> char {
    let at = u32::from(c).checked_sub(FIRST);
    let simple = at.and_then(|at| TABLES.simplified.get(at as usize));
    simple.and_then(|simple| char::from_u32((*simple).into())).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(c: char) -> Vec<&'static str> {
        readings(c).map(|at| SYLLABLES[at]).collect()
    }

    #[test]
    fn characters_are_read_as_they_are_typed() {
        for (c, first) in [('发', "fa"), ('货', "huo"), ('绿', "lv"), ('略', "lve"), ('一', "yi"), ('龥', "yu")] {
            assert_eq!(read(c).first(), Some(&first), "{c}");
        }
        for (c, also) in [('重', "chong"), ('行', "hang"), ('乐', "yue"), ('干', "qian"), ('嗯', "en"), ('哪', "nei")]
        {
            assert!(read(c).contains(&also), "{c} is read {:?}", read(c));
        }
        assert!(read('a').is_empty() && read('〇').is_empty() && read('\u{10ffff}').is_empty());
    }

    #[test]
    fn what_nobody_says_is_not_read() {
        assert_eq!((read('不'), read('重'), read('行')), (vec!["bu"], vec!["zhong", "chong"], vec!["xing", "hang"]));
        for line in include_str!("unsaid.txt").lines().filter(|line| !line.starts_with('#')) {
            let c = line.chars().next().unwrap();
            let said = read(c);
            assert!(!said.is_empty(), "{c} has no reading left");
            let unsaid: Vec<_> = line.split_whitespace().skip(1).collect();
            assert!(!unsaid.is_empty() && unsaid.iter().all(|reading| !said.contains(reading)), "{line}");
        }
    }

    #[test]
    fn every_syllable_is_typed_with_letters_and_used() {
        let mut used = vec![0; SYLLABLES.len()];
        let chars = ('\u{4e00}'..='\u{9fff}').filter(|c| simplified(*c) == *c);
        let mut unread = 0;
        for c in chars {
            readings(c).for_each(|at| used[at] += 1);
            unread += usize::from(readings(c).next().is_none());
        }
        assert!(unread < 100, "{unread} characters have no reading");
        for (syllable, used) in SYLLABLES.iter().zip(used) {
            assert!(used > 0 && syllable.len() <= 6 && syllable.bytes().all(|letter| letter.is_ascii_lowercase()));
        }
    }

    #[test]
    fn traditional_characters_become_simplified_ones_in_one_step() {
        let traditional = "發後裡麼乾貨憑證運費退還";
        assert_eq!(traditional.chars().map(simplified).collect::<String>(), "发后里么干货凭证运费退还");
        for c in '\u{4e00}'..='\u{9fff}' {
            assert_eq!(simplified(simplified(c)), simplified(c), "{c}");
        }
        assert_eq!(simplified('好'), '好');
    }
}
