//! A file comes in only when the agent says so, others wait for it, and what was said about columns is said once.

use super::*;
use crate::{library::stamp::Writer, panel::Kept};

const PLAN: &str = r#"{"at":"plan","lost":[],"plan":{"kind":"catalogue","rows":5,"added":3,"changed":1,"same":1,"absent":2,
    "problem_count":1,"refused":1,"problems":[{"row":4,"column":"title","reason":"missing","refused":true}]}}"#;
const LACKING: &str = r#"{"at":"failed","error":{"kind":"columns","of":"catalogue","seen":["货号","品名"],"missing":[["item_id","link"]]}}"#;

fn state() -> State {
    State::new(Kept::default(), Writer::new("test").unwrap())
}

fn act(state: &mut State, action: ShopFileAction) -> Vec<ShopFileEffect> {
    let shop = |effect| match effect {
        Effect::Shop(effect) => effect,
        other => panic!("{other:?}"),
    };
    update(state, action).into_iter().map(shop).collect()
}

fn hear(state: &mut State, json: &str) -> Vec<ShopFileEffect> {
    act(state, ShopFileAction::Answer(json.into()))
}

fn choose(state: &mut State, names: &[&str]) -> Vec<ShopFileEffect> {
    act(state, ShopFileAction::Chosen(names.iter().map(|name| (*name).to_owned()).collect()))
}

fn read(place: usize, mapping: &str) -> ShopFileEffect {
    ShopFileEffect::Read { place, mapping: mapping.into(), encoding: String::new() }
}

const UNSAID: &str = r#"{"columns":{},"kind":""}"#;

#[test]
fn a_file_is_planned_kept_and_undone() {
    let mut state = state();
    assert_eq!(choose(&mut state, &["a.csv"]), [read(0, UNSAID)]);
    hear(&mut state, r#"{"at":"reading","bytes":5,"of":10,"rows":2,"problems":0}"#);
    assert_eq!(state.shop_files.step, Step::Reading(Progress { bytes: 5, of: 10, rows: 2, problems: 0 }));
    assert_eq!(act(&mut state, ShopFileAction::Apply), [], "there is no plan");
    hear(&mut state, PLAN);
    let Step::Planned(plan) = &state.shop_files.step else { panic!() };
    assert_eq!((plan.added, plan.changed, plan.absent, plan.problems[0].row), (3, 1, 2, 4));
    act(&mut state, ShopFileAction::Absent("off_shelf".into()));
    assert_eq!(act(&mut state, ShopFileAction::Apply), [ShopFileEffect::Order { name: "apply", value: "off_shelf" }]);
    assert_eq!(act(&mut state, ShopFileAction::Undo), [], "not while it is being kept");
    hear(&mut state, r#"{"at":"kept","undo":true}"#);
    hear(&mut state, r#"{"at":"learning","done":1,"of":2}"#);
    assert_eq!((&state.shop_files.step, state.shop_files.learning), (&Step::Idle, Some((1, 2))));
    hear(&mut state, r#"{"at":"learnt"}"#);
    assert_eq!(act(&mut state, ShopFileAction::Undo), [ShopFileEffect::Order { name: "undo", value: "" }]);
    hear(&mut state, r#"{"at":"kept","undo":false}"#);
    assert_eq!((state.shop_files.done, state.shop_files.learning), (None, None));
}

#[test]
fn files_wait_for_each_other_and_a_cancel_drops_them_all() {
    let mut state = state();
    choose(&mut state, &["a.csv", "b.csv"]);
    assert_eq!(choose(&mut state, &["c.csv"]), [], "it waits");
    hear(&mut state, PLAN);
    assert_eq!(act(&mut state, ShopFileAction::PutAway), [CANCEL, read(1, UNSAID)]);
    hear(&mut state, r#"{"at":"cancelled"}"#);
    hear(&mut state, PLAN);
    act(&mut state, ShopFileAction::Apply);
    assert_eq!(hear(&mut state, r#"{"at":"kept","undo":true}"#), [read(2, UNSAID)]);
    assert_eq!(state.shop_files.name(), "c.csv");
    assert_eq!(act(&mut state, ShopFileAction::Cancel), [CANCEL]);
    hear(&mut state, PLAN);
    assert_eq!(state.shop_files.step, Step::Stopping, "a plan that comes too late is none");
    assert_eq!(hear(&mut state, r#"{"at":"cancelled"}"#), []);
    assert_eq!(state.shop_files.step, Step::Idle);
    assert_eq!(choose(&mut state, &["d.csv"]), [read(3, UNSAID)]);
}

#[test]
fn what_was_said_about_columns_is_remembered_for_the_same_headers() {
    let mut state = state();
    choose(&mut state, &["a.csv"]);
    assert_eq!(hear(&mut state, LACKING), []);
    act(&mut state, ShopFileAction::Column { field: "item_id".into(), header: "品名".into() });
    act(&mut state, ShopFileAction::Column { field: "item_id".into(), header: "货号".into() });
    let mapping = r#"{"columns":{"item_id":"货号"},"kind":"catalogue"}"#;
    let effects = act(&mut state, ShopFileAction::ReadMapped);
    let [ShopFileEffect::Remember(kept), again] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(*again, read(0, mapping));

    // Another day, the same export.
    let mut later = self::state();
    act(&mut later, ShopFileAction::Remembered(kept.clone()));
    choose(&mut later, &["b.csv"]);
    assert_eq!(hear(&mut later, LACKING), [read(0, mapping)]);
    assert_eq!(hear(&mut later, LACKING), [], "it does not help: the agent is asked");
    assert!(matches!(later.shop_files.step, Step::Columns(..)));
    assert_eq!(answer::read_remembered("["), []);
}

#[test]
fn what_failed_says_why_and_the_next_file_can_be_chosen() {
    let mut state = state();
    choose(&mut state, &["a.csv"]);
    hear(
        &mut state,
        r#"{"at":"failed","error":{"kind":"which_encoding","candidates":[{"encoding":"gb18030","preview":"标题"}]}}"#,
    );
    let Step::Failed(failure) = &state.shop_files.step else { panic!() };
    assert_eq!(failure.candidates, [("gb18030".to_owned(), "标题".to_owned())]);
    let again = ShopFileEffect::Read { place: 0, mapping: UNSAID.into(), encoding: "gb18030".into() };
    assert_eq!(act(&mut state, ShopFileAction::ReadAs("gb18030".into())), [again]);
    hear(&mut state, r#"{"at":"failed","error":{"kind":"broken"}}"#);
    assert_eq!(choose(&mut state, &["b.csv"]), [read(1, UNSAID)]);
    assert_eq!(hear(&mut state, "nonsense"), []);
}
