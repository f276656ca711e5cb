//! A rehearsal in the panel, and the page's talk meanwhile.

use super::*;
use crate::{
    care::training::{Ending, Line},
    chat::Sender,
    library::{Language, stamp::Writer},
    panel::{Kept, Link, SellingAction, Tab, dom, update as act, view::tests::shop_states::selling},
    wire::{Composer, PageEvent, Row, RowSender, Snapshot},
};

fn row(row: &str, sender: RowSender, text: &str) -> Row {
    Row { row: row.into(), sender, text: text.into(), card: None }
}

fn shows(rows: Vec<Row>) -> Action {
    Action::Page(PageEvent::Conversation(Snapshot {
        adapter: "generic".into(),
        id: "a".into(),
        buyer: "小鹿".into(),
        composer: Composer::Ready,
        draft: false,
        shortened: false,
        focused: false,
        missing: Vec::new(),
        messages: rows,
    }))
}

/// A panel on a page without a chat, or with one in which a buyer asked.
fn state(asked: &str) -> State {
    let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
    if !asked.is_empty() {
        act(&mut state, shows(vec![row("1", RowSender::Buyer, asked)]));
    }
    state
}

fn train(state: &mut State, action: TrainingAction) -> Vec<Effect> {
    act(state, action.into())
}

fn say(state: &mut State, text: &str) -> Vec<Effect> {
    train(state, TrainingAction::Type(text.into()));
    train(state, TrainingAction::Say)
}

fn said(state: &State) -> Vec<&str> {
    state.conversation.messages.iter().map(|message| message.text.as_str()).collect()
}

#[test]
fn a_reply_that_is_chosen_goes_into_the_box_and_is_said_by_enter() {
    let mut state = state("");
    train(&mut state, TrainingAction::Open);
    let effects = train(&mut state, TrainingAction::Begin("late_parcel".into()));
    assert_eq!(effects, [Effect::Send(PageCommand::Keys { active: false }), Effect::Focus("train-say-1".into())]);
    assert_eq!(said(&state), ["我的快递四天没动了！！", "你们到底管不管"]);
    assert!(state.shown().next().is_some(), "replies are suggested as in any chat");
    let text = state.shown().next().unwrap().filled.text().unwrap();
    assert_eq!(act(&mut state, Action::Choose(1)), [Effect::Focus("train-say-2".into())]);
    assert_eq!(state.typed, text);
    let enter = dom::Key { code: "Enter", on: "train_type", ..dom::Key::default() };
    assert_eq!(dom::key(&state, dom::Key { shift: true, ..enter }), None);
    let says = dom::key(&state, enter).unwrap();
    let effects = act(&mut state, says);
    assert_eq!((effects, state.typed.as_str()), (vec![Effect::Focus("train-say-3".into())], ""));
    let rehearsal = state.rehearsal().unwrap();
    assert_eq!(rehearsal.feedback()[0].reply, text);
    assert!(matches!(rehearsal.lines(), [_, _, Line::Agent(0), Line::Buyer(_)]), "the buyer answers at once");
    assert_eq!(say(&mut state, "  "), [], "nothing is said");
}

#[test]
fn the_page_goes_on_meanwhile_and_is_there_again() {
    let mut state = state("能便宜点吗");
    act(&mut state, Action::Edit(1));
    act(&mut state, Action::EditText("我改的".into()));
    let shown: Vec<_> = state.shown().map(|one| one.phrase.clone()).collect();
    train(&mut state, TrainingAction::Begin("size".into()));
    assert_eq!(state.work.edit, None);
    act(&mut state, shows(vec![row("1", RowSender::Buyer, "能便宜点吗"), row("2", RowSender::Buyer, "在不在")]));
    act(&mut state, Action::Page(PageEvent::Draft { id: "a".into(), text: "稍等".into() }));
    assert_eq!((said(&state), state.typed.as_str()), (vec!["", "165 110斤穿什么码"], ""), "they don't mix");
    assert_eq!(state.of_page().messages.len(), 2);
    let effects = train(&mut state, TrainingAction::Close);
    assert_eq!(effects, [Effect::Send(PageCommand::Keys { active: true }), Effect::Focus("tab-chat".into())]);
    assert_eq!((said(&state), state.typed.as_str()), (vec!["能便宜点吗", "在不在"], "稍等"));
    let edit = state.work.edit.clone().unwrap();
    assert_eq!((edit.text.as_str(), edit.outdated), ("我改的", true));
    assert!(shown.iter().any(|phrase| state.shown().any(|one| one.phrase == *phrase)));

    train(&mut state, TrainingAction::Begin("size".into()));
    act(&mut state, Action::Link(Link::Reload));
    assert!(matches!(state.link, Link::Attached { .. }) && said(&state).len() == 2);
    train(&mut state, TrainingAction::Leave);
    assert_eq!((&state.link, said(&state)), (&Link::Reload, vec![]));
}

