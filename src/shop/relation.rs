//! Why an item is offered.

/// Why one item is offered with another, or by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// 替代: does the same; taken instead of the other.
    Substitute,
    /// 延伸: the same need, the next thing: a refill, a part, what makes the other more useful.
    Extension,
    /// 互补: does something else and is used together with it.
    Complement,
    /// 热卖: what the shop sells most; of one item alone.
    BestSeller,
    /// 潜力: what sells more from week to week; of one item alone.
    Potential,
}

impl Relation {
    /// Every relation, in the order of the numbers that they are kept by.
    pub const ALL: [Self; 5] = [Self::Substitute, Self::Extension, Self::Complement, Self::BestSeller, Self::Potential];

    /// The number that it is kept by.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The name in the view and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Substitute => "substitute",
            Self::Extension => "extension",
            Self::Complement => "complement",
            Self::BestSeller => "best_seller",
            Self::Potential => "potential",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.name() == name)
    }
}
