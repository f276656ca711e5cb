//! Packs two tables for `src/text/pinyin.rs`: how Chinese characters are read, from the `pinyin` crate, and which
//! simplified character stands for a traditional one, from `src/text/simplified.txt`. Packed they are a third of the
//! size that the crate's own tables would add to the wasm. For `src/text/forms.rs` it packs what Unicode says of
//! compatibility forms and combining marks, a fifth of the tables of the crate that they come from.

use pinyin::ToPinyinMulti;
use std::{collections::BTreeMap, env, fmt::Write as _, fs, io, path::Path};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The characters that have readings: the main block of Chinese ones, where all that a shop writes stands.
const BLOCK: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;
/// Readings kept of a common character, the commonest first; what comes later is found in dictionaries only.
const READINGS: usize = 3;
/// Of a rare character one is enough.
const READINGS_OF_RARE: usize = 1;
/// Readings that are said and typed every day, but stand late or nowhere in the crate's list.
const SPOKEN: &[(char, &str)] = &[('嗯', "en"), ('哪', "nei"), ('呣', "mu"), ('哟', "yo"), ('诶', "ei")];
/// Korean syllables: written whole by every input method, and taken apart into more than they are.
const HANGUL: std::ops::RangeInclusive<char> = '\u{ac00}'..='\u{d7a3}';
/// Codes of one byte in the table of main readings; the rest take two.
const SHORT_CODES: usize = 240;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/text/simplified.txt");
    println!("cargo:rerun-if-changed=src/text/unsaid.txt");
    let pairs = fs::read_to_string("src/text/simplified.txt")?;
    let simplified: BTreeMap<char, char> = pairs
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?)))
        .collect();
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&folder);
    pack_forms(folder)?;
    pack_simplified(&simplified, folder)?;
    let unsaid = fs::read_to_string("src/text/unsaid.txt")?;
    pack_readings(&readings(&simplified, &unsaid), folder)
}

/// Every character that is no traditional form of another one, with its readings without tones, the main one first.
fn readings(simplified: &BTreeMap<char, char>, unsaid: &str) -> BTreeMap<char, Vec<String>> {
    let mut all: BTreeMap<char, Vec<String>> = BTreeMap::new();
    let mut add = |c: char, reading: &str| {
        let known = all.entry(c).or_default();
        if !known.iter().any(|known| known == reading) {
            known.push(reading.to_owned());
        }
    };
    let chars = || BLOCK.filter_map(char::from_u32);
    for c in chars().filter(|c| !simplified.contains_key(c)) {
        plain(c).iter().for_each(|reading| add(c, reading));
    }
    // What the simplified character is read as only where it stands for this one: 乾 is qian, 干 is not.
    for (traditional, simple) in simplified {
        plain(*traditional).iter().take(1).for_each(|reading| add(*simple, reading));
    }
    SPOKEN.iter().for_each(|(c, reading)| add(*c, reading));
    for line in unsaid.lines().filter(|line| !line.starts_with('#')) {
        let (mut words, c) = (line.split_whitespace().skip(1), line.chars().next());
        if let Some(known) = c.and_then(|c| all.get_mut(&c)) {
            words.by_ref().for_each(|unsaid| known.retain(|reading| reading != unsaid));
        }
    }
    all
}

fn plain(c: char) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        // v is how ü is typed.
        let typed = reading.plain().replace('ü', "v").replace('ê', "e");
        if typed.bytes().all(|letter| letter.is_ascii_lowercase()) && !found.contains(&typed) {
            found.push(typed);
        }
    }
    found.truncate(if is_common(c) { READINGS } else { READINGS_OF_RARE });
    found
}

/// True for the 6,763 characters of GB 2312, with which nearly everything is written.
fn is_common(c: char) -> bool {
    let mut buffer = [0; 4];
    let (gbk, _, _) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
    matches!(*gbk, [0xb0..=0xf7, 0xa1..=0xfe])
}

