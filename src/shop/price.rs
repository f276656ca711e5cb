//! Money: whole fen, never a fraction, never negative.

use std::{fmt, iter::Sum};

/// An amount of money in fen (1/100 yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Price(u64);

impl Price {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);
    /// The highest amount that a file may name, ten million yuan: more is a slip of the comma or a number of another kind.
    pub const MAX_READ: Self = Self(1_000_000_000);

    /// An amount in fen.
    #[must_use]
    pub const fn from_fen(fen: u64) -> Self {
        Self(fen)
    }

    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> u64 {
        self.0
    }

    /// An amount in yuan as people and files write it: `39.9`, `¥1,299.00`, `39元`, `￥ 12.50`. `None` for what is no
    /// amount, is negative, has a fraction of a fen other than zeros, or is above [`Self::MAX_READ`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['¥', '￥']);
        let text = text.strip_suffix('元').unwrap_or(text).trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let (cents, rest) = fraction.split_at_checked(2).unwrap_or((fraction, ""));
        let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
        if whole.is_empty() || !digits(cents) || !rest.bytes().all(|c| c == b'0') {
            return None;
        }
        let cents = match cents.len() {
            0 => 0,
            1 => cents.parse::<u64>().ok()? * 10,
            _ => cents.parse().ok()?,
        };
        let yuan = if whole.contains([',', '，']) { thousands(whole)? } else { whole.to_owned() };
        let yuan: u64 = Some(yuan).filter(|yuan| digits(yuan))?.parse().ok()?;
        Some(Self(yuan.checked_mul(100)?.checked_add(cents)?)).filter(|price| *price <= Self::MAX_READ)
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left after taking off another amount; nothing when that is more.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// So many times the amount.
    #[must_use]
    pub const fn times(self, count: u64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

/// Digits in groups of three behind the first group: `1,299`.
fn thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split([',', '，']);
    let first = groups.next().filter(|group| (1..=3).contains(&group.len()))?;
    let mut digits = first.to_owned();
    for group in groups {
        digits.push_str(Some(group).filter(|group| group.len() == 3)?);
    }
    Some(digits)
}

impl Sum for Price {
    fn sum<I: Iterator<Item = Self>>(prices: I) -> Self {
        prices.fold(Self::ZERO, Self::plus)
    }
}

/// In yuan with two digits, without a sign: `39.90`.
impl fmt::Display for Price {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (text, fen) in [
            ("39.9", 3_990),
            ("¥1,299.00", 129_900),
            ("39元", 3_900),
            ("￥ 12.50", 1_250),
            ("0", 0),
            ("0.01", 1),
            ("12.", 1_200),
            ("12.5000", 1_250),
            ("10000000", 1_000_000_000),
        ] {
            assert_eq!(Price::parse(text), Some(Price::from_fen(fen)), "{text}");
        }
        for text in
            ["", "-1", "1,29", "1,2999", "12.345", ".5", "12元5", "1e3", "10000000.01", "十", "1.2.3", "+5", "1 2"]
        {
            assert_eq!(Price::parse(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_come_back_from_their_text() {
        for fen in [0, 1, 10, 99, 100, 3_990, 1_000_000_000] {
            let price = Price::from_fen(fen);
            assert_eq!(Price::parse(&price.to_string()), Some(price));
        }
    }

    #[test]
    fn arithmetic_stays_within_its_bounds() {
        let (most, one) = (Price::from_fen(u64::MAX), Price::from_fen(1));
        assert_eq!([most.plus(one), one.less(most), most.times(2)], [most, Price::ZERO, most]);
        assert_eq!([one, one].into_iter().sum::<Price>(), Price::from_fen(2));
    }
}
