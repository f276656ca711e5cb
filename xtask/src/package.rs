//! `cargo xtask package`: a release build of [`crate::assemble`] as zips, the files that the browsers' stores take.
//! The same source gives the same bytes, so two people can compare what they built.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::assemble::{Profile, build};
use crate::manifest;
use crate::tools::{Outcome, files_below, read_bytes, write};

/// Builds, so that neither a stale nor a `--dev` build is ever packaged.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("package takes no arguments; run `cargo xtask package`".into());
    }
    let version = manifest::version()?;
    build(Profile::Release)?;
    let built = manifest::load()?.build;
    // Edge takes Chrome's.
    for (folder, browser) in [(PathBuf::from(&built.out_dir), ""), (built.for_firefox(), "-firefox")] {
        let bytes = zipped(&folder)?;
        let path = format!("target/qinyu-{version}{browser}.zip");
        write(&path, &bytes)?;
        println!("{path}: {} bytes", bytes.len());
    }
    Ok(())
}

fn zipped(folder: &Path) -> Outcome<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| format!("{} can't be zipped ({error}); build again", folder.display());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files_below(folder)? {
        let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
        archive.start_file(parts.join("/"), options).map_err(|error| failed(&error))?;
        archive.write_all(&read_bytes(&folder.join(&file))?).map_err(|error| failed(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes() {
        // This crate's own source stands for dist/, which a test run needn't have.
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let bytes = zipped(&source).unwrap();
        assert_eq!(bytes, zipped(&source).unwrap());
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert!(archive.file_names().any(|name| name.is_ok_and(|name| name == "package.rs")));
    }
}
