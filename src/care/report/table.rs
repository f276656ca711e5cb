//! A report as a table, for a spreadsheet.

use crate::care::ledger::row;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Number(u64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Cell {
    fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A table in CSV (RFC 4180); what a spreadsheet would take for a formula is guarded as in the ledger's.
#[must_use]
pub fn csv(rows: &[Vec<Cell>]) -> String {
    rows.iter().map(|cells| row(&cells.iter().map(Cell::words).collect::<Vec<_>>())).collect()
}

/// A table as it goes to the second module: a line for each row, a tab between cells, a letter that says of which kind.
#[must_use]
pub fn print(rows: &[Vec<Cell>]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => ["t", &text.replace(char::is_control, " ")].concat(),
        Cell::Number(number) => format!("n{number}"),
    };
    let line = |cells: &Vec<Cell>| cells.iter().map(cell).collect::<Vec<_>>().join("\t");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads [`print()`]; what it did not write is text.
#[must_use]
pub fn read(text: &str) -> Vec<Vec<Cell>> {
    let cell = |cell: &str| match cell.strip_prefix('n').map(str::parse) {
        Some(Ok(number)) => Cell::Number(number),
        _ => Cell::Text(cell.strip_prefix('t').unwrap_or(cell).to_owned()),
    };
    text.lines().map(|line| line.split('\t').map(cell).collect()).collect()
}
