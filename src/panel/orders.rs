//! What the order that a talk shows wants said, and the unpaid orders that were seen since the panel opened, in talks and in
//! files of orders, to be urged once each. In memory only: a buyer's order is kept by a click, as a follow-up. Part of
//! [`update`](super::update()); [`care::order_steps`](crate::care::order_steps) says what and when, this what a click does.
//!
//! The shop's stored orders feed nothing here: they are packed, without names and states. `of_file` takes those of a file
//! while it is read.

mod of_file;
mod step;

pub(super) use of_file::read_file;
pub use step::Step;

use super::{
    dom::Control, effect::Effect, follow_ups, notice::Notice, own_text, shop_files::answer::FileOrder, state::State,
    update::Action,
};
use crate::{
    care::{
        ledger::{Addition, FollowUp},
        order_steps::{self, When, is_urged},
        promise::Kind,
    },
    chat::{ConversationId, OrderState},
    cross_sell::timing::Topic,
    day::Moment,
    shop::ItemId,
};

/// Unpaid orders that are remembered of talks, and as many of files: those of a busy day. The oldest go.
const MOST: usize = 100;
/// Minutes after which an order that is kept as a follow-up is brought up, where it could be urged now.
const KEPT_MINUTES: i32 = 60;

/// An unpaid order that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaid {
    /// What it is called here.
    pub id: u32,
    /// Whose talk; empty while only a file told of it.
    pub conversation: ConversationId,
    /// The buyer, as the page or the file names them.
    pub buyer: String,
    /// The order's number.
    pub order: String,
    /// What is to be paid, in fen.
    pub amount: Option<u64>,
    /// What the talk was about, or the file says.
    item: Option<ItemId>,
    /// What the file calls that.
    pub title: String,
    /// When it was placed, where a file tells it, for that is on no card; else when it was seen first.
    pub seen: Moment,
    /// A file told of it.
    pub is_of_file: bool,
    /// What was done about it, and when.
    pub done: Option<(Done, Moment)>,
    /// The agent said that it was not urged, whatever the talk looks like.
    is_back: bool,
}

/// What was done about an unpaid order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was urged.
    Urged,
    /// It is kept as a follow-up.
    Kept,
    /// It is not to be urged.
    LeftOut,
}

/// The unpaid orders that were seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Orders {
    unpaid: Vec<Unpaid>,
    next: u32,
    /// The newest orders of the file that was read last.
    of_file: Vec<FileOrder>,
    /// Those about which something was done are listed.
    pub shows_done: bool,
}

/// What the agent does about the order of one talk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepWork {
    /// The order and its state that this is about; another one begins anew.
    of: Option<(String, OrderState)>,
    /// The text that the agent chose, by its name; the best one where that can't be said, and where none was chosen.
    text: String,
    /// Nothing more is to be said.
    is_away: bool,
}

impl Orders {
    /// Forgets what was seen of a buyer.
    pub(super) fn forget(&mut self, buyer: &str) {
        self.unpaid.retain(|one| one.buyer != buyer);
        self.of_file.retain(|one| one.buyer.is_empty() || one.buyer != buyer);
    }

    /// Takes one more; of too many of its kind the oldest goes.
    fn add(&mut self, one: Unpaid) {
        let mut same = self.unpaid.iter().enumerate().filter(|(_, known)| known.is_of_file == one.is_of_file);
        let oldest = same.next().map(|(place, _)| place).filter(|_| same.count() + 1 >= MOST);
        if let Some(oldest) = oldest {
            self.unpaid.remove(oldest);
        }
        self.next = self.next.wrapping_add(1);
        self.unpaid.push(Unpaid { id: self.next, ..one });
    }
}

/// Something happened with orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderAction {
    /// Say it by the text of this name.
    Text(String),
    /// Put the text into the page.
    Say,
    /// It needs nothing said; or it does after all.
    Away(bool),
    /// Urge the order of this name: insert where its talk is open, else copy.
    Urge(u32),
    /// Nothing was done about it after all.
    Back(u32),
    /// It is not to be urged.
    Drop(u32),
    /// Keep it as a follow-up.
    Keep(u32),
    /// List those about which something was done, or don't.
    Fold,
}

