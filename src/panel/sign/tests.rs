//! The lead signs; a colleague trusts the key, and is told of what it did not sign. The second module's answers are given.

use super::*;
use crate::{
    day::Moment,
    library::{kept_pack::KeptPack, pack::Pack, pack_file, stamp::Writer},
    panel::{
        Action, FolderAction, Kept, LibraryAction, Notice,
        share::{Answer, Question},
        update,
    },
};

const TEAM: &str = r#"{"format":"qinyu-pack","version":2,"id":"team","title":"T","phrases":[
    {"id":"a","body":"在的"},{"id":"b","body":"不退差价","locked":true}]}"#;
const KEY_ABOUT: &str = r#"{"name":"店长","key":"11","fingerprint":"aaaa bbbb"}"#;

fn state(packs: Vec<KeptPack>) -> State {
    let mut state = State::new(
        Kept { packs, own: "own-me".into(), installation: "me".into(), ..Kept::default() },
        Writer::new("me0").unwrap(),
    );
    state.library.starters.clear();
    (state.now, state.moment) = (1_000, Moment::parse("2026-11-24 10:00"));
    state
}

fn act(state: &mut State, action: LibraryAction) -> Vec<Effect> {
    state.now += 1;
    update(state, Action::Library(action))
}

fn team() -> Pack {
    pack_file::read(TEAM).unwrap().0
}

/// Answers the question who signed, as the second module would: of the keys 11 and 22, those with a value are genuine.
fn looked_at(state: &mut State, effects: &[Effect]) {
    for effect in effects {
        let Effect::Ask(Question::Signatures { of, head, sum }) = effect else { continue };
        let pack = Pack::read_head(head).unwrap();
        let one = |(key, signature): (&String, &Signature)| {
            let Signature { at, by, sha256, value } = signature;
            let is_genuine = value == "00";
            format!(
                r#"{{"key":"{key}","fingerprint":"f{key}","by":"{by}","at":{at},"is_genuine":{is_genuine},"sha256":"{sha256}"}}"#
            )
        };
        let json = format!("[{}]", pack.signatures.iter().map(one).collect::<Vec<_>>().join(","));
        act(state, LibraryAction::Answer(Answer::Signatures { of: of.clone(), sum: sum.clone(), json }));
    }
}

fn signed_by(mut pack: Pack, key: &str, at: u64, value: &str) -> Pack {
    let signature = Signature { at, by: format!("k{key}"), sha256: pack.sha256(), value: value.into() };
    pack.signatures.insert(key.into(), signature);
    pack
}

fn read(state: &mut State, pack: &Pack) {
    let effects = act(state, LibraryAction::Read(pack.print()));
    looked_at(state, &effects);
}

fn worth(state: &State) -> Option<Verdict> {
    let Room::Plan(plan) = &state.desk.room else { panic!("no plan") };
    planned(state, plan)
}

/// A colleague who took up the pack as key 11 signed it, and trusts that key.
fn colleague() -> State {
    let mut state = state(Vec::new());
    read(&mut state, &signed_by(team(), "11", 5, "00"));
    assert_eq!(worth(&state), Some(Verdict::New));
    let effects = act(&mut state, LibraryAction::Sign(SignAction::TrustPlanned("11".into())));
    let kept = |effect: &Effect| matches!(effect, Effect::KeepSeal { pack, seal: Some(seal) } if pack == "team" && seal.key == "11");
    assert!(effects.iter().any(kept), "{effects:?}");
    state
}

