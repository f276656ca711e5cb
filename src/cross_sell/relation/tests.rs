//! What the rules say of goods of any shop, and that a shop's judgements change what is near to them and nothing else.

use super::{Judged, Relation, Relations};
use proptest::prelude::*;

fn judged(first: &str, second: &str, relation: Option<Relation>) -> Judged {
    Judged { names: [first.to_owned(), second.to_owned()], relation }
}

fn between(relations: &Relations, first: &str, second: &str) -> Option<Relation> {
    relations.between(&relations.known(first), &relations.known(second)).relation
}

fn learn(judged: &[Judged]) -> Relations {
    Relations::learn(judged, std::iter::empty())
}

/// What a kitchen shop said of some of its pairs.
fn kitchen() -> Vec<Judged> {
    vec![
        judged("北鹿 不锈钢汤锅 24cm", "北鹿 汤锅玻璃锅盖 24cm", Some(Relation::Extension)),
        judged("北鹿 不锈钢汤锅 20cm", "北鹿 汤锅玻璃锅盖 20cm", Some(Relation::Extension)),
        judged("北鹿 不锈钢汤锅 20cm", "北鹿 不锈钢汤锅 24cm", Some(Relation::Substitute)),
        judged("竹制砧板 大号", "三德菜刀 18cm", Some(Relation::Complement)),
        judged("竹制砧板 小号", "水果刀 10cm", Some(Relation::Complement)),
        judged("竹制砧板 大号", "洗衣液 2kg", None),
        judged("三德菜刀 18cm", "洗衣液 2kg", None),
    ]
}

#[test]
fn without_judgements_the_rules_speak() {
    let rules = learn(&[]);
    assert_eq!(between(&rules, "自动铅笔 0.5mm 蓝色", "自动铅笔 0.5mm 红色"), Some(Relation::Substitute));
    assert_eq!(between(&rules, "泡沫洗手液 按压瓶 300ml", "泡沫洗手液 补充装 1L"), Some(Relation::Extension));
    assert_eq!(
        between(&rules, "Gel pen Aurora 0.5 black", "Aurora gel pen refill 0.5 black"),
        Some(Relation::Extension)
    );
    assert_eq!(
        between(&rules, "泡ハンドソープ 本体 ミント", "泡ハンドソープ 詰替用 ミント"),
        Some(Relation::Extension)
    );
    assert_eq!(between(&rules, "竹制砧板 大号", "纯棉T恤 男"), None, "orders tell whether they go together");
}

#[test]
fn what_was_judged_is_told_again_and_in_either_order() {
    let learnt = learn(&kitchen());
    for Judged { names: [first, second], relation } in kitchen() {
        assert_eq!(between(&learnt, &first, &second), relation, "{first}, {second}");
        assert_eq!(between(&learnt, &second, &first), relation, "{second}, {first}");
    }
}

#[test]
fn a_judgement_holds_for_pairs_alike_and_for_no_others() {
    let learnt = learn(&kitchen());
    assert_eq!(between(&learnt, "北鹿 不锈钢汤锅 28cm", "北鹿 汤锅玻璃锅盖 28cm"), Some(Relation::Extension));
    assert_eq!(between(&learnt, "榉木砧板 中号", "三德菜刀 16cm"), Some(Relation::Complement));
    assert_eq!(between(&learnt, "自动铅笔 0.5mm 蓝色", "自动铅笔 0.5mm 红色"), Some(Relation::Substitute), "a rule");
}

#[test]
fn a_pair_that_stands_twice_is_what_more_judgements_say() {
    let mut all = kitchen();
    all.extend((0..3).map(|_| judged("竹制砧板 大号", "三德菜刀 18cm", None)));
    assert_eq!(between(&learn(&all), "竹制砧板 大号", "三德菜刀 18cm"), None);
}

#[test]
fn odd_names_are_read_too() {
    let learnt = learn(&[judged("", "", None), judged("!!!", "123", Some(Relation::Complement))]);
    assert!(learnt.between(&learnt.known(""), &learnt.known("🙂")).lead.is_finite());
    assert!(learnt.between(&learnt.known("123"), &learnt.known("!!!")).lead.is_finite());
}

proptest! {
    #[test]
    fn the_same_judgements_give_the_same_reading_in_either_order(
        names in prop::collection::vec("[锅盖刀板笔芯a-c ]{0,8}", 4..10),
        said in prop::collection::vec((0_usize..10, 0_usize..10, 0_usize..4), 0..12),
    ) {
        let relations = [Some(Relation::Substitute), Some(Relation::Extension), Some(Relation::Complement), None];
        let name = |at: usize| names[at % names.len()].as_str();
        let all: Vec<_> = said.iter().map(|(a, b, relation)| judged(name(*a), name(*b), relations[*relation])).collect();
        let (one, other) = (learn(&all), learn(&all));
        for (first, second) in names.iter().zip(names.iter().rev()) {
            let reading = one.between(&one.known(first), &one.known(second));
            prop_assert_eq!(reading, other.between(&other.known(first), &other.known(second)));
            prop_assert_eq!(reading.relation, one.between(&one.known(second), &one.known(first)).relation);
            prop_assert!(reading.lead >= 0.0 && reading.lead.is_finite());
        }
    }
}
