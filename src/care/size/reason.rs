//! Why a size is advised, as data. Part of [`size`](super).

use crate::{
    shop::{Measure, Range},
    text::body::{Build, Fit, WeightUnit},
};

/// A measure that was told: from and to, in the measure's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// Of what.
    pub measure: Measure,
    /// The least that is meant.
    pub from: u32,
    /// The most that is meant.
    pub to: u32,
}

/// How far an advice can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Confidence {
    /// No size can be named.
    #[default]
    None,
    /// A size by too little: say so, and ask.
    Partly,
    /// Two sizes are possible: say both.
    Between,
    /// Every measure that was told says this one, and none is near its border.
    Sure,
}

/// What an advice rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// What was told lies within the size's range.
    Within {
        /// What was told.
        part: Part,
        /// The size's bounds.
        range: Range,
        /// The size.
        size: String,
    },
    /// It lies so near the size's border that the other one may be right.
    Close {
        /// What was told.
        part: Part,
        /// The border.
        border: u32,
        /// The size behind it.
        other: String,
    },
    /// The chart's ranges overlap here; the other one fits too.
    Overlap {
        /// What was told.
        part: Part,
        /// The size that fits too.
        other: String,
    },
    /// The chart has no size between these two bounds; the larger one, for what is too small can't be worn.
    Gap {
        /// What was told.
        part: Part,
        /// Where the smaller size ends.
        below: u32,
        /// Where the larger one begins.
        above: u32,
        /// The smaller one.
        other: String,
    },
    /// The range that was told reaches over several sizes; the larger one.
    Spread {
        /// What was told.
        part: Part,
        /// Another of them.
        other: String,
    },
    /// The measures say different sizes; the larger one.
    Disagree {
        /// The measure that says the size.
        larger: Measure,
        /// A measure that says a smaller one.
        smaller: Measure,
        /// That one.
        other: String,
    },
    /// How it is liked moved the advice from this size.
    Liked(Fit, String),
    /// The build moved the advice from this size.
    Built(Build, String),
    /// It is liked loose, and there is no larger size.
    NoLarger,
    /// More than the largest size is for.
    AboveLargest {
        /// What was told.
        part: Part,
        /// Where the largest ends.
        bound: u32,
        /// The largest.
        largest: String,
    },
    /// Less than the smallest size is for.
    BelowSmallest {
        /// What was told.
        part: Part,
        /// Where the smallest begins.
        bound: u32,
        /// The smallest.
        smallest: String,
    },
    /// The chart has several measures, and only this one was told.
    OnlyOne(Measure),
    /// The chart has none of the measures that were told.
    ChartLacks(Vec<Measure>),
    /// No measure was told.
    NothingHeard,
    /// The chart has no sizes.
    EmptyChart,
    /// A size of this name is worn otherwise, which is all that is known.
    WornOtherwise(String),
    /// Another size is worn otherwise.
    OtherThanWorn(String),
    /// The weight's unit was not said; only this one is plausible.
    WeightTakenAs(WeightUnit),
    /// The weight, as it was written, may be in either unit: ask which.
    UnclearWeight(String),
}
