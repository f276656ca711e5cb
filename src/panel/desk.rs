//! The library tab's side of [`update`](super::update()): finding, writing, sharing. What is seen stands in [`Desk`];
//! every change of the library is an edit that can be undone.

use super::{
    state::State,
    update::{Effect, advise, rebuild, use_phrase},
};
use crate::library::{
    Language, PhraseId,
    collection::Shown,
    edit::Change,
    history::StepKind,
    kept_pack::Owner,
    order,
    pack_file::{self, PackError},
    phrase_fields,
    plan::{Plan, plan},
    record::{DELETED, ORDER},
};
use serde_json::{Value, json};

/// Rows of one page of a list: 5,000 at once would take 300 ms of layout.
pub(super) const PAGE: usize = 100;
/// Days after which an unused phrase is listed as such.
pub(super) const UNUSED_DAYS: u64 = 90;

/// What the library tab shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Room {
    /// The phrases that match.
    #[default]
    List,
    /// A phrase, to be written.
    Editor(PhraseId),
    /// The packs: import, export, who looks after them.
    Packs,
    /// What an import would do.
    Plan(Box<Plan>),
    /// Edits made apart, to be chosen from.
    Conflicts,
}

/// Which phrases are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All that are not put away.
    #[default]
    All,
    /// Those of a pack.
    Pack(String),
    /// Those not used for [`UNUSED_DAYS`].
    Unused,
    /// Those that the agent put away.
    Hidden,
}

impl Scope {
    /// The name in the view.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Pack(id) => format!("pack:{id}"),
            Self::Unused => "unused".into(),
            Self::Hidden => "hidden".into(),
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "unused" => Self::Unused,
            "hidden" => Self::Hidden,
            _ => name.strip_prefix("pack:").map_or(Self::All, |id| Self::Pack(id.to_owned())),
        }
    }
}

/// Where the agent is in the library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desk {
    /// What shows.
    pub room: Room,
    /// The search box.
    pub query: String,
    /// Which phrases are listed.
    pub scope: Scope,
    /// The folder whose phrases are listed, with those below; empty for all.
    pub group: String,
    /// Rows listed so far.
    pub rows: usize,
    /// A field as it is being typed: for the preview, before it is kept.
    pub typed: Option<(String, String)>,
    /// The editor's parts that are unfolded.
    pub unfolded: Vec<String>,
}

/// Something happened in the library tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryAction {
    /// The search box says this.
    Search(String),
    /// List these.
    Scope(Scope),
    /// List this folder.
    Group(String),
    /// List more rows.
    More,
    /// Insert a phrase; with open gaps, ask for them first.
    Use(PhraseId),
    /// Open a phrase in the editor.
    Open(PhraseId),
    /// Begin a new phrase.
    New,
    /// Go to the list, to the packs, to the conflicts.
    Go(&'static str),
    /// A field is being typed.
    Typed {
        /// The field.
        field: String,
        /// Its text so far.
        text: String,
    },
    /// A field has this text now.
    Set {
        /// The field.
        field: String,
        /// Its text.
        text: String,
    },
    /// A label of a list is chosen, or no longer.
    Toggle {
        /// The field.
        field: String,
        /// The label.
        label: String,
    },
    /// Unfold or fold a part of the editor.
    Fold(String),
    /// Place a phrase before another; at the end without one.
    Place {
        /// The phrase.
        id: PhraseId,
        /// The one that it shall stand before.
        before: Option<PhraseId>,
    },
    /// Move a phrase one place up.
    Up(PhraseId),
    /// Move a phrase one place down.
    Down(PhraseId),
    /// Delete a phrase, or put it away.
    Remove(PhraseId),
    /// Drop the agent's own changes of a team's phrase.
    Reset(PhraseId),
    /// Go to the row before or after this one; from the search box to the first.
    Walk {
        /// The row; the search box without one.
        from: Option<PhraseId>,
        /// Towards the end.
        down: bool,
    },
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// A pack file, to be planned.
    Read(String),
    /// Do what the plan says.
    Import,
    /// Look after a pack for the team, or stop.
    Maintain(String),
    /// Take a pack out of the library.
    Drop(String),
    /// Write a pack to a file.
    Export(String),
    /// Choose between edits made apart.
    Choose {
        /// The pack.
        pack: String,
        /// The record.
        id: String,
        /// The field.
        field: String,
        /// Which version, from 0.
        version: usize,
    },
}

/// What the library tab has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryNotice {
    /// A pack was merged in.
    Imported {
        /// Records that changed.
        changed: usize,
    },
    /// A step was taken back; this many records stay because they changed since.
    Undone {
        /// Records that stay.
        left: usize,
    },
    /// The phrase is gone, or put away; undo brings it back.
    Removed,
    /// The team locked this phrase.
    Locked,
    /// A file was no pack.
    NoPack(PackError),
    /// A file was written to the downloads.
    Exported,
}

