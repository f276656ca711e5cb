//! The shop's own rules as the agent writes them: if … then offer …. Part of [`shop_desk`](super::shop_desk).

use super::{dom::Control, effect::Effect, selling, state::State};
use crate::{
    chat::Stage,
    cross_sell::HandRule,
    shop::{ItemId, Relation, Scope},
};
use std::collections::BTreeSet;

/// Rules that are kept: more than anybody oversees.
const MOST: usize = 100;

/// Where the agent is with the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleDesk {
    /// The rule that is being written.
    pub draft: Option<Draft>,
    /// The rule that was removed last, with where it stood.
    pub removed: Option<(usize, HandRule)>,
}

/// A rule that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// As it is so far.
    pub rule: HandRule,
    /// The rule that it takes the place of, as it was: its place may change meanwhile. None for a new one.
    pub before: Option<HandRule>,
    /// What is searched for the items at hand and for those offered.
    pub queries: [String; 2],
}

/// The two lists of items that a rule has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The items at hand.
    When,
    /// What is offered.
    Offer,
}

/// Something happened with the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleAction {
    /// Write a new one, for this item, or for any where the id is empty.
    New(ItemId),
    /// Write the one in this place anew.
    Edit(usize),
    /// Put the one in this place before the one above it.
    Up(usize),
    /// Remove the one in this place.
    Remove(usize),
    /// Put back the one that was removed last.
    PutBack,
    /// It holds for these.
    When(Scope),
    /// Search an item for a side.
    Find(Side, String),
    /// Add an item to a side, or take it out.
    Toggle(Side, ItemId),
    /// As what it offers.
    Relation(Relation),
    /// It holds in this stage, or no longer.
    Stage(Stage),
    /// Nothing behind it is looked at, or is.
    Stops,
    /// Keep it.
    Keep,
    /// Don't.
    Cancel,
}

impl Side {
    /// The name in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Offer => "offer",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::When, Self::Offer].into_iter().find(|side| side.name() == name)
    }
}

impl Draft {
    fn new(item: ItemId) -> Self {
        let when = if item.0.is_empty() { Scope::All } else { Scope::Items([item].into()) };
        let rule =
            HandRule { when, stages: Vec::new(), offer: Vec::new(), relation: Relation::Complement, stops: false };
        Self { rule, before: None, queries: Default::default() }
    }

    /// Whether it says what to offer, and for what.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.rule.offer.is_empty() && self.rule.when != Scope::Items(BTreeSet::new())
    }

    /// What is searched on a side.
    #[must_use]
    pub fn query(&self, side: Side) -> &str {
        let [when, offer] = &self.queries;
        if side == Side::When { when } else { offer }
    }
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: RuleAction) -> Vec<Effect> {
    let desk = &mut state.shop_desk.rules;
    let rules = &mut state.settings.rules;
    match action {
        RuleAction::New(item) if rules.len() < MOST => {
            desk.draft = Some(Draft::new(item));
            state.shop_desk.room = super::ShopRoom::Pairs;
            return vec![Effect::Focus("rule-when".into())];
        }
        RuleAction::New(_) => {}
        RuleAction::Edit(at) => {
            let rule = rules.get(at).cloned();
            desk.draft = rule.map(|rule| Draft { before: Some(rule.clone()), rule, queries: Default::default() });
            return vec![Effect::Focus("rule-when".into())];
        }
        RuleAction::Up(at) if at > 0 && at < rules.len() => {
            rules.swap(at - 1, at);
            return keep(state);
        }
        RuleAction::Up(_) => {}
        RuleAction::Remove(at) if at < rules.len() => {
            desk.removed = Some((at, rules.remove(at)));
            desk.draft = None;
            return keep(state);
        }
        RuleAction::Remove(_) => {}
        RuleAction::PutBack => {
            if let Some((at, rule)) = desk.removed.take() {
                rules.insert(at.min(rules.len()), rule);
                return keep(state);
            }
        }
        RuleAction::Keep => {
            let Some(Draft { rule, before, .. }) = desk.draft.take_if(|draft| draft.is_complete()) else {
                return Vec::new();
            };
            match rules.iter_mut().find(|known| Some(&**known) == before.as_ref()) {
                Some(place) => *place = rule,
                None => rules.push(rule),
            }
            desk.removed = None;
            return [keep(state), vec![Effect::Focus("rule-new".into())]].concat();
        }
        RuleAction::Cancel => {
            desk.draft = None;
            return vec![Effect::Focus("rule-new".into())];
        }
        change => desk.draft.iter_mut().for_each(|draft| write(draft, &change)),
    }
    Vec::new()
}

/// Changes the rule that is being written.
fn write(draft: &mut Draft, change: &RuleAction) {
    let Draft { rule, queries: [for_when, for_offer], .. } = draft;
    match change {
        RuleAction::When(scope) => rule.when = scope.clone(),
        RuleAction::Find(Side::When, query) => for_when.clone_from(query),
        RuleAction::Find(Side::Offer, query) => for_offer.clone_from(query),
        RuleAction::Toggle(Side::When, id) => {
            if let Scope::Items(items) = &mut rule.when
                && !items.remove(id)
            {
                items.insert(id.clone());
                for_when.clear();
            }
        }
        RuleAction::Toggle(Side::Offer, id) => match rule.offer.iter().position(|known| known == id) {
            Some(at) => drop(rule.offer.remove(at)),
            None => {
                rule.offer.push(id.clone());
                for_offer.clear();
            }
        },
        RuleAction::Relation(relation) => rule.relation = *relation,
        RuleAction::Stage(stage) => match rule.stages.iter().position(|known| known == stage) {
            Some(at) => drop(rule.stages.remove(at)),
            None => rule.stages.push(*stage),
        },
        RuleAction::Stops => rule.stops = !rule.stops,
        _ => {}
    }
}

