//! Where the agent is in the shop tab: its rooms, what is searched, the basket of the "what if" calculator. Part of
//! [`update`](super::update()).

use super::{
    effect::Effect,
    item_index::ItemIndex,
    rule_desk::{self, RuleAction, RuleDesk},
    selling,
    state::State,
};
use crate::{
    cross_sell::{Matrix, Shop},
    day::Day,
    library::search::SearchOptions,
    shop::{
        ItemId, Relation,
        health::{self, PromotionFinding},
    },
};
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

/// Items a page of the list shows.
pub(super) const PAGE: usize = 50;
/// Pieces that one line of the calculator may have: more are a slip.
const MOST_PIECES: u32 = 999;
/// The highest limit of an offer's price: ten times the item at hand is none any more.
const MOST_PERCENT: u16 = 1_000;

/// A room of the shop tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShopRoom {
    /// The catalogue.
    #[default]
    Items,
    /// What is bought together, the shop's own rules, and what it wants of an offer.
    Pairs,
    /// What sells.
    Sales,
    /// Promotions, what is wrong with them, and what a basket costs.
    Promotions,
    /// The files that it comes from.
    Files,
}

impl ShopRoom {
    /// In the order in which they stand.
    pub const ALL: [Self; 5] = [Self::Items, Self::Pairs, Self::Sales, Self::Promotions, Self::Files];

    /// The name in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Pairs => "pairs",
            Self::Sales => "sales",
            Self::Promotions => "promotions",
            Self::Files => "files",
        }
    }
}

/// Where the agent is in the shop tab.
#[derive(Debug, Clone, Default)]
pub struct ShopDesk {
    /// The room.
    pub room: ShopRoom,
    /// The item that is looked at, in the room of items.
    pub item: Option<ItemId>,
    /// What is searched for.
    pub query: String,
    /// Items that are listed.
    pub listed: usize,
    /// What the calculator reckons with.
    pub basket: Vec<(ItemId, u32)>,
    /// The rules.
    pub rules: RuleDesk,
    /// The cell of the matrix whose pairs are listed.
    pub cell: Option<(usize, usize)>,
    index: RefCell<ItemIndex>,
    matrix: OnceCell<Rc<Matrix>>,
    /// What is wrong with the promotions: of a large catalogue too long to look for at each key.
    findings: RefCell<Option<(Day, Rc<[PromotionFinding]>)>>,
}

/// What the shop wants of an offer, as [`Terms`](crate::cross_sell::Terms) has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Its `price_percent`.
    Price,
    /// Its `margin_percent`.
    Margin,
    /// Its `least_stock`.
    Stock,
}

impl Term {
    /// In the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Price, Self::Margin, Self::Stock];

    /// The name in the view.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Margin => "margin",
            Self::Stock => "stock",
        }
    }
}

