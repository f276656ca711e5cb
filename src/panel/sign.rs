//! Whose word a pack is, in the panel: the lead makes a key and signs, a colleague trusts a key. What is trusted stands in
//! [`Library::seals`](crate::library::collection::Library::seals); the second module signs and looks at signatures.

use super::{
    desk::Room,
    effect::Effect,
    library::{changed, changed_with, file_stem, keep, owner_effect, refresh},
    library_action::LibraryNotice,
    picture_action::{Bringer, PictureEffect},
    share::{self, Question, Subject},
    state::State,
    team_folder::{FolderEffect, FolderLink},
};
use crate::library::{
    edit::Change,
    exchanged::{self, Signed, TeamKey},
    folder,
    history::{Resealed, StepKind},
    kept_pack::Owner,
    pack::Signature,
    plan::Plan,
    seal::{Seal, Verdict},
};
use std::fmt;

/// The text of a secret key file. It passes through here to the browser's side, which keeps it until the panel closes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Something happened about keys and signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignAction {
    /// Go to where a pack is signed.
    Open(String),
    /// Draw a key of this name.
    NewKey(String),
    /// Sign with the key of this file.
    Key(Secret),
    /// Write the public key that goes with the one to sign with, for colleagues.
    SavePublic,
    /// Trust the key of this public key file, if it signed the pack.
    Public {
        /// The pack; the one that is planned without a name.
        pack: String,
        /// The file's text.
        key: String,
    },
    /// Sign the pack.
    Sign,
    /// Bring what is locked back to what was signed.
    PutBack,
    /// Write the signed pack into the team's folder.
    Publish,
    /// Import what is planned, and trust this key for it.
    TrustPlanned(String),
    /// Trust the key that signed a pack which is there already.
    Trust {
        /// The pack.
        pack: String,
        /// The key.
        key: String,
    },
    /// Trust no key for this pack any more.
    Forget(String),
}

/// Changes the state for an action.
pub(super) fn update(state: &mut State, action: SignAction) -> Vec<Effect> {
    match action {
        SignAction::Open(pack) => {
            state.desk.room = Room::Signing(pack);
            let mut effects = vec![Effect::Focus("sign".into())];
            effects.extend(share::who_signed(state));
            effects
        }
        SignAction::NewKey(name) if name.trim().is_empty() => vec![Effect::Focus("key-name".into())],
        SignAction::NewKey(name) => {
            let file = format!("{}.secret.key", file_stem(&name));
            vec![Effect::Ask(Question::NewKey { name, file })]
        }
        SignAction::Key(secret) => vec![Effect::Ask(Question::Key(secret))],
        SignAction::SavePublic => {
            let file = state.desk.key.as_ref().map(|key| format!("{}.public.key", file_stem(&key.name)));
            file.map(|file| Effect::Ask(Question::SavePublic(file))).into_iter().collect()
        }
        SignAction::Public { pack, key } => vec![Effect::Ask(Question::Public { pack, key })],
        SignAction::Sign => sign(state).into_iter().collect(),
        SignAction::PutBack => {
            let Room::Signing(pack) = state.desk.room.clone() else { return Vec::new() };
            let changes = state.library.put_back_signed(&pack, &mut state.clock, state.now);
            let mut effects = changed(state, StepKind::Edit, changes);
            effects.extend(share::who_signed(state));
            effects
        }
        SignAction::Publish => {
            let Room::Signing(pack) = &state.desk.room else { return Vec::new() };
            let kept = state.library.pack(pack).filter(|_| can_publish(state, pack));
            let file = kept.map(|kept| (folder::published_name(pack), kept.pack().print()));
            file.map(|(name, text)| Effect::Folder(FolderEffect::Publish { name, text })).into_iter().collect()
        }
        SignAction::TrustPlanned(key) => import(state, Some(&key)),
        SignAction::Trust { pack, key } => {
            let signed = state.desk.shared.signed(&pack).iter().find(|one| one.key == key).cloned();
            let seal = state.library.pack(&pack).zip(signed);
            match seal.and_then(|(kept, signed)| Seal::of(&kept.pack(), &signed, false)) {
                Some(seal) => trust(state, &pack, Some(seal)),
                None => Vec::new(),
            }
        }
        SignAction::Forget(pack) => trust(state, &pack, None),
    }
}

/// Trusts a key, or none any more.
fn trust(state: &mut State, pack: &str, seal: Option<Seal>) -> Vec<Effect> {
    match &seal {
        Some(seal) => drop(state.library.seals.insert(pack.to_owned(), seal.clone())),
        None => drop(state.library.seals.remove(pack)),
    }
    // What the files of the folder are worth is another matter now.
    state.folder.files = state.folder.files.anew();
    refresh(state);
    let mut effects = vec![Effect::KeepSeal { pack: pack.to_owned(), seal: seal.map(Box::new) }];
    effects.extend(share::who_signed(state));
    effects
}

