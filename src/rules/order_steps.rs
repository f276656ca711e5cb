//! What is said at which state of an order, as [`care::order_steps`](crate::care::order_steps) reads it.

use super::{Title, files};
use serde::Deserialize;
use std::sync::LazyLock;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct OrderRules {
    /// By which words it shows that a buyer was asked to pay.
    pub asks: Vec<AskRule>,
    /// The steps, in the order of a sale.
    pub steps: Vec<StepRule>,
}

/// By which words it shows that a buyer was asked to pay.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AskRule {
    /// One of them is enough.
    pub words: Vec<String>,
    /// Lines that ask for it. Left out of what the panel reads, as are the next.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Lines that look like it.
    #[serde(default)]
    pub counter_examples: Vec<String>,
}

/// What is to be said while an order stands like this.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StepRule {
    /// Its name.
    pub id: String,
    /// The order's state.
    pub state: String,
    /// What it is called.
    pub title: Title,
    /// Minutes after the order from which on it is said.
    #[serde(default)]
    pub from: u16,
    /// And until when; none for as long as the state lasts.
    pub until: Option<u16>,
    /// Hours of the day in which it is said: `08:00-22:00`; none for all.
    pub hours: Option<String>,
    /// It is said once for an order.
    #[serde(default)]
    pub once: bool,
    /// What is said, the first that fits first.
    pub texts: Vec<StepText>,
}

/// One way of saying it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StepText {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub title: Title,
    /// Facts that have to be known; `promotion` is one of the shop's that ends soon, `ordered` what the shop's file says is in
    /// the order.
    #[serde(default)]
    pub needs: Vec<String>,
    /// In Chinese: the text with its gaps, or `phrase:` and the id of a phrase.
    pub zh: String,
    /// In English, in the same way.
    pub en: String,
}

/// What is said at which state of an order, read once.
#[must_use]
pub fn order_steps() -> &'static OrderRules {
    static RULES: LazyLock<OrderRules> = LazyLock::new(|| {
        files("order_steps").find_map(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default()
    });
    &RULES
}
