//! Teaching a page that no adapter reads: the agent points in the page, the page side makes an adapter of it and reads by it
//! at once, and what is read is looked at before it is kept. Part of [`update`](super::update()).

use super::{effect::Effect, library, state::State};
use crate::{
    library::{history::StepKind, taught::site_of},
    rules,
    wire::{PageCommand, PageEvent, Part, Untaught},
};

/// What happens while a page is taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeachAction {
    /// Begin, or begin again.
    Begin,
    /// Do without the buyer's name.
    Skip,
    /// Keep what was learnt.
    Save,
    /// Stop.
    Cancel,
    /// Forget what was taught of a site.
    Forget {
        /// The pack that holds it.
        pack: String,
        /// The site's origin.
        site: String,
    },
}

/// A page being taught.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Teaching {
    /// What is to be pointed at now; none once all is.
    pub part: Option<Part>,
    /// What was pointed at, and what stands there; in memory alone.
    pub pointed: Vec<(Part, String)>,
    /// The adapter that came of it, as JSON.
    pub learnt: Option<String>,
    /// Why none came.
    pub failed: Option<Untaught>,
}

pub(super) fn update(state: &mut State, action: TeachAction) -> Vec<Effect> {
    match action {
        TeachAction::Begin => {
            state.teaching = Some(Teaching { part: Some(Part::BuyerLine), ..Teaching::default() });
            vec![point(Some(Part::BuyerLine))]
        }
        TeachAction::Skip => {
            if let Some(teaching) = &mut state.teaching {
                teaching.part = None;
            }
            vec![point(None)]
        }
        TeachAction::Save => {
            let learnt = state.teaching.take().and_then(|teaching| teaching.learnt);
            let own = state.library.personal().map(|pack| pack.about.id.clone());
            let Some((json, pack)) = learnt.zip(own) else { return Vec::new() };
            let site = site_of(&json).unwrap_or_default();
            let changes = state.library.teach(&pack, &site, Some(&json), &mut state.clock, state.now);
            let mut effects = library::changed(state, StepKind::Edit, changes);
            effects.push(point(None));
            effects
        }
        TeachAction::Cancel => {
            state.teaching = None;
            // What was learnt and not kept is forgotten there, too.
            vec![point(None), adapters(state)]
        }
        TeachAction::Forget { pack, site } => {
            let changes = state.library.teach(&pack, &site, None, &mut state.clock, state.now);
            library::changed(state, StepKind::Edit, changes)
        }
    }
}

