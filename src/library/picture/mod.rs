//! Pictures that go with a phrase: how a phrase names them, which files become one, how they stand in a pack's file. Their
//! bytes are kept by the browser under the SHA-256 of them, so that the same picture is kept once and proves itself.

mod base64;
mod header;

use crate::text::hex;
use header::{Header, read};
use sha2::{Digest as _, Sha256};

/// Most pictures of one phrase: what one message with pictures takes on the platforms that limit it.
pub const MAX_PICTURES: usize = 9;
/// Largest picture that is kept, in bytes, after it was scaled down: nine of them still go through the port one by one.
pub const MAX_BYTES: usize = 2_000_000;
/// Largest file that is looked at, in bytes: a photograph of 64 million points has less.
pub const MAX_FILE_BYTES: u64 = 20_000_000;
/// Longest side of a picture that was drawn anew, in points: more than a telephone shows.
pub const MAX_SIDE: u32 = 1_600;
/// Most points of a picture that is decoded: at four bytes each, a quarter of a gigabyte.
const MAX_POINTS: u64 = 64_000_000;
/// Bytes of a file in which its kind and size stand, behind what cameras write before them.
pub const HEAD_BYTES: u32 = 1_000_000;
/// Most characters of the words that go with a picture.
pub const MAX_WORDS: usize = 100;
/// Hexadecimal digits of a picture's name.
const NAME: usize = 64;
/// The field in which a phrase names its pictures, and a pack's file holds them.
pub const IMAGES: &str = "images";

/// What a picture is coded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
}

impl Media {
    /// Its media type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

/// What is to be done with a file so that it becomes a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// Its bytes are kept as they are.
    Keep,
    /// It is drawn anew as this, at most [`MAX_SIDE`] long: too large, or it tells where it was taken.
    Draw(Media),
}

/// Why a file becomes no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is none of the kinds that are read.
    NoPicture,
    /// Too many bytes or points, or it moves and can't be made smaller.
    TooLarge,
    /// The phrase has [`MAX_PICTURES`].
    TooMany,
    /// The browser could not keep it.
    NotKept,
}

/// What becomes of a file of this size that begins with `head`.
///
/// # Errors
/// When it becomes no picture.
pub fn intake(head: &[u8], size: u64) -> Result<Intake, Refusal> {
    if size > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let Header { media, width, height, moves, is_marked } = read(head).ok_or(Refusal::NoPicture)?;
    if u64::from(width) * u64::from(height) > MAX_POINTS {
        return Err(Refusal::TooLarge);
    }
    let is_small = size <= MAX_BYTES as u64;
    match media {
        _ if moves => is_small.then_some(Intake::Keep).ok_or(Refusal::TooLarge),
        _ if is_small && width.max(height) <= MAX_SIDE && !is_marked => Ok(Intake::Keep),
        Media::Jpeg => Ok(Intake::Draw(Media::Jpeg)),
        _ => Ok(Intake::Draw(Media::Png)),
    }
}

/// A picture as a phrase names it, taken apart: the name under which it is kept, and the words that go with it. A name
/// of another program is words alone: nothing is kept under it.
#[must_use]
pub fn split(entry: &str) -> (Option<&str>, &str) {
    match entry.split_at_checked(NAME) {
        Some((name, "")) if is_name(name) => (Some(name), ""),
        Some((name, words)) if is_name(name) && words.starts_with(' ') => (Some(name), words.trim()),
        _ => (None, entry),
    }
}

/// What [`split`] takes apart.
#[must_use]
pub fn entry(name: &str, words: &str) -> String {
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_WORDS).collect();
    [name, &words].join(" ").trim_end().to_owned()
}

/// Words for a picture from its file's name: without the ending, and none from what cameras and programs number.
#[must_use]
pub fn words_of(file: &str) -> &str {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let number =
        ["image", "img", "IMG", "DSC", "Screenshot", "mmexport"].iter().find_map(|prefix| stem.strip_prefix(prefix));
    let is_numbered = number.unwrap_or(stem).chars().all(|c| c.is_ascii_digit() || "-_. ()".contains(c));
    if is_numbered { "" } else { stem }
}

/// The name under which these bytes are kept.
#[must_use]
pub fn name_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The kind and the base64 of a data URL.
#[must_use]
pub fn parts(url: &str) -> Option<(&str, &str)> {
    url.strip_prefix("data:")?.split_once(";base64,")
}

