//! `cargo xtask pack convert`: a file of any program, written as another.

use std::fs;
use std::path::Path;

use exchange::{Encoding, ExchangeError, Format, Options, Place, Reading};

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
    let reading = exchange::read(&bytes, &file, Options { encoding }).map_err(|error| refusal(&error))?;
    report(&reading);
    let written = exchange::write(&reading.phrases, to).map_err(|error| error.to_string())?;
    for loss in &written.lost {
        println!("{} can't hold {} of {} phrases", to.name(), loss.field.name(), loss.phrases);
    }
    write(&out, &written.bytes)?;
    println!("{out}: {} phrases as {}, {} bytes", reading.phrases.len(), to.name(), written.bytes.len());
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
}
