//! Team keys and signatures: Ed25519 over bytes that someone else has put in order, and keys as text files.
//!
//! A key file is five lines of UTF-8:
//!
//! ```text
//! qinyu key 1
//! kind: public
//! name: 夏装组
//! ed25519: 64 digits of the key, base 16
//! check: 8 digits of the SHA-256 of kind, name and key, so that a slip in copying is noticed
//! ```
//!
//! `kind` is `public` or `secret`; a secret key file has the 32 bytes from which both keys follow. The number in the
//! first line is the version of this form. A [`fingerprint`] is what two people read to each other.

use crate::identity::digit;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// The first line of a key file.
const FIRST_LINE: &str = "qinyu key 1";
/// The beginning of the first line in every version.
const ANY_VERSION: &str = "qinyu key ";
/// Digits of the check line.
const CHECK_DIGITS: usize = 8;
/// Characters of a key's name.
const MAX_NAME_CHARS: usize = 60;
/// Letters of a fingerprint: digits and letters without those that are taken for one another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// A fingerprint's groups and the letters of each: 160 bits of the hash.
const GROUPS: (usize, usize) = (8, 4);

/// Who can sign, and the name that people gave the key. Its bytes are never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey {
    /// What people call it.
    pub name: String,
    seed: [u8; 32],
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// What people call it.
    pub name: String,
    /// The key.
    pub bytes: [u8; 32],
}

/// Why a key file is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// Not a key file.
    NoKey,
    /// Of a newer version.
    Newer,
    /// A secret key where a public one belongs, or the other way round.
    OtherKind,
    /// A line is missing, or was changed in copying.
    Damaged,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoKey => "not a key file; choose one that begins with \"qinyu key\"",
            Self::Newer => "the key file is of a newer Qinyu; update Qinyu first",
            Self::OtherKind => {
                "the wrong one of the two key files; signing takes the secret one, checking the public one"
            }
            Self::Damaged => "the key file was changed or cut; copy it again from where it was made",
        })
    }
}

impl std::error::Error for KeyError {}

impl SecretKey {
    /// A key from 32 random bytes; where they come from is the caller's part.
    #[must_use]
    pub fn from_random(seed: [u8; 32], name: &str) -> Self {
        Self { name: one_line(name), seed }
    }

    /// The key that others check with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), bytes: SigningKey::from_bytes(&self.seed).verifying_key().to_bytes() }
    }

    /// Signs bytes; the same bytes give the same 64.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        SigningKey::from_bytes(&self.seed).sign(bytes).to_bytes()
    }

    /// The secret key file.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_text("secret", &self.name, &self.seed)
    }

    /// Reads a secret key file.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        from_text("secret", text).map(|(name, seed)| Self { name, seed })
    }
}

impl PublicKey {
    /// True when the secret key beside this one signed exactly these bytes.
    #[must_use]
    pub fn verifies(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        // Strict: no second signature can be made from the first, and no key fits every message.
        VerifyingKey::from_bytes(&self.bytes).is_ok_and(|key| key.verify_strict(bytes, &signature).is_ok())
    }

    /// The public key file.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_text("public", &self.name, &self.bytes)
    }

    /// Reads a public key file.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        from_text("public", text).map(|(name, bytes)| Self { name, bytes })
    }

    /// What two people compare: eight groups of four letters and digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.bytes)
    }
}

/// See [`PublicKey::fingerprint`].
#[must_use]
pub fn fingerprint(public: &[u8; 32]) -> String {
    let hash = Sha256::digest(public);
    let bits = |at: usize| {
        // Five bits from bit `at` on, which lie in two bytes at most.
        let pair = u16::from(hash.get(at / 8).copied().unwrap_or(0)) << 8
            | u16::from(hash.get(at / 8 + 1).copied().unwrap_or(0));
        usize::from(pair >> (11 - at % 8) & 31)
    };
    let letter = |at: usize| char::from(LETTERS.get(bits(at * 5)).copied().unwrap_or(b'0'));
    let group = |number: usize| (0..GROUPS.1).map(|at| letter(number * GROUPS.1 + at)).collect::<String>();
    (0..GROUPS.0).map(group).collect::<Vec<_>>().join(" ")
}

/// Bytes in base 16.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
}

/// The opposite of [`hex`]; nothing for an odd number of digits or another character.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

fn one_line(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_NAME_CHARS)
        .collect()
}

fn check(kind: &str, name: &str, key: &[u8; 32]) -> String {
    let mut hash = Sha256::new();
    for part in [kind.as_bytes(), b"\n", name.as_bytes(), b"\n", key] {
        hash.update(part);
    }
    hex(&hash.finalize()).chars().take(CHECK_DIGITS).collect()
}

fn to_text(kind: &str, name: &str, key: &[u8; 32]) -> String {
    format!("{FIRST_LINE}\nkind: {kind}\nname: {name}\ned25519: {}\ncheck: {}\n", hex(key), check(kind, name, key))
}

fn from_text(kind: &str, text: &str) -> Result<(String, [u8; 32]), KeyError> {
    let mut lines = text.trim_start_matches('\u{FEFF}').trim().lines().map(str::trim);
    match lines.next() {
        Some(FIRST_LINE) => {}
        Some(line) if line.starts_with(ANY_VERSION) => return Err(KeyError::Newer),
        _ => return Err(KeyError::NoKey),
    }
    let mut field = |name: &str| {
        let value = lines.next().and_then(|line| line.strip_prefix(name)).and_then(|rest| rest.strip_prefix(':'));
        value.map(str::trim).ok_or(KeyError::Damaged)
    };
    let (found, name, key, sum) = (field("kind")?, field("name")?, field("ed25519")?, field("check")?);
    let key: [u8; 32] = from_hex(key).and_then(|bytes| bytes.try_into().ok()).ok_or(KeyError::Damaged)?;
    if sum != check(found, name, &key) {
        return Err(KeyError::Damaged);
    }
    if found == kind { Ok((name.to_owned(), key)) } else { Err(KeyError::OtherKind) }
}

#[cfg(test)]
mod tests;
