//! What the document of the response times means: a record for each figure, day and writer, with the numbers alone.

use super::documents::{Change, changes};
use crate::care::clock::{Figures, Row};
use serde_json::Value;
use std::collections::BTreeMap;

/// The document of the response times.
pub const FIGURES: &str = "response_times";

/// The numbers, and how many records could not be read; those stay where they are.
#[must_use]
pub fn read_figures<'a, T: AsRef<str> + ?Sized + 'a>(
    records: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> (Figures, usize) {
    let (mut figures, mut unread) = (Figures::default(), 0);
    for (id, text) in records {
        match read(id, text.as_ref()) {
            Some(row) => figures.take_in(row),
            None => unread += 1,
        }
    }
    (figures, unread)
}

/// What turns the records of [`FIGURES`] that are shown into these.
#[must_use]
pub fn print_figures(shown: &BTreeMap<String, String>, figures: &Figures) -> Vec<Change> {
    let records: BTreeMap<String, String> = figures.rows().map(|row| (row.id(), print(&row))).collect();
    changes(FIGURES, shown, &records, |id, text| read(id, text).is_some())
}

/// Merges two texts of one record: the later version's numbers.
#[must_use]
pub(super) fn merge_figure(theirs: &str, mine: &str) -> String {
    // Whose the numbers are and of which day is the same in both.
    const ANY: &str = "any 2000-01-01 any";
    let (both, _) = read_figures([(ANY, theirs), (ANY, mine)]);
    both.rows().next().map_or_else(|| mine.to_owned(), |row| print(&row))
}

fn print(row: &Row) -> String {
    Value::from_iter(row.numbers()).to_string()
}

fn read(id: &str, text: &str) -> Option<Row> {
    Row::read(id, &serde_json::from_str::<Vec<u64>>(text).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{care::clock::Tally, day::Day, library::stamp::Writer};

    fn row(day: &str, writer: &str, version: u32) -> Row {
        let tally = Tally { units: 9, in_time: [7, 8, 0], seconds: 600, timed: 8, unanswered: 1 };
        let (clock, writer) = ("pinduoduo_replies".to_owned(), Writer::new(writer).unwrap());
        Row { clock, day: Day::parse(day).unwrap(), writer, version, tally }
    }

    fn records(figures: &Figures) -> BTreeMap<String, String> {
        let changes = print_figures(&BTreeMap::new(), figures).into_iter();
        changes.filter_map(|change| Some((change.record, change.text?))).collect()
    }

    fn read_all(records: &BTreeMap<String, String>) -> (Figures, usize) {
        read_figures(records.iter().map(|(id, text)| (id.as_str(), text.as_str())))
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let mut figures = Figures::default();
        for (day, writer) in [("2026-11-23", "a"), ("2026-11-24", "a"), ("2026-11-24", "b")] {
            figures.take_in(row(day, writer, 3));
        }
        let mut shown = records(&figures);
        assert_eq!((shown.len(), read_all(&shown)), (3, (figures.clone(), 0)));
        shown.insert("newer of_a_day a".into(), "{}".into());
        assert_eq!(read_all(&shown), (figures.clone(), 1));
        assert_eq!(print_figures(&shown, &figures), [], "what can't be read stays");
        figures.forget_before(Day::parse("2026-11-24").unwrap());
        let gone = print_figures(&shown, &figures);
        assert_eq!(
            gone.iter().map(|change| (&*change.record, &change.text)).collect::<Vec<_>>(),
            [("pinduoduo_replies 2026-11-23 a", &None)]
        );
    }

    #[test]
    fn of_two_versions_the_later_holds() {
        let [early, late] = [1, 2].map(|version| print(&row("2026-11-24", "a", version)));
        assert_eq!((merge_figure(&early, &late), merge_figure(&late, &early)), (late.clone(), late.clone()));
        assert_eq!((merge_figure("?", &late), merge_figure("?", "mine")), (late, "mine".into()));
    }
}
