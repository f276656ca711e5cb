//! What the agent sets, and the packs of the shop's own: what is kept between two openings of the panel.
//! [`storage`](crate::storage) prints and reads it.

use crate::library::{
    Language, PhrasePack,
    facts::Facts,
    pack_file::{self, PackError, PackProblem},
};

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

/// A pack that the shop added. The file is kept as it came, so that nothing in it is lost by our reading it; its phrases
/// are the engine's, and read anew for another engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPack {
    /// The file's text.
    pub json: String,
    /// What it calls itself; empty when it does not.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its phrases that can be used.
    pub phrases: usize,
}

impl OwnPack {
    /// Reads a pack file.
    ///
    /// # Errors
    /// When it is no pack that this version reads.
    pub fn read(json: String) -> Result<(Self, PhrasePack, Vec<PackProblem>), PackError> {
        let (pack, problems) = pack_file::parse(&json)?;
        let own = Self { json, id: pack.id.clone(), title: pack.title.clone(), phrases: pack.phrases.len() };
        Ok((own, pack, problems))
    }

    /// Its phrases, read anew.
    pub(super) fn pack(&self) -> Option<PhrasePack> {
        pack_file::parse(&self.json).ok().map(|(pack, _)| pack)
    }
}
