//! The shop's campaigns, such as 618 and 双11: three phases by their days, what each has ready, and what is checked in it and
//! at the start of a shift. Part of [`care`](super); the [`panel`](crate::panel) shows what is on today, and phrases that name
//! a campaign may be said while it is.
//!
//! Nothing here reads a clock or stores anything. Two panels' books merge in any order: of a campaign the later version
//! stands, and a tick is a number that only grows.

pub mod answer;
mod book;

pub use book::{AWAY, Campaigns, MAX_CAMPAIGNS, TICK_DAYS, campaign_tick, shift_tick};

use crate::{day::Day, shop::PromotionId, text::one_line};
use std::collections::BTreeSet;

/// Characters of a name.
pub const MAX_NAME_CHARS: usize = 30;
/// Lines of the shop's own in the checklist of a phase; who has more to check forgets some.
pub const MAX_LINES: usize = 12;
/// Characters of such a line.
pub const MAX_LINE_CHARS: usize = 60;

/// The name of a campaign, never given twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CampaignId(pub String);

/// A phase of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Buyers get ready: rules, favourites, carts.
    Before,
    /// It is on.
    During,
    /// Parcels, returns, what went wrong.
    After,
}

/// What a phase has ready.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Plan {
    /// What phrases name that may be said in it; empty for the campaign's name while it is on, and for none else.
    pub label: String,
    /// The packs, by their ids, whose phrases are said in it, and outside only in other phases that name them.
    pub packs: BTreeSet<String>,
    /// The promotions that are to hold in it.
    pub promotions: BTreeSet<PromotionId>,
    /// What the shop checks in it beside what is checked in every campaign.
    pub lines: Vec<String>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Campaign {
    /// Its name in the book.
    pub id: CampaignId,
    /// How often it was changed; of two copies the one that was changed more often is the later.
    pub version: u32,
    /// It was removed; it can be put back.
    pub is_removed: bool,
    /// What the shop calls it.
    pub name: String,
    /// When the time before it begins, it begins, its last day, and the last day of the time after it.
    pub days: [Option<Day>; 4],
    /// What its phases have ready.
    pub plans: [Plan; 3],
}

/// Something of a campaign that is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Its name.
    Name,
    /// One of its days, from 0.
    Day(usize),
    /// What phrases of a phase name.
    Label(Phase),
    /// The shop's own lines of a phase.
    Lines(Phase),
    /// A pack of a phase: it is, or is no longer.
    Pack(Phase, String),
    /// A promotion of a phase: it is, or is no longer.
    Promotion(Phase, PromotionId),
}

impl Phase {
    /// In their order.
    pub const ALL: [Self; 3] = [Self::Before, Self::During, Self::After];

    /// The name in rules, in what is kept and in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::After => "after",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

impl Campaign {
    /// A new one, of which only the name is known.
    #[must_use]
    pub fn new(id: CampaignId, name: &str) -> Self {
        let name = one_line(name, MAX_NAME_CHARS);
        Self { id, version: 1, is_removed: false, name, days: [None; 4], plans: Default::default() }
    }

    /// What a phase has ready.
    #[must_use]
    pub const fn plan(&self, phase: Phase) -> &Plan {
        let [before, during, after] = &self.plans;
        match phase {
            Phase::Before => before,
            Phase::During => during,
            Phase::After => after,
        }
    }

    const fn plan_mut(&mut self, phase: Phase) -> &mut Plan {
        let [before, during, after] = &mut self.plans;
        match phase {
            Phase::Before => before,
            Phase::During => during,
            Phase::After => after,
        }
    }

    /// True if it has its days, in their order.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        let [from, begins, ends, until] = self.days;
        let (Some(begins), Some(ends)) = (begins, ends) else { return false };
        begins <= ends && from.is_none_or(|from| from <= begins) && until.is_none_or(|until| ends <= until)
    }

    /// The phase of a day; `None` outside of all, and while its days are not in order.
    #[must_use]
    pub fn phase(&self, day: Day) -> Option<Phase> {
        let [from, begins, ends, until] = self.days;
        let (begins, ends) = (begins?, ends?);
        let phase = if day < begins {
            from.is_some_and(|from| from <= day).then_some(Phase::Before)
        } else if day <= ends {
            Some(Phase::During)
        } else {
            until.is_some_and(|until| day <= until).then_some(Phase::After)
        };
        phase.filter(|_| self.is_dated())
    }

    /// The first day of a phase.
    #[must_use]
    pub fn first_day(&self, phase: Phase) -> Option<Day> {
        let [from, begins, ends, _] = self.days;
        match phase {
            Phase::Before => from,
            Phase::During => begins,
            Phase::After => ends.and_then(|ends| Day::from_count(ends.count() + 1)),
        }
    }

    /// The last day of a phase.
    #[must_use]
    pub fn last_day(&self, phase: Phase) -> Option<Day> {
        let [_, begins, ends, until] = self.days;
        match phase {
            Phase::Before => begins.map(Day::before),
            Phase::During => ends,
            Phase::After => until,
        }
    }

    /// What phrases name that may be said in a phase; empty for none.
    #[must_use]
    pub fn label(&self, phase: Phase) -> &str {
        match (self.plan(phase).label.as_str(), phase) {
            ("", Phase::During) => &self.name,
            (label, _) => label,
        }
    }

    fn set(&mut self, field: &Field, value: &str) -> bool {
        let before = self.clone();
        match field {
            Field::Name => self.name = one_line(value, MAX_NAME_CHARS),
            Field::Day(place) => {
                let day = Day::parse(value);
                if let Some(kept) = self.days.get_mut(*place).filter(|_| day.is_some() || value.is_empty()) {
                    *kept = day;
                }
            }
            Field::Label(phase) => self.plan_mut(*phase).label = one_line(value, MAX_NAME_CHARS),
            Field::Lines(phase) => {
                let lines = value.lines().map(|line| one_line(line, MAX_LINE_CHARS)).filter(|line| !line.is_empty());
                self.plan_mut(*phase).lines = lines.take(MAX_LINES).collect();
            }
            Field::Pack(phase, pack) => toggle(&mut self.plan_mut(*phase).packs, pack),
            Field::Promotion(phase, id) => toggle(&mut self.plan_mut(*phase).promotions, id),
        }
        *self != before
    }
}

fn toggle<T: Ord + Clone>(chosen: &mut BTreeSet<T>, one: &T) {
    if !chosen.remove(one) {
        chosen.insert(one.clone());
    }
}

#[cfg(test)]
mod tests;
