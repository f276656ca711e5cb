//! Workbooks of the older kind. Bytes that are no compound file are taken for the stream in one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(exchange::xls::COMPOUND) {
        fuzz::go(bytes, "a.xls");
        return;
    }
    let Ok(mut file) = cfb::CompoundFile::create(Cursor::new(Vec::new())) else { return };
    let _ = file.create_stream("Workbook").and_then(|mut stream| stream.write_all(bytes));
    let _ = file.flush();
    fuzz::go(&file.into_inner().into_inner(), "a.xls");
});
