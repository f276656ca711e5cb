//! Fifty installations that share a folder through a program that delivers late, in any order, twice, in part, or takes
//! files away: all come to the same bytes, and no edit is lost.

use super::*;
use crate::library::{PhraseId, edit::Clock, kept_pack::KeptPack};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const WRITERS: usize = 50;
const PHRASES: usize = 6;
const TEAM: &str = r#"{"format":"qinyu-pack","version":2,"id":"team","title":"小鹿","phrases":[
    {"id":"p0","body":"在的"},{"id":"p1","body":"好的","code":"hd"},{"id":"p2","body":"发货{时间}"},
    {"id":"p3","body":"嗯嗯"},{"id":"p4","body":"不客气"},{"id":"p5","body":"😀"}]}"#;

pub(super) fn team() -> Pack {
    pack_file::read(TEAM).unwrap().0
}

pub(super) fn empty_library() -> Library {
    let own = KeptPack::new(Owner::Personal, Pack { id: "own".into(), ..Pack::default() });
    Library { packs: vec![own], ..Library::default() }
}

fn maintained() -> Library {
    let mut library = empty_library();
    library.packs.insert(0, KeptPack::new(Owner::Maintained, team()));
    library
}

pub(super) fn file(name: &str, text: &str, modified: u64) -> Listed {
    Listed { name: name.into(), size: text.len() as u64, modified }
}

fn clock(name: &str) -> Clock {
    Clock::new(Writer::new(name).unwrap())
}

fn edit(library: &mut Library, clock: &mut Clock, body: &str, now: u64) {
    library.edit(&PhraseId("p0".into()), &[("body", json!(body))], clock, now);
}

/// One installation, and the folder as it stands on its disk.
pub(super) struct Desk {
    pub(super) library: Library,
    pub(super) clock: Clock,
    pub(super) folder: Folder,
    pub(super) disk: BTreeMap<String, (String, u64)>,
}

impl Desk {
    pub(super) fn new(at: usize) -> Self {
        let name = format!("w{at:02}");
        let library = if at % 5 == 4 { empty_library() } else { maintained() };
        Self { library, clock: clock(&format!("{name}0")), folder: Folder::new(&name), disk: BTreeMap::new() }
    }

    /// Reads what changed, and writes what is new into the folder and the cloud.
    fn sync(&mut self, cloud: &mut BTreeMap<String, Vec<String>>, now: u64) -> bool {
        let listing: Vec<_> = self.disk.iter().map(|(name, (text, modified))| file(name, text, *modified)).collect();
        for listed in self.folder.unread(&listing) {
            let text = self.disk[&listed.name].0.clone();
            self.folder.take(listed, &text, &mut self.library);
        }
        if let Some(pack) = self.library.pack_mut("team") {
            pack.owner = Owner::Maintained;
        }
        let unwritten = self.folder.unwritten(&self.library);
        let wrote = !unwritten.is_empty();
        for (name, text) in unwritten {
            assert_eq!(name, format!("team.{}.qinyu.json", self.folder.installation));
            self.disk.insert(name.clone(), (text.clone(), now));
            cloud.entry(name).or_default().push(text);
        }
        wrote
    }
}

/// Chance from a seed, the same for every run.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// The program between the folders brings something: the latest, something older, a part, a copy, or nothing any more.
pub(super) fn deliver(desk: &mut Desk, cloud: &BTreeMap<String, Vec<String>>, chance: &mut Chance, now: u64) {
    let Some((name, versions)) = cloud.iter().nth(chance.below(cloud.len())) else { return };
    let version = &versions[chance.below(versions.len())];
    let cut: String = version.chars().take(chance.below(version.chars().count())).collect();
    let mut holes = version.clone().into_bytes();
    let from = chance.below(holes.len());
    holes[from..].fill(0);
    match chance.below(8) {
        0 => drop(desk.disk.remove(name)),
        1 => drop(desk.disk.insert(name.clone(), (cut, now))),
        2 => drop(desk.disk.insert(name.clone(), (String::from_utf8_lossy(&holes).into_owned(), now))),
        3 => {
            let copy = name.replace(".qinyu", &format!(".qinyu (conflicted copy {})", chance.below(3)));
            desk.disk.insert(copy, (version.clone(), now));
        }
        _ => drop(desk.disk.insert(name.clone(), (version.clone(), now))),
    }
}

