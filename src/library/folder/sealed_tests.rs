//! A folder whose pack is signed by a trusted key: the lead publishes, colleagues who look after the pack edit beside them,
//! one of them means ill, and everything arrives late, in any order, twice or in part.

use super::{tests::*, *};
use crate::library::{PhraseId, pack::Signature, seal::Seal};
use proptest::prelude::*;
use serde_json::json;

const KEY: &str = "11";
const LEAD: usize = 0;
const VILLAIN: usize = 1;
const DESKS: usize = 12;
const PUBLISHED: &str = "team.qinyu.json";

/// What the second module would say: the lead's signatures alone hold.
fn looked_at(pack: &Pack) -> Vec<Signed> {
    let one = |(key, signature): (&String, &Signature)| Signed {
        key: key.clone(),
        fingerprint: String::new(),
        by: signature.by.clone(),
        at: signature.at,
        is_genuine: signature.value == format!("by the lead: {} {}", signature.at, signature.sha256),
        is_unchanged: signature.sha256 == pack.sha256(),
    };
    pack.signatures.iter().map(one).collect()
}

fn sign(mut pack: Pack, at: u64) -> Pack {
    let sha256 = pack.sha256();
    let value = format!("by the lead: {at} {sha256}");
    pack.signatures = [(KEY.to_owned(), Signature { at, by: "店长".into(), sha256, value })].into();
    pack
}

/// The field in which the words stand that are not to be said.
const FORBIDDEN: &str = "policy/forbidden";

fn locked_team() -> Pack {
    let mut pack = team();
    pack.phrases.get_mut("p1").unwrap().first("locked", true.into());
    pack.head.first(FORBIDDEN, json!(["保证"]));
    sign(pack, 1)
}

/// An installation that trusts the lead's key: the lead, those who look after the pack, and every third one who doesn't.
fn desk(at: usize) -> Desk {
    let mut desk = Desk::new(at);
    let signed = locked_team();
    let seal = Seal::of(&signed, &looked_at(&signed)[0], at == LEAD).unwrap();
    let owner = if at % 3 == 2 { Owner::Team } else { Owner::Maintained };
    desk.library = empty_library();
    desk.library.packs.insert(0, KeptPack::new(owner, signed));
    desk.library.seals.insert("team".into(), seal);
    desk
}

fn owner(desk: &Desk) -> Owner {
    desk.library.pack("team").unwrap().owner
}

/// As [`Desk::sync`], with the second module's looks.
fn sync(desk: &mut Desk, cloud: &mut BTreeMap<String, Vec<String>>, now: u64) -> bool {
    let listing: Vec<_> = desk.disk.iter().map(|(name, (text, modified))| file(name, text, *modified)).collect();
    for listed in desk.folder.unread(&listing) {
        let text = desk.disk[&listed.name].0.clone();
        desk.folder.take(listed, &text, &mut desk.library);
    }
    let claims: Vec<_> =
        desk.folder.claims().map(|(name, pack, sum)| (name.to_owned(), sum.to_owned(), looked_at(pack))).collect();
    for (name, sum, signed) in claims {
        desk.folder.checked(&name, &sum, &signed, &mut desk.library);
    }
    let unwritten = desk.folder.unwritten(&desk.library);
    for (name, text) in &unwritten {
        desk.disk.insert(name.clone(), (text.clone(), now));
        cloud.entry(name.clone()).or_default().push(text.clone());
    }
    !unwritten.is_empty()
}

/// The lead signs what they see and publishes it.
fn publish(desk: &mut Desk, cloud: &mut BTreeMap<String, Vec<String>>, now: u64) {
    let signed = sign(desk.library.pack("team").unwrap().pack(), now);
    let seal = Seal::of(&signed, &looked_at(&signed)[0], true).unwrap();
    desk.library.pack_mut("team").unwrap().about.signatures.clone_from(&signed.signatures);
    desk.library.seals.insert("team".into(), seal);
    cloud.entry(PUBLISHED.into()).or_default().push(signed.print());
}

