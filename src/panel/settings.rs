//! What the agent sets: kept between two openings of the panel.
//! [`storage`](crate::storage) prints and reads it.

use crate::library::{Language, facts::Facts};

/// What the agent set; saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The panel's language. Suggestions follow the buyer's.
    pub language: Language,
    /// Light, dark, or as the system says.
    pub appearance: Appearance,
    /// Trades whose starter packs are used beside the general ones.
    pub trades: Vec<String>,
    /// The shop's standing facts: its name, courier, dispatch time.
    pub shop: Facts,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Appearance {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Appearance {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in the view and in storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|appearance| appearance.name() == name)
    }
}