#[test]
fn nothing_of_it_is_learned_counted_kept_or_put_into_the_page() {
    let mut state = selling("这套是什么材质的");
    let (usage, counts, gaps) = (state.usage.clone(), state.settings.counts.clone(), state.topics().count());
    let mut effects = train(&mut state, TrainingAction::Begin("haggler".into()));
    for _ in 0..2 {
        effects.extend(act(&mut state, Action::Dismiss(1)));
        effects.extend(act(&mut state, Action::Restore));
        effects.extend(act(&mut state, Action::Copy(1)));
        effects.extend(act(&mut state, Action::Choose(1)));
        effects.extend(act(&mut state, Action::Edit(1)));
        effects
            .extend(act(&mut state, Action::EditText("理解的，您要几件？我帮您看看券，好的我要这套怎么下单".into())));
        effects.extend(act(&mut state, Action::ChooseEdit));
        effects.extend(act(&mut state, Action::Mend(0)));
        effects.extend(act(&mut state, Action::Selling(SellingAction::Take(1))));
        effects.extend(act(&mut state, Action::Fill { name: "快递".into(), value: "中通".into() }));
        effects.extend(train(&mut state, TrainingAction::Say));
    }
    let quiet = |effect: &Effect| {
        matches!(effect, Effect::Focus(_) | Effect::Copy(_) | Effect::Send(PageCommand::Keys { active: false }))
    };
    assert!(effects.iter().all(quiet), "{effects:?}");
    assert!(!state.rehearsal().unwrap().feedback().is_empty());
    assert!(state.topics().count() == gaps && state.ledger.follow_ups().is_empty());
    train(&mut state, TrainingAction::Close);
    assert_eq!((state.usage, state.settings.counts), (usage, counts));
}

#[test]
fn keys_of_the_page_choose_nothing_that_is_not_shown() {
    let mut state = state("谢谢");
    train(&mut state, TrainingAction::Begin("size".into()));
    let key = PageEvent::Key { slot: 1, id: "a".into(), last_row: "1".into() };
    assert_eq!(act(&mut state, Action::Page(key)), []);
    assert_eq!(state.typed, "");
    let effects = act(&mut state, Action::Page(PageEvent::Ready));
    assert!(effects.contains(&Effect::Send(PageCommand::Keys { active: false })), "{effects:?}");
}

#[test]
fn who_picks_in_the_page_answers_the_buyer_there() {
    let mut state = state("到哪了");
    train(&mut state, TrainingAction::Begin("size".into()));
    let ask = |request, query: &str| {
        let (id, last_row, trigger, query) = ("a".into(), "1".into(), "/".into(), query.into());
        Action::Page(PageEvent::PickQuery { request, id, last_row, trigger, query })
    };
    let effects = act(&mut state, ask(1, "谢谢"));
    assert!(matches!(effects.as_slice(), [Effect::Send(PageCommand::PickList { .. })]));
    let effects = act(&mut state, Action::Page(PageEvent::Pick { request: 1, entry: 0 }));
    assert!(matches!(effects.first(), Some(Effect::Send(PageCommand::Insert { id, .. })) if id == "a"), "{effects:?}");
    assert!(state.rehearses());
    act(&mut state, ask(2, "单号"));
    let entries = |state: &State| state.training.on.is_none() && state.work.picked.is_some();
    let open = (0..8).any(|entry| {
        act(&mut state, ask(3, "运单号"));
        act(&mut state, Action::Page(PageEvent::Pick { request: 3, entry }));
        entries(&state)
    });
    assert!(open, "a phrase with a gap is asked for in the panel, and the rehearsal ends");
    assert!(!state.training.is_open && said(&state) == ["到哪了"]);
}

#[test]
fn a_draft_is_mended_in_the_box() {
    let mut state = state("");
    train(&mut state, TrainingAction::Begin("colour".into()));
    train(&mut state, TrainingAction::Type("亲，这款质量最好".into()));
    let findings = state.checking().check(&state.typed);
    let place = findings.iter().position(|finding| finding.mend.is_some()).unwrap();
    let effects = act(&mut state, Action::Mend(u8::try_from(place).unwrap()));
    assert_eq!((effects, state.typed.as_str()), (vec![Effect::Focus("train-say-2".into())], "亲，这款质量很好"));
}

#[test]
fn an_english_buyer_is_answered_in_english_until_the_end() {
    let mut state = state("");
    train(&mut state, TrainingAction::Begin("wrong_en".into()));
    let english = state.shown().next().unwrap().filled.text_with_gaps("{", "}");
    assert!(english.is_ascii(), "{english}");
    say(&mut state, "Sorry about the mix-up! Please send a photo of the label.");
    assert!(matches!(state.conversation.messages.last(), Some(last) if last.sender == Sender::Buyer));
    say(&mut state, "Our mistake. Shall we send the blue one or refund you? We cover the postage.");
    assert_eq!(state.rehearsal().unwrap().ending(), Some(Ending::Served));
    assert_eq!(say(&mut state, "Bye"), [Effect::Focus("train-ended".into())], "nobody is there");
    act(&mut state, Action::Language(Language::English));
    let effects = train(&mut state, TrainingAction::Leave);
    assert_eq!(effects.last(), Some(&Effect::Focus("train-scenes".into())));
    assert!(state.training.is_open && !state.rehearses());
}

#[test]
fn the_wait_of_a_pretend_buyer_goes_on_while_it_is_shown() {
    let mut state = state("");
    train(&mut state, TrainingAction::Begin("late_parcel".into()));
    assert!(state.shows_wait());
    act(&mut state, Action::Show(Tab::Settings));
    assert!(!state.shows_wait(), "nothing of it is on the screen");
    act(&mut state, Action::Show(Tab::Chat));
    for _ in 0..2 {
        say(&mut state, "不清楚");
    }
    assert!(!state.shows_wait(), "the buyer is gone");
    train(&mut state, TrainingAction::Leave);
    assert!(!state.shows_wait());
}
