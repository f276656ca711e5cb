//! Looks at a draft before it is sent: what advertising law and platforms forbid, what hurts, what the shop's own data
//! contradicts, what belongs to somebody else. Part of [`care`](super); the [`panel`](crate::panel) asks it while the agent types
//! and before every insertion. It tells and offers to mend, the agent decides.
//!
//! Rules are data (`src/rules/checks.json`) in the language of `pattern`; `claims` holds what they say against the shop's
//! data, `talk` against this talk; `contact` knows ways out of the platform that are no words.

mod claims;
mod contact;
pub(in crate::care) mod pattern;
mod talk;

use crate::{
    chat::Conversation,
    day::Moment,
    library::{
        facts::{self, Facts},
        lint::LONGEST,
        policy::Policy,
        template::Template,
    },
    rules::{self, CheckRule, Title},
    shop::{CatalogItem, Promotion},
    sorting::sort_by_key,
    text::{Script, script},
};
use pattern::{Found, Line, Patterns};
use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

/// Findings of one draft that are told; who reads more mends none.
const MOST: usize = 8;

/// Something wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing it is.
    pub kind: Kind,
    /// How grave.
    pub severity: Severity,
    /// The words, in bytes of the draft.
    pub place: Range<usize>,
    /// Why it should not be said.
    pub why: Why,
    /// What one click makes of it.
    pub mend: Option<Mend>,
}

/// A draft said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// What is said otherwise, in bytes of the draft.
    pub place: Range<usize>,
    /// What stands there then.
    pub text: String,
}

impl Mend {
    /// The draft, mended.
    #[must_use]
    pub fn of(&self, draft: &str) -> String {
        let (before, behind) = (draft.get(..self.place.start), draft.get(self.place.end..));
        before.zip(behind).map_or_else(|| draft.to_owned(), |(before, behind)| [before, &self.text, behind].concat())
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It could be said better.
    Hint,
    /// It may harm.
    Warning,
    /// It is punished, or reaches the buyer as nonsense.
    Grave,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An absolute claim.
    Absolute,
    /// A promised effect.
    Effect,
    /// Contact or payment outside the platform.
    Contact,
    /// Paying for reviews.
    Reward,
    /// Denying what the buyer sees.
    Denial,
    /// Blaming the buyer.
    Blame,
    /// Impatience.
    Irritation,
    /// A bare word.
    Cold,
    /// 你 and 我 where 您 and 我们 fit.
    Pronoun,
    /// Scarcity without stock behind it.
    Scarcity,
    /// Something that the shop's data contradict.
    Contradiction,
    /// Too long for a chat.
    TooLong,
    /// A placeholder without a value.
    OpenGap,
    /// The same text as before.
    Repeated,
    /// Personal data that are not of this talk.
    Private,
    /// A word that the team does not want to be said.
    Team,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Absolute,
        Self::Effect,
        Self::Contact,
        Self::Reward,
        Self::Denial,
        Self::Blame,
        Self::Irritation,
        Self::Cold,
        Self::Pronoun,
        Self::Scarcity,
        Self::Contradiction,
        Self::TooLong,
        Self::OpenGap,
        Self::Repeated,
        Self::Private,
        Self::Team,
    ];

    /// The name in rules, counters and the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Effect => "effect",
            Self::Contact => "contact",
            Self::Reward => "reward",
            Self::Denial => "denial",
            Self::Blame => "blame",
            Self::Irritation => "irritation",
            Self::Cold => "cold",
            Self::Pronoun => "pronoun",
            Self::Scarcity => "scarcity",
            Self::Contradiction => "contradiction",
            Self::TooLong => "too_long",
            Self::OpenGap => "open_gap",
            Self::Repeated => "repeated",
            Self::Private => "private",
            Self::Team => "team",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// True for words that law or platform forbid, whatever the shop's data say.
    #[must_use]
    pub const fn is_forbidden(self) -> bool {
        matches!(self, Self::Absolute | Self::Effect | Self::Contact | Self::Reward)
    }
}

/// Why something should not be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A rule says so.
    Rule(&'static Title),
    /// The item costs this, in fen.
    Price(u64),
    /// So many pieces of the item cost this, in fen, with all that the shop takes off.
    Sum(u32, u64),
    /// There are so many pieces.
    Stock(u32),
    /// The item is sold before it is there.
    Presale,
    /// The shop says of the dispatch: this.
    Dispatch(String),
    /// The shop sends by this courier.
    Courier(String),
    /// No promotion of the shop gives anything along.
    NoGift,
    /// So many characters.
    Length(usize),
    /// The gap of this name is open.
    Gap(String),
    /// It was said in this talk.
    Said,
    /// It stands nowhere in this talk.
    NotOfThisTalk,
    /// Another buyer is called so.
    OtherBuyer,
    /// The team does not want it to be said.
    Team,
}

