//! Files that are too large, too deep or built to do harm: refused at once, and with words that say what to do.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use exchange::{
    ExchangeError, Options, ProblemKind,
    error::Danger,
    limits::{MAX_FILE_BYTES, MAX_PHRASES},
    read,
};
use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Every refusal comes within this, also in a build without optimisation.
const AT_ONCE: Duration = Duration::from_secs(1);

#[track_caller]
fn refused(bytes: &[u8], name: &str) -> ExchangeError {
    let start = Instant::now();
    let error = read(bytes, name, Options::default()).unwrap_err();
    assert!(start.elapsed() < AT_ONCE, "{error} took {:?}", start.elapsed());
    assert!(error.to_string().contains(';'), "{error}: says what is wrong and what to do");
    error
}

#[test]
fn case_16_a_large_file_is_refused_by_its_size() {
    let bytes = vec![b'a'; MAX_FILE_BYTES + 1];
    assert_eq!(refused(&bytes, "a.csv"), ExchangeError::FileTooLarge { bytes: bytes.len() });
}

#[test]
fn case_16_a_bomb_of_fifteen_megabytes_that_says_so_and_one_that_lies() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..200 {
        writer.write_all(&block).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    assert_eq!(refused(&bytes, "a.xlsx"), ExchangeError::Archive(Danger::Ratio));
    let size = u32::try_from(200_usize << 20).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..at + 4] == size).collect();
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    let lie = refused(&bytes, "a.xlsx");
    assert!(matches!(lie, ExchangeError::Archive(Danger::FalseSize) | ExchangeError::Unreadable { .. }), "{lie}");
}

#[test]
fn case_17_two_hundred_thousand_rows() {
    let csv = format!("快捷短语编码,快捷短语\r\n{}", "1,亲，在的\r\n".repeat(200_000));
    assert_eq!(refused(csv.as_bytes(), "a.csv"), ExchangeError::TooManyPhrases);
    let json = format!("[{}]", vec![r#"{"id":"a","body":"b"}"#; 200_000].join(","));
    assert_eq!(refused(json.as_bytes(), "a.json"), ExchangeError::TooManyPhrases);
    let yaml = format!("matches:\n{}", "- {}\n".repeat(200_000));
    assert_eq!(refused(yaml.as_bytes(), "a.yml"), ExchangeError::TooManyPhrases);
}

#[test]
fn a_hundred_thousand_rows_are_read() {
    let csv = format!("快捷短语编码,快捷短语\r\n{}", "1,亲，在的\r\n".repeat(MAX_PHRASES));
    let reading = read(csv.as_bytes(), "a.csv", Options::default()).unwrap();
    assert_eq!(reading.phrases.len(), MAX_PHRASES);
}

#[test]
fn case_15_deep_lists_and_references_that_multiply() {
    assert_eq!(refused("[".repeat(1_000_000).as_bytes(), "a.json"), ExchangeError::TooDeep);
    let deep = format!("matches: {}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(matches!(refused(deep.as_bytes(), "a.yml"), ExchangeError::TooDeep | ExchangeError::Unreadable { .. }));
    let mut laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, of) in ('b'..='i').zip('a'..) {
        laughs += &format!("{name}: &{name} [*{of},*{of},*{of},*{of},*{of},*{of},*{of},*{of},*{of}]\n");
    }
    let start = Instant::now();
    let _ = read(format!("{laughs}matches: *i\n").as_bytes(), "a.yml", Options::default());
    assert!(start.elapsed() < AT_ONCE);
}

#[test]
fn a_phrase_over_the_limit_is_refused_and_the_others_stay() {
    let csv = format!("content\n{}\n好的\n", "长".repeat(10_001));
    let reading = read(csv.as_bytes(), "a.csv", Options::default()).unwrap();
    assert_eq!(reading.phrases.len(), 1);
    assert_eq!(reading.problems[0].kind, ProblemKind::TooLong { chars: 10_001 });
}

#[test]
fn what_is_no_phrase_file_is_told() {
    for (bytes, name) in [
        (&b"%PDF-1.7"[..], "a.pdf"),
        (b"{\"a\":1}", "a.json"),
        (b"", "a.csv"),
        (b"a,b\n1,2\n", "a.csv"),
        (b"{", "a.json"),
        (b"matches: 5", "a.yml"),
        (b"PK\x03\x04", "a.xlsx"),
    ] {
        refused(bytes, name);
    }
    let found = ExchangeError::NoBodyColumn { found: vec!["a".into(), "b".into()] };
    assert_eq!(refused(b"a,b\n1,2\n", "a.csv"), found);
}
