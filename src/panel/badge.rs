//! How many follow-ups are overdue, on the extension's icon while the panel is closed: where the agent allowed it, the panel
//! leaves the moments at which that number grows, and the service worker shows it. Part of [`update`](super::update()).

use super::{effect::Effect, state::State};

/// Moments that are left; Chrome keeps 500 alarms of an extension, and the panel is opened before so many are over.
const MOST: usize = 100;
const MINUTE_MS: u64 = 60_000;

/// Whether the icon says how many follow-ups are overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Badge {
    /// This browser can't be asked for it.
    #[default]
    Absent,
    /// It could be asked for it.
    Off,
    /// It does.
    On,
}

/// What the browser does for the badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadgeEffect {
    /// Ask the browser's user for it, or give it back.
    Allow(bool),
    /// From these moments on, in milliseconds since 1970, so many are overdue; in place of what was left before.
    Leave(Vec<(u64, usize)>),
}

/// What is to be left after a change of the follow-ups.
pub(super) fn follow(state: &State, effects: &[Effect]) -> Option<Effect> {
    effects.iter().any(|effect| matches!(effect, Effect::KeepFollowUps(_))).then(|| leave(state)).flatten()
}

/// What is to be left now.
pub(super) fn leave(state: &State) -> Option<Effect> {
    let now = state.moment.filter(|_| state.badge == Badge::On)?;
    let later = state.ledger.overdue_from().into_iter().filter(|(from, _)| *from > now);
    let at = |minutes: i64| (state.now / MINUTE_MS).saturating_add_signed(minutes).saturating_mul(MINUTE_MS);
    // The first holds at once, also where it is nothing.
    let marks = [(now, state.overdue())].into_iter().chain(later).take(MOST);
    Some(Effect::Badge(BadgeEffect::Leave(marks.map(|(from, count)| (at(from.minutes_since(now)), count)).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        care::{
            ledger::{FollowUp, FollowUpId, Ledger},
            promise::Kind,
        },
        day::Moment,
        library::stamp::Writer,
        panel::{Action, Kept, follow_ups::FollowUpAction, update},
    };

    const NOON: u64 = 1_764_460_800_000;

    fn one(name: &str, due: &str) -> FollowUp {
        let made = Moment::parse("2026-11-29 09:00").unwrap();
        FollowUp::new(FollowUpId(name.into()), Kind::Dispatch, "发货", "小鹿", Moment::parse(due), made)
    }

    fn start(dues: &[&str]) -> State {
        let follow_ups = (0..).zip(dues).map(|(place, due)| one(&format!("{place}"), due)).collect();
        let ledger = Ledger::new(follow_ups, Vec::new());
        let mut state = State::new(Kept { ledger, ..Kept::default() }, Writer::new("test").unwrap());
        (state.moment, state.now) = (Moment::parse("2026-11-30 12:00"), NOON + 12_345);
        state
    }

    fn act(state: &mut State, action: FollowUpAction) -> Vec<Effect> {
        update(state, Action::from(action))
    }

    #[test]
    fn what_is_left_are_the_moments_from_which_more_is_overdue() {
        let mut state = start(&["2026-11-30 12:30", "2026-11-29 10:00", "2026-11-30 11:00", "", "2026-12-01 00:00"]);
        let close = |name: &str| FollowUpAction::Close(FollowUpId(name.into()), String::new());
        assert!(
            !act(&mut state, close("3")).iter().any(|effect| matches!(effect, Effect::Badge(_))),
            "nobody allowed it"
        );
        let at_midnight = NOON + (12 * 60 + 1) * MINUTE_MS;
        let marks = vec![(NOON, 2), (NOON + 31 * MINUTE_MS, 3), (at_midnight, 4)];
        let effects = act(&mut state, FollowUpAction::BadgeIs(Badge::On));
        assert_eq!(effects, [Effect::Badge(BadgeEffect::Leave(marks))]);
        let effects = act(&mut state, close("2"));
        let Some(Effect::Badge(BadgeEffect::Leave(marks))) = effects.last() else { panic!("{effects:?}") };
        assert_eq!(marks.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(act(&mut state, FollowUpAction::Look), [], "time alone changes nothing that is left");
    }

    #[test]
    fn who_has_kept_hundreds_sees_the_next_ones() {
        let dues: Vec<_> =
            (0..300).map(|place| format!("2026-12-{:02} 10:{:02}", 1 + place / 60, place % 60)).collect();
        let mut state = start(&dues.iter().map(String::as_str).collect::<Vec<_>>());
        let effects = act(&mut state, FollowUpAction::BadgeIs(Badge::On));
        let [Effect::Badge(BadgeEffect::Leave(marks))] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!((marks.len(), marks.first().unwrap().1), (MOST, 0));
    }

    #[test]
    fn the_browser_is_asked_and_what_it_says_holds() {
        let mut state = start(&[]);
        assert_eq!(act(&mut state, FollowUpAction::Badge), [], "this one can't be asked");
        act(&mut state, FollowUpAction::BadgeIs(Badge::Off));
        assert_eq!(act(&mut state, FollowUpAction::Badge), [Effect::Badge(BadgeEffect::Allow(true))]);
        assert_eq!(state.badge, Badge::Off, "nobody answered yet");
        act(&mut state, FollowUpAction::BadgeIs(Badge::On));
        assert_eq!(act(&mut state, FollowUpAction::Badge), [Effect::Badge(BadgeEffect::Allow(false))]);
        let Effect::Badge(BadgeEffect::Leave(marks)) = leave(&state).unwrap() else { panic!() };
        assert_eq!(marks, [(NOON, 0)], "what was shown before goes");
    }
}
