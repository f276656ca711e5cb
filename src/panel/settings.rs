//! What the agent sets: kept between two openings of the panel.
//! [`storage`](crate::storage) prints and reads it.

use super::{backup::BackupTimes, taken::Taken};
use crate::{
    care::greeting::Occasion,
    cross_sell::{HandRule, Relation, Terms},
    library::{Language, facts::Facts},
    shop::ItemId,
    text::normalize,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the agent set; saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The panel's language. Suggestions follow the buyer's.
    pub language: Language,
    /// Light, dark, or as the system says.
    pub appearance: Appearance,
    /// Trades whose starter packs are used beside the general ones.
    pub trades: Vec<String>,
    /// The shop's standing facts: its name, courier, dispatch time.
    pub shop: Facts,
    /// What opens the inline picker.
    pub trigger: Trigger,
    /// Finding takes sounds for each other that are often mixed up, such as z and zh.
    pub fuzzy_sounds: bool,
    /// What colleagues know the agent by, beside edits of packs that they share; empty for nothing.
    pub name: String,
    /// The shop's own accounts, as a page names who writes from them; parted by spaces or commas. What they write are not a
    /// buyer's words.
    pub own_accounts: String,
    /// Platforms on which the last line of a talk must be the shop's, by their adapters.
    pub last_line_ours: BTreeSet<String>,
    /// Figures of response times that are counted by the other hours that were published.
    pub other_hours: BTreeSet<String>,
    /// When a greeting is put into an empty input box.
    pub greetings: BTreeSet<Occasion>,
    /// Days after the last change for which notes on a buyer are kept; 0 for ever.
    pub buyer_days: u16,
    /// When files of everything were written.
    pub backup: BackupTimes,
    /// Items that are never to be offered along with another: the other, then the item.
    pub never: BTreeSet<(ItemId, ItemId)>,
    /// What the shop says of pairs: how the second relates to the first, or that it is not to be offered with it.
    pub judged: BTreeMap<(ItemId, ItemId), Option<Relation>>,
    /// What the shop wants of an offer.
    pub terms: Terms,
    /// The shop's own rules of what to offer, in their order.
    pub rules: Vec<HandRule>,
    /// What was offered, taken and bought so far, per relation.
    pub counts: BTreeMap<Relation, Counts>,
    /// Offers that were taken and wait for an order, by the buyer's number and the item.
    pub taken: BTreeMap<(u32, ItemId), Taken>,
}

/// How offers of a relation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Shown to the agent.
    pub offered: u32,
    /// Put into the page's input box, or copied.
    pub taken: u32,
    /// Bought by whom it was offered, as later orders show.
    pub bought: u32,
}

impl Settings {
    /// Longest [`Self::name`], in characters: it stands beside a text in a narrow panel.
    pub const NAME_CHARS: usize = 20;
    /// Longest [`Self::own_accounts`], in characters: a dozen names.
    pub const ACCOUNTS_CHARS: usize = 300;

    /// Days for which notes on a buyer are kept where the shop sets no others: half a year, in which who comes back has come.
    pub const BUYER_DAYS: u16 = 180;

    /// True for one of the shop's own accounts.
    #[must_use]
    pub fn is_own(&self, buyer: &str) -> bool {
        let between = |c: char| c.is_whitespace() || ",，、;；".contains(c);
        !buyer.is_empty() && self.own_accounts.split(between).any(|own| own == buyer)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            appearance: Appearance::default(),
            trades: Vec::new(),
            shop: Facts::default(),
            trigger: Trigger::default(),
            fuzzy_sounds: true,
            name: String::new(),
            own_accounts: String::new(),
            last_line_ours: BTreeSet::new(),
            other_hours: BTreeSet::new(),
            greetings: BTreeSet::new(),
            buyer_days: Self::BUYER_DAYS,
            backup: BackupTimes::default(),
            never: BTreeSet::new(),
            judged: BTreeMap::new(),
            terms: Terms::default(),
            rules: Vec::new(),
            counts: BTreeMap::new(),
            taken: BTreeMap::new(),
        }
    }
}

/// What opens the inline picker when it is typed into the page's input box; nothing when it is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger(String);

impl Default for Trigger {
    fn default() -> Self {
        Self("/".into())
    }
}

impl Trigger {
    /// More than three characters would be no quicker than the name of a phrase.
    pub const MAX_CHARS: usize = 3;

    /// Reads what the agent chose; an empty text switches the picker off. `None` for letters, digits and spaces, which
    /// agents type all the time, and for more than [`Self::MAX_CHARS`].
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        // Typed with an input method on, as it will be typed in the chat.
        let text = normalize(text).replace('、', "/");
        let fits = text.chars().count() <= Self::MAX_CHARS && !text.contains(|c: char| c.is_alphanumeric() || c == ' ');
        fits.then_some(Self(text))
    }

    /// The characters of the plain keyboard.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Every way in which its key may arrive. With a Chinese input method on, `/` and `\` type `、`, and other signs come
    /// full-width. That costs nothing: no sentence has these after a space or at its start, and only there the picker opens.
    #[must_use]
    pub fn variants(&self) -> Vec<String> {
        let full_width = |c: char| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let full_width: String = self.0.chars().map(full_width).collect();
        let mut variants = Vec::new();
        for variant in [self.0.clone(), full_width, self.0.replace(['/', '\\'], "、")] {
            if !variant.is_empty() && !variants.contains(&variant) {
                variants.push(variant);
            }
        }
        variants
    }
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
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_a_sign_and_arrives_as_the_input_method_types_it() {
        assert_eq!(Trigger::default().variants(), ["/", "／", "、"]);
        assert_eq!(Trigger::new("；；").unwrap().variants(), [";;", "；；"]);
        assert_eq!(Trigger::new("、"), Some(Trigger::default()));
        assert_eq!(Trigger::new(" ").unwrap().variants(), [""; 0], "off");
        for bad in ["a", "1", "发", "/ /", "////"] {
            assert_eq!(Trigger::new(bad), None, "{bad}");
        }
    }
}