/// An edit of one field of a phrase; what it had before its author's eyes is replaced.
fn change(
    desk: &mut Desk,
    chance: &mut Chance,
    now: u64,
    made: &mut Vec<(String, &'static str, Value)>,
    replaced: &mut BTreeSet<(String, String)>,
) {
    let Some(pack) = desk.library.pack("team").filter(|pack| pack.owner == Owner::Maintained) else { return };
    let id = format!("p{}", chance.below(PHRASES + 2));
    let field = ["body", "title", "code"][chance.below(3)];
    let value = json!(format!("{}-{now}", desk.folder.installation));
    // Clocks differ, and run back.
    let now = now.saturating_sub(chance.below(50) as u64);
    let before = pack.entries.get(&id).map(|entry| entry.record());
    let phrase = PhraseId(id.clone());
    let changes = match before.as_ref().map(Record::is_deleted) {
        None => desk.library.add("team", &phrase, &[(field, value.clone())], &mut desk.clock, now),
        Some(false) if chance.below(12) == 0 => {
            desk.library.remove(&phrase, &mut desk.clock, now);
            return;
        }
        Some(_) => desk.library.settle("team", &id, field, value.clone(), &mut desk.clock, now),
    };
    assert!(!changes.is_empty());
    let versions = before.iter().flat_map(|record| record.versions(field));
    replaced.extend(versions.map(|version| (id.clone(), version.value.to_string())));
    made.push((id, field, value));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, ..ProptestConfig::default() })]

    #[test]
    fn fifty_installations_come_to_the_same_bytes(seed: u64) {
        let mut chance = Chance(seed);
        let mut desks: Vec<_> = (0..WRITERS).map(Desk::new).collect();
        let mut cloud = BTreeMap::from([("小鹿.qinyu.json".to_owned(), vec![team().print()])]);
        let (mut made, mut replaced) = (Vec::new(), BTreeSet::new());
        for now in 1..=600 {
            let desk = &mut desks[chance.below(WRITERS)];
            match chance.below(4) {
                0 => change(desk, &mut chance, now, &mut made, &mut replaced),
                1 => drop(desk.sync(&mut cloud, now)),
                _ => deliver(desk, &cloud, &mut chance, now),
            }
        }
        // At last everything is delivered, until nobody has anything to write.
        let mut rounds = 0;
        loop {
            let wrote = desks.iter_mut().enumerate().fold(false, |wrote, (at, desk)| {
                for (name, versions) in &cloud {
                    desk.disk.insert(name.clone(), (versions.last().unwrap().clone(), 1000 + rounds));
                }
                desk.sync(&mut cloud, 2000 + rounds * 100 + at as u64) || wrote
            });
            rounds += 1;
            prop_assert!(rounds < 5, "they never come to rest");
            if !wrote {
                break;
            }
        }
        let whole = desks[0].library.pack("team").unwrap().pack();
        for desk in &desks {
            prop_assert!(desk.library.pack("team").unwrap().pack().print() == whole.print(), "{} differs", desk.folder.installation);
        }
        prop_assert!(made.len() > 50);
        for (id, field, value) in made {
            let stands = whole.phrases[&id].versions(field).iter().any(|version| version.value == value);
            prop_assert!(stands || replaced.contains(&(id.clone(), value.to_string())), "{value} of {id} is lost");
        }
    }
}

#[test]
fn a_part_is_never_taken_for_the_whole() {
    let mut library = maintained();
    edit(&mut library, &mut clock("ann0"), "在的“呢”\\", 5);
    let signed = library.pack("team").unwrap().pack().print();
    for text in [signed.as_str(), TEAM] {
        let expected = pack_file::read(text).unwrap().0;
        let mut parts = 0;
        for (at, _) in text.char_indices() {
            match whole(&text[..at]) {
                // All but the line's end is all.
                Ok(read) => assert!(read == (expected.clone(), 0) && text[at..].trim().is_empty(), "cut at {at}"),
                Err(problem) => assert_eq!(problem, FileProblem::NotWhole, "cut at {at}"),
            }
            let filled = format!("{}{}", &text[..at], "\0".repeat(text.len() - at));
            assert_eq!(whole(&filled), Err(FileProblem::NotWhole), "filled from {at}");
            parts += 1;
        }
        assert!(parts > 200);
        assert_eq!(whole(text), Ok((expected, 0)));
        assert_eq!(whole(&format!("{text}{}", &text[text.len() - 9..])), Err(FileProblem::NotWhole), "an old end");
    }
    let mixed = signed.replace("好的", "好哦");
    assert_eq!(whole(&mixed), Err(FileProblem::NotWhole), "of two versions");
}

