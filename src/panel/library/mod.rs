//! The library tab's side of [`update`](super::update()): finding, writing, sharing. What is seen stands in
//! [`Desk`](super::Desk); every change of the library is an edit that can be undone.

mod begin;
pub(super) mod findings;

pub(super) use begin::{first_words, fresh_id};

use super::{
    backup, choose,
    desk::{PAGE, Room, Scope, listed, row_id},
    effect::Effect,
    gaps,
    library_action::{LibraryAction, LibraryNotice},
    pack_room, pictures, restore,
    share::{self, Question},
    sign,
    state::State,
    team_folder,
    update::{advise, rebuild},
};
use crate::library::{
    PhraseId,
    collection::Shown,
    edit::Change,
    field_edit::FieldEdit,
    history::{Resealed, StepKind},
    kept_pack::{Entry, Owner},
    order, pack_file,
    record::{DELETED, ORDER},
};

/// Changes the state for an action of the library tab.
pub(super) fn update(state: &mut State, action: LibraryAction) -> Vec<Effect> {
    match action {
        LibraryAction::Search(query) => {
            (state.desk.query, state.desk.rows, state.desk.room) = (query, PAGE, Room::List);
        }
        LibraryAction::Scope(scope) => (state.desk.scope, state.desk.rows) = (scope, PAGE),
        LibraryAction::Group(group) => (state.desk.group, state.desk.rows) = (group, PAGE),
        LibraryAction::More => state.desk.rows += PAGE,
        LibraryAction::Use(id) => return choose::use_phrase(state, &id),
        LibraryAction::Open(id) => {
            state.desk.opened_from = match state.desk.room {
                Room::Findings(_) => "findings",
                Room::Gaps => "gaps",
                _ => "",
            };
            state.desk.room = Room::Editor(id);
            return vec![Effect::Focus("field-body".into())];
        }
        LibraryAction::New => return begin::new(state),
        LibraryAction::Go(room) => {
            state.desk.room = entered(state, room);
            (state.desk.typed, state.desk.rows) = (None, PAGE);
            let mut effects = vec![Effect::Focus("search".into())];
            if room == "packs" {
                effects.extend(share::who_signed(state));
            }
            return effects;
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
            state.desk.room = entered(state, state.desk.back());
            if !effects.is_empty() {
                state.say(LibraryNotice::Removed);
            }
            return effects;
        }
        LibraryAction::Mend(place) => return findings::mend(state, place),
        LibraryAction::Reset(id) => {
            let changes = state.library.reset(&id, &mut state.clock, state.now);
            return changed(state, StepKind::Edit, changes);
        }
        LibraryAction::Walk { from, down } => {
            let rows = listed(state);
            let place = |id: &PhraseId| {
                rows.iter().position(|found| state.shown_phrases.get(found.at).is_some_and(|one| one.phrase.id == *id))
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
            let mut effects = restore::undone(state, state.history.last());
            let resealed = state.history.last().and_then(|step| step.resealed.clone());
            let (changes, left) = state.history.undo(&mut state.library, &mut state.clock, state.now);
            effects.extend(sign::resealed(state, resealed, true));
            if !changes.is_empty() || left > 0 || !effects.is_empty() {
                state.say(LibraryNotice::Undone { left });
            }
            effects.extend(keep(state, changes));
            return effects;
        }
        LibraryAction::Redo => {
            let step = state.history.next().cloned();
            let mut effects = restore::redone(state, step.as_ref());
            let changes = state.history.redo(&mut state.library, &mut state.clock, state.now);
            effects.extend(sign::resealed(state, step.and_then(|step| step.resealed), false));
            effects.extend(keep(state, changes));
            return effects;
        }
        LibraryAction::Read(json) => match pack_file::read(&json) {
            Ok((pack, problems)) => return share::read(state, pack, problems),
            Err(error) => state.say(LibraryNotice::NoPack(error)),
        },
        LibraryAction::Import => return sign::import(state, None),
        LibraryAction::Maintain(id) => {
            if let Some(pack) = state.library.pack_mut(&id) {
                pack.owner = match pack.owner {
                    Owner::Team => Owner::Maintained,
                    Owner::Maintained => Owner::Team,
                    owner => owner,
                };
                let effect = owner_effect(&id, pack.owner);
                if state.library.seals.contains_key(&id) {
                    // Who looks after a signed pack sees colleagues' edits; others, what was signed.
                    state.folder.files = state.folder.files.anew();
                }
                refresh(state);
                return vec![effect];
            }
        }
        LibraryAction::Drop(id) => return drop_pack(state, &id),
        LibraryAction::Export(id) => {
            let effect = state.library.pack(&id).map(|pack| pictures::export(file_stem(pack.title()), &pack.pack()));
            if let Some(effect) = effect {
                let told =
                    effect.as_ref().map_or(LibraryNotice::NotExported { is_pack: true }, |_| LibraryNotice::Exported);
                state.say(told);
                return effect.into_iter().collect();
            }
        }
        LibraryAction::Gap(action) => return gaps::update(state, action),
        LibraryAction::Folder(action) => return team_folder::update(state, action),
        LibraryAction::Pack(action) => return pack_room::update(state, action),
        LibraryAction::Restore(action) => return restore::update(state, action),
        LibraryAction::Backup(action) => return backup::update(state, action),
        LibraryAction::ReadAs(encoding) => return vec![Effect::Ask(Question::ReadAgain(encoding))],
        LibraryAction::ExportAs { pack, format } => return share::losses(state, &pack, &format),
        LibraryAction::WriteAs => return share::write(state),
        LibraryAction::Answer(answer) => return share::answer(state, answer),
        LibraryAction::Sign(action) => return sign::update(state, action),
        LibraryAction::Choose { pack, id, field, version } => return choose(state, &pack, &id, &field, version),
    }
    Vec::new()
}

/// A room by the name that leads to it, as things stand now.
fn entered(state: &mut State, room: &str) -> Room {
    match room {
        "packs" => Room::Packs,
        "conflicts" => Room::Conflicts,
        "findings" => Room::Findings(findings::found(state)),
        "gaps" => {
            // By meaning, if what phrases mean became known since.
            gaps::group(state);
            Room::Gaps
        }
        _ => Room::List,
    }
}

/// A file's name from a title, without its end: what no file system takes becomes a hyphen.
pub(super) fn file_stem(title: &str) -> String {
    title.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect()
}

/// Notes a step and keeps what it changed.
pub(super) fn changed(state: &mut State, kind: StepKind, changes: Vec<Change>) -> Vec<Effect> {
    changed_with(state, kind, changes, None)
}

/// The same for a step that changed a pack's seal too.
pub(super) fn changed_with(
    state: &mut State,
    kind: StepKind,
    changes: Vec<Change>,
    resealed: Option<Resealed>,
) -> Vec<Effect> {
    state.history.note(kind, &changes, resealed);
    let mut changes = changes;
    if kind == StepKind::Edit {
        let (clock, now, name) = (&mut state.clock, state.now, &state.settings.name);
        changes.extend(state.library.introduce(&changes, &state.installation, name, clock, now));
    }
    keep(state, changes)
}

/// Shows the library anew and keeps what changed.
pub(super) fn keep(state: &mut State, changes: Vec<Change>) -> Vec<Effect> {
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
    if matches!(state.desk.room, Room::Findings(_)) {
        state.desk.room = Room::Findings(findings::found(state));
    }
}

pub(super) fn owner_effect(pack: &str, owner: Owner) -> Effect {
    Effect::KeepOwner { pack: pack.to_owned(), owner }
}

fn set(state: &mut State, field: &str, text: &str) -> Vec<Effect> {
    state.desk.typed = None;
    let id = match state.desk.room.clone() {
        Room::Editor(id) => id,
        Room::Pack(pack) => return pack_room::set(state, &pack, field, text),
        _ => return Vec::new(),
    };
    if field == "successor" && !text.trim().is_empty() {
        let is_meant = |one: &&Shown| {
            [&one.phrase.title, &one.phrase.code, &one.phrase.id.0].iter().any(|name| *name == text.trim())
        };
        let Some(named) = state.shown_phrases.iter().filter(|one| one.phrase.id != id).find(is_meant) else {
            state.say(LibraryNotice::NoSuchPhrase(text.trim().to_owned()));
            return Vec::new();
        };
        let named = named.phrase.id.0.clone();
        return edit(state, &id, FieldEdit::typed(field, &named));
    }
    edit(state, &id, FieldEdit::typed(field, text))
}

fn toggle(state: &mut State, field: &str, label: &str) -> Vec<Effect> {
    if let Room::Pack(pack) = state.desk.room.clone() {
        return pack_room::toggle(state, &pack, field, label);
    }
    let Room::Editor(id) = state.desk.room.clone() else { return Vec::new() };
    let Some(shown) = state.phrase(&id) else { return Vec::new() };
    let toggled = FieldEdit::toggled(&shown.phrase, field, label);
    edit(state, &id, toggled)
}

/// Edits a field of a phrase, or says that it is locked.
pub(super) fn edit(state: &mut State, id: &PhraseId, edit: FieldEdit) -> Vec<Effect> {
    if state.phrase(id).is_none_or(|shown| edit.changes_nothing(&shown.phrase)) {
        return Vec::new();
    }
    let changes = state.library.edit(id, &[(&edit.field, edit.value)], &mut state.clock, state.now);
    if changes.is_empty() {
        state.say(LibraryNotice::Locked);
    }
    changed(state, StepKind::Edit, changes)
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
    edit(state, id, FieldEdit::typed(ORDER, &order))
}

fn choose(state: &mut State, pack: &str, id: &str, field: &str, version: usize) -> Vec<Effect> {
    let record = state.library.pack(pack).and_then(|pack| match id {
        "" => Some(pack.about.head.clone()),
        id => pack.entries.get(id).map(Entry::record),
    });
    let Some(record) = record else { return Vec::new() };
    let (clock, now) = (&mut state.clock, state.now);
    let changes = match record.versions(field).get(version).map(|version| version.value.clone()) {
        _ if field == DELETED && version > 0 => state.library.delete(pack, id, clock, now),
        _ if field == DELETED => state.library.settle(pack, id, field, FieldEdit::nothing(), clock, now),
        Some(value) => state.library.settle(pack, id, field, value, clock, now),
        None => Vec::new(),
    };
    changed(state, StepKind::Edit, changes)
}

fn drop_pack(state: &mut State, id: &str) -> Vec<Effect> {
    let Some(at) = state.library.packs.iter().position(|pack| pack.about.id == id && pack.owner != Owner::Personal)
    else {
        return Vec::new();
    };
    let pack = state.library.packs.remove(at);
    let gone = |(id, entry): (&String, &Entry)| Change {
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

#[cfg(test)]
mod tests;
