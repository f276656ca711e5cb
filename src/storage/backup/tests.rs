//! What the file of everything gives back, and what it says of itself when it is not whole.

use super::*;

fn texts_of(entries: &[(&str, &str, &str)]) -> Texts {
    let mut texts = Texts::new();
    for (document, record, text) in entries {
        texts.entry((*document).into()).or_default().insert((*record).into(), (*text).into());
    }
    texts
}

const PHRASE: &str = r#"{"id":"a","body":"在的"}"#;

const SEAL: &str = r#"{"by":"","fingerprint":"","key":"","signature":{"at":1,"by":"","sha256":"","value":""}}"#;

fn everything() -> Texts {
    texts_of(&[
        ("settings", "appearance", "\"dark\""),
        ("settings", "shop/courier", "\"顺丰\""),
        ("settings", "backup/exported", "77"),
        ("settings", "trigger", "{"),
        ("settings", "taken/7\n1", "[\"complement\",\"2026-11-24\"]"),
        ("writer", "name", "abcdefgh"),
        ("packs", "own-abcdefgh", "\"personal\""),
        ("pack/own-abcdefgh", "a", PHRASE),
        ("pack/own-abcdefgh", "b", "[1]"),
        ("usage", "a", r#"{"count":5,"last":9}"#),
        ("keys", "k", "x\ny"),
        ("signed/team", "", SEAL),
    ])
}

fn read(text: &str) -> Result<Backup, BackupError> {
    let here = texts_of(&[
        ("settings", "shop/courier", "\"中通\""),
        ("settings", "appearance", "\"system\""),
        ("usage", "a", r#"{"count":7,"last":3}"#),
    ]);
    read_backup(text, "own-new", |document, record| here.get(document)?.get(record).cloned())
}

#[test]
fn what_is_followed_up_and_counted_merges_with_what_is_here() {
    let file = print(
        &texts_of(&[
            ("counters/2026-11", "2026-11-24 abcdefgh0", "offered 3 \nphrase 4 a\n"),
            ("counters/2026-11", "2026-11-25 abcdefgh0", "offered 1 \n"),
            ("response_times", "generic 2026-11-24 abcdefgh0", "[2,9,0,0,0,0,0,0]"),
            ("newer", "x", "1"),
        ]),
        &Dump::new(),
    );
    let here = texts_of(&[
        ("counters/2026-11", "2026-11-24 abcdefgh0", "offered 5 \n"),
        ("counters/2026-11", "2026-11-25 abcdefgh0", "offered 2 \n"),
        ("response_times", "generic 2026-11-24 abcdefgh0", "[1,8,0,0,0,0,0,0]"),
    ]);
    let backup = read_backup(&file, "own", |document, record| here.get(document)?.get(record).cloned()).unwrap();
    assert_eq!(backup.care, [("counters", 1), ("response_times", 1)].into(), "a lower number is no news");
    assert_eq!(backup.unknown, [("newer".to_owned(), 1)]);
    let after: Vec<_> = backup.texts.iter().filter_map(|text| text.after.as_deref()).collect();
    assert_eq!(after, ["offered 5 \nphrase 4 a\n", "1", "[2,9,0,0,0,0,0,0]"]);
}

#[test]
fn what_was_put_away_is_told_beside_what_is_here() {
    let backup = read(&print(&everything(), &Dump::new())).unwrap();
    let settings: Vec<_> =
        backup.settings.iter().map(|choice| (choice.change.record.as_str(), choice.is_taken)).collect();
    assert_eq!(settings, [("appearance", true), ("shop/courier", false)], "what was set here stays unless chosen");
    let texts: Vec<_> = backup.texts.iter().map(|text| (text.record.as_str(), text.after.as_deref())).collect();
    assert_eq!(
        texts,
        [
            ("k", Some("x\ny")),
            ("backup/exported", Some("77")),
            ("", Some(SEAL)),
            ("a", Some(r#"{"count":7,"last":9}"#))
        ]
    );
    let [(Owner::Personal, own)] = &backup.packs[..] else { panic!("{:?}", backup.packs) };
    assert_eq!((own.id.as_str(), own.phrases.len()), ("own-new", 1));
    let unread: Vec<_> = backup.unread.iter().map(|one| (one.document.as_str(), one.record.as_str())).collect();
    assert_eq!(unread, [("settings", "trigger"), ("pack/own-abcdefgh", "b")]);
    assert_eq!((backup.exported, backup.used, backup.is_changed), (77, 1, false));
    assert_eq!(backup.unknown, [("keys".to_owned(), 1)]);
}

#[test]
fn what_was_cut_off_or_changed_is_told() {
    let file = print(&everything(), &Dump::new());
    for end in (1..file.len() - 1).filter(|end| file.is_char_boundary(*end)) {
        let Err(BackupError::File(PackError::Unreadable { line, .. })) = read(&file[..end]) else {
            panic!("cut after {end} bytes");
        };
        assert!(line <= file[..end].lines().count() + 1 && line >= file[..end].trim_end().lines().count());
    }
    let changed = read(&file.replace("在的", "走的")).unwrap();
    assert!(changed.is_changed && changed.packs[0].1.phrases.len() == 1);
    let lacking = read(&file.replace("\"k\":\"x\\ny\"", "")).unwrap();
    assert!(lacking.is_changed && lacking.unread[0].reason == UnreadReason::OtherCount { said: 1, found: 0 });
    for (text, error) in [
        ("[]".to_owned(), PackError::OtherFormat),
        (file.replace("qinyu-kept", "qinyu-pack"), PackError::OtherFormat),
        (file.replace("\"schema\":2", "\"schema\":9"), PackError::NewerVersion { found: 9 }),
        (" ".repeat(MAX_BYTES + 1), PackError::TooLarge),
    ] {
        assert_eq!(read(&text), Err(BackupError::File(error)));
    }
    assert_eq!(read(&print(&Texts::new(), &Dump::new())), Err(BackupError::Empty));
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let texts = |length: usize| texts_of(&[("keys", "k", &"x".repeat(length))]);
    let around = print(&texts(0), &Dump::new()).len();
    assert!(read(&export(&texts(MAX_BYTES - around), &Dump::new()).unwrap()).is_ok());
    assert_eq!(export(&texts(MAX_BYTES - around + 1), &Dump::new()), None);
    let phrase = |number: u32| (number.to_string(), PHRASE.replace("\"a\"", &format!("\"{number}\"")));
    let many = (0..100_001).map(phrase).collect();
    let file = export(&Texts::from([("pack/t".to_owned(), many)]), &Dump::new()).unwrap();
    assert_eq!(
        read(&file).unwrap().packs[0].1.phrases.len(),
        100_001,
        "two merged copies may come to more than one file"
    );
}

#[test]
fn pictures_without_room_stand_in_a_file_of_their_own() {
    use crate::library::picture::{DOT, DOT_NAME};
    // As `attach` in `www/pictures.js` puts them in.
    let file = no_documents();
    let pictures = format!(",\n\"{PICTURES}\":{{\n\"{DOT_NAME}\":\"{DOT}\"\n}}}}\n");
    let backup = read(&(file[..file.rfind('}').unwrap()].to_owned() + &pictures)).unwrap();
    assert_eq!((backup.pictures.len(), backup.is_changed, backup.unread.len()), (1, false, 0));
    assert!(backup.packs.is_empty() && backup.settings.is_empty() && backup.texts.is_empty());
    assert_eq!(read(&file), Err(BackupError::Empty));
}

#[test]
fn pictures_come_back_if_they_are_what_their_names_say() {
    use crate::library::picture::{DOT, DOT_NAME};
    let pictures = format!(",\"{PICTURES}\":{{\"{DOT_NAME}\":\"{DOT}\",\"ab\":\"{DOT}\"}}}}");
    let file = print(&everything(), &Dump::new());
    let backup = read(&file.trim_end().strip_suffix('}').map(|file| [file, &pictures].concat()).unwrap()).unwrap();
    assert_eq!(backup.pictures.keys().collect::<Vec<_>>(), [DOT_NAME]);
    assert!(!backup.is_changed && backup.unread.contains(&unread(PICTURES, "ab", UnreadReason::OtherShape)));
}

#[test]
fn a_file_of_an_earlier_version_without_a_sum_is_read() {
    let old =
        r#"{"format":"qinyu-kept","schema":2,"documents":{"pack/t":{"a":"{\"id\":\"a\",\"body\":\"好\"}","7":7}}}"#;
    let backup = read(old).unwrap();
    assert!(!backup.is_changed && backup.unread == [unread("pack/t", "7", UnreadReason::NoText)]);
    assert_eq!(backup.packs[0].0, Owner::Team, "whose it is was not said");
}

#[test]
fn what_lay_in_a_store_is_read_by_the_version_that_understands_it() {
    let mut kept = super::super::Kept::default();
    let change =
        |record: &str, text: &str| Change { document: "pack/t".into(), record: record.into(), text: Some(text.into()) };
    let mut stored = Dump::new();
    let (next, writes) = kept.commit(&[change("a", PHRASE)]).unwrap();
    kept = next;
    for batch in [&writes.chunks, &writes.root] {
        super::super::kept::write(&mut stored, batch);
    }
    assert_eq!(kept.generation(), 1);
    let backup = read(&print(&Texts::new(), &stored)).unwrap();
    assert_eq!(backup.packs[0].1.phrases.len(), 1);
    let newer =
        read(&print(&Texts::new(), &[("schema".to_owned(), r#"{"schema":99}"#.to_owned())].into())).unwrap_err();
    assert!(matches!(newer, BackupError::File(PackError::NewerVersion { .. })));
}

#[test]
fn counters_come_back_without_a_question_the_higher_of_two_numbers() {
    let sheet = "2026-11-29 abcdefgh0";
    let file = print(&texts_of(&[("counters/2026-11", sheet, "offered 5 \ntaken 1 \n")]), &Dump::new());
    let backup = read_backup(&file, "own", |document, record| {
        (document == "counters/2026-11" && record == sheet).then(|| "offered 3 \ntaken 2 \n".to_owned())
    });
    let backup = backup.unwrap();
    let texts: Vec<_> = backup.texts.iter().map(|text| (text.record.as_str(), text.after.as_deref())).collect();
    assert_eq!(texts, [(sheet, Some("offered 5 \ntaken 2 \n"))]);
    assert_eq!((backup.unknown, backup.unknown_kept), (Vec::new(), 0));
}
