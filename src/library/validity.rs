//! Whether a phrase may be said here and now: its days, hours and campaign, its trades, shops and platforms, and whether
//! another took its place. The engine offers only what is admitted; the panel tells the reason of a [`Refusal`].

use super::{Day, Moment, Phrase, PhraseId, Scope, Validity};

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// When and where a reply would be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Circumstances {
    /// The agent's local time; without it, nothing that is limited in time is admitted.
    pub moment: Option<Moment>,
    /// The shop, by the name that the settings give it.
    pub shop: String,
    /// The shop's trades.
    pub trades: Vec<String>,
    /// The chat's adapter; `None` where no page is read: the line may come from anywhere.
    pub platform: Option<String>,
    /// The campaign that the settings name; empty for none.
    pub campaign: String,
}

/// Why a phrase may not be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// This one took its place.
    Replaced(PhraseId),
    /// It is limited in time, and the time is not known.
    NoMoment,
    /// Before its first day.
    NotYet(Day),
    /// After its last day.
    Expired(Day),
    /// Outside its hours, minutes of the day.
    OtherHours(u16, u16),
    /// Another campaign than this, or none.
    OtherCampaign(String),
    /// Written for other shops.
    OtherShop,
    /// Written for other trades.
    OtherTrade,
    /// Written for other platforms.
    OtherPlatform,
}

/// True for a phrase that is refused somewhere or sometime.
#[must_use]
pub fn is_limited(phrase: &Phrase) -> bool {
    phrase.successor.is_some() || phrase.scope != Scope::default() || phrase.validity != Validity::default()
}

/// Why a phrase may not be said under these circumstances; `None` if it may.
#[must_use]
pub fn refusal(phrase: &Phrase, circumstances: &Circumstances) -> Option<Refusal> {
    let Circumstances { moment, shop, trades, platform, campaign } = circumstances;
    let Scope { trades: of_trades, shops, platforms } = &phrase.scope;
    if let Some(successor) = &phrase.successor {
        return Some(Refusal::Replaced(successor.clone()));
    }
    if let Some(refusal) = phrase.validity.refusal(*moment) {
        return Some(refusal);
    }
    let named = &phrase.validity.campaign;
    if !named.trim().is_empty() && !same(named, campaign) {
        return Some(Refusal::OtherCampaign(named.clone()));
    }
    if !shops.is_empty() && !shops.iter().any(|known| same(known, shop)) {
        return Some(Refusal::OtherShop);
    }
    if !of_trades.is_empty() && !of_trades.iter().any(|known| trades.iter().any(|trade| same(known, trade))) {
        return Some(Refusal::OtherTrade);
    }
    let elsewhere = |platform: &String| !platforms.iter().any(|known| same(known, platform));
    (!platforms.is_empty() && platform.as_ref().is_some_and(elsewhere)).then_some(Refusal::OtherPlatform)
}

/// True for two phrases of which never both are admitted: their shops, trades, platforms, campaigns, days or hours differ.
#[must_use]
pub fn never_together(one: &Phrase, other: &Phrase) -> bool {
    let apart = |one: &[String], other: &[String]| {
        !one.is_empty() && !other.is_empty() && !one.iter().any(|name| other.iter().any(|known| same(name, known)))
    };
    let (a, b) = (&one.scope, &other.scope);
    if apart(&a.trades, &b.trades) || apart(&a.shops, &b.shops) || apart(&a.platforms, &b.platforms) {
        return true;
    }
    let (a, b) = (&one.validity, &other.validity);
    let campaigns = !a.campaign.is_empty() && !b.campaign.is_empty() && !same(&a.campaign, &b.campaign);
    let before = |a: &Validity, b: &Validity| a.until.zip(b.from).is_some_and(|(until, from)| until < from);
    let hours = a.hours.zip(b.hours).is_some_and(|(a, b)| {
        let within = |(first, end): (u16, u16), minute: u16| {
            if end < first { minute >= first || minute < end } else { (first..end).contains(&minute) }
        };
        !within(a, b.0) && !within(b, a.0)
    });
    campaigns || before(a, b) || before(b, a) || hours
}

/// Names are typed by hand in two places: width, case and spaces don't tell them apart.
fn same(one: &str, other: &str) -> bool {
    one == other || crate::text::normalize(one) == crate::text::normalize(other)
}

impl Validity {
    /// Why a moment is outside the days or hours. A night belongs to the day on which it begins.
    fn refusal(&self, moment: Option<Moment>) -> Option<Refusal> {
        let Self { from, until, hours, .. } = *self;
        if from.is_none() && until.is_none() && hours.is_none() {
            return None;
        }
        let Some(Moment { mut day, minute }) = moment else { return Some(Refusal::NoMoment) };
        if let Some((first, end)) = hours {
            let over_midnight = end < first;
            let inside = if over_midnight { minute >= first || minute < end } else { (first..end).contains(&minute) };
            if over_midnight && minute < end {
                day = day.before();
            }
            if !inside {
                return Some(Refusal::OtherHours(first, end));
            }
        }
        match (from, until) {
            (Some(from), _) if day < from => Some(Refusal::NotYet(from)),
            (_, Some(until)) if day > until => Some(Refusal::Expired(until)),
            _ => None,
        }
    }
}

