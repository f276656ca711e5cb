//! Sharing beyond pack files: what the panel asks of the second module ([`Question`]) and what it does with the answers
//! ([`Answer`]). The library tab asks; the browser's side carries both.

use super::{
    desk::Room,
    effect::Effect,
    library_action::LibraryNotice,
    state::{State, Tab},
};
use crate::library::{
    exchanged::{self, Signed},
    kept_pack::Owner,
    pack::Pack,
    plan::plan,
};

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
    /// Who signed?
    Signatures {
        /// The pack; empty for the one that is planned.
        pack: String,
        /// Its head, which holds the signatures.
        head: String,
        /// Its sum.
        sum: String,
    },
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
        /// The pack; empty for the one that is planned.
        pack: String,
        /// Its sum.
        sum: String,
        /// The signatures.
        json: String,
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
}

impl Shared {
    /// Who signed a pack; nobody until the second module has looked.
    #[must_use]
    pub fn signed(&self, pack: &str) -> &[Signed] {
        self.signed.iter().find(|(id, _)| id == pack).map_or(&[], |(_, signed)| signed)
    }
}

/// Acts on an answer.
pub(super) fn answer(state: &mut State, answer: Answer) {
    match answer {
        Answer::Read { name, json } => match exchanged::read(&json) {
            Ok(read) => {
                state.tab = Tab::Library;
                state.desk.shared = Shared { remarks: read.remarks.clone(), signed: Vec::new() };
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
        Answer::Signatures { pack, sum, json } => {
            state.desk.shared.signed.retain(|(id, _)| *id != pack);
            state.desk.shared.signed.push((pack, exchanged::read_signatures(&json, &sum)));
        }
    }
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

/// Asks who signed the packs that bear signatures.
pub(super) fn who_signed(state: &State) -> Vec<Effect> {
    let signed = state.library.packs.iter().filter(|pack| !pack.about.signatures.is_empty());
    signed.map(|pack| signatures(&pack.about.id, &pack.pack())).collect()
}

/// Asks who signed a pack.
pub(super) fn signatures(name: &str, pack: &Pack) -> Effect {
    Effect::Ask(Question::Signatures { pack: name.to_owned(), head: pack.head_json(), sum: pack.sha256() })
}
