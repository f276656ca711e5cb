//! What the target of every format does with a file.

use exchange::{Format, Options, losses, read, write};

/// Phrases that are written again; more take the time of another input.
const WRITTEN: usize = 8;

/// Reads a file; what was read keeps its promises, is written in every format, and comes back from our own.
pub fn go(bytes: &[u8], name: &str) {
    let reading = match read(bytes, name, Options::default()) {
        Ok(reading) => reading,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    assert_eq!(read(bytes, name, Options::default()), Ok(reading.clone()), "the same file gives the same reading");
    let mut ids: Vec<_> = reading.phrases.iter().map(|phrase| &phrase.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), reading.phrases.len(), "an id stands once");
    assert!(reading.phrases.iter().all(|phrase| !phrase.body.trim().is_empty()));
    let some: Vec<_> = reading.phrases.into_iter().take(WRITTEN).collect();
    if some.is_empty() {
        return;
    }
    for format in Format::ALL.into_iter().filter(|format| format.is_written()) {
        let written = write(&some, format).expect("a format that is written");
        assert_eq!(written.lost, losses(&some, format));
        let back = read(&written.bytes, written.ending, Options::default()).expect("our own file");
        if matches!(format, Format::Csv | Format::Pack) {
            assert_eq!(back.phrases, some);
        }
    }
}
