//! From the bytes of a text file, as they come, to characters: unpacked where they are gzipped, decoded as soon as there is
//! enough to tell the encoding.

use super::ShopError;
use crate::{Encoding, ExchangeError, encoding};
use encoding_rs::Decoder;
use flate2::write::MultiGzDecoder;
use std::io::Write;

/// The beginning of a gzip file.
pub const GZIP: &[u8] = b"\x1F\x8B";
/// Bytes unpacked: a million order lines with all columns of an export have 300 MB.
const MAX_BYTES: u64 = 1 << 29;
/// Packed bytes taken at once: they unpack to 4 MB at most.
const BITE: usize = 4 * 1024;
/// Bytes that an encoding is told by, from the first that isn't ASCII: some hundred rows.
const LOOK: usize = 64 * 1024;

/// Unpacks and decodes.
#[derive(Debug)]
pub struct Characters {
    unpacker: Option<MultiGzDecoder<Vec<u8>>>,
    decoder: Option<Decoder>,
    found: Option<Encoding>,
    /// What came while the encoding isn't known.
    waiting: Vec<u8>,
    taken: u64,
}

impl Characters {
    /// For a file that is gzipped or not, in an encoding that is named or found out.
    #[must_use]
    pub fn new(is_packed: bool, named: Option<Encoding>) -> Self {
        Self {
            unpacker: is_packed.then(|| MultiGzDecoder::new(Vec::new())),
            decoder: named.map(decoder),
            found: named,
            waiting: Vec::new(),
            taken: 0,
        }
    }

    /// The encoding, as far as it is known; plain ASCII counts as UTF-8.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.found.unwrap_or(Encoding::Utf8)
    }

    /// Takes bytes and adds characters to a text. What an encoding doesn't have becomes U+FFFD.
    ///
    /// # Errors
    /// When the packing is damaged, the file too large, or more than one encoding fits.
    pub fn feed(&mut self, bytes: &[u8], text: &mut String) -> Result<(), ShopError> {
        let Some(mut unpacker) = self.unpacker.take() else { return self.decode(bytes, false, text) };
        for bite in bytes.chunks(BITE) {
            unpacker.write_all(bite).map_err(|_| damaged())?;
            let fresh = std::mem::take(unpacker.get_mut());
            self.decode(&fresh, false, text)?;
        }
        self.unpacker = Some(unpacker);
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As [`Self::feed`].
    pub fn finish(&mut self, text: &mut String) -> Result<(), ShopError> {
        let rest = self.unpacker.take().map(MultiGzDecoder::finish).transpose().map_err(|_| damaged())?;
        self.decode(&rest.unwrap_or_default(), true, text)
    }

    fn decode(&mut self, bytes: &[u8], is_last: bool, text: &mut String) -> Result<(), ShopError> {
        self.taken += bytes.len() as u64;
        if self.taken > MAX_BYTES {
            return Err(ShopError::TooLarge);
        }
        if let Some(decoder) = &mut self.decoder {
            write(decoder, bytes, is_last, text);
            return Ok(());
        }
        self.waiting.extend_from_slice(bytes);
        // The same in every encoding but UTF-16, which has zeros; a mark at the beginning is not ASCII.
        let plain = self.waiting.iter().position(|byte| !byte.is_ascii() || *byte == 0).unwrap_or(self.waiting.len());
        if self.waiting.len() - plain < LOOK && !is_last {
            if plain < LOOK {
                return Ok(());
            }
            text.extend(self.waiting.drain(..plain).map(char::from));
            return Ok(());
        }
        // The same bytes in whatever pieces they come.
        let looked = self.waiting.get(..plain + LOOK).unwrap_or(&self.waiting);
        let found = if plain < self.waiting.len() {
            tell(looked, looked.len() == self.waiting.len() && is_last)?
        } else {
            Encoding::Utf8
        };
        let mut decoder = decoder(found);
        write(&mut decoder, &std::mem::take(&mut self.waiting), is_last, text);
        self.found = Some(found);
        self.decoder = Some(decoder);
        Ok(())
    }
}

fn damaged() -> ShopError {
    ShopError::File(ExchangeError::Unreadable { line: 0 })
}

fn decoder(encoding: Encoding) -> Decoder {
    encoding.table().new_decoder_with_bom_removal()
}

