//! Which frame of the page is the chat: each has a page side of its own, and the panel shows one. The browser module asks
//! here before it tells [`update`](super::update()) what a frame said, and to whom a command goes.

use crate::wire::{Composer, PageEvent};
use std::collections::BTreeMap;

/// A frame's number; 0 is the page itself. Firefox's are over 32 bits long.
pub type FrameId = u64;

/// What the frames said last, and which of them is shown.
#[derive(Debug, Default)]
pub struct Frames {
    read: BTreeMap<FrameId, PageEvent>,
    shown: Option<FrameId>,
}

impl Frames {
    /// The frame that is shown.
    #[must_use]
    pub const fn shown(&self) -> Option<FrameId> {
        self.shown
    }

    /// A frame said something: what the panel hears now, if anything.
    pub fn hear(&mut self, frame: FrameId, event: PageEvent) -> Option<PageEvent> {
        if !matches!(event, PageEvent::Conversation(_) | PageEvent::NoChat { .. }) {
            return Some(event);
        }
        // Where the agent goes to write is the chat that is meant.
        let took_focus = is_focused(&event) && !self.read.get(&frame).is_some_and(is_focused);
        self.read.insert(frame, event);
        let before = if took_focus { Some(frame) } else { self.shown };
        self.choose(before, frame)
    }

    /// A frame is gone: what the panel hears instead, if it was the one that is shown.
    pub fn gone(&mut self, frame: FrameId) -> Option<PageEvent> {
        self.read.remove(&frame);
        if self.shown != Some(frame) {
            return None;
        }
        self.shown = None;
        self.choose(None, frame)
    }

    /// Shows the frame where most was found, the present one among equals, and gives what it said unless that is known.
    fn choose(&mut self, present: Option<FrameId>, news: FrameId) -> Option<PageEvent> {
        let most = self.read.values().map(found).max()?;
        let is_best = |frame: &FrameId| self.read.get(frame).is_some_and(|event| found(event) == most);
        let best = present.filter(is_best).or_else(|| self.read.keys().copied().find(is_best))?;
        let is_news = best == news || self.shown != Some(best);
        self.shown = Some(best);
        is_news.then(|| self.read.get(&best).cloned()).flatten()
    }
}

fn is_focused(event: &PageEvent) -> bool {
    matches!(event, PageEvent::Conversation(snapshot) if snapshot.focused)
}

/// How much of a chat this is.
fn found(event: &PageEvent) -> u8 {
    match event {
        PageEvent::Conversation(snapshot) if snapshot.composer != Composer::Missing => 3,
        PageEvent::Conversation(_) => 2,
        PageEvent::NoChat { adapter } if !adapter.is_empty() => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Snapshot;

    fn chat(id: &str, focused: bool) -> PageEvent {
        PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: id.into(),
            buyer: id.into(),
            composer: Composer::Ready,
            focused,
            draft: false,
            shortened: false,
            missing: Vec::new(),
            messages: Vec::new(),
        })
    }

    const fn none() -> PageEvent {
        PageEvent::NoChat { adapter: String::new() }
    }

    #[test]
    fn the_frame_with_a_chat_is_shown_and_the_others_say_nothing() {
        let mut frames = Frames::default();
        assert_eq!(frames.hear(0, none()), Some(none()));
        assert_eq!(frames.hear(4, chat("a", false)), Some(chat("a", false)));
        assert_eq!(frames.hear(0, none()), None);
        assert_eq!(frames.hear(4, chat("b", false)), Some(chat("b", false)));
        assert_eq!(frames.shown(), Some(4));
    }

    #[test]
    fn of_two_chats_the_one_is_shown_in_which_the_agent_begins_to_write() {
        let mut frames = Frames::default();
        frames.hear(1, chat("a", false));
        assert_eq!(frames.hear(2, chat("b", false)), None);
        assert_eq!(frames.hear(2, chat("b", true)), Some(chat("b", true)));
        // It goes to the panel, and back to where it was.
        assert_eq!(frames.hear(2, chat("b", false)), Some(chat("b", false)));
        assert_eq!(frames.hear(1, chat("a", true)), Some(chat("a", true)));
        assert_eq!(frames.shown(), Some(1));
    }

    #[test]
    fn what_another_frame_showed_comes_back_when_the_shown_one_ends() {
        let mut frames = Frames::default();
        frames.hear(0, none());
        frames.hear(1, chat("a", true));
        frames.hear(2, chat("b", false));
        assert_eq!(frames.gone(0), None);
        assert_eq!(frames.gone(1), Some(chat("b", false)));
        assert_eq!(frames.hear(2, none()), Some(none()));
        assert_eq!(frames.gone(2), None);
        assert_eq!(frames.shown(), None);
    }

    #[test]
    fn a_chat_that_ends_gives_way_to_another() {
        let mut frames = Frames::default();
        frames.hear(1, chat("a", true));
        frames.hear(2, chat("b", false));
        assert_eq!(frames.hear(1, none()), Some(chat("b", false)));
    }
}
