//! The shop's campaigns, such as 618 and 双11: three phases by their days, what each has ready, and what is checked in it and
//! at the start of a shift. Part of [`care`](super); the [`panel`](crate::panel) shows what is on today, and phrases that name
//! a campaign may be said while it is.
//!
//! Nothing here reads a clock or stores anything. Two panels' books merge in any order: of a campaign the later version
//! stands, and a tick is a number that only grows.

pub mod answer;

use crate::{day::Day, shop::PromotionId, sorting::sort_by_key, text::one_line};
use std::collections::{BTreeMap, BTreeSet};

/// Campaigns of a book: a shop has a dozen a year.
pub const MAX_CAMPAIGNS: usize = 40;
/// Characters of a name.
pub const MAX_NAME_CHARS: usize = 30;
/// Lines of the shop's own in the checklist of a phase; who has more to check forgets some.
pub const MAX_LINES: usize = 12;
/// Characters of such a line.
pub const MAX_LINE_CHARS: usize = 60;
/// Days for which ticks are kept: to look back over a long weekend.
pub const TICK_DAYS: i32 = 7;
/// The tick by which the list of a shift is put away.
pub const AWAY: &str = "away";

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

/// The campaigns of a shop, and what was ticked on which day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Campaigns {
    campaigns: Vec<Campaign>,
    /// How often each was ticked or unticked; ticked where that is odd.
    ticks: BTreeMap<Day, BTreeMap<String, u32>>,
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

impl Campaigns {
    /// A book of what was stored.
    #[must_use]
    pub fn new(campaigns: Vec<Campaign>, ticks: BTreeMap<Day, BTreeMap<String, u32>>) -> Self {
        let mut book = Self::default();
        book.merge(&Self { campaigns, ticks });
        book
    }

    /// All of them, by name in the book, also those that were removed.
    #[must_use]
    pub fn all(&self) -> &[Campaign] {
        &self.campaigns
    }

    /// What was ticked how often, by day.
    #[must_use]
    pub const fn ticks(&self) -> &BTreeMap<Day, BTreeMap<String, u32>> {
        &self.ticks
    }

    /// Those that are there, as they begin, and those without a day last.
    #[must_use]
    pub fn listed(&self) -> Vec<&Campaign> {
        let mut listed: Vec<_> = self.campaigns.iter().filter(|one| !one.is_removed).collect();
        sort_by_key(&mut listed, |one| {
            let [_, begins, ..] = one.days;
            (begins.is_none(), begins, &one.id)
        });
        listed
    }

    /// The one of this name, unless it was removed.
    #[must_use]
    pub fn get(&self, id: &CampaignId) -> Option<&Campaign> {
        self.campaigns.iter().find(|known| known.id == *id && !known.is_removed)
    }

    /// Those of which a phase is on, what is on before what comes and what is over.
    #[must_use]
    pub fn on(&self, day: Day) -> Vec<(&Campaign, Phase)> {
        let mut on: Vec<_> = self.listed().into_iter().filter_map(|one| Some((one, one.phase(day)?))).collect();
        sort_by_key(&mut on, |(_, phase)| (*phase != Phase::During, *phase));
        on
    }

    /// What phrases name that may be said on a day because of a campaign; `None` for no campaign that says.
    #[must_use]
    pub fn label(&self, day: Day) -> Option<&str> {
        self.on(day).into_iter().map(|(one, phase)| one.label(phase)).find(|label| !label.is_empty())
    }

    /// The packs that wait for a phase: named by one, and by none that is on. A campaign without its days holds none back.
    #[must_use]
    pub fn resting(&self, day: Day) -> BTreeSet<&str> {
        let dated = self.listed().into_iter().filter(|one| one.is_dated());
        let mut packs: BTreeSet<_> =
            dated.flat_map(|one| &one.plans).flat_map(|plan| &plan.packs).map(String::as_str).collect();
        for (one, phase) in self.on(day) {
            for pack in &one.plan(phase).packs {
                packs.remove(pack.as_str());
            }
        }
        packs
    }

    /// Adds a new one; false if there is one of this name, or there are too many.
    pub fn add(&mut self, campaign: Campaign) -> bool {
        let is_new = self.campaigns.iter().all(|known| known.id != campaign.id);
        let fits = is_new && self.listed().len() < MAX_CAMPAIGNS;
        if fits {
            let place = self.campaigns.partition_point(|known| known.id < campaign.id);
            self.campaigns.insert(place, campaign);
        }
        fits
    }

    /// Sets something of a campaign; false if it is so already, or there is none.
    pub fn set(&mut self, id: &CampaignId, field: &Field, value: &str) -> bool {
        self.change(id, |found| !found.is_removed && found.set(field, value))
    }

    /// Removes one, or puts it back; false if that is so already, or there is none.
    pub fn remove(&mut self, id: &CampaignId, is_removed: bool) -> bool {
        self.change(id, |found| std::mem::replace(&mut found.is_removed, is_removed) != is_removed)
    }

    fn change(&mut self, id: &CampaignId, change: impl FnOnce(&mut Campaign) -> bool) -> bool {
        let Some(found) = self.campaigns.iter_mut().find(|known| known.id == *id) else { return false };
        let is_changed = change(found);
        found.version = found.version.saturating_add(u32::from(is_changed));
        is_changed
    }

    /// Ticks something of a day, or takes the tick away; what is older than [`TICK_DAYS`] is forgotten.
    pub fn tick(&mut self, day: Day, what: &str) {
        let count = self.ticks.entry(day).or_default().entry(what.to_owned()).or_default();
        *count = count.saturating_add(1);
        self.ticks.retain(|kept, _| day.count() - kept.count() < TICK_DAYS);
    }

    /// True for what is ticked on a day.
    #[must_use]
    pub fn is_ticked(&self, day: Day, what: &str) -> bool {
        self.ticks.get(&day).and_then(|ticks| ticks.get(what)).is_some_and(|count| count % 2 == 1)
    }

    /// Takes in the book of another panel.
    pub fn merge(&mut self, other: &Self) {
        let both = std::mem::take(&mut self.campaigns).into_iter().chain(other.campaigns.iter().cloned());
        let mut latest: BTreeMap<CampaignId, Campaign> = BTreeMap::new();
        for one in both {
            // The fields stand in the order in which copies are compared: version, removed, the rest.
            if latest.get(&one.id).is_none_or(|known| *known < one) {
                latest.insert(one.id.clone(), one);
            }
        }
        self.campaigns = latest.into_values().collect();
        for (day, ticks) in &other.ticks {
            let mine = self.ticks.entry(*day).or_default();
            for (what, count) in ticks {
                let known = mine.entry(what.clone()).or_default();
                *known = (*known).max(*count);
            }
        }
    }
}

fn toggle<T: Ord + Clone>(chosen: &mut BTreeSet<T>, one: &T) {
    if !chosen.remove(one) {
        chosen.insert(one.clone());
    }
}

/// What a tick of a shift's list is kept by.
#[must_use]
pub fn shift_tick(check: &str) -> String {
    format!("shift/{check}")
}

/// What a tick of a campaign's list is kept by: a rule's name, or a line of the shop's own.
#[must_use]
pub fn campaign_tick(id: &CampaignId, phase: Phase, check: &str) -> String {
    format!("{}/{}/{check}", id.0, phase.name())
}

#[cfg(test)]
mod tests;
