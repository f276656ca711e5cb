//! What the target of every format does with a file.

use exchange::{Format, Options, losses, read, write};

/// Phrases that are written again; more take the time of another input.
const WRITTEN: usize = 8;

/// Reads a file; what was read keeps its promises, is written, and comes back from our own formats.
pub fn go(bytes: &[u8], name: &str) {
    let reading = match read(bytes, name, Options::default()) {
        Ok(reading) => reading,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let mut ids: Vec<_> = reading.phrases.iter().map(|phrase| &phrase.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), reading.phrases.len(), "an id stands once");
    assert!(reading.phrases.iter().all(|phrase| !phrase.body.trim().is_empty()));
    let some: Vec<_> = reading.phrases.into_iter().take(WRITTEN).collect();
    if some.is_empty() {
        return;
    }
    // One format for each input, by its length: all of them would take the time of a dozen inputs.
    let written: Vec<_> = Format::ALL.into_iter().filter(|format| format.is_written()).collect();
    let format = written[bytes.len() % written.len()];
    let file = write(&some, format).expect("a format that is written");
    assert_eq!(file.lost, losses(&some, format));
    let back = read(&file.bytes, file.ending, Options::default()).expect("our own file");
    if matches!(format, Format::Csv | Format::Pack) {
        assert_eq!(back.phrases, some);
    }
}