/// True if a data URL holds the picture of this name, as it is kept.
#[must_use]
pub fn is_whole(name: &str, url: &str) -> bool {
    let Some((media, data)) = parts(url) else { return false };
    // Before it is decoded: base64 has four characters for three bytes.
    if data.len() > MAX_BYTES.div_ceil(3) * 4 {
        return false;
    }
    let bytes = base64::decode(data).unwrap_or_default();
    let fits = |header: Header| header.media.name() == media && header.points() <= MAX_POINTS;
    read(&bytes).is_some_and(fits) && name_of(&bytes) == name
}

/// The names of pictures in a record's text, with whatever else looks like one, each once.
#[must_use]
pub fn names_in(text: &str) -> Vec<&str> {
    if !text.contains(IMAGES) {
        return Vec::new();
    }
    let mut names = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_hexdigit()) {
        if is_name(run) && !names.contains(&run) {
            names.push(run);
        }
    }
    names
}

fn is_name(text: &str) -> bool {
    text.len() == NAME && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A PNG of one point, for tests.
#[cfg(test)]
pub(crate) const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/// Its name.
#[cfg(test)]
pub(crate) const DOT_NAME: &str = "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0";

#[cfg(test)]
mod tests {
    use super::*;

    fn dot() -> Vec<u8> {
        base64::decode(DOT.split_once(',').unwrap().1).unwrap()
    }

    #[test]
    fn a_picture_proves_itself_by_its_name() {
        let name = name_of(&dot());
        assert_eq!(name, DOT_NAME);
        assert!(is_whole(&name, DOT));
        assert!(!is_whole(&name, &DOT.replace("png;", "gif;")), "it says that it is something else");
        assert!(!is_whole(&name, &DOT.replace("GAWj", "GAWk")), "another byte");
        assert!(!is_whole(&name, &DOT.replace("data:", "https:")));
        assert!(!is_whole(&name_of(b"<svg/>"), "data:image/svg+xml;base64,PHN2Zy8+"), "no picture of ours");
        assert!(!is_whole(&name, &format!("data:image/png;base64,{}", "A".repeat(MAX_BYTES * 2))));
    }

    #[test]
    fn a_phrase_names_a_picture_with_words() {
        let name = name_of(&dot());
        for words in ["", "尺码表", "size chart 2"] {
            let entry = entry(&name, words);
            assert_eq!(split(&entry), (Some(name.as_str()), words));
        }
        assert_eq!(split("C:/pictures/a b.png"), (None, "C:/pictures/a b.png"));
        assert_eq!(split(&name.to_uppercase()), (None, name.to_uppercase().as_str()));
        assert_eq!(entry("n", &"字".repeat(200)).chars().count(), 2 + MAX_WORDS);
        let told = ["尺码表.png", "IMG_2031.JPG", "2026-11-24 (2).png", "image.png", "images.png", "a.b.gif"];
        assert_eq!(told.map(words_of), ["尺码表", "", "", "", "images", "a.b"]);
    }

    #[test]
    fn names_are_found_in_a_record() {
        let name = name_of(&dot());
        let record = format!(r#"{{"id":"a","images":["{name} 尺码表"],"edits":{{"also":{{"images":[["{name}"]]}}}}}}"#);
        assert_eq!(names_in(&record), [name.as_str()]);
        assert!(names_in(&record.replace("images", "tags")).is_empty());
    }

    #[test]
    fn a_file_is_kept_drawn_anew_or_refused_by_its_head() {
        let png = |width: u32, height: u32| {
            let mut head = dot();
            head[16..20].copy_from_slice(&width.to_be_bytes());
            head[20..24].copy_from_slice(&height.to_be_bytes());
            head
        };
        assert_eq!(intake(&png(1_600, 900), 100_000), Ok(Intake::Keep));
        assert_eq!(intake(&png(1_601, 9), 100_000), Ok(Intake::Draw(Media::Png)));
        assert_eq!(intake(&png(100, 100), 2_000_001), Ok(Intake::Draw(Media::Png)));
        assert_eq!(intake(&png(50_000, 50_000), 9_000), Err(Refusal::TooLarge), "a bomb of ten gigabytes");
        assert_eq!(intake(&png(100, 100), MAX_FILE_BYTES + 1), Err(Refusal::TooLarge));
        let gif = b"GIF89a\x10\x27\x10\x00\0\0\0";
        assert_eq!(intake(gif, 1_000), Ok(Intake::Keep), "drawn anew it would stand still");
        assert_eq!(intake(gif, 2_000_001), Err(Refusal::TooLarge));
        for other in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"BM", b"%PDF-", b"", b"\x89PNG"] {
            assert_eq!(intake(other, 10), Err(Refusal::NoPicture));
        }
    }
}
