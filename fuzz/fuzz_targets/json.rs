//! JSON of every program, and lists of our own: read, and what was read is written in every format and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::go(bytes, "a.json"));
