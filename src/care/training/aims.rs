//! What a reply of a rehearsal was to do, and whether it did: by the words of the reply, by what a phrase of the shop's that
//! says the same answers, by its findings, by the time. Part of [`training`](super).

use crate::{
    care::check::{
        Finding, Severity,
        pattern::{Line, Patterns},
    },
    library::IntentId,
    rules::{self, AimRule, SceneRule, SceneStep},
};
use std::sync::LazyLock;

/// Something that a reply is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To say something.
    Said(&'static AimRule),
    /// To say nothing that harms.
    Clean,
    /// To come within so many seconds.
    InTime(u32),
}

/// Whether a reply did what it was to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// What it was to do.
    pub aim: Aim,
    /// It did.
    pub is_met: bool,
}

/// The rules, ready to judge.
pub(super) struct Aims {
    rules: Vec<AimRule>,
    /// Of each rule, in their order.
    patterns: Patterns,
    pub(super) scenes: Vec<SceneRule>,
}

pub(super) static AIMS: LazyLock<Aims> = LazyLock::new(|| {
    let rules::SceneRules { aims, scenes } = rules::scenes();
    let mut patterns = Patterns::default();
    aims.iter().for_each(|rule| patterns.add(rule.patterns.iter().map(String::as_str), &rule.except));
    Aims { rules: aims, patterns, scenes }
});

/// What a reply is to do in a step, what it says before what holds of all.
pub(super) fn of(step: &SceneStep) -> Vec<Aim> {
    let said = step.aims.iter().filter_map(|id| AIMS.rules.iter().find(|rule| rule.id == *id)).map(Aim::Said);
    said.chain([Aim::Clean]).chain((step.seconds > 0).then_some(Aim::InTime(step.seconds))).collect()
}

/// Whether a reply did it.
pub(super) fn judge(
    step: &SceneStep,
    text: &str,
    intents: &[IntentId],
    findings: &[Finding],
    waited: Option<u64>,
) -> Vec<Judged> {
    let said = said(text);
    let is_met = |aim: &Aim| match aim {
        Aim::Said(rule) => does(rule, &said, intents),
        Aim::Clean => findings.iter().all(|finding| finding.severity == Severity::Hint),
        Aim::InTime(seconds) => waited.is_none_or(|waited| waited <= u64::from(*seconds)),
    };
    of(step).into_iter().map(|aim| Judged { aim, is_met: is_met(&aim) }).collect()
}

/// The first suggestion that does all of what is to be said.
pub(super) fn best(step: &SceneStep, suggested: Vec<(String, Vec<IntentId>)>) -> Option<String> {
    let does_all = |(text, intents): &(String, Vec<IntentId>)| {
        let said = said(text);
        of(step).iter().all(|aim| !matches!(aim, Aim::Said(rule) if !does(rule, &said, intents)))
    };
    suggested.into_iter().find(does_all).map(|(text, _)| text)
}

fn does(rule: &AimRule, said: &[&str], intents: &[IntentId]) -> bool {
    said.contains(&rule.id.as_str()) || rule.intents.iter().any(|intent| intents.contains(intent))
}

/// The names of what a reply says.
pub(super) fn said(text: &str) -> Vec<&'static str> {
    let line = Line::of(text);
    let first = first_sentence(text);
    let rule = |owner: usize| AIMS.rules.get(owner);
    let found = AIMS.patterns.find(&line).into_iter().filter_map(|found| {
        let rule = rule(found.owner)?;
        (!rule.is_first || line.bytes(&found.place).start < first).then_some(rule.id.as_str())
    });
    found.collect()
}

/// Where the first sentence ends, in bytes. A full stop ends one only before a space: "1.5" does not.
fn first_sentence(text: &str) -> usize {
    let text_begins = text.len() - text.trim_start().len();
    let rest = text.get(text_begins..).unwrap_or_default();
    let signs = rest.find(['。', '！', '!', '？', '?', '；', ';', '\n', '～', '~', '…']);
    let ends = [signs, rest.find(". ")].into_iter().flatten().min();
    text_begins + ends.unwrap_or(rest.len())
}
