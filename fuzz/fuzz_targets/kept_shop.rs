//! Parts of a kept shop: the first byte says which, the rest is put behind a true sum, so that the readers are tried. What
//! is read is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::shop::kept;
use sha2::{Digest, Sha256};

fuzz_target!(|bytes: &[u8]| {
    let Some((part, rest)) = bytes.split_first() else { return };
    let part = part % 4 + 1;
    let sum = Sha256::digest(rest);
    let bytes = [b"QYS".as_slice(), &[part, 1], &sum[..8], rest].concat();
    match part {
        1 => again(kept::read_catalogue(&bytes), |items| kept::read_catalogue(&kept::write_catalogue(items))),
        2 => again(kept::read_orders(&bytes), |book| kept::read_orders(&kept::write_orders(book))),
        3 => again(kept::read_size_charts(&bytes), |charts| kept::read_size_charts(&kept::write_size_charts(charts))),
        _ => again(kept::read_sets(&bytes), |sets| kept::read_sets(&kept::write_sets(sets))),
    }
});

fn again<T: PartialEq + std::fmt::Debug, E: std::fmt::Debug + PartialEq>(read: Result<T, E>, back: impl Fn(&T) -> Result<T, E>) {
    if let Ok(read) = read {
        assert_eq!(back(&read), Ok(read));
    }
}
