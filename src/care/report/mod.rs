//! What the panel was good for, as numbers by day and by month: never a word of a chat, nor who it was with. Part of
//! [`care`](super); the panel counts where things happen, its report tab shows the [`Sums`] of a [`Span`].
//!
//! [`Counters`] are grow-only counters: each writer adds to sheets of its own alone, copies merge by the higher number of
//! two, and a total is the sum over the writers. So merging twice, or in any order, changes nothing (Shapiro, Preguiça,
//! Baquero, Zawirski, "Conflict-free Replicated Data Types", 2011, the G-Counter). What is counted goes onto a sheet of
//! the day and onto one of the month at once: when the day's is dropped for its age, the month's still has it, and no
//! merge can count it twice.

mod period;
mod sheet;
mod sums;
mod table;

pub use period::{Period, Span};
pub use sheet::{MOST_ROWS, merged, row, rows};
pub use sums::{Sums, percent};
pub use table::{Cell, csv, print, read};

use crate::{day::Day, library::stamp::Writer, sorting::gather};
use sheet::Sheet;
use std::{collections::BTreeMap, rc::Rc};

/// Days whose sheets are kept: a year can be held against the one before, day by day, with a month to spare.
pub const OWN_DAYS: i32 = 400;
/// Days whose sheets are kept of colleagues: this month and the last, which is what a team looks at by days.
pub const THEIR_DAYS: i32 = 62;
/// Months whose sheets are kept of anyone: five years.
pub const MONTHS: i32 = 60;
/// Colleagues whose numbers are kept: the largest teams that share a folder.
pub const MOST_PEOPLE: usize = 60;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A buyer's turn for which something was suggested.
    Offered,
    /// Such a turn that was answered with a suggestion as it is.
    Taken,
    /// Such a turn that was answered with a suggestion, changed.
    Edited,
    /// A phrase inserted otherwise: found in the library or by the picker, or a second one for the turn.
    Found,
    /// Characters that the shop sent as the panel had put them into the box.
    Inserted,
    /// Characters that the shop sent beyond these.
    Typed,
    /// A phrase inserted, by its id.
    Phrase,
    /// A finding that was shown, by its kind.
    Finding,
    /// A finding that was mended by a click, by its kind.
    Mended,
    /// A text that was held back, by the kind of its finding.
    Held,
    /// A promise kept as a follow-up, by its kind.
    Kept,
    /// A follow-up closed in time, by its kind.
    InTime,
    /// A follow-up closed late, by its kind.
    Late,
    /// A question that no phrase answered and the agent did, by its intent; no name where that is not known.
    Gap,
    /// An item offered to the agent, by its relation.
    Offer,
    /// An offer that was put before the buyer, by its relation.
    OfferTaken,
    /// The agent has this name: once for each day and opened panel.
    Agent,
}

impl What {
    /// All of them, as a table lists them.
    pub const ALL: [Self; 17] = [
        Self::Offered,
        Self::Taken,
        Self::Edited,
        Self::Found,
        Self::Inserted,
        Self::Typed,
        Self::Phrase,
        Self::Finding,
        Self::Mended,
        Self::Held,
        Self::Kept,
        Self::InTime,
        Self::Late,
        Self::Gap,
        Self::Offer,
        Self::OfferTaken,
        Self::Agent,
    ];

    /// The name on sheets and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Taken => "taken",
            Self::Edited => "edited",
            Self::Found => "found",
            Self::Inserted => "inserted",
            Self::Typed => "typed",
            Self::Phrase => "phrase",
            Self::Finding => "finding",
            Self::Mended => "mended",
            Self::Held => "held",
            Self::Kept => "kept",
            Self::InTime => "in_time",
            Self::Late => "late",
            Self::Gap => "gap",
            Self::Offer => "offer",
            Self::OfferTaken => "offer_taken",
            Self::Agent => "agent",
        }
    }
}

/// Whose sheet, and of when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId {
    /// Of when.
    pub period: Period,
    /// Whose; nobody else adds to it.
    pub writer: Writer,
}

/// Whose numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Those of one installation.
    Of(&'a str),
    /// Those of all who are known.
    Everyones,
}

/// All sheets. They stay text until they are added to or summed up: four hundred days as values take five times the room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counters(BTreeMap<SheetId, Rc<str>>);

impl SheetId {
    /// As it is written: `2026-11-29 abcdefgh0`.
    #[must_use]
    pub fn print(&self) -> String {
        [&self.period.print(), " ", self.writer.name()].concat()
    }

    /// Reads [`Self::print`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (period, writer) = text.split_once(' ')?;
        Some(Self { period: Period::parse(period)?, writer: Writer::new(writer)? })
    }
}

impl Counters {
    /// Adds to what was counted on a day; names what changed.
    pub fn count(&mut self, day: Day, writer: &Writer, what: What, name: &str, by: u32) -> [SheetId; 2] {
        [Period::Day(day), Period::month_of(day)].map(|period| {
            let id = SheetId { period, writer: writer.clone() };
            let mut sheet = Sheet::parse(self.text(&id));
            sheet.add(what, name, by);
            self.0.insert(id.clone(), sheet.print().into());
            id
        })
    }