/// The element of a listed row, by its place.
#[must_use]
pub(super) fn row_id(place: usize) -> String {
    format!("row-{place}")
}

/// The phrases listed, as places in [`State::shown_phrases`], best first.
#[must_use]
pub fn listed(state: &State) -> Vec<usize> {
    let desk = &state.desk;
    let inside = |one: &Shown| {
        let group = &one.phrase.group;
        desk.group.is_empty()
            || *group == desk.group
            || group.strip_prefix(&desk.group).is_some_and(|rest| rest.starts_with('/'))
    };
    let listed = |one: &Shown| match &desk.scope {
        Scope::All => !one.is_hidden,
        Scope::Pack(id) => !one.is_hidden && (one.pack == *id || one.is_overridden && state.is_personal(id)),
        Scope::Hidden => one.is_hidden,
        Scope::Unused => {
            let used = state.usage.of(&one.phrase.id);
            !one.is_hidden && used.days_ago(state.now).is_none_or(|days| days >= UNUSED_DAYS)
        }
    };
    let wanted = |at: &usize| state.shown_phrases.get(*at).is_some_and(|one| listed(one) && inside(one));
    state.find(&desk.query).into_iter().filter(wanted).collect()
}

/// Changes the state for an action of the library tab.
pub(super) fn update(state: &mut State, action: LibraryAction) -> Vec<Effect> {
    match action {
        LibraryAction::Search(query) => {
            (state.desk.query, state.desk.rows, state.desk.room) = (query, PAGE, Room::List);
        }
        LibraryAction::Scope(scope) => (state.desk.scope, state.desk.rows) = (scope, PAGE),
        LibraryAction::Group(group) => (state.desk.group, state.desk.rows) = (group, PAGE),
        LibraryAction::More => state.desk.rows += PAGE,
        LibraryAction::Use(id) => return use_phrase(state, &id),
        LibraryAction::Open(id) => {
            state.desk.room = Room::Editor(id);
            return vec![Effect::Focus("field-body".into())];
        }
        LibraryAction::New => return new(state),
        LibraryAction::Go(room) => {
            state.desk.room = match room {
                "packs" => Room::Packs,
                "conflicts" => Room::Conflicts,
                _ => Room::List,
            };
            state.desk.typed = None;
            return vec![Effect::Focus("search".into())];
        }
        LibraryAction::Typed { field, text } => state.desk.typed = Some((field, text)),
        LibraryAction::Set { field, text } => return set(state, &field, &text),
        LibraryAction::Toggle { field, label } => return toggle(state, &field, &label),
        LibraryAction::Fold(part) => match state.desk.unfolded.iter().position(|known| *known == part) {
            Some(at) => drop(state.desk.unfolded.remove(at)),
            None => state.desk.unfolded.push(part),
        },
        LibraryAction::Place { id, before } => return place(state, &id, before.as_ref()),
        LibraryAction::Up(id) => return step(state, &id, true),
        LibraryAction::Down(id) => return step(state, &id, false),
        LibraryAction::Remove(id) => {
            let changes = state.library.remove(&id, &mut state.clock, state.now);
            let effects = changed(state, StepKind::Edit, changes);
            state.desk.room = Room::List;
            if !effects.is_empty() {
                state.say(LibraryNotice::Removed);
            }
            return effects;
        }
        LibraryAction::Reset(id) => {
            let changes = state.library.reset(&id, &mut state.clock, state.now);
            return changed(state, StepKind::Edit, changes);
        }
        LibraryAction::Walk { from, down } => {
            let rows = listed(state);
            let place = |id: &PhraseId| {
                rows.iter().position(|at| state.shown_phrases.get(*at).is_some_and(|one| one.phrase.id == *id))
            };
            let to = match (from.as_ref().and_then(place), down) {
                (None, _) => Some(0),
                (Some(at), true) => Some(at + 1),
                (Some(at), false) => at.checked_sub(1),
            };
            let to = to.filter(|to| *to < rows.len().min(state.desk.rows.max(PAGE)));
            let id = if to.is_none() && !down { "search".into() } else { row_id(to.unwrap_or_default()) };
            return if down && to.is_none() { Vec::new() } else { vec![Effect::Focus(id)] };
        }
        LibraryAction::Undo => {
            let (changes, left) = state.history.undo(&mut state.library, &mut state.clock, state.now);
            if !changes.is_empty() || left > 0 {
                state.say(LibraryNotice::Undone { left });
            }
            return keep(state, changes);
        }
        LibraryAction::Redo => {
            let changes = state.history.redo(&mut state.library, &mut state.clock, state.now);
            return keep(state, changes);
        }
        LibraryAction::Read(json) => match pack_file::read(&json) {
            Ok((pack, problems)) => {
                let plan = plan(&state.library, Owner::Team, pack, problems, &mut state.clock, state.now);
                state.desk.room = Room::Plan(Box::new(plan));
            }
            Err(error) => state.say(LibraryNotice::NoPack(error)),
        },
        LibraryAction::Import => {
            if let Room::Plan(plan) = std::mem::take(&mut state.desk.room) {
                let changes = state.library.merge(plan.owner, &plan.pack);
                state.say(LibraryNotice::Imported { changed: changes.len() });
                state.desk.room = Room::Packs;
                let mut effects = vec![owner_effect(&plan.pack.id, plan.owner)];
                effects.extend(changed(state, StepKind::Pack(plan.owner), changes));
                return effects;
            }
        }
        LibraryAction::Maintain(id) => {
            if let Some(pack) = state.library.pack_mut(&id) {
                pack.owner = match pack.owner {
                    Owner::Team => Owner::Maintained,
                    Owner::Maintained => Owner::Team,
                    owner => owner,
                };
                let effect = owner_effect(&id, pack.owner);
                refresh(state);
                return vec![effect];
            }
        }
        LibraryAction::Drop(id) => return drop_pack(state, &id),
        LibraryAction::Export(id) => {
            if let Some(pack) = state.library.pack(&id) {
                let (name, text) = (file_name(pack.title()), pack.pack().print());
                state.say(LibraryNotice::Exported);
                return vec![Effect::Download { name, text }];
            }
        }
        LibraryAction::Choose { pack, id, field, version } => return choose(state, &pack, &id, &field, version),
    }
    Vec::new()
}

