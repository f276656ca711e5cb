//! The page's talk while a rehearsal stands in its place: set aside whole, and taken in for whatever the page says, so that a
//! rehearsal and a buyer never mix. Part of [`training`](super).

use super::leave;
use crate::{
    chat::Conversation,
    cross_sell::{
        Offer,
        timing::{Silence, Topic},
    },
    engine::Advice,
    panel::{
        Effect,
        link::{Link, Pending},
        notice::Notice,
        pick::Picking,
        picture_action::PictureEffect,
        state::State,
        update::Action,
        work::Work,
    },
    wire::{Composer, Missing, PageCommand, PageEvent},
};
use std::mem::swap;

/// All that the panel knows of one talk, the page's or the rehearsal's.
#[derive(Debug, Clone)]
pub(in crate::panel) struct Talk {
    link: Link,
    conversation: Conversation,
    composer: Composer,
    draft: bool,
    typed: String,
    shortened: bool,
    missing: Vec<Missing>,
    /// `None` before it was taken out of a state.
    advice: Option<Advice>,
    work: Work,
    by_hand: String,
    pending: Option<Pending>,
    picking: Option<Picking>,
    notice: Option<Notice>,
    topic: Topic,
    offers: Vec<Offer>,
    silence: Option<Silence>,
}

impl Talk {
    /// A talk that no page shows.
    pub(super) fn of(conversation: Conversation) -> Self {
        Self {
            // Of no platform: what is limited to one is not held back.
            link: Link::Attached { adapter: String::new() },
            conversation,
            composer: Composer::Ready,
            draft: false,
            typed: String::new(),
            shortened: false,
            missing: Vec::new(),
            advice: None,
            work: Work::default(),
            by_hand: String::new(),
            pending: None,
            picking: None,
            notice: None,
            topic: Topic::default(),
            offers: Vec::new(),
            silence: None,
        }
    }

    pub(super) const fn conversation(&self) -> &Conversation {
        &self.conversation
    }

    /// Puts this talk into the state and takes the other out.
    pub(super) fn swap(&mut self, state: &mut State) {
        swap(&mut self.link, &mut state.link);
        swap(&mut self.conversation, &mut state.conversation);
        swap(&mut self.composer, &mut state.composer);
        swap(&mut self.draft, &mut state.draft);
        swap(&mut self.typed, &mut state.typed);
        swap(&mut self.shortened, &mut state.shortened);
        swap(&mut self.missing, &mut state.missing);
        let advice = self.advice.take().unwrap_or_else(|| state.advice.clone());
        self.advice = Some(std::mem::replace(&mut state.advice, advice));
        swap(&mut self.work, &mut state.work);
        swap(&mut self.by_hand, &mut state.by_hand);
        swap(&mut self.pending, &mut state.pending);
        swap(&mut self.picking, &mut state.picking);
        swap(&mut self.notice, &mut state.notice);
        swap(&mut self.topic, &mut state.selling.topic);
        swap(&mut self.offers, &mut state.selling.offers);
        swap(&mut self.silence, &mut state.selling.silence);
    }
}

/// Lets an action happen: what the page says happens to its own talk, everything else to the talk that is shown.
pub(in crate::panel) fn apart(
    state: &mut State,
    action: Action,
    act: impl FnOnce(&mut State, Action) -> Vec<Effect>,
) -> Vec<Effect> {
    let is_of_page = matches!(action, Action::Page(_) | Action::Link(_) | Action::RefusedCopied(_));
    let Some(mut on) = state.training.on.take_if(|_| is_of_page) else {
        let mut effects = act(state, action);
        // Nothing of a rehearsal reaches the page, whatever asks for it.
        effects.retain(|effect| !state.rehearses() || !reaches_the_page(effect));
        return effects;
    };
    if matches!(action, Action::Page(PageEvent::Key { .. })) {
        // Pressed before the page was told to leave the keys alone: what it would choose is not shown.
        state.training.on = Some(on);
        return Vec::new();
    }
    on.aside.swap(state);
    let had_picked = state.work.picked.is_some();
    let mut effects = act(state, action);
    on.aside.swap(state);
    state.training.on = Some(on);
    let has_picked = state.training.on.as_ref().is_some_and(|on| on.aside.work.picked.is_some());
    if has_picked && !had_picked {
        // A phrase was picked in the page whose gaps are asked for in the panel: the buyer comes first.
        effects.splice(0..0, leave(state));
        state.training.is_open = false;
        return effects;
    }
    effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
    for effect in &mut effects {
        if let Effect::Send(PageCommand::Keys { active }) = effect {
            *active = false;
        }
    }
    effects
}

const fn reaches_the_page(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Send(
            PageCommand::Insert { .. }
                | PageCommand::Mend { .. }
                | PageCommand::Picture { .. }
                | PageCommand::Greet { .. }
        ) | Effect::Picture(PictureEffect::Send { .. })
    )
}
