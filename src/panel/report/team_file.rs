//! One installation's numbers as a file for whoever leads the team, and such a file read back in. A door: what is written is
//! checked name by name, and what is wrong is told with its place. Part of [`report`](super).

use crate::{
    care::{
        clock::{Figures, Row},
        report::{Counters, MOST_ROWS, SheetId, merged, row, rows},
    },
    library::{
        stamp::Writer,
        strict_json::{self, JsonErrorKind},
    },
};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// What the file says it is.
const FORMAT: &str = "qinyu-counters";
/// The version that is written and read.
const VERSION: u64 = 1;
/// Figures of a file: a dozen on each day of two months, of a dozen panels open at once, are the half of it.
const MOST_FIGURES: usize = 20_000;
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

/// What one installation counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// What the panel was good for.
    pub counters: Counters,
    /// How long buyers waited.
    pub figures: Figures,
}

/// Sheets and figures as a file.
pub(super) fn print<'a>(
    installation: &str,
    counted: impl Iterator<Item = (&'a SheetId, &'a Rc<str>)>,
    figures: impl Iterator<Item = Row>,
) -> String {
    let mut sheets = Map::new();
    for (id, text) in counted {
        let mut sheet = Map::new();
        for (what, name, count) in rows(text) {
            if let Some(names) = sheet.entry(what).or_insert_with(|| json!({})).as_object_mut() {
                names.insert(name, count.into());
            }
        }
        sheets.insert(id.print(), sheet.into());
    }
    let figures: Map<String, Value> = figures.map(|row| (row.id(), Value::from_iter(row.numbers()))).collect();
    let file = json!({
        "format": FORMAT, "version": VERSION, "installation": installation, "sheets": sheets, "response_times": figures,
    });
    file.to_string() + "\n"
}

/// Reads a file.
///
/// # Errors
/// When it is none of a colleague's, or not as it was written.
pub(super) fn read(text: &str, own: &str) -> Result<Numbers, TeamFileError> {
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
    let Some(who) = who.filter(|who| who.installation() == who.name()) else { return wrong("installation") };
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
        let id = SheetId::parse(name).filter(|id| id.writer.installation() == who.name());
        let (Some(id), Some(sheet)) = (id, sheet.as_object()) else { return wrong(&place) };
        counters.take_in(id, &read_sheet(&place, sheet)?.into());
    }
    Ok(Numbers { counters, figures: read_figures(file.get("response_times"), &who)? })
}

/// A file of an earlier version has none.
fn read_figures(kept: Option<&Value>, who: &Writer) -> Result<Figures, TeamFileError> {
    let mut figures = Figures::default();
    let Some(kept) = kept else { return Ok(figures) };
    let Some(kept) = kept.as_object().filter(|kept| kept.len() <= MOST_FIGURES) else { return wrong("response_times") };
    for (id, numbers) in kept {
        let numbers: Option<Vec<u64>> = numbers.as_array().and_then(|all| all.iter().map(Value::as_u64).collect());
        let row =
            numbers.and_then(|numbers| Row::read(id, &numbers)).filter(|row| row.writer.installation() == who.name());
        match row {
            Some(row) => figures.take_in(row),
            None => return wrong(&["response_times/", id].concat()),
        }
    }
    Ok(figures)
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