fn write(decoder: &mut Decoder, bytes: &[u8], is_last: bool, text: &mut String) {
    // Enough for every encoding; where the product overflows, no memory could hold it either.
    text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
    let _ = decoder.decode_to_string(bytes, text, is_last);
}

/// The encoding of the beginning of a file.
fn tell(bytes: &[u8], is_all: bool) -> Result<Encoding, ShopError> {
    let is_wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.contains(&0);
    let end = match bytes.iter().rposition(|byte| *byte == b'\n') {
        _ if is_all => bytes.len(),
        _ if is_wide => bytes.len() & !1,
        Some(at) => at,
        None => bytes.len(),
    };
    let head = bytes.get(..end).unwrap_or(bytes);
    match encoding::decode(head, None, false) {
        Ok((_, encoding, _)) => Ok(encoding),
        // A few bad bytes: UTF-8 or GBK all the same, and the rows that hold them are told.
        Err(error) => mostly(head).ok_or(ShopError::File(error)),
    }
}

/// Of an exported file's lines, at least so many in a hundred are whole in its encoding.
const WHOLE_LINES: usize = 90;

/// UTF-8 or GB 18030, when nearly every line with more than ASCII is valid in it and few are in the other.
fn mostly(bytes: &[u8]) -> Option<Encoding> {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()).collect();
    let share = |encoding: Encoding| {
        let whole = lines.iter().filter(|line| !encoding.table().decode_without_bom_handling(line).1).count();
        (whole * 100).checked_div(lines.len()).unwrap_or(0)
    };
    // UTF-8 is hardly ever valid by chance, GB 18030 often.
    [Encoding::Utf8, Encoding::Gb18030].into_iter().find(|encoding| lines.len() > 9 && share(*encoding) >= WHOLE_LINES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GB18030, UTF_16LE};
    use flate2::{Compression, write::GzEncoder};

    /// Decodes pieces of so many bytes.
    fn decode(bytes: &[u8], piece: usize, is_packed: bool) -> (String, Encoding) {
        let (mut characters, mut text) = (Characters::new(is_packed, None), String::new());
        for piece in bytes.chunks(piece) {
            characters.feed(piece, &mut text).unwrap();
        }
        characters.finish(&mut text).unwrap();
        (text, characters.encoding())
    }

    #[test]
    fn pieces_of_any_length_give_the_same_text() {
        let text = format!("order id,title\r\n{}", "17,亲肤纯棉四件套 1.8m 床\r\n18,记忆棉枕头\r\n".repeat(2_500));
        let gbk = GB18030.encode(&text).0.into_owned();
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(UTF_16LE.decode_without_bom_handling(&wide).0 == text);
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(&gbk).unwrap();
        let packed = packer.finish().unwrap();
        for piece in [1, 7, 4_096, 1 << 20] {
            assert_eq!(decode(text.as_bytes(), piece, false), (text.clone(), Encoding::Utf8));
            assert_eq!(decode(&gbk, piece, false), (text.clone(), Encoding::Gb18030));
            assert_eq!(decode(&wide, piece, false), (text.clone(), Encoding::Utf16Le));
            assert_eq!(decode(&packed, piece, true), (text.clone(), Encoding::Gb18030));
        }
    }

    #[test]
    fn ascii_for_long_decides_nothing() {
        let text = format!("{}\n亲肤枕头\n记忆棉枕\n", "a,b\n".repeat(60_000));
        let gbk = GB18030.encode(&text).0.into_owned();
        assert_eq!(decode(&gbk, 10_000, false), (text, Encoding::Gb18030));
    }

    #[test]
    fn a_few_bad_bytes_spoil_their_line_alone() {
        let mut bytes = "1,纯棉被套\n".repeat(200).into_bytes();
        bytes.extend(b"2,\xFF\xFE\n3,a\n");
        let (text, encoding) = decode(&bytes, 1_000, false);
        assert_eq!(encoding, Encoding::Utf8);
        assert_eq!(text.lines().filter(|line| line.contains('\u{FFFD}')).count(), 1);
        assert!(text.ends_with("3,a\n"));
    }

    #[test]
    fn a_damaged_packing_is_named() {
        let (mut characters, mut text) = (Characters::new(true, None), String::new());
        assert!(characters.feed(b"\x1F\x8B and no more", &mut text).is_err());
    }
}