/// The syllables in alphabetical order as Rust; a code per character for its main reading, the commonest syllables in
/// one byte; and the further readings as distance from the character before, then the syllable in two bytes.
fn pack_readings(readings: &BTreeMap<char, Vec<String>>, folder: &Path) -> io::Result<()> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for reading in readings.values().flatten() {
        used.entry(reading).or_default();
    }
    for main in readings.values().filter_map(|readings| readings.first()) {
        *used.entry(main).or_default() += 1;
    }
    let mut common: Vec<&str> = used.keys().copied().collect();
    common.sort_by_key(|syllable| std::cmp::Reverse(used.get(syllable)));
    let code: BTreeMap<&str, usize> = common.iter().enumerate().map(|(at, syllable)| (*syllable, at)).collect();
    let (mut main, mut further) = (Vec::new(), Vec::new());
    let mut before = *BLOCK.start();
    for c in BLOCK.filter_map(char::from_u32) {
        let readings = readings.get(&c).map_or(&[][..], Vec::as_slice);
        let codes: Vec<usize> = readings.iter().filter_map(|reading| code.get(reading.as_str()).copied()).collect();
        match codes.first() {
            None => main.push(0),
            Some(code) if *code < SHORT_CODES => main.push(byte(code + 1)),
            Some(code) => main.extend([byte(SHORT_CODES + 1), byte(code - SHORT_CODES)]),
        }
        for code in codes.iter().skip(1) {
            distance(u32::from(c) - before, &mut further);
            further.extend([byte(code % 256), byte(code / 256)]);
            before = u32::from(c);
        }
    }
    let mut rust =
        format!("/// One byte is enough for the codes below this.\nconst SHORT_CODES: usize = {SHORT_CODES};\n");
    rust += &format!("/// By code, the syllables; the commonest first.\nconst SYLLABLES: [&str; {}] = [", common.len());
    for syllable in &common {
        write!(rust, "\"{syllable}\",").map_err(io::Error::other)?;
    }
    rust += "];\n";
    fs::write(folder.join("syllables.rs"), rust)?;
    fs::write(folder.join("main_readings.bin"), main)?;
    fs::write(folder.join("further_readings.bin"), further)
}

/// Distances between the traditional characters, then the simplified ones in two bytes each.
fn pack_simplified(simplified: &BTreeMap<char, char>, folder: &Path) -> io::Result<()> {
    let (mut distances, mut targets) = (Vec::new(), Vec::new());
    let mut before = *BLOCK.start();
    for (traditional, simple) in simplified {
        distance(u32::from(*traditional) - before, &mut distances);
        before = u32::from(*traditional);
        targets.extend(u16::try_from(u32::from(*simple)).map_err(io::Error::other)?.to_le_bytes());
    }
    fs::write(folder.join("traditional.bin"), distances)?;
    fs::write(folder.join("simplified.bin"), targets)
}

/// Characters that fold to others: each as its distance from the one before and the text that it folds to. Then the
/// ranges of combining marks, as distances of their first and of their first after.
fn pack_forms(folder: &Path) -> io::Result<()> {
    let chars = || ('\u{80}'..='\u{10ffff}').filter(|c| !HANGUL.contains(c));
    let (mut forms, mut before) = (Vec::new(), 0);
    for c in chars() {
        let form: String = c.nfkd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase).collect();
        if form.is_empty() || form == c.to_lowercase().collect::<String>() {
            continue;
        }
        distance(u32::from(c) - before, &mut forms);
        before = u32::from(c);
        forms.push(byte(form.len()));
        forms.extend(form.bytes());
    }
    let (mut marks, mut before, mut inside) = (Vec::new(), 0, false);
    for c in chars() {
        if is_combining_mark(c) != inside {
            inside = !inside;
            distance(u32::from(c) - before, &mut marks);
            before = u32::from(c);
        }
    }
    fs::write(folder.join("forms.bin"), forms)?;
    fs::write(folder.join("marks.bin"), marks)
}

/// A distance in bytes, 255 meaning that it goes on.
fn distance(mut left: u32, bytes: &mut Vec<u8>) {
    while left >= 255 {
        bytes.push(255);
        left -= 255;
    }
    bytes.push(byte(left as usize));
}

fn byte(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
