//! The panel as a loop: an [`Action`] comes in, [`update()`] changes the [`State`] and returns [`Effect`]s.
//! Pure: the browser module performs the effects and shows the state.

mod state;
mod update;

pub use state::{Appearance, Edit, Link, Notice, Pending, Settings, State, Tab};
pub use update::{Action, Effect, update};
