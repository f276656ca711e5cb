//! What [`open`](super::open()) found, in the panel's terms.

use super::open::{Recovered, Store};
use crate::panel::Found;

/// Sums up a report.
#[must_use]
pub fn found(report: &[Recovered]) -> Found {
    let mut found = Found::default();
    for each in report {
        match each {
            Recovered::Mended { store: Store::Primary, records } | Recovered::Rootless { records } => {
                found.recovered += records;
            }
            Recovered::Mended { store: Store::Mirror, records } => found.copied += records,
            Recovered::Older { records, .. } => found.older.extend(records.iter().cloned()),
            Recovered::Lost { document, records } => found.lost.push((document.clone(), *records)),
            Recovered::Behind { .. } => found.behind = true,
            Recovered::Nothing => found.nothing = true,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_gone_is_bad_news() {
        let mended = |store| Recovered::Mended { store, records: 3 };
        let complete = found(&[mended(Store::Primary), mended(Store::Mirror), Recovered::Rootless { records: 2 }]);
        assert!(complete.is_complete() && (complete.recovered, complete.copied) == (5, 3));
        let lost = Recovered::Lost { document: "settings".into(), records: 1 };
        let older = Recovered::Older { document: "settings".into(), records: vec!["a".into()] };
        for gone in [lost, older, Recovered::Behind { commits: 1 }, Recovered::Nothing] {
            assert!(!found(&[mended(Store::Primary), gone.clone()]).is_complete(), "{gone:?}");
        }
    }
}
