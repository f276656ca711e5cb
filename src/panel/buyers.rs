//! What the agent notes of buyers, by clicks alone: written in the talk, kept, given out, erased with all that is about one
//! buyer; old buyers who are due. Part of [`update`](super::update()); [`care::buyers`](crate::care::buyers) keeps the
//! order, this says what a click does.

mod erase;
mod old;

pub use erase::Erased;
pub use old::Old;
pub(super) use old::old_id;

use super::{
    dom::Control,
    effect::Effect,
    link::Link,
    orders::{self, Orders},
    state::State,
    update::Action,
};
use crate::{
    care::buyers::{
        Buyer, BuyerKey, Buyers, Keeping, RecordId,
        about::{About, Field},
        due::Reached,
        hints::hints,
    },
    day::Day,
    library::Language,
    wire::Missing,
};

/// Names that are remembered: the talks of a day, of which an agent mixes up the last dozen.
const MOST_NAMES: usize = 100;

/// What the agent does about the record of one buyer, in memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuyerWork {
    /// The record shows in full.
    pub is_open: bool,
    /// What is being written, before it is kept.
    pub writing: Option<About>,
    /// The hints show.
    pub shows_hints: bool,
    /// Hints that the agent ticked.
    pub ticked: Vec<String>,
}

/// What the panel knows of buyers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuyerDesk {
    /// What is noted of them.
    pub records: Buyers,
    /// The list of all records shows.
    pub is_open: bool,
    /// What is looked for in it.
    pub query: String,
    /// Unpaid orders that were seen. In memory only.
    pub orders: Orders,
    /// What buyers are called whose talks were open, the latest last. In memory only.
    pub names: Vec<String>,
}

impl BuyerDesk {
    /// With what is kept.
    #[must_use]
    pub fn new(records: Buyers) -> Self {
        Self { records, ..Self::default() }
    }

    /// Remembers what the buyer of an open talk is called.
    pub(super) fn meet(&mut self, name: &str) {
        if name.is_empty() || self.names.last().is_some_and(|last| last == name) {
            return;
        }
        self.names.retain(|known| known != name);
        let over = (self.names.len() + 1).saturating_sub(MOST_NAMES);
        self.names.drain(..over);
        self.names.push(name.to_owned());
    }
}

/// Something happened with notes on buyers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyerAction {
    /// Show the record in full, or not.
    Fold,
    /// Write it.
    Write,
    /// A field of the record of this name is now this.
    Type(RecordId, Field, String),
    /// Keep what was written.
    Save,
    /// Don't.
    Cancel,
    /// Show the hints, or don't.
    Hints,
    /// Tick a hint, or don't.
    Tick(String),
    /// Write the ticked hints into the note.
    NoteHints,
    /// Take the day that the shop's orders know.
    TakeDay,
    /// Erase all about the buyer of this record.
    Erase(RecordId),
    /// Put back what was erased last.
    PutBack,
    /// Give out all about the buyer of this record.
    Export(RecordId),
    /// Say an old buyer the text for them: insert where their talk is open, else copy.
    Say(RecordId),
    /// What became of an old buyer.
    Reach(RecordId, Reach),
    /// It did not, after all.
    Unreach,
    /// Show the list of all records, or don't.
    List,
    /// Look for a name in it.
    Search(String),
    /// Days for which records are kept.
    Days(String),
    /// As they are kept, with what another panel did.
    Read(Buyers),
    /// Time went by.
    Look,
}

/// What can become of an old buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// They were written to.
    Written,
    /// They came back.
    Back,
    /// They are left out.
    Out,
}

