//! Sharing beyond pack files: what the panel asks of the second module ([`Question`]) and what it does with the answers
//! ([`Answer`]). The library tab asks; the browser's side carries both.

use super::{
    desk::Room,
    effect::Effect,
    library_action::LibraryNotice,
    sign::{self, Secret},
    state::{State, Tab},
};
use crate::library::{
    exchanged::{self, Signed},
    kept_pack::Owner,
    pack::{Pack, Signature},
    pack_file::PackProblem,
    plan::plan,
};

use std::collections::BTreeMap;

/// Formats of other programs that a pack is written as, by the second module's names.
pub const FORMATS: [&str; 8] =
    ["csv", "xlsx", "qianniu", "espanso", "beeftext", "text-blaze", "chatwoot", "chatgpt-on-cs"];

/// Something for the second module, which is loaded for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Read the file that was chosen last again, in this encoding.
    ReadAgain(String),
    /// What can a format not hold of these phrases?
    Losses {
        /// The pack.
        pack: String,
        /// The format.
        format: String,
        /// Its phrases as JSON.
        phrases: String,
    },
    /// Write phrases to the downloads.
    Write {
        /// The file's name without its end.
        name: String,
        /// The format.
        format: String,
        /// The phrases as JSON.
        phrases: String,
    },
    /// Write a table to the downloads as a workbook.
    Table {
        /// The file's name without its end.
        name: String,
        /// Its rows, as [`report::print`](crate::care::report::print) writes them.
        rows: String,
    },
    /// Who signed?
    Signatures {
        /// Which pack.
        of: Subject,
        /// Its head, which holds the signatures.
        head: String,
        /// Its sum.
        sum: String,
    },
    /// Draw a key of this name, write its file to the downloads, and sign with it from now on.
    NewKey {
        /// What people call it.
        name: String,
        /// The file's name.
        file: String,
    },
    /// Sign with the key of this file from now on.
    Key(Secret),
    /// Write the public key beside the one to sign with to the downloads, under this name.
    SavePublic(String),
    /// What is the fingerprint of this public key file?
    Public {
        /// The pack that it is to be trusted for; the one that is planned without a name.
        pack: String,
        /// The file's text.
        key: String,
    },
    /// Sign a pack with the key that was loaded.
    Sign {
        /// The pack.
        pack: String,
        /// The signature without its value.
        signature: Signature,
        /// What is signed.
        bytes: Vec<u8>,
    },
}

/// A pack whose signatures are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The one that is planned.
    Planned,
    /// One of the library.
    Kept(String),
    /// One in a file of the team's folder.
    File(String),
}

/// What the second module says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A file of another program.
    Read {
        /// Its name.
        name: String,
        /// What is in it.
        json: String,
    },
    /// What a format can't hold.
    Losses {
        /// The pack.
        pack: String,
        /// The format.
        format: String,
        /// The losses.
        json: String,
    },
    /// A file was written, or not.
    Written(bool),
    /// Who signed.
    Signatures {
        /// Which pack.
        of: Subject,
        /// Its sum.
        sum: String,
        /// The signatures.
        json: String,
    },
    /// A key was loaded, or could not be.
    Key {
        /// What may be known of it.
        json: String,
        /// It was drawn now.
        is_new: bool,
    },
    /// A public key file was read.
    Public {
        /// The pack that it is to be trusted for.
        pack: String,
        /// Its fingerprint; empty for a file that is none.
        fingerprint: String,
    },
    /// A pack was signed; without a value it was not.
    Signed {
        /// The pack.
        pack: String,
        /// The signature.
        signature: Signature,
    },
}

/// What a pack can't take along into a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The pack.
    pub pack: String,
    /// The format.
    pub format: String,
    /// Each field that it can't hold, with the number of phrases that have it.
    pub lost: Vec<(String, usize)>,
}

/// What the desk knows by the second module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shared {
    /// What there is to say of the file that is planned.
    pub remarks: Vec<exchanged::Remark>,
    /// Who signed which pack; empty for the one that is planned.
    pub signed: Vec<(String, Vec<Signed>)>,
    /// The pack that is planned as it came, with its sum, if it bears signatures.
    pub claimed: Option<(Pack, String)>,
    /// The key to trust with the import that waits for its pictures.
    pub key_to_trust: Option<String>,
}

impl Shared {
    fn know(&mut self, pack: &str, signed: Vec<Signed>) {
        self.signed.retain(|(id, _)| id != pack);
        self.signed.push((pack.to_owned(), signed));
    }

    /// Who signed a pack; nobody until the second module has looked.
    #[must_use]
    pub fn signed(&self, pack: &str) -> &[Signed] {
        self.signed.iter().find(|(id, _)| id == pack).map_or(&[], |(_, signed)| signed)
    }
}

