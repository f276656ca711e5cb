//! What the speed of the engine is measured with: a made-up library of any size and a long conversation, the same at
//! every run. `cargo run --release -p benches` prints native figures; compiled to wasm, the functions here are what a
//! page times with `performance.now()`: [`prepare`], then [`build`] or [`suggest`].

pub mod library;
pub mod mine;
pub mod search;
pub mod talk;

use qinyu::{
    chat::Conversation,
    engine::Engine,
    library::{PhrasePack, facts::Facts, validity::Circumstances},
    text::embedding::Table,
};
use std::{cell::RefCell, sync::Arc};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Turns that are prepared; `suggest(turn)` goes round them.
pub const TURNS: usize = 64;

/// What is measured.
#[derive(Debug)]
pub struct Bench {
    /// The library; an engine is built over it anew when that is timed.
    pub packs: Vec<PhrasePack>,
    /// An engine over it.
    pub engine: Engine,
    /// Conversations that end with different buyer turns.
    pub talks: Vec<Conversation>,
    /// What a shop has set.
    pub facts: Facts,
    /// Where and when the replies are said.
    pub circumstances: Circumstances,
}

impl Bench {
    /// A library of so many phrases, an engine over it, and [`TURNS`] conversations of 200 rows.
    #[must_use]
    pub fn new(phrases: usize) -> Self {
        let packs = vec![library::pack(phrases)];
        let mut facts = Facts::default();
        for (name, value) in [("店铺", "山前小铺"), ("客服", "阿禾"), ("快递", "中通"), ("发货时间", "今天16点前")]
        {
            facts.set(name, value);
        }
        let talks = (0..TURNS).map(|turn| talk::conversation(&packs, turn)).collect();
        Self { engine: Engine::new(packs.clone()), packs, talks, facts, circumstances: Circumstances::default() }
    }

    /// Reads what every phrase means, by the table that ships.
    pub fn read_meanings(&mut self) {
        if let Ok(table) = Table::read(include_bytes!("../../www/meanings.bin")) {
            self.engine.bring(Arc::new(table));
            while self.engine.read_on(usize::MAX) {}
        }
    }

    /// How many replies are suggested for a turn.
    #[must_use]
    pub fn suggest(&self, turn: usize) -> usize {
        let Some(talk) = self.talks.get(turn % TURNS) else { return 0 };
        self.engine.suggest(talk, &self.facts, &self.circumstances).suggestions.len()
    }
}

thread_local! {
    static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
}

/// Makes the library, the engine and the conversations. Not to be timed.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn prepare(phrases: u32) {
    BENCH.with_borrow_mut(|bench| *bench = Some(Bench::new(phrases as usize)));
}

/// Suggests for one of the prepared turns and returns how many replies there were. 0 before [`prepare`].
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn suggest(turn: u32) -> u32 {
    let count = BENCH.with_borrow(|bench| bench.as_ref().map_or(0, |bench| bench.suggest(turn as usize)));
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Reads what the prepared phrases mean: from then on [`suggest`] knows it.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn read_meanings() {
    BENCH.with_borrow_mut(|bench| {
        if let Some(bench) = bench {
            bench.read_meanings();
        }
    });
}

/// Makes an engine over the prepared library, which is used up: [`prepare`] again before the next time. So what is
/// timed is `Engine::new` and nothing else.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn build() {
    BENCH.with_borrow_mut(|bench| {
        if let Some(bench) = bench {
            bench.engine = Engine::new(std::mem::take(&mut bench.packs));
        }
    });
}

/// The library of so many phrases as a pack file, to be loaded where a user's would be.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[must_use]
pub fn library_json(phrases: u32) -> String {
    library::json(&library::pack(phrases as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_library_at_every_run_and_it_reads_back() {
        let written = library_json(300);
        assert_eq!(written, library_json(300));
        let (pack, problems) = qinyu::library::pack_file::parse(&written).unwrap();
        assert_eq!((pack.phrases.len(), problems.len()), (300, 0));
        assert_eq!(pack, library::pack(300));
    }

    #[test]
    fn nearly_every_turn_gets_a_suggestion() {
        let bench = Bench::new(300);
        let answered = (0..TURNS).filter(|turn| bench.suggest(*turn) > 0).count();
        assert!(answered > TURNS * 9 / 10, "{answered} of {TURNS}");
        assert!(bench.talks.iter().all(|talk| talk.messages.len() == qinyu::chat::MAX_MESSAGES));
    }
}
