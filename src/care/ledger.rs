//! What is to be done about what was promised: follow-ups, each with when to come back. Part of [`care`](super): a
//! [`Promise`](super::promise::Promise) is offered as one, the agent keeps it, and the panel shows what is [`Ledger::open`].
//!
//! Nothing here reads a clock or stores anything. Open follow-ups are never dropped; closed ones are when room is needed.

use super::promise::Kind;
use crate::{
    day::Moment,
    sorting::{sort, sort_by_key},
    text::{one_line, scrub},
};
use std::collections::BTreeSet;

/// Follow-ups of a ledger: a busy month of one agent, at thirty a day. Some 300 KB.
pub const MAX_FOLLOW_UPS: usize = 1_000;
/// Removed ones that are remembered, so that a panel that has them still doesn't bring them back: twice as many as there
/// can be follow-ups, for these are ids alone.
pub const MAX_REMOVED: usize = 2 * MAX_FOLLOW_UPS;
/// Characters of a note: a line of a chat. What is longer is no reminder.
pub const MAX_NOTE_CHARS: usize = 200;
/// Characters of a buyer's label: the longest nicks have twenty-five, and a remark may stand beside it.
pub const MAX_BUYER_CHARS: usize = 60;
/// Columns of a row, see [`Ledger::csv`].
pub const COLUMNS: usize = 7;
/// How a cell begins that a spreadsheet takes for a formula (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The name of a follow-up, never given twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FollowUpId(pub String);

/// Something to come back to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FollowUp {
    /// Its name.
    pub id: FollowUpId,
    /// How often it was changed; of two copies the one that was changed more often is the later.
    pub version: u32,
    /// When it was closed, and what was noted then; `None` while it is open.
    pub closed: Option<(Moment, String)>,
    /// What was promised.
    pub kind: Kind,
    /// What the agent keeps of it.
    pub note: String,
    /// The buyer, as the agent finds them again.
    pub buyer: String,
    /// When to come back; `None` if that is open.
    pub due: Option<Moment>,
    /// When it was kept.
    pub made: Moment,
}

/// Where a follow-up stands, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its moment is over.
    Overdue,
    /// Its moment comes.
    Due,
    /// It has no moment.
    Undated,
    /// It is done.
    Closed,
}

/// What became of one that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addition {
    /// It is kept.
    Kept,
    /// There is one of this name, or was.
    Known,
    /// There is no room, and all that is there is open: the agent has to close something first.
    Full,
}

/// The follow-ups of one agent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    follow_ups: Vec<FollowUp>,
    /// When which were removed, the latest last.
    removed: Vec<(Moment, FollowUpId)>,
}

/// What is noted of a promise or of how it was kept, given the words and the names of those in the talk: without telephone
/// numbers, addresses and what else finds a person, for a ledger is kept longer than a chat is open.
#[must_use]
pub fn note(words: &str, names: &[&str]) -> String {
    let scrubbed = scrub(words, names);
    // A note has no gaps, so its own braces need not be told from them.
    let text = scrubbed.text.replace("{{", "{").replace("}}", "}");
    one_line(if scrubbed.replaced == 0 { words } else { &text }, MAX_NOTE_CHARS)
}

impl FollowUp {
    /// A new one; note and buyer are cut to what a row shows.
    #[must_use]
    pub fn new(id: FollowUpId, kind: Kind, note: &str, buyer: &str, due: Option<Moment>, made: Moment) -> Self {
        let (note, buyer) = (one_line(note, MAX_NOTE_CHARS), one_line(buyer, MAX_BUYER_CHARS));
        Self { id, version: 1, closed: None, kind, note, buyer, due, made }
    }

    /// Where it stands at a moment. In the minute of its due it is not overdue yet.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        match (&self.closed, self.due) {
            (Some(_), _) => Standing::Closed,
            (None, None) => Standing::Undated,
            (None, Some(due)) if due < now => Standing::Overdue,
            (None, Some(_)) => Standing::Due,
        }
    }
}

