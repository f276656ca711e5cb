//! The shop's campaigns in the panel: what is on today with its checklist, the list at the start of a shift, and how a
//! campaign is written down. Part of [`update`](super::update()); [`care::campaign`](crate::care::campaign) knows phases and
//! what the shop's data answer.

use super::{
    dom::Control,
    effect::Effect,
    state::State,
    update::{Action, advise},
};
use crate::{
    care::campaign::{
        AWAY, Campaign, CampaignId, Campaigns, Field, Phase,
        answer::{Answer, Ground, Question, answer},
        campaign_tick, shift_tick,
    },
    day::Day,
    library::{Language, PhraseId, collection::Shown, facts::Facts},
    rules::{CheckItem, Title, checklists},
    shop::PromotionId,
};
use std::{collections::HashSet, sync::LazyLock};

/// What is checked, read once.
static CHECKS: LazyLock<Vec<CheckItem>> = LazyLock::new(checklists);
/// The facts that a campaign fills.
const CAMPAIGN: &str = "campaign";
const CAMPAIGN_END: &str = "campaign_end";
/// The list at the start of a shift, as the rules call it.
const SHIFT: &str = "shift";

/// The campaigns and where the agent is in them.
#[derive(Debug, Clone, Default)]
pub struct CampaignDesk {
    /// The campaigns, and what was ticked.
    pub book: Campaigns,
    /// The one that is written down.
    pub open: Option<CampaignId>,
    /// The one that was removed last; it can be put back.
    pub removed: Option<CampaignId>,
}

/// Something happened with campaigns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CampaignAction {
    /// Tick this today, or take the tick away.
    Tick(String),
    /// Write a new one down.
    New,
    /// Open one, or close it.
    Open(CampaignId),
    /// Set something of one.
    Set(CampaignId, Field, String),
    /// Remove one.
    Remove(CampaignId),
    /// Put back what was removed last.
    PutBack,
    /// As they are kept, with what another panel did.
    Read(Campaigns),
}

/// An entry of a checklist, as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// By what it is ticked.
    pub tick: String,
    /// What is to be checked.
    pub what: What,
    /// What the shop's data answer.
    pub answer: Option<Answer>,
    /// It is ticked.
    pub is_ticked: bool,
}

/// What is to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A rule says it.
    Rule(&'static Title),
    /// The shop wrote it down.
    Own(String),
}

impl Check {
    /// Nothing is left to be done: the agent ticked it, or the data say so.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.is_ticked || self.answer.as_ref().is_some_and(Answer::is_fine)
    }
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: CampaignAction) -> Vec<Effect> {
    let today = state.moment.map(|moment| moment.day);
    let desk = &mut state.campaigns;
    let mut focus = None;
    let is_changed = match action {
        CampaignAction::Tick(what) => today.is_some_and(|today| {
            desk.book.tick(today, &what);
            true
        }),
        CampaignAction::New => {
            let name = if state.settings.language == Language::Chinese { "新活动" } else { "New campaign" };
            let id = fresh(&desk.book, &state.installation, state.now);
            focus = Some(Effect::Select("campaign-name".into()));
            desk.open = Some(id.clone());
            desk.book.add(Campaign::new(id, name))
        }
        CampaignAction::Open(id) => {
            desk.open = if desk.open.as_ref() == Some(&id) { None } else { Some(id) };
            focus = Some(Effect::Focus("campaign-name".into()));
            false
        }
        CampaignAction::Set(id, field, value) => desk.book.set(&id, &field, &value),
        CampaignAction::Remove(id) => {
            (desk.open, desk.removed) = (None, Some(id.clone()));
            focus = Some(Effect::Focus("campaign-put-back".into()));
            desk.book.remove(&id, true)
        }
        CampaignAction::PutBack => desk.removed.take().is_some_and(|id| desk.book.remove(&id, false)),
        CampaignAction::Read(book) => {
            desk.book = book;
            advise(state);
            return Vec::new();
        }
    };
    if !is_changed {
        return focus.into_iter().collect();
    }
    // Which phrases may be said depends on what is on.
    advise(state);
    [Effect::KeepCampaigns(state.campaigns.book.clone())].into_iter().chain(focus).collect()
}

