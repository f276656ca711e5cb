//! After-sales matters and the six steps in which each is settled. Part of [`care`](super): the panel asks what a buyer's turn
//! [points at](Guide::propose), the agent opens a case, and [`Progress`] remembers how far it is. Nobody is led: any step may
//! be skipped, any case be changed or closed.
//!
//! The matters are data (`src/rules/after_sales.json`).

use super::check::pattern::{Line, Patterns};
use crate::rules::{self, AfterSalesRules, CaseRule, CaseStepRule, Title};
use std::sync::LazyLock;

/// A step of a case, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseStep {
    /// Take it up.
    Contact,
    /// Find out what is so.
    Verify,
    /// Soothe and apologise.
    Soothe,
    /// Agree what is to be done.
    Agree,
    /// See to it that it is done.
    FollowUp,
    /// Note it where others find it.
    Record,
}

impl CaseStep {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Contact, Self::Verify, Self::Soothe, Self::Agree, Self::FollowUp, Self::Record];

    /// The name in the rules and the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Verify => "verify",
            Self::Soothe => "soothe",
            Self::Agree => "agree",
            Self::FollowUp => "follow_up",
            Self::Record => "record",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// The name of a case in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(pub &'static str);

/// A step of a case.
pub type StepOf = (CaseId, CaseStep);

/// How far a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The case.
    pub case: CaseId,
    done: [bool; CaseStep::ALL.len()],
    /// The step that shows; none once all are done.
    pub shown: Option<CaseStep>,
}

impl Progress {
    /// A case in which nothing is done yet.
    #[must_use]
    pub const fn new(case: CaseId) -> Self {
        Self { case, done: [false; CaseStep::ALL.len()], shown: Some(CaseStep::Contact) }
    }

    /// True for a step that is done.
    #[must_use]
    pub fn is_done(&self, step: CaseStep) -> bool {
        self.done.get(step as usize) == Some(&true)
    }

    /// How many steps are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.iter().filter(|done| **done).count()
    }

    /// Notes that a step is done and shows the next one that isn't; or that it isn't done after all, and shows it.
    pub fn set(&mut self, step: CaseStep, is_done: bool) {
        if let Some(done) = self.done.get_mut(step as usize) {
            *done = is_done;
        }
        let open = |after: &CaseStep| !self.is_done(*after);
        // What was passed over comes up again only when nothing later is left.
        let next = || CaseStep::ALL.into_iter().filter(|other| *other > step).find(open);
        self.shown = if is_done { next().or_else(|| CaseStep::ALL.into_iter().find(open)) } else { Some(step) };
    }
}

/// The rules, compiled.
#[derive(Debug)]
pub struct Guide {
    rules: AfterSalesRules,
    /// By case, what the turn must have, if anything, and what it may not have.
    patterns: Vec<(Option<Patterns>, Patterns)>,
}

impl Guide {
    /// The shipped one.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Guide> = LazyLock::new(|| Guide::new(rules::after_sales()));
        &SHIPPED
    }

    fn new(rules: AfterSalesRules) -> Self {
        let compiled = |written: &[String]| {
            let mut patterns = Patterns::default();
            patterns.add(written.iter().map(String::as_str), &[]);
            patterns
        };
        let both = |case: &CaseRule| ((!case.signs.is_empty()).then(|| compiled(&case.signs)), compiled(&case.unless));
        let patterns = rules.cases.iter().map(both).collect();
        Self { rules, patterns }
    }

    /// All cases, in the order in which they are listed.
    pub fn cases(&'static self) -> impl Iterator<Item = (CaseId, &'static Title)> {
        self.rules.cases.iter().map(|case| (CaseId(&case.id), &case.title))
    }

    /// The case of that name.
    #[must_use]
    pub fn case(&'static self, name: &str) -> Option<CaseId> {
        self.rule(name).map(|case| CaseId(&case.id))
    }

    /// What the agent reads for a case.
    #[must_use]
    pub fn title(&self, case: CaseId) -> Option<&Title> {
        self.rule(case.0).map(|rule| &rule.title)
    }

    /// What the agent reads for a step.
    #[must_use]
    pub fn step_title(&self, step: CaseStep) -> Option<&Title> {
        self.rules.steps.iter().find(|named| named.id == step.name()).map(|named| &named.title)
    }

    /// What is done in a step of a case.
    #[must_use]
    pub fn step(&self, case: CaseId, step: CaseStep) -> Option<&CaseStepRule> {
        self.rule(case.0)?.steps.iter().find(|rule| rule.step == step.name())
    }

    /// What the buyer is to be asked for in a step.
    pub fn evidence<'a>(&'a self, step: &'a CaseStepRule) -> impl Iterator<Item = &'a Title> {
        let title = |id: &String| self.rules.evidence.iter().find(|named| named.id == *id).map(|named| &named.title);
        step.evidence.iter().filter_map(title)
    }

    /// The case that a buyer's turn points at, by what it asks for, the surest first.
    #[must_use]
    pub fn propose(&'static self, intents: &[&str], turn: &str) -> Option<CaseId> {
        let line = Line::of(turn);
        let has = |patterns: &Patterns| !patterns.find(&line).is_empty();
        let fits = |intent: &str| {
            let mut cases = self.rules.cases.iter().zip(&self.patterns);
            let found = cases.find(|(case, (signs, unless))| {
                case.intents.iter().any(|known| known == intent) && signs.as_ref().is_none_or(has) && !has(unless)
            });
            found.map(|(case, _)| CaseId(&case.id))
        };
        intents.iter().find_map(|intent| fits(intent))
    }

    fn rule(&self, name: &str) -> Option<&CaseRule> {
        self.rules.cases.iter().find(|case| case.id == name)
    }
}

#[cfg(test)]
mod tests;
