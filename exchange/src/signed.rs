//! Signatures on packs: the keys of [`sign`](crate::sign) over [`Pack::signed_bytes`]. `cargo xtask pack` and the panel
//! ask the same code who signed and whether anything changed since.

use crate::sign::{PublicKey, SecretKey, fingerprint, from_hex, hex};
use qinyu::library::pack::{Pack, Signature};

/// A signature of a pack, looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The public key, in hexadecimal digits, as it stands in the pack.
    pub key: String,
    /// What two people compare; empty when the key is none.
    pub fingerprint: String,
    /// What the signer calls themselves. Not part of what is signed: anyone may write any name.
    pub by: String,
    /// When, in milliseconds since 1970, by the signer's word.
    pub at: u64,
    /// That key signed this pack's id, time and sum.
    pub is_genuine: bool,
    /// The sum that was signed.
    pub sha256: String,
}

/// Every signature of a pack, by key.
#[must_use]
pub fn signatures(pack: &Pack) -> Vec<Signed> {
    let looked_at = |(key, signature): (&String, &Signature)| {
        let bytes: Option<[u8; 32]> = from_hex(key).and_then(|bytes| bytes.try_into().ok());
        let value = from_hex(&signature.value).unwrap_or_default();
        let is_genuine = bytes.is_some_and(|bytes| {
            PublicKey { name: String::new(), bytes }.verifies(&pack.signed_bytes(signature), &value)
        });
        Signed {
            key: key.clone(),
            fingerprint: bytes.as_ref().map(fingerprint).unwrap_or_default(),
            by: signature.by.clone(),
            at: signature.at,
            is_genuine,
            sha256: signature.sha256.clone(),
        }
    };
    pack.signatures.iter().map(looked_at).collect()
}

/// Signs a pack as it is, at a time in milliseconds since 1970; an earlier signature by the key gives way.
pub fn sign(pack: &mut Pack, key: &SecretKey, at: u64) {
    let public = key.public();
    let mut signature = Signature { at, by: public.name.clone(), sha256: pack.sha256(), value: String::new() };
    signature.value = hex(&key.sign(&pack.signed_bytes(&signature)));
    pack.signatures.insert(hex(&public.bytes), signature);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_this_pack_time_and_sum_alone() {
        let key = SecretKey::from_random([7; 32], "夏装组");
        let mut pack = Pack { id: "team".into(), ..Pack::default() };
        sign(&mut pack, &key, 5);
        let holds = |pack: &Pack| signatures(pack).iter().map(|signed| signed.is_genuine).collect::<Vec<_>>();
        assert_eq!(holds(&pack), [true]);
        let [signed] = signatures(&pack).try_into().unwrap();
        assert_eq!(
            (signed.by.as_str(), signed.fingerprint, signed.sha256),
            ("夏装组", key.public().fingerprint(), pack.sha256())
        );
        assert_eq!(holds(&Pack { id: "other".into(), ..pack.clone() }), [false], "moved to another pack");
        for change in [
            |signature: &mut Signature| signature.at = 6,
            |signature: &mut Signature| signature.sha256.replace_range(..1, "x"),
            |signature: &mut Signature| signature.value.replace_range(..2, "zz"),
        ] {
            let mut forged = pack.clone();
            forged.signatures.values_mut().for_each(change);
            assert_eq!(holds(&forged), [false]);
        }
        let (_, signature) = pack.signatures.pop_first().unwrap();
        for other in [hex(&SecretKey::from_random([8; 32], "x").public().bytes), "abc".into()] {
            pack.signatures = [(other, signature.clone())].into();
            assert_eq!(holds(&pack), [false], "under another key");
        }
    }
}
