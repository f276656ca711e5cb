//! What the shop's data can answer of a checklist by themselves, so that nobody looks for it. Part of [`campaign`](super).

use super::{Campaign, Phase};
use crate::{
    day::Moment,
    library::{Phrase, validity::same},
    shop::{CatalogItem, Promotion, Stock, health::PromotionFinding},
};

/// Names that are told; who wants all of them goes to the shop tab.
const TOLD: usize = 3;

/// Minutes after which an order that isn't sent is late: 48 hours, in which Taobao and Pinduoduo want sent what is in stock
/// (延迟发货); counted from when it was placed, for that is what files of orders tell.
const STUCK: i64 = 48 * 60;

/// Something that the shop's data can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Are the items on the shelf and in stock?
    Shelf,
    /// Do the promotions hold?
    Promotions,
    /// Do those hold that the phase has ready?
    Planned,
    /// Is there a phrase that names the campaign?
    Labelled,
    /// Does a phrase speak of what is over?
    Expired,
    /// Is something overdue that was promised?
    Overdue,
    /// Is an order stuck that was paid?
    Stuck,
}

/// What they answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// How many are as they should be.
    pub fine: usize,
    /// How many are not.
    pub wrong: usize,
    /// The names of the first of those.
    pub names: Vec<String>,
}

/// What the shop knows.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Its items.
    pub items: &'a [CatalogItem],
    /// What it takes off.
    pub promotions: &'a [Promotion],
    /// What is wrong with that.
    pub findings: &'a [PromotionFinding],
    /// Its phrases.
    pub phrases: &'a [&'a Phrase],
    /// What is overdue.
    pub overdue: usize,
    /// Orders that are paid and not sent, by number, with when they were placed; `None` where no file told of any.
    pub paid: Option<&'a [(&'a str, Option<Moment>)]>,
    /// Now.
    pub moment: Moment,
}

impl Question {
    /// Reads the name in the rules.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "shelf" => Self::Shelf,
            "promotions" => Self::Promotions,
            "planned" => Self::Planned,
            "labelled" => Self::Labelled,
            "expired" => Self::Expired,
            "overdue" => Self::Overdue,
            "stuck" => Self::Stuck,
            _ => return None,
        })
    }
}

impl Answer {
    /// Nothing is left to be done.
    #[must_use]
    pub const fn is_fine(&self) -> bool {
        self.wrong == 0
    }

    fn of<'a>(all: usize, wrong: impl Iterator<Item = &'a str>) -> Self {
        let mut answer = Self { fine: all, ..Self::default() };
        for name in wrong {
            answer.wrong += 1;
            if answer.names.len() < TOLD && !answer.names.iter().any(|known| known == name) {
                answer.names.push(name.to_owned());
            }
        }
        answer.fine = all.saturating_sub(answer.wrong);
        answer
    }
}

/// What the shop's data answer; `None` where they say nothing. A phase's questions need the campaign.
#[must_use]
pub fn answer(question: Question, of: Option<(&Campaign, Phase)>, ground: &Ground<'_>) -> Option<Answer> {
    let Ground { items, promotions, phrases, .. } = *ground;
    match question {
        Question::Shelf => {
            let is_gone = |item: &&CatalogItem| !item.on_shelf || item.stock == Stock::Pieces(0);
            let gone = items.iter().filter(is_gone).map(|item| item.title.as_str());
            (!items.is_empty()).then(|| Answer::of(items.len(), gone))
        }
        Question::Promotions => {
            let title = |found: &PromotionFinding| promotions.iter().find(|one| one.id == found.promotion);
            let mut wrong: Vec<_> = ground.findings.iter().filter_map(title).map(|one| one.title.as_str()).collect();
            wrong.dedup();
            (!promotions.is_empty()).then(|| Answer::of(promotions.len(), wrong.into_iter()))
        }
        Question::Planned => {
            let (campaign, phase) = of?;
            // What is to hold while it is on is looked at before, too.
            let phase = if phase == Phase::Before { Phase::During } else { phase };
            let (first, last) = (campaign.first_day(phase)?, campaign.last_day(phase)?);
            let holds = |one: &Promotion| {
                one.from.is_none_or(|from| from.day <= first) && one.until.is_none_or(|until| last <= until.day)
            };
            let planned = &campaign.plan(phase).promotions;
            let wrong = planned.iter().filter_map(|id| match promotions.iter().find(|one| one.id == *id) {
                Some(one) => (!holds(one)).then_some(one.title.as_str()),
                None => Some(id.0.as_str()),
            });
            (!planned.is_empty()).then(|| Answer::of(planned.len(), wrong))
        }
        Question::Labelled => {
            let (campaign, phase) = of?;
            let phase = if phase == Phase::Before { Phase::During } else { phase };
            let label = campaign.label(phase);
            let named = phrases.iter().filter(|phrase| same(&phrase.validity.campaign, label)).count();
            (!label.is_empty()).then(|| match named {
                0 => Answer { wrong: 1, names: vec![label.to_owned()], ..Answer::default() },
                named => Answer { fine: named, ..Answer::default() },
            })
        }
        Question::Expired => {
            let today = ground.moment.day;
            let is_over = |phrase: &&&Phrase| phrase.validity.until.is_some_and(|until| until < today);
            let dated = phrases.iter().filter(|phrase| phrase.validity.until.is_some()).count();
            let over = phrases.iter().filter(is_over).map(|phrase| phrase.name());
            Some(Answer::of(dated, over))
        }
        Question::Stuck => {
            let paid = ground.paid?;
            let is_stuck = |placed: &Option<Moment>| placed.is_some_and(|at| ground.moment.minutes_since(at) > STUCK);
            Some(Answer::of(paid.len(), paid.iter().filter(|(_, placed)| is_stuck(placed)).map(|(number, _)| *number)))
        }
        Question::Overdue => Some(Answer { wrong: ground.overdue, ..Answer::default() }),
    }
}
