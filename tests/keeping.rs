//! What is kept is never lost: random histories of edits, crashes after any single write, damages of one store or of
//! both. The numbers are those of the fault cases that a test covers (21 crash, 22 two panels, 23 damage, 25 versions).

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

#[path = "keeping/world.rs"]
mod world;

use qinyu::storage::{
    Access, Change, Dump, Kept, Recovered, SETTINGS, Store, Writes, glance, open, read_library, read_settings,
};
use world::{Damage, World, write};

/// Random histories of each test: about a second.
const HISTORIES: u64 = 300;

/// A library of so many records, written to both stores.
fn stored(records: usize) -> (Kept, Dump, Dump) {
    let changes: Vec<_> = (0..records).map(|n| record("pack/own", &format!("p{n}"), &format!("{n}"))).collect();
    let (kept, writes) = Kept::default().commit(&changes).unwrap();
    let (mut primary, mut mirror) = (Dump::new(), Dump::new());
    [&mut primary, &mut mirror].into_iter().for_each(|store| write_all(store, &writes));
    (kept, primary, mirror)
}

fn record(document: &str, record: &str, text: &str) -> Change {
    Change { document: document.into(), record: record.into(), text: Some(text.into()) }
}

fn write_all(store: &mut Dump, writes: &Writes) {
    [&writes.chunks, &writes.root, &writes.old].into_iter().for_each(|batch| write(store, batch));
}

fn chunk_keys(store: &Dump) -> Vec<String> {
    store.keys().filter(|key| key.starts_with("chunk.")).cloned().collect()
}

#[test]
fn case_21_and_22_two_panels_crash_anywhere_and_no_acknowledged_edit_is_lost() {
    let (mut saves, mut crashes) = (0, 0);
    for seed in 0..HISTORIES {
        let mut world = World::new(seed);
        for _ in 0..40 {
            world.step();
            world.check(None);
        }
        saves += world.acknowledged;
        crashes += world.crashes;
    }
    assert!(saves > 4_000 && crashes > 700, "{saves} saves and {crashes} crashes prove little");
}

#[test]
fn case_23_damage_of_one_store_loses_nothing_and_both_are_whole_afterwards() {
    let mut damaged = 0;
    for seed in 0..HISTORIES {
        let mut world = World::new(seed);
        for round in 0..6 {
            (0..6).for_each(|_| world.step());
            let store = if (seed + round) % 2 == 0 { Store::Primary } else { Store::Mirror };
            let damage = Damage::ALL[(seed / 2 + round) as usize % Damage::ALL.len()];
            damaged += usize::from(world.damage(&[store], damage));
            world.restart();
            world.check(None);
            world.check_that_both_stores_are_whole();
        }
    }
    assert!(damaged > 1_500, "{damaged} damages prove little");
}

#[test]
fn case_23_what_both_stores_lost_is_told() {
    let (mut damaged, mut told) = (0, 0);
    for seed in 0..HISTORIES {
        let mut world = World::new(seed);
        (0..12).for_each(|_| world.step());
        let (damage, generation) = (Damage::ALL[seed as usize % Damage::ALL.len()], world.generation());
        damaged += usize::from(world.damage(&[Store::Primary, Store::Mirror], damage));
        if !world.tells_of(generation) {
            continue; // two stores that agree on an earlier state can't be told from that state
        }
        let report = world.restart();
        told += usize::from(!report.is_empty());
        world.check(Some(&report));
        world.check_that_both_stores_are_whole();
    }
    assert!(damaged > 200 && told > 100, "{damaged} damages, {told} reports");
}

#[test]
fn case_23_an_emptied_store_is_filled_from_the_other() {
    let (kept, primary, mirror) = stored(1_000);
    let opened = open(&Dump::new(), Some(&mirror));
    assert_eq!(opened.report, [Recovered::Mended { store: Store::Primary, records: 1_000 }]);
    assert_eq!(opened.kept.documents(), kept.documents());
    let mut filled = Dump::new();
    write_all(&mut filled, &opened.primary);
    assert_eq!(filled, primary);

    let opened = open(&primary, Some(&Dump::new()));
    assert_eq!(opened.report, [Recovered::Mended { store: Store::Mirror, records: 1_000 }]);
}

#[test]
fn case_23_a_start_believes_what_looks_whole_until_it_is_proved() {
    let (kept, mut primary, mirror) = stored(1_000);
    assert_eq!(glance(&primary).kept.documents(), kept.documents());
    // One letter is another: the frame holds, the hash does not.
    let key = chunk_keys(&primary).into_iter().find(|key| primary[key].ends_with('7')).unwrap();
    let changed = primary[&key].strip_suffix('7').unwrap().to_owned() + "8";
    primary.insert(key.clone(), changed);
    assert!(glance(&primary).whole);
    let opened = open(&primary, Some(&mirror));
    assert!(matches!(opened.report[..], [Recovered::Mended { store: Store::Primary, .. }]), "{:?}", opened.report);
    assert_eq!(opened.kept.documents(), kept.documents());
    // What is not framed as it was written, or not there, is seen at once.
    for text in [Some(primary[&key].replacen('\n', "", 1)), None] {
        match text {
            Some(text) => primary.insert(key.clone(), text),
            None => primary.remove(&key),
        };
        assert!(!glance(&primary).whole);
    }
}

