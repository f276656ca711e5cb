//! The engine in the panel: made anew when the library changes, and told what phrases mean once the browser has brought
//! the table, a few phrases at a time.

use super::{find, state::State};
use crate::{engine::Engine, text::embedding::Table};
use std::{rc::Rc, sync::Arc};

impl State {
    /// Takes the table by which the engine knows what phrases mean.
    pub fn bring(&mut self, table: Arc<Table>) {
        if let Some(engine) = Rc::get_mut(&mut self.engine) {
            engine.bring(table);
        }
    }

    /// Reads what the next phrases mean, so many at most; false when all are read, and suggestions can be made anew.
    pub fn read_on(&mut self, phrases: usize) -> bool {
        Rc::get_mut(&mut self.engine).is_some_and(|engine| engine.read_on(phrases))
    }
}

/// Another library makes another engine; it knows what the one before it knew.
pub(super) fn rebuild(state: &mut State) {
    let before = std::mem::replace(&mut state.shown_phrases, state.library.shown());
    state.policies = state.library.policies();
    find::follow(state, &before);
    let mut engine = Engine::new(state.library.phrase_packs(&state.shown_phrases));
    engine.take_over(&state.engine);
    state.engine = Rc::new(engine);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::reason::Reason,
        library::{pack_file, stamp::Writer},
        panel::{Action, Kept, update},
    };

    #[test]
    fn what_phrases_mean_is_known_once_all_are_read_and_after_an_edit() {
        let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
        let set = |state: &mut State, more: &str| {
            let pack = format!(
                r#"{{"format":"qinyu-pack","version":1,"language":"zh","phrases":[
                    {{"id":"a","title":"退换","body":"七天内可以退哦","queries":["怎么退货","能退吗"]}},
                    {{"id":"b","title":"活动","body":"满199减20哦","queries":["有什么优惠","有活动吗"]}}{more}]}}"#
            );
            state.library.starters = vec![pack_file::parse(&pack).unwrap().0];
            rebuild(state);
        };
        let told = |state: &State| {
            let mut reasons = state.shown().flat_map(|suggestion| &suggestion.reasons);
            reasons.any(|weighed| matches!(weighed.reason, Reason::Means { .. }))
        };
        set(&mut state, "");
        let _ = update(&mut state, Action::ByHand("多买几件给个实惠价呗".into()));
        assert!(!told(&state) && !state.read_on(9), "there is no table yet");
        let table = Table::read(&std::fs::read("www/meanings.bin").unwrap()).unwrap();
        state.bring(Arc::new(table));
        assert!(state.read_on(1) && !state.read_on(1));
        let _ = update(&mut state, Action::Understood);
        assert!(told(&state));
        set(&mut state, r#",{"id":"c","title":"发票","body":"可以开票的","queries":["能开票吗"]}"#);
        let _ = update(&mut state, Action::ByHand("多买几件给个实惠价嘛".into()));
        assert!(told(&state), "what was read is taken over, and what is new is read");
    }
}