#[test]
fn a_lead_signs_what_they_look_after_and_signs_again_after_an_edit() {
    let mut state = state(vec![KeptPack::new(Owner::Maintained, team())]);
    act(&mut state, LibraryAction::Sign(SignAction::Open("team".into())));
    assert_eq!(act(&mut state, LibraryAction::Sign(SignAction::Sign)), [], "without a key");
    act(&mut state, LibraryAction::Answer(Answer::Key { json: r#"{"error":"other_kind"}"#.into(), is_new: false }));
    assert!(state.desk.key.is_none());
    act(&mut state, LibraryAction::Answer(Answer::Key { json: KEY_ABOUT.into(), is_new: true }));
    let asked = act(&mut state, LibraryAction::Sign(SignAction::Sign));
    let [Effect::Ask(Question::Sign { pack, signature, bytes })] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(*bytes, team().signed_bytes(signature));
    let signature = Signature { value: "00".into(), ..signature.clone() };
    let effects = act(&mut state, LibraryAction::Answer(Answer::Signed { pack: pack.clone(), signature }));
    assert!(matches!(&effects[..], [Effect::Keep(_), Effect::KeepSeal { seal: Some(seal), .. }] if seal.is_own));
    assert!(state.desk.shared.signed("team")[0].is_unchanged && !can_publish(&state, "team"), "no folder");
    act(&mut state, LibraryAction::Folder(FolderAction::Link(FolderLink::Open("客服".into()))));
    let published = act(&mut state, LibraryAction::Sign(SignAction::Publish));
    let [Effect::Folder(FolderEffect::Publish { name, text })] = &published[..] else { panic!("{published:?}") };
    assert_eq!((name.as_str(), pack_file::read(text).unwrap().0.signatures.len()), ("team.qinyu.json", 1));

    act(&mut state, LibraryAction::Open(crate::library::PhraseId("b".into())));
    act(&mut state, LibraryAction::Set { field: "body".into(), text: "七天保价".into() });
    act(&mut state, LibraryAction::Sign(SignAction::Open("team".into())));
    assert!(!state.desk.shared.signed("team")[0].is_unchanged);
    assert_eq!(state.library.changed_locks("team").0, ["不退差价"]);
    assert_eq!(act(&mut state, LibraryAction::Sign(SignAction::Publish)), [], "not as it is");
    let asked = act(&mut state, LibraryAction::Sign(SignAction::Sign));
    let [Effect::Ask(Question::Sign { signature, .. })] = &asked[..] else { panic!("{asked:?}") };
    // Someone edits before the answer comes.
    let answer =
        Answer::Signed { pack: "team".into(), signature: Signature { value: "00".into(), ..signature.clone() } };
    let by_other = pack_file::read(&TEAM.replace("在的", "在呢")).unwrap().0;
    state.library.merge(Owner::Team, &by_other);
    assert_eq!(act(&mut state, LibraryAction::Answer(answer)), []);
    assert_eq!(state.library.seals["team"].signature.at, 1_005, "the earlier signature is the last one");
}

#[test]
fn only_the_trusted_key_signs_on() {
    let mut state = colleague();
    act(&mut state, LibraryAction::Maintain("team".into()));
    act(&mut state, LibraryAction::Answer(Answer::Key { json: KEY_ABOUT.replace("11", "22"), is_new: false }));
    act(&mut state, LibraryAction::Sign(SignAction::Open("team".into())));
    assert_eq!(act(&mut state, LibraryAction::Sign(SignAction::Sign)), []);
    assert!(
        state.shown_phrases.iter().any(|one| one.is_fixed),
        "what is locked holds for who looks after the pack too"
    );
    let own = act(&mut state, LibraryAction::Answer(Answer::Key { json: KEY_ABOUT.into(), is_new: false }));
    assert!(matches!(&own[..], [Effect::KeepSeal { seal: Some(seal), .. }, _] if seal.is_own), "{own:?}");
    assert!(!state.shown_phrases.iter().any(|one| one.is_fixed));
    assert_eq!(act(&mut state, LibraryAction::Sign(SignAction::Sign)).len(), 1);
}

#[test]
fn a_colleague_is_told_what_a_copy_is_worth() {
    let mut state = colleague();
    assert!(state.desk.shared.signed("team")[0].is_unchanged);
    let newer = signed_by(pack_file::read(&TEAM.replace("在的", "在的呢")).unwrap().0, "11", 9, "00");
    let mut changed = newer.clone();
    changed.phrases.get_mut("a").unwrap().first("body", "改".into());
    let worth_of = |state: &mut State, pack: &Pack| {
        read(state, pack);
        worth(state).unwrap()
    };
    assert_eq!(worth_of(&mut state, &changed), Verdict::Changed);
    assert_eq!(worth_of(&mut state, &team()), Verdict::Unsigned);
    assert_eq!(worth_of(&mut state, &signed_by(team(), "22", 9, "00")), Verdict::OtherKey);
    assert_eq!(worth_of(&mut state, &signed_by(team(), "11", 4, "00")), Verdict::Older);
    assert_eq!(worth_of(&mut state, &signed_by(team(), "11", 9, "")), Verdict::Forged);
    assert_eq!(act(&mut state, LibraryAction::Import), [], "a false one is refused");
    assert_eq!(worth_of(&mut state, &newer), Verdict::Trusted);
    act(&mut state, LibraryAction::Import);
    assert_eq!(state.library.seals["team"].signature.at, 9);
    assert!(state.desk.shared.signed("team")[0].is_unchanged);
    // A changed copy is taken up at the agent's own risk, and shows as what it is.
    assert_eq!(worth_of(&mut state, &pack_file::read(&TEAM.replace("不退", "退")).unwrap().0), Verdict::Unsigned);
    act(&mut state, LibraryAction::Import);
    assert!(!state.desk.shared.signed("team")[0].is_unchanged);
    assert!(state.shown_phrases.iter().any(|one| one.phrase.body == "不退差价" && one.is_fixed));
    let forgotten = act(&mut state, LibraryAction::Sign(SignAction::Forget("team".into())));
    assert!(matches!(&forgotten[0], Effect::KeepSeal { seal: None, .. }));
    assert_eq!(worth_of(&mut state, &signed_by(team(), "22", 9, "00")), Verdict::New);
}

#[test]
fn nothing_is_imported_before_its_signatures_were_looked_at() {
    let mut state = colleague();
    let newer = signed_by(team(), "11", 9, "00");
    let first = act(&mut state, LibraryAction::Read(newer.print()));
    assert_eq!((worth(&state), act(&mut state, LibraryAction::Import)), (None, Vec::new()));
    let other = signed_by(pack_file::read(&TEAM.replace("在的", "假的")).unwrap().0, "11", 10, "");
    let second = act(&mut state, LibraryAction::Read(other.print()));
    looked_at(&mut state, &first);
    assert_eq!(worth(&state), None, "that was about another file");
    looked_at(&mut state, &second);
    assert_eq!(worth(&state), Some(Verdict::Forged));
}

#[test]
fn a_key_is_trusted_for_a_pack_that_is_there_already() {
    let mut state = state(vec![KeptPack::new(Owner::Team, signed_by(team(), "11", 5, "00"))]);
    let trust = || LibraryAction::Sign(SignAction::Trust { pack: "team".into(), key: "11".into() });
    let effects = act(&mut state, LibraryAction::Go("packs"));
    assert_eq!(act(&mut state, trust()), [], "nobody has looked yet");
    looked_at(&mut state, &effects);
    assert!(matches!(&act(&mut state, trust())[0], Effect::KeepSeal { seal: Some(_), .. }));
    let listed = crate::library::folder::Listed { name: "team.qinyu.json".into(), size: 1, modified: 1 };
    let newer = signed_by(pack_file::read(&TEAM.replace("不退", "七天")).unwrap().0, "11", 9, "00");
    let read = act(&mut state, LibraryAction::Folder(FolderAction::Read(vec![(listed, newer.print())])));
    assert!(state.shown_phrases.iter().any(|one| one.phrase.body == "不退差价"), "not before it was looked at");
    looked_at(&mut state, &read);
    assert!(state.shown_phrases.iter().any(|one| one.phrase.body == "七天差价" && one.is_fixed));
    assert_eq!((state.library.seals["team"].signature.at, state.folder.files.whole_files()), (9, 1));
}

#[test]
fn one_undo_takes_back_an_import_with_the_word_of_the_key_that_came_with_it() {
    let mut state = colleague();
    let first = state.library.seals["team"].clone();
    let newer = signed_by(pack_file::read(&TEAM.replace("不退", "七天")).unwrap().0, "11", 9, "00");
    read(&mut state, &newer);
    act(&mut state, LibraryAction::Import);
    let second = state.library.seals["team"].clone();
    let locked =
        |state: &State, body: &str| state.shown_phrases.iter().any(|one| one.phrase.body == body && one.is_fixed);
    assert!(second != first && locked(&state, "七天差价"));
    let kept = |effects: &[Effect], wanted: Option<&Seal>| {
        let kept = |effect: &Effect| matches!(effect, Effect::KeepSeal { seal, .. } if seal.as_deref() == wanted);
        assert_eq!(effects.iter().filter(|effect| kept(effect)).count(), 1, "{effects:?}");
    };
    kept(&act(&mut state, LibraryAction::Undo), Some(&first));
    assert!(state.library.seals["team"] == first && locked(&state, "不退差价"));
    kept(&act(&mut state, LibraryAction::Redo), Some(&second));
    assert!(state.library.seals["team"] == second && locked(&state, "七天差价"));
    act(&mut state, LibraryAction::Undo);
    read(&mut state, &newer);
    assert_eq!(worth(&state), Some(Verdict::Trusted), "it can be imported again");
    act(&mut state, LibraryAction::Go("packs"));
    // The import before it is the one with which the agent began to trust the key.
    kept(&act(&mut state, LibraryAction::Undo), None);
    assert_eq!(state.library.seals.len(), 0);
    assert!(state.library.pack("team").is_none());
    kept(&act(&mut state, LibraryAction::Redo), Some(&first));
    assert!(locked(&state, "不退差价"));
}

#[test]
fn a_word_that_came_since_stays_when_an_import_is_undone() {
    let mut state = colleague();
    act(&mut state, LibraryAction::Sign(SignAction::Forget("team".into())));
    let effects = act(&mut state, LibraryAction::Undo);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::KeepSeal { .. })), "{effects:?}");
    assert!(state.library.pack("team").is_none());
}

