//! One writer's numbers of a day or a month: a line for each, `what number name`. What a later version counts stays as it is.

use super::What;
use std::{collections::BTreeMap, fmt::Write};

/// Rows of a sheet: a busy agent uses a hundred phrases in a day and twice that in a month, and the rest are kinds. Beyond,
/// what has no row yet is counted without its name, so that a sheet stays under 20 KB.
pub const MOST_ROWS: usize = 400;
/// Bytes of a name: ids of phrases, kinds, intents and relations are shorter. What is longer is counted without its name.
const NAME_BYTES: usize = 80;

/// Numbers by what and name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sheet(BTreeMap<(String, String), u32>);

impl Sheet {
    /// Reads [`Self::print`]; of a line that it did not write nothing is taken.
    pub(super) fn parse(text: &str) -> Self {
        let mut sheet = Self::default();
        for line in text.lines().take(2 * MOST_ROWS) {
            let mut parts = line.splitn(3, ' ');
            if let (Some(what), Some(Ok(count)), Some(name)) =
                (parts.next(), parts.next().map(str::parse::<u32>), parts.next())
            {
                sheet.raise(what, name, count);
            }
        }
        sheet
    }

    /// As text, always in the same order.
    pub(super) fn print(&self) -> String {
        let mut text = String::new();
        for ((what, name), count) in &self.0 {
            let _ = writeln!(text, "{what} {count} {name}"); // a String takes everything
        }
        text
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (&(String, String), u32)> {
        self.0.iter().map(|(key, count)| (key, *count))
    }

    /// Adds to a number.
    pub(super) fn add(&mut self, what: What, name: &str, by: u32) {
        let key = |name: &str| (what.name().to_owned(), name.to_owned());
        let has_room = is_name(name) && (self.0.len() < MOST_ROWS || self.0.contains_key(&key(name)));
        let count = self.0.entry(key(if has_room { name } else { "" })).or_default();
        *count = count.saturating_add(by);
    }

    fn raise(&mut self, what: &str, name: &str, count: u32) {
        let known = self.0.entry((what.to_owned(), name.to_owned())).or_default();
        *known = count.max(*known);
    }
}

/// A sheet's rows: what, name, number.
#[must_use]
pub fn rows(text: &str) -> Vec<(String, String, u32)> {
    Sheet::parse(text).0.into_iter().map(|((what, name), count)| (what, name, count)).collect()
}

/// A sheet of a row, to be put together with others by [`merged`]; `None` for what no sheet has.
#[must_use]
pub fn row(what: &str, name: &str, count: u32) -> Option<String> {
    let is_what = !what.is_empty() && what.bytes().all(|c| c.is_ascii_lowercase() || c == b'_');
    (is_what && what.len() <= NAME_BYTES && is_name(name)).then(|| format!("{what} {count} {name}\n"))
}

fn is_name(name: &str) -> bool {
    name.len() <= NAME_BYTES && !name.contains(char::is_control) && name.trim() == name
}

/// Two copies of one sheet as one: of each number the higher.
#[must_use]
pub fn merged(one: &str, other: &str) -> String {
    let mut both = Sheet::parse(one);
    Sheet::parse(other).rows().for_each(|((what, name), count)| both.raise(what, name, count));
    both.print()
}