#[test]
fn a_file_is_read_when_it_changed_and_each_problem_is_named() {
    let (mut folder, mut library) = (Folder::new("me"), empty_library());
    let other = TEAM.replace("qinyu-pack", "other");
    let newer = TEAM.replace("\"version\":2", "\"version\":3");
    let own = TEAM.replace("\"team\"", "\"own\"");
    let nameless = TEAM.replace("\"id\":\"team\",", "");
    let texts = [
        ("a.qinyu.json", TEAM),
        ("b.qinyu (conflicted copy).json", &TEAM[..40]),
        ("c.qinyu.json", &other),
        ("d.qinyu.json", &newer),
        ("e.qinyu.json", &own),
        ("f.qinyu.json", &nameless),
        ("g.qinyu.json.crswap", TEAM),
        (".h.qinyu.json", TEAM),
        ("notes.json", "{}"),
    ];
    let mut listing: Vec<_> = texts.iter().map(|(name, text)| file(name, text, 1)).collect();
    listing.push(Listed { name: "z.qinyu.json".into(), size: MAX_BYTES as u64 + 1, modified: 1 });
    let unread = folder.unread(&listing);
    assert_eq!(unread.iter().map(|file| &file.name[..1]).collect::<String>(), "abcdef");
    let mut changes = 0;
    for listed in unread {
        let text = texts.iter().find(|(name, _)| *name == listed.name).unwrap().1;
        changes += folder.take(listed, text, &mut library).len();
    }
    assert_eq!((changes, folder.whole_files()), (7, 1), "the head and six phrases");
    assert_eq!(library.pack("team").unwrap().owner, Owner::Team);
    let problems: Vec<_> = folder.problems().map(|(name, problem)| (&name[..1], problem.clone())).collect();
    let refused = FileProblem::Refused;
    let expected = [
        ("b", FileProblem::NotWhole),
        ("c", refused(PackError::OtherFormat)),
        ("d", refused(PackError::NewerVersion { found: 3 })),
        ("e", FileProblem::Personal),
        ("f", FileProblem::NoId),
        ("z", refused(PackError::TooLarge)),
    ];
    assert_eq!(problems, expected);
    let again = folder.unread(&listing);
    assert_eq!(again.iter().map(|file| &file.name[..1]).collect::<String>(), "b", "what was not whole may be by now");
    listing[0].modified = 2;
    assert_eq!(folder.unread(&listing).len(), 2);
    assert_eq!(folder.unread(&listing[..1]).len(), 1);
    assert!(folder.problems().next().is_none(), "what is gone has no problem");
    assert_eq!(library.pack("team").unwrap().len(), 6, "and takes nothing away");
}

#[test]
fn own_edits_go_into_one_file_until_it_holds_them() {
    let (mut folder, mut library) = (Folder::new("me"), maintained());
    let base = file("base.qinyu.json", TEAM, 1);
    let alone = folder.unwritten(&library);
    assert_eq!(pack_file::read(&alone[0].1).unwrap().0, team(), "a pack that the folder lacks is written whole");
    folder.take(base.clone(), TEAM, &mut library);
    assert_eq!(folder.unwritten(&library), []);
    edit(&mut library, &mut clock("me0"), "一", 5);
    library.edit(&PhraseId("p1".into()), &[("body", json!("别人"))], &mut clock("bob0"), 5);
    let wanted = folder.unwritten(&library);
    let (name, text) = &wanted[0];
    let written = pack_file::read(text).unwrap().0;
    assert_eq!(
        (name.as_str(), written.phrases.keys().map(String::as_str).collect::<String>()),
        ("team.me.qinyu.json", "p0".into())
    );
    assert!(folder.take(file(name, text, 2), text, &mut library).is_empty());
    assert_eq!(folder.unwritten(&library), []);
    // Another panel of this installation edits under its own number, and an earlier time.
    edit(&mut library, &mut clock("me1"), "二", 6);
    assert_eq!(folder.unwritten(&library).len(), 1);
    let second = folder.unwritten(&library).remove(0).1;
    folder.take(file(name, &second, 3), &second, &mut library);
    assert_eq!(folder.unwritten(&library), []);
    folder.take(file(name, text, 4), text, &mut library);
    assert_eq!(folder.unwritten(&library).len(), 1, "an old copy came back");
    folder.take(file(name, &second[..9], 5), &second[..9], &mut library);
    assert_eq!(folder.unwritten(&library).len(), 1, "it is torn");
    folder.unread(&[base]);
    assert_eq!(folder.unwritten(&library).len(), 1, "it is gone");
    let newer = TEAM.replace("\"version\":2", "\"version\":3");
    folder.take(file(name, &newer, 6), &newer, &mut library);
    assert_eq!(folder.unwritten(&library), [], "a newer Qinyu wrote it");
    library.packs[0].owner = Owner::Team;
    assert_eq!(Folder::new("me").unwritten(&library), [], "a team's pack is only read");
}

#[test]
fn names_suit_every_file_system_and_no_two_packs_share_one() {
    let folder = Folder::new("k3x9m2p1");
    assert_eq!(folder.file_name("deer-team"), "deer-team.k3x9m2p1.qinyu.json");
    let long = "a".repeat(200);
    let odd = ["Team", "team", "con", "../up", "小鹿", "小马", "a/b", "a:b", "", &long];
    let names: BTreeSet<_> = odd.iter().map(|id| folder.file_name(id).to_lowercase()).collect();
    assert_eq!(names.len(), odd.len());
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    assert!(names.iter().all(|name| is_pack(name) && name.len() < 100 && name.chars().all(fits)));
}
