//! What a hit is worth. Each step is one more than all that is below it together, so the order of importance is the
//! order of the constants: how it was found, where, at which place, how often it is used, how much of the text it is.

use super::{Field, Usage};

/// What the length of the text can make: of two texts the shorter one is meant.
pub(super) const COVER_MAX: i32 = 31;
/// Characters of a text for each point less.
const CHARS_A_POINT: usize = 2;

/// One point of use outweighs any length.
pub(super) const USE_STEP: i32 = COVER_MAX + 1;
/// Points for a phrase in daily use: both of the following in full.
pub(super) const USE_MAX: u8 = RECENT_MAX + OFTEN_MAX;
/// Used today; a day ago is one less, so after a month nothing is left.
const RECENT_MAX: u8 = 31;
/// Used 255 times or more, by [`OFTEN_STEP`] for each doubling.
const OFTEN_MAX: u8 = 32;
const OFTEN_STEP: u8 = 4;

/// A better place outweighs any use.
pub(super) const PLACE_STEP: i32 = USE_STEP * (USE_MAX as i32) + USE_STEP;
/// A better field outweighs any place in a lesser one.
pub(super) const FIELD_STEP: i32 = PLACE_STEP * (Place::Whole as i32 + 1);
/// What was spelled out outweighs what had to be guessed, wherever it stands; the search can so stop at once when
/// enough is found, and a guess never stands above what was typed.
pub(super) const KIND_STEP: i32 = FIELD_STEP * (field_rank(Field::Code) + 1);

/// How a query was understood, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// With one letter or character mended.
    Mended,
    /// By sounds that are often mixed up, or by characters of the same sound.
    Alike,
    /// With initials for syllables.
    Initials,
    /// As written: characters, letters, whole syllables, the last one perhaps not finished.
    Spelled,
}

/// Where in a text a match stands, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Within a word of letters.
    Middle,
    /// Anywhere else; every Chinese character begins a word.
    Inside,
    /// At the beginning.
    Start,
    /// The whole text.
    Whole,
}

/// A field's worth. The code is typed to get exactly this phrase; the title is what the agent knows it by.
pub(super) const fn field_rank(field: Field) -> i32 {
    match field {
        Field::Code => 5,
        Field::Title => 4,
        Field::Query(_) => 3,
        Field::Tag(_) => 2,
        Field::Group => 1,
        Field::Body | Field::Variant(_) => 0,
    }
}

/// Points for use, at most [`USE_MAX`].
pub(super) fn use_points(usage: Usage) -> u8 {
    let doublings = (u64::from(usage.count) + 1).ilog2();
    let often = u8::try_from(doublings).unwrap_or(u8::MAX).saturating_mul(OFTEN_STEP).min(OFTEN_MAX);
    let recent = u8::try_from(usage.days_ago).map_or(0, |days| RECENT_MAX.saturating_sub(days));
    if usage.count == 0 { 0 } else { often + recent }
}

/// Points for a text of so many characters.
pub(super) fn cover(chars: usize) -> i32 {
    COVER_MAX - i32::try_from(chars / CHARS_A_POINT).unwrap_or(COVER_MAX).min(COVER_MAX)
}

/// The sum. `chars` is the length of the text that was found.
pub(super) fn score(kind: Kind, field: Field, place: Place, use_points: u8, chars: usize) -> i32 {
    KIND_STEP * kind as i32
        + FIELD_STEP * field_rank(field)
        + PLACE_STEP * place as i32
        + USE_STEP * i32::from(use_points)
        + cover(chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_one_more_than_all_below_it() {
        let least = |kind, field, place| score(kind, field, place, 0, usize::MAX);
        let most = |kind, field, place| score(kind, field, place, USE_MAX, 0);
        assert_eq!(USE_STEP, COVER_MAX + 1);
        assert_eq!(
            least(Kind::Spelled, Field::Body, Place::Start),
            most(Kind::Spelled, Field::Body, Place::Inside) + 1
        );
        assert_eq!(
            least(Kind::Spelled, Field::Group, Place::Middle),
            most(Kind::Spelled, Field::Body, Place::Whole) + 1
        );
        assert_eq!(least(Kind::Alike, Field::Body, Place::Middle), most(Kind::Mended, Field::Code, Place::Whole) + 1);
    }

    #[test]
    fn use_counts_when_recent_and_when_often() {
        let points = |count, days_ago| use_points(Usage { count, days_ago });
        assert_eq!((points(0, 0), points(u32::MAX, 0), points(255, 0)), (0, USE_MAX, USE_MAX));
        assert_eq!(points(1, 3) - points(1, 4), 1);
        assert_eq!((points(1, 40), points(3, 40)), (OFTEN_STEP, 2 * OFTEN_STEP));
    }
}
