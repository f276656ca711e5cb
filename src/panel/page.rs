//! The panel's talk with the page: what it hears, and the one thing it asks for, an insertion. Part of
//! [`update`](super::update()).

use super::{
    breach,
    choose::choose,
    effect::Effect,
    gaps,
    notice::Notice,
    pick, pictures,
    state::{Link, MAX_PARKED, Pending, State},
    taken,
    update::advise,
    work::Work,
};
use crate::{
    chat::{Conversation, ConversationId, RowId, Sender},
    rules,
    wire::{Composer, Outcome, PageCommand, PageEvent},
};

/// The page spoke.
pub(super) fn heard(state: &mut State, event: PageEvent) -> Vec<Effect> {
    match event {
        PageEvent::Ready => {
            return vec![
                Effect::Send(PageCommand::Adapters { json: rules::adapters() }),
                Effect::Send(PageCommand::Keys { active: true }),
                Effect::Send(pick::setting(state)),
            ];
        }
        // The browser module brings the page side into it.
        PageEvent::Frame => {}
        PageEvent::NoChat { adapter } => {
            leave(state);
            state.link = Link::NoChat { adapter };
        }
        PageEvent::Conversation(snapshot) => {
            state.link = Link::Attached { adapter: snapshot.adapter.clone() };
            let (composer, draft, shortened) = (snapshot.composer, snapshot.draft, snapshot.shortened);
            let missing = snapshot.missing.clone();
            let mut conversation = snapshot.into_conversation();
            if state.settings.is_own(&conversation.buyer) {
                // The shop buys from itself or tries its chat out: nobody waits for an answer.
                let own = conversation.messages.iter_mut().filter(|message| message.sender == Sender::Buyer);
                own.for_each(|message| message.sender = Sender::System);
            }
            if conversation.id != state.conversation.id {
                leave(state);
                if let Some(at) = state.parked.iter().position(|(id, _)| *id == conversation.id) {
                    state.work = state.parked.remove(at).1;
                }
            }
            state.conversation = conversation;
            (state.composer, state.draft, state.shortened, state.missing) = (composer, draft, shortened, missing);
            turn(state);
            advise(state);
            gaps::follow(state);
        }
        PageEvent::Key { slot, id, last_row } => {
            if state.answers_by_hand() {
                state.notice = Some(Notice::AnswersByHand);
                return Vec::new();
            }
            if state.conversation.id.0 == id && state.conversation.last_row() == Some(&RowId(last_row)) {
                // Place 0 is what the agent picked: no key's.
                return if slot == 0 { Vec::new() } else { choose(state, slot) };
            }
            // Pressed while the page was ahead of the panel.
            let meant = usize::from(slot).checked_sub(1).and_then(|at| state.shown().nth(at));
            if let Some(text) = meant.and_then(|suggestion| suggestion.filled.text()) {
                state.notice = Some(Notice::NotInserted { outcome: Outcome::ConversationChanged, text });
            }
        }
        PageEvent::PickQuery { request, id, last_row, trigger, query } => {
            let asked = (ConversationId(id), RowId(last_row));
            return pick::asked(state, request, &asked, &trigger, &query);
        }
        PageEvent::Pick { request, entry } => return pick::picked(state, request, entry),
        PageEvent::Inserted { request, outcome } => {
            if pictures::ended(state, request, outcome).is_some() {
                return Vec::new();
            }
            if let Some(mut pending) = state.pending.take_if(|pending| pending.request == request) {
                let arrived = matches!(outcome, Outcome::Done | Outcome::LinesJoined);
                if arrived && pending.offer.is_none() {
                    gaps::took(state, &pending.id);
                }
                let offer = pending.offer.take().filter(|_| arrived);
                let mut effects: Vec<_> = offer.map(|offer| taken::count(state, offer)).into_iter().collect();
                // Not for another buyer's or an unfinished box: pasted at once, it would land there.
                effects.extend((outcome == Outcome::NotNoticed).then(|| Effect::CopyRefused(pending.text.clone())));
                state.notice = Some(if arrived {
                    if pending.id == state.conversation.id {
                        state.work.edit = None;
                        state.work.picked.take_if(|_| pending.picked);
                    }
                    let whole = outcome == Outcome::Done;
                    let inserted = if whole { Notice::Inserted } else { Notice::LinesJoined };
                    state.forbidden(&pending.text).map_or(inserted, breach::notice)
                } else {
                    if outcome == Outcome::DraftChanged
                        && let Some(picked) = &mut state.work.picked
                    {
                        // Nothing is left to be replaced: it goes to the caret, as any other reply.
                        picked.replace.clear();
                    }
                    Notice::NotInserted { outcome, text: pending.text }
                });
                return effects;
            }
        }
    }
    Vec::new()
}

/// The browser put the text that the page did not take on the clipboard; if it refused, a button still does.
pub(super) fn on_clipboard(state: &mut State, is_done: bool) {
    let refused = |notice: &Notice| matches!(notice, Notice::NotInserted { outcome: Outcome::NotNoticed, .. });
    if is_done && state.notice.as_ref().is_some_and(refused) {
        state.notice = Some(Notice::OnClipboard);
    }
}