impl Ledger {
    /// A ledger of what was stored: of two with one name the later one, and none that was removed.
    #[must_use]
    pub fn new(follow_ups: Vec<FollowUp>, removed: Vec<(Moment, FollowUpId)>) -> Self {
        let mut ledger = Self::default();
        ledger.merge(&Self { follow_ups, removed });
        ledger
    }

    /// All of them, by name.
    #[must_use]
    pub fn follow_ups(&self) -> &[FollowUp] {
        &self.follow_ups
    }

    /// When which were removed, the latest last, to be stored with the others.
    #[must_use]
    pub fn removed(&self) -> &[(Moment, FollowUpId)] {
        &self.removed
    }

    /// The one of this name.
    #[must_use]
    pub fn get(&self, id: &FollowUpId) -> Option<&FollowUp> {
        self.follow_ups.iter().find(|known| known.id == *id)
    }

    /// Keeps a new one. Where there is no room, the one that was closed first goes.
    pub fn add(&mut self, follow_up: FollowUp) -> Addition {
        if self.get(&follow_up.id).is_some() || self.removed.iter().any(|(_, gone)| *gone == follow_up.id) {
            return Addition::Known;
        }
        if self.follow_ups.len() >= MAX_FOLLOW_UPS && !self.make_room(MAX_FOLLOW_UPS - 1) {
            return Addition::Full;
        }
        let place = self.follow_ups.partition_point(|known| known.id < follow_up.id);
        self.follow_ups.insert(place, follow_up);
        Addition::Kept
    }

    /// Closes an open one with a [`note`]; false if there is none.
    pub fn close(&mut self, id: &FollowUpId, at: Moment, words: &str) -> bool {
        self.change(id, |found| {
            found.closed.is_none() && {
                found.closed = Some((at, note(words, &[])));
                true
            }
        })
    }

    /// Opens a closed one again; false if there is none.
    pub fn reopen(&mut self, id: &FollowUpId) -> bool {
        self.change(id, |found| found.closed.take().is_some())
    }

    /// Sets when to come back; false if that is so already, or there is none.
    pub fn set_due(&mut self, id: &FollowUpId, due: Option<Moment>) -> bool {
        self.change(id, |found| std::mem::replace(&mut found.due, due) != due)
    }

    /// Sets the note; false if it is so already, or there is none.
    pub fn set_note(&mut self, id: &FollowUpId, note: &str) -> bool {
        let note = one_line(note, MAX_NOTE_CHARS);
        self.change(id, |found| {
            found.note != note && {
                found.note = note;
                true
            }
        })
    }

    /// Removes one for good; false if there is none.
    pub fn remove(&mut self, id: &FollowUpId, at: Moment) -> bool {
        let count = self.follow_ups.len();
        self.follow_ups.retain(|known| known.id != *id);
        let is_removed = self.follow_ups.len() < count;
        if is_removed {
            self.removed.push((at, id.clone()));
            self.forget();
        }
        is_removed
    }

    /// Changes one that is there; what is no change makes no version.
    fn change(&mut self, id: &FollowUpId, change: impl FnOnce(&mut FollowUp) -> bool) -> bool {
        let Some(found) = self.follow_ups.iter_mut().find(|known| known.id == *id) else { return false };
        let is_changed = change(found);
        found.version = found.version.saturating_add(u32::from(is_changed));
        is_changed
    }

    /// The open ones: overdue first, the longest first, then as they come due, then those without a moment as they were
    /// made.
    #[must_use]
    pub fn open(&self, now: Moment) -> Vec<&FollowUp> {
        let mut open: Vec<_> = self.follow_ups.iter().filter(|known| known.closed.is_none()).collect();
        sort_by_key(&mut open, |known| (known.standing(now), known.due, known.made, &known.id));
        open
    }

    /// How many are overdue.
    #[must_use]
    pub fn overdue_count(&self, now: Moment) -> usize {
        self.follow_ups.iter().filter(|known| known.standing(now) == Standing::Overdue).count()
    }

