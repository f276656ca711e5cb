//! Which size fits: what a shop's size table says about bodies and things, in whole millimetres and grams.

use super::ItemId;

/// What a size is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// How tall the wearer is, in millimetres.
    Height,
    /// How heavy the wearer is, in grams.
    Weight,
    /// Around the chest, in millimetres.
    Chest,
    /// Around the waist, in millimetres.
    Waist,
    /// Around the hips, in millimetres.
    Hip,
    /// Shoulder to shoulder, in millimetres.
    Shoulder,
    /// Length of the piece, in millimetres.
    Length,
    /// Length of the foot, in millimetres.
    Foot,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 8] =
        [Self::Height, Self::Weight, Self::Chest, Self::Waist, Self::Hip, Self::Shoulder, Self::Length, Self::Foot];
}

/// From and to, both included; in the measure's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The least that fits.
    pub from: u32,
    /// The most that fits.
    pub to: u32,
}

/// What the sizes are of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartOf {
    /// One item.
    Item(ItemId),
    /// Every item of a category that has no chart of its own.
    Category(String),
}

/// One size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// As the shop writes it: `M`, `160/84A`, `1.5m 床`.
    pub name: String,
    /// For whom it is, by measure; each measure once.
    pub ranges: Vec<(Measure, Range)>,
}

/// The sizes of an item or a category, in the shop's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeChart {
    /// What they are of.
    pub of: ChartOf,
    /// The sizes.
    pub sizes: Vec<Size>,
}
