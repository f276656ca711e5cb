//! What a workbook's archive says of itself, and whether it is true, before anyone unpacks it into memory: an xlsx file
//! is a zip archive, and a small one can be built to fill a machine.

use crate::{
    ExchangeError,
    error::Danger,
    limits::{MAX_FILE_BYTES, MAX_PHRASES},
};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts of an archive; a workbook with pictures has some hundred.
const MAX_ENTRIES: usize = 2_000;
/// Bytes of all parts together, unpacked.
const MAX_UNPACKED: u64 = 3 * MAX_FILE_BYTES as u64;
/// Bytes of a part that is neither a sheet nor its texts, unpacked.
const MAX_SMALL_PART: u64 = 4 * 1024 * 1024;
/// How many times a part may grow; rows of a real sheet are alike and still stay below forty.
const MAX_RATIO: u64 = 100;
/// Below so many bytes a part does no harm, whatever its ratio.
const HARMLESS: u64 = 512 * 1024;
/// Distinct texts of a workbook: ten cells for each phrase.
const MAX_TEXTS: usize = 10 * MAX_PHRASES;
/// The beginning of a zip archive.
pub const ZIP: &[u8] = b"PK\x03\x04";
/// The record at the end of an archive, and its length without a comment.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// A comment is at most this long.
const MAX_COMMENT: usize = 65_535;

/// Checks an archive without keeping anything of it.
///
/// # Errors
/// When it is damaged, or could do harm.
pub fn check(bytes: &[u8]) -> Result<(), ExchangeError> {
    let damaged = |_| ExchangeError::Unreadable { line: 0 };
    if entries(bytes).ok_or(ExchangeError::Unreadable { line: 0 })? > MAX_ENTRIES {
        return Err(ExchangeError::Archive(Danger::Entries));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(ExchangeError::Archive(Danger::Entries));
    }
    let mut declared = 0_u64;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(damaged)?;
        if entry.encrypted() {
            return Err(ExchangeError::Locked);
        }
        let (name, size, packed) = (entry.name().map_err(damaged)?, entry.size(), entry.compressed_size());
        declared = declared.saturating_add(size);
        check_entry(&name, size, packed, declared).map_err(ExchangeError::Archive)?;
    }
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(damaged)?;
        let (size, is_texts) = (entry.size(), is_texts(&entry.name().map_err(damaged)?));
        unpack(entry, size, is_texts)?;
    }
    Ok(())
}

fn check_entry(name: &str, size: u64, packed: u64, declared: u64) -> Result<(), Danger> {
    let lower = name.to_ascii_lowercase();
    if lower.starts_with(['/', '\\']) || lower.contains(':') || lower.split(['/', '\\']).any(|part| part == "..") {
        return Err(Danger::Name);
    }
    if [".zip", ".xlsx", ".xlsm", ".7z", ".rar", ".gz"].iter().any(|ending| lower.ends_with(ending)) {
        return Err(Danger::Nested);
    }
    if size > HARMLESS && size / MAX_RATIO > packed {
        return Err(Danger::Ratio);
    }
    let big = is_texts(&lower) || lower.starts_with("xl/worksheets/") || lower.starts_with("xl/media/");
    if declared > MAX_UNPACKED || (!big && size > MAX_SMALL_PART) {
        return Err(Danger::Unpacked);
    }
    Ok(())
}

fn is_texts(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

/// Unpacks into nothing, a block at a time, and stops where more comes than was declared.
fn unpack(mut part: impl Read, declared: u64, count_texts: bool) -> Result<(), ExchangeError> {
    let mut block = vec![0; 64 * 1024];
    let (mut unpacked, mut texts) = (0_u64, 0_usize);
    let mut last = [0_u8; 2];
    loop {
        let read = part.read(&mut block).map_err(|_| ExchangeError::Unreadable { line: 0 })?;
        let Some(fresh) = block.get(..read).filter(|fresh| !fresh.is_empty()) else { break };
        if unpacked == 0 && fresh.starts_with(ZIP) {
            return Err(ExchangeError::Archive(Danger::Nested));
        }
        unpacked += read as u64;
        if unpacked > declared {
            return Err(ExchangeError::Archive(Danger::FalseSize));
        }
        if count_texts {
            for byte in fresh {
                texts += usize::from([last[0], last[1], *byte] == *b"<si");
                last = [last[1], *byte];
            }
            if texts > MAX_TEXTS {
                return Err(ExchangeError::TooManyPhrases);
            }
        }
    }
    if unpacked < declared { Err(ExchangeError::Archive(Danger::FalseSize)) } else { Ok(()) }
}

/// The number of parts that the archive's last record states, read before the list itself is.
fn entries(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(END.1 + MAX_COMMENT);
    let tail = bytes.get(from..)?;
    let at = tail.windows(END.0.len()).rposition(|window| window == END.0)?;
    let stated = *tail.get(at + 10..)?.first_chunk()?;
    // FFFF stands for a number in a larger record, which no workbook needs.
    Some(usize::from(u16::from_le_bytes(stated)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[track_caller]
    fn refused(bytes: &[u8], danger: Danger) {
        assert_eq!(check(bytes), Err(ExchangeError::Archive(danger)));
    }

    #[test]
    fn case_16_an_archive_that_could_do_harm_is_not_opened() {
        let zeros = vec![0; 2_000_000];
        refused(&archive(&[("xl/worksheets/sheet1.xml", &zeros)]), Danger::Ratio);
        refused(&archive(&[("../../etc/passwd", b"x")]), Danger::Name);
        refused(&archive(&[("C:\\x", b"x")]), Danger::Name);
        refused(&archive(&[("inner.zip", b"x")]), Danger::Nested);
        refused(&archive(&[("xl/worksheets/sheet1.xml", &archive(&[("a", b"x")]))]), Danger::Nested);
        let many: Vec<String> = (0..=MAX_ENTRIES).map(|at| at.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        refused(&archive(&many), Danger::Entries);
        assert_eq!(check(&archive(&[("xl/workbook.xml", b"<x/>")])), Ok(()));
    }

    #[test]
    fn case_16_a_false_size_is_found_out() {
        let content: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let honest = archive(&[("xl/worksheets/sheet1.xml", &content)]);
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        for lie in [9_u32, 500_000] {
            let mut bytes = honest.clone();
            let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..at + 4] == size).collect();
            assert!(!places.is_empty());
            for at in places {
                bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
            }
            assert!(check(&bytes).is_err(), "{lie}");
        }
        assert!(check(&honest[..honest.len() / 2]).is_err());
    }

    #[test]
    fn case_16_a_stated_million_of_parts_is_refused_by_its_number_alone() {
        let mut bytes = archive(&[("a", b"x")]);
        let at = bytes.len() - END.1;
        bytes[at + 8..at + 12].copy_from_slice(&[0xFF; 4]);
        refused(&bytes, Danger::Entries);
    }
}
