//! Pictures of phrases in the panel: added to the open phrase, shown, and offered beside a reply that was chosen. Part of
//! [`update`](super::update()); the browser keeps their bytes, and knows them by their names.
//!
//! A picture goes into the page by a click of its own, never along with the text: some pages send a pasted picture at
//! once, and sending is the agent's.

use super::{
    desk::Room,
    effect::Effect,
    library,
    library_action::LibraryAction,
    notice::Notice,
    picture_action::{Bringer, PictureAction, PictureEffect, PictureNotice},
    state::{State, Tab},
};
use crate::{
    library::{
        PhraseId,
        field_edit::FieldEdit,
        pack::Pack,
        pack_file::{MAX_BYTES, MAX_PHRASES},
        picture::{self, IMAGES, MAX_PICTURES, Refusal},
    },
    wire::{Composer, Outcome},
};
use std::collections::BTreeMap;

/// Where a picture is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// The browser was asked.
    Asked,
    /// Here.
    Here(String),
    /// It is not on this computer.
    Missing,
}

/// Pictures that go with a reply that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What the agent knows the phrase by.
    pub title: String,
    /// The pictures, as the phrase names them.
    pub entries: Vec<String>,
}

/// What is known of pictures.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    addresses: Vec<(String, Address)>,
    /// `None` until the browser has listed them.
    kept: Option<Vec<String>>,
    /// What the page was asked to take.
    pending: Option<(u32, String)>,
}

impl Pictures {
    /// Where a picture is shown.
    #[must_use]
    pub fn address(&self, name: &str) -> Option<&Address> {
        self.addresses.iter().find(|(known, _)| known == name).map(|(_, address)| address)
    }

    /// False for one that is certainly not on this computer.
    #[must_use]
    pub fn may_have(&self, name: &str) -> bool {
        self.kept.is_none() || self.has(name)
    }

    /// True for one that is certainly on this computer.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.kept.iter().flatten().any(|kept| kept == name)
    }

    fn show(&mut self, name: String, address: Address) {
        match self.addresses.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = address,
            None => self.addresses.push((name, address)),
        }
    }

    fn came(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            self.addresses.retain(|(known, address)| *known != name || *address != Address::Missing);
            if let Some(kept) = self.kept.as_mut().filter(|kept| !kept.contains(&name)) {
                kept.push(name);
            }
        }
    }
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: PictureAction) -> Vec<Effect> {
    match action {
        PictureAction::Listed(names) => state.pictures.kept = Some(names),
        PictureAction::Shown(shown) => {
            for (name, address) in shown {
                state.pictures.show(name, address.map_or(Address::Missing, Address::Here));
            }
        }
        PictureAction::Add { phrase, entries, refused } => return add(state, &phrase, entries, refused),
        PictureAction::Remove(place) => {
            return edit(state, |entries| (place < entries.len()).then(|| entries.remove(place)).is_some());
        }
        PictureAction::Place { from, to } => {
            return edit(state, |entries| {
                let moves = from != to && from.max(to) < entries.len();
                if moves {
                    let entry = entries.remove(from);
                    entries.insert(to, entry);
                }
                moves
            });
        }
        PictureAction::Words { place, text } => {
            return edit(state, |entries| {
                let Some(entry) = entries.get_mut(place) else { return false };
                let Some(name) = picture::split(entry).0.map(str::to_owned) else { return false };
                *entry = picture::entry(&name, &text);
                true
            });
        }
        PictureAction::Offer(id) => offer(state, &id),
        PictureAction::Close => state.work.offered = None,
        PictureAction::Insert(name) => return insert(state, name),
        PictureAction::Copy(name) => return vec![Effect::Picture(PictureEffect::Copy(name))],
        PictureAction::Copied(done) => say(state, if done { PictureNotice::Copied } else { PictureNotice::NotCopied }),
        PictureAction::Gone(name) => {
            state.pictures.pending = None;
            state.pictures.show(name, Address::Missing);
            say(state, PictureNotice::Missing);
        }
        PictureAction::Kept { names, bringer, is_whole } => {
            state.pictures.came(names);
            if !is_whole {
                say(state, PictureNotice::NotKept(bringer));
                return Vec::new();
            }
            if let (Room::Plan(plan), Bringer::Plan) = (&mut state.desk.room, bringer) {
                plan.pack.images.clear();
                return library::update(state, LibraryAction::Import);
            }
        }
    }
    Vec::new()
}

