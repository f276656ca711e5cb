//! The cells of one row, asked for by their fields: between the [reader](super::ShopReader) and the reader of a kind.

use super::{Field, Problems, ShopProblem, Wrong, cells, rows::Row};

/// The cells of a row by what they hold, and where what is wrong in them is counted.
pub(super) struct Cells<'a> {
    pub(super) row: Row<'a>,
    /// By field, the place of its column.
    pub(super) places: &'a [Option<usize>],
    pub(super) problems: &'a mut Problems,
}

impl<'a> Cells<'a> {
    /// The row's number.
    pub(super) const fn number(&self) -> u32 {
        self.row.number
    }

    /// The row as it stands.
    pub(super) const fn row(&self) -> &Row<'a> {
        &self.row
    }

    /// A cell without what programs put around it; empty where there is no such column.
    pub(super) fn get(&self, field: Field) -> &'a str {
        let place = self.places.get(field as usize).copied().flatten();
        place.map_or("", |place| cells::clean(self.row.cell(place)))
    }

    /// Counts something whose row comes in all the same.
    pub(super) fn note(&mut self, field: Field, wrong: Wrong) {
        self.problems.add(ShopProblem { row: self.row.number, field: Some(field), wrong, is_refused: false });
    }

    /// Counts what the row is refused for.
    pub(super) fn refuse(&mut self, field: Field, wrong: Wrong) {
        self.problems.add(ShopProblem { row: self.row.number, field: Some(field), wrong, is_refused: true });
    }

    /// A value of a cell; `None` where it is empty or, which is counted, means nothing.
    pub(super) fn value<T>(&mut self, field: Field, read: fn(&str) -> Result<T, cells::Bad>) -> Option<T> {
        let cell = Some(self.get(field)).filter(|cell| !cell.is_empty())?;
        read(cell).map_err(|bad| self.note(field, Wrong::from(bad))).ok()
    }
}
