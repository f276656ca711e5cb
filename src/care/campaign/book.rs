//! All campaigns of a shop, and what was ticked on which day. Part of [`campaign`](super).

use super::{Campaign, CampaignId, Field, Phase};
use crate::{day::Day, sorting::sort_by_key};
use std::collections::{BTreeMap, BTreeSet};

/// Campaigns of a book: a shop has a dozen a year.
pub const MAX_CAMPAIGNS: usize = 40;
/// Days for which ticks are kept: to look back over a long weekend.
pub const TICK_DAYS: i32 = 7;
/// The tick by which the list of a shift is put away.
pub const AWAY: &str = "away";

/// The campaigns of a shop, and what was ticked on which day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Campaigns {
    campaigns: Vec<Campaign>,
    /// How often each was ticked or unticked; ticked where that is odd.
    ticks: BTreeMap<Day, BTreeMap<String, u32>>,
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
