//! The way of the shop's files into the panel: chosen, read by a worker, planned, confirmed, kept, learnt from. Part of
//! [`update`](super::update()); [`answer`] is the door to the worker, and nothing of the shop changes before the agent says so.

pub mod answer;

use super::{
    effect::Effect,
    orders,
    shop_desk::ShopRoom,
    state::{State, Tab},
    update::Action,
};
use answer::{Failure, Lacking, Mapping, Plan, Progress, Remembered, ShopAnswer};

/// Drop the file.
const CANCEL: ShopFileEffect = ShopFileEffect::Order { name: "cancel", value: "" };
/// Header rows whose mapping is remembered: a shop has a handful of exports.
const REMEMBERED: usize = 40;

/// What is known of the shop's files.
#[derive(Debug, Clone, Default)]
pub struct ShopFiles {
    /// The names of all files that were chosen; the browser has the files in the same places.
    pub files: Vec<String>,
    /// The place of the one that [`Self::step`] is about, and after it of the next one.
    pub at: usize,
    /// Where that one is.
    pub step: Step,
    /// What becomes of what is kept and not in the file.
    pub absent: Absent,
    /// The file that was kept last, and whether it can be undone.
    pub done: Option<(Plan, bool)>,
    /// What is learnt, of how much, while the worker learns.
    pub learning: Option<(u64, u64)>,
    /// Kept parts that can't be read any more, by their names.
    pub lost: Vec<String>,
    /// What the agent said about columns, by the header row.
    pub remembered: Vec<Remembered>,
    /// The mapping with which the file is being read.
    mapping: Mapping,
}

/// Where a file is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Step {
    /// Nothing is on its way.
    #[default]
    Idle,
    /// It is being read.
    Reading(Progress),
    /// It is read, and put to what is kept.
    Planning,
    /// It is not wanted any more, and the worker has not said yet that it stopped.
    Stopping,
    /// A column is missing; with the agent's choice, a header by its field.
    Columns(Lacking, Vec<(String, String)>),
    /// What it would do.
    Planned(Plan),
    /// It is being kept.
    Keeping,
    /// Nothing of it was read or kept.
    Failed(Failure),
}

/// What becomes of items, charts and sets that are kept and not in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Absent {
    /// They stay.
    #[default]
    Stay,
    /// Items are off the shelf from now on.
    OffShelf,
    /// They go.
    Go,
}

impl Absent {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Stay, Self::OffShelf, Self::Go];

    /// The name that the worker knows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stay => "stay",
            Self::OffShelf => "off_shelf",
            Self::Go => "go",
        }
    }
}

/// Something happened with the shop's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopFileAction {
    /// Files were chosen, by name.
    Chosen(Vec<String>),
    /// The worker says this.
    Answer(String),
    /// Read no further, and none of the files that wait.
    Cancel,
    /// The column of a field has this header; none when it is empty.
    Column {
        /// The field.
        field: String,
        /// The header.
        header: String,
    },
    /// The file holds this kind.
    Kind(String),
    /// Read the file again with the columns that were chosen.
    ReadMapped,
    /// Read it again in this encoding.
    ReadAs(String),
    /// What becomes of what is not in the file.
    Absent(String),
    /// Do what the plan says.
    Apply,
    /// Not this file.
    PutAway,
    /// Take back what was kept last.
    Undo,
    /// What was said about columns in earlier days, and what of the shop can't be read.
    Remembered(String),
    /// Kept parts that can't be read any more.
    Lost(Vec<String>),
}

/// Something for the browser to do with the shop's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopFileEffect {
    /// Have the file in this place read.
    Read {
        /// Its place among those that were chosen.
        place: usize,
        /// What its columns mean.
        mapping: String,
        /// How its characters are written; found out when empty.
        encoding: String,
    },
    /// Tell the worker.
    Order {
        /// What to do.
        name: &'static str,
        /// With what.
        value: &'static str,
    },
    /// Remember what the agent said about columns.
    Remember(String),
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: ShopFileAction) -> Vec<Effect> {
    let files = &mut state.shop_files;
    let effects = match action {
        ShopFileAction::Chosen(names) => {
            (state.tab, state.shop_desk.room) = (Tab::Shop, ShopRoom::Files);
            files.chosen(names)
        }
        ShopFileAction::Answer(json) => {
            let mut answer = answer::read(&json);
            if let (ShopAnswer::Plan(plan, _, orders), true) = (&mut answer, files.step != Step::Stopping) {
                plan.unpaid = orders::read_file(state, std::mem::take(orders));
            }
            state.shop_files.heard(answer)
        }
        ShopFileAction::Cancel => {
            if matches!(files.step, Step::Reading(_) | Step::Planning) {
                files.step = Step::Stopping;
                vec![CANCEL]
            } else {
                Vec::new()
            }
        }
        ShopFileAction::Column { field, header } => {
            if let Step::Columns(_, chosen) = &mut files.step {
                chosen.retain(|(known, _)| *known != field);
                if !header.is_empty() {
                    chosen.push((field, header));
                }
            }
            Vec::new()
        }
        ShopFileAction::Kind(kind) => match &files.step {
            Step::Columns(..) => {
                let mapping = Mapping { kind, columns: Vec::new() };
                files.read(mapping, String::new())
            }
            _ => Vec::new(),
        },
        ShopFileAction::ReadMapped => files.read_mapped(),
        ShopFileAction::ReadAs(encoding) => {
            let mapping = files.mapping.clone();
            if matches!(files.step, Step::Failed(_)) { files.read(mapping, encoding) } else { Vec::new() }
        }
        ShopFileAction::Absent(name) => {
            files.absent = Absent::ALL.into_iter().find(|absent| absent.name() == name).unwrap_or_default();
            Vec::new()
        }
        ShopFileAction::Apply => files.apply(),
        ShopFileAction::PutAway => {
            let was_planned = matches!(files.step, Step::Planned(_));
            let mut effects = if was_planned { vec![CANCEL] } else { Vec::new() };
            if was_planned || matches!(files.step, Step::Columns(..) | Step::Failed(_)) {
                effects.extend(files.next());
            }
            effects
        }
        ShopFileAction::Undo => {
            let can = files.step == Step::Idle && files.done.as_ref().is_some_and(|(_, can)| *can);
            if can {
                files.step = Step::Keeping;
                vec![ShopFileEffect::Order { name: "undo", value: "" }]
            } else {
                Vec::new()
            }
        }
        ShopFileAction::Remembered(text) => {
            files.remembered = answer::read_remembered(&text);
            Vec::new()
        }
        ShopFileAction::Lost(lost) => {
            files.lost = lost;
            Vec::new()
        }
    };
    effects.into_iter().map(Effect::Shop).collect()
}