/// A name that no panel of any installation gives twice.
fn fresh(book: &Campaigns, installation: &str, now: u64) -> CampaignId {
    let id = |count: usize| CampaignId(format!("{installation}-{now:x}-{count}"));
    let is_free = |id: &CampaignId| book.all().iter().all(|known| known.id != *id);
    (0..).map(id).find(is_free).unwrap_or_else(|| id(usize::MAX))
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<CampaignAction> {
    let Control { action, slot, name, value, is_final } = control;
    // A campaign's name holds no slash.
    let (id, rest) = name.split_once('/').unwrap_or((name, ""));
    let id = CampaignId(id.into());
    let set = |field| Some(CampaignAction::Set(id.clone(), field, value.into()));
    match action {
        "campaign_tick" => Some(CampaignAction::Tick(name.into())),
        "campaign_new" => Some(CampaignAction::New),
        "campaign_open" => Some(CampaignAction::Open(id)),
        "campaign_name" => set(Field::Name),
        "campaign_day" => set(Field::Day(slot.into())),
        "campaign_label" => set(Field::Label(Phase::from_name(rest)?)),
        // Not while it is typed: a line half written is no check.
        "campaign_lines" if is_final => set(Field::Lines(Phase::from_name(rest)?)),
        "campaign_promotion" | "campaign_pack" => {
            let (phase, chosen) = rest.split_once('/')?;
            let phase = Phase::from_name(phase)?;
            set(match action {
                "campaign_pack" => Field::Pack(phase, chosen.into()),
                _ => Field::Promotion(phase, PromotionId(chosen.into())),
            })
        }
        "campaign_remove" => Some(CampaignAction::Remove(id)),
        "campaign_put_back" => Some(CampaignAction::PutBack),
        _ => None,
    }
}

impl From<CampaignAction> for Action {
    fn from(action: CampaignAction) -> Self {
        Self::Campaigns(action)
    }
}

impl State {
    /// What is to be checked at the start of a shift, as it stands today; empty while the day is not known.
    #[must_use]
    pub fn shift(&self) -> Vec<Check> {
        self.checks(SHIFT, None, shift_tick)
    }

    /// True once the list of the shift was put away for today.
    #[must_use]
    pub fn is_shift_away(&self) -> bool {
        self.today().is_some_and(|today| self.campaigns.book.is_ticked(today, &shift_tick(AWAY)))
    }

    /// The campaigns of which a phase is on.
    #[must_use]
    pub fn campaigns_on(&self) -> Vec<(&Campaign, Phase)> {
        self.today().map(|today| self.campaigns.book.on(today)).unwrap_or_default()
    }

    /// What is to be checked in a phase of a campaign, as it stands today.
    #[must_use]
    pub fn campaign_checks(&self, campaign: &Campaign, phase: Phase) -> Vec<Check> {
        let mut checks =
            self.checks(phase.name(), Some((campaign, phase)), |id| campaign_tick(&campaign.id, phase, id));
        let own = campaign.plan(phase).lines.iter();
        checks.extend(own.filter_map(|line| {
            let tick = campaign_tick(&campaign.id, phase, &format!("own {line}"));
            let is_ticked = self.campaigns.book.is_ticked(self.today()?, &tick);
            Some(Check { tick, what: What::Own(line.clone()), answer: None, is_ticked })
        }));
        checks
    }

    fn checks(&self, when: &str, of: Option<(&Campaign, Phase)>, tick: impl Fn(&str) -> String) -> Vec<Check> {
        let Some(moment) = self.moment else { return Vec::new() };
        let phrases: Vec<_> = self.shown_phrases.iter().filter(|one| !one.is_hidden).map(|one| &*one.phrase).collect();
        let (shop, findings) = (&self.selling.shop, self.promotion_findings());
        let paid = self.buyers.orders.paid();
        let ground = Ground {
            items: shop.catalog.items(),
            promotions: &shop.promotions,
            findings: &findings,
            phrases: &phrases,
            overdue: self.overdue(),
            paid: paid.as_deref(),
            moment,
        };
        let check = |rule: &'static CheckItem| {
            let question = rule.answer.as_deref().and_then(Question::from_name);
            let tick = tick(&rule.id);
            let is_ticked = self.campaigns.book.is_ticked(moment.day, &tick);
            let answer = question.and_then(|question| answer(question, of, &ground));
            Check { tick, what: What::Rule(&rule.title), answer, is_ticked }
        };
        CHECKS.iter().filter(|rule| rule.when == when).map(check).collect()
    }

    fn today(&self) -> Option<Day> {
        self.moment.map(|moment| moment.day)
    }

    /// What phrases name that may be said today: the campaign that is on, else what the settings say.
    pub(super) fn campaign_label(&self) -> String {
        let on = self.today().and_then(|today| self.campaigns.book.label(today));
        on.or(self.settings.shop.get(CAMPAIGN)).unwrap_or_default().to_owned()
    }

    /// The phrases of packs that wait for a campaign's phase.
    pub(super) fn resting(&self) -> HashSet<PhraseId> {
        let packs = self.today().map(|today| self.campaigns.book.resting(today)).unwrap_or_default();
        let resting = |one: &&Shown| packs.contains(one.pack.as_str());
        let phrases = self.shown_phrases.iter().filter(|_| !packs.is_empty());
        phrases.filter(resting).map(|one| one.phrase.id.clone()).collect()
    }

    /// What a campaign that is on tells of itself: its name and its end. Before and after there is none to speak of.
    pub(super) fn campaign_facts(&self) -> Facts {
        let mut facts = Facts::default();
        let on = self.campaigns_on().into_iter().find(|(_, phase)| *phase == Phase::During);
        if let Some((campaign, phase)) = on {
            facts.set(CAMPAIGN, &campaign.name);
            if let Some(last) = campaign.last_day(phase) {
                let end = match self.settings.language {
                    Language::Chinese => format!("{}月{}日24点", last.month, last.day),
                    Language::English => format!("{} 24:00", last.print()),
                };
                facts.set(CAMPAIGN_END, &end);
            }
        }
        facts
    }
}

#[cfg(test)]
mod tests;
