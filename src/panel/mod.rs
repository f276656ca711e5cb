//! The panel as a loop: an [`Action`] comes in, [`update()`] changes the [`State`] and returns [`Effect`]s,
//! [`view()`] shows the state. Pure: the browser module performs the effects and puts the view into the document;
//! [`dom`] translates what happens there into actions.

mod notice;

mod state;

mod settings;

mod desk;

mod library;

mod library_action;
mod link;

mod team_folder;

mod effect;

mod update;

mod choose;

mod work;

mod fill;

mod habits;

mod here;

mod gaps;

mod page;

mod breach;

pub mod badge;

pub mod campaigns;

pub mod draft;

pub mod follow_ups;
mod greeting;
pub mod response;

pub mod buyers;
pub mod guide;
pub mod orders;
mod own_text;

mod find;

mod understand;

mod pack_room;

pub mod report;

pub mod restore;

pub mod backup;

mod pick;

mod picture_action;

mod selling;
mod size;

mod item_index;
mod rule_desk;

mod taken;

mod shop_desk;
pub mod shop_files;

mod offer_words;

mod pictures;

mod site;

pub mod frames;

pub mod teach;

pub mod training;

pub mod share;

pub mod sign;

pub mod dom;

mod view;

pub use breach::Breach;
pub use desk::{Desk, Room, Scope, listed};
pub use effect::Effect;
pub use gaps::{GapAction, Gaps, Topic};
pub use habits::{Decided, HabitAction, HabitNotice};
pub use library_action::{LibraryAction, LibraryNotice};
pub use link::{Link, Pending};
pub use notice::{Found, Notice};
pub use pack_room::PackAction;
pub use pick::{Picked, Picking};
pub use picture_action::{Bringer, PictureAction, PictureEffect, PictureNotice};
pub use pictures::{Address, Offered, Pictures};
pub use rule_desk::{Draft, RuleAction, RuleDesk, Side};
pub use selling::{Selling, SellingAction};
pub use settings::{Appearance, Counts, Settings, Trigger};
pub use shop_desk::{ShopAction, ShopDesk, ShopRoom, Term};
pub use shop_files::{ShopFileAction, ShopFileEffect, ShopFiles};
pub use state::{Kept, State, Tab};
pub use taken::{Taken, Taking};
pub use team_folder::{FolderAction, FolderEffect, FolderLink, TeamFolder};
pub use update::{Action, update};
pub use view::{findings, lang, view};
pub use work::{Edit, Work};
