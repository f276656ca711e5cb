//! Histories of three editors who edit, delete and exchange copies in any order, held against a plain account of who
//! knew what when they edited.

use super::*;
use proptest::prelude::*;
use serde_json::json;
use std::collections::HashMap;

const EDITORS: [&str; 3] = ["ann", "bob", "cy"];
const FIELDS: [&str; 4] = ["title", "body", "policy/forbidden", "policy/required"];

#[derive(Debug, Clone)]
enum Step {
    Edit { editor: usize, field: usize, value: u8, clock: u64 },
    Delete { editor: usize, clock: u64 },
    Merge { from: usize, into: usize },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, 0..FIELDS.len(), 0..4_u8, 0..20_u64)
            .prop_map(|(editor, field, value, clock)| Step::Edit { editor, field, value, clock }),
        1 => (0..3_usize, 0..20_u64).prop_map(|(editor, clock)| Step::Delete { editor, clock }),
        4 => (0..3_usize, 0..3_usize).prop_map(|(from, into)| Step::Merge { from, into }),
    ]
}

/// What the account knows of an edit: its field and value, and the edits of that field that its author saw.
#[derive(Clone)]
struct Edit {
    field: &'static str,
    value: Value,
    saw: BTreeSet<usize>,
}

#[derive(Clone, Default)]
struct Editor {
    record: Record,
    knows: BTreeSet<usize>,
}

fn stamp(editor: usize, record: &Record, clock: u64) -> Stamp {
    // Clocks differ and run back; that is what the time of a stamp is hybrid for.
    Stamp { time: record.latest().next(clock), writer: Writer::new(EDITORS[editor]).unwrap() }
}

/// Plays a history; returns the editors and every edit. Edits 0 to 3 are what stood there at first.
fn play(steps: &[Step], same_first: bool) -> (Vec<Editor>, Vec<Edit>) {
    let mut edits = vec![
        Edit { field: "title", value: json!("first"), saw: BTreeSet::new() },
        Edit { field: "title", value: json!("another first"), saw: BTreeSet::new() },
        Edit { field: "policy/forbidden", value: json!("first"), saw: BTreeSet::new() },
        Edit { field: "policy/required", value: json!("first"), saw: BTreeSet::new() },
    ];
    let mut editors = vec![Editor::default(); 3];
    for (at, editor) in editors.iter_mut().enumerate() {
        let first = usize::from(at == 2 && !same_first);
        editor.record.first("title", edits[first].value.clone());
        editor.knows.insert(first);
        // The policy as a file holds it, in one object.
        let Value::Object(file) = json!({ "policy": { "forbidden": "first", "required": "first" } }) else {
            unreachable!()
        };
        editor.record.merge(&Record::read(file).1);
        editor.knows.extend([2, 3]);
    }
    for step in steps {
        match *step {
            Step::Edit { editor, field, value, clock } => {
                let Editor { record, knows } = &mut editors[editor];
                let field = FIELDS[field];
                // Distinct as a text, so that the account can tell edits apart by value where it has to.
                let value = json!(format!("{value}"));
                let saw = knows.iter().copied().filter(|edit| edits[*edit].field == field).collect();
                record.edit(field, value.clone(), stamp(editor, record, clock));
                knows.insert(edits.len());
                edits.push(Edit { field, value, saw });
            }
            Step::Delete { editor, clock } => {
                let record = &mut editors[editor].record;
                record.delete(stamp(editor, record, clock));
            }
            Step::Merge { from, into } => {
                let from = editors[from].clone();
                let into = &mut editors[into];
                into.record.merge(&from.record);
                into.knows.extend(from.knows);
            }
        }
    }
    (editors, edits)
}

fn merged(one: &Record, other: &Record) -> Record {
    let mut merged = one.clone();
    merged.merge(other);
    merged
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_is_lost_and_none_comes_back(steps in prop::collection::vec(step(), 0..24), same in any::<bool>()) {
        let (editors, edits) = play(&steps, same);
        for editor in &editors {
            let replaced: BTreeSet<usize> = editor.knows.iter().flat_map(|edit| edits[*edit].saw.iter().copied()).collect();
            let mut expected: HashMap<&str, Vec<String>> = HashMap::new();
            for edit in editor.knows.difference(&replaced) {
                expected.entry(edits[*edit].field).or_default().push(edits[*edit].value.to_string());
            }
            for field in FIELDS {
                let mut kept: Vec<_> = editor.record.versions(field).iter().map(|version| version.value.to_string()).collect();
                let mut expected = expected.remove(field).unwrap_or_default();
                kept.sort();
                expected.sort();
                prop_assert_eq!(kept, expected, "{}", field);
            }
        }
    }

    #[test]
    fn merging_knows_no_order(steps in prop::collection::vec(step(), 0..24), same in any::<bool>()) {
        let (editors, _) = play(&steps, same);
        let [a, b, c] = [&editors[0].record, &editors[1].record, &editors[2].record];
        prop_assert_eq!(merged(a, b), merged(b, a));
        prop_assert_eq!(merged(&merged(a, b), c), merged(a, &merged(b, c)));
        let ab = merged(a, b);
        prop_assert_eq!(&merged(&ab, b), &ab);
        prop_assert_eq!(canonical(&Value::Object(merged(a, b).json("x"))), canonical(&Value::Object(merged(b, a).json("x"))));
        for editor in &editors {
            let (id, read, problems) = Record::read(editor.record.json("x"));
            prop_assert_eq!((id.as_str(), &read, problems.len()), ("x", &editor.record, 0));
        }
    }
}