/// A file's name from a title: what no file system takes becomes a hyphen.
fn file_name(title: &str) -> String {
    let name: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    format!("{name}.qinyu.json")
}

/// Notes a step and keeps what it changed.
fn changed(state: &mut State, kind: StepKind, changes: Vec<Change>) -> Vec<Effect> {
    state.history.note(kind, &changes);
    keep(state, changes)
}

/// Shows the library anew and keeps what changed.
fn keep(state: &mut State, changes: Vec<Change>) -> Vec<Effect> {
    let changes: Vec<_> = changes.into_iter().filter(|change| change.before != change.after).collect();
    if changes.is_empty() {
        return Vec::new();
    }
    refresh(state);
    vec![Effect::Keep(changes)]
}

/// What the library comes to, after it changed.
pub(super) fn refresh(state: &mut State) {
    rebuild(state);
    advise(state);
}

fn owner_effect(pack: &str, owner: Owner) -> Effect {
    Effect::KeepOwner { pack: pack.to_owned(), owner }
}

fn new(state: &mut State) -> Vec<Effect> {
    let writable = |id: &String| state.library.pack(id).is_some_and(|pack| pack.owner != Owner::Team);
    let chosen = match &state.desk.scope {
        Scope::Pack(id) if writable(id) => Some(id.clone()),
        _ => state.library.personal().map(|pack| pack.about.id.clone()),
    };
    let Some(pack) = chosen else { return Vec::new() };
    let stamp = state.clock.stamp(crate::library::stamp::Time::default(), state.now);
    let id = PhraseId(format!("{}-{}", stamp.writer.name(), stamp.time));
    let group = state.desk.group.clone();
    // Something to send, for a phrase without is none; the editor selects it.
    let body = match state.settings.language {
        Language::Chinese => "新话术",
        Language::English => "New phrase",
    };
    let fields = [("group", group.into()), ("body", body.into())];
    let changes = state.library.add(&pack, &id, &fields, &mut state.clock, state.now);
    let mut effects = changed(state, StepKind::Edit, changes);
    state.desk.room = Room::Editor(id);
    effects.push(Effect::Select("field-body".into()));
    effects
}

/// What a field's text is as a value.
fn field_value(field: &str, text: &str) -> Value {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    match field {
        "queries" => lines().collect(),
        "tags" | "shops" | "platforms" => {
            text.split([' ', '、', ',', '，', '\n']).map(str::trim).filter(|tag| !tag.is_empty()).collect()
        }
        // Wordings may hold line breaks: a line of hyphens stands between them.
        "variants" => text.split("\n---").map(str::trim).filter(|body| !body.is_empty()).collect(),
        "english" if text.trim().is_empty() => json!({}),
        "english" => json!({ "en": text }),
        _ => text.into(),
    }
}

