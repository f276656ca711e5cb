//! One phrase or two, and what is found of them; beside each finding what looks like it and is none.

use super::*;
use crate::day::parse_hours;
use crate::library::{
    IntentId,
    kept_pack::{KeptPack, Owner},
    pack::Pack,
    pack_file,
    policy::{Forbidden, Required},
};
use std::collections::BTreeMap;

/// A phrase of which there is nothing to say.
fn phrase(id: &str, body: &str) -> Phrase {
    Phrase {
        id: PhraseId(id.into()),
        title: "标题".into(),
        body: body.into(),
        queries: vec!["怎么问".into()],
        ..Phrase::default()
    }
}

fn coded(id: &str, code: &str, body: &str) -> Phrase {
    Phrase { code: code.into(), ..phrase(id, body) }
}

fn with(phrase: Phrase, change: impl FnOnce(&mut Phrase)) -> Phrase {
    let mut phrase = phrase;
    change(&mut phrase);
    phrase
}

fn findings_by(policy: &Policy, phrases: &[Phrase]) -> Vec<Finding> {
    let linted: Vec<_> =
        phrases.iter().map(|phrase| Linted { phrase, trade: None, policy, has_unused_changes: false }).collect();
    lint(&linted, Day::parse("2026-11-24"))
}

fn findings(phrases: &[Phrase]) -> Vec<Finding> {
    findings_by(&Policy::default(), phrases)
}

/// The findings, and that the phrases have none left once their fixes are applied.
#[track_caller]
fn check(phrases: &[Phrase], expected: &[(&str, FindingKind)]) {
    let found = findings(phrases);
    let told: Vec<_> = found.iter().map(|finding| (finding.phrase.0.as_str(), finding.kind.clone())).collect();
    assert_eq!(told, expected);
    let mut mended = phrases.to_vec();
    for _ in 0..4 {
        let Some(finding) = findings(&mended).into_iter().find(|finding| finding.fix.is_some()) else { break };
        mended = apply(&finding, &mended);
    }
    let left = findings(&mended);
    assert!(left.iter().all(|finding| finding.fix.is_none()), "a fix left {left:?}");
}

fn apply(finding: &Finding, phrases: &[Phrase]) -> Vec<Phrase> {
    let find = |id: &PhraseId| phrases.iter().find(|phrase| phrase.id == *id);
    let fix = finding.fix.as_ref().unwrap();
    let Mended { changed, deleted, reset } = fix.mend(find(&finding.phrase).unwrap(), find);
    assert_eq!(reset, None);
    let kept = phrases.iter().filter(|phrase| Some(&phrase.id) != deleted.as_ref());
    kept.map(|phrase| changed.iter().find(|changed| changed.id == phrase.id).unwrap_or(phrase).clone()).collect()
}

fn id(id: &str) -> PhraseId {
    PhraseId(id.into())
}

#[test]
fn a_broken_body_is_mended_as_it_is_read() {
    let broken = phrase("a", "好{尺码|选择:S,M|数目}的}");
    let found = findings(std::slice::from_ref(&broken));
    let places: Vec<_> = found.iter().map(|finding| &broken.body[finding.place.bytes.clone().unwrap()]).collect();
    assert_eq!(places, ["数目", "}"]);
    check(
        std::slice::from_ref(&broken),
        &[
            ("a", FindingKind::Template(ProblemKind::UnknownPart)),
            ("a", FindingKind::Template(ProblemKind::StrayBrace)),
        ],
    );
    assert_eq!(apply(&found[0], &[broken])[0].body, "好{尺码|选择:S,M}的}}");
    check(&[phrase("a", "｛好｝{{好}}{|}")], &[]);
}

#[test]
fn a_slip_in_a_name_is_found_and_a_name_of_the_shops_own_is_none() {
    let unknown = |name: &str, meant: Option<&str>| FindingKind::UnknownPlaceholder {
        name: name.into(),
        meant: meant.map(str::to_owned),
    };
    check(&[phrase("a", "{发货时問}发")], &[("a", unknown("发货时問", Some("发货时间")))]);
    check(
        &[phrase("a", "in {Ship-Time}, {ship_timee}")],
        &[("a", unknown("Ship-Time", Some("ship_time"))), ("a", unknown("ship_timee", Some("ship_time")))],
    );
    check(&[phrase("a", "{口味偏好}的")], &[("a", unknown("口味偏好", None))]);
    let declared = apply(&findings(&[phrase("a", "{口味偏好?原味}的")])[0], &[phrase("a", "{口味偏好?原味}的")]);
    assert_eq!(declared[0].body, "{口味偏好?原味|文字}的");
    check(&[phrase("a", "{口味偏好}的"), phrase("b", "您要的{口味偏好|选择:甜,咸}已备注")], &[]);
    check(&["a", "b", "c"].map(|id| phrase(id, &format!("{id}的{{口味偏好}}"))), &[]);
    let slip = with(phrase("a", "{发货时間}发"), |phrase| phrase.variants = vec!["亲，{发货时間}哦".into()]);
    let found = findings(std::slice::from_ref(&slip));
    assert_eq!(found.len(), 1, "told once a phrase");
    assert_eq!(apply(&found[0], &[slip])[0].variants, ["亲，{发货时间}哦"]);
}