#[test]
fn case_23_what_neither_store_has_is_taken_from_an_earlier_generation_or_named() {
    let (kept, mut primary, mut mirror) = stored(1_000);
    let before = chunk_keys(&primary);
    let (_, writes) = kept.commit(&[record("pack/own", "p7", "seven")]).unwrap();
    for store in [&mut primary, &mut mirror] {
        write_all(store, &writes);
        for key in chunk_keys(store).iter().filter(|key| !before.contains(key)) {
            store.remove(key);
        }
    }
    let opened = open(&primary, Some(&mirror));
    let [Recovered::Older { document, records }] = opened.report.as_slice() else { panic!("{:?}", opened.report) };
    assert!(document == "pack/own" && records.contains(&"p7".into()), "{records:?}");
    assert_eq!(opened.kept.documents(), kept.documents());

    for store in [&mut primary, &mut mirror] {
        store.retain(|key, _| !key.starts_with("chunk.") || before[1..].contains(key));
    }
    let opened = open(&primary, Some(&mirror));
    let lost: usize =
        opened.report.iter().map(|each| if let Recovered::Lost { records, .. } = each { *records } else { 0 }).sum();
    assert_eq!(lost + opened.kept.documents().count("pack/own"), 1_000);
    assert!(lost > 0);
}

#[test]
fn case_23_nothing_is_new_where_something_was() {
    let (_, primary, _) = stored(10);
    for key in primary.keys().filter(|key| !key.starts_with("chunk.")) {
        let left: Dump = [(key.clone(), primary[key].clone())].into();
        let opened = open(&left, Some(&Dump::new()));
        assert!(
            matches!(opened.report.as_slice(), [Recovered::Nothing] | [Recovered::Lost { records: 10, .. }]),
            "{key}: {:?}",
            opened.report
        );
    }
    assert_eq!(open(&Dump::new(), Some(&Dump::new())).report, [], "a new user was told of a loss");
}

#[test]
fn case_23_lost_roots_are_told_and_their_chunks_found() {
    let (kept, mut primary, mut mirror) = stored(10);
    let (kept, writes) = kept.commit(&[record("pack/own", "p7", "seven")]).unwrap();
    for store in [&mut primary, &mut mirror] {
        write_all(store, &writes);
        store.remove("root.2");
    }
    let opened = open(&primary, Some(&mirror));
    assert_eq!(opened.report, [Recovered::Rootless { records: 1 }, Recovered::Behind { commits: 1 }]);
    assert_eq!(opened.kept.documents(), kept.documents());
    primary.remove("root.1");
    let opened = open(&primary, Some(&Dump::new()));
    assert_eq!(opened.report, [Recovered::Rootless { records: 10 }]);
    assert_eq!(opened.kept.documents(), kept.documents());
}

#[test]
fn case_25_a_newer_layout_is_read_only_and_stays_as_it_is() {
    let (kept, mut primary, mirror) = stored(10);
    primary.insert("schema".into(), r#"{"schema":3,"generation":1}"#.into());
    for (primary, mirror) in [(&primary, Some(&mirror)), (&mirror, Some(&primary)), (&primary, None)] {
        let opened = open(primary, mirror);
        assert_eq!((opened.access, opened.kept.documents()), (Access::ReadOnly, kept.documents()));
        assert_eq!((opened.primary, opened.mirror), (Writes::default(), Writes::default()));
    }
}

#[test]
fn case_25_every_old_layout_is_migrated() {
    let old: serde_json::Value = serde_json::from_str(include_str!("keeping/schema-1.json")).unwrap();
    let primary: Dump = old
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| (key.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    let opened = open(&primary, Some(&Dump::new()));
    assert_eq!(opened.report, []);
    let documents = opened.kept.documents().clone();
    assert_eq!((documents.count(SETTINGS), documents.count("files")), (5, 3));
    let (settings, unread) = read_settings(documents.records(SETTINGS));
    assert_eq!((settings.shop.get("courier"), settings.trades, unread), (Some("顺丰"), vec!["clothing".to_owned()], 0));
    let mut library = qinyu::panel::Kept::default();
    let (changes, unread) = read_library(&documents, &mut library);
    let titles: Vec<_> = library.packs.iter().map(|pack| pack.title()).collect();
    assert_eq!((titles, unread.len(), changes.is_empty()), (vec!["没有名字的包", "本店"], 1, false));

    let (mut primary, mut mirror) = (primary, Dump::new());
    let mut starts = 0;
    while primary.contains_key("packs") {
        starts += 1;
        assert!(starts < 3, "the old texts never leave the store that is read at every start");
        let opened = open(&primary, Some(&mirror));
        assert_eq!(opened.kept.documents(), &documents);
        write_all(&mut primary, &opened.primary);
        write_all(&mut mirror, &opened.mirror);
        assert!(primary.contains_key("packs") || mirror.contains_key("schema-1.packs"));
    }
    let opened = open(&primary, Some(&mirror));
    assert!(opened.whole && opened.kept.documents() == &documents);
}

#[test]
fn an_import_of_ten_thousand_spreads_and_an_edit_stays_small() {
    let (kept, ..) = stored(10_000);
    let (_, writes) = kept.commit(&[record("pack/own", "p7", "seven")]).unwrap();
    let bytes: usize = writes.chunks.iter().filter_map(|(_, text)| text.as_ref()).map(String::len).sum();
    assert!(writes.chunks.len() == 1 && bytes < 2_000, "{} chunks, {bytes} bytes", writes.chunks.len());
    assert_eq!(kept.documents().count("pack/own"), 10_000);
}
