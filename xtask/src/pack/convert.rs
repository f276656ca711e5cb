//! `cargo xtask pack convert`: a file of any program, written as another.

use std::fs;
use std::path::Path;

use exchange::{Encoding, ExchangeError, Format, Options, Place, Reading};
use qinyu::library::pack_file::{self, PackError};

use super::{parts, read_whole};
use crate::tools::{Outcome, read_bytes, write};

/// What it takes.
pub(super) const ARGUMENTS: &str = "FILE OUT [--to FORMAT] [--encoding E]";

/// The names of formats.
pub(super) fn names(wanted: fn(&Format) -> bool) -> String {
    Format::ALL.iter().filter(|format| wanted(format)).map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

/// What `convert` was asked for.
struct Conversion {
    file: String,
    out: String,
    to: Format,
    encoding: Option<Encoding>,
}

/// Reads a file and writes it as another.
pub(super) fn run(arguments: &[String]) -> Outcome {
    let Conversion { file, out, to, encoding } = parse(arguments)?;
    // Before it is read: a file of gigabytes is refused by its size.
    let size = fs::metadata(&file).map_or(0, |about| usize::try_from(about.len()).unwrap_or(usize::MAX));
    exchange::limits::check_size(size).map_err(|error| error.to_string())?;
    let bytes = read_bytes(Path::new(&file))?;
    let pictures = match std::str::from_utf8(&bytes).map(pack_file::read) {
        // Nothing to convert: what a phrase alone does not hold is in a pack's file too.
        Ok(Ok(_)) if to == Format::Pack => return rewrite(&file, &out),
        Ok(Ok((pack, _))) => pack.images.len(),
        Ok(Err(error @ (PackError::NewerVersion { .. } | PackError::TooManyPhrases { .. }))) => {
            return Err(format!("{file}: {error}"));
        }
        _ => 0,
    };
    let reading = exchange::read(&bytes, &file, Options { encoding }).map_err(|error| refusal(&error))?;
    report(&reading);
    let written = exchange::write(&reading.phrases, to).map_err(|error| error.to_string())?;
    for loss in &written.lost {
        println!("{} can't hold {} of {} phrases", to.name(), loss.field.name(), loss.phrases);
    }
    if pictures > 0 {
        println!(
            "{} can't hold the {pictures} pictures of the file, but their names; pass the pack on for them",
            to.name()
        );
    }
    write(&out, &written.bytes)?;
    println!("{out}: {} phrases as {}, {} bytes", reading.phrases.len(), to.name(), written.bytes.len());
    Ok(())
}

/// Writes a pack anew with all that it holds.
fn rewrite(file: &str, out: &str) -> Outcome {
    let pack = read_whole(file)?;
    let written = parts::write_pack(out, &pack)?;
    println!("{}: {} phrases as pack, {} pictures", written.join(", "), pack.phrases.len(), pack.images.len());
    Ok(())
}

fn parse(arguments: &[String]) -> Outcome<Conversion> {
    let usage = || format!("pack convert takes {ARGUMENTS}");
    let (mut places, mut to, mut encoding) = (Vec::new(), None, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--to" => {
                let name = rest.next().ok_or_else(usage)?;
                let format = Format::from_name(name).filter(|format| format.is_written());
                to = Some(format.ok_or_else(|| {
                    format!("{name} isn't written; choose of {}", names(|format| format.is_written()))
                })?);
            }
            "--encoding" => {
                let name = rest.next().ok_or_else(usage)?;
                let all: Vec<_> = Encoding::ALL.iter().map(|encoding| encoding.name()).collect();
                let found = Encoding::from_name(name);
                encoding = Some(found.ok_or_else(|| format!("{name} isn't known; choose of {}", all.join(", ")))?);
            }
            _ => places.push(argument.clone()),
        }
    }
    let [file, out] = <[String; 2]>::try_from(places).map_err(|_| usage())?;
    let ending = Path::new(&out).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let by_ending = match ending.as_str() {
        "csv" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        "yml" | "yaml" => Some(Format::Espanso),
        "json" => Some(Format::Pack),
        _ => None,
    };
    let to = to.or(by_ending).ok_or_else(|| {
        format!("{out} doesn't tell the format; add --to with one of {}", names(|format| format.is_written()))
    })?;
    Ok(Conversion { file, out, to, encoding })
}

/// The error, and what the person needs to mend it.
fn refusal(error: &ExchangeError) -> String {
    let mut lines = vec![error.to_string()];
    if let ExchangeError::WhichEncoding { candidates } = error {
        lines.extend(
            candidates.iter().map(|(encoding, preview)| format!("    --encoding {:<12} {preview}", encoding.name())),
        );
    }
    lines.join("\n")
}

fn report(reading: &Reading) {
    let encoding = reading.encoding.map(|encoding| format!(" in {}", encoding.name())).unwrap_or_default();
    println!("read as {}{encoding}: {} phrases", reading.format.name(), reading.phrases.len());
    for problem in &reading.problems {
        let place = match problem.place {
            Place::Row { sheet: 1, row } => format!("row {row}"),
            Place::Row { sheet, row } => format!("sheet {sheet}, row {row}"),
            Place::Entry(entry) => format!("entry {entry}"),
        };
        println!("{place}: {:?}", problem.kind);
    }
    for note in &reading.notes {
        println!("note: {note:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Outcome<(Format, Option<Encoding>)> {
        let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
        parse(&arguments).map(|conversion| (conversion.to, conversion.encoding))
    }

    #[test]
    fn the_format_is_named_or_told_from_the_ending() {
        assert_eq!(parsed("a.csv b.xlsx"), Ok((Format::Xlsx, None)));
        assert_eq!(parsed("a.csv b.csv --to qianniu --encoding gbk"), Ok((Format::Qianniu, Some(Encoding::Gb18030))));
        for wrong in ["a.csv", "a.csv b", "a b.csv --to zendesk", "a b.csv --encoding utf-7", "a b.csv --to"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pack_stays_one_with_everything_in_it() {
        const NAME: &str = "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0";
        const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        let folder = std::env::temp_dir().join(format!("qinyu-convert-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let convert = |from: &str, to: &str| run(&[from.to_owned(), to.to_owned()]);
        let full = read_whole(&crate::pack::fixture("team-full.json")).unwrap();
        let mut pack = full.clone();
        pack.phrases.get_mut("sale").unwrap().first("images", vec![format!("{NAME} 尺码表")].into());
        pack.images.insert(NAME.into(), DOT.into());
        fs::write(at("a.json"), pack.print()).unwrap();
        convert(&at("a.json"), &at("b.json")).unwrap();
        assert_eq!(read_whole(&at("b.json")).unwrap(), pack, "edits, rules, signatures, deleted phrases, pictures");
        convert(&at("a.json"), &at("a.csv")).unwrap();
        convert(&at("a.csv"), &at("c.json")).unwrap();
        assert!(fs::read_to_string(at("c.json")).unwrap().contains(NAME), "a table keeps the name");
        fs::write(at("torn.json"), pack.print().replace("GAWj", "GAWk")).unwrap();
        assert!(convert(&at("torn.json"), &at("d.json")).unwrap_err().contains("would be lost"));
        fs::write(at("newer.json"), pack.print().replace("\"version\":2", "\"version\":9")).unwrap();
        assert!(convert(&at("newer.json"), &at("d.json")).unwrap_err().contains("update Qinyu"));
        fs::remove_dir_all(folder).unwrap();
    }
}
