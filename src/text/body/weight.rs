//! Whether a weight without a unit is in 斤 or in kilograms, by what the height makes plausible. Part of [`body`](super).

/// The two units that buyers leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeightUnit {
    /// 500 g.
    Jin,
    /// 1,000 g.
    Kilogram,
}

impl WeightUnit {
    /// What one is, in grams.
    #[must_use]
    pub const fn grams(self) -> u32 {
        match self {
            Self::Jin => 500,
            Self::Kilogram => 1_000,
        }
    }
}

/// Why a measure's unit is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitBy {
    /// It was said.
    Said,
    /// Such numbers are always meant so: a height of 165 is in centimetres.
    Custom,
    /// Only in this unit does the weight go with the height; what it comes to, in tenths of kg/m².
    Height(WeightUnit, u32),
    /// No height is known, but grown people weigh so much in this unit alone.
    Alone(WeightUnit),
}

/// What a weight without a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Sure(WeightUnit, UnitBy),
    /// Either unit would do: it has to be asked.
    Unclear,
    /// No weight of this body.
    Absurd,
}

/// What bodies have, in tenths of kg/m²: from far below what anybody calls thin to what shops have no sizes for.
const PLAUSIBLE: std::ops::RangeInclusive<u64> = 105..=500;
/// A weight that would be so much in 斤 is twice as much in kilograms, 28 to 32, and both occur; in tenths of kg/m².
/// Below it nobody is so thin, above it hardly anybody so heavy.
const UNCLEAR: std::ops::RangeInclusive<u64> = 140..=160;
/// The same for children, whose middle is 16 instead of 21.
const UNCLEAR_CHILD: std::ops::RangeInclusive<u64> = 105..=122;
/// Smaller people are weighed as children are; in millimetres.
const CHILD: u32 = 1_400;
/// Without a height: grown people weigh so much in 斤 (45 kg on), in thousandths, …
const JIN_ALONE: std::ops::RangeInclusive<u64> = 90_000..=300_000;
/// … and so much in kilograms; between the two stand slim women in 斤 and heavy men in kilograms.
const KILOGRAMS_ALONE: std::ops::RangeInclusive<u64> = 40_000..=75_000;

/// The unit of a weight that was told in thousandths of it.
pub(super) fn taken(thousandths: u64, height: Option<u32>, is_child: bool) -> Taken {
    let Some(height) = height.filter(|height| *height > 0) else {
        return match () {
            () if is_child => Taken::Unclear,
            () if JIN_ALONE.contains(&thousandths) => sure_alone(WeightUnit::Jin),
            () if KILOGRAMS_ALONE.contains(&thousandths) => sure_alone(WeightUnit::Kilogram),
            () => Taken::Unclear,
        };
    };
    let square = u64::from(height) * u64::from(height);
    let jin = thousandths.saturating_mul(10_000) / 2 / square;
    let unclear = if height < CHILD { UNCLEAR_CHILD } else { UNCLEAR };
    let (unit, index) = match jin {
        _ if unclear.contains(&jin) => return Taken::Unclear,
        _ if jin < *unclear.start() => (WeightUnit::Kilogram, jin * 2),
        _ => (WeightUnit::Jin, jin),
    };
    if !PLAUSIBLE.contains(&index) {
        return Taken::Absurd;
    }
    Taken::Sure(unit, UnitBy::Height(unit, u32::try_from(index).unwrap_or(u32::MAX)))
}

fn sure_alone(unit: WeightUnit) -> Taken {
    Taken::Sure(unit, UnitBy::Alone(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: u64, height: u32, unit: Option<WeightUnit>) {
        let height = (height > 0).then_some(height * 10);
        let found = match taken(number * 1_000, height, false) {
            Taken::Sure(unit, _) => Some(unit),
            Taken::Unclear | Taken::Absurd => None,
        };
        assert_eq!(found, unit, "{number} at {height:?}");
    }

    #[test]
    fn the_height_tells_the_unit() {
        check(55, 165, Some(WeightUnit::Kilogram));
        check(110, 165, Some(WeightUnit::Jin));
        check(90, 160, Some(WeightUnit::Jin));
        check(80, 180, Some(WeightUnit::Kilogram));
        check(18, 110, Some(WeightUnit::Kilogram));
        check(36, 110, Some(WeightUnit::Jin));
        check(110, 0, Some(WeightUnit::Jin));
        check(55, 0, Some(WeightUnit::Kilogram));
    }

    #[test]
    fn what_both_units_make_plausible_is_unclear() {
        for (number, height) in [(80, 165), (100, 180), (85, 165), (80, 0), (30, 0)] {
            assert_eq!(taken(number * 1_000, (height > 0).then_some(height * 10), false), Taken::Unclear, "{number}");
        }
        assert_eq!(taken(55_000, None, true), Taken::Unclear);
        assert_eq!(taken(5_000, Some(1_800), false), Taken::Absurd);
        assert_eq!(taken(u64::MAX, Some(1), false), Taken::Absurd);
    }

    #[test]
    fn the_reason_says_what_it_comes_to() {
        let by = UnitBy::Height(WeightUnit::Jin, 202);
        assert_eq!(taken(110_000, Some(1_650), false), Taken::Sure(WeightUnit::Jin, by));
    }
}
