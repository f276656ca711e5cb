//! The panel as a loop: an [`Action`] comes in, [`update()`] changes the [`State`] and returns [`Effect`]s,
//! [`view()`] shows the state. Pure: the browser module performs the effects and puts the view into the document;
//! [`dom`] translates what happens there into actions.

mod state;

mod settings;

mod update;

mod page;

mod site;

pub mod dom;

mod view;

pub use settings::{Appearance, OwnPack, Settings};
pub use state::{Edit, Found, Link, Notice, Pending, State, Tab, Work};
pub use update::{Action, Effect, MAX_PACK_BYTES, update};
pub use view::{lang, view};
