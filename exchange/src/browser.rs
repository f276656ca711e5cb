//! What the panel calls, as wasm: bytes and text in, bytes and text out. `www/exchange.js` loads it on first use.

use crate::{
    Encoding, ExchangeError, Format, Options,
    formats::handed_over,
    limits::check_size,
    losses, read, shape,
    sign::{PublicKey, SecretKey},
    workbook, write,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Why a file of so many bytes is not even fetched into memory, as the `error` of [`read_file`]; empty when it may be.
#[wasm_bindgen]
#[must_use]
pub fn size_error(bytes: f64) -> String {
    // A file's size is a whole number below 2^53, and one that is not fits no limit.
    let size = if bytes >= 0.0 && bytes <= f64::from(u32::MAX) { bytes as usize } else { usize::MAX };
    check_size(size)
        .map_or_else(|error| serde_json::json!({ "error": shape::failure(&error) }).to_string(), |()| String::new())
}

/// Reads a file; the answer is JSON, with `error` when there is no reading. `encoding` names one, or is empty.
#[wasm_bindgen]
#[must_use]
pub fn read_file(bytes: &[u8], name: &str, encoding: &str) -> String {
    shape::reading_text(&read(bytes, name, Options { encoding: Encoding::from_name(encoding) }))
}

/// Writes a table, as the panel prints it, as a workbook; empty if there are more rows than a sheet can have.
#[wasm_bindgen]
#[must_use]
pub fn write_table(rows: &str) -> Vec<u8> {
    workbook::write_table(&qinyu::care::report::read(rows)).unwrap_or_default()
}

/// What a format can't hold of these phrases, a JSON list, or an object with `error`.
#[wasm_bindgen]
#[must_use]
pub fn file_losses(phrases: &str, format: &str) -> String {
    match named(phrases, format) {
        Ok((phrases, format)) => shape::losses_text(&losses(&phrases, format)),
        Err(error) => serde_json::json!({ "error": shape::failure(&error) }).to_string(),
    }
}

/// A file to hand out.
#[wasm_bindgen]
#[derive(Debug)]
pub struct WrittenFile {
    bytes: Vec<u8>,
    about: String,
}

#[wasm_bindgen]
impl WrittenFile {
    /// Its content; empty after an error.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// JSON: `ending` of its name and `lost`, or `error`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn about(&self) -> String {
        self.about.clone()
    }
}

/// Writes phrases, a JSON list, as a file.
#[wasm_bindgen]
#[must_use]
pub fn write_file(phrases: &str, format: &str) -> WrittenFile {
    let written = named(phrases, format).and_then(|(phrases, format)| write(&phrases, format));
    match written {
        Ok(written) => WrittenFile {
            about: format!(r#"{{"ending":"{}","lost":{}}}"#, written.ending, shape::losses_text(&written.lost)),
            bytes: written.bytes,
        },
        Err(error) => {
            WrittenFile { bytes: Vec::new(), about: serde_json::json!({ "error": shape::failure(&error) }).to_string() }
        }
    }
}

fn named(phrases: &str, format: &str) -> Result<(Vec<qinyu::library::Phrase>, Format), ExchangeError> {
    Ok((handed_over(phrases)?, Format::from_name(format).ok_or(ExchangeError::UnknownFormat)?))
}

/// Who signed a pack, from its head: a JSON list.
#[wasm_bindgen]
#[must_use]
pub fn pack_signatures(head: &str) -> String {
    let pack = qinyu::library::pack::Pack::read_head(head).unwrap_or_default();
    shape::signatures_text(&crate::signed::signatures(&pack))
}

/// The secret key file of a new key, from 32 random bytes; empty when there are not 32.
#[wasm_bindgen]
#[must_use]
pub fn new_key(random: &[u8], name: &str) -> String {
    random.try_into().map_or_else(|_| String::new(), |seed| SecretKey::from_random(seed, name).to_text())
}

/// What may be known of a secret key file: JSON with `name`, `key` and `fingerprint`, or `error`.
#[wasm_bindgen]
#[must_use]
pub fn key_about(secret: &str) -> String {
    shape::key_text(SecretKey::from_text(secret).map(|key| key.public()))
}

/// The public key file beside a secret one.
///
/// # Errors
/// When it is none, in words for the person.
#[wasm_bindgen]
pub fn public_key(secret: &str) -> Result<String, String> {
    SecretKey::from_text(secret).map(|key| key.public().to_text()).map_err(|error| error.to_string())
}

/// What two people compare of a public key file.
///
/// # Errors
/// When it is none, in words for the person.
#[wasm_bindgen]
pub fn key_fingerprint(public: &str) -> Result<String, String> {
    PublicKey::from_text(public).map(|key| key.fingerprint()).map_err(|error| error.to_string())
}

/// Signs bytes with a secret key file.
///
/// # Errors
/// When it is none, in words for the person.
#[wasm_bindgen]
pub fn sign_bytes(bytes: &[u8], secret: &str) -> Result<Vec<u8>, String> {
    SecretKey::from_text(secret).map(|key| key.sign(bytes).to_vec()).map_err(|error| error.to_string())
}

/// True when the key of a public key file signed exactly these bytes.
///
/// # Errors
/// When it is none, in words for the person.
#[wasm_bindgen]
pub fn verify_bytes(bytes: &[u8], signature: &[u8], public: &str) -> Result<bool, String> {
    PublicKey::from_text(public).map(|key| key.verifies(bytes, signature)).map_err(|error| error.to_string())
}
