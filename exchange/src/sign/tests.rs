//! Vectors, key files, fingerprints.

use super::*;

/// RFC 8032, 7.1: secret key, public key, message, signature.
const VECTORS: &[(&str, &str, &str, &str)] = &[
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
];

fn key() -> SecretKey {
    SecretKey::from_random([7; 32], " 夏装组\n 2026 ")
}

#[test]
fn the_vectors_of_rfc_8032() {
    for (secret, public, message, signature) in VECTORS {
        let key = SecretKey::from_random(from_hex(secret).unwrap().try_into().unwrap(), "");
        let message = from_hex(message).unwrap();
        assert_eq!(hex(&key.public().bytes), *public);
        assert_eq!(hex(&key.sign(&message)), *signature);
        assert!(key.public().verifies(&message, &from_hex(signature).unwrap()));
    }
}

#[test]
fn a_changed_byte_a_changed_signature_or_another_key_verifies_nothing() {
    let signature = key().sign("话术".as_bytes());
    assert!(key().public().verifies("话术".as_bytes(), &signature));
    assert!(!key().public().verifies("话术 ".as_bytes(), &signature));
    assert!(!SecretKey::from_random([8; 32], "").public().verifies("话术".as_bytes(), &signature));
    for at in 0..64 {
        let mut changed = signature;
        changed[at] ^= 1;
        assert!(!key().public().verifies("话术".as_bytes(), &changed));
    }
    assert!(!key().public().verifies(b"", &[]));
    assert!(
        !PublicKey { name: String::new(), bytes: [0; 32] }.verifies(b"", &[0; 64]),
        "a key of small order fits nothing"
    );
}

#[test]
fn key_files_come_back_and_a_slip_is_noticed() {
    assert_eq!(SecretKey::from_text(&key().to_text()), Ok(key()));
    assert_eq!(PublicKey::from_text(&key().public().to_text().replace('\n', "\r\n")), Ok(key().public()));
    assert_eq!(key().name, "夏装组 2026");
    assert_eq!(PublicKey::from_text(&key().to_text()), Err(KeyError::OtherKind));
    assert_eq!(SecretKey::from_text("-----BEGIN"), Err(KeyError::NoKey));
    assert_eq!(SecretKey::from_text(&key().to_text().replace("key 1", "key 2")), Err(KeyError::Newer));
    let slip = key().to_text().replace("ed25519: 07", "ed25519: 17");
    assert_eq!(SecretKey::from_text(&slip), Err(KeyError::Damaged));
    assert!(!format!("{:?}", key()).contains("0707"), "a secret key is not shown");
}

#[test]
fn a_fingerprint_is_eight_groups_of_four_of_the_hash() {
    // SHA-256 of 32 zero bytes: 66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925; its first five bits are
    // 01100, the next five 11001.
    let found = fingerprint(&[0; 32]);
    assert!(found.starts_with("cs"), "{found}");
    assert_eq!(found.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
    assert_ne!(found, fingerprint(&[1; 32]));
}
