//! A team's folder that some other program keeps in step (cloud drive, NAS, Git): which files are to be read, what they
//! bring into the [`collection`](super::collection), and which file is to be written. The browser lists, reads and writes.
//!
//! Two installations never write one file: each has its own for every pack that its agent looks after. Files come late,
//! in any order, twice or in part; only whole ones count, and merging makes the rest not matter. A file that vanished takes
//! nothing away.
//!
//! Of a pack for which a key is trusted ([`Seal`](super::seal::Seal)), a file counts if that key signed it as it is. Files
//! in which colleagues keep their edits count for those who look after the pack with them, and can't touch what is
//! locked; for everyone else they wait until the lead signs. Any other file is set aside, and the agent is told.

use super::{
    collection::Library,
    edit::Change,
    exchanged::Signed,
    kept_pack::{KeptPack, Owner},
    pack::Pack,
    pack_file::{self, MAX_BYTES, PackError, PackProblemKind},
    record::Record,
    seal::Verdict,
    stamp::{Time, Writer},
    strict_json::JsonErrorKind,
};
use crate::{
    sorting::{gather, sort},
    text::hex,
};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, rc::Rc};

/// Files of one folder that are read: ten times the largest team. Of more, the first by name.
pub const MAX_FILES: usize = 500;
/// What marks a pack's file; programs that keep folders in step put words of their own behind it.
const MARK: &str = ".qinyu";
/// Letters of a pack's id that stand in a file's name.
const STEM_CHARS: usize = 40;
/// Names that Windows keeps for itself.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file as the folder lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed, in milliseconds since 1970.
    pub modified: u64,
}

/// Why a file in the folder brings nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// It is still on its way: cut off, or its sum does not fit yet.
    NotWhole,
    /// It is no pack that this version reads.
    Refused(PackError),
    /// The pack has no id, so nothing says what it is a copy of.
    NoId,
    /// It is the agent's own pack, which no folder changes.
    Personal,
    /// It claims to be signed by the key that is trusted; the second module is looking.
    Unchecked,
    /// A colleague's edits, which the lead has yet to sign.
    Waits,
    /// It is not signed as the trusted key would have it; never [`Verdict::Trusted`].
    NotTrusted(Verdict),
}

/// A file that was read.
#[derive(Debug, Clone)]
struct Seen {
    listed: Listed,
    /// The pack that it is a copy of, or why it is none.
    pack: Result<String, FileProblem>,
    /// Phrases and pictures of it that can't be read.
    left_out: usize,
}

/// The edits of this installation that stand in a file, by record.
type Published = BTreeMap<String, BTreeMap<Writer, Time>>;

/// What is known of the folder.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The installation: what the names of its writers begin with.
    installation: String,
    files: BTreeMap<String, Seen>,
    /// Pictures that files brought since they were last taken, by name.
    images: BTreeMap<String, Rc<str>>,
    /// Own files by name.
    published: BTreeMap<String, Published>,
    /// Packs whose signatures are being looked at, each with its sum, by the name of their file.
    claims: BTreeMap<String, (Pack, String)>,
}

impl Folder {
    /// A folder of which nothing is known yet.
    #[must_use]
    pub fn new(installation: &str) -> Self {
        Self { installation: installation.to_owned(), ..Self::default() }
    }

