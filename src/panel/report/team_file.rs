//! One installation's numbers as a file for whoever leads the team, and such a file read back in. A door: what is written is
//! checked name by name, and what is wrong is told with its place. Part of [`report`](super).

use crate::{
    care::report::{Counters, MOST_ROWS, SheetId, installation, merged, row, rows},
    library::{
        stamp::Writer,
        strict_json::{self, JsonErrorKind},
    },
};
use serde_json::{Map, Value, json};

/// What the file says it is.
const FORMAT: &str = "qinyu-counters";
/// The version that is written and read.
const VERSION: u64 = 1;
/// Sheets of a file: those of two months and of five years, of a dozen panels open at once.
const MOST_SHEETS: usize = 1_500;

/// Why a file was not read. Nothing of it was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamFileError {
    /// No JSON, from this line and column on.
    Unreadable {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// Why.
        kind: JsonErrorKind,
    },
    /// It is something else.
    OtherFile,
    /// A later version wrote it.
    NewerVersion,
    /// It is one's own.
    Own,
    /// What stands in this place is not as it was written.
    Wrong {
        /// The names that lead there, with a slash between them.
        place: String,
    },
}

/// The sheets as a file.
pub(super) fn print(installation: &str, counters: &Counters, is_meant: impl Fn(&SheetId) -> bool) -> String {
    let mut sheets = Map::new();
    for (id, text) in counters.sheets().filter(|(id, _)| is_meant(id)) {
        let mut sheet = Map::new();
        for (what, name, count) in rows(text) {
            if let Some(names) = sheet.entry(what).or_insert_with(|| json!({})).as_object_mut() {
                names.insert(name, count.into());
            }
        }
        sheets.insert(id.print(), sheet.into());
    }
    json!({ "format": FORMAT, "version": VERSION, "installation": installation, "sheets": sheets }).to_string() + "\n"
}

/// Reads a file.
///
/// # Errors
/// When it is none of a colleague's, or not as it was written.
pub(super) fn read(text: &str, own: &str) -> Result<Counters, TeamFileError> {
    let file = strict_json::read(text.trim_start_matches('\u{feff}')).map_err(|error| TeamFileError::Unreadable {
        line: error.line,
        column: error.column,
        kind: error.kind,
    })?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(TeamFileError::OtherFile);
    }
    match file.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(TeamFileError::NewerVersion),
        _ => return wrong("version"),
    }
    let who = file.get("installation").and_then(Value::as_str).and_then(Writer::new);
    let Some(who) = who.filter(|who| installation(who) == who.name()) else { return wrong("installation") };
    if who.name() == own {
        return Err(TeamFileError::Own);
    }
    let Some(sheets) = file.get("sheets").and_then(Value::as_object) else { return wrong("sheets") };
    if sheets.is_empty() || sheets.len() > MOST_SHEETS {
        return wrong("sheets");
    }
    let mut counters = Counters::default();
    for (name, sheet) in sheets {
        let place = ["sheets/", name].concat();
        let id = SheetId::parse(name).filter(|id| installation(&id.writer) == who.name());
        let (Some(id), Some(sheet)) = (id, sheet.as_object()) else { return wrong(&place) };
        counters.take_in(id, &read_sheet(&place, sheet)?.into());
    }
    Ok(counters)
}

fn read_sheet(place: &str, sheet: &Map<String, Value>) -> Result<String, TeamFileError> {
    let (mut lines, mut count) = (String::new(), 0);
    for (what, names) in sheet {
        let place = [place, "/", what].concat();
        let Some(names) = names.as_object() else { return wrong(&place) };
        count += names.len();
        if count > 2 * MOST_ROWS {
            return wrong(&place);
        }
        for (name, number) in names {
            let number = number.as_u64().and_then(|number| u32::try_from(number).ok());
            match number.and_then(|number| row(what, name, number)) {
                Some(line) => lines += &line,
                None => return wrong(&[&place, "/", name].concat()),
            }
        }
    }
    // In the order in which sheets are kept.
    Ok(merged(&lines, ""))
}

fn wrong<T>(place: &str) -> Result<T, TeamFileError> {
    /// Characters of a place that are told: a stranger's names may be of any length.
    const SHOWN: usize = 80;
    Err(TeamFileError::Wrong { place: place.chars().take(SHOWN).collect() })
}