/// Unlocks, rewrites and deletes what is locked, drops the policy, and puts files in the lead's name.
fn mean_ill(desk: &mut Desk, cloud: &mut BTreeMap<String, Vec<String>>, chance: &mut Chance, now: u64) {
    let mut pack = desk.library.pack("team").unwrap().pack();
    let mut stamp = |record: &Record| desk.clock.stamp(record.latest(), now);
    let record = pack.phrases.get_mut("p1").unwrap();
    match chance.below(4) {
        0 => record.edit("locked", false.into(), stamp(record)),
        1 => record.edit("body", "随便退".into(), stamp(record)),
        2 => record.delete(stamp(record)),
        _ => pack.head.edit(FORBIDDEN, json!([]), stamp(&pack.head)),
    }
    if chance.below(2) == 0 {
        pack = sign(pack, now + 10_000);
        pack.signatures.get_mut(KEY).unwrap().value = "false".into();
    }
    let names = [PUBLISHED, "team.w01.qinyu.json", "team.villain.qinyu.json", "aaa.qinyu.json"];
    cloud.entry(names[chance.below(names.len())].into()).or_default().push(pack.print());
}

/// What holds at every moment: the locked phrase, and the policy, are some version that the lead signed.
fn holds(desk: &Desk) -> bool {
    let shown = desk.library.shown();
    let locked = shown.iter().find(|one| one.phrase.id.0 == "p1");
    let policy = desk.library.policy(desk.library.pack("team").unwrap());
    let is_leads = |body: &str| body == "好的" || body.starts_with("店长");
    locked.is_some_and(|one| one.is_fixed && is_leads(&one.phrase.body)) && policy.forbidden.len() == 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn nobody_but_the_lead_changes_what_is_locked_and_colleagues_get_what_was_signed(seed: u64) {
        let mut chance = Chance(seed);
        let mut desks: Vec<_> = (0..DESKS).map(desk).collect();
        let mut cloud = BTreeMap::from([(PUBLISHED.to_owned(), vec![locked_team().print()])]);
        for now in 2..=400 {
            let at = chance.below(DESKS);
            match chance.below(6) {
                0 if at == VILLAIN => mean_ill(&mut desks[at], &mut cloud, &mut chance, now),
                0 | 1 if owner(&desks[at]) == Owner::Maintained => {
                    let id = if at == LEAD { "p1" } else { "p2" };
                    let body = if at == LEAD { format!("店长-{now}") } else { format!("w{at:02}-{now}") };
                    let Desk { library, clock, .. } = &mut desks[at];
                    library.edit(&PhraseId(id.into()), &[("body", json!(body))], clock, now);
                }
                2 if at == LEAD => {
                    // As the room of signing has it: what is not the lead's is put back before.
                    let Desk { library, clock, .. } = &mut desks[LEAD];
                    library.put_back_signed("team", clock, now);
                    library.edit(&PhraseId("p1".into()), &[("body", json!(format!("店长-{now}")))], clock, now);
                    publish(&mut desks[LEAD], &mut cloud, now);
                }
                3 => drop(sync(&mut desks[at], &mut cloud, now)),
                _ => deliver(&mut desks[at], &cloud, &mut chance, now),
            }
            prop_assert!(at == LEAD || holds(&desks[at]), "{at} at {now}");
        }
        // The lead's last word is delivered to all.
        let Desk { library, clock, .. } = &mut desks[LEAD];
        library.put_back_signed("team", clock, 1000);
        publish(&mut desks[LEAD], &mut cloud, 1000);
        let last = cloud[PUBLISHED].last().unwrap().clone();
        for (at, desk) in desks.iter_mut().enumerate().filter(|(at, _)| *at != LEAD) {
            desk.disk.insert(PUBLISHED.into(), (last.clone(), 2000));
            sync(desk, &mut cloud, 2000 + at as u64);
            prop_assert!(holds(desk));
            let kept = desk.library.pack("team").unwrap();
            if kept.owner == Owner::Team {
                prop_assert!(kept.pack().print() == last, "{at} has something else than what was signed");
            }
        }
    }
}

