//! Which turns are noted, with what, and what becomes of them.

use super::*;
use crate::{
    library::{pack_file, stamp::Writer},
    panel::{Action, Kept, LibraryAction, update as act, update::rebuild},
    wire::{Composer, Outcome, PageEvent, Row, RowSender, Snapshot},
};

const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
    {"id":"ship","body":"付款后{发货时间}发出，默认走{快递}哦","queries":["什么时候发货"],"intents":["ask_dispatch"]},
    {"id":"care","body":"建议冷水手洗，不要暴晒，阴凉处晾干就好","queries":["没人这样问"]}]}"#;

fn state() -> State {
    let mut state = State::new(Kept { own: "own".into(), ..Kept::default() }, Writer::new("me").unwrap());
    state.library.starters = vec![pack_file::parse(PACK).unwrap().0];
    rebuild(&mut state);
    state
}

/// Shows a conversation whose rows are written "b:" or "s:" and what is said.
fn show(state: &mut State, id: &str, rows: &[&str]) {
    let row = |(at, row): (usize, &&str)| {
        let (sender, text) = row.split_once(':').unwrap();
        let sender = if sender == "b" { RowSender::Buyer } else { RowSender::Seller };
        Row { row: at.to_string(), sender, text: text.into(), card: None }
    };
    let snapshot = Snapshot {
        adapter: "generic".into(),
        id: id.into(),
        buyer: "小鹿爱吃糖".into(),
        composer: Composer::Ready,
        draft: false,
        shortened: false,
        focused: false,
        missing: Vec::new(),
        messages: rows.iter().enumerate().map(row).collect(),
    };
    state.now += 1;
    act(state, Action::Page(PageEvent::Conversation(snapshot)));
}

fn topics(state: &State) -> Vec<(&str, usize, Vec<&str>)> {
    state
        .topics()
        .map(|topic| {
            let answers = topic.answers.iter().map(|(_, answer)| answer.as_str()).collect();
            (topic.question.as_str(), topic.count, answers)
        })
        .collect()
}

const QUESTION: &str = "b:这个能放进洗碗机洗吗";
const ANSWER: &str = "s:小鹿爱吃糖您好，可以放的，上层不超过70度，有问题打13812345678";
const SCRUBBED: &str = "{买家}您好，可以放的，上层不超过70度，有问题打{联系电话}";

#[test]
fn a_turn_without_a_phrase_is_noted_and_then_with_its_answer() {
    let mut state = state();
    show(&mut state, "a", &[QUESTION]);
    assert_eq!(topics(&state), [("这个能放进洗碗机洗吗", 1, vec![])]);
    show(&mut state, "a", &[QUESTION, "b:我电话13912345678"]);
    assert_eq!(topics(&state), [("这个能放进洗碗机洗吗，我电话{联系电话}", 1, vec![])]);
    show(&mut state, "b", &["b:能放进洗碗机洗吗"]);
    show(&mut state, "b", &["b:能放进洗碗机洗吗", "s:稍等", ANSWER]);
    show(&mut state, "b", &["b:能放进洗碗机洗吗", "s:稍等", ANSWER, "b:谢谢"]);
    show(&mut state, "b", &["b:能放进洗碗机洗吗", "s:稍等", ANSWER, "b:谢谢", "s:不用谢的，欢迎您常来看看哦"]);
    let answer = format!("稍等\n{SCRUBBED}");
    let question = "这个能放进洗碗机洗吗，我电话{联系电话}";
    assert_eq!(topics(&state), [(question, 2, vec![answer.as_str()])], "thanks are no question");
}

#[test]
fn what_a_phrase_says_is_no_gap() {
    let mut state = state();
    act(&mut state, Action::Shop { name: "发货时间".into(), value: "48小时内".into() });
    act(&mut state, Action::Shop { name: "快递".into(), value: "圆通".into() });
    show(&mut state, "a", &["b:什么时候发货"]);
    assert_eq!((state.shown().count(), topics(&state).len()), (1, 0));
    show(&mut state, "a", &["b:什么时候发货", "s:亲，付款后48小时内发出，默认走圆通哦"]);
    assert_eq!(topics(&state), [], "what was suggested");
    show(&mut state, "b", &["b:这裙子怎么护理呀会缩水吗"]);
    show(&mut state, "b", &["b:这裙子怎么护理呀会缩水吗", "s:建议冷水手洗，不要暴晒，阴凉处晾干就好"]);
    assert_eq!(topics(&state), [], "what stands in the library");
    show(&mut state, "c", &["b:什么时候发货"]);
    show(&mut state, "c", &["b:什么时候发货", "s:这一款是定做的，师傅要七天才能做好"]);
    assert_eq!(topics(&state), [("什么时候发货", 1, vec!["这一款是定做的，师傅要七天才能做好"])], "something else");
}

#[test]
fn what_was_put_in_is_a_phrase_however_it_was_changed() {
    let mut state = state();
    show(&mut state, "a", &["b:什么时候发货"]);
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("今天就发".into()));
    act(&mut state, Action::ChooseEdit);
    act(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::Done }));
    show(&mut state, "a", &["b:什么时候发货", "s:今天就给您安排发走，放心等着收货吧"]);
    assert_eq!(topics(&state), []);
}

#[test]
fn a_phrase_is_made_of_the_answer_and_holds_nothing_of_the_buyer() {
    let mut state = state();
    for id in ["a", "b"] {
        show(&mut state, id, &[QUESTION]);
        show(&mut state, id, &[QUESTION, ANSWER]);
    }
    assert_eq!(topics(&state), [("这个能放进洗碗机洗吗", 2, vec![SCRUBBED])]);
    act(&mut state, Action::Library(LibraryAction::Go("gaps")));
    let number = state.topics().next().unwrap().answers[0].0;
    let effects = act(&mut state, Action::Library(LibraryAction::Gap(GapAction::Make(number))));
    let Some(Effect::Keep(changes)) = effects.first() else { panic!("{effects:?}") };
    assert!(changes.iter().all(|change| change.after.as_ref().is_none_or(|json| !json.contains("洗碗机"))));
    assert_eq!(effects.last(), Some(&Effect::Focus("field-title".into())));
    let Room::Editor(id) = state.desk.room.clone() else { panic!("no editor") };
    assert_eq!((state.phrase(&id).unwrap().phrase.body.as_str(), state.desk.back()), (SCRUBBED, "gaps"));
    assert_eq!(topics(&state), [], "it has a phrase now");
    show(&mut state, "b", &[QUESTION, ANSWER]);
    act(&mut state, Action::Library(LibraryAction::Undo));
    assert_eq!(topics(&state).len(), 1, "and has none again");
}

#[test]
fn what_is_not_needed_goes_and_the_oldest_make_room() {
    let mut state = state();
    for at in 0..=MOST {
        show(&mut state, &at.to_string(), &[QUESTION]);
    }
    assert_eq!((state.desk.gaps.gaps.len(), state.desk.gaps.turns.len()), (MOST, 50));
    let number = state.topics().next().unwrap().number;
    act(&mut state, Action::Library(LibraryAction::Gap(GapAction::Drop(number))));
    assert_eq!(topics(&state), []);
    show(&mut state, "x", &["b:谢谢"]);
    show(&mut state, "y", &["b:你好"]);
    show(&mut state, "", &[QUESTION]);
    assert_eq!(topics(&state), [], "courtesies, and a conversation that can't be told from others");
}