/// Notes that the talk went on: what was dismissed is offered again, what is being edited may be outdated.
fn turn(state: &mut State) {
    let row = state.conversation.last_row();
    if state.work.row.as_ref() != row {
        state.work.dismissed.clear();
        state.work.decided = None;
        let seen = state.work.row.is_some();
        if let Some(edit) = state.work.edit.as_mut().filter(|_| seen) {
            edit.outdated = true;
        }
        if let Some(picked) = state.work.picked.as_mut().filter(|_| seen) {
            picked.outdated = true;
        }
        state.work.row = row.cloned();
        // What was put into the box has been sent, or answers an older row by now.
        let is_past =
            |notice: &mut Notice| matches!(notice, Notice::Inserted | Notice::LinesJoined | Notice::Forbidden { .. });
        state.notice.take_if(is_past);
    }
}

/// Leaves the conversation: nothing of one buyer may reach the next. Unfinished work waits for its return.
pub(super) fn leave(state: &mut State) {
    let work = std::mem::take(&mut state.work);
    let id = std::mem::take(&mut state.conversation).id;
    // Without a name it could not be told from another conversation.
    if !id.0.is_empty() && work != (Work { row: work.row.clone(), ..Work::default() }) {
        if state.parked.len() == MAX_PARKED {
            state.parked.remove(0);
        }
        state.parked.push((id, work));
    }
    state.conversation = Conversation::default();
    state.composer = Composer::Missing;
    state.draft = false;
    state.missing.clear();
    // What the page refused because the conversation changed is told after the change, and stays to be copied.
    state.notice.take_if(|notice| !matches!(notice, Notice::NotInserted { .. }));
    advise(state);
}

