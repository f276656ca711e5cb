//! A body as a buyer writes it in a chat: "165 110斤", "三围90 70 95", "给我老公买，他180", "5'6\", 120 lbs, usually M". Part
//! of [`text`](super); the library puts it into gaps as facts, [`care`](crate::care) advises a size by it.
//!
//! A line is read in this order: numbers get a unit and become quantities, neighbours form a group, what is
//! called something takes its name, and the rest is believed only where its neighbours or the line make a body of it
//! (`reading`). Prices, quantities, days and order numbers are in no such place.

mod hearing;
mod name;
mod number;
mod quantity;
mod reading;
mod slot;
mod surroundings;
mod wearer;
mod weight;
mod words;

use super::normalize;
use hearing::Hearing;

pub use wearer::Wearer;
pub use weight::{UnitBy, WeightUnit};
pub use words::{Build, Fit, LETTER_SIZES};

/// What a body is measured by. Lengths are told in millimetres, the weight in grams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyMeasure {
    /// How tall.
    Height,
    /// How heavy.
    Weight,
    /// Around the chest.
    Chest,
    /// Around the waist.
    Waist,
    /// Around the hips.
    Hip,
    /// Shoulder to shoulder.
    Shoulder,
    /// The foot's length.
    Foot,
}

/// One measure as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Of what.
    pub of: BodyMeasure,
    /// The least that is meant.
    pub from: u32,
    /// The most that is meant; the same as `from` unless a range was told.
    pub to: u32,
    /// Why its unit is believed.
    pub unit: UnitBy,
    /// As the buyer wrote it, without its name.
    pub written: String,
}

/// A weight whose unit was not said and can't be told from the height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnclearWeight {
    /// As the buyer wrote it.
    pub written: String,
}

/// What a buyer told of whom the size is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Who that is.
    pub wearer: Wearer,
    /// The measures, each once, in the order of [`BodyMeasure`].
    pub told: Vec<Told>,
    /// A weight that is 斤 or kilograms, nobody knows.
    pub unclear_weight: Option<UnclearWeight>,
    /// What is said of the build.
    pub builds: Vec<Build>,
    /// How things are liked.
    pub fit: Option<Fit>,
    /// Sizes that are worn otherwise, as labels write them: "M", "38", "160/84A".
    pub usual: Vec<String>,
}

impl Body {
    /// Hears a buyer's lines, oldest first, as the page shows them; a later one wins over an earlier one.
    #[must_use]
    pub fn hear<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hearing = Hearing::default();
        lines.into_iter().for_each(|line| hearing.line(&normalize(line)));
        hearing.finish()
    }

    /// A measure, if it was told.
    #[must_use]
    pub fn get(&self, of: BodyMeasure) -> Option<&Told> {
        self.told.iter().find(|told| told.of == of)
    }

    /// A measure in the buyer's own words, also one whose unit is unclear.
    #[must_use]
    pub fn written(&self, of: BodyMeasure) -> Option<&str> {
        let unclear = self.unclear_weight.as_ref().filter(|_| of == BodyMeasure::Weight);
        self.get(of).map(|told| told.written.as_str()).or(unclear.map(|weight| weight.written.as_str()))
    }
}

#[cfg(test)]
mod counter_tests;
#[cfg(test)]
mod tests;