/// What there is to say of notes on buyers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyerNotice {
    /// It is kept; what finds a person was taken out, if it was.
    Kept(bool),
    /// There is no room.
    Full,
    /// All about a buyer was erased; it can be put back.
    Erased(Box<Erased>),
    /// It is noted what became of an old buyer, of whom something else was noted before.
    Reached(RecordId, Reached),
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: BuyerAction) -> Vec<Effect> {
    match action {
        BuyerAction::Fold => state.work.buyer.is_open = !state.work.buyer.is_open,
        BuyerAction::Write => {
            if let Some(key) = state.buyer_key() {
                let id = key.id();
                let about = state.buyers.records.get(&id).map(|buyer| buyer.about.clone()).unwrap_or_default();
                state.work.buyer.writing = Some(about);
                return vec![Effect::Focus(field_id(Field::Note, &id))];
            }
        }
        BuyerAction::Type(id, field, text) => {
            // Left while another talk was opened, it is about nobody there.
            let is_open = state.buyer_key().is_some_and(|key| key.id() == id);
            if let Some(about) = state.work.buyer.writing.as_mut().filter(|_| is_open) {
                about.write(field, &text);
            }
        }
        BuyerAction::Save => return save(state),
        BuyerAction::Cancel => state.work.buyer = BuyerWork::default(),
        BuyerAction::Hints => state.work.buyer.shows_hints = !state.work.buyer.shows_hints,
        BuyerAction::Tick(hint) => {
            let ticked = &mut state.work.buyer.ticked;
            match ticked.iter().position(|known| *known == hint) {
                Some(place) => drop(ticked.remove(place)),
                None => ticked.push(hint),
            }
        }
        BuyerAction::NoteHints => note_hints(state),
        BuyerAction::TakeDay => {
            let day = state.first_known().map(Day::print);
            if let Some((about, day)) = state.work.buyer.writing.as_mut().zip(day) {
                about.write(Field::FirstBought, &day);
            }
        }
        BuyerAction::Erase(id) => return erase::erase(state, &id),
        BuyerAction::PutBack => return erase::put_back(state),
        BuyerAction::Export(id) => return erase::export(state, &id),
        BuyerAction::Say(id) => return old::say(state, &id),
        BuyerAction::Reach(id, reach) => return old::reach(state, &id, reach),
        BuyerAction::Unreach => return old::undo(state),
        BuyerAction::List => state.buyers.is_open = !state.buyers.is_open,
        BuyerAction::Search(query) => state.buyers.query = query,
        BuyerAction::Days(days) => {
            // Nothing typed keeps what was set; what is no number, too.
            if let Ok(days) = days.trim().parse() {
                state.settings.buyer_days = days;
                let mut effects = vec![Effect::Save(Box::new(state.settings.clone()))];
                effects.extend(expire(state));
                return effects;
            }
        }
        BuyerAction::Read(buyers) => state.buyers.records = buyers,
        BuyerAction::Look => return expire(state).into_iter().collect(),
    }
    Vec::new()
}

/// Drops what was kept for as long as the shop wants.
fn expire(state: &mut State) -> Option<Effect> {
    let (today, days) = (state.moment?.day, state.settings.buyer_days);
    state.buyers.records.expire(today, days).then(|| keep(state))
}

fn keep(state: &State) -> Effect {
    Effect::KeepBuyers(state.buyers.records.clone())
}

fn save(state: &mut State) -> Vec<Effect> {
    let (Some(key), Some(now)) = (state.buyer_key(), state.moment) else { return Vec::new() };
    let Some(about) = state.work.buyer.writing.clone() else { return Vec::new() };
    let kept = state.buyers.records.keep(&key, about.cleaned(), now);
    if kept == Keeping::Full {
        state.notice = Some(super::Notice::Buyers(BuyerNotice::Full));
        return Vec::new();
    }
    state.work.buyer = BuyerWork::default();
    let mut effects = vec![Effect::Focus("buyer-note".into())];
    if kept == Keeping::Kept {
        state.notice = Some(super::Notice::Buyers(BuyerNotice::Kept(about.names_someone())));
        effects.push(keep(state));
    }
    effects
}

/// Writes the ticked hints into the note, as words of the agent's that may be changed before they are kept.
fn note_hints(state: &mut State) {
    let language = state.settings.language;
    let work = &mut state.work.buyer;
    let ticked = hints().iter().filter(|hint| work.ticked.contains(&hint.id));
    let titles = ticked.map(|hint| if language == Language::Chinese { &hint.title.zh } else { &hint.title.en });
    let titles: Vec<&str> = titles.map(String::as_str).collect();
    let Some(about) = work.writing.as_mut().filter(|_| !titles.is_empty()) else { return };
    let (begin, comma) = if language == Language::Chinese { ("留意：", "、") } else { ("Careful: ", ", ") };
    let before = about.get(Field::Note).trim_end();
    let space = if before.is_empty() { "" } else { " " };
    let note = [before, space, begin, &titles.join(comma)].concat();
    about.write(Field::Note, &note);
    work.ticked.clear();
    work.shows_hints = false;
}

