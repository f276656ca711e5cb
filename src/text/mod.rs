//! The only place that looks at characters: [`normalize()`] for matching, [`sanitize`] for showing,
//! [`Bigrams`] for likeness. Everything that comes from a page passes through here first.

mod bigrams;
mod normalize;

pub use bigrams::{Bigrams, bigrams};
pub use normalize::{MAX_MESSAGE_CHARS, Sanitized, is_invisible, normalize, one_line, sanitize, sentences};