/// What a draft is held against.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The talk that it is for.
    pub conversation: &'a Conversation,
    /// What the shop, the talk and the agent say.
    pub facts: &'a Facts,
    /// What the talk is about.
    pub item: Option<&'a CatalogItem>,
    /// What the shop takes off.
    pub promotions: &'a [Promotion],
    /// The agent's local time.
    pub moment: Option<Moment>,
    /// What other buyers are called.
    pub others: &'a [String],
    /// The rules of the teams.
    pub policies: &'a BTreeMap<String, Policy>,
    /// True for words that stand in a phrase or the catalogue of the shop's: its own address, telephone and links.
    pub is_own: &'a dyn Fn(&str) -> bool,
}

struct Rule {
    kind: Kind,
    severity: Severity,
    rule: CheckRule,
}

struct Checks {
    rules: Vec<Rule>,
    patterns: Patterns,
}

static CHECKS: LazyLock<Checks> = LazyLock::new(|| {
    let mut checks = Checks { rules: Vec::new(), patterns: Patterns::default() };
    for rule in rules::checks() {
        let Some(kind) = Kind::from_name(&rule.kind) else { continue };
        let severity = match rule.severity.as_str() {
            "grave" => Severity::Grave,
            "warning" => Severity::Warning,
            _ => Severity::Hint,
        };
        checks.patterns.add(rule.patterns.iter().chain(&rule.patterns_en).map(String::as_str), &rule.except);
        checks.rules.push(Rule { kind, severity, rule });
    }
    checks
});

/// What is wrong with a draft, the gravest first. The same draft on the same ground gives the same findings.
#[must_use]
pub fn check(draft: &str, ground: &Ground<'_>) -> Vec<Finding> {
    let line = Line::of(draft);
    let mut findings: Vec<Finding> = Vec::new();
    let claims = claims::Claims::read(&line, ground);
    for found in CHECKS.patterns.find(&line) {
        let Some(rule) = CHECKS.rules.get(found.owner) else { continue };
        if rule.kind == Kind::Scarcity && claims.bear_out(&found.place) {
            continue;
        }
        findings.push(told(draft, &line, rule, &found));
    }
    findings.extend(claims.contradicted(&line));
    findings.extend(contact::ways_out(draft, &line, ground));
    findings.extend(talk::said_before(draft, &line, ground));
    findings.extend(talk::strangers(draft, ground));
    findings.extend(talk::other_names(draft, ground));
    findings.extend(team(&line, ground));
    findings.extend(open_gaps(draft));
    let length = draft.trim().chars().count();
    if length > LONGEST {
        findings.push(Finding {
            kind: Kind::TooLong,
            severity: Severity::Hint,
            place: 0..draft.len(),
            why: Why::Length(length),
            mend: None,
        });
    }
    sort_by_key(&mut findings, |finding| (std::cmp::Reverse(finding.severity), finding.place.start, finding.kind));
    findings.truncate(MOST);
    findings
}

fn told(draft: &str, line: &Line, rule: &'static Rule, found: &Found) -> Finding {
    let place = line.bytes(&found.place);
    let words = draft.get(place.clone()).unwrap_or_default();
    let bare = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let instead = rule.rule.instead.get(bare).map(|text| Mend { place: place.clone(), text: text.clone() });
    let softer = || {
        let softer = rule.rule.softer.as_ref()?;
        let is_english = matches!(script(draft), Script::Latin(_));
        let text = if is_english { &softer.en } else { &softer.zh };
        Some(Mend { place: line.bytes(&line.sentence(&found.place)), text: text.clone() })
    };
    let mend = instead.or_else(softer);
    Finding { kind: rule.kind, severity: rule.severity, place, why: Why::Rule(&rule.rule.why), mend }
}

/// Gaps that a buyer would read as they are written.
fn open_gaps(draft: &str) -> Vec<Finding> {
    let template = Template::parse(draft);
    let open = template.gaps().filter(|gap| facts::known(&gap.name).is_some());
    let finding = |name: &str| {
        let start = draft.find(&["{", name].concat()).or_else(|| draft.find('{'))?;
        let end = draft.get(start..)?.find('}').map_or(draft.len(), |end| start + end + 1);
        let why = Why::Gap(name.to_owned());
        Some(Finding { kind: Kind::OpenGap, severity: Severity::Grave, place: start..end, why, mend: None })
    };
    open.filter_map(|gap| finding(&gap.name)).collect()
}

fn team(line: &Line, ground: &Ground<'_>) -> Vec<Finding> {
    let words = ground.policies.values().flat_map(|policy| &policy.forbidden);
    let mut findings = Vec::new();
    for word in words {
        let mut patterns = Patterns::default();
        patterns.add([word.word.replace(' ', "_").as_str()].into_iter(), &word.except);
        findings.extend(patterns.find(line).into_iter().map(|found| {
            let place = line.bytes(&found.place);
            let text = Some(&word.instead).filter(|text| !text.is_empty());
            let mend = text.map(|text| Mend { place: place.clone(), text: text.clone() });
            let severity = if word.blocks { Severity::Grave } else { Severity::Warning };
            Finding { kind: Kind::Team, severity, place, why: Why::Team, mend }
        }));
    }
    findings
}

#[cfg(test)]
mod tests;