/// The element of a field of a record; another record's is another element, so that nothing typed for one comes to another.
#[must_use]
pub(super) fn field_id(field: Field, id: &RecordId) -> String {
    format!("buyer-{}-{}", field.name(), id.0)
}

impl State {
    /// Who is in the open talk, if a page names them so that they can't be taken for another.
    #[must_use]
    pub fn buyer_key(&self) -> Option<BuyerKey> {
        let Link::Attached { adapter } = &self.link else { return None };
        let name = &self.conversation.buyer;
        let is_unsure = self.missing.iter().any(|missing| matches!(missing, Missing::Name | Missing::Twin));
        let is_nobody = is_unsure || self.answers_by_hand() || self.settings.is_own(name);
        BuyerKey::new(adapter, name).filter(|_| !is_nobody)
    }

    /// What is noted of whom, those that were changed last first, whose name holds what is looked for.
    #[must_use]
    pub fn noted(&self) -> Vec<&Buyer> {
        let query = self.buyers.query.trim().to_lowercase();
        let mut found: Vec<_> =
            self.buyers.records.kept().filter(|buyer| buyer.key.name.to_lowercase().contains(&query)).collect();
        crate::sorting::sort_by_key(&mut found, |buyer| std::cmp::Reverse((buyer.changed, &buyer.key)));
        found
    }

    /// True if something is noted for longer than the shop wants.
    #[must_use]
    pub fn has_lapsed_notes(&self) -> bool {
        self.moment.is_some_and(|now| self.buyers.records.lapses(now.day, self.settings.buyer_days))
    }

    /// The day of the first purchase of the open talk's buyer that the shop's packed orders know of. They go back for half
    /// a year, and hold no names: it is found by the buyer's number.
    #[must_use]
    pub fn first_known(&self) -> Option<Day> {
        self.bought(&self.buyer_key()?).into_iter().min()
    }

    /// The days on which a buyer bought, as far as the shop's packed orders know.
    fn bought(&self, key: &BuyerKey) -> Vec<Day> {
        let number = self.selling.key.as_ref().and_then(|shop| shop.buyer_shown(&key.name));
        let bought = number.map(|number| self.selling.shop.learnt.bought.of(number)).unwrap_or_default();
        bought.iter().filter_map(|purchase| Day::from_count(purchase.day)).collect()
    }
}

/// What a control of the view does about a buyer or an order.
pub(super) fn action(control: Control<'_>) -> Option<Action> {
    named(control).map(Action::from).or_else(|| orders::named(control).map(Action::from))
}

fn named(control: Control<'_>) -> Option<BuyerAction> {
    let Control { action, name, value, .. } = control;
    let id = || RecordId(name.into());
    Some(match action {
        "buyer_fold" => BuyerAction::Fold,
        "buyer_write" => BuyerAction::Write,
        "buyer_type" => {
            let (field, id) = name.split_once(':')?;
            BuyerAction::Type(RecordId(id.into()), Field::from_name(field)?, value.into())
        }
        "buyer_save" => BuyerAction::Save,
        "buyer_cancel" => BuyerAction::Cancel,
        "buyer_hints" => BuyerAction::Hints,
        "buyer_tick" => BuyerAction::Tick(name.into()),
        "buyer_note_hints" => BuyerAction::NoteHints,
        "buyer_take_day" => BuyerAction::TakeDay,
        "buyer_erase" => BuyerAction::Erase(id()),
        "buyer_put_back" => BuyerAction::PutBack,
        "buyer_export" => BuyerAction::Export(id()),
        "buyer_say" => BuyerAction::Say(id()),
        "buyer_written" => BuyerAction::Reach(id(), Reach::Written),
        "buyer_back" => BuyerAction::Reach(id(), Reach::Back),
        "buyer_out" => BuyerAction::Reach(id(), Reach::Out),
        "buyer_unreach" => BuyerAction::Unreach,
        "buyer_list" => BuyerAction::List,
        "buyer_search" => BuyerAction::Search(value.into()),
        "buyer_days" => BuyerAction::Days(value.into()),
        _ => return None,
    })
}

impl From<BuyerAction> for Action {
    fn from(action: BuyerAction) -> Self {
        Self::Buyers(action)
    }
}

#[cfg(test)]
mod tests;