#[test]
fn a_file_counts_by_its_signature_and_each_other_is_named() {
    let (mut reader, mut cloud) = (desk(2), BTreeMap::new());
    let mut next = locked_team();
    next.phrases.get_mut("p0").unwrap().first("body", "在的呢".into());
    let next = sign(next, 9);
    let mut forged = next.clone();
    forged.signatures.get_mut(KEY).unwrap().value = "x".into();
    let mut changed = next.clone();
    changed.phrases.get_mut("p2").unwrap().first("body", "别的".into());
    let other = Pack { signatures: [("22".to_owned(), next.signatures[KEY].clone())].into(), ..next.clone() };
    for (name, pack) in [
        ("a.qinyu.json", &forged),
        ("b.qinyu.json", &changed),
        ("c.qinyu.json", &other),
        ("d.qinyu.json", &team()),
        ("e.qinyu.json", &locked_team()),
        ("team.bob.qinyu.json", &changed),
        ("team.bob.qinyu (2).json", &changed),
    ] {
        reader.disk.insert(name.into(), (pack.print(), 1));
    }
    sync(&mut reader, &mut cloud, 1);
    let named = |desk: &Desk| {
        desk.folder.problems().map(|(name, problem)| (name.to_owned(), problem.clone())).collect::<Vec<_>>()
    };
    let not = |name: &str, verdict| (name.to_owned(), FileProblem::NotTrusted(verdict));
    let common = [
        not("a.qinyu.json", Verdict::Forged),
        not("b.qinyu.json", Verdict::Changed),
        not("c.qinyu.json", Verdict::OtherKey),
        not("d.qinyu.json", Verdict::Unsigned),
    ];
    let waits = ["team.bob.qinyu (2).json", "team.bob.qinyu.json"].map(|name| (name.to_owned(), FileProblem::Waits));
    assert_eq!(named(&reader), common.iter().chain(&waits).cloned().collect::<Vec<_>>());
    assert_eq!(reader.library.pack("team").unwrap().pack(), locked_team(), "nothing came of them");
    // For who looks after the pack, colleagues' edits count.
    let mut carer = desk(3);
    carer.disk = reader.disk.clone();
    sync(&mut carer, &mut cloud, 1);
    assert_eq!(named(&carer), common);
    reader.disk.insert("e.qinyu.json".into(), (next.print(), 2));
    sync(&mut reader, &mut cloud, 2);
    assert_eq!(reader.library.pack("team").unwrap().pack(), next);
    reader.disk.insert("e.qinyu.json".into(), (locked_team().print(), 3));
    sync(&mut reader, &mut cloud, 3);
    assert_eq!(reader.library.pack("team").unwrap().pack(), next, "an older signed one turns nothing back");
    assert_eq!(named(&reader).len(), 6);
}

#[test]
fn what_was_read_anew_meanwhile_is_not_taken_for_what_was_looked_at() {
    let mut reader = desk(2);
    let first = sign(team(), 9);
    let listed = file(PUBLISHED, &first.print(), 1);
    reader.folder.take(listed.clone(), &first.print(), &mut reader.library);
    let sum = first.sha256();
    assert!(reader.folder.checked(PUBLISHED, "another", &looked_at(&first), &mut reader.library).is_none());
    assert!(reader.folder.checked(PUBLISHED, &sum, &[], &mut reader.library).is_none());
    let again = reader.folder.unread(std::slice::from_ref(&listed));
    assert_eq!(again, std::slice::from_ref(&listed), "no answer: it is read again");
    reader.folder.take(listed, &first.print(), &mut reader.library);
    assert!(reader.folder.checked(PUBLISHED, &sum, &looked_at(&first), &mut reader.library).is_some());
}
