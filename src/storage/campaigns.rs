//! What the document of the campaigns means: a record for each by its name, also for those that were removed, and one for the
//! ticks of each day.

use super::documents::{Change, changes};
use crate::{
    care::campaign::{Campaign, CampaignId, Campaigns, Phase, Plan},
    day::Day,
    shop::PromotionId,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The document of the campaigns.
pub const CAMPAIGNS: &str = "campaigns";
/// Behind it a campaign's name.
const CAMPAIGN: &str = "campaign/";
/// Behind it a day.
const TICKS: &str = "ticks/";

/// The campaigns, and how many records could not be read; those stay where they are.
#[must_use]
pub fn read_campaigns<'a, T: AsRef<str> + ?Sized + 'a>(
    records: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> (Campaigns, usize) {
    let (mut campaigns, mut ticks, mut unread) = (Vec::new(), BTreeMap::new(), 0);
    for (id, text) in records {
        match read(id, text.as_ref()) {
            Some(Record::Campaign(campaign)) => campaigns.push(*campaign),
            Some(Record::Ticks(day, of_day)) => drop(ticks.insert(day, of_day)),
            None => unread += 1,
        }
    }
    (Campaigns::new(campaigns, ticks), unread)
}

/// What turns the records of [`CAMPAIGNS`] that are shown into these.
#[must_use]
pub fn print_campaigns(shown: &BTreeMap<String, String>, campaigns: &Campaigns) -> Vec<Change> {
    let of_campaigns = campaigns.all().iter().map(|one| ([CAMPAIGN, &one.id.0].concat(), print(one)));
    let of_days = campaigns.ticks().iter().map(|(day, ticks)| {
        let ticks: Map<String, Value> = ticks.iter().map(|(what, count)| (what.clone(), (*count).into())).collect();
        ([TICKS, &day.print()].concat(), Value::Object(ticks).to_string())
    });
    let records: BTreeMap<String, String> = of_campaigns.chain(of_days).collect();
    changes(CAMPAIGNS, shown, &records, |id, text| read(id, text).is_some())
}

/// Merges two texts of one record: the later version of a campaign, all ticks of a day.
#[must_use]
pub(super) fn merge_campaign(theirs: &str, mine: &str) -> String {
    // Whose record it is does not stand in it; a campaign has a version, which no tick is called.
    let record = if mine.contains("\"version\"") { CAMPAIGN.to_owned() } else { [TICKS, "2026-01-01"].concat() };
    let book = |text: &str| read_campaigns([(record.as_str(), text)]).0;
    let mut both = book(theirs);
    both.merge(&book(mine));
    let changes = print_campaigns(&BTreeMap::new(), &both);
    changes.into_iter().find_map(|change| change.text).unwrap_or_else(|| mine.to_owned())
}

enum Record {
    Campaign(Box<Campaign>),
    Ticks(Day, BTreeMap<String, u32>),
}

fn read(id: &str, text: &str) -> Option<Record> {
    let value: Value = serde_json::from_str(text).ok()?;
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    if let Some(day) = id.strip_prefix(TICKS) {
        let ticks = value.as_object()?.iter();
        let ticks = ticks.map(|(what, count)| Some((what.clone(), number(count)?))).collect::<Option<_>>()?;
        return Some(Record::Ticks(Day::parse(day)?, ticks));
    }
    let id = id.strip_prefix(CAMPAIGN)?;
    let mut campaign = Campaign::new(CampaignId(id.to_owned()), value.get("name")?.as_str()?);
    campaign.version = number(value.get("version")?)?;
    campaign.is_removed = value.get("removed").is_some();
    let days = value.get("days")?.as_array()?;
    for (kept, day) in campaign.days.iter_mut().zip(days) {
        *kept = if day.is_null() { None } else { Some(Day::parse(day.as_str()?)?) };
    }
    for (plan, phase) in campaign.plans.iter_mut().zip(Phase::ALL) {
        let Some(kept) = value.get(phase.name()) else { continue };
        let texts =
            |name: &str| kept.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        *plan = Plan {
            label: kept.get("label").and_then(Value::as_str).unwrap_or_default().to_owned(),
            packs: texts("packs").map(str::to_owned).collect(),
            promotions: texts("promotions").map(|id| PromotionId(id.to_owned())).collect(),
            lines: texts("lines").map(str::to_owned).collect(),
        };
    }
    Some(Record::Campaign(Box::new(campaign)))
}

fn print(campaign: &Campaign) -> String {
    let days: Vec<Option<String>> = campaign.days.iter().map(|day| day.map(Day::print)).collect();
    let mut value = json!({ "name": campaign.name, "version": campaign.version, "days": days });
    if let Some(fields) = value.as_object_mut() {
        if campaign.is_removed {
            fields.insert("removed".into(), true.into());
        }
        for phase in Phase::ALL {
            let plan = campaign.plan(phase);
            if *plan != Plan::default() {
                let promotions: Vec<&str> = plan.promotions.iter().map(|id| id.0.as_str()).collect();
                let plan =
                    json!({ "label": plan.label, "packs": plan.packs, "promotions": promotions, "lines": plan.lines });
                fields.insert(phase.name().into(), plan);
            }
        }
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::campaign::Field;

    fn id() -> CampaignId {
        CampaignId("a".into())
    }

    fn book() -> Campaigns {
        let mut book = Campaigns::default();
        book.add(Campaign::new(id(), "双\"11"));
        book.set(&id(), &Field::Day(1), "2026-11-09");
        book.set(&id(), &Field::Lines(Phase::After), "对账\n打印");
        book.set(&id(), &Field::Pack(Phase::Before, "p".into()), "");
        book.set(&id(), &Field::Promotion(Phase::During, PromotionId("p".into())), "");
        book.tick(Day::parse("2026-11-10").unwrap(), "shift/shelf");
        book
    }

    fn records(changes: &[Change]) -> BTreeMap<String, String> {
        changes.iter().filter_map(|change| Some((change.record.clone(), change.text.clone()?))).collect()
    }

    fn read_all(records: &BTreeMap<String, String>) -> (Campaigns, usize) {
        read_campaigns(records.iter().map(|(id, text)| (id.as_str(), text.as_str())))
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut kept = records(&print_campaigns(&BTreeMap::new(), &book()));
        assert_eq!((kept.len(), read_all(&kept)), (2, (book(), 0)));
        assert_eq!(print_campaigns(&kept, &book()), [], "nothing changed");
        for (id, text) in
            [("campaign/b", "{}"), ("ticks/x", "{}"), ("newer/1", "{}"), ("ticks/2026-11-11", "{\"a\":-1}")]
        {
            kept.insert(id.into(), text.into());
        }
        assert_eq!(read_all(&kept), (book(), 4));
        assert_eq!(print_campaigns(&kept, &book()), [], "what can't be read stays");
    }

    #[test]
    fn old_ticks_go() {
        let mut book = book();
        let kept = records(&print_campaigns(&BTreeMap::new(), &book));
        book.tick(Day::parse("2026-12-10").unwrap(), "shift/shelf");
        let changes = print_campaigns(&kept, &book);
        let gone: Vec<_> =
            changes.iter().filter(|change| change.text.is_none()).map(|one| one.record.as_str()).collect();
        assert_eq!((changes.len(), gone), (2, vec!["ticks/2026-11-10"]));
    }

    #[test]
    fn two_panels_changes_of_one_are_merged() {
        let text = |book: &Campaigns, begin: &str| {
            records(&print_campaigns(&BTreeMap::new(), book))
                .into_iter()
                .find(|(id, _)| id.starts_with(begin))
                .unwrap()
                .1
        };
        let (before, mut removed) = (book(), book());
        removed.remove(&id(), true);
        for (theirs, mine) in [(&before, &removed), (&removed, &before)] {
            assert_eq!(merge_campaign(&text(theirs, CAMPAIGN), &text(mine, CAMPAIGN)), text(&removed, CAMPAIGN));
        }
        assert_eq!(merge_campaign("{\"a\":1,\"b\":2}", "{\"a\":3,\"c\":1}"), "{\"a\":3,\"b\":2,\"c\":1}");
        assert_eq!(merge_campaign("?", "mine"), "mine");
    }
}