impl Day {
    /// A day as it is written: `2026-11-24`.
    #[must_use]
    pub fn print(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Reads [`Self::print`]; `None` for a day that no calendar has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let mut number = || parts.next().filter(|part| part.bytes().all(|c| c.is_ascii_digit()));
        let (year, month, day) = (number()?.parse().ok()?, number()?.parse().ok()?, number()?.parse().ok()?);
        let fits = (1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
        fits.then_some(Self { year, month, day })
    }

    /// Days since a day long ago, to tell how far two days are apart.
    #[must_use]
    pub fn count(self) -> i32 {
        // Years begin with March, so that the leap day is their last.
        let (year, month) = if self.month > 2 {
            (i32::from(self.year), i32::from(self.month) - 3)
        } else {
            (i32::from(self.year) - 1, i32::from(self.month) + 9)
        };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + i32::from(self.day)
    }

    /// The day before.
    #[must_use]
    pub fn before(self) -> Self {
        match self {
            Self { year, month: 1, day: 1 } => Self { year: year.saturating_sub(1), month: 12, day: 31 },
            Self { year, month, day: 1 } => Self { year, month: month - 1, day: days(year, month - 1) },
            Self { year, month, day } => Self { year, month, day: day.saturating_sub(1) },
        }
    }
}

/// The days of a month.
fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Hours as they are written: `21:00-09:00`.
#[must_use]
pub fn print_hours((from, to): (u16, u16)) -> String {
    format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
}

/// Reads [`print_hours`]; the end may be `24:00`.
#[must_use]
pub fn parse_hours(text: &str) -> Option<(u16, u16)> {
    let minute = |text: &str| {
        let (hour, minute) = text.trim().split_once([':', '：'])?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let whole = u16::from(hour) * 60 + u16::from(minute);
        (minute < 60 && whole <= DAY_MINUTES).then_some(whole)
    };
    let (from, to) = text.split_once(['-', '–', '~', '～'])?;
    Some((minute(from)?, minute(to)?)).filter(|(from, to)| from != to)
}

impl Moment {
    /// A moment as it is written: `2026-11-24 21:30`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.trim().split_once(' ')?;
        let (hour, minute) = time.trim().split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let day = Day::parse(day)?;
        (hour < 24 && minute < 60).then_some(Self { day, minute: hour * 60 + minute })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn at(text: &str) -> Circumstances {
        Circumstances { moment: Some(Moment::parse(text).unwrap()), ..Circumstances::default() }
    }

    #[track_caller]
    fn check(validity: &Validity, moment: &str, expected: Option<Refusal>) {
        let phrase = Phrase { validity: validity.clone(), ..Phrase::default() };
        assert_eq!(refusal(&phrase, &at(moment)), expected, "{moment}");
    }

    #[test]
    fn days_are_counted_whole() {
        let (from, until) = (day("2026-11-01"), day("2026-11-11"));
        let sale = Validity { from: Some(from), until: Some(until), ..Validity::default() };
        check(&sale, "2026-10-31 23:59", Some(Refusal::NotYet(from)));
        check(&sale, "2026-11-01 00:00", None);
        check(&sale, "2026-11-11 23:59", None);
        check(&sale, "2026-11-12 00:00", Some(Refusal::Expired(until)));
    }

    #[test]
    fn hours_may_pass_midnight_and_the_night_belongs_to_its_evening() {
        let hours = parse_hours("21:00-09:00");
        let night = Validity { hours, ..Validity::default() };
        for (moment, inside) in
            [("20:59", false), ("21:00", true), ("23:59", true), ("00:00", true), ("08:59", true), ("09:00", false)]
        {
            let refused = (!inside).then_some(Refusal::OtherHours(1260, 540));
            check(&night, &format!("2026-11-24 {moment}"), refused);
        }
        let one_night = Validity { hours, from: Some(day("2026-03-01")), until: Some(day("2026-03-01")), ..night };
        check(&one_night, "2026-03-01 08:00", Some(Refusal::NotYet(day("2026-03-01"))));
        check(&one_night, "2026-03-02 08:00", None);
        check(&one_night, "2026-03-02 21:00", Some(Refusal::Expired(day("2026-03-01"))));
        let by_day = Validity { hours: parse_hours("09:00-18:00"), ..Validity::default() };
        check(&by_day, "2026-11-24 09:00", None);
        check(&by_day, "2026-11-24 18:00", Some(Refusal::OtherHours(540, 1080)));
    }

