//! What the documents of the counters mean: `counters/2026-11` has a record for each sheet of that month and of its days,
//! by the sheet's id, which is as the core writes it. A document for each month, so that a click rewrites this month's
//! chunk and none of the years before.

use super::{Change, Documents};
use crate::{
    care::report::{Counters, Period, SheetId, merged},
    panel::report::KeptSheets,
};
use std::rc::Rc;

/// What the documents of the counters begin with.
pub(super) const COUNTERS: &str = "counters/";

/// The counters, and how many records could not be read; those stay where they are.
#[must_use]
pub fn read_counters<'a, T: Into<Rc<str>> + 'a>(records: impl IntoIterator<Item = (&'a str, T)>) -> (Counters, usize) {
    let mut unread = 0;
    let sheets = records.into_iter().filter_map(|(id, text)| {
        let id = SheetId::parse(id);
        unread += usize::from(id.is_none());
        Some((id?, text.into()))
    });
    (sheets.collect::<Vec<_>>().into_iter().collect(), unread)
}

/// The records of all documents of counters.
pub fn counter_records(documents: &Documents) -> impl Iterator<Item = (&str, Rc<str>)> {
    let names = documents.names().filter(|name| name.starts_with(COUNTERS));
    names.flat_map(|name| documents.records(name)).map(|(id, text)| (id, Rc::clone(text)))
}

/// The sheets among changes, as they are stored now.
#[must_use]
pub fn changed_sheets(changes: &[Change]) -> KeptSheets {
    let of_counters = changes.iter().filter(|change| change.document.starts_with(COUNTERS));
    of_counters.filter_map(|one| Some((SheetId::parse(&one.record)?, one.text.as_deref().map(Rc::from)))).collect()
}

/// Sheets as they are stored.
#[must_use]
pub fn counter_changes(sheets: &KeptSheets) -> Vec<Change> {
    let change = |(id, text): &(SheetId, Option<Rc<str>>)| Change {
        document: [COUNTERS, &Period::month_of(id.period.first()).print()].concat(),
        record: id.print(),
        text: text.as_deref().map(str::to_owned),
    };
    sheets.iter().map(change).collect()
}

/// Merges two texts of one record: of each number the higher.
#[must_use]
pub(super) fn merge_sheet(theirs: &str, mine: &str) -> String {
    merged(theirs, mine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{care::report::What, day::Day, library::stamp::Writer};

    fn counters() -> Counters {
        let mut counters = Counters::default();
        for day in ["2026-10-31", "2026-11-01"] {
            let writer = Writer::new("abcdefgh0").unwrap();
            counters.count(Day::parse(day).unwrap(), &writer, What::Phrase, "ship 1", 2);
        }
        counters
    }

    fn changes(counters: &Counters) -> Vec<Change> {
        counter_changes(&counters.sheets().map(|(id, text)| (id.clone(), Some(Rc::clone(text)))).collect())
    }

    #[test]
    fn what_is_kept_comes_back_from_the_documents_of_its_months() {
        let mut documents = Documents::default();
        documents.apply(&changes(&counters()));
        assert_eq!(documents.names().collect::<Vec<_>>(), ["counters/2026-10", "counters/2026-11"]);
        assert_eq!((documents.count("counters/2026-10"), documents.count("counters/2026-11")), (2, 2));
        assert_eq!(read_counters(counter_records(&documents)), (counters(), 0));
        let odd = Change { document: "counters/2026-11".into(), record: "?".into(), text: Some("x".into()) };
        documents.apply(&[odd]);
        assert_eq!(read_counters(counter_records(&documents)), (counters(), 1));
        // What is dropped goes.
        let gone: KeptSheets = counters().sheets().map(|(id, _)| (id.clone(), None)).collect();
        assert_eq!(changed_sheets(&counter_changes(&gone)), gone);
        documents.apply(&counter_changes(&gone));
        assert_eq!(documents.names().count(), 1);
    }

    #[test]
    fn two_panels_sheets_are_merged_by_the_higher_number() {
        assert_eq!(merge_sheet("offered 3 \nphrase 1 a\n", "offered 2 \nphrase 4 a\n"), "offered 3 \nphrase 4 a\n");
        assert_eq!(merge_sheet("?", "offered 2 \n"), "offered 2 \n");
    }
}
