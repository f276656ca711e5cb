//! What holds of a pack whose key is trusted, whatever comes in beside it.

use super::*;
use crate::library::{PhraseId, pack_file, stamp::Writer};

const TEAM: &str = r#"{"format":"qinyu-pack","version":2,"id":"team","title":"小鹿","policy":{"forbidden":["保证"]},"phrases":[
    {"id":"a","body":"在的"},{"id":"b","body":"包邮，不退差价","locked":true},{"id":"c","body":"好的"}]}"#;
const KEY: &str = "11";
/// The field in which the words stand that are not to be said.
const FORBIDDEN: &str = "policy/forbidden";

/// A signature as the second module finds it genuine.
fn signed(pack: &Pack) -> Vec<Signed> {
    let one = |(key, signature): (&String, &Signature)| Signed {
        key: key.clone(),
        fingerprint: format!("f-{key}"),
        by: signature.by.clone(),
        at: signature.at,
        is_genuine: signature.value == "genuine",
        is_unchanged: signature.sha256 == pack.sha256(),
    };
    pack.signatures.iter().map(one).collect()
}

fn sign(mut pack: Pack, key: &str, at: u64) -> Pack {
    let signature = Signature { at, by: "店长".into(), sha256: pack.sha256(), value: "genuine".into() };
    pack.signatures.insert(key.into(), signature);
    pack
}

fn team() -> Pack {
    pack_file::read(TEAM).unwrap().0
}

fn edited(pack: &Pack, id: &str, field: &str, value: Value, writer: &str, at: u64) -> Pack {
    let mut pack = pack.clone();
    let record = if id.is_empty() { &mut pack.head } else { pack.phrases.entry(id.into()).or_default() };
    let stamp = Clock::new(Writer::new(writer).unwrap()).stamp(record.latest(), at);
    record.edit(field, value, stamp);
    pack
}

/// A library with the signed pack, its key trusted.
fn library(owner: Owner, is_own: bool) -> Library {
    let pack = sign(team(), KEY, 5);
    let seal = Seal::of(&pack, &signed(&pack)[0], is_own).unwrap();
    let own = KeptPack::new(Owner::Personal, Pack { id: "own".into(), ..Pack::default() });
    Library {
        packs: vec![KeptPack::new(owner, pack), own],
        seals: [("team".to_owned(), seal)].into(),
        ..Library::default()
    }
}