/// Asks the page to insert a text that was made for the open conversation and its last row.
pub(super) fn insert(state: &mut State, text: String, replace: String) -> Vec<Effect> {
    if breach::is_kept_out(state, &text) {
        return Vec::new();
    }
    if state.conversation.id.0.is_empty() {
        state.notice = Some(Notice::NotInserted { outcome: Outcome::Unnamed, text });
        return Vec::new();
    }
    if state.composer != Composer::Ready {
        state.notice = Some(Notice::NotInserted { outcome: Outcome::NoComposer, text });
        return Vec::new();
    }
    let request = state.next_request;
    state.next_request = request.wrapping_add(1);
    state.pending =
        Some(Pending { request, id: state.conversation.id.clone(), text: text.clone(), picked: false, offer: None });
    state.notice = None;
    let last_row = state.conversation.last_row().cloned().unwrap_or_default().0;
    vec![Effect::Send(PageCommand::Insert {
        request,
        id: state.conversation.id.0.clone(),
        last_row,
        text,
        replace,
        caret: None,
    })]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        library::stamp::Writer,
        panel::{Action, Kept, update},
        wire::{Row, RowSender, Snapshot},
    };

    fn snapshot(id: &str, row: &str, text: &str) -> Action {
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: id.into(),
            buyer: "小鹿".into(),
            composer: Composer::Ready,
            draft: false,
            shortened: false,
            focused: false,
            missing: Vec::new(),
            messages: vec![Row { row: row.into(), sender: RowSender::Buyer, text: text.into(), card: None }],
        }))
    }

    fn state() -> State {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        update(&mut state, snapshot("a", "1", "谢谢"));
        assert_eq!(state.shown().count(), 3);
        state
    }

    fn edited(state: &mut State, text: &str) -> Vec<Effect> {
        update(state, Action::Edit(1));
        update(state, Action::EditText(text.into()));
        update(state, Action::ChooseEdit)
    }

    #[test]
    fn what_the_shops_own_account_writes_is_no_buyers() {
        let mut state = state();
        update(&mut state, Action::OwnAccounts("店长小号，小鹿".into()));
        update(&mut state, snapshot("a", "2", "几时发货"));
        assert_eq!((state.shown().count(), state.conversation.buyer_turn().len()), (0, 0));
        update(&mut state, Action::OwnAccounts("小鹿旗舰店".into()));
        update(&mut state, snapshot("a", "3", "几时发货"));
        assert_eq!(state.shown().count(), 3);
    }

    #[test]
    fn inserts_for_the_conversation_and_row_that_it_was_made_for() {
        let mut state = state();
        let effects = edited(&mut state, "不客气");
        let [Effect::Send(PageCommand::Insert { id, last_row, .. }), ..] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        assert_eq!((id.as_str(), last_row.as_str()), ("a", "1"));
    }

    #[test]
    fn a_key_pressed_for_an_older_row_inserts_nothing() {
        let mut state = state();
        update(&mut state, snapshot("a", "2", "谢谢啦"));
        let stale = PageEvent::Key { slot: 1, id: "a".into(), last_row: "1".into() };
        assert_eq!(update(&mut state, Action::Page(stale)), []);
        assert!(matches!(
            state.notice,
            Some(Notice::NotInserted { outcome: Outcome::ConversationChanged, .. } | Notice::Missing(_))
        ));
    }

    #[test]
    fn an_open_gap_blocks_the_insertion() {
        let mut state = state();
        assert_eq!(edited(&mut state, "今天{快递}发出"), [Effect::Focus("edit".into())]);
        assert_eq!(state.notice, Some(Notice::Missing(vec!["快递".into()])));
    }

    #[test]
    fn work_on_one_buyer_waits_while_another_is_open() {
        let mut state = state();
        update(&mut state, Action::Fill { name: "尺码".into(), value: "M".into() });
        update(&mut state, Action::Edit(1));
        update(&mut state, snapshot("b", "1", "你好"));
        assert_eq!((state.facts().get("尺码"), &state.work.edit), (None, &None));
        update(&mut state, snapshot("a", "1", "谢谢"));
        assert_eq!(state.facts().get("尺码"), Some("M"));
        assert!(state.work.edit.as_ref().is_some_and(|edit| !edit.outdated));
        update(&mut state, snapshot("a", "2", "什么时候发货"));
        assert!(state.work.edit.is_some_and(|edit| edit.outdated));
    }

    #[test]
    fn a_standing_fact_given_in_place_is_offered_to_be_kept() {
        let mut state = state();
        update(&mut state, Action::Fill { name: "发货时间".into(), value: "今天16点前".into() });
        assert_eq!(state.notice, None, "a deadline of today is not for tomorrow");
        update(&mut state, Action::Fill { name: "快递".into(), value: " 顺丰 ".into() });
        assert!(matches!(update(&mut state, Action::Keep).as_slice(), [Effect::Save(_)]));
        update(&mut state, snapshot("b", "1", "你好"));
        assert_eq!(state.facts().get("courier"), Some("顺丰"));
    }

    #[test]
    fn not_this_one_brings_another() {
        let mut state = state();
        let first = state.shown().next().unwrap().phrase.clone();
        update(&mut state, Action::Dismiss(1));
        assert!(state.shown().all(|suggestion| suggestion.phrase != first));
        update(&mut state, Action::Restore);
        assert_eq!(state.shown().next().unwrap().phrase, first);
    }

    #[test]
    fn a_refused_text_can_be_copied() {
        let mut state = state();
        edited(&mut state, "不客气");
        update(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::Composing }));
        assert!(state.work.edit.is_some(), "what was written stays");
        assert_eq!(update(&mut state, Action::CopyRefused), [Effect::Copy("不客气".into())]);
    }

    #[test]
    fn what_the_page_did_not_take_goes_onto_the_clipboard() {
        for (outcome, copies) in [(Outcome::NotNoticed, true), (Outcome::Composing, false), (Outcome::Done, false)] {
            let mut state = state();
            edited(&mut state, "不客气");
            let effects = update(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome }));
            assert_eq!(effects.contains(&Effect::CopyRefused("不客气".into())), copies, "{outcome:?}");
        }
        let mut state = state();
        edited(&mut state, "不客气");
        let refused = Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::NotNoticed });
        update(&mut state, refused);
        update(&mut state, Action::RefusedCopied(false));
        assert!(matches!(state.notice, Some(Notice::NotInserted { .. })), "a button is left");
        update(&mut state, Action::RefusedCopied(true));
        assert_eq!(state.notice, Some(Notice::OnClipboard));
        update(&mut state, Action::CloseNotice);
        update(&mut state, Action::RefusedCopied(true));
        assert_eq!(state.notice, None, "what came late says nothing of something else");
    }

    #[test]
    fn joined_lines_are_in_the_box_and_told() {
        let mut state = state();
        edited(&mut state, "一\n二");
        update(&mut state, Action::Page(PageEvent::Inserted { request: 1, outcome: Outcome::LinesJoined }));
        assert_eq!((&state.notice, &state.work.edit), (&Some(Notice::LinesJoined), &None));
    }

    #[test]
    fn a_refusal_is_told_also_after_the_conversation_changed() {
        let refused = PageEvent::Inserted { request: 1, outcome: Outcome::ConversationChanged };
        for told_first in [true, false] {
            let mut state = state();
            edited(&mut state, "不客气");
            let events = [Action::Page(refused.clone()), snapshot("b", "1", "你好")];
            let order = if told_first { [0, 1] } else { [1, 0] };
            for at in order {
                update(&mut state, events[at].clone());
            }
            let Some(Notice::NotInserted { text, .. }) = &state.notice else { panic!("{:?}", state.notice) };
            assert_eq!(text, "不客气");
        }
    }

    #[test]
    fn a_line_by_hand_is_answered_on_the_clipboard() {
        let mut state = state();
        update(&mut state, Action::ByHand("谢谢啦".into()));
        let ready = state.shown().position(|suggestion| suggestion.filled.text().is_some()).unwrap();
        let slot = u8::try_from(ready + 1).unwrap();
        assert!(matches!(
            update(&mut state, Action::Choose(slot)).as_slice(),
            [Effect::Copy(_), Effect::KeepUsage { .. }, ..]
        ));
        let key = PageEvent::Key { slot, id: "a".into(), last_row: "1".into() };
        assert_eq!(update(&mut state, Action::Page(key)), []);
        assert_eq!(state.notice, Some(Notice::AnswersByHand));
    }
}