    /// When more of them become overdue, and how many are then, as time goes by and nothing is closed; by moment.
    #[must_use]
    pub fn overdue_from(&self) -> Vec<(Moment, usize)> {
        let open = self.follow_ups.iter().filter(|known| known.closed.is_none());
        // In the minute of its due it is not overdue yet.
        let mut from: Vec<_> = open.filter_map(|known| Some(known.due?.after(1))).collect();
        sort(&mut from);
        let mut counts: Vec<_> = from.into_iter().zip(1..).collect();
        counts.reverse();
        counts.dedup_by_key(|(from, _)| *from);
        counts.reverse();
        counts
    }

    /// Takes in the ledger of another panel: of two copies the later version, of two with the same version a closed one,
    /// then the one that is greater in the rest; what one of them removed is removed. The order of merging changes nothing.
    pub fn merge(&mut self, other: &Self) {
        self.removed.extend(other.removed.iter().cloned());
        self.forget();
        let gone: BTreeSet<_> = self.removed.iter().map(|(_, id)| id).collect();
        let both = std::mem::take(&mut self.follow_ups).into_iter().chain(other.follow_ups.iter().cloned());
        let mut all: Vec<FollowUp> = both.filter(|known| !gone.contains(&known.id)).collect();
        // The fields stand in the order in which copies are compared: name, version, closed. The later stands behind.
        sort(&mut all);
        all.reverse();
        all.dedup_by(|earlier, later| earlier.id == later.id);
        all.reverse();
        self.follow_ups = all;
        self.make_room(MAX_FOLLOW_UPS);
    }

    /// Drops what was closed first until so many are left; false if too many are open.
    fn make_room(&mut self, left: usize) -> bool {
        let mut closed: Vec<_> =
            self.follow_ups.iter().filter_map(|known| Some((known.closed.as_ref()?.0, known.id.clone()))).collect();
        sort(&mut closed);
        closed.truncate(self.follow_ups.len().saturating_sub(left));
        let dropped: BTreeSet<_> = closed.into_iter().map(|(_, id)| id).collect();
        self.follow_ups.retain(|known| !dropped.contains(&known.id));
        self.follow_ups.len() <= left
    }

    /// Brings the removed ones into order, each once, and forgets those that were removed first.
    fn forget(&mut self) {
        sort(&mut self.removed);
        let mut known = BTreeSet::new();
        let mut latest: Vec<_> =
            std::mem::take(&mut self.removed).into_iter().rev().filter(|(_, id)| known.insert(id.clone())).collect();
        latest.truncate(MAX_REMOVED);
        latest.reverse();
        self.removed = latest;
    }

    /// All of them as a table in CSV (RFC 4180), the open ones as in [`Self::open`], then the closed ones, the latest first:
    /// due, kind, note, buyer, made, closed, note of the closing. The heads and the kinds' names are the reader's.
    #[must_use]
    pub fn csv(&self, now: Moment, heads: [&str; COLUMNS], kind: impl Fn(Kind) -> String) -> String {
        let mut closed: Vec<_> = self.follow_ups.iter().filter(|known| known.closed.is_some()).collect();
        sort_by_key(&mut closed, |known| std::cmp::Reverse((&known.closed, &known.id)));
        let print = |moment: Option<Moment>| moment.map(Moment::print).unwrap_or_default();
        let mut table = row(&heads.map(str::to_owned));
        for known in self.open(now).into_iter().chain(closed) {
            let (at, note) = known.closed.clone().map(|(at, note)| (Some(at), note)).unwrap_or_default();
            let cells = [
                print(known.due),
                kind(known.kind),
                known.note.clone(),
                known.buyer.clone(),
                print(Some(known.made)),
                print(at),
                note,
            ];
            table += &row(&cells);
        }
        table
    }
}

/// A line of a table, with its end.
pub(super) fn row(cells: &[String]) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A cell: an apostrophe before what would be a formula, in quotation marks where RFC 4180 asks for them.
fn quoted(cell: &str) -> String {
    let guarded = if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() };
    if !guarded.contains([',', '"', '\r', '\n']) {
        return guarded;
    }
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

#[cfg(test)]
mod tests;
