//! What the agent has typed into the page, and what is about to be put there, as [`check`](crate::care::check) looks at it.
//! Part of [`State`]; in memory only.

use super::{effect::Effect, notice::Notice, page, report, state::State, training};
use crate::{
    care::{
        check::{Finding, Ground, Kind, Severity, check},
        report::What,
    },
    cross_sell::timing::Topic,
    library::facts::Facts,
    shop::CatalogItem,
    wire::PageCommand,
};

/// What texts are held against while one view is drawn.
#[derive(Debug)]
pub struct Checking<'a> {
    state: &'a State,
    facts: Facts,
    item: Option<&'a CatalogItem>,
}

impl Checking<'_> {
    /// What is wrong with a text that is for the open conversation.
    #[must_use]
    pub fn check(&self, text: &str) -> Vec<Finding> {
        let state = self.state;
        // A shop's return address stands in its phrases, with a telephone; where its items are, in the catalogue.
        let is_link = |item: &CatalogItem, words: &str| item.link.as_deref().is_some_and(|link| link == words);
        let is_own = |words: &str| {
            state.shown_phrases.iter().any(|one| one.phrase.body.contains(words))
                || state.selling.shop.catalog.items().iter().any(|item| is_link(item, words))
        };
        let ground = Ground {
            conversation: &state.conversation,
            facts: &self.facts,
            item: self.item,
            promotions: &state.selling.shop.promotions,
            moment: state.moment,
            others: &state.buyers.names,
            policies: &state.policies,
            is_own: &is_own,
        };
        check(text, &ground)
    }
}

impl State {
    /// What texts are held against now.
    #[must_use]
    pub fn checking(&self) -> Checking<'_> {
        let catalog = &self.selling.shop.catalog;
        let item = Topic::of(&self.conversation, catalog).item().and_then(|item| catalog.get(item));
        Checking { state: self, facts: self.facts_of(&self.conversation), item }
    }
}

/// Says what the agent typed otherwise, as the finding in this place offers it.
pub(super) fn mend(state: &mut State, place: usize) -> Vec<Effect> {
    let draft = state.typed.clone();
    let Some(finding) = state.checking().check(&draft).into_iter().nth(place) else { return Vec::new() };
    let mend = finding.mend.and_then(|mend| Some((draft.get(mend.place.clone())?.to_owned(), mend)));
    let Some((words, mend)) = mend else { return Vec::new() };
    if state.rehearses() {
        return training::retype(state, mend.of(&draft)).unwrap_or_default();
    }
    // How often the words stand behind: a place in the page's input box is told by them, for editors count otherwise.
    let behind = draft.get(mend.place.end..).map_or(0, |rest| rest.matches(words.as_str()).count());
    let asked = page::insert(state, mend.text, words);
    report::mends(state, finding.kind, &asked);
    let with_place = |effect| match effect {
        Effect::Send(PageCommand::Insert { request, id, last_row, text, replace, .. }) => {
            let behind = u32::try_from(behind).unwrap_or(0);
            Effect::Send(PageCommand::Mend { request, id, last_row, text, replace, behind })
        }
        other => other,
    };
    asked.into_iter().map(with_place).collect()
}

/// True for a text that is held back the first time: it would be punished, or name somebody else. The agent is told why,
/// and choosing it again puts it in.
pub(super) fn is_held_back(state: &mut State, text: &str) -> bool {
    let held = state.work.held.take();
    if held.as_deref() == Some(text) {
        return false;
    }
    let is_grave = |finding: &Finding| finding.severity == Severity::Grave && finding.kind != Kind::Team;
    let Some(finding) = state.checking().check(text).into_iter().find(is_grave) else { return false };
    let words = text.get(finding.place.clone()).unwrap_or_default().to_owned();
    report::count(state, What::Held, finding.kind.name());
    state.work.held = Some(text.to_owned());
    state.notice = Some(Notice::Held { why: finding.why, words });
    true
}