#[test]
fn a_first_import_with_pictures_waits_for_them_and_then_trusts_the_key() {
    use crate::{
        library::picture::{DOT, DOT_NAME},
        panel::{Bringer, PictureAction},
    };
    let mut pack = team();
    pack.phrases.get_mut("a").unwrap().first("images", vec![DOT_NAME].into());
    let mut pack = signed_by(pack, "11", 5, "00");
    pack.images.insert(DOT_NAME.into(), DOT.into());
    let mut state = state(Vec::new());
    read(&mut state, &pack);
    let waits = act(&mut state, LibraryAction::Sign(SignAction::TrustPlanned("11".into())));
    assert!(matches!(&waits[..], [Effect::Picture(PictureEffect::Keep { bringer: Bringer::Plan, .. })]), "{waits:?}");
    assert!(state.library.seals.is_empty() && state.library.pack("team").is_none());
    let mut kept = |is_whole: bool| {
        let names = if is_whole { vec![DOT_NAME.to_owned()] } else { Vec::new() };
        update(&mut state, PictureAction::Kept { names, bringer: Bringer::Plan, is_whole }.into())
    };
    assert_eq!(kept(false), [], "a full disk");
    let effects = kept(true);
    let is_kept = |effect: &Effect| matches!(effect, Effect::KeepSeal { seal: Some(seal), .. } if seal.key == "11");
    assert!(effects.iter().any(is_kept), "{effects:?}");
    assert!(state.library.pack("team").is_some() && state.desk.shared.key_to_trust.is_none());

    // An import without trust after one that waited in vain trusts nothing.
    let mut state = self::state(Vec::new());
    read(&mut state, &pack);
    act(&mut state, LibraryAction::Sign(SignAction::TrustPlanned("11".into())));
    act(&mut state, LibraryAction::Import);
    update(
        &mut state,
        PictureAction::Kept { names: vec![DOT_NAME.into()], bringer: Bringer::Plan, is_whole: true }.into(),
    );
    assert!(state.library.seals.is_empty() && state.library.pack("team").is_some());
}

