//! Care for what is said and what was promised: [`check`] looks at a draft before it is sent, [`promise`] hears what a sent
//! line promises and by when, [`ledger`] keeps what is to be followed up, [`clock`] counts rounds as each platform does,
//! [`campaign`] lists what is checked in the phases of a campaign and at the start of a shift, [`training`] plays talks with
//! scripted buyers, [`size`] advises from the shop's chart and notes, [`greeting`] tells when a greeting may be prepared,
//! [`buyers`] keeps what is noted of whom, [`order_steps`] says what an order's state wants said, [`guide`] has the
//! steps of after-sales cases, [`hand_over`] tells what is for somebody else, and what is advertising, [`report`] keeps
//! numbers of what the panel was good for. Stands beside the
//! [`engine`](crate::engine) and, as it, reads no clock and cannot fail; the [`panel`](crate::panel) shows
//! it.

pub mod buyers;
pub mod campaign;
pub mod check;
pub mod clock;
pub mod greeting;
pub mod guide;
pub mod hand_over;
pub mod ledger;
pub mod order_steps;
pub mod promise;
pub mod report;
pub mod size;
pub mod training;