#[test]
fn a_phrase_that_is_not_there_or_within_itself_is_found() {
    check(&[phrase("a", "好{>jw}")], &[("a", FindingKind::NestedMissing("jw".into()))]);
    check(&[coded("a", "jw", "好{>jw}")], &[("a", FindingKind::NestedCycle("jw".into()))]);
    check(&[phrase("a", "好{>jw}"), coded("b", "JW", "再见")], &[]);
}

#[test]
fn a_text_too_long_for_a_chat_is_found_with_what_is_within_it() {
    check(&[phrase("a", &"好".repeat(LONGEST))], &[]);
    check(&[phrase("a", &"好".repeat(LONGEST + 1))], &[("a", FindingKind::TooLong(701))]);
    let within = [phrase("a", &format!("{{>b}}{}", "好".repeat(600))), phrase("b", &"的".repeat(200))];
    check(&within, &[("a", FindingKind::TooLong(800))]);
}

#[test]
fn what_the_team_and_the_platforms_forbid_is_found() {
    check(&[phrase("a", "加我微信发您")], &[("a", FindingKind::OutsideContact("加我微信".into()))]);
    check(&[phrase("a", "请勿加微信私下交易"), phrase("b", "支持微信支付的")], &[]);
    let policy = Policy {
        forbidden: vec![Forbidden { word: "保证".into(), instead: "尽量".into(), ..Forbidden::default() }],
        required: vec![Required { group: "物流".into(), placeholder: "ship_time".into() }],
    };
    let ship = |body: &str| with(phrase("a", body), |phrase| phrase.group = "物流/发货".into());
    let found = findings_by(&policy, &[ship("保证{快递?默认快递}发")]);
    let kinds: Vec<_> = found.iter().map(|finding| finding.kind.clone()).collect();
    assert_eq!(kinds, [FindingKind::Forbidden("保证".into()), FindingKind::Required("ship_time".into())]);
    assert_eq!(apply(&found[0], &[ship("保证{快递?默认快递}发")])[0].body, "尽量{快递?默认快递}发");
    assert_eq!(findings_by(&policy, &[ship("{发货时间?尽快}发"), phrase("b", "质保一年")]), []);
}

#[test]
fn codes_that_lead_nowhere_or_elsewhere_are_found() {
    check(&[coded("a", "fh", "在"), coded("b", "ＦＨ", "好")], &[("b", FindingKind::CodeTaken(id("a")))]);
    check(&[coded("a", "fh", "在"), coded("b", "fhs", "好")], &[("a", FindingKind::CodeBeginsAnother(id("b")))]);
    let mended = apply(&findings(&[coded("a", "fh", "在"), coded("b", "fh0", "好")])[0], &[coded("a", "fh", "在")]);
    assert_eq!(mended[0].code, "fh1");
    let replaced = with(coded("a", "fh", "在"), |phrase| phrase.successor = Some(id("b")));
    check(&[replaced, phrase("b", "好")], &[("a", FindingKind::CodeDead)]);
    let hours = |text: &'static str| move |phrase: &mut Phrase| phrase.validity.hours = parse_hours(text);
    let (day, night) = (coded("a", "fh", "在"), coded("b", "fh", "好"));
    check(&[with(day, hours("09:00-21:00")), with(night, hours("21:00-09:00"))], &[]);
    check(&[coded("a", "", "在"), coded("b", "", "好"), coded("c", "fh", "嗯"), coded("d", "gh", "哦")], &[]);
}

const LINE: &str = "付款后今天就给您发出，走默认快递，您放心拍哦";

#[test]
fn twins_are_found_and_merged_with_nothing_lost() {
    let twin = |of: &str, percent| FindingKind::Twin { of: id(of), percent };
    let other = with(phrase("b", &LINE.replace("您放心拍哦", "您放心拍吧")), |phrase| {
        phrase.code = "fh".into();
        phrase.queries = vec!["几时发".into(), "怎么问".into()];
    });
    let pair = [phrase("a", LINE), other];
    check(&pair, &[("b", twin("a", 94))]);
    let merged = apply(&findings(&pair)[0], &pair);
    assert_eq!((merged.len(), merged[0].variants.len(), merged[0].code.as_str()), (1, 1, "fh"));
    assert_eq!(merged[0].queries, ["怎么问", "几时发"]);
    check(&[phrase("a", "好的"), phrase("b", "好呀")], &[]);
    check(&[phrase("a", "好的。"), phrase("b", "好的。")], &[("b", twin("a", 100))]);
}

