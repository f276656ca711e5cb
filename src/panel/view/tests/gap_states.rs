//! The room of questions without a phrase, as it looks with some.

use super::states::attached;
use crate::{
    panel::{Action, LibraryAction, State, Tab, update},
    wire::{Composer, PageEvent, Row, RowSender, Snapshot},
};

/// A question that was answered by hand and one that waits, in the room that lists them.
pub(super) fn questions() -> State {
    let mut state = attached("<b>能放进洗碗机洗吗");
    let say = |state: &mut State, id: &str, rows: &[&str]| {
        let sender = |at: usize| if at == 0 { RowSender::Buyer } else { RowSender::Seller };
        let row = |(at, text): (usize, &&str)| Row {
            row: at.to_string(),
            sender: sender(at),
            text: (*text).into(),
            card: None,
        };
        let messages = rows.iter().enumerate().map(row).collect();
        let (adapter, id, buyer) = ("generic".into(), id.into(), "小鹿<b>".into());
        let snapshot = Snapshot {
            adapter,
            id,
            buyer,
            composer: Composer::Ready,
            draft: false,
            focused: false,
            shortened: false,
            missing: Vec::new(),
            messages,
        };
        update(state, Action::Page(PageEvent::Conversation(snapshot)));
    };
    say(&mut state, "b", &["能放进洗碗机洗吗"]);
    say(&mut state, "b", &["能放进洗碗机洗吗", "<i>可以的，小鹿<b>，打13812345678问我"]);
    say(&mut state, "c", &["有没有大人穿的同款"]);
    update(&mut state, Action::Show(Tab::Library));
    update(&mut state, Action::Library(LibraryAction::Go("gaps")));
    state
}
