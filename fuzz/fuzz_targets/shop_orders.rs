//! Orders and order lines: read in pieces as in one, planned twice, kept and read back; no buyer's name is told.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::shop(bytes, fuzz::ORDERS));