/// Something happened in the shop tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopAction {
    /// Go to a room.
    Go(ShopRoom),
    /// Search the catalogue.
    Search(String),
    /// List more.
    More,
    /// Look at an item; at none for an empty id.
    Open(ItemId),
    /// Say how a second item relates to a first one, or that it doesn't, or leave it to what was learnt.
    Judge {
        /// The item that is looked at.
        item: ItemId,
        /// The other.
        other: ItemId,
        /// `None` takes the judgement back.
        relation: Option<Option<Relation>>,
    },
    /// So many pieces of an item in the calculator; none takes it out.
    Pieces(ItemId, u32),
    /// Empty the calculator.
    Clear,
    /// List the pairs of a cell of the matrix, or no longer.
    Cell(usize, usize),
    /// The shop wants this of an offer.
    Term(Term, u32),
    /// Something happened with the rules.
    Rule(RuleAction),
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: ShopAction) -> Vec<Effect> {
    let desk = &mut state.shop_desk;
    match action {
        ShopAction::Go(room) => {
            (desk.room, desk.item, desk.findings) = (room, None, RefCell::default());
            return vec![Effect::Focus(format!("room-{}", room.name()))];
        }
        ShopAction::Search(query) => (desk.query, desk.listed) = (query, PAGE),
        ShopAction::More => desk.listed = desk.listed.max(PAGE) + PAGE,
        ShopAction::Open(id) => desk.item = Some(id).filter(|id| !id.0.is_empty()),
        ShopAction::Judge { item, other, relation } => {
            match relation {
                Some(relation) => drop(state.settings.judged.insert((item, other), relation)),
                None => drop(state.settings.judged.remove(&(item, other))),
            }
            selling::advise(state);
            return vec![Effect::Save(state.settings.clone().into())];
        }
        ShopAction::Pieces(id, pieces) => {
            let pieces = pieces.min(MOST_PIECES);
            match desk.basket.iter().position(|(known, _)| *known == id) {
                Some(at) if pieces == 0 => drop(desk.basket.remove(at)),
                Some(at) => desk.basket.iter_mut().skip(at).take(1).for_each(|line| line.1 = pieces),
                None if pieces > 0 => desk.basket.push((id, pieces)),
                None => {}
            }
        }
        ShopAction::Clear => desk.basket.clear(),
        ShopAction::Cell(row, column) => desk.cell = Some((row, column)).filter(|cell| desk.cell != Some(*cell)),
        ShopAction::Term(term, number) => {
            let terms = &mut state.settings.terms;
            let percent = u16::try_from(number).unwrap_or(u16::MAX);
            match term {
                Term::Price => terms.price_percent = percent.min(MOST_PERCENT),
                Term::Margin => terms.margin_percent = percent.min(100),
                Term::Stock => terms.least_stock = number,
            }
            selling::advise(state);
            return vec![Effect::Save(state.settings.clone().into())];
        }
        ShopAction::Rule(action) => return rule_desk::update(state, action),
    }
    Vec::new()
}

impl ShopDesk {
    /// The shop changed, or what is known of the same items.
    pub(super) fn forget(&mut self, are_same_items: bool) {
        if !are_same_items {
            self.index = RefCell::default();
        }
        (self.findings, self.matrix, self.cell) = (RefCell::default(), OnceCell::new(), None);
    }
}

impl State {
    /// What is wrong with the promotions, as of when the agent came to their room or first looked today; nothing while no
    /// time is known.
    #[must_use]
    pub fn promotion_findings(&self) -> Rc<[PromotionFinding]> {
        let Some(moment) = self.moment else { return Rc::default() };
        let mut known = self.shop_desk.findings.borrow_mut();
        let known = match known.take() {
            Some((day, findings)) if day == moment.day => known.insert((day, findings)),
            _ => {
                let Shop { promotions, catalog, .. } = &*self.selling.shop;
                let findings = health::check(promotions, catalog.items(), moment, health::SOON);
                known.insert((moment.day, findings.into()))
            }
        };
        Rc::clone(&known.1)
    }

    /// What is bought together, category by category.
    #[must_use]
    pub fn matrix(&self) -> &Matrix {
        let Shop { catalog, learnt, .. } = &*self.selling.shop;
        self.shop_desk.matrix.get_or_init(|| Rc::new(Matrix::new(catalog, &learnt.partners)))
    }

    /// Makes a part of the search over the items; false when all of it is made. It changes nothing that shows.
    #[must_use]
    pub fn index_items(&self) -> bool {
        let (catalog, mut index) = (&self.selling.shop.catalog, self.shop_desk.index.borrow_mut());
        let is_open = !index.is_whole(catalog);
        if is_open {
            index.step(catalog);
        }
        is_open
    }

    /// The items that a query means, the best first; all in their order for an empty one. At most `limit`.
    #[must_use]
    pub fn find_items(&self, query: &str, limit: usize) -> Vec<u32> {
        let catalog = &self.selling.shop.catalog;
        if query.trim().is_empty() {
            return (0..u32::try_from(catalog.items().len().min(limit)).unwrap_or(0)).collect();
        }
        let options = SearchOptions { fuzzy_sounds: self.settings.fuzzy_sounds, limit };
        let mut index = self.shop_desk.index.borrow_mut();
        // Asked for before it was made in the background.
        while !index.is_whole(catalog) {
            index.step(catalog);
        }
        index.find(query, &options)
    }
}