/// Acts on an answer.
pub(super) fn answer(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Read { name, json } => match exchanged::read(&json) {
            Ok(read) => {
                state.tab = Tab::Library;
                state.desk.shared = Shared { remarks: read.remarks.clone(), ..Shared::default() };
                let pack = read.into_pack(&state.library, &name);
                let plan = plan(&state.library, Owner::Team, pack, Vec::new(), &mut state.clock, state.now);
                state.desk.room = Room::Plan(Box::new(plan));
            }
            Err(refused) if !refused.candidates.is_empty() => {
                (state.tab, state.desk.room) = (Tab::Library, Room::Encoding(refused.candidates));
            }
            Err(refused) => state.say(LibraryNotice::NoFile(refused)),
        },
        Answer::Losses { pack, format, json } => match exchanged::read_losses(&json) {
            Some(lost) => state.desk.room = Room::Writing(Writing { pack, format, lost }),
            None => state.say(LibraryNotice::NotWritten),
        },
        Answer::Written(true) => state.say(LibraryNotice::Exported),
        Answer::Written(false) => state.say(LibraryNotice::NotWritten),
        Answer::Signatures { of, sum, json } => {
            let signed = exchanged::read_signatures(&json, &sum);
            match of {
                Subject::File(file) => return sign::checked_file(state, &file, &sum, &signed),
                Subject::Kept(pack) => state.desk.shared.know(&pack, signed),
                Subject::Planned if state.desk.shared.claimed.as_ref().is_some_and(|(_, claimed)| *claimed == sum) => {
                    state.desk.shared.know("", signed);
                    sign::look_again(state);
                }
                Subject::Planned => {} // of another file
            }
        }
        Answer::Key { json, is_new } => return sign::key(state, &json, is_new),
        Answer::Public { pack, fingerprint } => return sign::public_key(state, &pack, &fingerprint),
        Answer::Signed { pack, signature } => return sign::signed(state, &pack, signature),
    }
    Vec::new()
}

/// Asks what a format can't hold of a pack.
pub(super) fn losses(state: &State, pack: &str, format: &str) -> Vec<Effect> {
    let Some(format) = FORMATS.into_iter().find(|known| *known == format) else { return Vec::new() };
    let question = |phrases| Question::Losses { pack: pack.to_owned(), format: format.to_owned(), phrases };
    phrases(state, pack).map(question).map(Effect::Ask).into_iter().collect()
}

/// Writes the pack whose losses are shown.
pub(super) fn write(state: &mut State) -> Vec<Effect> {
    let Room::Writing(Writing { pack, format, .. }) = state.desk.room.clone() else { return Vec::new() };
    state.desk.room = Room::Packs;
    let name = state.library.pack(&pack).map(|pack| super::library::file_stem(pack.title()));
    let question = |(name, phrases)| Question::Write { name, format, phrases };
    name.zip(phrases(state, &pack)).map(question).map(Effect::Ask).into_iter().collect()
}

fn phrases(state: &State, pack: &str) -> Option<String> {
    state.library.pack(pack).map(|pack| exchanged::phrases_text(&pack.pack().phrase_pack().phrases))
}

/// Says of packs with a trusted key whether they are as it signed them, and asks who signed the others.
pub(super) fn who_signed(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    for pack in &state.library.packs {
        let id = &pack.about.id;
        match state.library.seals.get(id) {
            Some(seal) => {
                let signed = Signed {
                    key: seal.key.clone(),
                    fingerprint: seal.fingerprint.clone(),
                    by: seal.by.clone(),
                    at: seal.signature.at,
                    is_genuine: true,
                    is_unchanged: seal.signature.sha256 == pack.pack().sha256(),
                };
                state.desk.shared.know(id, vec![signed]);
            }
            None if pack.about.signatures.is_empty() => state.desk.shared.know(id, Vec::new()),
            None => {
                let whole = pack.pack();
                effects.push(signatures(Subject::Kept(id.clone()), &whole, whole.sha256()));
            }
        }
    }
    effects
}

/// Plans a pack that was read, and asks who signed it.
pub(super) fn read(state: &mut State, mut pack: Pack, problems: Vec<PackProblem>) -> Vec<Effect> {
    pack.images.retain(|name, _| !state.pictures.has(name));
    state.tab = Tab::Library;
    state.desk.shared = Shared::default();
    let mut effects = Vec::new();
    if !pack.signatures.is_empty() {
        let sum = pack.sha256();
        effects.push(signatures(Subject::Planned, &pack, sum.clone()));
        state.desk.shared.claimed = Some((Pack { images: BTreeMap::new(), ..pack.clone() }, sum));
    }
    let plan = plan(&state.library, Owner::Team, pack, problems, &mut state.clock, state.now);
    state.desk.room = Room::Plan(Box::new(plan));
    effects
}

/// Asks who signed a pack.
fn signatures(of: Subject, pack: &Pack, sum: String) -> Effect {
    Effect::Ask(Question::Signatures { of, head: pack.head_json(), sum })
}