    /// The same installation's, before anything was read.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self::new(&self.installation)
    }

    /// The files to read: those that changed, and those that were not whole. What is no longer there is forgotten.
    pub fn unread(&mut self, listing: &[Listed]) -> Vec<Listed> {
        let mut packs: Vec<_> = listing.iter().filter(|file| is_pack(&file.name)).collect();
        sort(&mut packs);
        packs.truncate(MAX_FILES);
        let stays = |name: &String| packs.iter().any(|file| file.name == *name);
        self.files.retain(|name, _| stays(name));
        self.published.retain(|name, _| stays(name));
        self.claims.retain(|name, _| stays(name));
        let known = |file: &&&Listed| {
            self.files.get(&file.name).is_some_and(|seen| {
                seen.listed == ***file && !matches!(seen.pack, Err(FileProblem::NotWhole | FileProblem::Unchecked))
            })
        };
        let unread: Vec<Listed> = packs.iter().filter(|file| !known(file)).map(|file| (*file).clone()).collect();
        let (fits, large): (Vec<_>, Vec<_>) = unread.into_iter().partition(|file| file.size <= MAX_BYTES as u64);
        for listed in large {
            let pack = Err(FileProblem::Refused(PackError::TooLarge));
            self.files.insert(listed.name.clone(), Seen { listed, pack, left_out: 0 });
        }
        fits
    }

    /// Takes up a file's text: a whole pack is merged in, or stands in [`Self::claims`] until its signature was looked at.
    /// Returns what that changed.
    pub fn take(&mut self, listed: Listed, text: &str, library: &mut Library) -> Vec<Change> {
        let read = whole(text).and_then(|(pack, left_out)| match library.personal() {
            _ if pack.id.is_empty() => Err(FileProblem::NoId),
            Some(own) if own.about.id == pack.id => Err(FileProblem::Personal),
            _ => Ok((pack, left_out)),
        });
        self.published.remove(&listed.name);
        self.claims.remove(&listed.name);
        let left_out = read.as_ref().map_or(0, |(_, left_out)| *left_out);
        let (changes, pack) = match read {
            Ok((mut pack, _)) => {
                self.images.append(&mut pack.images);
                if self.file_name(&pack.id) == listed.name {
                    self.published.insert(listed.name.clone(), self.edits_in(&pack));
                }
                match self.door(&listed.name, pack, library) {
                    Ok(pack) => (library.merge(Owner::Team, &pack), Ok(pack.id)),
                    Err(problem) => (Vec::new(), Err(problem)),
                }
            }
            Err(problem) => (Vec::new(), Err(problem)),
        };
        self.files.insert(listed.name.clone(), Seen { listed, pack, left_out });
        changes
    }

    /// The pictures that files brought since this was asked last.
    pub fn take_images(&mut self) -> BTreeMap<String, Rc<str>> {
        std::mem::take(&mut self.images)
    }

    /// Lets a pack through that may be merged at once.
    fn door(&mut self, file: &str, pack: Pack, library: &Library) -> Result<Pack, FileProblem> {
        let Some(seal) = library.seals.get(&pack.id) else { return Ok(pack) };
        let (by_key, sum) = (pack.signatures.get(&seal.key), pack.sha256());
        if by_key.is_some_and(|signature| signature.sha256 == sum) {
            self.claims.insert(file.to_owned(), (pack, sum));
            return Err(FileProblem::Unchecked);
        }
        let looks_after = library.pack(&pack.id).is_some_and(|kept| kept.owner == Owner::Maintained);
        match is_edits(file, &pack.id) {
            true if looks_after => Ok(pack),
            true => Err(FileProblem::Waits),
            false => Err(FileProblem::NotTrusted(match by_key {
                Some(_) => Verdict::Changed,
                None if pack.signatures.is_empty() => Verdict::Unsigned,
                None => Verdict::OtherKey,
            })),
        }
    }

    /// Packs whose signatures are to be looked at, by the name of their file, each with its sum.
    pub fn claims(&self) -> impl Iterator<Item = (&str, &Pack, &str)> {
        self.claims.iter().map(|(name, (pack, sum))| (name.as_str(), pack, sum.as_str()))
    }

    /// Takes up what the second module says of the pack of this sum in a file; it is read again later if that is nothing.
    /// Returns the pack's name and what that changed, if it holds.
    pub fn checked(
        &mut self,
        file: &str,
        sum: &str,
        signed: &[Signed],
        library: &mut Library,
    ) -> Option<(String, Vec<Change>)> {
        // Another version of the file may have been read meanwhile.
        let (pack, _) = self.claims.get(file).filter(|(_, claimed)| claimed == sum).cloned()?;
        self.claims.remove(file);
        let seen = self.files.get_mut(file)?;
        let verdict = library.verdict(&pack.id, signed);
        seen.pack = match verdict {
            Verdict::Trusted | Verdict::Older => Ok(pack.id.clone()),
            Verdict::Unsigned | Verdict::New => Err(FileProblem::Unchecked),
            verdict => Err(FileProblem::NotTrusted(verdict)),
        };
        (verdict == Verdict::Trusted).then(|| (pack.id.clone(), library.take_signed(&pack)))
    }

    /// The files to write, each with its text: for every pack that the agent looks after, what this installation edited
    /// and its file does not hold yet. A pack of which the folder has nothing else is written whole.
    #[must_use]
    pub fn unwritten(&self, library: &Library) -> Vec<(String, String)> {
        let maintained = library.packs.iter().filter(|pack| pack.owner == Owner::Maintained);
        maintained.filter_map(|pack| self.unwritten_of(pack)).collect()
    }

    fn unwritten_of(&self, kept: &KeptPack) -> Option<(String, String)> {
        let name = self.file_name(&kept.about.id);
        // What a newer version wrote under this name is not ours to replace.
        if self.files.get(&name).is_some_and(|seen| matches!(seen.pack, Err(FileProblem::Refused(_)))) {
            return None;
        }
        let others = self.files.iter().filter(|(other, _)| **other != name);
        let is_alone = !others.map(|(_, seen)| &seen.pack).any(|pack| pack.as_ref() == Ok(&kept.about.id));
        let mut pack = Pack { id: kept.about.id.clone(), ..Pack::default() };
        if is_alone {
            pack.signatures = kept.about.signatures.clone();
        }
        if is_alone || kept.about.head.edits_by(&self.installation).next().is_some() {
            pack.head = kept.about.head.clone();
        }
        // Only a record whose text names the installation can hold an edit of it; reading all would take seconds.
        let mine = kept.entries.iter().filter(|(_, entry)| is_alone || entry.json.contains(&self.installation));
        for (id, entry) in mine {
            let record = entry.record();
            if is_alone || record.edits_by(&self.installation).next().is_some() {
                pack.phrases.insert(id.clone(), record);
            }
        }
        let wanted = self.edits_in(&pack);
        let is_there = |published: &Published| {
            wanted.iter().all(|(id, edits)| {
                let there = published.get(id);
                there.is_some_and(|there| {
                    edits.iter().all(|(writer, time)| there.get(writer).is_some_and(|at| at >= time))
                })
            })
        };
        let is_written = match self.published.get(&name) {
            Some(published) => is_there(published),
            None => pack.phrases.is_empty() && !pack.head.is_edited(),
        };
        (!is_written).then(|| (name, pack.print()))
    }

    /// The files that bring nothing, and why.
    pub fn problems(&self) -> impl Iterator<Item = (&str, &FileProblem)> {
        self.files.iter().filter_map(|(name, seen)| Some((name.as_str(), seen.pack.as_ref().err()?)))
    }

    /// The files of which something was left out because it can't be read, and how many phrases and pictures.
    pub fn left_out(&self) -> impl Iterator<Item = (&str, usize)> {
        let all = self.files.iter().map(|(name, seen)| (name.as_str(), seen.left_out));
        all.filter(|(_, left_out)| *left_out > 0)
    }

    /// How many files were read as packs.
    #[must_use]
    pub fn whole_files(&self) -> usize {
        self.files.values().filter(|seen| seen.pack.is_ok()).count()
    }

    /// The name of this installation's file for a pack: the same on every file system, and for no other pack.
    #[must_use]
    pub fn file_name(&self, pack: &str) -> String {
        format!("{}.{}{MARK}.json", stem(pack), self.installation)
    }

    fn edits_in(&self, pack: &Pack) -> Published {
        let of =
            |record: &Record| gather(record.edits_by(&self.installation).map(|(writer, time)| (writer.clone(), time)));
        let mut edits: Published = gather(pack.phrases.iter().map(|(id, record)| (id.clone(), of(record))));
        let head = of(&pack.head);
        if !head.is_empty() {
            edits.insert(String::new(), head);
        }
        edits
    }
}