/// The shown phrases, `!` for what the agent can't change; then what is forbidden.
#[track_caller]
fn check(library: &Library, expected: &str) {
    let shown = library.shown();
    let phrases = shown
        .iter()
        .map(|one| format!("{}={}{}", one.phrase.id.0, one.phrase.body, if one.is_fixed { "!" } else { "" }));
    let policy = library.policy(library.pack("team").unwrap());
    let words = policy.forbidden.iter().map(|entry| format!("-{}", entry.word));
    assert_eq!(phrases.chain(words).collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn a_copy_is_worth_what_its_signatures_say() {
    let pack = sign(team(), KEY, 5);
    let changed = edited(&pack, "a", "body", "在呢".into(), "bob", 6);
    let mut forged = pack.clone();
    forged.signatures.get_mut(KEY).unwrap().value = "x".into();
    let other = sign(team(), "22", 7);
    let mut both_false = other.clone();
    both_false.signatures.get_mut("22").unwrap().value = "x".into();
    let copies = [&team(), &pack, &changed, &forged, &other, &both_false, &sign(sign(team(), "22", 7), KEY, 9)];
    let worth = |trusted| copies.iter().map(|pack| verdict(trusted, &signed(pack))).collect::<Vec<_>>();
    use Verdict::{Changed, Forged, New, Older, OtherKey, Trusted, Unsigned};
    assert_eq!(worth(None), [Unsigned, New, Changed, Forged, New, Forged, New]);
    assert_eq!(worth(Some((KEY, 5))), [Unsigned, Trusted, Changed, Forged, OtherKey, Forged, Trusted]);
    assert_eq!(worth(Some((KEY, 6))), [Unsigned, Older, Changed, Forged, OtherKey, Forged, Trusted]);
    assert!(Seal::of(&changed, &signed(&changed)[0], false).is_none(), "what changed since is nobody's word");
    assert!(Seal::of(&forged, &signed(&forged)[0], false).is_none());
}

#[test]
fn what_is_locked_and_the_policy_stay_as_signed_whatever_is_merged() {
    let attacks = |pack: &Pack| {
        let pack = edited(pack, "b", "locked", false.into(), "bob", 6);
        let pack = edited(&pack, "b", "body", "随便".into(), "bob", 7);
        let pack = edited(&pack, "a", "locked", true.into(), "bob", 8);
        edited(&pack, "", FORBIDDEN, json!([]), "bob", 9)
    };
    for owner in [Owner::Team, Owner::Maintained] {
        let mut library = library(owner, false);
        let as_signed = "a=在的 b=包邮，不退差价! c=好的 -保证";
        check(&library, as_signed);
        library.merge(Owner::Team, &attacks(&team()));
        check(&library, as_signed);
        let mut gone = team();
        gone.phrases
            .get_mut("b")
            .unwrap()
            .delete(Clock::new(Writer::new("bob").unwrap()).stamp(Default::default(), 20));
        library.merge(Owner::Team, &gone);
        check(&library, as_signed);
        let clock = &mut Clock::new(Writer::new("me").unwrap());
        let id = PhraseId("b".into());
        assert_eq!(library.edit(&id, &[("body", "我的".into())], clock, 30), []);
        assert_eq!(library.remove(&id, clock, 31), []);
        assert!(!library.is_writable(&id) && library.is_writable(&PhraseId("a".into())));
        check(&library, as_signed);
    }
}

#[test]
fn a_false_signature_pushes_no_true_one_out() {
    let mut library = library(Owner::Maintained, false);
    let mut forged = sign(team(), KEY, 99);
    forged.signatures.get_mut(KEY).unwrap().value = "x".into();
    library.merge(Owner::Team, &forged);
    let kept = library.pack("team").unwrap();
    assert_eq!(kept.about.signatures[KEY].at, 5);
    assert_eq!(library.verdict("team", &signed(&kept.pack())), Verdict::Trusted);
}

#[test]
fn what_colleagues_get_is_exactly_what_was_signed() {
    let mut library = library(Owner::Team, false);
    library.merge(Owner::Team, &edited(&team(), "d", "body", "多的".into(), "bob", 6));
    library.merge(Owner::Team, &edited(&team(), "e", "body", "又一条".into(), "me0", 6));
    let second = TEAM.replace(r#",{"id":"c","body":"好的"}"#, "").replace("在的", "在的呢").replace("保证", "第一");
    let second = sign(pack_file::read(&second).unwrap().0, KEY, 8);
    let changes = library.take_signed(&second);
    let told: Vec<_> = changes.iter().map(|change| (change.id.as_str(), change.after.is_some())).collect();
    assert_eq!(told, [("", true), ("a", true), ("c", false), ("d", false), ("e", false)]);
    check(&library, "a=在的呢 b=包邮，不退差价! -第一");
    assert_eq!(library.take_signed(&second), []);
    library.take_signed(&sign(team(), KEY, 5));
    assert_eq!(library.policy(library.pack("team").unwrap()).forbidden[0].word, "第一", "the later word holds");
}

#[test]
fn the_holder_of_the_key_sees_what_changed_and_can_put_it_back() {
    let mut library = library(Owner::Maintained, true);
    let none: (Vec<String>, bool) = Default::default();
    assert_eq!(library.changed_locks("team"), none);
    let theirs = edited(&team(), "b", "locked", Value::Null, "bob", 6);
    let theirs = edited(&theirs, "", FORBIDDEN, Value::Null, "bob", 7);
    let theirs = edited(&theirs, "c", "locked", true.into(), "bob", 8);
    library.merge(Owner::Team, &theirs);
    check(&library, "a=在的 b=包邮，不退差价 c=好的");
    assert_eq!(library.changed_locks("team"), (vec!["包邮，不退差价".into(), "好的".into()], true));
    let clock = &mut Clock::new(Writer::new("me").unwrap());
    assert_eq!(library.put_back_signed("team", clock, 9).len(), 3);
    assert_eq!(library.changed_locks("team"), none);
    assert_eq!(library.put_back_signed("team", clock, 10), []);
    check(&library, "a=在的 b=包邮，不退差价 c=好的 -保证");
    library.merge(Owner::Team, &theirs);
    assert_eq!(library.changed_locks("team"), none, "an edit that was seen does not come back");
}

#[test]
fn a_seal_comes_back_from_its_records() {
    let seal = library(Owner::Team, false).seals["team"].clone();
    let records = seal.records();
    assert_eq!(records.keys().map(String::as_str).collect::<Vec<_>>(), ["", "b"]);
    let mut read = Seal::read(&records[""]).unwrap();
    assert!(read.take("b", Some(&records["b"])) && !read.clone().take("x", Some("[")));
    assert_eq!(read, seal);
    read.take("b", None);
    assert!(read.locked().is_empty());
    assert_eq!((Seal::read("{}"), Seal::read("[")), (None, None));
}