/// The seal that came with a step goes with it, or comes again.
pub(super) fn resealed(state: &mut State, resealed: Option<Box<Resealed>>, is_back: bool) -> Option<Effect> {
    let resealed = resealed?;
    let key = |state: &State| state.library.seals.get(&resealed.pack).map(|seal| seal.key.clone());
    let before = key(state);
    if !resealed.put(&mut state.library, is_back) {
        return None;
    }
    if key(state) != before {
        state.folder.files = state.folder.files.anew();
    }
    refresh(state);
    Some(keep_seal(state, &resealed.pack))
}

/// What became of a pack's seal since it was this.
fn resealed_since(state: &State, pack: &str, before: Option<Seal>) -> Option<Resealed> {
    let after = state.library.seals.get(pack).cloned();
    (before.as_ref().map(Seal::word) != after.as_ref().map(Seal::word)).then(|| Resealed {
        pack: pack.to_owned(),
        before,
        after,
    })
}

/// Keeps what the trusted key says of a pack now.
pub(super) fn keep_seal(state: &State, pack: &str) -> Effect {
    Effect::KeepSeal { pack: pack.to_owned(), seal: state.library.seals.get(pack).cloned().map(Box::new) }
}

/// The key that is loaded, if the pack may be signed with it: the agent looks after the pack, and no other key is trusted.
#[must_use]
pub fn usable_key<'a>(state: &'a State, pack: &str) -> Option<&'a TeamKey> {
    let kept = state.library.pack(pack)?;
    let fits = |key: &&TeamKey| state.library.seals.get(pack).is_none_or(|seal| seal.key == key.key);
    state.desk.key.as_ref().filter(fits).filter(|_| kept.owner == Owner::Maintained)
}

/// True when a pack is as the agent's own key signed it, and there is a folder to put it into.
#[must_use]
pub fn can_publish(state: &State, pack: &str) -> bool {
    let is_signed = state.desk.shared.signed(pack).first().is_some_and(|one| one.is_unchanged);
    let is_own = state.library.seals.get(pack).is_some_and(|seal| seal.is_own);
    is_own && is_signed && matches!(state.folder.link, FolderLink::Open(_))
}

fn sign(state: &State) -> Option<Effect> {
    let Room::Signing(pack) = &state.desk.room else { return None };
    let key = usable_key(state, pack)?;
    let kept = state.library.pack(pack)?.pack();
    // Later than the signature before it, whatever the clock says: of two, the later holds.
    let at = state.now.max(state.library.seals.get(pack).map_or(0, |seal| seal.signature.at + 1));
    let signature = Signature { at, by: key.name.clone(), sha256: kept.sha256(), value: String::new() };
    let bytes = kept.signed_bytes(&signature);
    Some(Effect::Ask(Question::Sign { pack: pack.clone(), signature, bytes }))
}

/// The second module signed a pack.
pub(super) fn signed(state: &mut State, pack: &str, signature: Signature) -> Vec<Effect> {
    let key = usable_key(state, pack).filter(|_| !signature.value.is_empty()).cloned();
    let (Some(key), Some(kept)) = (key, state.library.pack_mut(pack)) else {
        state.say(LibraryNotice::NotSigned);
        return Vec::new();
    };
    let before = kept.about.head_json().into();
    kept.about.signatures.insert(key.key.clone(), signature.clone());
    let after = Some(kept.about.head_json().into());
    let TeamKey { name: by, key, fingerprint, .. } = key;
    let signed = Signed { key, fingerprint, by, at: signature.at, is_genuine: true, is_unchanged: true };
    // Nothing when someone edited meanwhile.
    let Some(seal) = Seal::of(&kept.pack(), &signed, true) else {
        state.say(LibraryNotice::NotSigned);
        return Vec::new();
    };
    let change = Change { pack: pack.to_owned(), id: String::new(), before: Some(before), after };
    state.say(LibraryNotice::Signed);
    let mut effects = keep(state, vec![change]);
    effects.extend(trust(state, pack, Some(seal)));
    effects
}

/// A key was loaded or drawn, or the file was none. Who holds the key of a pack signs what they see: nothing lies over it.
pub(super) fn key(state: &mut State, json: &str, is_new: bool) -> Vec<Effect> {
    match exchanged::read_key(json, is_new) {
        Ok(key) => {
            let own = |(_, seal): &(&String, &mut Seal)| seal.key == key.key && !seal.is_own;
            let mut packs = Vec::new();
            for (pack, seal) in state.library.seals.iter_mut().filter(own) {
                seal.is_own = true;
                packs.push(pack.clone());
            }
            state.desk.key = Some(key);
            refresh(state);
            packs.iter().map(|pack| keep_seal(state, pack)).chain([Effect::Focus("sign".into())]).collect()
        }
        Err(refused) => {
            state.say(LibraryNotice::NoKey(refused));
            Vec::new()
        }
    }
}

/// A public key file was read: its fingerprint is what the lead would read out. Empty for what is no such file.
pub(super) fn public_key(state: &mut State, pack: &str, fingerprint: &str) -> Vec<Effect> {
    let fits = |one: &&Signed| one.fingerprint == fingerprint && one.is_genuine && one.is_unchanged;
    let signed = state.desk.shared.signed(pack).iter().filter(|_| !fingerprint.is_empty());
    let key = { signed }.find(fits).map(|one| one.key.clone());
    match key {
        Some(key) if pack.is_empty() => import(state, Some(&key)),
        Some(key) => update(state, SignAction::Trust { pack: pack.to_owned(), key }),
        None => {
            state.say(LibraryNotice::NoPublicKey);
            Vec::new()
        }
    }
}

