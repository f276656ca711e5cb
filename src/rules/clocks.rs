//! How each platform tells whether buyers are answered in time, as `clocks.json` has it. What is counted by it stands in
//! [`care::clock`](crate::care::clock).

use super::{Title, files};
use serde::Deserialize;

/// One figure of a platform, such as the share of rounds that are answered within three minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRule {
    /// Its name; figures are kept by it.
    pub id: String,
    /// The names of the [`Site`](super::Site)s that it is reckoned for, or of platforms that have no adapter yet.
    pub platforms: Vec<String>,
    /// What the agent reads.
    pub title: Title,
    /// Seconds within which an answer is in time, the shortest first; none where only the mean is published.
    pub limits: Vec<u32>,
    /// When a question counts; `None` at all hours.
    pub hours: Option<Hours>,
    /// Hours that another text gives; an agent may choose them.
    pub other_hours: Vec<Hours>,
    /// Hours that the platform's clock is ahead of UTC; `None` where it goes by the shop's.
    pub utc_offset: Option<i8>,
    /// What is counted.
    pub unit: Unit,
    /// Seconds of silence after which the next question begins another session; `None` where only its end does.
    pub session_gap: Option<u32>,
    /// Seconds that a longer wait counts as.
    pub cap: Option<u32>,
    /// Seconds that a question without an answer counts as; `None` where it is left out of the mean.
    pub unanswered: Option<u32>,
    /// What a robot's row does to a question.
    pub robots: Robots,
    /// Whether thanks and goodbyes want an answer too. Sources disagree, so it is the agent's to set.
    pub last_line: LastLine,
    /// Days that the published figure is over; `None` where no source says or sources disagree.
    pub window_days: Option<u16>,
    /// How far the source is believed.
    pub trust: Trust,
    /// Where the rule comes from; for people, and left out of what the panel reads, as are the examples.
    pub source: String,
    /// Worked examples: what they show, what was said when, what comes out.
    pub examples: Vec<String>,
}

/// Full hours of a day, from the first on and before the second; over midnight where the second is not the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The hour from which on, 0 to 23.
    pub from: u8,
    /// The hour before which, 1 to 24.
    pub to: u8,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// From the first question that waits to the first answer, however many rows the buyer writes between.
    Round,
    /// Each row of the buyer's.
    Message,
    /// The first question of a session.
    Session,
    /// A buyer once a day, by the longest that they waited.
    BuyerDay,
}

/// What a robot's row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Robots {
    /// It answers, as a person does.
    Answer,
    /// It changes nothing: the buyer waits for a person.
    DoNotCount,
}

/// Whose line may be the last of a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LastLine {
    /// Anyone's: a courtesy after our answer waits for nothing.
    Anyones,
    /// Ours alone: a courtesy waits for an answer as a question does.
    Ours,
}

/// How far a source is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Retold by few, undated, or contradicted.
    Low,
    /// Retold alike by several, not by the platform.
    Middle,
    /// In the platform's words.
    High,
}

impl Hours {
    /// True within them, by the seconds since midnight.
    #[must_use]
    pub const fn contain(self, second: u32) -> bool {
        /// Seconds of an hour.
        const HOUR: u32 = 60 * 60;
        let (from, to) = (self.from as u32 * HOUR, self.to as u32 * HOUR);
        if from < to { from <= second && second < to } else { from <= second || second < to }
    }
}

impl ClockRule {
    /// The shortest wait that is too long for the figure: what a buyer's wait is measured by.
    #[must_use]
    pub fn limit(&self) -> Option<u32> {
        self.limits.first().copied().or(self.cap)
    }

    /// The wait after which an answer changes the figure no more.
    #[must_use]
    pub fn longest(&self) -> Option<u32> {
        self.limits.last().copied().max(self.cap)
    }

