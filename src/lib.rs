//! Qinyu 亲语 suggests the next reply to a buyer, beside a seller's chat page. It inserts; the agent sends.
//!
//! ```text
//!  chat page                     side panel page: one wasm instance
//! ┌────────────┐  PageEvent   ┌────────────────────────────────────────────────────────────┐
//! │ adapter    │─────────────▶│ wire ─▶ chat, library ─▶ engine ─▶ panel::view ─▶ the agent │
//! │ composer   │◀─────────────│ wire ◀─ Effect::Insert ◀─ panel::update ◀───────────────────│
//! └────────────┘  PageCommand └────────────────────────────────────────────────────────────┘
//! ```
//!
//! Modules stand in reading order. Everything here is pure: no clock, no randomness, no DOM.

mod sorting;

pub mod day;

pub mod text;

pub mod chat;

pub mod shop;

pub mod cross_sell;

pub mod wire;

pub mod library;

pub mod rules;

pub mod engine;

pub mod care;

pub mod panel;

pub mod storage;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub mod browser;
