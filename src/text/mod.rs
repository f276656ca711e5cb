//! The only place that looks at characters: [`normalize()`] for matching, [`sanitize`] for showing, [`sentences()`] and
//! [`matter`] for what a turn is made of, [`Units`] and [`Bigrams`] for likeness, [`script()`] for the language, [`scrub()`]
//! for what is nobody else's business, [`body`] for whom a size is to fit, [`pinyin`] for the search. Everything that comes
//! from a page passes through here first.

mod bigrams;
pub mod body;
pub mod embedding;
mod folding;
mod forms;
mod hash;
mod hex;
mod line;
mod normalize;
pub mod pinyin;
mod script;
mod scrub;
mod sentences;
mod synonyms;

pub use bigrams::{Bigrams, Units};
pub use folding::{folded, is_passed_over};
pub use hash::hash;
pub use hex::hex;
pub use normalize::{MAX_MESSAGE_CHARS, Sanitized, is_invisible, normalize, one_line, sanitize};
pub use script::{Script, script};
pub use scrub::{Scrubbed, personal, scrub};
pub use sentences::{clauses, is_courtesy, matter, sentences, thoughts};
