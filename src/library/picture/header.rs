//! What a file's first bytes tell of a picture: its kind and its size, before anything is decoded. Part of
//! [`picture`](super).

use super::Media;

/// What the first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) media: Media,
    /// In points.
    pub(super) width: u32,
    /// In points.
    pub(super) height: u32,
    /// It may hold several pictures, shown one after the other.
    pub(super) moves: bool,
    /// It holds what a camera noted: when and where it was taken.
    pub(super) is_marked: bool,
}

impl Header {
    pub(super) fn points(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Reads the first bytes of a picture; `None` if they are of none, or of one without size.
pub(super) fn read(head: &[u8]) -> Option<Header> {
    let header = match head {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => {
            let moves = head.windows(4).take(1_000).any(|four| four == b"acTL");
            of(Media::Png, big(head, 16, 4)?, big(head, 20, 4)?, moves)
        }
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => {
            of(Media::Gif, little(head, 6, 2)?, little(head, 8, 2)?, true)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(head)?,
        [0xff, 0xd8, 0xff, ..] => jpeg(head)?,
        _ => return None,
    };
    (header.points() > 0).then_some(header)
}

fn of(media: Media, width: u32, height: u32, moves: bool) -> Header {
    Header { media, width, height, moves, is_marked: false }
}

fn webp(head: &[u8]) -> Option<Header> {
    let plain = |width, height| of(Media::Webp, width, height, false);
    match head.get(12..16)? {
        b"VP8 " => Some(plain(little(head, 26, 2)? & 0x3fff, little(head, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(head, 21, 4)?;
            Some(plain((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => {
            let flags = head.get(20)?;
            let (width, height) = (little(head, 24, 3)? + 1, little(head, 27, 3)? + 1);
            Some(Header { moves: flags & 0x02 != 0, is_marked: flags & 0x08 != 0, ..plain(width, height) })
        }
        _ => None,
    }
}

/// Walks over the segments up to the one that tells the size.
fn jpeg(head: &[u8]) -> Option<Header> {
    let (mut at, mut is_marked) = (2, false);
    loop {
        let marker = *head.get(at + 1).filter(|_| head.get(at) == Some(&0xff))?;
        if marker == 0xff {
            at += 1; // filling
            continue;
        }
        let length = usize::try_from(big(head, at + 2, 2)?).ok()?;
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let (height, width) = (big(head, at + 5, 2)?, big(head, at + 7, 2)?);
                return Some(Header { is_marked, ..of(Media::Jpeg, width, height, false) });
            }
            0xe1 => is_marked |= head.get(at + 4..at + 8) == Some(b"Exif"),
            0xd8..=0xda => return None,
            _ => {}
        }
        at += 2 + length;
    }
}

fn big(head: &[u8], at: usize, bytes: usize) -> Option<u32> {
    Some(head.get(at..at + bytes)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little(head: &[u8], at: usize, bytes: usize) -> Option<u32> {
    Some(head.get(at..at + bytes)?.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], media: Media, size: (u32, u32)) -> Header {
        let header = read(head).unwrap();
        assert_eq!((header.media, (header.width, header.height)), (media, size));
        for end in 0..head.len().min(40) {
            let _ = read(&head[..end]); // does not panic
        }
        header
    }

    #[test]
    fn a_jpegs_size_is_found_behind_what_the_camera_noted() {
        let plain = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xff\xc2\x00\x11\x08\x02\x58\x03\x20\x03";
        assert!(!check(plain, Media::Jpeg, (800, 600)).is_marked);
        let marked = [&b"\xff\xd8\xff\xe1\x00\x0aExif\0\0xx"[..], &plain[2..]].concat();
        assert!(check(&marked, Media::Jpeg, (800, 600)).is_marked);
        assert_eq!(read(b"\xff\xd8\xff\xda\x00\x04xx"), None, "no size before its points");
        assert_eq!(read(b"\xff\xd8\xff\xe0\xff\xff"), None);
    }

    #[test]
    fn every_kind_of_webp_tells_its_size() {
        let file = |chunk: &[u8]| [b"RIFF\0\0\0\0WEBP", chunk].concat();
        check(&file(b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x20\x43\x58\x02"), Media::Webp, (0x320, 600));
        check(&file(b"VP8L\0\0\0\0\x2f\x1f\xc3\x95\x00"), Media::Webp, (800, 600));
        let extended = check(&file(b"VP8X\x0a\0\0\0\x0a\0\0\0\x1f\x03\0\x57\x02\0"), Media::Webp, (800, 600));
        assert!(extended.moves && extended.is_marked);
    }

    #[test]
    fn nothing_without_size_is_a_picture() {
        check(b"GIF87a\x20\x03\x58\x02", Media::Gif, (800, 600));
        assert_eq!(read(b"GIF89a\0\0\x58\x02"), None);
    }
}
