//! Pack files at their door.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::library::pack_file;
use std::collections::HashSet;

fuzz_target!(|text: &str| {
    if let Ok((pack, _)) = pack_file::parse(text) {
        let ids: HashSet<_> = pack.phrases.iter().map(|phrase| &phrase.id).collect();
        assert_eq!(ids.len(), pack.phrases.len(), "an id stands once");
        assert!(pack.phrases.iter().all(|phrase| !phrase.body.trim().is_empty()));
    }
});