/// What the planned pack is worth; `None` while its signatures are being looked at.
#[must_use]
pub fn planned(state: &State, plan: &Plan) -> Option<Verdict> {
    let signed = state.desk.shared.signed("");
    (state.desk.shared.claimed.is_none() || !signed.is_empty()).then(|| state.library.verdict(&plan.pack.id, signed))
}

/// The signatures of what is planned were looked at: what the trusted key signed is taken up exactly.
pub(super) fn look_again(state: &mut State) {
    if let Room::Plan(plan) = &mut state.desk.room {
        let signed = state.desk.shared.signed("");
        if plan.owner == Owner::Team && state.library.verdict(&plan.pack.id, signed) == Verdict::Trusted {
            plan.make_exact(&state.library);
        }
    }
}

/// Does what the plan says, and trusts this key for its pack.
pub(super) fn import(state: &mut State, key: Option<&str>) -> Vec<Effect> {
    let Room::Plan(plan) = &state.desk.room else { return Vec::new() };
    let Some(verdict) = planned(state, plan).filter(|verdict| !verdict.is_refused()) else { return Vec::new() };
    if !plan.pack.images.is_empty() {
        // No phrase is kept that names a picture which is not; the import goes on when they are.
        let images = plan.pack.images.clone();
        state.desk.shared.key_to_trust = key.map(str::to_owned);
        return vec![Effect::Picture(PictureEffect::Keep { images, bringer: Bringer::Plan })];
    }
    let key = key.map(str::to_owned).or_else(|| state.desk.shared.key_to_trust.take());
    let key = key.as_deref();
    let Room::Plan(plan) = std::mem::take(&mut state.desk.room) else { return Vec::new() };
    let (id, owner) = (plan.pack.id.clone(), plan.owner);
    let claimed = state.desk.shared.claimed.take().map(|(pack, _)| pack);
    let signed = state.desk.shared.signed("").iter().find(|one| Some(one.key.as_str()) == key);
    let new = signed.zip(claimed.as_ref()).filter(|_| verdict == Verdict::New);
    let before = state.library.seals.get(&id).cloned();
    let seal = new.and_then(|(signed, pack)| Seal::of(pack, signed, false));
    let (is_pinned, is_trusted) = (seal.is_some(), verdict == Verdict::Trusted);
    state.library.seals.extend(seal.map(|seal| (id.clone(), seal)));
    let changes = match &claimed {
        Some(pack) if is_pinned || is_trusted => state.library.take_signed(pack),
        _ => state.library.merge(owner, &plan.pack),
    };
    state.say(LibraryNotice::Imported { changed: changes.len() });
    state.desk.room = Room::Packs;
    let mut effects = vec![owner_effect(&id, owner)];
    let resealed = resealed_since(state, &id, before);
    effects.extend(changed_with(state, StepKind::Pack(owner), changes, resealed));
    if is_trusted {
        effects.push(keep_seal(state, &id));
    }
    if is_pinned {
        let seal = state.library.seals.get(&id).cloned();
        effects.extend(trust(state, &id, seal));
    }
    effects.extend(share::who_signed(state));
    effects
}

/// Asks about the files of the folder that claim to be signed by a trusted key.
pub(super) fn ask_about_claims(state: &State) -> Vec<Effect> {
    let question = |(name, pack, sum): (&str, &crate::library::pack::Pack, &str)| {
        Effect::Ask(Question::Signatures { of: Subject::File(name.into()), head: pack.head_json(), sum: sum.into() })
    };
    state.folder.files.claims().map(question).collect()
}

/// The second module looked at a file of the folder.
pub(super) fn checked_file(state: &mut State, file: &str, sum: &str, signed: &[Signed]) -> Vec<Effect> {
    let existed = |state: &State, pack: &str| state.library.pack(pack).is_some();
    let packs: Vec<_> = state.library.packs.iter().map(|pack| pack.about.id.clone()).collect();
    let claim = state.folder.files.claims().find(|(name, ..)| *name == file);
    let before = claim.and_then(|(_, pack, _)| state.library.seals.get(&pack.id)).cloned();
    let Some((pack, changes)) = state.folder.files.checked(file, sum, signed, &mut state.library) else {
        return Vec::new();
    };
    let mut effects = vec![keep_seal(state, &pack)];
    if !packs.contains(&pack) && existed(state, &pack) {
        effects.push(owner_effect(&pack, Owner::Team));
    }
    let resealed = resealed_since(state, &pack, before);
    effects.extend(changed_with(state, StepKind::Pack(Owner::Team), changes, resealed));
    refresh(state);
    if state.desk.room == Room::Packs {
        effects.extend(share::who_signed(state));
    }
    effects
}

#[cfg(test)]
mod tests;