    /// A sheet as it is kept; empty for none.
    #[must_use]
    pub fn text(&self, id: &SheetId) -> &str {
        self.0.get(id).map_or("", |text| text)
    }

    /// The same, shared; `None` for none.
    #[must_use]
    pub fn sheet(&self, id: &SheetId) -> Option<Rc<str>> {
        self.0.get(id).cloned()
    }

    /// All sheets in an order that is always the same.
    pub fn sheets(&self) -> impl Iterator<Item = (&SheetId, &Rc<str>)> {
        self.0.iter()
    }

    /// Takes in a sheet; true if it told something new.
    pub fn take_in(&mut self, id: SheetId, text: &Rc<str>) -> bool {
        match self.0.get_mut(&id) {
            Some(known) if known == text => false,
            Some(known) => {
                let both = merged(known, text);
                let is_new = **known != *both;
                *known = both.into();
                is_new
            }
            None => {
                self.0.insert(id, Rc::clone(text));
                true
            }
        }
    }

    /// Puts a sheet in place of the one that is known, or takes that away.
    pub fn put(&mut self, id: SheetId, text: Option<Rc<str>>) {
        match text {
            Some(text) => drop(self.0.insert(id, text)),
            None => drop(self.0.remove(&id)),
        }
    }

    /// Takes in all that another copy has.
    pub fn merge(&mut self, other: &Self) {
        for (id, text) in other.sheets() {
            self.take_in(id.clone(), text);
        }
    }

    /// Drops sheets of days, and at last of months, that are too old to be asked for; names what is gone. Merging with a
    /// copy that still has them brings them back, so all do it. Nothing is dropped in the month after a longer pause than any
    /// agent's: a computer whose clock is years ahead looks the same, and would cost all there is.
    pub fn forget(&mut self, today: Day, own: &str) -> Vec<SheetId> {
        let month = Period::month_of(today);
        let earlier = self.0.keys().map(|id| id.period.last()).filter(|day| Period::month_of(*day) < month);
        if earlier.max().is_none_or(|latest| today.count() - latest.count() > OWN_DAYS) {
            return Vec::new();
        }
        let old = |id: &SheetId| match id.period {
            Period::Day(day) => {
                let days = if id.writer.installation() == own { OWN_DAYS } else { THEIR_DAYS };
                today.count() - day.count() > days
            }
            Period::Month { .. } => id.period.months_before(today) > MONTHS,
        };
        let gone: Vec<SheetId> = self.0.keys().filter(|id| old(id)).cloned().collect();
        gone.iter().for_each(|id| drop(self.0.remove(id)));
        gone
    }

    /// Takes out all that one installation counted.
    pub fn without(&mut self, gone: &str) -> Self {
        let all = std::mem::take(&mut self.0);
        let (out, left) = all.into_iter().partition(|(id, _)| id.writer.installation() == gone);
        self.0 = left;
        Self(out)
    }

    /// What was counted in these periods.
    #[must_use]
    pub fn sum(&self, periods: &[Period], whose: Whose<'_>) -> Sums {
        let is_meant = |id: &SheetId| {
            periods.contains(&id.period)
                && match whose {
                    Whose::Of(who) => id.writer.installation() == who,
                    Whose::Everyones => true,
                }
        };
        let mut sums = Sums::default();
        self.0.iter().filter(|(id, _)| is_meant(id)).for_each(|(_, text)| sums.add(&Sheet::parse(text)));
        sums
    }

    /// Everything that was ever counted and is still kept.
    #[must_use]
    pub fn ever(&self, whose: Whose<'_>) -> Sums {
        let mut months: Vec<Period> =
            self.0.keys().map(|id| id.period).filter(|period| matches!(period, Period::Month { .. })).collect();
        months.dedup();
        self.sum(&months, whose)
    }

    /// The first day of the earliest period that something is known of.
    #[must_use]
    pub fn first(&self) -> Option<Day> {
        self.0.keys().map(|id| id.period.first()).min()
    }

    /// Who counted, each with the name that they had on most days of the latest month that has one.
    #[must_use]
    pub fn people(&self) -> BTreeMap<&str, String> {
        let mut people = BTreeMap::new();
        // Sheets are in the order of their periods, so that a later month's name takes the place of an earlier one's.
        for (id, text) in self.0.iter().filter(|(id, _)| matches!(id.period, Period::Month { .. })) {
            let known: &mut String = people.entry(id.writer.installation()).or_default();
            let mut sums = Sums::default();
            sums.add(&Sheet::parse(text));
            if let Some((name, _)) = sums.of(What::Agent).into_iter().next() {
                *known = name;
            }
        }
        people
    }
}

/// Sheets by their ids.
impl FromIterator<(SheetId, Rc<str>)> for Counters {
    fn from_iter<T: IntoIterator<Item = (SheetId, Rc<str>)>>(sheets: T) -> Self {
        Self(gather(sheets))
    }
}

#[cfg(test)]
mod tests;
