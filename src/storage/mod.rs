//! What is kept between two openings of the panel, and how none of it is lost. Pure: the browser module reads and
//! writes, this one decides what.
//!
//! [`Documents`] (such as `settings` or `pack/own`) hold records, each an id and a text that is opaque here. In a store
//! of keys and texts ([`Dump`]) they lie as immutable `chunk`s, named by their SHA-256, and a `root` that names the
//! chunks of one generation. Chunks are written first, the root last, and the roots of earlier generations stay, so
//! that whatever moment a write is cut off at, the last whole generation is there. `open` reads two such stores,
//! mends each from the other and tells what neither has; `kept` commits; `unsaved` holds edits until they are
//! committed; `backup` is the file of everything; `legacy` reads the layout before this one; `settings`, `follow_ups`, `buyers`, `campaigns` `counters` and `library` turn documents into what the panel works with.
//!
//! Everything is a Rust string, so a lone surrogate, which could not be hashed the same way twice, can't occur.

mod backup;
mod buyers;
mod campaigns;
mod chunk;
mod counters;
mod documents;
mod figures;
mod follow_ups;
mod kept;
mod legacy;
mod library;
mod open;
mod pictures;
mod recover;
mod report;
mod root;
mod settings;
mod unsaved;

pub use backup::{PICTURES, export, no_documents, read_backup};
pub use buyers::{BUYERS, print_buyers, read_buyers};
pub use campaigns::{CAMPAIGNS, print_campaigns, read_campaigns};
pub use counters::{changed_sheets, counter_changes, counter_records, read_counters};
pub use documents::{Change, Documents};
pub use figures::{FIGURES, print_figures, read_figures};
pub use follow_ups::{FOLLOW_UPS, print_follow_ups, read_follow_ups};
pub use kept::{Batch, Kept, Writes};
pub use legacy::LEGACY_KEYS;
pub use library::{
    follow, library_changes, merge, owner_change, read_library, seal_changes, seal_document, usage_change,
};
pub use open::{Access, Opened, Recovered, Store, glance, open};
pub use pictures::collect;
pub use report::found;
pub use root::{Root, slot_after, slots};
pub use settings::{SETTINGS, print_settings, read_settings};
pub use unsaved::{Merge, Unsaved};

use std::collections::BTreeMap;

pub use crate::sorting::gather;

/// All that a store holds: its keys and their texts.
pub type Dump = BTreeMap<String, String>;

/// Keys that begin with this hold nothing; they are removed whenever they are found.
pub const BALLAST: &str = "ballast";

/// The newest layout that this version reads and writes. 1 was two keys, `settings` and `packs`.
pub const SCHEMA: u32 = 2;