fn keep(state: &mut State) -> Vec<Effect> {
    selling::advise(state);
    vec![Effect::Save(state.settings.clone().into())]
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<RuleAction> {
    let Control { action, slot, name, value, .. } = control;
    let at = usize::from(slot);
    Some(match action {
        "rule_new" => RuleAction::New(ItemId(name.into())),
        "rule_edit" => RuleAction::Edit(at),
        "rule_up" => RuleAction::Up(at),
        "rule_remove" => RuleAction::Remove(at),
        "rule_put_back" => RuleAction::PutBack,
        // A category's name stands behind a slash, which no other value begins with.
        "rule_when" => RuleAction::When(match value.strip_prefix('/') {
            Some(category) => Scope::Category(category.into()),
            None if value == "items" => Scope::Items(BTreeSet::new()),
            None => Scope::All,
        }),
        "rule_find" => RuleAction::Find(Side::from_name(name)?, value.into()),
        "rule_item" => {
            let (side, id) = name.split_once('\n')?;
            RuleAction::Toggle(Side::from_name(side)?, ItemId(id.into()))
        }
        "rule_relation" => RuleAction::Relation(Relation::from_name(value).unwrap_or(Relation::Complement)),
        "rule_stage" => RuleAction::Stage(Stage::ALL.into_iter().find(|stage| stage.name() == name)?),
        "rule_stops" => RuleAction::Stops,
        "rule_keep" => RuleAction::Keep,
        "rule_cancel" => RuleAction::Cancel,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::{Action, ShopAction, update, view::tests::shop_states::selling};

    fn act(state: &mut State, action: RuleAction) -> Vec<Effect> {
        update(state, Action::ShopTab(ShopAction::Rule(action)))
    }

    fn id(place: u32) -> ItemId {
        ItemId(format!("70000{place}"))
    }

    #[test]
    fn a_rule_is_written_kept_followed_and_taken_back() {
        let mut state = selling("好的，我要这套，怎么下单");
        assert_eq!(state.selling.offers[0].item, 2);
        act(&mut state, RuleAction::New(id(0)));
        assert_eq!(act(&mut state, RuleAction::Keep), [], "it offers nothing yet");
        act(&mut state, RuleAction::Find(Side::Offer, "蜡烛".into()));
        act(&mut state, RuleAction::Toggle(Side::Offer, id(4)));
        act(&mut state, RuleAction::Relation(Relation::Extension));
        act(&mut state, RuleAction::Stops);
        let effects = act(&mut state, RuleAction::Keep);
        assert!(matches!(effects.as_slice(), [Effect::Save(settings), Effect::Focus(_)] if settings.rules.len() == 1));
        let offered = |state: &State| state.selling.offers.iter().map(|offer| offer.item).collect::<Vec<_>>();
        assert_eq!(offered(&state), [4]);
        act(&mut state, RuleAction::Remove(0));
        assert_eq!(offered(&state)[0], 2);
        act(&mut state, RuleAction::PutBack);
        assert_eq!(offered(&state), [4]);
    }

    #[test]
    fn a_rule_that_moves_while_it_is_changed_takes_no_others_place() {
        let mut state = selling("好的，我要这套，怎么下单");
        for offered in [3, 4] {
            act(&mut state, RuleAction::New(ItemId::default()));
            act(&mut state, RuleAction::Toggle(Side::Offer, id(offered)));
            act(&mut state, RuleAction::Keep);
        }
        act(&mut state, RuleAction::Edit(0));
        act(&mut state, RuleAction::Stops);
        act(&mut state, RuleAction::Up(1));
        act(&mut state, RuleAction::Keep);
        let rules: Vec<_> = state.settings.rules.iter().map(|rule| (rule.offer.clone(), rule.stops)).collect();
        assert_eq!(rules, [(vec![id(4)], false), (vec![id(3)], true)]);
    }

    #[test]
    fn a_rule_is_changed_in_its_place_and_goes_up() {
        let mut state = selling("好的，我要这套，怎么下单");
        for offered in [3, 4] {
            act(&mut state, RuleAction::New(ItemId::default()));
            act(&mut state, RuleAction::Toggle(Side::Offer, id(offered)));
            act(&mut state, RuleAction::Keep);
        }
        act(&mut state, RuleAction::Edit(0));
        act(&mut state, RuleAction::When(Scope::Items(BTreeSet::new())));
        assert_eq!(act(&mut state, RuleAction::Keep), [], "for no item");
        act(&mut state, RuleAction::Toggle(Side::When, id(1)));
        act(&mut state, RuleAction::Stage(Stage::Payment));
        act(&mut state, RuleAction::Keep);
        act(&mut state, RuleAction::Up(1));
        act(&mut state, RuleAction::Up(0));
        act(&mut state, RuleAction::Up(9));
        let rules: Vec<_> = state.settings.rules.iter().map(|rule| (rule.offer.clone(), rule.stages.len())).collect();
        assert_eq!(rules, [(vec![id(4)], 0), (vec![id(3)], 1)]);
        act(&mut state, RuleAction::Edit(7));
        assert_eq!(act(&mut state, RuleAction::Remove(7)), []);
    }
}