/// Asks where the pictures are shown that came onto the screen.
pub(super) fn ask(state: &mut State) -> Option<Effect> {
    let open = match &state.desk.room {
        Room::Editor(id) if state.tab == Tab::Library => state.phrase(id).map(|one| one.phrase.images.as_slice()),
        _ => None,
    };
    let offered = state.work.offered.as_ref().map(|offered| offered.entries.as_slice());
    let entries = open.into_iter().chain(offered).flatten();
    let names = entries.filter_map(|entry| picture::split(entry).0);
    let unknown: Vec<_> = names.filter(|name| state.pictures.address(name).is_none()).map(str::to_owned).collect();
    for name in &unknown {
        state.pictures.show(name.clone(), Address::Asked);
    }
    (!unknown.is_empty()).then_some(Effect::Picture(PictureEffect::Show(unknown)))
}

/// Offers the pictures of a phrase whose text was chosen, in place of those of the one before.
pub(super) fn offer(state: &mut State, id: &PhraseId) {
    // A rehearsal has no page that would take them.
    let phrase = state.phrase(id).map(|one| &one.phrase).filter(|one| !one.images.is_empty() && !state.rehearses());
    state.work.offered =
        phrase.map(|phrase| Offered { title: phrase.name().to_owned(), entries: phrase.images.clone() });
}

/// The page says how the pasting of a picture ended; `None` if it speaks of something else.
pub(super) fn ended(state: &mut State, request: u32, outcome: Outcome) -> Option<()> {
    let (_, name) = state.pictures.pending.take_if(|(pending, _)| *pending == request)?;
    let taken = outcome == Outcome::Done;
    say(state, if taken { PictureNotice::Inserted } else { PictureNotice::NotTaken { outcome, name } });
    Some(())
}

/// A pack as a file, with the pictures that its phrases name; `None` if it could not be read back.
pub(super) fn export(name: String, pack: &Pack) -> Option<Effect> {
    let text = pack.print();
    if text.len() > MAX_BYTES || pack.phrases.len() > MAX_PHRASES {
        return None;
    }
    // Also those of edits that nobody has chosen from yet; what only looks like a name is kept under none.
    let pictures: Vec<_> = picture::names_in(&text).into_iter().map(str::to_owned).collect();
    if pictures.is_empty() {
        return Some(Effect::Download { name: format!("{name}.qinyu.json"), text });
    }
    let rest = Pack { phrases: BTreeMap::new(), ..pack.clone() };
    Some(Effect::Picture(PictureEffect::Pack { name, text, rest: rest.print(), pictures }))
}

fn add(state: &mut State, id: &PhraseId, entries: Vec<String>, mut refused: Vec<(String, Refusal)>) -> Vec<Effect> {
    let Some(phrase) = state.phrase(id).map(|one| &one.phrase) else { return Vec::new() };
    let mut images = phrase.images.clone();
    let mut names = Vec::new();
    for entry in entries {
        let (Some(name), words) = picture::split(&entry) else { continue };
        names.push(name.to_owned());
        if images.iter().any(|known| picture::split(known).0 == Some(name)) {
            continue;
        }
        if images.len() < MAX_PICTURES {
            images.push(entry);
        } else {
            refused.push((words.to_owned(), Refusal::TooMany));
        }
    }
    state.pictures.came(names);
    let effects = library::edit(state, id, FieldEdit::list(IMAGES, &images));
    if !refused.is_empty() {
        say(state, PictureNotice::Refused(refused));
    }
    effects
}

/// Edits the pictures of the open phrase, if the change is one.
fn edit(state: &mut State, change: impl FnOnce(&mut Vec<String>) -> bool) -> Vec<Effect> {
    let Room::Editor(id) = state.desk.room.clone() else { return Vec::new() };
    let Some(mut images) = state.phrase(&id).map(|one| one.phrase.images.clone()) else { return Vec::new() };
    if change(&mut images) { library::edit(state, &id, FieldEdit::list(IMAGES, &images)) } else { Vec::new() }
}

fn insert(state: &mut State, name: String) -> Vec<Effect> {
    if state.composer != Composer::Ready {
        say(state, PictureNotice::NotTaken { outcome: Outcome::NoComposer, name });
        return Vec::new();
    }
    let request = state.next_request;
    state.next_request = request.wrapping_add(1);
    let entries = state.work.offered.iter().flat_map(|offered| &offered.entries);
    let words = entries.map(|entry| picture::split(entry)).find(|(known, _)| *known == Some(&name));
    let file = library::file_stem(words.map_or("", |(_, words)| words));
    let file = if file.is_empty() { "picture".to_owned() } else { file };
    state.pictures.pending = Some((request, name.clone()));
    state.notice = None;
    let last_row = state.conversation.last_row().cloned().unwrap_or_default().0;
    let id = state.conversation.id.0.clone();
    vec![Effect::Picture(PictureEffect::Send { request, id, last_row, name, file })]
}

fn say(state: &mut State, notice: PictureNotice) {
    state.notice = Some(Notice::Picture(notice));
}

#[cfg(test)]
mod tests;