    fn read(shape: ClockShape) -> Option<Self> {
        let unit = match shape.unit.as_str() {
            "round" => Unit::Round,
            "message" => Unit::Message,
            "session" => Unit::Session,
            "buyer_day" => Unit::BuyerDay,
            _ => return None,
        };
        let trust = match shape.trust.as_str() {
            "high" => Trust::High,
            "middle" => Trust::Middle,
            "low" => Trust::Low,
            _ => return None,
        };
        let hours = |(from, to)| Hours { from, to };
        Some(Self {
            id: shape.id,
            platforms: shape.platforms,
            title: shape.title,
            limits: shape.limits,
            hours: shape.hours.map(hours),
            other_hours: shape.other_hours.into_iter().map(hours).collect(),
            utc_offset: shape.utc_offset,
            unit,
            session_gap: shape.session_gap,
            cap: shape.cap,
            unanswered: shape.unanswered,
            robots: if shape.robots_answer { Robots::Answer } else { Robots::DoNotCount },
            last_line: if shape.last_line_is_ours { LastLine::Ours } else { LastLine::Anyones },
            window_days: shape.window_days,
            trust,
            source: shape.source,
            examples: shape.examples,
        })
    }
}

#[derive(Deserialize)]
struct ClockShape {
    id: String,
    platforms: Vec<String>,
    title: Title,
    #[serde(default)]
    limits: Vec<u32>,
    hours: Option<(u8, u8)>,
    #[serde(default)]
    other_hours: Vec<(u8, u8)>,
    utc_offset: Option<i8>,
    unit: String,
    session_gap: Option<u32>,
    cap: Option<u32>,
    unanswered: Option<u32>,
    #[serde(default)]
    robots_answer: bool,
    #[serde(default)]
    last_line_is_ours: bool,
    window_days: Option<u16>,
    trust: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    examples: Vec<String>,
}

#[derive(Deserialize)]
struct ClockFile {
    clocks: Vec<ClockShape>,
}

/// By which rules answers are in time, the first of a platform's the one that agents know best.
#[must_use]
pub fn clocks() -> Vec<ClockRule> {
    let files = files("clocks").filter_map(|(_, json)| serde_json::from_str::<ClockFile>(json).ok());
    files.flat_map(|file| file.clocks).filter_map(ClockRule::read).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{clocks, files, sites};
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn hours_end_before_their_end_and_may_go_over_midnight() {
        let at = |hour: u32, minute: u32, second: u32| (hour * 60 + minute) * 60 + second;
        let day = Hours { from: 8, to: 23 };
        assert!(!day.contain(at(7, 59, 59)) && day.contain(at(8, 0, 0)));
        assert!(day.contain(at(22, 59, 59)) && !day.contain(at(23, 0, 0)));
        assert!(Hours { from: 8, to: 24 }.contain(at(23, 59, 59)));
        let night = Hours { from: 23, to: 9 };
        assert!((0..24).all(|hour| night.contain(at(hour, 0, 0)) != (9..23).contains(&hour)));
    }

    #[test]
    fn every_clock_is_read_and_can_be_kept() {
        let written: usize = files("clocks").map(|(_, json)| json.matches("\"trust\"").count()).sum();
        let clocks = clocks();
        assert_eq!(clocks.len(), written);
        let ids: HashSet<_> = clocks.iter().map(|clock| &clock.id).collect();
        assert_eq!(ids.len(), clocks.len(), "figures are kept by their clock's name");
        for clock in &clocks {
            let id = &clock.id;
            assert!(clock.limit().is_some_and(|limit| limit > 0), "{id}: give it a limit or a cap");
            assert!(clock.limits.is_sorted(), "{id}: the shortest limit first");
            for hours in clock.hours.iter().chain(&clock.other_hours) {
                assert!(hours.from < 24 && (1..=24).contains(&hours.to) && hours.from != hours.to, "{id}: {hours:?}");
            }
            assert_eq!(clock.unit == Unit::Session, clock.session_gap.is_some(), "{id}");
            assert!(clock.source.len() > 40, "{id}: say where the rule comes from");
            assert!(clock.examples.len() >= 3, "{id}: at least three worked examples");
        }
    }

    #[test]
    fn every_site_has_a_clock() {
        let platforms: HashSet<_> = clocks().into_iter().flat_map(|clock| clock.platforms).collect();
        for site in sites() {
            assert!(platforms.contains(&site.name), "name {} in a clock of src/rules/clocks.json", site.name);
        }
    }
}
