//! Parts of a kept shop: the first byte says which, the rest is put behind a true sum, so that the readers are tried. What
//! is read is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::shop::kept;
use sha2::{Digest, Sha256};

fuzz_target!(|bytes: &[u8]| {
    let Some((part, rest)) = bytes.split_first() else { return };
    // The fifth is what was learnt, which is not of the shop's own files.
    let part = [1, 2, 3, 4, 6][usize::from(part % 5)];
    let sum = Sha256::digest(rest);
    let bytes = [b"QYS".as_slice(), &[part, 1], &sum[..8], rest].concat();
    match part {
        1 => again(kept::read_catalogue(&bytes), |items| kept::read_catalogue(&kept::write_catalogue(items))),
        2 => again(kept::read_orders(&bytes), |book| kept::read_orders(&kept::write_orders(book))),
        3 => again(kept::read_size_charts(&bytes), |charts| kept::read_size_charts(&kept::write_size_charts(charts))),
        4 => again(kept::read_sets(&bytes), |sets| kept::read_sets(&kept::write_sets(sets))),
        _ => again(kept::read_promotions(&bytes), |all| kept::read_promotions(&kept::write_promotions(all))),
    }
});

fn again<T: PartialEq + std::fmt::Debug, E: std::fmt::Debug + PartialEq>(read: Result<T, E>, back: impl Fn(&T) -> Result<T, E>) {
    if let Ok(read) = read {
        assert_eq!(back(&read), Ok(read));
    }
}