impl ShopFiles {
    /// Whether a file is on its way, so that others wait.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        !matches!(self.step, Step::Idle | Step::Failed(_))
    }

    /// The file that it is about.
    #[must_use]
    pub fn name(&self) -> &str {
        self.files.get(self.at).map_or("", String::as_str)
    }

    fn chosen(&mut self, names: Vec<String>) -> Vec<ShopFileEffect> {
        let first = self.files.len();
        self.files.extend(names);
        if self.is_busy() || first == self.files.len() {
            return Vec::new();
        }
        self.at = first;
        self.read(Mapping::default(), String::new())
    }

    /// Reads the file that it is about.
    fn read(&mut self, mapping: Mapping, encoding: String) -> Vec<ShopFileEffect> {
        self.step = Step::Reading(Progress::default());
        self.absent = Absent::Stay;
        self.mapping = mapping;
        vec![ShopFileEffect::Read { place: self.at, mapping: answer::print_mapping(&self.mapping), encoding }]
    }

    /// Goes on with the next file, if one waits.
    fn next(&mut self) -> Vec<ShopFileEffect> {
        self.step = Step::Idle;
        self.at = (self.at + 1).min(self.files.len());
        if self.at < self.files.len() { self.read(Mapping::default(), String::new()) } else { Vec::new() }
    }

    fn read_mapped(&mut self) -> Vec<ShopFileEffect> {
        let Step::Columns(lacking, chosen) = &self.step else { return Vec::new() };
        let mut mapping = Mapping { kind: lacking.kind.clone(), columns: self.mapping.columns.clone() };
        for (field, header) in chosen {
            mapping.columns.retain(|(known, _)| known != field);
            mapping.columns.push((field.clone(), header.clone()));
        }
        let headers = lacking.seen.clone();
        self.remembered.retain(|known| known.headers != headers);
        self.remembered.insert(0, Remembered { headers, mapping: mapping.clone() });
        self.remembered.truncate(REMEMBERED);
        let mut effects = vec![ShopFileEffect::Remember(answer::print_remembered(&self.remembered))];
        effects.extend(self.read(mapping, String::new()));
        effects
    }

    fn apply(&mut self) -> Vec<ShopFileEffect> {
        let Step::Planned(plan) = &self.step else { return Vec::new() };
        self.done = Some((plan.clone(), false));
        self.step = Step::Keeping;
        vec![ShopFileEffect::Order { name: "apply", value: self.absent.name() }]
    }

    fn heard(&mut self, answer: ShopAnswer) -> Vec<ShopFileEffect> {
        match answer {
            ShopAnswer::Reading(progress) if matches!(self.step, Step::Reading(_)) => {
                self.step = Step::Reading(progress);
            }
            ShopAnswer::Planning if matches!(self.step, Step::Reading(_)) => self.step = Step::Planning,
            // It came before the worker heard that it is not wanted.
            ShopAnswer::Plan(..) if self.step == Step::Stopping => {}
            ShopAnswer::Plan(plan, lost, _) => {
                self.lost = lost;
                self.step = Step::Planned(plan);
            }
            ShopAnswer::Lacking(lacking) => {
                let known = self.remembered.iter().find(|known| known.headers == lacking.seen);
                // Not twice: what was said once may be wrong for this file.
                if let Some(known) =
                    known.filter(|known| self.mapping == Mapping::default() && known.mapping != self.mapping)
                {
                    let mapping = known.mapping.clone();
                    return self.read(mapping, String::new());
                }
                self.step = Step::Columns(lacking, Vec::new());
            }
            ShopAnswer::Cancelled if self.step == Step::Stopping => {
                self.step = Step::Idle;
                self.at = self.files.len();
            }
            ShopAnswer::Kept(can_undo) => {
                let was_undone = self.done.as_ref().is_some_and(|(_, could)| *could);
                if was_undone {
                    self.done = None;
                    self.step = Step::Idle;
                    return Vec::new();
                }
                if let Some((_, can)) = &mut self.done {
                    *can = can_undo;
                }
                return self.next();
            }
            ShopAnswer::Failed(failure) => {
                if self.step == Step::Keeping {
                    self.done = None;
                }
                self.learning = None;
                self.step = Step::Failed(failure);
            }
            ShopAnswer::Learning(done, of) => self.learning = Some((done, of)),
            ShopAnswer::Learnt => self.learning = None,
            ShopAnswer::Reading(_) | ShopAnswer::Planning | ShopAnswer::Cancelled | ShopAnswer::Other => {}
        }
        Vec::new()
    }
}

impl From<ShopFileAction> for Action {
    fn from(action: ShopFileAction) -> Self {
        Self::ShopFile(action)
    }
}

#[cfg(test)]
mod tests;