#[test]
fn what_only_looks_alike_is_no_twin() {
    let differing = |from: &str, to: &str| check(&[phrase("a", LINE), phrase("b", &LINE.replace(from, to))], &[]);
    differing("今天就", "今天不");
    differing("今天", "3天后");
    differing("默认快递", "EMS");
    differing("默认快递", "{快递}");
    let sale = |body: &str, until| with(phrase(until, body), |phrase| phrase.validity.until = Day::parse(until));
    let early = with(sale(LINE, "2027-01-01"), |phrase| phrase.validity.from = Day::parse("2026-11-01"));
    let late = with(phrase("later", LINE), |phrase| phrase.validity.from = Day::parse("2027-01-02"));
    check(&[early, late], &[]);
    let about =
        |id: &str, intent: &str| with(phrase(id, LINE), |phrase| phrase.intents = vec![IntentId(intent.into())]);
    check(&[about("a", "ask_dispatch"), about("b", "urge_dispatch")], &[]);
    let found = findings(&[sale(LINE, "2027-01-01"), phrase("b", LINE)]);
    assert_eq!(found.iter().map(|finding| finding.fix.clone()).collect::<Vec<_>>(), [None], "their limits differ");
}

#[test]
fn time_and_successors_are_looked_at() {
    let until = |until: &'static str| move |phrase: &mut Phrase| phrase.validity.until = Day::parse(until);
    let day = Day::parse("2026-11-23").unwrap();
    check(&[with(phrase("a", "好"), until("2026-11-23"))], &[("a", FindingKind::Expired(day))]);
    check(&[with(phrase("a", "好"), until("2026-11-24"))], &[]);
    let never = with(phrase("a", "好"), |phrase| {
        (phrase.validity.from, phrase.validity.until) = (Day::parse("2027-01-01"), Day::parse("2026-12-01"));
    });
    check(&[never], &[("a", FindingKind::NeverValid)]);
    let next = |of: &str, to: &str| with(phrase(of, of), |phrase| phrase.successor = Some(id(to)));
    check(&[next("a", "z")], &[("a", FindingKind::SuccessorMissing(id("z")))]);
    let circle = [next("a", "b"), next("b", "a"), next("c", "a")];
    check(&circle, &[("a", FindingKind::SuccessorCycle(id("b"))), ("b", FindingKind::SuccessorCycle(id("a")))]);
    check(&[next("a", "b"), phrase("b", "在")], &[]);
}

#[test]
fn what_a_phrase_lacks_is_told() {
    let bare =
        Phrase { id: id("a"), body: "{买家?亲}，您好，有什么可以帮您？".into(), ..Phrase::default() };
    check(std::slice::from_ref(&bare), &[("a", FindingKind::NoTitle), ("a", FindingKind::NoPhrasing)]);
    assert_eq!(apply(&findings(std::slice::from_ref(&bare))[0], &[bare])[0].title, "有什么可以帮您");
}

#[test]
fn a_library_is_looked_at_under_its_teams_rules() {
    let team = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"小鹿","policy":{"forbidden":["保证"]},"phrases":[
        {"id":"t","title":"锁","body":"团队的","queries":["x"],"locked":true}]}"#;
    let own = r#"{"format":"qinyu-pack","version":1,"id":"own","phrases":[
        {"id":"t","body":"我改的"},{"id":"o","title":"我的","body":"保证发货","queries":["y"]}]}"#;
    let kept = |owner, json| KeptPack::new(owner, pack_file::read(json).unwrap().0);
    let library = Library { packs: vec![kept(Owner::Team, team), kept(Owner::Personal, own)], ..Library::default() };
    let found = lint_library(&library, &library.shown(), None, &|_| true);
    let told: Vec<_> = found.iter().map(|finding| (finding.phrase.0.as_str(), finding.kind.clone())).collect();
    assert_eq!(told, [("t", FindingKind::LockedOverride), ("o", FindingKind::Forbidden("保证".into()))]);
    let reset = found[0].fix.as_ref().unwrap().mend(&phrase("t", ""), |_| None);
    assert_eq!(reset, Mended { reset: Some(id("t")), ..Mended::default() });
    let empty = Pack { phrases: BTreeMap::new(), ..Pack::default() };
    assert_eq!(
        lint_library(
            &Library { packs: vec![KeptPack::new(Owner::Personal, empty)], ..Library::default() },
            &[],
            None,
            &|_| true
        ),
        []
    );
}

#[test]
fn a_picture_that_is_not_here_is_named_and_can_be_dropped() {
    use crate::library::picture::DOT_NAME;
    let entries = [format!("{DOT_NAME} 尺码表"), "a".repeat(64), "C:/old/1.png".into()];
    let phrase = with(phrase("a", "好的"), |phrase| phrase.images = entries.to_vec());
    let linted = [Linted { phrase: &phrase, trade: None, policy: &Policy::default(), has_unused_changes: false }];
    let mut found = Vec::new();
    pictures::lint(&linted, &|name| name == DOT_NAME, &mut found);
    let kinds: Vec<_> = found.iter().map(|finding| finding.kind.clone()).collect();
    assert_eq!(kinds, [FindingKind::PicturesMissing(2)]);
    let mended = found[0].fix.as_ref().unwrap().mend(&phrase, |_| None).changed.remove(0);
    assert_eq!(mended.images, entries[..1]);
    found.clear();
    pictures::lint(&[Linted { phrase: &mended, ..linted[0] }], &|name| name == DOT_NAME, &mut found);
    assert_eq!(found, []);
}