#[test]
fn a_public_key_file_stands_for_comparing_the_fingerprint() {
    let mut lead = state(vec![KeptPack::new(Owner::Maintained, team())]);
    let save = || LibraryAction::Sign(SignAction::SavePublic);
    assert_eq!(act(&mut lead, save()), [], "without a key");
    act(&mut lead, LibraryAction::Answer(Answer::Key { json: KEY_ABOUT.into(), is_new: true }));
    let [Effect::Ask(Question::SavePublic(file))] = &act(&mut lead, save())[..] else { panic!("not asked") };
    assert!(file.ends_with(".public.key"), "{file}");

    let public = |pack: &str, fingerprint: &str| {
        LibraryAction::Answer(Answer::Public { pack: pack.into(), fingerprint: fingerprint.into() })
    };
    let refused = Some(Notice::Library(LibraryNotice::NoPublicKey));
    let mut planned = state(Vec::new());
    read(&mut planned, &signed_by(team(), "11", 5, "00"));
    for other in ["f22", ""] {
        assert_eq!((act(&mut planned, public("", other)), &planned.notice), (Vec::new(), &refused));
    }
    act(&mut planned, public("", "f11"));
    assert_eq!(planned.library.seals["team"].key, "11");

    let mut kept = state(vec![KeptPack::new(Owner::Team, signed_by(team(), "11", 5, "00"))]);
    let effects = act(&mut kept, LibraryAction::Go("packs"));
    looked_at(&mut kept, &effects);
    act(&mut kept, public("team", "f11"));
    assert_eq!(kept.library.seals["team"].key, "11");
}

#[test]
fn what_goes_by_trusting_a_key_is_listed_before() {
    let mut state = state(vec![KeptPack::new(Owner::Maintained, team())]);
    act(&mut state, LibraryAction::Open(crate::library::PhraseId("a".into())));
    act(&mut state, LibraryAction::Set { field: "body".into(), text: "我改过的".into() });
    state.desk.scope = crate::panel::Scope::Pack("team".into());
    act(&mut state, LibraryAction::New);
    act(&mut state, LibraryAction::Set { field: "title".into(), text: "只有我有".into() });
    let signed = pack_file::read(&TEAM.replace("在的", "在呢")).unwrap().0;
    read(&mut state, &signed_by(signed, "11", 5, "00"));
    let shown = crate::panel::view(&state).into_string();
    let at = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text} in {shown}"));
    let trust = at("id=\"trust\"");
    assert!(at("多出的 1 条会移走") < at("只有我有") && at("只有我有") < trust);
    assert!(at("您这里改过的 1 条会换成签名的") < trust);
}

#[test]
fn a_secret_is_never_printed() {
    assert_eq!(format!("{:?}", SignAction::Key(Secret("abc".into()))), "Key(Secret)");
}