fn by(writer: &str, millis: u64) -> Stamp {
    Stamp { time: Time { millis, count: 0 }, writer: Writer::new(writer).unwrap() }
}

#[test]
fn an_edit_that_did_not_know_of_the_deletion_keeps_the_record() {
    let mut ours = Record::default();
    ours.first("body", json!("好的"));
    let mut theirs = ours.clone();
    ours.delete(by("ann", 5));
    assert!(ours.is_deleted());
    assert!(merged(&ours, &theirs).is_deleted());
    theirs.edit("body", json!("好的呢"), by("bob", 3));
    let both = merged(&ours, &theirs);
    assert!(!both.is_deleted() && both.is_deletion_open());
    assert_eq!(both.get("body"), Some(&json!("好的呢")));
    let mut again = both.clone();
    again.delete(by("ann", 9));
    assert!(merged(&again, &both).is_deleted());
    again.edit(DELETED, Value::Null, by("ann", 10));
    assert!(!again.is_deleted() && !again.is_deletion_open());
}

#[test]
fn what_was_edited_apart_is_a_conflict_until_one_is_chosen() {
    let mut ours = Record::default();
    ours.first("body", json!("好的"));
    let mut theirs = ours.clone();
    ours.edit("body", json!("a"), by("ann", 5));
    theirs.edit("body", json!("b"), by("bob", 4));
    let mut both = merged(&ours, &theirs);
    assert_eq!(both.conflicts().map(|(field, versions)| (field, versions.len())).collect::<Vec<_>>(), [("body", 2)]);
    assert_eq!(both.get("body"), Some(&json!("a")), "the later one shows");
    both.edit("body", json!("b"), by("bob", 6));
    assert_eq!(merged(&both, &ours).conflicts().count(), 0);
}

#[test]
fn unknown_fields_are_kept_and_broken_stamps_named() {
    let Value::Object(map) = json!({
        "id": "a", "body": "好的", "colour_of_newer_version": { "deep": [1, 2.5] },
        "edits": { "at": { "body": "yesterday", "gone": "1795514820123-0000-ann" } },
    }) else {
        unreachable!()
    };
    let (_, record, problems) = Record::read(map);
    assert_eq!(problems, ["edits.at.body", "edits.at.gone"]);
    assert_eq!(record.json("a")["colour_of_newer_version"], json!({ "deep": [1, 2.5] }));
    assert_eq!(record.get("body"), Some(&json!("好的")));
}

#[test]
fn parts_of_the_policy_merge_apart_and_stand_in_one_object() {
    let read = |value: Value| {
        let Value::Object(map) = value else { unreachable!() };
        Record::read(map)
    };
    // As it was written when the policy merged as a whole.
    let former = json!({
        "id": "t", "policy": { "forbidden": ["b"], "required": [2] }, "edits": { "at": { "policy": "0000000000005-0000-bob" } },
    });
    let (_, record, problems) = read(former.clone());
    assert_eq!(
        (Value::Object(record.json("t")), problems.len()),
        (former.clone(), 0),
        "the same bytes, and so the same sum"
    );
    // Two leads changed it apart.
    let mut apart = former;
    apart["edits"]["also"] =
        json!({ "policy": [{ "at": "0000000000003-0000-ann", "value": { "forbidden": ["a"], "required": [2] } }] });
    let (_, record, problems) = read(apart);
    assert_eq!((record.versions("policy/forbidden").len(), record.versions("policy/required").len()), (2, 2));
    assert_eq!(record.conflicts().map(|(field, _)| field).collect::<Vec<_>>(), ["policy/forbidden"]);
    assert_eq!((Record::read(record.json("t")).1, problems.len()), (record, 0));

    let (_, first, _) = read(json!({ "policy": { "forbidden": ["a"], "required": [1], "later": true } }));
    assert_eq!(first.json("")["policy"], json!({ "forbidden": ["a"], "required": [1], "later": true }));
    let (mut ann, mut bob) = (first.clone(), first);
    ann.edit("policy/forbidden", json!(["b"]), by("ann", 5));
    bob.edit("policy/required", json!([2]), by("bob", 6));
    let both = merged(&ann, &bob);
    assert_eq!((&both, both.conflicts().count()), (&merged(&bob, &ann), 0));
    let written = both.json("t");
    assert_eq!(written["policy"], json!({ "forbidden": ["b"], "required": [2], "later": true }));
    assert_eq!(
        written["edits"]["at"],
        json!({ "policy/forbidden": "0000000000005-0000-ann", "policy/required": "0000000000006-0000-bob" })
    );
    assert_eq!(Record::read(written).1, both);

    // Emptied by one who knew ann's words: they go, and what bob edited meanwhile stays.
    let seen = json!({ "ann": "0000000000005-0000" });
    let (_, emptied, problems) =
        read(json!({ "policy": null, "edits": { "at": { "policy": "0000000000009-0000-cy" }, "seen": seen } }));
    assert_eq!((emptied.latest().millis, problems.len()), (9, 0));
    assert_eq!(merged(&both, &emptied).json("")["policy"], json!({ "required": [2], "later": true }));
    assert_eq!(Record::read(emptied.json("t")).1, emptied);
}
