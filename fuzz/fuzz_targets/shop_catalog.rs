//! Catalogues, size charts, sets and promotions in every encoding and packing: read, planned twice, kept and read back.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::shop(bytes, fuzz::NO_ORDERS));
