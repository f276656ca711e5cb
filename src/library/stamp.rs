//! When and by whom a field was edited: a hybrid logical clock. [`record`](super::record) keeps a stamp beside every
//! edited field, so that copies of a pack merge to the same whatever the order in which they meet.
//!
//! Time and writer are arguments: nothing here reads a clock. Source: Kulkarni et al., "Logical Physical Clocks", 2014.

use std::{fmt, str::FromStr};

/// Letters of a writer's name that name its installation; one for the panel follows.
const INSTALLATION: usize = 8;
/// Longest name of a writer, in characters.
const MAX_WRITER: usize = 32;
/// Milliseconds that a stamp can hold: thirteen digits, the year 2286.
const MAX_MILLIS: u64 = 9_999_999_999_999;

/// Who edits: one installation of Qinyu. A restored backup or a copied profile must take a new name, for a writer's
/// edits have to stand in one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Writer(String);

impl Writer {
    /// A writer's name: 1 to 32 lower-case letters and digits.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let fits = (1..=MAX_WRITER).contains(&name.len());
        (fits && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())).then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The installation that the name begins with: what is behind it tells its panels apart.
    #[must_use]
    pub fn installation(&self) -> &str {
        self.0.get(..INSTALLATION).unwrap_or(&self.0)
    }
}

/// A moment on the hybrid clock; later edits of those who saw one another have later times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time {
    /// Milliseconds since 1970, UTC, at most thirteen digits.
    pub millis: u64,
    /// Tells edits of one millisecond apart, and keeps order while a clock stands or runs back.
    pub count: u16,
}

impl Time {
    /// The time of an edit made at `now` (milliseconds since 1970) by someone who has seen `self`.
    #[must_use]
    pub fn next(self, now: u64) -> Self {
        let now = now.min(MAX_MILLIS);
        if now > self.millis {
            return Self { millis: now, count: 0 };
        }
        match self.count.checked_add(1) {
            Some(count) => Self { millis: self.millis, count },
            None => Self { millis: (self.millis + 1).min(MAX_MILLIS), count: 0 },
        }
    }
}

impl Default for Writer {
    /// Someone without a name.
    fn default() -> Self {
        Self("0".into())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:013}-{:04x}", self.millis, self.count)
    }
}

/// A text that is no time, writer or stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAStamp;

impl FromStr for Time {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let (millis, count) = text.split_once('-').ok_or(NotAStamp)?;
        let digits = millis.len() == 13 && millis.bytes().all(|c| c.is_ascii_digit());
        let hex = count.len() == 4 && count.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        if !digits || !hex {
            return Err(NotAStamp);
        }
        let millis = millis.parse().map_err(|_| NotAStamp)?;
        let count = u16::from_str_radix(count, 16).map_err(|_| NotAStamp)?;
        Ok(Self { millis, count })
    }
}

/// One edit: its time and its writer. Ordered by time, then by writer, as its text is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// When.
    pub time: Time,
    /// By whom.
    pub writer: Writer,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.time, self.writer.0)
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let (time, writer) = text.rsplit_once('-').ok_or(NotAStamp)?;
        Ok(Self { time: time.parse()?, writer: Writer::new(writer).ok_or(NotAStamp)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_comes_back_from_its_text() {
        let text = "1795514820123-00ff-k3f9";
        assert_eq!(text.parse::<Stamp>().map(|stamp| stamp.to_string()), Ok(text.into()));
        for text in [
            "",
            "1-0-a",
            "1795514820123-00ff-",
            "1795514820123-00FF-a",
            "1795514820123-00ff-A",
            "-",
            "1795514820123-00ff",
        ] {
            assert_eq!(text.parse::<Stamp>(), Err(NotAStamp), "{text}");
        }
    }

    #[test]
    fn time_never_runs_back() {
        let seen = Time { millis: 2_000, count: u16::MAX };
        for now in [0, 1_999, 2_000, 2_001, u64::MAX] {
            assert!(seen.next(now) > seen, "{now}");
        }
        assert_eq!(seen.next(3_000), Time { millis: 3_000, count: 0 });
    }

    #[test]
    fn a_stamp_sorts_as_its_text() {
        let stamps = ["1795514820123-0001-b", "1795514820123-0010-a", "1795514820124-0000-a", "1795514820124-0000-b"];
        let mut parsed: Vec<Stamp> = stamps.iter().rev().filter_map(|text| text.parse().ok()).collect();
        parsed.sort();
        assert_eq!(parsed.iter().map(ToString::to_string).collect::<Vec<_>>(), stamps);
    }
}