/// The name of the file under which the lead publishes a pack.
#[must_use]
pub fn published_name(pack: &str) -> String {
    format!("{}{MARK}.json", stem(pack))
}

/// True for a file in which an installation keeps its edits of a pack, and for a copy that a program made of it.
fn is_edits(file: &str, pack: &str) -> bool {
    let rest = file.strip_prefix(&stem(pack)).and_then(|rest| rest.strip_prefix('.'));
    let installation = rest.and_then(|rest| rest.split_once(MARK)).map_or("", |(name, _)| name);
    !installation.is_empty() && installation.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// What the names of a pack's files begin with.
fn stem(pack: &str) -> String {
    let safe = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '-' || c == '_';
    let mut stem: String = pack.chars().map(|c| if safe(c) { c } else { '-' }).take(STEM_CHARS).collect();
    if stem != pack || stem.is_empty() || RESERVED.contains(&stem.as_str()) {
        stem += "-";
        stem.extend(hex(&Sha256::digest(pack)).chars().take(16));
    }
    stem
}

/// True for a pack's file, also for a copy that a program made beside it: `a.qinyu (conflicted copy).json`.
fn is_pack(name: &str) -> bool {
    let name = name.to_lowercase();
    !name.starts_with(['.', '~']) && name.ends_with(".json") && name.contains(MARK)
}

/// Reads a file that may be on its way still; with how many phrases and pictures of it can't be read.
fn whole(text: &str) -> Result<(Pack, usize), FileProblem> {
    match pack_file::read(text) {
        Ok((_, problems)) if problems.iter().any(|problem| problem.kind == PackProblemKind::OtherSum) => {
            Err(FileProblem::NotWhole)
        }
        Ok((pack, problems)) => Ok((pack, problems.iter().filter(|problem| problem.kind.is_refusal()).count())),
        Err(PackError::Unreadable { kind: JsonErrorKind::Syntax, .. }) => Err(FileProblem::NotWhole),
        Err(error) => Err(FileProblem::Refused(error)),
    }
}

#[cfg(test)]
mod sealed_tests;
#[cfg(test)]
mod tests;
