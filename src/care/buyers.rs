//! What the shop notes of its buyers, so that whoever takes the chat next knows them: a record for each, made by the agent
//! alone, kept no longer than the shop says. Part of [`care`](super): the panel shows the record of whoever is in the talk,
//! [`due`] lists old buyers to be written to, [`hints`] is what to look at before one is taken for a trickster.
//!
//! Nothing here reads a clock or stores anything.

pub mod about;
pub mod due;
pub mod export;
pub mod hints;

use crate::{
    day::{Day, Moment},
    sorting::sort,
    text::hex,
};
use about::About;
use due::Reached;
use sha2::{Digest, Sha256};

/// Buyers with a record: at a dozen notes a day, half a year. Some 800 KB.
pub const MAX_BUYERS: usize = 2_000;
/// Days for which it is remembered that a record was removed, so that a panel that has it still, or a file of everything,
/// doesn't bring it back: no panel is open for longer, and the agent is reminded of such a file each month.
pub const REMEMBERED_DAYS: i32 = 30;
/// Bytes of the hash that a record is called by: two of a million buyers have the same with a chance of 1 in 10^26.
const NAME_BYTES: usize = 16;

/// A buyer, as a page tells them from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuyerKey {
    /// The platform: the name of the adapter that reads it.
    pub platform: String,
    /// The name that the page shows.
    pub name: String,
}

/// What a record is called: a hash of whom it is about, so that a removed one leaves no name behind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub String);

/// What is noted of a buyer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Buyer {
    /// When it was changed last. Of two copies with one version, the later one holds.
    pub changed: Moment,
    /// Whom it is about.
    pub key: BuyerKey,
    /// What the agent wrote.
    pub about: About,
    /// What was written to them as an old buyer.
    pub reached: Reached,
}

/// A record by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Its name.
    pub id: RecordId,
    /// How often it was changed; of two copies the one that was changed more often is the later.
    pub version: u32,
    /// What it says.
    pub what: What,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// What is noted.
    Kept(Box<Buyer>),
    /// That it was removed, and when.
    Removed(Moment),
}

/// What became of a note that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is kept.
    Kept,
    /// It says what is kept already, or nothing.
    Same,
    /// There is no room: something has to be removed first.
    Full,
}

/// The records of one shop.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Buyers {
    /// By name.
    records: Vec<Record>,
}

impl BuyerKey {
    /// None for nobody, and for a name with its middle starred out, as in `t***1`: that is many.
    #[must_use]
    pub fn new(platform: &str, name: &str) -> Option<Self> {
        let is_one = !name.trim().is_empty() && !name.contains(['*', '＊']);
        is_one.then(|| Self { platform: platform.to_owned(), name: name.to_owned() })
    }

    /// What their record is called.
    #[must_use]
    pub fn id(&self) -> RecordId {
        let sum = Sha256::new().chain_update(&self.platform).chain_update("\n").chain_update(&self.name).finalize();
        RecordId(hex(sum.get(..NAME_BYTES).unwrap_or_default()))
    }
}

impl Record {
    /// What is noted; `None` if it was removed.
    #[must_use]
    pub fn kept(&self) -> Option<&Buyer> {
        match &self.what {
            What::Kept(buyer) => Some(buyer),
            What::Removed(_) => None,
        }
    }

    fn is_over(&self, today: Day, days: u16) -> bool {
        let age = |at: &Moment| today.count().saturating_sub(at.day.count());
        match &self.what {
            What::Kept(buyer) => days > 0 && age(&buyer.changed) > i32::from(days),
            What::Removed(at) => age(at) > REMEMBERED_DAYS,
        }
    }
}

impl Buyers {
    /// The records that were stored: of two with one name the later one.
    #[must_use]
    pub fn new(records: Vec<Record>) -> Self {
        let mut buyers = Self::default();
        buyers.merge(&Self { records });
        buyers
    }

    /// All records, also of removed ones, by name.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whoever has a record.
    pub fn kept(&self) -> impl Iterator<Item = &Buyer> {
        self.records.iter().filter_map(Record::kept)
    }

    /// What is noted in the record of this name.
    #[must_use]
    pub fn get(&self, id: &RecordId) -> Option<&Buyer> {
        self.records.get(self.place(id)).filter(|record| record.id == *id).and_then(Record::kept)
    }

    /// Where the record of this name stands, or would.
    fn place(&self, id: &RecordId) -> usize {
        self.records.partition_point(|record| record.id < *id)
    }

    /// Keeps what the agent wrote of a buyer. Nothing at all is no record.
    pub fn keep(&mut self, key: &BuyerKey, about: About, at: Moment) -> Keeping {
        let (id, is_empty) = (key.id(), about.is_empty());
        let reached = match self.get(&id) {
            Some(known) if known.about == about => return Keeping::Same,
            Some(known) => known.reached,
            None if is_empty => return Keeping::Same,
            None if self.kept().count() >= MAX_BUYERS => return Keeping::Full,
            None => Reached::default(),
        };
        let buyer = Buyer { changed: at, key: key.clone(), about, reached };
        self.write(id, if is_empty { What::Removed(at) } else { What::Kept(Box::new(buyer)) });
        Keeping::Kept
    }

    /// Notes what was written to an old buyer, or became of it; false if that is so already, or there is no record.
    pub fn reach(&mut self, id: &RecordId, reached: Reached, at: Moment) -> bool {
        let Some(known) = self.get(id).filter(|known| known.reached != reached) else { return false };
        let buyer = Buyer { changed: at, reached, ..known.clone() };
        self.write(id.clone(), What::Kept(Box::new(buyer)));
        true
    }

    /// Removes a record for good, and gives what it said; `None` if there is none.
    pub fn remove(&mut self, id: &RecordId, at: Moment) -> Option<Buyer> {
        let removed = self.get(id).cloned()?;
        self.write(id.clone(), What::Removed(at));
        Some(removed)
    }

    /// Puts back what was removed, unless something was written since.
    pub fn put_back(&mut self, buyer: Buyer) -> bool {
        let id = buyer.key.id();
        let is_free = self.get(&id).is_none();
        if is_free {
            self.write(id, What::Kept(Box::new(buyer)));
        }
        is_free
    }

    /// Drops what was not changed for so many days, 0 for never, and forgets what was removed long ago. True if there was
    /// any.
    pub fn expire(&mut self, today: Day, days: u16) -> bool {
        let count = self.records.len();
        self.records.retain(|record| !record.is_over(today, days));
        self.records.len() < count
    }

    /// True if [`Self::expire`] would drop something.
    #[must_use]
    pub fn lapses(&self, today: Day, days: u16) -> bool {
        self.records.iter().any(|record| record.is_over(today, days))
    }

    /// Takes in the records of another panel: of two copies the later version, of two with the same version a removed one,
    /// then the one that was changed later. The order of merging changes nothing.
    pub fn merge(&mut self, other: &Self) {
        self.records.extend(other.records.iter().cloned());
        // The fields stand in the order in which copies are compared. The later stands behind.
        sort(&mut self.records);
        self.records.reverse();
        self.records.dedup_by(|earlier, later| earlier.id == later.id);
        self.records.reverse();
    }

    /// Writes a record over the one of this name, as a version of its own.
    fn write(&mut self, id: RecordId, what: What) {
        let place = self.place(&id);
        match self.records.get_mut(place).filter(|record| record.id == id) {
            Some(known) => (known.version, known.what) = (known.version.saturating_add(1), what),
            None => self.records.insert(place, Record { id, version: 1, what }),
        }
    }
}

#[cfg(test)]
mod tests;