/// The page side tells how it goes.
pub(super) fn heard(state: &mut State, event: PageEvent) -> Vec<Effect> {
    let Some(teaching) = &mut state.teaching else { return Vec::new() };
    match event {
        PageEvent::Pointed { part, text } if teaching.part == Some(part) => {
            teaching.pointed.push((part, text));
            let next = match part {
                Part::BuyerLine => Some(Part::OwnLine),
                Part::OwnLine => Some(Part::Composer),
                // The page side answers with what it makes of it.
                Part::Composer | Part::Name => None,
            };
            teaching.part = next;
            next.map(|next| point(Some(next))).into_iter().collect()
        }
        PageEvent::Taught { json } => {
            teaching.learnt = Some(json);
            if teaching.pointed.iter().any(|(part, _)| *part == Part::Name) {
                return Vec::new();
            }
            teaching.part = Some(Part::Name);
            vec![point(Some(Part::Name))]
        }
        PageEvent::NotTaught { why } => {
            // Escape at the last, optional step keeps what was learnt.
            if why == Untaught::Cancelled && teaching.learnt.is_none() {
                return update(state, TeachAction::Cancel);
            }
            teaching.part = None;
            teaching.failed = Some(why).filter(|why| *why != Untaught::Cancelled);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// How pages are read: as they were taught, then as ships.
pub(super) fn adapters(state: &State) -> Effect {
    let taught = state.library.taught();
    let taught = taught.iter().map(|one| one.json.as_str());
    let shipped = rules::adapters();
    let all: Vec<_> = taught.chain(shipped.iter().copied()).collect();
    Effect::Send(PageCommand::Adapters { json: format!("[{}]", all.join(",")) })
}

const fn point(part: Option<Part>) -> Effect {
    Effect::Send(PageCommand::Teach(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        library::stamp::Writer,
        panel::{Action, Kept, LibraryAction, update},
    };

    const ADAPTER: &str = r#"{"name":"taught","sites":["https://im.example.com/"],"screens":[{}]}"#;

    fn state() -> State {
        State::new(Kept { own: "own".into(), ..Kept::default() }, Writer::new("test").unwrap())
    }

    fn act(state: &mut State, action: TeachAction) -> Vec<Effect> {
        update(state, Action::Teach(action))
    }

    fn says(state: &mut State, event: PageEvent) -> Vec<Effect> {
        update(state, Action::Page(event))
    }

    fn points(state: &mut State, part: Part) -> Vec<Effect> {
        says(state, PageEvent::Pointed { part, text: "几时发货".into() })
    }

    fn learn(state: &mut State) {
        act(state, TeachAction::Begin);
        for part in [Part::BuyerLine, Part::OwnLine, Part::Composer] {
            points(state, part);
        }
        says(state, PageEvent::Taught { json: ADAPTER.into() });
    }

    #[test]
    fn each_part_is_asked_for_in_turn_and_what_was_learnt_is_kept_for_its_site() {
        let mut state = state();
        assert_eq!(act(&mut state, TeachAction::Begin), [point(Some(Part::BuyerLine))]);
        assert_eq!(points(&mut state, Part::Name), [], "not asked for now");
        assert_eq!(points(&mut state, Part::BuyerLine), [point(Some(Part::OwnLine))]);
        assert_eq!(points(&mut state, Part::OwnLine), [point(Some(Part::Composer))]);
        assert_eq!(points(&mut state, Part::Composer), []);
        assert_eq!(says(&mut state, PageEvent::Taught { json: ADAPTER.into() }), [point(Some(Part::Name))]);
        points(&mut state, Part::Name);
        says(&mut state, PageEvent::Taught { json: ADAPTER.into() });
        let effects = act(&mut state, TeachAction::Save);
        let [Effect::Keep(_), Effect::Send(PageCommand::Teach(None)), Effect::Send(PageCommand::Adapters { json })] =
            effects.as_slice()
        else {
            panic!("{effects:?}")
        };
        assert!(json.starts_with(r#"[{"name":"taught""#) && json.contains("pinduoduo"), "{json:.200}");
        assert_eq!((state.teaching.clone(), state.library.taught().len()), (None, 1));
        let undone = update(&mut state, Action::Library(LibraryAction::Undo));
        assert_eq!((undone.last(), state.library.taught().len()), (Some(&adapters(&state)), 0), "the page is told");
        update(&mut state, Action::Library(LibraryAction::Redo));
        let one = state.library.taught().remove(0);
        act(&mut state, TeachAction::Forget { pack: one.pack, site: one.site });
        assert_eq!(state.library.taught(), []);
    }

    #[test]
    fn what_is_not_kept_is_forgotten_by_the_page_too() {
        let mut state = state();
        learn(&mut state);
        let effects = act(&mut state, TeachAction::Cancel);
        assert_eq!(effects, [point(None), adapters(&state)]);
        assert_eq!((&state.teaching, state.library.taught().len()), (&None, 0));
    }

    #[test]
    fn escape_ends_it_and_at_the_name_keeps_what_was_learnt() {
        let mut state = state();
        act(&mut state, TeachAction::Begin);
        says(&mut state, PageEvent::NotTaught { why: Untaught::Cancelled });
        assert_eq!(state.teaching, None);
        learn(&mut state);
        says(&mut state, PageEvent::NotTaught { why: Untaught::Cancelled });
        let teaching = state.teaching.clone().unwrap();
        assert!(teaching.learnt.is_some() && teaching.failed.is_none() && teaching.part.is_none());
    }
}