/// Sees the orders of the open talk: which are unpaid, which no longer are, which were urged.
pub(super) fn see(state: &mut State) {
    let (Some(now), conversation) = (state.moment, &state.conversation) else { return };
    if conversation.id.0.is_empty() || state.settings.is_own(&conversation.buyer) {
        return;
    }
    let catalog = &state.selling.shop.catalog;
    let item = Topic::of(conversation, catalog).item().and_then(|item| catalog.get(item)).map(|item| item.id.clone());
    let seen = &mut state.buyers.orders;
    for order in order_steps::orders(conversation) {
        let urged = is_urged(conversation, order.row).then_some((Done::Urged, now));
        let is_it = |one: &Unpaid| {
            one.order == order.number && (one.conversation == conversation.id || one.conversation.0.is_empty())
        };
        let known = seen.unpaid.iter().position(is_it);
        match (known, order.state) {
            (Some(place), OrderState::Unpaid) => {
                let Some(one) = seen.unpaid.get_mut(place) else { continue };
                if one.conversation.0.is_empty() {
                    (one.conversation, one.buyer) = (conversation.id.clone(), conversation.buyer.clone());
                }
                if !one.is_back && !matches!(one.done, Some((Done::Urged, _))) {
                    one.done = urged.or(one.done);
                }
            }
            (Some(place), _) => drop(seen.unpaid.remove(place)),
            (None, OrderState::Unpaid) if !seen.is_settled(order.number) => seen.add(Unpaid {
                id: 0,
                conversation: conversation.id.clone(),
                buyer: conversation.buyer.clone(),
                order: order.number.to_owned(),
                amount: order.amount,
                item: item.clone(),
                title: String::new(),
                seen: now,
                is_of_file: false,
                done: urged,
                is_back: false,
            }),
            (None, _) => {}
        }
    }
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: OrderAction) -> Vec<Effect> {
    match action {
        OrderAction::Text(text) => state.work.step = StepWork { text, ..state.step_work() },
        OrderAction::Say => return say(state),
        OrderAction::Away(is_away) => state.work.step = StepWork { is_away, ..state.step_work() },
        OrderAction::Urge(id) => return urge(state, id),
        OrderAction::Back(id) => {
            if let Some(one) = state.buyers.orders.unpaid.iter_mut().find(|one| one.id == id) {
                (one.done, one.is_back) = (None, true);
            }
        }
        OrderAction::Drop(id) => {
            let place = state.unpaid().iter().position(|(one, _)| one.id == id);
            // It stays known, or the next look at the talk would bring it back.
            mark(state, id, Done::LeftOut);
            return place.and_then(|place| next(state, place)).into_iter().collect();
        }
        OrderAction::Keep(id) => return keep(state, id),
        OrderAction::Fold => state.buyers.orders.shows_done = !state.buyers.orders.shows_done,
    }
    Vec::new()
}

fn mark(state: &mut State, id: u32, done: Done) {
    if let Some(one) = state.buyers.orders.unpaid.iter_mut().find(|one| one.id == id) {
        one.done = state.moment.map(|now| (done, now));
    }
}

/// To the entry that took a place, so that the keyboard can go on.
fn next(state: &State, place: usize) -> Option<Effect> {
    let last = state.unpaid().len().checked_sub(1)?;
    Some(Effect::Focus(unpaid_id(place.min(last))))
}

/// The first control of an entry, by its place.
pub(super) fn unpaid_id(place: usize) -> String {
    format!("unpaid-{place}")
}

/// Puts the text of the open talk's step into the page.
fn say(state: &mut State) -> Vec<Effect> {
    let Some(Step { suggestion, when: When::Now, is_done: false, .. }) = state.order_step() else { return Vec::new() };
    let effects = own_text::say(state, suggestion);
    if effects.is_empty() {
        return effects;
    }
    let work = StepWork { is_away: true, ..state.step_work() };
    let mut unpaid = state.buyers.orders.unpaid.iter_mut();
    let is_it = |one: &&mut Unpaid| {
        one.conversation == state.conversation.id && work.of.as_ref().is_some_and(|(number, _)| *number == one.order)
    };
    if let Some(one) = unpaid.find(is_it) {
        one.done = state.moment.map(|now| (Done::Urged, now));
    }
    state.work.step = work;
    effects
}

/// Urges an order of the list.
fn urge(state: &mut State, id: u32) -> Vec<Effect> {
    let found = state.unpaid().into_iter().enumerate().find(|(_, (one, _))| one.id == id);
    let Some((place, (one, When::Now))) = found else { return Vec::new() };
    let is_open = state.is_open(one);
    let Some((_, suggestion)) = state.urging(one) else { return Vec::new() };
    let mut effects = if is_open { own_text::say(state, suggestion) } else { own_text::copy(state, &suggestion) };
    if !effects.is_empty() {
        mark(state, id, Done::Urged);
        // What is asked for first has the focus.
        let asks = effects.iter().any(|effect| matches!(effect, Effect::Focus(_)));
        effects.extend(next(state, place).filter(|_| !asks));
    }
    effects
}

fn keep(state: &mut State, id: u32) -> Vec<Effect> {
    let (Some(now), Some((one, when))) = (state.moment, state.unpaid().into_iter().find(|(one, _)| one.id == id))
    else {
        return Vec::new();
    };
    let due = match when {
        When::From(at) => at,
        When::Now | When::Over => now.after(KEPT_MINUTES),
    };
    let (buyer, note) = (one.buyer.clone(), super::view::unpaid_note(one.amount, state.settings.language));
    let name = follow_ups::name(state);
    let follow_up = FollowUp::new(name, Kind::CallBack, &note, &buyer, Some(due), now);
    match state.ledger.add(follow_up) {
        Addition::Kept => {
            mark(state, id, Done::Kept);
            state.notice = Some(Notice::FollowUpKept);
            vec![Effect::KeepFollowUps(state.ledger.clone())]
        }
        Addition::Known => Vec::new(),
        Addition::Full => {
            state.notice = Some(Notice::FollowUpsFull);
            Vec::new()
        }
    }
}

/// What a control of the view does.
pub(super) fn named(control: Control<'_>) -> Option<OrderAction> {
    let id = control.name.parse();
    Some(match control.action {
        "order_text" => OrderAction::Text(control.name.into()),
        "order_say" => OrderAction::Say,
        "order_away" => OrderAction::Away(true),
        "order_again" => OrderAction::Away(false),
        "order_urge" => OrderAction::Urge(id.ok()?),
        "order_back" => OrderAction::Back(id.ok()?),
        "order_drop" => OrderAction::Drop(id.ok()?),
        "order_keep" => OrderAction::Keep(id.ok()?),
        "order_fold" => OrderAction::Fold,
        _ => return None,
    })
}

impl From<OrderAction> for Action {
    fn from(action: OrderAction) -> Self {
        Self::Orders(action)
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_files;
