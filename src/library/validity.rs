//! Whether a phrase may be said here and now: its days, hours and campaign, its pack's phase, its trades, shops and platforms, and whether
//! another took its place. The engine offers only what is admitted; the panel tells the reason of a [`Refusal`].

use super::{Phrase, PhraseId, Scope, Validity};
use crate::day::{Day, Moment};
use std::collections::HashSet;

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
    /// Phrases of packs that are for a campaign's phase, while it is not on.
    pub resting: HashSet<PhraseId>,
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
    /// Its pack is for a campaign's phase that is not on.
    Resting,
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
    let Circumstances { moment, shop, trades, platform, campaign, resting } = circumstances;
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
    if resting.contains(&phrase.id) {
        return Some(Refusal::Resting);
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

/// The phrase that stands for one that was replaced, at the end of all that took its place; `None` for one that stands for
/// itself, or if they lead nowhere.
#[must_use]
pub fn standing_for<'a>(phrase: &'a Phrase, find: impl Fn(&PhraseId) -> Option<&'a Phrase>) -> Option<&'a Phrase> {
    let mut passed = vec![&phrase.id];
    let mut next = find(phrase.successor.as_ref()?)?;
    while let Some(successor) = &next.successor {
        passed.push(&next.id);
        if passed.contains(&successor) {
            return None;
        }
        next = find(successor)?;
    }
    Some(next)
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
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::parse_hours;

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
}
