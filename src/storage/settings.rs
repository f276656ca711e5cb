//! What the document of the settings means: it has a record for each thing that can be set, so that two panels that set
//! different things both keep theirs.

use super::Change;
use crate::{
    care::greeting::Occasion,
    chat::Stage,
    cross_sell::{HandRule, Relation, Terms},
    day::Day,
    library::Language,
    panel::{Appearance, Counts, Settings, Taken, Trigger},
    shop::{ItemId, Scope},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The document of the settings.
pub const SETTINGS: &str = "settings";

const LANGUAGE: &str = "language";
const APPEARANCE: &str = "appearance";
const TRIGGER: &str = "trigger";
const FUZZY_SOUNDS: &str = "fuzzy_sounds";
const NAME: &str = "name";
const OWN_ACCOUNTS: &str = "own_accounts";
const BUYER_DAYS: &str = "buyer_days";
const TRADE: &str = "trade/";
/// Behind it the platform.
const LAST_LINE: &str = "last_line/";
/// Behind it the figure.
const OTHER_HOURS: &str = "other_hours/";
/// Behind it the occasion.
const GREETING: &str = "greeting/";
const SHOP: &str = "shop/";
/// Behind it two ids, which hold no line break, with one between them.
const NEVER: &str = "never/";
/// Behind it two ids in the same way.
const JUDGED: &str = "judged/";
const TERMS: &str = "terms";
/// All of them in one record, for their order counts.
const RULES: &str = "rules";
/// Behind it the relation.
const COUNTS: &str = "offers/";
/// Behind it a buyer's number and an item's id, with a line break between them. They say something under the key of this
/// installation's shop alone.
pub(super) const TAKEN: &str = "taken/";
/// What the records of files of everything begin with; they are of this installation and no one's choice.
pub(super) const BACKUP: &str = "backup/";
pub(super) const EXPORTED: &str = "backup/exported";
const PUT_OFF: &str = "backup/put_off";

/// What turns the records of [`SETTINGS`] that are shown into these settings. Records that this version does not know
/// stay as they are.
#[must_use]
pub fn print_settings(shown: &BTreeMap<String, String>, settings: &Settings) -> Vec<Change> {
    let quoted = |value: &str| serde_json::to_string(value).unwrap_or_default();
    let language = match settings.language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    let mut records = vec![
        (LANGUAGE.to_owned(), quoted(language)),
        (APPEARANCE.to_owned(), quoted(settings.appearance.name())),
        (TRIGGER.to_owned(), quoted(settings.trigger.text())),
        (FUZZY_SOUNDS.to_owned(), settings.fuzzy_sounds.to_string()),
    ];
    for (id, text) in [(NAME, &settings.name), (OWN_ACCOUNTS, &settings.own_accounts)] {
        if !text.is_empty() || shown.contains_key(id) {
            records.push((id.to_owned(), quoted(text)));
        }
    }
    if settings.buyer_days != Settings::BUYER_DAYS || shown.contains_key(BUYER_DAYS) {
        records.push((BUYER_DAYS.to_owned(), settings.buyer_days.to_string()));
    }
    let times = [(EXPORTED, settings.backup.exported), (PUT_OFF, settings.backup.put_off)].into_iter();
    records.extend(times.filter(|(_, time)| *time > 0).map(|(id, time)| (id.to_owned(), time.to_string())));
    records.extend(settings.trades.iter().map(|trade| ([TRADE, trade].concat(), "true".to_owned())));
    for (prefix, set) in [(LAST_LINE, &settings.last_line_ours), (OTHER_HOURS, &settings.other_hours)] {
        records.extend(set.iter().map(|name| ([prefix, name].concat(), "true".to_owned())));
    }
    records.extend(settings.greetings.iter().map(|occasion| ([GREETING, occasion.name()].concat(), "true".to_owned())));
    records.extend(settings.shop.iter().map(|(fact, value)| ([SHOP, fact].concat(), quoted(value))));
    records.extend(settings.never.iter().map(|(of, item)| (format!("{NEVER}{}\n{}", of.0, item.0), "true".to_owned())));
    records.extend(settings.judged.iter().map(|((of, item), relation)| {
        (format!("{JUDGED}{}\n{}", of.0, item.0), quoted(relation.map_or("none", Relation::name)))
    }));
    let Terms { price_percent, margin_percent, least_stock } = settings.terms;
    if settings.terms != Terms::default() || shown.contains_key(TERMS) {
        records.push((TERMS.to_owned(), format!("[{price_percent},{margin_percent},{least_stock}]")));
    }
    // What can't be read, such as a newer version's, stays until there are rules of this one.
    if !settings.rules.is_empty() || shown.get(RULES).is_some_and(|text| read_rules(text).is_some()) {
        records.push((RULES.to_owned(), Value::from_iter(settings.rules.iter().map(print_rule)).to_string()));
    }
    let counts = settings.counts.iter().map(|(relation, Counts { offered, taken, bought })| {
        ([COUNTS, relation.name()].concat(), format!("[{offered},{taken},{bought}]"))
    });
    records.extend(counts);
    records.extend(settings.taken.iter().map(|((buyer, item), Taken { relation, day })| {
        (format!("{TAKEN}{buyer}\n{}", item.0), format!("[\"{}\",\"{}\"]", relation.name(), day.print()))
    }));
    let known = |id: &str| {
        [TRADE, GREETING, LAST_LINE, OTHER_HOURS, SHOP, NEVER, JUDGED, TAKEN]
            .iter()
            .any(|prefix| id.starts_with(prefix))
    };
    let is_set = |id: &String| records.iter().any(|(set, _)| set == id);
    let gone = shown.keys().filter(|id| known(id) && !is_set(id)).map(|id| (id.clone(), None));
    let new = records.iter().filter(|(id, text)| shown.get(id) != Some(text));
    let new = new.map(|(id, text)| (id.clone(), Some(text.clone())));
    let change = |(record, text)| Change { document: SETTINGS.into(), record, text };
    new.chain(gone).map(change).collect()
}

/// The settings, and how many records could not be read; those keep their defaults.
#[must_use]
pub fn read_settings<'a, T: AsRef<str> + ?Sized + 'a>(
    records: impl IntoIterator<Item = (&'a str, &'a T)>,
) -> (Settings, usize) {
    let (mut settings, mut unread) = (Settings::default(), 0);
    for (id, text) in records {
        let text = text.as_ref();
        let read = if id == LANGUAGE {
            value(text).map(|name: String| {
                settings.language = if name == "en" { Language::English } else { Language::Chinese };
            })
        } else if id == APPEARANCE {
            value(text).map(|name: String| settings.appearance = Appearance::from_name(&name).unwrap_or_default())
        } else if id == TRIGGER {
            value(text).map(|sign: String| settings.trigger = Trigger::new(&sign).unwrap_or_default())
        } else if id == FUZZY_SOUNDS {
            value(text).map(|used| settings.fuzzy_sounds = used)
        } else if id == NAME {
            value(text).map(|name| settings.name = name)
        } else if id == OWN_ACCOUNTS {
            value(text).map(|accounts| settings.own_accounts = accounts)
        } else if id == BUYER_DAYS {
            value(text).map(|days| settings.buyer_days = days)
        } else if id == EXPORTED {
            value(text).map(|time| settings.backup.exported = time)
        } else if id == PUT_OFF {
            value(text).map(|time| settings.backup.put_off = time)
        } else if let Some(trade) = id.strip_prefix(TRADE) {
            value(text).map(|used| {
                if used {
                    settings.trades.push(trade.into());
                }
            })
        } else if let Some(occasion) = id.strip_prefix(GREETING).and_then(Occasion::from_name) {
            value(text).map(|is_on| {
                if is_on {
                    settings.greetings.insert(occasion);
                }
            })
        } else if let Some(platform) = id.strip_prefix(LAST_LINE) {
            value(text).map(|is_so| {
                if is_so {
                    settings.last_line_ours.insert(platform.into());
                }
            })
        } else if let Some(figure) = id.strip_prefix(OTHER_HOURS) {
            value(text).map(|is_so| {
                if is_so {
                    settings.other_hours.insert(figure.into());
                }
            })
        } else if let Some(fact) = id.strip_prefix(SHOP) {
            value(text).map(|value: String| settings.shop.set(fact, &value))
        } else if let Some((of, item)) = id.strip_prefix(NEVER).and_then(|pair| pair.split_once('\n')) {
            value(text).map(|is_so| {
                if is_so {
                    settings.never.insert((ItemId(of.into()), ItemId(item.into())));
                }
            })
        } else if let Some((of, item)) = id.strip_prefix(JUDGED).and_then(|pair| pair.split_once('\n')) {
            value(text).map(|name: String| {
                settings.judged.insert((ItemId(of.into()), ItemId(item.into())), Relation::from_name(&name));
            })
        } else if id == TERMS {
            value(text).map(|(price_percent, margin_percent, least_stock)| {
                settings.terms = Terms { price_percent, margin_percent, least_stock };
            })
        } else if id == RULES {
            read_rules(text).map(|rules| settings.rules = rules)
        } else if let Some(relation) = id.strip_prefix(COUNTS).and_then(Relation::from_name) {
            value(text).map(|counts: Vec<u32>| {
                // Two of them before orders were looked at.
                let count = |place: usize| counts.get(place).copied().unwrap_or(0);
                let counts = Counts { offered: count(0), taken: count(1), bought: count(2) };
                settings.counts.insert(relation, counts);
            })
        } else if let Some((buyer, item)) = id.strip_prefix(TAKEN).and_then(|pair| pair.split_once('\n')) {
            let taken = |(relation, day): (String, String)| {
                let taken = Taken { relation: Relation::from_name(&relation)?, day: Day::parse(&day)? };
                Some(settings.taken.insert((buyer.parse().ok()?, ItemId(item.into())), taken))
            };
            value(text).and_then(taken).map(|_| ())
        } else {
            Some(()) // of a newer version
        };
        unread += usize::from(read.is_none());
    }
    (settings, unread)
}

fn print_rule(rule: &HandRule) -> Value {
    let ids = |ids: &mut dyn Iterator<Item = &ItemId>| Value::from_iter(ids.map(|id| id.0.as_str()));
    let when = match &rule.when {
        Scope::All => Value::Null,
        Scope::Items(items) => ids(&mut items.iter()),
        Scope::Category(name) => name.as_str().into(),
    };
    let stages = Value::from_iter(rule.stages.iter().map(|stage| stage.name()));
    json!({ "when": when, "stages": stages, "offer": ids(&mut rule.offer.iter()), "as": rule.relation.name(), "stops": rule.stops })
}

/// All rules, or none: without one of them the others would mean something else.
fn read_rules(text: &str) -> Option<Vec<HandRule>> {
    value::<Vec<Value>>(text)?.iter().map(read_rule).collect()
}

/// A rule; `None` for one that says something which this version doesn't know: it would offer what it must not.
fn read_rule(rule: &Value) -> Option<HandRule> {
    let texts = |value: &Value| -> Option<Vec<String>> { serde_json::from_value(value.clone()).ok() };
    let when = match rule.get("when")? {
        Value::Null => Scope::All,
        Value::String(name) => Scope::Category(name.clone()),
        items => Scope::Items(texts(items)?.into_iter().map(ItemId).collect()),
    };
    let stage = |name: String| Stage::ALL.into_iter().find(|stage| stage.name() == name);
    Some(HandRule {
        when,
        stages: texts(rule.get("stages")?)?.into_iter().map(stage).collect::<Option<_>>()?,
        offer: texts(rule.get("offer")?)?.into_iter().map(ItemId).collect(),
        relation: Relation::from_name(rule.get("as")?.as_str()?)?,
        stops: rule.get("stops")?.as_bool()?,
    })
}

fn value<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{super::Documents, *};
    use crate::{library::facts::Facts, panel::backup::BackupTimes};

    fn shown(documents: &Documents, name: &str) -> BTreeMap<String, String> {
        documents.records(name).map(|(id, text)| (id.to_owned(), text.to_string())).collect()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let mut shop = Facts::default();
        shop.set("courier", "顺丰");
        let mut settings = Settings {
            language: Language::English,
            appearance: Appearance::Dark,
            trades: vec!["food".into()],
            shop,
            trigger: Trigger::new(";").unwrap(),
            fuzzy_sounds: false,
            name: "小鹿".into(),
            own_accounts: "小鹿旗舰店".into(),
            last_line_ours: ["taobao".into()].into(),
            other_hours: ["taobao_three_minutes".into()].into(),
            greetings: [Occasion::BareHello].into(),
            buyer_days: 90,
            backup: BackupTimes { exported: 1_795_514_820_123, put_off: 5 },
            never: [(ItemId("1".into()), ItemId("2".into()))].into(),
            judged: [
                ((ItemId("1".into()), ItemId("3".into())), Some(Relation::Extension)),
                ((ItemId("1".into()), ItemId("4".into())), None),
            ]
            .into(),
            terms: Terms { price_percent: 30, margin_percent: 10, least_stock: 3 },
            rules: [Scope::All, Scope::Category("床品".into()), Scope::Items([ItemId("1".into())].into())]
                .map(|when| HandRule {
                    when,
                    stages: vec![Stage::Ordering, Stage::Payment],
                    offer: vec![ItemId("9".into()), ItemId("5".into())],
                    relation: Relation::Extension,
                    stops: true,
                })
                .into(),
            counts: [(Relation::Complement, Counts { offered: 7, taken: 2, bought: 1 })].into(),
            taken: [((7, ItemId("1".into())), Taken { relation: Relation::Complement, day: day("2026-11-24") })].into(),
        };
        let mut documents = Documents::default();
        documents.apply(&print_settings(&BTreeMap::new(), &settings));
        assert_eq!(read_settings(documents.records(SETTINGS)), (settings.clone(), 0));

        settings.shop.clear("courier");
        settings.trades.clear();
        settings.taken.clear();
        let changes = print_settings(&shown(&documents, SETTINGS), &settings);
        assert_eq!(changes.len(), 3, "more was written than was set: {changes:?}");
        documents.apply(&changes);
        assert_eq!(read_settings(documents.records(SETTINGS)), (settings, 0));
    }

    #[test]
    fn what_cannot_be_read_is_counted_and_what_is_newer_stays() {
        let mut documents = Documents::default();
        let record = |record: &str, text: &str| Change {
            document: SETTINGS.into(),
            record: record.into(),
            text: Some(text.into()),
        };
        documents.apply(&[record("appearance", "{"), record("keys", "[1]"), record("shop/courier", "\"顺丰\"")]);
        documents
            .apply(&[record("offers/complement", "[7,2]"), record("taken/x\n1", "[\"complement\",\"2026-11-24\"]")]);
        let (settings, unread) = read_settings(documents.records(SETTINGS));
        assert_eq!((settings.shop.get("courier"), unread), (Some("顺丰"), 2));
        let counts = Counts { offered: 7, taken: 2, bought: 0 };
        assert_eq!((settings.counts.get(&Relation::Complement), settings.taken.len()), (Some(&counts), 0));
        documents.apply(&print_settings(&shown(&documents, SETTINGS), &settings));
        assert_eq!(documents.get(SETTINGS, "keys"), Some("[1]"));

        documents.apply(&[record("rules", "[{}]")]);
        let (settings, unread) = read_settings(documents.records(SETTINGS));
        assert_eq!((settings.rules.len(), unread), (0, 1));
        documents.apply(&print_settings(&shown(&documents, SETTINGS), &settings));
        assert_eq!(documents.get(SETTINGS, "rules"), Some("[{}]"));
    }
}