fn set(state: &mut State, field: &str, text: &str) -> Vec<Effect> {
    state.desk.typed = None;
    let Room::Editor(id) = state.desk.room.clone() else { return Vec::new() };
    let value = field_value(field, text);
    let name = if field == "english" { "translations" } else { field };
    edit(state, &id, name, value)
}

fn toggle(state: &mut State, field: &str, label: &str) -> Vec<Effect> {
    let Room::Editor(id) = state.desk.room.clone() else { return Vec::new() };
    let Some(shown) = state.phrase(&id) else { return Vec::new() };
    let fields = phrase_fields::write(&shown.phrase);
    if field == "locked" {
        return edit(state, &id, field, json!(!shown.phrase.locked));
    }
    let mut labels: Vec<Value> = fields.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
    match labels.iter().position(|known| known == label) {
        Some(at) => drop(labels.remove(at)),
        None => labels.push(label.into()),
    }
    edit(state, &id, field, labels.into())
}

fn edit(state: &mut State, id: &PhraseId, field: &str, value: Value) -> Vec<Effect> {
    let shown = state.phrase(id).map(|shown| phrase_fields::write(&shown.phrase));
    let now = shown.as_ref().and_then(|fields| fields.get(field));
    if now == Some(&value) || now.is_none() && is_empty(&value) {
        return Vec::new();
    }
    let changes = state.library.edit(id, &[(field, value)], &mut state.clock, state.now);
    if changes.is_empty() {
        state.say(LibraryNotice::Locked);
    }
    changed(state, StepKind::Edit, changes)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// The neighbours of a phrase in its pack, in order.
fn pack_of<'a>(state: &'a State, id: &PhraseId) -> Vec<&'a Shown> {
    let Some(pack) = state.phrase(id).map(|one| &one.pack) else { return Vec::new() };
    state.shown_phrases.iter().filter(|one| one.pack == *pack && !one.is_hidden).collect()
}

fn step(state: &mut State, id: &PhraseId, up: bool) -> Vec<Effect> {
    let neighbours = pack_of(state, id);
    let Some(at) = neighbours.iter().position(|one| one.phrase.id == *id) else { return Vec::new() };
    let before = if up { at.checked_sub(1) } else { Some(at + 2) };
    let Some(before) = before.filter(|before| *before <= neighbours.len()) else { return Vec::new() };
    let before = neighbours.get(before).map(|one| one.phrase.id.clone());
    place(state, id, before.as_ref())
}

fn place(state: &mut State, id: &PhraseId, before: Option<&PhraseId>) -> Vec<Effect> {
    if before == Some(id) {
        return Vec::new();
    }
    let neighbours: Vec<_> = pack_of(state, id).into_iter().filter(|one| one.phrase.id != *id).collect();
    let at = before.and_then(|before| neighbours.iter().position(|one| one.phrase.id == *before));
    let at = at.unwrap_or(neighbours.len());
    let order_at = |at: Option<usize>| at.and_then(|at| neighbours.get(at)).map_or("", |one| one.phrase.order.as_str());
    let order = order::between(order_at(at.checked_sub(1)), order_at(Some(at)));
    edit(state, id, ORDER, order.into())
}

fn choose(state: &mut State, pack: &str, id: &str, field: &str, version: usize) -> Vec<Effect> {
    let record = state.library.pack(pack).and_then(|pack| pack.entries.get(id)).map(|entry| entry.record());
    let Some(record) = record else { return Vec::new() };
    let value = if field == DELETED {
        if version > 0 {
            let changes = state.library.delete(pack, id, &mut state.clock, state.now);
            return changed(state, StepKind::Edit, changes);
        }
        Some(Value::Null)
    } else {
        record.versions(field).get(version).map(|version| version.value.clone())
    };
    let Some(value) = value else { return Vec::new() };
    let changes = state.library.settle(pack, id, field, value, &mut state.clock, state.now);
    changed(state, StepKind::Edit, changes)
}

fn drop_pack(state: &mut State, id: &str) -> Vec<Effect> {
    let Some(at) = state.library.packs.iter().position(|pack| pack.about.id == id && pack.owner != Owner::Personal)
    else {
        return Vec::new();
    };
    let pack = state.library.packs.remove(at);
    let gone = |(id, entry): (&String, &crate::library::kept_pack::Entry)| Change {
        pack: pack.about.id.clone(),
        id: id.clone(),
        before: Some(entry.json.clone()),
        after: None,
    };
    let mut changes: Vec<_> = pack.entries.iter().map(gone).collect();
    let head = Some(pack.about.head_json().into());
    changes.push(Change { pack: pack.about.id.clone(), id: String::new(), before: head, after: None });
    changed(state, StepKind::Pack(pack.owner), changes)
}