    #[test]
    fn what_is_limited_in_time_is_not_said_at_no_time() {
        let night = Validity { hours: parse_hours("21:00-09:00"), ..Validity::default() };
        let phrase = Phrase { validity: night, ..Phrase::default() };
        assert_eq!(refusal(&phrase, &Circumstances::default()), Some(Refusal::NoMoment));
        assert_eq!(refusal(&Phrase::default(), &Circumstances::default()), None);
        assert!(is_limited(&phrase) && !is_limited(&Phrase::default()));
    }

    #[test]
    fn a_campaign_a_shop_a_trade_a_platform_and_a_successor_refuse() {
        let list = |name: &str| vec![name.to_owned()];
        let here = Circumstances {
            shop: "小鹿".into(),
            trades: list("food"),
            platform: Some("pdd".into()),
            campaign: "双１１".into(),
            ..at("2026-11-24 12:00")
        };
        let refused = |change: fn(&mut Phrase)| {
            let mut phrase = Phrase::default();
            change(&mut phrase);
            refusal(&phrase, &here)
        };
        assert_eq!(refused(|phrase| phrase.validity.campaign = "双11".into()), None, "width does not count");
        assert_eq!(
            refused(|phrase| phrase.validity.campaign = "618".into()),
            Some(Refusal::OtherCampaign("618".into()))
        );
        assert_eq!(refused(|phrase| phrase.scope.shops = vec!["小马".into(), "小鹿 ".into()]), None);
        assert_eq!(refused(|phrase| phrase.scope.shops = vec!["小马".into()]), Some(Refusal::OtherShop));
        assert_eq!(refused(|phrase| phrase.scope.trades = vec!["clothing".into()]), Some(Refusal::OtherTrade));
        assert_eq!(refused(|phrase| phrase.scope.platforms = vec!["jd".into()]), Some(Refusal::OtherPlatform));
        let by_hand = Circumstances { platform: None, ..here.clone() };
        let phrase = Phrase { scope: Scope { platforms: list("jd"), ..Scope::default() }, ..Phrase::default() };
        assert_eq!(refusal(&phrase, &by_hand), None, "a line by hand may come from anywhere");
        let replaced = refused(|phrase| phrase.successor = Some(PhraseId("b".into())));
        assert_eq!(replaced, Some(Refusal::Replaced(PhraseId("b".into()))));
    }

    #[test]
    fn day_and_night_and_two_shops_never_meet() {
        let hours = |text: &str| Phrase {
            validity: Validity { hours: parse_hours(text), ..Validity::default() },
            ..Phrase::default()
        };
        assert!(never_together(&hours("21:00-09:00"), &hours("09:00-21:00")));
        assert!(!never_together(&hours("21:00-09:00"), &hours("08:00-21:00")));
        assert!(!never_together(&hours("21:00-09:00"), &Phrase::default()));
        let shop =
            |name: &str| Phrase { scope: Scope { shops: vec![name.into()], ..Scope::default() }, ..Phrase::default() };
        assert!(never_together(&shop("小鹿"), &shop("小马")) && !never_together(&shop("小鹿"), &shop("小鹿 ")));
        let sale = |from: &str, until: &str| {
            let validity = Validity { from: Day::parse(from), until: Day::parse(until), ..Validity::default() };
            Phrase { validity, ..Phrase::default() }
        };
        assert!(never_together(&sale("2026-06-01", "2026-06-18"), &sale("2026-11-01", "2026-11-11")));
        assert!(!never_together(&sale("2026-06-01", "2026-06-18"), &sale("2026-06-18", "2026-11-11")));
    }

    #[test]
    fn days_and_hours_come_back_from_their_text() {
        for text in ["2026-11-24", "2028-02-29", "0001-01-01"] {
            assert_eq!(day(text).print(), text);
        }
        for text in ["", "2026-02-29", "2026-13-01", "2026-1", "+2026-01-01", "2026-00-10", "2026-01-01-01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(parse_hours("21:00-09:00"), Some((1260, 540)));
        assert_eq!(parse_hours("00:00-24:00").map(print_hours).as_deref(), Some("00:00-24:00"));
        for text in ["", "9-10", "09:00-09:00", "09:60-10:00", "24:01-10:00", "9999:00-10:00"] {
            assert_eq!(parse_hours(text), None, "{text}");
        }
        for text in ["2026-11-24", "2026-11-24 24:00", "2026-11-24 12:60"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        for text in ["2028-03-01", "2026-01-01", "2026-05-31", "2100-03-01", "2000-03-01"] {
            assert_eq!(day(text).count() - day(text).before().count(), 1, "{text}");
        }
        assert_eq!(day("2027-11-24").count() - day("2026-11-24").count(), 365);
        let before = |text| day(text).before().print();
        assert_eq!(["2028-03-01", "2026-01-01", "2026-05-31"].map(before), ["2028-02-29", "2025-12-31", "2026-05-30"]);
    }
}
