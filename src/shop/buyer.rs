//! What is kept of a buyer and of an order's number: numbers that say "the same as before" and nothing else. They are
//! hashes under a key that never leaves the installation, so that a list of all names doesn't lead back to them. The
//! crate `exchange` makes them of the names in the shop's files, the panel of the name that a chat page shows.

use sha2::{Digest, Sha256};

/// The installation's key: 32 random bytes, drawn once by whoever keeps the shop's data. Another key makes other numbers,
/// under which nothing that is kept is known again.
#[derive(Clone, PartialEq, Eq)]
pub struct ShopKey(pub [u8; 32]);

/// A key is in no log.
impl std::fmt::Debug for ShopKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShopKey")
    }
}

/// Bits of an order's number that are kept. Of 400,000 orders, two have the same with a chance of 3 in 10,000; they would
/// count as one basket.
const ORDER_BITS: u32 = 48;

impl ShopKey {
    /// Reads the key as `www/shop.js` keeps it, in hexadecimal digits.
    #[must_use]
    pub fn from_hex(digits: &str) -> Option<Self> {
        let mut key = [0; 32];
        if digits.len() != 2 * key.len() {
            return None;
        }
        for (byte, pair) in key.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let digit = |place: usize| char::from(*pair.get(place)?).to_digit(16);
            *byte = u8::try_from(digit(0)? << 4 | digit(1)?).ok()?;
        }
        Some(Self(key))
    }

    /// The number that stands for the buyer of a conversation. None for nobody, and for a name with its middle starred out,
    /// as in `t***1`: that is many.
    #[must_use]
    pub fn buyer_shown(&self, name: &str) -> Option<u32> {
        Self::is_one(name).then(|| self.buyer(name))
    }

    /// Whether a name is one buyer's: not nobody's, and not starred out.
    #[must_use]
    pub fn is_one(name: &str) -> bool {
        !name.is_empty() && !name.contains(['*', '＊'])
    }

    /// The number that stands for a buyer; never 0. Of 100,000 buyers one pair has the same.
    #[must_use]
    pub fn buyer(&self, name: &str) -> u32 {
        (self.hash(b'b', name) as u32).max(1)
    }

    /// The number that stands for an order's number.
    #[must_use]
    pub fn order(&self, number: &str) -> u64 {
        self.hash(b'o', number) >> (u64::BITS - ORDER_BITS)
    }

    /// The number for what came under an order's number of another buyer.
    #[must_use]
    pub fn order_of(&self, order: u64, buyer: u32) -> u64 {
        self.order(&format!("{order} {buyer}"))
    }

    /// SHA-256 over key, domain and text. Of the sum only the first 8 bytes are used, so that it can't be continued.
    fn hash(&self, domain: u8, text: &str) -> u64 {
        let sum = Sha256::new().chain_update(self.0).chain_update([domain]).chain_update(text).finalize();
        sum.first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_is_the_same_number_under_one_key_alone() {
        let (one, other) = (ShopKey([1; 32]), ShopKey([2; 32]));
        assert_eq!(one.buyer("tb_1"), one.buyer("tb_1"));
        assert_ne!(one.buyer("tb_1"), one.buyer("tb_2"));
        assert_ne!(one.buyer("tb_1"), other.buyer("tb_1"));
        assert_ne!(u64::from(one.buyer("1")), one.order("1"));
        assert!(one.order("1") < 1 << ORDER_BITS && one.order_of(1, 2) != one.order_of(1, 3));
        assert_eq!(format!("{one:?}"), "ShopKey");
        assert_eq!(one.buyer_shown("tb_1"), Some(one.buyer("tb_1")));
        assert_eq!((one.buyer_shown(""), one.buyer_shown("t***1")), (None, None));
    }

    #[test]
    fn a_key_is_read_as_it_is_kept() {
        let digits: String = (0..32).map(|byte| format!("{:02x}", byte * 8)).collect();
        assert_eq!(ShopKey::from_hex(&digits).map(|key| [key.0[0], key.0[1], key.0[31]]), Some([0, 8, 248]));
        let bad = [String::new(), digits.replace('f', "g"), digits.replace('0', "+"), digits + "0", "密".repeat(22)];
        for bad in bad {
            assert_eq!(ShopKey::from_hex(&bad), None, "{bad}");
        }
    }
}
