//! Numbers and texts as bytes, and the frame around them.

use super::{KeptError, MAGIC, Part, VERSION};

/// Bytes of a number of 64 bits.
const MAX_BYTES: u32 = 10;

/// Writes the rest of a part.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// A number that may lie on either side of zero, the small ones short.
    pub(crate) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// A column of texts: how many bytes each shares with the one before, and its own end.
    pub(crate) fn texts<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let mut last = "";
        for text in texts {
            let alike = last.bytes().zip(text.bytes()).take_while(|(one, other)| one == other).count();
            let shared = (0..=alike).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end = text.get(shared..).unwrap_or_default();
            self.count(shared);
            self.count(end.len());
            self.raw(end.as_bytes());
            last = text;
        }
    }

    /// How many bytes were written, without the frame.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// What was written, without a frame.
    pub(crate) fn into_rest(self) -> Vec<u8> {
        self.0
    }

    pub(crate) fn finish(self, part: Part) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([part as u8, VERSION]);
        out.extend(self.0);
        out
    }
}

/// Reads it.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], part: Part) -> Result<Self, KeptError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(KeptError::Other)?;
        let ([found, version], rest) = rest.split_first_chunk().ok_or(KeptError::Damaged)?;
        if *found != part as u8 {
            return Err(KeptError::Other);
        }
        if *version > VERSION {
            return Err(KeptError::Newer);
        }
        // Of a form before the first release.
        if *version < VERSION { Err(KeptError::Damaged) } else { Ok(Self(rest)) }
    }

    /// Reads what has no frame.
    pub(crate) fn of(rest: &'a [u8]) -> Self {
        Self(rest)
    }

    /// So many bytes as they are.
    pub(crate) fn run(&mut self, length: usize) -> Result<&'a [u8], KeptError> {
        let (run, rest) = self.0.split_at_checked(length).ok_or(KeptError::Damaged)?;
        self.0 = rest;
        Ok(run)
    }

    pub(crate) fn number(&mut self) -> Result<u64, KeptError> {
        let mut number = 0_u64;
        for place in 0..MAX_BYTES {
            let (byte, rest) = self.0.split_first().ok_or(KeptError::Damaged)?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7F);
            let shifted = bits.checked_shl(7 * place).filter(|shifted| shifted >> (7 * place) == bits);
            number |= shifted.ok_or(KeptError::Damaged)?;
            if *byte < 0x80 {
                return Ok(number);
            }
        }
        Err(KeptError::Damaged)
    }

    pub(crate) fn small(&mut self) -> Result<u32, KeptError> {
        u32::try_from(self.number()?).map_err(|_| KeptError::Damaged)
    }

    /// A number of things that follow, each of which takes a byte or more: more than there are bytes is a lie.
    pub(crate) fn count(&mut self) -> Result<usize, KeptError> {
        let count = usize::try_from(self.number()?).map_err(|_| KeptError::Damaged)?;
        if count > self.0.len() { Err(KeptError::Damaged) } else { Ok(count) }
    }

    pub(crate) fn signed(&mut self) -> Result<i64, KeptError> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(crate) fn raw<const N: usize>(&mut self) -> Result<[u8; N], KeptError> {
        let (bytes, rest) = self.0.split_first_chunk::<N>().ok_or(KeptError::Damaged)?;
        self.0 = rest;
        Ok(*bytes)
    }

    pub(crate) fn texts(&mut self, count: usize) -> Result<Vec<String>, KeptError> {
        let mut texts: Vec<String> = Vec::new();
        // Each text takes two bytes or more.
        if count > self.0.len() {
            return Err(KeptError::Damaged);
        }
        // What one shares with the one before could double with each: a file of texts is not larger than this.
        let (mut room, mut last) = (self.0.len().saturating_mul(ROOM).saturating_add(ROOM), String::new());
        for _ in 0..count {
            let shared = usize::try_from(self.number()?).map_err(|_| KeptError::Damaged)?;
            let length = self.count()?;
            let (end, rest) = self.0.split_at_checked(length).ok_or(KeptError::Damaged)?;
            self.0 = rest;
            let end = std::str::from_utf8(end).map_err(|_| KeptError::Damaged)?;
            let text = [last.get(..shared).ok_or(KeptError::Damaged)?, end].concat();
            room = room.checked_sub(text.len()).ok_or(KeptError::Damaged)?;
            last.clone_from(&text);
            texts.push(text);
        }
        Ok(texts)
    }

    /// Nothing may follow.
    pub(crate) fn finish(self) -> Result<(), KeptError> {
        if self.0.is_empty() { Ok(()) } else { Err(KeptError::Damaged) }
    }
}

/// Bytes of texts that a byte of a part may stand for: a text of 4,000 bytes, the longest that a file may have, again takes
/// two.
const ROOM: usize = 4_000;
